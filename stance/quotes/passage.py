"""A document made ready for the constructions: its paragraphs, sentences, marked spans and cue candidates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from stance.quotes.cues import Attribution, Cue, attributions, forms, phrases
from stance.quotes.grammar import boilerplate, roles
from stance.quotes.marks import MARK_CHARACTERS, Marked, pair_marks
from stance.text.document import Document

TERMINATORS = frozenset(".!؟?…")
COMMAS = frozenset("،,؛;")


class Sentence(NamedTuple):
    """Tokens ``[start, end)`` without the closing stop; ``heading`` tells a title or a line with no stop.

    ``line_end`` is the token at which its line ends.
    """

    start: int
    end: int
    line_end: int
    heading: bool
    title: bool


class Candidate(NamedTuple):
    """A cue form, phrase or preposition of source at token `place`."""

    place: int
    cue: Cue | None
    attribution: Attribution | None


@cache
def _interest() -> frozenset[str]:
    return frozenset((*forms(), *phrases(), *attributions(), *MARK_CHARACTERS, *TERMINATORS, "\n"))


class Passage:
    """One document's structure, in token indices.

    Attributes
    ----------
    tokens : list of str
    roles : list of int
        Closed-class roles of each token (`stance.quotes.grammar`).
    sentences : list of Sentence
    candidates : list of Candidate
        In text order.
    marks : dict of int to Marked
        By the token of their opening mark, outermost spans only.
    closing : dict of int to Marked
        The same by the token of their closing mark.
    """

    __slots__ = ("_opens", "candidates", "closing", "document", "marks", "roles", "sentences", "tokens")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = tokens = document.tokens
        self.roles = list(map(roles().get, tokens, repeat(0)))
        self.marks: dict[int, Marked] = {}
        self.closing: dict[int, Marked] = {}
        self.sentences: list[Sentence] = []
        self.candidates: list[Candidate] = []
        interest = _interest()
        places = [index for index, token in enumerate(tokens) if token in interest]
        begin = 0
        paragraph: list[int] = []
        first = True
        for place in (*places, len(tokens)):
            if place == len(tokens) or tokens[place] == "\n":
                if place > begin:
                    self._read_paragraph(begin, place, paragraph, title=first)
                    first = False
                begin = place + 1
                paragraph = []
            else:
                paragraph.append(place)
        self._opens = sorted(self.marks)

    def _read_paragraph(self, begin: int, end: int, places: list[int], *, title: bool) -> None:
        tokens = self.tokens
        if any(self.follows(begin + 1, rest) for rest in boilerplate().get(tokens[begin], ())):
            return
        marked = pair_marks(self.document, [p for p in places if tokens[p] in MARK_CHARACTERS], end)
        self.marks.update((pair.open, pair) for pair in marked)
        self.closing.update((pair.close, pair) for pair in marked)
        start = begin
        spans = iter(marked)
        span = next(spans, None)
        stops = 0
        for place in places:
            while span and span.close <= place:
                span = next(spans, None)
            if tokens[place] in TERMINATORS:
                if not (span and span.closed and span.open < place) and self._ends_sentence(place, end):
                    self._add_sentence(start, place, end, heading=False, title=title)
                    start = place + 1
                    stops += 1
            elif tokens[place] in MARK_CHARACTERS:
                closes = span is None or span.open != place
                if closes and tokens[place - 1] in TERMINATORS and self._resumes(place + 1, end):
                    self._add_sentence(start, place + 1, end, heading=False, title=title)
                    start = place + 1
            else:
                self._add_candidate(place)
        self._add_sentence(start, end, end, heading=not stops, title=title)

    def _add_sentence(self, start: int, end: int, line_end: int, *, heading: bool, title: bool) -> None:
        while start < end and self.tokens[start] in TERMINATORS:
            start += 1
        if end > start:
            self.sentences.append(Sentence(start, end, line_end, heading, title))

    def _ends_sentence(self, place: int, end: int) -> bool:
        if place + 1 >= end:
            return True
        if self.document.adjacent(place + 1) and self.tokens[place + 1] not in MARK_CHARACTERS:
            # "12.5", "www.x", or a stop set without a blank before an Arabic word.
            before, after = self.tokens[place - 1], self.tokens[place + 1]
            arabic = before[0] > "\u0600" and after[0] > "\u0600" and before.isalpha() and after.isalpha()
            return (arabic and len(before) > 1) or after in TERMINATORS
        return not (
            self.tokens[place] == "."
            and place
            and len(self.tokens[place - 1]) == 1
            and self.tokens[place - 1].isalpha()
        )

    def _resumes(self, place: int, end: int) -> bool:
        """Whether a new sentence follows a closing mark that has a stop inside it."""
        return place < end and self.tokens[place] not in COMMAS and self.tokens[place] not in TERMINATORS

    def _add_candidate(self, place: int) -> None:
        token = self.tokens[place]
        for rest, cue in phrases().get(token, ()):
            if self.follows(place + 1, rest):
                self.candidates.append(Candidate(place, cue, None))
                return
        for attribution in attributions().get(token, ()):
            if self.follows(place + 1, attribution.rest):
                self.candidates.append(Candidate(place, None, attribution))
                return
        found = forms().get(token)
        if found:
            self.candidates.append(Candidate(place, found, None))

    def follows(self, place: int, words: tuple[str, ...]) -> bool:
        """Whether the tokens from `place` on are `words`."""
        return not words or tuple(self.tokens[place : place + len(words)]) == words

    def candidates_between(self, start: int, end: int) -> list[Candidate]:
        """The candidates at tokens ``[start, end)``."""
        first = bisect_left(self.candidates, start, key=attrgetter("place"))
        last = bisect_left(self.candidates, end, key=attrgetter("place"))
        return self.candidates[first:last]

    def marks_between(self, start: int, end: int) -> list[Marked]:
        """The marked spans that open at tokens ``[start, end)``."""
        opens = self._opens
        return [self.marks[place] for place in opens[bisect_left(opens, start) : bisect_left(opens, end)]]

    def inside(self, place: int) -> Marked | None:
        """The marked span whose inner part holds token `place`."""
        at = bisect_right(self._opens, place) - 1
        if at < 0:
            return None
        span = self.marks[self._opens[at]]
        return span if span.open < place < span.close else None

    def words_in(self, span: Marked) -> int:
        """How many words stand between the marks."""
        return sum(token[0].isalnum() for token in self.tokens[span.open + 1 : span.close])
