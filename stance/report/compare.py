"""Report folders side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from stance import __version__
from stance.errors import InputError
from stance.evaluation.comparison import Difference, differences
from stance.evaluation.judging import ERRORS
from stance.report.folder import Report, read_report
from stance.report.pages import packed, render

SHOWN_IDS = 3


class Change(NamedTuple):
    """An error that one of two reports has and the other has not: `won` where the later report is without it."""

    won: bool
    error: str
    row: Mapping[str, str]


class Comparison(NamedTuple):
    """Reports on the same data; `changes` are between the first and each of the others."""

    reports: tuple[Report, ...]
    names: tuple[str, ...]
    differences: tuple[Difference, ...]
    changes: tuple[tuple[Change, ...], ...]

    def tally(self, index: int) -> dict[str, tuple[int, int]]:
        """How many errors of each type report `index` has won and lost against the first."""
        counted = Counter((change.error, change.won) for change in self.changes[index - 1])
        return {error: (counted[error, True], counted[error, False]) for error in ERRORS}


def compare(folders: Sequence[Path]) -> Comparison:
    """Compare report folders with the first of them.

    Raises
    ------
    InputError
        A folder is no report, or the reports are of different data.
    """
    reports = [read_report(folder) for folder in folders]
    for report in reports[1:]:
        _check_same(reports[0], report)
    order = {group: index for index, group in enumerate(reports[0].groups)}
    counts = []
    for report in reports:
        rows = sorted(range(len(report.groups)), key=lambda index, report=report: order[report.groups[index]])  # type: ignore[misc]
        counts.append({name: values[rows] for name, values in report.counts.items()})
    changes = tuple(_changes(reports[0], report) for report in reports[1:])
    return Comparison(tuple(reports), _names(reports), tuple(differences(counts)), changes)


def comparison_page(comparison: Comparison, *, language: str = "en") -> str:
    """The comparison as a self-contained page."""
    changes = [
        {"against": index + 1, "won": change.won, "error": change.error, **_shown(change.row)}
        for index, part in enumerate(comparison.changes)
        for change in part
    ]
    return render(
        "compare.html.j2",
        language=language,
        version=__version__,
        comparison=comparison,
        errors=ERRORS,
        changes=packed(changes),
    )


def _check_same(first: Report, other: Report) -> None:
    mine, theirs = first.metrics["data"], other.metrics["data"]
    if mine["sha256"] == theirs["sha256"]:
        return
    reason = f"{first.folder} is of {_described(mine)}, {other.folder} of {_described(theirs)}"
    ids = set(first.groups) ^ set(other.groups)
    if ids:
        shown = ", ".join(sorted(ids)[:SHOWN_IDS])
        reason += f"; {len(ids)} articles are in one of them alone ({shown}{', …' if len(ids) > SHOWN_IDS else ''})"
    else:
        reason += "; the articles are the same by their ids, but their text or annotation is not"
    raise InputError(f"the reports are of different data and cannot be compared: {reason}; evaluate both on one file")


def _described(data: Mapping[str, object]) -> str:
    return f"{data['name']} ({data['articles']} articles, {data['quotes']} quotes)"


def _names(reports: Sequence[Report]) -> tuple[str, ...]:
    """The folders' names; with the parent's before where two are alike."""
    names = [report.name for report in reports]
    if len(set(names)) < len(names):
        names = [f"{report.folder.resolve().parent.name}/{report.name}" for report in reports]
    return tuple(names)


def _changes(first: Report, other: Report) -> tuple[Change, ...]:
    won = [Change(True, row["error"], row) for key, row in first.errors.items() if key not in other.errors]
    lost = [Change(False, row["error"], row) for key, row in other.errors.items() if key not in first.errors]
    return (*won, *lost)


def _shown(row: Mapping[str, str]) -> dict[str, str]:
    names = ("article_id", "speaker", "found_speaker", "label", "predicted", "found_predicted")
    text = {"text": row["text"] or row["found_text"]}
    return text | {name: row[name] for name in names if row[name]}
