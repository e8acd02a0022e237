"""Results as they go out: records to the letter, rows, the terminal's table, whole files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.errors import InputError
from stance.records import Analysis, Article, Finding, Quote, Span, Speaker, Stance
from stance.writing.files import OutputError, whole_file
from stance.writing.format import Layout
from stance.writing.formats import FORMATS, format_named, format_of
from stance.writing.record import record

TEXT = "قال الوزير إن الهدنة قائمة"
PROBABILITIES = {"favor": 0.7, "against": 0.1, "neutral": 0.2}


def analysis(text: str = TEXT, *, stance: bool = True, **fields: object) -> Analysis:
    article = Article(id="7", text=text, **fields)  # type: ignore[arg-type]
    quote = Quote("text", "indirect", Span(11, len(text)), Span(0, 3), Span(4, 10), "قال", "say", "m", "s", "anna")
    found = Finding(quote, Speaker("الوزير", "as-written"), None)
    if stance:
        found = found._replace(stance=Stance("favor", 0.7, PROBABILITIES, {"words": [["قائمة", 0.4]]}))
    return Analysis(article, (found,), "هدنة" if stance else None)


def encoded(name: str, one: Analysis, layout: Layout = Layout()) -> str:  # noqa: B008 - immutable
    stream = io.BytesIO()
    chosen = format_named(name)
    chosen.join([chosen.encode([one], layout)], stream, layout)
    return stream.getvalue().decode("utf-8")


def test_a_json_line_is_the_record_of_the_design() -> None:
    line = encoded("jsonl", analysis(title="عنوان", date="2015-01-02", extra={"desk": "a", "quotes": 1, "target": 2}))
    assert json.loads(line) == {
        "id": "7",
        "title": "عنوان",
        "date": "2015-01-02",
        "desk": "a",
        "target": "هدنة",
        "quotes": [
            {
                "text": "إن الهدنة قائمة",
                "in": "text",
                "start": 11,
                "end": 26,
                "kind": "indirect",
                "cue": {"text": "قال", "start": 0, "end": 3},
                "source": {"text": "الوزير", "start": 4, "end": 10},
                "speaker": "الوزير",
                "stance": "favor",
                "confidence": 0.7,
                "probabilities": PROBABILITIES,
            }
        ],
    }


def test_without_a_classifier_there_are_no_stance_fields() -> None:
    fields = record(analysis(stance=False))
    assert "target" not in fields
    assert not {"stance", "confidence", "probabilities"} & set(fields["quotes"][0])
    assert "stance" not in encoded("csv", analysis(stance=False), Layout(stances=False))


def test_an_explanation_names_the_rules_and_what_decided() -> None:
    assert record(analysis(), explain=True)["quotes"][0]["explanation"] == {
        "quote_rule": "anna",
        "speaker_rule": "as-written",
        "cue_lemma": "قال",
        "cue_class": "say",
        "stance": {"words": [["قائمة", 0.4]]},
    }


def test_a_quote_in_the_title_is_sliced_from_the_title() -> None:
    quote = Quote("title", "direct", Span(0, 3), None, None)
    fields = record(Analysis(Article("1", "نص", title="عنوان"), (Finding(quote, Speaker(None, "none")),)))
    assert fields["quotes"][0]["text"] == "عنو"


def test_csv_has_the_columns_of_the_design() -> None:
    [row] = csv.DictReader(io.StringIO(encoded("csv", analysis())))
    assert ",".join(row) == (
        "article_id,title,in,start,end,text,kind,cue,source,speaker,target,stance,confidence,p_favor,p_against,p_neutral"
    )
    assert (row["article_id"], row["start"], row["text"], row["p_against"]) == ("7", "11", "إن الهدنة قائمة", "0.1")


@pytest.mark.parametrize("cell", ["=1+1", "+a", "-a", "@a", "\ta"])
def test_csv_cells_that_spreadsheets_would_run(cell: str) -> None:
    article = Article(id=cell, text=TEXT)
    one = analysis()._replace(article=article)
    [row] = csv.DictReader(io.StringIO(encoded("csv", one)))
    assert row["article_id"] == "'" + cell
    [row] = csv.DictReader(io.StringIO(encoded("csv", one, Layout(escape_formulas=False))))
    assert row["article_id"] == cell


def test_the_table_shows_who_said_what() -> None:
    shown = encoded("table", analysis(title="عنوان"))
    assert "favor 0.70" in shown
    assert "الوزير\n" in shown
    assert "إن الهدنة قائمة" in shown
    assert "\x1b[32m" in encoded("table", analysis(), Layout(colour=True))
    assert "anna" in encoded("table", analysis(), Layout(explain=True))
    assert "no quotes" in encoded("table", Analysis(Article("1", "نص"), ()))


def test_the_table_highlights_what_decided() -> None:
    one = analysis()
    finding = one.findings[0]
    assert finding.stance is not None
    parts = [{"feature": "cue:say", "weight": -0.5}, {"feature": "word:الهدنة", "weight": 1.5}]
    why = {"label": "favor", "score": 1.0, "parts": parts, "words": [(3, 9, 1.5), (10, 15, 0.01)]}
    told = one._replace(findings=(finding._replace(stance=finding.stance._replace(explanation=why)),))
    shown = encoded("table", told, Layout(explain=True, colour=True))
    assert "إن \x1b[1mالهدنة\x1b[0m قائمة" in shown
    assert "favor +1.00 = word:الهدنة +1.50 · cue:say -0.50" in shown
    assert "\x1b" not in encoded("table", told, Layout(explain=True))


def test_the_highlighted_word_is_the_one_meant_behind_marks_and_control_characters() -> None:
    text = 'إن "الهدنة\x07\x07 قائمة"'
    why = {"label": "favor", "score": 1.0, "parts": [{"feature": "f", "weight": 1.0}], "words": [(13, 18, 1.0)]}
    assert text[13:18] == "قائمة"
    stance = Stance("favor", 0.7, PROBABILITIES, why)
    quote = Quote("text", "mixed", Span(0, len(text)), None, None)
    one = Analysis(Article("1", text), (Finding(quote, Speaker(None, "none"), stance),), "t")
    assert '\x1b[1mقائمة"\x1b[0m' in encoded("table", one, Layout(explain=True, colour=True))


def test_nothing_in_an_article_steers_the_terminal() -> None:
    assert "\x1b" not in encoded("table", analysis(TEXT + "\x1b[2J\x07", title="a\x1b]0;x\x07"))


@given(st.text(alphabet=st.characters(categories=None), min_size=12))
def test_any_text_is_written_to_the_letter(text: str) -> None:
    one = analysis(text, title=text)
    [quote] = json.loads(encoded("jsonl", one))["quotes"]
    assert quote["text"] == text[11:]
    for name in FORMATS:
        if name in {"table", "csv"}:
            assert encoded(name, one)


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(path) as stream:
        stream.write(b"half" * (1 // 0))
    assert path.read_text(encoding="utf-8") == "before"
    with whole_file(path) as stream:
        stream.write(b"all")
    assert path.read_text(encoding="utf-8") == "all"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_takes_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"), whole_file(tmp_path / "none" / "out.csv"):
        pass


def test_formats_by_name_and_suffix() -> None:
    assert format_of(Path("a/b.CSV")) == "csv"
    assert format_of(Path("b.docx")) is None
    with pytest.raises(InputError, match="no such format"):
        format_named("docx")
