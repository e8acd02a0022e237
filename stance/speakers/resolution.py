"""From source phrases to speakers: who is meant, in the light of the whole article and of who spoke before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.records import Quote, Span, Speaker
from stance.speakers import words as w
from stance.speakers.entities import Entities, Entity, holds, nearest, sounds_like
from stance.speakers.phrases import Phrase, Range, Reader
from stance.speakers.words import core, lexicon, readings
from stance.text.document import Document

_PARTICIPLE = re.compile(r"(?:م\w{2,}|\wا\w{1,2}ي?)(?:ا|ة|ين|تين|ات|ان)")
_FEMININE_ENDINGS = ("ة", "تين", "ات")


class Resolver:
    """The discourse of one article: resolves its quotes in their order and remembers who spoke."""

    def __init__(self, document: Document, quotes: Sequence[Quote]) -> None:
        self.document = document
        self.reader = Reader(document)
        self.entities = Entities(self.reader)
        self.quotes = quotes
        self.spoken: list[Entity] = []
        self.ranges = [self._range(quote.source) if quote.source else None for quote in quotes]
        self.phrases = [self.reader.read(*place) if place else [] for place in self.ranges]
        for phrases in self.phrases:
            for phrase in phrases:
                if phrase.kind == "person":
                    self.entities.add(self.entities.person(phrase))

    def resolve(self) -> list[Speaker]:
        """The speaker of each quote."""
        return [self._speaker(index) for index in range(len(self.quotes))]

    # One quote ---------------------------------------------------------------------------------------------------

    def _range(self, span: Span) -> Range | None:
        """The tokens of `span`; a first token that only ends in it is read without its clitic."""
        document = self.document
        first = document.token_at(span.start)
        last = document.token_at(max(span.start, span.end - 1)) + 1
        if first >= len(document.tokens) or span.end <= span.start:
            return None
        begins = document.folded.original_offset(document.start(first))
        if begins < span.start:
            token = document.tokens[first]
            skip = sum(
                1
                for offset in range(len(token))
                if document.folded.original_offset(document.start(first) + offset) < span.start
            )
            if skip >= len(token):
                return None
            self.reader.reread(first, skip)
        return first, last

    def _speaker(self, index: int) -> Speaker:
        quote, phrases = self.quotes[index], self.phrases[index]
        if phrases:
            entity, rule = self._explicit(phrases, self.ranges[index] or phrases[0].name)
            if entity is not None:
                shown = _shown(quote, self.document)
                if shown[0] and not entity.gender and entity.kind == "person":
                    entity.gender = shown[0]
                if shown[1] == "p":
                    entity.number = "p"
        else:
            entity, rule = self._elided(index)
        if entity is None:
            return Speaker(None, rule)
        self.spoken.append(entity)
        return Speaker(entity.name or None, rule)

    # Explicit sources --------------------------------------------------------------------------------------------

    def _explicit(self, phrases: list[Phrase], place: Range) -> tuple[Entity | None, str]:
        if len(phrases) > 1:
            found = [self._resolve(phrase)[0] for phrase in phrases]
            return self._joined([entity for entity in found if entity]), "coordinated"
        return self._resolve(phrases[0])

    def _joined(self, found: list[Entity]) -> Entity | None:
        if not found:
            return None
        name = " و".join(entity.name for entity in found)
        both = Entity("several", name, tuple(word for entity in found for word in entity.words), found[-1].range, "", 0)
        both.number = "d" if len(found) == 2 else "p"
        return both

    def _resolve(self, phrase: Phrase, *, depth: int = 0) -> tuple[Entity | None, str]:
        if phrase.kind == "person":
            return self._person(phrase)
        if phrase.kind == "pronoun":
            return self._last_named(phrase), "last"
        if phrase.kind == "document":
            return self._document(phrase, depth)
        if phrase.kind == "place":
            return self._place(phrase)
        if self.reader.bits[phrase.name[0]] & w.PARTY and phrase.name[1] - phrase.name[0] <= 3:
            found = self._parties(phrase)
            if found:
                return found, "parties"
        if phrase.kind == "role":
            return self._role(phrase)
        return self._description(phrase)

    def _plain(self, phrase: Phrase, kind: str) -> Entity:
        return self._entity(kind, phrase.name, phrase.lemma, phrase.bits)

    def _entity(self, kind: str, place: Range, lemma: str, bits: int) -> Entity:
        return Entity(kind, self.entities.text(place), self.entities.words(place), place, lemma, bits)

    def _person(self, phrase: Phrase) -> tuple[Entity, str]:
        here = self.entities.person(phrase)
        found = self._fuller(here)
        if found is not None:
            found.cores |= here.cores
            if here.gender:
                found.gender = here.gender
            return found, "surname" if len(here.words) == 1 else "fuller-name"
        if not phrase.title and len(here.words) == 1:
            body = self._body_named(here.words, phrase.name[0])
            if body is not None:
                return body, "short-form"
        return here, "title" if phrase.title else "as-is"

    def _fuller(self, here: Entity) -> Entity | None:
        """The fullest form of a person's name in the article."""
        for matches in (holds, sounds_like):
            people = [
                entity
                for entity in self.entities.everybody()
                if entity.words != here.words and len(entity.words) > len(here.words) and matches(entity.words, here.words)
            ]
            people = [entity for entity in people if not (entity.gender and here.gender and entity.gender != here.gender)]
            if people:
                last = [entity for entity in people if entity.words[-1] == here.words[-1]]
                chosen = nearest(last or people, here.at)
                longer = [entity for entity in people if chosen and holds(entity.words, chosen.words)]
                return nearest(longer, here.at) or chosen
        found = self._untitled(here)
        return found

    def _untitled(self, here: Entity) -> Entity | None:
        """A single name's full form in running text without a title: after a given name."""
        if len(here.words) != 1:
            return None
        reader = self.reader
        for index, token in enumerate(reader.tokens):
            if token == here.words[0] and index:
                start = index
                while start > 0 and index - start < 3 and reader.bits[start - 1] & (w.GIVEN | w.PARTICLE) and not reader.bits[start - 1] & (w.AND | w.TO):
                    start -= 1
                if start < index:
                    return self._entity("person", (start, index + 1), "", 0)
        return None

    def _role(self, phrase: Phrase) -> tuple[Entity, str]:
        """A title without a name: the person who bears it in the article; else what the article says of it."""
        here = self._plain(phrase, "role")
        wanted = self.entities.cores(phrase.name)
        feminine = bool(phrase.bits & w.FEMININE)
        if not phrase.bits & (w.PLURAL | w.DUAL):
            people = [
                entity
                for entity in self.entities.everybody()
                if wanted <= entity.cores and (entity.gender == "f") == feminine
            ]
            if not people and len(wanted) > 1:
                people = [entity for entity in self.entities.everybody() if self._loosely(wanted, entity, phrase)]
            chosen = nearest(people, here.at)
            if chosen is not None:
                found = self._fuller(chosen) or chosen
                found.cores |= chosen.cores
                return found, "role"
        return self._description(phrase)

    def _loosely(self, wanted: set[str], entity: Entity, phrase: Phrase) -> bool:
        """Whether a title fits but for one word that the other does not have, the head and the state agreeing."""
        if not entity.cores or phrase.lemma not in entity.cores:
            return False
        states = lexicon().spelling
        mine = {core for core in wanted if core in states}
        theirs = {core for core in entity.cores if core in states}
        if mine and theirs and not mine & theirs:
            return False
        return len(wanted & entity.cores) >= 2 and len(wanted - entity.cores) <= 1

    def _description(self, phrase: Phrase) -> tuple[Entity, str]:
        """An institution, group, medium or description: by the longest phrase of the article that it shortens."""
        here = self._nominative(self._plain(phrase, phrase.kind))
        wanted = here.words
        definite = bool(self.reader.bits[phrase.name[0]] & w.DEFINITE)
        if phrase.lemma and definite and (found := self._generic(here)):
            return found, "generic"
        if phrase.lemma and (found := self._extended(here)):
            return found, "fuller-name"
        if not phrase.lemma and (body := self._body_named(wanted, here.at)):
            return body, "short-form"
        return here, "as-is"

    def _generic(self, here: Entity) -> Entity | None:
        """«الحركة», «الوزارة»: the last phrase with this head; its other words must agree."""
        rest = {core(word) for word in here.words[1:]}
        spoken = [
            entity
            for entity in self.spoken
            if entity.lemma == here.lemma and len(entity.words) > len(here.words) and rest <= {core(word) for word in entity.words}
        ]
        bodies = [
            entity
            for entity in self.entities.headed(here.lemma)
            if len(entity.words) > len(here.words) and rest <= {core(word) for word in entity.words[1:]}
            and self._same_number(entity, here)
        ]
        if spoken and not rest:
            last = spoken[-1]
            if not any(last.at < body.at < here.at and body.words != last.words for body in bodies):
                return last
        chosen = nearest(bodies, here.at)
        return (self._extended(chosen) or chosen) if chosen else (spoken[-1] if spoken else None)

    def _same_number(self, one: Entity, other: Entity) -> bool:
        return (one.number == "p") == (other.number == "p")

    def _extended(self, here: Entity) -> Entity | None:
        """A longer phrase of the article that begins with the same words."""
        longer = [
            entity
            for entity in self.entities.headed(here.lemma)
            if len(entity.words) > len(here.words) and entity.words[: len(here.words)] == here.words
        ]
        return nearest(longer, here.at)

    def _body_named(self, words: tuple[str, ...], index: int) -> Entity | None:
        """An institution by its proper name alone: حماس → حركة حماس, الأركان الأوكرانية → هيئة الأركان الأوكرانية."""
        reader = self.reader
        size = len(words)
        found = []
        for here, token in enumerate(reader.tokens):
            if token != words[0] or here == 0:
                continue
            if tuple(reader.tokens[here : here + size]) != words:
                continue
            before = here - 1
            if reader.bits[before] & w.PUNCTUATION and before and reader.tokens[before] not in "،,.:؛-":
                before -= 1
            bits = reader.bits[before]
            if bits & w.BODY and not bits & (w.DEFINITE | w.OWNED):
                after = here + size
                if before < here - 1 and after < len(reader.tokens) and reader.bits[after] & w.PUNCTUATION:
                    after += 1
                found.append(self._entity("body", (before, after), reader.lemmas[before], bits))
        return nearest(found, index)

    def _nominative(self, here: Entity) -> Entity:
        """Descriptions in the nominative singular: مصدرا أمنيا → مصدر أمني."""
        bits = here.bits
        if bits & w.ACCUSATIVE and not bits & (w.DEFINITE | w.DUAL):
            here.name = " ".join(word[:-1] if word.endswith(("ا", "اً")) and len(word) > 3 else word for word in here.name.split())
        elif bits & w.PLURAL and here.words[0].endswith("ين") and here.kind == "anonymous" and not bits & w.DEFINITE:
            here.name = " ".join(word[:-2] + "ون" if word.endswith("ين") and n == 0 else word for n, word in enumerate(here.name.split()))
        return here

    def _place(self, phrase: Phrase) -> tuple[Entity, str]:
        """A state, or the state whose capital speaks for it; of several, each."""
        reader = self.reader
        first, last = phrase.name
        parts: list[Range] = []
        here = first
        while here < last:
            after = reader.place(here, last)
            if after == here or here > first and not reader.bits[here] & w.AND:
                break
            parts.append((here, after))
            here = after
        if here < last:
            return self._plain(phrase, "place"), "as-is"
        names = [self._state(part) for part in parts]
        entity = self._entity("place", phrase.name, "", phrase.bits)
        if any(reader.bits[part[0]] & w.CAPITAL for part in parts):
            entity.name = " و".join(names)
            entity.number = "" if len(parts) == 1 else "d"
            return entity, "capital"
        entity.number = "" if len(parts) == 1 else "p"
        return entity, "as-is"

    def _state(self, place: Range) -> str:
        words = " ".join(self.entities.words(place))
        if words not in lexicon().capitals:
            return self.entities.text(place)
        state = lexicon().state_of[words]
        for index, token in enumerate(self.reader.tokens):
            if self.reader.bits[index] & w.PLACE and not self.reader.bits[index] & w.CAPITAL and lexicon().state_of.get(token) == state:
                return self.entities.text((index, index + 1))
        return lexicon().spelling[state]

    def _document(self, phrase: Phrase, depth: int) -> tuple[Entity | None, str]:
        if phrase.complement and depth < 3:
            inner = self.reader.read(*phrase.complement)
            if inner:
                entity, _ = self._resolve(inner[0], depth=depth + 1) if len(inner) == 1 else self._explicit(inner, phrase.complement)
                if entity is not None:
                    return entity, "issuer"
        if depth < 3 and (issuer := self._issuer_elsewhere(phrase, depth)):
            return issuer, "issuer"
        if phrase.bits & w.DEFINITE and self.spoken:
            bodies = [entity for entity in self.spoken[-3:] if entity.kind in ("body", "place", "several")]
            return (bodies or self.spoken)[-1], "issuer"
        return self._description(phrase)

    def _issuer_elsewhere(self, phrase: Phrase, depth: int) -> Entity | None:
        """The issuer that an earlier mention of the document names."""
        reader = self.reader
        found: list[tuple[int, Range]] = []
        for index, lemma in enumerate(reader.lemmas):
            if lemma == phrase.lemma and not phrase.name[0] <= index < phrase.name[1] and reader.bits[index] & w.DOCUMENT:
                whole = reader.read(index, min(self.entities.sentence_end(index), index + 12))
                if whole and whole[0].complement:
                    found.append((index, whole[0].complement))
        before = [item for item in found if item[0] < phrase.name[0]]
        for _, place in reversed(before or found[:1]):
            inner = reader.read(*place)
            if inner and inner[0].kind in ("body", "place", "role", "person"):
                entity, _ = self._resolve(inner[0], depth=depth + 1)
                if entity:
                    return entity
        return None

    def _parties(self, phrase: Phrase) -> Entity | None:
        """«الطرفان», «الوزيران»: the last two who spoke; for a dual title, the last two who bear it."""
        token = self.reader.tokens[phrase.name[0]]
        stem = token.removeprefix("ال")[:-2]
        pool = self.spoken
        lemma = readings[stem].lemma
        if lemma and readings[stem].bits & w.OFFICE:
            pool = sorted((entity for entity in self.entities.everybody() if lemma in entity.cores and entity.at < phrase.name[0]), key=lambda e: e.at)
        chosen: list[Entity] = []
        for entity in reversed(pool):
            if entity.number != "d" and entity.name not in [other.name for other in chosen]:
                chosen.append(self._fuller(entity) or entity if entity.kind == "person" else entity)
            if len(chosen) == 2:
                return self._joined(chosen[::-1])
        return None

    def _last_named(self, phrase: Phrase) -> Entity | None:
        """«الأخير»: the person named last before."""
        people = [entity for entity in self.entities.everybody() if entity.at < phrase.name[0]]
        chosen = max(people, key=lambda entity: entity.at, default=None)
        return (self._fuller(chosen) or chosen) if chosen else (self.spoken[-1] if self.spoken else None)

    # Elided sources ----------------------------------------------------------------------------------------------

    def _elided(self, index: int) -> tuple[Entity | None, str]:
        quote = self.quotes[index]
        previous = self.spoken[-1] if self.spoken else None
        if quote.cue is None:
            return previous, "continued" if previous else "none"
        gender, number = _shown(quote, self.document)
        cue = self.document.token_at(quote.cue.start)
        start = self.entities.sentence_start(cue)
        same_sentence = index > 0 and self._place_of(self.quotes[index - 1]) >= start
        if previous and (same_sentence or not self._participle(quote)):
            if _agrees(previous, gender, number):
                return previous, "elided"
            for entity in reversed(self.spoken[-6:-1]):
                if _agrees(entity, gender, number) and entity.gender == gender:
                    return entity, "elided-agreement"
        subject = self._subject(start, cue, gender, number)
        if subject is not None:
            return subject, "sentence-subject"
        return (previous, "elided") if previous else (None, "none")

    def _participle(self, quote: Quote) -> bool:
        text = self.document.folded.original[quote.cue.start : quote.cue.end] if quote.cue else ""
        return bool(_PARTICIPLE.fullmatch(_plain_word(text)))

    def _place_of(self, quote: Quote) -> int:
        return self.document.token_at(max(quote.content.start, quote.content.end - 1))

    def _subject(self, start: int, end: int, gender: str, number: str) -> Entity | None:
        """The first person, role or institution of the sentence before the cue that can be the subject of its verb."""
        reader = self.reader
        for index in range(start, end):
            bits = reader.bits[index]
            if bits & (w.TITLE | w.BODY | w.GIVEN) and not bits & (w.TO | w.OWNED) and not (index and reader.preposition(index - 1)):
                phrases = reader.read(index, end)
                if phrases and phrases[0].kind in ("person", "role", "body"):
                    if phrases[0].kind == "body":
                        after = reader.noun_phrase(index, end)
                        phrases = reader.read(index, max(after, index + 1))
                    entity, _ = self._resolve(phrases[0])
                    if entity is not None and _agrees(entity, gender, number):
                        return entity
        return None


