"""«S: ⟦…⟧» in titles, subheads and dialogues."""

from __future__ import annotations

from collections.abc import Sequence

from stance.quotes.cues import VERB, forms
from stance.quotes.drafts import Draft, is_agent
from stance.quotes.grammar import COMPLEMENTISER, MEDIUM, NO_SAYER, RESUMPTION, is_event_noun
from stance.quotes.passage import COMMAS, TERMINATORS, Passage, Sentence
from stance.quotes.source_phrase import AGENT, source_end
from stance.speakers.words import (
    ANONYMOUS,
    BODY,
    COMMON_NOUN,
    DEFINITE,
    DOCUMENT,
    EVENT,
    GIVEN,
    HEAD,
    MEDIA,
    OWNED,
    PLACE,
    TIME,
    TITLE,
    is_definite_noun,
    is_verb,
    lexicon,
    looks_imperfect,
    readings,
    word_classes,
)


def _is_bare_thing(token: str) -> bool:
    """Whether a word without article is a common noun and no sayer: حرب (الواحات), منطقة (الحدود)."""
    bits = readings[token].bits
    return bool(word_classes().get(token, 0) & COMMON_NOUN) and not bits & (TITLE | BODY | ANONYMOUS | GIVEN | DOCUMENT)


def _can_be_verb(token: str, before: str) -> bool:
    """Whether a word of which nothing else is known has the form of an imperfect: يستقيل, (الأهالي) يقطعون.

    After a name only the form يست… tells, for surnames begin with ي too (فيكتور يانوكوفيتش).
    """
    if is_verb(token):
        return True
    if len(token) < 5 or not looks_imperfect(token):
        return False
    return token.startswith("يست") or bool(readings[before].bits & DEFINITE and not readings[before].bits & TITLE)


def _describes(passage: Passage, first: int, stop: int) -> bool:
    """Whether a prepositional phrase before the colon tells who speaks (في نزاع …), and not when or where he did."""
    if passage.tokens[first] not in ("في", "من", "علي", "الي"):  # but: شيخ عن إفطار اللاعبين: …
        return False
    never = TIME | EVENT | DOCUMENT | MEDIA | OWNED
    told = passage.tokens[first + 1 : stop]
    deed = passage.tokens[first] == "في" and any(is_event_noun(token) or token in forms() for token in told)
    return not deed and not any(readings[token].bits & never for token in told)


def read_heading(passage: Passage, sentence: Sentence, end: int, drafts: Sequence[Draft]) -> Draft | None:
    """«S: ⟦…⟧» in a title, a subhead or a dialogue, up to token `end` of its line."""
    tokens, roles = passage.tokens, passage.roles
    first = sentence.start
    if first and tokens[first - 1] != "\n":
        return None
    while first < sentence.end and not tokens[first][0].isalnum() and first not in passage.marks:
        first += 1
    if first == sentence.end:
        return None
    if tokens[first].isascii():  # «CNNArabic.com - S: …»
        first = next((at + 1 for at in range(first, min(first + 5, sentence.end)) if tokens[at] in "-–—"), first)
    if first < sentence.end and is_verb(tokens[first]):
        return None  # بقي سؤال أطرحه أمامكم: …
    verb: int | None = None
    for place in range(first, min(sentence.end - 1, first + (12 if sentence.heading or sentence.title else 6))):
        token = tokens[place]
        if token == ":" and place > first:
            break
        if token in COMMAS or roles[place] & (COMPLEMENTISER | RESUMPTION) or token in TERMINATORS:
            return None
        found = forms().get(token)
        if found and found.kind == VERB and not found.weak and not readings[token].bits & AGENT:
            return None
        if place > first and verb is None and _can_be_verb(token, tokens[place - 1]):
            verb = place
    else:
        return None
    sayer = readings[tokens[first]].bits & (ANONYMOUS | TITLE | GIVEN) and sentence.title
    if not sayer and any(
        draft.boundary <= sentence.end and draft.start > place and draft.source and draft.source[0] > place
        for draft in drafts
    ):
        return None
    if any(draft.start <= place + 1 for draft in drafts) or (
        drafts and not sentence.title and place + 1 not in passage.marks
    ):
        return None
    if passage.document.adjacent(place + 1) and tokens[place + 1].isdigit():
        return None
    stop = place if verb is None else verb  # S يقطعون الطريق: …
    if roles[first] & NO_SAYER:
        return None  # أولا: …
    if tokens[first].isascii() and tokens[first].isalpha():
        return None  # «BREAKING: …»
    bits = [readings[token].bits for token in tokens[first:stop]]
    cut = source_end(passage, first, stop, None)
    addressed = first < cut < stop and tokens[cut][0] == "ل"
    words = sum(token[0].isalnum() for token in tokens[first:stop])
    lone = sentence.heading and words == 1 and tokens[first] not in word_classes()  # «نتانياهو: …»
    things = any(is_definite_noun(token) for token in tokens[first:stop]) or _is_bare_thing(tokens[first])
    short = words <= 2 and (sentence.title or lone) and not things
    if not addressed and not short and not is_agent(passage, (first, stop, 0)):
        return None
    if cut <= first or tokens[cut - 1].isdigit() or (cut < stop and not roles[cut] & MEDIUM and tokens[cut][0] != "ل"):
        return None
    begin = place + 1
    if begin >= end or end - begin < 3:
        return None
    opening = begin + 1 if begin in passage.marks else begin
    named = " ".join(tokens[first:stop]) in lexicon().state_of and not bits[0] & BODY
    if (named or all(bit & PLACE for bit in bits)) and (is_event_noun(tokens[opening]) or end - begin < 5):
        return None  # «ليبيا: فرار مئات السجناء», «لندن: «الشرق الأوسط»»: the place of the news, not its sayer
    if cut < stop and bits[0] & (TITLE | BODY | ANONYMOUS | HEAD) and _describes(passage, cut, stop):
        cut = stop
    return Draft(
        "heading",
        None,
        "",
        "",
        None,
        (first, cut, 0),
        first,
        begin,
        0,
        passage.marks.get(begin),
        "colon",
        None,
    )
