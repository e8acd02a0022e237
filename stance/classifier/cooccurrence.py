"""Word vectors learned from unlabelled articles: which stems stand near which, in few dimensions.

Positive pointwise mutual information of stems and their neighbours, smoothed and shifted, and its truncated singular
value decomposition (Levy, Goldberg and Dagan, "Improving distributional similarity with lessons learned from word
embeddings", TACL 2015): as good as word2vec at this size, and two runs give the same table.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stance.classifier.vectors import VectorTable, quantise
from stance.classifier.words import CLAUSE_ENDS, light_stem, tokens
from stance.errors import InputError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WINDOW = 5
"""Words on each side that are neighbours, the near ones counting more (1, 1/2 … 1/5)."""
SMOOTHING = 0.75
"""Exponent of the neighbours' frequencies, so that rare neighbours do not stand out."""
_ENDS = frozenset(".!?؟\n")
_CHUNK = 2_000_000
_SWEEPS = 3
_stem = lru_cache(maxsize=1_000_000)(light_stem)


class Size(NamedTuple):
    """How large the table is: stems, neighbours that they are told apart by, dimensions, least count of a stem."""

    stems: int = 30_000
    contexts: int = 10_000
    dimensions: int = 100
    least: int = 10


DEFAULT_SIZE = Size()


def learn_vectors(
    texts: Iterable[str],
    *,
    size: Size = DEFAULT_SIZE,
    seed: int = 0,
    progress: Callable[[str], None] = lambda _: None,
) -> VectorTable:
    """The vectors of the stems in `texts`.

    Parameters
    ----------
    seed
        Of the decomposition's start; two runs on the same texts give the same table.
    progress
        Called with a line for each step.

    Raises
    ------
    InputError
        Too few words to learn from.
    """
    words, names, counts = _read(texts)
    order = sorted(range(len(names)), key=lambda number: (-counts[number], names[number]))
    kept = [number for number in order if counts[number] >= size.least][: size.stems]
    if len(kept) <= size.dimensions:
        raise InputError(
            f"{len(kept):,} stems occur {size.least} times or more; vectors of {size.dimensions} dimensions need more "
            "text (some 100,000 words at the very least)"
        )
    progress(f"{len(words):,} words, {len(kept):,} stems; counting neighbours")
    places = np.full(len(names) + 1, -1, dtype=np.int32)  # the last is -1's own: a sentence's end
    places[kept] = np.arange(len(kept), dtype=np.int32)
    ends = words < 0
    matrix = _information(_neighbours(places[words], ends, len(kept), min(size.contexts, len(kept))))
    progress(f"{matrix.nnz:,} pairs; decomposing")
    quantised, scales = quantise(_decomposed(matrix, size.dimensions, seed))
    return VectorTable([names[number] for number in kept], quantised, scales)


def _read(texts: Iterable[str]) -> tuple[npt.NDArray[np.int32], list[str], list[int]]:
    """The stems of `texts` by number, -1 at the ends of sentences; the stems' names and counts."""
    numbers: dict[str, int] = {}
    counts: Counter[int] = Counter()
    words = array("i")
    for text in texts:
        found = [
            -1 if token in _ENDS else numbers.setdefault(_stem(token), len(numbers))
            for token in tokens(text)
            if token in _ENDS or token not in CLAUSE_ENDS
        ]
        counts.update(found)
        words.extend(found)
        words.append(-1)
    return np.frombuffer(words, dtype=np.int32), list(numbers), [counts[number] for number in range(len(numbers))]


def _neighbours(words: npt.NDArray[np.int32], ends: Any, stems: int, contexts: int) -> csr_matrix:
    """Weighted counts of (stem, neighbour) within sentences."""
    from scipy.sparse import csr_matrix

    total = csr_matrix((stems, contexts), dtype=np.float32)
    sentences = np.cumsum(ends, dtype=np.int32)
    for start in range(0, len(words), _CHUNK):
        part, sentence = words[start : start + _CHUNK + WINDOW], sentences[start : start + _CHUNK + WINDOW]
        for distance in range(1, WINDOW + 1):
            first, second = part[:-distance][:_CHUNK], part[distance:][:_CHUNK]
            near = (first >= 0) & (second >= 0)
            near &= sentence[:-distance][:_CHUNK] == sentence[distance:][:_CHUNK]
            first, second = first[near], second[near]
            rows, columns = np.concatenate([first, second]), np.concatenate([second, first])
            frequent = columns < contexts
            rows, columns = rows[frequent], columns[frequent]
            weights = np.full(len(rows), 1 / distance, dtype=np.float32)
            total = total + csr_matrix((weights, (rows, columns)), shape=(stems, contexts))
    return total


def _information(counts: csr_matrix) -> csr_matrix:
    """Positive pointwise mutual information; pairs that chance explains are dropped."""
    found = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    columns = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel() ** SMOOTHING
    expected = rows[found.row] * (columns / columns.sum())[found.col]
    found.data = np.log(np.maximum(found.data / expected, 1e-12)).astype(np.float32)
    found.data[found.data < 0] = 0
    matrix = found.tocsr()
    matrix.eliminate_zeros()
    return matrix


def _decomposed(matrix: csr_matrix, dimensions: int, seed: int) -> npt.NDArray[np.float64]:
    """Left singular vectors times the root of the singular values, each row of unit length."""
    from sklearn.utils.extmath import randomized_svd

    left, values, _ = randomized_svd(matrix, dimensions, n_iter=_SWEEPS, random_state=seed)
    vectors = left * np.sqrt(values)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: npt.NDArray[np.float64] = vectors / np.where(lengths > 0, lengths, 1.0)
    return unit
