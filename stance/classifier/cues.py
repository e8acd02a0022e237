"""The class of a cue by its words alone, the same for a table's row and a found quote."""

from __future__ import annotations

from stance.classifier.pack import NO_CUE, UNKNOWN_CUE, shipped_language

__all__ = ["NO_CUE", "UNKNOWN_CUE", "cue_class"]


def cue_class(cue: str) -> str:
    """The lexicon's class of a cue such as "وأعلنت"; "none" for no cue, "other" for one that it does not know."""
    return shipped_language().cue_class(cue)
