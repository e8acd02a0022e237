"""What `stance score` and `stance quotes` share: inputs, output and where the work is done."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from stance.cli.messages import Progress, tell
from stance.errors import InputError
from stance.writing.format import Layout
from stance.writing.formats import FORMATS, format_named, format_of

if TYPE_CHECKING:
    from stance.scoring.parts import Engine
    from stance.scoring.scorer import Piece, Scorer

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
    group.add_argument(
        "--output", "-o", metavar="PATH", help="write to this file; with a / at its end, to parts in this folder"
    )
    group.add_argument("--lang", choices=("en", "ar"), default="en", help="language of an html page's headings (en)")
    group.add_argument("--explain", action="store_true", help="tell for each quote the rules and words that decided")
    group.add_argument(
        "--keep-formulas",
        action="store_true",
        help="in csv, leave cells that a spreadsheet would run as formulas (else an apostrophe is put first)",
    )
    group = parser.add_argument_group("speakers")
    group.add_argument(
        "--speakers", metavar="FILE", help="known people and groups to link speakers to (CSV: id, name, aliases, group)"
    )
    group = parser.add_argument_group("long runs")
    group.add_argument("--jobs", "-j", type=jobs, default=1, metavar="N", help="processes to use; 0 is one a core (1)")
    group.add_argument("--resume", action="store_true", help="go on with a run that was ended before its time")
    group.add_argument("--part-size", type=positive, metavar="N", help="articles in a part of the output (2000)")
    group.add_argument("--dask", metavar="ADDRESS", help="work on the Dask cluster of this scheduler (tcp://host:port)")


def run(options: argparse.Namespace, *, stances: bool) -> int:
    """Score the inputs and write the output; returns the exit status."""
    from stance.reading.decoding import check_encoding

    if options.encoding:
        check_encoding(options.encoding)
    if options.output is None and (options.resume or options.part_size):
        raise InputError("--resume and --part-size need --output")
    from stance.scoring.engines import look_for_garbage_rarely

    scorer = _scorer(options, stances=stances)
    with _engine(options, scorer) as engine:
        scorer.warn()
        look_for_garbage_rarely()
        if options.output is None:
            return _to_standard_output(options, scorer, engine)
        return _to_file(options, scorer, engine)


def probability(text: str) -> float:
    """An option's number from 0 to 1."""
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(text)
    return value


def positive(text: str) -> int:
    """An option's whole number from 1 on."""
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def jobs(text: str) -> int:
    """An option's number of processes; 0 stands for the number of cores."""
    return len(os.sched_getaffinity(0)) if text == "0" else positive(text)


def _to_standard_output(options: argparse.Namespace, scorer: Scorer, engine: Engine) -> int:
    from stance.reading.articles import read_articles
    from stance.scoring.scorer import batches

    tally = _Tally(Progress(None))
    articles = batches(read_articles(options.inputs, encoding=options.encoding))
    pieces = tally.watch(engine(articles))
    format_named(scorer.format).join((piece.output for piece in pieces), _standard_output(), scorer.layout)
    return tally.status()


def _to_file(options: argparse.Namespace, scorer: Scorer, engine: Engine) -> int:
    from stance.reading.articles import read_articles, survey
    from stance.scoring.parts import PART_SIZE, Parts

    path = Path(options.output)
    folder = options.output.endswith(("/", os.sep)) or path.is_dir()
    inputs = survey(options.inputs)
    size = options.part_size or PART_SIZE
    settings = scorer.settings() | {"encoding": options.encoding, "part_size": size, "inputs": inputs.digest}
    parts = Parts(
        path if folder else path.with_name(f"{path.name}.parts"),
        suffix=FORMATS[scorer.format].suffix,
        settings=settings,
        resume=options.resume,
    )
    progress = Progress(inputs.size)
    tally = _Tally(progress, articles=parts.totals.articles, failures=parts.totals.failures)
    articles = read_articles(options.inputs, encoding=options.encoding, meter=progress.read)
    chosen = format_named(scorer.format)
    for _ in tally.watch(parts.run(articles, engine, chosen, scorer.layout, size=size)):
        pass
    if not folder:
        parts.merge(path, chosen, scorer.layout)
    return tally.status()


@contextmanager
def _engine(options: argparse.Namespace, scorer: Scorer) -> Iterator[Engine]:
    """Where the work is done; other processes get ready while this one loads what it needs itself."""
    from stance.scoring.engines import Processes, score_here, score_on_dask

    if options.dask:
        yield partial(score_on_dask, scorer, address=options.dask)
    elif options.jobs == 1:
        yield partial(score_here, scorer)
    else:
        with Processes(scorer, options.jobs) as processes:
            yield processes.score


class _Tally:
    """Tells the failures of pieces that pass by, and counts."""

    def __init__(self, progress: Progress, *, articles: int = 0, failures: int = 0) -> None:
        self._progress = progress
        self._articles = articles
        self._failures = failures

    def watch(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """`pieces` as they are."""
        for piece in pieces:
            for failure in piece.failures:
                tell(str(failure))
            self._articles += piece.articles
            self._failures += len(piece.failures)
            yield piece
            self._progress.show(self._articles, self._failures)
        self._progress.end()

    def status(self) -> int:
        """The exit status: 0 done, 1 some inputs failed, 2 there was none that did not."""
        if not self._failures:
            return 0
        return 1 if self._articles else 2


def _scorer(options: argparse.Namespace, *, stances: bool) -> Scorer:
    from stance.scoring.scorer import Scorer

    terminal = options.output is None and sys.stdout.isatty()
    name = options.format or (options.output and format_of(Path(options.output))) or ("table" if terminal else "jsonl")
    layout = Layout(
        stances=stances,
        explain=options.explain,
        register=options.speakers is not None,
        escape_formulas=not options.keep_formulas,
        width=min(_WIDE, max(_NARROW, shutil.get_terminal_size().columns)) if terminal else _WIDE,
        colour=terminal and "NO_COLOR" not in os.environ,
        language=options.lang,
    )
    scorer = Scorer(name, layout, register=options.speakers)
    if not stances:
        return scorer
    return scorer._replace(
        model=options.model,
        morphology=options.morphology,
        target=options.target,
        min_confidence=options.min_confidence,
    )


def _standard_output() -> BinaryIO:
    sys.stdout.flush()
    stream: Any = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise InputError("standard output takes no bytes; give --output")
    return stream  # type: ignore[no-any-return]
