"""Measure speed, growth and memory, and print them as Markdown tables.

    uv run python -m tests.benchmarks [CORPUS] [--only NAME...] [--articles N]

CORPUS is a file that `stance score` reads; left out, it is the packaged annotated articles, over and over. Times are
those of the processor where a table does not say "by the clock". Speeds are also given as ratios to a floor measured in
the same run: finding the tokens of the same texts with one regular expression.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from stance.pipeline import find
from stance.quotes import find_quotes
from stance.reading.articles import read_articles
from stance.reading.packaged import data_folder
from stance.records import Analysis, Article
from stance.scoring.engines import look_for_garbage_rarely
from stance.scoring.scorer import Scorer, batches
from stance.speakers import resolve_speakers
from stance.text.document import Document
from stance.writing.format import Layout

STANCE = [sys.executable, "-m", "stance"]
FLOOR = re.compile(r"\w+|[^\w\s]")
ROUNDS = 3


def main() -> None:
    """Run the benchmarks that are asked for."""
    parser = argparse.ArgumentParser(description="Measure what stance costs.")
    parser.add_argument("corpus", nargs="?", default=str(data_folder() / "articles.train.jsonl"), help="articles")
    parser.add_argument("--articles", type=int, default=1000, help="articles for the speeds (1000)")
    parser.add_argument("--only", nargs="+", choices=list(BENCHMARKS), default=list(BENCHMARKS))
    options = parser.parse_args()
    read = [item for item in read_articles([options.corpus]) if isinstance(item, Article)]
    articles = list(islice(cycle(read), options.articles))
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; ",
        end="",
    )
    print(
        f"{Path(options.corpus).name}, {sum(len(one.text) for one in articles) / len(articles):,.0f} characters each\n"
    )
    look_for_garbage_rarely()  # as the command does
    for name in options.only:
        BENCHMARKS[name](articles)


def speeds(articles: Sequence[Article]) -> None:
    """Articles a second of each step and of the whole, in this process."""
    documents = [Document(article.text) for article in articles]
    quotes = [find_quotes(document) for document in documents]
    found = [find(article) for article in articles]
    count = sum(map(len, quotes))
    model = Scorer("jsonl").load().model
    steps: dict[str, Callable[[], object]] = {
        "tokens by re.findall (the floor)": lambda: [FLOOR.findall(article.text) for article in articles],
        "folding and tokens": lambda: [Document(article.text) for article in articles],
        "quotes": lambda: [find_quotes(document) for document in documents],
        "speakers": lambda: [resolve_speakers(*pair) for pair in zip(documents, quotes, strict=True)],
        "`stance quotes`: all of these, and writing": lambda: scored(articles, stances=False),
        "`stance score`: and stances": lambda: scored(articles, stances=True),
    }
    if model is not None:
        classify = model.classify
        steps["stances"] = lambda: [classify(part, target="وقف إطلاق النار") for part in parts(found)]
    times = {name: best(step) for name, step in steps.items()}
    floor = times["tokens by re.findall (the floor)"]
    rows = [
        (name, f"{len(articles) / taken:,.0f}", f"{count / taken:,.0f}", f"{taken / floor:.1f} ×")
        for name, taken in times.items()
    ]
    table("Speed on one core", ("step", "articles/s", "quotes/s", "time to the floor's"), rows)


def processes(articles: Sequence[Article]) -> None:
    """The whole command with one process and with two, by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        source = write(Path(folder) / "in.jsonl", islice(cycle(articles), 4 * len(articles)))
        one, two = (
            min(
                clock([*STANCE, "score", str(source), "-o", f"{folder}/{jobs}.jsonl", "-j", str(jobs)])
                for _ in range(2)
            )
            for jobs in (1, 2)
        )
    count = 4 * len(articles)
    rows = [
        ("1", f"{one:.1f}", f"{count / one:,.0f}", ""),
        ("2", f"{two:.1f}", f"{count / two:,.0f}", f"{one / two:.2f} ×"),
    ]
    table(f"`stance score` of {count:,} articles, by the clock", ("processes", "seconds", "articles/s", "faster"), rows)


