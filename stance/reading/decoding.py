"""Which encoding some bytes are in, and the bytes as text.

UTF-8 (with or without a byte order mark) and UTF-16 are known by their form. Of the single-byte encodings of Arabic,
charset-normalizer tells the likeliest; its answer is taken only where it makes the text mostly Arabic letters.
"""

from __future__ import annotations

import codecs
import logging
import re
from typing import Any

from stance.errors import InputError

SAMPLE = 1 << 16
"""Bytes that are looked at to recognise an encoding."""

MAX_CONTROLS = 0.02
"""The share of control bytes from which a file is no text (a stray zero byte at the end is met in the wild)."""

MAX_WRONG = 0.1
"""The share of wrong sequences, among those beyond ASCII, up to which a file is UTF-8 with damage."""

_TEXT_BYTES = bytes([*b"\t\n\f\r\x1b", *range(0x20, 0x100)])
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1256", "iso8859_6", "mac_arabic")
_ARABIC = re.compile("[\u0621-\u064a]{2,}")  # in runs: a single one may be an accented letter of French
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_CURE = "give its encoding with --encoding, or save it as UTF-8"

logger = logging.getLogger(__name__)


def recognise(sample: bytes) -> str:
    """The codec name of the encoding of `sample`, the first bytes of a file.

    Raises
    ------
    InputError
        The bytes are no text, or in an encoding that is not recognised.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if wide := _wide(sample):
        return wide
    if len(sample.translate(None, _TEXT_BYTES)) > MAX_CONTROLS * len(sample):
        raise InputError("is a binary file, not text; give a text file")
    if _is_utf8(sample):
        return "utf-8"
    return _single_byte(sample)


def decode(data: bytes, *, name: str, encoding: str | None = None) -> str:
    """`data` as text, in `encoding` or else the one that is recognised (and told, where it is not UTF-8).

    Raises
    ------
    InputError
        The bytes are not text in that encoding.
    """
    chosen = encoding or recognise_told(data[:SAMPLE], name=name)
    try:
        text = codecs.decode(data, chosen)
    except UnicodeDecodeError as error:
        raise InputError(f"is not {chosen} ({_where(error)}); {_CURE}") from error
    return text.removeprefix("\ufeff")


def recognise_told(sample: bytes, *, name: str) -> str:
    """As `recognise`, telling (by a warning of this module's logger) an encoding that is not UTF-8."""
    encoding = recognise(sample)
    if not encoding.startswith("utf-8"):
        label = {"cp1256": "windows-1256"}.get(encoding, encoding)
        logger.warning("%s: read as %s (if that is wrong, give --encoding)", name, label)
    return encoding


def check_encoding(name: str) -> str:
    """`name` if Python knows it as a text encoding.

    Raises
    ------
    InputError
        It does not.
    """
    try:
        codec: Any = codecs.lookup(name)
    except LookupError as error:
        raise InputError(f"--encoding {name}: unknown encoding; for example utf-8, utf-16 or windows-1256") from error
    if not getattr(codec, "_is_text_encoding", True):
        raise InputError(f"--encoding {name}: not an encoding of text; for example utf-8, utf-16 or windows-1256")
    return name


def _is_utf8(sample: bytes) -> bool:
    """Whether `sample` is UTF-8, if with a few wrong bytes: other encodings hardly ever form its sequences."""
    # incremental: the sample may end inside a letter
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(sample)
    wrong = text.count("\ufffd")
    return wrong == 0 or wrong < MAX_WRONG * len(_BEYOND_ASCII.findall(text))


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: known by its zero bytes, or by the Arabic block's high byte."""
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high.count(6) + high.count(0) > 0.9 * len(high) and _arabic_share(sample, encoding) > 0.5:
            return encoding
    return None


def _single_byte(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_SINGLE_BYTE)).best()
    for encoding in (best.encoding if best else "", *_SINGLE_BYTE):
        if encoding and _arabic_share(sample, encoding) > 0.5:
            return encoding
    raise InputError(f"is neither UTF-8 nor another encoding that is recognised; {_CURE}")


def _arabic_share(sample: bytes, encoding: str) -> float:
    """The share of Arabic among the letters beyond ASCII of `sample` read as `encoding`; 0 where it cannot be."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    return sum(map(len, _ARABIC.findall(text))) / max(1, len(_LETTER.findall(text)))


def _where(error: UnicodeDecodeError) -> str:
    return f"byte {error.object[error.start]:#04x} at {error.start}"
