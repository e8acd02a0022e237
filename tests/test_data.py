"""The labelled data that ships, and the validator that keeps it clean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.errors import InputError
from stance.reading.gold import GoldArticle, GoldQuote
from stance.reading.packaged import data_folder
from stance.reading.validation import PARTS, Row, part_of, read_rows, validate, validate_folder
from stance.records import Article, Span

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "validation.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_the_shipped_data_has_no_problem() -> None:
    assert [str(problem) for problem in validate_folder(data_folder())] == []


def test_both_parts_are_there() -> None:
    rows = [row for path in data_folder().glob("*.csv") for row in read_rows(path)]
    shares = {part: sum(row.get("split") == part for row in rows) / len(rows) for part in PARTS}
    assert sum(shares.values()) == pytest.approx(1), "a row is in no part"
    assert 0.12 < shares["test"] < 0.25


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rows(case: dict[str, object]) -> None:
    rows = [Row(line, fields) for line, fields in enumerate(case["rows"], start=2)]  # type: ignore[arg-type, var-annotated]
    messages = [str(problem) for problem in validate(rows={"t.csv": rows})]
    expected = case["problems"]
    assert isinstance(expected, list)
    assert len(messages) == len(expected), messages
    for message, part in zip(messages, expected, strict=True):
        assert part in message


def _article(text: str, *, identifier: str = "x", split: str = "train", **fields: object) -> GoldArticle:
    quote = {"kind": "indirect", "content": Span(4, 9), "cue": Span(0, 3), "source": None, "stance": "neutral"}
    quotes = (GoldQuote(**{**quote, "speaker": "س", "speaker_also": (), **fields}),)  # type: ignore[arg-type]
    return GoldArticle(Article(identifier, text, extra={"split": split}), "وقف إطلاق النار", quotes)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, None),
        ({"content": Span(4, 99)}, "not inside the text"),
        ({"content": Span(5, 5)}, "or empty"),
        ({"content": Span(3, 9)}, "blank"),
        ({"cue": Span(0, 4)}, "blank"),
        ({"kind": "quoted"}, "kind"),
        ({"stance": "pro"}, "stance"),
        ({"speaker": " "}, "no speaker"),
        ({"cue": Span(4, 6)}, "cue and content overlap"),
        ({"source": Span(1, 3)}, "cue and source overlap"),
    ],
)
def test_articles(fields: dict[str, object], message: str | None) -> None:
    problems = validate(articles={"a.jsonl": [_article("قال نعم ولا شيء غيره", **fields)]})
    assert (message is None and not problems) or (message is not None and message in str(problems[0]))


def test_an_article_in_both_parts_is_refused() -> None:
    article = _article("قال نعم ولا شيء غيره")
    other = _article("قال نعم ولا شيء غيره", split="test")
    messages = [str(problem) for problem in validate(articles={"a.jsonl": [article], "b.jsonl": [other]})]
    assert any("keep it in one part" in message for message in messages)
    assert any("is in a.jsonl already" in message for message in messages)


def test_a_missing_table_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_rows(tmp_path / "none.csv")


@given(st.text(max_size=30))
def test_the_part_of_a_group_is_stable(group: str) -> None:
    assert part_of(group) == part_of(group)
    assert part_of(group) in PARTS


def test_the_parts_share_out_as_they_should() -> None:
    share = sum(part_of(f"group-{number}") == "test" for number in range(4000)) / 4000
    assert 0.17 < share < 0.21
