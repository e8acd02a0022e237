"""The entities of an article: who is named in it, under which titles, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stance.speakers import words as w
from stance.speakers.phrases import Phrase, Range, Reader
from stance.speakers.words import core, lexicon, readings, skeleton

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

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
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
        skip = readings[token].clitic if self.reader.bits[first] & (w.AND | w.TO) else self.reader.skips.get(first, 0)
        span = document.span(first, last, skip=skip)
        text = document.folded.original[span.start : span.end]
        if skip and token[skip - 1 : skip + 1] == "لل" or token.startswith("لل") and skip == 1:
            text = "ال" + text[1:] if token.startswith("لل") and skip == 1 else "ال" + text
        text = " ".join(text.replace("#", "").replace("_", " ").replace("،", " ").split())
        return text

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
            if not bits[here] & (w.PUNCTUATION | w.PREPOSITION | w.SAME):
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
                yield self.person(Phrase("person", (start, stop), (index, start), None, reader.lemmas[index], bits[index]))
                done = stop
            else:
                named = self._name_before(index)
                if named:
                    yield self.person(Phrase("person", named, (index, after), None, reader.lemmas[index], bits[index]))
                done = after if after - index < 4 else index + 1

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
        """Index after a name in running text: its usual two words, more where particles or repetition show them."""
        reader, bits, tokens = self.reader, self.reader.bits, self.reader.tokens
        limit = reader.name_end(start, end)
        here = start
        taken = 0
        while here < limit:
            if here > start and bits[here] & (w.BODY | w.DOCUMENT | w.PLACE | w.HEAD | w.AND | w.TO | w.ANONYMOUS) and not bits[here] & w.GIVEN:
                break
            if here == start and bits[here] & (w.BODY | w.DOCUMENT | w.PLACE | w.AND | w.TO) and not bits[here] & w.GIVEN:
                break
            if bits[here] & w.PUNCTUATION:
                here += 2
                continue
            if not bits[here] & w.PARTICLE:
                taken += 1
            here += 1
            if taken >= _OPEN_NAME and not (here < limit and (bits[here] & w.PARTICLE or self._goes_on(here, limit))):
                break
        return min(here, limit)

    def _goes_on(self, index: int, limit: int) -> bool:
        """Whether token `index` is one more word of the name before it: it stands elsewhere alone, or closes the run."""
        tokens, bits = self.reader.tokens, self.reader.bits
        token = tokens[index]
        if bits[index] & (w.NOUN | w.PLACE | w.RANK | w.AND | w.TO):
            return False
        if bits[index - 1] & w.PARTICLE:
            return True
        if bits[index] & w.DEFINITE:
            return not bits[index] & (w.NISBA | w.TIME)
        return tokens.count(token) > 1 or index + 1 == limit and bits[index - 1] & w.GIVEN > 0

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
                    if bits & w.OWNED:
                        continue
                    after = reader.noun_phrase(index, end)
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
        reader = self.reader
        for here in range(first + 1, last):
            if reader.bits[here] & (w.TIME | w.RELATION | w.CLAUSE) or reader.tokens[here] in "،,":
                return here
            if reader.preposition(here) and not reader.bits[first] & w.ANONYMOUS:
                return here
        return last

    def sentence_end(self, index: int) -> int:
        """Index of the token that ends the sentence of token `index`."""
        tokens = self.reader.tokens
        if self._sentence_ends is None:
            self._sentence_ends = [i for i, token in enumerate(tokens) if token in ".؟!" or token[0] == "\n"] + [len(tokens)]
        for end in self._sentence_ends:
            if end >= index:
                if end < len(tokens) and tokens[end] == "." and end and len(tokens[end - 1]) == 1 and end > index - 1:
                    continue
                return end
        return len(tokens)

    def sentence_start(self, index: int) -> int:
        """Index of the first token of the sentence of token `index`."""
        tokens = self.reader.tokens
        while index > 0 and not (tokens[index - 1] in ".؟!" or tokens[index - 1][0] == "\n"):
            index -= 1
        return index


def bare(token: str) -> str:
    """`token` without the clitics that its reading shows."""
    reading = readings[token]
    if not reading.clitic:
        return token
    rest = token[reading.clitic :]
    return "ال" + rest if token.startswith("لل") or token[1:].startswith("لل") and reading.clitic > 1 else rest


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
    keys = [skeleton(word) for word in full]
    return all(skeleton(word) in keys and len(skeleton(word)) > 1 for word in part)
