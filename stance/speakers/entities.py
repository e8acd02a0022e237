"""The entities of an article: who is named in it, under which titles, and where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from stance.speakers import words as w
from stance.speakers.phrases import Phrase, Range, Reader
from stance.speakers.sounds import SoundIndex
from stance.speakers.words import (
    core,
    forms_of,
    frequent_words,
    is_bare_noun,
    is_definite_adjective,
    is_definite_thing,
    is_surname_in_letter,
    is_verb,
    lexicon,
    readings,
    without,
)

_OPEN_NAME = 2
"""Words of a name taken from running text where nothing shows its end (the usual given name and surname)."""


_SHUT_NAME = 5
"""Words of a name between commas at the most."""

LONGEST_SENTENCE = 200
"""Tokens back to which a sentence's start is sought: a text without stops has none."""

_SHORTEST_VARIANT, _MORE_LETTERS = 4, 2
"""Letters of the shortest word that may be a spelling variant of a name, and how many more or fewer it may have."""

_ENDS = frozenset(".؟!?\n")
_APPOSITION = frozenset("،,(–—")


class Entity:
    """A possible speaker: its words (folded, clitic-free), its range in the article, and what is said of it.

    Name and title words are worked out when they are asked for: most entities of an article are only compared.
    """

    __slots__ = (
        "_cores",
        "_name",
        "_reader",
        "_titles",
        "at",
        "bits",
        "gender",
        "kind",
        "lemma",
        "number",
        "range",
        "words",
    )

    def __init__(self, reader: Reader, kind: str, place: Range, lemma: str = "", bits: int = 0) -> None:
        self._reader = reader
        self.kind = kind
        self.words = words_of(reader, place)
        self.range = place
        self.lemma = lemma
        self.bits = bits
        self.at = place[0]
        self.gender = "f" if bits & w.FEMININE and bits & w.TITLE and kind == "person" else ""
        self.number = "p" if bits & w.PLURAL else "d" if bits & w.DUAL else ""
        self._name: str | None = None
        self._cores: set[str] | None = None
        self._titles: list[Range] = []

    @property
    def name(self) -> str:
        """The name as the article writes it."""
        if self._name is None:
            self._name = text_of(self._reader, self.range)
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._name = name

    @property
    def cores(self) -> set[str]:
        """What its titles say, for comparison (see `cores_of`)."""
        if self._cores is None:
            self._cores = set().union(*(cores_of(self._reader, place) for place in self._titles))
        return self._cores

    def bear(self, title: Range | None) -> None:
        """Note a title of the entity."""
        if title:
            self._titles.append(title)
            self._cores = None

    def bear_too(self, other: Entity) -> None:
        """Note the titles of another mention of the entity."""
        if other is not self and other._titles:
            self._titles.extend(title for title in other._titles if title not in self._titles)
            self._cores = None


