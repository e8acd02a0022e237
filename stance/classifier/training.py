"""Labelled tables into a model folder, with figures that say what the model is worth."""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from stance.classifier.baselines import BASELINES
from stance.classifier.card import model_card
from stance.classifier.crossval import OutOfFold, Prepared, figures, learning_curve, out_of_fold, prepare
from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import Example, from_labelled
from stance.classifier.linear import article_groups, folds, speaker_groups
from stance.classifier.model import StanceModel, as_stance
from stance.errors import TableError
from stance.reading.packaged import data_folder
from stance.reading.tables import read_labelled
from stance.records import LABELS, Analysis, Stance

STRENGTHS = (0.1, 0.25, 0.6)
"""The search space: values of C; the best in cross-validation by article is taken."""
CURVE = (0.25, 0.5, 0.75, 1.0)
FEWEST_ROWS = 12

_log = logging.getLogger(__name__)


class Summary(NamedTuple):
    """What training found: the model's folder, its ``model.json``, and a table of figures for people."""

    folder: Path
    info: Mapping[str, Any]

    def __str__(self) -> str:
        table = self.info["cross_validation"]
        width = max(map(len, table), default=0) + 12
        lines = [f"{'cross-validated':{width}}macro-F1  accuracy  " + "  ".join(f"{label:>7}" for label in LABELS)]
        for name, row in table.items():
            scores = "  ".join(f"{row.get(f'{label}_f1', float('nan')):7.3f}" for label in LABELS)
            lines.append(f"{name:{width}}{row['macro_f1']:8.3f}  {row['accuracy']:8.3f}  {scores}")
        curve = ", ".join(f"{point['rows']:.0f} rows {point['macro_f1']:.3f}" for point in self.info["learning_curve"])
        lines += [f"learning curve: {curve}", f"model written to {self.folder}"]
        return "\n".join(lines)


def packaged_tables() -> list[Path]:
    """The labelled files that the embedded model learns from and is tested on: ``data/*.csv``, ``data/*.jsonl``."""
    folder = data_folder()
    return sorted([*folder.glob("*.csv"), *folder.glob("articles.*.jsonl")])


def train_tables(
    tables: Sequence[Path],
    folder: Path,
    *,
    report: Path | None = None,
    target_pack: Path | None = None,
    vectors: Path | None = None,
    morphology: Path | None = None,
    seed: int = 0,
    progress: Callable[[str], None] = _log.info,
) -> Summary:
    """Train on labelled `tables` (CSV or gold JSON Lines) and write a model folder.

    Rows whose ``split`` is "test" (and gold files named ``*.test.jsonl``) are not learnt from; they are scored once, in
    the end.

    Parameters
    ----------
    tables
        None: the packaged data.
    report
        Also write the out-of-fold predictions' report there.
    target_pack
        A folder with lexicon files of a target of one's own.
    vectors
        A table of word vectors, which become features; scoring does not need the file.
    morphology
        A morphology database of camel-tools, whose lemmas become features; scoring needs it too.
    progress
        Called with a line for each step.

    Raises
    ------
    TableError
        Bad rows (all told), too few rows, or one label only.
    InputError, ModelError
        A file cannot be read, the model folder not be written.
    """
    paths = list(tables) or packaged_tables()
    classifier = StanceClassifier(target_pack=target_pack, vectors=vectors, morphology=morphology, random_state=seed)
    learnt, tested = _split(paths)
    progress(f"{len(learnt)} rows to learn from, {len(tested)} held out; extracting features")
    labels = np.array([example.label for example in learnt], dtype=str)
    core = classifier.new_core(learnt, labels)
    data = prepare(learnt, core)
    groups = article_groups(learnt)
    progress(f"cross-validation by article, C in {', '.join(map(str, STRENGTHS))}")
    by_article = out_of_fold(data, groups, classifier, strengths=STRENGTHS)
    scores = {strength: _figures(data, result) for strength, result in by_article.items()}
    best = max(STRENGTHS, key=lambda strength: scores[strength]["macro_f1"])
    classifier.set_params(C=best)
    progress("cross-validation by speaker, baselines, learning curve")
    table = {"by article": scores[best]}
    by_speaker = out_of_fold(data, speaker_groups(learnt), classifier, strengths=(best,))[best]
    table["by speaker"] = _figures(data, by_speaker)
    table |= {name: _baseline(data, groups, estimator, seed) for name, estimator in BASELINES.items()}
    curve = learning_curve(data, groups, classifier, shares=CURVE)
    progress("training on all rows")
    classifier.fit(learnt)
    info: dict[str, Any] = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "settings": {"C": best, "seed": seed, "shares": classifier.shares},
        "data": _data(paths, [*learnt, *tested]),
        "rows": len(learnt),
        "label_counts": dict(sorted(Counter(labels.tolist()).items())),
        "search": {str(strength): row["macro_f1"] for strength, row in scores.items()},
        "cross_validation": table,
        "learning_curve": curve,
    }
    if vectors:
        info["vectors"] = _file(vectors)
    if tested:
        probabilities = classifier.predict_proba(tested)
        right = np.array([example.label for example in tested], dtype=str)
        info["held_out"] = {"rows": len(tested)} | figures(
            right, classifier.classes_[probabilities.argmax(axis=1)], probabilities
        )
    info = _rounded(info)
    model = StanceModel(classifier.core_, info, card=model_card(classifier.core_, info))
    model.save(folder)
    if report:
        _write_report(report, folder.name, model, data, by_article[best])
    return Summary(folder, model.info)


