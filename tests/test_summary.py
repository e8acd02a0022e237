"""Stances counted by speaker and time."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.cli.main import main
from stance.records import LABELS
from stance.summary.counts import PERIODS, period_start, summarize
from stance.summary.output import as_csv, as_page, as_table


def article(day: str | None, *quotes: tuple[str | None, str], **more: Any) -> dict[str, Any]:
    return {"id": "a", "date": day, "target": "هدنة"} | {
        "quotes": [{"speaker": name, "stance": label, "confidence": 0.5, **more} for name, label in quotes]
    }


RECORDS = [
    article("2024-01-30T10:00:00Z", ("سامح شكري", "favor"), ("سامح شكري", "neutral")),
    article("2024-03-02", ("سامح شُكري", "against"), (None, "neutral")),
    article(None, ("أنطونيو غوتيريش", "favor")),
    article("gestern", ("أنطونيو غوتيريش", "favor")),
    {"id": "quotes only", "quotes": [{"speaker": "سامح شكري"}]},
]


def test_speakers_are_counted_with_their_dates_and_spellings() -> None:
    summary = summarize(RECORDS)
    first, second, nobody = summary.speakers
    assert (first.name, first.quotes, first.articles) == ("سامح شكري", 3, 2)
    assert dict(first.stances) == {"favor": 1, "neutral": 1, "against": 1}
    assert (first.first, first.last) == (date(2024, 1, 30), date(2024, 3, 2))
    assert (second.name, second.quotes, second.first) == ("أنطونيو غوتيريش", 2, None)
    assert (nobody.name, nobody.quotes) == ("", 1)
    assert summary.undated == 3
    assert summary.periods == [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]


def test_a_register_joins_names_and_gives_groups() -> None:
    records = [
        article("2024-01-01", (name, "favor"), speaker_id="Q1", speaker_group="وسطاء") for name in ("ا", "ب", "ب")
    ]
    summary = summarize(records)
    assert [(one.name, one.id, one.group, one.quotes) for one in summary.speakers] == [("ب", "Q1", "وسطاء", 3)]
    assert [(one.group, one.quotes) for one in summary.groups] == [("وسطاء", 3)]


@pytest.mark.parametrize(
    ("by", "day", "start"),
    [
        ("day", "2024-03-06", "2024-03-06"),
        ("week", "2024-03-06", "2024-03-04"),
        ("week", "2024-01-01", "2024-01-01"),
        ("week", "2023-01-01", "2022-12-26"),
        ("month", "2024-02-29", "2024-02-01"),
    ],
)
def test_periods_begin_where_calendars_say(by: str, day: str, start: str) -> None:
    assert period_start(date.fromisoformat(day), by) == date.fromisoformat(start)


QUOTES = st.lists(st.tuples(st.sampled_from(["ا", "ب", None]), st.sampled_from([*LABELS, "uncertain"])), max_size=4)
DAYS = st.dates(date(2020, 1, 1), date(2024, 12, 31)).map(str) | st.none()


@given(st.lists(st.tuples(DAYS, QUOTES), max_size=8), st.sampled_from(PERIODS))
def test_nothing_is_lost_or_counted_twice(articles: Sequence[tuple[str | None, Any]], by: str) -> None:
    records = [article(day, *quotes) for day, quotes in articles]
    summary = summarize(records, by=by)
    quotes = sum(len(record["quotes"]) for record in records)
    assert summary.whole.quotes == sum(tally.quotes for tally in summary.speakers) == quotes
    dated = sum(len(record["quotes"]) for record in records if record["date"])
    assert sum(counts.total() for counts in summary.whole.periods.values()) == dated
    assert set(summary.whole.periods) <= set(summary.periods)
    assert summary.periods == sorted(set(summary.periods))


def test_csv_has_a_row_a_speaker_or_a_row_a_period_and_no_formulas() -> None:
    summary = summarize([*RECORDS, article("2024-01-01", ("=1+1", "favor"))])
    rows = list(csv.DictReader(io.StringIO(as_csv(summary))))
    assert len(rows) == len(summary.speakers)
    assert rows[0]["first_date"] == "2024-01-30"
    assert any(row["speaker"] == "'=1+1" for row in rows)
    periods = list(csv.DictReader(io.StringIO(as_csv(summary, periods=True))))
    assert [row["period"] for row in periods if row["speaker"] == "سامح شكري"] == ["2024-01-01", "2024-03-01"]


def test_the_table_tells_how_many_more_there_are() -> None:
    lines = as_table(summarize(RECORDS), top=1).splitlines()
    assert len(lines) == 3
    assert "2 more speakers" in lines[-1]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_shows_the_time_line_only_where_there_are_dates(language: str) -> None:
    assert 'id="time"' in as_page(summarize(RECORDS), language=language)
    assert 'id="time"' not in as_page(summarize(RECORDS[2:]), language=language)


def test_the_command_reads_files_and_writes_each_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()
    (tmp_path / "plain.jsonl").write_bytes(lines)
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(lines))
    assert (
        main(
            [
                "summary",
                str(tmp_path / "plain.jsonl"),
                str(tmp_path / "packed.jsonl.gz"),
                "--output",
                str(tmp_path / "s.csv"),
            ]
        )
        == 0
    )
    assert "سامح شكري,,,6,4," in (tmp_path / "s.csv").read_text("utf-8")
    assert main(["summary", str(tmp_path / "plain.jsonl"), "--output", str(tmp_path / "s.html")]) == 0
    assert (tmp_path / "s.html").read_text("utf-8").startswith("<!doctype html>")
    capsys.readouterr()


@pytest.mark.parametrize("content", ["{}", '{"id": 1, "quotes": 3}', "nothing", '{"text": "a gold line"}'])
def test_what_is_no_scored_file_is_one_clear_line(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.jsonl").write_text(content, "utf-8")
    assert main(["summary", str(tmp_path / "bad.jsonl")]) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "bad.jsonl: line 1" in message
