"""Lemmas of the content, where a morphology database is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View


class Lemmas:
    """Lemmas, pairs of lemmas, and pairs that leave one word out."""

    name: ClassVar[str] = "lemma"
    scaling: ClassVar[Scaling] = "tfidf"
    weight: ClassVar[float] = 1.0
    least: ClassVar[int] = 2

    gaps: ClassVar[tuple[int, ...]] = (1, 2)

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """The lemmas."""
        return view.lemmas
