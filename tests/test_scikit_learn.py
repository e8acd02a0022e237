"""scikit-learn's conventions: its own checks where they suit texts, and the others said of texts."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
from sklearn.utils import estimator_checks

import stance
from stance.classifier.adapters import EstimatorModel, StanceFeatures
from stance.classifier.baselines import LexiconStance, MajorityStance, PlainStance
from stance.classifier.cooccurrence import Size, learn_vectors
from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import Example
from stance.evaluation.run import evaluate_table

ESTIMATORS = (StanceClassifier(), StanceFeatures(), MajorityStance(), LexiconStance(), PlainStance())
CHECKS = (
    estimator_checks.check_estimator_cloneable,
    estimator_checks.check_estimator_repr,
    estimator_checks.check_estimator_tags_renamed,
    estimator_checks.check_estimators_unfitted,
    estimator_checks.check_get_params_invariance,
    estimator_checks.check_mixin_order,
    estimator_checks.check_no_attributes_set_in_init,
    estimator_checks.check_parameters_default_constructible,
    estimator_checks.check_set_params,
    estimator_checks.check_valid_tag_types,
)
"""Those that fit nothing; the others give matrices of numbers, which are no texts."""

FRAME = pd.DataFrame(
    [
        (f"{text} {number}", "قال", label)
        for text, label in [("نرحب بالهدنة", "favor"), ("سنواصل القتال", "against"), ("الاجتماع غدا", "neutral")]
        for number in range(8)
    ],
    columns=["text", "cue", "label"],
)
TEXTS, LABELS = FRAME["text"].tolist(), FRAME["label"].tolist()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("estimator", ESTIMATORS, ids=lambda estimator: type(estimator).__name__)
def test_scikit_learns_checks(estimator: Any, check: Callable[[str, Any], None]) -> None:
    check(type(estimator).__name__, clone(estimator))


@pytest.mark.parametrize("data", [TEXTS, FRAME], ids=["list", "frame"])
def test_conventions_of_fitting(data: Any) -> None:
    classifier = StanceClassifier(calibration_folds=2)
    before = {key: str(value) for key, value in classifier.get_params().items()}
    with pytest.raises(NotFittedError):
        classifier.predict(data)
    assert classifier.fit(data, LABELS) is classifier
    assert {key: str(value) for key, value in classifier.get_params().items()} == before
    shares = classifier.predict_proba(data)
    np.testing.assert_array_equal(clone(classifier).fit(data, LABELS).predict_proba(data), shares)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(classifier)).predict_proba(data), shares)
    np.testing.assert_allclose(np.vstack([classifier.predict_proba(data[n : n + 1]) for n in range(len(data))]), shares)
    assert (classifier.decision_function(data).argmax(axis=1) == shares.argmax(axis=1)).all()
    assert classifier.score(data, LABELS) > 0.9


@pytest.mark.parametrize("last", [LogisticRegression(), LinearSVC(), MultinomialNB()])
@pytest.mark.parametrize("data", [TEXTS, FRAME], ids=["list", "frame"])
def test_ones_own_estimator_on_the_features(data: Any, last: Any) -> None:
    pipeline = make_pipeline(StanceFeatures(blocks=("stem", "cue")), last)
    assert cross_val_score(pipeline, data, LABELS, cv=2).mean() > 0.9
    settings = {"stancefeatures__weights": [None, {"cue": 2.0}], "stancefeatures__blocks": [("word",), ("stem", "cue")]}
    assert GridSearchCV(pipeline, settings, cv=2, error_score="raise").fit(data, LABELS).best_score_ > 0.9


def test_features_with_word_vectors_are_their_dimensions() -> None:
    table = learn_vectors([f"{text}." for text in TEXTS], size=Size(stems=20, contexts=20, dimensions=3, least=2))
    plain = StanceFeatures(blocks=("word",)).fit_transform(TEXTS)
    assert StanceFeatures(blocks=("word",), vectors=table).fit_transform(TEXTS).shape[1] == plain.shape[1] + 3


@pytest.mark.parametrize("last", [LogisticRegression(), LinearSVC()])
def test_ones_own_estimator_in_the_models_place(last: Any) -> None:
    model = EstimatorModel(make_pipeline(StanceFeatures(), last).fit(FRAME, LABELS))
    article = stance.Article("a", "أعلن الوزير أن بلاده ترحب بالهدنة.")
    [analysis] = stance.analyze([article], model)
    assert [finding.stance.label for finding in analysis.findings] == ["favor"]
    assert sum(analysis.findings[0].stance.probabilities.values()) == pytest.approx(1)
    assert next(stance.analyze([stance.Article("b", "لا شيء")], model)).findings == ()
    rows = [Example(text, context=text, label=label) for text, label in zip(TEXTS, LABELS, strict=True)]
    assert evaluate_table(rows, model, name="rows").figures["stance.gold_spans.macro_f1"] > 0.9


def test_other_labels_are_told() -> None:
    with pytest.raises(ValueError, match="pro"):
        EstimatorModel(MajorityStance().fit(["a"], ["pro"]))
