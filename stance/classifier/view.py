"""One example made ready for the features: folded words, tags from the lexica, chains of operators.

A *chain* is a concept of the target pack with the operators and negations that govern it, outermost first:
"رفض وقف القتال" is ``reject > stop > fight``. Its *sign* is the concept's polarity turned round by each operator that
turns (stop, reject, …) and each negation; double negation thus comes out right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from stance.classifier.examples import Example, quote_kind
from stance.classifier.pack import Language, Lexica, Pack
from stance.classifier.words import CLAUSE_END, Word, words_and_ends

GAP = 5
"""Words that may stand between an operator and what it governs."""
FAR = 9
"""Words within which what is said of a concept follows it."""
LONGEST_CHAIN = 4
_PREDICATES = ("impossible", "useless", "fail", "end", "reject")
"""Operators that turn the sign of a concept before them ("الهدنة فقدت معناها"); others may begin something new."""
_SIDE_LENGTH = 320
"""Code points of context looked at on each side of the quote."""
_SIDE = 40
"""Words of context kept on each side of the quote."""


_BARRIERS = ("until", "condition", "exception")
"""Functions beyond which nothing governs what follows them."""


class Tag(NamedTuple):
    """An entry of a lexicon at word `at`; ``kind`` is "operator", "function" or "concept"."""

    at: int
    length: int
    kind: str
    name: str


class Chain(NamedTuple):
    """A concept with what governs it, outermost first, and the sign that comes out (+1, -1, 0).

    ``predicate`` is what is said of it further on in the clause ("… مستحيل", "… لن يستمر"), "" where nothing known is.
    """

    concept: str
    operators: tuple[str, ...]
    sign: int
    predicate: str


class Part:
    """A stretch of text.

    Parameters
    ----------
    content
        The words, and `CLAUSE_END` where a clause ends.

    Attributes
    ----------
    words : list of Word
    texts, stems : list of str
        The folded words and the light stems.
    """

    def __init__(self, content: Sequence[Word]) -> None:
        self._content = content
        self.words = [word for word in content if word is not CLAUSE_END]
        self.texts = [word.text for word in self.words]
        self.stems = [word.stem for word in self.words]
        self._found: tuple[Lexica, Mapping[str, list[tuple[int, int, str]]]] | None = None

    @cached_property
    def clauses(self) -> list[int]:
        """For each word the number of the clause it stands in."""
        if len(self.words) == len(self._content):
            return [0] * len(self.words)
        ends = accumulate(word is CLAUSE_END for word in self._content)
        return [number for word, number in zip(self._content, ends, strict=True) if word is not CLAUSE_END]

    @cached_property
    def stem_set(self) -> frozenset[str]:
        """The light stems, each once."""
        return frozenset(self.stems)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The first letters of longer stems."""
        return frozenset([word.root for word in self.words if word.root])

    def found(self, lexica: Lexica) -> Mapping[str, list[tuple[int, int, str]]]:
        """What `lexica` have at the words, by kind; worked out once."""
        if self._found is None or self._found[0] is not lexica:
            self._found = lexica, lexica.find(self.words)
        return self._found[1]

    def first(self, count: int) -> Part:
        """The first `count` words."""
        return self if len(self.words) <= count else Part(self._content[: self._place(count)])

    def last(self, count: int) -> Part:
        """The last `count` words."""
        return self if len(self.words) <= count else Part(self._content[self._place(-count) :])

    def _place(self, number: int) -> int:
        return [place for place, word in enumerate(self._content) if word is not CLAUSE_END][number]


