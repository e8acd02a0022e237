"""The summary of an evaluation in plain words: what was measured, how well it does, what to watch out for."""

from __future__ import annotations

from collections.abc import Iterator

from stance.classifier.pack import canonical, shipped_packs
from stance.evaluation.run import Evaluation
from stance.evaluation.slices import Slice
from stance.records import LABELS
from stance.report.model_facts import ModelFacts
from stance.report.pages import Words, percent, spread

WIDE = 0.10
"""A main figure's interval wider than this (±0.05) is called wide."""
WEAK = 0.70
"""A label's F1 below this is called weak."""
MISCALIBRATED = 0.05
"""An expected calibration error above this is pointed at."""
GAP = 0.03
"""A gap between stance on gold and on found quotes above this is pointed at."""
NEAR_PERFECT = 0.98
"""Stance figures above this are too good to be true of new data: the report asks whether it was trained on."""
KEPT = 0.7
"""The share of quotes, surest first, whose accuracy the summary tells."""
HIGHLIGHTS = 3
"""Slices that are named as the weakest."""


def summary(evaluation: Evaluation, facts: ModelFacts, words: Words) -> list[str]:
    """Sentences on what was measured and how well it went."""
    figures, data = evaluation.figures, evaluation.data
    form = "summary.articles" if data.form == "articles" else "summary.table"
    sentences = [words(form, data=data.name, articles=f"{len(data.groups):,}", quotes=f"{data.quotes:,}")]
    if facts.name:
        sentences[0] += " " + words("summary.model", model=facts.name)

    def say(key: str, figure: str, **more: object) -> None:
        if figure in figures:
            values = {name: percent(figures[name]) for name in more.pop("also", ()) if name in figures}  # type: ignore[attr-defined]
            sentences.append(
                words(
                    key,
                    value=percent(figures[figure]),
                    range=_between(evaluation, figure, words),
                    figure=f"{figures[figure]:.3f}",
                    **{name.rsplit(".", 1)[1]: value for name, value in values.items()},
                )
            )

    say("summary.extraction", "extraction.f1", also=("extraction.recall", "extraction.precision"))
    say("summary.attribution", "attribution.accuracy")
    if "stance.gold_spans.macro_f1" in figures:
        say("summary.stance", "stance.gold_spans.macro_f1", also=("stance.gold_spans.accuracy",))
        simple = {
            name: scores["stance.gold_spans.macro_f1"]
            for name, scores in evaluation.baselines.items()
            if "stance.gold_spans.macro_f1" in scores
        }
        if simple:
            name = max(simple, key=lambda name: simple[name])
            value = f"{simple[name]:.3f}"
            sentences.append(words("summary.baseline", name=words.name("baseline", name), figure=value))
    point = next((point for point in evaluation.coverage if point.share == KEPT), None)
    if point:
        kept, least = percent(point.share), f"{point.threshold:.2f}"
        sentences.append(words("summary.coverage", kept=kept, least=least, right=percent(point.accuracy)))
    say("summary.end_to_end", "end_to_end.f1")
    return sentences


def watch_out(evaluation: Evaluation, facts: ModelFacts, words: Words) -> list[str]:
    """What a reader must know before trusting the figures; each sentence only where it holds of this evaluation."""
    return [*_trust(evaluation, facts, words), *_weaknesses(evaluation, words)]


def _trust(evaluation: Evaluation, facts: ModelFacts, words: Words) -> Iterator[str]:
    """Reasons to doubt the figures themselves."""
    figures = evaluation.figures
    if evaluation.data.name in {name for name, _ in facts.trained_on}:
        yield words("watch.seen", data=evaluation.data.name)
    elif figures.get("stance.gold_spans.macro_f1", 0.0) > NEAR_PERFECT:
        yield words("watch.perfect")
    if len(evaluation.data.groups) == 1:
        yield words("watch.one")
    main = ("end_to_end.f1", "stance.gold_spans.macro_f1", "extraction.f1")
    widths = {
        name: evaluation.intervals[name][1] - evaluation.intervals[name][0]
        for name in main
        if name in evaluation.intervals
    }
    if widths and max(widths.values()) > WIDE:
        yield words("watch.wide", half=f"{max(widths.values()) / 2:.2f}", articles=len(evaluation.data.groups))
    packs = tuple(shipped_packs().values())
    targets = {j.example.target for j in evaluation.judgements}
    unknown = sorted(one for one in targets if not {one, canonical(one, packs)} & set(facts.targets))
    if facts.targets and unknown:
        yield words("watch.target", targets="، ".join(unknown[:HIGHLIGHTS]))


def _weaknesses(evaluation: Evaluation, words: Words) -> Iterator[str]:
    figures = evaluation.figures
    for label in LABELS:
        f1 = figures.get(f"stance.gold_spans.{label}_f1", 1.0)
        if f1 < WEAK:
            recall, precision = (figures[f"stance.gold_spans.{label}_{name}"] for name in ("recall", "precision"))
            key = "watch.label_recall" if recall < precision else "watch.label_precision"
            yield words(
                key,
                label=words.name("label", label),
                figure=f"{f1:.3f}",
                recall=percent(recall),
                precision=percent(precision),
            )
    error = figures.get("calibration.ece", 0.0)
    if error > MISCALIBRATED:
        asked = [judgement.on_gold for judgement in evaluation.judgements if judgement.on_gold]
        sure = sum(stance.confidence for stance in asked) / len(asked)
        key = "watch.overconfident" if sure > figures["stance.gold_spans.accuracy"] else "watch.underconfident"
        yield words(key, error=f"{error:.3f}", sure=percent(sure), right=percent(figures["stance.gold_spans.accuracy"]))
    if {"stance.matched.macro_f1", "stance.gold_spans.macro_f1"} <= figures.keys():
        gap = figures["stance.gold_spans.macro_f1"] - figures["stance.matched.macro_f1"]
        if gap > GAP:
            yield words("watch.gap", gap=f"{gap:.3f}")
    for part, measure, overall in weakest(evaluation):
        yield words(
            "watch.slice",
            slice=f"{words.name('dimension', part.dimension)}: {words.name(part.dimension, part.value)}",
            measure=words(f"measure.{measure}"),
            figure=percent(part.figures[measure]),
            range=spread(part.intervals[measure]),
            overall=percent(overall),
            quotes=part.quotes,
        )


def weakest(evaluation: Evaluation) -> list[tuple[Slice, str, float]]:
    """Slices that are surely below the whole (their interval's upper end is), the farthest first, with the measure."""
    overall = {
        "recall": evaluation.figures.get("extraction.recall"),
        "speaker": evaluation.figures.get("attribution.accuracy"),
        "stance": evaluation.figures.get("stance.gold_spans.accuracy"),
    }
    found = [
        (part, measure, whole)
        for part in evaluation.slices
        for measure, whole in overall.items()
        if whole is not None and measure in part.figures and part.intervals[measure][1] < whole
    ]
    found.sort(key=lambda item: item[0].figures[item[1]] - item[2])
    return found[:HIGHLIGHTS]


def _between(evaluation: Evaluation, figure: str, words: Words) -> str:
    interval = evaluation.intervals.get(figure)
    return words("summary.range", between=spread(interval)) if interval else ""
