"""The noun phrase that names a sayer, read word by word: how far it goes, and at which word something else begins."""

from __future__ import annotations

from stance.quotes.cues import (
    ANY_PREPOSITION,
    CLAUSE,
    COLON,
    LED,
    MARKS,
    NAMING,
    NOUN,
    OBJECT,
    PARTICIPLE,
    PREDICATE,
    PREPOSITION,
    RELAY,
    SAYING,
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
    FREE_RELATIVE,
    HYPOTHESIS,
    LINK,
    MANNER,
    MEDIUM,
    NEGATION,
    NUMBER,
    OBJECT_WORD,
    ORIGIN,
    PRIVATIVE,
    QUANTITY,
    RELATIVE,
    RESUMPTION,
    SECOND,
    TIME,
    frequent_words,
    has_event_form,
    is_event_noun,
    roles,
    whole_words,
)
from stance.quotes.marks import MARK_CHARACTERS
from stance.quotes.passage import COMMAS, DASHES, TERMINATORS, Passage
from stance.speakers.words import (
    ACCUSATIVE,
    ADJECTIVE,
    AND,
    ANONYMOUS,
    BODY,
    CALLED,
    COMMON_ADJECTIVE,
    COMMON_NOUN,
    DEFINITE,
    DEFINITE_GIVEN,
    DOCUMENT,
    DUAL,
    EVENT,
    FEMININE,
    GIVEN,
    GROUP,
    HEAD,
    INSTITUTION,
    ISSUED,
    MEDIA,
    NISBA,
    OFFICE,
    OWNED,
    PARTICLE,
    PARTY,
    PERFECT,
    PLACE,
    PLURAL,
    RANK,
    RELATION,
    SAME,
    SPOKESMAN,
    STYLE,
    SUPERLATIVE,
    TO,
    has_colour_form,
    is_bare_noun,
    is_definite_adjective,
    is_definite_noun,
    is_indefinite_adjective,
    is_surname_in_letter,
    is_verb,
    readings,
    tells_of_us,
    word_classes,
)
from stance.speakers.words import CLAUSE as CLAUSE_WORD
from stance.speakers.words import MANNER as MANNER_WORD
from stance.speakers.words import PREPOSITION as PREPOSITION_WORD
from stance.speakers.words import TIME as TIME_WORD
from stance.speakers.words import VERB as VERB_WORD

LONGEST = 24
"""Tokens a source phrase has at the most (the longest in real articles has 21)."""

LONGEST_DESCRIPTION = 6
"""Tokens of a relative clause that describes, at the most."""
LONGEST_CALLED = 9
"""Tokens of «، الملقب بـ"أبو غياث"،» at the most."""

TITLE = OFFICE | RANK | STYLE
AGENT = TITLE | BODY | DOCUMENT | ANONYMOUS | GIVEN | PLACE | NISBA
BREAK = MANNER | COMPLEMENTISER | RESUMPTION | RELATIVE | NEGATION | HYPOTHESIS | SECOND | AUXILIARY | TIME
LETTER = {"ب": PREPOSITION["ب"], "ل": PREPOSITION["ل"]}

_WITHIN = frozenset({"في", "من", "علي"})
_TITLE_PREPOSITIONS = frozenset({"باسم", "لدي", "في", "من", "الي", "بين", "علي", "عن"})
PRONOUNS = ("هما", "ها", "هم", "ه")
_OF_RELATION = ("عن", "من", "الي", "في", "ب", "علي", "مع")
_OBLIQUE_OWNED = ("يه", "يها", "يهم")
"""Endings of a sound plural in the accusative with its owner's pronoun: لاعبيه."""
_NEVER_WITHIN = TIME_WORD | DOCUMENT | MEDIA | EVENT
"""What a prepositional phrase tells of the saying, and not of its sayer: في بيان، في مؤتمر، مع صحيفة."""


def is_preposition_clitic(word: str, letter: str) -> bool:
    """Whether `word` is the preposition `letter` (ب or ل) written on another word, and not a word of its own."""
    if (
        word == letter
        or (letter == "ل" and word.startswith("لل"))
        or (letter == word[0] and roles().get(word, 0) & FREE_RELATIVE)
    ):
        return True
    if not word.startswith(letter) or len(word) < 4 or word in whole_words():
        return False
    reading = readings[word]
    if not (reading.clitic or word[1:] in frequent_words() or word[1:].startswith("ال") or has_event_form(word[1:])):
        return False
    return bool(reading.clitic) or not reading.bits & (GIVEN | PLACE | NISBA | BODY | TITLE)


def is_name_ali(passage: Passage, place: int) -> bool:
    """Whether «علي» is the name: in a text that writes the preposition «على», by its last letter."""
    if passage.tokens[place] != "علي":
        return False
    original = passage.document.folded.original
    return original[passage.document.span(place, place + 1).end - 1] == "ي" and "على" in original


def source_end(passage: Passage, begin: int, end: int, cue: Cue | None) -> int:
    """Token at which the source phrase that begins at `begin` ends; `begin` itself where none stands there."""
    return _SourcePhrase(passage, begin, end, cue).read()


def object_follows(passage: Passage, begin: int, end: int, cue: Cue) -> bool:
    """Whether the source phrase from `begin` ends because the verb's bare object begins: رفضت إسرائيل | مطالب …"""
    phrase = _SourcePhrase(passage, begin, end, cue)
    return phrase.read() > begin and phrase.object_follows


