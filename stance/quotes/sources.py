"""Source phrases: where the noun phrase that names the sayer ends, after the verb, or begins, before it."""

from __future__ import annotations

from stance.quotes.cues import (
    ANY_PREPOSITION,
    MARKS,
    NOUN,
    OBJECT,
    PARTICIPLE,
    PREDICATE,
    PREPOSITION,
    RELAY,
    VERB,
    Cue,
    forms,
    phrases,
)
from stance.quotes.grammar import (
    ADDRESSEE,
    ANAPHOR,
    ASIDE,
    AUXILIARY,
    BELONGING,
    COMPLEMENTISER,
    DEMONSTRATIVE,
    HYPOTHESIS,
    LINK,
    MANNER,
    MEDIUM,
    NEGATION,
    OBJECT_WORD,
    RELATIVE,
    RESUMPTION,
    SECOND,
    TIME,
    TOPIC,
    frequent_words,
    is_event_noun,
    whole_words,
)
from stance.quotes.marks import MARK_CHARACTERS
from stance.quotes.passage import COMMAS, TERMINATORS, Passage
from stance.speakers.words import (
    AND,
    ANONYMOUS,
    BODY,
    CALLED,
    DEFINITE,
    DOCUMENT,
    DUAL,
    EVENT,
    GIVEN,
    HEAD,
    ISSUED,
    MEDIA,
    NISBA,
    OFFICE,
    OWNED,
    PARTICLE,
    PARTY,
    PLACE,
    PLURAL,
    RANK,
    RELATION,
    STYLE,
    readings,
)
from stance.speakers.words import (
    TIME as TIME_WORD,
)

LONGEST = 18
"""Tokens a source phrase has at the most (the survey's longest has 16)."""

_BREAK = MANNER | COMPLEMENTISER | RESUMPTION | RELATIVE | NEGATION | HYPOTHESIS | SECOND | AUXILIARY | TIME
_TITLE = OFFICE | RANK | STYLE
_AGENT = _TITLE | BODY | DOCUMENT | ANONYMOUS | GIVEN | PLACE | NISBA


def is_preposition_clitic(word: str, letter: str) -> bool:
    """Whether `word` is the preposition `letter` (ب or ل) written on another word, and not a word of its own."""
    if word == letter:
        return True
    if letter == "ل" and word.startswith("لل"):
        return True
    if not word.startswith(letter) or len(word) < 4 or word in whole_words():
        return False
    reading = readings[word]
    if not (reading.clitic or word[1:] in frequent_words() or word[1:].startswith("ال") or is_event_noun(word[1:])):
        return False
    return bool(reading.clitic) or not reading.bits & (GIVEN | PLACE | NISBA | BODY | _TITLE)


