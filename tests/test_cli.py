"""The command line as its users meet it: exit statuses, messages, pipes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stance import __version__
from stance.cli.main import COMMANDS, main

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "data" / "examples").glob("*.txt"))
STANCE = [sys.executable, "-m", "stance"]


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*STANCE, *arguments], input=stdin, capture_output=True, check=False, timeout=120)


def test_quotes_of_examples_as_json_lines(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["quotes", *map(str, EXAMPLES)]) == 0
    out, err = capfdbinary.readouterr()
    records = [json.loads(line) for line in out.splitlines()]
    assert [record["id"] for record in records] == [path.stem for path in EXAMPLES]
    for path, record in zip(EXAMPLES, records, strict=True):
        text = path.read_text(encoding="utf-8")
        assert [text[quote["start"] : quote["end"]] for quote in record["quotes"]] == [
            quote["text"] for quote in record["quotes"]
        ]
    assert err == b""


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ([str(EXAMPLES[0])], 0),
        ([str(EXAMPLES[0]), "none.txt"], 1),
        (["none.txt"], 2),
        ([], 2),
        ([str(EXAMPLES[0]), "--format", "docx"], 2),
        ([str(EXAMPLES[0]), "--jobs", "-1"], 2),
        ([str(EXAMPLES[0]), "--encoding", "klingon"], 2),
        ([str(EXAMPLES[0]), "--output", "none/out.csv"], 2),
    ],
)
def test_exit_statuses(
    inputs: list[str], status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["quotes", *inputs]) == status
    err = capfd.readouterr().err
    assert bool(err) == bool(status)
    assert "Traceback" not in err


def test_no_command_unknown_command_and_help() -> None:
    assert run().returncode == 2
    assert run("sing").returncode == 2
    assert run("--version").stdout.decode().strip() == f"stance {__version__}"
    shown = run("--help").stdout.decode()
    assert all(command in shown for command in COMMANDS)


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_an_output_file_has_the_format_of_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert main(["quotes", str(EXAMPLES[0]), "--output", str(path)]) == 0
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("article_id," if name == "out.csv" else "{")


def test_standard_input_and_order_over_processes() -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number in range(300)).encode()
    one, two = run("quotes", "-", stdin=lines), run("quotes", "-", "--jobs", "2", stdin=lines)
    assert (one.returncode, two.returncode) == (0, 0)
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 300


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    text = EXAMPLES[0].read_text(encoding="utf-8")
    path.write_text((json.dumps({"text": text}) + "\n") * 3000, encoding="utf-8")
    with subprocess.Popen([*STANCE, "quotes", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_leaves_no_half_file(tmp_path: Path, sent: signal.Signals, jobs: str) -> None:
    out = tmp_path / "out.jsonl"
    command = [*STANCE, "quotes", "-", "--output", str(out), "--jobs", jobs]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b'{"text": "a"}\n' * 2000)
        process.stdin.flush()
        time.sleep(1.5)
        process.send_signal(sent)
        err = process.stderr.read().decode()
        process.wait(timeout=30)
    assert process.returncode == 130
    assert "interrupted" in err
    assert "Traceback" not in err
    assert not out.exists()
