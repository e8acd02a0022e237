"""Two or more evaluations of the same data: their differences, and whether these are more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stance.evaluation import metrics
from stance.evaluation.resampling import Interval, draws, interval, resampled, totals


class Difference(NamedTuple):
    """A figure in each evaluation; for those after the first the difference to it, and its 95 % interval.

    The interval is of a paired bootstrap (Efron & Tibshirani 1993; for NLP, Koehn 2004): each sample draws the same
    articles for both. Where it leaves out 0 the difference is `sure`.
    """

    figure: str
    values: tuple[float | None, ...]
    differences: tuple[float | None, ...]
    intervals: tuple[Interval | None, ...]

    def sure(self, index: int) -> bool:
        """Whether evaluation `index` differs from the first by more than chance."""
        between = self.intervals[index]
        return between is not None and (between[0] > 0 or between[1] < 0)


def differences(counts: Sequence[Mapping[str, NDArray[np.float64]]]) -> list[Difference]:
    """All figures of evaluations whose `counts` are by the same articles, in the same order."""
    groups = len(next(iter(counts[0].values())))
    weights = draws(groups)
    wholes = [metrics.figures(totals(one)) for one in counts]
    samples = [metrics.figures(resampled(one, weights)) for one in counts]
    names = [name for name in wholes[0] if any(name in whole for whole in wholes[1:])]
    found = []
    for name in names:
        values = [float(whole[name]) if name in whole else None for whole in wholes]
        first = values[0]
        apart: list[float | None] = [None]
        between: list[Interval | None] = [None]
        for value, sample in zip(values[1:], samples[1:], strict=True):
            known = value is not None and first is not None
            apart.append(value - first if value is not None and first is not None else None)
            between.append(interval(sample[name] - samples[0][name]) if known and groups > 1 else None)
        found.append(Difference(name, tuple(values), tuple(apart), tuple(between)))
    return found