class View:
    """An example as the features read it; what is not needed by all of them is worked out when first asked for.

    Attributes
    ----------
    content : Part
        The quote's words.
    left, right : Part
        The sentence's words before the quote and after it, at most `_SIDE` of them.
    cue, speaker : Part
        The cue's and the speaker's words.
    kin : sequence of View
        The speaker's other quotes.
    """

    def __init__(self, example: Example, language: Language, pack: Pack | None) -> None:
        self.example = example
        self.language = language
        self.pack = pack
        self.kin: Sequence[View] = ()
        before, after = _sides(example.context, example.text)
        self.content = part(example.text)
        self.left = part(before).last(_SIDE)
        self.right = part(after).first(_SIDE)
        self.cue = known_part(example.cue)
        self.speaker = known_part(example.speaker)
        self.lemmatize: Callable[[str], str] | None = None

    @property
    def lemmas(self) -> list[str]:
        """The content's lemmas.

        Raises
        ------
        ValueError
            There is no `lemmatize`.
        """
        if self.lemmatize is None:
            raise ValueError("the feature block lemma needs a morphology database; give `morphology`")
        return [self.lemmatize(word) for word in self.content.texts]

    @cached_property
    def kind(self) -> str:
        """The quote's kind, read off the marks where the example does not tell."""
        return self.example.kind or quote_kind(self.example.text, self.example.context)

    @cached_property
    def tags(self) -> list[Tag]:
        """The content's tags, in their order."""
        return tags(self.content, self.language, self.pack)

    @cached_property
    def left_tags(self) -> list[Tag]:
        """The tags of the words before the quote, in their order."""
        return tags(self.left, self.language, self.pack)

    @cached_property
    def target_tags(self) -> list[Tag]:
        """The target's own tags."""
        return tags(known_part(self.example.target), self.language, self.pack)

    @cached_property
    def chains(self) -> list[Chain]:
        """The content's chains, in the order of their concepts."""
        return chains(self.content, self.tags, self.language, self.pack)

    @cached_property
    def left_chains(self) -> list[Chain]:
        """The chains of the words before the quote."""
        return chains(self.left, self.left_tags, self.language, self.pack)

    @cached_property
    def cue_class(self) -> str:
        """The lexicon's class of the cue, by its words alone."""
        return self.language.cue_class(self.example.cue)

    @cached_property
    def cue_operator(self) -> str:
        """The operator that the cue itself is (رفض, دعا …), or ""."""
        return next((name for _, _, name in self.cue.found(self.language.lexica(None))["operator"]), "")

    @cached_property
    def first_person(self) -> bool:
        """Whether the content has a known verb in the first person plural, "our", or a word of the own side."""
        words = self.content.words
        return any(
            tag.name == "own" or (tag.kind != "function" and words[tag.at].first_person) for tag in self.tags
        ) or any(word.ours for word in words)

    @cached_property
    def own_subject(self) -> bool:
        """Whether "that he/she/they" (أنه، إنها …) leads to the content, or it begins with its own side."""
        before = self.left.words[-1].text if self.left.words else ""
        return before in _THAT_PRONOUNS or any(tag.name == "own" and tag.at <= 1 for tag in self.tags)

    @cached_property
    def agent(self) -> str:
        """Whose doing the content begins with: "own", "enemy", "other" (another named side) or "none".

        The first words count: a subject stands there ("القوات الروسية تواصل …", "طائراته قصفت …"). The own side shows
        in a pronoun, a word such as بلاده, a side that the speaker belongs to, armed forces where the speaker is of
        such, or the root of a word of the speaker's; another in a side's name or an adjective of origin.
        """
        if self.own_subject or (self.first_person and self.kind != "indirect"):
            return "own"
        first = self.content.first(_SUBJECT)
        there = first.found(self.language.lexica(self.pack))
        if any(tag.name == "own" and tag.at < _SUBJECT for tag in self.tags):
            return "own"
        named = {name for _, _, name in there["side"]} - {_NO_SIDE}
        if named:
            return "other" if named.isdisjoint(self.sides) else "own"
        if not first.roots.isdisjoint(self.introduction_roots):
            return "own"
        if any(tag.name == "enemy" and tag.at < _SUBJECT for tag in self.tags):
            return "enemy"
        common = {at for at, _, name in there["side"] if name == _NO_SIDE}
        if any(word.origin and at not in common for at, word in enumerate(first.words)):
            return "other"
        armed = any(name == _ARMY for at, _, name in there["actor"] if at < 2)
        return "own" if armed and _ARMY in self.actors else "none"

    @cached_property
    def sides(self) -> frozenset[str]:
        """The sides that the speaker belongs to: those of the name, else those of the words beside it."""
        lexica = self.language.lexica(self.pack)
        views = (self, *self.kin)
        for stretches in (
            [view.speaker for view in views],
            [view.left.last(_BESIDE) for view in views],
            [self.right.first(_BESIDE)],
        ):
            found = frozenset(name for stretch in stretches for _, _, name in stretch.found(lexica)["side"])
            found -= {_NO_SIDE}
            if found:
                return found
        return frozenset()

    @cached_property
    def introduction_roots(self) -> frozenset[str]:
        """The roots of the speaker's words and of those beside the speaker's quotes."""
        return frozenset().union(*(view.speaker.roots | view.left.last(_BESIDE).roots for view in (self, *self.kin)))

    @cached_property
    def actors(self) -> list[str]:
        """What sort of speaker the speaker's name and the words at the cue tell of."""
        found = [name for view in (self, *self.kin) for name in view.introduced]
        return list(dict.fromkeys(found))

    @cached_property
    def introduced(self) -> list[str]:
        """The sorts that this quote's own sentence tells of; `kin` (the speaker's other quotes) tell of theirs."""
        lexica = self.language.lexica(self.pack)
        return [name for stretch in (self.speaker, self.left) for _, _, name in stretch.found(lexica)["actor"]]


