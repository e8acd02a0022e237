"""What a reader of the grammar alone would say: the quote's main chain, with the cue and with who acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import Chain, View

_SIGN = {1: "+", -1: "-", 0: "0"}


class Verdict:
    """A handful of names, so that each weighs much: composition is not outvoted by single words."""

    name: ClassVar[str] = "verdict"
    scaling: ClassVar[Scaling] = "binary"
    weight: ClassVar[float] = 1.0
    least: ClassVar[int] = 3

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """The main chain's reading, coarser and coarser."""
        group = view.cue_operator or view.cue_class
        turn = view.language.effects.get(view.cue_operator, 1)
        chain = main_chain(view)
        if chain is None:
            first = view.chains[0].concept if view.chains else "none"
            return [f"about={first}", f"{group} about={first}", f"{view.agent} about={first}"]
        topic = topic_of(chain, view)
        sign = _SIGN[chain.sign * turn]
        governor = next((operator for operator in chain.operators if operator != "not"), "")
        return [
            f"{topic}{sign}",
            f"{topic}{sign} {view.agent}",
            f"{topic} {group} {_SIGN[chain.sign]}",
            f"{topic}{sign} {governor}",
            f"{topic}{sign} {view.kind} {view.first_person}",
        ]


def main_chain(view: View) -> Chain | None:
    """The first chain about the target, else the first with a sign; None where no chain has one."""
    signed = [chain for chain in view.chains if chain.sign]
    return next((chain for chain in signed if topic_of(chain, view) == "target"), signed[0] if signed else None)


def topic_of(chain: Chain, view: View) -> str:
    """Whether the target, another good thing or a bad thing of the pack is spoken of: "target", "good" or "bad".

    The target is the pack's first concept, and a bad thing that is turned round (an end of the fighting).
    """
    if view.pack is None:
        return "bad"
    if chain.concept == view.pack.target_concept:
        return "target"
    polarity = view.pack.polarity.get(chain.concept, 0)
    turned = any(view.language.effects.get(operator, 1) < 0 for operator in chain.operators[-1:])
    return "good" if polarity > 0 else "target" if turned else "bad"
