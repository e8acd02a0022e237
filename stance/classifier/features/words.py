"""Folded words of the content and pairs of neighbouring words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View


class Words:
    """Words and word pairs of the content."""

    name: ClassVar[str] = "word"
    scaling: ClassVar[Scaling] = "tfidf"
    weight: ClassVar[float] = 1.0
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Words and pairs."""
        words = view.content.texts
        return [*words, *(f"{first} {second}" for first, second in pairwise(words))]
