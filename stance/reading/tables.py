"""Labelled tables: CSV files (comma, semicolon or tab) whose rows are quotes with their stance.

``text`` and ``label`` are required; ``cue``, ``kind``, ``speaker``, ``context``, ``target``, ``article_id`` and
``split`` are read where they are there, other columns are left alone.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from stance.errors import TableError
from stance.reading.gold import GoldArticle, read_gold
from stance.records import DEFAULT_TARGET

REQUIRED = ("text", "label")
OPTIONAL = ("cue", "kind", "speaker", "context", "target", "article_id", "split")
SPELLINGS: Mapping[str, str] = {
    "favor": "favor",
    "favour": "favor",
    "مؤيد": "favor",
    "against": "against",
    "معارض": "against",
    "neutral": "neutral",
    "محايد": "neutral",
}
SHOWN = 50
"""Lines of an error that tell what is wrong with rows; of the rest only the rows' numbers are told."""
_ALLOWED = "favor, against, neutral (or مؤيد, معارض, محايد)"
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": ("direct", "indirect", "mixed", ""),
    "split": ("train", "dev", "test", ""),
}
_DELIMITERS = ",;\t"
_LONGEST_FIELD = 10_000_000


class _Reader(Protocol):
    """What `csv.reader` returns."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


class LabelledRow(NamedTuple):
    """One row of a labelled table; ``number`` counts the file's lines from 1, as an editor shows them."""

    file: str
    number: int
    text: str
    label: str
    cue: str
    kind: str
    speaker: str
    context: str
    target: str
    article_id: str
    split: str


class Fault(NamedTuple):
    """What is wrong with one row, and what is allowed there; ``row`` counts lines from 1."""

    path: Path
    row: int
    reason: str


class Labelled(NamedTuple):
    """What labelled files hold: rows of tables, and articles where a gold file stood in a table's place."""

    rows: tuple[LabelledRow, ...]
    articles: tuple[GoldArticle, ...]


def read_labelled(paths: Iterable[Path]) -> Labelled:
    """Everything that the labelled files at `paths` (CSV, or gold JSON Lines) hold.

    Raises
    ------
    TableError
        Rows are bad, in any of the files: the message tells the file, the rows, the column, the value and what is
        allowed; rows with the same fault together.
    InputError
        A gold file cannot be read.
    """
    rows: list[LabelledRow] = []
    articles: list[GoldArticle] = []
    faults: list[Fault] = []
    for path in paths:
        if path.suffix == ".jsonl":
            articles += read_gold(path)
        else:
            found, wrong = _read(path)
            rows += found
            faults += wrong
    _raise(faults)
    return Labelled(tuple(rows), tuple(articles))


def read_table(path: Path) -> list[LabelledRow]:
    """The rows of one labelled CSV; see `read_labelled` for what is raised."""
    rows, faults = _read(path)
    _raise(faults)
    return rows


def _raise(faults: Sequence[Fault]) -> None:
    if not faults:
        return
    same: dict[tuple[Path, str], list[int]] = defaultdict(list)
    for path, row, reason in faults:
        same[path, reason].append(row)
    lines = [f"{path}: {_numbers(rows)}: {reason}" for (path, reason), rows in same.items()]
    rest: dict[Path, list[int]] = defaultdict(list)
    for (path, _), rows in list(same.items())[SHOWN:]:
        rest[path] += rows
    lines[SHOWN:] = [f"{path}: also wrong: {_numbers(sorted(set(rows)))}" for path, rows in rest.items()]
    count = len({(path, row) for path, row, _ in faults})
    raise TableError("\n".join([f"{count} bad row{'s' if count > 1 else ''}:", *lines]))


def _numbers(rows: Sequence[int]) -> str:
    """ "row 2", "rows 2, 5–9"."""
    runs = [[rows[0], rows[0]]]
    for row in rows[1:]:
        if row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    told = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f"row{'s' if len(rows) > 1 else ''} {told}"


def _read(path: Path) -> tuple[list[LabelledRow], list[Fault]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}); give a labelled CSV file") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8 (byte {error.start}); save the table as UTF-8") from error
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.partition("\n")[0]), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise TableError(f"{path}: row 1: {error}") from error
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        has = ", ".join(filter(None, header)) or "no columns"
        raise TableError(
            f"{path}: row 1: no column {' and no column '.join(missing)} (the table has {has}); "
            f"required: {', '.join(REQUIRED)}; used where there: {', '.join(OPTIONAL)}"
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise TableError(f"{path}: row 1: the column {twice[0]} stands twice; each may stand once")
    return _rows(path, reader, header)


def _rows(path: Path, reader: _Reader, header: Sequence[str]) -> tuple[list[LabelledRow], list[Fault]]:
    rows: list[LabelledRow] = []
    faults: list[Fault] = []
    number = reader.line_num + 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                row, wrong = _row(str(path), number, fields, header)
                faults += [Fault(path, number, reason) for reason in wrong]
                rows += [row] if row else []
            number = reader.line_num + 1
    except csv.Error as error:  # the rest of the file cannot be told apart into rows
        faults.append(Fault(path, number, f"{error}; quote the fields that hold delimiters or quotation marks"))
    if not rows and not faults:
        faults.append(Fault(path, 1, "no rows below it; at least one labelled row is needed"))
    return rows, faults


def _row(file: str, number: int, fields: list[str], header: Sequence[str]) -> tuple[LabelledRow | None, list[str]]:
    """The row, or what is wrong with it."""
    if len(fields) != len(header):
        count = f"{len(fields)} field{'s' if len(fields) > 1 else ''}"
        return None, [f"{count}, the first line has {len(header)}; quote the fields that hold delimiters"]
    values = {name: value.strip() for name, value in zip(header, fields, strict=True)}
    faults = []
    label = SPELLINGS.get(values["label"].casefold())
    if not values["text"]:
        faults.append("column text: empty; allowed: the quote's words")
    if label is None:
        faults.append(f"column label: {_shown(values['label'])}; allowed: {_ALLOWED}")
    for name, allowed in _CHOICES.items():
        if values.get(name, "") not in allowed:
            faults.append(f"column {name}: {_shown(values[name])}; allowed: {', '.join(allowed[:-1])}, or none")
    if faults or label is None:
        return None, faults
    optional = {name: values.get(name, "") for name in OPTIONAL}
    optional["target"] = optional["target"] or DEFAULT_TARGET
    return LabelledRow(file=file, number=number, text=values["text"], label=label, **optional), []


def _shown(value: str) -> str:
    return f'"{value[:60]}…"' if len(value) > 60 else f'"{value}"' if value else "empty"


def _delimiter(first_line: str) -> str:
    """The delimiter that the first line has most of."""
    return max(_DELIMITERS, key=first_line.count)
