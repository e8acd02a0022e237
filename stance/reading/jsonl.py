"""JSON Lines: one article a line, read as a stream. A line that is wrong fails alone."""

from __future__ import annotations

import codecs
import io
import json
import math
from collections.abc import Callable, Iterator
from typing import TypeVar

from stance.errors import InputError
from stance.reading.decoding import SAMPLE, recognise_told
from stance.reading.fields import article
from stance.reading.source import Failure, Source
from stance.records import Article

MAX_LINE = 1 << 25
"""Bytes of the longest line that is read; past it lies no article but a damaged file or a gzip bomb."""

Text = TypeVar("Text", str, bytes)

_CURE = 'each line must be one JSON object with "text"'


def read_jsonl(source: Source) -> Iterator[Article | Failure]:
    """The articles of a JSON Lines file, in their order, and a failure for each line that holds none."""
    encoding = source.encoding or recognise_told(source.stream.peek(SAMPLE)[:SAMPLE], name=source.name)
    empty = True
    for number, line in enumerate(_lines(source.stream, encoding), start=1):
        if line.strip():
            empty = False
            try:
                yield _parse(line, default_id=f"{source.stem}-{number}")
            except InputError as error:
                yield Failure(source.name, number, str(error))
    if empty:
        raise InputError(f"is empty; {_CURE}")


def _parse(line: bytes, *, default_id: str) -> Article:
    if len(line) > MAX_LINE:
        raise InputError(f"is longer than {MAX_LINE >> 20} MB, too long for one article; {_CURE}")
    try:
        fields = json.loads(line.decode("utf-8"), parse_float=_finite, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 (at byte {error.start}); give --encoding, or save the file as UTF-8") from error
    except RecursionError as error:
        raise InputError(f"is nested too deeply; {_CURE}") from error
    except ValueError as error:
        raise InputError(f"is no JSON ({error}); {_CURE}") from error
    if not isinstance(fields, dict):
        raise InputError(f"is no JSON object; {_CURE}")
    return article(fields, default_id=default_id)


def _lines(stream: io.BufferedReader, encoding: str) -> Iterator[bytes]:
    """The lines of `stream` in UTF-8, none much longer than `MAX_LINE` (of a longer one, what follows is passed over).

    Lines of UTF-8 stay undecoded, so that one with wrong bytes spoils itself alone.

    Raises
    ------
    InputError
        Bytes are not of `encoding`, where that is not UTF-8.
    """
    if codecs.lookup(encoding).name in {"utf-8", "utf-8-sig", "ascii"}:
        first = True
        for data in _capped(stream.readline, b"\n"):
            yield data.removeprefix(codecs.BOM_UTF8) if first else data
            first = False
        return
    # newline="\n": lines of JSON end at newlines alone, whatever else Unicode calls a line's end
    text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
    try:
        for line in _capped(text.readline, "\n"):
            yield line.encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise InputError(f"is not {encoding} throughout; give --encoding, or save the file as UTF-8") from error


def _capped(readline: Callable[[int], Text], newline: Text) -> Iterator[Text]:
    while line := readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(newline):
            line = readline(MAX_LINE + 1) or newline


def _finite(digits: str) -> float | None:
    """A number that JSON can also be written with: 1e999 is none."""
    value = float(digits)
    return value if math.isfinite(value) else None


def _no_number(_: str) -> None:
    """NaN and Infinity, which Python's JSON knows and JSON does not."""
