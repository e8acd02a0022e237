"""Finite verbs as cues: VERB source …, source VERB …, and the verb whose source is left out or stands behind."""

from __future__ import annotations

from stance.quotes.complements import Complement, find_complement
from stance.quotes.cues import COLON, MARKS, NOUN, OBJECT, PARTICIPLE, PREDICATE, VERB, Cue, forms
from stance.quotes.drafts import Draft, clause_start, clitic_of, draft_of, is_agent, is_denied
from stance.quotes.grammar import (
    ANAPHOR,
    ASIDE,
    ASKED,
    AUXILIARY,
    COMPLEMENTISER,
    COPULA,
    DEMONSTRATIVE,
    LINK,
    MANNER,
    MEDIUM,
    NEGATION,
    NUMBER,
    PRONOUN,
    RELATIVE,
    RESUMPTION,
    SECOND,
    TIME,
    TOPIC,
    frequent_words,
    is_event_noun,
)
from stance.quotes.marks import MARK_CHARACTERS
from stance.quotes.passage import COMMAS, TERMINATORS, Passage, Sentence
from stance.quotes.source_phrase import (
    AGENT,
    LETTER,
    PRONOUNS,
    is_preposition_clitic,
    object_follows,
    source_end,
    split_object,
    split_transitive,
)
from stance.quotes.sources import (
    clause_subject,
    dative_subject,
    main_subject,
    past_addressee,
    source_before,
    subject_before,
)
from stance.speakers.words import (
    ACCUSATIVE,
    AND,
    ANONYMOUS,
    BODY,
    CLAUSE,
    COMMON_NOUN,
    DEFINITE,
    DEFINITE_GIVEN,
    DOCUMENT,
    DUAL,
    EVENT,
    FEMININE,
    GIVEN,
    MEDIA,
    NISBA,
    OFFICE,
    PARTICLE,
    PARTY,
    PLACE,
    PLURAL,
    RANK,
    SAME,
    SPOKESMAN,
    TITLE,
    TO,
    is_definite_adjective,
    is_definite_noun,
    is_indefinite_adjective,
    is_verb,
    readings,
    tells_of_us,
    word_classes,
)
from stance.speakers.words import PREPOSITION as PREPOSITION_WORD
from stance.speakers.words import TIME as TIME_WORD