class _SourcePhrase:
    """One reading of a source phrase, from `begin` on.

    Each step looks at the token at `place` and answers where to go on, or None where the phrase has ended.
    """

    __slots__ = (
        "begin",
        "body",
        "cue",
        "end",
        "governs",
        "last",
        "limit",
        "names",
        "object_follows",
        "passage",
        "place",
        "titled",
    )

    def __init__(self, passage: Passage, begin: int, end: int, cue: Cue | None) -> None:
        self.passage = passage
        self.begin = begin
        self.end = end
        self.limit = min(end, begin + LONGEST)
        self.cue = cue
        self.governs = cue.governs if cue else 0
        if cue and cue.cue_class == "answer":
            self.governs |= PREPOSITION["علي"]  # علق بائع | على الخبر: what is answered
        self.place = begin
        self.names = 0  # how many words of a name have been taken
        self.body = False  # an institution, whose name may go on with ل: المرصد السوري لحقوق الإنسان
        self.titled = False  # a title or description that may take a prepositional complement
        self.last = 0  # readings of the word before
        self.object_follows = False

    def read(self) -> int:
        """The token at which the phrase ends."""
        while self.place < self.limit:
            place = self._step()
            if place is None:
                break
            self.place = place
        place = self._past_description()
        tokens, roles = self.passage.tokens, self.passage.roles
        while place > self.begin and (tokens[place - 1] in COMMAS or roles[place - 1] & MEDIUM):
            place -= 1
        while place > self.begin + 1 and (_relates(tokens[place - 1]) or self._only_issued(place)):
            place -= 1  # البعثة | التابعة لـ, بيان للوزارة | صدر
        return place

    def _only_issued(self, place: int) -> bool:
        """Whether the last word before `place` tells that a document came out, and no issuer follows."""
        head, last = readings[self.passage.tokens[self.begin]].bits, readings[self.passage.tokens[place - 1]].bits
        return bool(head & DOCUMENT and last & ISSUED) and not last & (DEFINITE | OWNED)

    def _past_description(self) -> int:
        """The phrase's end past a relative clause without pronoun that describes: وسيط شارك في الصياغة | أن."""
        tokens, place = self.passage.tokens, self.place
        if not self.begin < place < self.limit:
            return place
        head = readings[tokens[self.begin]].bits
        verb = not readings[tokens[place]].bits and is_verb(tokens[place])
        if not verb or not head & (ANONYMOUS | OFFICE) or head & DEFINITE or tokens[place] in forms() or not self.cue:
            return place
        for stop in range(place + 1, min(self.end, place + LONGEST_DESCRIPTION)):
            if self.passage.roles[stop] & COMPLEMENTISER:
                return stop if stop > place + 1 else place
            if not tokens[stop][0].isalnum() or self.passage.roles[stop] & (TIME | RELATIVE | LINK | SECOND):
                return place
            if readings[tokens[stop]].bits & (MEDIA | TIME_WORD | EVENT):
                return place  # مسؤول | تحدث إلى الشبكة إن
        return place

    def _step(self) -> int | None:
        token = self.passage.tokens[self.place]
        if token in MARK_CHARACTERS:
            return self._marks()
        if token in "([":
            close = _closing_bracket(self.passage.tokens, self.place, self.limit)
            return None if close < 0 or self.place == self.begin else close + 1
        if token in COMMAS:
            return self._comma()
        if token in DASHES and (after := self._dashes()) is not None:
            return after
        if not token[0].isalnum():
            return self.place + 1 if (token == "-" and self._is_hyphen()) or self._is_abbreviation(token) else None
        return self._word(token)

    def _marks(self) -> int | None:
        """Past a name in marks."""
        passage, place, tokens = self.passage, self.place, self.passage.tokens
        span = passage.marks.get(place)
        if span is None or not span.closed:
            return None
        words = passage.words_in(span)
        after = span.close + 1
        if words > 4 or (place == self.begin and after >= self.end and self.cue):
            return None
        if place > self.begin:
            named = self.last & (BODY | HEAD | DOCUMENT | OFFICE | PLACE) or passage.roles[place - 1] & MEDIUM
            named = named or (self.titled and self.last & PREPOSITION_WORD)  # الناطق باسم "قوة إسناد الساحل"
            if not named and words > 2:
                return None
            stops = after >= self.end or tokens[after] in TERMINATORS
            if self.governs & (MARKS | (0 if named else NOUN)) and words > 1 and stops:
                return None  # أضاف البيان "سنلاحقهم": the marks hold the content
            if words > 1 and self.governs & NOUN and self.last & DEFINITE and self._is_deed(place + 1):
                self.object_follows = True
                return None  # دان المجلس "الهجوم الجبان" على …
        elif words > 2 and tokens[after : after + 1] and tokens[after] in COMMAS and not self._names_body(place + 1):
            return None  # but: طالبت "لجنة أهالي أندرات"، …
        elif words > 1 and self.governs & NOUN and self._is_thing(place + 1):
            return None  # حيت "بسالة جنودنا"
        self.last = BODY | DEFINITE | FEMININE  # its gender is not known, so that an adjective of either agrees
        self.names += 1
        return after

    def _is_thing(self, place: int) -> bool:
        """Whether an indefinite common noun that can be no sayer stands at `place`."""
        token = self.passage.tokens[place]
        classes = word_classes().get(token, 0) or word_classes().get(token.removesuffix("ا"), 0)
        return not readings[token].bits and bool(classes & COMMON_NOUN)

    def _is_deed(self, place: int) -> bool:
        """Whether a word that can be no sayer and names no body stands at `place`: صمت، الهجوم، تحرير."""
        token = self.passage.tokens[place]
        return self._is_thing(place) or is_definite_noun(token) or is_event_noun(token)

    def _names_body(self, place: int) -> bool:
        return bool(readings[self.passage.tokens[place]].bits & (BODY | HEAD))

    def _before_comma(self) -> int | None:
        """Past a title's prepositional phrase before a comma and its bearer: عضو المجلس عن حماس، مشير المصري، أن."""
        tokens, roles, place = self.passage.tokens, self.passage.roles, self.place
        if not self.titled or self.names or not readings[tokens[self.begin]].bits & OFFICE:
            return None
        for comma in range(place + 2, min(self.end, place + 11)):
            if tokens[comma] in COMMAS:
                break
            marked = tokens[comma] in MARK_CHARACTERS
            if roles[comma] & (COMPLEMENTISER | RELATIVE | LINK) or not (tokens[comma][0].isalnum() or marked):
                return None
            if is_verb(tokens[comma]) or readings[tokens[comma]].bits & TIME_WORD:
                return None
        else:
            return None
        closes = (at for at in range(comma + 1, min(self.end, comma + 9)) if self._closes_name(at))
        close = next(closes, comma)
        words = tokens[comma + 1 : close]
        if not any(map(_can_name, words)) or not all(map(_may_name, words)):
            return None
        self.names = len(words)
        return close

    def _closes_name(self, place: int) -> bool:
        """Whether a bearer's name behind a comma ends before `place`: at a comma, colon or complementiser."""
        token = self.passage.tokens[place]
        return token in COMMAS or token == ":" or bool(self.passage.roles[place] & COMPLEMENTISER)

    def _comma(self) -> int | None:
        """Past «، سامح شكري،»."""
        begin = self._past_superlative(self.place + 1)
        limit = min(self.end, begin + LONGEST)
        named = self.names > 0
        body = self.body and not self.governs & OBJECT
        follows = _apposition_end(self.passage, begin, limit, named=named, titled=self.titled, body=body)
        if follows is not None and follows >= self.end and self.governs & OBJECT:
            # اتهم S، وزير الاتصال، دولة X بدعم Y: behind the last comma stands its object
            last = next((at for at in range(limit - 1, begin, -1) if self.passage.tokens[at] in COMMAS), begin)
            follows = _apposition_end(self.passage, begin, last, named=named, titled=self.titled, body=body)
        if follows is not None:
            self.names += 1
        return follows

    def _dashes(self) -> int | None:
        """Past «– الفريق الركن عدنان حمود –» after a title or name, where both dashes stand."""
        tokens, begin = self.passage.tokens, self.place + 1
        close = next((at for at in range(begin, min(self.end, begin + LONGEST)) if tokens[at] in DASHES), None)
        if close is None or self.place == self.begin:
            return None
        aside = self.passage.roles[begin] & RELATIVE or readings[tokens[begin]].bits & CLAUSE_WORD
        if aside and self.titled and not self.names and close + 1 < self.end:
            follows = readings[tokens[close + 1]].bits & (RANK | GIVEN)
            return close + 1 if follows else None  # آمر الكتيبة – الذي نجا … – المقدم عمران
        if not readings[tokens[begin]].bits & (TITLE | GIVEN):
            return None
        return close + 1 if source_end(self.passage, begin, close, None) == close else None

    def _past_superlative(self, place: int) -> int:
        """Past «أكبر فصائل الغوطة،» before a name: الناطق باسم الجيش، أكبر فصائل الغوطة، حمزة بيرقدار."""
        tokens = self.passage.tokens
        if place < self.end and readings[tokens[place]].bits & SUPERLATIVE and self.titled:
            for close in range(place + 1, min(self.end, place + 7)):
                if tokens[close] in COMMAS:
                    return close + 1
        return place

    def _is_hyphen(self) -> bool:
        adjacent, place = self.passage.document.adjacent, self.place
        return place > self.begin and adjacent(place) and place + 1 < self.limit and adjacent(place + 1)

    def _is_abbreviation(self, token: str) -> bool:
        """Whether the stop belongs to a title: د.عادل."""
        place, tokens = self.place, self.passage.tokens
        if token != "." or place == self.begin or place + 1 >= self.limit:
            return False
        return len(tokens[place - 1]) == 1 and bool(readings[tokens[place - 1]].bits & RANK)

    def _word(self, token: str) -> int | None:
        place, tokens = self.place, self.passage.tokens
        role = self.passage.roles[place]
        bits = GIVEN if place in self.passage.names else readings[token].bits
        inner = place > self.begin
        if inner and self.last & PARTICLE and not self.last & GIVEN and bits & (TIME_WORD | TITLE) and not bits & TO:
            self.names += 1
            self.last = GIVEN
            return place + 1  # سعاد أبو | ليل
        if role & ADDRESSEE and inner and not self._has_issuer(token):
            return None
        if role & QUANTITY and not inner:
            return self._past_number() if self._counts_on() else None
        if token.isdigit() and not inner and not self._counts_people():
            return None
        if self._counts(token, role):
            self.last = HEAD
            self.body = True
            return place + 1
        if role & FREE_RELATIVE and not inner and place + 1 < self.limit and self.passage.roles[place + 1] & NEGATION:
            return None  # ما لا يقل عن
        if role & FREE_RELATIVE and role & OBJECT_WORD and inner and self.last & DEFINITE:
            self.object_follows = bool(self.governs & NOUN)
            return None  # نفت الشركة | ما تردد عن …, but: مسؤول ما
        if role & OBJECT_WORD and not inner and tokens[place + 1 : place + 2] == ["من"]:
            return place + 2  # كل من بريطانيا وفرنسا
        if role & BREAK and not (role & TIME and bits & (OFFICE | RANK | (ADJECTIVE if inner else 0))):
            chosen = inner and self.last & SUPERLATIVE  # إحدى هذه الرسائل
            pointed = role & DEMONSTRATIVE and (not inner or chosen) and place + 1 < self.limit
            return place + 1 if pointed and readings[tokens[place + 1]].bits & (AGENT | DEFINITE) else None
        if role & PRIVATIVE and inner and tokens[place + 1 : place + 2] != ["ان"]:
            self.last = HEAD
            return place + 1  # الدول غير دائمة العضوية
        if (role & (ASIDE | LINK) and not bits & (TITLE | BODY)) or (
            bits & TIME_WORD and not bits & (TITLE | ADJECTIVE)
        ):
            return None
        if bits & (CLAUSE_WORD | VERB_WORD) and not bits & (GIVEN | TITLE | SAME):
            return None  # يقول | وهو يخلع قفازيه
        if token == "من" and self.body and tokens[place + 1 : place + 2] == ["اجل"]:
            return place + 2  # منظمة العفو من أجل الإنسان
        if self._is_preposition(token, role, bits):
            if any(found.attribution for found in self.passage.candidates_between(place, place + 1)):
                return None  # نفت الرئاسة | على لسان المتحدث باسمها
            step = self._title_complement() or self._closed_complement() or self._before_name() or self._before_comma()
            if step is not None:
                self.last = HEAD if step == self.place + 1 else 0  # its genitive is still wanted
            return step
        described = bits & ADJECTIVE and (inner or token.endswith(("ون", "ين")))  # مقربين من الرئيس
        if described or (inner and (bits & (ISSUED | RELATION | CALLED) or role & BELONGING)):
            step = self._link(role, bits)
            if step is not None:
                return step
        if inner:
            if token[0] in "بل":
                step = self._clitic(token)
                if step != place:
                    return step
            if self._stops_within(token, role, bits):
                return None
        elif self._stops_before(token, bits):
            return None
        if token[0] == "و" and inner and bits & AND == 0 and len(token) > 3 and forms().get(token):
            return None
        self._take(bits)
        return place + 1

    def _counts(self, token: str, role: int) -> bool:
        """Whether the word at `place` leads from a number to those who are counted: سبعة أحزاب، ثلاثة من الأهالي."""
        place, tokens = self.place, self.passage.tokens
        if place == self.begin:
            return bool(role & NUMBER and place + 1 < self.limit and readings[tokens[place + 1]].bits & PLURAL)
        if token != "من" or place != self.begin + 1:
            return False
        first = tokens[self.begin]
        number = self.passage.roles[self.begin] | (roles().get(first[1:], 0) if first[0] == "ل" else 0)
        return bool(number & NUMBER) or first.isdigit()  # قال ثلاثة من, وفقا لثلاثة من, وجه 140 من

    def _counts_on(self) -> bool:
        """Whether a number or «من» follows: أكثر من مئة, but not: أكثر خطورة."""
        place = self.place + 1
        if place >= self.limit:
            return False
        after = self.passage.tokens[place]
        return after == "من" or after.isdigit() or bool(self.passage.roles[place] & NUMBER)

    def _counts_people(self) -> bool:
        """Whether those who are counted can speak: 127 طبيبا، 140 من رجال الأعمال, but not: 500 مليون ريال."""
        if self.place + 1 >= self.limit:
            return False
        after = self.passage.tokens[self.place + 1]
        return after in ("من", "في") or bool(readings[after].bits & (AGENT | PLURAL))

    def _past_number(self) -> int:
        """Past «أكثر من 1.300», before those who are counted."""
        tokens, place = self.passage.tokens, self.place + 1
        place += tokens[place : place + 1] == ["من"]
        while place < self.limit and (tokens[place].isdigit() or tokens[place] == "."):
            place += 1
        self.last = HEAD
        return place

    def _take(self, bits: int) -> None:
        """Take the word at `place` into the phrase."""
        self.body = self.body or bool(bits & (BODY | HEAD))
        if bits & (TITLE | ANONYMOUS | DOCUMENT | MEDIA):
            self.titled = self.titled or bool(bits & (OFFICE | ANONYMOUS | RANK | DOCUMENT | MEDIA))
            if bits & OFFICE:  # a title in apposition: أنطونيو غوتيريش الأمين العام للأمم المتحدة
                self.names = 0
        elif not self.passage.roles[self.place] & NUMBER and (
            self.names
            or (bits & (GIVEN | PARTICLE) and not bits & PREPOSITION_WORD)
            or (not bits and self.place > self.begin and self.titled and not self._describes())
        ):
            self.names += 1
        self.last = bits

    def _describes(self) -> bool:
        """Whether the word at `place` is the adjective of a description without article: مصدر طبي."""
        adjective = is_indefinite_adjective(self.passage.tokens[self.place])
        indefinite = self.last & (ANONYMOUS | ACCUSATIVE) and not self.last & DEFINITE  # مهندسا مدنيا
        return bool(adjective and indefinite)

    def _is_preposition(self, token: str, role: int, bits: int) -> bool:
        if role & MEDIUM and not bits & TITLE:
            return not (self.place == self.begin and is_name_ali(self.passage, self.place))
        governed = token in ("الي", "علي", "عن", "من", "في") and self.governs & ANY_PREPOSITION
        return bool(governed) and not is_name_ali(self.passage, self.place)

    def _link(self, role: int, bits: int) -> int | None:
        """Past a word after which the phrase goes on: بيان صادر عن الوزارة، سائق يدعى كرم، وفد برئاسة …"""
        tokens, place = self.passage.tokens, self.place
        if bits & (ISSUED | RELATION) and place + 1 < self.limit:
            self.last = HEAD
            after = place + 1
            while bits & ISSUED and after + 1 < self.limit and self.passage.roles[after] & TIME:
                after += 1  # تقرير صدر هذا الشهر عن …
            after += after > place + 1 and bool(readings[tokens[after]].bits & TIME_WORD)
            if after > place + 1 and tokens[after] not in _OF_RELATION:
                after = place + 1
            return after + 1 if tokens[after] in _OF_RELATION else after
        if bits & ADJECTIVE and not bits & (DEFINITE | TITLE) and self._takes_complement():
            self.last = HEAD
            return place + 2
        if bits & CALLED:
            self.last = OFFICE
            self.titled = True
            return place + 1
        if role & BELONGING:
            self.last = HEAD
            return place + 1
        return None

    def _bearer_follows(self, place: int, *, governed: bool) -> bool:
        """Whether a title's bearer comes next: a name, or after two words at the most a rank.

        `governed`: what stands before may be the cue's complement, so that only a name tells.
        """
        if place < self.limit and self._is_name_like(place):
            return True
        if governed:
            return False
        tokens = self.passage.tokens[place : min(place + 3, self.limit)]
        ranks = (readings[token].bits for token in tokens if token[0].isalnum())
        return any(bits & RANK and bits & DEFINITE and not bits & PLURAL for bits in ranks)

    def _is_enclosed(self, bits: int) -> bool:
        """Whether an institution or place with ب before it is shut in by «أن», so that the cue does not govern it."""
        if not bits & (BODY | PLACE | HEAD) or bits & EVENT:
            return False
        passage = self.passage
        for place in range(self.place + 1, min(self.end, self.place + 7)):
            if passage.roles[place] & COMPLEMENTISER:
                return True
            if passage.roles[place] & (MEDIUM | LINK | RELATIVE | TIME) or not passage.tokens[place][0].isalnum():
                return False
        return False

    def _has_issuer(self, token: str) -> bool:
        """Whether ل leads on to a document's issuer: بيان لحركة النهضة، تقرير لـ"صحراء بلا سموم"."""
        head = readings[self.passage.tokens[self.begin]].bits
        if not head & DOCUMENT or head & (DEFINITE | TITLE):
            return False
        return token == "ل" or bool(readings[token].bits & (BODY | PLACE | OFFICE | HEAD))

    def _takes_complement(self) -> bool:
        """Whether a preposition and a noun after the adjective at `place` belong to it: مصدر مطلع على الملف."""
        tokens, place, governs = self.passage.tokens, self.place, self.governs
        if place + 1 >= self.limit or readings[tokens[self.begin]].bits & DEFINITE:
            return False
        token = tokens[place + 1]
        if token[0] == "ل" and len(token) > 1 and not governs & LETTER["ل"]:
            reading = readings[token].bits
            return is_preposition_clitic(token, "ل") and not reading & (MEDIA | EVENT | TIME_WORD | ANONYMOUS)
        if token not in _OF_RELATION or governs & PREPOSITION.get(token, 0) or place + 2 >= self.limit:
            return False
        never = TIME_WORD | MEDIA | (OWNED | EVENT | DOCUMENT if token in ("في", "ب") else 0)
        return not readings[tokens[place + 2]].bits & never

    def _clitic(self, token: str) -> int | None:
        """Past ب or ل that goes on naming; `place` itself where the word is read on, None where the phrase ends."""
        place, governs, letter = self.place, self.governs, token[0]
        if self.names == 1 and is_surname_in_letter(token):
            return place
        before = readings[self.passage.tokens[place - 2]].bits if place > self.begin + 1 else 0
        genitive = before & BODY and not before & DEFINITE and not self.last  # معهد أولفا | للدراسات
        marked = self.last & FEMININE and self.last & BODY
        if letter == "ل" and (not self.names or (self.names == 1 and (marked or genitive))):
            if self.body and _names_purpose(token, event=not governs & LETTER["ل"]):
                self.last = HEAD | DEFINITE if token.startswith("لل") else HEAD  # «للانتخابات» closes the name
                return place + 1
            if self._goes_on_with_body(token):
                self.last = HEAD
                return place + 1  # الناطق الرسمي لحكومة المرسى
            if not governs & LETTER["ل"] and self._has_issuer(token):
                self.last = DEFINITE if token.startswith("لل") else HEAD  # بيان للجيش | مقتل …
                self.body = True
                return place + 1
            named_in_marks = token == "ل" and (self.titled or self.body) and not governs & LETTER["ل"]
            head = readings[self.passage.tokens[self.begin]].bits
            body = head & OFFICE and not head & ANONYMOUS and place + 2 < self.limit and self._names_body(place + 2)
            if named_in_marks and (body or _name_follows(self.passage, place + 1, self.limit)):
                self.last = HEAD
                return place + 1  # رئيس المكتب السياسي لـ"جبهة الشاطئ"
        if not is_preposition_clitic(token, letter):
            return place
        counted = letter == "ل" and place == self.begin + 1 and roles().get(token[1:], 0) & NUMBER
        if counted and self.titled and place + 1 < self.limit:
            self.last = HEAD
            return place + 1  # أم لثلاثة جنود
        if (bearer := self._before_comma()) is not None:
            return bearer  # وزير الدولة بوزارة الخارجية السودانية، السماني الوسيلة، أن
        if self.titled and not self.names and self._bearer_follows(place + 1, governed=bool(governs & LETTER[letter])):
            return place + 1  # رئيس الغرفة التجارية بالمدينة وجيه مرقس
        if letter == "ب" and self.titled and self._is_enclosed(readings[token].bits):
            return place  # صرح مصدر مسؤول بوزارة الخارجية بأن
        addressed = letter == "ل" and self.cue and self.cue.kind == NAMING and governs & OBJECT and self.last & DEFINITE
        if addressed:
            return None  # اتهام الحكومة اليمنية | للحوثيين بـ
        if letter == "ل" and self._is_told():
            return None
        if letter == "ب" and _names_saying(token):
            return None  # ختم الوزير | بالتأكيد على أن
        described = (self.titled or self.body) and not self.names and not governs & LETTER[letter]
        return place if described and token.startswith(("لش", "للش", "بال", "لل", "ب")) else None

    def _is_told(self) -> bool:
        """Whether ل after a nisba of a description without article tells whom he spoke to: مصدر دبلوماسي | للوكالة."""
        head = readings[self.passage.tokens[self.begin]].bits
        nisba = self.passage.tokens[self.place - 1].endswith(("ي", "ية", "يون", "يين"))
        return bool(head & ANONYMOUS and not head & DEFINITE and nisba)

    def _goes_on_with_body(self, token: str) -> bool:
        """Whether ل and an institution go on with a title that an adjective had closed: المدير التنفيذي لمؤسسة …."""
        bits = readings[token].bits
        if (
            not self.titled
            or self.names
            or not self.last & DEFINITE
            or not bits & (INSTITUTION | GROUP)
            or bits & MEDIA
        ):
            return False
        if not readings[self.passage.tokens[self.begin]].bits & OFFICE or not is_preposition_clitic(token, "ل"):
            return False
        if not self.governs & LETTER["ل"]:
            return True
        passage, end = self.passage, min(self.end, self.place + 9)
        return any(
            passage.roles[place] & COMPLEMENTISER or self.governs & PREPOSITION.get(passage.tokens[place], 0)
            for place in range(self.place + 1, end)
        )

    def _stops_within(self, token: str, role: int, bits: int) -> bool:
        """Whether the word at `place` belongs to the phrase no more."""
        governs, last, names = self.governs, self.last, self.names
        number = token.isdigit() and not self._tells_age()
        if governs & (NOUN | PREDICATE) and (self._begins_event(token, bits) or number):
            return True
        if role & ORIGIN and last & NISBA:
            return False  # الدبلوماسي الهولندي الأصل
        if self._is_foreign(token, role, bits):
            return True
        if token.isdigit() and self._counts_things():
            return True  # رصد المركز | 70 حالة
        head = readings[self.passage.tokens[self.begin]].bits
        if head & ANONYMOUS and bits & MEDIA and last & DEFINITE and not bits & (AND | DEFINITE):
            return True  # مصدر في المستشفى المركزي | وكالة سارد بأن
        if any(cue.kind == RELAY for _, cue in phrases().get(token, ())):
            return True  # نقلت W عن S قوله
        if names and bits & PLURAL and bits & DEFINITE and bits & (ANONYMOUS | OFFICE) and token.endswith("ين"):
            return True  # أفاد المتحدث زياد منذر | الصحافيين بأن
        found = forms().get(token)
        complete = names or (last & SAME and last & DEFINITE == 0)
        if complete and found and found.kind == NAMING and found.pronoun and not bits:
            return True  # أبدت إيفا ساندهوف | تحفظها
        if (
            found
            and found.kind in (VERB, PARTICIPLE)
            and not bits & (AGENT | ADJECTIVE)  # مصادر مطلعة
            and not last & PARTICLE  # فيصل بن طالب
            and (found.past or not found.weak)
            and not (names and found.pronoun)
        ):
            return True
        before = self.passage.tokens[self.place - 1]
        described = head & PLURAL and not head & DEFINITE and not last and is_indefinite_adjective(before)
        if governs & OBJECT and described and bits & BODY and bits & DEFINITE:
            return True  # منظمات حقوقية | القوات …
        alone = self.place == self.begin + 1 or bool(names)
        if governs & OBJECT and not names and self._begins_construct(token, bits):
            return True
        if governs & (OBJECT | PREDICATE) and _object_begins(token, role, bits, last, before, names=names, alone=alone):
            return not (names == 2 and _follows_name(token, bits, last, names) and self._is_surname())
        if (
            (self.names or governs & ~(CLAUSE | COLON | MARKS))
            and _is_owned(token, bits, last)
            and not self._is_closed()
        ):
            return True  # أعلنت حركة "طالبان" | مسؤوليتها عن …
        if governs & (NOUN | OBJECT) and not names and bits & SUPERLATIVE and last & DEFINITE and not bits & DEFINITE:
            self.object_follows = True
            return True  # سجلت الصين | أول حالة
        if governs & (NOUN | OBJECT | PREDICATE) and (self._begins_anew(token, bits) or self._is_second(token, bits)):
            self.object_follows = True
            return True
        if self.cue is None and not names and last & BODY and last & DEFINITE and self._begins_anew(token, bits):
            return True  # بحسب المرصد | بلدات عدة
        if token[0] == "و" and _is_owned(token[1:], 0, 0):
            return True  # المرصد السوري لحقوق الإنسان | ومقره لندن
        if bits & DOCUMENT and not bits & DEFINITE and (names or last & (DEFINITE | NISBA)) and not last & OFFICE:
            return True  # أصدرت القيادة | بيانا جاء فيه
        if not bits & ~AND and is_verb(token) and not (names and not last & DEFINITE):
            return True  # مسؤول كبير | حضر الاجتماع
        if tells_of_us(token):
            return True  # راع عجوز | التقيناه عند البئر
        if "_" in before and not bits & AGENT:
            self.object_follows = bool(governs & NOUN)
            return True  # #حركة_الفنار | التوصل إلى اتفاق
        owned = last & OWNED or _is_owned(before, last, 0) or (before[0] in LETTER and _is_owned(before[1:], 0, 0))
        if owned and token[-1] == "ا" and not bits and word_classes().get(token[:-1], 0) & COMMON_ADJECTIVE:
            return True  # وفقا لمصممه | مناسبا لـ
        after = self.place + 1
        if (
            token[0] == "و"
            and is_verb(token[1:])
            and after < self.end
            and self.passage.roles[after] & (ANAPHOR | MEDIUM)
        ):
            return True  # بطل العالم 1996 | واتفق معه زميله
        moves = after < self.end and self.passage.roles[after] & MEDIUM and not bits
        if moves and names >= 2 and last & DEFINITE and word_classes().get(token, 0) & PERFECT:
            return True  # عادل الصيخان | خرج إلى …
        return bool(governs & NOUN) and _follows_name(token, bits, last, names) and not self._is_surname()

    def _begins_construct(self, token: str, bits: int) -> bool:
        """Whether a bare noun with its genitive follows a definite title or body: أبلغ المبعوث | أعضاء المجلس أن."""
        after, last = self.place + 1, self.last
        if not (last & DEFINITE and last & (TITLE | BODY)) or after >= self.limit:
            return False
        if bits & (DEFINITE | GIVEN | PARTICLE | NISBA | AND | RANK | PREPOSITION_WORD | CLAUSE_WORD | TIME_WORD | TO):
            return False
        genitive = readings[self.passage.tokens[after]].bits
        return is_bare_noun(token) and bool(genitive & DEFINITE) and not genitive & DEFINITE_GIVEN

    def _counts_things(self) -> bool:
        """Whether a number after a definite phrase counts what a bare word behind it names, and is no part of a name.

        رصد المركز | 70 حالة, وفق الوزارة | 20 مليون, but not: القناة 12
        """
        after = self.place + 1
        if after >= self.end or not self.last & DEFINITE or self.last & GROUP or self.names or self._tells_age():
            return False
        token = self.passage.tokens[after]
        bare = token.isalpha() and not readings[token].bits & ~(HEAD | PLURAL) and not token.startswith("ال")
        return bare and not self.passage.roles[after] & ~NUMBER and token not in forms() and not is_verb(token)

    def _tells_age(self) -> bool:
        """Whether the number at `place` is an age: البالغ من العمر 58 عاما."""
        place = self.place - 3
        return place > self.begin and bool(readings[self.passage.tokens[place]].bits & RELATION)

    def _is_foreign(self, token: str, role: int, bits: int) -> bool:
        """Whether a word that could go on naming belongs, by the words around it, to something else."""
        last, after = self.last, self.place + 1
        following = self.passage.roles[after] if after < self.end else 0
        counted = after < self.end and self.passage.tokens[after].isdigit()
        if counted and (bits & TIME_WORD or (last and word_classes().get(token, 0) & PERFECT)):
            return True  # إحصاءات رويترز | قتل 29 جنديا
        if self.names and last & GIVEN and bits & BODY and not bits & (DEFINITE | GIVEN | AND | MEDIA):
            return not following & COMPLEMENTISER  # أفاد سائق يدعى كرم | وكالة نوفا بأن
        if (role & FREE_RELATIVE and len(token) > 2) or (token[0] == "و" and bits & TO and not bits & PLACE):
            return True  # تساءلت النائبة | عما إذا, اعترف الوزير | ولأول مرة
        same = readings[self.passage.tokens[self.begin]].bits & SAME
        if same and last & TITLE and last & DEFINITE and not bits & (DEFINITE | GIVEN | PARTICLE):
            return True  # كذب ذات القائد | خبر تلقيه أموالا
        free = self.names or not self.governs & OBJECT
        stem = token[:-1] if self.cue and token[-1] == "ا" and not bits and free else ""
        if (
            len(stem) > 3
            and last
            and word_classes().get(stem, 0) & COMMON_NOUN
            and not word_classes()[stem] & COMMON_ADJECTIVE
        ):
            return True  # تداول ناشطون | مقطعا
        before = self.passage.tokens[self.place - 1]
        adjective = self.titled and not last and is_indefinite_adjective(before)
        described = (last & (ANONYMOUS | ADJECTIVE) or adjective) and not last & DEFINITE and not self.names
        verb = not is_indefinite_adjective(token)
        return bool(described and verb and following & NEGATION)  # مسؤول حكومي | فضل عدم ذكر اسمه

    def _begins_event(self, token: str, bits: int) -> bool:
        """Whether a verbal noun here is the content's first word and not the genitive of the word before."""
        last = self.last
        alone = self.place == self.begin + 1 and not last & (BODY | HEAD | PLACE | NISBA)
        named = alone and self.names == 1 and self.last & GIVEN  # نفى سامي | الحصول على
        unknown = alone and not last and not self._is_construct()  # نفى ساركوزي | الحصول على
        titled = last & TITLE and last & DEFINITE
        if (titled or named or unknown) and bits == DEFINITE and is_event_noun(token[2:]):
            return True  # رفض الرئيس | الادعاء بأن
        if bits & DEFINITE and not last and not self.names and self.place > self.begin + 1:
            return False  # لتنفيذ اتفاق | الهدنة: the genitive
        if not is_event_noun(token) or bits & (TITLE | BODY | HEAD | GIVEN | PARTICLE):
            return False
        if last & (BODY | HEAD | OFFICE) and not last & DEFINITE:
            return False  # a head that still wants its genitive
        # الرئيس إتيان: a name, not a noun
        return not (last & TITLE and token not in frequent_words() and not token.startswith("ال"))

    def _is_construct(self) -> bool:
        """Whether the phrase's first word is a noun that takes a genitive: مهنيو (النقل), محامي (الدفاع)."""
        token = self.passage.tokens[self.begin]
        return token[-1] in "وي" or is_bare_noun(token)

    def _begins_anew(self, token: str, bits: int) -> bool:
        """Whether an indefinite common noun after a definite phrase is the verb's object: نفت الوزارة | صحة الأنباء."""
        last = self.last
        if (
            bits & (GIVEN | PARTICLE | TITLE | NISBA | PLACE | ADJECTIVE | AND | DEFINITE | ANONYMOUS)
            or last & PARTICLE
        ):
            return False
        described = self._is_plain_description()
        if not (self.names >= 2 or described or (last & (DEFINITE | NISBA | PLACE) and not last & TITLE)):
            return False
        if self.passage.tokens[self.place + 1 : self.place + 2] == ["،"]:
            return False  # أحمد عبدالعزيز قطان، …
        if not word_classes().get(token, 0) & COMMON_NOUN:
            return False
        return bool(self.governs & OBJECT) or not self._is_closed()

    def _is_plain_description(self) -> bool:
        """Whether what stands before `place` is a description with adjectives and nothing else: مصدر عسكري مسؤول."""
        tokens = self.passage.tokens
        head = readings[tokens[self.begin]].bits
        if not head & ANONYMOUS or head & (OFFICE | DEFINITE) or self.place < self.begin + 2:
            return False
        return all(len(token) > 3 and is_indefinite_adjective(token) for token in tokens[self.begin + 1 : self.place])

    def _is_surname(self) -> bool:
        """Whether the definite word at `place` ends a name of three or more: زيد رعد الحسين، …"""
        after = self.place + 1
        if self.names < 2 or after >= self.end:
            return False
        roles = self.passage.roles[after]
        token = self.passage.tokens[self.place]
        unknown = readings[token].bits == DEFINITE and not word_classes().get(token[2:], 0)
        if unknown and self.governs & PREPOSITION.get(self.passage.tokens[after], 0):
            return True  # حذر الأستاذ في جامعة سولينا بكر الزين | من
        return (
            bool(roles & (COMPLEMENTISER | TIME))
            or self.passage.tokens[after] in COMMAS
            or self.passage.tokens[after] == ":"
        )

    def _is_second(self, token: str, bits: int) -> bool:
        """Whether a definite common noun, no adjective, follows a definite word and is the object: الحريري | القرار."""
        if not self.last & (DEFINITE | NISBA) or self.last & TITLE or not token.startswith("ال"):
            return False
        if bits & (GIVEN | PARTICLE | TITLE | NISBA | AND) or (self._is_closed() and not self.governs & OBJECT):
            return False
        classes = word_classes().get(token[2:], 0)
        feminine = self.last & (PLURAL | FEMININE) or self.passage.tokens[self.place - 1].endswith(("ة", "ات"))
        agrees = feminine or not (self.last & BODY and token.endswith("ة"))
        adjective = classes & COMMON_ADJECTIVE or is_adjective(token, bits)
        return bool(classes & COMMON_NOUN) and not (adjective and agrees)  # but: الحزب | المشاركة

    def _is_closed(self) -> bool:
        """Whether «أن» or a colon follows so soon that no object fits in between: أكد وزير الخارجية سليم أركان أن …"""
        tokens, roles = self.passage.tokens, self.passage.roles
        for place in range(self.place + 1, min(self.end, self.place + 5)):
            if roles[place] & COMPLEMENTISER or tokens[place] == ":":
                return True
            if roles[place] & (MEDIUM | LINK) or readings[tokens[place]].bits & DEFINITE:
                return False
        return False

    def _stops_before(self, token: str, bits: int) -> bool:
        """Whether no source begins with this word: the subject is left out."""
        cue, governs = self.cue, self.governs
        found = forms().get(token)
        if found and found.kind == PARTICIPLE and not bits & AGENT:
            return True  # تابع متسائلا
        if token[-1] == "ا" and not bits and word_classes().get(token[:-1], 0) & COMMON_NOUN:
            return True  # رأى جثثا: the object
        if governs & OBJECT and not bits and word_classes().get(token, 0) == COMMON_NOUN and token[-1] == "ة":
            return True  # وصف وفاة العمال بأنها
        if cue and self._is_things(token, bits):
            return True
        if cue and governs & (NOUN | OBJECT | PREDICATE) and not bits & AGENT and _is_owned(token, bits, 0):
            return True  # نفى | استقالته
        if cue and token.endswith(("اءه", "اءها", "اءهم")) and bits & OWNED:
            return True  # حض أعضاءه على: in the accusative
        event = is_event_noun(token.removeprefix("ال")) or is_event_noun(token)  # التزام is not ال + تزام
        if governs & (NOUN | PREDICATE) and event and not bits & AGENT:
            return True  # أكد مواصلة …
        asks = cue and (cue.cue_class == "address" or (cue.cue_class == "demand" and cue.clitic and governs & OBJECT))
        if asks and bits & OWNED and bits & (PLURAL | BODY) and not bits & OFFICE:
            return True  # خاطب أنصاره, ودعا أنصاره إلى
        if cue and token[0] == "ل" and is_preposition_clitic(token, "ل"):
            return True  # قال لرويترز: to whom
        if (
            token[0] == "ب"
            and not bits
            and (roles().get(token[1:], 0) & (QUANTITY | MEDIUM) or is_event_noun(token[1:]))
        ):
            return True  # تقدر بنحو, تناشد بإلغاء
        after = self.passage.tokens[self.place + 1] if self.place + 1 < self.limit else ""
        manner = cue and token[0] == "ب" and token[-1] == "ة" and not bits and is_indefinite_adjective(after)
        if manner and token not in whole_words() and after[-1] == "ة" and word_classes().get(token[1:], 0):
            return True  # ويضيف بعربية متعثرة أن
        governed = governs & LETTER["ب"] or self.passage.roles[self.place] & FREE_RELATIVE  # أشاد بما …
        if not cue or not governed or token[0] != "ب":
            return False
        return is_preposition_clitic(token, "ب") or _is_governed(token, bits)

    def _is_things(self, token: str, bits: int) -> bool:
        """Whether a thing and its genitive are the verb's object: ووصف | قرار المجلس بأنه, وانتقدت | أداء الشركات."""
        cue, after = self.cue, self.place + 1
        if cue is None or cue.pronoun or bits & ~(DOCUMENT | EVENT | RELATION) or after >= self.limit:
            return False
        genitive = readings[self.passage.tokens[after]].bits & DEFINITE
        if not is_bare_noun(token) or not genitive or not self.governs & (NOUN | OBJECT | PREDICATE):
            return False
        plural = len(token) > 4 and token[2] == "ا"  # مصانع, for which the verb is feminine
        differs = cue.gender == "f" and cue.number == "s" and not token.endswith(("ة", "ات")) and not plural
        behind = after + 1
        complement = behind < self.limit and (
            self.passage.roles[behind] & COMPLEMENTISER or self._governs_letter(self.passage.tokens[behind])
        )
        return bool(differs or (cue.clitic and cue.transitive and complement))

    def _title_complement(self) -> int | None:
        """Past the prepositional phrase that belongs to a title (المتحدث باسم الجيش، السفير لدى …), or None."""
        tokens, place, limit = self.passage.tokens, self.place, self.limit
        token = tokens[place]
        if not (self.titled or self.body) or token not in _TITLE_PREPOSITIONS or place + 1 >= limit:
            return None
        word = tokens[place + 1]
        following = readings[word].bits
        role = self.passage.roles[place + 1]
        again = token in tokens[place + 1 : limit] and not is_event_noun(word)
        if self.governs & PREPOSITION.get(token, 0) and not again:
            return None  # the verb's own preposition, unless it comes once more
        named = self.names > 0
        if word in MARK_CHARACTERS:
            described = readings[tokens[self.begin]].bits & OFFICE and place == self.begin + 1  # ممثلة عن "المركز"
            span = self.passage.marks.get(place + 1) if token == "عن" and described else None
            if span and span.closed and not self.governs & PREPOSITION.get(token, 0):
                return min(span.close + 1, limit)
            return None if named or token == "عن" else place + 1
        if role & (TIME | COMPLEMENTISER | SECOND | ASIDE) or following & (TIME_WORD | DOCUMENT):
            return None
        if token in ("باسم", "لدي"):
            return place + 1
        if named:
            return None
        place_like = following & PLACE or (not following and word not in frequent_words())
        if token == "في" and place_like and word.isalpha():
            return place + 2  # السلطات في سولينا
        if token == "في" and not following & (EVENT | MEDIA | OWNED) and following & (BODY | HEAD):
            return place + 1  # وزارة الصحة في حكومة الوحدة
        if token == "الي" and not following and word not in frequent_words() and self.last & DEFINITE:
            return place + 2  # المبعوث الأممي إلى مقران
        thing = token == "من" and place == self.begin + 1 and word_classes().get(word, 0) & COMMON_NOUN
        if thing and readings[tokens[self.begin]].bits & ANONYMOUS and not following & (OWNED | PLURAL):
            return place + 1  # امرأة من خيمة مجاورة
        of_body = token == "عن" and following & (BODY | HEAD)  # ممثلون عن قبائل المنطقة
        if not self.titled or (token in ("الي", "علي", "عن") and not place_like and not of_body):
            return None
        if token == "في" and following & ANONYMOUS and following & SUPERLATIVE and place + 2 < limit:
            return place + 1 if readings[tokens[place + 2]].bits & (BODY | HEAD | GROUP) else None  # في أحد الوفود
        located = token in ("في", "من") and following & DEFINITE and not following & OWNED
        if (following & (BODY | PLACE | HEAD) and not following & OWNED) or (located and not is_event_noun(word[2:])):
            return place + 1
        return None

    def _governs_letter(self, token: str) -> bool:
        """Whether the word begins with the ب or ل that the cue governs."""
        letter = token[0]
        return bool(self.governs & LETTER.get(letter, 0)) and is_preposition_clitic(token, letter)

    def _before_name(self) -> int | None:
        """Past the phrase between an unknown title and its bearer: الشرعي في «جبهة النصرة» عبد الله المحيسني."""
        tokens, roles, place = self.passage.tokens, self.passage.roles, self.place
        begins = place == self.begin + 1 and tokens[place] in ("علي", "عن")
        office = begins and readings[tokens[self.begin]].bits & OFFICE  # المشرف على برنامج …
        governed = self.governs & PREPOSITION.get(tokens[place], 0) and not office
        again = tokens[place] in tokens[place + 1 : place + 8] and not is_event_noun(tokens[place + 1])
        if place == self.begin or self.names or (governed and not again):
            return None  # شدد الشعيبي | على وجود عوامل محفزة على …
        here = place + 1
        never = _NEVER_WITHIN & ~DOCUMENT if office else _NEVER_WITHIN  # المشرف على العريضة أنس باوزير
        span = self.passage.marks.get(here)
        words = 0
        if span and span.closed and self.passage.words_in(span) <= 4:
            here, words = span.close + 1, 1
        while here < min(self.limit, place + 9):
            bits = readings[tokens[here]].bits
            rank = bits & RANK and not bits & PLURAL and (bits & DEFINITE or tokens[here + 1 : here + 2] == ["."])
            if words and (self._is_name_like(here) or rank):
                return here  # المشرف على العريضة | د. أنس
            span = self.passage.marks.get(here)
            if span and span.closed and self.passage.words_in(span) <= 4:
                here = span.close + 1
                continue
            if not tokens[here][0].isalnum() or roles[here] & (BREAK | LINK | MEDIUM) or bits & never:
                return None
            here += 1
            words += 1
        return None

    def _is_name_like(self, place: int) -> bool:
        """Whether a name begins at `place`: a known one, or two words of which nothing else is known."""
        tokens = self.passage.tokens
        bits = readings[tokens[place]].bits
        if bits & (GIVEN | PARTICLE):
            return not bits & (PREPOSITION_WORD | DEFINITE)
        return all(
            place + step < self.limit
            and not readings[word].bits
            and word not in word_classes()
            and word not in frequent_words()
            and word.isalpha()
            for step, word in enumerate(tokens[place : place + 2])
        )

    def _closed_complement(self) -> int | None:
        """Past «في مستشفى الحافة» after a bare description or institution, where the content follows at once.

        Between a sayer and «أن» or a colon nothing stands but what tells who he is or how he said it; the latter has a
        noun of time, document or occasion.
        """
        tokens, roles, begin, place = self.passage.tokens, self.passage.roles, self.begin, self.place
        head = readings[tokens[begin]].bits
        if place == begin or head & (GIVEN | PLACE | DOCUMENT | OWNED) or tokens[place] not in _WITHIN:
            return None
        if self.governs & PREPOSITION.get(tokens[place], 0):
            return None
        spoken = head & SPOKESMAN and not head & DEFINITE  # متحدث باسم الشرطة | في شمال …
        if (
            not head & (BODY | ANONYMOUS)
            and not spoken
            and any(readings[token].bits & DEFINITE for token in tokens[begin:place])
        ):
            return None
        if head & BODY and not head & ANONYMOUS and tokens[place] != "في":
            return None
        for stop in range(place + 1, min(self.end, place + 7)):
            token = tokens[stop]
            told = roles[stop] & ADDRESSEE  # متحدث باسم الشرطة في شمال إنجلترا | لصحيفة …
            governed = stop < place + 4 and self._governs_letter(token)
            if told or governed or roles[stop] & COMPLEMENTISER or token == ":":
                return stop if stop > place + 1 else None
            bits = readings[token].bits
            if stop > place + 1 and head & ANONYMOUS and self.governs & PREPOSITION.get(token, 0):
                return stop
            if not token[0].isalnum() or bits & (_NEVER_WITHIN | OWNED) or is_event_noun(token.removeprefix("ال")):
                return None
            if roles[stop] & (TIME | RELATIVE | LINK | ASIDE | SECOND | NEGATION):
                return None
        return None


