"""Cues: every inflected form of the lexicon's lemmas, and what each governs.

The forms are generated from the principal parts in ``lexicon/cues.tsv`` (perfect, imperfect, active participle, verbal
noun), with the conjunctions و and ف and, for verbs, the object pronouns that Arabic writes on the word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from stance.lexicon import read_rows
from stance.text.folding import fold

# What a cue can govern, as bits.
CLAUSE, COLON, MARKS, NOUN, PREDICATE, OBJECT = 1, 2, 4, 8, 16, 32
_PREPOSITIONS = ("ب", "ل", "إلى", "عن", "على", "من", "في")
PREPOSITION = {fold(word): 64 << place for place, word in enumerate(_PREPOSITIONS)}
ANY_PREPOSITION = sum(PREPOSITION.values())

VERB, PARTICIPLE, NAMING, RELAY, SAYING, DOCUMENT, CONTINUED, TRAP, LED = "v", "p", "n", "r", "s", "d", "c", "t", "l"


class Cue(NamedTuple):
    """One inflected form of a cue.

    ``clitic`` counts the letters of و or ف before it; ``pronoun`` tells that an object or owner is written on it;
    ``weak`` that it is a cue only with a complementiser, a colon or marks close by (a homograph), ``strict`` that it
    is one only with what its row lists, ``transitive`` that its object (X) is always there: اتهم X بـ. ``heads`` are
    the words of which one must open the content: حمّل X | مسؤولية.
    """

    lemma: str
    cue_class: str
    kind: str
    governs: int
    gender: str = ""
    number: str = ""
    past: bool = False
    pronoun: bool = False
    weak: bool = False
    strict: bool = False
    transitive: bool = False
    clitic: int = 0
    length: int = 1
    heads: tuple[str, ...] = ()


OBJECT_PRONOUNS = ("ه", "ها", "هم", "هما", "نا", "ني")


def _governs(text: str) -> int:
    bits = 0
    for part in text.split(";"):
        words = part.split()
        if words[:1] in (["X"], ["NP"]) and len(words) > 1:
            bits |= OBJECT if words[0] == "X" else NOUN
            words = words[1:]
            if words == ["NP"]:
                bits = bits | NOUN if part.startswith("X") else (bits & ~NOUN) | PREDICATE
                continue
            if part.startswith("NP"):
                continue
        word = words[0] if words else ""
        if word == "أن":
            bits |= CLAUSE
        elif word == ":":
            bits |= COLON
        elif word == '""':
            bits |= MARKS
        elif word == "NP":
            bits |= NOUN
        elif fold(word) in PREPOSITION:
            bits |= PREPOSITION[fold(word)]
    return bits


def _heads(text: str) -> tuple[str, ...]:
    """The words of a row's objects that must open the content: X مسؤولية."""
    objects = (part.split() for part in text.split(";"))
    words = (fold(part[1]) for part in objects if len(part) > 1 and part[0] == "X")
    known = {*PREPOSITION, fold("أن"), "NP"}
    return tuple(word for word in words if word not in known)


def _perfect(past: str) -> Iterator[tuple[str, str, str]]:
    """Third-person perfect forms: (form, gender, number)."""
    if past.endswith(("ي", "ا")) and len(past) > 2:  # weak last radical: دعا، نفى
        stem = past[:-1]
        yield past, "m", "s"
        yield stem + "ت", "f", "s"
        yield stem + "وا", "m", "p"
        yield stem + "تا", "f", "d"
        yield stem + ("وا" if past.endswith("ا") else "يا"), "m", "d"
    else:
        yield past, "m", "s"
        yield past + "ت", "f", "s"
        yield past + "وا", "m", "p"
        yield past + "تا", "f", "d"
        yield past + "ا", "m", "d"
        yield past + "ن", "f", "p"


def _imperfect(present: str) -> Iterator[tuple[str, str, str]]:
    """Third-person imperfect forms; the feminine plural is too rare to be worth its homographs."""
    for first, gender in (("ي", "m"), ("ت", "f")):
        form = first + present[1:]
        stem = form[:-1] if form.endswith(("ي", "و")) else form
        yield form, gender, "s"
        yield stem + "ون", "m" if first == "ي" else "f", "p"
        yield (form if form.endswith(("ي", "و")) else stem) + "ان", gender, "d"


def _participle(participle: str) -> Iterator[tuple[str, str, str]]:
    """The accusative participle of circumstance (مضيفا، مضيفة، مضيفين)."""
    stem = participle[:-1] if participle.endswith("ي") else participle
    yield participle + "ا", "m", "s"
    yield participle + "ة", "f", "s"
    yield stem + "ين", "m", "p"
    yield participle + "ان", "m", "d"
    yield participle + "تين", "f", "d"
    yield participle + "ات", "f", "p"


