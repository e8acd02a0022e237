"""Folded words of the content and pairs of neighbouring words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View


class Words:
    """Words and word pairs of the content."""

    name: ClassVar[str] = "word"
    scaling: ClassVar[Scaling] = "tfidf"
    weight: ClassVar[float] = 1.0
    least: ClassVar[int] = 2

    gaps: ClassVar[tuple[int, ...]] = (1,)

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """The words."""
        return view.content.texts