def _can_name(token: str) -> bool:
    """Whether the word can stand in a person's name: known as one, or with nothing known of it."""
    bits = readings[token].bits
    if bits & (GIVEN | DEFINITE_GIVEN | PARTICLE):
        return True
    stem = token.removeprefix("ال")
    return not bits & ~DEFINITE and token.isalpha() and not word_classes().get(stem, 0) and stem not in frequent_words()


def _may_name(token: str) -> bool:
    """Whether the word can stand in a name beside one that is surely a name's: (مشير) المصري."""
    bits = readings[token].bits
    other = BODY | DOCUMENT | EVENT | TIME_WORD | CLAUSE_WORD | PREPOSITION_WORD | OWNED | MANNER_WORD
    if bits & PARTICLE:
        return True  # ولد
    return token.isalpha() and not is_verb(token) and (not bits & other or bool(bits & GIVEN))


def _relates(token: str) -> bool:
    """Whether the word only ties to the noun before it what follows: التابعة، المدعومة."""
    bits = readings[token].bits
    return bool(bits & RELATION and bits & DEFINITE) and not bits & (TITLE | BODY | GIVEN)


def _closing_bracket(tokens: list[str], place: int, limit: int) -> int:
    for index in range(place + 1, min(limit, place + LONGEST)):
        if tokens[index] in ")]":
            return index
    return -1


