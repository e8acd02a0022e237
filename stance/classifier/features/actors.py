"""Who speaks, by sort and not by name, and whether the quote speaks of that side or another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View

_SIGN = {1: "+", -1: "-", 0: "0"}


class Actors:
    """The speaker's sort (army, mediator, witness …), with signs; whether the content names the speaker's own side."""

    name: ClassVar[str] = "actor"
    scaling: ClassVar[Scaling] = "binary"
    weight: ClassVar[float] = 0.6
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Sorts, sorts with the signs of chains, own-side marks."""
        return _names(
            tuple(view.actors) or ("person",),
            tuple(chain.sign for chain in view.chains),
            tuple(chain.concept for chain in view.chains[:3]),
            view.agent,
            not view.content.roots.isdisjoint(view.speaker.roots),
            not view.content.roots.isdisjoint(view.left.roots),
        )


@lru_cache(maxsize=5_000)
def _names(
    sorts: tuple[str, ...], found_signs: tuple[int, ...], concepts: tuple[str, ...], agent: str, named: bool, near: bool
) -> list[str]:
    signs = sorted({_SIGN[sign] for sign in found_signs})
    found = [f"sort={sort}" for sort in sorts]
    found += [f"sort={sort} sign={sign}" for sort in sorts[:2] for sign in signs]
    found += [f"sort={sorts[0]} first={concept}" for concept in concepts[:1]]
    found += [f"names-itself={named}", f"names-nearby={near}"]
    found += [f"names-itself={named} sign={sign}" for sign in signs]
    found += [f"sort={sort} agent={agent} {concept}" for sort in sorts[:1] for concept in concepts]
    return [*found, *(f"sort={sort} agent={agent}" for sort in sorts[:2])]
