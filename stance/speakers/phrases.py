"""Reading a source phrase: where its title ends, where its name begins, what kind of sayer it names.

Arabic has no capitals, so the border between a title and the name after it is found by grammar. A title in the
construct state (وزير) takes a complement, the complement closes with its first definite word or place (الخارجية, مصر),
then adjectives and prepositional phrases may follow, and what comes next without an article is the name:
«وزير الخارجية المصري | سامح شكري», «المندوب الخاص للأمم المتحدة في أفغانستان | تاداميشي ياماماتو».
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from stance.quotes.cues import OBJECT_PRONOUNS
from stance.speakers import words as w
from stance.speakers.words import (
    TokenBits,
    is_surname_in_letter,
    is_verb,
    lexicon,
    places_of_names,
    readings,
    without,
)
from stance.text.document import Document

Range = tuple[int, int]
_OPENING = {
    "«": "»",
    "“": "”",
    "„": "”",
    "‟": "”",
    '"': '"',
    "(": ")",
    "[": "]",
    "‘": "’",
    "'": "'",
    "《": "》",
    "”": "“",
}
_PREPOSITION_IN_NAMES = "بين"
"""The one preposition that is a common last word of (Chinese) names."""
_HOW = re.compile(r"\wا\w\wا|م\w{3,}ا")
_NISBA_ENDINGS = ("ي", "ية", "يين", "يون")
COMMAS = frozenset("،,؛")
_DASHES = frozenset("–—")
_NAME_LIMIT = 7
_MARKS, _BRACKET = 9, 25
"""Tokens between marks or brackets that a phrase goes over, at the most."""


class Phrase(NamedTuple):
    """A source phrase, taken apart; ranges are half-open token indices.

    `kind` is "person" (a name, perhaps with a title), "role" (a title without a name), "body" (an institution, group or
    medium), "document", "anonymous" (a description that is no title), "place", "pronoun" or "other".
    `name` is the range that names the sayer; `title` and `complement` (a document's issuer) are there where they apply.
    """

    kind: str
    name: Range
    title: Range | None = None
    complement: Range | None = None
    lemma: str = ""
    bits: int = 0


def _without_object(token: str) -> str:
    """A verb without the pronoun of its object: يوافق(ه); names end with ني and نا too (يوحنا)."""
    ending = next((ending for ending in OBJECT_PRONOUNS if ending[0] == "ه" and token.endswith(ending)), "")
    stem = token.removesuffix(ending)
    return stem if ending and is_verb(stem) else token


class Reader:
    """The grammar of source phrases over one document's tokens.

    Attributes
    ----------
    tokens : list of str
    bits : TokenBits
        Token index → its readings (see `stance.speakers.words`).
    """

    __slots__ = ("_counts", "_lemmas", "bits", "document", "skips", "tokens")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        self.bits = TokenBits(document.tokens)
        for place in places_of_names(document):
            self.bits[place] = w.GIVEN
        if "باسم" in document.folded.text:
            for place in range(1, len(self.tokens)):
                adjective = self.bits[place - 1] == w.DEFINITE or self.bits[place - 1] & w.CALLED  # الشهيرة | باسم
                if self.tokens[place] == "باسم" and (self.bits[place - 1] & w.SPOKESMAN or adjective):
                    self.bits[place] = w.PREPOSITION
        self._lemmas: dict[int, str] = {}
        self.skips: dict[int, int] = {}
        self._counts: Counter[str] | None = None

    def count(self, token: str) -> int:
        """How often the article has `token`."""
        if self._counts is None:
            self._counts = Counter(self.tokens)
        return self._counts[token]

    def lemma(self, index: int) -> str:
        """The lemma of token `index`, "" where it is in no lexicon."""
        lemma = self._lemmas.get(index)
        return readings[self.tokens[index]].lemma if lemma is None else lemma

    def skip_circumstance(self, first: int, limit: int) -> int:
        """Index after an addressee or pronoun that was taken for a source's beginning: للأفق | بائع الخبز …"""
        bits = self.bits[first]
        after = first
        if bits & w.PRONOMINAL:
            return first + 1
        if self.tokens[first] == "ل" and first + 1 < limit:
            after = max(self.closing(first + 1, limit), first + 2)
        elif bits & w.TO and (self.tokens[first].startswith("لل") or bits & (w.MEDIA | w.ANONYMOUS)):
            after = max(self.noun_phrase(first, limit), first + 1)
        while first < after < limit and self.bits[after] & w.MEDIA and not self.bits[after] & w.AND:
            after += 1  # (للجزيرة) نت
        return after

    def begins(self, index: int) -> bool:
        """Whether a known head of a source phrase stands at `index`."""
        return index < len(self.tokens) and bool(
            self.bits[index] & (w.TITLE | w.BODY | w.ANONYMOUS | w.GIVEN) and not self.bits[index] & (w.TO | w.AND)
        )

    def whole(self, index: int) -> None:
        """Read token `index` as a word without clitic: a source begins with it."""
        if self.bits[index] & (w.AND | w.TO):
            token = self.tokens[index]
            self.bits[index] = w.DEFINITE if token.startswith("ال") else 0
            self._lemmas[index] = ""

    def reread(self, index: int, skip: int) -> None:
        """Read token `index` without its first `skip` letters: a clitic that belongs to the cue."""
        token = self.tokens[index]
        reading = readings[without(token, skip)]
        self.bits[index], self._lemmas[index] = reading.bits, reading.lemma
        self.skips[index] = skip

    # Single words ------------------------------------------------------------------------------------------------

    def definite(self, index: int) -> bool:
        """Whether the token has the article (إلياس, which folds to الياس, has none)."""
        if not self.bits[index] & w.DEFINITE:
            return False
        if self.bits[index] & (w.OWNED | w.TO | w.AND):
            return True
        if self.bits[index] & w.GIVEN and not self.bits[index] & w.DEFINITE_GIVEN:
            return False  # الياس
        folded = self.document.folded
        return folded.original[folded.original_offset(self.document.start(index))] not in "أإآ"

    def preposition(self, index: int) -> bool:
        """Whether the token is a preposition by itself (على, which folds like علي, only with its own letter)."""
        if not self.bits[index] & w.PREPOSITION:
            return False
        if self.bits[index] & w.GIVEN and self.tokens[index] != "علي":
            body = index + 1 < len(self.tokens) and self.bits[index + 1] & w.BODY
            return bool(body) and index > 0  # باسم is a name but after a spokesman's title and before an institution
        if self.tokens[index] in ("علي", "وعلي"):
            folded = self.document.folded
            return folded.original[folded.original_offset(self.document.end(index) - 1)] == "ى"
        return True

    def _leads(self, index: int, *, spokesman: bool) -> bool:
        return self.preposition(index) or (spokesman and self.tokens[index] == "باسم")

    def _leads_on(self, index: int) -> bool:
        return bool(self.bits[index] & w.TO) or self.preposition(index)

    def stops(self, index: int) -> bool:
        """Whether no name reaches over this token."""
        bits = self.bits[index]
        if bits & w.PREPOSITION:
            return self.preposition(index)
        return bool(bits & (w.STOP | w.PUNCTUATION)) and not (bits & w.GIVEN)

    def closing(self, index: int, end: int) -> int:
        """Index after the mark that closes the one at `index`; `index` itself where none opens or closes there."""
        mark = _OPENING.get(self.tokens[index])
        if mark is None or (mark == ")" and self._clause_within(index + 1)):
            return index
        longest = _BRACKET if mark == ")" else _MARKS
        for here in range(index + 1, min(end, index + longest)):
            if self.tokens[here] == mark:
                return here + 1
        return index

    def _clause_within(self, index: int) -> bool:
        """Whether a bracket that opens before `index` tells about the name: غرفة العمليات | (تضم خمسة فصائل)."""
        known = index < len(self.tokens) and w.word_classes().get(self.tokens[index], 0)
        return bool(known and known & w.IMPERFECT and not known & w.COMMON_NOUN)

    # Noun phrases ------------------------------------------------------------------------------------------------

    def place(self, index: int, end: int) -> int:
        """Index after the place that begins at `index`; `index` itself where none does."""
        token = self.tokens[index]
        if self.bits[index] & (w.AND | w.TO):
            token = token[readings[token].clitic :]
        for words in lexicon().places.get(token, ()):
            stop = index + len(words)
            if stop <= end and (len(words) == 1 or tuple(self.tokens[index + 1 : stop]) == words[1:]):
                return stop
        return index

    def noun_phrase(self, index: int, end: int, *, depth: int = 0) -> int:
        """Index after the noun phrase (a complement) that begins at `index`."""
        if index >= end or depth > 8:
            return index
        bits = self.bits[index]
        if bits & w.PUNCTUATION:
            after = self.closing(index, end)
            return self.modifiers(after, end) if after > index else index
        if (after := self.place(index, end)) > index:
            return self.modifiers(after, end)
        if bits & w.DEFINITE and self.definite(index):
            return index if bits & w.CLAUSE else self.modifiers(index + 1, end)
        if bits & w.NOUN:
            if index + 1 < end and self.preposition(index + 1):
                return self.modifiers(index + 1, end)
            if index + 1 < end and self.describes(index + 1, end):
                return self.modifiers(index + 2, end)
            return self.noun_phrase(index + 1, end, depth=depth + 1)
        if bits & w.PARTICLE and depth and self.bits[index - 1] & (w.HEAD | w.INSTITUTION) and index + 1 < end:
            return self.modifiers(index + 2, end)  # ولاية أم الحديد
        if bits & w.GIVEN and depth and self.bits[index - 1] & w.GROUP and not self.bits[index - 1] & w.DEFINITE:
            return self.modifiers(index + 1, end)  # حركة طالبان | طاهر خان
        if self.stops(index) or bits & (w.GIVEN | w.PARTICLE | w.RANK):
            return index
        wanted = self.bits[index - 1] & (w.HEAD | w.INSTITUTION)
        if index + 1 < end and self.bits[index + 1] & w.PARTICLE and not bits and not wanted:
            return index  # حمد بن راشد: a name begins
        if index + 1 < end and not bits & w.ADJECTIVE and w.word_classes().get(self.tokens[index], 0) & w.COMMON_NOUN:
            after = self.place(index + 1, end)
            if after > index + 1:
                return self.modifiers(after, end)  # ريف دمشق
            if wanted and self._is_unknown(index + 1) and w.is_bare_noun(self.tokens[index]):
                return self.modifiers(index + 2, end)  # غرفة تجارة كورمان
        return self.modifiers(index + 1, end)  # an unknown bare noun: a place or a proper name

    def _is_unknown(self, index: int) -> bool:
        """Whether nothing is known of a word, so that it is a proper name."""
        token = self.tokens[index]
        known = self.bits[index] or token in w.word_classes() or token in w.frequent_words()
        return not known and token.isalpha() and not is_verb(token)

    def describes(self, index: int, end: int) -> bool:
        """Whether the token is a nisba or participle without article: أمني، سياسية (no place, name or construct)."""
        token, bits = self.tokens[index], self.bits[index]
        if bits & w.ADJECTIVE and not (bits & w.NOUN and index + 1 < end and self.definite(index + 1)):
            return True
        before = self.bits[index - 1] if index else 0
        document = before & w.DOCUMENT and before & w.FEMININE and not before & w.DEFINITE
        if document and token.endswith("ية") and not bits & (w.DEFINITE | w.GIVEN | w.PLACE):
            return True  # وثيقة داخلية, but: بيان داخلية غزة
        if bits & (w.DEFINITE | w.BODY | w.HEAD | w.GIVEN | w.PLACE | w.PUNCTUATION | w.STOP):
            return bool(bits & w.NISBA and not bits & (w.DEFINITE | w.GIVEN))
        if not bits & w.NISBA and index + 1 < end and self.definite(index + 1):
            return False
        accusative = index > 0 and self.bits[index - 1] & w.ACCUSATIVE  # مصدرا أمنيا; else a country: رئيس كاردانيا
        second = index > 1 and self.tokens[index - 1][-1] == "ا" and self.bits[index - 2] & w.ACCUSATIVE
        if (accusative or second) and token[-1] == "ا" and w.word_classes().get(token[:-1], 0) & w.COMMON_ADJECTIVE:
            return True  # ضابطا رفيعا متقاعدا
        return len(token) > 3 and token.endswith(("ي", "ية", "يين", "يون", "يان") + (("يا",) if accusative else ()))

    def modifiers(self, index: int, end: int, *, spokesman: bool = False) -> int:
        """Index after the adjectives and prepositional phrases that follow a closed noun phrase."""
        while index < end:
            bits = self.bits[index]
            if bits & w.TIME and not bits & (w.NOUN | w.TITLE | w.GIVEN | w.TO):
                return index  # في إسرائيل | الاثنين
            if bits & w.PREPOSITION and self._leads(index, spokesman=spokesman):
                if index + 1 < end and self.bits[index + 1] & (w.EVENT | w.TIME):
                    return index
                after = self.noun_phrase(index + 1, end)
                if after == index + 1:
                    return index
            elif self.tokens[index].isdigit():
                after = index + 1 + self._is_counted(index + 1, end)  # 22 عاما
            elif bits & (w.PRONOMINAL | w.SAME) or (
                bits & w.RANK_MODIFIER and self.bits[index - 1] & (w.RANK | w.RANK_MODIFIER | w.HEAD)
            ):
                after = index + 1
            elif bits & w.TO and not bits & w.STOP:
                if bits & (w.EVENT | w.MEDIA) and not bits & (w.INSTITUTION | w.GROUP | w.HEAD):
                    return index  # an addressee (لصحيفة) or an occasion
                after = self.noun_phrase(index, end)
                if after == index:
                    return index
            elif self.tokens[index][0] == "ل" and not bits and self._is_purpose(index, end):
                after = self.noun_phrase(index + 1, end)  # الاتحاد الألماني | لكرة القدم
                if after == index + 1:
                    return index
            elif bits & w.AND:
                if bits & w.DEFINITE and (not bits & w.TITLE or self.tokens[index].endswith(_NISBA_ENDINGS)):
                    after = index + 1
                elif bits & (w.OFFICE | w.BODY | w.HEAD) and not bits & w.DEFINITE:
                    after = self.noun_phrase(index, end)
                elif (after := self.place(index, end)) == index:
                    return index
            elif bits & w.DEFINITE and self.definite(index):
                if bits & w.CLAUSE:
                    return index  # ركاب الطائرة الماليزية | التي فقدت
                if bits & w.TITLE and not bits & w.NISBA and not self.tokens[index].endswith(_NISBA_ENDINGS):
                    return index
                if bits & w.DEFINITE_GIVEN and self.bits[index - 1] & w.RANK and not self.bits[index - 1] & w.TRADE:
                    return index
                if (
                    bits & w.DEFINITE_GIVEN
                    and index + 1 < end
                    and not self.definite(index + 1)
                    and not self.stops(index + 1)
                ):
                    return index
                after = index + 1
            elif bits & w.PUNCTUATION:
                after = self.closing(index, end)
                if after == index or self.tokens[index + 1].isdigit():
                    return index  # السائح | (47 عاما)
            elif self._attached_place(index, end):
                after = index + 1
            else:
                return index
            index = after
        return index

    def _is_purpose(self, index: int, end: int) -> bool:
        """Whether ل stands before a common noun with its genitive: لكرة القدم, not a name (لماكغان)."""
        noun = w.is_bare_noun(self.tokens[index][1:]) and not self.bits[index - 1] & w.GIVEN
        return noun and index + 1 < end and bool(self.bits[index + 1] & w.DEFINITE)

    def _is_counted(self, index: int, end: int) -> bool:
        """Whether the word behind a number is what it counts: 22 | عاما, but: قائد اللواء 42 | سامي نصر."""
        if index >= end or self.bits[index] & (w.GIVEN | w.TITLE):
            return False
        return w.is_bare_noun(self.tokens[index].removesuffix("ا"))

    def _nisba(self, index: int) -> bool:
        return bool(self.bits[index] & w.NISBA) or (
            not self.bits[index] & w.OFFICE and self.definite(index) and self.tokens[index].endswith(_NISBA_ENDINGS[:2])
        )

    def _attached_place(self, index: int, end: int) -> bool:
        """«بتعز» before a given name: a preposition with a place that the lexicon does not know."""
        token = self.tokens[index]
        return (
            token[0] == "ب"
            and len(token) > 3
            and not self.bits[index]
            and index + 2 < end
            and bool(self.bits[index + 1] & (w.GIVEN | w.PARTICLE))
        )

    def after_title(self, index: int, end: int) -> int:
        """Index after the title phrase whose head is at `index`."""
        bits = self.bits[index]
        spokesman = bool(bits & w.SPOKESMAN)
        after = index + 1
        if after < end and self.tokens[after] == "." and len(self.tokens[index]) == 1:
            after += 1  # د. · أ.
        if bits & w.DEFINITE or bits & w.OWNED:
            return self.modifiers(after, end, spokesman=spokesman)
        if (
            bits & w.RANK
            and not bits & w.OFFICE
            and not (after < end and (self.definite(after) or self.describes(after, end)))
        ):
            return after
        if after < end and self._leads(after, spokesman=spokesman):
            return self.modifiers(after, end, spokesman=spokesman)
        if after < end and self.describes(after, end) and self.place(after, end) == after:
            while after < end and self.describes(after, end):
                after += 1
            return self.modifiers(after, end, spokesman=spokesman)
        stop = self.noun_phrase(after, end)
        if after < stop < end and not self.bits[stop] and self._is_plain_adjective(stop):
            return self.modifiers(stop + 1, end, spokesman=spokesman)  # بائع مواد غذائية | بحي السلام
        return stop

    def _is_plain_adjective(self, index: int) -> bool:
        """Whether a feminine adjective without article goes with the common noun before it: مواد غذائية."""
        adjective = w.word_classes().get(self.tokens[index], 0) & w.COMMON_ADJECTIVE
        return bool(adjective and self.tokens[index].endswith("ة") and w.is_bare_noun(self.tokens[index - 1]))

    def titles(self, index: int, end: int) -> int:
        """Index after all title phrases that follow one another from `index`."""
        while index < end and self.bits[index] & w.TITLE and not self._given_here(index, end):
            after = self.after_title(index, end)
            if after <= index:
                break
            index = after
        return index

    def _given_here(self, index: int, end: int) -> bool:
        """Whether a word that is both a title and a name is a name here: not definite, no complement after it."""
        bits = self.bits[index]
        if not bits & w.GIVEN or bits & w.DEFINITE:
            return False
        if index + 1 >= end:
            return True
        thing = w.is_bare_noun(self.tokens[index + 1]) and not self.bits[index + 1] & w.GIVEN  # مختار حصن الريم
        return not (thing or (self.definite(index + 1) and self.bits[index + 1] & w.NOUN))

    def name_end(self, index: int, end: int, *, closed: bool = True) -> int:
        """Index after the person's name that begins at `index`.

        `closed` says that the phrase ends at `end`: a preposition right before it is then the name's last word (بين).
        """
        here = index
        limit = min(end, index + _NAME_LIMIT)
        if index and self.tokens[index - 1].isdigit() and self._is_counted(index, end):
            return index  # البالغة من العمر 22 | عاما
        while here < limit:
            bits = self.bits[here]
            if bits & w.PUNCTUATION:
                token = self.tokens[here]
                if token in "-’'." and here > index and self.document.adjacent(here) and here + 1 <= limit:
                    if token == "." and len(self.tokens[here - 1]) > 1:
                        break
                    here += 1
                    continue
                break
            particle = here > index and self.bits[here - 1] & w.PARTICLE
            pure = not self.bits[here - 1] & w.GIVEN and bits & (w.TIME | w.TITLE) and not bits & w.TO
            if particle and (pure or not self.stops(here)):  # سعاد أبو | ليل
                here += 1
                continue
            whole = closed and here + 1 == end
            owned = self.tokens[here][0] == "و" and self.tokens[here].endswith(("ها", "هم", "هما"))
            if here == index and owned and not bits & w.GIVEN:
                break  # أعيان القبيلة | وحكماؤها
            if not bits & (w.GIVEN | w.PARTICLE) and self._ends_name(here, end, first=here == index, whole=whole):
                break
            if self.stops(here) and not (closed and here > index and here + 1 == end and bits & w.PREPOSITION):
                break
            if bits & w.AND and bits & (w.TITLE | w.PLACE | w.BODY | w.ANONYMOUS | w.DOCUMENT | w.HEAD):
                break
            if bits & w.AND and bits & w.NISBA and bits & w.DEFINITE and here > index:
                break  # رئيس الوزراء اليوناني أليكسيس تسيبراس | والمقدوني زوران زايف
            surname = closed and here > index and here + 1 == end and self.tokens[here][0] in "بلك"
            begun = surname and not self.bits[here - 1] & (w.NOUN | w.TITLE | w.DEFINITE)
            if begun and is_surname_in_letter(self.tokens[here]):
                return here + 1  # هوغو بالما
            after_given = here > index and self.bits[here - 1] & w.GIVEN
            if bits & w.TO and after_given and is_surname_in_letter(self.tokens[here]) and not bits & w.DEFINITE:
                here += 1
                continue  # مفتاح بوراس
            if bits & w.TO and (bits & w.NOUN or (here > index and bits & w.DEFINITE)):
                break
            if here > index + 1 and self._is_second_noun(here):
                break  # نادر الصفوري | الأزمة
            if here > index + 1 and bits & w.DEFINITE and bits & (w.PRONOUN | w.ADJECTIVE | w.RELATION):
                break  # بشار الأسد | الأخير, محمود زين | المختص
            lineage = here + 1 < end and self.bits[here + 1] & w.PARTICLE
            if here > index + 1 and lineage and bits & w.DEFINITE and not bits & (w.BODY | w.AND | w.TO):
                here += 1
                continue  # ولد سيدي المختار ولد …
            if bits & w.DEFINITE_GIVEN and after_given and here + 1 < end and self.bits[here + 1] & w.PARTICLE:
                here += 1
                continue  # محمد الأمين ولد …
            if (
                here > index
                and bits & w.TITLE
                and not bits & (w.GIVEN | w.PARTICLE)
                and (bits & w.DEFINITE or here > index + 1)
            ):
                shut = here + 1 == end or self.tokens[here + 1] in COMMAS
                surname = closed and bool(bits & w.DEFINITE) and shut  # سالم الحاج
                return here + 1 if surname else here
            here += 1
        return here

    def _is_second_noun(self, index: int) -> bool:
        """Whether a definite common noun follows a definite surname, so that it is something else."""
        if self.bits[index] != w.DEFINITE or not (self.definite(index) and self.definite(index - 1)):
            return False
        if self.bits[index - 2] & w.PARTICLE:
            return False  # عبد الرحمن الحسني
        classes = w.word_classes().get(self.tokens[index][2:], 0)
        return bool(classes & w.COMMON_NOUN) and not classes & w.COMMON_ADJECTIVE

    def _ends_name(self, here: int, end: int, *, first: bool, whole: bool = False) -> bool:
        """Whether a word is no name but the sentence going on: a verb, an adjective or a noun in the construct state.

        A name's `first` word may be any noun, and so may the last of a `whole` phrase.
        """
        token, bits = self.tokens[here], self.bits[here]
        if bits & w.DEFINITE or len(token) < 3:
            return False
        if here + 1 < end and self.bits[here + 1] & w.PARTICLE:
            return False  # يعرب بن حمد
        if token[0] == "ي" and not bits and (is_verb(_without_object(token)) or token.startswith("يست")):
            return True  # أبو حسن | يوافقه
        if token.startswith("سي") and is_verb(token[1:]):
            return not (first and token.endswith("ان"))  # القس | سيلفان
        classes = w.word_classes().get(token, 0)
        noun = classes & w.COMMON_NOUN and not bits
        if token.endswith("ة") and classes & w.COMMON_ADJECTIVE and not bits:
            return not (whole or first)
        after = self.tokens[here + 1] if here + 1 < end else ""
        described = classes == w.COMMON_NOUN and w.word_classes().get(after, 0) & w.COMMON_ADJECTIVE
        if described and noun and not first and not self.bits[here + 1] & w.GIVEN:
            return True  # زيد بن دريس | جوانب مهمة
        follows = here + 1 < end and self.bits[here + 1] & w.DEFINITE and not self.bits[here + 1] & w.DEFINITE_GIVEN
        return bool(noun and not first and follows and self.definite(here + 1))

    # Whole source phrases ----------------------------------------------------------------------------------------

    def read(self, first: int, last: int) -> list[Phrase]:
        """The source phrase at tokens ``[first, last)``: one phrase, or one for each of coordinated persons."""
        first, last = self._trim(first, last)
        if first >= last:
            return []
        if last == first + 1 and self.bits[first] & (w.SAME | w.TIME) and not self.bits[first] & (w.GIVEN | w.NOUN):
            return []
        if (self.bits[first] & (w.MANNER | w.CLAUSE) and not self.bits[first] & w.SAME) or self._participle(
            first, last
        ):
            return []  # no source but a circumstance: the subject is left out
        phrases: list[Phrase] = []
        if (second := self._second_description(first, last)) < last:
            return [self._read_one(first, second)[0], *self.read(second, last)]
        while first < last and len(phrases) < 4:
            phrase, after = self._read_one(first, last)
            phrases.append(phrase)
            nisba = self.bits[after] & w.NISBA and self.bits[after] & w.DEFINITE if after < last else 0
            joined = after < last and self.bits[after] & w.AND and (self.bits[after] & (w.TITLE | w.GIVEN) or nisba)
            if not (phrase.kind == "person" and (joined or (after < last and self._and_given(after)))):
                break
            first = after
        return phrases

    def _second_description(self, first: int, last: int) -> int:
        """Index of the second of two joined descriptions, «مصدر مطلع | ومسؤول إسرائيلي»; else `last`."""
        if not self.bits[first] & w.ANONYMOUS or self.bits[first] & (w.DEFINITE | w.PLURAL):
            return last
        for here in range(first + 2, last):
            bits = self.bits[here]
            if bits & w.AND and bits & w.ANONYMOUS and not bits & (w.DEFINITE | w.PLURAL | w.OWNED):
                named = any(self.bits[at] & w.GIVEN and not self.bits[at] & w.PREPOSITION for at in range(first, here))
                return last if named else here
        return last

    def _and_given(self, index: int) -> bool:
        token = self.tokens[index]
        return (
            token[:1] == "و"
            and bool(readings[token[1:]].bits & (w.GIVEN | w.PARTICLE))
            and not self.bits[index] & w.GIVEN
        )

    def _participle(self, first: int, last: int) -> bool:
        """«ضاحكا», «قائلة»: one accusative participle is how he spoke, not who."""
        if last > first + 1 or self.bits[first] or not _HOW.fullmatch(self.tokens[first]):
            return False
        if self.count(self.tokens[first]) > 1:
            return False  # a name: باندا
        span = self.document.span(first, last)
        return self.tokens[first][0] != "م" or "\u064b" in self.document.folded.original[span.start : span.end]

    def _trim(self, first: int, last: int) -> Range:
        """The range without marks, hashes, demonstratives (ذلك، ذات، ما يسمى) and JOINT words at its beginning."""
        while first < last:
            bits = self.bits[first]
            if bits & w.PRONOMINAL:
                first += 1
            elif self.tokens[first] == "كل" and first + 2 < last and self.tokens[first + 1] == "من":
                first += 2
            elif bits & w.SAME and first + 1 < last:
                first += 2 if self.tokens[first] == "ما" else 1
            elif bits & w.PUNCTUATION and not (self.tokens[first] in _OPENING and self.closing(first, last) > first):
                first += 1
            else:
                break
        while last > first + 1 and (
            self.bits[last - 1] & w.SAME
            or (self.bits[last - 1] & w.PUNCTUATION and self.tokens[last - 1] not in _OPENING.values())
        ):
            last -= 1
        shut = self.closing(first, last) if first < last else last
        adjectives = first < shut < last and all(self._is_adjective(here) for here in range(shut, last))
        if last - first > 2 and (shut == last or adjectives):
            return self._trim(first + 1, shut - 1)  # «الفنار» الرسمية
        return first, last

    def _is_adjective(self, index: int) -> bool:
        bits = self.bits[index]
        return (
            bool(bits & w.DEFINITE)
            and not bits & (w.TITLE | w.AND | w.TO)
            and w.is_definite_adjective(self.tokens[index])
        )

    def _read_one(self, first: int, last: int) -> tuple[Phrase, int]:
        bits = self.bits[first]
        if bits & w.PRONOUN and last == first + 1:
            return Phrase("pronoun", (first, last), bits=bits), last
        if bits & w.DOCUMENT and not bits & w.TITLE:
            return self._document(first, last)
        if last == first + 2 and bits & w.PARTICLE and bits & w.TITLE and not bits & w.OWNED:
            return Phrase("person", (first, last), bits=self.bits[first + 1]), last  # ابن خلدون
        if bits & w.TITLE and not self._given_here(first, last):
            return self._titled(first, last)
        if bits & (w.BODY | w.HEAD) and not bits & w.GIVEN:
            return self._body(first, last)
        if bits & w.PLACE and self.place(first, last) > first:
            return self._place(first, last)
        if bits & w.NISBA and not bits & (w.DEFINITE | w.GIVEN) and last == first + 1:
            return Phrase("other", (first, last), bits=bits), last
        if bits & w.ANONYMOUS:
            return self._described(first, last)
        owned = last == first + 2 and self.bits[first + 1] & w.PRONOMINAL and not bits & w.DEFINITE
        if owned and (bits & w.COUNT or self.tokens[first + 1][0] == "ل"):
            return Phrase("other", (first, last)), last  # اثنان منهم، رفيق له
        counted = self.bits[first + 1] if bits & w.COUNT and first + 1 < last else 0
        if counted & w.PLURAL and counted & (w.BODY | w.TITLE | w.ANONYMOUS) and not counted & w.DEFINITE:
            return Phrase("other", (first, self._description_end(first, last))), last  # سبعة أحزاب وتنظيمات
        return self._name_first(first, last)

    def fit(self, first: int, last: int, limit: int) -> Range:
        """A found source's range as its grammar has it: a name, complement or apposition that was left out is taken in.

        `limit` is where the content, its introducer or the next cue begins; nothing is taken from there on.
        """
        if last >= limit or last - first > 12:
            return first, last
        bits = self.bits[first]
        after = last
        if bits & w.TITLE and not self._given_here(first, limit):
            after = self._fit_titled(first, last, limit)
        elif bits & w.DOCUMENT:
            if self.bits[last - 1] & w.ISSUED or self.bits[last] & w.ISSUED:
                after = limit
        elif bits & (w.BODY | w.ANONYMOUS):
            after = self._fit_complement(first, last, limit)
        elif last == first + 1 and (
            bits & (w.GIVEN | w.PARTICLE) or (not bits and self.count(self.tokens[first]) == 1)
        ):
            after = last + 1 if self._name_goes_on(last, limit) else last
        return first, after if last < after <= limit else last

    def object_begins(self, first: int, last: int) -> int:
        """Where the verb's object begins in a name's range that took it in: «إيسن كاراي | الجنود», else `last`."""
        for here in range(first + 1, last):
            bits = self.bits[here]
            if not bits & w.DEFINITE or bits & (w.AND | w.TO | w.DEFINITE_GIVEN | w.GIVEN) or not self.definite(here):
                continue
            if self.bits[here - 1] & w.PARTICLE:
                continue
            thing = bits & (w.BODY | w.ANONYMOUS | w.HEAD | w.PLACE | w.PARTY) and not bits & w.NISBA
            oblique = self._is_oblique_plural(here) and not bits & w.TITLE
            surname = here > first + 1 and self.definite(here - 1) and not self.bits[here - 2] & w.PARTICLE
            second = surname and not self.tokens[here].endswith(_NISBA_ENDINGS)
            classes = w.word_classes().get(self.tokens[here][2:], 0)
            event = here > first + 1 and self.tokens[here].endswith("ة") and classes == w.COMMON_NOUN  # … | الواقعة
            if thing or oblique or second or event:
                return here
        return last

    def _is_oblique_plural(self, index: int) -> bool:
        """Whether the definite word is a sound plural that is no subject: (بكر) الجنديين, but not (بكر) الزين."""
        token = self.tokens[index]
        if token.endswith("ات"):
            return True
        known = self.bits[index] & (w.PLURAL | w.DUAL | w.PARTY) or w.word_classes().get(token[2:-2], 0)
        return token.endswith("ين") and bool(known or len(token) > 6)

    def _fit_titled(self, first: int, last: int, limit: int) -> int:
        bits = self.bits[first]
        if not bits & (w.DEFINITE | w.OWNED | w.STYLE) and self._indefinite(first, limit):
            return self._fit_complement(first, last, limit) if bits & w.ANONYMOUS else last
        after = self.titles(first, limit)
        if after > last and self._leads(last - 1, spokesman=True):
            last = after  # «المتحدث باسم | الحركة»: the complement at least
        if after < last:  # the name had begun
            short = last - after == 1 or (last - after == 2 and self.tokens[last] == _PREPOSITION_IN_NAMES)
            return last + 1 if short and self._name_goes_on(last, limit, titled=True) else last
        if after < limit and self.tokens[after] in COMMAS:
            found = self._after_comma(first, after, limit)
            return found[1] if found and self._sure_name(found[0].name, limit, comma=True) else last
        end = self.name_end(after, limit, closed=False)
        if end > after and self._sure_name((after, end), limit, plain=after > last):
            return end
        return last

    def _sure_name(self, name: Range, limit: int, *, plain: bool = True, comma: bool = False) -> bool:
        """Whether words after a title are its bearer's name.

        By a known given name, or because a complementiser or mark closes them; `plain`, by their shape alone.
        """
        first, end = name
        if end - first > 5 or not self._shut(end, limit):
            return False
        if any(self.bits[here] & (w.GIVEN | w.PARTICLE) for here in range(first, end)):
            return True
        if not plain or any(
            self.bits[here] & (w.NOUN | w.PLACE | w.ANONYMOUS | w.AND | w.TO) for here in range(first, end)
        ):
            return False
        if end - first > 1 and (self._introduced(end) or (comma and end < limit and self.bits[end] & w.PUNCTUATION)):
            return not self.definite(first)
        shapes = ("ا", "ة", "ين", "ون", "ات", "ه", "ها")
        return end - first > 1 and not any(self.tokens[here].endswith(shapes) for here in range(first, end))

    def _introduced(self, index: int) -> bool:
        """Whether a complementiser, colon or opening mark stands at `index`."""
        return index < len(self.tokens) and (bool(self.bits[index] & w.CLAUSE) or self.tokens[index] in ':"«“')

    def _name_goes_on(self, index: int, limit: int, *, titled: bool = False) -> bool:
        """Whether token `index` ends a name: no word of another kind, and shut off from what follows."""
        bits = self.bits[index]
        if bits & (w.PUNCTUATION | w.NOUN | w.PLACE | w.AND | w.TO | w.TITLE | w.ANONYMOUS) and not bits & w.GIVEN:
            return False
        last = self.tokens[index] == _PREPOSITION_IN_NAMES
        if (self.stops(index) and not last) or not self._shut(index + 1, limit):
            return False
        known = bits & w.GIVEN or self._introduced(index + 1) or self.count(self.tokens[index]) > 1
        return bool(known) or (
            titled and not bits & w.DEFINITE and not self.tokens[index].endswith(("ا", "ة", "ه", "ها"))
        )

    def _fit_complement(self, first: int, last: int, limit: int) -> int:
        """«السلطات | في مصر», «اللجنة الدولية | للصليب الأحمر», «طاقم تصوير | من رويترز»."""
        bits = self.bits[last]
        for here in range(last, limit):
            if self.bits[here] & w.AND and not self.bits[here] & w.PLACE:
                limit = here
                break
        anonymous = self.bits[first] & w.ANONYMOUS
        token = self.tokens[last]
        if bits & w.TO and not anonymous and token[0] == "ل" and not bits & (w.MEDIA | w.EVENT | w.TIME | w.ANONYMOUS):
            return self.noun_phrase(last, limit)
        within = token[0] == "ب" and bits & w.TO and bits & (w.INSTITUTION | w.HEAD) and not bits & w.EVENT
        if anonymous and within and not self.definite(first):
            return self.noun_phrase(last, limit)  # «مصدر مسؤول | بوزارة الداخلية»
        if last + 1 >= limit or not self.preposition(last):
            return last
        following = self.bits[last + 1]
        if following & (w.EVENT | w.TIME | w.OWNED | w.STOP | w.PUNCTUATION):
            return last
        if token == "في" and (
            (anonymous and following & (w.PLACE | w.BODY | w.HEAD)) or (last == first + 1 and following & w.PLACE)
        ):
            return self.noun_phrase(last + 1, limit)
        if token == "في" and anonymous and not self.definite(first) and self._shut(last + 2, limit):
            return last + 2
        pronoun = self.tokens[last + 1].endswith(("ه", "ها", "هم", "هما"))
        if token == "من" and not pronoun and not following & (w.INSTITUTION | w.PLACE) and self._shut(last + 2, limit):
            return last + 2
        return last

    def _shut(self, end: int, limit: int) -> bool:
        """Whether what ends at `end` is shut off from what follows: by the content, a mark, preposition or clause."""
        return end >= limit or bool(self.bits[end] & (w.PUNCTUATION | w.TITLE | w.TO)) or self.stops(end)

    def _comma(self, first: int, last: int) -> int:
        """Index of the first comma in the range, or dash before an apposition, else `last`."""
        for here in range(first, last):
            dash = self.tokens[here] in _DASHES and here + 1 < last
            if self.tokens[here] in COMMAS or (dash and self.bits[here + 1] & (w.TITLE | w.GIVEN)):
                return here
        return last

    def _possessed(self, first: int) -> bool:
        """Whether an office without article belongs to the given name behind it (محامي رمضان), not the name to it."""
        bits, token = self.bits[first], self.tokens[first]
        if not bits & w.OFFICE or bits & (w.DEFINITE | w.OWNED | w.STYLE | w.DUAL) or len(token) == 1:
            return False
        plural_only = bits & w.PLURAL and self.lemma(first) != token  # محامي is a singular as well as محامو's genitive
        return bool(not plural_only and self.bits[first + 1] & w.GIVEN)

    def _titled(self, first: int, last: int) -> tuple[Phrase, int]:
        bits, lemma = self.bits[first], self.lemma(first)
        if bits & w.ACCUSATIVE and first + 1 < last and self.bits[first + 1] & (w.NOUN | w.DEFINITE):
            bits |= w.DUAL  # وزيرا خارجية …: an accusative has no genitive
        last = self._before_age(first, last)
        after = self._past_dashes(self.titles(first, last), last)
        if not bits & (w.DEFINITE | w.OWNED | w.STYLE) and self._indefinite(first, last):
            return self._described(first, last)
        end = self.name_end(after, last)
        comma = self._comma(after, last)
        if any(self.bits[here] & w.CALLED for here in range(first + 1, after)) and (called := self.called(first, last)):
            return Phrase("person", called, (first, called[0] - 1), lemma=lemma, bits=bits), last
        if comma < last and self._led_by(first, comma) and (found := self._after_comma(first, comma, last)):
            return found  # المتحدث باسم كتلة "الفنار" بقيادة سامي نصر، النائب هاني الأسدي
        if end > after == first + 1 and self._possessed(first):
            return Phrase("role", (first, end), lemma=lemma, bits=bits), last  # محامي رمضان
        if end == after + 1 and self._is_of_whom(after):
            return Phrase("role", (first, end), lemma=lemma, bits=bits), last
        if end > after and not self._doubtful(first, after, end, comma, last):
            return Phrase("person", (after, end), (first, after), lemma=lemma, bits=bits), end
        called = self.called(first, last)
        if called:
            return Phrase("person", called, (first, called[0] - 1), lemma=lemma, bits=bits), last
        if comma < last and (found := self._after_comma(first, comma, last)):
            return found
        if bracketed := self._bracketed(first, last):
            return Phrase("person", bracketed, (first, bracketed[0] - 1), lemma=lemma, bits=bits), last
        if surname := self._definite_surname(first, after):
            return Phrase("person", surname, (first, surname[0]), lemma=lemma, bits=bits), after
        kind = "role" if bits & w.DEFINITE or self._closed(first, after) else "anonymous"
        if bits & w.ANONYMOUS and after > first + 1 and self._addressee(after - 1):
            after -= 1
        stop = self._description_end(first, last) if kind == "anonymous" else after
        if kind == "role" and end > after and not self.stops(after):
            stop = end
        return Phrase(kind, (first, max(stop, first + 1)), lemma=lemma, bits=bits), last

    def _led_by(self, first: int, last: int) -> bool:
        """Whether a title's complement tells who leads it: تحالف "الفتح" | بقيادة هادي …"""
        return any(
            self.tokens[here][0] == "ب"
            and self.bits[here] & w.TO
            and self.bits[here] & w.INSTITUTION
            and self.bits[here + 1] & w.GIVEN
            for here in range(first + 1, last - 1)
        )

    def _is_of_whom(self, index: int) -> bool:
        """Whether ل before a name that the article has without it tells whose a title is: المحامي الخاص | لماكغان."""
        token = self.tokens[index]
        return (
            token[0] == "ل" and len(token) > 3 and not self.bits[index] and self.definite(index - 1)
        ) and self.count(token[1:]) > 0

    def _bracketed(self, first: int, last: int) -> Range | None:
        """The name in brackets that closes a title: السفير السابق (أ.محمد بشير)."""
        close = last - 1
        opening = next((here for here in range(first + 1, close) if self.closing(here, last) == last), None)
        if opening is None or self.tokens[close] != ")":
            return None
        start = self.titles(opening + 1, close)
        while start < close and (self.tokens[start] == "." or (len(self.tokens[start]) == 1 and start + 2 < close)):
            start += 1
        named = any(self.bits[here] & (w.GIVEN | w.PARTICLE) for here in range(start, close))
        return (start, close) if named and self.name_end(start, close) == close else None

    def _past_dashes(self, index: int, last: int) -> int:
        """Index after a clause between dashes that begins at `index`: آمر الكتيبة | – الذي نجا – | المقدم عمران"""
        if index + 1 < last and self.tokens[index] in _DASHES and self.bits[index + 1] & w.CLAUSE:
            close = next((here for here in range(index + 1, last) if self.tokens[here] in _DASHES), last)
            if close + 1 < last and self.bits[close + 1] & (w.RANK | w.GIVEN):
                return self.titles(close + 1, last)
        return index

    def _before_age(self, first: int, last: int) -> int:
        """Index before «البالغ من العمر 58 عاما», which ends the phrase; else `last`."""
        for here in range(first + 1, last - 2):
            if self.bits[here] & w.RELATION and any(token.isdigit() for token in self.tokens[here + 2 : here + 4]):
                return here
        return last

    def _indefinite(self, first: int, last: int) -> bool:
        """Whether a title without article describes: alone, or with an adjective, preposition or clause after it."""
        after = first + 1
        if after >= last or (self.describes(after, last) and self.place(after, last) == after):
            return True
        bits = self.bits[after]
        return self._leads(after, spokesman=True) or (bool(bits & (w.STOP | w.TO)) and not bits & w.GIVEN)

    def _doubtful(self, first: int, after: int, end: int, comma: int, last: int) -> bool:
        """Whether a single word after a title is rather its complement's end than a name.

        «الوسيط في نزاع أوراسا», and «قائد جيش تحرير السافانا، بيير أوندو», where the name follows a comma.
        """
        if end - after > 1 or self.bits[after] & (w.GIVEN | w.PARTICLE):
            return False
        if end == comma < last and self._after_comma(first, comma, last):
            return True
        if self.tokens[after][0] == "ب" and self.tokens[after].endswith("ة"):
            return True  # «الرئيس الفرنسي | بضرورة»: the verb's preposition
        before = self.bits[after - 1]
        return end == last and after - first >= 3 and not before & (w.DEFINITE | w.PLACE | w.PUNCTUATION | w.TITLE)

    def _after_comma(self, first: int, comma: int, last: int) -> tuple[Phrase, int] | None:
        """«title، name»: the person, where the part after the comma is (a title and) a name."""
        start = comma + 1
        if start < last and self.bits[start] & w.SUPERLATIVE:
            start = min(self._comma(start, last) + 1, last)  # «الناطق باسم الجيش، أكبر فصائل الغوطة، حمزة بيرقدار»
        if start < last and self.definite(start) and not self.bits[start] & (w.TITLE | w.DEFINITE_GIVEN):
            start = self.modifiers(start + 1, last)
        start = self.titles(start, last)
        again = comma + 1 < start < last and self.tokens[start] in COMMAS
        if again and (found := self._after_comma(first, start, last)):
            return found  # المتحدث باسم الحكومة، وزير الاتصال، باتيست مويندا
        end = self.name_end(start, last)
        if end == start or (self.bits[start] & (w.BODY | w.STOP) and not self.bits[start] & w.GIVEN):
            return None
        if end - start == 1 and start == comma + 1 and self.bits[start] & (w.TIME | w.AND):
            return None
        if self.tokens[start].isdigit():
            return None  # «سيدة، 20 عاما»
        return Phrase("person", (start, end), (first, comma), lemma=self.lemma(first), bits=self.bits[first]), end

    def _definite_surname(self, first: int, after: int) -> Range | None:
        """«العميد السويعدي»: a definite word right after a rank, that is no adjective of a known kind."""
        if not self.bits[first] & w.RANK or not self.bits[first] & w.DEFINITE or after - first < 2:
            return None
        index = first + 1
        while index < after and self.bits[index] & w.RANK:
            index += 1
        if index == after:
            return None
        feminine = ("ة",) if self.bits[first] & w.FEMININE else ()  # السياسية المخضرمة
        if self.bits[first] & w.TRADE and self.tokens[index].endswith(("ي", "ية", *feminine)):
            return None
        if self.bits[index] & w.COUNT:
            return None  # اللواء التاسع
        if (
            index != after - 1
            or self.bits[index] & (w.NISBA | w.NOUN | w.ANONYMOUS | w.TO | w.AND)
            or not self.definite(index)
        ):
            return None
        return (
            (index, after)
            if self.bits[index] == w.DEFINITE or self.bits[index] & (w.DEFINITE_GIVEN | w.GIVEN)
            else None
        )

    def _closed(self, first: int, after: int) -> bool:
        """Whether a title phrase without article is definite by its complement: وزير خارجية بريطانيا."""
        if self.bits[first] & w.OWNED or self.bits[first] & w.STYLE:
            return True
        if after - first < 2 or self.preposition(first + 1) or self.bits[first + 1] & w.TO:
            return False
        return not self.describes(first + 1, after)

    def called(self, first: int, last: int) -> Range | None:
        """The name after يدعى, اسمه, «عرف عن نفسه باسم»."""
        for here in range(first + 1, last - 1):
            if self.bits[here] & w.CALLED:
                genitive = here > first + 1 and self.bits[here - 1] & w.ANONYMOUS and not self.describes(here - 1, last)
                if genitive and not self.definite(first) and not self.bits[first] & w.TITLE:
                    return None  # شقيقة أسير يدعى مبارك: his name, not hers
                start = here + 1
                while start < last - 1 and (self.bits[start] & (w.PREPOSITION | w.SAME) or self._before_name(start)):
                    start += 1
                end = self.name_end(start, last)
                return (start, end) if end > start else None
            if self.tokens[here] == "باسم" and self.tokens[here - 1] == "نفسه":
                return here + 1, last
        return None

    def _before_name(self, index: int) -> bool:
        """Whether token `index` is passed before the name after يدعى; «بالنورس» is read without its ب."""
        token, bits = self.tokens[index], self.bits[index]
        if token[0] == "ب" and len(token) > 3 and (bits & w.TO or readings[token[1:]].bits & (w.GIVEN | w.PARTICLE)):
            self.reread(index, 1)
            return False
        return bool(bits & (w.TO | w.PUNCTUATION))

    def _description_end(self, first: int, last: int) -> int:
        """Index where a description ends: at a comma, a relative clause, a word of manner or time, or a verb's أن."""
        marked = first
        for here in range(first + 1, last):
            bits = self.bits[here]
            if here < marked:
                continue
            if bits & w.PUNCTUATION:
                if self.tokens[here] in COMMAS or self.tokens[here] in "-–:":
                    return here
                if self.tokens[here] == "(" and self.tokens[here + 1].isdigit():
                    return here  # السائح | (47 عاما)
                marked = self.closing(here, last)  # صحيفة "لا ريبوبليكا"
            elif bits & w.AND and bits & w.OWNED:
                return here  # «المرصد … | ومركزه بريطانيا»
            elif bits & (w.CLAUSE | w.MANNER | w.TIME | w.RELATION) and not bits & (w.NOUN | w.GIVEN):
                if (
                    bits & w.RELATION
                    and bits & w.DEFINITE
                    and not (here + 1 < last and self.bits[here + 1] & w.PRONOMINAL)
                ):
                    continue
                # «مسؤول فضل عدم ذكر اسمه»: the verb before عدم goes too
                return max(first + 1, here - 1) if self.tokens[here] == "عدم" else here
        return last

    def _body(self, first: int, last: int) -> tuple[Phrase, int]:
        stop = self._description_end(first, last)
        brackets = (here for here in range(first + 1, stop - 1) if self.tokens[here] == "(")
        stop = next((here for here in brackets if self._clause_within(here + 1)), stop)
        for here in range(first + 1, stop):
            if self.bits[here] & w.RELATION and here + 1 < stop and self._leads_on(here + 1):
                if here > first + 1 and (self.bits[here + 1] & w.PRONOMINAL or self.bits[here - 1] & w.PUNCTUATION):
                    stop = here  # قيادة خفر السواحل | التابعة له, صحيفة "الرصيف" | المقربة من …
                break
        for here in range(max(first + 2, self._past_marks(first + 1, stop)), stop):
            bits = self.bits[here]
            nisba = bits & (w.NISBA | w.ADJECTIVE) or self.tokens[here].endswith(_NISBA_ENDINGS)
            if not nisba and bits & w.DEFINITE and not bits & (w.AND | w.TO) and self._nisba(here - 1):
                stop = here  # a nisba closes its phrase but for other adjectives: الإسرائيلية | المرحلة
                break
        after = self.noun_phrase(first, stop)
        things = w.BODY | w.HEAD | w.DOCUMENT | w.PLACE
        if first < after < stop and self.bits[after] & w.DEFINITE and self.bits[after] & things:
            stop = after  # «منظمات حقوقية | القوات الإسرائيلية»: the verb's object
        return Phrase("body", (first, stop), lemma=self.lemma(first), bits=self.bits[first]), last

    def _past_marks(self, index: int, end: int) -> int:
        """Index after a marked name that begins at `index`: مكتب "الهندسة الفضائية المأهولة" الصيني."""
        return self.closing(index, end) if index < end and self.bits[index] & w.PUNCTUATION else index

    def _described(self, first: int, last: int) -> tuple[Phrase, int]:
        stop = self._description_end(first, last)
        called = self.called(first, last)
        if called:
            return Phrase("person", called, (first, called[0] - 1), bits=self.bits[first]), last
        comma = self._comma(first, last)
        if comma + 1 < last and self.bits[comma + 1] & w.TITLE and (found := self._after_comma(first, comma, last)):
            return found
        kind = "role" if self.definite(first) else "anonymous"
        if kind == "anonymous":
            stop = self._anonymous_end(first, stop)
        return Phrase(kind, (first, stop), lemma=self.lemma(first), bits=self.bits[first]), last

    def _addressee(self, index: int) -> bool:
        """«القيادي | للميادين»: whom he told, an unknown definite word or a medium after ل."""
        bits = self.bits[index]
        return bool(bits & w.MEDIA and bits & w.TO) or (
            bits == w.TO | w.DEFINITE and self.tokens[index].startswith("لل")
        )

    def _anonymous_end(self, first: int, stop: int) -> int:
        """A description's end before an addressee (للميادين) or, after its adjectives, the verb's object (موسكو)."""
        here = first + 1
        while here < stop and self.describes(here, stop) and self.place(here, stop) == here:
            here += 1
        if first + 1 < here < stop and self.bits[here - 1] & w.ADJECTIVE and self.definite(here):
            here += 1  # مصدر رفيع المستوى
        if (
            first + 1 < here < stop
            and (self.bits[here] & w.PLACE or self.definite(here))
            and not self.bits[here] & (w.TO | w.AND)
        ):
            return here
        while here < stop:
            bits = self.bits[here]
            closed = bits & w.DEFINITE and self.bits[here - 1] & (w.DEFINITE | w.PLACE)
            told = bits & w.TO and self.tokens[here][0] == "ل" and not bits & w.HEAD
            if told and (closed or bits & (w.MEDIA | w.ANONYMOUS)):
                return here
            here += 1
        return stop

    def _place(self, first: int, last: int) -> tuple[Phrase, int]:
        return Phrase("place", (first, self._description_end(first, last)), bits=self.bits[first]), last

    def _document(self, first: int, last: int) -> tuple[Phrase, int]:
        """A document and its issuer: «بيان صادر عن X», «بيان (مشترك) لـX», «تقرير أعدته X», «أرقام X»."""
        issuer = self._issuer(first, last)
        end = self._description_end(first, last)
        if issuer is None:
            end = next((here for here in range(first + 1, end) if self.bits[here] & w.ISSUED), end)
        return Phrase("document", (first, end), complement=issuer, lemma=self.lemma(first), bits=self.bits[first]), last

    def _issuer(self, first: int, last: int) -> Range | None:
        for here in range(first + 1, last - 1):
            if self.bits[here] & w.ISSUED:
                start = here + 1
                while start < last - 1 and self.bits[start] & (w.TIME | w.SAME) and not self.preposition(start):
                    start += 1  # صدر هذا الشهر عن
                if self.preposition(start) and not self.bits[start] & w.FROM:
                    continue  # بيان صدر في ختام …
                start += self.preposition(start)
                return (start, last) if start < last else None
        if last - first > 2 and self.bits[last - 1] & w.ISSUED:
            last -= 1  # بيان الغرفة | المنشور
        here = first + 1
        while here < last and self.describes(here, last) and not self.bits[here] & w.TO:
            here += 1
        if here >= last:
            return None
        for to in (here, here + 1):
            if to + 1 < last and self.tokens[to] == "ل" and self.closing(to + 1, last) > to + 1:
                return to + 1, last  # بيان منفصل لـ"كتلة الأرز"
        bits = self.bits[here]
        if bits & w.SAME or self._is_thing(here):
            return None
        known = bits & (w.NOUN | w.TITLE | w.PLACE | w.ANONYMOUS | w.DEFINITE) or here == last - 1
        year = here + 1 < last and self.tokens[here + 1].isdigit()  # إحصاءات لعام 2016
        if bits & w.TO and known and not year and not self.tokens[here].startswith(("ب", "ك")):
            self.reread(here, 1)
            return here, last
        if here > first + 1 or self.bits[first] & w.DEFINITE or self.stops(here) or bits & w.RELATION:
            return None
        if bits & w.PREPOSITION and self.closing(here + 1, last) > here + 1:
            return None  # حساب باسم "ابن الجسور"
        if bits & w.DOCUMENT and not bits & (w.BODY | w.TITLE):
            return None if bits & w.DEFINITE else self._issuer(here, last)
        known = bits & (w.NOUN | w.TITLE | w.PLACE | w.ANONYMOUS | w.DEFINITE | w.GIVEN | w.PUNCTUATION)
        described = w.word_classes().get(self.tokens[here], 0) & w.COMMON_ADJECTIVE  # حساب مجهول
        return (here, last) if known or (here == last - 1 and not described) else None

    def _is_thing(self, index: int) -> bool:
        """Whether a common noun of which nothing else is known stands at `index`: (لائحة) الاتهام, (مقترح) قانون."""
        token, bits = self.tokens[index], self.bits[index]
        noun = w.word_classes().get(token[2:] if bits else token, 0) & w.COMMON_NOUN
        plain = bits in (0, w.DEFINITE) and not token.endswith(_NISBA_ENDINGS)
        return bool(plain and noun and (not bits or self.definite(index)))

    def _is_role(self, first: int, comma: int, bearer: Phrase) -> bool:
        """Whether the words before «، title and name» say what the bearer is: عريفة الحفل، | الفنانة رجاء ندى."""
        noun = not self.bits[comma - 1] & (w.DEFINITE_GIVEN | w.NISBA | w.TITLE) and self.definite(comma - 1)
        return bool(
            noun and comma - first == 2 and not self.bits[first] & w.GIVEN and self.bits[bearer.name[0]] & w.GIVEN
        )

    def _name_first(self, first: int, last: int) -> tuple[Phrase, int]:
        """A phrase that begins with no known head: a name (and its title), or an unknown title and a name."""
        comma = self._comma(first, last)
        if self.bits[first] & w.DEFINITE and self.definite(first) and not self.bits[first] & w.DEFINITE_GIVEN:
            after = self.modifiers(first + 1, comma)
            after = max(after, self.titles(after, comma))
            end = self.name_end(after, comma)
            joined = end == after + 1 and self.tokens[after][0] == "و" and not self.bits[after]
            if end > after and not self.bits[after] & w.AND and not joined:  # المشتغلون في سبتة | ومليلية
                if after == first + 1 and end < last and self.bits[end] & w.TITLE:
                    return Phrase("person", (first, end), (end, self.titles(end, last)), bits=self.bits[end]), last
                return Phrase("person", (after, end), (first, after), bits=self.bits[first]), end
            if comma < last and after == comma and (found := self._after_comma(first, comma, last)):
                return found
            stop = min(self._description_end(first, last), comma)
            return Phrase("other", (first, stop), bits=self.bits[first]), last
        if self.bits[first] & w.PARTICLE and first + 1 < last and self.bits[first + 1] & w.SUPERLATIVE:
            stop = min(self._description_end(first + 1, last), comma)  # أم أحد المفقودين
            return Phrase("anonymous", (first, stop), bits=self.bits[first + 1]), last
        end = self.name_end(first, comma)
        owned = end == first + 1 == comma and self.tokens[first].endswith(("ه", "ها", "هم")) and not self.bits[first]
        if owned and self._title_after(comma, last) and (found := self._after_comma(first, comma, last)):
            return found  # خصمها، النائب السابق عبدو نصار
        if end == first + 1 < last and self._describes(first, end):
            called = self.called(first, last)
            if called:
                return Phrase("person", called, (first, called[0] - 1), bits=self.bits[first]), last
            return Phrase("anonymous", (first, self._description_end(first, last)), bits=self.bits[first]), last
        plural = self.tokens[first].endswith("ون") and len(self.tokens[first]) > 5 and not self.bits[first] & w.GIVEN
        joined = first + 1 < last and self.bits[first + 1] & w.AND and self.bits[first + 1] & w.PLURAL
        if plural and joined:  # أكاديميون وصحافيون
            return Phrase("other", (first, self._description_end(first, last))), last
        if end == comma < last and comma - first > 1 and (found := self._after_comma(first, comma, last)):
            titled = self._title_after(comma, last)
            if self._is_role(first, comma, found[0]) if titled else self._unknown_title(first, comma):
                return found
        if (
            end > first
            and end < last
            and (self.bits[end] & w.TITLE or self.tokens[end] in COMMAS or self.tokens[end] == "(")
        ):
            start = end if self.bits[end] & w.TITLE else end + 1
            stop = self.titles(start, last)
            return Phrase("person", (first, end), (start, stop) if stop > start else None, bits=self.bits[first]), stop
        after = self.modifiers(first + 1, comma)
        if after > first + 1 and (stop := self.name_end(after, comma)) > after and self._unknown_title(first, after):
            return Phrase("person", (after, stop), (first, after), bits=self.bits[first]), stop
        described = first < end < comma and not self.bits[first] & w.GIVEN and self._ends_name(end, last, first=False)
        if end == first or described:  # خمس منظمات حقوقية
            return Phrase("other", (first, max(first + 1, self._description_end(first, last)))), last
        genitive = self.bits[first + 1] & (w.DEFINITE | w.DEFINITE_GIVEN) if first + 1 < end else 0
        thing = not self.bits[first] and w.is_bare_noun(self.tokens[first]) and genitive == w.DEFINITE
        thing = thing and self.definite(first + 1)  # but: شرف الدين
        kind = "other" if thing or self._and_join(first, end) else "person"  # لوائح الاتحاد
        return Phrase(kind, (first, end), bits=self.bits[first]), end

    def _describes(self, first: int, after: int) -> bool:
        """Whether a bare first word with a preposition or clause after it describes: «امرأة من خيمة مجاورة»."""
        token = self.tokens[first]
        if self.bits[first] & (w.GIVEN | w.PARTICLE) or not (self.preposition(after) or self.bits[after] & w.CALLED):
            return False
        return token[0].isdigit() or token.endswith(("ة", "ين", "ون", "ات", "ا")) or bool(self.bits[after] & w.CALLED)

    def _title_after(self, comma: int, last: int) -> bool:
        return comma + 1 < last and bool(self.bits[comma + 1] & (w.TITLE | w.ANONYMOUS))

    def _unknown_title(self, first: int, after: int) -> bool:
        """Whether tokens without a known head look like a title: a bare noun with a definite word after it."""
        if after - first < 2 or self.bits[first] & (w.GIVEN | w.PARTICLE) or self.bits[first + 1] & w.RELATION:
            return False  # بريمو البالغ من العمر 27 عاما
        return self.definite(first + 1)

    def _and_join(self, first: int, end: int) -> bool:
        return any(self.bits[here] & w.AND for here in range(first + 1, end))
