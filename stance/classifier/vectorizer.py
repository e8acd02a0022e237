"""Features as numbers: vocabularies, weights and the sparse values of a batch.

Written on numpy alone, so that scoring need not load scipy or scikit-learn (their import costs seconds when cold).
The weighting is that of scikit-learn's ``TfidfTransformer(sublinear_tf=True)``, each block normalised by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stance.classifier.features import BLOCKS, COMMITTEE
from stance.classifier.features.base import LINKS, Block, Runs, itself
from stance.classifier.vectors import VectorTable
from stance.classifier.view import View

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Named = Sequence[Sequence[Sequence[str]]]
"""Names of features: by block, by example."""


class Projection(NamedTuple):
    """The columns from `start` on stand for the stems of a table of word vectors, `rows`, (stems, dimensions).

    Coefficients are learnt for the dimensions. As a text's vector is a weighted sum of its stems' vectors, each stem
    has a coefficient of its own in the end, its vector times those of the dimensions: a trained model needs no table.
    """

    start: int
    rows: Floats

    @property
    def stop(self) -> int:
        """The first column behind the stems'."""
        return self.start + len(self.rows)

    def among(self, columns: Ints) -> Projection | None:
        """The same, where of all columns only `columns` (sorted) are left: all of the stems' or none."""
        if self.start not in columns:
            return None
        return self._replace(start=int(np.searchsorted(columns, self.start)))


class Occurrences(NamedTuple):
    """Which features of a block each example has, counted once for all splits of the examples.

    Attributes
    ----------
    names : list of str
        The features, sorted.
    numbers : array of int
        Places in `names`: those of the first example, each once, then those of the second …
    ends : array of int, (examples + 1,)
        Where in `numbers` an example's features begin, and where the next one's.
    """

    names: list[str]
    numbers: Ints
    ends: Ints

    @property
    def size(self) -> int:
        """The number of examples."""
        return len(self.ends) - 1

    def part(self, indices: Ints) -> Occurrences:
        """Those of the examples at `indices`."""
        starts, lengths = self.ends[indices], self.ends[indices + 1] - self.ends[indices]
        return Occurrences(
            self.names, self.numbers[_ranges(starts, lengths)], np.concatenate([[0], np.cumsum(lengths)])
        )


class Member(NamedTuple):
    """The columns (sorted) that one member of a committee learns from, and its share in the sum."""

    columns: Ints
    share: float


class Sparse(NamedTuple):
    """The values of a batch, as triples: a row, a column, the value there; by rows, then by columns."""

    rows: Ints
    columns: Ints
    values: Floats
    shape: tuple[int, int]


_REMEMBERED = 60_000
"""Names whose parts are remembered."""


class _Parts:
    """The columns that names stand for: worked out when a name is first met, kept in one array."""

    def __init__(self, block: Block, vocabulary: Mapping[str, int]) -> None:
        self._block = block
        self._vocabulary = vocabulary
        self._forget()

    def columns(self, names: Sequence[str]) -> tuple[Ints, Ints]:
        """The columns of `names`, one after the other, and how many each has."""
        new = set(names).difference(self._places)
        if new:
            if len(self._places) + len(new) > _REMEMBERED:
                self._forget()
                new = set(names)
            self._learn(sorted(new))
        places = np.array([self._places[name] for name in names], dtype=np.int64)
        starts, lengths = self._ends[places], self._ends[places + 1] - self._ends[places]
        return self._columns[_ranges(starts, lengths)], lengths

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        self._columns: Ints = np.zeros(0, dtype=np.int64)
        self._ends: Ints = np.zeros(1, dtype=np.int64)

    def _learn(self, names: Sequence[str]) -> None:
        get, parts = self._vocabulary.get, self._block.parts
        found = [[column for part in parts(name) if (column := get(part)) is not None] for name in names]
        self._places.update(zip(names, range(len(self._places), len(self._places) + len(names)), strict=True))
        self._columns = np.concatenate([self._columns, np.array([*chain.from_iterable(found)], dtype=np.int64)])
        self._ends = np.concatenate([self._ends, self._ends[-1] + np.cumsum([len(columns) for columns in found])])


def _ranges(starts: Ints, lengths: Ints) -> Ints:
    """``[*range(starts[0], starts[0] + lengths[0]), *range(starts[1], …), …]``."""
    before = np.cumsum(lengths) - lengths
    places: Ints = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
    return places


