"""What the content's words mean by the company they keep in unlabelled text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View


class Vector:
    """The stems that a table of word vectors knows, learnt from as the weighted sum of their vectors.

    A stem that training never saw thus gets a weight for each label from those that stand in the same contexts.
    """

    name: ClassVar[str] = "vector"
    scaling: ClassVar[Scaling] = "vectors"
    weight: ClassVar[float] = 0.4
    least: ClassVar[int] = 1

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """The stems."""
        return view.content.stems
