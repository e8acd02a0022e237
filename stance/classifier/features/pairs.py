"""The quote beside the target's own words: for targets without a pack and for those never seen in training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View, cached_stems

_NEAR = 3
_BINS = (0.0, 0.2, 0.4, 0.6, 0.8)


class Pairs:
    """How much of the target's words the quote has, and which operators and negations stand near them."""

    name: ClassVar[str] = "pair"
    scaling: ClassVar[Scaling] = "binary"
    weight: ClassVar[float] = 0.7
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Overlap in bins, operators near target words."""
        target = cached_stems(view.example.target)
        stems = view.content.stems
        share = sum(stem in target for stem in set(stems)) / max(1, len(target))
        found = [f"overlap={sum(share > limit for limit in _BINS)}"]
        places = [index for index, stem in enumerate(stems) if stem in target]
        near = {
            tag.name
            for tag in view.tags
            if tag.kind != "concept" and any(0 <= place - tag.at <= _NEAR for place in places)
        }
        return [*found, *(f"near={name}" for name in sorted(near))]
