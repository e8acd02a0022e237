"""`stance vectors`: word vectors from an archive of unlabelled articles."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

_EPILOG = """\
examples:
  stance vectors archive.jsonl.gz --output news.vectors
  stance vectors folder/ more.csv --output news.vectors --dimensions 50

25 million words take two minutes; the table then has about 3 MB."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    from stance.cli.scoring import positive

    parser.description = "Learn compact vectors of light stems from unlabelled articles."
    parser.epilog = _EPILOG
    parser.add_argument("inputs", nargs="+", metavar="ARCHIVE", help="files, folders or globs of articles, or -")
    parser.add_argument("--output", "-o", metavar="FILE", type=Path, required=True, help="where the table is written")
    parser.add_argument("--encoding", metavar="NAME", help="of all inputs (left out: recognised)")
    parser.add_argument("--stems", type=positive, default=30_000, metavar="N", help="most stems in the table (30000)")
    parser.add_argument("--dimensions", type=positive, default=100, metavar="N", help="entries of a vector (100)")
    parser.add_argument(
        "--least", type=positive, default=10, metavar="N", help="a rarer stem than this has no vector (10)"
    )


def run(options: argparse.Namespace) -> int:
    """Learn the vectors and write the table."""
    from stance.classifier.cooccurrence import Size, learn_vectors
    from stance.classifier.vectors import write_vectors
    from stance.cli.main import DONE, SOME_FAILED
    from stance.cli.messages import tell
    from stance.reading.articles import read_articles
    from stance.records import Article

    failures = 0

    def texts() -> Iterator[str]:
        nonlocal failures
        for item in read_articles(options.inputs, encoding=options.encoding):
            if isinstance(item, Article):
                yield f"{item.title}\n{item.text}" if item.title else item.text
            else:
                failures += 1
                tell(str(item))

    size = Size(stems=options.stems, dimensions=options.dimensions, least=options.least)
    table = learn_vectors(texts(), size=size, progress=tell)
    write_vectors(table, options.output)
    tell(f"{len(table.stems):,} stems in {table.dimensions} dimensions written to {options.output}")
    return SOME_FAILED if failures else DONE
