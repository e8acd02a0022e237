"""Where a source phrase stands: past what comes between verb and subject, or before the verb."""

from __future__ import annotations

from stance.quotes.cues import DOCUMENT as DOCUMENT_CUE
from stance.quotes.cues import NOUN, PARTICIPLE, VERB, Cue, forms
from stance.quotes.grammar import (
    ANAPHOR,
    ASIDE,
    AUXILIARY,
    COMPLEMENTISER,
    COPULA,
    DEMONSTRATIVE,
    FREE_RELATIVE,
    HYPOTHESIS,
    INCOMPLETE,
    LINK,
    MANNER,
    MEDIUM,
    NEGATION,
    NUMBER,
    RELATIVE,
    RESUMPTION,
    SECOND,
    TIME,
    TOPIC,
    frequent_words,
)
from stance.quotes.grammar import roles as grammar_roles
from stance.quotes.marks import MARK_CHARACTERS
from stance.quotes.passage import COMMAS, DASHES, TERMINATORS, Passage
from stance.quotes.source_phrase import (
    AGENT,
    BREAK,
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
    CALLED,
    CLAUSE,
    COMMON_NOUN,
    DEFINITE,
    DOCUMENT,
    GIVEN,
    OWNED,
    PARTICLE,
    PERFECT,
    PRONOUN,
    is_definite_adjective,
    is_verb,
    looks_imperfect,
    readings,
    word_classes,
)
from stance.speakers.words import TIME as TIME_WORD
from stance.speakers.words import VERB as VERB_WORD

_POINTING = Cue("", "report", VERB, NOUN)
"""Any verb that points back at a quotation; it may have an object too: بهذه الكلمات لخص S | حاله."""
LONGEST_OPENING = 9
"""Tokens of a circumstance that opens a sentence before its verb, at the most."""
LONGEST_ASIDE = 16
"""Tokens between a subject and its verb at the most: a parenthesis or relative clause."""


def past_addressee(passage: Passage, place: int, end: int, governs: int) -> int:
    """Past what can stand between verb and subject (قال لنا …, قالت للوكالة …, ختم حديثه …); `place` if nothing."""
    start = place
    while place < end and (
        passage.roles[place] & (ANAPHOR | MANNER)
        or (passage.roles[place] & TIME and not passage.roles[place] & (MEDIUM | INCOMPLETE | DEMONSTRATIVE))
        or (place + 1 < end and passage.roles[place] & MEDIUM and passage.roles[place + 1] & ASIDE)
    ):
        tongue = passage.roles[place] & MANNER and passage.tokens[place].startswith("بال")  # باللغة الإنكليزية
        place += 1 + bool(passage.roles[place] & MEDIUM)  # واعتبر من جهته رئيس …
        place += bool(tongue and place < end and is_definite_adjective(passage.tokens[place]))
    addressed = place < end and place == start and passage.tokens[place][0] == "ل" and not governs & LETTER["ل"]
    if addressed and is_preposition_clitic(passage.tokens[place], "ل"):
        place += 1
        span = passage.marks.get(place) if passage.tokens[place - 1] == "ل" else None
        if span and span.closed and passage.words_in(span) <= 4:
            place = span.close + 1  # تقول لـ«المسار» ليلى حمزة
        while place < end and (
            is_adjective(passage.tokens[place], readings[passage.tokens[place]].bits)
            or (passage.tokens[place].endswith("ين") and passage.tokens[place - 1].endswith("ين"))
        ):
            place += 1  # قالت للمحررين البرلمانيين
        bits = readings[passage.tokens[place]].bits if place < end else 0
        return place if bits & (TITLE | GIVEN | ANONYMOUS) and not bits & AND else start
    if place < end and readings[passage.tokens[place]].bits & OWNED and readings[passage.tokens[place]].bits & DOCUMENT:
        place += 1
    return place


