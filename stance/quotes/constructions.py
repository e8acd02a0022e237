"""The constructions of reported speech, one small function each: from a cue to a draft of its quote.

A draft knows its cue, source and the token where its content opens; where the content ends is `contents`' part, for it
depends on the drafts that follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from stance.quotes.complements import Complement, find_complement
from stance.quotes.cues import (
    COLON,
    CONTINUED,
    DOCUMENT,
    MARKS,
    NAMING,
    NOUN,
    OBJECT,
    PARTICIPLE,
    PREDICATE,
    RELAY,
    SAYING,
    VERB,
    Cue,
    forms,
    phrases,
)
from stance.quotes.grammar import (
    ASIDE,
    AUXILIARY,
    COMPLEMENTISER,
    DEMONSTRATIVE,
    HYPOTHESIS,
    LINK,
    MANNER,
    MEDIUM,
    NEGATION,
    NO_SAYER,
    OBJECT_WORD,
    RELATIVE,
    RESUMPTION,
    SECOND,
    TIME,
    frequent_words,
    is_event_noun,
    whole_words,
)
from stance.quotes.marks import MARK_CHARACTERS, Marked
from stance.quotes.passage import COMMAS, TERMINATORS, Candidate, Passage, Sentence
from stance.quotes.sources import past_addressee, source_before, source_end, split_object
from stance.speakers.words import (
    ANONYMOUS,
    BODY,
    DEFINITE,
    DUAL,
    FEMININE,
    GIVEN,
    NISBA,
    OFFICE,
    PARTICLE,
    PLACE,
    PLURAL,
    RANK,
    STYLE,
    readings,
)
from stance.speakers.words import (
    DOCUMENT as DOCUMENT_WORD,
)
from stance.speakers.words import (
    TIME as TIME_WORD,
)

_AGENT = OFFICE | RANK | STYLE | BODY | DOCUMENT_WORD | ANONYMOUS | GIVEN | PLACE | NISBA


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
        elif role & COMPLEMENTISER and start - 1 > begin and roles[start - 2] & LINK:
            start -= 2
        else:
            break
    # An aside longer than that («، من ناحية أخرى، قال»): back to its comma if only circumstances stand between.
    return start


def read_candidate(
    passage: Passage, sentence: Sentence, candidate: Candidate, begin: int, running: Draft | None
) -> Draft | None:
    """The draft that `candidate` opens in ``[begin, sentence.end)``, or None; `running` is the draft still open."""
    if candidate.attribution:
        return _attribution(passage, sentence, candidate, begin, running)
    cue = candidate.cue
    assert cue is not None
    index = candidate.place
    if cue.kind == VERB and cue.cue_class == "relay":
        return _relay(passage, sentence, index, cue, begin)
    if cue.kind == VERB:
        return _verb(passage, sentence, index, cue, begin, running)
    if cue.kind == PARTICIPLE:
        return _participle(passage, sentence, index, cue, begin)
    if cue.kind == NAMING:
        return _naming(passage, sentence, index, cue, begin)
    if cue.kind == DOCUMENT:
        return _document(passage, sentence, index, cue, begin)
    if cue.kind in (CONTINUED, SAYING, RELAY):
        return _saying(passage, sentence, index, cue, begin, running)
    return None


def _is_denied(passage: Passage, index: int, cue: Cue, begin: int) -> bool:
    """Whether the saying is negated, supposed, wished or only referred back to."""
    if index <= begin:
        return False
    before = passage.roles[index - 1]
    token = passage.tokens[index - 1]
    if before & NEGATION:
        return True
    if before & HYPOTHESIS:
        return not cue.past or token in ("اذا", "لو", "هل")
    if before & COMPLEMENTISER:
        return not cue.past and not (index - 2 >= begin and passage.roles[index - 2] & LINK)
    if before & AUXILIARY and not cue.past:
        return token in ("قد", "وقد", "يكون", "تكون")
    return token in ("ما", "مما", "وما", "مثلما", "سبق", "لما", "بما", "عما")


def _verb(
    passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int, running: Draft | None
) -> Draft | None:
    """VERB source … content; source VERB content; VERB content with the source left out."""
    tokens, roles = passage.tokens, passage.roles
    if _is_denied(passage, index, cue, begin):
        return None
    end = sentence.end
    after = index + cue.length
    if index > begin and roles[index - 1] & RELATIVE:
        return _relative(passage, index, cue, begin, end)
    while after < end and roles[after] & SECOND:
        after += 1
    cue_span = (
        index,
        max(index + cue.length, after if after > index + cue.length and cue.cue_class == "continue" else 0),
        cue.clitic,
    )
    after = past_addressee(passage, after, end, cue.governs)
    if running is None and cue.governs & (COLON | MARKS) and index > begin and tokens[index - 1] in COMMAS:
        told = source_end(passage, after, end, cue)
        tail = _tail_verb(passage, index, cue, cue_span, (after, told, 0) if told > after else None, begin)
        if tail:
            return tail
    low, auxiliary = _clause_low(passage, index, begin, heading=sentence.heading)
    topic = _topic(passage, index, begin) if cue.clitic else None
    before = topic if cue.clitic and not auxiliary else source_before(passage, index, low)
    stop = source_end(passage, after, end, cue)
    source: tuple[int, int, int] | None
    if auxiliary and before and stop > after and tokens[index - 1] in COMMAS:
        before = None  # «كانت مقررة في …، قال S»: the auxiliary has a predicate of its own
    if before and (sentence.heading or auxiliary or topic or stop == after or _agrees(passage, before, after, stop)):
        source = (*before, _clitic(tokens[before[0]]))
        complement = find_complement(passage, after, end, cue)
        if complement is None and cue.governs & NOUN and not cue.weak:
            bare = _past_circumstance(passage, after, end)
            if bare < end - 1 and tokens[bare][0].isalnum() and not roles[bare] & _NO_NOUN:
                complement = Complement(bare, 0, None, "noun", bare - after)  # S يرفض ⟦التفاوض …⟧
        rule = "subject-verb"
        boundary = clause_start(passage, before[0], begin)
    else:
        source = (after, stop, 0) if stop > after else None
        complement = find_complement(passage, stop, end, cue)
        if source and complement and cue.governs & OBJECT and complement.opener != "marks":
            source = _subject(passage, after, stop, complement, cue)
        rule = "verb-subject" if source else "verb-elided"
        boundary = clause_start(passage, index, begin)
        if complement is None and source and cue.governs & NOUN and not cue.weak:
            bare = _past_circumstance(passage, stop, end)
            split = split_object(passage, after, stop)
            if stop < bare < end - 1 and tokens[bare][0].isalnum() and not roles[bare] & _NO_NOUN:
                complement = Complement(bare, 0, None, "noun", bare - stop)
            elif split:
                source = (after, split, 0)
                complement = Complement(split, 0, None, "noun", 0)
    if complement is None and cue.governs & PREDICATE:
        complement = _predicate(passage, after, stop, end, cue)
    if complement is None:
        return _tail_verb(passage, index, cue, cue_span, source, begin)
    if source is None and complement.distance > 14:
        return None
    if source is None and not cue.clitic and not cue.past and not _is_parted(passage, index, begin):
        return None  # a subject that was not understood stands before it: التقويم في البلاد يشير إلى أن
    if cue.weak and source is None and complement.opener not in ("clause", "colon", "marks"):
        return None
    if cue.weak and source and complement.opener in ("noun", "preposition") and not _is_agent(passage, source):
        return None
    return Draft(
        f"{rule}:{complement.opener}",
        cue,
        cue.cue_class,
        cue.lemma,
        cue_span,
        source,
        boundary,
        complement.start,
        complement.skip,
        complement.mark,
        complement.opener,
    )


_NO_NOUN = MEDIUM | TIME | DEMONSTRATIVE | NEGATION | RELATIVE | COMPLEMENTISER


def _past_circumstance(passage: Passage, place: int, end: int) -> int:
    """Past time words and one circumstance between commas: أعلن أمس الثلاثاء | …, استبعد، في أغسطس الماضي، | …"""
    tokens, roles = passage.tokens, passage.roles
    start = place
    while place < end and (
        (roles[place] & TIME and not roles[place] & MEDIUM)
        or roles[place] & (ASIDE | MANNER)
        or readings[tokens[place]].bits & TIME_WORD
    ):
        place += 1
    if place < end and tokens[place] in COMMAS:
        for close in range(place + 1, min(end, place + 9)):
            if tokens[close] in COMMAS:
                return close + 1
        return start if place == start else place + 1
    return place


def _subject(passage: Passage, after: int, stop: int, complement: Complement, cue: Cue) -> tuple[int, int, int] | None:
    """The subject of a verb that takes an object, where only one noun phrase was seen before its complement.

    A sound plural in the accusative is the object; and where the verb cannot do without its object, the one noun phrase
    is it, unless it hides two.
    """
    head = passage.tokens[after]
    bits = readings[head].bits
    construct = head.endswith("ي") and not head.startswith("ال")  # طرفي النزاع, منتجي النفط
    if (head.endswith("ين") or construct) and bits & (PLURAL | DUAL) and not bits & NISBA:
        return None
    feminine = bits & FEMININE or (bits & BODY and head.endswith("ة"))
    if feminine and cue.gender == "m" and cue.number == "s" and not bits & PLURAL and complement.distance == 0:
        return None  # «وطالب الحكومة بـ»: the verb's form shows another subject
    if cue.transitive and not cue.pronoun and complement.distance == 0 and cue.clitic:
        split = split_object(passage, after, stop)
        if split:
            return after, split, 0
        return None if stop - after <= 3 else (after, stop, 0)
    return (after, stop, 0)


def _topic(passage: Passage, index: int, begin: int) -> tuple[int, int] | None:
    """أما S ف‍VERB …: the noun phrase between أما and the verb."""
    for place in range(index - 1, max(begin, index - 14) - 1, -1):
        if passage.tokens[place] in ("اما", "واما"):
            broken = any(passage.roles[between] & RESUMPTION for between in range(place + 1, index))
            return (place + 1, index) if place + 1 < index and not broken else None
    return None


def _is_parted(passage: Passage, index: int, begin: int) -> bool:
    """Whether the verb at `index` opens a clause, so that its subject can be left out."""
    return (
        index <= begin
        or passage.tokens[index - 1] in COMMAS
        or bool(passage.roles[index - 1] & (LINK | AUXILIARY | ASIDE | COMPLEMENTISER))
    )


def _agrees(passage: Passage, before: tuple[int, int], after: int, stop: int) -> bool:
    """Whether the noun phrase before the verb is the likelier subject though one follows."""
    first = passage.tokens[before[0]]
    return bool(passage.roles[before[0] - 1] & LINK if before[0] else 0) and bool(
        readings[first].bits & (_AGENT | DEFINITE)
    )


def _is_agent(passage: Passage, source: tuple[int, int, int]) -> bool:
    for token in passage.tokens[source[0] : source[1]]:
        bits = readings[token].bits
        if bits & (_AGENT | PARTICLE) or (not bits and token[0].isalpha() and token not in frequent_words()):
            return True  # an agent, or a word so rare that it must be a name
    return False


def _clitic(token: str) -> int:
    """Letters of و or ف written before a source's first word."""
    return 1 if token[0] in "وف" and len(token) > 3 and token not in whole_words() else 0


