"""A draft: a quote in the making, and what several constructions ask of the words around a cue."""

from __future__ import annotations

from typing import NamedTuple

from stance.quotes.complements import Complement
from stance.quotes.cues import VERB, Cue
from stance.quotes.grammar import (
    ASIDE,
    AUXILIARY,
    COMPLEMENTISER,
    FREE_RELATIVE,
    GOVERNING,
    HYPOTHESIS,
    LIGHT,
    LINK,
    MEDIUM,
    NEGATION,
    SUBORDINATOR,
    TIME,
    frequent_words,
    whole_words,
)
from stance.quotes.marks import MARK_CHARACTERS, Marked
from stance.quotes.passage import COMMAS, Passage
from stance.quotes.source_phrase import AGENT
from stance.speakers.words import AND, COMMON_NOUN, GIVEN, PARTICLE, PLACE, is_bare_noun, readings, word_classes


class Draft(NamedTuple):
    """A quote in the making, in token indices.

    ``boundary`` is where the clause of cue and source begins (content before it ends there); ``start`` and ``skip``
    open the content; ``end`` closes it where the construction itself tells (tails), else None.
    """

    rule: str
    cue: Cue | None
    cue_class: str
    lemma: str
    cue_span: tuple[int, int, int] | None
    source: tuple[int, int, int] | None
    boundary: int
    start: int
    skip: int
    mark: Marked | None
    opener: str
    end: int | None = None
    resume: int = 0


def draft_of(
    rule: str,
    cue: Cue,
    cue_span: tuple[int, int, int],
    source: tuple[int, int, int] | None,
    boundary: int,
    complement: Complement,
    *,
    cue_class: str = "",
) -> Draft:
    """The draft of a cue whose `complement` opens the content; `cue_class` where it is not the cue's own."""
    return Draft(
        rule,
        cue,
        cue_class or cue.cue_class,
        cue.lemma,
        cue_span,
        source,
        boundary,
        complement.start,
        complement.skip,
        complement.mark,
        complement.opener,
    )


def clause_start(passage: Passage, place: int, begin: int) -> int:
    """Where the clause that leads up to token `place` begins: its comma, connective and asides taken along."""
    tokens, roles = passage.tokens, passage.roles
    start = place
    while start > begin:
        role = roles[start - 1]
        token = tokens[start - 1]
        if token in COMMAS:
            return start - 1
        if (role & (LINK | AUXILIARY | ASIDE | TIME) and token not in MARK_CHARACTERS) or (
            role & MEDIUM and start < place and roles[start] & (ASIDE | LINK | TIME)
        ):
            start -= 1
        elif (
            role & COMPLEMENTISER and start - 1 > begin and (roles[start - 2] & LINK or follows_before(passage, start))
        ):
            start -= 2
        else:
            break
    # An aside longer than that («، من ناحية أخرى، قال»): back to its comma if only circumstances stand between.
    return start


def follows_before(passage: Passage, index: int) -> bool:
    """Whether «قبل أن» after a comma, or before a colon, leads to the verb at `index`: …، قبل أن | يستدرك.

    What follows was said, too.
    """
    roles, before, after = passage.roles, index - 2, index + 1
    if before < 1 or not roles[before + 1] & COMPLEMENTISER:
        return False
    if not passage.parted(before) and passage.tokens[after : after + 1] != [":"]:
        return False
    return bool(roles[before] & SUBORDINATOR and roles[before] & TIME)


def is_denied(passage: Passage, index: int, cue: Cue, begin: int) -> bool:
    """Whether the saying is negated, supposed, wished or only referred back to."""
    if index <= begin:
        return False
    before = passage.roles[index - 1]
    token = passage.tokens[index - 1]
    if cue.kind == VERB and cue.past and not cue.clitic and not cue.pronoun and before & GOVERNING:
        return True  # في | توقع أمور: a verbal noun, but: سارع إلى | نفي الخبر
    noun = cue.weak and not cue.clitic and word_classes().get(passage.tokens[index], 0) & COMMON_NOUN
    after = passage.tokens[index + 1] if index + 1 < len(passage.tokens) else ""
    if noun and is_bare_noun(token) and not readings[token].bits and not readings[after].bits & AGENT:
        return True  # قنوات | عرض المسلسل: a genitive
    if before & (NEGATION | LIGHT):
        return True  # يتم | تبني البيانات: a verbal noun
    if before & HYPOTHESIS:
        return not cue.past or token in ("اذا", "لو", "هل")
    if before & COMPLEMENTISER:
        led = index - 2 >= begin and bool(passage.roles[index - 2] & LINK or follows_before(passage, index))
        return not cue.past and not led
    if before & AUXILIARY and not cue.past:
        return token in ("قد", "وقد", "يكون", "تكون")
    return bool(before & FREE_RELATIVE)


def is_agent(passage: Passage, source: tuple[int, int, int]) -> bool:
    for token in passage.tokens[source[0] : source[1]]:
        bits = readings[token].bits
        if bits & (AGENT | PARTICLE) or (not bits and token[0].isalpha() and token not in frequent_words()):
            return True  # an agent, or a word so rare that it must be a name
    return False


def clitic_of(token: str) -> int:
    """Letters of و or ف written before a source's first word."""
    if token[0] not in "وف" or len(token) < 4 or token in whole_words():
        return 0
    return 0 if readings[token].bits & (GIVEN | PLACE) and not readings[token].bits & AND else 1  # فيصل
