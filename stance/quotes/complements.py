"""What a cue governs: the way from the cue over source, object and circumstances to the word that opens the content."""

from __future__ import annotations

from typing import NamedTuple

from stance.quotes.cues import (
    CLAUSE,
    COLON,
    MARKS,
    NOUN,
    OBJECT,
    PARTICIPLE,
    PREPOSITION,
    TRAP,
    VERB,
    Cue,
    forms,
)
from stance.quotes.grammar import (
    ANAPHOR,
    COMPANY,
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
    QUESTION,
    RELATIVE,
    RESUMPTION,
    SECOND,
    SUBORDINATOR,
    TIME,
    TITLING,
    is_event_noun,
)
from stance.quotes.marks import MARK_CHARACTERS, Marked
from stance.quotes.passage import COMMAS, TERMINATORS, Passage
from stance.quotes.source_phrase import is_name_ali, is_preposition_clitic
from stance.speakers.words import (
    ACCUSATIVE,
    DEFINITE,
    DOCUMENT,
    ISSUED,
    MEDIA,
    OFFICE,
    is_bare_noun,
    is_verb,
    readings,
)
from stance.speakers.words import TIME as TIME_WORD

REACH = 40
"""Tokens from the source's end to the introducer at the most (the survey's longest way has 29)."""


LONGEST_PLACE = 10
"""Tokens between a preposition of place and the comma behind it, at the most."""
NEAR = 3
"""Tokens between the preposition before a medium and «أن», or a weak cue's source and marks, at the most."""

LONGEST_NAME = 3
"""Words in marks up to which they are a name on the way to the introducer."""


class Complement(NamedTuple):
    """Where the content opens: at token `start`, less `skip` letters; with `mark` at its opening mark.

    ``opener`` is "clause", "colon", "marks", "preposition", "noun" or "predicate".
    """

    start: int
    skip: int
    mark: Marked | None
    opener: str
    distance: int


def find_complement(passage: Passage, begin: int, end: int, cue: Cue, *, directly: bool = False) -> Complement | None:
    """The complement of `cue` at or after token `begin`, within ``[begin, end)``.

    `directly`: accept only what stands at `begin` itself, but for commas.
    """
    tokens, roles = passage.tokens, passage.roles
    limit = min(end, begin + (3 if directly else _reach(passage, begin, cue)))
    place = begin
    relative = False
    while place < limit:
        token, role = tokens[place], roles[place]
        if token in COMMAS:
            relative = False
            place = _past_denial(passage, place, limit)
            continue
        if token in TERMINATORS and not passage.document.adjacent(place + 1 if place + 1 < end else place):
            return None
        if role & RESUMPTION:
            return None
        if relative and role & COMPLEMENTISER and (_is_told_within(passage, place) or _is_awaited(passage, place)):
            place += 1
            continue
        if role & COMPLEMENTISER and (cue.governs & CLAUSE or not cue.strict):
            if (place and roles[place - 1] & SUBORDINATOR) or (place > begin and token[0] == "و"):
                place += 1
                continue
            return _clause(passage, place + 1, end, place - begin)
        if token == ":" and (cue.governs & COLON or not cue.strict):
            if passage.document.adjacent(place) and tokens[place - 1].isdigit():
                place += 1
                continue
            return _colon(passage, place + 1, end, place - begin)
        if cue.heads and token in MARK_CHARACTERS and tokens[place + 1 : place + 2] and tokens[place + 1] in cue.heads:
            return Complement(place, 0, passage.marks.get(place), "noun", place - begin)
        if token in MARK_CHARACTERS and cue.strict and not cue.governs & MARKS and not _is_name(passage, place):
            return None
        if token in MARK_CHARACTERS and not (place and roles[place - 1] & TITLING):
            found = _marks(passage, place, end, place - begin, cue, relative=relative)
            if found and cue.governs & NOUN and not cue.governs & OBJECT and _opens_object(passage, begin, place):
                return Complement(place - 1, 0, None, "noun", place - 1 - begin)  # أكدت W، الأربعاء، تهمة "التواطؤ …"
            if found and cue.weak and found.distance > NEAR and not cue.governs & MARKS:
                return None  # استأنفت الرئاسة عقد «البرنامج …»
            if found:
                return found
        if token in MARK_CHARACTERS:
            span = passage.marks.get(place)
            place = span.close + 1 if span and span.closed else place + 1
            continue
        if role & RELATIVE:
            relative = True
            place += 1
            continue
        if not token[0].isalnum():
            if directly and token not in "-–—":
                return None
            place += 1
            continue
        if role & SECOND:
            place += 1
            continue
        if cue.heads:
            if token in cue.heads:
                return Complement(place, 0, None, "noun", place - begin)
            place += 1
            continue
        if relative:
            place += 1
            continue
        if cue.governs & _ASIDE_LIKE and (after := _past_aside(passage, place, limit)) > place:
            place = after
            continue
        if tokens[place - 1] in COMMAS and (after := _past_attribution(passage, place, limit)) > place:
            place = after
            continue
        issued = place > begin and passage.roles[place] & MEDIUM and readings[tokens[place - 1]].bits & ISSUED
        if issued and readings[tokens[place - 2]].bits & DOCUMENT:
            place += 1
            continue  # في بلاغ صادر | عن مكتبه: the document's preposition
        found = _governed(passage, place, end, place - begin, cue)
        if found:
            colon = _marked_words(passage, found, min(end, place + REACH))
            return _colon(passage, colon + 1, end, colon - begin) if colon else found
        if directly:
            return None
        other = forms().get(token)
        if passage.follows(place + 1, ("عدم",)):
            place += 1  # «طالبا عدم ذكر اسمه»: on whose terms he speaks
            continue
        if (
            other
            and (not other.weak or _has_titled_subject(passage, place))
            and not role & (MEDIUM | TIME)
            and other.kind == VERB
            and place > begin
            and not roles[place - 1] & (RELATIVE | NEGATION)
        ):
            return None
        if (
            other
            and other.kind == PARTICIPLE
            and not other.weak
            and place > begin
            and tokens[place - 1] in COMMAS
            and not readings[token].bits & DEFINITE
        ):
            return None
        if role & LINK and tokens[place - 1] in COMMAS:
            return None
        place += 1
    return None