def read_verb(
    passage: Passage, sentence: Sentence, index: int, cue: Cue, begin: int, running: Draft | None
) -> Draft | None:
    """VERB source … content; source VERB content; VERB content with the source left out."""
    tokens, roles = passage.tokens, passage.roles
    if index > begin and (readings[tokens[index - 1]].bits & (PARTICLE | CLAUSE | GIVEN)) == PARTICLE:
        return None  # فيصل بن طالب
    if (cue.weak and roles[index] & MEDIUM) or is_denied(passage, index, cue, begin):
        return None  # وردا على سؤال
    if cue.strict and cue.past and not _is_parted(passage, index, begin):
        return None
    end = sentence.end
    after = index + cue.length
    head = index
    while head > begin and roles[head - 1] & AUXILIARY:
        head -= 1
    if head > begin and roles[head - 1] & RELATIVE:
        relative = read_relative(passage, index, cue, begin, end, head - 1)
        if relative or head == index:
            return relative
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
        tail = read_tail_verb(passage, index, cue, cue_span, (after, told, 0) if told > after else None, begin)
        if tail:
            return tail
    low, auxiliary = clause_low(passage, index, begin, heading=sentence.heading, number=cue.number)
    auxiliary = auxiliary and not (cue.clitic and index > low and tokens[index - 1] in COMMAS)  # كان …، وطالب
    # A verb in the dual or plural has its subject before it, or none: و | أبلغا مراسل الوكالة أنهما
    stop = after if cue.number in _COUNTED else source_end(passage, after, end, cue)
    topic = _topic(passage, index, begin, alone=stop == after)
    before = (
        topic
        if cue.clitic and not auxiliary
        else source_before(passage, index, low, auxiliary=auxiliary, heading=sentence.heading)
    )
    opens = running is None and begin == sentence.start
    if before is None and stop == after and not sentence.heading:
        before = topic or subject_before(passage, index, begin, opens=opens)
    elif before is None and not cue.clitic and (cue.governs & OBJECT or (cue.governs & NOUN and passage.parted(index))):
        fronted = subject_before(passage, index, begin, opens=opens)
        if fronted and (fronted[0] == sentence.start or cue.governs & OBJECT or _is_object(passage, after)):
            before, stop = fronted, after
    if auxiliary and before and stop > after and tokens[index - 1] in COMMAS:
        before = None  # «كانت مقررة في …، قال S»: the auxiliary has a predicate of its own
    if before and index + 1 < end and roles[index + 1] & ANAPHOR and _is_plain_document(tokens[before[0]]):
        before = None  # أصدرت S بيانا أعلنت فيه …: the document's relative clause
    source: tuple[int, int, int] | None
    first = before is not None and before[0] == sentence.start  # the subject opens the sentence
    preferred = sentence.heading or auxiliary or topic or stop == after
    if before and (preferred or _agrees(passage, before, index, opens=first)):
        source = (*before, clitic_of(tokens[before[0]]))
        complement = _complement(passage, after, end, cue)
        rule = "subject-verb"
        boundary = clause_start(passage, before[0], begin)
    else:
        if index > begin and roles[index - 1] & LINK and tokens[index - 1].endswith(PRONOUNS):
            stop = after  # «لكنه حذر مجلس الأمن من …»: the pronoun is the subject
        source, complement = _subject_and_complement(passage, after, stop, end, cue, joined=begin > sentence.start)
        if source and cue.clitic and cue.cue_class == "demand" and _is_asked(passage, source[0], source[1], cue):
            source = None
        rule = "verb-subject" if source else "verb-elided"
        boundary = clause_start(passage, index, begin)
        if source is None and before and cue.transitive and not cue.clitic:  # «الوفاق» تتهم | الحكومة بـ
            source, rule = (*before, clitic_of(tokens[before[0]])), "subject-verb"
            boundary = clause_start(passage, before[0], begin)
    if complement is None and cue.governs & PREDICATE:
        complement = predicate_of(passage, after, stop, end, cue)
    if complement is None:
        return read_tail_verb(passage, index, cue, cue_span, source, begin)
    if source and rule == "verb-subject" and _is_told_of(passage, source, stop, complement):
        source, rule = None, "verb-elided"
    if source is None and not cue.clitic and not cue.weak and complement.distance == 0:
        source = _document_before(passage, index, begin)
    if source is None and index + 1 < end and roles[index + 1] & ANAPHOR and not cue.clitic:
        source = _issued_to(passage, index, begin)  # نقلت W بيانا لـS قالت فيه …
    if source is None and index + 1 < end and roles[index + 1] & ANAPHOR and not cue.clitic:
        source = main_subject(passage, index, begin, cue) if opens else None  # عقد S مؤتمرا قال فيه
        if source is None and (source := clause_subject(passage, index, begin, cue)):
            boundary = min(boundary, clause_start(passage, source[0], begin))
    if source is None and (dative := dative_subject(passage, index, begin)):
        source, rule = dative, "subject-verb"
    if source is None and not _stands_alone(passage, index, begin, cue, complement):
        return None
    impersonal = cue.strict and not cue.past and cue.gender == "f" and rule != "verb-subject"
    if impersonal and not (source and any(readings[token].bits & AGENT for token in tokens[source[0] : source[1]])):
        return None  # تبين لاحقا أنها: it turned out
    if cue.weak and source and complement.opener in ("noun", "preposition") and not is_agent(passage, source):
        return None
    relayed = _relayed(passage, source, stop, complement.start)
    rule = "verb-subject" if relayed and source is None else rule
    return draft_of(f"{rule}:{complement.opener}", cue, cue_span, relayed or source, boundary, complement)


def _is_told_of(passage: Passage, source: tuple[int, int, int], stop: int, complement: Complement) -> bool:
    """Whether the noun behind a verb is a thing that somebody explains «قائلا»: وأوضح | الفارق بين … قائلا: …"""
    thing = source[1] == source[0] + 1 and _is_thing(passage.tokens[source[0]])
    return thing and any(passage.roles[place] & SECOND for place in range(stop, complement.start))


