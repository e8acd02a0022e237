"""Fuzz one target, or all of them in turn, for a bounded time.

    uv run --group fuzz python -m tests.fuzz [TARGET] [--seconds 120]

An input that fails is written to ``tests/fuzz/found/``; make a case of it in ``tests/cases/hostile.jsonl``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
LIMITS = ["-max_len=4096", "-timeout=10", "-rss_limit_mb=1500"]


def main() -> None:
    parser = argparse.ArgumentParser(description="Fuzz stance.")
    parser.add_argument("target", nargs="?", help="one of reading, html, folding, extraction, tables (all)")
    parser.add_argument("--seconds", type=int, default=120, help="for each target (120)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        fuzz_here(options.target, options.seconds)
        return
    names = [options.target] if options.target else ["reading", "html", "folding", "extraction", "tables"]
    status = 0
    for name in names:
        command = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(options.seconds), "--here"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [
            line
            for line in done.stderr.splitlines()
            if line.startswith(("Done ", " === ", "stat::", "ERROR", "SUMMARY"))
        ]
        print(f"{name}: {'fine' if done.returncode == 0 else 'FAILED'}; {'; '.join(lines)}", flush=True)
        if done.returncode:
            print(done.stderr[-3000:])
            status = 1
    sys.exit(status)


def fuzz_here(name: str, seconds: int) -> None:
    """Run libFuzzer in this process; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["stance"]):
        from tests.fuzz.targets import TARGETS
    found = FOLDER / "found"
    found.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for path in (FOLDER / "seeds").iterdir():
            shutil.copy(path, corpus)
        options = [*LIMITS, f"-max_total_time={seconds}", f"-artifact_prefix={found}/{name}-", corpus]
        atheris.Setup([sys.argv[0], *options], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
