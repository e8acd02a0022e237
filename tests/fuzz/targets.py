"""What is fuzzed: each target takes any bytes, and fails on what stance must never do."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from stance.errors import StanceError
from stance.pipeline import find
from stance.reading.articles import FORMATS, reader_of
from stance.reading.packaged import data_folder
from stance.reading.source import Failure, Source
from stance.reading.tables import read_table
from stance.records import Article
from stance.text.folding import Folded
from stance.writing.format import Layout
from stance.writing.formats import format_named
from stance.writing.record import place_text

_EXAMPLES = sorted((data_folder() / "examples").glob("*.txt"))
_MARKS = [
    "\n",
    "\n\n",
    ". ",
    "، ",
    ": ",
    '"',
    "«",
    "»",
    "“",
    "”",
    "„",
    "(",
    ")",
    "[",
    "]",
    "'",
    " - ",
    "؟",
    "…",
    "\u200f",
    "ـ",
    "ّ",
]
VOCABULARY = _MARKS + sorted({word for path in _EXAMPLES for word in path.read_text(encoding="utf-8").split()})


def text_of(data: bytes) -> str:
    """Any text: by the first byte either what the bytes spell, or a word of the examples for each of them."""
    if data[:1] < b"\x80":
        return data[1:].decode("utf-8", "surrogateescape")
    return " ".join(VOCABULARY[byte % len(VOCABULARY)] for byte in data[1:])


def reading(data: bytes) -> None:
    """A reader gives articles and failures, or one error of ours."""
    suffixes = [suffix for suffix in FORMATS if suffix not in {".html", ".htm", ".parquet"}]
    reader = reader_of(suffixes[data[0] % len(suffixes)] if data else ".txt")
    with contextlib.suppress(StanceError):
        for item in reader(Source("fuzz", io.BufferedReader(io.BytesIO(data[1:])))):  # type: ignore[arg-type]
            assert isinstance(item, Article | Failure)


def html(data: bytes) -> None:
    """As `reading`, for web pages."""
    with contextlib.suppress(StanceError):
        list(reader_of(".html")(Source("fuzz", io.BufferedReader(io.BytesIO(data)))))  # type: ignore[arg-type]


def folding(data: bytes) -> None:
    """The map of folding leads from every folded span to one inside the original."""
    text = text_of(data)
    folded = Folded(text)
    last = 0
    for offset in range(len(folded.text)):
        start, end = folded.original_span(offset, offset + 1)
        assert 0 <= last <= start < end <= len(text)
        last = start


def extraction(data: bytes) -> None:
    """Quotes and their parts lie inside the text, and every format can write them."""
    text = text_of(data)
    analysis = find(Article("1", text, title=text[:20] if data[:1] == b"\xff" else None))
    for quote, _, _ in analysis.findings:
        whole = place_text(analysis.article, quote)
        for span in (quote.content, quote.cue, quote.source):
            assert span is None or 0 <= span.start < span.end <= len(whole)
    layout = Layout(stances=False, explain=True)
    json.loads(format_named("jsonl").encode([analysis], layout))
    list(csv.reader(io.StringIO(format_named("csv").encode([analysis], layout).decode("utf-8"))))
    format_named("table").encode([analysis], layout).decode("utf-8")


def tables(data: bytes) -> None:
    """A labelled table is read, or told why not."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(StanceError):
            read_table(Path(file.name))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reading": reading,
    "html": html,
    "folding": folding,
    "extraction": extraction,
    "tables": tables,
}
