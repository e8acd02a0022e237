"""One opened input on its way to a format's reader, and what is told where it cannot be read."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import NamedTuple


class Failure(NamedTuple):
    """An input, or one line of it, that gave no article; `reason` says what is wrong and how to put it right."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}: line {self.line}"
        return f"{place}: {self.reason}"


class Source(NamedTuple):
    """One input, opened for reading bytes.

    `name` is what messages call it; `encoding` is the one that the user asked for, or None to recognise it.
    """

    name: str
    stream: io.BufferedReader
    encoding: str | None = None

    @property
    def stem(self) -> str:
        """The file's name without folders and suffixes: what an article without an id is called."""
        name = PurePath(self.name).name
        return name.split(".")[0] or name
