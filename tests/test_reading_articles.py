"""Articles as they come: formats, encodings, ids, and what wrong input is told."""

from __future__ import annotations

import gzip
import io
import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.errors import InputError
from stance.reading import identifiers, jsonl
from stance.reading.articles import FORMATS, read_articles, reader_of
from stance.reading.decoding import check_encoding, recognise
from stance.reading.source import Failure, Source
from stance.records import Article

CASES = Path(__file__).parent / "cases"
TEXT = "عنوان الخبر\n\nقال الوزير إن الاتفاق قريب من التوقيع.\n"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256")
BAD = [json.loads(line) for line in (CASES / "bad_inputs.jsonl").read_text(encoding="utf-8").splitlines()]


def articles(*inputs: Path | str, encoding: str | None = None) -> list[Article]:
    items = list(read_articles(map(str, inputs), encoding=encoding))
    assert not [item for item in items if isinstance(item, Failure)]
    return [item for item in items if isinstance(item, Article)]


def failures(*inputs: Path | str) -> list[Failure]:
    return [item for item in read_articles(map(str, inputs)) if isinstance(item, Failure)]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("asked", [False, True])
def test_a_text_file_in_any_encoding_is_one_article(tmp_path: Path, encoding: str, asked: bool) -> None:
    path = tmp_path / "news-7.txt"
    path.write_bytes(TEXT.encode(encoding))
    [article] = articles(path, encoding=encoding if asked else None)
    assert article == Article(id="news-7", text=TEXT, title="عنوان الخبر")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_lines_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [
        {"id": "ا", "text": "خبر أول\fثان" if encoding == "cp1256" else "خبر أول\u2028ثان"},
        {"text": TEXT, "title": "", "date": 2015, "mood": [1]},
    ]
    path = tmp_path / "some.jsonl"
    path.write_bytes("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode(encoding))
    first, second = articles(path)
    assert first == Article(id="ا", text=rows[0]["text"])  # type: ignore[arg-type]
    assert second == Article(id="some-3", text=TEXT, date="2015", extra={"mood": [1]})


def test_an_encoding_that_is_not_utf8_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(TEXT.encode("cp1256"))
    with caplog.at_level(logging.WARNING, "stance"):
        articles(path)
    assert [record.getMessage().startswith(f"{path}: read as windows-1256") for record in caplog.records] == [True]


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    path.write_bytes(b"title\r\ntext\r\n")
    assert articles(path)[0].text == "title\r\ntext\r\n"
    assert articles(path)[0].title == "title"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
def test_tables_with_any_delimiter(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "t.csv"
    rows = [["id", "text", "title", "desk"], ["a", '"قال، إن; نعم\nلا"', "عنوان", "politics"], ["", "نص ثان", "", ""]]
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    first, second = articles(path)
    assert first == Article(id="a", text="قال، إن; نعم\nلا", title="عنوان", extra={"desk": "politics"})
    assert (second.id, second.text, second.title) == ("t-4", "نص ثان", None)


def test_a_web_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "page.html"
    paragraphs = [f"وقال الوزير رقم {number} إن الاتفاق قريب من التوقيع خلال الأيام المقبلة." for number in range(6)]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = (
        '<html><head><meta charset="windows-1256"><title>عنوان الصفحة</title></head><body><nav>الرئيسية</nav>'
        f"<article><h1>عنوان الصفحة</h1>{body}</article><script>alert(1)</script><footer>حقوق</footer></body></html>"
    )
    path.write_bytes(page.encode("cp1256"))
    [article] = articles(path)
    assert [line for line in article.text.split("\n") if line.startswith("وقال")] == paragraphs
    assert article.title == "عنوان الصفحة"
    assert "alert" not in article.text
    assert "الرئيسية" not in article.text


def test_a_parquet_table(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    parquet.write_table(arrow.table({"text": ["خبر", None], "id": [7, 8], "desk": ["a", "b"]}), path)
    first, second = read_articles([str(path)])
    assert first == Article(id="7", text="خبر", extra={"desk": "a"})
    assert isinstance(second, Failure)
    assert second.line == 2
    path.write_bytes(b"PAR1 no table")
    assert "no Parquet file" in failures(path)[0].reason


@pytest.mark.parametrize("case", BAD, ids=[case["name"] for case in BAD])
def test_what_wrong_input_is_told(tmp_path: Path, case: dict[str, object]) -> None:
    path = tmp_path / str(case["file"])
    path.write_bytes(str(case["content"]).encode("latin-1"))
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    items = list(read_articles([str(path), str(good)]))
    failure = next(item for item in items if isinstance(item, Failure))
    assert (failure.path, failure.line) == (str(path), case["line"])
    assert str(case["told"]) in str(failure)
    assert len(str(failure).splitlines()) == 1
    assert isinstance(items[-1], Article)
    assert items[-1].id == "good"


@pytest.mark.parametrize(("name", "told"), [("none.txt", "no such file"), ("*.txt", "matches no file")])
def test_inputs_that_are_not_there(tmp_path: Path, name: str, told: str) -> None:
    [failure] = failures(tmp_path / name)
    assert told in failure.reason


def test_a_line_that_is_too_long_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE", 50)
    path = tmp_path / "long.jsonl"
    lines = [{"text": "a"}, {"text": "b" * 500}, {"text": "c"}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    first, second, third = read_articles([str(path)])
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert second.line == 2
    assert isinstance(third, Article)
    assert third.id == "long-3"


def test_a_damaged_gzip_file_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl.gz"
    data = gzip.compress("\n".join(json.dumps({"text": f"خبر {n} {n * 7919}"}) for n in range(3000)).encode())
    path.write_bytes(data[: len(data) // 2])
    items = list(read_articles([str(path)]))
    assert isinstance(items[0], Article)
    assert isinstance(items[-1], Failure)
    assert "damaged gzip" in items[-1].reason


def test_folders_and_patterns_in_the_order_of_names(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [article.id for article in articles(tmp_path)] == ["z", "b"]
    assert "passed over 1 files" in caplog.text
    assert [article.id for article in articles(tmp_path / "**" / "*.txt")] == ["z", "b"]
    (tmp_path / "empty").mkdir()
    assert "holds no file" in failures(tmp_path / "empty")[0].reason


def test_names_that_look_like_patterns(tmp_path: Path) -> None:
    path = tmp_path / "a[1].txt"
    path.write_text(TEXT, encoding="utf-8")
    assert articles(path)[0].id == "a[1]"
    assert articles(tmp_path / "a*.txt")[0].id == "a[1]"


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (b'{"text": "a"}\n{"text": "b", "id": 5}\n', ["standard input-1", "5"]),
        ("\ufeff {}".format('{"text": "a"}').encode(), ["standard input-1"]),
        (TEXT.encode(), ["standard input"]),
        (gzip.compress(b'{"text": "a", "id": "z"}'), ["z"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
    assert [article.id for article in articles("-")] == ids


def test_double_ids_are_told_and_kept_apart(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "d.jsonl"
    ids = ["x", "x", "x#2", *["y"] * 12]
    path.write_text("\n".join(json.dumps({"id": i, "text": "t"}) for i in ids), encoding="utf-8")
    found = [article.id for article in articles(path)]
    assert len(set(found)) == len(ids)
    assert found[:4] == ["x", "x#2", "x#2#2", "y"]
    assert found[-1] == "y#12"
    assert len(caplog.records) == identifiers.TOLD + 1
    assert "more ids" in caplog.records[-1].getMessage()


def test_every_format_has_its_reader(tmp_path: Path) -> None:
    for suffix in FORMATS:
        path = tmp_path / f"empty{suffix}"
        path.touch()
        assert len(failures(path)) == 1, suffix


def test_unknown_encodings_are_refused() -> None:
    assert check_encoding("windows-1256") == "windows-1256"
    for name in ("klingon", "base64"):
        with pytest.raises(InputError, match=name):
            check_encoding(name)


@given(st.binary(max_size=400))
def test_any_bytes_give_articles_or_failures(data: bytes) -> None:
    for suffix in (".txt", ".jsonl", ".csv"):
        try:
            items = list(reader_of(suffix)(Source("any", io.BufferedReader(io.BytesIO(data)))))  # type: ignore[arg-type]
        except InputError:
            continue
        assert all(isinstance(item, Article | Failure) for item in items)


@given(
    st.text(alphabet=st.characters(codec="cp1256", min_codepoint=0x621, max_codepoint=0x64A), min_size=3, max_size=200)
)
def test_any_arabic_is_recognised_in_windows_1256(text: str) -> None:
    data = text.encode("cp1256")
    assert data.decode(recognise(data))
