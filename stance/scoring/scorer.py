"""One batch of articles through the pipeline and into its output format: the work that processes share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from stance.pipeline import analyze
from stance.reading.source import Failure
from stance.records import DEFAULT_TARGET, Analysis, Article
from stance.writing.format import Layout
from stance.writing.formats import format_named

if TYPE_CHECKING:
    from stance.classifier.model import StanceModel

BATCH = 64
"""Articles in a batch: enough for the matrix work to pay, few enough to keep memory flat."""

_CHARACTERS = 2_000_000
"""The length of texts at which a batch is full before it has `BATCH` articles."""


class Batch(NamedTuple):
    """Articles that are scored together, and the failures that were met while they were read."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...] = ()


class Piece(NamedTuple):
    """A scored batch: `output` in the chosen format, and how many articles and quotes it holds."""

    output: Any
    articles: int
    quotes: int
    failures: tuple[Failure, ...] = ()


class Scorer(NamedTuple):
    """All that decides what is written for an article; small, so that it is sent with every batch.

    Attributes
    ----------
    format : str
        A name of `stance.writing.formats.FORMATS`.
    layout : Layout
        With `stances` false no classifier runs.
    model : str or None
        The model folder; None is the embedded model.
    target, min_confidence
        As of `stance.pipeline.analyze`.
    """

    format: str
    layout: Layout = Layout()
    model: str | None = None
    target: str = DEFAULT_TARGET
    min_confidence: float = 0.0

    def score(self, batch: Batch) -> Piece:
        """`batch` analysed and encoded; an article on which a step breaks is a failure, the others are done."""
        self.load()  # a model that cannot be used ends the run; it is no failure of the articles
        analyses, failures = self._analyses(batch.articles)
        output = format_named(self.format).encode(analyses, self.layout)
        quotes = sum(len(analysis.findings) for analysis in analyses)
        return Piece(output, len(analyses), quotes, (*batch.failures, *failures))

    def load(self) -> StanceModel | None:
        """The model, loaded once a process.

        Raises
        ------
        ModelError
            The model folder cannot be used.
        """
        return load_model_once(self.model) if self.layout.stances else None

    def _analyses(self, articles: Sequence[Article]) -> tuple[list[Analysis], list[Failure]]:
        try:
            return self._analyze(articles), []
        except Exception as error:  # whatever one of a million articles breaks, the others must be done
            if len(articles) == 1:
                reason = f"could not be scored ({type(error).__name__}: {error}); please report it with the text"
                return [], [Failure(f"article {articles[0].id}", None, reason)]
        parts = [self._analyses([article]) for article in articles]
        return [one for done, _ in parts for one in done], [one for _, failed in parts for one in failed]

    def _analyze(self, articles: Iterable[Article]) -> list[Analysis]:
        return list(
            analyze(
                articles,
                self.load(),
                target=self.target,
                min_confidence=self.min_confidence,
                explain=self.layout.explain,
            )
        )


@lru_cache(maxsize=2)
def load_model_once(folder: str | None) -> StanceModel:
    """The model of `folder`, or the embedded one."""
    from stance.classifier.model import load_model

    return load_model(None if folder is None else Path(folder))


def batches(items: Iterable[Article | Failure], *, size: int = BATCH) -> Iterator[Batch]:
    """`items` in batches of at most `size` articles, each failure with the articles that were read before it."""
    articles: list[Article] = []
    failures: list[Failure] = []
    characters = 0
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
            if len(failures) < BATCH:
                continue
        else:
            articles.append(item)
            characters += len(item.text)
        if len(articles) >= size or len(failures) >= BATCH or characters >= _CHARACTERS:
            yield Batch(tuple(articles), tuple(failures))
            articles, failures, characters = [], [], 0
    if articles or failures:
        yield Batch(tuple(articles), tuple(failures))
