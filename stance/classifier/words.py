"""Arabic words taken apart as far as the classifier needs it: look-up keys, a light stem, first person.

The clitics and endings are those of every grammar of Arabic (Ryding 2005, chapters 7, 12, 22); what is stripped is what
Larkey et al.'s light10 stemmer strips (SIGIR 2002), with the imperfect's prefixes kept apart so that a lexicon can ask
for a verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from stance.text.folding import fold

CLAUSE_ENDS = frozenset(".!?؟؛;،,:\n")
_TOKEN = re.compile(r"[ء-ي]+[^\W\d_]*|[^\W\d_]+|\d+(?:[.,]\d+)*|[.!?؟؛;،,:\n]")  # the first branch is a quick case
_PREFIXES = frozenset(
    clitic + particle for clitic in ("", "و", "ف") for particle in ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك", "س")
)
_ENDINGS = frozenset(
    (
        *("", "ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي", "يه", "ا", "وا", "وه", "وها"),
        *("ات", "اته", "اتها", "اتهم", "ين", "ون", "ان", "تين", "تان"),
        *("ت", "ته", "تها", "تهم", "تنا", "تي"),
    )
)
_FEMININE = frozenset(("ات", "اته", "اتها", "اتهم", "تين", "تان", "ته", "تها", "تهم", "تنا", "تي", "ت"))
"""Endings before which a ta marbuta may have been."""
_LONGEST = 4
"""Letters of the longest prefix and of the longest ending."""
_VERBAL_PREFIXES = frozenset(("", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"))
_LONGEST_VERBAL = 2
_PREFIX_LETTERS = frozenset(prefix[0] for prefix in _PREFIXES if prefix)
_ENDING_LETTERS = frozenset(ending[-1] for ending in _ENDINGS if ending)
_IMPERFECT = "اينت"
_VERBAL_LETTERS = frozenset(prefix[0] for prefix in _VERBAL_PREFIXES if prefix).union(_IMPERFECT)
_WE = re.compile("[وف]?[سل]?ن..")
_OURS = "نا"
_ORIGIN = re.compile("ال.{3,}(?:ي|يه|يين|يون)$")
_SHORTEST = 2
_SHORTEST_STEM = 3
_ROOT = 4
NUMBER = "0"
_REMEMBERED = 60_000
"""Words, and stretches between blanks, that are remembered: about 300 bytes each."""


class Keys(NamedTuple):
    """What a word is looked up by.

    ``nominal`` are its keys as a noun or a past verb, ``verbal`` those as an imperfect without its prefix; each with
    the clitic letters before and after taken off in every way that leaves at least two letters.
    """

    nominal: frozenset[str]
    verbal: frozenset[str]


class Word:
    """One folded word, taken apart.

    Attributes
    ----------
    text, stem : str
        The word and its light stem.
    root : str
        The stem's first letters, "" where it is short: أذربيجان and الأذربيجانية share them.
    first_person : bool
        Whether it may be an imperfect in the first person plural.
    ours : bool
        Whether it may end in "our" or "us".
    origin : bool
        Whether it looks like an adjective of origin with the article (الروسية).
    """

    __slots__ = ("first_person", "origin", "ours", "root", "stem", "text")

    def __init__(self, text: str) -> None:
        stem = light_stem(text)
        self.text = text
        self.stem = stem
        self.root = stem[:_ROOT] if len(stem) >= _ROOT else ""
        self.first_person = _WE.match(text) is not None
        self.ours = len(text) > _ROOT and text.endswith(_OURS)
        self.origin = _ORIGIN.match(text) is not None

    @property
    def nominal(self) -> frozenset[str]:
        """Keys as a noun or a past verb."""
        return keys(self.text).nominal


def tokens(text: str) -> list[str]:
    """Folded words (numbers as "0") and the punctuation that ends a clause; ta marbuta written as ha."""
    found: list[str] = _TOKEN.findall(fold(text).replace("ة", "ه"))
    return [NUMBER if token[0].isdigit() else token for token in found]


@lru_cache(maxsize=_REMEMBERED)
def analyze(word: str) -> Word:
    """`word` (folded) taken apart."""
    return Word(word)


@lru_cache(maxsize=2_000)
def keys(word: str) -> Keys:
    """The look-up keys of `word` (folded)."""
    size = len(word)
    starts, imperfect, endings = [0], [], [""]
    if word[0] in _PREFIX_LETTERS:
        starts += [start for start in range(1, min(size, _LONGEST) + 1) if word[:start] in _PREFIXES]
    if word[0] in _VERBAL_LETTERS:
        imperfect = [
            start + 1
            for start in range(min(size - _SHORTEST, _LONGEST_VERBAL + 1))
            if word[start] in _IMPERFECT and word[:start] in _VERBAL_PREFIXES
        ]
    if word[-1] in _ENDING_LETTERS:
        endings += [ending for length in range(1, min(size, _LONGEST) + 1) if (ending := word[-length:]) in _ENDINGS]
    nominal = _stripped(word, starts, endings)
    nominal.append(word)
    return Keys(frozenset(nominal), frozenset(_stripped(word, imperfect, endings) if imperfect else ()))


def _stripped(word: str, starts: Sequence[int], endings: Sequence[str]) -> list[str]:
    """`word` from each of `starts` on, without each of `endings`; with ta marbuta where it may have had one."""
    found = []
    for ending in endings:
        end = len(word) - len(ending)
        for start in starts:
            if end - start >= _SHORTEST:
                stem = word[start:end]
                found.append(stem)
                if ending and stem[-1] == "ت":
                    found.append(stem[:-1] + "ه")
                elif ending in _FEMININE:
                    found.append(stem + "ه")
    return found


def light_stem(word: str) -> str:
    """`word` without its longest prefix (single letters stay) and ending, at least three letters left."""
    for length in range(min(_LONGEST, len(word) - _SHORTEST_STEM), 1, -1):
        if word[:length] in _PREFIXES:
            word = word[length:]
            break
    for length in range(min(_LONGEST, len(word) - _SHORTEST_STEM), 0, -1):
        if word[-length:] in _ENDINGS:
            return word[:-length]
    return word


CLAUSE_END = Word("")
"""Stands for the punctuation that ends a clause."""


class _Stretches(dict[str, tuple[Word, ...]]):
    """What stands between two blanks, taken apart when first met; no rule looks across a blank."""

    def __missing__(self, stretch: str) -> tuple[Word, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = tuple(CLAUSE_END if token in CLAUSE_ENDS else analyze(token) for token in tokens(stretch))
        self[stretch] = found
        return found


_stretches = _Stretches()


def words_and_ends(text: str) -> list[Word]:
    """The words of `text`, and `CLAUSE_END` where a clause ends."""
    return list(chain.from_iterable(map(_stretches.__getitem__, text.split(" "))))
