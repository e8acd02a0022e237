"""``report.html``: an evaluation as a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stance import __version__
from stance.evaluation import metrics
from stance.evaluation.counters import ratio
from stance.evaluation.judging import ERRORS
from stance.evaluation.resampling import SAMPLES, totals
from stance.evaluation.run import Evaluation
from stance.evaluation.workbench import quote_rules, speaker_rules
from stance.records import LABELS
from stance.report.error_records import error_records
from stance.report.model_facts import ModelFacts
from stance.report.pages import Words, packed, render
from stance.report.plain_words import summary, watch_out

HEADLINES = ("extraction.f1", "attribution.accuracy", "stance.gold_spans.macro_f1", "end_to_end.f1")
_FIELDS = ("gold", "found", "speaker", "stance", "on_gold", "on_found", "rules", "cue", "nobody", "elided")
SCRIPT_WORDS = (
    "errors.shown",
    "errors.nothing",
    *(f"label.{label}" for label in (*LABELS, "uncertain")),
    *(f"error.{kind}" for kind in ERRORS),
    *(f"kind.{kind}" for kind in metrics.KINDS),
    *(f"field.{name}" for name in _FIELDS),
)
"""What the page's script says."""


def evaluation_page(evaluation: Evaluation, texts: Sequence[str], facts: ModelFacts, *, language: str = "en") -> str:
    """The page; `texts` are the articles' by group (none for a table)."""
    words = Words(language)
    sums = totals(evaluation.counts)
    errors = error_records(evaluation.judgements, texts)
    return render(
        "report.html.j2",
        language=language,
        version=__version__,
        samples=SAMPLES,
        data=evaluation.data,
        facts=facts,
        summary=summary(evaluation, facts, words),
        watch_out=watch_out(evaluation, facts, words),
        figures=evaluation.figures,
        intervals=evaluation.intervals,
        headlines=[name for name in HEADLINES if name in evaluation.figures],
        fates=_fates(evaluation),
        labels=LABELS,
        kinds=metrics.KINDS,
        sums={name: int(value) for name, value in sums.items()},
        measures=_measures(evaluation),
        largest_bin=max((size for _, _, size in _reliability(sums)), default=1),
        confusions=_confusions(evaluation, sums),
        baselines=evaluation.baselines,
        reliability=_reliability(sums),
        coverage=evaluation.coverage,
        slices=_by_dimension(evaluation),
        quote_rules=quote_rules(evaluation.judgements),
        speaker_rules=speaker_rules(evaluation.judgements),
        features={label: list(facts.informative.get(label, ())) for label in LABELS},
        error_types=[(kind, sum(kind in record["errors"] for record in errors)) for kind in ERRORS],
        error_count=len(errors),
        errors=packed(errors),
        script_words=words.table(SCRIPT_WORDS),
    )


def _measures(evaluation: Evaluation) -> dict[str, float]:
    """The measures that the slices have, with their figure of the whole."""
    figures = evaluation.figures
    sums = totals(evaluation.counts)
    wholes = {
        "stance": figures.get("stance.gold_spans.accuracy"),
        "recall": figures.get("extraction.recall"),
        "speaker": figures.get("attribution.accuracy"),
        "end_to_end": float(ratio(sums["complete"], sums["gold"])) if "end_to_end.f1" in figures else None,
    }
    return {name: whole for name, whole in wholes.items() if whole is not None}


def _fates(evaluation: Evaluation) -> list[tuple[str, int]]:
    """What became of each gold quote: the first thing that went wrong with it, or nothing."""
    fates = {"missed": 0, "speaker": 0, "stance": 0, "complete": 0}
    if evaluation.data.form != "articles":
        return []
    stances = "end_to_end.f1" in evaluation.figures
    for judgement in evaluation.judgements:
        if judgement.gold is None:
            continue
        if judgement.finding is None:
            fates["missed"] += 1
        elif not judgement.speaker_right:
            fates["speaker"] += 1
        elif stances and judgement.found_stance != judgement.label:
            fates["stance"] += 1
        else:
            fates["complete"] += 1
    return list(fates.items())


def _confusions(evaluation: Evaluation, sums: metrics.Sums) -> list[tuple[str, list[list[int]]]]:
    wanted = {"span": "stance.gold_spans.macro_f1", "found": "stance.matched.macro_f1"}
    return [
        (where, [[int(cell) for cell in row] for row in metrics.confusion(sums, where)])
        for where, figure in wanted.items()
        if figure in evaluation.figures
    ]


def _reliability(sums: metrics.Sums) -> list[tuple[float, float, int]]:
    """Mean confidence, accuracy and size of each bin that holds something."""
    bins = []
    for index in range(metrics.BINS):
        size = float(sums[f"bin{index}_n"])
        if size:
            bins.append(
                (float(sums[f"bin{index}_confidence"]) / size, float(sums[f"bin{index}_right"]) / size, int(size))
            )
    return bins


def _by_dimension(evaluation: Evaluation) -> list[tuple[str, list[Any]]]:
    dimensions: dict[str, list[Any]] = {}
    for part in evaluation.slices:
        dimensions.setdefault(part.dimension, []).append(part)
    return list(dimensions.items())
