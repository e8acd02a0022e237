"""The output formats by name. A new one is one file and one row here."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import NamedTuple, cast

from stance.errors import InputError
from stance.writing.format import Format


class _Row(NamedTuple):
    suffix: str
    made_by: str


FORMATS = {
    "table": _Row(".txt", "stance.writing.table:Table"),
    "jsonl": _Row(".jsonl", "stance.writing.jsonl:JsonLines"),
    "csv": _Row(".csv", "stance.writing.csv_rows:CsvRows"),
    "parquet": _Row(".parquet", "stance.writing.parquet:Parquet"),
    "html": _Row(".html", "stance.report.articles:ArticlesPage"),
}


def format_named(name: str) -> Format:
    """The output format `name`.

    Raises
    ------
    InputError
        There is no such format.
    """
    if name not in FORMATS:
        raise InputError(f"--format {name}: no such format; choose of {', '.join(FORMATS)}")
    module, maker = FORMATS[name].made_by.split(":")
    return cast(Format, getattr(importlib.import_module(module), maker)())


def format_of(path: Path) -> str | None:
    """The name of the format that the suffix of `path` tells."""
    return next((name for name, row in FORMATS.items() if row.suffix == path.suffix.lower()), None)
