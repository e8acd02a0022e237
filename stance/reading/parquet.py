"""Tables of articles as Parquet: one article a row, read some rows at a time (by pyarrow; the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterator

from stance.errors import InputError
from stance.reading.fields import article
from stance.reading.source import Failure, Source
from stance.records import Article

_ROWS = 256


def read_parquet(source: Source) -> Iterator[Article | Failure]:
    """The articles of a table, in their order, and a failure for each row that holds none.

    Raises
    ------
    InputError
        pyarrow is not installed, the file is no Parquet, or there is no column "text".
    """
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError('needs pyarrow to read Parquet; install it with: pip install "stance[parquet]"') from error
    if not source.stream.seekable():
        raise InputError("is a stream, in which Parquet cannot be read; give it as a file")
    number = 0
    try:
        table = parquet.ParquetFile(source.stream)
        if "text" not in table.schema_arrow.names:
            raise InputError('has no column "text"; put the articles\' texts in a column of that name')
        for group in table.iter_batches(batch_size=_ROWS):
            for fields in group.to_pylist():
                number += 1
                try:
                    yield article(fields, default_id=f"{source.stem}-{number}")
                except InputError as error:
                    yield Failure(source.name, number, str(error))
    except arrow.ArrowException as error:
        raise InputError(f"is no Parquet file that can be read ({error}); make it again") from error