def _split(paths: Sequence[Path]) -> tuple[list[Example], list[Example]]:
    labelled = read_labelled([path for path in paths if not path.name.endswith(".test.jsonl")])
    held_out = read_labelled([path for path in paths if path.name.endswith(".test.jsonl")])
    examples = from_labelled(labelled)
    learnt = [example for example in examples if example.split != "test"]
    tested = [example for example in examples if example.split == "test"] + from_labelled(held_out)
    names = ", ".join(map(str, paths))
    if len(learnt) < FEWEST_ROWS:
        raise TableError(f"{names}: {len(learnt)} rows to learn from; at least {FEWEST_ROWS} are needed")
    if len({example.label for example in learnt}) < 2:
        raise TableError(f"{names}: one label only ({learnt[0].label}); at least two of {', '.join(LABELS)} are needed")
    return learnt, tested


def _figures(data: Prepared, result: OutOfFold) -> dict[str, float]:
    tested = result.tested
    return figures(data.labels[tested], result.predicted()[tested], result.probabilities[tested])


def _baseline(data: Prepared, groups: Sequence[str], estimator: Any, seed: int) -> dict[str, float]:
    predicted = np.array(data.labels)
    tested = np.zeros(len(predicted), dtype=bool)
    for train, test in folds(groups, data.labels, count=5, seed=seed):
        estimator.fit([data.examples[index] for index in train], data.labels[train])
        predicted[test] = estimator.predict([data.examples[index] for index in test])
        tested[test] = True
    return figures(data.labels[tested], predicted[tested])


def _data(paths: Sequence[Path], examples: Sequence[Example]) -> list[dict[str, Any]]:
    return [_file(path) | {"rows": len(from_labelled(read_labelled([path])))} for path in paths]


def _file(path: Path) -> dict[str, Any]:
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_rounded(entry) for entry in value]
    return round(value, 6) if isinstance(value, float) else value


class _Replay:
    """Out-of-fold probabilities in the place of a model, for the report of a cross-validation."""

    def __init__(self, stances: Sequence[Stance]) -> None:
        self._stances = stances

    def classify(
        self, batch: Sequence[Analysis], *, target: str, min_confidence: float = 0.0, explain: bool = False
    ) -> list[Analysis]:
        raise NotImplementedError("a cross-validation has no articles to analyse")

    def stances(self, examples: Sequence[Example]) -> list[Stance]:
        return list(self._stances[: len(examples)])


def _write_report(folder: Path, name: str, model: StanceModel, data: Prepared, result: OutOfFold) -> None:
    from stance.evaluation.run import evaluate_table
    from stance.report.folder import write_report
    from stance.report.model_facts import CurvePoint, ModelFacts

    indices = np.flatnonzero(result.tested).tolist()
    replay = _Replay([as_stance(model.core.labels, result.probabilities[index].tolist()) for index in indices])
    evaluation = evaluate_table([data.examples[index] for index in indices], replay, name="cross-validation")
    facts = ModelFacts(
        name=name,
        rows=model.info["rows"],
        trained_on=tuple((entry["file"], entry["sha256"]) for entry in model.info["data"]),
        targets=model.core.targets,
        cross_validated={key: row["macro_f1"] for key, row in model.info["cross_validation"].items()},
        learning_curve=tuple(
            CurvePoint(int(point["rows"]), point["macro_f1"], point["low"], point["high"])
            for point in model.info["learning_curve"]
        ),
        informative=model.informative(),
    )
    write_report(folder, evaluation, [], facts)
