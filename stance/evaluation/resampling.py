"""Bootstrap intervals, resampled by article: the quotes of one article are not independent of each other.

Percentile intervals (Efron & Tibshirani 1993, chapter 13) over figures that are functions of sums: a sample is a vector
of how often each article was drawn, so all samples are one matrix product.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from stance.evaluation.counters import Array

SAMPLES = 1000
SEED = 20261125
LEVEL = 0.95

Interval = tuple[float, float]


def draws(groups: int, *, samples: int = SAMPLES, seed: int = SEED) -> NDArray[np.float64]:
    """How often each of `groups` articles is drawn in each sample: shape ``(samples, groups)``."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(groups, np.full(groups, 1 / groups), size=samples).astype(np.float64)


def by_group(
    columns: Mapping[str, NDArray[np.float64]], group: NDArray[np.int64], groups: int
) -> dict[str, NDArray[np.float64]]:
    """Counts of judgements summed by article: name → shape ``(groups,)``."""
    return {
        name: np.bincount(group, weights=values, minlength=groups).astype(np.float64)
        for name, values in columns.items()
    }


def totals(counts: Mapping[str, NDArray[np.float64]]) -> dict[str, Array]:
    """The sums over all articles."""
    return {name: np.asarray(values.sum()) for name, values in counts.items()}


def resampled(counts: Mapping[str, NDArray[np.float64]], weights: NDArray[np.float64]) -> dict[str, Array]:
    """The sums in each sample of `weights` (from `draws`): name → shape ``(samples,)``."""
    names = list(counts)
    sums = weights @ np.stack([counts[name] for name in names], axis=1)
    return {name: sums[:, index] for index, name in enumerate(names)}


def interval(values: Array, *, level: float = LEVEL) -> Interval:
    """The percentile interval of bootstrap `values`; samples where the figure is undefined (NaN) are left out."""
    known = values[~np.isnan(values)]
    if not known.size:
        return (float("nan"), float("nan"))
    tail = (1 - level) / 2 * 100
    low, high = np.percentile(known, [tail, 100 - tail])
    return float(low), float(high)
