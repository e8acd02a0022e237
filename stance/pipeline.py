"""The way of an article, in one straight line: fold → find quotes → resolve speakers → classify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from stance.quotes import find_quotes
from stance.records import DEFAULT_TARGET, Analysis, Article, Finding, Quote, Span
from stance.speakers import resolve_speakers
from stance.text.document import Document

if TYPE_CHECKING:
    from stance.classifier.adapters import EstimatorModel
    from stance.classifier.model import StanceModel
    from stance.speakers.register import Register

BATCH = 64
"""Articles classified at once: enough for the matrix work to pay, few enough to keep memory flat."""


def find(article: Article, register: Register | None = None) -> Analysis:
    """Quotes and speakers of one article, without stances; speakers linked to `register` where one is given."""
    title = _separate_title(article)
    document = Document(article.text if title is None else f"{title}\n{article.text}")
    quotes = find_quotes(document)
    speakers = resolve_speakers(document, quotes)
    if register is not None:
        speakers = [register.link(speaker) for speaker in speakers]
    if title is not None:
        quotes = [_moved(quote, len(title)) for quote in quotes]
    return Analysis(article, tuple(map(Finding, quotes, speakers)))


def analyze(
    articles: Iterable[Article],
    model: StanceModel | EstimatorModel | None = None,
    *,
    target: str = DEFAULT_TARGET,
    min_confidence: float = 0.0,
    explain: bool = False,
    register: Register | None = None,
) -> Iterator[Analysis]:
    """Quotes, speakers and, with a `model`, stances of `articles`, in their order.

    Parameters
    ----------
    articles
        Any iterable; it is read `BATCH` articles ahead at the most.
    model
        Left out: quotes and speakers only. `EstimatorModel` puts a scikit-learn classifier in its place.
    target
        What the stances are toward.
    min_confidence
        Below it (0 to 1) the stance is "uncertain".
    explain
        Whether each stance carries what decided it.
    register
        People and groups to link the speakers to.
    """
    if model is None:
        yield from (find(article, register) for article in articles)
        return
    stream = iter(articles)
    while batch := [find(article, register) for article in islice(stream, BATCH)]:
        yield from model.classify(batch, target=target, min_confidence=min_confidence, explain=explain)


def _separate_title(article: Article) -> str | None:
    """The title, where it is not the text's own beginning."""
    if not article.title or article.text.lstrip().startswith(article.title.strip()):
        return None
    return article.title


def _moved(quote: Quote, title_length: int) -> Quote:
    """`quote` of "title, newline, text" with its offsets counted in the part where it stands."""
    if quote.content.end <= title_length:
        return quote._replace(place="title")
    shift = title_length + 1

    def moved(span: Span | None) -> Span | None:
        return Span(span.start - shift, span.end - shift) if span and span.start >= shift else None

    content = Span(max(0, quote.content.start - shift), quote.content.end - shift)
    return quote._replace(content=content, cue=moved(quote.cue), source=moved(quote.source))