def source_end(passage: Passage, begin: int, end: int, cue: Cue | None) -> int:
    """Token at which the source phrase that begins at `begin` ends; `begin` itself where none stands there."""
    tokens, roles = passage.tokens, passage.roles
    limit = min(end, begin + LONGEST)
    governs = cue.governs if cue else 0
    names = 0  # how many words of a name have been taken
    body = False  # an institution, whose name may go on with ل: المرصد السوري لحقوق الإنسان
    titled = False  # a title or description that may take a prepositional complement
    place = begin
    last = 0  # readings of the word before
    while place < limit:
        token = tokens[place]
        if token in MARK_CHARACTERS:
            span = passage.marks.get(place)
            if (
                span is None
                or not span.closed
                or passage.words_in(span) > 4
                or (place == begin and span.close + 1 >= end)
            ):
                break
            if (
                place > begin
                and not last & (BODY | HEAD | DOCUMENT | OFFICE | PLACE)
                and roles[place - 1] & MEDIUM == 0
                and passage.words_in(span) > 2
            ):
                break
            if (
                place > begin
                and governs & MARKS
                and passage.words_in(span) > 1
                and (span.close + 1 >= end or tokens[span.close + 1] in TERMINATORS)
            ):
                break  # أضاف البيان "سنلاحقهم": the marks hold the content
            parted = span.close + 1 < len(tokens) and tokens[span.close + 1] in COMMAS
            if parted and place == begin and passage.words_in(span) > 2:
                break
            place = span.close + 1
            last = BODY
            names += 1
            continue
        if token == "(" or token == "[":
            close = _closing_bracket(tokens, place, limit)
            if close < 0 or place == begin:
                break
            place = close + 1
            continue
        if token in COMMAS:
            follows = _apposition_end(passage, place + 1, min(end, place + LONGEST), named=names > 0, titled=titled)
            if follows is None:
                break
            place = follows
            names += 1
            continue
        if not token[0].isalnum():
            if (
                token == "-"
                and place > begin
                and passage.document.adjacent(place)
                and place + 1 < limit
                and passage.document.adjacent(place + 1)
            ):
                place += 1
                continue
            break
        role = roles[place]
        reading = readings[token]
        bits = reading.bits
        if role & ADDRESSEE and place > begin:
            break
        if role & _BREAK and not (role & TIME and bits & (OFFICE | RANK)):
            if (
                role & DEMONSTRATIVE
                and place == begin
                and place + 1 < limit
                and readings[tokens[place + 1]].bits & (_AGENT | DEFINITE)
            ):
                place += 1
                continue
            break
        if role & (ASIDE | LINK) and not bits & (_TITLE | BODY):
            break
        if bits & TIME_WORD and not bits & _TITLE:
            break
        preposition = role & MEDIUM and not bits & _TITLE and not (place == begin and is_name_ali(passage, place))
        if preposition or (_is_complement_preposition(token, governs) and not is_name_ali(passage, place)):
            step = _title_complement(passage, place, limit, titled=titled, body=body, named=names > 0, governs=governs)
            if step is None:
                step = _closed_complement(passage, begin, place, end)
            if step is None:
                break
            place = step
            last = 0
            continue
        if bits & (ISSUED | RELATION) and place > begin and place + 1 < limit:
            # بيان صادر عن الوزارة، مصدر مقرب من …: the phrase goes on past its preposition
            place += 2 if tokens[place + 1] in ("عن", "من", "الي", "في", "ب") else 1
            last = HEAD
            continue
        if bits & CALLED and place > begin:
            place += 1  # سائق يدعى كرم
            last = OFFICE
            titled = True
            continue
        if role & BELONGING:
            place += 1
            last = HEAD
            continue
        if place > begin:
            if token[0] == "ل" and body and not names and _names_purpose(token):
                place += 1
                last = HEAD
                continue
            named_in_marks = token == "ل" and (titled or body) and not names and not governs & _LETTER["ل"]
            if named_in_marks and _name_follows(passage, place + 1, limit):
                place += 1  # رئيس المكتب السياسي لـ"جبهة الشاطئ"
                last = HEAD
                continue
            if (
                token[0] in "بل"
                and is_preposition_clitic(token, token[0])
                and not (
                    (titled or body)
                    and not names
                    and not governs & _LETTER[token[0]]
                    and token.startswith(("لش", "للش", "بال", "لل", "ب"))
                )
            ):
                break
            construct = last & (BODY | HEAD | OFFICE) and not last & DEFINITE  # a head that still wants its genitive
            construct = construct or (
                last & _TITLE and token not in frequent_words() and not token.startswith("ال")
            )  # الرئيس إتيان: a name, not a noun
            if (
                governs & (NOUN | PREDICATE)
                and is_event_noun(token)
                and not bits & (_TITLE | BODY | HEAD | GIVEN | PARTICLE)
                and not construct
            ):
                break
            if any(cue.kind == RELAY for _, cue in phrases().get(token, ())):
                break  # نقلت W عن S قوله
            if names and bits & PLURAL and bits & DEFINITE and bits & (ANONYMOUS | OFFICE) and token.endswith("ين"):
                break  # أفاد المتحدث زياد منذر | الصحافيين بأن
            found = forms().get(token)
            if (
                found
                and found.kind in (VERB, PARTICIPLE)
                and not bits & _AGENT
                and (found.past or not found.weak)
                and not (names and found.pronoun)
            ):
                break
            if governs & (OBJECT | PREDICATE) and _object_begins(token, role, bits, last, names=names):
                break
            if governs & NOUN and _follows_name(token, bits, last, names):
                break
        elif (found := forms().get(token)) and found.kind == PARTICIPLE and not bits & _AGENT:
            break  # تابع متسائلا
        elif governs & (NOUN | PREDICATE) and is_event_noun(token) and not bits & _AGENT:
            break  # the verb's own subject is left out: أكد مواصلة …
        elif cue and token[0] == "ل" and is_preposition_clitic(token, "ل"):
            break  # قال لرويترز: to whom
        elif token[0] == "ب" and governs & _LETTER["ب"] and is_preposition_clitic(token, "ب"):
            break
        if token[0] == "و" and place > begin and bits & AND == 0 and len(token) > 3 and forms().get(token):
            break
        body = body or bool(bits & (BODY | HEAD))
        if bits & (_TITLE | ANONYMOUS | DOCUMENT | MEDIA):
            titled = titled or bool(bits & (OFFICE | ANONYMOUS | RANK | DOCUMENT | MEDIA))
            names = 0 if bits & OFFICE else names  # a title in apposition: أنطونيو غوتيريش الأمين العام للأمم المتحدة
        elif names or (bits & GIVEN and place >= begin) or (not bits and place > begin and titled):
            names += 1
        last = bits
        place += 1
    while place > begin and (tokens[place - 1] in COMMAS or roles[place - 1] & MEDIUM):
        place -= 1
    return place


