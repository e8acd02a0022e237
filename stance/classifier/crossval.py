"""Cross-validation that splits no article (or no speaker), with features extracted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from stance.classifier.core import Core, smooth, softmax
from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import Example
from stance.classifier.linear import as_matrix, fit_committee, fit_temperature, folds
from stance.classifier.vectorizer import Floats, Named, Occurrences, Vectorizer
from stance.records import LABELS

BINS = 10
COVERAGE = 0.7
"""The share of quotes, the surest, whose accuracy is told."""


class Prepared(NamedTuple):
    """Examples with their labels and extracted features, ready to be split in any way; `vectorizer` is fitted anew
    to each split."""

    examples: Sequence[Example]
    labels: Any
    targets: Any
    named: Named
    occurrences: Sequence[Occurrences]
    vectorizer: Vectorizer

    def part(self, indices: Any) -> Prepared:
        """Those at `indices`."""
        return Prepared(
            [self.examples[index] for index in indices],
            self.labels[indices],
            self.targets[indices],
            [[names[index] for index in indices] for names in self.named],
            [block.part(np.asarray(indices)) for block in self.occurrences],
            self.vectorizer,
        )


class OutOfFold(NamedTuple):
    """Probabilities of examples by models that did not see their group; `tested` marks those that were in a fold."""

    probabilities: Floats
    tested: Any
    classes: Any

    def predicted(self) -> Any:
        """The most probable label of each example."""
        return self.classes[self.probabilities.argmax(axis=1)]


def prepare(examples: Sequence[Example], core: Core) -> Prepared:
    """Extract the features of labelled `examples` once."""
    labels = np.array([example.label for example in examples], dtype=str)
    targets = np.array(core.targets_of(examples))
    named = core.vectorizer.extract(core.views(examples))
    return Prepared(list(examples), labels, targets, named, core.vectorizer.occurrences(named), core.vectorizer)


def out_of_fold(
    data: Prepared,
    groups: Sequence[str],
    classifier: StanceClassifier,
    *,
    strengths: Sequence[float],
    count: int = 5,
) -> dict[float, OutOfFold]:
    """Out-of-fold probabilities under `classifier`'s settings, for each of `strengths` in place of its own C.

    Vocabulary, weights and smoothing are those of the training folds; one temperature is fitted on the other folds'
    scores for each fold, so that the calibration is measured on examples that took no part in it.
    """
    classes = np.unique(data.labels)
    scores = {strength: np.zeros((len(data.labels), len(classes))) for strength in strengths}
    fold_of = np.full(len(data.labels), -1)
    for number, (train, test) in enumerate(folds(groups, data.labels, count=count, seed=classifier.random_state)):
        seen, unseen = data.part(train), data.part(test)
        vectorizer = data.vectorizer.fit(seen.occurrences)
        matrix, held_out = as_matrix(vectorizer.transform(seen.named)), as_matrix(vectorizer.transform(unseen.named))
        fold_of[test] = number
        for strength in strengths:
            linear = fit_committee(
                matrix,
                seen.labels,
                seen.targets,
                strength=strength,
                seed=classifier.random_state,
                balanced=classifier.balanced,
                projection=vectorizer.projection,
                members=vectorizer.committee(),
            )
            scores[strength][test] = linear.scores(held_out, unseen.targets)
    prior = classifier.prior(data.labels)
    results = {}
    for strength, raw in scores.items():
        smoothed = smooth(data.examples, raw, classifier.smoothing())
        results[strength] = OutOfFold(_calibrated(smoothed, data.labels, fold_of, prior), fold_of >= 0, classes)
    return results


def _calibrated(scores: Floats, labels: Any, fold_of: Any, prior: Floats) -> Floats:
    right = np.searchsorted(np.unique(labels), labels)
    probabilities = np.full(scores.shape, 1.0 / scores.shape[1])
    for fold in range(fold_of.max() + 1):
        others, here = (fold_of >= 0) & (fold_of != fold), fold_of == fold
        temperature = fit_temperature(scores[others], right[others]) if others.any() else 1.0
        probabilities[here] = softmax(scores[here] / temperature + prior)
    return probabilities


def figures(labels: Any, predicted: Any, probabilities: Floats | None = None) -> dict[str, float]:
    """Macro-F1 over the labels that occur, accuracy, F1 by label; with probabilities the calibration and coverage."""
    from sklearn.metrics import f1_score

    present = [label for label in LABELS if label in set(labels)]
    scores = f1_score(labels, predicted, labels=present, average=None, zero_division=0.0)
    found = {"macro_f1": float(np.mean(scores)), "accuracy": float(np.mean(labels == predicted))}
    found |= {f"{label}_f1": float(score) for label, score in zip(present, scores, strict=True)}
    if probabilities is not None:
        confidence, right = probabilities.max(axis=1), labels == predicted
        found["calibration_error"] = calibration_error(confidence, right)
        surest = np.argsort(-confidence, kind="stable")[: max(1, round(COVERAGE * len(labels)))]
        found["accuracy_at_70"] = float(np.mean(right[surest]))
        found["min_confidence_at_70"] = float(confidence[surest[-1]])
    return found


def calibration_error(confidence: Floats, right: Any) -> float:
    """Expected calibration error in `BINS` equal bins of confidence (Naeini et al., AAAI 2015)."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(np.mean(right[bins == number])) - float(np.mean(confidence[bins == number])))
        * np.mean(bins == number)
        for number in range(BINS)
        if (bins == number).any()
    ]
    return float(sum(gaps))


def learning_curve(
    data: Prepared, groups: Sequence[str], classifier: StanceClassifier, *, shares: Sequence[float], count: int = 5
) -> list[dict[str, float]]:
    """Macro-F1 on held-out folds for models that learn from growing shares of the other groups."""
    rounds = list(folds(groups, data.labels, count=count, seed=classifier.random_state))
    random = np.random.default_rng(classifier.random_state)
    points: Mapping[float, list[tuple[int, float]]] = {share: [] for share in shares}
    names = np.array(groups)
    for train, test in rounds:
        order = random.permutation(np.unique(names[train]))
        for share in shares:
            kept = train[np.isin(names[train], order[: max(2, round(share * len(order)))])]
            if len(set(data.labels[kept])) < 2:
                continue
            seen, unseen = data.part(kept), data.part(test)
            vectorizer = data.vectorizer.fit(seen.occurrences)
            linear = fit_committee(
                as_matrix(vectorizer.transform(seen.named)),
                seen.labels,
                seen.targets,
                strength=classifier.C,
                seed=classifier.random_state,
                balanced=classifier.balanced,
                projection=vectorizer.projection,
                members=vectorizer.committee(),
            )
            scores = linear.scores(as_matrix(vectorizer.transform(unseen.named)), unseen.targets)
            predicted = np.unique(seen.labels)[scores.argmax(axis=1)]
            points[share].append((len(kept), figures(unseen.labels, predicted)["macro_f1"]))
    return [
        {
            "rows": float(round(np.mean([rows for rows, _ in found]))),
            "macro_f1": float(np.mean([score for _, score in found])),
            "low": min(score for _, score in found),
            "high": max(score for _, score in found),
        }
        for found in points.values()
        if found
    ]
