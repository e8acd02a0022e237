"""`stance evaluate`: measure a model on annotated articles or labelled tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stance.cli.messages import tell
from stance.errors import InputError

if TYPE_CHECKING:
    from stance.classifier.model import StanceModel
    from stance.evaluation.run import Evaluation

_EPILOG = """\
examples:
  stance evaluate gold.jsonl --report report
  stance evaluate labelled.csv --model my-model --report report --lang ar

The report folder holds report.html (to read), metrics.json, predictions.csv, errors.csv and counts.csv; reports on the
same data can be compared with `stance compare`."""

_SHOWN = (
    "extraction.precision", "extraction.recall", "extraction.f1", "extraction.exact_f1", "attribution.accuracy",
    "attribution.accuracy_elided", "stance.gold_spans.macro_f1", "stance.gold_spans.accuracy",
    "stance.matched.macro_f1", "end_to_end.f1", "calibration.ece",
)  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description = (
        "Measure on annotated articles (JSON Lines) or labelled tables (CSV), and write a report folder."
    )
    parser.epilog = _EPILOG
    parser.add_argument(
        "gold", nargs="+", type=Path, metavar="GOLD", help="annotated articles, or labelled tables (not both)"
    )
    parser.add_argument("--report", type=Path, required=True, metavar="FOLDER", help="the report folder to write")
    parser.add_argument(
        "--model", "-m", type=Path, metavar="FOLDER", help="model folder (left out: the embedded model)"
    )
    parser.add_argument(
        "--morphology", type=Path, metavar="FILE", help="morphology database, for a model trained with one"
    )
    parser.add_argument("--lang", choices=("en", "ar"), default="en", help="language of the page's headings (en)")


def run(options: argparse.Namespace) -> int:
    """Evaluate, write the report folder and print the main figures."""
    from stance.classifier.model import load_model
    from stance.report.folder import write_report
    from stance.report.model_facts import model_facts

    model = load_model(options.model, morphology=options.morphology)
    evaluation, texts = _evaluate(options.gold, model)
    facts = model_facts(model, name=options.model.resolve().name if options.model else "default")
    write_report(options.report, evaluation, texts, facts, language=options.lang)
    sys.stdout.write(_table(evaluation.figures, evaluation.intervals))
    tell(f"report written to {options.report / 'report.html'}")
    return 0


def _evaluate(paths: Sequence[Path], model: StanceModel) -> tuple[Evaluation, list[str]]:
    from stance.classifier.examples import from_labelled
    from stance.evaluation.baselines import baselines
    from stance.evaluation.run import evaluate_articles, evaluate_table
    from stance.reading.tables import read_labelled

    name = ", ".join(path.name for path in paths)
    labelled = read_labelled(paths)
    if labelled.rows and labelled.articles:
        raise InputError(f"{name}: annotated articles and tables cannot be measured together; evaluate them apart")
    if labelled.articles:
        evaluation = evaluate_articles(labelled.articles, model, name=name, baselines=baselines())
        return evaluation, [gold.article.text for gold in labelled.articles]
    if not labelled.rows:
        raise InputError(f"{name}: nothing to measure on: no article, no row")
    return evaluate_table(from_labelled(labelled), model, name=name, baselines=baselines()), []


def _table(figures: Mapping[str, float], intervals: Mapping[str, tuple[float, float]]) -> str:
    lines = []
    for name in _SHOWN:
        if name in figures:
            between = "   [{:.3f}, {:.3f}]".format(*intervals[name]) if name in intervals else ""
            lines.append(f"{name:<32}{figures[name]:.3f}{between}")
    return "\n".join(lines) + "\n"
