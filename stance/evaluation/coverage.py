"""What one gains by leaving unsure stances open: accuracy against the share of quotes that keep their label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.counters import ratio
from stance.evaluation.judging import Judgement
from stance.evaluation.resampling import Interval, interval

SHARES = tuple(share / 20 for share in range(2, 21))
"""The shares of quotes, surest first, at which accuracy is given: 0.10, 0.15 … 1.00."""


class Point(NamedTuple):
    """Keeping the surest `share` of the quotes means `threshold` as ``--min-confidence`` and gives `accuracy`."""

    share: float
    threshold: float
    accuracy: float
    interval: Interval


def coverage_curve(judgements: Sequence[Judgement], weights: NDArray[np.float64]) -> list[Point]:
    """Accuracy at each of `SHARES`; `weights` are the draws of the bootstrap, shape ``(samples, groups)``."""
    asked = [(j.on_gold, j.label, j.group) for j in judgements if j.on_gold is not None]
    if not asked:
        return []
    asked.sort(key=lambda one: -one[0].confidence)
    confidence = np.array([stance.confidence for stance, _, _ in asked])
    right = np.array([stance.label == label for stance, label, _ in asked], dtype=np.float64)
    group = np.array([group for _, _, group in asked])
    # each share adds a band of quotes to the one before; what a band adds to a sample is linear in the articles drawn
    lasts = [max(1, round(share * len(asked))) for share in SHARES]
    kept = hits = np.zeros(len(weights))
    points, start = [], 0
    for share, last in zip(SHARES, lasts, strict=True):
        kept = kept + weights @ np.bincount(group[start:last], minlength=weights.shape[1])
        hits = hits + weights @ np.bincount(group[start:last], weights=right[start:last], minlength=weights.shape[1])
        low_high = interval(ratio(hits, kept, empty=float("nan")))
        points.append(Point(share, float(confidence[last - 1]), float(right[:last].mean()), low_high))
        start = last
    return points
