"""From source phrases to speakers: who is meant, in the light of the whole article and of who spoke before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from stance.quotes.cues import OBJECT_PRONOUNS, VERB, forms
from stance.records import Quote, Span, Speaker
from stance.speakers import words as w
from stance.speakers.entities import Entities, Entity, Places, cores_of, holds, nearest, text_of, words_of
from stance.speakers.phrases import COMMAS, Phrase, Range, Reader
from stance.speakers.sounds import sounds_like
from stance.speakers.words import core, is_verb, lexicon, readings
from stance.text.document import Document
from stance.text.folding import fold

_PARTICIPLE = re.compile(r"(?:م\w{2,}|\wا\w{1,2}ي?)(?:ا|ة|ين|تين|ات|ان)")
_SHARED_WORDS = 2
"""Words that a headline's content and the content below must share to be one saying."""
_ADDRESSING = frozenset({"demand", "address", "accuse", "condemn", "threaten", "warn", "describe", "praise", "promise"})
"""Classes of cues whose verbs take a person or body as object."""
_TOWARDS = fold("إلى")
"""The preposition that belongs to a title only before a place (but «على», «عن»: المشرف على البرنامج)."""
_SENTENCES = 3
"""Sentences back to which the subject of an article's first quote is sought."""
_TOUCHING = 5
"""Characters between a quote and the next cue in which no subject has room: marks, blanks, a conjunction."""
_TWICE = 2
_VERB_WORDS = 2
"""Words before a clause's subject: its verb, with لم, قد, كان or سبق."""
_LOOK_BACK = 250
"""Tokens before a cue in which its subject is sought: no sentence is longer, but a text without stops may be."""
_NAME_AND_OBJECT = 3
"""Words of a name and the surname of whom it is said, at the least."""
_LONGEST_FRAME = 40
"""Tokens between a cue and its content among which the document is sought in which it was said."""
_NICKNAME = 8
"""Tokens between the beginning of a name and «المعروف بـ» behind it, at the most."""
_TWO_NAMES = 16
"""Tokens that a title in the dual and the names of its two bearers have, at the most."""
_MEMORY = 100
"""Quotes back to which an earlier speaker is remembered by a title: a limit for endless texts only."""
_ONE = "one"
"""Number of a subject that a pronoun shows to be a single man, woman or body."""
_ONES = ("نه", "نها")
_FEMININE_ENDINGS = ("ة", "تين", "ات")


