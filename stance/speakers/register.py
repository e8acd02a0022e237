"""The user's own register of people and groups, and the linking of speakers to it.

A register is a CSV (UTF-8; comma, semicolon or tab) with the columns ``id`` and ``name``, and where they are there
``aliases`` (several in one cell, parted by ``|``) and ``group`` (a side of the conflict, a country, a party).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from stance.errors import TableError
from stance.records import Speaker
from stance.text.folding import name_key

REQUIRED = ("id", "name")
OPTIONAL = ("aliases", "group")
ALIAS_MARK = "|"
SHOWN = 20
"""Bad rows that an error lists, and shared names that are warned of one by one."""
_DELIMITERS = ",;\t"


class Entry(NamedTuple):
    """One person or group of a register."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str | None = None


class Register:
    """Entries by the names that they go by.

    Names are compared without diacritics, blanks and marks, and with the spellings of alef, hamza, ya and ta marbuta
    as one. A name that several entries share links to none of them.

    Attributes
    ----------
    warnings : tuple of str
        One message for each name that several entries share (for the first of them, and how many more there are).
    """

    __slots__ = ("_by_name", "_shared", "warnings")

    def __init__(self, entries: Iterable[Entry], *, file: str = "register") -> None:
        by_name: dict[str, Entry] = {}
        shared: dict[str, tuple[str, dict[str, None]]] = {}
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                key = _key(name)
                other = by_name.setdefault(key, entry)
                if other.id != entry.id:
                    shared.setdefault(key, (name, {other.id: None}))[1][entry.id] = None
        self._shared: Mapping[str, tuple[str, ...]] = {key: tuple(ids) for key, (_, ids) in shared.items()}
        self._by_name: Mapping[str, Entry] = {key: entry for key, entry in by_name.items() if key not in shared}
        self.warnings = _warnings(file, [(name, tuple(ids)) for name, ids in shared.values()])

    @classmethod
    def load(cls, path: Path) -> Register:
        """The register of the CSV at `path`.

        Raises
        ------
        TableError
            The file cannot be read, lacks a column, or has bad rows: the message tells file, row, column, value and
            what is allowed, for the first `SHOWN` of them, and how many more there are.
        """
        return cls(_read(path), file=str(path))

    def link(self, speaker: Speaker) -> Speaker:
        """`speaker` with its entry's id and group; unchanged where none, or more than one, goes by its name."""
        entry = self._by_name.get(_key(speaker.name)) if speaker.name else None
        return speaker._replace(id=entry.id, group=entry.group) if entry else speaker

    def candidates(self, name: str) -> tuple[str, ...]:
        """The ids that go by `name`: none, one, or those among which `link` does not guess."""
        key = _key(name)
        entry = self._by_name.get(key)
        return (entry.id,) if entry else self._shared.get(key, ())


def _key(name: str) -> str:
    return name_key(name).replace(" ", "")


def _warnings(file: str, shared: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    told = [
        f"{file}: the name «{name}» belongs to {', '.join(ids)}; speakers of this name are not linked"
        for name, ids in shared[:SHOWN]
    ]
    if len(shared) > SHOWN:
        told.append(f"{file}: … and {len(shared) - SHOWN} more names that several entries share")
    return tuple(told)


def _read(path: Path) -> list[Entry]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror}); give a register as a CSV file") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8 (byte {error.start}); save the register as UTF-8") from error
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    entries: list[Entry] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    number = 1
    try:
        header = [name.strip().casefold() for name in next(rows, [])]
        _check_header(path, header)
        number = rows.line_num + 1
        for fields in rows:
            if any(field.strip() for field in fields):
                wrong = _faults(f"{path}: row {number}", fields, header, seen)
                faults += wrong
                if not wrong:
                    entry = _entry(dict(zip(header, map(str.strip, fields), strict=True)))
                    seen[entry.id] = number
                    entries.append(entry)
            number = rows.line_num + 1
    except csv.Error as error:
        faults.append(f"{path}: row {number}: {error}; quote the fields that hold delimiters or quotation marks")
    if not entries and not faults:
        faults.append(f"{path}: no rows below the first line; at least one entry is needed")
    if faults:
        more = f"\n… and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise TableError("\n".join(faults[:SHOWN]) + more)
    return entries


def _check_header(path: Path, header: Sequence[str]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise TableError(
            f"{path}: row 1: no column {' and no column '.join(missing)} "
            f"(the table has {', '.join(filter(None, header)) or 'no columns'}); "
            f"required: {', '.join(REQUIRED)}; used where there: {', '.join(OPTIONAL)}"
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise TableError(f"{path}: row 1: the column {twice[0]} stands twice; each may stand once")


def _faults(where: str, fields: Sequence[str], header: Sequence[str], seen: dict[str, int]) -> list[str]:
    if len(fields) != len(header):
        return [f"{where}: {len(fields)} fields, the first line has {len(header)}; allowed: {len(header)}"]
    values = dict(zip(header, map(str.strip, fields), strict=True))
    faults = []
    if not values["id"]:
        faults.append(f"{where}: column id: empty; allowed: any text that no other row has")
    elif values["id"] in seen:
        faults.append(
            f'{where}: column id: "{values["id"]}" stands in row {seen[values["id"]]} already; '
            f"allowed: one row an id, its other names under aliases, parted by {ALIAS_MARK}"
        )
    for column in ("name", "aliases"):
        for name in values.get(column, "").split(ALIAS_MARK) if column == "aliases" else [values["name"]]:
            if (name.strip() or column == "name") and not _key(name):
                faults.append(f'{where}: column {column}: "{name[:60]}"; allowed: a name with letters')
    return faults


def _entry(values: Mapping[str, str]) -> Entry:
    aliases = tuple(filter(None, (alias.strip() for alias in values.get("aliases", "").split(ALIAS_MARK))))
    return Entry(values["id"], values["name"], aliases, values.get("group") or None)