def _name_follows(passage: Passage, place: int, limit: int) -> bool:
    """Whether a name comes after the marked span at `place`, so that the span still belongs to the title before it."""
    span = passage.marks.get(place)
    if span is None or not span.closed:
        return False
    after = span.close + 1
    after += after < limit and passage.tokens[after] in COMMAS
    return after < limit and bool(readings[passage.tokens[after]].bits & GIVEN)


def _names_purpose(token: str, *, event: bool) -> bool:
    """Whether ل + noun goes on naming an institution (لحقوق الإنسان) and is no addressee, time or complement.

    `event`: a verbal noun may (لجنة لتنفيذ الاتفاق), for it is not what the cue governs.
    """
    reading = readings[token]
    word = token[2:] if token.startswith("لل") else token[1:]
    return (
        len(token) > 2
        and is_preposition_clitic(token, "ل")
        and not (
            reading.bits & (TITLE | MEDIA | GIVEN | PLACE | ANONYMOUS | TIME_WORD)
            or readings[word if token[1] != "ل" else "ال" + word].bits & (MEDIA | PLACE | ANONYMOUS)
            or (not event and is_event_noun(word))
        )
    )


def _apposition_end(passage: Passage, begin: int, limit: int, *, named: bool, titled: bool, body: bool) -> int | None:
    """Past «، سامح شكري» or «، المتحدث باسم …» where it belongs to the source, up to its closing comma; else None."""
    tokens, roles = passage.tokens, passage.roles
    if begin >= limit:
        return None
    token = tokens[begin]
    if not token[0].isalnum() or roles[begin] & (BREAK | ASIDE | LINK | MEDIUM):
        return None
    bits = readings[token].bits
    found = forms().get(token)
    if found and not bits & AGENT:
        return None
    if is_event_noun(token) and not bits & (TITLE | BODY | GIVEN):
        return None
    if bits & TIME_WORD or (
        token[0] in "بلوف" and ((token[0] in "وف" and bits & AND) or is_preposition_clitic(token, token[0]))
    ):
        return None
    if (not bits and is_verb(token)) or tells_of_us(token):
        return None  # مصادر طبية، وصل …, قائد كتيبة، قابلناه قرب …
    institution = bits & (BODY | HEAD) and bits & DEFINITE and body and not bits & AND  # كتائب X، الجناح العسكري لـ…
    name = bits & (GIVEN | PARTICLE) or (not named and not bits and token not in frequent_words())
    if bits & CALLED and bits & DEFINITE and titled:
        # ، الملقب بـ"أبو غياث"،
        return next((at for at in range(begin + 2, min(limit, begin + LONGEST_CALLED)) if tokens[at] in COMMAS), None)
    if bits & DOCUMENT and bits & ACCUSATIVE:
        return None  # أصدرت سرايا الوعد، …، بيانا أعلنت فيه
    if not (bits & (TITLE | DOCUMENT) and not bits & AND) and not (titled and name) and not institution:
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
        and readings[tokens[stop]].bits & (DOCUMENT | DEFINITE) != DOCUMENT  # رئيس الرابطة، المحامي X كلمة قال فيها
    ):
        return None
    return stop


