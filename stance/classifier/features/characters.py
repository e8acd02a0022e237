"""Character n-grams within the content's words: what is left of morphology and spelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from stance.classifier.features.base import Scaling
from stance.classifier.view import View

SHORTEST, LONGEST = 3, 5


def ngrams(word: str) -> tuple[str, ...]:
    """The n-grams of one word between two edge marks."""
    edged = f"<{word}>"
    return tuple(
        edged[start : start + length]
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(edged) - length + 1)
    )


class Characters:
    """Runs of three to five letters of each word, its edges marked."""

    name: ClassVar[str] = "char"
    scaling: ClassVar[Scaling] = "tfidf"
    weight: ClassVar[float] = 1.0
    least: ClassVar[int] = 3

    def features(self, view: View) -> Sequence[str]:
        """The words; `ngrams` takes each apart."""
        return view.content.texts

    parts = staticmethod(ngrams)
