"""Parquet: one quote a row, the columns of CSV with their types (by pyarrow; the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from stance.errors import InputError
from stance.records import Analysis
from stance.writing.csv_rows import columns
from stance.writing.format import Layout
from stance.writing.record import rows

_INTEGERS = {"start", "end"}
_REALS = {"confidence", "p_favor", "p_against", "p_neutral"}
_GROUP = 20_000
"""Rows of a row group, at the least: many small groups make a file slow to read."""


class Parquet:
    """A table of quotes."""

    def encode(self, analyses: Sequence[Analysis], layout: Layout) -> Any:
        """The rows of `analyses` as an Arrow table; a lone surrogate, which UTF-8 cannot hold, is a question mark."""
        arrow, _ = _libraries()
        names = columns(layout)
        table = [{name: _storable(row.get(name)) for name in names} for analysis in analyses for row in rows(analysis)]
        return arrow.Table.from_pylist(table, schema=_schema(arrow, names))

    def join(self, pieces: Iterable[Any], stream: BinaryIO, layout: Layout) -> None:
        """Write the tables as one file."""
        arrow, parquet = _libraries()
        with parquet.ParquetWriter(stream, _schema(arrow, columns(layout)), compression="zstd") as writer:
            waiting: list[Any] = []
            for piece in pieces:
                waiting.append(piece)
                if sum(table.num_rows for table in waiting) >= _GROUP:
                    writer.write_table(arrow.concat_tables(waiting).combine_chunks())
                    waiting = []
            if waiting:
                writer.write_table(arrow.concat_tables(waiting).combine_chunks())

    def merge(self, parts: Iterable[BinaryIO], stream: BinaryIO, layout: Layout) -> None:
        """Write the rows of all parts as one file."""
        _, parquet = _libraries()
        files = (parquet.ParquetFile(part) for part in parts)
        self.join(
            (file.read_row_group(group) for file in files for group in range(file.num_row_groups)), stream, layout
        )


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError('--format parquet needs pyarrow; install it with: pip install "stance[parquet]"') from error
    return arrow, parquet


def _schema(arrow: Any, names: Sequence[str]) -> Any:
    return arrow.schema([(name, _type(arrow, name)) for name in names])


def _type(arrow: Any, name: str) -> Any:
    if name in _INTEGERS:
        return arrow.int64()
    return arrow.float64() if name in _REALS else arrow.string()


def _storable(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