class Resolver:
    """The discourse of one article: resolves its quotes in their order and remembers who spoke.

    `contents` and `cues` are the tokens at which each quote's content and cue begin (-1 where there is no cue).
    """

    def __init__(self, document: Document, quotes: Sequence[Quote]) -> None:
        self.document = document
        self.reader = Reader(document)
        self.quotes = quotes
        self.spoken: list[Entity] = []
        self.ranges = [self._range(quote.source, quote.rule) if quote.source else None for quote in quotes]
        ends = [place[1] for place in self.ranges if place]
        self.contents = [document.token_at(quote.content.start) for quote in quotes]
        self.cues = [document.token_at(quote.cue.start) if quote.cue else -1 for quote in quotes]
        self.entities = Entities(self.reader, lambda: {*ends, *self.contents, *self.cues})
        self.bodies: defaultdict[str, list[Entity]] = defaultdict(list)
        self._longer_bodies: dict[tuple[str, tuple[str, ...]], Places] = {}
        self._fuller_bodies: dict[tuple[str, tuple[str, ...], str, int], tuple[Places, Places]] = {}
        self._made: dict[Range, Entity] = {}
        self._bodies_named: dict[tuple[str, ...], Places] = {}
        self._issuers_of: dict[str, list[tuple[int, Range]]] = {}
        self._untitled_of: dict[str, Entity | None] = {}
        self._states: dict[str, str] | None = None
        self._spoke_in: dict[str, Entity] = {}
        self._nicknames: dict[tuple[str, ...], Entity] | None = None
        self._known: set[str] | None = None
        self._last_names: dict[str, bool] = {}
        self.ranges = [self._fitted(index, place) if place else None for index, place in enumerate(self.ranges)]
        self.phrases = [
            [] if place is None or self._object(quote, place) else self.reader.read(*place)
            for place, quote in zip(self.ranges, quotes, strict=True)
        ]
        for phrases in self.phrases:
            if len(phrases) == 1 and phrases[0].kind == "person" and phrases[0].name[1] - phrases[0].name[0] == 1:
                self.entities.solo.update(words_of(self.reader, phrases[0].name))
        for number, phrases in enumerate(self.phrases):
            self.phrases[number] = phrases = [self._trimmed_name(quotes[number], phrase) for phrase in phrases]
            for phrase in phrases:
                if phrase.kind == "person":
                    entity = self._made[phrase.name] = self.entities.person(phrase)
                    last = phrase.name[1]
                    entity.bear(self.entities.title_behind(last, self.entities.sentence_end(last - 1)))
                    self.entities.add(entity)
                    if len(entity.words) == 1:
                        self.entities.solo.add(entity.words[0])
                elif phrase.kind in ("body", "anonymous", "role", "other") and phrase.name[1] - phrase.name[0] > 1:
                    body = self._made[phrase.name] = self._plain(phrase, phrase.kind)
                    for lemma in {body.lemma, _other_head(body)}:
                        self.bodies[lemma].append(body)

        surnames = {entity.words[-1] for entity in self.entities.people if len(entity.words) > 1}
        for phrases in self.phrases:  # الدالي alone, whose reading shows no name, is one where he is named in full
            if len(phrases) == 1 and phrases[0].name[1] - phrases[0].name[0] == 1:
                self.entities.solo.update(surnames.intersection(words_of(self.reader, phrases[0].name)))
        self._longest_name = max((len(entity.words) for entity in self.entities.people), default=0)

    def resolve(self) -> list[Speaker]:
        """The speaker of each quote."""
        speakers = [self._speaker(index) for index in range(len(self.quotes))]
        if speakers and speakers[0].rule in ("as-is", "title") and len(speakers) > 1:
            named = self._headline()
            if named:
                speakers[0] = Speaker(named, "headline")
        return speakers

    def _headline(self) -> str | None:
        """Who is meant by a description in the headline: the first named speaker below, if his title and words agree.

        «قيادي في "الضياء" يوضح …» is the man whom the next paragraph names.
        """
        quote, phrases, place = self.quotes[0], self.phrases[0], self.ranges[0]
        if len(phrases) != 1 or place is None or phrases[0].kind not in ("anonymous", "role"):
            return None
        if phrases[0].bits & (w.PLURAL | w.DUAL):
            return None
        line_end = self.document.folded.original.find("\n", quote.content.end)
        mine = cores_of(self.reader, phrases[0].name)
        said = self._said(quote)
        for later, other in zip(self.quotes[1:4], self.phrases[1:4], strict=False):
            if len(other) == 1 and other[0].kind == "person" and 0 <= line_end < later.content.start:
                entity = self.entities.person(other[0])
                if mine & entity.cores and len(said & self._said(later)) >= _SHARED_WORDS:
                    return (self._fuller(entity) or entity).name
        return None

    def _said(self, quote: Quote) -> set[str]:
        first = self.document.token_at(quote.content.start)
        last = self.document.token_at(quote.content.end)
        return {core(token) for token in self.document.tokens[first:last] if len(token) > 3}

    def _trimmed_name(self, quote: Quote, phrase: Phrase) -> Phrase:
        """A name without an object that was taken for its end: it ends with a word that another source uses alone."""
        if phrase.kind != "person":
            return phrase
        first, last = phrase.name
        if quote.cue_class in _ADDRESSING:
            last = self._before_another(first, self.reader.object_begins(first, last))
            phrase = phrase._replace(name=(first, last))
        if last - first < 2 or self.reader.tokens[last - 1] in self.entities.solo:
            return phrase
        for here in range(last - 2, first - 1, -1):
            if (
                self.reader.tokens[here] in self.entities.solo
                and not self.reader.bits[here + 1] & (w.GIVEN | w.PARTICLE)
                and (here > first or (not phrase.title and not self._recurs(first, last)))
            ):
                return phrase._replace(name=(first, here + 1))
        return phrase

    def _before_another(self, first: int, last: int) -> int:
        """The end of a name before the object's, a surname that somebody else bears: أنطونيو بانديراس | فورمان"""
        word = self.reader.tokens[last - 1]
        bits = self.reader.bits
        whole = bits[last - 1] & w.DEFINITE or bits[last - 2] & w.PARTICLE  # محمد بن عبد العزيز
        if last - first < _NAME_AND_OBJECT or whole or not self._recurring(word):
            return last
        others = (entity for entity in self.entities.named(word) if len(entity.words) > 1)
        first_word = self.reader.tokens[first]
        return last - 1 if any(e.words[-1] == word and first_word not in e.words for e in others) else last

    def _recurs(self, first: int, last: int) -> bool:
        tokens = self.reader.tokens
        name = tokens[first:last]
        return any(tokens[at : at + len(name)] == name for at in self.entities.occurrences(name[0]) if at != first)

    # One quote ---------------------------------------------------------------------------------------------------

    def _range(self, span: Span, rule: str) -> Range | None:
        """The tokens of `span`; a first token that only ends in it is read without its clitic.

        So is, by an attribution's `rule`, the one with لل: وفقا للوزارة.
        """
        document = self.document
        first = document.token_at(span.start)
        last = document.token_at(max(span.start, span.end - 1)) + 1
        last = min(last, len(document.tokens))
        if last and document.folded.original_offset(document.start(last - 1)) >= span.end:
            last -= 1  # the span ends with a diacritic
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
        elif rule.startswith("attribution") and document.tokens[first].startswith("لل"):
            self.reader.reread(first, 1)
        else:
            after = self.reader.skip_circumstance(first, min(len(document.tokens), last + 8))
            if after == first:
                self.reader.whole(first)
            elif after >= last and not self.reader.begins(after):
                return None
            first, last = after, max(last, after + 1)
        return first, last

    def _object(self, quote: Quote, place: Range) -> bool:
        """Whether the words after a verb are its object, its subject being left out: طالب السلطات بـ, حثت الطرفين على.

        A verb agrees in gender with the subject right after it, and a subject is not in the oblique case.
        """
        if not quote.rule.startswith("verb-subject") or quote.cue_class not in _ADDRESSING:
            return False
        first, last = place
        bits = self.reader.bits[first]
        if not bits & w.DEFINITE or last - first > 3 or bits & w.GIVEN:
            return False
        token = self.reader.tokens[first]
        if token.endswith("ين") and (bits & (w.PLURAL | w.DUAL | w.PARTY) or bits == w.DEFINITE):
            return True
        feminine = token.endswith(("ة", "ات"))
        adjectives = (self.reader.tokens[at] for at in range(first + 1, last) if self.reader.definite(at))
        if quote.gender == "f" and any(word.endswith("ة") for word in adjectives):
            return False  # حثت الأمم المتحدة
        return (
            feminine
            if quote.gender == "m"
            else bool(not feminine and bits & w.BODY and not bits & w.PLURAL and quote.gender)
        )

    def _fitted(self, index: int, place: Range) -> Range:
        """The source's range, lengthened where its own grammar goes on before the content."""
        first, last = place
        quote = self.quotes[index]
        content = self.contents[index]
        cue = self.cues[index] if quote.cue and quote.source and quote.cue.start >= quote.source.end else -1
        limit = content if content >= last else min(last + 12, len(self.document.tokens))
        if last <= cue < limit:
            limit = cue
        here = last
        while here < limit and not (self.reader.bits[here] & w.CLAUSE or self.reader.tokens[here] in ':"«“.\n'):
            here += 1
        return self.reader.fit(first, last, here)

    def _speaker(self, index: int) -> Speaker:
        quote, phrases = self.quotes[index], self.phrases[index]
        if phrases:
            entity, rule = self._explicit(phrases, self.ranges[index] or phrases[0].name)
            told = self._told_of(index) if self._is_anyone(phrases, rule) else None
            if told and (entity is None or told.name != entity.name):
                entity, rule = told, "sentence-subject"
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
        self._note_document(index, entity)
        return Speaker(entity.name or None, rule)

    def _note_document(self, index: int, entity: Entity) -> None:
        """Remember in what a quote was said: قالت الشركة | في بيان إن …. وأضاف البيان …"""
        start, end = max(self.cues[index], 0), self.contents[index]
        for place in range(start, min(end, start + _LONGEST_FRAME) if self.cues[index] >= 0 else start):
            bits = self.reader.bits[place]
            if (
                bits & w.DOCUMENT
                and not bits & (w.DEFINITE | w.PLURAL)
                and place
                and self.reader.preposition(place - 1)
            ):
                self._spoke_in[self.reader.lemma(place)] = entity

    # Explicit sources --------------------------------------------------------------------------------------------

    def _explicit(self, phrases: list[Phrase], place: Range) -> tuple[Entity | None, str]:
        if len(phrases) > 1:
            found = [self._resolve(phrase)[0] for phrase in phrases]
            return self._joined([entity for entity in found if entity]), "coordinated"
        if nicknamed := self._nicknamed(place):
            return nicknamed, "nickname"
        entity, rule = self._resolve(phrases[0])
        person = phrases[0].kind == "role" and bool(self.spoken) and self.spoken[-1].kind == "person"
        later = entity is not None and entity.at >= place[0]
        anyone = person or (phrases[0].bits & w.ANONYMOUS and later)  # المصدر نفسه, and no source spoke before
        if (rule == "as-is" or (rule == "generic" and anyone)) and self.spoken and self._points_back(place):
            return self.spoken[-1], "same-speaker"
        return entity, rule

    def _points_back(self, place: Range) -> bool:
        """ذات المصدر, الناطق نفسه."""
        first, last = place
        bits, tokens = self.reader.bits, self.reader.tokens
        before = bits[first] & w.SAME and tokens[first] not in ("ما", "كل")
        behind = last - first > 1 and bits[last - 1] & w.SAME and tokens[last - 1] != "ما"
        inner = any(bits[at] & w.PREPOSITION and self.reader.preposition(at) for at in range(first + 1, last - 1))
        return bool(before or (behind and not inner))  # but: آمر اللواء في القوات | ذاتها

    def _joined(self, found: list[Entity]) -> Entity | None:
        if not found:
            return None
        name = " و".join(entity.name for entity in found)
        both = Entity(self.reader, "several", found[-1].range)
        both.name = name
        both.words = tuple(word for entity in found for word in entity.words)
        both.number = "d" if len(found) == 2 else "p"
        return both

    def _resolve(self, phrase: Phrase, *, depth: int = 0) -> tuple[Entity | None, str]:
        if phrase.kind == "person":
            return self._person(phrase)
        if phrase.kind == "pronoun":
            return self._last_named(phrase), "last"
        if phrase.kind == "document":
            return self._document(phrase, depth)
        if known := self._one_of_two(phrase):
            return known
        if phrase.kind == "place":
            bearer = self._bearer_of(phrase.name)  # ستيفان باريس. وأضاف باريس
            return (bearer, "surname") if bearer else self._place(phrase)
        first, last = phrase.name
        two = phrase.kind == "role" and phrase.bits & w.DUAL and self.reader.bits[first] & w.DEFINITE
        if (self.reader.bits[first] & w.PARTY and last - first <= 3) or (two and last - first == 1):
            found = self._parties(phrase)
            if found:
                return found, "parties"
        if phrase.kind == "role":
            return self._role(phrase)
        return self._description(phrase)

    def _one_of_two(self, phrase: Phrase) -> tuple[Entity, str] | None:
        """«الأول» and «الثاني»: of the two persons who were named last before, the earlier and the later."""
        first, last = phrase.name
        bits = self.reader.bits[first]
        if last != first + 1 or not bits & (w.FORMER | w.LATTER):
            return None
        named = sorted((entity for entity in self.entities.everybody() if entity.at < first), key=lambda e: e.at)
        pair: list[Entity] = []
        for entity in reversed(named):
            whole = self._fuller(entity) or entity
            if whole.words not in [other.words for other in pair]:
                pair.append(whole)
            if len(pair) == 2:
                return (pair[1] if bits & w.FORMER else pair[0]), "of-two"
        return None

    def _nicknamed(self, place: Range) -> Entity | None:
        """Who is «المعروف بـ"أب سنون"» where the source is the nickname alone."""
        if self._nicknames is None:
            self._nicknames = dict(self._read_nicknames())
        found = self._nicknames.get(words_of(self.reader, place)) if self._nicknames else None
        return (self._fuller(found) or found) if found else None

    def _read_nicknames(self) -> Iterator[tuple[tuple[str, ...], Entity]]:
        """The words in marks behind «المعروف بـ», and the person who was named before."""
        reader = self.reader
        called = self.entities.called()
        people = sorted(self.entities.everybody(), key=lambda entity: entity.at) if called else []
        places = [entity.at for entity in people]
        for index in called:
            end = len(reader.tokens)
            mark = next((at for at in range(index + 1, min(index + 5, end)) if reader.closing(at, end) > at), None)
            at = bisect_left(places, index) - 1
            if mark is None or at < 0 or places[at] < index - _NICKNAME:
                continue
            person = people[at]
            if person.range[1] + 1 >= index - 1:
                yield words_of(reader, (mark + 1, reader.closing(mark, len(reader.tokens)) - 1)), person

    def _plain(self, phrase: Phrase, kind: str) -> Entity:
        made = self._made.get(phrase.name)
        return made if made and made.kind == kind else self._entity(kind, phrase.name, phrase.lemma, phrase.bits)

    def _entity(self, kind: str, place: Range, lemma: str, bits: int) -> Entity:
        return Entity(self.reader, kind, place, lemma, bits)

    def _person(self, phrase: Phrase) -> tuple[Entity, str]:
        here = self._made.get(phrase.name) or self.entities.person(phrase)
        found = self._fuller(here)
        if found is not None:
            self.entities.share_titles(found, here)
            if here.gender:
                found.gender = here.gender
            return found, "surname" if len(here.words) == 1 else "fuller-name"
        if (
            not phrase.title
            and phrase.name[1] - phrase.name[0] > 1
            and not self.reader.bits[phrase.name[0] + 1] & (w.GIVEN | w.PARTICLE)
        ):
            first = phrase._replace(name=(phrase.name[0], phrase.name[0] + 1))
            alone = self.entities.person(first)
            found = self._fuller(alone)
            if found is not None and found.words[-1] == alone.words[0]:
                return found, "surname"
        if not phrase.title and len(here.words) == 1:
            body = self._body_named(here.words, phrase.name[0])
            if body is not None:
                return body, "short-form"
        return here, "title" if phrase.title else "as-is"

    def _fuller(self, here: Entity) -> Entity | None:
        """The fullest form of a person's name in the article."""
        alone = len(here.words) == 1
        if not alone and self._longest_name <= len(here.words):
            return None
        word = here.words[-1]
        for matches, more in ((holds, self.entities.named), (sounds_like, self.entities.sounding)):
            by_ear = matches is sounds_like and alone  # else the last word is the same, letter by letter
            known = self.entities.people_sounding(word) if by_ear else self.entities.bearers(word)
            people = self._longer(known, here, matches)
            if not people and alone and len(word) > 1 and (matches is sounds_like or self._recurring(word)):
                people = self._longer(more(word), here, matches)
            if people:
                last = [entity for entity in people if entity.words[-1] == here.words[-1]]
                chosen = self._who_spoke(last, here) or nearest(last or people, here.at)
                longer = [
                    entity
                    for entity in people
                    if chosen and holds(entity.words, chosen.words) and entity.words[-1] == chosen.words[-1]
                ]
                return nearest(longer, here.at) or chosen
        if not alone or not self._recurring(word):
            return None
        if word not in self._untitled_of:
            self._untitled_of[word] = self._untitled(here)
        return self._untitled_of[word]

    def _who_spoke(self, people: list[Entity], here: Entity) -> Entity | None:
        """Of several with the same last name who of them spoke last, where no other was named since."""
        names = {entity.words for entity in people}
        if len(here.words) > 1 or len(names) < _TWICE:
            return None
        return next((entity for entity in reversed(self.spoken[-_MEMORY:]) if entity.words in names), None)

    def _recurring(self, word: str) -> bool:
        return len(self.entities.occurrences(word)) >= _TWICE

    def _longer(
        self, people: list[Entity], here: Entity, matches: Callable[[tuple[str, ...], tuple[str, ...]], bool]
    ) -> list[Entity]:
        size, last = len(here.words), here.words[-1]
        return [
            entity
            for entity in people
            if len(entity.words) > size
            and (size == 1 or entity.words[-1] == last)
            and matches(entity.words, here.words)
            and not (entity.gender and here.gender and entity.gender != here.gender)
        ]

    def _untitled(self, here: Entity) -> Entity | None:
        """A single name's full form in running text without a title: after a given name."""
        bits = self.reader.bits
        for index in self.entities.occurrences(here.words[0]):
            start = index
            while start > 0 and index - start < 3 and bits[start - 1] & (w.GIVEN | w.PARTICLE):
                if bits[start - 1] & w.OFFICE and not bits[start - 1] & w.GIVEN:
                    break  # ابن جولي is not she
                if bits[start - 1] & (w.AND | w.TO) or self.reader.stops(start - 1):
                    break
                start -= 1
            if start < index:
                return self._entity("person", (start, index + 1), "", 0)
        return None

    def _role(self, phrase: Phrase) -> tuple[Entity, str]:
        """A title without a name: the person who bears it in the article; else what the article says of it."""
        here = self._plain(phrase, "role")
        if phrase.bits & w.AUTHOR and (author := self._author(here.at)):
            return author, "author"
        wanted = cores_of(self.reader, phrase.name)
        feminine = bool(phrase.bits & w.FEMININE)
        if not phrase.bits & (w.PLURAL | w.DUAL):
            chosen = self._bearer(phrase, here, wanted, feminine)
            if chosen is not None:
                found = (self._fuller(chosen) or chosen) if chosen.kind == "person" else chosen
                self.entities.share_titles(found, chosen)
                return found, "role" if found.kind == "person" else "generic"
        return self._description(phrase)

    def _author(self, at: int) -> Entity | None:
        """Who wrote the piece that is told of last before token `at`: «تقريرا لهانا سميث بعنوان …»."""
        reader = self.reader
        for index in range(at - 2, max(-1, at - _LOOK_BACK), -1):
            bits, token = reader.bits[index], reader.tokens[index + 1]
            if not bits & w.DOCUMENT or bits & w.DEFINITE or token[0] != "ل" or len(token) < 4:
                continue
            if not reader.bits[index + 1] & (w.NOUN | w.DEFINITE | w.PLACE):
                reader.reread(index + 1, 1)
                stop = reader.name_end(index + 1, min(index + 3, self.entities.sentence_end(index)))
                if stop > index + 1:
                    return self._entity("person", (index + 1, stop), "", 0)
        return None

    def _bearer(self, phrase: Phrase, here: Entity, wanted: set[str], feminine: bool) -> Entity | None:
        """Who bears a title: one who spoke before, a person of the article, or whom its state and a loose title fit."""

        def fits(entity: Entity) -> bool:
            return (entity.gender == "f") == feminine or entity.kind != "person"

        last = self.spoken[-1] if self.spoken else None
        if last and last.kind == "person" and wanted <= last.cores and last.words != here.words and fits(last):
            return last
        running = self.entities.bearing(phrase.lemma)
        candidates = [*self.entities.people_titled(wanted), *running]
        spoken = self.spoken[-_MEMORY:]
        if len(wanted) == 1:  # «الرئيس» is rather a country's than a committee's
            states = lexicon().spelling.keys()
            heads = [
                entity
                for entity in (*candidates, *spoken)
                if entity.kind == "person" and entity.cores and entity.cores - wanted <= states
            ]
            candidates, spoken = (heads, [e for e in spoken if e in heads]) if heads else (candidates, spoken)
        for entity in reversed(spoken):
            if entity.cores and wanted <= entity.cores and entity.words != here.words and fits(entity):
                return entity
        people = [entity for entity in candidates if wanted <= entity.cores and fits(entity)]
        if not people and len(wanted) > 1:
            alike = (*self.entities.people_titled({phrase.lemma}), *running)
            people = [entity for entity in alike if self._loosely(wanted, entity, phrase) and fits(entity)]
        if people:
            return nearest(people, here.at)
        own_states = wanted - {phrase.lemma}
        if phrase.bits & w.ANONYMOUS and len(wanted) > 1:
            for entity in reversed(self.spoken[-_MEMORY:]):
                if entity.kind == "person" and own_states <= entity.cores and fits(entity):
                    return entity
        return None

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
        if phrase.kind in ("anonymous", "role"):
            here.bear(phrase.name)
        definite = bool(self.reader.bits[phrase.name[0]] & w.DEFINITE)
        if phrase.bits & w.HEAD and not phrase.bits & w.TITLE and (bearer := self._bearer_of(phrase.name)):
            return bearer, "surname"  # جمال العدل. وأكد العدل
        if len(here.words) == 1 and not (phrase.lemma and definite) and (found := self._by_last_name(here)):
            return found, "surname"
        if phrase.kind == "role" and definite and (found := self._same_speaker(phrase, here)):
            return found, "same-speaker"
        if len(here.words) == 1 and phrase.bits & w.NISBA and not definite and not phrase.lemma:
            state = lexicon().state_of.get(here.words[0])
            if state:
                here.name = self._state_text(state)
                return here, "nisba"
        if phrase.lemma and definite and (found := self._generic(self._unrelated(phrase) or here)):
            return found, "generic"
        if phrase.lemma and not definite and phrase.kind == "body" and (found := self._extended(here)):
            return found, "fuller-name"
        if not phrase.bits & w.BODY and (body := self._body_named(here.words, here.at)):
            return body, "short-form"
        return here, "as-is"

    def _bearer_of(self, place: Range) -> Entity | None:
        """Who bears the one word at `place` as last name, of those who are named with it in a source."""
        first, last = place
        if last != first + 1:
            return None
        word = self.reader.tokens[first]
        people = [person for person in self.entities.bearers(word) if person.words[-1] == word]
        return nearest([person for person in people if len(person.words) > 1], first)

    def _unrelated(self, phrase: Phrase) -> Entity | None:
        """«البعثة» of «البعثة التابعة لمنظمة التعاون», which tells only whose it is; None for another phrase."""
        first, last = phrase.name
        if last - first < 3 or not self.reader.bits[first + 1] & w.RELATION:
            return None
        return self._entity(phrase.kind, (first, first + 1), phrase.lemma, phrase.bits)

    def _by_last_name(self, here: Entity) -> Entity | None:
        """A word that looks like an adjective or a noun, where a person of the article bears it as last name."""
        word = here.words[0]
        people = self.entities.bearers(word) + (self.entities.named(word) if self._recurring(word) else [])
        named = [entity for entity in people if len(entity.words) > 1 and entity.words[-1] == word]
        return nearest(named, here.at)

    def _same_speaker(self, phrase: Phrase, here: Entity) -> Entity | None:
        """«الضيف», «المتحدث», «معاليه» where no phrase of the article bears the title: who spoke last."""
        if not self.spoken or self.spoken[-1].kind != "person" or phrase.bits & (w.PLURAL | w.DUAL):
            return None
        ours = self.reader.tokens[phrase.name[0]].endswith("نا")  # ضيفنا
        shared = here.cores & self.spoken[-1].cores - {phrase.lemma}  # المسؤول الأول عن الولاية
        longest = 5 if shared else 3
        if (phrase.bits & w.OWNED and not phrase.bits & w.STYLE and not ours) or len(here.words) > longest:
            return None
        if any(self._shortened(here, entity, set()) for entity in self.bodies.get(here.lemma, ())):
            return None
        last = self.spoken[-1]
        woman = phrase.bits & w.FEMININE and last.gender == "f"  # «الوزيرة», «السيدة»: few are spoken of
        if not phrase.bits & (w.ANONYMOUS | w.SPOKESMAN | w.STYLE | w.TRADE) and not woman:
            return None
        states = lexicon().spelling
        mine, theirs = here.cores & states.keys(), last.cores & states.keys()
        if mine and theirs and not mine & theirs:
            return None
        if phrase.bits & w.SPOKESMAN and here.cores - {phrase.lemma} - last.cores and last.cores:
            return None  # the spokesman of somebody else
        return last if _agrees(last, "f" if phrase.bits & w.FEMININE else "m", "s") else None

    def _generic(self, here: Entity) -> Entity | None:
        """«الحركة», «الوزارة»: the last phrase with this head; its other words must agree."""
        if len(here.words) > 1 and not here.bits & w.ANONYMOUS and (len(here.words) > 2 or self._closed_by_state(here)):
            return None
        rest = {core(word) for word in here.words[1:]}
        closed, open_ones = self._longer_phrases(here, rest)
        spoken = [
            entity
            for entity in self.spoken[-_MEMORY:]
            if entity.kind != "person" and self._shortened(here, entity, rest)
        ]
        chosen = closed.before(here.at) or open_ones.before(here.at) or closed.first() or open_ones.first()
        if spoken and (chosen is None or chosen.at > here.at or chosen.words == spoken[-1].words):
            return spoken[-1]
        if chosen is None:
            return None
        if chosen.bits & w.DEFINITE and len(chosen.words) == 2 and chosen.words[0] == here.words[0]:
            return chosen
        return self._extended(chosen) or self._nominative(chosen)

    def _longer_phrases(self, here: Entity, rest: set[str]) -> tuple[Places, Places]:
        """What `here` shortens: among the source phrases, and among the phrases of the running text."""
        key = (here.lemma, here.words, here.number, here.bits & w.FEMININE)
        if key not in self._fuller_bodies:
            pools = (self.bodies.get(here.lemma, ()), () if rest else self.entities.headed(here.lemma))
            closed, running = (Places(full for full in pool if self._shortened(here, full, rest)) for pool in pools)
            self._fuller_bodies[key] = closed, running
        return self._fuller_bodies[key]

    def _shortened(self, here: Entity, full: Entity, rest: set[str]) -> bool:
        return (
            here.lemma in (full.lemma, _other_head(full))
            and sum(not readings[word].bits & w.PREPOSITION for word in full.words) > len(here.words)
            and self._same_number(full, here)
            and not (full.bits & w.OFFICE and (full.bits ^ here.bits) & w.FEMININE)
            and rest <= {core(word) for word in full.words[1:]}
        )

    def _same_number(self, one: Entity, other: Entity) -> bool:
        return one.number == other.number

    def _closed_by_state(self, here: Entity) -> bool:
        """Whether the phrase ends with a state's adjective, so that nothing is left out: الجيش الإسرائيلي."""
        return here.words[-1] in lexicon().state_of

    def _extended(self, here: Entity) -> Entity | None:
        """A longer phrase of the article that begins with the same words."""
        if len(here.words) > 1 and (self._closed_by_state(here) or self.reader.count(here.words[1]) < _TWICE):
            return None
        key = here.lemma, here.words
        if key not in self._longer_bodies:
            size = len(here.words)
            self._longer_bodies[key] = Places(
                entity
                for entity in (*self.bodies.get(here.lemma, ()), *self.entities.headed(here.lemma))
                if entity.lemma == here.lemma
                and len(entity.words) > size
                and entity.words[:size] == here.words
                and not any(readings[word].bits & w.AND for word in entity.words[size:])
            )
        return self._longer_bodies[key].nearest(here.at)

    def _body_named(self, words: tuple[str, ...], index: int) -> Entity | None:
        """An institution by its proper name alone: حماس → حركة حماس, الأركان الأوكرانية → هيئة الأركان الأوكرانية."""
        if words not in self._bodies_named:
            self._bodies_named[words] = Places(self._all_named(words))
        return self._bodies_named[words].nearest(index)

    def _all_named(self, words: tuple[str, ...]) -> Iterator[Entity]:
        reader = self.reader
        size = len(words)
        for here in self.entities.occurrences(words[0]) if words else ():
            if here == 0 or tuple(reader.tokens[here : here + size]) != words:
                continue
            before = here - 1
            if reader.bits[before] & w.PUNCTUATION and before and reader.tokens[before] not in "،,.:؛-":
                before -= 1
            bits = reader.bits[before]
            if bits & w.BODY and not bits & (w.DEFINITE | w.OWNED) and (bits & (w.GROUP | w.MEDIA) or size > 1):
                after = here + size
                if before < here - 1 and after < len(reader.tokens) and reader.bits[after] & w.PUNCTUATION:
                    after += 1
                yield self._entity("body", (before, after), reader.lemma(before), bits)

    def _nominative(self, here: Entity) -> Entity:
        """Descriptions in the nominative singular: مصدرا أمنيا → مصدر أمني."""
        bits = here.bits
        words = here.name.split()
        if (here.kind == "body" and not bits & w.ANONYMOUS) or bits & w.OWNED:
            return here
        if bits & w.ACCUSATIVE and not bits & (w.DUAL | w.DEFINITE):
            if self._is_dual(here):
                here.number = "d"
                return here
            ending, plain = ("ا", "")
        elif bits & w.PLURAL and words[0].endswith("ين"):
            if any(readings[word].bits & w.COUNT for word in here.words[1:]):
                return here  # مسؤولين (أميركيين) اثنين: a dual
            ending, plain = ("ين", "ون")
        else:
            return here
        for index, word in enumerate(words):
            word = word.rstrip("\u064b")
            if not word.endswith(ending) or word.endswith("وا") or len(word) < 4 or readings[word].bits & w.STOP:
                break
            words[index] = word[: -len(ending)] + plain
        here.name = " ".join(words)
        return here

    def _is_dual(self, here: Entity) -> bool:
        """Whether a form that could be an accusative has a genitive, so that it is a dual: شاهدا | عيان."""
        second = here.words[1] if len(here.words) > 1 else ""
        other = w.ADJECTIVE | w.DEFINITE | w.STOP | w.ANONYMOUS | w.NISBA | w.TO | w.AND
        return len(second) > 2 and not readings[second].bits & other and not second.endswith(("ا", "ي", "ية"))

    def _place(self, phrase: Phrase) -> tuple[Entity, str]:
        """A state, or the state whose capital speaks for it; of several, each."""
        reader = self.reader
        first, last = phrase.name
        parts: list[Range] = []
        here = first
        while here < last:
            after = reader.place(here, last)
            if after == here or (here > first and not reader.bits[here] & w.AND):
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
        words = " ".join(words_of(self.reader, place))
        if words not in lexicon().capitals:
            return text_of(self.reader, place)
        return self._state_text(lexicon().state_of[words])

    def _state_text(self, state: str) -> str:
        """A state's name as the article spells it first, else as the lexicon does."""
        if self._states is None:
            bits = self.reader.bits
            names = self.entities.places().keys() & lexicon().state_of.keys()
            spelled = sorted(index for name in names for index in self.entities.occurrences(name))
            self._states = {
                lexicon().state_of[self.reader.tokens[index]]: text_of(self.reader, (index, index + 1))
                for index in reversed(spelled)
                if bits[index] & w.PLACE and not bits[index] & w.CAPITAL
            }
        return self._states.get(state) or lexicon().spelling[state]

    def _document(self, phrase: Phrase, depth: int) -> tuple[Entity | None, str]:
        if phrase.complement and depth < 3:
            inner = self.reader.read(*phrase.complement)
            if inner:
                entity, _ = (
                    self._resolve(inner[0], depth=depth + 1)
                    if len(inner) == 1
                    else self._explicit(inner, phrase.complement)
                )
                if entity is not None:
                    return entity, "issuer"
        if phrase.bits & w.DEFINITE and (entity := self._spoke_in.get(phrase.lemma)):
            return entity, "issuer"
        if phrase.bits & w.DEFINITE and (author := self._author(phrase.name[0])):
            return author, "author"
        if depth < 3 and (issuer := self._issuer_elsewhere(phrase, depth)):
            return issuer, "issuer"
        published = self._published(phrase.name[1])
        if (phrase.bits & (w.DEFINITE | w.OWNED) or published) and not phrase.bits & w.PLURAL and self.spoken:
            bodies = [entity for entity in self.spoken[-3:] if entity.kind in ("body", "place", "several")]
            return (bodies or self.spoken)[-1], "issuer"
        return self._description(phrase)

    def _published(self, index: int) -> bool:
        """Whether a document's place of publication, which its issuer owns, stands at `index`: منشور | على صفحتها"""
        bits = self.reader.bits
        return (
            index + 1 < len(self.reader.tokens) and self.reader.preposition(index) and bool(bits[index + 1] & w.OWNED)
        )

    def _issuer_elsewhere(self, phrase: Phrase, depth: int) -> Entity | None:
        """The issuer that an earlier mention of the document names."""
        own = range(*phrase.name)
        found = [issuer for issuer in self._issuers(phrase.lemma) if issuer[0] not in own]
        before = found[: bisect_left(found, (phrase.name[0],))]
        for _, place in reversed(before or found[:1]):
            inner = self.reader.read(*place)
            if inner and inner[0].kind in ("body", "place", "role", "person"):
                entity, _ = self._resolve(inner[0], depth=depth + 1)
                if entity:
                    return entity
        return None

    def _issuers(self, lemma: str) -> list[tuple[int, Range]]:
        """The documents called `lemma` whose issuer is named behind them: where each begins, and the issuer's words."""
        if lemma not in self._issuers_of:
            self._issuers_of[lemma] = []
            for index in self.entities.heads(lemma):
                if self.reader.bits[index] & w.DOCUMENT:
                    whole = self.reader.read(index, min(self.entities.sentence_end(index), index + 12))
                    if whole and whole[0].complement:
                        self._issuers_of[lemma].append((index, whole[0].complement))
        return self._issuers_of[lemma]

    def _parties(self, phrase: Phrase) -> Entity | None:
        """«الطرفان», «الوزيران»: the last two who spoke; for a dual title, the last two who bear it."""
        token = self.reader.tokens[phrase.name[0]]
        stem = token.removeprefix("ال")[:-2]
        stem = stem[:-1] + "ة" if stem.endswith("ت") else stem  # المعلمتان
        pool = self.spoken
        lemma = readings[stem].lemma
        if not self.reader.bits[phrase.name[0]] & w.PARTY:
            pool = [entity for entity in self.spoken if lemma and lemma in entity.cores]
        elif lemma and readings[stem].bits & w.OFFICE:
            pool = sorted(
                (
                    entity
                    for entity in self.entities.everybody()
                    if lemma in entity.cores and entity.at < phrase.name[0]
                ),
                key=lambda e: e.at,
            )
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
            introduced = self._introducer(index)
            if introduced is not None:
                return introduced, "sentence-subject"
            told = self._told_before(index)
            if told is not None:
                return told, "sentence-subject"
            return previous, "continued" if previous else "none"
        gender, number = _shown(quote, self.document)
        if self._is_one(self.cues[index]):
            number = _ONE
        participle = self._participle(quote)
        before = self.quotes[index - 1] if index else None
        if previous and before and quote.cue.start - _end(before) <= _TOUCHING and _agrees(previous, gender, number):
            return previous, "elided"  # «… . وأضاف»: nothing stands between the two quotes
        cue = self.cues[index]
        start = self.entities.sentence_start(cue)
        begin = self._after_quote(index - 1) if index else 0
        if quote.rule == "quote-verb" and (found := self._before_content(index, begin, gender, number)):
            return found, "sentence-subject"
        same_sentence = index > 0 and self._place_of(self.quotes[index - 1]) >= start
        if before is not None and previous and (told := self._told_by(before, previous, gender, number)):
            return told, "sentence-subject"
        if begin < cue - 1 and not (same_sentence and participle):
            topic = self._topic(max(start, begin), cue, gender, number)
            aside = before is not None and before.rule == "relative"  # … الذي اعتبر أن …، رفض ماكرون التعليق. وقال
            apart = previous is not None and not _agrees(previous, gender, number)
            if topic is None and begin < start:
                told = self._topic_before(start, begin, gender, number)
                sure = apart or aside or self.reader.bits[cue - 1] & w.CONNECTIVE
                topic = told if sure or (told and self._is_well_known(told)) else None
            if topic is not None:
                return topic, "sentence-subject"
        if previous and (same_sentence or not participle):
            if _agrees(previous, gender, number):
                return previous, "elided"
            for entity in reversed(self.spoken[-6:-1]):
                if _agrees(entity, gender, number) and entity.gender == gender:
                    return entity, "elided-agreement"
        subject = self._subject(start, cue, gender, number, said=index) if participle or not previous else None
        for _ in range(_SENTENCES if subject is None and previous is None and not participle else 0):
            told = self._topic_before(start, begin, gender, number)
            if told and self._is_well_known(told):
                return told, "sentence-subject"
            start = self.entities.sentence_start(max(start - 1, 0))
        thing = subject is not None and subject.kind == "body" and not subject.bits & w.TITLE
        if subject is not None and not (
            thing and previous and previous.kind == "person" and _agrees(previous, gender, number)
        ):
            return subject, "sentence-subject"
        return (previous, "elided") if previous else (None, "none")

    def _is_one(self, cue: int) -> bool:
        """Whether a pronoun before the verb at `cue` tells that its subject is a single one: لكنه | يقول."""
        before = cue - 1
        return before >= 0 and bool(self.reader.bits[before] & w.CLAUSE) and self.reader.tokens[before].endswith(_ONES)

    def _told_by(self, before: Quote, medium: Entity, gender: str, number: str) -> Entity | None:
        """Of whom a medium tells in the quote before, if it is no subject: غادر نصر الملعب، بحسب الوكالة. | وقال …"""
        behind = before.source is not None and before.source.start >= before.content.end
        if not behind or not medium.bits & w.MEDIA or _agrees(medium, gender, number):
            return None
        start, end = (self.document.token_at(at) for at in before.content)
        told = self._topic(start, end, gender, number)
        return told if told and told.kind == "person" and self._is_well_known(told) else None

    def _is_well_known(self, entity: Entity) -> bool:
        """Whether an entity of running text is surely one: a person by title or full name, an institution or medium."""
        if entity.kind == "person":
            return len(entity.words) > 1 or bool(entity.cores)
        return entity.kind == "body" and not entity.bits & w.ANONYMOUS

    def _topic_before(self, start: int, begin: int, gender: str, number: str) -> Entity | None:
        """The subject of the sentence before the one at `start`, if it begins or goes on after `begin`."""
        if start <= begin:
            return None
        return self._topic(max(self.entities.sentence_start(start - 1), begin), start - 1, gender, number)

    def _is_anyone(self, phrases: list[Phrase], rule: str) -> bool:
        """Whether the source is one word that any man or woman may be called by: الرجل، السيدة، الكاتبة."""
        if rule not in ("as-is", "same-speaker"):
            return False
        first, last = phrases[0].name
        bits = self.reader.bits[first]
        aged = last == first + 2 and self.reader.definite(first + 1) and self.reader.bits[first + 1] & w.ADJECTIVE
        one = len(phrases) == 1 and (last == first + 1 or aged) and not bits & (w.PLURAL | w.DUAL)
        plain = bits & w.DEFINITE and (bits & (w.ANONYMOUS | w.RANK) or rule == "same-speaker")
        return bool(one and (plain or bits & w.STYLE))  # سموه

    def _told_of(self, index: int) -> Entity | None:
        """Of whom the sentence before a quote tells: يفكر أبو وسام في بيع شاحنته. "…"، يقول الرجل"""
        first = min(self.contents[index], self.cues[index] if self.cues[index] >= 0 else self.contents[index])
        begin = self._after_quote(index - 1) if index else 0
        place = first - 1
        while place > begin and self.reader.bits[place] & w.PUNCTUATION:
            place -= 1
        start = max(begin, self.entities.sentence_start(place))
        if place <= start:
            return None
        feminine = self.phrases[index][0].bits & w.FEMININE
        found = self._topic(start, place + 1, "f" if feminine else "m", "s")
        if found is None and (name := self.reader.called(start, place + 1)):
            found = self._entity("person", name, "", 0)  # تحدثنا إلى خباز اسمه صابر. "…"، يقول الرجل
        return found if found and found.kind == "person" else None

    def _before_content(self, index: int, begin: int, gender: str, number: str) -> Entity | None:
        """The subject of the sentence before a quote whose cue follows: «تجلس فاطمة على فراشها. "…"، تقول»"""
        place = self.contents[index] - 1
        while place > begin and self.reader.bits[place] & w.PUNCTUATION and self.reader.tokens[place] != "\n":
            place -= 1
        if place <= begin or self.reader.tokens[place] == "\n":
            return None
        start = self.entities.sentence_start(place)
        if start < begin:
            return None
        return self._topic(start, place + 1, gender, number) or self._subject(start, place + 1, gender, number)

    def _introducer(self, index: int) -> Entity | None:
        """The subject of a clause that no known cue but a colon ties to the quote: «يتدخل الحاج إدريس: "…"»."""
        content = self.contents[index]
        colon = content - 1
        while colon > 0 and self.reader.bits[colon] & w.PUNCTUATION and self.reader.tokens[colon] not in ":\n":
            colon -= 1
        if colon < 1 or self.reader.tokens[colon] != ":":
            return None
        begin = max(self.entities.sentence_start(colon), self._after_quote(index - 1) if index else 0)
        return self._topic(begin, colon, "", "") or self._subject(begin, colon, "", "")

    def _told_before(self, index: int) -> Entity | None:
        """Of whom the sentence tells that stands between the quote before and a quote without a cue."""
        begin = self._after_quote(index - 1) if index else 0
        place = self.contents[index] - 1
        while place > begin and self.reader.bits[place] & w.PUNCTUATION:
            place -= 1
        start = self.entities.sentence_start(place)
        if start < begin or place - start < 2:
            return None
        told = self._topic(start, place + 1, "", "")
        return told if told and told.kind == "person" and self._is_well_known(told) else None

    def _participle(self, quote: Quote) -> bool:
        if quote.rule:
            return quote.rule.startswith("participle")
        text = self.document.folded.original[quote.cue.start : quote.cue.end] if quote.cue else ""
        return bool(_PARTICIPLE.fullmatch(_plain_word(text)))

    def _after_quote(self, index: int) -> int:
        return self.document.token_at(_end(self.quotes[index]))

    def _after_dateline(self, start: int, end: int) -> int:
        """Index after «دبي، الإمارات العربية المتحدة (CNN) --» at a sentence's beginning."""
        tokens = self.reader.tokens
        return next((at + 1 for at in range(start, min(start + 14, end)) if tokens[at] in "-–—"), start)

    def _topic(self, begin: int, end: int, gender: str, number: str) -> Entity | None:
        """The subject of a clause between `begin` and `end`: it opens the clause, or follows its verb.

        «لكن وزير المالية راجي حسون، المعروف بتحفظه، أقر بأن …», «ولم ينتظر وزير الدفاع صدوره، إذ أعلن …».
        """
        reader = self.reader
        since, open_clause, first_clause = 0, True, True
        for index in range(self._after_dateline(begin, end), end):
            bits = reader.bits[index]
            if self._asks(index):
                open_clause = False  # سأله صحفي عن …، فأجاب: who asks does not answer
                continue
            if bits & (w.PUNCTUATION | w.CLAUSE):
                first_clause = first_clause and since == 0
                since, open_clause = 0, not bits & w.ASIDE
                continue
            heads = w.TITLE | w.BODY | w.GIVEN | w.PARTICLE | w.ANONYMOUS | w.PLACE
            thing = bits & w.BODY and not bits & w.TITLE
            near = since <= (1 if thing else _VERB_WORDS) and (first_clause or not thing)
            owned = bits & w.OWNED and not self._names_next(index, end)
            free = open_clause and near and not (owned or bits & (w.TO | w.PREPOSITION))
            if free and self._is_from(index) and index + 1 < end:
                entity = self._subject_at(index + 1, min(end, self.entities.sentence_end(index)))
                if entity is not None and _agrees(entity, gender, number):
                    return entity  # شن الإيطالي ماريو بالوتيلي هجوما
            if free and (bits & heads or reader.tokens[index] in self._known_words() or self._is_bearer(index)):
                entity = self._subject_at(index, min(end, self.entities.sentence_end(index)))
                if entity is not None and _agrees(entity, gender, number):
                    return entity
            if bits & (w.TO | w.NOUN | w.DEFINITE) or (bits & w.PREPOSITION and reader.preposition(index)):
                open_clause = False
            since += 1
        return None

    def _is_from(self, index: int) -> bool:
        """Whether the word tells the nationality of whom the next word names: الإيطالي | ماريو."""
        bits = self.reader.bits
        nisba = bits[index] & w.NISBA and bits[index] & w.DEFINITE and not bits[index] & (w.TO | w.AND | w.TITLE)
        return bool(nisba) and index + 1 < len(self.reader.tokens) and bool(bits[index + 1] & w.GIVEN)

    def _asks(self, index: int) -> bool:
        """Whether a verb asks somebody who is not named behind it: سأله, استوقفتها."""
        token = self.reader.tokens[index]
        stem = next((token.removesuffix(end) for end in OBJECT_PRONOUNS if token.endswith(end)), "")
        cue = forms().get(stem)
        return cue is not None and cue.cue_class == "ask" and cue.kind == VERB

    def _names_next(self, index: int, end: int) -> bool:
        """Whether somebody's relative at `index` is named by the next word: ابنه | سالم, جارها | فاهان،"""
        reader, bits, after = self.reader, self.reader.bits, index + 1
        if not bits[index] & w.TITLE or after >= end:
            return False
        named = bits[after] & w.GIVEN or (not bits[after] and after + 1 < end and reader.tokens[after + 1] in COMMAS)
        return bool(named) and not is_verb(reader.tokens[after])

    def _is_bearer(self, index: int) -> bool:
        """Whether the word is the last name of somebody whom the article names with a title elsewhere."""
        word = self.reader.tokens[index]
        if self.reader.bits[index] not in (0, w.DEFINITE) or not self._recurring(word):
            return False
        if word not in self._last_names:
            self._last_names[word] = any(entity.words[-1] == word for entity in self.entities.named(word))
        return self._last_names[word]

    def _known_words(self) -> set[str]:
        if self._known is None:
            self._known = {word for entity in self.entities.people for word in entity.words}
        return self._known

    def _place_of(self, quote: Quote) -> int:
        return self.document.token_at(max(quote.content.start, quote.content.end - 1))

    def _subject(self, start: int, end: int, gender: str, number: str, *, said: int = 0) -> Entity | None:
        """The first person, role or institution of the sentence before the cue that can be the subject of its verb.

        It stands in none of the first `said` quotes.
        """
        reader = self.reader
        last = said - 1
        if last >= 0 and self.contents[last] <= start < self._after_quote(last):
            start = self._after_quote(last)
        for index in range(max(self._after_dateline(start, end), end - _LOOK_BACK), end):
            bits = reader.bits[index]
            if bits & w.PLACE and not bits & (w.TITLE | w.BODY):
                continue
            if (
                not (bits & (w.TITLE | w.BODY | w.GIVEN) or reader.tokens[index] in self._known_words())
                or bits & (w.TO | w.OWNED)
                or (index and reader.preposition(index - 1))
            ):
                continue
            entity = self._subject_at(index, min(end, self.entities.sentence_end(index)))
            if entity is not None and _agrees(entity, gender, number):
                return entity
        return None

    def _subject_at(self, index: int, end: int) -> Entity | None:
        """The person, role or institution whose phrase begins at `index`."""
        reader, bits = self.reader, self.reader.bits[index]
        if bits & w.PLURAL and bits & (w.TITLE | w.ANONYMOUS) and reader.tokens[index].endswith("ين"):
            return None  # التقى ممثلين عن …: no nominative
        if bits & w.TITLE and bits & w.DUAL and bits & w.DEFINITE:
            both = reader.read(index, min(end, index + _TWO_NAMES))
            if len(both) == 2 and all(phrase.kind == "person" for phrase in both):
                return self._explicit(both, (index, both[1].name[1]))[0]
        if bits & w.OWNED and self._names_next(index, end):
            name = (index + 1, max(self.entities.open_name(index + 1, end), index + 2))
            return self._person(reader.read(*name)[0]._replace(title=(index, index + 1)))[0]
        if bits & w.TITLE:
            entity = self.entities.titled_at(index)
            if entity is not None:
                return self._fuller(entity) or entity
            after = self._before_object(index, reader.titles(index, end))
            return self._resolve(reader.read(index, after)[0])[0] if after > index else None
        if bits & w.PLACE and not bits & w.BODY:
            after = reader.place(index, end)
        elif bits & w.BODY:
            body = self.entities.body_at(index)
            if body is None and not (bits & w.DEFINITE and reader.definite(index)):
                return None
            place = body.range if body else (index, index + 1)
            return self._description(Phrase("body", place, lemma=reader.lemma(index), bits=bits))[0]
        elif bits & w.ANONYMOUS:
            after = index + 1
            while after < end and reader.describes(after, end):
                after += 1
            genitive = after == index + 1 < end and not bits & w.DEFINITE and reader.bits[after] & w.DEFINITE
            after = reader.noun_phrase(after, end) if genitive else reader.modifiers(after, end)  # آلاف العمال
        else:
            after = self.entities.open_name(index, end)
        phrases = reader.read(index, after) if after > index else []
        return self._resolve(phrases[0])[0] if phrases else None

    def _before_object(self, first: int, last: int) -> int:
        """The end of a title in running text, before its verb's object: لم يوضح نائب الوزير | السبب."""
        bits = self.reader.bits
        for place in range(first + 1, last):
            pointed = bits[place] & w.SAME and place + 1 < last and bits[place + 1] & w.DEFINITE  # هذا الكلام
            # زار الوزير | البلدة
            body = bits[place] & (w.BODY | w.HEAD) and bits[place] & w.DEFINITE and not bits[place] & (w.TO | w.TITLE)
            thing = pointed or body or w.is_definite_thing(self.reader.tokens[place], bits[place])
            if thing and bits[place - 1] & w.DEFINITE:
                return place
            plural = bits[place] & w.PLURAL and self.reader.tokens[place].endswith("ي") and not bits[place] & w.NISBA
            if plural and bits[place - 1] & w.DEFINITE and not bits[place] & w.DEFINITE:
                return place  # التقى الوزير | ممثلي العمال
            governed = self.reader.tokens[place] == _TOWARDS
            if governed and place + 1 < last and not bits[place + 1] & (w.PLACE | w.BODY | w.HEAD):
                return place  # لم يشر الرئيس | إلى الاستقالات, but: المبعوث إلى سوريا
        return last