CLAUSE = 120
"""Tokens before a verb among which its subject is sought: no clause is longer, but a text without stops may be."""


def _clause_low(passage: Passage, index: int, begin: int, *, heading: bool) -> tuple[int, bool]:
    """From where a subject of the verb at `index` may stand, and whether كان opens the clause."""
    tokens, roles = passage.tokens, passage.roles
    for place in range(index - 1, max(begin, index - 22) - 1, -1):
        if tokens[place] in ("كان", "وكان", "كانت", "وكانت", "فكان", "كانوا", "وكانوا") and place < index - 1:
            return place + 1, True
        if tokens[place] in TERMINATORS or roles[place] & COMPLEMENTISER:
            break
        found = forms().get(tokens[place])
        if found and found.kind == VERB and not roles[place] & AUXILIARY:
            break
    place = index
    begin = max(begin, index - CLAUSE)
    while place > begin:
        token = tokens[place - 1]
        if token in COMMAS and not (roles[place] & TIME or tokens[place : place + 1] == ["قد"]):
            # «S، وصف S، V»: step over an apposition only when the verb follows its closing comma.
            break
        if (
            token == ":"
            or token in TERMINATORS
            or (
                token in MARK_CHARACTERS
                and passage.marks.get(place - 1) is None
                and not _short_mark(passage, place - 1)
            )
        ):
            break
        if roles[place - 1] & LINK:
            return place - 1, False
        if roles[place - 1] & COMPLEMENTISER:
            break
        joined = place < index and heading and _clitic(token)
        if joined and (readings[token].bits & (_AGENT | DEFINITE) or token[1:] not in frequent_words()):
            return place - 1, False
        place -= 1
    return place, False


