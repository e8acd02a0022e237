"""The lexicon's tables: whole rows, known roles, no row twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest

from stance.lexicon import read_rows
from stance.quotes import cues, grammar
from stance.text.folding import fold

FOLDER = cast(Path, files("stance.lexicon"))
TABLES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.tsv"))

CLASSES = {
    *("accuse", "address", "admit", "agree", "announce", "answer", "ask", "assert", "attribution", "claim"),
    *("claim-resp", "condemn", "consider", "continue", "demand", "deny", "describe", "document", "doubt", "exclaim"),
    *("expect", "explain", "express", "hint", "hope", "opinion", "point", "praise", "promise", "regret", "reject"),
    *("relay", "remind", "report", "reveal", "suggest", "support", "threaten", "trap", "warn"),
}
GOVERNED = {"أن", "إن", ":", '""', "NP", "X", "ب", "ل", "إلى", "عن", "على", "من", "في", "كيف"}
HEADS = {"مسؤولية", "المسؤولية", "مسئولية", "المسئولية", "وزر", "تبعات", "تبعة"}
"""What must open the content of a verb that is a cue with these objects only: حمّل X | مسؤولية."""
COLUMNS = {
    "cues.tsv": "lemma class past present participle noun governs strength note",
    "phrases.tsv": "phrase class governs kind note",
    "attributions.tsv": "phrase takes class note",
    "grammar.tsv": "word role note",
    "boilerplate.tsv": "opening note",
    "event_nouns.tsv": "word note",
    "whole_words.tsv": "word note",
    "frequent_words.tsv": "word",
    "word_classes.tsv": "word classes",
    "boundaries.tsv": "word kind note",
    "names.tsv": "name kind note",
}


def lines(table: str) -> list[str]:
    return (FOLDER / table).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_whole(table: str) -> None:
    header, *rows = lines(table)
    columns = header.split("\t")
    assert len(columns) == len(set(columns))
    assert all(columns)
    assert rows
    for number, row in enumerate(rows, 2):
        cells = row.split("\t")
        assert len(cells) == len(columns), f"{table}:{number}"
        assert cells[0], f"{table}:{number}: the first column is empty"
        assert [cell for cell in cells if cell != cell.strip()] == [], f"{table}:{number}: blanks at an edge"
    assert len(set(rows)) == len(rows), f"{table}: {sorted({row for row in rows if rows.count(row) > 1})}"


@pytest.mark.parametrize("table", COLUMNS)
def test_columns_are_those_that_the_code_reads(table: str) -> None:
    assert lines(table)[0].split("\t") == COLUMNS[table].split()


@pytest.mark.parametrize(
    ("table", "keys", "spelling"),
    [
        ("cues.tsv", ("lemma", "past"), str),
        ("phrases.tsv", ("phrase",), str),
        ("attributions.tsv", ("phrase",), fold),
        ("grammar.tsv", ("word", "role"), str),
        ("event_nouns.tsv", ("word",), fold),
        ("frequent_words.tsv", ("word",), fold),
        ("word_classes.tsv", ("word",), fold),
        ("boundaries.tsv", ("word", "kind"), str),
        ("names.tsv", ("name", "kind"), str),
    ],
)
def test_no_entry_comes_twice(table: str, keys: tuple[str, ...], spelling: Callable[[str], str]) -> None:
    entries = Counter(tuple(spelling(row[key]) for key in keys) for row in read_rows(table))
    assert [entry for entry, count in entries.items() if count > 1] == []


@pytest.mark.parametrize("table", ["cues.tsv", "phrases.tsv", "attributions.tsv"])
def test_classes_are_known(table: str) -> None:
    assert {row["class"] for row in read_rows(table)} - CLASSES == set()


@pytest.mark.parametrize("table", ["cues.tsv", "phrases.tsv"])
def test_what_is_governed_is_known(table: str) -> None:
    for row in read_rows(table):
        for part in filter(None, row["governs"].split(";")):
            assert set(part.split()) <= GOVERNED | HEADS, row


@pytest.mark.parametrize("role", ["gloss", "adjunct"])
def test_no_formula_stands_twice(role: str) -> None:
    """Rows with alternatives (من| دون|بدون …) stand for many formulas; none of them is in two rows."""
    for first, formulas in grammar.formulas(role).items():
        assert len(formulas) == len(set(formulas)), first


def test_alternatives_of_a_formula() -> None:
    assert ("دون", "ان", "يحدد") in grammar.formulas("gloss")["من"]
    assert ("ان", "تحدد") in grammar.formulas("gloss")["بدون"]


def test_strengths_kinds_and_roles_are_known() -> None:
    assert {row["strength"] for row in read_rows("cues.tsv")} <= {"", "weak", "strict", "noun"}
    assert {row["kind"] for row in read_rows("phrases.tsv")} == set(cues._PHRASE_KIND)
    assert {row["takes"] for row in read_rows("attributions.tsv")} == {"source", "verb"}
    assert {row["role"] for row in read_rows("grammar.tsv")} == {*grammar._ROLES, "gloss", "adjunct", "turn"}


def test_no_strong_cue_is_a_word_of_the_grammar() -> None:
    """A form that is both is a cue only with what its row demands (weak, strict), or looks like a noun."""
    strong = {form for form, cue in cues.forms().items() if cue.kind == cues.VERB and not (cue.weak or cue.strict)}
    closed = grammar.COMPLEMENTISER | grammar.RELATIVE | grammar.NEGATION | grammar.MEDIUM | grammar.TIME
    assert sorted(form for form in strong if grammar.roles().get(form, 0) & closed) == []


@pytest.mark.parametrize("table", ["frequent_words.tsv", "word_classes.tsv"])
def test_counted_words_are_folded_already(table: str) -> None:
    assert [row["word"] for row in read_rows(table) if fold(row["word"]) != row["word"]] == []


def test_classes_of_counted_words_are_known_and_none_is_left_out() -> None:
    known = {"noun", "adjective", "imperfect", "perfect"}
    assert {name for row in read_rows("word_classes.tsv") for name in row["classes"].split()} == known
    assert all(row["classes"] for row in read_rows("word_classes.tsv"))


@pytest.mark.parametrize(
    ("word", "classes"),
    [("وزير", "noun"), ("جديد", "adjective"), ("يعمل", "imperfect"), ("توقف", "perfect"), ("هذا", "")],
)
def test_word_classes_of_plain_words(word: str, classes: str) -> None:
    row = next((row for row in read_rows("word_classes.tsv") if row["word"] == word), {"classes": ""})
    assert set(classes.split()) <= set(row["classes"].split())
    assert bool(classes) == bool(row["classes"])
