"""Word vectors: two runs give the same, quantisation loses little, a damaged file is told."""

import json
import random

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.base import clone

from stance.classifier.cooccurrence import Size, learn_vectors
from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import Example
from stance.classifier.explanation import explain
from stance.classifier.linear import fit_linear
from stance.classifier.model import StanceModel, load_model
from stance.classifier.vectorizer import Projection
from stance.classifier.vectors import packed, quantise, read_vectors, write_vectors
from stance.cli.main import main
from stance.errors import InputError, ModelError

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


def labelled(words: dict[str, list[str]]) -> list[Example]:
    return [
        Example(f"{word} {number}", context=word, article_id=f"{label}{number}", label=label)
        for label, some in words.items()
        for word in some
        for number in range(3)
    ]


SEEN = labelled({"favor": CALM[:3], "against": WAR[:3], "neutral": ["طقس", "مطر"]})


@pytest.fixture(scope="module")
def classifier(table):
    return StanceClassifier(vectors=table, calibration_folds=0).fit(SEEN)


def test_a_word_never_seen_goes_with_its_like(classifier):
    against, favor, _ = classifier.predict_proba(["تفاوض", "تسوية", "صاروخ", "دبابة"]).T
    assert (favor > against).tolist() == [True, True, False, False]


def test_explained_with_words_that_add_up(classifier):
    (found,) = explain(classifier.core_, [Example("صاروخ", context="صاروخ")])
    assert sum(part["weight"] for part in found["parts"]) == pytest.approx(found["score"])
    assert {"vector:صاروخ"} == {part["feature"] for part in found["parts"] if part["feature"].startswith("vector")}


def test_coefficients_of_stems_are_those_of_their_vectors(table):
    projection = Projection(2, table.rows[:-1].astype(float))
    chance = np.random.default_rng(0)
    stems = chance.random((30, 2 + len(table.stems) + 1)) * (chance.random((30, 3 + len(table.stems))) < 0.3)
    labels = np.array(["a", "b", "c"] * 10)
    targets = np.array(["x"] * 30)
    found = fit_linear(csr_matrix(stems), labels, targets, strength=1.0, seed=0, projection=projection)
    dense = np.hstack([stems[:, :2], stems[:, 2:-1] @ projection.rows, stems[:, -1:]])
    plain = fit_linear(csr_matrix(dense), labels, targets, strength=1.0, seed=0)
    np.testing.assert_allclose(stems @ found.coefficients, dense @ plain.coefficients, atol=1e-9)


def test_the_model_folder_needs_no_table(classifier, tmp_path):
    StanceModel(classifier.core_, {}).save(tmp_path / "model")
    again = load_model(tmp_path / "model")
    unseen = [Example("تفاوض", context="تفاوض"), *SEEN]
    np.testing.assert_allclose(again.core.probabilities(unseen), classifier.predict_proba(unseen), atol=1e-6)


def test_conventions(table, tmp_path):
    write_vectors(table, tmp_path / "v")
    classifier = StanceClassifier(vectors=tmp_path / "v", calibration_folds=0)
    assert clone(classifier).get_params() == classifier.get_params()
    by_file = classifier.fit(SEEN).predict_proba(SEEN)
    np.testing.assert_array_equal(clone(classifier).set_params(vectors=table).fit(SEEN).predict_proba(SEEN), by_file)
    assert clone(classifier.set_params(vectors=table)).fit(SEEN).vectors.stems == table.stems
    with pytest.raises(ValueError, match="needs a table of word vectors"):
        StanceClassifier(blocks=("word", "vector")).fit(SEEN)


def test_training_with_a_table(table, tmp_path, capsys):
    rows = "".join(f"{example.text},{example.label},{example.article_id}\n" for example in SEEN)
    (tmp_path / "labelled.csv").write_text(f"text,label,article_id\n{rows}", "utf-8")
    command = ["train", str(tmp_path / "labelled.csv"), "--model", str(tmp_path / "model"), "--vectors"]
    path = tmp_path / "news.vectors"
    path.write_bytes(packed(table)[:-40])
    assert main([*command, str(path)]) == 2
    assert "make it again with `stance vectors`" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
    write_vectors(table, path)
    assert main([*command, str(path)]) == 0
    assert load_model(tmp_path / "model").info["vectors"]["file"] == "news.vectors"
    assert "news.vectors" in (tmp_path / "model" / "MODEL_CARD.md").read_text("utf-8")
    for name in ("vocabulary.json", "arrays.npz"):
        whole = (tmp_path / "model" / name).read_bytes()
        (tmp_path / "model" / name).write_bytes(whole[:-9] + b"123456789")
        with pytest.raises(ModelError, match="damaged or altered"):
            load_model(tmp_path / "model")
        (tmp_path / "model" / name).write_bytes(whole)