def _short_mark(passage: Passage, close: int) -> bool:
    """Whether the mark at `close` ends a span short enough to be a name."""
    span = passage.closing.get(close)
    return span is None or passage.words_in(span) <= 4


def _predicate(passage: Passage, after: int, stop: int, end: int, cue: Cue) -> Complement | None:
    """اعتبر S ⟦X Y⟧, معتبرا ⟦X Y⟧: two bare noun phrases, said of each other."""
    place = stop
    while place < end and (passage.tokens[place] in COMMAS or passage.roles[place] & (TIME | ASIDE)):
        place += 1
    if place + 1 >= end or (not passage.tokens[place][0].isalnum() and place not in passage.marks):
        return None
    if passage.roles[place] & (MEDIUM | LINK | RELATIVE | NEGATION) or not (
        cue.pronoun or stop > after or cue.kind == PARTICIPLE
    ):
        return None
    return Complement(place, 0, None, "predicate", place - after)


def _relative(passage: Passage, index: int, cue: Cue, begin: int, end: int) -> Draft | None:
    """S الذي/التي CUE content: only where the content stands right after the cue and the antecedent can speak."""
    if cue.weak:
        return None
    head = index - 1
    start = head
    while (
        start > begin
        and head - start < 6
        and passage.tokens[start - 1][0].isalnum()
        and not passage.roles[start - 1] & (MEDIUM | LINK | AUXILIARY | COMPLEMENTISER)
    ):
        start -= 1
    if cue.pronoun:
        # «… الذي تعتبره S ⟦Y⟧»
        after = index + 1
        stop = source_end(passage, after, end, cue)
        if not cue.governs & PREDICATE or stop <= after or stop >= end or not passage.tokens[stop][0].isalnum():
            return None
        complement = Complement(stop, 0, None, "predicate", 0)
        source = (after, stop, 0)
    else:
        found = find_complement(passage, index + 1, end, cue, directly=True)
        if found is None and cue.governs & PREDICATE and not cue.past:
            found = _predicate(passage, index + 1, index + 2, end, cue)
            found = found and found._replace(start=index + 1)
        if found is None or found.opener == "noun":
            return None
        complement = found
        while start < head and source_end(passage, start, head, None) < head:
            start += 1
        if start >= head or not _is_agent(passage, (start, head, 0)):
            return None
        source = (start, head, _clitic(passage.tokens[start]))
    return Draft(
        "relative",
        cue,
        cue.cue_class,
        cue.lemma,
        (index, index + 1, cue.clitic),
        source,
        head,
        complement.start,
        complement.skip,
        complement.mark,
        complement.opener,
    )


