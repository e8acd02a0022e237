"""The closed word classes that the grammar of reported speech turns on, and the look of a verbal noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from stance.lexicon import read_rows
from stance.speakers.words import BODY, COMMON_NOUN, NISBA, OFFICE, PLACE, PLURAL, RANK, readings, word_classes
from stance.speakers.words import frequent_words as frequent_words
from stance.text.folding import fold

_ROLES = (
    "complementiser",
    "resumption",
    "relative",
    "negation",
    "hypothesis",
    "link",
    "second",
    "auxiliary",
    "aside",
    "time",
    "medium",
    "object",
    "demonstrative",
    "belonging",
    "no-sayer",
    "anaphor",
    "manner",
    "addressee",
    "subordinator",
    "incomplete",
    "free-relative",
    "copula",
    "topic",
    "titling",
    "quantity",
    "subordinate",
    "privative",
    "origin",
    "asked",
    "number",
    "pronoun",
    "company",
    "question",
    "light",
    "fronting",
    "governing",
)
(
    COMPLEMENTISER,
    RESUMPTION,
    RELATIVE,
    NEGATION,
    HYPOTHESIS,
    LINK,
    SECOND,
    AUXILIARY,
    ASIDE,
    TIME,
    MEDIUM,
    OBJECT_WORD,
    DEMONSTRATIVE,
    BELONGING,
    NO_SAYER,
    ANAPHOR,
    MANNER,
    ADDRESSEE,
    SUBORDINATOR,
    INCOMPLETE,
    FREE_RELATIVE,
    COPULA,
    TOPIC,
    TITLING,
    QUANTITY,
    SUBORDINATE,
    PRIVATIVE,
    ORIGIN,
    ASKED,
    NUMBER,
    PRONOUN,
    COMPANY,
    QUESTION,
    LIGHT,
    FRONTING,
    GOVERNING,
) = (1 << place for place in range(len(_ROLES)))
_BIT = {role: 1 << place for place, role in enumerate(_ROLES)}


@cache
def roles() -> dict[str, int]:
    """Folded word, with or without و and ف → its roles as bits."""
    table: dict[str, int] = {}
    for row in read_rows("grammar.tsv"):
        if row["role"] in _BIT:
            for clitic in ("", "و", "ف"):
                word = clitic + fold(row["word"])
                table[word] = table.get(word, 0) | _BIT[row["role"]]
    return table


@cache
def formulas(role: str) -> dict[str, list[tuple[str, ...]]]:
    """First word → formulas of a role, as their further words.

    "gloss": the reporter takes over again; "adjunct": background that the reporter adds to an announced event.
    A row tells alternatives with |, of which one may be nothing: «من| دون|بدون أن يحدد|تحدد» stands for eight formulas.
    """
    table: dict[str, list[tuple[str, ...]]] = {}
    for row in read_rows("grammar.tsv"):
        if row["role"] == role:
            for words in product(*(word.split("|") for word in fold(row["word"]).split())):
                first, *rest = filter(None, words)
                table.setdefault(first, []).append(tuple(rest))
    return table


@cache
def boilerplate() -> dict[str, list[tuple[str, ...]]]:
    """First word → openings of lines that are not the article's, as their further words."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for row in read_rows("boilerplate.tsv"):
        first, *rest = fold(row["opening"]).replace(":", " :").split()
        table.setdefault(first, []).append(tuple(rest))
    return table


@cache
def whole_words() -> frozenset[str]:
    """Words whose first letter ب, ل or ك belongs to them and is no preposition (from counts over news)."""
    return frozenset(fold(row["word"]) for row in read_rows("whole_words.tsv"))


@cache
def _event_nouns() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_rows("event_nouns.tsv"))


# Verbal nouns of the derived forms II, IV, VII, VIII, X and III, with or without an owner's pronoun.
_DERIVED = re.compile(
    r"(?:ت\w\w?ي\w|ا\w\wا\w|ا\wت\wا\w|ان\w\wا\w|است\w{1,2}ا\w|م\wا\w\wة|م\wا\w\wت(?=ه|نا)|ا\wا\w?ة|است\wا\wة)"
    r"(?:ه|ها|هم|هما|نا|ا)?"
)


def has_event_form(word: str) -> bool:
    """Whether a folded `word` has the form of a verbal noun, be it a name (إستفان)."""
    return bool(_DERIVED.fullmatch(word)) or is_event_noun(word)


def is_event_noun(word: str) -> bool:
    """Whether a folded `word` looks like a verbal noun that can begin the content (إطلاق، رفضها، مقتل)."""
    return _event(word)


class _Events(dict[str, bool]):
    def __missing__(self, word: str) -> bool:
        if len(self) > 100_000:
            self.clear()
        answer = self[word] = _looks_like_event(word)
        return answer


def _stems(word: str) -> Iterator[str]:
    """`word` and what it is without an owner's pronoun or the accusative's alef."""
    yield word
    for pronoun in ("هما", "ها", "هم", "نا", "ه", "ا"):
        stem = word.removesuffix(pronoun)
        if stem != word:
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1] + "ة"


def _looks_like_event(word: str) -> bool:
    if any(stem in _event_nouns() for stem in _stems(word)):
        return True
    if word.startswith("ال") or not _DERIVED.fullmatch(word):
        return False
    plain = not word.endswith(("ه", "ها", "هم", "هما"))
    if plain and not any(
        word_classes().get(stem, 0) & COMMON_NOUN or stem in frequent_words() for stem in _stems(word)
    ):
        return False  # a name that has the form of one: إستفان
    return not readings[word].bits & (OFFICE | RANK | BODY | PLACE | NISBA | PLURAL)


_event = _Events().__getitem__
