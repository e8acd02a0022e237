"""The forms that are made of a cue's row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from stance.lexicon import read_rows
from stance.quotes.cues import (
    CLAUSE,
    COLON,
    MARKS,
    NOUN,
    OBJECT,
    PREDICATE,
    PREPOSITION,
    VERB,
    _governs,
    attributions,
    forms,
    phrases,
)
from stance.text.folding import fold

with (Path(__file__).parent / "cases" / "cue_forms.tsv").open(encoding="utf-8", newline="") as _lines:
    ROWS = list(csv.DictReader(_lines, delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=[row["form"] for row in ROWS])
def test_form(row: dict[str, str]) -> None:
    cue = forms()[fold(row["form"])]
    assert (cue.lemma, cue.kind, cue.gender, cue.number, cue.past, cue.pronoun) == (
        fold(row["lemma"]),
        row["kind"],
        row["gender"],
        row["number"],
        row["past"] == "yes",
        row["pronoun"] == "yes",
    )


@pytest.mark.parametrize("form", ["القول", "قولا", "أكدوها جميعا", "دعوى", "معلنون", "قلنا", "وو", "ف", "الوزير"])
def test_what_is_no_form(form: str) -> None:
    assert fold(form) not in forms()


@pytest.mark.parametrize("clitic", ["و", "ف"])
def test_conjunctions_are_counted(clitic: str) -> None:
    cue = forms()[clitic + "قال"]
    assert cue.clitic == 1
    assert forms()["قال"] == cue._replace(clitic=0)


@pytest.mark.parametrize("row", list(read_rows("cues.tsv")), ids=[row["lemma"] for row in read_rows("cues.tsv")])
def test_every_principal_part_is_a_cue(row: dict[str, str]) -> None:
    for column in ("past", "present"):
        if row[column]:
            assert forms()[fold(row[column])].kind == VERB
    assert row["past"] or row["present"] or row["participle"]


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("", 0),
        ("أن", CLAUSE),
        ('أن;:;""', CLAUSE | COLON | MARKS),
        ("NP;أن", NOUN | CLAUSE),
        ("X ب", OBJECT | PREPOSITION["ب"]),
        ("X أن", OBJECT | CLAUSE),
        ("X NP", OBJECT | NOUN),
        ("NP NP", PREDICATE),
        ("NP إلى", NOUN),
        ("إلى;على", PREPOSITION["الي"] | PREPOSITION["علي"]),
    ],
)
def test_what_a_row_governs(text: str, bits: int) -> None:
    assert _governs(text) == bits


def test_longer_phrases_come_first() -> None:
    for entries in phrases().values():
        assert [len(rest) for rest, _ in entries] == sorted((len(rest) for rest, _ in entries), reverse=True)
    for options in attributions().values():
        assert [len(option.rest) for option in options] == sorted(
            (len(option.rest) for option in options), reverse=True
        )


def test_phrases_know_their_length() -> None:
    for first, entries in phrases().items():
        for rest, cue in entries:
            assert cue.length == 1 + len(rest)
            assert first[cue.clitic :] == cue.lemma.split()[0]