def _participle(passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int) -> Draft | None:
    """مضيفا أن …, متهما إياه بـ …: the subject is that of the sentence's verb."""
    tokens, roles = passage.tokens, passage.roles
    end = sentence.end
    if index > begin and roles[index - 1] & (NEGATION | RELATIVE | COMPLEMENTISER):
        return None
    if index == sentence.start and cue.clitic == 0 and cue.gender == "f":
        return None
    after = index + 1
    while after < end and roles[after] & SECOND:
        after += 1
    complement = find_complement(passage, after, min(end, after + (20 if cue.governs & OBJECT else 12)), cue)
    if complement is None and cue.governs & PREDICATE:
        complement = _predicate(passage, after, after, end, cue)
    if complement is None:
        return None
    if complement.opener == "noun" and complement.distance > 1:
        return None
    comma = index > begin and (tokens[index - 1] in COMMAS or tokens[index - 1] in MARK_CHARACTERS)
    if not comma and complement.distance > (6 if cue.governs & OBJECT else 2):
        return None
    if cue.weak and complement.opener not in ("clause", "colon", "marks"):
        return None
    return Draft(
        f"participle:{complement.opener}",
        cue,
        cue.cue_class,
        cue.lemma,
        (index, after, cue.clitic),
        None,
        clause_start(passage, index, begin),
        complement.start,
        complement.skip,
        complement.mark,
        complement.opener,
    )