_ASIDE_LIKE = NOUN | PREPOSITION["عن"]
"""What a verb governs that an aside begins like, too: أفاد عن | نقلا عن."""


def _opens_object(passage: Passage, begin: int, place: int) -> bool:
    """Whether the word before the marks at `place` is a bare noun that opens the object with them: تهمة "التواطؤ …"."""
    token = passage.tokens[place - 1]
    opens = place - 1 == begin or passage.tokens[place - 2] in COMMAS
    return place > begin and opens and not readings[token].bits and is_bare_noun(token) and not is_verb(token)


def _past_denial(passage: Passage, comma: int, limit: int) -> int:
    """The token behind a comma; behind the next one where what is not done stands in between: «، لم يسمها،»."""
    if comma + 1 < limit and passage.roles[comma + 1] & NEGATION:
        return next((at for at in range(comma + 2, min(limit, comma + 9)) if passage.tokens[at] in COMMAS), comma + 1)
    return comma + 1


def _marked_words(passage: Passage, found: Complement, limit: int) -> int:
    """The colon behind a topic that parts it from the very words: تحدث S عن سنوات الحرب | : "كنا نظن …"; 0 if none."""
    if found.opener != "preposition":
        return 0
    for place in range(found.start + 1, limit - 1):
        token = passage.tokens[place]
        if token == ":":
            return place if passage.marks.get(place + 1) else 0
        if not token[0].isalnum() or passage.roles[place] & COMPLEMENTISER or token in forms():
            return 0
    return 0


def _past_aside(passage: Passage, place: int, limit: int) -> int:
    """The «أن», colon or comma behind words that are no complement; `place` itself where none stand there.

    They say whom a medium quotes (نقلا عن مصدر عسكري | أن) or on whose terms one speaks (فضل عدم ذكر اسمه | ، أن).
    """
    here = passage.candidates_between(place, place + 1)
    relays = any(found.attribution and found.attribution.cue_class == "relay" for found in here)
    terms = any(found.cue and found.cue.kind == TRAP and found.cue.cue_class == "demand" for found in here)
    for after in range(place + 1, limit) if relays or terms else ():
        aside = terms or (relays and place > 0 and passage.tokens[place - 1] in COMMAS)  # تعهدت W، على لسان S، |
        comma = aside and passage.tokens[after] in COMMAS
        if comma or passage.roles[after] & COMPLEMENTISER or passage.tokens[after] == ":":
            return after
        if passage.tokens[after] in TERMINATORS:
            break
    return place