class _Pairs:
    """The columns of names and of their pairs, as arrays to search in.

    A name of the vocabulary has a number; a pair of them is looked up as one number made of both.
    """

    def __init__(self, block: Runs, vocabulary: Mapping[str, int]) -> None:
        self._block = block
        singles = {name: column for name, column in vocabulary.items() if " " not in name}
        self._numbers = {name: number for number, name in enumerate(singles)}
        self._singles: Ints = np.array([*singles.values(), -1], dtype=np.int64)
        self._pairs: list[tuple[int, Ints, Ints]] = []
        for gap in block.gaps:
            link = LINKS[gap]
            pairs = {
                self._numbers[first] * len(self._singles) + self._numbers[second]: column
                for name, column in vocabulary.items()
                if name.count(" ") == link.count(" ")
                for first, second in [name.split(link)]
            }
            keys = np.array(sorted(pairs), dtype=np.int64)
            self._pairs.append((gap, keys, np.array([pairs[key] for key in keys.tolist()], dtype=np.int64)))

    def columns(self, examples: Sequence[Sequence[str]]) -> tuple[Ints, Ints]:
        """The example and the column of each name and pair that the vocabulary has."""
        get = self._numbers.get
        numbers = np.array([get(name, -1) for names in examples for name in names], dtype=np.int64)
        rows = np.repeat(np.arange(len(examples)), [len(names) for names in examples])
        known = numbers >= 0
        found = [(rows[known], self._singles[numbers[known]])]
        for gap, keys, columns in self._pairs:
            if not len(keys):
                continue
            both = np.flatnonzero(known[:-gap] & known[gap:] & (rows[:-gap] == rows[gap:]))
            wanted = numbers[both] * len(self._singles) + numbers[both + gap]
            places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            right = keys[places] == wanted
            found.append((rows[both[right]], columns[places[right]]))
        return np.concatenate([part for part, _ in found]), np.concatenate([part for _, part in found])


