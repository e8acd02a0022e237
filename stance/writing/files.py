"""Output files that are there whole or not at all."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from stance.errors import StanceError

_HALF = ".half"
_NAME = 100


class OutputError(StanceError):
    """An output that cannot be written; the message names it and the cure."""


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream to a new file beside `path`, which takes its place when the block ends without an error.

    Raises
    ------
    OutputError
        The file cannot be written (no such folder, no permission, disk full); `path` is as it was.
    """
    temporary = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:_NAME]}.", suffix=_HALF, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield cast(BinaryIO, stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())  # as an ordinary new file; mkstemp lets only the owner read
        temporary.replace(path)
        temporary = None
        _settle(path.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written ({reason}); choose another --output or make room") from error
    finally:
        if temporary:
            with suppress(OSError):
                temporary.unlink()


def new_folder(folder: Path) -> None:
    """Make `folder`, where it is not there yet.

    Raises
    ------
    OutputError
        It cannot be made.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror or error}); choose another --output") from error


def sweep(folder: Path, name: str = "") -> None:
    """Delete what a killed process left half written of `name` in `folder` (of any name, where it is left out)."""
    pattern = f".{glob.escape(name[:_NAME])}.*{_HALF}" if name else f".*{_HALF}"
    for path in folder.glob(pattern):
        with suppress(OSError):
            path.unlink()


def _settle(folder: Path) -> None:
    """Let the new name itself outlive a crash of the machine, where the file system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
