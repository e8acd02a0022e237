"""Web pages: the article of a page, without what stands around it (by trafilatura; the extra `html`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from stance.errors import InputError
from stance.reading.decoding import SAMPLE, decode
from stance.reading.fields import check_text
from stance.reading.plain import read_whole
from stance.reading.source import Failure, Source
from stance.records import Article

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def read_html(source: Source) -> Iterator[Article | Failure]:
    """The one article of a page: its text (paragraphs on lines of their own), title, date, outlet and address.

    Raises
    ------
    InputError
        trafilatura is not installed, or no article is found on the page.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise InputError('needs trafilatura to read web pages; install it with: pip install "stance[html]"') from error
    page = _decoded(read_whole(source), source)
    extract = cast(Any, trafilatura.bare_extraction)  # its typed answer allows a dict, which is never given
    found = extract(page, with_metadata=True, include_comments=False, include_tables=False, favor_precision=True)
    if found is None or not (found.text or "").strip():
        raise InputError("is a page on which no article is found; give the article as a text file")
    fields: dict[str, Any] = found.as_dict()
    check_text(fields["text"])
    yield Article(
        id=source.stem,
        text=fields["text"],
        title=fields.get("title"),
        date=fields.get("date"),
        outlet=fields.get("sitename"),
        url=fields.get("url"),
    )


def _decoded(data: bytes, source: Source) -> str:
    """The page in the encoding that it states, where it holds; else in the one that is recognised."""
    stated = _CHARSET.search(data[:SAMPLE])
    if source.encoding is None and stated:
        try:
            return data.decode(stated[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name=source.name, encoding=source.encoding)
