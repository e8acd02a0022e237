"""A text as the rules see it: folded, in tokens, with their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from stance.records import Span
from stance.text.folding import Folded

_TOKEN = re.compile(r"([ء-ي]+[^\W\d]*|[^\w\s]|\n|\d+|[^\W\d]+)")  # the first branch is the last one's quick case


class Document:
    """Folded tokens of one text and the way back to its original offsets.

    Attributes
    ----------
    folded : Folded
    tokens : list of str
        Words, single punctuation characters and newlines, in the folded spelling.
    """

    __slots__ = ("_bounds", "folded", "tokens")

    def __init__(self, text: str) -> None:
        self.folded = Folded(text)
        pieces = _TOKEN.split(self.folded.text)  # what is between the tokens, and the tokens, in turn
        self.tokens = pieces[1::2]
        self._bounds = list(accumulate(map(len, pieces)))  # folded offsets: start and end of each token, in turn

    def start(self, index: int) -> int:
        """Folded offset at which token `index` begins."""
        return self._bounds[2 * index]

    def end(self, index: int) -> int:
        """Folded offset at which token `index` ends."""
        return self._bounds[2 * index + 1]

    def adjacent(self, index: int) -> bool:
        """Whether token `index` touches the token before it, with no blank between."""
        bounds = self._bounds
        return 0 < index < len(self.tokens) and bounds[2 * index - 1] == bounds[2 * index]

    def span(self, first: int, last: int, *, skip: int = 0) -> Span:
        """Original span from token `first` to before token `last`, less `skip` letters (a clitic) at its start."""
        bounds = self._bounds
        if last <= first:
            here = bounds[min(2 * first, len(bounds) - 1)]
            return self.folded.original_span(here, here)
        return self.folded.original_span(bounds[2 * first] + skip, bounds[2 * last - 1])

    def text(self, first: int, last: int) -> str:
        """Folded text from token `first` to before token `last`."""
        return self.folded.text[self._bounds[2 * first] : self._bounds[2 * last - 1]] if last > first else ""

    def token_at(self, offset: int) -> int:
        """Index of the token that holds, or else first follows, the *original* `offset`."""
        return bisect_right(self._bounds, self.folded.folded_offset(offset)) // 2