def _naming(passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int) -> Draft | None:
    """إعلان S ⟦…⟧, دعوته إلى ⟦…⟧: a verbal noun with its sayer and its complement."""
    end = sentence.end
    if index > begin and passage.roles[index - 1] & (DEMONSTRATIVE | NEGATION):
        return None
    after = index + 1
    source: tuple[int, int, int] | None = None
    stop = after
    if not cue.pronoun:
        stop = source_end(passage, after, end, cue)
        if stop <= after or not readings[passage.tokens[after]].bits & _AGENT:
            return None
        source = (after, stop, 0)
    complement = find_complement(passage, stop, min(end, stop + 6), cue)
    if complement is None or complement.opener in ("marks", "colon"):
        return None
    if cue.pronoun and complement.distance:
        return None
    return Draft(
        "noun",
        cue,
        cue.cue_class,
        cue.lemma,
        (index, after, cue.clitic),
        source,
        index,
        complement.start,
        complement.skip,
        complement.mark,
        complement.opener,
    )


def _document(passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int) -> Draft | None:
    """جاء في S أن/: …"""
    after = index + cue.length
    stop = source_end(passage, after, sentence.end, None)
    if stop <= after:
        return None
    complement = find_complement(passage, stop, sentence.end, cue)
    between = complement.start if complement else stop
    if any(
        candidate.attribution and stop <= candidate.place < between
        for candidate in passage.candidates_between(stop, between)
    ):
        return None  # a preposition of source nearer to the content names the sayer
    if complement is None or complement.opener not in ("clause", "colon", "marks") or complement.distance > 8:
        return None
    return Draft(
        "document",
        cue,
        cue.cue_class,
        cue.lemma,
        (index, after, cue.clitic),
        (after, stop, 0),
        clause_start(passage, index, begin),
        complement.start,
        complement.skip,
        complement.mark,
        complement.opener,
    )


def _saying(
    passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int, running: Draft | None
) -> Draft | None:
    """بالقول إن …, جاء فيه أن …: a cue of its own where the verb before it says nothing yet."""
    after = index + cue.length
    complement = find_complement(passage, after, sentence.end, cue, directly=True)
    if complement is None or complement.opener not in ("clause", "colon", "marks"):
        return None
    source = running.source if running and cue.kind == SAYING else None
    return Draft(
        "saying",
        cue,
        cue.cue_class,
        cue.lemma,
        (index, after, cue.clitic),
        source,
        clause_start(passage, index, begin),
        complement.start,
        complement.skip,
        complement.mark,
        complement.opener,
    )


