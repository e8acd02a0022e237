"""`stance train` as a user calls it: a table in, a model folder out, and every bad row told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

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
    assert "plain TF-IDF" in shown
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


def test_options_reach_the_training(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "no-pack"
    status = main(["train", str(table), "--model", str(tmp_path / "model"), "--target-pack", str(missing)])
    assert status == 2
    assert "no-pack" in capsys.readouterr().err
