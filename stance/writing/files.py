"""Output files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from stance.errors import StanceError


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
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield cast(BinaryIO, stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())  # as an ordinary new file; mkstemp lets only the owner read
        temporary.replace(path)
        temporary = None
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written ({reason}); choose another --output or make room") from error
    finally:
        if temporary:
            with suppress(OSError):
                temporary.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
