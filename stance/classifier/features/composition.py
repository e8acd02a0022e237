"""What is said of the target: concepts of its pack with the operators that govern them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import Chain, View

_SIGN = {1: "+", -1: "-", 0: "0"}


class Composition:
    """Chains, their signs, and both with the cue and with who acts."""

    name: ClassVar[str] = "concept"
    scaling: ClassVar[Scaling] = "binary"
    weight: ClassVar[float] = 1.2
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Chains from the longest to the bare concept."""
        group = view.cue_operator or view.cue_class
        turn = view.language.effects.get(view.cue_operator, 1)
        return _names(tuple(view.chains), group, turn, view.agent, view.kind, view.first_person)


@lru_cache(maxsize=5_000)
def _names(chains: tuple[Chain, ...], group: str, turn: int, side: str, kind: str, first_person: bool) -> list[str]:
    found = [f"agent={side}", f"{group} agent={side}"]
    for number, chain in enumerate(chains):
        inner = ">".join((*chain.operators[-1:], chain.concept))
        whole = ">".join((*chain.operators, chain.concept))
        sign, net = _SIGN[chain.sign], _SIGN[chain.sign * turn]
        found += [chain.concept, inner, whole, f"sign={sign}", f"net={net}"]
        found += [f"{side} {inner}", f"{side} sign={sign}", f"{side} {chain.concept}", f"{group}|{chain.concept}"]
        if first_person:
            found += [f"we {inner}", f"we sign={sign}"]
        if chain.predicate:
            found += [f"{chain.concept}<{chain.predicate}", f"{inner}<{chain.predicate}", f"sign={sign}<"]
        if number == 0:
            found += [f"{group}|{inner}", f"{group}|{whole}", f"{group}|sign={sign}", f"first={inner}"]
            found += [f"{group} {kind} sign={sign}", f"first net={net}", f"{group} {side} {chain.concept}"]
    signs = "".join(sorted({_SIGN[chain.sign] for chain in chains}))
    found += [f"signs={signs}", f"{group}|signs={signs}", f"{side} signs={signs}"]
    concepts = sorted({chain.concept for chain in chains})
    found += [f"{one}+{other}" for one in concepts for other in concepts if one < other]
    return found
