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
_PARTS = 6
"""Features of an explanation that the table shows; the records have all."""
_TELLING = 0.2
"""The share of the greatest weight that a word must have to be highlighted."""


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
    text = place_text(analysis.article, quote)[quote.content.start : quote.content.end]
    indent = " " * (_LABEL_WIDTH + 2)
    why = stance.explanation if stance and layout.explain and "parts" in (stance.explanation or ()) else None
    lines = _wrapped(_clean(text), indent, layout)
    yield from _highlighted(lines, _telling(text, why["words"]), layout) if why and layout.colour else lines
    if layout.explain:
        yield f"{indent}[{quote.kind}; quote: {quote.rule or '-'}; speaker: {finding.speaker.rule or '-'}]"
    if why:
        parts = sorted((part for part in why["parts"] if part["weight"]), key=lambda part: -abs(part["weight"]))
        told = " · ".join(f"{_clean(part['feature'])} {part['weight']:+.2f}" for part in parts[:_PARTS])
        yield from _wrapped(f"{why['label']} {why['score']:+.2f} = {told} · …", indent, layout)


def _wrapped(text: str, indent: str, layout: Layout) -> list[str]:
    return textwrap.wrap(
        text, max(40, layout.width), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _telling(text: str, words: Sequence[tuple[int, int, float]]) -> dict[int, str]:
    """Which blank-parted words of `text` to show how: bold for the label, dim against it; by their place in the row.

    `words` are code points ``[start, end)`` into the quote's `text`, as the article has it, with their weight.
    """
    least = _TELLING * max((abs(weight) for _, _, weight in words), default=0.0)
    return {
        len(_clean(text[:end]).split()) - 1: "1" if weight > 0 else "2"
        for _, end, weight in words
        if least and abs(weight) >= least
    }


def _highlighted(lines: Sequence[str], styles: dict[int, str], layout: Layout) -> Iterator[str]:
    """`lines` with the words styled whose place among all words is in `styles`."""
    place = 0
    for line in lines:
        pieces = re.split(r"(\s+)", line)
        for at, piece in enumerate(pieces):
            if piece and not piece.isspace():
                if place in styles:
                    pieces[at] = _style(piece, styles[place], layout)
                place += 1
        yield "".join(pieces)


def _clean(text: str) -> str:
    """`text` on one line, without what would steer the terminal."""
    return _CONTROL.sub(" ", text).strip()


def _shortened(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"


def _style(text: str, code: str, layout: Layout) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if layout.colour else text
