"""`stance train`: labelled tables into a model folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_EPILOG = """\
examples:
  stance train labelled.csv --model my-model
  stance train a.csv b.csv gold.jsonl --model my-model --report report
  stance train labelled.csv --model my-model --vectors news.vectors
  stance train --model my-model                     from the labelled data that comes with the package"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description = (
        "Train a model from labelled tables (columns text and label) and measure it by cross-validation."
    )
    parser.epilog = _EPILOG
    parser.add_argument(
        "tables", nargs="*", metavar="CSV", type=Path, help="labelled tables or gold articles (none: the packaged data)"
    )
    parser.add_argument("--model", "-m", metavar="FOLDER", type=Path, required=True, help="where the model is written")
    parser.add_argument(
        "--report", metavar="FOLDER", type=Path, help="also write the cross-validated figures as a report"
    )
    parser.add_argument(
        "--target-pack", metavar="FOLDER", type=Path, help="lexicon files of a target (left out: the ceasefire's)"
    )
    parser.add_argument(
        "--vectors", metavar="FILE", type=Path, help="word vectors that become features (made by `stance vectors`)"
    )
    parser.add_argument(
        "--morphology",
        metavar="FILE",
        type=Path,
        help="camel-tools' morphology database, whose lemmas become features; the model needs it for scoring too",
    )


def run(options: argparse.Namespace) -> int:
    """Train, write the model folder and show its figures."""
    from stance.classifier.training import train_tables

    summary = train_tables(
        options.tables,
        options.model,
        report=options.report,
        target_pack=options.target_pack,
        vectors=options.vectors,
        morphology=options.morphology,
    )
    sys.stdout.write(f"{summary}\n")
    return 0