def _past_attribution(passage: Passage, place: int, limit: int) -> int:
    """The comma that closes an attribution before «أن»: أضاف المصدر، | حسب وصف الوكالة|، أن; else `place`."""
    if not any(found.attribution for found in passage.candidates_between(place, place + 1)):
        return place
    comma = next((at for at in range(place + 1, limit) if not passage.tokens[at][0].isalnum()), limit)
    closes = comma + 1 < limit and passage.tokens[comma] in COMMAS and passage.roles[comma + 1] & COMPLEMENTISER
    return comma if closes else place


def _has_titled_subject(passage: Passage, place: int) -> bool:
    """Whether a title without article follows a word that may be a verb or a noun: كشف | مقرر اللجنة الشيخ …"""
    if place + 1 >= len(passage.tokens) or not forms()[passage.tokens[place]].past:
        return False
    bits = readings[passage.tokens[place + 1]].bits
    return bool(bits & OFFICE) and not bits & (DEFINITE | ACCUSATIVE)


def _is_negative(passage: Passage, place: int) -> bool:
    """Whether «ألا» (that … not) stands at `place`, which folds like «إلا», before an imperfect."""
    tokens = passage.tokens
    excepts = passage.roles[place] & LINK and passage.roles[place] & SUBORDINATOR
    if not excepts or place + 1 >= len(tokens) or tokens[place + 1][0] not in "يتن":
        return False
    start = passage.document.span(place, place + 1).start
    return passage.document.folded.original[start] == "أ"


def _is_name(passage: Passage, place: int) -> bool:
    """Whether the marks that open at `place` hold no more than a name: في بيان تلقت "أصداء الجنوب" نسخة منه."""
    span = passage.marks.get(place)
    return span is not None and span.closed and passage.words_in(span) <= LONGEST_NAME


def _reach(passage: Passage, begin: int, cue: Cue) -> int:
    """Tokens in which the cue's introducer must come: for a strict cue few, but for a circumstance between commas."""
    if not cue.strict or cue.heads:
        return 14 if cue.weak else REACH
    tokens = passage.tokens
    if tokens[begin : begin + 1] and tokens[begin] in COMMAS:
        for close in range(begin + 2, min(len(tokens) - 1, begin + 12)):
            if tokens[close] in COMMAS:
                return close + 3 - begin
    return 6


def _is_told_within(passage: Passage, place: int) -> bool:
    """Whether the complementiser at `place` belongs to the verb of a relative clause: تصريحات …، التي قال فيها إن"""
    before = place - 1
    while before > 0 and passage.roles[before] & ANAPHOR:
        before -= 1
    found = forms().get(passage.tokens[before])
    return found is not None and found.kind == VERB and not found.weak


def _is_awaited(passage: Passage, place: int) -> bool:
    """Whether «أن» at `place` belongs to an imperfect right behind a relative pronoun: المهرجان الذي ينتظر | أن"""
    return place > 1 and bool(passage.roles[place - 2] & RELATIVE) and is_verb(passage.tokens[place - 1])


def _clause(passage: Passage, place: int, end: int, distance: int) -> Complement | None:
    """The content after a complementiser: past a repeated one, a fronted aside, and into marks."""
    tokens, roles = passage.tokens, passage.roles
    while place < end and (tokens[place] in COMMAS or tokens[place] == ":"):
        place += 1
    if place < end and roles[place] & MEDIUM and place and tokens[place - 1] in COMMAS:
        # «أنه، في المقابل، فإن …»
        for further in range(place, min(end - 1, place + 8)):
            if tokens[further] in COMMAS and roles[further + 1] & RESUMPTION:
                place = further + 2
                break
    while place < end and (roles[place] & RESUMPTION and tokens[place] not in ("فقد",)):
        place += 1
    if place >= end:
        return None
    mark = passage.marks.get(place)
    if mark and roles[place + 1 if place + 1 < end else place] & COMPLEMENTISER:
        # The mark stands before the complementiser: أكد “ان …”
        return Complement(place + 2, 0, mark, "clause", distance)
    return Complement(place, 0, mark, "clause", distance)


