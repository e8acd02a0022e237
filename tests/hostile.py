"""Texts made to break what reads them: each a name, and a function from a length to a text of so many characters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice

_SAY = "قال الوزير إن "


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda length: "".join(islice(cycle(unit), length))


HOSTILE: dict[str, Callable[[int], str]] = {
    "one word": _repeated("ا"),
    "one-letter words": _repeated("ا "),
    "blanks": _repeated(" "),
    "newlines": _repeated("\n"),
    "full stops": _repeated("."),
    "commas": _repeated("، "),
    "opened guillemets": _repeated("«"),
    "closed guillemets": _repeated("»"),
    "nested guillemets": lambda length: "«" * (length // 2) + "»" * (length // 2),
    "pairs": _repeated("«ا» "),
    "straight marks": _repeated('"'),
    "marks of all kinds": _repeated("«\"“”„'‟《》» "),
    "unpaired marks with cues": _repeated(f"{_SAY}« "),
    "brackets": _repeated("(["),
    "cues alone": _repeated("قال وأضاف وأكد أن "),
    "cues without an end": _repeated(_SAY),
    "participles": _repeated("مؤكدا أن مضيفا أن مشيرا إلى "),
    "prepositions of source": _repeated("بحسب وفق نقلا عن "),
    "names": _repeated("محمد أحمد علي "),
    "one name in full and in part": _repeated("قال الوزير سامي الدرعاوي إن هذا خير. وأكد الدرعاوي أن ذلك شر. "),
    "one name by its title": _repeated("قال الوزير سامي الدرعاوي إن هذا خير. وأكد الوزير أن ذلك شر. "),
    "titles": _repeated("الرئيس الوزير المتحدث باسم "),
    "colons": _repeated("ا: "),
    "diacritics": _repeated("ا" + "\u064b\u0651" * 20),
    "nothing but diacritics": _repeated("\u064b"),
    "invisible marks": _repeated("ق\u200b\u200f\u202e\u2066ال "),
    "presentation forms": _repeated("\ufefb\ufdf2 "),
    "the longest ligature": _repeated("\ufdfa"),
    "zero bytes": _repeated("ا\0"),
    "lone surrogates": _repeated("ا\ud800 "),
    "digits": _repeated("1234567890"),
    "underscores": _repeated("_ا"),
    "an article without line ends": _repeated(
        "أعلن وزير الخارجية سامي الدرعاوي أن الاتفاق قائم. وأضاف: «لن نعود إلى الحرب»، مؤكدا أن بلاده ملتزمة. "
    ),
    "an article of paragraphs": _repeated(
        "أعلن وزير الخارجية سامي الدرعاوي أن الاتفاق قائم.\nوأضاف: «لن نعود إلى الحرب»، مؤكدا أن بلاده ملتزمة.\n"
    ),
}
