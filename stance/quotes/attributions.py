"""Prepositions of source: بحسب S، ⟦…⟧ in front, ⟦…⟧، بحسب S behind."""

from __future__ import annotations

from stance.quotes.cues import VERB, Cue, forms
from stance.quotes.drafts import Draft, clause_start, clitic_of
from stance.quotes.grammar import (
    ANAPHOR,
    ASIDE,
    AUXILIARY,
    COMPLEMENTISER,
    DEMONSTRATIVE,
    LINK,
    MEDIUM,
    NO_SAYER,
    OBJECT_WORD,
    RELATIVE,
    RESUMPTION,
    TIME,
    is_event_noun,
)
from stance.quotes.passage import COMMAS, Candidate, Passage, Sentence
from stance.quotes.source_phrase import AGENT, is_preposition_clitic, source_end
from stance.speakers.words import COMMON_NOUN, DEFINITE, DOCUMENT, MEDIA, is_verb, readings, without, word_classes

LONGEST_SUBJECT = 8
"""Tokens of a subject that an attribution parts from its verb, at the most."""


def read_attribution(
    passage: Passage, sentence: Sentence, candidate: Candidate, begin: int, running: Draft | None
) -> Draft | None:
    """بحسب S، ⟦…⟧ in front; ⟦…⟧، بحسب S behind."""
    tokens, roles = passage.tokens, passage.roles
    attribution = candidate.attribution
    assert attribution is not None
    index = candidate.place
    end = sentence.end
    after = index + 1 + len(attribution.rest)
    skip = 0
    if after >= end:
        return None
    if attribution.attached:
        if not tokens[after].startswith(attribution.attached):
            return None
        if tokens[after] == attribution.attached:
            after += 1
        else:
            skip = 1
    cue_end = index + 1 + len(attribution.rest)
    relays = attribution.cue_class == "relay"
    if attribution.takes == "verb":
        while after < end and roles[after] & AUXILIARY:
            after += 1
        if after >= end:
            return None
        verb = _verb_form(tokens[after])
        if verb is None or verb.kind != VERB or (verb.transitive and attribution.tail_only):
            return None  # كما ناشد المنظمات …: a clause of its own
        cue_end = after + 1
        after += 1
        while after < end and roles[after] & ANAPHOR:
            after += 1
        relays = relays or verb.cue_class == "relay"
        gender, number, lemma = verb.gender, verb.number, f"{attribution.lemma} {verb.lemma}"
    else:
        gender = number = ""
        lemma = attribution.lemma
    stop = source_end(passage, after, end, None)
    if skip and stop == after:
        stop = after + 1
    if relays:
        after, stop, skip = _relayed(passage, after, stop, end, skip)
    elided = attribution.takes == "verb" and (stop >= end or tokens[stop] in COMMAS or bool(roles[stop] & RESUMPTION))
    if stop <= after and not elided:
        return None
    if attribution.takes == "source" and not _can_speak(passage, after, stop, skip):
        return None
    cue = Cue(lemma, attribution.cue_class, "a", 0, gender, number)
    cue_span = (index, cue_end, attribution.clitic)
    source = (after, stop, skip) if stop > after else None
    front = _is_front(passage, index, begin, sentence)
    front = front or bool(attribution.clitic and passage.parted(index) and stop < end and roles[stop] & RESUMPTION)
    if attribution.takes == "verb" and stop < end and (attribution.tail_only or not front):
        told = source is not None and is_verb(tokens[stop])  # … بحسب ما أعلن مسؤول طلب عدم ذكر اسمه
        told = told or is_preposition_clitic(tokens[stop], "ل")  # … لشبكة CNN
        if tokens[stop][0].isalnum() and not roles[stop] & (MEDIUM | TIME | LINK) and not told:
            return None
        if attribution.tail_only and any(
            roles[place] & COMPLEMENTISER or tokens[place] == ":" for place in range(stop, end)
        ):
            return None
    announces = stop < end and tokens[stop] == ":"  # «وجاء في الاتفاق بحسب S: …»: the content follows, not precedes
    if (front or announces) and not attribution.tail_only:
        return _front(passage, sentence, stop, cue, cue_span, source, attribution.takes)
    return _tail(passage, sentence, index, begin, running, cue, cue_span, source, stop)


def _relayed(passage: Passage, after: int, stop: int, end: int, skip: int) -> tuple[int, int, int]:
    """Whom a medium quotes: نقلا عن صحيفة W | عن S, وفق ما نقلت وكالة W عن S; else the range as it is."""
    medium = stop > after and any(readings[token].bits & (MEDIA | DOCUMENT) for token in passage.tokens[after:stop])
    if not medium or stop + 1 >= end or passage.tokens[stop] != "عن":
        return after, stop, skip
    last = source_end(passage, stop + 1, end, None)
    named = any(readings[token].bits & AGENT for token in passage.tokens[stop + 1 : last])
    return (stop + 1, last, 0) if named else (after, stop, skip)


def _verb_form(token: str) -> Cue | None:
    """The cue of a verb that may carry the pronoun of «ما»: أعلنه، أوردته."""
    table = forms()
    for ending in ("", "ه", "ها"):
        found = table.get(token.removesuffix(ending) if ending else token)
        if found and found.kind == VERB:
            return found
    return None


