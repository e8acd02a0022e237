"""Write the table of counts in data/README.md anew: `uv run .ci/data_card.py`."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from stance.reading.gold import read_gold
from stance.reading.validation import PARTS, read_rows
from stance.records import LABELS

DATA = Path(__file__).resolve().parent.parent / "data"
TABLE = re.compile(r"(<!-- counts -->\n).*?(<!-- end of counts -->)", re.DOTALL)


def labels(path: Path) -> Counter[tuple[str, str]]:
    """How many quotes a file has, by part and label."""
    if path.suffix == ".csv":
        return Counter((row.get("split"), row.get("label")) for row in read_rows(path))
    return Counter(
        (str(gold.article.extra.get("split", "")), quote.stance) for gold in read_gold(path) for quote in gold.quotes
    )


def table() -> str:
    """The counts of all files and their sum, as Markdown."""
    cells = [(part, label) for part in PARTS for label in LABELS]
    lines = ["| file | " + " | ".join(f"{part}: {label}" for part, label in cells) + " | all |"]
    lines.append("| --- |" + " ---: |" * (len(cells) + 1))
    total: Counter[tuple[str, str]] = Counter()
    for path in sorted([*DATA.glob("*.jsonl"), *DATA.glob("*.csv")]):
        counts = labels(path)
        total += counts
        lines.append(_line(f"`{path.name}`", counts, cells))
    return "\n".join([*lines, _line("**all**", total, cells)]) + "\n"


def _line(name: str, counts: Counter[tuple[str, str]], cells: list[tuple[str, str]]) -> str:
    return f"| {name} | " + " | ".join(f"{counts[cell]:,}" for cell in cells) + f" | {counts.total():,} |"


if __name__ == "__main__":
    card = DATA / "README.md"
    card.write_text(TABLE.sub(lambda match: match[1] + table() + match[2], card.read_text("utf-8")), "utf-8")
