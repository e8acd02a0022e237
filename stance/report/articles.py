"""Scored articles as a page to read: quotes in the colour of their stance, who said them in the margin."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from stance import __version__
from stance.records import LABELS, Analysis, Finding, Place
from stance.report.pages import packed, render, unpacked
from stance.writing.format import Layout

STANCES = (*LABELS, "uncertain")
SPEAKERS = 100
"""Speakers listed in the panel."""


_DATA = re.compile(rb'id="packed">([^<]*)<')


class ArticlesPage:
    """The output format ``html``: one self-contained page of all articles."""

    def encode(self, analyses: Sequence[Analysis], layout: Layout) -> list[dict[str, Any]]:
        """What the page shows of `analyses`."""
        return [article_view(analysis) for analysis in analyses]

    def join(self, pieces: Iterable[list[dict[str, Any]]], stream: BinaryIO, layout: Layout) -> None:
        """Write the page; a lone surrogate, which UTF-8 cannot write, becomes a question mark."""
        articles = [article for piece in pieces for article in piece]
        stream.write(_page(articles, language=layout.language).encode("utf-8", "replace"))

    def merge(self, parts: Iterable[BinaryIO], stream: BinaryIO, layout: Layout) -> None:
        """Write the articles of all parts as one page; each part, a page itself, holds what it shows as data too."""
        self.join((_data(part.read()) for part in parts), stream, layout)


def _data(page: bytes) -> list[dict[str, Any]]:
    found = _DATA.search(page)
    articles: list[dict[str, Any]] = unpacked(found[1].decode("ascii")) if found else []
    return articles


def write_articles_html(analyses: Iterable[Analysis], stream: BinaryIO, *, language: str = "en") -> None:
    """Write the page of `analyses` to `stream`, in UTF-8."""
    stream.write(_page([article_view(one) for one in analyses], language=language).encode("utf-8", "replace"))


def article_view(analysis: Analysis) -> dict[str, Any]:
    """An article as the template wants it.

    ``title`` and each of ``paragraphs`` are ``(pieces, notes)``: a piece is ``[words, number of its quote or None]``, a
    note is the number of a quote that begins there. ``quotes`` are by number.
    """
    article = analysis.article
    quotes = [_quote(finding) for finding in analysis.findings]
    text = article.text
    title = article.title
    if title and text.lstrip().startswith(title.strip()):
        title = None
    return {
        "id": article.id,
        "date": article.date,
        "outlet": article.outlet,
        "url": article.url if article.url and article.url.startswith(("http://", "https://")) else None,
        "target": analysis.target,
        "quotes": quotes,
        "title": next(iter(_paragraphs(title, analysis.findings, "title")), None) if title else None,
        "paragraphs": list(_paragraphs(text, analysis.findings, "text")),
    }


def _quote(finding: Finding) -> dict[str, Any]:
    stance = finding.stance
    return {
        "speaker": finding.speaker.name,
        "group": finding.speaker.group,
        "kind": finding.quote.kind,
        "stance": stance.label if stance else None,
        "confidence": stance.confidence if stance else None,
    }


def _paragraphs(
    text: str, findings: Sequence[Finding], place: Place
) -> Iterator[tuple[list[tuple[str, int | None]], list[int]]]:
    """The lines of `text` with words, cut where quotes begin and end; of quotes that overlap the first is shown."""
    spans = [(f.quote.content, number) for number, f in enumerate(findings) if f.quote.place == place]
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [(span, number) for span, number in spans if span.start < end and span.end > start]
            cuts = sorted({start, end, *(min(max(at, start), end) for span, _ in here for at in span)})
            pieces = []
            for one, other in itertools.pairwise(cuts):
                inside = [number for span, number in here if span.start <= one and other <= span.end]
                pieces.append((text[one:other], inside[0] if inside else None))
            yield pieces, [number for span, number in here if span.start >= start]
        start = end + 1


def _page(articles: Sequence[dict[str, Any]], *, language: str) -> str:
    counts: dict[str, Counter[str]] = {}
    for article in articles:
        for quote in article["quotes"]:
            counts.setdefault(quote["speaker"] or "", Counter())[quote["stance"] or "none"] += 1
    speakers = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    return render(
        "articles.html.j2",
        language=language,
        version=__version__,
        articles=articles,
        data=packed(articles),
        speakers=speakers[:SPEAKERS],
        more_speakers=max(0, len(speakers) - SPEAKERS),
        stances=[stance for stance in STANCES if any(count[stance] for count in counts.values())],
        quotes=sum(count.total() for count in counts.values()),
        target=next((article["target"] for article in articles if article["target"]), None),
    )