def _is_governed(token: str, bits: int) -> bool:
    """Whether ب before a common noun, with an owner or not, is what a verb governs: تلوح | بإصبعها, توعد | برد."""
    stem = next((token.removesuffix(pronoun) for pronoun in PRONOUNS if token.endswith(pronoun)), token)[1:]
    whole = bits & ~OWNED or token in whole_words()
    return not whole and bool(word_classes().get(stem, 0) & COMMON_NOUN)


def _names_saying(token: str) -> bool:
    """Whether ب stands before a verbal noun of saying with the article: بالتأكيد, بالإشارة (but: بقسم الطب)."""
    return token.startswith("بال") and any(
        cue.kind in (LED, SAYING) for rest, cue in phrases().get(token, ()) if not rest
    )


def _is_owned(token: str, bits: int, last: int) -> bool:
    """Whether the word is a common noun with an owner's pronoun, and no genitive of the word before it."""
    if bits & (GIVEN | TITLE | PLACE | NISBA | ANONYMOUS) or (last & (BODY | HEAD | OFFICE) and not last & DEFINITE):
        return False
    stem = next((token.removesuffix(pronoun) for pronoun in PRONOUNS if token.endswith(pronoun)), "")
    if len(stem) < 3:
        return False
    classes = word_classes()
    if stem.endswith("ات") and classes.get(stem[:-2], 0) & COMMON_NOUN:
        return True  # تصنيفاتها
    return bool((classes.get(stem, 0) | (classes.get(stem[:-1] + "ة", 0) if stem[-1] == "ت" else 0)) & COMMON_NOUN)