class Entities:
    """Entities of one article, found from its source phrases and, where a source asks for it, from its whole text."""

    def __init__(self, reader: Reader, cuts: Callable[[], Iterable[int]] = tuple) -> None:
        self.reader = reader
        self.solo: set[str] = set()
        self._cuts = cuts
        self.people: list[Entity] = []
        self._noted: set[Entity] = set()
        self._bearers: defaultdict[str, list[Entity]] = defaultdict(list)
        self._everybody: list[Entity] | None = None
        self._bodies: dict[str, list[Entity]] = {}
        self._sentence_ends: list[int] | None = None
        self._heads: dict[str, list[int]] = {}
        self._bearing: dict[str, list[Entity]] = {}
        self._places: dict[str, list[int]] | None = None
        self._by_letter: defaultdict[str, list[str]] | None = None
        self._sounding: dict[str, SoundIndex[str]] = {}
        self._people_by_sound: SoundIndex[Entity] | None = None
        self._people_by_core: defaultdict[str, dict[Entity, None]] | None = None
        self._hashtags: list[str] | None = None
        self._stops: list[int] | None = None
        self._named: dict[str, list[Entity]] = {}
        self._at: dict[int, tuple[Entity | None, int]] = {}

    def person(self, phrase: Phrase) -> Entity:
        """The entity of a phrase with a name, with its titles noted."""
        entity = Entity(self.reader, "person", phrase.name, phrase.lemma, phrase.bits)
        entity.bear(phrase.title)
        if phrase.title and phrase.title[1] < phrase.name[0]:
            entity.bear((phrase.title[1], phrase.name[0]))  # مدرب الفريق، | الإسباني | خافيير غوميز
        if phrase.title and phrase.bits & w.STYLE:  # معالي | الوزيرة
            first = phrase.title[0] + 1
            if first < phrase.title[1] and self.reader.bits[first] & w.TITLE and self.reader.bits[first] & w.FEMININE:
                entity.gender = "f"
        return entity

    # People ------------------------------------------------------------------------------------------------------

    def add(self, entity: Entity) -> None:
        """Note a person of a source phrase."""
        self.people.append(entity)
        self._noted.add(entity)
        if len(entity.words) > 1:
            for word in set(entity.words):
                self._bearers[word].append(entity)

    def bearers(self, word: str) -> list[Entity]:
        """People of the source phrases whose name of several words holds `word`."""
        return self._bearers.get(word, [])

    def people_titled(self, cores: set[str]) -> Iterable[Entity]:
        """People of the source phrases whose titles may hold `cores` (see `cores_of`); ask when all are noted."""
        if self._people_by_core is None:
            self._people_by_core = defaultdict(dict)
            for entity in self.people:
                for core in entity.cores:
                    self._people_by_core[core][entity] = None
        return min((self._people_by_core.get(core, {}) for core in cores), key=len, default=self.people)

    def share_titles(self, entity: Entity, other: Entity) -> None:
        """Note that `other` is another mention of `entity`, which so has its titles too."""
        entity.bear_too(other)
        if self._people_by_core is not None and entity in self._noted:
            for core in entity.cores:
                self._people_by_core[core][entity] = None

    def people_sounding(self, word: str) -> list[Entity]:
        """People whose name of several words holds one that sounds like `word`; ask when all are noted."""
        if self._people_by_sound is None:
            self._people_by_sound = SoundIndex()
            for entity in self.people:
                for name in entity.words if len(entity.words) > 1 else ():
                    self._people_by_sound.note(name, entity)
        return self._people_by_sound.alike(word)

    def everybody(self) -> list[Entity]:
        """People of the source phrases and of the running text."""
        if self._everybody is None:
            self._everybody = self.people + self._titled(
                index for index in range(len(self.reader.tokens)) if self.reader.bits[index] & w.TITLE
            )
        return self._everybody

    def named(self, word: str) -> list[Entity]:
        """People of the running text whose titled name holds `word`."""
        if word not in self._named:
            self._named[word] = self._find_named(word)
        return self._named[word]

    def _find_named(self, word: str) -> list[Entity]:
        bits = self.reader.bits
        near = []
        for index in self.occurrences(word):
            near += [at for at in range(max(0, index - 14), index) if bits[at] & w.TITLE]
            near += [at for at in range(index + 1, min(index + 4, len(self.reader.tokens))) if bits[at] & w.TITLE]
        return [entity for entity in self._titled(sorted(set(near))) if word in entity.words] if near else []

    def sounding(self, word: str) -> list[Entity]:
        """People of the running text whose titled name holds a spelling variant of `word`, of like length."""
        if self._by_letter is None:
            self._by_letter = defaultdict(list)
            for token in self.places():
                if len(token) >= _SHORTEST_VARIANT:
                    self._by_letter[token[0]].append(token)
        letter = word[0]
        if letter not in self._sounding:
            index = self._sounding[letter] = SoundIndex()
            for token in self._by_letter.get(letter, ()):
                index.note(token, token)
        others = sorted(self._sounding[letter].alike(word))
        return [
            entity
            for other in others
            if other != word and abs(len(other) - len(word)) <= _MORE_LETTERS
            for entity in self.named(other)
        ]

    def places(self) -> dict[str, list[int]]:
        """The article's different tokens, and the indices of each."""
        if self._places is None:
            places = self._places = defaultdict(list)
            for index, token in enumerate(self.reader.tokens):
                places[token].append(index)
        return self._places

    def bearing(self, lemma: str) -> list[Entity]:
        """People of the running text with a title whose head is `lemma`."""
        if lemma not in self._bearing:
            bits = self.reader.bits
            heads = self.heads(lemma)
            starts = {at for head in heads for at in range(max(0, head - 6), head + 1) if bits[at] & w.TITLE}
            self._bearing[lemma] = self._titled(sorted(starts))
        return self._bearing[lemma]

    def called(self) -> list[int]:
        """Indices of the words behind which a nickname stands: المعروف بـ، الملقب بـ."""
        text = self.reader.document.folded.text
        found = [word for word in lexicon().nicknaming if word in text]  # in few articles: no look at every token
        return sorted(index for word in found for index in self.occurrences(word))

    def occurrences(self, word: str) -> list[int]:
        """Indices of the tokens that are `word`."""
        return self.places().get(word, [])

    def heads(self, lemma: str) -> list[int]:
        """Indices of the tokens that are forms of `lemma`."""
        if lemma not in self._heads:
            forms = forms_of(lemma)
            here = self.places().keys() & forms
            if self._hashtags is None:
                any_here = "_" in self.reader.document.folded.text
                self._hashtags = [token for token in self.places() if "_" in token] if any_here else []
            here |= {token for token in self._hashtags if token.split("_")[0] in forms}  # #حركة_الجهاد
            self._heads[lemma] = sorted(index for form in here for index in self.occurrences(form))
        return self._heads[lemma]

    def _titled(self, candidates: Iterable[int]) -> list[Entity]:
        """The people whose titles begin at `candidates` (ascending); one inside another's phrase counts once."""
        found = []
        done = 0
        for index in candidates:
            if index >= done:
                if index not in self._at:
                    self._at[index] = self._titled_at(index)
                entity, after = self._at[index]
                if entity:
                    found.append(entity)
                done = after
        return found

    def titled_at(self, index: int) -> Entity | None:
        """The person of the running text whose title begins at `index`."""
        found = self._titled([index])
        return found[0] if found else None

    def _titled_at(self, index: int) -> tuple[Entity | None, int]:
        """The person whose title begins at `index`, and the index from which to read on."""
        reader, bits = self.reader, self.reader.bits
        end = self.sentence_end(index)
        after = start = reader.titles(index, end)
        if after == index:
            return None, index + 1
        if start + 1 < end and reader.tokens[start] in _APPOSITION:
            nisba = bits[start + 1] & (w.NISBA | w.TITLE) == w.NISBA and bits[start + 1] & w.DEFINITE
            again = reader.titles(start + 2 if nisba else start + 1, end)  # المبعوثة الخاصة، الكاميرونية إستيل مبونغو
            stop = self.open_name(again, end)
            if bits[index] & w.ANONYMOUS and not bits[index] & w.DEFINITE and again < end:
                # مسؤول عسكري، فضل حجب هويته: a verb that is a name too
                stop = again if w.word_classes().get(reader.tokens[again], 0) & w.PERFECT else stop
            # A mark parts title and name only where the name is closed by one too, or begins with a known given name.
            if stop > again and (
                (stop < len(reader.tokens) and reader.tokens[stop] in "،,)–—") or bits[again] & w.GIVEN
            ):
                start = again
            else:
                stop = start
        else:
            stop = self.open_name(start, end)
        if stop > start:
            entity = self.person(
                Phrase("person", (start, stop), (index, start), None, reader.lemma(index), bits[index])
            )
            entity.bear(self.title_behind(stop, end))
            return entity, stop
        reading_on = after if after - index < 4 else index + 1
        named = self._name_before(index)
        if named is None:
            return None, reading_on
        return self.person(Phrase("person", named, (index, after), None, reader.lemma(index), bits[index])), reading_on

    def title_behind(self, stop: int, end: int) -> Range | None:
        """The title behind a name that ends at `stop`, where the title has no name of its own."""
        start = stop + 1 if stop < end and self.reader.tokens[stop] in "،," else stop
        if start < end and self.reader.bits[start] & w.TITLE and not self.reader.bits[start] & (w.AND | w.TO):
            after = self.reader.titles(start, end)
            if after > start and self.open_name(after, end) == after:
                return start, after
        return None

    def _name_before(self, index: int) -> Range | None:
        """The name before a title at `index`: «بافلو كيريلينكو حاكم دونيتسك», «جون كيربي، المتحدث باسم …»."""
        bits, tokens = self.reader.bits, self.reader.tokens
        end = index - 1 if index and tokens[index - 1] in "،," else index
        start = end
        while start > 0 and end - start < 4 and self._name_like(start - 1):
            if not bits[start - 1] and w.is_verb(tokens[start - 1]):
                break  # صفية مهران تحمل | صورة شقيقها
            start -= 1
        given = start
        while given < end and not bits[given] & (w.GIVEN | w.PARTICLE):
            given += 1
        if given == end and start <= end - _OPEN_NAME and all(map(self._is_unknown, range(end - _OPEN_NAME, end))):
            given = end - _OPEN_NAME  # أرسين فينغر | مدرب أرسنال
        return (given, end) if end - given >= _OPEN_NAME else None

    def _is_unknown(self, index: int) -> bool:
        """Whether nothing at all is known of a word, so that it can only be a name's."""
        token = self.reader.tokens[index]
        known = token in frequent_words() or token in w.word_classes() or token[1:] in w.word_classes()
        owned = token.endswith(("ها", "هم", "ته"))
        verb = is_verb(token) or is_verb(token[1:])  # ووصفت
        return not (self.reader.bits[index] or known or owned or verb) and token.isalpha()

    def _name_like(self, index: int) -> bool:
        bits = self.reader.bits[index]
        token = self.reader.tokens[index]
        if token[0] == "و" and not bits and readings[token[1:]].bits & (w.GIVEN | w.PARTICLE):
            return False  # أمير ومحمد | وحازم هنية
        if bits & (w.GIVEN | w.PARTICLE):
            return not bits & w.AND
        if bits & w.TO and index and self.reader.bits[index - 1] & w.GIVEN and not bits & w.DEFINITE:
            return is_surname_in_letter(token)  # مفتاح بوراس
        return not bits & (w.PUNCTUATION | w.STOP | w.NOUN | w.RANK | w.PLACE | w.AND | w.TO)

    def open_name(self, start: int, end: int) -> int:
        """Index after a name in running text: its usual two words; more where particles or a surname show them.

        A name that nothing confirms (no known given name, no surname that a source uses, no boundary right after it)
        is not taken.
        """
        reader, bits, tokens = self.reader, self.reader.bits, self.reader.tokens
        limit = start
        for limit in range(start, reader.name_end(start, end)):
            if limit > start and bits[limit - 1] & w.PARTICLE:
                continue
            if not self._name_like(limit) and not bits[limit] & w.PUNCTUATION:
                break
        else:
            limit = reader.name_end(start, end)
        if limit == start:
            return start
        shut = start and tokens[start - 1] in _APPOSITION and limit < len(tokens) and tokens[limit] in "،,)–—"
        titled = start and limit < len(tokens) and tokens[limit] in "،," and limit - start == _OPEN_NAME + 1
        rare = titled and not any(w.word_classes().get(tokens[at], 0) for at in range(start, limit) if not bits[at])
        rare = rare and not tokens[limit - 1].endswith("ين")  # المبعوث يوهان ليند | الطرفين،
        if rare and bits[start] & w.GIVEN and not bits[start - 1] & w.PUNCTUATION:
            return limit  # الرئيس الألماني فرانك والتر شتاينماير،
        if shut and _OPEN_NAME < limit - start <= _SHUT_NAME and any(bits[at] & w.GIVEN for at in range(start, limit)):
            return limit  # والي الولاية، محند أوسعيد شيباني،
        for here in range(min(limit, start + 6) - 1, start - 1, -1):
            surname = here + 1 < limit and bits[here + 1] & (w.GIVEN | w.DEFINITE)
            first_name = here == start and bits[here] & w.GIVEN and surname  # عمار | ناجي
            if tokens[here] in self.solo and not first_name and not (here + 1 < limit and bits[here + 1] & w.PARTICLE):
                return here + 1
        here, taken, sure = start, 0, False
        while here < limit and taken < _OPEN_NAME:
            if taken and not bits[here] and w.word_classes().get(tokens[here], 0) & w.COMMON_ADJECTIVE:
                break  # سلام | هادئة
            sure = sure or bool(bits[here] & (w.GIVEN | w.PARTICLE))
            taken += not bits[here] & (w.PARTICLE | w.PUNCTUATION) or bits[here] & w.GIVEN > 0
            here += 1
        while here < limit and ((bits[here] & w.PARTICLE and here + 1 < limit) or bits[here - 1] & w.PARTICLE):
            here += 1
        if here < limit and bits[here - 1] & w.GIVEN:
            lineage = any(bits[index] & w.PARTICLE for index in range(start, here))  # محسن بن علي | الذيباني
            here += bool(bits[here] & w.GIVEN or (lineage and bits[here] == w.DEFINITE and here + 1 == limit))
        if not sure and start and here - start == _OPEN_NAME and self._rare(start):
            return here  # after a title, two words of which the lists know nothing: راجي حسون
        if tokens[here - 1].endswith("ة") and not bits[here - 1] & w.GIVEN and not sure:
            return start
        if sure:
            return here
        plain = not any(tokens[index].endswith(("ا", "ة", "ين", "ون", "ات")) for index in range(start, here))
        return here if plain and here - start > 1 and here == limit and (here == end or reader.stops(here)) else start

    def _rare(self, start: int) -> bool:
        """Whether the two words from `start` can only be a name: in no lexicon, the surname no common word."""
        first, last = self.reader.bits[start], self.reader.bits[start + 1]
        surname = self.reader.tokens[start + 1]
        if self.reader.tokens[start][0] in "بل" and is_bare_noun(self.reader.tokens[start][1:]):
            return False  # أمر الشرطة | بإخلاء القاعة
        return not first and last in (0, w.DEFINITE) and surname.isalpha() and surname not in frequent_words()

    # Bodies and descriptions -------------------------------------------------------------------------------------

    def headed(self, lemma: str) -> list[Entity]:
        """All phrases of the text whose head noun is `lemma` and that say more than the head, in their order."""
        if lemma not in self._bodies:
            found = (self._body_at(index, lemma) for index in self.heads(lemma))
            self._bodies[lemma] = [body for body in found if body]
        return self._bodies[lemma]

    def body_at(self, index: int) -> Entity | None:
        """The institution, group or medium of the running text whose phrase begins at `index`."""
        return self._body_at(index, self.reader.lemma(index))

    def _body_at(self, index: int, lemma: str) -> Entity | None:
        reader = self.reader
        end = self.sentence_end(index)
        bits, before = reader.bits[index], reader.bits[index - 1] if index else 0
        governed = before & (w.NOUN | w.ANONYMOUS) and not before & (w.DEFINITE | w.OWNED)
        governed = governed and not (bits & w.GROUP and before & w.PLURAL and before & (w.TITLE | w.ANONYMOUS))
        if bits & w.OWNED or governed:
            return None  # no head of its own: مكتب الأمم المتحدة
        if "_" in reader.tokens[index]:
            return Entity(reader, "body", (index, index + 1), lemma, bits)
        if index + 1 < end and not bits & w.ANONYMOUS and reader.describes(index + 1, end):
            return None  # «تحالف عسكري» is not what «التحالف» shortens
        after = reader.noun_phrase(index, end)
        if after <= index + 1:
            after = reader.modifiers(index + 1, end)
        close = reader.closing(index - 1, end) if before & w.PUNCTUATION else 0
        if close > index + 2:
            return Entity(reader, "body", (index, close - 1), lemma, bits)  # "حركة العدل والمساواة"
        return (
            Entity(self.reader, "body", (index, self._trimmed(index, after)), lemma, bits)
            if after - index > 1
            else None
        )

    def _trimmed(self, first: int, last: int) -> int:
        """The end of a body's phrase in running text: no time words, place phrases or relations belong to it."""
        reader, bits = self.reader, self.reader.bits
        definite = bool(bits[first] & w.DEFINITE)
        feminine = bool(bits[first] & (w.FEMININE | w.PLURAL))
        wants = not definite
        marked = first
        for here in range(first + 1, last):
            has = bits[here]
            if not has and here > first + 1 and is_verb(reader.tokens[here].removeprefix("س")):
                return here  # الجيش | سيسمح
            if definite and has & w.PUNCTUATION:
                return here
            marked = reader.closing(here, last) if here >= marked and has & w.PUNCTUATION else marked
            if here < marked - 1:
                continue  # صحيفة «ساحل اليوم»
            if has & (w.TIME | w.RELATION | w.ISSUED | w.CLAUSE | w.AND) or reader.tokens[here] in "،,":
                return here
            if reader.preposition(here) and not bits[first] & w.ANONYMOUS:
                return here
            if has & w.TO:
                if not reader.tokens[here].startswith("ل") or bits[first] & w.ANONYMOUS:
                    return here
                wants = True
                if has & w.DEFINITE:
                    wants = False
            elif has & w.DEFINITE:
                nisba = reader.tokens[here].endswith(("ي", "ية"))
                agrees = feminine and reader.tokens[here].endswith("ة") and is_definite_adjective(reader.tokens[here])
                if not wants and here > first + 1 and not nisba and not agrees:
                    return here
                if definite and here == first + 1 and not nisba and is_definite_thing(reader.tokens[here], has):
                    return here  # الوزير | السبب
                if definite and here == first + 1 and not nisba and reader.tokens[here].endswith("ة") != feminine:
                    return here
                wants = False
            elif has & w.PUNCTUATION or reader.bits[here - 1] & w.PUNCTUATION:
                if definite:
                    return here
                continue
            elif not wants and not bits[first] & w.ANONYMOUS:
                return here
            elif not has & (w.NOUN | w.NISBA):
                construct = w.is_bare_noun(reader.tokens[here])  # غرفة تجارة كورمان
                wants = bool(bits[here - 1] & w.TO) or construct  # لتنفيذ اتفاق الهدنة
        return last

    def sentence_end(self, index: int) -> int:
        """Index of the token that ends the sentence of token `index`."""
        tokens = self.reader.tokens
        if self._sentence_ends is None:
            self._sentence_ends = sorted([*self.stops(), *self._cuts(), len(tokens)])
        return self._sentence_ends[bisect_right(self._sentence_ends, index)] if index < len(tokens) else len(tokens)

    def sentence_start(self, index: int) -> int:
        """Index of the first token of the sentence of token `index`."""
        stops = self.stops()
        before = bisect_left(stops, index)
        return stops[before - 1] + 1 if before else 0

    def stops(self) -> list[int]:
        """Indices of the tokens that end a sentence or line."""
        if self._stops is None:
            self._stops = sorted(place for mark in _ENDS for place in self.occurrences(mark))
        return self._stops


