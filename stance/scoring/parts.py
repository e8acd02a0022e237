"""A long run in parts: each is there whole or not at all, a manifest tells which are done, and a run can be resumed.

The folder of parts holds ``part-00000.jsonl`` … (as the format calls them), ``failures-00000.jsonl`` … where articles
of a part failed, and ``manifest.json``. For a part they are written in this order, each beside its place and renamed,
so that a run may end at any moment: what the manifest names is whole, what it does not name is made again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from stance.errors import InputError
from stance.reading.source import Failure
from stance.scoring.scorer import Batch, Piece, batches
from stance.writing.files import new_folder, sweep, whole_file
from stance.writing.format import Format, Layout

MANIFEST, FAILURES = "manifest.json", "failures.jsonl"
PART_SIZE = 2_000
"""Articles in a part."""

Engine = Callable[[Iterable[Batch]], Iterable[Piece]]


class Totals(NamedTuple):
    """What a run, or a part of it, did."""

    articles: int = 0
    quotes: int = 0
    failures: int = 0

    def plus(self, other: Totals) -> Totals:
        """Both together."""
        return Totals(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Part(NamedTuple):
    """A part that is done, as the manifest names it; `sha256` is that of its file."""

    name: str
    sha256: str
    totals: Totals


class Parts:
    """The folder of parts of one run.

    Parameters
    ----------
    folder
        Made when the first part is done.
    suffix
        Of the part files.
    settings
        All that the output depends on, as plain values. A run with other settings cannot be resumed.
    resume
        Go on with what is in the folder.

    Raises
    ------
    InputError
        The folder holds a run and `resume` is false, or a run with other settings.
    """

    def __init__(self, folder: Path, *, suffix: str, settings: dict[str, Any], resume: bool) -> None:
        self.folder = folder
        self._suffix = suffix
        self._settings = cast(dict[str, Any], json.loads(json.dumps(settings)))
        self.done: list[Part] = []
        self.complete = False
        if resume:
            sweep(folder)
        if (folder / MANIFEST).exists():
            if not resume:
                raise InputError(f"{folder}: holds an earlier run; --resume goes on with it, or delete the folder")
            self._load()
        elif folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()) and not resume:
            raise InputError(f"{folder}: is not empty; choose another --output, or delete the folder")

    @property
    def totals(self) -> Totals:
        """Of all parts that are done."""
        total = Totals()
        for part in self.done:
            total = total.plus(part.totals)
        return total

    def run(
        self, items: Iterable[Any], engine: Engine, chosen: Format, layout: Layout, *, size: int = PART_SIZE
    ) -> Iterator[Piece]:
        """Score `items` part by part, but for the parts that are done; each piece is passed on when it is in a part.

        Raises
        ------
        OutputError
            A part cannot be written.
        """
        if self.complete:
            return
        pieces = engine(batches(items, part_size=size, first=len(self.done)))
        for number, group in groupby(pieces, key=lambda piece: piece.part):
            kept: list[Piece] = []
            self._write(number, _outputs(group, kept), kept, chosen, layout)
            yield from kept
        if not self.done:
            self._write(0, iter(()), [], chosen, layout)
        self._finish()

    def merge(self, path: Path, chosen: Format, layout: Layout) -> None:
        """Make the one file `path` of all parts, and ``….failures.jsonl`` beside it where there are any.

        Then the parts are deleted.
        """
        sweep(path.parent, path.name)
        with whole_file(path) as stream:
            chosen.merge(self._opened([part.name for part in self.done]), stream, layout)
        failures = path.with_name(f"{path.name}.{FAILURES}")
        if self.totals.failures:
            with whole_file(failures) as stream, (self.folder / FAILURES).open("rb") as source:
                shutil.copyfileobj(source, stream)
        else:
            failures.unlink(missing_ok=True)
        shutil.rmtree(self.folder)

    def _write(self, number: int, outputs: Iterator[Any], kept: list[Piece], chosen: Format, layout: Layout) -> None:
        new_folder(self.folder)
        name = f"part-{number:05d}{self._suffix}"
        with whole_file(self.folder / name) as stream:
            chosen.join(outputs, stream, layout)
        failures = [failure for piece in kept for failure in piece.failures]
        if failures:
            with whole_file(self.folder / _failures(number)) as stream:
                stream.writelines(map(failure_line, failures))
        totals = Totals(sum(piece.articles for piece in kept), sum(piece.quotes for piece in kept), len(failures))
        self.done.append(Part(name, _sha256(self.folder / name), totals))
        self._save()

    def _finish(self) -> None:
        numbers = [number for number, part in enumerate(self.done) if part.totals.failures]
        with whole_file(self.folder / FAILURES) as stream:
            for source in self._opened(map(_failures, numbers)):
                shutil.copyfileobj(source, stream)
        self.complete = True
        self._save()
        for number in numbers:
            (self.folder / _failures(number)).unlink(missing_ok=True)

    def _opened(self, names: Iterable[str]) -> Iterator[BinaryIO]:
        for name in names:
            with (self.folder / name).open("rb") as stream:
                yield stream

    def _save(self) -> None:
        manifest = {
            "format": 1,
            "complete": self.complete,
            "settings": self._settings,
            "totals": self.totals._asdict(),
            "parts": [{"name": part.name, "sha256": part.sha256, **part.totals._asdict()} for part in self.done],
        }
        with whole_file(self.folder / MANIFEST) as stream:
            stream.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))

    def _load(self) -> None:
        path = self.folder / MANIFEST
        try:
            manifest = json.loads(path.read_bytes())
            settings, parts, complete = manifest["settings"], manifest["parts"], bool(manifest["complete"])
            done = [
                Part(row["name"], row["sha256"], Totals(row["articles"], row["quotes"], row["failures"]))
                for row in parts
            ]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}: is no manifest of a run ({error}); delete the folder and begin anew") from error
        different = sorted(
            name for name in {*settings, *self._settings} if settings.get(name) != self._settings.get(name)
        )
        if different:
            raise InputError(
                f"{path}: the run there had another {', '.join(different)}; resume with the same, or delete the folder"
            )
        for number, part in enumerate(done):  # a part that was altered or lost is made again, and those after it
            if part.name != f"part-{number:05d}{self._suffix}" or not self._is_whole(number, part, complete):
                done = done[:number]
                if complete:
                    self._take_apart(done)
                complete = False
                break
        self.done, self.complete = done, complete

    def _take_apart(self, done: Iterable[Part]) -> None:
        """Make the failures of each part again out of those of the whole run."""
        with (self.folder / FAILURES).open("rb") as source:
            for number, part in enumerate(done):
                if part.totals.failures:
                    with whole_file(self.folder / _failures(number)) as stream:
                        stream.writelines(islice(source, part.totals.failures))

    def _is_whole(self, number: int, part: Part, complete: bool) -> bool:
        path = self.folder / part.name
        if not path.is_file() or _sha256(path) != part.sha256:
            return False
        return not part.totals.failures or complete or (self.folder / _failures(number)).is_file()


def failure_line(failure: Failure) -> bytes:
    """`failure` as a line of ``failures.jsonl``."""
    return (json.dumps(failure._asdict(), ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _outputs(pieces: Iterable[Piece], kept: list[Piece]) -> Iterator[Any]:
    """The outputs of `pieces`; what else the pieces tell goes to `kept`."""
    for piece in pieces:
        kept.append(piece._replace(output=None))
        yield piece.output


def _failures(number: int) -> str:
    return f"failures-{number:05d}.jsonl"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
