"""The trained classifier itself: vocabularies, coefficients, smoothing and calibration, on numpy alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from stance.classifier.examples import Example
from stance.classifier.pack import Language, Pack, canonical, pack_for
from stance.classifier.vectorizer import Floats, Sparse, Vectorizer
from stance.classifier.view import View
from stance.text.folding import name_key

if TYPE_CHECKING:
    from stance.classifier.morphology import Lemmatizer

_KIN = 3
"""Other quotes of a speaker that tell what sort of speaker it is."""


class Smoothing(NamedTuple):
    """How much the other quotes of an article count: those of the same speaker, and all of them."""

    speaker: float = 0.0
    article: float = 0.0


class Core:
    """What a model folder holds.

    Attributes
    ----------
    labels : tuple of str
        The labels, in the order of the coefficients' columns.
    coefficients : array, (features, labels)
        Shared by all targets.
    offsets : mapping of str to array, (features, labels)
        What a trained target adds to the shared coefficients; none where one target was trained.
    intercepts : mapping of str to array, (labels,)
        By target; "" is for targets not trained.
    lemmatizer : Lemmatizer or None
        What a model with the feature block "lemma" needs; it is no part of the model folder.
    prior : array, (labels,)
        Added to the logits: log of the share that a label is expected to have over its share in training.
    """

    def __init__(
        self,
        *,
        labels: tuple[str, ...],
        targets: tuple[str, ...],
        language: Language,
        packs: tuple[Pack, ...],
        vectorizer: Vectorizer,
        smoothing: Smoothing,
    ) -> None:
        self.labels = labels
        self.targets = targets
        self.language = language
        self.packs = packs
        self.vectorizer = vectorizer
        self.smoothing = smoothing
        self.coefficients: Floats = np.zeros((0, len(labels)))
        self.intercepts: Mapping[str, Floats] = {"": np.zeros(len(labels))}
        self.offsets: Mapping[str, Floats] = {}
        self.lemmatizer: Lemmatizer | None = None
        self.temperature = 1.0
        self.prior: Floats = np.zeros(len(labels))

    def views(self, examples: Sequence[Example]) -> list[View]:
        """`examples` made ready, each with its target's pack."""
        packs = {target: pack_for(target, self.packs) for target in {example.target for example in examples}}
        views = [View(example, self.language, packs[example.target]) for example in examples]
        if self.lemmatizer:
            for view in views:
                view.lemmatize = self.lemmatizer
        for same in speakers_quotes(examples):
            for index in same:
                views[index].kin = [views[other] for other in same if other != index][:_KIN]
        return views

    def targets_of(self, examples: Sequence[Example]) -> list[str]:
        """What the model calls each example's target."""
        names = {target: canonical(target, self.packs) for target in {example.target for example in examples}}
        return [names[example.target] for example in examples]

    def sparse(self, examples: Sequence[Example]) -> Sparse:
        """The features' values."""
        return self.vectorizer.transform(self.vectorizer.extract(self.views(examples)))

    def scores(self, examples: Sequence[Example], sparse: Sparse | None = None) -> Floats:
        """Raw scores of each example alone, (examples, labels)."""
        if not examples:
            return np.zeros((0, len(self.labels)))
        values = sparse or self.sparse(examples)
        scores = product(values, self.coefficients)
        targets = np.array(self.targets_of(examples))
        for target in sorted(set(targets)):
            here = targets == target
            scores[here] += self.intercepts.get(target, self.intercepts[""])
            if target in self.offsets:
                scores[here] += product(values, self.offsets[target])[here]
        return scores

    def logits(self, examples: Sequence[Example], scores: Floats) -> Floats:
        """Scores smoothed over the article, calibrated, with the expected shares."""
        return smooth(examples, scores, self.smoothing) / self.temperature + self.prior

    def probabilities(self, examples: Sequence[Example]) -> Floats:
        """Calibrated probabilities, (examples, labels)."""
        return softmax(self.logits(examples, self.scores(examples)))


def product(sparse: Sparse, coefficients: Floats) -> Floats:
    """`sparse`, in the order of its rows, times `coefficients`, (rows, labels)."""
    sums = np.zeros((sparse.shape[0], coefficients.shape[1]))
    if len(sparse.rows):
        starts = np.flatnonzero(np.diff(sparse.rows, prepend=-1))
        for label, column in enumerate(coefficients.T):
            sums[sparse.rows[starts], label] = np.add.reduceat(sparse.values * column[sparse.columns], starts)
    return sums


def smooth(examples: Sequence[Example], scores: Floats, smoothing: Smoothing) -> Floats:
    """`scores` plus weighted means over the same speaker's other quotes and over the article's other quotes.

    In real articles a speaker's quotes tend to have one stance. Rows that are no part of an article stay as they are.
    """
    if not any(smoothing) or not len(scores):
        return scores
    articles: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, example in enumerate(examples):
        if example.position >= 0:
            articles[example.article_id, example.target].append(index)
    smoothed = scores.copy()
    _add_means_of_others(smoothed, scores, list(articles.values()), smoothing.article)
    _add_means_of_others(smoothed, scores, speakers_quotes(examples), smoothing.speaker)
    return smoothed


def speakers_quotes(examples: Sequence[Example]) -> list[list[int]]:
    """The places of each speaker's quotes in one article, where there are two or more."""
    speakers: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, example in enumerate(examples):
        if example.position >= 0 and example.speaker:
            speakers[example.article_id, example.target, name_key(example.speaker)].append(index)
    return [same for same in speakers.values() if len(same) > 1]


def _add_means_of_others(smoothed: Floats, scores: Floats, groups: Sequence[Sequence[int]], weight: float) -> None:
    """Add to each row of a group the weighted mean of the group's other rows; no row is in two groups."""
    groups = [group for group in groups if len(group) > 1]
    if not weight or not groups:
        return
    rows = np.array([*chain.from_iterable(groups)])
    sizes = np.array([len(group) for group in groups])
    totals = np.add.reduceat(scores[rows], np.cumsum(sizes) - sizes, axis=0)
    others = np.repeat(totals, sizes, axis=0) - scores[rows]
    smoothed[rows] += weight * others / np.repeat(sizes - 1, sizes)[:, None]


def softmax(logits: Floats) -> Floats:
    """Row-wise softmax."""
    if not len(logits):
        return logits
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = exponents / exponents.sum(axis=1, keepdims=True)
    return shares
