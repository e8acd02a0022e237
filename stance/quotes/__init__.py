"""Finding quotes: cues, marks, constructions and where the content ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from stance.quotes.constructions import read_candidate
from stance.quotes.contents import finish
from stance.quotes.cues import PARTICIPLE, SAYING, TRAP, VERB
from stance.quotes.drafts import Draft, follows_before
from stance.quotes.grammar import ASIDE, LINK, SUBORDINATE, TITLING
from stance.quotes.headings import read_heading
from stance.quotes.marks import MARK_CHARACTERS
from stance.quotes.passage import COMMAS, Candidate, Passage, Sentence
from stance.quotes.sources import source_around
from stance.records import Quote
from stance.text.document import Document

LONE_WORDS = 6
"""Words from which on a marked span without a cue is a quote (137 of 137 such spans in the survey's articles)."""


def find_quotes(document: Document) -> list[Quote]:
    """The quotes of `document`, in the order of their contents."""
    passage = Passage(document)
    found: list[tuple[Draft, Quote]] = []
    candidates = passage.candidates
    position = 0
    covered = 0
    for sentence in passage.sentences:
        if sentence.start < covered:
            continue
        while position < len(candidates) and candidates[position].place < sentence.start:
            position += 1
        first = position
        while position < len(candidates) and candidates[position].place < sentence.end:
            position += 1
        drafts = _read_sentence(passage, sentence, candidates[first:position])
        line_end = sentence.line_end
        heading = read_heading(passage, sentence, line_end, drafts)
        if heading:
            drafts = [heading]
            covered = line_end
        for at, draft in enumerate(drafts):
            if draft.opener == "closes":
                continue
            limit = (
                drafts[at + 1].boundary
                if at + 1 < len(drafts)
                else line_end
                if draft.rule == "heading"
                else sentence.end
            )
            quote = finish(passage, draft, max(limit, draft.start))
            if quote:
                found.append((draft, quote))
    found.extend(_lone_marks(passage, found))
    found.sort(key=lambda pair: pair[1].content)
    return _without_overlaps([quote for _, quote in found])


def _read_sentence(passage: Passage, sentence: Sentence, candidates: list[Candidate]) -> list[Draft]:
    drafts: list[Draft] = []
    resume = sentence.start
    trapped = resume  # up to here a phrase holds the words that would else be cues: رفضت | ذكر | اسمها
    for candidate in candidates:
        index = candidate.place
        if candidate.cue and candidate.cue.kind == TRAP:
            trapped = max(trapped, index + candidate.cue.length)
        if index < max(resume, trapped):
            continue
        running = drafts[-1] if drafts and drafts[-1].end is None and drafts[-1].mark is None else None
        if running and running.opener == "colon" and not _leaves_speech(passage, candidate, running):
            continue
        if passage.inside(index):
            continue
        if running and not _opens_clause(passage, candidate, running, heading=sentence.heading):
            continue
        begin = drafts[-1].start if running else resume
        draft = read_candidate(passage, sentence, candidate, begin, running)
        if draft is None or (running and _is_reported_deed(running, draft)):
            continue
        overlaps = bool(drafts) and draft.boundary < drafts[-1].start
        if overlaps and (draft.opener != "tail" or draft.start < drafts[-1].start):
            draft = draft._replace(boundary=max(draft.boundary, drafts[-1].start + 1))
        if running and (
            (
                draft.cue
                and draft.cue.kind == SAYING
                and (draft.source == running.source or running.rule.startswith("attribution"))
            )
            or (running.rule == "attribution-middle" and draft.opener == "tail")
        ):
            drafts.pop()
        elif running and draft.cue and draft.cue.kind == PARTICIPLE and _says_nothing(running, index):
            drafts.pop()
            draft = draft if draft.source else draft._replace(source=running.source)
        drafts.append(draft)
        resume = draft.resume or (draft.mark.close if draft.mark else draft.start)
    return drafts


def _is_reported_deed(running: Draft, draft: Draft) -> bool:
    """Whether a deed with a bare object is what somebody reports: بحسب S، | اقترحت الحكومة هدنة."""
    return running.rule.startswith("attribution") and draft.opener == "noun" and draft.boundary <= running.start


def _leaves_speech(passage: Passage, candidate: Candidate, running: Draft) -> bool:
    """Whether a cue ends the words after a colon, which no marks close: «قال: … ، مشيرا إلى أن»."""
    cue, index = candidate.cue, candidate.place
    if cue is None or cue.weak or passage.tokens[index - 1] not in COMMAS or index - running.start < 3:
        return False
    return cue.kind == PARTICIPLE or (cue.kind == VERB and cue.past and bool(cue.clitic))


def _says_nothing(running: Draft, index: int) -> bool:
    """Whether a content is one noun right before the cue at `index`: أشاد S ب⟦الاتفاق⟧ قائلا: …"""
    return running.opener in ("noun", "preposition") and index == running.start + 1


def _opens_clause(passage: Passage, candidate: Candidate, running: Draft, *, heading: bool) -> bool:
    """Whether a cue inside running content begins the reporter's next clause and does not belong to the content."""
    index = candidate.place
    cue = candidate.cue
    if cue is None:
        return True
    before = passage.tokens[index - 1]
    parted = before in COMMAS or before in MARK_CHARACTERS
    if cue.kind == PARTICIPLE:
        return parted or index - running.start >= 2 or _says_nothing(running, index)
    if cue.kind == SAYING:
        return True
    if cue.kind != VERB:
        return False
    linked = any(_links(passage, place) for place in range(max(running.start, index - 6), index))
    if not cue.past and not cue.weak and follows_before(passage, index):
        return True
    if running.rule == "noun" and cue.past:
        return True  # the noun cue stood in a circumstance of this very verb
    if cue.past:
        return bool(cue.clitic) or parted or linked
    if heading and (cue.clitic or passage.tokens[index - 1][0] == "و"):
        return True
    return linked or (bool(cue.clitic) and parted)


def _links(passage: Passage, place: int) -> bool:
    """Whether the word leads over to a clause of the reporter: لكن, but حين only after a comma."""
    role = passage.roles[place]
    if role & SUBORDINATE:
        return passage.parted(place) or (passage.tokens[place - 1] in ("في", "وفي") and passage.parted(place - 1))
    return bool(role & (LINK | ASIDE))


def _lone_marks(passage: Passage, found: list[tuple[Draft, Quote]]) -> list[tuple[Draft, Quote]]:
    """Long marked spans that no cue has claimed: answers, second halves of broken quotations, posts."""
    lone = []
    taken = sorted((quote.content for _, quote in found))
    starts = sorted(draft.start for draft, _ in found)
    for span in passage.marks.values():
        titled = span.open and passage.roles[span.open - 1] & TITLING
        if not span.closed or titled or passage.words_in(span) < LONE_WORDS:
            continue
        source = source_around(passage, _clause_before(passage, span.open, starts), span.open, span.close + 1)
        draft = Draft("marks", None, "", "", None, source, span.open, span.open, 0, span, "tail", span.close + 1)
        quote = finish(passage, draft, span.close + 1)
        if quote is None:
            continue
        after = bisect_left(taken, quote.content)
        free = after == 0 or taken[after - 1].end <= quote.content.start
        if free and (after == len(taken) or taken[after].start >= quote.content.end):
            lone.append((draft, quote))
    return lone


def _clause_before(passage: Passage, place: int, starts: list[int]) -> int:
    """Token at which the sentence of the mark at `place` begins; `place` itself where a quote starts in between.

    `starts` are the tokens at which the contents found so far start, in order.
    """
    at = bisect_right(passage.sentences, place, key=attrgetter("start")) - 1
    begin = passage.sentences[at].start if at >= 0 else place
    return place if bisect_left(starts, begin) < bisect_left(starts, place) else begin


def _without_overlaps(quotes: list[Quote]) -> list[Quote]:
    """`quotes` in order, less those whose content begins inside the content before."""
    kept: list[Quote] = []
    for quote in quotes:
        if kept and quote.content.start < kept[-1].content.end:
            continue
        kept.append(quote)
    return kept
