"""Light stems of the content, alone and in pairs, also over one word between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View


class Stems:
    """Stems, pairs of stems, and pairs that leave one word out."""

    name: ClassVar[str] = "stem"
    scaling: ClassVar[Scaling] = "tfidf"
    weight: ClassVar[float] = 1.0
    least: ClassVar[int] = 2

    gaps: ClassVar[tuple[int, ...]] = (1, 2)

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """The stems."""
        return view.content.stems
