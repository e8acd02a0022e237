"""The committed report of the embedded model says what the code and data of this commit give."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from stance.classifier.model import load_model
from stance.evaluation.baselines import baselines
from stance.evaluation.run import evaluate_articles
from stance.reading.gold import read_gold
from stance.report.folder import metrics_record
from stance.report.model_facts import model_facts

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "reports" / "default"
AGAIN = "make it again: uv run stance evaluate data/articles.test.jsonl --report reports/default"
CLOSE = 2e-3
"""What a quote that falls on the other side of a rounding on another machine may change."""


def numbers(record: Any, path: str = "") -> Iterator[tuple[str, float]]:
    """Every figure of a metrics record with its place; intervals and slices, which hang on few quotes, are left out."""
    if isinstance(record, Mapping):
        for name, value in record.items():
            if name not in {"slices", "coverage", "bootstrap"} and not name.endswith("_ci"):
                yield from numbers(value, f"{path}.{name}".lstrip("."))
    elif isinstance(record, (int, float)):
        yield path, float(record)


def test_its_figures_match_code_and_data() -> None:
    written = json.loads((REPORT / "metrics.json").read_text("utf-8"))
    data = ROOT / "data" / "articles.test.jsonl"
    model = load_model()
    evaluation = evaluate_articles(read_gold(data), model, name=data.name, baselines=baselines())
    made = metrics_record(evaluation, model_facts(model, name="default"))
    assert written["data"]["sha256"] == made["data"]["sha256"], f"the data has changed; {AGAIN}"
    assert written["model"] == made["model"], f"the model has changed; {AGAIN}"
    assert dict(numbers(written)) == pytest.approx(dict(numbers(made)), abs=CLOSE), AGAIN


def test_its_page_shows_the_same_figures() -> None:
    metrics = json.loads((REPORT / "metrics.json").read_text("utf-8"))
    page = (REPORT / "report.html").read_text("utf-8")
    for figure in (
        metrics["extraction"]["f1"],
        metrics["attribution"]["accuracy"],
        metrics["stance"]["gold_spans"]["macro_f1"],
        metrics["end_to_end"]["f1"],
    ):
        assert f'class="big"><span class="number">{figure:.3f}</span>' in page, AGAIN


def test_readme_names_the_command() -> None:
    assert AGAIN.split(": ")[1] in (ROOT / "README.md").read_text("utf-8")
