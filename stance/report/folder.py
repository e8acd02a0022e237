"""The report folder: its files written from an evaluation, and read again to be compared."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stance import __version__
from stance.errors import InputError
from stance.evaluation.judging import Judgement
from stance.evaluation.resampling import LEVEL, SAMPLES, SEED
from stance.evaluation.run import Evaluation
from stance.records import LABELS
from stance.report.evaluation_page import evaluation_page
from stance.report.model_facts import ModelFacts
from stance.writing.csv_rows import safe
from stance.writing.files import whole_file

FORMAT = 1
DECIMALS = 6

PREDICTION_COLUMNS = ("article_id", "start", "end", "text", "label", "predicted", *(f"p_{label}" for label in LABELS))
ERROR_COLUMNS = (
    "error", "article_id", "start", "end", "text", "found_start", "found_end", "found_text", "kind", "speaker",
    "found_speaker", "label", "predicted", "found_predicted", "quote_rule", "speaker_rule",
)  # fmt: skip


class Report(NamedTuple):
    """A report folder as it was read: its metrics, the counts by article, and the errors by key and type."""

    folder: Path
    metrics: Mapping[str, Any]
    groups: tuple[str, ...]
    counts: Mapping[str, NDArray[np.float64]]
    errors: Mapping[tuple[str, ...], Mapping[str, str]]

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name


def write_report(
    folder: Path, evaluation: Evaluation, texts: Sequence[str], facts: ModelFacts, *, language: str = "en"
) -> None:
    """Write ``metrics.json``, ``predictions.csv``, ``errors.csv``, ``counts.csv`` and ``report.html`` to `folder`.

    `texts` are the articles' texts by group; for a table there are none.

    Raises
    ------
    OutputError
        A file cannot be written.
    InputError
        The folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: the folder cannot be made ({error.strerror}); choose another --report") from error
    metrics = metrics_record(evaluation, facts)
    _write(folder / "metrics.json", json.dumps(metrics, ensure_ascii=False, indent=1) + "\n")
    _write(folder / "predictions.csv", _table(PREDICTION_COLUMNS, _predictions(evaluation.judgements)))
    _write(folder / "errors.csv", _table(ERROR_COLUMNS, _errors(evaluation.judgements, texts)))
    _write(folder / "counts.csv", _counts(evaluation))
    _write(folder / "report.html", evaluation_page(evaluation, texts, facts, language=language))


def metrics_record(evaluation: Evaluation, facts: ModelFacts) -> dict[str, Any]:
    """What ``metrics.json`` holds; figures are rounded to 6 decimals."""
    data = evaluation.data
    record: dict[str, Any] = {
        "format": FORMAT,
        "stance_version": __version__,
        "data": {
            "name": data.name,
            "form": data.form,
            "sha256": data.sha256,
            "articles": len(data.groups),
            "quotes": data.quotes,
        },
        "model": facts.brief(),
        "bootstrap": {"samples": SAMPLES, "seed": SEED, "level": LEVEL, "by": "article"},
    }
    for name, value in evaluation.figures.items():
        *path, last = name.split(".")
        place = record
        for step in path:
            place = place.setdefault(step, {})
        place[last] = round(value, DECIMALS)
        if name in evaluation.intervals:
            place[f"{last}_ci"] = _rounded(evaluation.intervals[name])
    record["baselines"] = {
        name: {key: round(value, DECIMALS) for key, value in figures.items()}
        for name, figures in evaluation.baselines.items()
    }
    record["coverage"] = [
        {
            "share": point.share,
            "min_confidence": round(point.threshold, DECIMALS),
            "accuracy": round(point.accuracy, DECIMALS),
            "accuracy_ci": _rounded(point.interval),
        }
        for point in evaluation.coverage
    ]
    record["slices"] = [
        {"by": part.dimension, "value": part.value, "quotes": part.quotes}
        | {name: round(value, DECIMALS) for name, value in part.figures.items()}
        | {f"{name}_ci": _rounded(value) for name, value in part.intervals.items()}
        for part in evaluation.slices
    ]
    return record


