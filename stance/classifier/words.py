"""Arabic words taken apart as far as the classifier needs it: look-up keys, a light stem, first person.

The clitics and endings are those of every grammar of Arabic (Ryding 2005, chapters 7, 12, 22); what is stripped is what
Larkey et al.'s light10 stemmer strips (SIGIR 2002), with the imperfect's prefixes kept apart so that a lexicon can ask
for a verb.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from stance.text.folding import fold

CLAUSE_ENDS = frozenset(".!?؟؛;،,:\n")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[.!?؟؛;،,:\n]")
_PREFIXES = tuple(
    sorted(
        {c + p for c in ("", "و", "ف") for p in ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك", "س")},
        key=len,
        reverse=True,
    )
)
_ENDINGS = (
    *("ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي", "يه", "ا", "وا", "وه", "وها"),
    *("ات", "اته", "اتها", "اتهم", "ين", "ون", "ان", "تين", "تان"),
    *("ت", "ته", "تها", "تهم", "تنا", "تي"),
)
_SUFFIXES = (*sorted(_ENDINGS, key=len, reverse=True), "")
_IMPERFECT = "اينت"
_VERBAL_PREFIXES = ("", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل")
_SHORTEST = 2
_SHORTEST_STEM = 3
_WE = "ن"
NUMBER = "0"


class Word(NamedTuple):
    """One folded word, taken apart.

    ``nominal`` are its keys as a noun or a past verb, ``verbal`` those as an imperfect without its prefix; each with
    the clitic letters before and after taken off in every way that leaves at least two letters.
    """

    text: str
    stem: str
    nominal: frozenset[str]
    verbal: frozenset[str]
    first_person: bool


def tokens(text: str) -> list[str]:
    """Folded words (numbers as "0") and the punctuation that ends a clause; ta marbuta written as ha."""
    found: list[str] = _TOKEN.findall(fold(text).replace("ة", "ه"))
    return [NUMBER if token[0].isdigit() else token for token in found]


@lru_cache(maxsize=100_000)
def analyze(word: str) -> Word:
    """`word` (folded) taken apart."""
    nominal, verbal = {word}, set()
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            nominal.update(_endings(word[len(prefix) :]))
    first_person = False
    for prefix in _VERBAL_PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) > _SHORTEST and rest[0] in _IMPERFECT:
            verbal.update(_endings(rest[1:]))
            first_person |= rest[0] == _WE
    return Word(word, light_stem(word), frozenset(nominal), frozenset(verbal), first_person)


def _endings(rest: str) -> set[str]:
    keys = set()
    for suffix in _SUFFIXES:
        if rest.endswith(suffix) and len(rest) - len(suffix) >= _SHORTEST:
            stem = rest[: len(rest) - len(suffix)]
            keys.add(stem)
            if suffix and stem[-1] == "ت":
                keys.add(stem[:-1] + "ه")
            elif suffix in ("ات", "اته", "اتها", "اتهم", "تين", "تان", "ته", "تها", "تهم", "تنا", "تي", "ت"):
                keys.add(stem + "ه")
    return keys


def light_stem(word: str) -> str:
    """`word` without its longest prefix and suffix, at least three letters left."""
    for prefix in _PREFIXES:
        if len(prefix) != 1 and word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if suffix and word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: -len(suffix)]
    return word