def is_adjective(token: str, bits: int) -> bool:
    """Whether a definite word goes with the noun before it: a nisba, known or by its ending."""
    return (
        bool(bits & (NISBA | ADJECTIVE))
        or (
            token.startswith("ال")
            and (token.endswith(("ي", "ية", "يين", "يون")) or has_colour_form(token))
            and (not bits & TITLE or token.endswith("ية"))  # كتلة الحسم البرلمانية
            and not is_event_noun(token[2:])  # المضي
        )
    )


def _follows_name(token: str, bits: int, last: int, names: int) -> bool:
    """Whether a definite noun follows a whole name and so is no part of it: رنا الأحدب | الحكم."""
    return (
        names >= 2
        and token.startswith("ال")
        and not is_adjective(token, bits)
        and not bits & (GIVEN | DEFINITE_GIVEN | PARTICLE | TITLE)
        and not last & PARTICLE
    )


def _object_begins(token: str, role: int, bits: int, last: int, before: str, *, names: int, alone: bool) -> bool:
    """Whether `token` begins the verb's object after a complete source (اتهم الحوثيون | التحالف بـ …).

    `before` is the word in front of it. `alone`: no other stands before it, so that it is no genitive's genitive.
    """
    if role & OBJECT_WORD:
        return True
    if bits & AND:
        return False
    definite = bits & DEFINITE or token.startswith("ال")
    if alone and _is_masculine_adjective(token, bits, last):
        return False
    if definite and last & BODY and not last & FEMININE and token.endswith("ي") and is_definite_adjective(token):
        return False  # رئيس الفريق البرلماني
    accusative = definite and bits & (PLURAL | DUAL | PARTY) and token.endswith("ين")
    if accusative and (last & (DEFINITE | NISBA | PLACE | GIVEN) or (not last and alone)):
        return True  # but: وكالة أنباء الانفصاليين
    if last & DEFINITE and not names and _is_surely_oblique(token, bits):
        return True
    if definite and bits & TITLE and not bits & PLURAL and last & PLURAL and last & DEFINITE and last & OFFICE:
        return True  # طالب المحامون | القاضي بـ
    construct = token.endswith("ي") and not definite and bits & (PLURAL | DUAL | PARTY) and not bits & NISBA
    if construct and (last & (DEFINITE | NISBA) or is_indefinite_adjective(before)):
        return True  # اتهم الجيش | مسلحي الحركة, اتهم تقرير أممي | طرفي النزاع
    if bits & OWNED and not last & (OFFICE | HEAD):
        return True
    if definite and is_adjective(token, bits):
        return False
    if bits & PLACE and not last & (TITLE | BODY | HEAD):
        return True
    if bits & PLACE and last & OFFICE and last & DEFINITE and not last & RANK:
        return True  # طالب الوزير | تركيا بـ
    if last & PLACE and not last & (TITLE | BODY):
        return True
    if bits & BODY and not definite and not last & (OFFICE | HEAD) and (last & DEFINITE or not last & BODY):
        return True
    if definite and not bits & RANK and bits & (BODY | OFFICE | ANONYMOUS) and (names or last & DEFINITE):
        return True
    if definite and last & DEFINITE and last & (TITLE | BODY) and not bits & AGENT and _is_noun_only(token):
        return True  # اعتبر الرئيس | الهجوم جريمة
    if bits & DOCUMENT and bits & DEFINITE and not bits & TITLE and last & DEFINITE and last & (OFFICE | BODY):
        return True  # بررت الحكومة | القرار بأنه
    other = DEFINITE | BODY | OFFICE | HEAD | ANONYMOUS | PREPOSITION_WORD
    described = last and not last & other  # منظمات حقوقية | القوات …
    if definite and bits & BODY and described:
        return True
    return _follows_name(token, bits, last, names)