class Vectorizer:
    """From views to sparse values.

    Parameters
    ----------
    blocks
        Names of feature blocks (see `stance.classifier.features.BLOCKS`).
    weights
        Weights of blocks that differ from their own.
    vectors
        The table that a block with the scaling "vectors" is fitted with; scoring needs none.
    """

    def __init__(
        self,
        blocks: Sequence[str],
        *,
        weights: Mapping[str, float] | None = None,
        vectors: VectorTable | None = None,
    ) -> None:
        self.blocks: tuple[Block, ...] = tuple(BLOCKS[name] for name in blocks)
        self.weights = {block.name: (weights or {}).get(block.name, block.weight) for block in self.blocks}
        self.vectors = vectors
        self.vocabulary: dict[str, dict[str, int]] = {}
        self.idf: Floats = np.zeros(0)
        self._parts: dict[str, _Parts] = {}
        self._pairs: dict[str, _Pairs] = {}

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.idf)

    def extract(self, views: Sequence[View]) -> Named:
        """The names of the features of `views`, block by block."""
        return [[block.features(view) for view in views] for block in self.blocks]

    def occurrences(self, named: Named) -> list[Occurrences]:
        """Which features extracted examples have, block by block."""
        return [_occurrences(block, examples) for block, examples in zip(self.blocks, named, strict=True)]

    def fit(self, occurrences: Sequence[Occurrences]) -> Vectorizer:
        """Learn the vocabulary and the document frequencies."""
        self.vocabulary, self._parts, self._pairs = {}, {}, {}
        idf: list[float] = []
        for block, examples in zip(self.blocks, occurrences, strict=True):
            kept, weights = self._learnt(block, examples)
            self.vocabulary[block.name] = {name: len(idf) + number for number, name in enumerate(kept)}
            idf += weights
        self.idf = np.array(idf)
        return self

    @property
    def projection(self) -> Projection | None:
        """Where the word vectors' columns are, once fitted with a table."""
        for block in self.blocks:
            if block.scaling == "vectors" and self.vectors is not None:
                start = min(self.vocabulary[block.name].values(), default=0)
                return Projection(start, self.vectors.rows[:-1].astype(np.float64))
        return None

    def committee(self, blocks: Collection[str] | None = None) -> list[Member]:
        """The members of `COMMITTEE`, as far as there are columns for them; only those of `blocks`, where given."""
        block_of = np.repeat(np.arange(len(self.blocks)), [len(self.vocabulary[block.name]) for block in self.blocks])
        members: dict[tuple[str, ...], float] = {}
        for names, share in COMMITTEE:
            there = tuple(block.name for block in self.blocks if block.name in names)
            kept = there if blocks is None else tuple(name for name in there if name in blocks)
            members[kept] = members.get(kept, 0.0) + share
        members.pop((), None)
        numbers = {block.name: number for number, block in enumerate(self.blocks)}
        found = [
            Member(np.flatnonzero(np.isin(block_of, [numbers[name] for name in names])), share)
            for names, share in members.items()
        ]
        whole = sum(share for columns, share in found if len(columns))
        return [Member(columns, share / whole) for columns, share in found if len(columns)]

    def _learnt(self, block: Block, examples: Occurrences) -> tuple[Sequence[str], list[float]]:
        """The features of `block` that are kept, and their weights."""
        if block.scaling == "vectors":
            if self.vectors is None:
                raise ValueError(f"the feature block {block.name} needs a table of word vectors; give `vectors`")
            return self.vectors.stems, self.vectors.rarity.tolist()
        counts = np.bincount(examples.numbers, minlength=len(examples.names))
        frequent = np.flatnonzero(counts >= block.least)
        kept = [examples.names[number] for number in frequent]
        if block.scaling == "binary":
            return kept, [1.0] * len(kept)
        return kept, [float(np.log((1 + examples.size) / (1 + count)) + 1) for count in counts[frequent]]

    def transform(self, named: Named) -> Sparse:
        """The values of extracted features, one row an example."""
        size = len(named[0]) if named else 0
        shift = self.width.bit_length()
        found = [self._columns(block, examples) for block, examples in zip(self.blocks, named, strict=True)]
        keys = np.concatenate([(rows << shift) + columns for rows, columns in found])
        keys, counts = np.unique(keys, return_counts=True)
        rows, columns = keys >> shift, keys & ((1 << shift) - 1)
        sizes = [len(self.vocabulary[block.name]) for block in self.blocks]
        blocks = np.repeat(np.arange(len(sizes)), sizes)[columns]
        binary = np.array([block.scaling == "binary" for block in self.blocks])
        counts[binary[blocks]] = 1
        values = (1 + np.log(counts)) * self.idf[columns]
        stretches = rows * len(sizes) + blocks
        lengths = np.sqrt(np.bincount(stretches, weights=values**2, minlength=size * len(sizes)))
        weights = np.array([self.weights[block.name] for block in self.blocks])
        return Sparse(rows, columns, values * (weights[blocks] / lengths[stretches]), (size, self.width))

    def _columns(self, block: Block, examples: Sequence[Sequence[str]]) -> tuple[Ints, Ints]:
        """The example and the column of each feature of one block that the vocabulary has, as often as it is there."""
        vocabulary = self.vocabulary[block.name]
        if isinstance(block, Runs):
            pairs = self._pairs.get(block.name)
            if pairs is None:
                pairs = self._pairs[block.name] = _Pairs(block, vocabulary)
            return pairs.columns(examples)
        lengths = [len(names) for names in examples]
        if block.parts is not itself:
            parts = self._parts.get(block.name)
            if parts is None:
                parts = self._parts[block.name] = _Parts(block, vocabulary)
            columns, widths = parts.columns([*chain.from_iterable(examples)])
            return np.repeat(np.repeat(np.arange(len(examples)), lengths), widths), columns
        get = vocabulary.get
        columns = np.array([get(name, -1) for names in examples for name in names], dtype=np.int64)
        known = columns >= 0
        return np.repeat(np.arange(len(examples)), lengths)[known], columns[known]

    def names(self) -> list[str]:
        """Every column's name, "block:feature"."""
        return [f"{block}:{name}" for block, vocabulary in self.vocabulary.items() for name in vocabulary]


def _occurrences(block: Block, examples: Sequence[Sequence[str]]) -> Occurrences:
    first: dict[str, int] = {}
    found = [[first.setdefault(part, len(first)) for part in _all_parts(block, names)] for names in examples]
    names = sorted(first)
    order = np.zeros(len(names), dtype=np.int64)
    order[[first[name] for name in names]] = np.arange(len(names))
    numbers = np.array([*chain.from_iterable(found)], dtype=np.int64)
    return Occurrences(names, order[numbers], np.cumsum([0, *map(len, found)]))


def _all_parts(block: Block, names: Sequence[str]) -> set[str]:
    """The features that `names` of one example stand for."""
    found = {part for name in set(names) for part in block.parts(name)}
    for gap in block.gaps if isinstance(block, Runs) else ():
        found.update(f"{first}{LINKS[gap]}{second}" for first, second in zip(names, names[gap:], strict=False))
    return found
