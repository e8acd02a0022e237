"""`stance score`: quotes, speakers and stances of articles."""

from __future__ import annotations

import argparse

from stance.cli import scoring
from stance.records import DEFAULT_TARGET

_EPILOG = """\
examples:
  stance score article.txt                          a table on the terminal, JSON Lines in a pipe
  stance score news/ 'more/**/*.txt' -f csv -o quotes.csv
  cat articles.jsonl | stance score - --min-confidence 0.7
  stance score article.txt --explain                and what decided each stance
  stance score archive.jsonl.gz -o scored.jsonl --jobs 2"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description = (
        "Find the quotes of Arabic articles, who said each, and where the speaker stands toward a target."
    )
    parser.epilog = _EPILOG
    scoring.add_options(parser)
    group = parser.add_argument_group("stances")
    group.add_argument("--model", "-m", metavar="FOLDER", help="model folder (left out: the embedded model)")
    group.add_argument("--morphology", metavar="FILE", help="morphology database, for a model trained with one")
    group.add_argument(
        "--target", default=DEFAULT_TARGET, metavar="TEXT", help=f"what the stances are toward ({DEFAULT_TARGET})"
    )
    group.add_argument(
        "--min-confidence",
        type=scoring.probability,
        default=0.0,
        metavar="P",
        help="call a stance uncertain where its probability is below P (0)",
    )


def run(options: argparse.Namespace) -> int:
    """Score the inputs."""
    return scoring.run(options, stances=True)
