"""A text as the rules see it: folded, in tokens, with their places."""

from __future__ import annotations

import re
from bisect import bisect_right

from stance.records import Span
from stance.text.folding import Folded

_TOKEN = re.compile(r"[^\W\d]+|\d+|[^\w\s]|\n")


class Document:
    """Folded tokens of one text and the way back to its original offsets.

    Attributes
    ----------
    folded : Folded
    tokens : list of str
        Words, single punctuation characters and newlines, in the folded spelling.
    """

    __slots__ = ("_matches", "folded", "tokens")

    def __init__(self, text: str) -> None:
        self.folded = Folded(text)
        self._matches = list(_TOKEN.finditer(self.folded.text))
        self.tokens = [match[0] for match in self._matches]

    def start(self, index: int) -> int:
        """Folded offset at which token `index` begins."""
        return self._matches[index].start()

    def end(self, index: int) -> int:
        """Folded offset at which token `index` ends."""
        return self._matches[index].end()

    def adjacent(self, index: int) -> bool:
        """Whether token `index` touches the token before it, with no blank between."""
        return 0 < index < len(self._matches) and self._matches[index - 1].end() == self._matches[index].start()

    def span(self, first: int, last: int, *, skip: int = 0) -> Span:
        """Original span from token `first` to before token `last`, less `skip` letters (a clitic) at its start."""
        if last <= first:
            here = self._matches[first].start() if first < len(self._matches) else len(self.folded.text)
            return self.folded.original_span(here, here)
        return self.folded.original_span(self._matches[first].start() + skip, self._matches[last - 1].end())

    def text(self, first: int, last: int) -> str:
        """Folded text from token `first` to before token `last`."""
        return self.folded.text[self._matches[first].start() : self._matches[last - 1].end()] if last > first else ""

    def token_at(self, offset: int) -> int:
        """Index of the token that holds, or else first follows, the *original* `offset`."""
        return bisect_right(self._matches, self.folded.folded_offset(offset), key=re.Match.end)
