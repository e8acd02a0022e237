"""An evaluation from gold to figures, and what is remembered of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stance.classifier.examples import Example
from stance.evaluation import metrics
from stance.evaluation.baselines import extraction_baseline
from stance.evaluation.coverage import Point, coverage_curve
from stance.evaluation.judging import Judgement
from stance.evaluation.predicting import Model, judge_articles, judge_table, majority
from stance.evaluation.resampling import SAMPLES, Interval, by_group, draws, interval, resampled, totals
from stance.evaluation.slices import Slice, slices
from stance.reading.gold import GoldArticle
from stance.records import LABELS, Stance


class Data(NamedTuple):
    """What was measured on: `form` is "articles" or "table"; `sha256` is of the gold content, wherever it lay."""

    name: str
    form: str
    sha256: str
    groups: tuple[str, ...]
    quotes: int


class Evaluation(NamedTuple):
    """An evaluation's judgements and all figures read off them.

    Attributes
    ----------
    counts : dict of array, (groups,)
        `metrics.tally` summed by article: what a paired comparison needs.
    figures, intervals : dict
        By dotted name, as in ``metrics.json``. Where there is one article alone there are no intervals.
    baselines : dict
        The figures of simple answers to the same questions, by name of the baseline.
    """

    data: Data
    judgements: tuple[Judgement, ...]
    counts: Mapping[str, NDArray[np.float64]]
    figures: Mapping[str, float]
    intervals: Mapping[str, Interval]
    slices: tuple[Slice, ...]
    coverage: tuple[Point, ...]
    baselines: Mapping[str, Mapping[str, float]]


Answers = Callable[[Sequence[Example]], Sequence[Stance]]
"""A baseline's stances for the gold quotes."""


def evaluate_articles(
    golds: Sequence[GoldArticle], model: Model | None, *, name: str, baselines: Mapping[str, Answers] | None = None
) -> Evaluation:
    """Extraction, attribution, stance and the whole on annotated articles; without a `model` the first two alone."""
    ids = tuple(gold.article.id for gold in golds)
    content = [
        [gold.article.id, gold.article.text, gold.target, [list(map(_plain, quote)) for quote in gold.quotes]]
        for gold in golds
    ]
    quotes = sum(len(gold.quotes) for gold in golds)
    data = Data(name, "articles", _digest(content), ids, quotes)
    evaluation = assess(data, judge_articles(golds, model), baselines=baselines or {})
    return evaluation._replace(baselines={"quote_marks": extraction_baseline(golds), **evaluation.baselines})


def evaluate_table(
    examples: Sequence[Example], model: Model, *, name: str, baselines: Mapping[str, Answers] | None = None
) -> Evaluation:
    """Stance alone on the labelled rows of a table."""
    judgements = judge_table(examples, model)
    ids: dict[int, str] = {}
    for judgement, example in zip(judgements, examples, strict=True):
        ids.setdefault(judgement.group, example.article_id or f"row {judgement.group + 1}")
    content = [[example.text, example.label, example.target, example.cue, example.article_id] for example in examples]
    data = Data(name, "table", _digest(content), tuple(ids.values()), len(examples))
    return assess(data, judgements, baselines=baselines or {})


def assess(
    data: Data, judgements: Sequence[Judgement], *, baselines: Mapping[str, Answers], samples: int = SAMPLES
) -> Evaluation:
    """All figures of `judgements`."""
    columns = metrics.tally(judgements)
    group = np.array([judgement.group for judgement in judgements], dtype=np.int64)
    counts = by_group(columns, group, len(data.groups))
    weights = draws(len(data.groups), samples=samples) if data.groups else np.zeros((samples, 0))
    figures = {key: float(value) for key, value in metrics.figures(totals(counts)).items()}
    intervals = {}
    if len(data.groups) > 1:
        replicates = metrics.figures(resampled(counts, weights))
        intervals = {key: interval(np.broadcast_to(replicates[key], (samples,))) for key in figures}
    return Evaluation(
        data,
        tuple(judgements),
        counts,
        figures,
        intervals,
        tuple(slices(judgements, columns, weights)),
        tuple(coverage_curve(judgements, weights)),
        _baselines(judgements, baselines),
    )


def _baselines(judgements: Sequence[Judgement], answers: Mapping[str, Answers]) -> dict[str, dict[str, float]]:
    """Stance figures on gold spans of the commonest label and of `answers`."""
    asked = [judgement for judgement in judgements if judgement.on_gold is not None]
    if not asked:
        return {}
    labels = [judgement.label for judgement in asked if judgement.label]
    constant = majority(labels)
    best = max(LABELS, key=lambda label: constant[label])
    given: dict[str, Sequence[Stance]] = {"majority": [Stance(best, 1.0, constant)] * len(asked)}
    examples = [judgement.example for judgement in asked]
    given |= {name: answer(examples) for name, answer in answers.items()}
    result = {}
    for name, stances in given.items():
        answered = [
            Judgement(judgement.group, judgement.example, on_gold=stance)
            for judgement, stance in zip(asked, stances, strict=True)
        ]
        sums = {key: np.asarray(values.sum()) for key, values in metrics.tally(answered).items()}
        result[name] = {
            key: float(value) for key, value in metrics.figures(sums).items() if key.startswith("stance.gold_spans.")
        }
    return result


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _digest(content: Any) -> str:
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    ).hexdigest()
