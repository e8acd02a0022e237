"""Where a source phrase stands: past what comes between verb and subject, or before the verb."""

from __future__ import annotations

from stance.quotes.cues import PARTICIPLE, VERB, forms
from stance.quotes.grammar import (
    ANAPHOR,
    ASIDE,
    AUXILIARY,
    COMPLEMENTISER,
    DEMONSTRATIVE,
    HYPOTHESIS,
    LINK,
    MANNER,
    MEDIUM,
    NEGATION,
    RELATIVE,
    SECOND,
    TIME,
    TOPIC,
    frequent_words,
)
from stance.quotes.marks import MARK_CHARACTERS
from stance.quotes.passage import COMMAS, Passage
from stance.quotes.source_phrase import (
    AGENT,
    LETTER,
    LONGEST,
    TITLE,
    is_adjective,
    is_preposition_clitic,
    source_end,
)
from stance.speakers.words import (
    AND,
    ANONYMOUS,
    CLAUSE,
    DEFINITE,
    DOCUMENT,
    GIVEN,
    OWNED,
    is_verb,
    readings,
    word_classes,
)
from stance.speakers.words import TIME as TIME_WORD


def past_addressee(passage: Passage, place: int, end: int, governs: int) -> int:
    """Past what can stand between verb and subject (قال لنا …, قالت للوكالة …, ختم حديثه …); `place` if nothing."""
    start = place
    while place < end and (
        passage.roles[place] & (ANAPHOR | MANNER)
        or (place + 1 < end and passage.roles[place] & MEDIUM and passage.roles[place + 1] & ASIDE)
    ):
        place += 1 + bool(passage.roles[place] & MEDIUM)  # واعتبر من جهته رئيس …
    addressed = place < end and place == start and passage.tokens[place][0] == "ل" and not governs & LETTER["ل"]
    if addressed and is_preposition_clitic(passage.tokens[place], "ل"):
        place += 1
        while place < end and is_adjective(passage.tokens[place], readings[passage.tokens[place]].bits):
            place += 1
        bits = readings[passage.tokens[place]].bits if place < end else 0
        return place if bits & (TITLE | GIVEN | ANONYMOUS) and not bits & AND else start
    if place < end and readings[passage.tokens[place]].bits & OWNED and readings[passage.tokens[place]].bits & DOCUMENT:
        place += 1
    return place


def source_before(passage: Passage, verb: int, begin: int, *, auxiliary: bool) -> tuple[int, int] | None:
    """The noun phrase that stands right before the verb at `verb` and opens its clause after `begin`, or None.

    `auxiliary`: «كان» opens the clause, so that its subject must stand there.
    """
    tokens, roles = passage.tokens, passage.roles
    stop = verb
    while stop > begin and (
        roles[stop - 1] & AUXILIARY
        or tokens[stop - 1] in COMMAS
        or roles[stop - 1] & ASIDE
        or roles[stop - 1] & TIME
        or readings[tokens[stop - 1]].bits & TIME_WORD
    ):
        stop -= 1
    start = begin
    while start < stop and roles[start] & (LINK | AUXILIARY | COMPLEMENTISER | TOPIC):
        start += 1
    if stop <= start or stop - start > LONGEST:
        return None
    first = tokens[start]
    role = roles[start]
    bits = readings[first].bits
    if (
        role & (MEDIUM | TIME | ASIDE | NEGATION | HYPOTHESIS | RELATIVE | SECOND) and not role & DEMONSTRATIVE
    ) or bits & TIME_WORD:
        return None
    if not first[0].isalnum() and first not in MARK_CHARACTERS:
        return None
    found = forms().get(first)
    if (found and found.kind in (VERB, PARTICIPLE) and not bits & AGENT) or (len(first) == 1 and first.isalnum()):
        return None
    if any(not readings[token].bits and is_verb(token) for token in tokens[start:stop]):
        return None  # the verb of that phrase comes before: بدا كلام الصيعان
    common = first in frequent_words() and (not auxiliary or first in word_classes())
    if not bits & (AGENT | DEFINITE) and first.isalpha() and common:
        return None
    cut = source_end(passage, start, stop, None)
    if cut > start and readings[tokens[cut]].bits & CLAUSE and tokens[cut][0] == "و":
        return start, cut  # S، وهو …، V
    if cut < stop and not (
        cut > start
        and tokens[cut] in ("في", "من")
        and all(t[0].isalnum() for t in tokens[cut:stop])
        and stop - cut <= 4
    ):
        return None
    return start, stop
