"""The words around the quote in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View


class Clause:
    """Stems of the sentence before and after the quote, the sides told apart, and the concepts there."""

    name: ClassVar[str] = "clause"
    scaling: ClassVar[Scaling] = "tfidf"
    weight: ClassVar[float] = 0.6
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Stems with their side, chains before the quote."""
        return [
            *(f"before={stem}" for stem in view.left.stems),
            *(f"after={stem}" for stem in view.right.stems),
            *(f"before:{'>'.join((*chain.operators[-1:], chain.concept))}" for chain in view.left_chains),
        ]