def _is_object(passage: Passage, after: int) -> bool:
    """Whether a verb behind a comma has an object that can be no sayer: لكن S، …، برر | الهجوم بأنه …"""
    return after < len(passage.tokens) and _is_thing(passage.tokens[after])


def _is_thing(token: str) -> bool:
    """Whether the word is a common noun with the article that can be no sayer."""
    return is_definite_noun(token) and not readings[token].bits & AGENT


def _is_plain_document(token: str) -> bool:
    bits = readings[token].bits
    return bool(bits & DOCUMENT) and not bits & (DEFINITE | TITLE)


def _document_before(passage: Passage, index: int, begin: int) -> tuple[int, int, int] | None:
    """The document whose relative clause without a pronoun begins at `index`: قرار (أممي) | يطالب بـ …"""
    if passage.roles[index + 1] & ANAPHOR:
        return None  # كلمة قال فيها: whose, not what
    for place in (index - 1, index - 2):
        if place < begin:
            return None
        if _is_plain_document(passage.tokens[place]):
            return place, index, clitic_of(passage.tokens[place])
        if place == index - 1 and not is_indefinite_adjective(passage.tokens[place]):
            return None
    return None


def _issued_to(passage: Passage, index: int, begin: int) -> tuple[int, int, int] | None:
    """The document with ل and its issuer right before the cue at `index`: (نقلت W) | بيانا للوزارة | قالت فيه"""
    for place in range(index - 2, max(begin, index - LONGEST_ISSUED) - 1, -1):
        if _is_plain_document(passage.tokens[place]):
            issued = is_preposition_clitic(passage.tokens[place + 1], "ل")
            whole = issued and source_end(passage, place, index, None) == index
            return (place, index, clitic_of(passage.tokens[place])) if whole else None
    return None


LONGEST_ISSUED = 8
"""Tokens of a document and its issuer before its relative clause, at the most."""


def _stands_alone(passage: Passage, index: int, begin: int, cue: Cue, complement: Complement) -> bool:
    """Whether a cue without a subject of its own can be read as one whose subject is left out."""
    if complement.distance > 14:
        return False
    if cue.weak and complement.opener not in ("clause", "colon", "marks"):
        deed = complement.opener == "preposition" and is_event_noun(passage.tokens[complement.start][complement.skip :])
        return bool(cue.past and cue.clitic and complement.distance == 0 and deed)  # ووعد | بصرف التعويضات
    first = passage.tokens[begin].removeprefix("و")
    about = complement.opener == "colon" and complement.distance == 0 and readings[first].bits & PREPOSITION_WORD
    if about and not any(map(is_verb, passage.tokens[begin:index])):
        return True  # وعن أسباب الطلب يقول: …
    # Else a subject that was not understood stands before it: التقويم في البلاد يشير إلى أن
    return bool(cue.clitic or cue.past) or _is_parted(passage, index, begin)


def _complement(passage: Passage, place: int, end: int, cue: Cue) -> Complement | None:
    """The complement after `place`; for a verb that takes one, also a bare noun phrase: S يرفض ⟦التفاوض …⟧."""
    complement = find_complement(passage, place, end, cue)
    far = complement is not None and complement.opener == "noun" and complement.distance > _FAR
    if (complement is None or far) and cue.governs & NOUN and not cue.weak:
        bare = past_circumstance(passage, place, end)
        if far and (bare == place or not passage.tokens[bare - 1].isdigit()):
            return complement  # else: رفضت S في عام 2016 | مساعدة الشرطة في …
        noun = bare < end - 1 and not passage.roles[bare] & _NO_NOUN and not tells_of_us(passage.tokens[bare])
        if noun and passage.tokens[bare][0].isalnum():
            return Complement(bare, 0, None, "noun", bare - place)
    return complement


