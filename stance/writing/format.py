"""What an output format is: a part that runs beside the scoring, and a part that joins the pieces to one file."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, NamedTuple, Protocol

from stance.records import Analysis

_COPY = 1 << 20


class Layout(NamedTuple):
    """How results are written.

    Attributes
    ----------
    stances : bool
        Whether a classifier ran: without one there are no stance fields.
    explain : bool
        Whether each quote carries its explanation.
    register : bool
        Whether speakers were linked to a register: tables then have columns for it.
    escape_formulas : bool
        Whether cells that a spreadsheet would run as formulas are written with an apostrophe before them.
    width : int
        Columns of the terminal.
    colour : bool
        Whether the terminal shows colours.
    language : str
        Of a page's headings: "en" or "ar".
    """

    stances: bool = True
    explain: bool = False
    register: bool = False
    escape_formulas: bool = True
    width: int = 100
    colour: bool = False
    language: str = "en"


class Format(Protocol):
    """An output format; what `encode` returns can be sent between processes."""

    def encode(self, analyses: Sequence[Analysis], layout: Layout) -> Any:
        """The piece of the output that holds `analyses`."""

    def join(self, pieces: Iterable[Any], stream: BinaryIO, layout: Layout) -> None:
        """Write the whole output, made of `pieces` in their order, to `stream`."""

    def merge(self, parts: Iterable[BinaryIO], stream: BinaryIO, layout: Layout) -> None:
        """Write to `stream` one output of several: `parts` are open files that `join` wrote, in their order."""


class Text:
    """The common part of formats whose pieces are bytes that follow each other."""

    def header(self, layout: Layout) -> bytes:
        """What stands before the first piece."""
        return b""

    def join(self, pieces: Iterable[bytes], stream: BinaryIO, layout: Layout) -> None:
        """Write the header and the pieces."""
        stream.write(self.header(layout))
        for piece in pieces:
            stream.write(piece)

    def merge(self, parts: Iterable[BinaryIO], stream: BinaryIO, layout: Layout) -> None:
        """Write the header, and of each part what follows its own."""
        header = self.header(layout)
        stream.write(header)
        for part in parts:
            part.seek(len(header))
            shutil.copyfileobj(part, stream, _COPY)
