"""Quotes by construction: the rows of ``cases/quotes.tsv``.

A row is a text with its quotes marked in it: ``{c cue}``, ``{s source}`` and the content by its kind, ``{d direct}``,
``{i indirect}`` or ``{m mixed}``; a digit (``{c2 …}``) tells to which quote a part belongs where there are several;
``\\n`` is a line break. What the finder cannot do yet carries its reason in the column ``xfail``.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from stance.quotes import find_quotes
from stance.records import Span
from stance.text.document import Document

_BRACE = re.compile(r"\{([csdim])(\d?) |\}")
_KINDS = {"d": "direct", "i": "indirect", "m": "mixed"}
_EDGE = '"«»“” '

with (Path(__file__).parent / "cases" / "quotes.tsv").open(encoding="utf-8", newline="") as _lines:
    ROWS = list(csv.DictReader(_lines, delimiter="\t", quoting=csv.QUOTE_NONE))

Part = tuple[str, int] | None
Parts = tuple[str, Part, Part, Part]


def parsed(marked: str) -> tuple[str, list[Parts]]:
    """The text without its marks and, in order of contents, (kind, content, cue, source) as (words, offset)."""
    marked = marked.replace("\\n", "\n")
    text = ""
    last = 0
    opened: list[tuple[str, str, int]] = []
    quotes: dict[str, dict[str, Part]] = {}
    kinds: dict[str, str] = {}
    for brace in _BRACE.finditer(marked):
        text += marked[last : brace.start()]
        last = brace.end()
        if brace[1]:
            opened.append((brace[1], brace[2], len(text)))
            continue
        part, number, start = opened.pop()
        if part in _KINDS:
            kinds[number] = _KINDS[part]
        quotes.setdefault(number, {})["content" if part in _KINDS else part] = (text[start:], start)
    parts = [(kinds[number], q["content"], q.get("c"), q.get("s")) for number, q in quotes.items()]
    return text + marked[last:], sorted(parts, key=lambda quote: quote[1][1] if quote[1] else 0)


def found(text: str) -> list[Parts]:
    """What `find_quotes` sees in `text`, as `parsed` tells it; marks at the very edge of a content do not count."""

    def part(span: Span | None) -> Part:
        return (text[span.start : span.end], span.start) if span else None

    quotes: list[Parts] = []
    for quote in find_quotes(Document(text)):
        words = text[quote.content.start : quote.content.end]
        quotes.append((quote.kind, (words, quote.content.start), part(quote.cue), part(quote.source)))
    return _trimmed(quotes)


def _trimmed(quotes: list[Parts]) -> list[Parts]:
    return [
        (kind, (content[0].strip(_EDGE), content[1] + len(content[0]) - len(content[0].lstrip(_EDGE))), cue, source)
        for kind, content, cue, source in quotes
        if content
    ]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=f"{row['group']}-{line}",
            marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if row["xfail"] else [],
        )
        for line, row in enumerate(ROWS, 2)
    ],
)
def test_construction(row: dict[str, str]) -> None:
    text, expected = parsed(row["text"])
    assert found(text) == _trimmed(expected)


def test_rows_are_whole_and_single() -> None:
    texts = [row["text"] for row in ROWS]
    assert len(texts) == len(set(texts)) >= 150
    for row in ROWS:
        assert list(row) == ["group", "text", "xfail"], row
        assert None not in row.values(), row
        text, quotes = parsed(row["text"])
        assert not set("{}") & set(text), row
        assert bool(quotes) != row["group"].startswith("none-"), row


@pytest.mark.parametrize("text", ["***", "(-)", "قال.\n***", "قال الوزير إن الأمر مهم.\n- -"])
def test_lines_of_marks_alone_are_read(text: str) -> None:
    assert all(quote.content.end <= len(text) for quote in find_quotes(Document(text)))
