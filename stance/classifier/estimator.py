"""`StanceClassifier`: the trainable classifier with scikit-learn's conventions."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, Union, cast

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from stance.classifier.core import Core, Smoothing, smooth
from stance.classifier.examples import Example, from_texts
from stance.classifier.linear import article_groups, as_matrix, fit_committee, fit_temperature, folds
from stance.classifier.morphology import load_lemmatizer
from stance.classifier.pack import canonical, pack_for, read_pack, shipped_language, shipped_packs
from stance.classifier.vectorizer import Floats, Vectorizer
from stance.classifier.vectors import VectorTable, read_vectors
from stance.records import DEFAULT_TARGET

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

Input = Union[Sequence[str], Sequence[Example], "pd.DataFrame"]
"""Texts, examples, or a data frame with a column ``text``."""

DEFAULT_BLOCKS = ("word", "stem", "char", "cue", "clause", "concept", "grammar", "actor", "pair", "verdict")
_log = logging.getLogger(__name__)


class StanceClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Stance of quotes toward a target: a linear classifier on features that know Arabic and the target.

    Accepts lists of texts, lists of `Example`, or data frames with a column ``text`` and, where they are known,
    ``cue``, ``kind``, ``speaker``, ``context``, ``target``, ``article_id``.

    Parameters
    ----------
    blocks : sequence of str
        Feature blocks (`stance.classifier.features.BLOCKS`).
    C : float
        Inverse strength of the regularisation.
    weights : mapping of str to float or None
        Weights of blocks that differ from their own.
    balanced : bool
        Whether each label counts the same, however many examples it has.
    speaker_smoothing, article_smoothing : float
        Weight of the mean score of the same speaker's (the article's) other quotes.
    shares : mapping of label to float or None
        Shares of the labels that are expected where the model is used (real news is more than half neutral); None takes
        those of the training data.
    calibration_folds : int
        Folds of the grouped cross-validation that temperature is fitted on; 0 leaves the scores as they are.
    target_pack : path or None
        A folder with a target pack of one's own, beside those that ship.
    vectors : path, VectorTable or None
        A table of word vectors (`stance vectors` makes one); with it comes the feature block "vector".
    morphology : path or None
        A morphology database of camel-tools; with it comes the feature block "lemma", and scoring needs it too.
    random_state : int
        Seed; two fits on the same data are identical.

    Attributes
    ----------
    classes_ : array of str
        The labels, sorted.
    core_ : Core
        The trained classifier, free of scikit-learn.
    """

    def __init__(
        self,
        *,
        blocks: Sequence[str] = DEFAULT_BLOCKS,
        C: float = 0.25,  # noqa: N803 (scikit-learn's name)
        weights: Mapping[str, float] | None = None,
        balanced: bool = True,
        speaker_smoothing: float = 0.4,
        article_smoothing: float = 0.2,
        shares: Mapping[str, float] | None = None,
        calibration_folds: int = 5,
        target_pack: str | Path | None = None,
        vectors: str | Path | VectorTable | None = None,
        morphology: str | Path | None = None,
        random_state: int = 0,
    ) -> None:
        self.blocks = blocks
        self.C = C
        self.weights = weights
        self.balanced = balanced
        self.speaker_smoothing = speaker_smoothing
        self.article_smoothing = article_smoothing
        self.shares = shares
        self.calibration_folds = calibration_folds
        self.target_pack = target_pack
        self.vectors = vectors
        self.morphology = morphology
        self.random_state = random_state

    def fit(self, X: Input, y: Sequence[str] | None = None) -> Self:  # noqa: N803
        """Train on `X` with labels `y` (left out: the examples' own labels).

        Raises
        ------
        ValueError
            `X` and `y` differ in length, a label is missing, or there is only one label.
        """
        examples = as_examples(X)
        labels = np.asarray([example.label for example in examples] if y is None else y, dtype=object)
        if len(labels) != len(examples):
            raise ValueError(f"{len(examples)} examples but {len(labels)} labels")
        if any(label is None for label in labels):
            raise ValueError("an example has no label")
        labels = labels.astype(str)
        self.classes_ = np.unique(labels)
        if len(self.classes_) < 2:
            raise ValueError(f"one label only ({self.classes_[0]}); at least two are needed to learn from")
        core = self.new_core(examples, labels)
        named = core.vectorizer.extract(core.views(examples))
        matrix = as_matrix(core.vectorizer.fit(core.vectorizer.occurrences(named)).transform(named))
        self._fit_core(core, examples, matrix, labels)
        self.core_ = core
        return self

    def new_core(self, examples: Sequence[Example], labels: Any) -> Core:
        """An untrained core with these settings, for the labels and targets of `examples`."""
        packs = tuple(shipped_packs().values())
        if self.target_pack is not None:
            packs = (read_pack(Path(self.target_pack)), *packs)
        targets = {example.target for example in examples}
        used = {id(pack): pack for target in sorted(targets) if (pack := pack_for(target, packs))}
        core = Core(
            labels=tuple(map(str, np.unique(labels))),
            targets=tuple(sorted({canonical(target, packs) for target in targets})),
            language=shipped_language(),
            packs=tuple(used.values()),
            vectorizer=self._new_vectorizer(),
            smoothing=self.smoothing(),
        )
        if self.morphology is not None:
            core.lemmatizer = load_lemmatizer(Path(self.morphology))
        return core

    def _new_vectorizer(self) -> Vectorizer:
        blocks, table = dict.fromkeys(self.blocks), None
        if self.vectors is not None:
            table = self.vectors if isinstance(self.vectors, VectorTable) else read_vectors(Path(self.vectors))
            blocks["vector"] = None
        if self.morphology is not None:
            blocks["lemma"] = None
        return Vectorizer(tuple(blocks), weights=self.weights, vectors=table)

    def smoothing(self) -> Smoothing:
        """The smoothing over an article that is asked for."""
        return Smoothing(self.speaker_smoothing, self.article_smoothing)

    def prior(self, labels: Any) -> Floats:
        """Logarithms of the expected shares over those of training `labels`, by label in sorted order."""
        classes, counts = np.unique(labels, return_counts=True)
        trained = counts / counts.sum()
        if not self.shares:
            return np.zeros(len(classes))
        wanted = np.array([self.shares.get(str(label), 0.0) for label in classes])
        wanted = np.where(wanted > 0, wanted, trained)
        shift: Floats = np.log(wanted / wanted.sum()) - np.log(trained)
        return shift

    def _fit_core(self, core: Core, examples: list[Example], matrix: csr_matrix, labels: Any) -> None:
        targets = np.array(core.targets_of(examples))
        fit = partial(
            fit_committee,
            strength=self.C,
            seed=self.random_state,
            balanced=self.balanced,
            projection=core.vectorizer.projection,
            members=core.vectorizer.committee(),
        )
        linear = fit(matrix, labels, targets)
        core.coefficients, core.intercepts, core.offsets = linear
        core.prior = self.prior(labels)
        if self.calibration_folds:
            scores = np.zeros((len(examples), len(core.labels)))
            tested = np.zeros(len(examples), dtype=bool)
            groups = article_groups(examples)
            for train, test in folds(groups, labels, count=self.calibration_folds, seed=self.random_state):
                part = fit(matrix[train], labels[train], targets[train])
                scores[test] = part.scores(matrix[test], targets[test])
                tested[test] = True
            if tested.any():
                scores = smooth(examples, scores, core.smoothing)
                core.temperature = fit_temperature(scores[tested], np.searchsorted(self.classes_, labels[tested]))

    def predict_proba(self, X: Input) -> Floats:  # noqa: N803
        """Calibrated probabilities, (examples, labels), columns as in `classes_`."""
        check_is_fitted(self, "core_")
        return self.core_.probabilities(as_examples(X))

    def decision_function(self, X: Input) -> Floats:  # noqa: N803
        """Scores after smoothing and calibration, (examples, labels)."""
        check_is_fitted(self, "core_")
        examples = as_examples(X)
        return self.core_.logits(examples, self.core_.scores(examples))

    def predict(self, X: Input) -> Any:  # noqa: N803
        """The most probable label of each example, (examples,)."""
        shares = self.predict_proba(X)
        return self.classes_[np.argmax(shares, axis=1)]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.no_validation = True
        return tags


def as_examples(data: Input) -> list[Example]:
    """Texts, examples or a data frame as examples.

    Raises
    ------
    ValueError
        A data frame without a column ``text``, or items that are neither texts nor examples.
    """
    if hasattr(data, "columns"):
        return _from_frame(cast("pd.DataFrame", data))
    items: list[Any] = list(data)
    if all(isinstance(item, Example) for item in items):
        return items
    if all(isinstance(item, str) for item in items):
        return from_texts(items)
    raise ValueError("expected texts, Examples or a data frame with a column 'text'")


def _from_frame(frame: pd.DataFrame) -> list[Example]:
    if "text" not in frame.columns:
        raise ValueError(f"the data frame has no column 'text' (it has {', '.join(map(str, frame.columns))})")
    known = [column for column in Example._fields if column in frame.columns and column != "position"]
    examples: list[Example] = []
    for values in frame[known].itertuples(index=False, name=None):
        fields: dict[str, Any] = {
            key: value if isinstance(value, str) else None for key, value in zip(known, values, strict=True)
        }
        given = {key: value for key, value in fields.items() if value is not None}
        examples.append(Example(**{"text": "", "target": DEFAULT_TARGET} | given))
    return [example if example.context else example._replace(context=example.text) for example in examples]
