"""The scores of the extraction never fall silently."""

from __future__ import annotations

import tomllib
from pathlib import Path

from stance.evaluation.run import evaluate_articles
from stance.reading.gold import read_gold

HERE = Path(__file__).parent
PINNED = tomllib.loads((HERE / "score_floors.toml").read_text("utf-8"))


def test_every_score_is_above_its_floor_and_every_floor_close_below_its_score() -> None:
    golds = read_gold(HERE.parent / "data" / "articles.test.jsonl")
    figures = evaluate_articles(golds, None, name="test").figures
    fallen = {name: (figures[name], floor) for name, floor in PINNED["floors"].items() if figures[name] < floor}
    assert not fallen, f"scores under their floors (score, floor): {fallen}; see `stance errors`"
    stale = {
        name: (figures[name], floor)
        for name, floor in PINNED["floors"].items()
        if figures[name] > floor + PINNED["slack"]
    }
    assert not stale, f"scores have risen: raise these floors in tests/score_floors.toml (score, floor): {stale}"
