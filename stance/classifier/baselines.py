"""Simple answers to the same question, as scikit-learn estimators: what a classifier has to beat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.pipeline import make_pipeline
from sklearn.utils.validation import check_is_fitted

from stance.classifier.core import Core, Smoothing
from stance.classifier.estimator import Input, as_examples
from stance.classifier.pack import shipped_language, shipped_packs
from stance.classifier.vectorizer import Vectorizer
from stance.classifier.view import View


class MajorityStance(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Always the label that training had most of."""

    def fit(self, X: Input, y: Sequence[str]) -> Self:  # noqa: N803
        """Count the labels."""
        self.classes_, counts = np.unique(np.asarray(y, dtype=str), return_counts=True)
        self.label_ = self.classes_[counts.argmax()]
        return self

    def predict(self, X: Input) -> Any:  # noqa: N803
        """The same label for all, (examples,)."""
        check_is_fitted(self, "label_")
        return np.full(len(as_examples(X)), self.label_)


class LexiconStance(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Rules alone: the sign of the first chain that has one, turned round by a cue that turns (رفض، نفى، دان).

    Learns nothing; a target without a pack is always neutral.
    """

    def fit(self, X: Input, y: Sequence[str]) -> Self:  # noqa: N803
        """Only the labels' names are kept."""
        self.classes_ = np.unique(np.asarray(y, dtype=str))
        self.core_ = Core(
            labels=tuple(map(str, self.classes_)),
            targets=(),
            language=shipped_language(),
            packs=tuple(shipped_packs().values()),
            vectorizer=Vectorizer(()),
            smoothing=Smoothing(),
        )
        return self

    def predict(self, X: Input) -> Any:  # noqa: N803
        """favor, against or neutral by rule, (examples,)."""
        check_is_fitted(self, "core_")
        return np.array([_by_rule(view) for view in self.core_.views(as_examples(X))])


def _by_rule(view: View) -> str:
    sign = next((chain.sign for chain in view.chains if chain.sign), 0)
    sign *= view.language.effects.get(view.cue_operator, 1)
    return {1: "favor", -1: "against", 0: "neutral"}[sign]


class PlainStance(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """TF-IDF of folded words and word pairs, and logistic regression: no cue, no lexicon, no context."""

    def __init__(self, *, C: float = 10.0, random_state: int = 0) -> None:  # noqa: N803
        self.C = C
        self.random_state = random_state

    def fit(self, X: Input, y: Sequence[str]) -> Self:  # noqa: N803
        """Train on the texts."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier

        from stance.text.folding import fold

        self.model_ = make_pipeline(
            TfidfVectorizer(preprocessor=fold, ngram_range=(1, 2), sublinear_tf=True),
            OneVsRestClassifier(LogisticRegression(C=self.C, solver="liblinear", random_state=self.random_state)),
        )
        self.model_.fit([example.text for example in as_examples(X)], np.asarray(y, dtype=str))
        self.classes_ = self.model_.classes_
        return self

    def predict(self, X: Input) -> Any:  # noqa: N803
        """The most probable label, (examples,)."""
        check_is_fitted(self, "model_")
        return self.model_.predict([example.text for example in as_examples(X)])


BASELINES = {"majority": MajorityStance(), "lexicon rules": LexiconStance(), "plain TF-IDF": PlainStance()}
