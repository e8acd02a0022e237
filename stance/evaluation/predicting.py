"""Runs the tool on what is to be judged: the pipeline on gold articles, the classifier on gold spans and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from stance.classifier.examples import Example, from_gold
from stance.evaluation.judging import Judgement, judge_article, judge_rows
from stance.pipeline import BATCH, find
from stance.reading.gold import GoldArticle
from stance.records import LABELS, Analysis, Stance


class Model(Protocol):
    """What the evaluation needs of a stance model."""

    def classify(
        self, batch: Sequence[Analysis], *, target: str, min_confidence: float = ..., explain: bool = ...
    ) -> Iterable[Analysis]:
        """The analyses with a stance in each finding."""

    def stances(self, examples: Sequence[Example]) -> list[Stance]:
        """The stance of each example; the examples of an article stand together."""


def judge_articles(golds: Sequence[GoldArticle], model: Model | None) -> list[Judgement]:
    """Judgements of annotated articles, by the pipeline as a user runs it; without a `model` there are no stances."""
    judgements: list[Judgement] = []
    numbered = list(enumerate(golds))
    for start in range(0, len(golds), BATCH):
        for target, members in groupby(numbered[start : start + BATCH], key=lambda member: member[1].target):
            judgements += _judge_batch(list(members), model, target)
    return judgements


def judge_table(examples: Sequence[Example], model: Model) -> list[Judgement]:
    """Judgements of labelled rows."""
    return judge_rows(examples, model.stances(examples))


def _judge_batch(members: Sequence[tuple[int, GoldArticle]], model: Model | None, target: str) -> list[Judgement]:
    analyses: Sequence[Analysis] = [find(gold.article) for _, gold in members]
    on_gold: list[list[Stance] | None] = [None] * len(members)
    if model is not None:
        analyses = list(model.classify(analyses, target=target))
        examples = [from_gold(gold) for _, gold in members]
        answers = iter(model.stances([example for part in examples for example in part]))
        on_gold = [[next(answers) for _ in part] for part in examples]
    return [
        judgement
        for (group, gold), analysis, answered in zip(members, analyses, on_gold, strict=True)
        for judgement in judge_article(gold, analysis, group=group, stances=answered)
    ]


def majority(labels: Iterable[str]) -> Mapping[str, float]:
    """The probabilities of the constant answer: the commonest of `labels` (of equals the first of `LABELS`)."""
    counted = list(labels)
    best = max(LABELS, key=counted.count)
    return {label: float(label == best) for label in LABELS}