def _subject_and_complement(
    passage: Passage, after: int, stop: int, end: int, cue: Cue, *, joined: bool
) -> tuple[tuple[int, int, int] | None, Complement | None]:
    """The subject in ``[after, stop)``, if it is one, and the complement behind it.

    `joined`: the verb goes on in a sentence that has a subject already.
    """
    if stop == after:
        judges = cue.clitic and cue.cue_class in _JUDGING  # وانتقدت | أداء الشركات
        return None, (_complement if judges else find_complement)(passage, stop, end, cue)
    complement = find_complement(passage, stop, end, cue)
    sure = not cue.weak or (cue.cue_class in _JUDGING and _is_titled(passage.tokens[after]))
    takes_noun = bool(cue.governs & NOUN) and not cue.governs & OBJECT and sure
    far = complement is None or complement.distance > 1
    room = stop < end - 1 or cue.cue_class in _JUDGING
    if takes_noun and far and room and object_follows(passage, after, end, cue):
        return (after, stop, 0), Complement(stop, 0, passage.marks.get(stop), "noun", 0)
    if complement is None and stop < end and _is_described(passage, after) and is_verb(passage.tokens[stop]):
        complement = find_complement(passage, stop + 1, end, cue)  # قال مسؤول | تحدث إلى الشبكة إن
    if complement is not None:
        if cue.governs & OBJECT and complement.opener != "marks":
            return _subject(passage, after, stop, complement, cue, joined=joined), complement
        return (after, stop, 0), complement
    if cue.governs & NOUN and not cue.weak:
        if _object_behind_comma(passage, after, stop, end):
            return (after, stop, 0), Complement(stop + 1, 0, passage.marks.get(stop + 1), "noun", 0)
        split = split_object(passage, after, stop)
        if split and (cue.governs & OBJECT or past_circumstance(passage, stop, end) >= end - 1):
            asked = cue.governs & OBJECT and _shows_another(passage, after, split, cue)
            return None if asked else (after, split, 0), Complement(split, 0, None, "noun", 0)
        bare = _complement(passage, stop, end, cue)
        if bare and (bare.distance or not cue.governs & OBJECT):
            return (after, stop, 0), bare
        if split:
            return (after, split, 0), Complement(split, 0, None, "noun", 0)
    return (after, stop, 0), None


def _object_behind_comma(passage: Passage, after: int, stop: int, end: int) -> bool:
    """Whether an apposition's last comma stands before the object: رفض صاحب المصنع، سامي جرجس، | الاتهامات."""
    tokens = passage.tokens
    if stop + 1 >= end or tokens[stop] not in COMMAS or not any(token in COMMAS for token in tokens[after:stop]):
        return False
    token, role = tokens[stop + 1], passage.roles[stop + 1]
    bits = readings[token].bits
    if not token[0].isalnum() or role & (_NO_NOUN | LINK | ASIDE | RESUMPTION) or bits & (AND | CLAUSE | TIME_WORD):
        return False
    definite = bits & DEFINITE and not bits & (TITLE | GIVEN)
    stem = next((token.removesuffix(ending) for ending in PRONOUNS if token.endswith(ending)), "")
    definite = definite or is_event_noun(stem) or is_event_noun(stem[:-1] + "ة")  # استقالته
    return bool(definite or word_classes().get(token, 0) & COMMON_NOUN) and token not in forms() and not is_verb(token)


def _is_titled(token: str) -> bool:
    """Whether a sayer's phrase surely begins with the word: المجلس، رئيس."""
    bits = readings[token].bits
    return bool(bits & OFFICE or (bits & BODY and bits & DEFINITE))


def _is_office(token: str) -> bool:
    """Whether the word is an office or trade with the article: المحامي."""
    bits = readings[token].bits
    return bool(bits & OFFICE and bits & DEFINITE)


def _is_officer(token: str) -> bool:
    """Whether the word is an office or trade without article, which its department follows: وزيرة (العدل)."""
    bits = readings[token].bits
    return bool(bits & OFFICE) and not bits & (DEFINITE | ANONYMOUS | PLURAL | SPOKESMAN)


def _is_described(passage: Passage, place: int) -> bool:
    """Whether a description without article stands at `place`, so that a verb behind it is its relative clause."""
    bits = readings[passage.tokens[place]].bits
    return bool(bits & ANONYMOUS) and not bits & DEFINITE


