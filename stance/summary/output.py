"""A summary as a table for the terminal, as CSV, and as a page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from stance import __version__
from stance.report.pages import render
from stance.summary.counts import STANCES, Summary, Tally

COLUMNS = (
    "speaker", "speaker_id", "group", "quotes", "articles", *STANCES, "balance", "mean_confidence", "first_date",
    "last_date",
)  # fmt: skip
PERIOD_COLUMNS = ("speaker", "speaker_id", "group", "period", "quotes", *STANCES)
PAGE_SPEAKERS = 300
"""Speakers on the page; the others are in the CSV."""


def as_csv(summary: Summary, *, periods: bool = False) -> str:
    """A row a speaker; with `periods` a row a speaker and period. Formulas are kept from spreadsheets as in the CSV
    of `stance score`."""
    from stance.writing.csv_rows import safe

    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, PERIOD_COLUMNS if periods else COLUMNS, lineterminator="\n")
    writer.writeheader()
    rows = _period_rows(summary) if periods else map(_row, summary.speakers)
    writer.writerows({name: safe(value) for name, value in row.items()} for row in rows)
    return stream.getvalue()


def as_table(summary: Summary, *, top: int) -> str:
    """The first `top` speakers as lines."""
    heads = ("quotes", *STANCES, "conf.")
    lines = ["".join(f"{head:>10}" for head in heads) + f"  {'first':<10}  {'last':<10}  speaker"]
    for tally in [*summary.groups, *summary.speakers[:top]]:
        numbers = (tally.quotes, *(tally.stances[stance] for stance in STANCES))
        dates = f"  {tally.first or ''!s:<10}  {tally.last or ''!s:<10}"
        name = f"[{tally.group}]" if tally in summary.groups else tally.name or "—"
        lines.append("".join(f"{number:>10}" for number in numbers) + f"{tally.mean_confidence:>10.2f}{dates}  {name}")
    rest = len(summary.speakers) - top
    if rest > 0:
        lines.append(f"… and {rest:,} more speakers")
    return "\n".join(lines) + "\n"


def as_page(summary: Summary, *, language: str = "en") -> str:
    """A self-contained page with the time line and the stances by speaker."""
    periods = summary.periods
    return render(
        "summary.html.j2",
        language=language,
        version=__version__,
        summary=summary,
        speakers=summary.speakers[:PAGE_SPEAKERS],
        more_speakers=max(0, len(summary.speakers) - PAGE_SPEAKERS),
        stances=[stance for stance in STANCES if summary.whole.stances[stance]],
        periods=periods,
        most=max((counts.total() for counts in summary.whole.periods.values()), default=1),
        ticks=_ticks(len(periods)),
    )


def _row(tally: Tally) -> dict[str, Any]:
    return {
        "speaker": tally.name,
        "speaker_id": tally.id,
        "group": tally.group,
        "quotes": tally.quotes,
        "articles": tally.articles,
        **{stance: tally.stances[stance] for stance in STANCES},
        "balance": round(tally.balance, 4),
        "mean_confidence": round(tally.mean_confidence, 4),
        "first_date": tally.first or "",
        "last_date": tally.last or "",
    }


def _period_rows(summary: Summary) -> Iterator[dict[str, Any]]:
    for tally in summary.speakers:
        for period, counts in sorted(tally.periods.items()):
            row: dict[str, Any] = {"speaker": tally.name, "speaker_id": tally.id, "group": tally.group}
            yield row | {"period": period, "quotes": counts.total(), **{name: counts[name] for name in STANCES}}


def _ticks(periods: int) -> Sequence[int]:
    """Which periods get a date under the time line: six at the most."""
    step = max(1, -(-periods // 6))
    return range(0, periods, step)
