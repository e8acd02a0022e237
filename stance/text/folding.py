"""Folding: the view of a text that the rules match on, with a map back to the original offsets.

Folding takes away what Arabic spelling leaves open: diacritics, tatweel and invisible marks are dropped, the forms of
alef and final ya become one, Persian letters and presentation forms become their plain Arabic letters, odd spaces
become a blank, and so does the mark of a hashtag. A gap of blanks within a line becomes a line break: the page had
one there. Ta marbuta stays, for it tells gender (`name_key` folds it too, for comparing names).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from operator import add

from stance.records import Span

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_PRESENTATION = "\ufb50-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc"
_EDITS = f"[{_MARKS}{_INVISIBLE}\u0640{_PRESENTATION}]"
_EDITED = re.compile(f"({_EDITS}{_EDITS}*)")  # not "+": a pattern that begins with a plain set is searched for quicker
_COMBINING = re.compile(f"[{_MARKS}]+")
# One character for one, so no offset moves.
_GAP = re.compile(r"(?<=[^\n ]) {4,}(?=[^\n ])")
"""Blanks that stand where a page had parted its blocks: «… بغداد    أعلن …»."""
_ODD_SPACE = re.compile("[#\t\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LETTERS = (
    ("أ", "ا"),
    ("إ", "ا"),
    ("آ", "ا"),
    ("ٱ", "ا"),
    ("ى", "ي"),
    ("ی", "ي"),
    ("ک", "ك"),
    ("\u2028", "\n"),
    ("\u2029", "\n"),
)
_WORD = re.compile("[ء-غف-ي]+")
"""A word without anything that is dropped …"""
_WORD_LETTERS = tuple(pair for pair in _LETTERS if _WORD.fullmatch(pair[0]))
"""… and the letters in it that are written otherwise."""


class Folded:
    """A folded text and its map to the original.

    Attributes
    ----------
    original, text : str
        The text as given and as folded.
    """

    __slots__ = ("_at", "_from", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self._at: list[int] = []  # folded offsets at which the map jumps …
        self._from: list[int] = []  # … and the original offsets there; between two jumps it runs evenly
        pieces = _EDITED.split(original)
        text = self._join(pieces[::2], pieces[1::2]) if len(pieces) > 1 else original
        for letter, plain in _LETTERS:
            text = text.replace(letter, plain)
        text = _ODD_SPACE.sub(" ", text)
        self.text = _GAP.sub(_broken, text) if "    " in text else text

    def _join(self, kept: list[str], edited: list[str]) -> str:
        """The text of the `kept` pieces and of what becomes of the `edited` ones between them."""
        if max(map(max, edited)) < _PRESENTATION[0]:  # all of them are dropped
            self._at = list(accumulate(map(len, kept[:-1])))
            self._from = list(map(add, self._at, accumulate(map(len, edited))))
            return "".join(kept)
        pieces: list[str] = []
        length = start = 0
        for before, run in zip(kept, edited, strict=False):
            pieces.append(before)
            length += len(before)
            start += len(before)
            for letter in run:
                expansion = _expansion(letter)
                pieces.append(expansion)
                for _ in expansion:
                    self._at.append(length)
                    self._from.append(start)
                    length += 1
                start += 1
                self._at.append(length)
                self._from.append(start)
        return "".join((*pieces, kept[-1]))

    def original_offset(self, offset: int) -> int:
        """The original offset of the folded character at `offset`."""
        jump = bisect_right(self._at, offset) - 1
        return offset if jump < 0 else self._from[jump] + offset - self._at[jump]

    def folded_offset(self, offset: int) -> int:
        """The folded offset of the *original* `offset`; of a dropped character, where the next one stands."""
        jump = bisect_right(self._from, offset) - 1
        if jump < 0:
            return min(offset, self._at[0]) if self._at else offset
        here = self._at[jump] + offset - self._from[jump]
        return min(here, self._at[jump + 1]) if jump + 1 < len(self._at) else here

    def original_span(self, start: int, end: int) -> Span:
        """The original span of the folded ``text[start:end]``, with the diacritics on its last letter."""
        if not self._at:
            return Span(start, end)
        if end <= start:
            here = min(self.original_offset(start), len(self.original))
            return Span(here, here)
        first, last = self.original_offset(start), self.original_offset(end - 1) + 1
        marks = _COMBINING.match(self.original, last)
        return Span(first, marks.end() if marks else last)


def _broken(gap: re.Match[str]) -> str:
    """A gap as long as it is, with a line break at its end."""
    return " " * (len(gap[0]) - 1) + "\n"


def _expansion(letter: str) -> str:
    """What a presentation form stands for; of a diacritic or invisible mark, nothing."""
    expansion = unicodedata.normalize("NFKC", letter)
    return "" if expansion == letter else _EDITED.sub("", expansion).replace("\n", " ")


def fold(text: str) -> str:
    """`text` folded, without a map: for words of a lexicon and for comparison."""
    if not _WORD.fullmatch(text):
        return Folded(text).text
    for letter, plain in _WORD_LETTERS:
        text = text.replace(letter, plain)
    return text


_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """A name as one compares it: folded, ta marbuta and hamza seats too, without marks, one blank between words."""
    key = fold(name).replace("ة", "ه").replace("ؤ", "و").replace("ئ", "ي")
    return _NOT_WORD.sub(" ", key).strip()
