"""CSV: one quote a row, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from stance.records import Analysis
from stance.writing.format import Layout, Text
from stance.writing.record import COLUMNS, REGISTER_COLUMNS, STANCE_COLUMNS, rows

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def columns(layout: Layout) -> tuple[str, ...]:
    """The columns of a table of quotes."""
    return COLUMNS + (STANCE_COLUMNS if layout.stances else ()) + (REGISTER_COLUMNS if layout.register else ())


class CsvRows(Text):
    """One row a quote, UTF-8, ended by newlines alone."""

    def header(self, layout: Layout) -> bytes:
        """The names of the columns."""
        return (",".join(columns(layout)) + "\n").encode()

    def encode(self, analyses: Sequence[Analysis], layout: Layout) -> bytes:
        """The rows of `analyses` in UTF-8; a lone surrogate, which UTF-8 cannot write, becomes a question mark."""
        table = io.StringIO()
        writer = csv.DictWriter(table, columns(layout), extrasaction="ignore", lineterminator="\n")
        for analysis in analyses:
            for row in rows(analysis):
                writer.writerow({name: safe(value) for name, value in row.items()} if layout.escape_formulas else row)
        return table.getvalue().encode("utf-8", "replace")


def safe(value: Any) -> Any:
    """A cell that no spreadsheet runs as a formula: a text that looks like one gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
