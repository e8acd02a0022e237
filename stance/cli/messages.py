"""Messages to the user, on standard error, one line each; and on a terminal a line that shows how far the work is."""

from __future__ import annotations

import logging
import sys
import time

_CLEAR = "\r\x1b[K"


def tell(message: str) -> None:
    """A message; each of its lines begins with the program's name."""
    clear = _CLEAR if sys.stderr.isatty() else ""
    for line in message.splitlines():
        sys.stderr.write(clear + f"stance: {line}\n".encode("utf-8", "backslashreplace").decode("utf-8"))


def show_log() -> None:
    """Let the library's warnings be told as messages, and on a terminal its notes on how far it is."""
    logger = logging.getLogger("stance")
    if not any(isinstance(handler, _Teller) for handler in logger.handlers):
        logger.addHandler(_Teller())
        logger.setLevel(logging.INFO if sys.stderr.isatty() else logging.WARNING)
        logger.propagate = False


class Progress:
    """How many articles are done, at what rate, and how long the rest will take; silent where there is no terminal.

    Parameters
    ----------
    size
        Bytes of all inputs, or None where it is not known.
    """

    _EVERY = 0.2  # seconds

    def __init__(self, size: int | None) -> None:
        self._size = size
        self._read = 0
        self._start = self._shown = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def read(self, count: int) -> None:
        """`count` more bytes were read."""
        self._read += count

    def show(self, articles: int, failures: int) -> None:
        """Show that so many articles are done and so many failed."""
        now = time.monotonic()
        if not self._terminal or now - self._shown < self._EVERY:
            return
        self._shown = now
        sys.stderr.write(_CLEAR + progress_line(articles, failures, now - self._start, self._read, self._size))
        sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._terminal:
            sys.stderr.write(_CLEAR)


def progress_line(articles: int, failures: int, seconds: float, read: int, size: int | None) -> str:
    """The line that shows how far the work is."""
    parts = [f"{articles:,} articles", f"{articles / max(seconds, 1e-9):,.0f}/s"]
    if failures:
        parts.append(f"{failures:,} failed")
    if size and read:
        left = seconds * max(0.0, size / read - 1)
        parts += [f"{min(100, 100 * read // size)} %", f"{int(left) // 60}:{int(left) % 60:02d} left"]
    return ", ".join(parts)


class _Teller(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        tell(record.getMessage())
