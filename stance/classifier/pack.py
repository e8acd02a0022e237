"""Lexicon files as look-ups: the general ones and a target's own pack.

A *target pack* is a folder with any of ``names.tsv`` (the target's names), ``concepts.tsv`` (concept, polarity, forms;
the first concept is the target itself), ``patterns.tsv`` (pattern, label) and ``prototypes.tsv`` (label, text). Forms
are parted by ";"; "+" before a form marks an imperfect verb without its prefix; a blank parts the words of a phrase.
The first line names the columns.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from stance.classifier.words import Word, analyze, keys, tokens
from stance.errors import InputError

PACK_FILES = ("names.tsv", "concepts.tsv", "patterns.tsv", "prototypes.tsv")
LANGUAGE_FILES = ("operators.tsv", "functions.tsv", "actors.tsv", "sides.tsv")
NO_CUE, UNKNOWN_CUE = "none", "other"
_SIGNS: Mapping[str, int] = {"+": 1, "-": -1, "0": 0, "": 0}


class Phrase(NamedTuple):
    """The words of a form after its first, and the class that the form belongs to."""

    rest: tuple[str, ...]
    name: str


class Entry(NamedTuple):
    """What a lexicon has at a word: a class of its own, "" for none, and the phrases that begin with it.

    ``seconds`` are the second words of the phrases.
    """

    name: str
    phrases: tuple[Phrase, ...]
    seconds: frozenset[str]


Known = TypeVar("Known")
_REMEMBERED = 60_000
"""Words whose entries are remembered."""


class Lookup:
    """Which class each word, or phrase that begins at it, belongs to."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._nominal: dict[str, str] = {}
        self._verbal: dict[str, str] = {}
        self._phrases: dict[str, list[Phrase]] = {}
        for name, forms in entries:
            for form in forms:
                self._add(name, form.strip())
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase.rest))
        self.nominal_heads = frozenset(self._nominal).union(key for key in self._phrases if key[0] != "+")
        self.verbal_heads = frozenset(self._verbal).union(key[1:] for key in self._phrases if key[0] == "+")
        self._rests = frozenset(
            part for phrases in self._phrases.values() for phrase in phrases for part in phrase.rest
        )
        self._parts: _Remembered[frozenset[str]] = _Remembered(self._parts_of)

    def _add(self, name: str, form: str) -> None:
        verbal, words = form.startswith("+"), tokens(form)
        if not words:
            return
        if len(words) > 1:
            key = ("+" if verbal else "") + words[0]
            self._phrases.setdefault(key, []).append(Phrase(tuple(words[1:]), name))
        else:
            (self._verbal if verbal else self._nominal).setdefault(words[0], name)

    def longest(self, entry: Entry, following: Sequence[Word]) -> tuple[str, int]:
        """Class and number of words of the longest form that begins with `entry`; `following` are the words after."""
        parts = self._parts
        if following and not entry.seconds.isdisjoint(parts[following[0]]):
            for phrase in entry.phrases:
                if len(following) >= len(phrase.rest) and all(
                    part in parts[word] for part, word in zip(phrase.rest, following, strict=False)
                ):
                    return phrase.name, 1 + len(phrase.rest)
        return entry.name, 1

    def _parts_of(self, word: Word) -> frozenset[str]:
        return word.nominal & self._rests

    def entry(self, word: Word) -> Entry | None:
        """What there is at `word`, None where there is nothing."""
        nominal, verbal = keys(word.text)
        if self.nominal_heads.isdisjoint(nominal) and self.verbal_heads.isdisjoint(verbal):
            return None
        single = self._nominal.get(word.text, "")
        for forms, names in ((nominal, self._nominal), (verbal, self._verbal)):
            for key in sorted(forms, key=lambda key: (-len(key), key)):
                single = single or names.get(key, "")
        phrases = [phrase for key in sorted(nominal) for phrase in self._phrases.get(key, ())]
        phrases += [phrase for key in sorted(verbal) for phrase in self._phrases.get("+" + key, ())]
        phrases.sort(key=lambda phrase: -len(phrase.rest))
        return Entry(single, tuple(phrases), frozenset(phrase.rest[0] for phrase in phrases))


