"""Write the golden outputs anew: ``uv run python -m tests.golden.write``. Read the difference before you commit it."""

from __future__ import annotations

from pathlib import Path

from stance.cli.main import main

FOLDER = Path(__file__).parent
EXAMPLES = sorted((FOLDER.parent.parent / "data" / "examples").glob("*.txt"))


def write(folder: Path) -> None:
    """The quotes and speakers of each example with the rules that found them, and its whole score.

    Golden are the stances' labels alone: their probabilities move with every training of the model.
    """
    for path in EXAMPLES:
        main(["quotes", str(path), "--explain", "--output", str(folder / f"{path.stem}.quotes.jsonl")])
        main(["score", str(path), "--output", str(folder / f"{path.stem}.score.csv")])
        table = folder / f"{path.stem}.score.csv"
        rows = [line.rsplit(",", 4)[0] + "\n" for line in table.read_text(encoding="utf-8").splitlines()]
        table.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
