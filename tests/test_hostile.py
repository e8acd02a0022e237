"""Nothing that an article holds crashes, hangs, or costs more than in proportion to its length."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from stance.pipeline import find
from stance.reading import articles as articles_module
from stance.reading.articles import read_articles
from stance.reading.source import Failure
from stance.records import Article
from stance.scoring.scorer import Batch, Scorer
from stance.writing.format import Layout
from tests.hostile import HOSTILE

SHORT, LONG = 5_000, 40_000
MAX_GROWTH = 3.0
"""How much dearer a character of the long text may be than one of the short: a squared cost makes it 8 times."""

CHEAP = 5e-6
"""Seconds a character below which the growth is not looked at: it drowns in the noise of the machine."""


def seconds_a_character(text: str) -> float:
    begin = time.process_time()
    find(Article("1", text))
    return (time.process_time() - begin) / len(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_cost_grows_as_the_length_does(name: str) -> None:
    for last in (False, False, True):  # another process may spoil one measurement, or two
        short, long = (seconds_a_character(HOSTILE[name](length)) for length in (SHORT, LONG))
        if long <= CHEAP or long <= MAX_GROWTH * short:
            break
        assert not last, f"{1e6 * short:.1f} µs a character of {SHORT}, {1e6 * long:.1f} of {LONG}"


@pytest.mark.parametrize("name", HOSTILE)
def test_quotes_of_hostile_texts_are_slices_and_can_be_written(name: str) -> None:
    text = HOSTILE[name](1_000)
    for form in ("jsonl", "csv", "table"):
        piece = Scorer(form, Layout(stances=False, explain=True)).score(Batch((Article("1", text, title=text[:50]),)))
        assert not piece.failures
        assert piece.articles == 1
        assert form == "csv" or piece.output.decode("utf-8")
        if form == "jsonl":
            for quote in json.loads(piece.output)["quotes"]:
                whole = text if quote["in"] == "text" else text[:50]
                assert quote["text"] == whole[quote["start"] : quote["end"]]


def test_a_line_of_a_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    text = HOSTILE["an article of paragraphs"](500_000)
    path.write_text(json.dumps({"text": text}, ensure_ascii=False) + '\n{"text": "b"}\n', encoding="utf-8")
    first, second = read_articles([str(path)])
    assert isinstance(first, Article)
    assert first.text == text
    assert isinstance(second, Article)


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles_module, "FREE_BYTES", 1 << 20)
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"0" * (8 << 20)))
    [failure] = read_articles([str(path)])
    assert isinstance(failure, Failure)
    assert "unpacks to more than 100 times" in failure.reason
    many = tmp_path / "many.jsonl.gz"
    many.write_bytes(gzip.compress(b'{"text": "a"}\n' * (1 << 18)))
    items = list(read_articles([str(many)]))
    assert isinstance(items[0], Article)
    assert isinstance(items[-1], Failure)
    assert "unpacks to more than 100 times" in items[-1].reason


@pytest.mark.parametrize("line", ['{"text": "a", "x": ' + "[" * 100_000, '{"text": "a", "n": ' + "9" * 10_000 + "}"])
def test_json_that_would_exhaust_the_reader_fails_alone(tmp_path: Path, line: str) -> None:
    path = tmp_path / "deep.jsonl"
    path.write_text(f'{line}\n{{"text": "b"}}\n', encoding="utf-8")
    first, second = read_articles([str(path)])
    assert isinstance(first, Failure)
    assert isinstance(second, Article)


def test_an_id_that_looks_like_a_path_names_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stance.cli.main import main

    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("in.jsonl").write_text('{"id": "../../evil", "text": "a", "title": "/etc/passwd"}\n', encoding="utf-8")
    assert main(["quotes", "in.jsonl", "--output", "out/", "--part-size", "1"]) == 0
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert made == ["work/in.jsonl", "work/out/failures.jsonl", "work/out/manifest.json", "work/out/part-00000.jsonl"]