def _relayed(
    passage: Passage, source: tuple[int, int, int] | None, stop: int, content: int
) -> tuple[int, int, int] | None:
    """قالت الصحيفة، نقلا عن S، إن …: whom a medium quotes, or by whose mouth (على لسان S) an institution speaks."""
    medium = source and readings[passage.tokens[source[0]][source[2] :]].bits & (MEDIA | DOCUMENT)
    for candidate in passage.candidates_between(stop, content):
        if candidate.attribution and candidate.attribution.cue_class == "relay":
            first = candidate.place + 1 + len(candidate.attribution.rest)
            last = source_end(passage, first, content, None)
            readings_of = (readings[token].bits for token in passage.tokens[first:last])
            named = _is_officer(passage.tokens[first]) or any(
                bits & GIVEN and not bits & PREPOSITION_WORD for bits in readings_of
            )
            return (first, last, 0) if last > first and (medium or named) else None
    return None


_FAR = 4
"""Tokens from a cue to a verbal noun, from which on a bare noun right behind the cue is rather its object."""
_YEAR = 4
"""Digits of a year."""
_COUNTED = frozenset("dp")
"""Numbers of verbs that have no subject behind them: dual and plural."""
_JUDGING = frozenset({"deny", "reject", "condemn", "praise"})
"""Classes of verbs whose content may be a single noun: رفضت الحكومة ⟦الاقتراح⟧."""
_NO_NOUN = MEDIUM | TIME | DEMONSTRATIVE | NEGATION | RELATIVE | COMPLEMENTISER


def past_same_time(passage: Passage, place: int, end: int) -> int:
    """Past «في الوقت نفسه» at `place`; `place` itself where something else stands there."""
    tokens = passage.tokens
    occasion = place + 2 < end and readings[tokens[place + 1]].bits & (TIME_WORD | EVENT | DOCUMENT)
    if not occasion or not passage.roles[place] & MEDIUM:
        return place
    return place + 3 if readings[tokens[place + 2]].bits & SAME else place


def _past_date(passage: Passage, place: int, end: int) -> int:
    """Past «في عام 2016» at `place`; `place` itself where something else stands there."""
    tokens = passage.tokens
    dated = place + 2 < end and passage.roles[place] & MEDIUM and tokens[place + 2].isdigit()
    return place + 3 if dated and len(tokens[place + 2]) == _YEAR else place


def past_circumstance(passage: Passage, place: int, end: int) -> int:
    """Past time words and one circumstance between commas: أعلن أمس الثلاثاء | …, استبعد، في أغسطس الماضي، | …"""
    tokens, roles = passage.tokens, passage.roles
    start = place
    place = _past_date(passage, past_same_time(passage, place, end), end)
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


def _subject(
    passage: Passage, after: int, stop: int, complement: Complement, cue: Cue, *, joined: bool
) -> tuple[int, int, int] | None:
    """The subject of a verb that takes an object, where only one noun phrase was seen before its complement.

    A sound plural in the accusative is the object; and where the verb cannot do without its object, the one noun phrase
    is it, unless it hides two.
    """
    head = passage.tokens[after]
    bits = readings[head].bits
    if cue.clitic and cue.transitive and not cue.pronoun and _is_thing(head):
        return None  # ووصف | الوضع في المدينة بأنه …
    if bits & ACCUSATIVE and cue.clitic and head.endswith("ا") and bits & (OFFICE | ANONYMOUS):
        return None  # واتهمت | عضوا آخر بـ
    construct = head.endswith("ي") and not head.startswith("ال")  # طرفي النزاع, منتجي النفط
    oblique_construct = construct and (complement.distance == 0 or bits & (DUAL | PARTY))
    if (head.endswith("ين") or oblique_construct) and bits & (PLURAL | DUAL | PARTY) and not bits & NISBA:
        return None
    oblique = head.startswith("ال") and head.endswith("ين") and len(head) > 6 and not bits & OFFICE
    if oblique and (bits & NISBA or word_classes().get(head[2:-2], 0) & COMMON_NOUN):
        return None  # طالب الفلسطينيين بـ
    addressed = joined and cue.cue_class == "demand" and bits & DEFINITE and not bits & (GIVEN | OFFICE | RANK)
    if addressed and cue.clitic and complement.distance == 0 and complement.opener == "preposition":
        return None  # …، وطالب الحزب بـ: the sentence has its subject already
    if complement.distance == 0 and _shows_another(passage, after, stop, cue):
        return None
    if cue.transitive and not cue.pronoun and complement.distance == 0:
        split = split_object(passage, after, stop)
        known = readings[passage.tokens[split]].bits & ~(DEFINITE | DEFINITE_GIVEN) if split else 0
        if split and not cue.clitic and not known:
            split = None  # اتهم وزير الدفاع اللواء السعيد بومدين …: of which nothing is known may be a name
        split = split or split_transitive(passage, after, stop)
        if split:
            return after, split, 0
        return None if stop - after <= 3 else (after, stop, 0)
    return (after, stop, 0)


