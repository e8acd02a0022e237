"""Folding: the view of a text that the rules match on, with a map back to the original offsets.

Folding takes away what Arabic spelling leaves open: diacritics, tatweel and invisible marks are dropped, the forms of
alef and final ya become one, Persian letters and presentation forms become their plain Arabic letters, odd spaces
become a blank. Ta marbuta stays, for it tells gender (`name_key` folds it too, for comparing names).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from stance.records import Span

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_PRESENTATION = "\ufb50-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc"
_EDITED = re.compile(f"[{_MARKS}{_INVISIBLE}\u0640]+|[{_PRESENTATION}]")
_COMBINING = re.compile(f"[{_MARKS}]+")
_ODD_SPACE = re.compile(r"[^\S\n ]")  # one character for one, so no offset moves
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
        self.text = _fold_letters(self._drop(original) if _EDITED.search(original) else original)

    def _drop(self, original: str) -> str:
        pieces: list[str] = []
        length = last = 0
        for match in _EDITED.finditer(original):
            start, end = match.span()
            pieces.append(original[last:start])
            length += start - last
            expansion = unicodedata.normalize("NFKC", match[0]) if end == start + 1 else ""
            expansion = "" if expansion == match[0] else _EDITED.sub("", expansion).replace("\n", " ")
            for _ in expansion:
                self._at.append(length)
                self._from.append(start)
                length += 1
            pieces.append(expansion)
            self._at.append(length)
            self._from.append(end)
            last = end
        pieces.append(original[last:])
        return "".join(pieces)

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


def _fold_letters(text: str) -> str:
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    return _ODD_SPACE.sub(" ", text)


def fold(text: str) -> str:
    """`text` folded, without a map: for words of a lexicon and for comparison."""
    return Folded(text).text


_NOT_WORD = re.compile(r"[\W_]+")


def name_key(name: str) -> str:
    """A name as one compares it: folded, ta marbuta and hamza seats too, without marks, one blank between words."""
    key = fold(name).replace("ة", "ه").replace("ؤ", "و").replace("ئ", "ي")
    return _NOT_WORD.sub(" ", key).strip()
