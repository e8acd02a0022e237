"""Plain text: one article a file, its first line the title."""

from __future__ import annotations

from collections.abc import Iterator

from stance.errors import InputError
from stance.reading.decoding import decode
from stance.reading.fields import check_text, first_line
from stance.reading.source import Failure, Source
from stance.records import Article

MAX_BYTES = 1 << 24
"""The largest file that is read as one article."""


def read_plain(source: Source) -> Iterator[Article | Failure]:
    """The one article of a text file."""
    text = decode(read_whole(source), name=source.name, encoding=source.encoding)
    check_text(text)
    yield Article(id=source.stem, text=text, title=first_line(text))


def read_whole(source: Source) -> bytes:
    """All bytes of a file that holds one article.

    Raises
    ------
    InputError
        It is empty, or larger than `MAX_BYTES`.
    """
    data = source.stream.read(MAX_BYTES + 1)
    if not data.strip():
        raise InputError("is empty; give a file with an article's text")
    if len(data) > MAX_BYTES:
        raise InputError(
            f"is larger than {MAX_BYTES >> 20} MB, too large for one article; give JSON Lines, one article a line"
        )
    return data
