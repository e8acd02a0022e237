"""Messages to the user: on standard error, one line each."""

from __future__ import annotations

import logging
import sys


def tell(message: str) -> None:
    """One message, on one line."""
    sys.stderr.write(f"stance: {' '.join(message.splitlines())}\n".encode("utf-8", "backslashreplace").decode("utf-8"))


def show_log() -> None:
    """Let the library's warnings be told as messages."""
    logger = logging.getLogger("stance")
    if not any(isinstance(handler, _Teller) for handler in logger.handlers):
        logger.addHandler(_Teller())
        logger.setLevel(logging.INFO)
        logger.propagate = False


class _Teller(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        tell(record.getMessage())
