"""Inputs as a user names them (files, folders, globs, standard input) into a stream of articles.

A new input format is one reader (a function from a `Source` to articles and failures) and one row in `FORMATS`.
"""

from __future__ import annotations

import glob
import gzip
import hashlib
import importlib
import io
import logging
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from stance.errors import InputError
from stance.reading.identifiers import Identifiers
from stance.reading.source import Failure, Source
from stance.records import Article

Reader = Callable[[Source], Iterator[Article | Failure]]

FORMATS = {
    ".txt": "stance.reading.plain:read_plain",
    ".html": "stance.reading.html:read_html",
    ".htm": "stance.reading.html:read_html",
    ".jsonl": "stance.reading.jsonl:read_jsonl",
    ".csv": "stance.reading.csv_articles:read_csv",
    ".parquet": "stance.reading.parquet:read_parquet",
}
"""Suffix → reader, by name: a reader and what it imports are loaded when a file needs them."""

STANDARD_INPUT = "-"
_GZIP = b"\x1f\x8b"
_BUFFER = 1 << 16

FREE_BYTES = 1 << 26
"""Bytes that a gzip file may unpack to whatever its size."""

MAX_RATIO = 100
"""How many times its size a gzip file may unpack to beyond `FREE_BYTES`."""

logger = logging.getLogger(__name__)


def read_articles(
    inputs: Iterable[str], *, encoding: str | None = None, meter: Callable[[int], None] | None = None
) -> Iterator[Article | Failure]:
    """The articles of `inputs` in their order, and a failure for each input, or line of one, that gave none.

    Parameters
    ----------
    inputs
        Paths of files and folders (searched in depth, in the order of names), glob patterns, or "-".
    encoding
        Of all inputs; left out, each file's own is recognised.
    meter
        Called with the number of bytes whenever some were read from a file.

    Yields
    ------
    Article or Failure
        No two articles have the same id: one met again gets "#2", "#3" … (told by this module's logger).
    """
    identifiers = Identifiers()
    for name in inputs:
        for path in _expand(name):
            if isinstance(path, Failure):
                yield path
                continue
            for item in _read(path, encoding, meter):
                yield identifiers.own(item) if isinstance(item, Article) else item
    identifiers.tell()


class Survey(NamedTuple):
    """What inputs are before they are read: `size` in bytes (None where it cannot be known), and a digest of it all."""

    size: int | None
    digest: str


def survey(inputs: Iterable[str]) -> Survey:
    """The names, sizes and times of change of all files of `inputs`: whether they are those of an earlier run."""
    digest = hashlib.sha256()
    size: int | None = 0
    for name in inputs:
        for path in _expand(name, told=False):
            if isinstance(path, Failure):
                digest.update(str(path).encode("utf-8", "surrogatepass"))
            elif path == STANDARD_INPUT or not Path(path).is_file():
                size = None
                digest.update(path.encode("utf-8", "surrogatepass"))
            else:
                status = Path(path).stat()
                size = None if size is None else size + status.st_size
                digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
    return Survey(size, digest.hexdigest())


class _Metered(io.FileIO):
    """A file that tells how much was read of it."""

    def __init__(self, name: str, meter: Callable[[int], None] | None) -> None:
        super().__init__(name, "rb")
        self._meter = meter

    def readinto(self, buffer: Any) -> int:
        count = super().readinto(buffer) or 0
        if self._meter:
            self._meter(count)
        return count


def known_suffix(path: Path) -> str | None:
    """The suffix by which `FORMATS` knows `path` (".gz" after it does not count)."""
    name = path.name.lower().removesuffix(".gz")
    return next((suffix for suffix in FORMATS if name.endswith(suffix)), None)


def _expand(name: str, *, told: bool = True) -> Iterator[str | Failure]:
    """The files that `name` stands for; with `told` false no warning is logged."""
    path = Path(name)
    if name == STANDARD_INPUT or path.is_file():
        yield name
    elif path.is_dir():
        yield from _folder(path, told)
    elif path.exists():  # a named pipe, as shells make of <(…)
        yield name
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not matches:
            yield Failure(name, None, "matches no file; correct the pattern")
        for match in matches:
            yield from _expand(match, told=told)
    else:
        yield Failure(name, None, "no such file or folder; correct the path")


def _folder(folder: Path, told: bool) -> Iterator[str | Failure]:
    """The files of a known format in `folder` and the folders in it, but for hidden ones."""
    found = passed = 0
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or not path.is_file():
            continue
        if known_suffix(path):
            found += 1
            yield str(path)
        else:
            passed += 1
    if passed and told:
        logger.warning("%s: passed over %d files of other formats (read are %s)", folder, passed, _suffixes())
    if not found:
        yield Failure(str(folder), None, f"holds no file of a known format ({_suffixes()})")


def _read(name: str, encoding: str | None, meter: Callable[[int], None] | None) -> Iterator[Article | Failure]:
    """The articles of one file; whatever goes wrong with it is a failure."""
    try:
        if name == STANDARD_INPUT:
            yield from _standard_input(encoding)
            return
        suffix = known_suffix(Path(name))
        if suffix is None:
            kind = f'"{Path(name).suffix}" is' if Path(name).suffix else "no suffix is"
            raise InputError(f"{kind} no known format ({_suffixes()}); rename it, or give it on standard input with -")
        with io.BufferedReader(_Metered(name, meter), _BUFFER) as stream:
            yield from reader_of(suffix)(Source(name, _unpacked(stream), encoding))
    except InputError as error:
        yield Failure(name, None, str(error))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield Failure(name, None, f"is a damaged gzip file ({error}); make it again")
    except OSError as error:
        yield Failure(name, None, f"cannot be read ({error.strerror or error}); correct the path or the permissions")


def _standard_input(encoding: str | None) -> Iterator[Article | Failure]:
    """Standard input: JSON Lines where it begins with a brace, else one plain text."""
    stream = _unpacked(sys.stdin.buffer)
    begin = stream.peek(_BUFFER)[:256].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    suffix = ".jsonl" if begin.startswith(b"{") else ".txt"
    yield from reader_of(suffix)(Source("standard input", stream, encoding))


def _unpacked(opened: BinaryIO) -> io.BufferedReader:
    """What is `opened`, or what it holds where it is compressed."""
    stream = cast(io.BufferedReader, opened)
    if stream.peek(2)[:2] != _GZIP:
        return stream
    return io.BufferedReader(_Unzipped(stream), _BUFFER)


class _Unzipped(io.RawIOBase):
    """A gzip stream that is refused when it swells like a bomb: text swells tenfold, zeros a thousandfold."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._packed = _Passed(stream)
        self._plain = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed))
        self._length = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._plain.read(len(buffer))
        buffer[: len(data)] = data
        self._length += len(data)
        if self._length > FREE_BYTES and self._length > MAX_RATIO * self._packed.length:
            raise InputError(
                f"unpacks to more than {MAX_RATIO} times its size, as no text does; if it is sound, unpack it first"
            )
        return len(data)


class _Passed:
    """A stream that counts what is read of it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.length = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.length += len(data)
        return data


def reader_of(suffix: str) -> Reader:
    """The reader of the files that end in `suffix`, a key of `FORMATS`."""
    module, function = FORMATS[suffix].split(":")
    return cast(Reader, getattr(importlib.import_module(module), function))


def _suffixes() -> str:
    return ", ".join(FORMATS)
