"""scikit-learn's estimators beside ours: our features for an estimator of one's own, and that in the model's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from stance.classifier.estimator import DEFAULT_BLOCKS, Input, StanceClassifier, as_examples
from stance.classifier.examples import Example
from stance.classifier.linear import as_matrix, project
from stance.classifier.model import as_stance, with_stances
from stance.classifier.vectors import VectorTable
from stance.records import LABELS, Analysis, Stance

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class StanceFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """The features of `StanceClassifier`, as a transformer for pipelines that end in another estimator.

    Parameters
    ----------
    blocks, weights, target_pack, vectors, morphology
        As of `StanceClassifier`.

    Attributes
    ----------
    core_ : Core
        The lexica and the fitted vectorizer.
    """

    def __init__(
        self,
        *,
        blocks: Sequence[str] = DEFAULT_BLOCKS,
        weights: Mapping[str, float] | None = None,
        target_pack: str | Path | None = None,
        vectors: str | Path | VectorTable | None = None,
        morphology: str | Path | None = None,
    ) -> None:
        self.blocks = blocks
        self.weights = weights
        self.target_pack = target_pack
        self.vectors = vectors
        self.morphology = morphology

    def fit(self, X: Input, y: object = None) -> Self:  # noqa: N803
        """Learn the vocabulary of `X`; labels are not looked at."""
        examples = as_examples(X)
        core = StanceClassifier(**self.get_params(deep=False)).new_core(examples, ())
        named = core.vectorizer.extract(core.views(examples))
        core.vectorizer.fit(core.vectorizer.occurrences(named))
        self.core_ = core
        return self

    def transform(self, X: Input) -> csr_matrix:  # noqa: N803
        """The values, (examples, features); word vectors as dimensions."""
        check_is_fitted(self, "core_")
        return project(as_matrix(self.core_.sparse(as_examples(X))), self.core_.vectorizer.projection)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.no_validation = True
        return tags


class EstimatorModel:
    """A fitted scikit-learn classifier in the place of a `StanceModel`: for `stance.analyze` and the evaluation.

    Parameters
    ----------
    estimator
        Its `predict` (and `predict_proba`, where it has one) are given a data frame with the fields of `Example` as
        columns: ``text``, ``cue``, ``kind``, ``speaker``, ``context``, ``target`` …

    Raises
    ------
    ValueError
        It is fitted to other labels than favor, against and neutral.
    """

    def __init__(self, estimator: Any) -> None:
        self.estimator = estimator
        self._labels = tuple(map(str, estimator.classes_))
        if other := set(self._labels).difference(LABELS):
            raise ValueError(
                f"the estimator's labels are {', '.join(self._labels)}; not known: {', '.join(sorted(other))}"
            )

    def classify(
        self, batch: Sequence[Analysis], *, target: str, min_confidence: float = 0.0, explain: bool = False
    ) -> list[Analysis]:
        """As `StanceModel.classify`; the stances carry no explanation."""
        return with_stances(batch, target, lambda examples: self.stances(examples, min_confidence=min_confidence))

    def stances(self, examples: Sequence[Example], *, min_confidence: float = 0.0) -> list[Stance]:
        """The stance of each example; an estimator without probabilities is sure of all."""
        import pandas as pd

        if not examples:
            return []
        frame = pd.DataFrame(examples, columns=list(Example._fields))
        if hasattr(self.estimator, "predict_proba"):
            shares = self.estimator.predict_proba(frame)
        else:
            shares = np.asarray(self.estimator.predict(frame), dtype=str)[:, None] == np.array(self._labels)
        return [as_stance(self._labels, row, min_confidence=min_confidence) for row in shares.astype(float).tolist()]