def _plain_word(text: str) -> str:
    return re.sub("[\u064b-\u065f\u0640]", "", text.split()[0] if text.split() else "").replace("أ", "ا").replace("آ", "ا")


def _shown(quote: Quote, document: Document) -> tuple[str, str]:
    """Gender and number of the subject, as the cue's form shows them; the text decides where the quote says nothing."""
    if quote.gender or quote.number:
        return quote.gender, quote.number
    if quote.cue is None:
        return "", ""
    word = _plain_word(document.folded.original[quote.cue.start : quote.cue.end])
    if _PARTICIPLE.fullmatch(word):
        if word.endswith("تين"):
            return "f", "d"
        if word.endswith("ين"):
            return "m", "p"
        return ("f", "s") if word.endswith(_FEMININE_ENDINGS) else ("m", "s")
    if word.endswith("وا") or word.endswith("ون"):
        return "m", "p"
    if word.endswith(("تا", "تان")):
        return "f", "d"
    if word.endswith("ت") or word.startswith("ت") and len(word) > 3 and not word.startswith("تاب"):
        return "f", "s"
    return "", ""


def _agrees(entity: Entity, gender: str, number: str) -> bool:
    """Whether `entity` can be the subject of a verb form; unknown features agree with everything."""
    if number == "d" and entity.number not in ("d", "p"):
        return False
    if number == "p" and entity.kind == "person":
        return False
    if entity.kind == "person" and entity.gender and gender and number == "s":
        return entity.gender == gender
    if entity.kind == "body" and number == "s" and gender == "m" and entity.bits & w.FEMININE:
        return False
    return True