def _name_follows(passage: Passage, place: int, limit: int) -> bool:
    """Whether a name comes after the marked span at `place`, so that the span still belongs to the title before it."""
    span = passage.marks.get(place)
    if span is None or not span.closed:
        return False
    after = span.close + 1
    after += after < limit and passage.tokens[after] in COMMAS
    return after < limit and bool(readings[passage.tokens[after]].bits & GIVEN)


def _names_purpose(token: str) -> bool:
    """Whether ل + noun goes on naming an institution (لحقوق الإنسان) and is no addressee, time or complement."""
    reading = readings[token]
    word = token[2:] if token.startswith("لل") else token[1:]
    return (
        len(token) > 2
        and is_preposition_clitic(token, "ل")
        and not (
            reading.bits & (_TITLE | MEDIA | GIVEN | PLACE | ANONYMOUS | TIME_WORD)
            or readings[word if token[1] != "ل" else "ال" + word].bits & (MEDIA | PLACE | ANONYMOUS)
            or is_event_noun(word)
        )
    )


def split_object(passage: Passage, begin: int, stop: int) -> int | None:
    """Where, in a source phrase that has swallowed it, the verb's bare object begins, or None."""
    names = 0
    last = readings[passage.tokens[begin]].bits if begin < stop else 0
    for place in range(begin + 1, stop):
        token = passage.tokens[place]
        if not token[0].isalnum():
            return None
        bits = readings[token].bits
        if _object_begins(token, passage.roles[place], bits, last, names=names):
            return place
        if (
            last & (NISBA | DEFINITE)
            and not bits & AND
            and not _is_adjective(token, bits)
            and (token.startswith("ال") or (token.endswith("ا") and token in frequent_words()))
            and not bits & _TITLE
            and not last & OFFICE
        ):
            return place
        names += bool(names or bits & GIVEN)
        last = bits
    return None


_NEVER_WITHIN = TIME_WORD | DOCUMENT | MEDIA | EVENT
"""What a prepositional phrase tells of the saying, and not of its sayer: في بيان، في مؤتمر، مع صحيفة."""


def _closed_complement(passage: Passage, begin: int, place: int, end: int) -> int | None:
    """Past «في مستشفى الحافة» after a bare description or institution, where the content follows at once; else None.

    Between a sayer and «أن» or a colon nothing stands but what tells who he is or how he said it; the latter has a noun
    of time, document or occasion.
    """
    tokens, roles = passage.tokens, passage.roles
    head = readings[tokens[begin]].bits
    if place == begin or head & (GIVEN | PLACE | DOCUMENT | OWNED) or tokens[place] not in _WITHIN:
        return None
    if not head & (BODY | ANONYMOUS) and any(readings[token].bits & DEFINITE for token in tokens[begin:place]):
        return None
    if head & BODY and not head & ANONYMOUS and tokens[place] != "في":
        return None
    for stop in range(place + 1, min(end, place + 7)):
        token = tokens[stop]
        if roles[stop] & COMPLEMENTISER or token == ":":
            return stop if stop > place + 1 else None
        bits = readings[token].bits
        if not token[0].isalnum() or bits & (_NEVER_WITHIN | OWNED) or is_event_noun(token.removeprefix("ال")):
            return None
        if roles[stop] & (TIME | RELATIVE | LINK | ASIDE | SECOND | NEGATION):
            return None
    return None


