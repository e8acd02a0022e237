"""Tables of articles as comma, semicolon or tab separated text: one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from stance.errors import InputError
from stance.reading.decoding import SAMPLE, recognise_told
from stance.reading.fields import MAX_CHARACTERS, article
from stance.reading.source import Failure, Source
from stance.records import Article

_DELIMITERS = ",;\t"
_CURE = 'the first line must name the columns, one of them "text"'


def read_csv(source: Source) -> Iterator[Article | Failure]:
    """The articles of a table, in their order, and a failure for each row that holds none.

    Raises
    ------
    InputError
        There is no column "text", or the bytes are not of the encoding.
    """
    encoding = source.encoding or recognise_told(source.stream.peek(SAMPLE)[:SAMPLE], name=source.name)
    text = io.TextIOWrapper(source.stream, encoding=encoding, newline="")
    csv.field_size_limit(MAX_CHARACTERS)
    try:
        header = text.readline(SAMPLE).removeprefix("\ufeff")
        delimiter = max(_DELIMITERS, key=header.count)
        names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
        if "text" not in names:
            raise InputError(f'has no column "text"; {_CURE}')
        rows = csv.reader(text, delimiter=delimiter)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Failure(source.name, rows.line_num + 1, f"is no row of a table ({error}); correct or delete it")
                continue
            if any(cell.strip() for cell in row):
                yield _row(source, rows.line_num + 1, names, row)
    except UnicodeDecodeError as error:
        raise InputError(f"is not {encoding} throughout; give --encoding, or save the file as UTF-8") from error


def _row(source: Source, line: int, names: list[str], row: list[str]) -> Article | Failure:
    if len(row) > len(names):
        return Failure(
            source.name, line, f"has {len(row)} cells for {len(names)} columns; quote cells that hold the delimiter"
        )
    try:
        return article(dict(zip(names, row, strict=False)), default_id=f"{source.stem}-{line}")
    except InputError as error:
        return Failure(source.name, line, str(error))