def _is_surely_oblique(token: str, bits: int) -> bool:
    """Whether a word of which nothing else is known has the ending of an object: المزارعين, لاعبيه."""
    if bits & ~DEFINITE or token[2:] in word_classes():
        return False
    stem = token[2:-2] if token.startswith("ال") and token.endswith("ين") else ""
    stem = stem or next((token.removesuffix(ending) for ending in _OBLIQUE_OWNED if token.endswith(ending)), "")
    return bool(word_classes().get(stem, 0) & COMMON_NOUN)


def _is_noun_only(token: str) -> bool:
    """Whether a word with the article is a common noun and no adjective."""
    return word_classes().get(token[2:], 0) == COMMON_NOUN


def _is_masculine_adjective(token: str, bits: int, last: int) -> bool:
    """Whether a definite word can only go with the definite body right before it: الاتحاد العام."""
    agrees = last & BODY and last & DEFINITE and not last & FEMININE and not bits & AGENT
    adjective = token.startswith("ال") and word_classes().get(token[2:], 0) & COMMON_ADJECTIVE
    return bool(agrees and adjective and not token.endswith("ة"))


def split_transitive(passage: Passage, begin: int, stop: int) -> int | None:
    """Where the object must begin that a verb cannot do without, at the last place it can: وصف النائب | القرار بأنه."""
    for place in range(stop - 1, begin, -1):
        token = passage.tokens[place]
        bits = readings[token].bits
        if not token[0].isalnum():
            return None
        if bits & (GIVEN | PARTICLE | TITLE | NISBA | AND) or not token.startswith("ال") or is_adjective(token, bits):
            continue
        classes = word_classes().get(token[2:], 0)
        alone = place == begin + 1 == stop - 1  # وصف الوزير | الحادث بـ: two words, and one must be the object
        if classes & COMMON_NOUN and (alone or not classes & COMMON_ADJECTIVE):
            before = readings[passage.tokens[place - 1]].bits
            return place if before & DEFINITE else None
    return None


