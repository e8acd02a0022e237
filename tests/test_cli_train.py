"""`stance train` as a user calls it: a table in, a model folder out, and every bad row told."""

from __future__ import annotations

import csv
import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from stance.classifier import training
from stance.cli.main import main
from stance.reading.packaged import data_folder

ROWS = 70


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first rows of the project's own data, as a user's table."""
    path = tmp_path_factory.mktemp("train") / "labelled.csv"
    with (data_folder() / "rows.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for _, row in zip(range(ROWS + 1), csv.reader(lines), strict=False)]
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def test_a_table_becomes_a_model_that_scores(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "model"
    assert main(["train", str(table), "--model", str(model)]) == 0
    shown = capsys.readouterr().out
    assert "by article" in shown
    assert "by speaker" in shown
    assert "plain TF-IDF" in shown
    assert "calibration error" in shown
    assert "learning curve" in shown
    assert (model / "model.json").is_file()
    article = tmp_path / "article.txt"
    article.write_text("أعلن الوزير أن بلاده ترحب بالهدنة.", encoding="utf-8")
    assert main(["score", str(article), "--model", str(model), "--format", "csv"]) == 0
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert row["text"] == "بلاده ترحب بالهدنة"
    assert row["stance"] in ("favor", "against", "neutral")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("text;x\nهدنة;1\n", "no column label"),
        ("text,label\nهدنة,maybe\nحرب,favor\n", "row 2: column label"),
        ("text,label\n,favor\n", "column text"),
        ("", "the table has no columns"),
    ],
)
def test_a_bad_table_is_told_with_its_row(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(content, encoding="utf-8")
    assert main(["train", str(bad), "--model", str(tmp_path / "model")]) == 2
    message = capsys.readouterr().err
    assert "bad.csv" in message
    assert told in message
    assert not (tmp_path / "model").exists()


def small(path: Path, fields: Callable[[int], str], header: str) -> Path:
    """A table of 24 invented rows of two labels; `fields` makes what stands behind text and label of row `n`."""
    texts = {"favor": "نرحب بالهدنة", "against": "سنواصل القتال"}
    rows = [f"{texts[label]} {n},{label}{fields(n)}\n" for n in range(12) for label in texts]
    path.write_text(f"text,label{header}\n{''.join(rows)}", encoding="utf-8")
    return path


def test_what_makes_the_figures_doubtful_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = small(tmp_path / "small.csv", lambda _: "", "")
    with table.open("a", encoding="utf-8") as out:
        out.write("نرحب بالهدنة 1,against\n")
    assert main(["train", str(table), "--model", str(tmp_path / "model")]) == 0
    shown, told = capsys.readouterr()
    for part in ("favor (12)", "25 of 25 rows have no article_id", "column speaker", "1 quotes stand there twice"):
        assert part in told
    assert "by speaker" not in shown
    assert "nan" not in shown
    assert "by speaker" not in json.loads((tmp_path / "model" / "model.json").read_text("utf-8"))["cross_validation"]


@pytest.mark.parametrize(
    ("fields", "header"), [(lambda _: ",one", ",article_id"), (lambda _: ",,test", ",article_id,split")]
)
def test_rows_that_cannot_be_measured_are_refused(
    fields: Callable[[int], str], header: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = small(tmp_path / "small.csv", fields, header)
    assert main(["train", str(table), "--model", str(tmp_path / "model")]) == 2
    assert "small.csv" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("step", ["out_of_fold", "learning_curve", "model_card"])
def test_an_interruption_leaves_nothing_behind(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = small(tmp_path / "small.csv", lambda n: f",{n}", ",article_id")
    monkeypatch.setattr(training, step, lambda *_, **__: signal.raise_signal(signal.SIGINT))
    assert main(["train", str(table), "--model", str(tmp_path / "model"), "--report", str(tmp_path / "report")]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["small.csv"]


def test_options_reach_the_training(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "no-pack"
    status = main(["train", str(table), "--model", str(tmp_path / "model"), "--target-pack", str(missing)])
    assert status == 2
    assert "no-pack" in capsys.readouterr().err
