"""The entities of an article: who is named in it, under which titles, and where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from stance.speakers import words as w
from stance.speakers.phrases import Phrase, Range, Reader, without
from stance.speakers.words import core, lexicon, readings, sounds

_OPEN_NAME = 2
"""Words of a name taken from running text where nothing shows its end (the usual given name and surname)."""


class Entity:
    """A possible speaker: its words (folded, clitic-free), its range in the article, and what is said of it."""

    __slots__ = ("at", "bits", "cores", "gender", "kind", "lemma", "name", "number", "range", "words")

    def __init__(self, kind: str, name: str, words: tuple[str, ...], place: Range, lemma: str, bits: int) -> None:
        self.kind = kind
        self.name = name
        self.words = words
        self.range = place
        self.lemma = lemma
        self.bits = bits
        self.at = place[0]
        self.cores: set[str] = set()
        self.gender = ""
        self.number = "p" if bits & w.PLURAL else "d" if bits & w.DUAL else ""


class Entities:
    """Entities of one article, found from its source phrases and, where a source asks for it, from its whole text."""

    def __init__(self, reader: Reader, cuts: Iterable[int] = ()) -> None:
        self.reader = reader
        self.solo: set[str] = set()
        self._cuts = set(cuts)
        self.people: list[Entity] = []
        self._people_of_text: list[Entity] | None = None
        self._bodies: dict[str, list[Entity]] = {}
        self._sentence_ends: list[int] | None = None

    # Words and names ---------------------------------------------------------------------------------------------

    def words(self, place: Range) -> tuple[str, ...]:
        """The range's words, without marks; the first one without its clitic."""
        first, last = place
        tokens = [token for token in self.reader.tokens[first:last] if token[0].isalnum() or "_" in token]
        if tokens and self.reader.bits[first] & (w.AND | w.TO):
            tokens[0] = bare(tokens[0])
        return tuple(word for token in tokens for word in token.split("_") if word)

    def text(self, place: Range) -> str:
        """The range as the article writes it: without hashes, line breaks and a clitic before it."""
        first, last = place
        document = self.reader.document
        token = self.reader.tokens[first]
        skip = self.reader.skips.get(first, readings[token].clitic if self.reader.bits[first] & (w.AND | w.TO) else 0)
        kept = without(token, skip)
        span = document.span(first, last, skip=skip)
        text = document.folded.original[span.start : span.end]
        if not token.endswith(kept):  # للجيش is الجيش
            text = kept[: len(kept) - len(token) + skip] + text if skip > 1 else kept[:1] + text
        return " ".join(text.replace("#", "").replace("_", " ").replace("،", " ").split())

    def person(self, phrase: Phrase) -> Entity:
        """The entity of a phrase with a name, with its titles noted."""
        entity = Entity("person", self.text(phrase.name), self.words(phrase.name), phrase.name, phrase.lemma, phrase.bits)
        if phrase.title:
            entity.cores = self.cores(phrase.title)
            if phrase.bits & w.FEMININE and phrase.bits & w.TITLE:
                entity.gender = "f"
        return entity

    def cores(self, place: Range) -> set[str]:
        """What a title says, for comparison: its words without articles, prepositions, gender, in states' names."""
        found = set()
        first, last = place
        bits = self.reader.bits
        here = first
        while here < last:
            after = self.reader.place(here, last)
            if after - here > 1:
                words = list(self.reader.tokens[here:after])
                if bits[here] & (w.AND | w.TO):
                    words[0] = bare(words[0])
                found.add(lexicon().state_of[" ".join(words)])
                here = after
                continue
            token = self.reader.tokens[here]
            if not bits[here] & (w.PUNCTUATION | w.PREPOSITION | w.SAME | w.STYLE):
                found.add(core(token))
            here += 1
        return found

    # People ------------------------------------------------------------------------------------------------------

    def add(self, entity: Entity) -> None:
        """Note a person of a source phrase."""
        self.people.append(entity)

    def everybody(self) -> list[Entity]:
        """People of the source phrases and of the running text."""
        if self._people_of_text is None:
            self._people_of_text = list(self._titled_people())
        return self.people + self._people_of_text

    def _titled_people(self) -> Iterator[Entity]:
        reader, bits = self.reader, self.reader.bits
        count = len(bits)
        candidates = [index for index, has in enumerate(bits) if has & w.TITLE]
        done = 0
        for index in candidates:
            if index < done:
                continue
            end = self.sentence_end(index)
            after = reader.titles(index, end)
            if after == index:
                continue
            start = after
            if start < min(end, count) and reader.tokens[start] in "،,(" and start + 1 < end:
                again = reader.titles(start + 1, end)
                stop = self._open_name(again, end)
                # A comma parts title and name only where the name is closed by a comma too, or by a known name's word.
                if stop > again and (stop < count and reader.tokens[stop] in "،,)" or reader.bits[again] & w.GIVEN):
                    start = again
                else:
                    stop = start
            else:
                stop = self._open_name(start, end)
            if stop > start:
                entity = self.person(Phrase("person", (start, stop), (index, start), None, reader.lemmas[index], bits[index]))
                entity.cores |= self._title_behind(stop, end)
                yield entity
                done = stop
            else:
                named = self._name_before(index)
                if named:
                    yield self.person(Phrase("person", named, (index, after), None, reader.lemmas[index], bits[index]))
                done = after if after - index < 4 else index + 1

    def _title_behind(self, stop: int, end: int) -> set[str]:
        """What a title behind a name says, where the title has no name of its own."""
        start = stop + 1 if stop < end and self.reader.tokens[stop] in "،," else stop
        if start < end and self.reader.bits[start] & w.TITLE and not self.reader.bits[start] & (w.AND | w.TO):
            after = self.reader.titles(start, end)
            if after > start and self._open_name(after, end) == after:
                return self.cores((start, after))
        return set()

    def _name_before(self, index: int) -> Range | None:
        """The name before a title at `index`: «بافلو كيريلينكو حاكم دونيتسك», «جون كيربي، المتحدث باسم …»."""
        bits, tokens = self.reader.bits, self.reader.tokens
        end = index - 1 if index and tokens[index - 1] in "،," else index
        start = end
        while start > 0 and end - start < 4 and self._name_like(start - 1):
            start -= 1
        while start < end and not bits[start] & (w.GIVEN | w.PARTICLE):
            start += 1
        return (start, end) if end - start >= 2 else None

    def _name_like(self, index: int) -> bool:
        bits = self.reader.bits[index]
        if bits & (w.GIVEN | w.PARTICLE):
            return not bits & w.AND
        return not bits & (w.PUNCTUATION | w.STOP | w.NOUN | w.RANK | w.PLACE | w.AND | w.TO)

    def _open_name(self, start: int, end: int) -> int:
        """Index after a name in running text: its usual two words; more where particles or a surname show them.

        A name that nothing confirms (no known given name, no surname that a source uses, no boundary right after it)
        is not taken.
        """
        reader, bits, tokens = self.reader, self.reader.bits, self.reader.tokens
        limit = start
        for limit in range(start, reader.name_end(start, end)):  # noqa: B007
            if limit > start and bits[limit - 1] & w.PARTICLE:
                continue
            if not self._name_like(limit) and not bits[limit] & w.PUNCTUATION:
                break
        else:
            limit = reader.name_end(start, end)
        if limit == start:
            return start
        for here in range(min(limit, start + 6) - 1, start - 1, -1):
            if tokens[here] in self.solo and not (here + 1 < limit and bits[here + 1] & w.PARTICLE):
                return here + 1
        here, taken, sure = start, 0, False
        while here < limit and taken < _OPEN_NAME:
            sure = sure or bool(bits[here] & (w.GIVEN | w.PARTICLE))
            taken += not bits[here] & (w.PARTICLE | w.PUNCTUATION) or bits[here] & w.GIVEN > 0
            here += 1
        while here < limit and (bits[here] & w.PARTICLE and here + 1 < limit or bits[here - 1] & w.PARTICLE):
            here += 1
        if here < limit and bits[here - 1] & w.GIVEN and here + 1 == limit:
            here += 1
        if tokens[here - 1].endswith("ة") and not bits[here - 1] & w.GIVEN and not sure:
            return start
        if sure:
            return here
        plain = not any(tokens[index].endswith(("ا", "ة", "ين", "ون", "ات")) for index in range(start, here))
        return here if plain and here - start > 1 and here == limit and (here == end or reader.stops(here)) else start

    # Bodies and descriptions -------------------------------------------------------------------------------------

    def headed(self, lemma: str) -> list[Entity]:
        """All phrases of the text whose head noun is `lemma` and that say more than the head, in their order."""
        if lemma not in self._bodies:
            found = []
            reader = self.reader
            for index, here in enumerate(reader.lemmas):
                if here == lemma:
                    end = self.sentence_end(index)
                    bits = reader.bits[index]
                    if bits & w.OWNED or index and reader.bits[index - 1] & (w.NOUN | w.ANONYMOUS) and not (
                        reader.bits[index - 1] & (w.DEFINITE | w.OWNED)
                    ):
                        continue  # no head of its own: مكتب الأمم المتحدة
                    if index + 1 < end and not bits & w.ANONYMOUS and reader.describes(index + 1, end):
                        continue  # «تحالف عسكري» is not what «التحالف» shortens
                    after = reader.noun_phrase(index, end)
                    if "_" in reader.tokens[index]:
                        place = (index, index + 1)
                        found.append(Entity("body", self.text(place), self.words(place), place, lemma, bits))
                        continue
                    if after == index + 1 or after == index:
                        after = reader.modifiers(index + 1, end)
                    if after - index > 1:
                        after = self._trimmed(index, after)
                        place = (index, after)
                        found.append(Entity("body", self.text(place), self.words(place), place, lemma, bits))
            self._bodies[lemma] = found
        return self._bodies[lemma]

    def _trimmed(self, first: int, last: int) -> int:
        """The end of a body's phrase in running text: no time words, place phrases or relations belong to it."""
        reader, bits = self.reader, self.reader.bits
        definite = bool(bits[first] & w.DEFINITE)
        feminine = bool(bits[first] & (w.FEMININE | w.PLURAL))
        wants = not definite
        for here in range(first + 1, last):
            has = bits[here]
            if has & (w.TIME | w.RELATION | w.CLAUSE | w.AND) or reader.tokens[here] in "،,":
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
                if not wants and here > first + 1 and not nisba:
                    return here
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
                wants = False
        return last

    def sentence_end(self, index: int) -> int:
        """Index of the token that ends the sentence of token `index`."""
        tokens = self.reader.tokens
        if self._sentence_ends is None:
            ends = {i for i, token in enumerate(tokens) if token in ".؟!" or token[0] == "\n"}
            self._sentence_ends = sorted(ends | self._cuts | {len(tokens)})
        return self._sentence_ends[bisect_right(self._sentence_ends, index)] if index < len(tokens) else len(tokens)

    def sentence_start(self, index: int) -> int:
        """Index of the first token of the sentence of token `index`."""
        tokens = self.reader.tokens
        while index > 0 and not (tokens[index - 1] in ".؟!" or tokens[index - 1][0] == "\n"):
            index -= 1
        return index


def bare(token: str) -> str:
    """`token` without the clitics that its reading shows."""
    return without(token, readings[token].clitic)


def nearest(entities: Sequence[Entity], index: int) -> Entity | None:
    """The entity that stands last before token `index`, else the first after it."""
    before = [entity for entity in entities if entity.at < index]
    return max(before, key=lambda entity: entity.at) if before else min(entities, key=lambda entity: entity.at, default=None)


def holds(full: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether `part` is a shorter form of the name `full`: its words in their order, its last word at the end or alone."""
    if len(part) >= len(full):
        return False
    if len(part) == 1:
        return part[0] in full
    words = iter(full)
    return all(word in words for word in part)


def sounds_like(full: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Like `holds`, by the consonants: spelling variants of transliterated names."""
    if len(part) > len(full) or min(map(len, part)) < 4:
        return False
    return all(any(_same_sound(word, other) for other in full) for word in part)


def _same_sound(one: str, other: str) -> bool:
    (bones, merged), (other_bones, other_merged) = sounds(one), sounds(other)
    return merged == other_merged or bones == other_bones and len(bones) > 1
