"""The table for a terminal: who said what and where they stand, article by article."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from stance.records import Analysis, Finding
from stance.writing.format import Layout, Text
from stance.writing.record import place_text

_COLOURS = {"favor": "32", "against": "31", "neutral": "36", "uncertain": "33"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LABEL_WIDTH = 16
_NO_SPEAKER = "?"


class Table(Text):
    """Blocks of lines, one an article; Arabic stands at the ends of lines, where every terminal shows it in order."""

    def encode(self, analyses: Sequence[Analysis], layout: Layout) -> bytes:
        """The blocks of `analyses` in UTF-8."""
        lines = (line for analysis in analyses for line in _article(analysis, layout))
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _article(analysis: Analysis, layout: Layout) -> Iterator[str]:
    article = analysis.article
    yield _style(_shortened(f"{_clean(article.id)}  {_clean(article.title or '')}", layout.width), "1", layout)
    if analysis.target is not None:
        yield f"target: {_clean(analysis.target)}"
    if not analysis.findings:
        yield "  (no quotes)"
    for finding in analysis.findings:
        yield from _finding(analysis, finding, layout)
    yield ""


def _finding(analysis: Analysis, finding: Finding, layout: Layout) -> Iterator[str]:
    quote, stance = finding.quote, finding.stance
    label = f"{stance.label} {stance.confidence:.2f}" if stance else quote.kind
    padded = f"  {label:<{_LABEL_WIDTH}}"
    yield _style(padded, _COLOURS.get(stance.label if stance else "", "0"), layout) + _clean(
        finding.speaker.name or _NO_SPEAKER
    )
    text = _clean(place_text(analysis.article, quote)[quote.content.start : quote.content.end])
    indent = " " * (_LABEL_WIDTH + 2)
    yield from textwrap.wrap(text, max(40, layout.width), initial_indent=indent, subsequent_indent=indent)
    if layout.explain:
        yield f"{indent}[{quote.kind}; quote: {quote.rule or '-'}; speaker: {finding.speaker.rule or '-'}]"


def _clean(text: str) -> str:
    """`text` on one line, without what would steer the terminal."""
    return _CONTROL.sub(" ", text).strip()


def _shortened(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"


def _style(text: str, code: str, layout: Layout) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if layout.colour else text
