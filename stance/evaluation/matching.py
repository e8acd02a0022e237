"""Which found quote is which gold quote, and whether two names are one speaker.

These definitions belong to the evaluation alone and share no code with the extraction, so that a change of the rules
can never change what they are measured by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from stance.reading.gold import GoldQuote
from stance.records import Span

THRESHOLD = 0.5
"""The least token Jaccard at which two contents are the same quote."""

_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_LETTERS = str.maketrans("إأآٱىةؤئ", "اااايهوي")

Tokens = frozenset[int]


class Match(NamedTuple):
    """A gold quote and a found one, by their indices, and how much their contents share (token Jaccard, 0 to 1)."""

    gold: int
    found: int
    overlap: float


def tokens(text: str, span: Span) -> Tokens:
    """The words of ``text[span.start:span.end]``, as the offsets where they start; punctuation does not count."""
    return frozenset(match.start() for match in _WORD.finditer(text, span.start, span.end))


def jaccard(one: Tokens, other: Tokens) -> float:
    """Shared words over all words of both; 0 where neither has any."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def match(gold: Sequence[Tokens], found: Sequence[Tokens]) -> list[Match]:
    """One-to-one matches of at least `THRESHOLD`, best first (greedy; of equals the later quote comes first)."""
    candidates = [
        Match(i, j, overlap)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (overlap := jaccard(one, other)) >= THRESHOLD
    ]
    candidates.sort(key=lambda candidate: (candidate.overlap, candidate.gold, candidate.found), reverse=True)
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    matches = []
    for candidate in candidates:
        if candidate.gold not in taken_gold and candidate.found not in taken_found:
            taken_gold.add(candidate.gold)
            taken_found.add(candidate.found)
            matches.append(candidate)
    return matches


def speaker_key(name: str | None) -> str:
    """A name without what Arabic spelling leaves open: diacritics, tatweel, forms of alef, ya and ta marbuta."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", name or "")).translate(_LETTERS)
    return " ".join(_WORD.findall(plain))


def same_speaker(name: str | None, gold: GoldQuote) -> bool:
    """Whether `name` is the gold speaker, or one of the other full forms that name the same one."""
    return speaker_key(name) in {speaker_key(form) for form in (gold.speaker, *gold.speaker_also)}
