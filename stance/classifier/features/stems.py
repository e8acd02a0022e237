"""Light stems of the content, alone and in pairs, also over one word between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View


class Stems:
    """Stems, pairs of stems, and pairs that leave one word out."""

    name: ClassVar[str] = "stem"
    scaling: ClassVar[Scaling] = "tfidf"
    weight: ClassVar[float] = 1.0
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Stems and pairs."""
        stems = view.content.stems
        return [
            *stems,
            *(f"{first} {second}" for first, second in pairwise(stems)),
            *(f"{first} _ {third}" for first, third in zip(stems, stems[2:], strict=False)),
        ]