def _shows_another(passage: Passage, after: int, stop: int, cue: Cue) -> bool:
    """Whether the verb's gender shows that the phrase is not its subject: وطالب | الحكومة بـ, ناشد | المنظمات …"""
    head = passage.tokens[after]
    bits = readings[head].bits
    things = bits & PLURAL and bits & (BODY | PLACE) and not bits & OFFICE  # الدول، الحكومات: the verb is feminine
    adjective = passage.tokens[after + 1] if after + 1 < stop else ""
    adjectival = is_definite_adjective(adjective) or _is_unknown_adjective(adjective)
    agrees = bits & DEFINITE and not bits & OFFICE and adjectival
    women = agrees and adjective.endswith("ة")  # الجهات الرسمية
    feminine = bits & FEMININE or (bits & BODY and head.endswith("ة")) or things or women
    man = cue.gender == "m" and cue.number == "s"
    return bool(feminine and man and (not bits & PLURAL or things or women))


def _is_unknown_adjective(token: str) -> bool:
    """Whether a definite word of which nothing is known but that it is no noun can be an adjective: (الأمم) المتحدة."""
    return readings[token].bits == DEFINITE and not word_classes().get(token[2:], 0) & COMMON_NOUN


def _is_asked(passage: Passage, after: int, stop: int, cue: Cue) -> bool:
    """Whether the phrase is one that is asked and does not ask: وحث الأطراف على …, ودعا لوفانيا إلى …"""
    head = passage.tokens[after]
    country = stop == after + 1 and head.endswith("يا") and not readings[head].bits & ~PLACE
    return bool(passage.roles[after] & ASKED) or (country and cue.gender == "m" and cue.number == "s")


def _topic(passage: Passage, index: int, begin: int, *, alone: bool) -> tuple[int, int] | None:
    """أما S ف‍VERB …: the noun phrase between أما and the verb; `alone`: no other subject follows the verb."""
    for place in range(index - 1, max(begin, index - LONGEST_TOPIC) - 1, -1):
        if passage.roles[place] & TOPIC:
            if place + 1 >= index or passage.roles[place + 1] & MEDIUM:
                return None
            broken = not alone and any(passage.roles[between] & RESUMPTION for between in range(place + 1, index))
            if broken:
                return None
            resumed = next((at for at in range(place + 2, index + 1) if _resumes(passage.tokens[at])), None)
            if resumed and any(passage.roles[at] & LINK and passage.parted(at) for at in range(resumed, index)):
                return None  # أما W فصمتت، غير أن S قال
            if resumed is None or resumed == index:
                named = source_end(passage, place + 1, index, None)
                aside = place + 1 < named < index - 1 and passage.tokens[named] in COMMAS
                if aside and passage.roles[named + 1] & RELATIVE:
                    return place + 1, named  # أما S، التي …، فرأت
                stop = index
                while stop > place + 2 and (
                    passage.tokens[stop - 1] in COMMAS or passage.roles[stop - 1] & (AUXILIARY | RESUMPTION)
                ):
                    stop -= 1
                return (place + 1, stop) if resumed or index - place < LONGEST_PLAIN_TOPIC else None
            return place + 1, source_end(passage, place + 1, resumed, None)
    return None


