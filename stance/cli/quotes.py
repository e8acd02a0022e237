"""`stance quotes`: quotes and speakers of articles, without the classifier."""

from __future__ import annotations

import argparse

from stance.cli import scoring

_EPILOG = """\
examples:
  stance quotes article.txt
  stance quotes news/ --format csv --output quotes.csv
  stance quotes article.txt --explain               and the rules that found each quote and its speaker"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description = "Find the quotes of Arabic articles and who said each."
    parser.epilog = _EPILOG
    scoring.add_options(parser)


def run(options: argparse.Namespace) -> int:
    """Find quotes in the inputs."""
    return scoring.run(options, stances=False)
