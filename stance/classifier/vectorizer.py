"""Features as numbers: vocabularies, weights and the sparse values of a batch.

Written on numpy alone, so that scoring need not load scipy or scikit-learn (their import costs seconds when cold).
The weighting is that of scikit-learn's ``TfidfTransformer(sublinear_tf=True)``, each block normalised by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stance.classifier.features import BLOCKS
from stance.classifier.features.base import Block, itself
from stance.classifier.view import View

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Named = Sequence[Sequence[Sequence[str]]]
"""Names of features: by block, by example."""


class Sparse(NamedTuple):
    """The values of a batch, as triples: a row, a column, the value there."""

    rows: Ints
    columns: Ints
    values: Floats
    shape: tuple[int, int]


_REMEMBERED = 200_000
"""Names whose parts are remembered."""


class _Parts(dict[str, tuple[int, ...]]):
    """The columns that a name stands for, worked out when first asked for."""

    def __init__(self, block: Block, vocabulary: Mapping[str, int]) -> None:
        super().__init__()
        self._block = block
        self._vocabulary = vocabulary

    def __missing__(self, name: str) -> tuple[int, ...]:
        vocabulary = self._vocabulary
        columns = tuple(vocabulary[part] for part in self._block.parts(name) if part in vocabulary)
        self[name] = columns
        return columns


class Vectorizer:
    """From views to sparse values.

    Parameters
    ----------
    blocks
        Names of feature blocks (see `stance.classifier.features.BLOCKS`).
    weights
        Weights of blocks that differ from their own.
    """

    def __init__(self, blocks: Sequence[str], *, weights: Mapping[str, float] | None = None) -> None:
        self.blocks: tuple[Block, ...] = tuple(BLOCKS[name] for name in blocks)
        self.weights = {block.name: (weights or {}).get(block.name, block.weight) for block in self.blocks}
        self.vocabulary: dict[str, dict[str, int]] = {}
        self.idf: Floats = np.zeros(0)
        self._parts: dict[str, _Parts] = {}

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.idf)

    def extract(self, views: Sequence[View]) -> Named:
        """The names of the features of `views`, block by block."""
        return [[block.features(view) for view in views] for block in self.blocks]

    def fit(self, named: Named) -> Vectorizer:
        """Learn the vocabulary and the document frequencies of extracted features."""
        self.vocabulary, self._parts = {}, {}
        idf: list[float] = []
        for block, examples in zip(self.blocks, named, strict=True):
            counts = Counter(
                part for names in examples for part in {part for name in set(names) for part in block.parts(name)}
            )
            kept = sorted(name for name, count in counts.items() if count >= block.least)
            self.vocabulary[block.name] = {name: len(idf) + number for number, name in enumerate(kept)}
            if block.scaling == "tfidf":
                idf += [float(np.log((1 + len(examples)) / (1 + counts[name])) + 1) for name in kept]
            else:
                idf += [1.0] * len(kept)
        self.idf = np.array(idf)
        return self

    def transform(self, named: Named) -> Sparse:
        """The values of extracted features, one row an example."""
        size = len(named[0]) if named else 0
        parts = [self._block(block, examples) for block, examples in zip(self.blocks, named, strict=True)]
        rows = np.concatenate([part[0] for part in parts])
        columns = np.concatenate([part[1] for part in parts])
        values = np.concatenate([part[2] for part in parts])
        return Sparse(rows, columns, values, (size, self.width))

    def _block(self, block: Block, examples: Sequence[Sequence[str]]) -> tuple[Ints, Ints, Floats]:
        vocabulary = self.vocabulary[block.name]
        columns: list[int] = []
        lengths = []
        if block.parts is itself:
            get = vocabulary.get
            for names in examples:
                before = len(columns)
                columns += [column for name in names if (column := get(name)) is not None]
                lengths.append(len(columns) - before)
        else:
            known = self._parts.get(block.name)
            if known is None or len(known) > _REMEMBERED:
                known = self._parts[block.name] = _Parts(block, vocabulary)
            for names in examples:
                before = len(columns)
                for name in names:
                    columns += known[name]
                lengths.append(len(columns) - before)
        rows = np.repeat(np.arange(len(examples)), lengths)
        keys, counts = np.unique(rows * self.width + np.array(columns, dtype=np.int64), return_counts=True)
        rows, found = np.divmod(keys, max(1, self.width))
        values = (1 + np.log(counts)) * self.idf[found] if block.scaling == "tfidf" else np.ones(len(found))
        lengths_of_rows = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(examples)))
        return rows, found, values * (self.weights[block.name] / lengths_of_rows[rows])

    def names(self) -> list[str]:
        """Every column's name, "block:feature"."""
        return [f"{block}:{name}" for block, vocabulary in self.vocabulary.items() for name in vocabulary]