def _resumes(token: str) -> bool:
    """Whether a verb with the ف that answers «أما»: أما التحالف | فأصدر بيانا."""
    short = len(token) == 3 and not readings[token].bits and token not in word_classes()  # فهز
    return token[0] == "ف" and (short or (len(token) > 3 and (is_verb(token[1:]) or token[1:] in forms())))


def _is_parted(passage: Passage, index: int, begin: int) -> bool:
    """Whether the verb at `index` opens a clause, so that its subject can be left out."""
    circumstance = passage.roles[begin] & MEDIUM and begin < index <= begin + 4 and _opens_sentence(passage, begin)
    if circumstance and not any(is_verb(token) or token in COMMAS for token in passage.tokens[begin:index]):
        return True  # وفي سياق متصل | بينت S أن
    return (
        index <= begin
        or passage.tokens[index][0] in "وف"
        or passage.tokens[index - 1] in COMMAS
        or (bool(passage.roles[index - 1] & PRONOUN) and _opens_sentence(passage, index - 1))  # وهو يرى أن
        or bool(passage.roles[index - 1] & (LINK | AUXILIARY | ASIDE | COMPLEMENTISER))
    )


def _opens_sentence(passage: Passage, place: int) -> bool:
    """Whether a stop or line break stands right before token `place`, or nothing."""
    before = passage.tokens[place - 1] if place else "\n"
    return before == "\n" or before in TERMINATORS


def _agrees(passage: Passage, before: tuple[int, int], index: int, *, opens: bool) -> bool:
    """Whether the noun phrase before the verb at `index` is the likelier subject though one follows.

    `opens`: it opens the sentence.
    """
    first = passage.tokens[before[0]]
    if opens and all(role & ASIDE for role in passage.roles[before[1] : index]):
        return bool(readings[first].bits & AGENT)  # روسيا دعت إيران إلى …
    return bool(passage.roles[before[0] - 1] & LINK if before[0] else 0) and bool(
        readings[first].bits & (AGENT | DEFINITE)
    )


LONGEST_TOPIC = 26
"""Tokens between «أما» and a verb with ف that answers it, at the most: a name, its apposition and relative clause."""
LONGEST_PLAIN_TOPIC = 15
"""The same, where no ف tells the verb."""

LONGEST_CLAUSE = 120
"""Tokens before a verb among which its subject is sought: no clause is longer, but a text without stops may be."""


def clause_low(passage: Passage, index: int, begin: int, *, heading: bool, number: str) -> tuple[int, bool]:
    """From where a subject of the verb at `index` may stand, and whether كان opens the clause.

    A `heading` may have two clauses, X يدعو … وY يحذر; but the subject of a verb whose `number` is dual is joined by و
    itself, and that of one in the plural is no thing: عمداء كليات الحقوق والعلوم يرفضون.
    """
    tokens, roles = passage.tokens, passage.roles
    for place in range(index - 1, max(begin, index - 22) - 1, -1):
        if roles[place] & COPULA and place < index - 1:
            return place + 1, True
        if tokens[place] in TERMINATORS or roles[place] & COMPLEMENTISER:
            break
        found = forms().get(tokens[place])
        if found and found.kind == VERB and not roles[place] & AUXILIARY:
            break
    place = index
    begin = max(begin, index - LONGEST_CLAUSE)
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
        joined = heading and token[0] == "و" and clitic_of(token) and not (number == "d" and place == index)
        joined = joined and not (number == "p" and not readings[token].bits & ~(DEFINITE | AND))
        joined = joined and not roles[begin] & NUMBER  # but: سبعة أحزاب وتنظيمات نقابية تدعو
        if joined and (readings[token].bits & (AGENT | DEFINITE) or token[1:] not in frequent_words()):
            return place - 1, False
        place -= 1
    return place, False


def _short_mark(passage: Passage, close: int) -> bool:
    """Whether the mark at `close` ends a span short enough to be a name."""
    span = passage.closing.get(close)
    return span is None or passage.words_in(span) <= 4


def predicate_of(passage: Passage, after: int, stop: int, end: int, cue: Cue) -> Complement | None:
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