_SUBJECT = 5
_BESIDE = 8
"""Words before the quote that tell of its speaker."""
_ARMY, _NO_SIDE = "army", "-"


_THAT_PRONOUNS = frozenset(
    that + pronoun
    for that in ("ان", "بان", "لان")
    for pronoun in ("ه", "ها", "هم", "هما", "نا", "ني", "نه", "نها", "نهم", "نا")
) | {"اننا", "انني", "بانه"}


def _sides(context: str, text: str) -> tuple[str, str]:
    """What stands before `text` in `context`, and after it; at most `_SIDE_LENGTH` code points."""
    at = context.find(text) if text else -1
    if at < 0:
        return "" if context == text else context[-_SIDE_LENGTH:], ""
    end = at + len(text)
    return context[max(0, at - _SIDE_LENGTH) : at], context[end : end + _SIDE_LENGTH]


def part(text: str) -> Part:
    """`text` in words."""
    return Part(words_and_ends(text))


@lru_cache(maxsize=5_000)
def known_part(text: str) -> Part:
    """`text` in words, for texts that come again and again (cues, speakers, targets)."""
    return part(text)


def tags(stretch: Part, language: Language, pack: Pack | None) -> list[Tag]:
    """The lexicon entries in `stretch`, longest first at each word; one word may carry one tag of each kind."""
    there = stretch.found(language.lexica(pack))
    concepts, operators = there.get("concept", ()), there["operator"]
    if concepts and operators:  # "وقف" of "وقف إطلاق النار" stops nothing
        covered = {index for at, length, _ in concepts for index in range(at, at + length)}
        operators = [entry for entry in operators if entry[0] not in covered]
    kinds = (("concept", concepts), ("function", there["function"]), ("operator", operators))
    return sorted([Tag(at, length, kind, name) for kind, entries in kinds for at, length, name in entries])


def chains(stretch: Part, found: Sequence[Tag], language: Language, pack: Pack | None) -> list[Chain]:
    """The chains of `stretch` whose tags are `found`."""
    made: list[Chain] = []
    if pack is None or not any(tag.kind == "concept" for tag in found):
        return made
    last_concept = ("", -GAP)
    for number, tag in enumerate(found):
        if tag.kind != "concept":
            continue
        if tag.name == last_concept[0] and tag.at - last_concept[1] <= 2:
            last_concept = (tag.name, tag.at + tag.length - 1)
            continue
        operators, sign = _governors(stretch, found[:number], tag, language, pack.polarity.get(tag.name, 0))
        predicate, turn = _predicate(stretch, found[number + 1 :], tag, language)
        made.append(Chain(tag.name, operators, sign * turn, predicate))
        last_concept = (tag.name, tag.at + tag.length - 1)
    return made


def _governors(
    stretch: Part, before: Sequence[Tag], concept: Tag, language: Language, polarity: int
) -> tuple[tuple[str, ...], int]:
    operators: list[str] = []
    sign, here = polarity, concept.at
    for tag in reversed(before):
        if here - (tag.at + tag.length) > GAP or stretch.clauses[tag.at] != stretch.clauses[concept.at]:
            break
        if tag.kind == "operator":
            sign *= language.effects[tag.name]
            operators.append(tag.name)
        elif tag.kind == "function" and tag.name == "negation":
            sign *= -1
            operators.append("not")
        elif tag.kind == "function" and tag.name in _BARRIERS:
            operators.append(tag.name)
        else:
            continue
        if tag.name in _BARRIERS:
            break
        here = tag.at
        if len(operators) == LONGEST_CHAIN:
            break
    return tuple(reversed(operators)), sign


def _predicate(stretch: Part, after: Sequence[Tag], concept: Tag, language: Language) -> tuple[str, int]:
    """The operator said of `concept` after it, with its negation, and whether it turns the sign."""
    end, negated = concept.at + concept.length, False
    for tag in after:
        if tag.at - end > FAR or stretch.clauses[tag.at] != stretch.clauses[concept.at] or tag.kind == "concept":
            break
        if tag.name in _BARRIERS or tag.name == "after":
            break
        if tag.name == "negation":
            negated = True
        elif tag.kind == "operator":
            turn = language.effects[tag.name] * (-1 if negated else 1)
            return ("not " if negated else "") + tag.name, turn if negated or tag.name in _PREDICATES else 1
    return "", 1
