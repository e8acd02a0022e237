"""Scoring on a Dask cluster: a real scheduler and two workers as processes on loopback, one of which is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stance.cli.main import main

distributed = pytest.importorskip("distributed")

TEXT = "قال الوزير إن الاتفاق قريب من التوقيع. وأضاف: «لن نعود إلى الحرب». "


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's address, and its two workers."""
    python = [sys.executable, "-m"]
    address_file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(address_file)]
    scheduler = subprocess.Popen([*python, "distributed.cli.dask_scheduler", *options], **quiet)  # type: ignore[call-overload]
    for _ in range(300):
        if address_file.exists() and address_file.stat().st_size:
            break
        time.sleep(0.1)
    address = json.loads(address_file.read_text("utf-8"))["address"]
    # --no-nanny: nothing starts a killed worker again
    options = [address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    start = [*python, "distributed.cli.dask_worker", *options]
    workers = [subprocess.Popen(start, **quiet) for _ in range(2)]  # type: ignore[call-overload]
    try:
        with distributed.Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, workers
    finally:
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()


def test_a_worker_that_is_killed_loses_nothing(
    tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    source = tmp_path / "in.jsonl"
    rows = ({"id": number, "text": TEXT * 20} for number in range(1600))
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "stance", "quotes", str(source), "--part-size", "200", "-o"]
    with subprocess.Popen([*command, f"{out}/", "--dask", address], stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not (out / "part-00001.jsonl").exists():
            time.sleep(0.02)
        assert process.poll() is None, "the run was over before a worker could be killed"
        os.kill(workers[0].pid, signal.SIGKILL)
    assert process.returncode == 0
    assert not (out / "part-00009.jsonl").exists()
    assert subprocess.run([*command, f"{tmp_path / 'here'}/"], check=True).returncode == 0
    for path in (tmp_path / "here").iterdir():
        assert (out / path.name).read_bytes() == path.read_bytes()


def test_no_scheduler_is_one_clear_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert main(["quotes", str(source), "--dask", "nowhere"]) == 2
    err = capfd.readouterr().err.splitlines()
    assert [line for line in err if line.startswith("stance: --dask nowhere: no scheduler answers there")]