def words_of(reader: Reader, place: Range) -> tuple[str, ...]:
    """The range's words, without marks; the first one without its clitic."""
    first, last = place
    if last == first + 1 and not reader.bits[first] & (w.AND | w.TO):
        return tuple(filter(None, reader.tokens[first].split("_")))
    tokens = [token for token in reader.tokens[first:last] if token[0].isalnum() or "_" in token]
    if tokens and reader.bits[first] & (w.AND | w.TO):
        tokens[0] = bare(tokens[0])
    return tuple(word for token in tokens for word in token.split("_") if word)


def text_of(reader: Reader, place: Range) -> str:
    """The range as the article writes it: without hashes, line breaks and a clitic before it."""
    first, last = place
    document = reader.document
    token = reader.tokens[first]
    skip = reader.skips.get(first, readings[token].clitic if reader.bits[first] & (w.AND | w.TO) else 0)
    kept = without(token, skip)
    span = document.span(first, last, skip=skip)
    text = document.folded.original[span.start : span.end]
    assimilated = skip == 1 and token.startswith("لل") and kept[0] == "ل"
    if assimilated and first + 1 < last and is_definite_adjective(reader.tokens[first + 1]):
        text = "ال" + text  # للجنة الدولية is اللجنة الدولية
    if not token.endswith(kept):  # للجيش is الجيش
        text = kept[: len(kept) - len(token) + skip] + text if skip > 1 else kept[:1] + text
    return " ".join(text.replace("#", "").replace("_", " ").replace("،", " ").split())


