"""The quote beside the target's own words: for targets without a pack and for those never seen in training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View, known_part

_NEAR = 3
_BINS = (0.0, 0.2, 0.4, 0.6, 0.8)
_SENTENCE = 4
"""Words from which on a target is a sentence and not a name."""
_MOST = 8
"""Words of either side whose pairs are looked at."""


class Pairs:
    """How much of the target's words the quote has, and which operators and negations stand near them.

    Where the target is a sentence (a headline to be confirmed or denied), the quote is also read as an edit of it: the
    stems that both have, that each has alone, and the pairs of what one put in the place of the other (ارتفاع، انخفاض).
    """

    name: ClassVar[str] = "pair"
    scaling: ClassVar[Scaling] = "binary"
    weight: ClassVar[float] = 0.7
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Overlap in bins, operators near target words; the edit of a sentence."""
        target = known_part(view.example.target).stem_set
        stems = view.content.stems
        common = target.intersection(stems)
        share = len(common) / max(1, len(target))
        found = [f"overlap={sum(share > limit for limit in _BINS)}"]
        if common:
            places = [index for index, stem in enumerate(stems) if stem in common]
            near = {
                tag.name
                for tag in view.tags
                if tag.kind != "concept" and any(0 <= place - tag.at <= _NEAR for place in places)
            }
            found += [f"near={name}" for name in sorted(near)]
        if view.pack is None and len(target) >= _SENTENCE:
            found += self._edit(view, target)
        return found

    def _edit(self, view: View, target: frozenset[str]) -> list[str]:
        stems = dict.fromkeys(view.content.stems)
        added = [stem for stem in stems if stem not in target]
        dropped = sorted(stem for stem in target if stem not in stems)
        found = [f"both={stem}" for stem in stems if stem in target]
        found += [*(f"added={stem}" for stem in added), *(f"dropped={stem}" for stem in dropped)]
        found += [f"added={min(len(added), 6)} dropped={min(len(dropped), 6)}"]
        names = {tag.name for tag in view.tags if tag.kind != "concept"}
        others = {tag.name for tag in view.target_tags if tag.kind != "concept"}
        found += [
            *(f"only quote {name}" for name in names - others),
            *(f"only target {name}" for name in others - names),
        ]
        return found + [f"{one}/{other}" for one in dropped[:_MOST] for other in added[:_MOST]]