def _qualifies(token: str, head: str, bits: int) -> bool:
    """Whether a definite word that news know as an adjective agrees with the `head` before it: القيادة العامة."""
    classes = word_classes().get(token[2:], 0)
    adjective = token.startswith("ال") and (classes & COMMON_ADJECTIVE or (not classes and bits & BODY))
    return bool(adjective and bits & DEFINITE and token.endswith("ة") and (head.endswith("ة") or bits & PLURAL))


def split_object(passage: Passage, begin: int, stop: int) -> int | None:
    """Where, in a source phrase that has swallowed it, the verb's bare object begins, or None."""
    last = readings[passage.tokens[begin]].bits if begin < stop else 0
    names = int(not last)  # a name of which nothing is known
    for place in range(begin + 1, stop):
        token = passage.tokens[place]
        if not token[0].isalnum():
            return None
        bits = readings[token].bits
        if passage.roles[place] & RELATIVE:
            return None
        if bits & PREPOSITION_WORD and last & TITLE:
            last = HEAD  # المتحدث باسم | الحلف
            continue
        if bits & TO and token[0] == "ل":
            last = bits  # القيادة العامة | للجيش
            continue
        masculine = place == begin + 1 and _is_masculine_adjective(token, bits, last)
        if masculine or (place == begin + 1 and _qualifies(token, passage.tokens[begin], last)):
            last = NISBA | DEFINITE
            continue
        alone = place == begin + 1 or bool(names)
        construct = bits & PLURAL and token.endswith("ي") and not bits & (NISBA | DEFINITE)  # | مسلحي المعارضة
        if construct and last & (DEFINITE | NISBA):
            return place
        located = bits & PLACE and passage.roles[place - 1] & MEDIUM  # الأجهزة الأمنية في | برلين
        if located:
            last = bits
            continue
        if _object_begins(token, passage.roles[place], bits, last, passage.tokens[place - 1], names=names, alone=alone):
            return place
        if (
            last & (NISBA | DEFINITE)
            and not bits & AND
            and not is_adjective(token, bits)
            and (token.startswith("ال") or (token.endswith("ا") and token in frequent_words()))
            and not bits & TITLE
            and not last & OFFICE
        ):
            return place
        names += bool(names or bits & GIVEN)
        last = bits
    return None
