"""Lemmas of a morphology database: a tiny invented one, and the real one where it is installed."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from sklearn.base import clone

from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import Example
from stance.classifier.explanation import explain
from stance.classifier.model import StanceModel, load_model
from stance.classifier.morphology import Lemmatizer
from stance.cli.main import main
from stance.errors import InputError, ModelError

DATABASE = Path(__file__).parent / "cases" / "morphology.db"
INSTALLED = Path.home() / ".camel_tools/data/morphology_db/calima-msa-r13/morphology.db"
REAL = Path(os.environ.get("STANCE_MORPHOLOGY", INSTALLED))
TEXTS = {"favor": "نريد الهدنة", "against": "نريد القتال", "neutral": "طقس حار"}
EXAMPLES = [Example(text, context=text, label=label) for label, text in TEXTS.items() for _ in range(4)]


@pytest.fixture(scope="module")
def classifier():
    return StanceClassifier(morphology=DATABASE, calibration_folds=0).fit(EXAMPLES)


@pytest.fixture
def saved(classifier, tmp_path):
    StanceModel(classifier.core_, {"date": "2026-01-01"}).save(tmp_path / "model")
    return tmp_path / "model"


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("الهدنه", "هُدْنَة"),
        ("هدنات", "هُدْنَة"),
        ("القتال", "قِتال"),
        ("وقف", "وَقَف"),  # the likelier of two
        ("الوقف", "وَقْف"),  # the only one with the article
        ("زيد", "زيد"),
        ("abc", "abc"),
        ("0", "0"),
    ],
)
def test_lemma(word, lemma):
    assert Lemmatizer(DATABASE)(word) == lemma


@pytest.mark.parametrize(("word", "lemma"), [("سيواصلون", "واصَل"), ("بالهدنه", "هُدْنَة"), ("المفاوضات", "مُفاوَضَة")])
def test_lemma_of_the_real_database(word, lemma):
    if not REAL.is_file():
        pytest.skip(f"no morphology database at {REAL} (`camel_data -i morphology-db-msa-r13`, or STANCE_MORPHOLOGY)")
    assert Lemmatizer(REAL)(word) == lemma


@pytest.mark.parametrize("data", [None, b"", b"text\nmore", b"\x1f\x8b\xff\x00", b"###DEFINES###\n"])
def test_what_is_no_database_is_told(data, tmp_path):
    path = tmp_path / "some.db"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match="camel_data") as caught:
        Lemmatizer(path)
    assert str(path) in str(caught.value)


def test_nothing_is_downloaded(tmp_path):
    """Where camel-tools has no data yet, its import would fetch its catalogue."""
    code = f"""
import socket
def refuse(*_, **__): raise AssertionError("the network was asked")
socket.getaddrinfo = socket.create_connection = refuse
from pathlib import Path
from stance.classifier.morphology import Lemmatizer
assert Lemmatizer(Path({str(DATABASE)!r}))("القتال") != "القتال"
"""
    environment = os.environ | {"HOME": str(tmp_path), "CAMELTOOLS_DATA": str(tmp_path / "none")}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def test_another_process_reads_it_itself():
    sent = pickle.dumps(Lemmatizer(DATABASE))
    assert len(sent) < 500
    assert pickle.loads(sent)("القتال") == "قِتال"


def test_lemmas_are_features(classifier):
    assert "lemma:هُدْنَة" in classifier.core_.vectorizer.names()
    assert classifier.predict(["هدنات", "قتال"]).tolist() == ["favor", "against"]
    assert clone(classifier).get_params() == classifier.get_params()
    with pytest.raises(ValueError, match="morphology"):
        StanceClassifier(blocks=("word", "lemma")).fit(EXAMPLES)


def test_explained_lemmas_add_up(classifier):
    for found in explain(classifier.core_, EXAMPLES):
        assert sum(part["weight"] for part in found["parts"]) == pytest.approx(found["score"])


def test_the_model_remembers_what_it_needs(classifier, saved, tmp_path, caplog):
    with pytest.raises(ModelError, match="--morphology FILE") as caught:
        load_model(saved)
    assert DATABASE.name in str(caught.value)
    again = load_model(saved, morphology=DATABASE)
    assert again.core.probabilities(EXAMPLES) == pytest.approx(classifier.predict_proba(EXAMPLES), abs=1e-6)
    assert not caplog.records
    other = tmp_path / "other.db"
    other.write_bytes(DATABASE.read_bytes().replace(b"-4.0", b"-4.1"))
    load_model(saved, morphology=other)
    assert "another morphology database" in caplog.text


def test_commands(saved, tmp_path, capsys):
    table = tmp_path / "labelled.csv"
    rows = "".join(f"{text},{label},{label}{n}\n" for label, text in TEXTS.items() for n in range(10))
    table.write_text(f"text,label,article_id\n{rows}", encoding="utf-8")
    model, article = tmp_path / "trained", tmp_path / "article.txt"
    article.write_text("أعلن الوزير أن بلاده ترحب بالهدنة.", encoding="utf-8")
    given = ["--morphology", str(DATABASE)]
    assert main(["train", str(table), "--model", str(model), *given]) == 0
    assert json.loads((model / "model.json").read_text("utf-8"))["morphology"]["file"] == DATABASE.name
    assert "scoring needs" in (model / "MODEL_CARD.md").read_text("utf-8")
    capsys.readouterr()
    assert main(["score", str(article), "--model", str(model)]) == 2
    assert "--morphology FILE" in capsys.readouterr().err
    assert main(["score", str(article), "--model", str(model), *given, "--explain"]) == 0
    report = ["--report", str(tmp_path / "report"), "--model", str(model)]
    assert main(["evaluate", str(table), *report]) == 2
    assert main(["evaluate", str(table), *report, *given]) == 0