def read_report(folder: Path) -> Report:
    """A report folder that `write_report` wrote.

    Raises
    ------
    InputError
        A file of it is missing or damaged, or it is of a newer format.
    """
    try:
        metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
        if metrics["format"] > FORMAT:
            raise InputError(
                f"{folder}: made by a newer stance ({metrics['stance_version']}); update stance to read it"
            )
        header, *rows = csv.reader(_stream(folder / "counts.csv"))
        groups = tuple(row[0] for row in rows)
        if header[0] != "article_id" or len(groups) != metrics["data"]["articles"]:
            raise ValueError("counts.csv does not fit metrics.json")
        numbers = np.array([[float(cell) for cell in row[1:]] for row in rows]).reshape(len(rows), len(header) - 1)
        errors = {_key(row): row for row in csv.DictReader(_stream(folder / "errors.csv"))}
        if not errors and not (folder / "errors.csv").read_text(encoding="utf-8").startswith(ERROR_COLUMNS[0]):
            raise ValueError("errors.csv has no header")
    except InputError:
        raise
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise InputError(
            f"{folder}: not a complete report folder ({type(error).__name__}: {error}); make it with stance evaluate"
        ) from error
    return Report(folder, metrics, groups, dict(zip(header[1:], numbers.T, strict=True)), errors)


def _key(row: Mapping[str, str]) -> tuple[str, ...]:
    """What an error of one report has in common with the same error of another."""
    columns = ["error", "article_id", "start", "end", "text"]
    if row["error"] == "spurious":
        columns += ["found_start", "found_end"]
    return tuple(row[column] for column in columns)


def _stream(path: Path) -> io.StringIO:
    return io.StringIO(path.read_bytes().decode("utf-8"), newline="")  # only the table itself knows where its rows end


def _rounded(interval: tuple[float, float]) -> list[float | None]:
    return [None if value != value else round(value, DECIMALS) for value in interval]


def _predictions(judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    for judgement in judgements:
        stance = judgement.on_gold
        if judgement.label is None or (judgement.gold is None and stance is None):
            continue
        row = _place(judgement) | {"label": judgement.label}
        if stance is not None:
            row["predicted"] = stance.label
            row |= {f"p_{label}": round(stance.probabilities.get(label, 0.0), DECIMALS) for label in LABELS}
        yield row


def _errors(judgements: Iterable[Judgement], texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    for judgement in judgements:
        finding = judgement.finding
        row = _place(judgement) | {
            "kind": judgement.example.kind,
            "speaker": judgement.gold.speaker if judgement.gold else "" if finding else judgement.example.speaker,
            "label": judgement.label or "",
            "predicted": judgement.on_gold.label if judgement.on_gold else "",
        }
        if finding is not None:
            start, end = finding.quote.content
            row |= {
                "found_start": start,
                "found_end": end,
                "found_text": texts[judgement.group][start:end],
                "found_speaker": finding.speaker.name or "",
                "found_predicted": judgement.found_stance or "",
                "quote_rule": finding.quote.rule,
                "speaker_rule": finding.speaker.rule,
            }
        for error in judgement.errors:
            yield {"error": error, **row}


def _place(judgement: Judgement) -> dict[str, Any]:
    row: dict[str, Any] = {"article_id": judgement.example.article_id}
    if judgement.gold is not None:
        row |= {"start": judgement.gold.content.start, "end": judgement.gold.content.end}
    if judgement.label is not None:
        row["text"] = judgement.example.text
    return row


def _counts(evaluation: Evaluation) -> str:
    names = list(evaluation.counts)
    rows = (
        {"article_id": group} | {name: f"{evaluation.counts[name][index]:.10g}" for name in names}
        for index, group in enumerate(evaluation.data.groups)
    )
    return _table(("article_id", *names), rows)


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: safe(value) for name, value in row.items()} for row in rows)
    return stream.getvalue()


def _write(path: Path, text: str) -> None:
    with whole_file(path) as stream:
        stream.write(text.encode("utf-8", "replace"))