def _relay(passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int) -> Draft | None:
    """نقلت W عن S قوله إن …: the speaker is S, not the agency that relays."""
    tokens = passage.tokens
    end = sentence.end
    if _is_denied(passage, index, cue, begin) or (index > begin and passage.roles[index - 1] & RELATIVE):
        return None
    for place in range(index + 1, min(end, index + 18)):
        if tokens[place] == "عن":
            break
        if passage.roles[place] & COMPLEMENTISER or tokens[place] == ":":
            place = end
            break
    else:
        place = end
    if place < end:
        after = place + 1
        stop = source_end(passage, after, end, None)
        source: tuple[int, int, int] | None = (after, stop, 0) if stop > after else None
    else:
        after = index + 1
        stop = source_end(passage, after, end, cue)
        source = (after, stop, 0) if stop > after else None
    if source is None:
        return None
    for further in range(stop, min(end, stop + 24)):
        for rest, phrase in phrases().get(tokens[further], ()):
            if phrase.kind == RELAY and passage.follows(further + 1, rest):
                complement = find_complement(passage, further + 1, end, phrase)
                if complement:
                    return Draft(
                        "relay",
                        phrase,
                        cue.cue_class,
                        phrase.lemma,
                        (further, further + 1, phrase.clitic),
                        source,
                        clause_start(passage, index, begin),
                        complement.start,
                        complement.skip,
                        complement.mark,
                        complement.opener,
                    )
    complement = find_complement(passage, stop, end, cue._replace(governs=cue.governs & ~NOUN & 7))
    if complement is None or complement.opener not in ("clause", "colon", "marks"):
        return None
    return Draft(
        "relay",
        cue,
        cue.cue_class,
        cue.lemma,
        (index, index + 1, cue.clitic),
        source,
        clause_start(passage, index, begin),
        complement.start,
        complement.skip,
        complement.mark,
        complement.opener,
    )


def _tail_verb(
    passage: Passage,
    index: int,
    cue: Cue,
    cue_span: tuple[int, int, int],
    source: tuple[int, int, int] | None,
    begin: int,
) -> Draft | None:
    """«…»، يقول S: the cue follows its quote."""
    place = index - 1
    if place >= begin and passage.tokens[place] in COMMAS:
        place -= 1
    if cue.weak or cue.strict or place < begin or passage.tokens[place] not in MARK_CHARACTERS or cue.clitic:
        return None
    span = passage.closing.get(place)
    if span is None or span.open < begin or passage.words_in(span) < 3:
        return None
    return Draft(
        "quote-verb",
        cue,
        cue.cue_class,
        cue.lemma,
        cue_span,
        source,
        span.open,
        span.open,
        0,
        span,
        "tail",
        span.close + 1,
        source[1] if source else index + 1,
    )


