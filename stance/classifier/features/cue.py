"""The cue: its stem, its class and operator, alone and with the content's first words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling, itself
from stance.classifier.view import View


class Cue:
    """What the governing verb does to its content (رفض تمديد الهدنة, أعلن تمديد الهدنة)."""

    name: ClassVar[str] = "cue"
    scaling: ClassVar[Scaling] = "binary"
    weight: ClassVar[float] = 0.7
    least: ClassVar[int] = 2

    parts = staticmethod(itself)

    def features(self, view: View) -> Sequence[str]:
        """Cue, class, kind, and class with the first two stems."""
        group = view.cue_class
        stems = view.content.stems
        found = [f"class={group}", f"kind={view.kind}", f"class={group} kind={view.kind}"]
        found += [f"stem={stem}" for stem in view.cue.stems]
        found += [f"class={group} first={stem}" for stem in stems[:2]]
        if view.cue_operator:
            found += [f"operator={view.cue_operator}", *(f"operator={view.cue_operator} first={s}" for s in stems[:2])]
        return found