def source_before(passage: Passage, verb: int, begin: int, *, auxiliary: bool, heading: bool) -> tuple[int, int] | None:
    """The noun phrase that stands right before the verb at `verb` and opens its clause after `begin`, or None.

    `auxiliary`: «كان» opens the clause, so that its subject must stand there; so it does in a `heading`.
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
    stop -= stop > begin + 1 and stop < verb and bool(roles[stop] & ASIDE and roles[stop - 1] & MEDIUM)  # | من جهته
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
    if any(found.cue and found.cue.kind == DOCUMENT_CUE for found in passage.candidates_between(start, start + 1)):
        return None  # جاء في لافتة رفعت …: a cue's own
    found = forms().get(first)
    if (found and found.kind in (VERB, PARTICIPLE) and not bits & AGENT) or (len(first) == 1 and first.isalnum()):
        return None
    if any(not readings[token].bits & ~VERB_WORD and is_verb(token) for token in tokens[start:stop]):
        return None  # the verb of that phrase comes before: بدا كلام الصيعان
    common = first in word_classes() or (first in frequent_words() and not (auxiliary or heading))
    counted = role & NUMBER and tokens[start + 1 : start + 2] == ["من"]  # غير أن ثلاثة من الأهالي أكدوا
    if not bits & (AGENT | DEFINITE | GIVEN | PARTICLE) and first.isalpha() and common and not counted:
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


def dative_subject(passage: Passage, verb: int, begin: int) -> tuple[int, int, int] | None:
    """The noun phrase behind ل whose deed the verb at `verb` tells: «سبق لـS أن V»."""
    tokens, roles = passage.tokens, passage.roles
    if verb - 1 <= begin or not roles[verb - 1] & COMPLEMENTISER:
        return None
    for place in range(verb - 2, max(begin, verb - LONGEST), -1):
        if roles[place - 1] & AUXILIARY and is_preposition_clitic(tokens[place], "ل"):
            return (place, verb - 1, 1) if source_end(passage, place, verb - 1, None) == verb - 1 else None
    return None


def subject_before(passage: Passage, verb: int, begin: int, *, opens: bool) -> tuple[int, int] | None:
    """The subject of the verb at `verb` at the beginning of its clause, with more than it in between, or None.

    «لكن S، وصف S، V», «S الذي … V», «S في … V»: after the phrase comes a parenthesis between commas, a relative clause
    or a prepositional phrase, and nothing else. `opens`: token `begin` opens the sentence, so that a subject may stand
    there without «لكن» or «كان» before it.
    """
    tokens, roles = passage.tokens, passage.roles
    start = _clause_opening(passage, verb, begin, opens=opens)
    if start is None:
        return None
    bits = readings[tokens[start]].bits
    counted = roles[start] & NUMBER
    relative = any(role & RELATIVE for role in roles[start + 1 : min(start + 4, verb)])
    comma = next((at for at in range(start + 1, min(start + 4, verb)) if tokens[at] in COMMAS), verb)
    apposed = comma + 1 < verb and bool(readings[tokens[comma + 1]].bits & TITLE)  # أبيغال دروري، والدة جندي أسير، V
    named = (relative or apposed) and not bits and tokens[start].isalpha() and tokens[start] not in word_classes()
    agent = counted or named or is_agent_word(tokens[start], bits)
    if roles[start] & (BREAK | MEDIUM | ASIDE) or not agent or (named and tokens[start] in frequent_words()):
        return None
    stop = source_end(passage, start, verb, None)
    last = verb
    while last > stop and (roles[last - 1] & (AUXILIARY | TIME) or readings[tokens[last - 1]].bits & TIME_WORD):
        last -= 1
    if stop <= start or stop > last or stop == verb:
        return None
    between = range(stop, last)
    if any(roles[place] & COMPLEMENTISER or tokens[place] in ".!؟?:" for place in between):
        return None
    if stop == last:
        return start, stop
    verbs = [place for place in between if not readings[tokens[place]].bits & ~VERB_WORD and is_verb(tokens[place])]
    dashes = tokens[stop] in DASHES and tokens[last - 1] in DASHES and last - 1 > stop
    if tokens[stop] in COMMAS or dashes:
        if (tokens[last - 1] not in COMMAS and not dashes) or len(between) > LONGEST_ASIDE:
            return None
        named = any(readings[tokens[place]].bits & CALLED for place in between)
        return (start, last - 1) if named else (start, stop)
    if roles[stop] & RELATIVE:
        joined = not bits and tokens[start][0] in "وف"  # ولاقت الخطوة التي …: a verb, or a name
        told = bool(verbs) or (stop + 2 < last and not roles[stop + 1] and not joined)  # S الذي | زار المدينة …
        return (start, stop) if told and len(between) <= LONGEST_ASIDE else None
    return (start, stop) if roles[stop] & MEDIUM and not verbs and len(between) <= 7 else None


def main_subject(
    passage: Passage, place: int, begin: int, cue: Cue | None, *, led: bool = False
) -> tuple[int, int, int] | None:
    """The subject of the verb that opens the clause from `begin` on, for a `cue` at `place` that depends on it.

    «استهل S حديثه مشددا على …», «يختصر S المسألة بقوله: …», «عقد S مؤتمرا قال فيه …». `led`: to the cue leads a
    preposition that needs a verb («حرص S على التأكيد أن»), so that a word which may be a noun is taken for one.
    """
    tokens, roles = passage.tokens, passage.roles
    start = begin
    if start < place and roles[start] & MEDIUM:  # وعلى الطرف الآخر من النهر، ألقى S كلمة قال فيها …
        start = next((at for at in range(start, min(start + LONGEST_OPENING, place)) if tokens[at] in COMMAS), start)
        reach = min(place, start + LONGEST + LONGEST_ASIDE)
        if any(tokens[at] in COMMAS and tokens[at + 1][0] == "و" for at in range(start, reach)):
            return None  # …، وتوجه قائد المجموعة …: a second clause, with a subject of its own
    while start < place and (
        roles[start] & (LINK | ASIDE | AUXILIARY | TIME | NEGATION | RESUMPTION)
        or tokens[start] in COMMAS
        or (roles[start] & COMPLEMENTISER and start > begin and roles[start - 1] & AUXILIARY)  # سبق أن | أصدرت S بيانا
    ):
        start += 1
    returns = led and begin < start < place and roles[start - 1] & AUXILIARY  # عاد | الوزير ليؤكد
    if start >= place or not (returns or is_main_verb(tokens[start]) or (led and _may_be_perfect(tokens[start]))):
        return None
    after = past_addressee(passage, start + (not returns), place, 0)
    stop = source_end(passage, after, place, cue and cue._replace(governs=0))
    if stop <= after or roles[after] & (MEDIUM | DEMONSTRATIVE | COMPLEMENTISER):
        return None
    bits = readings[tokens[after]].bits
    named = led and not bits and tokens[after] not in word_classes()
    return (after, stop, 0) if named or is_agent_word(tokens[after], bits) else None


def clause_subject(passage: Passage, verb: int, begin: int, cue: Cue) -> tuple[int, int, int] | None:
    """The subject of the clause in whose document the words of `verb` stand: …، لكن S ردت ببيان | نفت فيه.

    Clauses open with a comma or «لكن»; the nearest one with a subject counts, before its verb only behind «لكن».
    """
    tokens, roles = passage.tokens, passage.roles
    for place in range(verb - 1, max(begin, verb - LONGEST - LONGEST_ASIDE) - 1, -1):
        role = roles[place]
        if tokens[place] in TERMINATORS:
            return None
        if role & LINK:
            start = place + 1
            start += bool(roles[start] & COMPLEMENTISER)
            stop = source_end(passage, start, verb, None)
            if (
                start < stop < verb
                and tokens[stop] not in COMMAS
                and is_agent_word(tokens[start], readings[tokens[start]].bits)
            ):
                return start, stop, 0
        elif role & COMPLEMENTISER and not roles[place - 1] & LINK:
            return None
        if (tokens[place] in COMMAS or role & LINK) and (found := main_subject(passage, verb, place + 1, cue)):
            return found
    return None


def source_around(passage: Passage, begin: int, first: int, last: int) -> tuple[int, int, int] | None:
    """The subject of an unknown verb around the marked span at ``[first, last)`` in the sentence from `begin` on.

    «…»، تضحك سيدة خمسينية; «…». بهذه الكلمات لخص المزارع حاله; رافع النائب من أجل «…»
    """
    tokens = passage.tokens
    verb = last
    while verb < len(tokens) and tokens[verb] in COMMAS:
        verb += 1
    pointed = _past_pointer(passage, verb)
    verb = pointed or verb
    limit = min(len(tokens), verb + LONGEST)
    if verb + 1 < limit and tokens[verb][0] not in "وف" and (pointed or is_main_verb(tokens[verb])):
        stop = source_end(passage, verb + 1, limit, _POINTING if pointed else None)
        bits = readings[tokens[verb + 1]].bits
        if stop > verb + 1 and (is_agent_word(tokens[verb + 1], bits) or (pointed and bits & PARTICLE)):
            return verb + 1, stop, 0
    return main_subject(passage, first, begin, None) if begin < first else None


def _past_pointer(passage: Passage, place: int) -> int:
    """The verb behind words that point back at a quote, else 0: هكذا | يبدأ S, بهذه الكلمات | لخص S."""
    tokens, roles = passage.tokens, passage.roles
    while place < len(tokens) and tokens[place] in (".", ":", *COMMAS):
        place += 1
    if place + 3 >= len(tokens):
        return 0
    pointer = grammar_roles().get(tokens[place].removeprefix("ب"), 0)
    if not pointer & DEMONSTRATIVE and not roles[place] & ASIDE:
        return 0
    place += 1
    place += bool(readings[tokens[place]].bits & DEFINITE)
    place += bool(roles[place] & FREE_RELATIVE)
    return 0 if place + 1 >= len(tokens) or readings[tokens[place]].bits & (AGENT | DEFINITE) else place


def is_main_verb(token: str) -> bool:
    """Whether the word, with or without و or ف, is a finite verb by its forms in news."""
    found = forms().get(token)
    word = token[1:] if token[0] in "وف" and len(token) > 1 else token
    return bool(found and found.kind == VERB) or is_verb(token) or looks_imperfect(word)


def _may_be_perfect(token: str) -> bool:
    """Whether the word may be a verb in the perfect, or is one of which nothing is known: حرص, سارعت."""
    word = token[1:] if token[0] in "وف" and len(token) > 4 else token
    classes = word_classes().get(word, 0) | word_classes().get(word.removesuffix("ت"), 0)
    return bool(classes & PERFECT or not (classes or readings[word].bits))


def is_agent_word(token: str, bits: int) -> bool:
    """Whether a phrase that begins with the word can be a sayer."""
    if bits & (TITLE | AGENT | CALLED | PRONOUN):
        return True
    return bits == DEFINITE and not word_classes().get(token[2:], 0) & COMMON_NOUN


def _clause_opening(passage: Passage, verb: int, begin: int, *, opens: bool) -> int | None:
    """The token after «لكن», «غير أن», «كان» or the sentence's beginning that opens the clause of `verb`."""
    roles = passage.roles
    low = max(begin, verb - LONGEST - LONGEST_ASIDE)
    for place in range(verb - 1, low - 1, -1):
        if passage.tokens[place] in TERMINATORS or roles[place] & RESUMPTION:
            return None
        relative = place > low and roles[place - 1] & RELATIVE
        if roles[place] & COPULA and (relative or _is_auxiliary(passage, place, verb)):
            continue  # «S الذي كان …», «S، …، كان قد V»
        if roles[place] & LINK or (roles[place] & COPULA and place < verb - 1):
            place += 1
            while place < verb and roles[place] & (COMPLEMENTISER | LINK | AUXILIARY):
                place += 1
            return place if place < verb else None
        if roles[place] & COMPLEMENTISER and not (place > low and roles[place - 1] & LINK):
            return None
    return low if opens and low == begin and low < verb else None


def _is_auxiliary(passage: Passage, place: int, verb: int) -> bool:
    """Whether nothing but «قد» stands between the copula at `place` and the verb, and a comma before it."""
    between = passage.roles[place + 1 : verb]
    return passage.parted(place) and place > 0 and all(role & AUXILIARY for role in between)
