"""The model folder: what is written is read, nothing in it is run, and anything wrong with it is told."""

import hashlib
import io
import json
import pickle
import threading
from pathlib import Path

import numpy as np
import pytest

from stance.classifier import folder as model_folder
from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import Example
from stance.classifier.model import StanceModel, load_model
from stance.classifier.training import packaged_tables
from stance.errors import ModelError
from stance.records import DEFAULT_TARGET, LABELS, Analysis, Article, Finding, Quote, Span, Speaker

TEXTS = {"favor": "نرحب بالهدنة", "against": "سنواصل القتال", "neutral": "الاجتماع غدا"}
EXAMPLES = [Example(f"{text} {n}", context=text, label=label) for label, text in TEXTS.items() for n in range(4)]


@pytest.fixture(scope="module")
def model():
    return StanceModel(StanceClassifier(calibration_folds=0).fit(EXAMPLES).core_, {"date": "2026-01-01"})


@pytest.fixture
def saved(model, tmp_path):
    model.save(tmp_path / "model")
    return tmp_path / "model"


def analysis(*texts: str) -> Analysis:
    findings, start = [], 0
    for text in texts:
        findings.append(
            Finding(Quote("text", "indirect", Span(start, start + len(text)), None, None), Speaker("زيد", ""))
        )
        start += len(text) + 1
    return Analysis(Article("a", "\n".join(texts)), tuple(findings))


def forged(folder: Path, name: str, data: bytes) -> None:
    """Put `data` in a file of the folder, and make all checksums fit, as a malicious author would."""
    (folder / name).write_bytes(data)
    info = json.loads((folder / "model.json").read_text("utf-8"))
    info["files"][name] = hashlib.sha256(data).hexdigest()
    changed(folder, info)


def changed(folder: Path, info: dict) -> None:
    info["digest"] = model_folder._digest(info)
    (folder / "model.json").write_text(json.dumps(info, ensure_ascii=False), "utf-8")


def test_read_back_is_the_same(model, saved):
    again = load_model(saved)
    np.testing.assert_allclose(again.probabilities(EXAMPLES), model.probabilities(EXAMPLES), atol=1e-6)
    assert again.info["labels"] == ["against", "favor", "neutral"]
    assert again.info["targets"] == [DEFAULT_TARGET]
    assert again.info["date"] == "2026-01-01"


def test_saving_twice_gives_the_same_bytes(model, saved, tmp_path):
    model.save(tmp_path / "other")
    assert {path.name: path.read_bytes() for path in saved.iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()
    }


class Payload:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (Path.touch, (self.path,))


@pytest.mark.parametrize("wrap", ["pickle", "object array", "npz with an object"])
def test_a_planted_payload_is_not_run(saved, tmp_path, wrap):
    trap = tmp_path / "ran"
    if wrap == "pickle":
        data = pickle.dumps(Payload(trap))
    else:
        stream = io.BytesIO()
        planted = np.array([Payload(trap)], dtype=object)
        if wrap == "object array":
            np.save(stream, planted, allow_pickle=True)
        else:
            np.savez(stream, coefficients=planted)
        data = stream.getvalue()
    forged(saved, "arrays.npz", data)
    with pytest.raises(ModelError, match="not a whole model"):
        load_model(saved)
    assert not trap.exists()


@pytest.mark.parametrize("name", ["arrays.npz", "vocabulary.json", "lexica.json", "model.json"])
@pytest.mark.parametrize("damage", ["removed", "truncated", "altered"])
def test_damage_is_told(saved, name, damage):
    path = saved / name
    data = path.read_bytes()
    if damage == "removed":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(data.replace(b"e", b"a", 1))
    with pytest.raises(ModelError, match="stance train") as caught:
        load_model(saved)
    assert str(saved) in str(caught.value)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 99}, "update stance"),
        ({"format": "1"}, "no format version"),
        ({"libraries": {"scikit-learn": "0.2"}}, r"scikit-learn 0\.2"),
        ({"features": {"blocks": ["dreams"], "weights": {}}}, "dreams"),
        ({"temperature": None}, "not a whole model"),
        ({"labels": ["favor"]}, "not a whole model"),
    ],
)
def test_other_versions_are_told(saved, change, told):
    changed(saved, json.loads((saved / "model.json").read_text("utf-8")) | change)
    with pytest.raises(ModelError, match=told):
        load_model(saved)


