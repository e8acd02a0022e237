"""Word vectors: two runs give the same, quantisation loses little, a damaged file is told."""

import json
import random

import numpy as np
import pytest

from stance.classifier.cooccurrence import Size, learn_vectors
from stance.classifier.vectors import packed, quantise, read_vectors, write_vectors
from stance.cli.main import main
from stance.errors import InputError

CALM = ["هدنة", "سلام", "حوار", "اتفاق", "تفاوض", "تسوية"]
WAR = ["قتال", "قصف", "هجوم", "معركة", "صاروخ", "دبابة"]
SMALL = Size(stems=50, contexts=50, dimensions=4, least=2)


def invented(count: int = 300) -> list[str]:
    """Sentences of words of one kind only."""
    chance = random.Random(0)
    return [" ".join(chance.choices(chance.choice([CALM, WAR]), k=8)) + "." for _ in range(count)]


@pytest.fixture(scope="module")
def table():
    return learn_vectors(invented(), size=SMALL)


def test_two_runs_are_the_same(table):
    assert packed(learn_vectors(invented(), size=SMALL)) == packed(table)


def test_words_of_one_kind_are_near(table):
    rows = table.rows
    calm = [rows[place] for stem, place in table.places.items() if stem in {"هدن", "سلام", "حوار", "اتفاق"}]
    war = [rows[place] for stem, place in table.places.items() if stem in {"قتال", "قصف", "هجوم", "صاروخ"}]
    assert len(calm) >= 3
    assert len(war) >= 3
    within = min(float(one @ other) for group in (calm, war) for one in group for other in group)
    across = max(float(one @ other) for one in calm for other in war)
    assert within > across


def test_quantisation_is_off_by_half_a_scale_at_most():
    vectors = np.random.default_rng(0).normal(size=(40, 9))
    vectors[3] = 0
    quantised, scales = quantise(vectors)
    assert (np.abs(quantised * scales[:, None] - vectors) <= 0.5001 * scales[:, None]).all()


def test_an_unknown_stem_is_the_zero_vector(table):
    assert not table.rows[table.place("مجهول")].any()


def test_written_and_read(table, tmp_path):
    write_vectors(table, tmp_path / "v")
    again = read_vectors(tmp_path / "v")
    assert again.stems == table.stems
    np.testing.assert_array_equal(again.rows, table.rows)


def test_a_damaged_file_is_told(table, tmp_path):
    whole, path = packed(table), tmp_path / "v"
    for data in (b"", b"text", whole[: len(whole) // 2], whole[:60] + b"\0" * 20 + whole[80:]):
        path.write_bytes(data)
        with pytest.raises(InputError, match="stance vectors"):
            read_vectors(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_vectors(tmp_path / "none")


def test_too_little_text_is_told():
    with pytest.raises(InputError, match="need more text"):
        learn_vectors(["كلمة واحدة"])


def test_command(tmp_path):
    archive = tmp_path / "archive.jsonl"
    archive.write_text("".join(json.dumps({"text": text}) + "\n" for text in invented()), "utf-8")
    path = tmp_path / "v"
    assert main(["vectors", str(archive), "--output", str(path), "--dimensions", "4", "--least", "2"]) == 0
    assert read_vectors(path).dimensions == 4