_WITHIN = frozenset({"في", "من", "علي"})

_LETTER = {"ب": 64, "ل": 128}


def _is_complement_preposition(token: str, governs: int) -> bool:
    return token in ("الي", "علي", "عن", "من", "في") and bool(governs & ANY_PREPOSITION)


def _closing_bracket(tokens: list[str], place: int, limit: int) -> int:
    for index in range(place + 1, min(limit, place + 8)):
        if tokens[index] in ")]":
            return index
    return -1


_TITLE_PREPOSITIONS = frozenset({"باسم", "لدي", "في", "من", "الي", "بين", "علي", "عن"})


def _title_complement(
    passage: Passage, place: int, limit: int, *, titled: bool, body: bool, named: bool, governs: int
) -> int | None:
    """Past the prepositional phrase that belongs to a title (المتحدث باسم الجيش، السفير لدى …), or None."""
    tokens = passage.tokens
    token = tokens[place]
    if not (titled or body) or token not in _TITLE_PREPOSITIONS or place + 1 >= limit:
        return None
    following = readings[tokens[place + 1]].bits
    role = passage.roles[place + 1]
    if governs & PREPOSITION.get(token, 0) and token not in tokens[place + 1 : limit]:
        return None  # the verb's own preposition, unless it comes once more
    if tokens[place + 1] in MARK_CHARACTERS:
        return None if named or token == "عن" else place + 1
    if role & (TIME | COMPLEMENTISER | SECOND) or following & (TIME_WORD | DOCUMENT):
        return None
    if token in ("باسم", "لدي"):
        return place + 1
    if named:
        return None
    place_like = following & PLACE or (not following and tokens[place + 1] not in frequent_words())
    if token == "في" and place_like and tokens[place + 1].isalpha():
        return place + 2  # السلطات في سولينا
    if token == "في" and not following & (EVENT | MEDIA | OWNED) and following & (BODY | HEAD):
        return place + 1  # وزارة الصحة في حكومة الوحدة
    if not titled:
        return None
    if token in ("الي", "علي", "عن") and not place_like:
        return None
    if following & (BODY | PLACE | HEAD) or (
        following & DEFINITE
        and token in ("في", "من")
        and not following & OWNED
        and not is_event_noun(tokens[place + 1][2:])
    ):
        return place + 1
    return None


def _apposition_end(passage: Passage, begin: int, limit: int, *, named: bool, titled: bool) -> int | None:
    """Past «، سامح شكري» or «، المتحدث باسم …» where it belongs to the source, up to its closing comma; else None."""
    tokens, roles = passage.tokens, passage.roles
    if begin >= limit:
        return None
    token = tokens[begin]
    if not token[0].isalnum() or roles[begin] & (_BREAK | ASIDE | LINK | MEDIUM):
        return None
    bits = readings[token].bits
    found = forms().get(token)
    if found and not bits & _AGENT:
        return None
    if is_event_noun(token) and not bits & (_TITLE | BODY):
        return None
    if bits & TIME_WORD or (
        token[0] in "بلوف" and ((token[0] in "وف" and bits & AND) or is_preposition_clitic(token, token[0]))
    ):
        return None
    name = bits & (GIVEN | PARTICLE) or (not named and not bits and token not in frequent_words())
    if not (bits & (_TITLE | DOCUMENT) and not bits & AND) and not (titled and name):
        return None
    stop = source_end(passage, begin, limit, None)
    if stop <= begin:
        return None
    if (
        stop < limit
        and tokens[stop] not in COMMAS
        and not roles[stop] & (COMPLEMENTISER | SECOND)
        and tokens[stop] not in ':"«“'
        and not roles[stop] & (MEDIUM | TIME)
    ):
        return None
    return stop


