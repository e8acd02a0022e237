"""Long runs: parts, resuming after any end, processes that die."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance import pipeline
from stance.cli.main import main
from stance.errors import InputError
from stance.reading.source import Failure
from stance.records import Analysis, Article
from stance.scoring import scorer as scorer_module
from stance.scoring.engines import score_here, score_in_processes
from stance.scoring.parts import FAILURES, MANIFEST, Parts
from stance.scoring.scorer import Batch, Scorer, batches
from stance.writing.files import OutputError
from stance.writing.format import Layout
from stance.writing.formats import FORMATS, format_named

ROOT = Path(__file__).parent.parent
EXAMPLE = (ROOT / "data" / "examples" / "truce.txt").read_text(encoding="utf-8")[:400]
QUOTES = Scorer("jsonl", Layout(stances=False))
STANCE = [sys.executable, "-m", "stance"]
LETHAL = "lethal"


def corpus(count: int, *, wrong: Iterable[int] = ()) -> list[Article | Failure]:
    return [
        Failure("corpus", number, "wrong") if number in set(wrong) else Article(f"a{number}", f"{EXAMPLE}\n{number}")
        for number in range(count)
    ]


def corpus_file(path: Path, count: int) -> Path:
    rows = [{"id": n, "text": f"{EXAMPLE}\n{n}"} if n % 17 else {"id": n} for n in range(count)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*"))}


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 7), st.integers(1, 7), st.integers(0, 5))
def test_parts_depend_on_the_order_alone(wrong: list[bool], size: int, part_size: int, first: int) -> None:
    items = [Failure("f", n, "w") if bad else Article(str(n), "t") for n, bad in enumerate(wrong)]

    def by_part(made: Iterator[Batch]) -> dict[int, tuple[list[Article], list[Failure]]]:
        parts: dict[int, tuple[list[Article], list[Failure]]] = {}
        for batch in made:
            articles, failures = parts.setdefault(batch.part, ([], []))
            assert len(batch.articles) <= size
            articles += batch.articles
            failures += batch.failures
        return parts

    whole = by_part(batches(items, size=size, part_size=part_size))
    assert [one for articles, _ in whole.values() for one in articles] == [i for i in items if isinstance(i, Article)]
    assert [one for _, failures in whole.values() for one in failures] == [i for i in items if isinstance(i, Failure)]
    assert all(len(whole[part][0]) == part_size for part in list(whole)[:-1])
    later = by_part(batches(items, size=size, part_size=part_size, first=first))
    assert later == {part: held for part, held in whole.items() if part >= first}


@pytest.mark.parametrize("name", FORMATS)
def test_one_file_is_the_same_whatever_its_parts(tmp_path: Path, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    source = corpus_file(tmp_path / "in.jsonl", 40)
    outputs = []
    for size in ("7", "1000"):
        out = tmp_path / f"out-{size}"
        assert main(["quotes", str(source), "-f", name, "-o", str(out), "--part-size", size]) == 1
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1]
    assert not list(tmp_path.glob("*.parts"))
    failures = [json.loads(line) for line in (tmp_path / "out-7.failures.jsonl").read_text("utf-8").splitlines()]
    assert [failure["line"] for failure in failures] == [1, 18, 35]


def test_a_folder_of_parts_and_its_manifest(tmp_path: Path) -> None:
    source = corpus_file(tmp_path / "in.jsonl", 40)
    out = tmp_path / "out"
    assert main(["quotes", str(source), "-o", f"{out}/", "--part-size", "20"]) == 1
    assert sorted(contents(out)) == [FAILURES, MANIFEST, "part-00000.jsonl", "part-00001.jsonl"]
    manifest = json.loads((out / MANIFEST).read_text("utf-8"))
    assert manifest["complete"]
    assert manifest["totals"]["articles"] == 37
    assert manifest["totals"]["failures"] == 3
    for part in manifest["parts"]:
        assert hashlib.sha256((out / part["name"]).read_bytes()).hexdigest() == part["sha256"]


def test_an_empty_input_still_gives_an_output(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert main(["quotes", str(tmp_path / "none.txt"), "-o", str(out)]) == 2
    assert out.read_text("utf-8").startswith("article_id,")


def test_what_cannot_be_resumed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = corpus_file(tmp_path / "in.jsonl", 30)
    command = ["quotes", str(source), "-o", f"{tmp_path / 'out'}/"]
    assert main(command) == 1
    before = contents(tmp_path / "out")
    assert main(command) == 2
    assert "--resume" in capfd.readouterr().err
    assert main([*command, "--resume", "--explain"]) == 2
    assert "another layout" in capfd.readouterr().err
    assert main([*command, "--resume"]) == 1
    assert contents(tmp_path / "out") == before
    corpus_file(source, 31)
    assert main([*command, "--resume"]) == 2
    assert "another inputs" in capfd.readouterr().err
    (tmp_path / "out" / MANIFEST).write_text("{}", encoding="utf-8")
    assert main([*command, "--resume"]) == 2
    assert "no manifest" in capfd.readouterr().err


def test_a_part_that_was_altered_is_made_again(tmp_path: Path) -> None:
    source = corpus_file(tmp_path / "in.jsonl", 30)
    command = ["quotes", str(source), "-o", f"{tmp_path / 'out'}/", "--part-size", "7"]
    assert main(command) == 1
    before = contents(tmp_path / "out")
    (tmp_path / "out" / "part-00003.jsonl").write_text("altered", encoding="utf-8")
    assert main([*command, "--resume"]) == 1
    assert contents(tmp_path / "out") == before


def test_twenty_kills_in_a_row_lose_nothing(tmp_path: Path) -> None:
    source = corpus_file(tmp_path / "in.jsonl", 2500)
    command = [*STANCE, "quotes", str(source), "--part-size", "40", "--resume", "-o"]
    chance = random.Random(7)
    killed = 0
    for number in range(20):
        jobs = ["--jobs", "2"] if number % 5 == 4 else []
        with subprocess.Popen([*command, f"{tmp_path / 'killed'}/", *jobs], stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.1, 0.7))
            process.send_signal(signal.SIGKILL)
        killed += process.returncode == -signal.SIGKILL
    assert killed >= 10
    for out in ("killed", "whole"):
        done = subprocess.run([*command, f"{tmp_path / out}/"], stderr=subprocess.DEVNULL, check=False)
        assert done.returncode == 1
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")


@pytest.mark.parametrize("point", range(12))
def test_an_end_between_any_two_writes_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: int
) -> None:
    """The process ends at each rename in turn: before it takes place."""
    source = corpus_file(tmp_path / "in.jsonl", 45)
    command = ["quotes", str(source), "--part-size", "15", "-o"]
    assert main([*command, str(tmp_path / "whole.jsonl")]) == 1
    renames = 0
    replace = Path.replace

    def ending(self: Path, target: Path) -> Path:
        nonlocal renames
        renames += 1
        if renames == point + 1:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", ending)
    assert main([*command, str(tmp_path / "ended.jsonl")]) in {1, 130}
    monkeypatch.setattr(Path, "replace", replace)
    assert main([*command, str(tmp_path / "ended.jsonl"), "--resume"]) == 1
    assert (tmp_path / "ended.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert len(contents(tmp_path)) == 5


def lethal_find(article: Article, *_: object) -> Analysis:
    if LETHAL in article.text:
        os._exit(9)
    return Analysis(article, ())


class LethalScorer(Scorer):
    """A scorer for which some articles end the process."""

    __slots__ = ()

    def score(self, batch: Batch, tools: object = None) -> scorer_module.Piece:
        pipeline.find = lethal_find
        return super().score(batch)


def test_an_article_that_ends_its_process_fails_alone() -> None:
    articles = [Article(str(number), LETHAL if number in {17, 38} else "text") for number in range(60)]
    lethal = LethalScorer("jsonl", Layout(stances=False))
    pieces = list(score_in_processes(lethal, batches(articles, size=10), jobs=1))
    assert [failure.path for piece in pieces for failure in piece.failures] == ["article 17", "article 38"]
    ids = [json.loads(line)["id"] for piece in pieces for line in piece.output.splitlines()]
    assert ids == [article.id for article in articles if article.text != LETHAL]


def test_processes_give_what_one_gives_in_its_order() -> None:
    items = corpus(150, wrong=[3, 77])
    here = list(score_here(QUOTES, batches(items, size=10)))
    assert list(score_in_processes(QUOTES, batches(items, size=10), jobs=2)) == here


def test_an_article_on_which_a_step_breaks_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(article: Article, *_: object) -> Analysis:
        if article.id == "a3":
            raise ValueError("broken")
        return Analysis(article, ())

    monkeypatch.setattr(pipeline, "find", breaking)
    [piece] = score_here(QUOTES, batches(corpus(8)))
    assert piece.articles == 7
    assert [failure.path for failure in piece.failures] == ["article a3"]
    assert "ValueError: broken" in piece.failures[0].reason


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.txt").touch()
    with pytest.raises(InputError, match="not empty"):
        Parts(tmp_path, suffix=".jsonl", settings={}, resume=False)


def test_a_full_disk_is_told_and_leaves_what_was_done(tmp_path: Path) -> None:
    source = corpus_file(tmp_path / "in.jsonl", 200)
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"  # writing beyond it fails, as on a full disk
        "from stance.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    command = ["quotes", str(source), "-o", str(tmp_path / "out.jsonl"), "--part-size", "10"]
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
    assert main([*command, "--resume"]) == 1
    assert main([*command[:-3], str(tmp_path / "whole.jsonl")]) == 1
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read and write all")
def test_files_and_folders_without_permission(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = corpus_file(tmp_path / "in.jsonl", 3)
    source.chmod(0)
    assert main(["quotes", str(source)]) == 2
    assert "cannot be read" in capfd.readouterr().err
    source.chmod(0o600)
    (tmp_path / "closed").mkdir(mode=0o500)
    assert main(["quotes", str(source), "-o", str(tmp_path / "closed" / "out.csv")]) == 2
    assert "cannot be made" in capfd.readouterr().err


def test_an_output_place_that_takes_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    parts = Parts(tmp_path / "file" / "x", suffix=".jsonl", settings={}, resume=False)
    with pytest.raises(OutputError, match="cannot be made"):
        list(parts.run(corpus(1), lambda made: score_here(QUOTES, made), format_named("jsonl"), QUOTES.layout))
