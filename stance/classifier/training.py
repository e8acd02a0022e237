"""Labelled tables into a model folder, with figures that say what the model is worth."""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from stance.classifier.baselines import BASELINES
from stance.classifier.card import model_card
from stance.classifier.crossval import COVERAGE, OutOfFold, Prepared, figures, learning_curve, out_of_fold, prepare
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
FOLDS = 5
FEWEST_ROWS = 12
FEWEST_OF_A_LABEL = 20

_log = logging.getLogger(__name__)


class Summary(NamedTuple):
    """What training found: the model's folder, its ``model.json``, and a table of figures for people."""

    folder: Path
    info: Mapping[str, Any]

    def __str__(self) -> str:
        table = dict(self.info["cross_validation"])
        if "held_out" in self.info:
            table[f"held out, {self.info['held_out']['rows']} rows"] = self.info["held_out"]
        crossed = self.info["cross_validation"]["by article"]
        width = max(map(len, table), default=0) + 4
        lines = [f"{'cross-validated':{width}}macro-F1  accuracy  " + "  ".join(f"{label:>7}" for label in LABELS)]
        for name, row in table.items():
            given = [row.get(f"{label}_f1") for label in LABELS]
            scores = "  ".join(f"{'–':>7}" if score is None else f"{score:7.3f}" for score in given)
            lines.append(f"{name:{width}}{row['macro_f1']:8.3f}  {row['accuracy']:8.3f}  {scores}")
        curve = ", ".join(f"{point['rows']:.0f} rows {point['macro_f1']:.3f}" for point in self.info["learning_curve"])
        lines += [
            f"calibration error {crossed['calibration_error']:.3f}; with --min-confidence "
            f"{crossed['min_confidence_at_70']:.2f} {COVERAGE:.0%} of the quotes get a label, right in "
            f"{crossed['accuracy_at_70']:.1%}",
            f"learning curve: {curve}",
            f"model written to {self.folder}",
        ]
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
    _check_folds(learnt, labels, paths, seed)
    for doubt in _doubts(learnt):
        _log.warning("%s", doubt)
    measured, out_of_folds = _cross_validated(data, classifier, seed, progress)
    progress("training on all rows")
    classifier.fit(learnt)
    info: dict[str, Any] = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "settings": {"C": classifier.C, "seed": seed, "shares": classifier.shares},
        "data": _data(paths),
        "rows": len(learnt),
        "label_counts": dict(sorted(Counter(labels.tolist()).items())),
        **measured,
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
        _write_report(report, folder.name, model, data, out_of_folds)
    return Summary(folder, model.info)


def _split(paths: Sequence[Path]) -> tuple[list[Example], list[Example]]:
    labelled = read_labelled([path for path in paths if not path.name.endswith(".test.jsonl")])
    held_out = read_labelled([path for path in paths if path.name.endswith(".test.jsonl")])
    examples = from_labelled(labelled)
    learnt = [example for example in examples if example.split != "test"]
    tested = [example for example in examples if example.split == "test"] + from_labelled(held_out)
    names = ", ".join(map(str, paths))
    if len(learnt) < FEWEST_ROWS:
        raise TableError(
            f"{names}: {len(learnt)} rows to learn from (those whose split is not test); label at least {FEWEST_ROWS}"
        )
    if len({example.label for example in learnt}) < 2:
        raise TableError(f"{names}: one label only ({learnt[0].label}); at least two of {', '.join(LABELS)} are needed")
    return learnt, tested


def _check_folds(learnt: Sequence[Example], labels: Any, paths: Sequence[Path], seed: int) -> None:
    """Refuse rows that cross-validation by article has no split for."""
    groups = article_groups(learnt)
    if not any(folds(groups, labels, count=FOLDS, seed=seed)):
        raise TableError(
            f"{', '.join(map(str, paths))}: cross-validation holds out whole articles, and none of {len(set(groups))} "
            "can be held out with every label left to learn from; add rows of other articles (column article_id), or "
            "leave the column out: then each row is an article of its own"
        )


def _doubts(learnt: Sequence[Example]) -> Iterator[str]:
    """What makes the figures worth less than they look."""
    counts = sorted(Counter(example.label for example in learnt).items())
    if few := ", ".join(f"{label} ({count})" for label, count in counts if count < FEWEST_OF_A_LABEL):
        yield f"few rows are labelled {few}: neither learning nor figures are to be trusted; label more"
    alone = sum(not example.article_id for example in learnt)
    if alone:
        yield (
            f"{alone} of {len(learnt)} rows have no article_id, and each counts as an article of its own; where "
            "several are of one article, the figures come out too good: add the column"
        )
    if len({example.speaker for example in learnt} - {""}) < 2:
        yield "fewer than two speakers are named, so there are no figures by speaker: add the column speaker"
    labels: dict[tuple[str, ...], set[str | None]] = defaultdict(set)
    for example in learnt:
        labels[example.text, example.cue, example.speaker, example.context, example.target].add(example.label)
    torn = [text for (text, *_), different in labels.items() if len(different) > 1]
    if torn:
        yield f"{len(torn)} quotes stand there twice, with different labels (the first: {torn[0][:60]}); correct them"


def _cross_validated(
    data: Prepared, classifier: StanceClassifier, seed: int, progress: Callable[[str], None]
) -> tuple[dict[str, Any], OutOfFold]:
    """The figures for ``model.json``, and the best setting's predictions; `classifier` is left with that setting."""
    groups, speakers = article_groups(data.examples), speaker_groups(data.examples)
    progress(f"cross-validation by article, C in {', '.join(map(str, STRENGTHS))}")
    results = out_of_fold(data, groups, classifier, strengths=STRENGTHS, count=FOLDS)
    scores = {strength: _figures(data, result) for strength, result in results.items()}
    best = max(STRENGTHS, key=lambda strength: scores[strength]["macro_f1"])
    classifier.set_params(C=best)
    progress("cross-validation by speaker, baselines, learning curve")
    table = {"by article": scores[best]}
    if len({example.speaker for example in data.examples} - {""}) > 1:
        by_speaker = out_of_fold(data, speakers, classifier, strengths=(best,), count=FOLDS)[best]
        if by_speaker.tested.any():
            table["by speaker"] = _figures(data, by_speaker)
    table |= {name: _baseline(data, groups, estimator, seed) for name, estimator in BASELINES.items()}
    measured = {
        "search": {str(strength): row["macro_f1"] for strength, row in scores.items()},
        "cross_validation": table,
        "learning_curve": learning_curve(data, groups, classifier, shares=CURVE, count=FOLDS),
    }
    return measured, results[best]


def _figures(data: Prepared, result: OutOfFold) -> dict[str, float]:
    tested = result.tested
    return figures(data.labels[tested], result.predicted()[tested], result.probabilities[tested])


def _baseline(data: Prepared, groups: Sequence[str], estimator: Any, seed: int) -> dict[str, float]:
    predicted = np.array(data.labels)
    tested = np.zeros(len(predicted), dtype=bool)
    for train, test in folds(groups, data.labels, count=FOLDS, seed=seed):
        estimator.fit([data.examples[index] for index in train], data.labels[train])
        predicted[test] = estimator.predict([data.examples[index] for index in test])
        tested[test] = True
    return figures(data.labels[tested], predicted[tested])


def _data(paths: Sequence[Path]) -> list[dict[str, Any]]:
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