def _colon(passage: Passage, place: int, end: int, distance: int) -> Complement | None:
    while place < end and (
        passage.roles[place] & COMPLEMENTISER or passage.tokens[place] in COMMAS or passage.tokens[place] in "-–—:"
    ):
        place += 1
    if place >= end:
        return None
    return Complement(place, 0, passage.marks.get(place), "colon", distance)


def _marks(passage: Passage, place: int, end: int, distance: int, cue: Cue, *, relative: bool) -> Complement | None:
    span = passage.marks.get(place)
    if span is None:
        return None
    words = passage.words_in(span)
    if words >= 5 or (not span.closed and not relative):
        return Complement(place, 0, span, "marks", distance)
    ends = span.close + 1 >= end or passage.tokens[span.close + 1] in TERMINATORS
    if (
        not distance
        and words
        and cue.governs & (NOUN | MARKS)
        and not (
            span.close + 1 < end
            and passage.roles[span.close + 1] & (COMPLEMENTISER | (0 if cue.governs & NOUN else MEDIUM))
        )
    ):
        # «دان S "المعاناة القصوى" التي …»: a few quoted words open the content.
        return Complement(place, 0, span, "marks", distance)
    if words >= 3 and ends and not relative:
        return Complement(place, 0, span, "marks", distance)
    return None


def _governed(passage: Passage, place: int, end: int, distance: int, cue: Cue) -> Complement | None:
    tokens, roles = passage.tokens, passage.roles
    token = tokens[place]
    governs = cue.governs
    bit = PREPOSITION.get(token, 0)
    whether = place + 2 < end and roles[place] & FREE_RELATIVE and roles[place + 1] & HYPOTHESIS
    if whether and token[0] == "ع" and governs & PREPOSITION["عن"]:  # تساءل عما إذا كان | …
        return Complement(place + 2 + bool(roles[place + 2] & COPULA), 0, None, "clause", distance)
    if distance == 0 and roles[place] & QUESTION and cue.cue_class == "ask" and place + 2 < end:
        return Complement(place, 0, None, "clause", distance)  # متسائلا | كم من المواطنين …
    if governs & CLAUSE and distance and _clause_behind(passage, place - distance, place, end):
        return None
    if bit & governs and not is_name_ali(passage, place):
        if distance and is_verb(tokens[place - 1]):
            return None  # عبر ما لا يقل عن …: the other verb's
        if _comes_with_clause(passage, place, end):
            return None
        return _after_preposition(passage, place, end, distance, 0)
    if token.startswith("بال") and place and tokens[place - 1][-1].isascii() and tokens[place - 1].isalpha():
        return None  # ذكر لـCNN | بالعربية
    if place and tokens[place - 1] in PREPOSITION and not is_name_ali(passage, place - 1):
        return None  # إلى | باليرمو
    for letter in ("ب", "ل"):
        if token[0] == letter and governs & PREPOSITION[letter] and is_preposition_clitic(token, letter):
            if roles[place] & MANNER and place + 1 < end and tokens[place + 1] not in COMMAS:
                return None  # رحبت الجبهة | بحذر | بوقف …
            if roles[place] & COMPANY and tokens[place + 1 : place + 2] == ["من"]:
                return None  # بدعم من حلفائها
            if token == letter:
                return _after_preposition(passage, place, end, distance, 0)
            if token[1:] in ("ذلك", "هذا", "هذه", "تلك") and not _goes_on(passage, place + 1, end):
                return None
            if letter == "ل" and governs & PREPOSITION["الي"] and _another_follows(passage, place, end):
                return None
            return Complement(place, 1, None, "preposition", distance)
    if governs & CLAUSE and _is_negative(passage, place):
        return Complement(place, 0, None, "clause", distance)  # ناشد الشباب | ألا ينجروا
    definite = governs & NOUN and token.startswith("ال") and is_event_noun(token[2:])
    asked = definite and cue.transitive and distance and not roles[place - 1] & (MEDIUM | TIME)
    if asked or (definite and cue.kind == PARTICIPLE and not distance):
        return Complement(place, 0, None, "noun", distance)  # ناشد الطرفين | العودة إلى التهدئة
    if (
        governs & NOUN
        and distance <= 12
        and is_event_noun(token)
        and not (readings[token].bits & TIME_WORD or tokens[place - 1] == "/")  # آنذاك, نوفمبر/تشرين الثاني
        and not (distance and roles[place - 1] & (MEDIUM | TIME) and not _is_time_end(passage, place - 1))
    ):
        if cue.weak and distance > 6:
            return None
        if (
            place + 1 < end
            and roles[place + 1] & DEMONSTRATIVE
            and (place + 2 >= end or not tokens[place + 2][0].isalnum())
        ):
            return None
        return Complement(place, 0, None, "noun", distance)
    return None