def _can_speak(passage: Passage, first: int, stop: int, skip: int) -> bool:
    word = without(passage.tokens[first], skip) if skip else passage.tokens[first]
    if passage.roles[first] & NO_SAYER:
        return False
    if any(readings[token].bits & AGENT for token in (word, *passage.tokens[first + 1 : stop])):
        return True
    if passage.roles[first] & (OBJECT_WORD | DEMONSTRATIVE) or is_event_noun(word):
        return False
    plain = readings[word].bits & ~DEFINITE == 0
    return not (plain and word_classes().get(word.removeprefix("ال"), 0) == COMMON_NOUN)  # وفقا للإجراءات


def _is_front(passage: Passage, index: int, begin: int, sentence: Sentence) -> bool:
    start = clause_start(passage, index, begin)
    if start <= sentence.start or index == sentence.start:
        return True
    return index - sentence.start <= 4 and all(
        passage.roles[place] & (ASIDE | MEDIUM | LINK | TIME) or passage.tokens[place] in COMMAS
        for place in range(sentence.start, index)
    )


def _front(
    passage: Passage,
    sentence: Sentence,
    stop: int,
    cue: Cue,
    cue_span: tuple[int, int, int],
    source: tuple[int, int, int] | None,
    takes: str,
) -> Draft | None:
    tokens, roles = passage.tokens, passage.roles
    place = stop
    # A circumstance may stand before the comma: بحسب S في تقرير، …
    while (
        place < sentence.end
        and place - stop < 12
        and tokens[place] not in COMMAS
        and tokens[place] != ":"
        and not roles[place] & RESUMPTION
    ):
        place += 1
    if place >= sentence.end or place - stop >= 12:
        place = stop
    if place + 1 < sentence.end and tokens[place] in COMMAS and roles[place + 1] & RELATIVE:
        # بحسب المصادر، التي تحدثت إلى …، فإن: past the relative clause
        place = next((at for at in range(place + 1, sentence.end) if tokens[at] in COMMAS), place)
    while place < sentence.end and (
        tokens[place] in COMMAS
        or tokens[place] == ":"
        or roles[place] & RESUMPTION
        or (roles[place] & COMPLEMENTISER and place == stop)
    ):
        place += 1
    if place + 2 > sentence.end:
        return None
    if takes == "verb":
        verb = forms().get(tokens[place])
        if verb and verb.kind == VERB and verb.past:
            return None
    return Draft(
        "attribution-front",
        cue,
        cue.cue_class,
        cue.lemma,
        cue_span,
        source,
        cue_span[0],
        place,
        0,
        passage.marks.get(place),
        "front",
    )


def _parts(passage: Passage, start: int, end: int, stop: int, sentence: Sentence) -> bool:
    """Whether an attribution between commas parts a subject from its verb: الهدنة، بحسب الوزير، ستبدأ غدا."""
    tokens = passage.tokens
    if not 0 < end - start <= LONGEST_SUBJECT or end >= len(tokens) or tokens[end] not in COMMAS:
        return False
    if stop + 1 >= sentence.end or tokens[stop] not in COMMAS or not tokens[stop + 1][0].isalnum():
        return False
    if passage.roles[stop + 1] & LINK or tokens[stop + 1][0] in "وف":
        return False
    return not any(is_verb(token) or token in forms() for token in tokens[start:end])


def _tail(
    passage: Passage,
    sentence: Sentence,
    index: int,
    begin: int,
    running: Draft | None,
    cue: Cue,
    cue_span: tuple[int, int, int],
    source: tuple[int, int, int] | None,
    stop: int,
) -> Draft | None:
    tokens, roles = passage.tokens, passage.roles
    end = index
    if running is not None and running.rule == "attribution-middle":
        running = None
        begin = sentence.start
    while end > begin and (tokens[end - 1] in COMMAS or tokens[end - 1] in ("وذلك", "و", "-", "–", "—")):
        end -= 1
    start = max(begin, sentence.start)
    if running is not None:
        # A second attribution of one content closes it; after «، في حين …» it has a content of its own.
        start = 0
        for place in range(running.start + 1, end):
            if tokens[place - 1] in COMMAS and (
                roles[place] & LINK or (tokens[place] == "في" and roles[place + 1] & LINK)
            ):
                start = place
        if not start:
            return Draft(
                "closes", cue, cue.cue_class, cue.lemma, cue_span, None, end, end, 0, None, "closes", end, stop
            )
    boundary = start
    if running is not None and start and tokens[start - 1] in COMMAS:
        boundary = start - 1
    while start < end and (
        roles[start] & LINK
        or tokens[start] in COMMAS
        or (tokens[start] in ("في", "وفي") and start + 1 < end and roles[start + 1] & (LINK | ASIDE))
        or roles[start] & ASIDE
    ):
        start += 1
    if stop + 1 < sentence.end and tokens[stop] in "-–—":
        stop += 1  # تضمنت الخطة -وفق الصحيفة- التي …
    parted = _parts(passage, start, end, stop, sentence) and running is None
    if end - start < 3 and not parted:
        return None
    mark = passage.marks.get(start)
    skip = clitic_of(tokens[start]) if mark is None else 0
    tail = Draft(
        "attribution-tail",
        cue,
        cue.cue_class,
        cue.lemma,
        cue_span,
        source,
        boundary,
        start,
        skip,
        mark if mark and mark.close + 1 >= end else None,
        "tail",
        end,
        stop,
    )
    if parted:
        return tail._replace(rule="attribution-middle", mark=None, opener="middle", end=None)
    goes_on = stop < sentence.end and tokens[stop][0].isalnum() and running is None
    if goes_on and not roles[stop] & (LINK | MEDIUM | TIME | ASIDE) and not is_verb(tokens[stop]):
        # In mid-sentence: the content goes on behind the attribution.
        return tail._replace(rule="attribution-middle", mark=None, opener="middle", end=None)
    return tail
