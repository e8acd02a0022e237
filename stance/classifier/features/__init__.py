"""The features, one block a file. `BLOCKS` names them all; a model uses those that its settings list.

A block turns a `View` into named values. Values of one block are scaled together (see `vectorizer`).
"""

from __future__ import annotations

from collections.abc import Mapping

from stance.classifier.features.actors import Actors
from stance.classifier.features.base import Block
from stance.classifier.features.characters import Characters
from stance.classifier.features.clause import Clause
from stance.classifier.features.composition import Composition
from stance.classifier.features.cue import Cue
from stance.classifier.features.grammar import Grammar
from stance.classifier.features.lemmas import Lemmas
from stance.classifier.features.pairs import Pairs
from stance.classifier.features.stems import Stems
from stance.classifier.features.vector import Vector
from stance.classifier.features.verdict import Verdict
from stance.classifier.features.words import Words

BLOCKS: Mapping[str, Block] = {
    block.name: block
    for block in (
        *(Words(), Stems(), Characters(), Cue(), Clause(), Composition(), Grammar(), Actors(), Pairs()),
        *(Vector(), Lemmas(), Verdict()),
    )
}

LEXICAL = ("word", "stem", "char", "clause", "vector", "lemma")
"""Blocks of words, tens of thousands of features; the others tell of the grammar, in some thousands."""
COMMITTEE = (
    (tuple(BLOCKS), 0.4),
    (LEXICAL, 0.3),
    (tuple(name for name in BLOCKS if name not in LEXICAL), 0.3),
)
"""Which blocks are learnt from together, and the share of the outcome in the sum: all, the words, the grammar."""
