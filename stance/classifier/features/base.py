"""What a block of features is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Protocol, runtime_checkable

from stance.classifier.view import View

Scaling = Literal["tfidf", "binary", "vectors"]


class Block(Protocol):
    """A group of features that are counted, weighted and scaled together.

    Attributes
    ----------
    name : str
        Short and unique; it leads the names of the block's features in explanations.
    scaling : str
        "tfidf": sublinear counts times inverse document frequency; "binary": there or not; "vectors": as "tfidf", but
        the features are the stems of a table of word vectors, weighted by their rarity there, and coefficients are
        learnt for the table's dimensions (see `stance.classifier.linear.Projection`). All have unit length in the end,
        times `weight`.
    weight : float
        How much the block counts beside the others.
    least : int
        A feature that fewer training examples have is left out.
    """

    name: ClassVar[str]
    scaling: ClassVar[Scaling]
    weight: ClassVar[float]
    least: ClassVar[int]

    def features(self, view: View) -> Sequence[str]:
        """Names of the features that `view` has; one that is there twice is named twice."""
        ...

    def parts(self, name: str) -> tuple[str, ...]:
        """What a name given by `features` stands for: itself, or several features (a word for its n-grams).

        It must depend on the name alone, for its answers are remembered.
        """
        ...


@runtime_checkable
class Runs(Block, Protocol):
    """A block whose names are words in their order, of which pairs are features too.

    Attributes
    ----------
    gaps : tuple of int
        Distances of the words of a pair; `LINKS` tells how it is named.
    """

    gaps: ClassVar[tuple[int, ...]]


LINKS: Mapping[int, str] = {1: " ", 2: " _ "}
"""What stands between the two words in the name of a pair, by their distance."""


def itself(name: str) -> tuple[str, ...]:
    """`Block.parts` of a block whose names are its features."""
    return (name,)
