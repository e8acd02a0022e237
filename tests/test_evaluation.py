"""Matching, figures and intervals: by cases, against figures counted anew by plain loops, and by their laws."""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.classifier.examples import Example
from stance.evaluation import metrics
from stance.evaluation.comparison import differences
from stance.evaluation.counters import Prf, ratio
from stance.evaluation.coverage import coverage_curve
from stance.evaluation.judging import Judgement, judge_article, judge_rows
from stance.evaluation.matching import Tokens, jaccard, match, same_speaker, tokens
from stance.evaluation.resampling import by_group, draws, interval, resampled, totals
from stance.evaluation.run import Data, Evaluation, assess, evaluate_table
from stance.evaluation.workbench import construction, faults, grouped, quote_rules, speaker_rules
from stance.reading.gold import GoldArticle, GoldQuote, read_gold
from stance.records import LABELS, Analysis, Article, Finding, Quote, Span, Speaker, Stance

CASES = Path(__file__).parent / "cases"
GOLD = read_gold(Path(__file__).parent.parent / "data" / "articles.test.jsonl")[:24]


def perturbed(gold: GoldArticle, seed: int) -> Analysis:
    """What a middling tool could have found in `gold`: quotes missed, cut, doubled; speakers and stances mistaken."""
    chance = random.Random(f"{seed} {gold.article.id}")
    text, findings = gold.article.text, []
    for quote in gold.quotes:
        if chance.random() < 0.15:
            continue
        start, end = quote.content
        if chance.random() < 0.4:
            start, end = max(0, start + chance.randint(-40, 40)), min(len(text), end + chance.randint(-40, 40))
        if end <= start:
            continue
        name = quote.speaker if chance.random() < 0.7 else chance.choice([None, "غيره", *quote.speaker_also])
        label = quote.stance if chance.random() < 0.6 else chance.choice([*LABELS, "uncertain"])
        kind = quote.kind if chance.random() < 0.8 else "mixed"
        found = Finding(
            Quote("text", kind, Span(start, end), quote.cue, quote.source, rule=chance.choice(["colon", "verb"])),  # type: ignore[arg-type]
            Speaker(name, chance.choice(["full name", "elided"])),
            Stance(label, 0.6, {one: 0.6 if one == label else 0.2 for one in LABELS}),
        )
        findings += [found] * (2 if chance.random() < 0.1 else 1)
    return Analysis(gold.article, tuple(findings), gold.target)


def judged(seed: int, golds: Sequence[GoldArticle] = GOLD) -> list[Judgement]:
    chance = random.Random(seed)
    judgements = []
    for group, gold in enumerate(golds):
        stances = []
        for quote in gold.quotes:
            shares = np.array([chance.random() + (2.0 if label == quote.stance else 0.0) for label in LABELS])
            shares /= shares.sum()
            best = int(shares.argmax())
            stances.append(
                Stance(LABELS[best], float(shares[best]), dict(zip(LABELS, map(float, shares), strict=True)))
            )
        judgements += judge_article(gold, perturbed(gold, seed), group=group, stances=stances)
    return judgements


@cache
def evaluated(seed: int) -> Evaluation:
    ids = tuple(gold.article.id for gold in GOLD)
    data = Data("test", "articles", "0" * 64, ids, sum(len(gold.quotes) for gold in GOLD))
    return assess(data, judged(seed), baselines={}, samples=200)


@pytest.mark.parametrize(
    "case",
    [json.loads(line) for line in (CASES / "matching.jsonl").read_text("utf-8").splitlines()],
    ids=lambda case: case["name"],
)
def test_contents_match_by_their_words(case: dict[str, Any]) -> None:
    def tokens_of(part: str) -> Tokens:
        start = case["text"].index(part)
        return tokens(case["text"], Span(start, start + len(part)))

    found = match([tokens_of(part) for part in case["gold"]], [tokens_of(part) for part in case["found"]])
    assert [list(one) for one in found] == case["matches"]