def read_relative(passage: Passage, index: int, cue: Cue, begin: int, end: int, head: int) -> Draft | None:
    """S الذي/التي CUE content: only where the content stands right after the cue and the antecedent can speak.

    `head` is the relative pronoun's token.
    """
    if cue.weak:
        return None
    head -= head > begin and passage.tokens[head - 1] in COMMAS  # الناطق باسمها، مسلم خان، الذي قال: …
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
        after = index + 1
        while after < end and passage.roles[after] & ANAPHOR:
            after += 1  # … التي قال فيها إن
        after = past_circumstance(passage, after, end)
        found = find_complement(passage, after, end, cue, directly=True)
        person = readings[passage.tokens[head - 1]].bits & (GIVEN | TITLE | ANONYMOUS)
        judges = cue.governs & PREDICATE and not cue.past and (person or _judged(passage, index + 1, end))
        if found is None and judges:
            found = predicate_of(passage, index + 1, index + 2, end, cue)
            found = found and found._replace(start=index + 1)
        if found is None or found.opener == "noun":
            return None
        complement = found
        verb = next((at for at in range(head - 1, start, -1) if is_verb(passage.tokens[at])), start - 1)
        start = verb + 1  # ماكرون يواجه | معارضيه الذين …
        agent = next((at for at in range(start, head) if readings[passage.tokens[at]].bits & AGENT), start)
        if agent > begin and passage.roles[agent - 1] & MEDIUM:  # اتفق معه في الرأي | المحامي سمير لطفي الذي …
            titled = (at for at in range(agent + 1, head) if _is_office(passage.tokens[at]))
            agent = next(titled, agent)
        offices = (at for at in range(agent + 1, head) if _is_officer(passage.tokens[at]))
        agent = next((at for at in offices if readings[passage.tokens[at - 1]].bits & DEFINITE), agent)
        start = agent  # انتقادات سلفه | فرانسوا هولاند الذي …, استقبال الوفد | محافظ المدينة X الذي …
        while start < head and source_end(passage, start, head, None) < head:
            start += 1
        if start >= head or not is_agent(passage, (start, head, 0)):
            return None
        first = passage.tokens[start]
        skip = clitic_of(first) or any(is_preposition_clitic(first, letter) for letter in LETTER)
        source = (start, head, int(skip))
    return draft_of("relative", cue, (index, index + 1, cue.clitic), source, head, complement)


def _judged(passage: Passage, place: int, end: int) -> bool:
    """Whether two noun phrases follow, one said of the other: التي تعتبر | القرار | خطأ, but not: التي تعتبر الأهم."""
    if place + 1 >= end:
        return False
    token, after = passage.tokens[place], passage.tokens[place + 1]
    if readings[token].bits & BODY and not token.startswith("ال"):
        return after.startswith("ال")  # حزب العمال منظمة
    other = after.startswith("ال") or readings[after].bits & (TO | PREPOSITION_WORD)
    return token.startswith("ال") and after[0].isalnum() and not other


def read_tail_verb(
    passage: Passage,
    index: int,
    cue: Cue,
    cue_span: tuple[int, int, int],
    source: tuple[int, int, int] | None,
    begin: int,
) -> Draft | None:
    """«…»، يقول S: the cue follows its quote."""
    place = index - 1
    thus = place > begin and bool(passage.roles[place] & ASIDE)  # «…»، هكذا لخص S
    place -= thus
    if place >= begin and passage.tokens[place] in COMMAS:
        place -= 1
    speaks = bool(cue.governs & COLON) and not cue.past and source is not None
    said = cue.weak and speaks and source is not None and is_agent(passage, source)  # «…»، يعلق عمي صالح
    unsure = (cue.weak or cue.strict) and not thus and not said
    if unsure or place < begin or passage.tokens[place] not in MARK_CHARACTERS or cue.clitic:
        return None
    span = passage.closing.get(place)
    if span is None or span.open < begin:
        return None
    opens = place < index - 1 and (span.open == begin or passage.tokens[span.open - 1] in TERMINATORS)
    short = opens and source is not None and is_agent(passage, source)  # «هذا بيتي»، تضيف المرأة
    if passage.words_in(span) < (2 if short else 3):
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