def cores_of(reader: Reader, place: Range) -> set[str]:
    """What a title says, for comparison: its words without articles, prepositions, gender, in states' names."""
    found = set()
    first, last = place
    bits = reader.bits
    here = first
    while here < last:
        after = reader.place(here, last)
        if after - here > 1:
            words = list(reader.tokens[here:after])
            if bits[here] & (w.AND | w.TO):
                words[0] = bare(words[0])
            found.add(lexicon().state_of[" ".join(words)])
            here = after
            continue
        token = reader.tokens[here]
        if not bits[here] & (w.PUNCTUATION | w.PREPOSITION | w.SAME | w.STYLE):
            found.add(core(token))
        here += 1
    return found


def bare(token: str) -> str:
    """`token` without the clitics that its reading shows."""
    return without(token, readings[token].clitic)


class Places:
    """Entities by their places in the article, asked which stands last before a token."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = sorted(entities, key=lambda entity: entity.at)
        self._starts = [entity.at for entity in self._entities]

    def before(self, index: int) -> Entity | None:
        """The entity that begins last before token `index`."""
        place = bisect_left(self._starts, index)
        return self._entities[bisect_left(self._starts, self._starts[place - 1])] if place else None

    def first(self) -> Entity | None:
        """The entity that begins first."""
        return self._entities[0] if self._entities else None

    def nearest(self, index: int) -> Entity | None:
        """The entity that begins last before token `index`, else the first after it."""
        return self.before(index) or self.first()


def nearest(entities: Sequence[Entity], index: int) -> Entity | None:
    """The entity that stands last before token `index`, else the first after it."""
    before = [entity for entity in entities if entity.at < index]
    return (
        max(before, key=lambda entity: entity.at)
        if before
        else min(entities, key=lambda entity: entity.at, default=None)
    )


def holds(full: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether `part` is a shorter form of the name `full`: one of its words, or several in their order."""
    if len(part) >= len(full):
        return False
    if len(part) == 1:
        return part[0] in full
    words = iter(full)
    return all(word in words for word in part)