def starting(articles: Sequence[Article]) -> None:
    """How long the command takes before it does anything, and for one article."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.txt"
        path.write_text(articles[0].text, encoding="utf-8")
        commands = {
            "--help": ["--help"],
            "quotes, one article": ["quotes", str(path)],
            "score, one article": ["score", str(path)],
        }
        rows = [
            (f"`stance {name}`", f"{min(clock([*STANCE, *command]) for _ in range(5)):.2f}")
            for name, command in commands.items()
        ]
    table("Starting, by the clock", ("command", "seconds"), rows)


def growth(articles: Sequence[Article]) -> None:
    """Time for an article by its length: it must grow as the length does."""
    words = " ".join(article.text.replace("\n", " ") for article in articles).split(" ")
    paragraphs = "\n".join(article.text for article in articles)
    rows = []
    for count in (1_000, 10_000, 100_000):
        text = " ".join(islice(cycle(words), count))
        spread = paragraphs
        while spread.count(" ") < count:
            spread += "\n" + paragraphs
        spread = " ".join(spread.split(" ")[:count])
        one, many = best(lambda text=text: find(Article("1", text))), best(lambda text=spread: find(Article("1", text)))
        rows.append((f"{count:,}", f"{1e6 * one / len(text):.2f}", f"{1e6 * many / len(spread):.2f}"))
    header = ("words", "µs a character, one paragraph", "µs a character, paragraphs as they are")
    table("Growth with the length of an article (`find`)", header, rows)


def memory(articles: Sequence[Article]) -> None:
    """The most memory that the command takes, by the size of the corpus."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for count in (6_000, 60_000):
            source = write(Path(folder) / f"{count}.jsonl", islice(cycle(articles), count))
            for command in ("quotes", "score"):
                peak, taken = peak_memory([*STANCE, command, str(source), "-o", f"{folder}/out/{command}{count}.jsonl"])
                rows.append((f"`stance {command}`", f"{count:,}", f"{peak:,.0f}", f"{count / taken:,.0f}"))
    table("Memory and corpus size, one process", ("command", "articles", "peak MB", "articles/s by the clock"), rows)


def training(_: Sequence[Article]) -> None:
    """Training on the packaged data."""
    with tempfile.TemporaryDirectory() as folder:
        peak, taken = peak_memory([*STANCE, "train", "--model", f"{folder}/model"])
    table("Training on the packaged data", ("seconds by the clock", "peak MB"), [(f"{taken:.0f}", f"{peak:,.0f}")])


BENCHMARKS: dict[str, Callable[[Sequence[Article]], None]] = {
    "speeds": speeds,
    "processes": processes,
    "starting": starting,
    "growth": growth,
    "memory": memory,
    "training": training,
}


def scored(articles: Sequence[Article], *, stances: bool) -> None:
    scorer = Scorer("jsonl", Layout(stances=stances))
    for batch in batches(articles):
        scorer.score(batch)


def parts(found: Sequence[Analysis]) -> Iterator[Sequence[Analysis]]:
    for start in range(0, len(found), 64):
        yield found[start : start + 64]


def best(step: Callable[[], object]) -> float:
    """The least processor time of `ROUNDS` runs, in seconds: what other processes do can only add to it."""
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        step()
        times.append(time.process_time() - begin)
    return min(times)


def clock(command: Sequence[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def peak_memory(command: Sequence[str]) -> tuple[float, float]:
    """Megabytes at the most, and seconds by the clock, of a process of its own."""
    output = Path(command[-1]).parent
    output.mkdir(exist_ok=True)
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, capture_output=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script, *command], check=True, capture_output=True, text=True)
    unit = 1 if sys.platform == "darwin" else 1024
    return int(done.stdout) * unit / 1e6, time.perf_counter() - begin


def write(path: Path, articles: Iterable[Article]) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        for number, article in enumerate(articles):
            stream.write(json.dumps({"id": number, "text": article.text}, ensure_ascii=False) + "\n")
    return path


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print(f"### {title}\n")
    for row in (header, ["---"] * len(header), *rows):
        print("|", " | ".join(row), "|")
    print(flush=True)


if __name__ == "__main__":
    main()