def _attribution(
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
            skip = 0 if tokens[after].startswith("لل") else 1
    cue_end = index + 1 + len(attribution.rest)
    if attribution.takes == "verb":
        while after < end and roles[after] & AUXILIARY:
            after += 1
        if after >= end:
            return None
        verb = _verb_form(tokens[after])
        if verb is None or verb.kind != VERB:
            return None
        cue_end = after + 1
        after += 1
        while after < end and tokens[after] in ("عنه", "عنها", "به", "بها", "فيه", "له"):
            after += 1
        gender, number, lemma = verb.gender, verb.number, f"{attribution.lemma} {verb.lemma}"
    else:
        gender = number = ""
        lemma = attribution.lemma
    stop = source_end(passage, after, end, None)
    if skip and stop == after:
        stop = after + 1
    if stop <= after:
        return None
    if attribution.takes == "source" and not _can_speak(passage, after, stop, skip):
        return None
    cue = Cue(lemma, attribution.cue_class, "a", 0, gender, number)
    cue_span = (index, cue_end, attribution.clitic)
    source = (after, stop, skip)
    front = _is_front(passage, index, begin, sentence)
    if attribution.takes == "verb" and stop < end and (attribution.tail_only or not front):
        if tokens[stop][0].isalnum() and not roles[stop] & (MEDIUM | TIME | LINK):
            return None
        if attribution.tail_only and any(
            roles[place] & COMPLEMENTISER or tokens[place] == ":" for place in range(stop, end)
        ):
            return None
    if front and not attribution.tail_only:
        return _front(passage, sentence, stop, cue, cue_span, source, attribution.takes)
    return _tail(passage, sentence, index, begin, running, cue, cue_span, source)


def _verb_form(token: str) -> Cue | None:
    """The cue of a verb that may carry the pronoun of «ما»: أعلنه، أوردته."""
    table = forms()
    for ending in ("", "ه", "ها"):
        found = table.get(token.removesuffix(ending) if ending else token)
        if found and found.kind == VERB:
            return found
    return None


def _can_speak(passage: Passage, first: int, stop: int, skip: int) -> bool:
    word = passage.tokens[first][skip:]
    if passage.roles[first] & NO_SAYER:
        return False
    if any(readings[token].bits & _AGENT for token in (word, *passage.tokens[first + 1 : stop])):
        return True
    return not passage.roles[first] & (OBJECT_WORD | DEMONSTRATIVE) and not is_event_noun(word)


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
    source: tuple[int, int, int],
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


def _tail(
    passage: Passage,
    sentence: Sentence,
    index: int,
    begin: int,
    running: Draft | None,
    cue: Cue,
    cue_span: tuple[int, int, int],
    source: tuple[int, int, int],
) -> Draft | None:
    tokens, roles = passage.tokens, passage.roles
    end = index
    if running is not None and running.rule == "attribution-middle":
        running = None
        begin = sentence.start
    while end > begin and (tokens[end - 1] in COMMAS or tokens[end - 1] in ("وذلك", "و")):
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
                "closes", cue, cue.cue_class, cue.lemma, cue_span, None, end, end, 0, None, "closes", end, source[1]
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
    if end - start < 3:
        return None
    mark = passage.marks.get(start)
    skip = _clitic(tokens[start]) if mark is None else 0
    stop = source[1]
    if (
        stop < sentence.end
        and tokens[stop][0].isalnum()
        and not roles[stop] & (LINK | MEDIUM | TIME | ASIDE)
        and running is None
    ):
        return Draft(
            "attribution-middle",
            cue,
            cue.cue_class,
            cue.lemma,
            cue_span,
            source,
            boundary,
            start,
            skip,
            None,
            "middle",
            None,
            stop,
        )
    return Draft(
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
        source[1],
    )


def read_heading(passage: Passage, sentence: Sentence, end: int, drafts: Sequence[Draft]) -> Draft | None:
    """«S: ⟦…⟧» in a title, a subhead or a dialogue, up to token `end` of its line."""
    tokens, roles = passage.tokens, passage.roles
    first = sentence.start
    if first and tokens[first - 1] != "\n":
        return None
    while first < sentence.end and not tokens[first][0].isalnum() and first not in passage.marks:
        first += 1
    for place in range(first, min(sentence.end - 1, first + (12 if sentence.heading or sentence.title else 6))):
        token = tokens[place]
        if token == ":" and place > first:
            break
        if token in COMMAS or roles[place] & (COMPLEMENTISER | RESUMPTION) or token in TERMINATORS:
            return None
        found = forms().get(token)
        if found and found.kind == VERB and not found.weak and not readings[token].bits & _AGENT:
            return None
    else:
        return None
    if any(
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
    stop = place
    bits = [readings[token].bits for token in tokens[first:stop]]
    cut = source_end(passage, first, stop, None)
    addressed = first < cut < stop and tokens[cut][0] == "ل"
    short = len(bits) <= 2 and not any(bit & DEFINITE for bit in bits) and sentence.title
    if not addressed and not short and not _is_agent(passage, (first, stop, 0)):
        return None
    if cut <= first or (cut < stop and not roles[cut] & MEDIUM and tokens[cut][0] != "ل"):
        return None
    begin = place + 1
    if begin >= end or end - begin < 3:
        return None
    opening = begin + 1 if begin in passage.marks else begin
    if all(bit & PLACE for bit in bits) and is_event_noun(tokens[opening]):
        return None  # «ليبيا: فرار مئات السجناء»: the place of the news, not its sayer
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