def _other_head(full: Entity) -> str:
    """The head of an institution's name, by its other name if it has one: وزارة for الخارجية الكاردانية."""
    return lexicon().same.get(full.lemma, full.lemma) if full.bits & w.HEAD else full.lemma


def _end(quote: Quote) -> int:
    """Original offset after the last of a quote's parts."""
    return max(span.end for span in (quote.content, quote.cue, quote.source) if span)


def _plain_word(text: str) -> str:
    return (
        re.sub("[\u064b-\u065f\u0640]", "", text.split()[0] if text.split() else "").replace("أ", "ا").replace("آ", "ا")
    )


def _shown(quote: Quote, document: Document) -> tuple[str, str]:
    """Gender and number of the subject, as the cue's form shows them; the text decides where the quote says nothing."""
    if quote.gender or quote.number or quote.lemma or quote.cue is None:
        return quote.gender, quote.number
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
    if word.endswith("ت") or (word.startswith("ت") and len(word) > 3 and not word.startswith("تاب")):
        return "f", "s"
    return "", ""


def _agrees(entity: Entity, gender: str, number: str) -> bool:
    """Whether `entity` can be the subject of a verb form; unknown features agree with everything."""
    if number == _ONE:
        if entity.number in ("d", "p") or entity.bits & (w.PLURAL | w.DUAL):
            return False
        number = "s"
    if number == "d" and entity.number not in ("d", "p"):
        return False
    if number == "p" and entity.kind in ("person", "place"):
        return False
    if number == "s" and entity.kind == "several" and entity.number == "d":
        return False
    if entity.kind == "person" and entity.gender and gender and number == "s":
        return entity.gender == gender
    return not (entity.kind == "body" and number in ("", "s") and gender == "m" and entity.bits & w.FEMININE)
