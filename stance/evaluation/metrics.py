"""Every figure, read off counts that add up over quotes and articles.

A figure is a function of sums. So the same code gives the figure of the whole, of a slice, and of all samples of a
bootstrap at once: it is called with the sums of whatever is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.counters import Array, Prf, ratio
from stance.evaluation.judging import Judgement
from stance.records import LABELS

KINDS = ("direct", "indirect", "mixed")
BINS = 10
"""Bins of equal width over the confidence, as in Guo et al. 2017, "On Calibration of Modern Neural Networks"."""

Sums = Mapping[str, Array]


def tally(judgements: Sequence[Judgement]) -> dict[str, NDArray[np.float64]]:
    """The counts that each judgement adds: name → array of shape ``(len(judgements),)``."""
    columns: dict[str, NDArray[np.float64]] = {}

    def count(name: str, values: Sequence[float] | Sequence[bool]) -> None:
        columns[name] = np.asarray(values, dtype=np.float64)

    count("gold", [j.gold is not None for j in judgements])
    count("predicted", [j.finding is not None for j in judgements])
    count("matched", [j.matched for j in judgements])
    count("exact", [j.overlap == 1.0 for j in judgements])
    count("speaker", [j.speaker_right for j in judgements])
    count("elided", [j.matched and _elided(j) for j in judgements])
    count("elided_right", [j.speaker_right and _elided(j) for j in judgements])
    count("complete", [j.speaker_right and j.found_stance == j.label for j in judgements])
    count("stances_found", [j.found_stance is not None for j in judgements])
    for kind in KINDS:
        count(f"gold_{kind}", [j.gold is not None and j.gold.kind == kind for j in judgements])
        count(f"matched_{kind}", [j.matched and j.gold is not None and j.gold.kind == kind for j in judgements])
        count(f"predicted_{kind}", [_found_kind(j) == kind for j in judgements])
        count(f"hits_{kind}", [j.matched and _found_kind(j) == kind for j in judgements])
    for label in LABELS:
        for answer in LABELS:
            count(f"span_{label}_{answer}", [_on_gold(j) == answer and j.label == label for j in judgements])
            count(
                f"found_{label}_{answer}",
                [j.matched and (j.label, j.found_stance) == (label, answer) for j in judgements],
            )
        count(f"found_{label}", [j.matched and j.label == label for j in judgements])
        count(f"span_{label}", [j.on_gold is not None and j.label == label for j in judgements])
    columns.update(_calibration(judgements))
    return columns


def figures(sums: Sums) -> dict[str, Array]:
    """All figures that `sums` can give, by their dotted name in ``metrics.json``; those over nothing are left out."""
    result: dict[str, Array] = {}
    if np.any(sums["gold"]):
        result |= _extraction(sums)
    if np.any(sums["matched"]):
        result["attribution.accuracy"] = ratio(sums["speaker"], sums["matched"])
        if np.any(sums["elided"]):
            result["attribution.accuracy_elided"] = ratio(sums["elided_right"], sums["elided"])
    if np.any(_total(sums, "span")):
        result |= _stance(sums, "span", "stance.gold_spans") | _reliability(sums)
    if np.any(sums["stances_found"]):
        result |= _stance(sums, "found", "stance.matched")
        result["end_to_end.f1"] = Prf(sums["complete"], sums["predicted"], sums["gold"]).f1
    return result


def confusion(sums: Sums, where: str) -> NDArray[np.float64]:
    """Gold labels down, predicted across, in the order of `LABELS`; `where` is "span" or "found"."""
    return np.array([[float(sums[f"{where}_{gold}_{answer}"]) for answer in LABELS] for gold in LABELS])


def _extraction(sums: Sums) -> dict[str, Array]:
    score = Prf(sums["matched"], sums["predicted"], sums["gold"])
    result = {
        "extraction.precision": score.precision,
        "extraction.recall": score.recall,
        "extraction.f1": score.f1,
        "extraction.exact_f1": Prf(sums["exact"], sums["predicted"], sums["gold"]).f1,
    }
    for kind in KINDS:
        if np.any(sums[f"gold_{kind}"]):
            result[f"extraction.{kind}.recall"] = ratio(sums[f"matched_{kind}"], sums[f"gold_{kind}"])
            result[f"extraction.{kind}.precision"] = ratio(sums[f"hits_{kind}"], sums[f"predicted_{kind}"])
    return result


def _stance(sums: Sums, where: str, name: str) -> dict[str, Array]:
    right = {label: sums[f"{where}_{label}_{label}"] for label in LABELS}
    scores = {
        label: Prf(
            right[label],
            sum((sums[f"{where}_{gold}_{label}"] for gold in LABELS), np.zeros(())),
            sums[f"{where}_{label}"],
        )
        for label in LABELS
    }
    result = {
        f"{name}.macro_f1": np.mean([score.f1 for score in scores.values()], axis=0),
        f"{name}.accuracy": ratio(sum(right.values(), np.zeros(())), _total(sums, where)),
        f"{name}.favor_against_f1": (scores["favor"].f1 + scores["against"].f1) / 2,
    }
    for label, score in scores.items():
        result[f"{name}.{label}_f1"] = score.f1
        result[f"{name}.{label}_precision"] = score.precision
        result[f"{name}.{label}_recall"] = score.recall
    return result


def _total(sums: Sums, where: str) -> Array:
    return sum((sums[f"{where}_{label}"] for label in LABELS), np.zeros(()))


def _reliability(sums: Sums) -> dict[str, Array]:
    """Expected calibration error of the likeliest label, Brier score and log loss (natural logarithm)."""
    total = _total(sums, "span")
    gaps = [np.abs(sums[f"bin{index}_right"] - sums[f"bin{index}_confidence"]) for index in range(BINS)]
    return {
        "calibration.ece": ratio(sum(gaps, np.zeros(())), total),
        "calibration.brier": ratio(sums["brier"], total),
        "calibration.log_loss": ratio(sums["log_loss"], total),
    }


def _calibration(judgements: Sequence[Judgement]) -> dict[str, NDArray[np.float64]]:
    known = np.array([j.on_gold is not None and j.label in LABELS for j in judgements], dtype=bool)
    probabilities = np.array([_probabilities(j) for j in judgements], dtype=np.float64).reshape(-1, len(LABELS))
    truth = np.array([[j.label == label for label in LABELS] for j in judgements], dtype=np.float64)
    truth = truth.reshape(-1, len(LABELS))
    confidence = probabilities.max(axis=1, initial=0.0)
    right = known & np.array([_on_gold(j) == j.label for j in judgements], dtype=bool)
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    columns = {
        "brier": np.where(known, ((probabilities - truth) ** 2).sum(axis=1), 0.0),
        "log_loss": np.where(known, -np.log(np.clip((probabilities * truth).sum(axis=1), 1e-12, 1.0)), 0.0),
    }
    for index in range(BINS):
        here = known & (place == index)
        columns[f"bin{index}_n"] = here.astype(np.float64)
        columns[f"bin{index}_confidence"] = np.where(here, confidence, 0.0)
        columns[f"bin{index}_right"] = (here & right).astype(np.float64)
    return columns


def _probabilities(judgement: Judgement) -> list[float]:
    if judgement.on_gold is None:
        return [0.0] * len(LABELS)
    return [float(judgement.on_gold.probabilities.get(label, 0.0)) for label in LABELS]


def _elided(judgement: Judgement) -> bool:
    return judgement.gold is not None and judgement.gold.source is None


def _found_kind(judgement: Judgement) -> str | None:
    return judgement.finding.quote.kind if judgement.finding else None


def _on_gold(judgement: Judgement) -> str | None:
    return judgement.on_gold.label if judgement.on_gold else None
