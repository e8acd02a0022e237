"""Negation, condition, modality, person, figures and length."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View

_LENGTHS = (4, 8, 16, 32)


class Grammar:
    """Function words and operators, alone and in their order."""

    name: ClassVar[str] = "grammar"
    scaling: ClassVar[Scaling] = "binary"
    weight: ClassVar[float] = 0.7
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Names of functions and operators; the first of them; a coarse length."""
        names = [tag.name for tag in view.tags if tag.kind != "concept"]
        words = view.content.texts
        found = [*names, *(f"{one}>{other}" for one, other in pairwise(names))]
        if names:
            found.append(f"first={names[0]}")
        found.append(f"length={sum(len(words) > limit for limit in _LENGTHS)}")
        found.append(f"we={view.first_person}")
        found.append(f"own={view.own_subject}")
        if "0" in words:
            found.append("figure")
        found += [f"begins={word}" for word in words[:1]]
        return found
