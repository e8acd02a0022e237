"""Pin every package by version alone: `uv.lock` names download addresses, so what is committed are the versions.

    uv run --no-sync .ci/pin.py             # pin what uv.lock holds
    uv run --no-sync .ci/pin.py --upgrade   # move to the newest versions first

It rewrites `constraint-dependencies` in pyproject.toml between its two marks.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
EXPORT = ["uv", "export", "--all-extras", "--all-groups", "--no-emit-project"]
EXPORT += ["--no-hashes", "--no-annotate", "--no-header"]


def write_pins(pins: list[str]) -> None:
    """Put `pins` (PEP 508 requirements) between the marks."""
    rows = "".join(f'    "{pin}",\n' for pin in pins)
    text, count = re.subn(
        r"(?<=\n)constraint-dependencies = \[.*?\](?=\n# END PINS)",
        lambda _: f"constraint-dependencies = [\n{rows}]",
        PROJECT.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    if count != 1:
        sys.exit("pyproject.toml: the marks around constraint-dependencies are missing")
    PROJECT.write_text(text, encoding="utf-8")


def main() -> None:
    if "--upgrade" in sys.argv[1:]:
        write_pins([])
        subprocess.run(["uv", "lock", "--upgrade"], cwd=ROOT, check=True)
    exported = subprocess.run(EXPORT, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    write_pins([line.replace('"', "'").strip() for line in exported.splitlines() if "==" in line])
    subprocess.run(["uv", "lock"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