def _speakers() -> list[dict[str, str]]:
    with (CASES / "same_speaker.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("case", _speakers(), ids=lambda case: case["note"])
def test_names_are_one_speaker_but_for_spelling(case: dict[str, str]) -> None:
    also = tuple(filter(None, case["also"].split(";")))
    gold = GoldQuote("direct", Span(0, 1), None, None, case["gold"], also, "neutral")
    assert same_speaker(case["found"] or None, gold) == (case["same"] == "yes")


SETS = st.lists(st.frozensets(st.integers(0, 12), max_size=6), max_size=6)


@given(SETS, SETS)
def test_matches_are_one_to_one_similar_enough_and_none_is_left_out(gold: list[Tokens], found: list[Tokens]) -> None:
    matches = match(gold, found)
    assert len({one.gold for one in matches}) == len({one.found for one in matches}) == len(matches)
    assert all(one.overlap == jaccard(gold[one.gold], found[one.found]) >= 0.5 for one in matches)
    free_gold = set(range(len(gold))) - {one.gold for one in matches}
    free_found = set(range(len(found))) - {one.found for one in matches}
    assert all(jaccard(gold[i], found[j]) < 0.5 for i in free_gold for j in free_found)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_counters_add_up(hits: int, spurious: int, missed: int) -> None:
    one = Prf(np.asarray(float(hits)), np.asarray(float(hits + spurious)), np.asarray(float(hits + missed)))
    assert one.plus(one).f1 == pytest.approx(one.f1)
    harmonic = ratio(2 * one.precision * one.recall, one.precision + one.recall)
    assert one.f1 == pytest.approx(harmonic)


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_counted_by_plain_loops(seed: int) -> None:
    judgements = judged(seed)
    figures = evaluated(seed).figures
    count: Counter[str] = Counter()
    for one in judgements:
        count["gold"] += one.gold is not None
        count["found"] += one.finding is not None
        if one.gold and one.finding:
            count["matched"] += 1
            count["exact"] += one.overlap == 1.0
            count["speaker"] += one.speaker_right
            count["all"] += one.speaker_right and one.found_stance == one.gold.stance
    assert figures["extraction.precision"] == pytest.approx(count["matched"] / count["found"])
    assert figures["extraction.recall"] == pytest.approx(count["matched"] / count["gold"])
    assert figures["extraction.exact_f1"] == pytest.approx(2 * count["exact"] / (count["gold"] + count["found"]))
    assert figures["attribution.accuracy"] == pytest.approx(count["speaker"] / count["matched"])
    assert figures["end_to_end.f1"] == pytest.approx(2 * count["all"] / (count["gold"] + count["found"]))


def test_stance_figures_are_those_of_scikit_learn() -> None:
    from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, log_loss

    judgements = [one for one in judged(1) if one.gold]
    truth = [one.label for one in judgements]
    answers = [one.on_gold.label for one in judgements if one.on_gold]
    figures = evaluated(1).figures
    assert figures["stance.gold_spans.accuracy"] == pytest.approx(accuracy_score(truth, answers))
    assert figures["stance.gold_spans.macro_f1"] == pytest.approx(f1_score(truth, answers, average="macro"))
    order = sorted(LABELS)
    shares = [[one.on_gold.probabilities[label] for label in order] for one in judgements if one.on_gold]
    assert figures["calibration.log_loss"] == pytest.approx(log_loss(truth, shares, labels=order))
    brier = brier_score_loss(truth, np.array(shares), labels=order, scale_by_half=False)
    assert figures["calibration.brier"] == pytest.approx(brier)
    pairs = [(one.label, one.found_stance) for one in judgements if one.finding]
    matched = f1_score([a for a, _ in pairs], [b for _, b in pairs], average="macro", labels=list(LABELS))
    assert figures["stance.matched.macro_f1"] == pytest.approx(matched)


def test_calibration_error_is_the_gap_of_confidence_and_accuracy() -> None:
    rows = [Example("قول", label="favor", article_id=str(number)) for number in range(10)]
    sure = Stance("favor", 0.9, {"favor": 0.9, "against": 0.05, "neutral": 0.05})
    wrong = Stance("neutral", 0.9, {"favor": 0.05, "against": 0.05, "neutral": 0.9})
    judgements = judge_rows(rows, [sure] * 6 + [wrong] * 4)
    sums = {name: np.asarray(values.sum()) for name, values in metrics.tally(judgements).items()}
    assert metrics.figures(sums)["calibration.ece"] == pytest.approx(0.9 - 0.6)


def test_a_perfect_prediction_has_perfect_figures_and_no_errors() -> None:
    judgements = []
    for group, gold in enumerate(GOLD):
        stances = [
            Stance(quote.stance, 1.0, {label: float(label == quote.stance) for label in LABELS})
            for quote in gold.quotes
        ]
        findings = tuple(
            Finding(
                Quote("text", quote.kind, quote.content, quote.cue, quote.source), Speaker(quote.speaker, "x"), stance
            )  # type: ignore[arg-type]
            for quote, stance in zip(gold.quotes, stances, strict=True)
        )
        judgements += judge_article(gold, Analysis(gold.article, findings), group=group, stances=stances)
    data = Data("test", "articles", "", tuple(gold.article.id for gold in GOLD), 0)
    figures = assess(data, judgements, baselines={}, samples=20).figures
    assert {
        figures[name] for name in ("extraction.f1", "extraction.exact_f1", "attribution.accuracy", "end_to_end.f1")
    } == {1.0}
    assert figures["calibration.ece"] == 0.0
    assert not any(one.errors for one in judgements)


def test_nothing_found_and_nothing_annotated_give_figures_all_the_same() -> None:
    empty = GoldArticle(Article("a", "لا شيء"), "هدف", ())
    data = Data("test", "articles", "", ("a",), 0)
    assert (
        assess(data, judge_article(empty, Analysis(empty.article, ()), group=0), baselines={}, samples=5).figures == {}
    )
    missed = judge_article(GOLD[0], Analysis(GOLD[0].article, ()), group=0)
    figures = assess(data, missed, baselines={}, samples=5).figures
    assert figures["extraction.f1"] == figures["extraction.precision"] == 0.0


def test_quotes_of_a_separate_title_are_not_counted() -> None:
    analysis = perturbed(GOLD[0], 0)
    title = Finding(Quote("title", "direct", Span(0, 4), None, None), Speaker(None, "x"))
    both = [
        judge_article(GOLD[0], analysis._replace(findings=(*first, *analysis.findings)), group=0)
        for first in ((), (title,))
    ]
    kept = [[(one.gold, one.finding, one.overlap) for one in judgements] for judgements in both]
    assert kept[0] == kept[1]


def test_each_sample_draws_as_many_articles_as_there_are_and_the_seed_fixes_it() -> None:
    weights = draws(7, samples=50)
    assert (weights.sum(axis=1) == 7).all()
    assert (weights == draws(7, samples=50)).all()
    assert weights.std() > 0


def test_vectorised_samples_are_what_drawing_articles_one_by_one_gives() -> None:
    judgements = judged(2)
    group = np.array([one.group for one in judgements])
    counts = by_group(metrics.tally(judgements), group, len(GOLD))
    weights = draws(len(GOLD), samples=3)
    figures = metrics.figures(resampled(counts, weights))
    for sample, row in enumerate(weights):
        drawn = [one for one in judgements for _ in range(int(row[one.group]))]
        sums = {name: np.asarray(values.sum()) for name, values in metrics.tally(drawn).items()}
        for name, value in metrics.figures(sums).items():
            assert figures[name][sample] == pytest.approx(float(value)), name


def test_intervals_hold_the_figure_and_shrink_with_more_articles() -> None:
    few, many = (
        assess(Data("", "articles", "", tuple(map(str, range(size))), 0), judged(3, GOLD[:size]), baselines={})
        for size in (6, 24)
    )
    for evaluation in (few, many):
        for name in ("extraction.f1", "attribution.accuracy", "stance.gold_spans.macro_f1"):
            low, high = evaluation.intervals[name]
            assert low <= evaluation.figures[name] <= high
    few_low, few_high = few.intervals["extraction.f1"]
    low, high = many.intervals["extraction.f1"]
    assert high - low < few_high - few_low


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_an_interval_lies_within_its_values(values: list[float]) -> None:
    low, high = interval(np.array(values))
    assert min(values) <= low <= high <= max(values)


def test_coverage_keeps_the_surest_and_ends_at_the_accuracy_of_all() -> None:
    judgements = judged(1)
    curve = coverage_curve(judgements, draws(len(GOLD), samples=100))
    assert [point.threshold for point in curve] == sorted((point.threshold for point in curve), reverse=True)
    assert curve[-1].accuracy == pytest.approx(evaluated(1).figures["stance.gold_spans.accuracy"])
    assert all(point.interval[0] <= point.accuracy <= point.interval[1] for point in curve)


def test_slices_add_up_to_the_whole_and_leave_out_small_parts() -> None:
    evaluation = evaluated(0)
    kinds = [part for part in evaluation.slices if part.dimension == "kind"]
    assert sum(part.quotes for part in kinds) == sum(len(gold.quotes) for gold in GOLD)
    recall = sum(part.figures["recall"] * part.quotes for part in kinds) / sum(part.quotes for part in kinds)
    assert recall == pytest.approx(evaluation.figures["extraction.recall"])
    assert all(part.quotes >= 5 for part in evaluation.slices)
    assert {part.value for part in evaluation.slices if part.dimension == "source"} == {"named", "elided"}


def test_a_difference_to_oneself_is_none_and_a_large_one_is_sure() -> None:
    good, bad = evaluated(0), evaluated(1)
    worse = {
        name: np.where(name in {"matched", "exact", "speaker", "complete"}, values * 0.5, values)
        for name, values in good.counts.items()
    }
    by_name = {row.figure: row for row in differences([good.counts, good.counts, worse, bad.counts])}
    row = by_name["extraction.f1"]
    assert row.differences[1] == 0.0
    assert not row.sure(1)
    assert row.sure(2)
    assert row.values[2] == pytest.approx(good.figures["extraction.f1"] / 2)


def test_tables_are_grouped_by_article_and_rows_without_one_stand_alone() -> None:
    rows = [Example(f"قول {number}", label="favor", article_id=name) for number, name in enumerate("aab")]
    rows += [Example("قول", label="neutral"), Example("قول", label="against")]

    class Always:
        def classify(self, batch: Any, *, target: str, min_confidence: float = 0.0, explain: bool = False) -> Any:
            raise AssertionError("rows are not analysed")

        def stances(self, examples: Sequence[Example]) -> list[Stance]:
            return [Stance("favor", 1.0, {"favor": 1.0, "against": 0.0, "neutral": 0.0}) for _ in examples]

    evaluation = evaluate_table(rows, Always(), name="rows")
    assert evaluation.data.groups == ("a", "b", "row 3", "row 4")
    assert evaluation.figures["stance.gold_spans.accuracy"] == pytest.approx(3 / 5)
    assert not any(name.startswith(("extraction", "attribution", "end_to_end")) for name in evaluation.figures)
    assert evaluation.baselines["majority"]["stance.gold_spans.accuracy"] == pytest.approx(3 / 5)


def test_the_workbench_lists_every_error_once_with_its_rule() -> None:
    judgements = judged(0)
    listed = faults(judgements, [gold.article.text for gold in GOLD])
    expected = Counter(error for one in judgements for error in one.errors if error != "stance")
    assert Counter(fault.error for fault in listed) == expected
    assert sum(len(members) for by in grouped(listed).values() for members in by.values()) == len(listed)
    rules = quote_rules(judgements)
    assert {score.rule for score in rules} == {"colon", "verb"}
    assert sum(score.given for score in rules) == sum(one.finding is not None for one in judgements)
    assert sum(score.right for score in rules) == sum(one.matched for one in judgements)
    assert sum(score.right for score in speaker_rules(judgements)) == sum(one.speaker_right for one in judgements)
    assert any("cue before" in construction(one) for one in judgements)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(LABELS)), max_size=6))
def test_any_prediction_survives_and_every_figure_is_a_share(spans: list[tuple[int, int, str]]) -> None:
    gold = GOLD[0]
    findings = tuple(
        Finding(
            Quote("text", "direct", Span(start, start + size), None, None),
            Speaker(None, ""),
            Stance(label, 1.0, {label: 1.0}),
        )
        for start, size, label in spans
    )
    judgements = judge_article(gold, Analysis(gold.article, findings), group=0)
    assert sum(one.finding is not None for one in judgements) == len(spans)
    sums = totals(by_group(metrics.tally(judgements), np.zeros(len(judgements), dtype=np.int64), 1))
    for name, value in metrics.figures(sums).items():
        assert 0.0 <= float(value) <= 1.0, name