def _is_adjective(token: str, bits: int) -> bool:
    """Whether a definite word goes with the noun before it: a nisba, known or by its ending."""
    return bool(bits & NISBA) or (
        token.startswith("ال") and token.endswith(("ي", "ية", "يين", "يون")) and not bits & _TITLE
    )


def _follows_name(token: str, bits: int, last: int, names: int) -> bool:
    """Whether a definite noun follows a whole name and so is no part of it: رنا الأحدب | الحكم."""
    return (
        names >= 2
        and token.startswith("ال")
        and not _is_adjective(token, bits)
        and not bits & (GIVEN | PARTICLE | _TITLE)
        and not last & PARTICLE
    )


def _object_begins(token: str, role: int, bits: int, last: int, *, names: int) -> bool:
    """Whether `token` begins the verb's object after a complete source (اتهم الحوثيون | التحالف بـ …)."""
    if role & OBJECT_WORD:
        return True
    if bits & AND:
        return False
    definite = bits & DEFINITE or token.startswith("ال")
    if (
        definite
        and bits & (PLURAL | DUAL | PARTY)
        and token.endswith("ين")
        and last & (DEFINITE | NISBA | PLACE | GIVEN)
    ):
        return True  # in the accusative
    if bits & OWNED and last and not last & (OFFICE | HEAD):
        return True
    if definite and _is_adjective(token, bits):
        return False
    if bits & PLACE and not last & (_TITLE | BODY | HEAD):
        return True
    if last & PLACE and not last & (_TITLE | BODY):
        return True
    if bits & BODY and not definite and not last & (OFFICE | HEAD) and (last & DEFINITE or not last & BODY):
        return True
    if definite and not bits & RANK and bits & (BODY | OFFICE | ANONYMOUS) and (names or last & DEFINITE):
        return True
    described = last and not last & (DEFINITE | BODY | OFFICE | HEAD | ANONYMOUS)  # منظمات حقوقية | القوات …
    if definite and bits & BODY and described:
        return True
    return _follows_name(token, bits, last, names)


def past_addressee(passage: Passage, place: int, end: int, governs: int) -> int:
    """Past what can stand between verb and subject (قال لنا …, قالت للوكالة …, ختم حديثه …); `place` if nothing."""
    start = place
    while place < end and passage.roles[place] & (ANAPHOR | MANNER):
        place += 1
    addressed = place < end and place == start and passage.tokens[place][0] == "ل" and not governs & _LETTER["ل"]
    if addressed and is_preposition_clitic(passage.tokens[place], "ل"):
        place += 1
        while place < end and _is_adjective(passage.tokens[place], readings[passage.tokens[place]].bits):
            place += 1
        bits = readings[passage.tokens[place]].bits if place < end else 0
        return place if bits & (_TITLE | GIVEN | ANONYMOUS) and not bits & AND else start
    if place < end and readings[passage.tokens[place]].bits & OWNED and readings[passage.tokens[place]].bits & DOCUMENT:
        place += 1
    return place


def is_name_ali(passage: Passage, place: int) -> bool:
    """Whether «علي» is the name: in a text that writes the preposition «على», by its last letter."""
    if passage.tokens[place] != "علي":
        return False
    original = passage.document.folded.original
    return original[passage.document.span(place, place + 1).end - 1] == "ي" and "على" in original


def source_before(passage: Passage, verb: int, begin: int) -> tuple[int, int] | None:
    """The noun phrase that stands right before the verb at `verb` and opens its clause after `begin`, or None."""
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
    if found and found.kind in (VERB, PARTICIPLE) and not bits & _AGENT:
        return None
    if not bits & (_AGENT | DEFINITE) and first.isalpha() and first in frequent_words():
        return None
    cut = source_end(passage, start, stop, None)
    if cut < stop and not (
        cut > start
        and tokens[cut] in ("في", "من")
        and all(t[0].isalnum() for t in tokens[cut:stop])
        and stop - cut <= 4
    ):
        return None
    return start, stop
