"""Simpler answers to the same questions, to be measured beside a model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from stance.classifier.baselines import LexiconStance
from stance.classifier.examples import Example
from stance.evaluation.judging import judge_article
from stance.evaluation.metrics import figures, tally
from stance.reading.gold import GoldArticle
from stance.records import LABELS, Analysis, Article, Finding, Quote, Span, Speaker, Stance

LEAST_WORDS = 3
"""Words between marks that are taken for a quote; fewer are mostly names."""
_MARKED = re.compile('«([^«»\\n]+)»|“([^“”\\n]+)”|"([^"\\n]+)"')


def quote_marks(article: Article) -> Analysis:
    """What stands between marks on one line, said by nobody known: the least that any extraction has to beat."""
    found = []
    for match in _MARKED.finditer(article.text):
        content = Span(*match.span(match.lastindex or 0))
        if len(match[match.lastindex or 0].split()) >= LEAST_WORDS:
            found.append(Finding(Quote("text", "direct", content, None, None, rule="marks"), Speaker(None, "none")))
    return Analysis(article, tuple(found))


def extraction_baseline(golds: Sequence[GoldArticle]) -> dict[str, float]:
    """The extraction figures of `quote_marks`."""
    judgements = [
        judgement
        for group, gold in enumerate(golds)
        for judgement in judge_article(gold, quote_marks(gold.article), group=group)
    ]
    sums = {name: np.asarray(values.sum()) for name, values in tally(judgements).items()}
    return {name: float(value) for name, value in figures(sums).items() if name.startswith("extraction.")}


def baselines() -> Mapping[str, Callable[[Sequence[Example]], Sequence[Stance]]]:
    """The baselines of stance that need no training, by name; the evaluation itself adds the commonest label."""
    return {"rules": _rules}


def _rules(examples: Sequence[Example]) -> list[Stance]:
    """The lexicon's rules, which learn nothing: sure of each answer."""
    answers = LexiconStance().fit([], LABELS).predict(examples)
    return [Stance(label, 1.0, {name: float(name == label) for name in LABELS}) for label in map(str, answers)]
