"""The experiment with a learned referee: its candidates and choices, on a few packaged articles."""

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin

from stance.evaluation.judging import judge_article
from stance.pipeline import find
from stance.reading.gold import read_gold
from stance.reading.packaged import data_folder
from tests.experiments.referee import choose, keep, keep_candidates, referee, speaker_candidates

ARTICLES = 12


@pytest.fixture(scope="module")
def golds():
    return read_gold(data_folder() / "articles.train.jsonl")[:ARTICLES]


@pytest.fixture(scope="module")
def judged(golds):
    return [one for number, gold in enumerate(golds) for one in judge_article(gold, find(gold.article), group=number)]


def test_rules_answers_are_those_of_the_tool(golds, judged):
    quotes = [one for one in keep_candidates(golds) if one.plain]
    assert len(quotes) == sum(one.finding is not None for one in judged)
    assert sum(one.right for one in quotes) == sum(one.matched for one in judged)
    speakers = [one for one in speaker_candidates(golds) if one.plain]
    assert len(speakers) == sum(one.matched for one in judged)
    assert sum(one.right for one in speakers) == sum(one.speaker_right for one in judged)


def test_choices(golds):
    candidates = speaker_candidates(golds)
    plain = np.array([one.plain for one in candidates])
    scores = np.random.default_rng(0).random(len(candidates))
    assert (choose(candidates, scores, 1.0) == plain).all()
    best = choose(candidates, scores, 0.0)
    assert best.sum() == plain.sum() == len({one.question for one in candidates})
    assert keep(candidates, scores, 0.0).all()
    assert (keep(candidates, scores, 0.5) == (scores >= 0.5)).all()


def test_referee_has_not_seen_the_article(golds):
    """A model that remembers its training rows would take what is right: here each article has features of its own."""
    candidates = [one._replace(features={f"article {one.article} {one.right}": 1.0}) for one in keep_candidates(golds)]

    class Remembers(ClassifierMixin, BaseEstimator):
        def fit(self, features, right):
            self.known = {key for row, good in zip(features, right, strict=True) if good for key in row}
            self.classes_ = np.array([False, True])
            return self

        def predict(self, features):
            return self.predict_proba(features)[:, 1] > 0

        def predict_proba(self, features):
            yes = np.array([float(any(key in self.known for key in row)) for row in features])
            return np.stack([1 - yes, yes], axis=1)

    taken = referee(candidates, Remembers, lambda _, scores, __: scores > 0)
    assert not taken.any()
