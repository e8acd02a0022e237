"""Counts that add up, and the ratios that are read off them; for one number or for a whole bootstrap at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""One figure (shape ``()``) or one figure a bootstrap sample (shape ``(samples,)``)."""


def ratio(part: Array, whole: Array, *, empty: float = 0.0) -> Array:
    """``part / whole``, and `empty` where `whole` is 0."""
    out = np.full(np.broadcast(part, whole).shape, empty, dtype=np.float64)
    return np.divide(part, whole, out=out, where=np.asarray(whole) > 0)


class Prf(NamedTuple):
    """Hits among what was predicted and what is gold; precision, recall and F1 are 0 where they are undefined."""

    hits: Array
    predicted: Array
    gold: Array

    @property
    def precision(self) -> Array:
        """Hits over predicted."""
        return ratio(self.hits, self.predicted)

    @property
    def recall(self) -> Array:
        """Hits over gold."""
        return ratio(self.hits, self.gold)

    @property
    def f1(self) -> Array:
        """The harmonic mean of both: 2 · hits over predicted + gold."""
        return ratio(2 * self.hits, self.predicted + self.gold)

    def plus(self, other: Prf) -> Prf:
        """Both counts together."""
        return Prf(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)
