"""A document made ready for the constructions: its paragraphs, sentences, marked spans and cue candidates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from stance.quotes.cues import Attribution, Cue, attributions, forms, phrases
from stance.quotes.grammar import boilerplate, roles
from stance.quotes.marks import MARK_CHARACTERS, Marked, goes_on, pair_marks
from stance.speakers.words import places_of_names
from stance.text.document import Document

TERMINATORS = frozenset(".!؟?…")
COMMAS = frozenset("،,؛;")
DASHES = frozenset("–—")
"""Dashes that part an apposition, not words written together (-)."""


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


class _Opening(NamedTuple):
    """What a word can open: entries of further words, cue and attribution, in the order in which they are tried.

    ``longer`` has, by the second word, all entries that can hold before it; ``alone`` those that hold before any other.
    """

    alone: tuple[_Entry, ...]
    longer: dict[str, tuple[_Entry, ...]]


_Entry = tuple[tuple[str, ...], Cue | None, Attribution | None]
_LINE, _STOP, _MARK = "line", "stop", "mark"


@cache
def _table() -> dict[str, str | _Opening]:
    """What ends a line or sentence, quotation marks, and what words can open: phrases before single forms."""
    entries: dict[str, list[_Entry]] = {}
    for first, cues in phrases().items():
        entries.setdefault(first, []).extend((rest, cue, None) for rest, cue in cues)
    for first, found in attributions().items():
        entries.setdefault(first, []).extend((one.rest, None, one) for one in found)
    for form, cue in forms().items():
        entries.setdefault(form, []).append(((), cue, None))
    table: dict[str, str | _Opening] = {word: _opening(found) for word, found in entries.items()}
    table.update(dict.fromkeys(TERMINATORS, _STOP) | dict.fromkeys(MARK_CHARACTERS, _MARK) | {"\n": _LINE})
    return table


def _opening(entries: list[_Entry]) -> _Opening:
    longer = {
        second: tuple(entry for entry in entries if entry[0][:1] in ((), (second,)))
        for second in {rest[0] for rest, _, _ in entries if rest}
    }
    return _Opening(tuple(entry for entry in entries if not entry[0]), longer)


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
    names : frozenset of int
        Tokens of names that look like function words: بان كي مون.
    closing : dict of int to Marked
        The same by the token of their closing mark.
    """

    __slots__ = ("_opens", "candidates", "closing", "document", "marks", "names", "roles", "sentences", "tokens")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = tokens = document.tokens
        self.roles = list(map(roles().get, tokens, repeat(0)))
        self.names = frozenset(places_of_names(document))
        for place in self.names:
            self.roles[place] = 0
        self.marks: dict[int, Marked] = {}
        self.closing: dict[int, Marked] = {}
        self.sentences: list[Sentence] = []
        self.candidates: list[Candidate] = []
        paragraph: list[int] = []
        marks: list[int] = []
        begin = 0
        title = True
        links = False  # a line that announces links was the last one but for those
        meanings = list(map(_table().get, tokens))
        for place, meaning in enumerate((*meanings, _LINE)):
            if meaning is None:
                continue
            if meaning is not _LINE:
                paragraph.append(place)
                if meaning is _MARK:
                    marks.append(place)
                continue
            if marks and not title and goes_on(document, marks, place, self._marks_of_line(place + 1, meanings)):
                continue
            if place > begin:
                opening = self._past_opening(begin)
                links = opening == place if opening > begin else links and not self._stops(place, meanings)
                if opening == begin and not links:
                    self._read_paragraph(begin, place, meanings, paragraph, marks, title=title)
                title = False
            begin = place + 1
            paragraph, marks = [], []
        self._opens = sorted(self.marks)

    def _past_opening(self, begin: int) -> int:
        """The token behind the words that show that the line from `begin` is no part of the article; else `begin`."""
        openings = boilerplate().get(self.tokens[begin], ())
        longest = max((len(rest) + 1 for rest in openings if self.follows(begin + 1, rest)), default=0)
        return begin + longest

    def _stops(self, end: int, meanings: list[str | _Opening | None]) -> bool:
        """Whether the line that ends at token `end` ends with a stop, which the line of a link does not."""
        return meanings[end - 1] is _STOP or (meanings[end - 1] is _MARK and meanings[end - 2] is _STOP)

    def _marks_of_line(self, begin: int, meanings: list[str | _Opening | None]) -> list[int]:
        """The mark tokens of the line that begins at `begin`."""
        end = next((at for at in range(begin, len(meanings)) if meanings[at] is _LINE), len(meanings))
        return [at for at in range(begin, end) if meanings[at] is _MARK]

    def _read_paragraph(
        self,
        begin: int,
        end: int,
        meanings: list[str | _Opening | None],
        places: list[int],
        marks: list[int],
        *,
        title: bool,
    ) -> None:
        tokens = self.tokens
        marked = pair_marks(self.document, marks, end) if marks else ()
        for pair in marked:
            self.marks[pair.open] = self.closing[pair.close] = pair
        start = begin
        spans = iter(marked)
        span = next(spans, None)
        stops = 0
        for place in places:
            while span and span.close <= place:
                span = next(spans, None)
            meaning = meanings[place]
            if meaning is _STOP:
                if not (span and span.closed and span.open < place) and self._ends_sentence(place, end):
                    self._add_sentence(start, place, end, heading=False, title=title)
                    start = place + 1
                    stops += 1
            elif meaning is _MARK:
                closes = span is None or span.open != place
                if closes and tokens[place - 1] in TERMINATORS and self._resumes(place + 1, end):
                    self._add_sentence(start, place + 1, end, heading=False, title=title)
                    start = place + 1
            elif isinstance(meaning, _Opening):
                self._add_candidate(place, meaning)
        self._add_sentence(start, end, end, heading=title or not stops, title=title)

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
            closed = before in MARK_CHARACTERS and after[0] > "\u0600"
            return closed or (arabic and len(before) > 1) or after in TERMINATORS
        return not (
            self.tokens[place] == "."
            and place
            and len(self.tokens[place - 1]) == 1
            and self.tokens[place - 1].isalpha()
        )

    def _resumes(self, place: int, end: int) -> bool:
        """Whether a new sentence follows a closing mark that has a stop inside it."""
        return place < end and self.tokens[place] not in COMMAS and self.tokens[place] not in TERMINATORS

    def _add_candidate(self, place: int, opening: _Opening) -> None:
        entries = opening.alone
        if opening.longer and place + 1 < len(self.tokens):
            entries = opening.longer.get(self.tokens[place + 1], entries)
        for rest, cue, attribution in entries:
            if self.follows(place + 1, rest):
                self.candidates.append(Candidate(place, cue, attribution))
                return

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

    def parted(self, place: int) -> bool:
        """Whether a comma or mark stands right before token `place`, or nothing."""
        before = self.tokens[place - 1] if place else "\n"
        return before in COMMAS or before in MARK_CHARACTERS or before == "\n"

    def words_in(self, span: Marked) -> int:
        """How many words stand between the marks."""
        return sum(token[0].isalnum() for token in self.tokens[span.open + 1 : span.close])