class Lexica:
    """Lexica that a text is looked up in together: one look-up a word tells that nothing is there, as mostly.

    Parameters
    ----------
    lookups
        By the kind of what they tell.
    """

    def __init__(self, lookups: Mapping[str, Lookup]) -> None:
        self._kinds = tuple(lookups)
        self._lookups = tuple(lookups.values())
        self._nominal_heads = frozenset[str]().union(*(lookup.nominal_heads for lookup in self._lookups))
        self._verbal_heads = frozenset[str]().union(*(lookup.verbal_heads for lookup in self._lookups))
        self._entries: _Remembered[tuple[tuple[int, Entry], ...]] = _Remembered(self._of)

    def find(self, words: Sequence[Word]) -> dict[str, list[tuple[int, int, str]]]:
        """First word, number of words and class of each form in `words`, by kind.

        Of one kind, the longest at each place and no overlaps.
        """
        found: list[list[tuple[int, int, str]]] = [[] for _ in self._kinds]
        free = [0] * len(self._kinds)
        known = [(index, entries) for index, entries in enumerate(map(self._entries.__getitem__, words)) if entries]
        for index, entries in known:
            for kind, entry in entries:
                if index < free[kind]:
                    continue
                name, length = entry.name, 1
                if entry.phrases:
                    name, length = self._lookups[kind].longest(entry, words[index + 1 :])
                if name:
                    found[kind].append((index, length, name))
                    free[kind] = index + length
        return dict(zip(self._kinds, found, strict=True))

    def _of(self, word: Word) -> tuple[tuple[int, Entry], ...]:
        nominal, verbal = keys(word.text)
        if self._nominal_heads.isdisjoint(nominal) and self._verbal_heads.isdisjoint(verbal):
            return ()
        entries = [(kind, lookup.entry(word)) for kind, lookup in enumerate(self._lookups)]
        return tuple((kind, entry) for kind, entry in entries if entry is not None)


class _Remembered(dict[Word, Known]):
    """What is known of words, worked out when first asked for."""

    def __init__(self, look_up: Callable[[Word], Known]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: Word) -> Known:
        if len(self) >= _REMEMBERED:
            self.clear()
        known = self[word] = self._look_up(word)
        return known

    def __reduce__(self) -> tuple[Any, ...]:
        return _Remembered, (self._look_up,)  # what is remembered stays at home


class Language:
    """What is known of the language, whatever the target.

    Attributes
    ----------
    operators, functions, actors, sides : Lookup
    effects : mapping of str to int
        -1 for operators that turn the sign of what they govern, 1 for the others.
    texts : mapping of str to str
        The lexicon files' texts, kept in the model folder so that a model means the same wherever it is loaded.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        operators = rows(texts["operators.tsv"], "operators.tsv")
        self.operators = _lookup(operators, "operator")
        self.effects = {row["operator"]: -1 if row["effect"] == "flip" else 1 for row in operators}
        self.functions = _lookup(rows(texts["functions.tsv"], "functions.tsv"), "function")
        self.actors = _lookup(rows(texts["actors.tsv"], "actors.tsv"), "actor")
        self.sides = _lookup(rows(texts.get("sides.tsv", ""), "sides.tsv"), "side")
        self.texts = dict(texts)
        self._classes: dict[str, str] = {}
        for row in rows(texts["cues.tsv"], "cues.tsv"):
            self._classes.setdefault(row["form"], row["class"])
        self._cue_classes: dict[str, str] = {}
        self._lexica: dict[int, tuple[Pack | None, Lexica]] = {}

    def lexica(self, pack: Pack | None) -> Lexica:
        """The lexica of the language, and the concepts of `pack`."""
        known = self._lexica.get(id(pack))
        if known is None:
            lookups = {"function": self.functions, "operator": self.operators, "actor": self.actors, "side": self.sides}
            lexica = Lexica(({"concept": pack.concepts} if pack else {}) | lookups)
            known = self._lexica[id(pack)] = pack, lexica
        return known[1]

    def cue_class(self, cue: str) -> str:
        """The lexicon's class of a cue such as "وأعلنت"; `NO_CUE` for none, `UNKNOWN_CUE` for one it does not know."""
        known = self._cue_classes.get(cue)
        if known is None:
            known = self._cue_classes[cue] = self._looked_up(tokens(cue))
        return known

    def _looked_up(self, words: Sequence[str]) -> str:
        if not words:
            return NO_CUE
        whole = self._classes.get(" ".join(words))
        if whole:
            return whole
        for text in words:
            nominal, verbal = keys(text)
            forms = [*nominal, *(f"+{key}" for key in verbal)]
            for key in sorted(forms, key=lambda key: (-len(key), key)):
                if key in self._classes:
                    return self._classes[key]
        return UNKNOWN_CUE


