"""Names by ear: the spelling variants of transliterated names, هايلي = هيلي, سيرغي = سيرجي."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Generic, TypeVar

_VOWELS = str.maketrans("", "", "اويه")
_CONSONANTS = str.maketrans("غجكقثطسش", "ققققتتصص")
_SHORTEST = 4
"""Letters from which on a name is compared by ear: shorter ones sound like too many words."""

Item = TypeVar("Item")


@cache
def sounds(word: str) -> tuple[str, str]:
    """A name without its vowel letters, and with those consonants merged that transliteration mixes."""
    return word[:1] + word[1:].translate(_VOWELS), word.translate(_CONSONANTS)


def same_sound(one: str, other: str) -> bool:
    """Whether two spellings are one name to the ear: either of their two `sounds` is the same."""
    (bones, merged), (other_bones, other_merged) = sounds(one), sounds(other)
    return merged == other_merged or (bones == other_bones and len(bones) > 1)


def sounds_like(full: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether each word of the name `part` is, to the ear, one of the words of the name `full`."""
    if len(part) > len(full) or min(map(len, part)) < _SHORTEST:
        return False
    return all(any(same_sound(word, other) for other in full) for word in part)


class SoundIndex(Generic[Item]):
    """Items noted under words, and found again under each spelling that sounds the same.

    One look instead of `same_sound` with every word: an article of 100,000 words has thousands of names.
    """

    def __init__(self) -> None:
        self._merged: defaultdict[str, list[tuple[int, Item]]] = defaultdict(list)
        self._bones: defaultdict[str, list[tuple[int, Item]]] = defaultdict(list)
        self._count = 0

    def note(self, word: str, item: Item) -> None:
        """Note `item` under `word`."""
        bones, merged = sounds(word)
        self._count += 1
        self._merged[merged].append((self._count, item))
        if len(bones) > 1:
            self._bones[bones].append((self._count, item))

    def alike(self, word: str) -> list[Item]:
        """The items noted under words for which `same_sound` holds, in the order in which they were noted."""
        bones, merged = sounds(word)
        found = {*self._merged.get(merged, ()), *self._bones.get(bones, ())}
        return list(dict.fromkeys(item for _, item in sorted(found, key=lambda pair: pair[0])))