def _clause_behind(passage: Passage, begin: int, place: int, end: int) -> bool:
    """Whether a preposition at `place` tells where or when, and the verb's «أن» comes right behind.

    Between commas, «، خلال ندوة بمقر الهيئة، أن», or of a medium: في تغريدة على تويتر أن.
    """
    tokens, roles = passage.tokens, passage.roles
    enclosed = any(tokens[at] in COMMAS for at in range(begin, place))
    medium = tokens[place + 1] if len(tokens[place]) > 2 and place + 1 < end else tokens[place]
    for behind in range(place + 1, min(end - 1, place + LONGEST_PLACE)):
        if roles[behind] & COMPLEMENTISER:
            near = behind <= place + NEAR and tokens[behind][0] != "و"
            return near and bool(readings[medium].bits & MEDIA or readings[tokens[place - 1]].bits & (DOCUMENT | MEDIA))
        if tokens[behind] in COMMAS:
            clause = roles[behind + 1] & COMPLEMENTISER and tokens[behind + 1][0] != "و"
            again = tokens[behind + 1][0] == tokens[place][0] == "ب"  # أبلغ الشبكة بالعربية، بأن
            return bool(clause) and (again or (enclosed and tokens[behind + 1][0] != "ب"))
        if not tokens[behind][0].isalnum() or roles[behind] & (RELATIVE | LINK | NEGATION):
            return False
    return False


def _comes_with_clause(passage: Passage, place: int, end: int) -> bool:
    """Whether the preposition comes again before «أن» and is not the verb's here: شدد على «تويتر»، على أن"""
    tokens, roles = passage.tokens, passage.roles
    if roles[place + 1 : place + 2] and roles[place + 1] & COMPLEMENTISER:
        return False
    return any(
        tokens[again] == tokens[place] and tokens[again - 1] in COMMAS and roles[again + 1] & COMPLEMENTISER
        for again in range(place + 2, min(end - 1, place + 9))
    )


def _goes_on(passage: Passage, place: int, end: int) -> bool:
    """Whether a noun follows a demonstrative at `place` - 1, which then does not only point back (بهذه الخطوة)."""
    return place < end and passage.tokens[place].startswith("ال")


def _another_follows(passage: Passage, place: int, end: int) -> bool:
    """Whether «إلى» still comes for a verb that takes it or ل: دعا S الموالي للأكراد … حزب X إلى …"""
    event = is_event_noun(passage.tokens[place].removeprefix("ل"))
    plain = not any(passage.roles[before] & MEDIUM for before in range(max(0, place - 6), place))
    return "الي" in passage.tokens[place : min(end, place + 12)] and not (event and plain)


def _is_time_end(passage: Passage, place: int) -> bool:
    """A time word that needs no complement (الأحد، أمس), after which content may begin."""
    return (
        bool(passage.roles[place] & TIME)
        and not passage.roles[place] & MEDIUM
        and not passage.roles[place] & INCOMPLETE
    )


def _after_preposition(passage: Passage, place: int, end: int, distance: int, skip: int) -> Complement | None:
    tokens, roles = passage.tokens, passage.roles
    after = place + 1
    if after >= end:
        return None
    if roles[after] & COMPLEMENTISER:
        return _clause(passage, after + 1, end, distance)
    if roles[after] & DEMONSTRATIVE and (
        after + 1 >= end or not tokens[after + 1][0].isalnum() or roles[after + 1] & (LINK | MEDIUM)
    ):
        return None
    if tokens[after] in COMMAS:
        after += 1
    if after >= end:
        return None
    return Complement(after, skip, passage.marks.get(after), "preposition", distance)
