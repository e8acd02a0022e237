"""Labelled tables: what is read, and what is told of bad rows."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.errors import InputError, TableError
from stance.reading.tables import SHOWN, SPELLINGS, read_labelled, read_table

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "tables.jsonl").read_text("utf-8").splitlines()
]


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("case", [case for case in CASES if "rows" in case], ids=lambda case: case["case"])
def test_reads(case, tmp_path):
    rows = read_table(written(tmp_path, case["bytes"]))
    assert [[row.text, row.label] for row in rows] == case["rows"]


@pytest.mark.parametrize("case", [case for case in CASES if "told" in case], ids=lambda case: case["case"])
def test_tells_bad_rows(case, tmp_path):
    path = written(tmp_path, case["bytes"])
    with pytest.raises(TableError) as caught:
        read_table(path)
    message = str(caught.value)
    assert str(path) in message
    for part in case["told"]:
        assert part in message


def test_tells_all_bad_rows_of_all_files_the_same_together(tmp_path):
    one = written(tmp_path, "text,label\n" + "أ,no\n" * 500 + "ب,favor\n,no\n", "one.csv")
    two = written(tmp_path, "text,label\nأ,favor\n,favor\n", "two.csv")
    with pytest.raises(TableError) as caught:
        read_labelled([one, two])
    first, *rest = str(caught.value).splitlines()
    assert first == "502 bad rows:"
    assert [line.partition(": column ")[0] for line in rest] == [
        f"{one}: rows 2–501, 503",
        f"{one}: row 503",
        f"{two}: row 3",
    ]


def test_tells_the_numbers_of_all_rows_where_each_has_another_fault(tmp_path):
    path = written(tmp_path, "text,label\n" + "".join(f"أ,no{number}\n" for number in range(SHOWN + 30)))
    with pytest.raises(TableError) as caught:
        read_table(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == SHOWN + 2
    assert lines[-1] == f"{path}: also wrong: rows {SHOWN + 2}–{SHOWN + 31}"


def test_tells_all_bad_articles_of_a_gold_file(tmp_path):
    quote = {"kind": "direct", "content": [0, 1], "speaker": "زيد", "stance": "maybe"}
    lines = [{"id": "a", "text": "نعم", "quotes": [quote]}, {"id": "b", "text": "لا", "quotes": []}, {"id": "c"}]
    path = written(tmp_path, "\n".join(map(json.dumps, lines)), "gold.jsonl")
    with pytest.raises(InputError) as caught:
        read_labelled([path])
    first, second = str(caught.value).splitlines()
    assert "line 1" in first
    assert 'stance "maybe"' in first
    assert "line 3" in second


def test_optional_columns_and_defaults(tmp_path):
    header = "text,label,cue,speaker,context,target,article_id,split,kind\n"
    path = written(tmp_path, header + "أ,favor,قال,زيد,قال زيد أ,النفط,a1,test,indirect\nب,neutral,,,,,,,\n")
    full, bare = read_table(path)
    assert full[3:] == ("favor", "قال", "indirect", "زيد", "قال زيد أ", "النفط", "a1", "test")
    assert (bare.target, bare.cue, bare.split) == ("وقف إطلاق النار", "", "")


def test_not_utf8_and_missing(tmp_path):
    path = tmp_path / "old.csv"
    path.write_bytes("text,label\nأ,favor\n".encode("windows-1256"))
    with pytest.raises(TableError, match="not UTF-8"):
        read_table(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_table(tmp_path / "none.csv")


def test_gold_file_in_a_tables_place(tmp_path):
    article = {"id": "a", "text": "قال زيد نعم", "quotes": []}
    path = written(tmp_path, json.dumps(article), "gold.jsonl")
    labelled = read_labelled([path])
    assert labelled.rows == ()
    assert [gold.article.id for gold in labelled.articles] == ["a"]


@given(
    st.lists(
        st.tuples(st.text(min_size=1).map(str.strip).filter(bool), st.sampled_from(sorted(SPELLINGS))), min_size=1
    ),
    st.sampled_from(",;\t"),
)
def test_what_the_csv_module_writes_is_read_back(tmp_path_factory, rows, delimiter):
    import csv
    import io

    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([["text", "label"], *rows])
    if "\0" in stream.getvalue() or any("\ud800" <= letter <= "\udfff" for letter in stream.getvalue()):
        return
    found = read_table(written(tmp_path_factory.mktemp("table"), stream.getvalue()))
    assert [(row.text, row.label) for row in found] == [(text, SPELLINGS[label]) for text, label in rows]
