"""One batch of articles through the pipeline and into its output format: the work that processes share."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from stance import __version__
from stance.pipeline import analyze
from stance.reading.source import Failure
from stance.records import DEFAULT_TARGET, Analysis, Article
from stance.writing.format import Layout
from stance.writing.formats import format_named

if TYPE_CHECKING:
    from stance.classifier.model import StanceModel
    from stance.speakers.register import Register

logger = logging.getLogger(__name__)

BATCH = 64
"""Articles in a batch: enough for the matrix work to pay, few enough to keep memory flat."""

_CHARACTERS = 2_000_000
"""The length of texts at which a batch is full before it has `BATCH` articles."""


class Batch(NamedTuple):
    """Articles that are scored together, and the failures that were met while they were read, all of one part."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...] = ()
    part: int = 0


class Piece(NamedTuple):
    """A scored batch: `output` in the chosen format, and how many articles and quotes it holds."""

    output: Any
    articles: int
    quotes: int
    failures: tuple[Failure, ...] = ()
    part: int = 0


class Tools(NamedTuple):
    """What scoring needs beside the articles: loaded once a process, sent once to a cluster's worker."""

    model: StanceModel | None
    register: Register | None


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
    morphology : str or None
        The morphology database, for a model that was trained with one.
    target, min_confidence
        As of `stance.pipeline.analyze`.
    register : str or None
        The file of known people and groups.
    """

    format: str
    layout: Layout = Layout()
    model: str | None = None
    morphology: str | None = None
    target: str = DEFAULT_TARGET
    min_confidence: float = 0.0
    register: str | None = None

    def score(self, batch: Batch, tools: Tools | None = None) -> Piece:
        """`batch` analysed and encoded; an article on which a step breaks is a failure, the others are done.

        Raises
        ------
        ModelError, TableError
            No `tools` are given, and the model folder or the register cannot be used.
        """
        analyses, failures = self._analyses(batch.articles, tools or self.load())
        output = format_named(self.format).encode(analyses, self.layout)
        quotes = sum(len(analysis.findings) for analysis in analyses)
        return Piece(output, len(analyses), quotes, (*batch.failures, *failures), batch.part)

    def load(self) -> Tools:
        """The model (none where no classifier runs) and the register.

        Raises
        ------
        ModelError, TableError
            The model folder or the register cannot be used.
        """
        model = _model(self.model, self.morphology) if self.layout.stances else None
        return Tools(model, _register(self.register) if self.register else None)

    def settings(self) -> dict[str, Any]:
        """All that decides what is written, as plain values; of the model and the register, digests."""
        model, _ = self.load()
        info = json.dumps(model.info, sort_keys=True, default=str).encode() if model else b""
        return {
            **self._asdict(),
            "layout": self.layout._asdict(),
            "model": hashlib.sha256(info).hexdigest() if model else None,
            "register": hashlib.sha256(Path(self.register).read_bytes()).hexdigest() if self.register else None,
            "stance": __version__,
        }

    def warn(self) -> None:
        """Log here, whatever process scores, what is doubtful: a target that the model does not know, shared names."""
        model, register = self.load()
        if model:
            model.classify([], target=self.target)
        for warning in register.warnings if register else ():
            logger.warning("%s", warning)

    def _analyses(self, articles: Sequence[Article], tools: Tools) -> tuple[list[Analysis], list[Failure]]:
        try:
            return self._analyze(articles, tools), []
        except Exception as error:  # whatever one of a million articles breaks, the others must be done
            if len(articles) == 1:
                told = " ".join(f"{type(error).__name__}: {error}".split())
                reason = f"could not be scored ({told}); please report it with the text"
                return [], [Failure(f"article {articles[0].id}", None, reason)]
        parts = [self._analyses([article], tools) for article in articles]
        return [one for done, _ in parts for one in done], [one for _, failed in parts for one in failed]

    def _analyze(self, articles: Iterable[Article], tools: Tools) -> list[Analysis]:
        return list(
            analyze(
                articles,
                tools.model,
                target=self.target,
                min_confidence=self.min_confidence,
                explain=self.layout.explain,
                register=tools.register,
            )
        )


@lru_cache(maxsize=2)
def _model(folder: str | None, morphology: str | None) -> StanceModel:
    from stance.classifier.model import load_model

    return load_model(
        None if folder is None else Path(folder), morphology=None if morphology is None else Path(morphology)
    )


@lru_cache(maxsize=2)
def _register(path: str) -> Register:
    from stance.speakers.register import Register

    return Register.load(Path(path))


def batches(
    items: Iterable[Article | Failure], *, size: int = BATCH, part_size: int | None = None, first: int = 0
) -> Iterator[Batch]:
    """`items` in batches of at most `size` articles, each failure with the articles that were read before it.

    Parameters
    ----------
    part_size
        Articles in a part: which articles form one depends on their order alone. Left out, all are one part.
    first
        The first part that is wanted; the items of parts before it are passed over.
    """
    articles: list[Article] = []
    failures: list[Failure] = []
    characters = part = read = 0
    for item in items:
        if isinstance(item, Failure):
            if part >= first:
                failures.append(item)
        else:
            read += 1
            if part >= first:
                articles.append(item)
                characters += len(item.text)
        ended = part_size is not None and read == part_size
        if ended or max(len(articles), len(failures)) >= size or characters >= _CHARACTERS:
            if articles or failures:
                yield Batch(tuple(articles), tuple(failures), part)
            articles, failures, characters = [], [], 0
        if ended:
            part, read = part + 1, 0
    if articles or failures:
        yield Batch(tuple(articles), tuple(failures), part)