@cache
def forms() -> dict[str, Cue]:
    """Folded form (with و or ف) → cue. Where two lemmas share a form, the first row of the lexicon names it."""
    table: dict[str, Cue] = {}

    def add(form: str, cue: Cue) -> None:
        for clitic in ("", "و", "ف"):
            known = table.get(clitic + form)
            new = cue._replace(clitic=len(clitic))
            if known is None:
                table[clitic + form] = new
            elif known.kind == new.kind and known.past == new.past:
                table[clitic + form] = known._replace(governs=known.governs | new.governs)

    for row in read_rows("cues.tsv"):
        weak = row["strength"] == "weak"
        homograph = weak or row["strength"] == "noun"  # only the bare perfect looks like a noun
        governs = _governs(row["governs"])
        base = Cue(
            fold(row["lemma"]),
            row["class"],
            VERB,
            governs,
            weak=weak,
            strict=row["strength"] == "strict",
            heads=_heads(row["governs"]),
            transitive=all(part.startswith("X ") for part in row["governs"].split(";")),
        )
        past, present, participle = fold(row["past"]), fold(row["present"]), fold(row["participle"])
        for form, gender, number in _perfect(past) if past else ():
            add(form, base._replace(gender=gender, number=number, past=True, weak=homograph if form == past else weak))
        for form, gender, number in _imperfect(present) if present else ():
            add(form, base._replace(gender=gender, number=number))
            if number == "s" and not weak:
                add("ل" + form, base._replace(kind=LED, gender=gender, number=number))  # عاد ليقول
        for form, gender, number in _participle(participle) if participle else ():
            add(form, base._replace(kind=PARTICIPLE, gender=gender, number=number))
        if governs & (OBJECT | PREDICATE):
            for parts, is_past in (
                (_perfect(past) if past else (), True),
                (_imperfect(present) if present else (), False),
            ):
                for form, gender, number in parts:
                    if number == "s" or (is_past and number == "p"):
                        stem = form.removesuffix("ا") if number == "p" else form
                        stem = stem[:-1] + "ا" if stem.endswith("ي") and is_past else stem
                        for pronoun in OBJECT_PRONOUNS:
                            add(
                                stem + pronoun,
                                base._replace(gender=gender, number=number, past=is_past, pronoun=True),
                            )
        noun = fold(row["noun"])
        if noun:
            naming = base._replace(kind=NAMING, gender="", number="")
            stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
            add(noun, naming)
            for pronoun in ("ه", "ها", "هم", "هما"):
                add(stem + pronoun, naming._replace(pronoun=True, gender="f" if pronoun == "ها" else "m"))
            plural = (noun[:-1] if noun.endswith("ة") else noun) + "ات"
            add(plural, naming)
    return table


_PHRASE_KIND = {
    "document": DOCUMENT,
    "continued": CONTINUED,
    "verb": VERB,
    "relay": RELAY,
    "saying": SAYING,
    "trap": TRAP,
    "led": LED,
}

_NOUN_OF_A_CUE = "*"
"""In a phrase: the verbal noun of any cue that takes «أن»."""


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    """First word (with و or ف) → the phrases that begin with it, as their further words and the cue, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for row in _phrase_rows():
        words = fold(row["phrase"]).split()
        cue = Cue(" ".join(words), row["class"], _PHRASE_KIND[row["kind"]], _governs(row["governs"]), length=len(words))
        if cue.kind == VERB:
            cue = cue._replace(gender="f" if words[-1].startswith("ت") else "m", number="s")
        if cue.kind == RELAY:
            cue = cue._replace(gender="f" if words[0].endswith("ها") else "m")
        for clitic in ("", "و", "ف"):
            table.setdefault(clitic + words[0], []).append((tuple(words[1:]), cue._replace(clitic=len(clitic))))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _phrase_rows() -> Iterator[dict[str, str]]:
    """The rows of ``phrases.tsv``; one with a star once for each verbal noun, which governs what its verb does."""
    nouns = [row for row in read_rows("cues.tsv") if row["noun"] and _governs(row["governs"]) & CLAUSE]
    for row in read_rows("phrases.tsv"):
        if _NOUN_OF_A_CUE not in row["phrase"]:
            yield row
            continue
        for cue in nouns:
            phrase = row["phrase"].replace(_NOUN_OF_A_CUE, cue["noun"])
            yield {**row, "phrase": phrase, "class": cue["class"], "governs": cue["governs"]}


class Attribution(NamedTuple):
    """A preposition of source: its words after the first, what follows it ("source" or "verb"), and its class."""

    rest: tuple[str, ...]
    attached: str
    takes: str
    cue_class: str
    lemma: str
    clitic: int
    tail_only: bool


@cache
def attributions() -> dict[str, list[Attribution]]:
    """First word (with و or ف) → prepositions of source that begin with it, longest first."""
    table: dict[str, list[Attribution]] = {}
    for row in read_rows("attributions.tsv"):
        words = fold(row["phrase"]).split()
        attached = words.pop() if words[-1] == "ل" else ""
        for clitic in ("", "و", "ف"):
            table.setdefault(clitic + words[0], []).append(
                Attribution(
                    tuple(words[1:]),
                    attached,
                    row["takes"],
                    row["class"],
                    " ".join(words),
                    len(clitic),
                    row["note"].startswith("tail only"),
                )
            )
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry.rest))
    return table