class Pack(NamedTuple):
    """What is known of one target; ``title`` is its first name, ``texts`` the files' texts for the model folder."""

    title: str
    names: tuple[tuple[str, ...], ...]
    concepts: Lookup
    polarity: Mapping[str, int]
    prototypes: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]

    @property
    def target_concept(self) -> str:
        """The concept that is the target itself: the first of ``concepts.tsv``."""
        return next(iter(self.polarity), "")


@cache
def shipped_language() -> Language:
    """The general lexica that come with the package, read once."""
    folder = files("stance.lexicon")
    texts = {name: (folder / "stance" / name).read_text(encoding="utf-8") for name in LANGUAGE_FILES}
    cues = [
        row
        for name in ("cues.tsv", "phrases.tsv", "attributions.tsv")
        for row in rows((folder / name).read_text(encoding="utf-8"), name)
    ]
    nations = rows((folder / "nationalities.tsv").read_text(encoding="utf-8"), "nationalities.tsv")
    return Language(texts | {"cues.tsv": _cue_table(cues), "sides.tsv": texts["sides.tsv"] + _nation_rows(nations)})


def _cue_table(cues: Sequence[Mapping[str, str]]) -> str:
    """The extraction's cue lexica as the classifier looks them up: folded forms, imperfects without their prefix."""
    classes: dict[str, str] = {}
    for row in cues:
        for column in ("phrase", "lemma", "past", "participle", "noun", "present"):
            for form in (row.get(column) or "").split(";"):
                folded = " ".join(tokens(form))
                if folded:
                    classes.setdefault("+" + folded[1:] if column == "present" else folded, row["class"])
    return "form\tclass\n" + "".join(f"{form}\t{group}\n" for form, group in classes.items())


def _nation_rows(nations: Sequence[Mapping[str, str]]) -> str:
    """Countries, their people and capitals as sides: "side, forms, note", the country's first name as the side."""
    lines = []
    for row in nations:
        forms = [form for column in ("country", "adjective", "plural", "capital") for form in row[column].split("|")]
        folded = [" ".join(tokens(form)) for form in forms]
        lines.append(f"{folded[0]}\t{';'.join(form for form in folded if form)}\t\n")
    return "".join(lines)


@cache
def shipped_packs() -> Mapping[str, Pack]:
    """The packs that come with the package, by folder name."""
    folder = files("stance.lexicon") / "targets"
    return {entry.name: read_pack(entry) for entry in folder.iterdir() if entry.is_dir() and entry.name[0] not in "._"}


def read_pack(folder: Path | Traversable) -> Pack:
    """The target pack in `folder`.

    Raises
    ------
    InputError
        The folder holds none of a pack's files, or a file lacks a column.
    """
    texts = {name: (folder / name).read_text(encoding="utf-8-sig") for name in PACK_FILES if (folder / name).is_file()}
    if not texts:
        raise InputError(f"{folder}: no target pack; it needs at least one of {', '.join(PACK_FILES)}")
    return parse_pack(texts)


def parse_pack(texts: Mapping[str, str]) -> Pack:
    """A pack from its files' texts."""
    concepts = rows(texts.get("concepts.tsv", ""), "concepts.tsv")
    names = [row["name"].strip() for row in rows(texts.get("names.tsv", ""), "names.tsv")]
    return Pack(
        title=names[0] if names else "",
        names=tuple(tuple(tokens(name)) for name in names),
        concepts=_lookup(concepts, "concept"),
        polarity={row["concept"]: _SIGNS.get(row["polarity"].strip(), 0) for row in concepts},
        prototypes=tuple(
            (row["label"], row["text"]) for row in rows(texts.get("prototypes.tsv", ""), "prototypes.tsv")
        ),
        texts=dict(texts),
    )


def pack_for(target: str, packs: Iterable[Pack]) -> Pack | None:
    """The pack one of whose names the target is or has in it, if any."""
    words = {analyze(token).stem for token in tokens(target)}
    for pack in packs:
        if any(name and words.issuperset(analyze(token).stem for token in name) for name in pack.names):
            return pack
    return None


def canonical(target: str, packs: Iterable[Pack]) -> str:
    """The first name of the target's pack: what a model calls the target; without a pack the target itself."""
    pack = pack_for(target, packs)
    return pack.title if pack else target


def rows(text: str, name: str) -> list[dict[str, str]]:
    """The rows of a lexicon file; empty lines and those that begin with "#" are left out."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    table = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
    for number, row in enumerate(table, start=2):
        if None in row:
            raise InputError(f"{name}: row {number}: more fields than the first line names")
    return table


def _lookup(table: Sequence[Mapping[str, str]], column: str) -> Lookup:
    return Lookup((row[column], row["forms"].split(";")) for row in table)
