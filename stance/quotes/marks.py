"""Quotation marks: which open, which close, which nest.

Marks are paired within a paragraph, so that an unpaired one spoils at most its own. Spacing decides where a mark may
both open and close (the straight one; “ and ” in sloppy text); where spacing does not tell, a mark closes what is open.
"""

from __future__ import annotations

from typing import NamedTuple

from stance.text.document import Document

OPENING = frozenset("«“„《‹")
CLOSING = frozenset("»”‟》›")
NEUTRAL = frozenset("\"″＂'")
MARK_CHARACTERS = OPENING | CLOSING | (NEUTRAL - {"'"})


class Marked(NamedTuple):
    """Tokens from an opening mark to its closing one; `close` is the paragraph's end where it never closes."""

    open: int
    close: int
    closed: bool


def pair_marks(document: Document, places: list[int], end: int) -> list[Marked]:
    """The outermost marked spans among the mark tokens at `places` of one paragraph that ends at token `end`.

    A mark that never closes reaches to the end of its sentence, so that what follows can still be read.
    """
    tokens = document.tokens
    stack: list[int] = []
    spans: list[Marked] = []
    for place in places:
        if _opens(document, place, len(stack)):
            stack.append(place)
        elif stack:
            start = stack.pop()
            if not stack:
                spans.append(Marked(start, place, True))
        elif tokens[place] in OPENING and tokens[place + 1 : place + 2] not in _PAUSES:
            stack.append(place)  # but for a stray closing mark: «… الجنوبية". وأضاف»
    if stack:
        stop = next((p for p in range(stack[0] + 1, end) if tokens[p] in ".؟?!" and not document.adjacent(p + 1)), end)
        spans.append(Marked(stack[0], stop, False))
    return spans


def goes_on(document: Document, places: list[int], end: int, further: list[int]) -> bool:
    """Whether the quotation left open by the marks at `places` of a paragraph that ends at token `end` goes on below.

    It does where the first of the next paragraph's marks, `further`, can only close, and their number is odd.
    """
    if len(further) % 2 == 0 or len(places) % 2 == 0:
        return False
    open_ = pair_marks(document, places, end)[-1:]
    return bool(open_) and not open_[0].closed and further[0] > end + 1 and not _opens(document, further[0], 1)


def _opens(document: Document, place: int, depth: int) -> bool:
    mark = document.tokens[place]
    before = not document.adjacent(place) or document.tokens[place - 1] in _JOINED
    after = place + 1 < len(document.tokens) and document.adjacent(place + 1) and _is_word(document.tokens[place + 1])
    if mark in OPENING and mark != "“":
        return True
    if not depth:
        return not (mark in CLOSING and not after and document.adjacent(place))
    if mark in CLOSING:
        return False
    if mark == "“" and not document.adjacent(place) and after:
        return True
    return before and after and place + 1 < len(document.tokens) and document.tokens[place + 1][0].isalnum()


def _is_word(token: str) -> bool:
    return token[0].isalnum() or token[0] in "(@[" or token in MARK_CHARACTERS


_PAUSES = tuple([mark] for mark in ".،,؛\n")
_JOINED = frozenset(":،,(-–—ـوبلفك")
