"""A table of word vectors: one row of small integers and a scale for each light stem.

The file is a zip of ``stems.txt`` and two plain arrays without pickled objects; reading one made by a stranger runs
nothing. Written on numpy alone.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.errors import InputError
from stance.writing.files import whole_file

Small = npt.NDArray[np.int8]
Rows = npt.NDArray[np.float32]

LARGEST = 127
"""The largest quantised value: a row's largest entry becomes this or its negative."""
MOST_BYTES = 1 << 28
"""Bytes that a file may unpack to; 30,000 stems take less than 5 MB."""
_FORMAT = "stance vectors 1"
_STEMS, _ARRAY = "stems.txt", "vectors.npy"
_SCALES = "scales.npy"
_COMMON = 50
"""The rank up to which stems are mostly function words."""
_LEAST_RARITY = 0.3
_AGAIN = "make it again with `stance vectors`"


class VectorTable:
    """Vectors of light stems.

    Attributes
    ----------
    stems : tuple of str
        The most frequent first.
    quantised : array of int8, (stems, dimensions)
    scales : array of float32, (stems,)
        A row times its scale is the vector; it differs from what was learned by at most half a scale in each entry.
    """

    def __init__(self, stems: Sequence[str], quantised: Small, scales: Rows) -> None:
        self.stems = tuple(stems)
        self.quantised = quantised
        self.scales = scales

    @property
    def dimensions(self) -> int:
        """Entries of a vector."""
        return int(self.quantised.shape[1])

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The row of each stem."""
        return {stem: place for place, stem in enumerate(self.stems)}

    @cached_property
    def rows(self) -> Rows:
        """All vectors, (stems + 1, dimensions); the last is zero and stands for an unknown stem."""
        known = self.quantised * self.scales[:, None]
        return np.vstack([known, np.zeros((1, self.dimensions), np.float32)]).astype(np.float32)

    @cached_property
    def rarity(self) -> npt.NDArray[np.float64]:
        """Weight of each stem in a text's mean vector, (stems,): it rises with the logarithm of the stem's rank.

        Ranks stand in for frequencies, which the table does not hold; the two go together (Zipf's law).
        """
        weights: npt.NDArray[np.float64] = np.log1p(np.arange(len(self.stems)) / _COMMON) + _LEAST_RARITY
        return weights

    def place(self, stem: str) -> int:
        """The row of `rows` for `stem`."""
        return self.places.get(stem, len(self.stems))

    def neighbours(self, stems: Iterable[str], *, count: int = 20) -> list[tuple[str, float]]:
        """The `count` stems nearest in cosine to the mean of `stems`, these left out, with their similarity."""
        given = [self.places[stem] for stem in stems if stem in self.places]
        if not given:
            return []
        unit = self.rows[:-1] / np.maximum(np.linalg.norm(self.rows[:-1], axis=1, keepdims=True), 1e-9)
        centre = unit[given].mean(axis=0)
        near = unit @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
        near[given] = -np.inf
        return [(self.stems[place], float(near[place])) for place in np.argsort(-near, kind="stable")[:count]]


def quantise(vectors: npt.NDArray[np.floating]) -> tuple[Small, Rows]:
    """Rows of `vectors` as int8 and a scale a row; each entry is off by at most half its row's scale."""
    scales = np.abs(vectors).max(axis=1) / LARGEST
    scales = np.where(scales > 0, scales, 1.0).astype(np.float32)
    return np.clip(np.rint(vectors / scales[:, None]), -LARGEST, LARGEST).astype(np.int8), scales


def write_vectors(table: VectorTable, path: Path) -> None:
    """Write `table` to `path`, all of it or nothing; the same table gives the same bytes."""
    with whole_file(path) as file:
        file.write(packed(table))


def read_vectors(path: Path) -> VectorTable:
    """The table in the file `path`. Nothing in it is executed.

    Raises
    ------
    InputError
        The file is missing, damaged, or holds no vectors.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); correct the path, or {_AGAIN}") from error
    try:
        return unpacked(data)
    except ValueError as error:
        raise InputError(f"{path}: holds no word vectors ({error}); {_AGAIN}") from error


def packed(table: VectorTable) -> bytes:
    """`table` as the bytes of its file."""
    members = {
        _STEMS: "\n".join(table.stems).encode(),
        _ARRAY: _array(table.quantised),
        _SCALES: _array(table.scales),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = _FORMAT.encode()
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(data: bytes) -> VectorTable:
    """The table that `packed` made `data` of.

    Raises
    ------
    ValueError
        `data` are no such bytes, or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment != _FORMAT.encode():
                raise ValueError("unknown format")
            if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
                raise ValueError(f"more than {MOST_BYTES >> 20} MB")
            stems = archive.read(_STEMS).decode().split("\n")
            quantised, scales = (_read_array(archive.read(name)) for name in (_ARRAY, _SCALES))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    if quantised.dtype != np.int8 or quantised.ndim != 2 or not quantised.shape[1]:
        raise ValueError("the vectors are no table of small integers")
    if scales.dtype != np.float32 or scales.shape != quantised.shape[:1] or len(stems) != len(scales):
        raise ValueError("stems, vectors and scales differ in number")
    if not np.isfinite(scales).all():
        raise ValueError("a scale is no number")
    return VectorTable(stems, quantised, scales)


def _array(array: npt.NDArray[np.generic]) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def _read_array(data: bytes) -> Any:
    return np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
