"""What `stance score` and `stance quotes` share: inputs, output and how many processes."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from stance.cli.messages import tell
from stance.errors import InputError
from stance.scoring.scorer import Piece, Scorer
from stance.writing.format import Layout
from stance.writing.formats import FORMATS, format_named, format_of

_NARROW, _WIDE = 60, 120


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that both commands have."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders or patterns; - is standard input")
    group = parser.add_argument_group("input")
    group.add_argument(
        "--encoding", metavar="NAME", help="encoding of all inputs (left out: each file's is recognised)"
    )
    group = parser.add_argument_group("output")
    group.add_argument(
        "--format",
        "-f",
        choices=list(FORMATS),
        help="output format (left out: as the name of --output says, else table on a terminal and jsonl in a pipe)",
    )
    group.add_argument("--output", "-o", metavar="PATH", help="write to this file (left out: standard output)")
    group.add_argument("--explain", action="store_true", help="tell for each quote the rules and words that decided")
    group.add_argument(
        "--keep-formulas",
        action="store_true",
        help="in csv, leave cells that a spreadsheet would run as formulas (else an apostrophe is put first)",
    )
    group = parser.add_argument_group("work")
    group.add_argument("--jobs", "-j", type=jobs, default=1, metavar="N", help="processes to use; 0 is one a core (1)")


def run(options: argparse.Namespace, *, stances: bool) -> int:
    """Score the inputs and write the output; returns the exit status."""
    from stance.reading.articles import read_articles
    from stance.reading.decoding import check_encoding
    from stance.scoring.engines import score_here, score_in_processes
    from stance.scoring.scorer import batches

    if options.encoding:
        check_encoding(options.encoding)
    scorer = _scorer(options, stances=stances)
    articles = batches(read_articles(options.inputs, encoding=options.encoding))
    if options.jobs == 1:
        scorer.load()
        pieces = score_here(scorer, articles)
    else:
        pieces = score_in_processes(scorer, articles, jobs=options.jobs)
    tally = _Tally(pieces)
    _write(scorer, tally, options.output)
    return tally.status()


def probability(text: str) -> float:
    """An option's number from 0 to 1."""
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(text)
    return value


def jobs(text: str) -> int:
    """An option's number of processes; 0 stands for the number of cores."""
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value or len(os.sched_getaffinity(0))


class _Tally:
    """Passes pieces on, telling their failures and counting."""

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces = pieces
        self.articles = self.failures = 0

    def __iter__(self) -> Iterator[Any]:
        for piece in self._pieces:
            for failure in piece.failures:
                tell(str(failure))
            self.articles += piece.articles
            self.failures += len(piece.failures)
            yield piece.output

    def status(self) -> int:
        """The exit status: 0 done, 1 some inputs failed, 2 there was none that did not."""
        if not self.failures:
            return 0
        return 1 if self.articles else 2


def _scorer(options: argparse.Namespace, *, stances: bool) -> Scorer:
    terminal = options.output is None and sys.stdout.isatty()
    name = options.format or (options.output and format_of(Path(options.output))) or ("table" if terminal else "jsonl")
    layout = Layout(
        stances=stances,
        explain=options.explain,
        escape_formulas=not options.keep_formulas,
        width=min(_WIDE, max(_NARROW, shutil.get_terminal_size().columns)) if terminal else _WIDE,
        colour=terminal and "NO_COLOR" not in os.environ,
    )
    if not stances:
        return Scorer(name, layout)
    return Scorer(name, layout, options.model, options.target, options.min_confidence)


def _write(scorer: Scorer, outputs: _Tally, path: str | None) -> None:
    from stance.writing.files import whole_file

    chosen = format_named(scorer.format)
    if path is None:
        chosen.join(outputs, _standard_output(), scorer.layout)
    else:
        with whole_file(Path(path)) as stream:
            chosen.join(outputs, stream, scorer.layout)


def _standard_output() -> BinaryIO:
    sys.stdout.flush()
    if not hasattr(sys.stdout, "buffer"):
        raise InputError("standard output takes no bytes; give --output")
    return sys.stdout.buffer