@pytest.mark.parametrize("info", ["[]", "null", "3", "{}"])
def test_another_json_is_no_model(saved, info):
    (saved / "model.json").write_text(info)
    with pytest.raises(ModelError, match="not a model"):
        load_model(saved)


def test_another_folder_is_not_overwritten(model, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ModelError, match="no model folder"):
        model.save(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_failed_save_leaves_the_old_model(model, saved, monkeypatch):
    before = {path.name: path.read_bytes() for path in saved.iterdir()}

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(model_folder.os, "fsync", full)
    with pytest.raises(ModelError, match="No space left"):
        model.save(saved)
    assert {path.name: path.read_bytes() for path in saved.iterdir()} == before
    assert [path.name for path in saved.parent.iterdir()] == ["model"]


def test_an_interrupted_swap_leaves_the_old_model(model, saved, monkeypatch):
    before = {path.name: path.read_bytes() for path in saved.iterdir()}
    rename = Path.rename

    def interrupted(path, target):
        if target == saved and not path.name.endswith(".old"):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        model.save(saved)
    assert {path.name: path.read_bytes() for path in saved.iterdir()} == before
    assert [path.name for path in saved.parent.iterdir()] == ["model"]


def test_two_load_at_once(saved):
    found = []
    threads = [threading.Thread(target=lambda: found.append(load_model(saved))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4


def test_classify_fills_in_every_finding(model):
    one, two = model.classify(
        [analysis(*TEXTS.values()), analysis("سنواصل القتال")], target=DEFAULT_TARGET, min_confidence=0.0
    )
    assert all(finding.stance and set(finding.stance.probabilities) == set(LABELS) for finding in one.findings)
    assert two.findings[0].stance.label == "against"
    assert (one.target, one.article) == (DEFAULT_TARGET, analysis(*TEXTS.values()).article)


def test_unsure_is_uncertain(model):
    (found,) = model.classify([analysis("الاجتماع غدا")], target=DEFAULT_TARGET, min_confidence=1.0)
    assert found.findings[0].stance.label == "uncertain"
    assert found.findings[0].stance.explanation is None


def test_explained(model):
    (found,) = model.classify([analysis("نرحب بالهدنة")], target=DEFAULT_TARGET, min_confidence=0.0, explain=True)
    explanation = found.findings[0].stance.explanation
    assert explanation["label"] == "favor"
    assert json.dumps(explanation)


def test_an_article_without_quotes(model):
    (found,) = model.classify([Analysis(Article("a", ""), ())], target=DEFAULT_TARGET, min_confidence=0.0, explain=True)
    assert found.findings == ()


def test_an_untrained_target_is_warned_of_once(model, caplog):
    for _ in range(2):
        model.classify([analysis("نعم")], target="التطعيم", min_confidence=0.0)
    assert len([record for record in caplog.records if "not trained on the target التطعيم" in record.message]) == 1
    caplog.clear()
    model.classify([analysis("نعم")], target="الهدنة", min_confidence=0.0)
    assert not caplog.records


def test_the_embedded_model_is_whole():
    model = load_model()
    assert model.core.labels == ("against", "favor", "neutral")
    folder = Path(model_folder.__file__).resolve().parent.parent / "model"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 6_000_000
    assert model.info["cross_validation"]["by article"]["macro_f1"] > 0.7


def test_the_embedded_model_is_of_this_data():
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in packaged_tables()}
    told = {entry["file"]: entry["sha256"] for entry in load_model().info["data"]}
    assert told == files, "the data changed: uv run train.py --embedded"
