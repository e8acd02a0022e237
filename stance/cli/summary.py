"""`stance summary`: who stands where, and since when, in scored articles."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from stance.cli.messages import tell

_EPILOG = """\
examples:
  stance summary scored.jsonl
  stance summary scored.jsonl.gz --by week --output summary.html
  stance summary scored.jsonl --format csv --periods > by-month.csv"""

_FORMATS = ("table", "csv", "html")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description = "Count stances by speaker, group and time in the JSON Lines that `stance score` wrote."
    parser.epilog = _EPILOG
    parser.add_argument(
        "scored", nargs="+", metavar="SCORED", help="scored articles (.jsonl, .jsonl.gz); - is standard input"
    )
    parser.add_argument("--by", choices=("day", "week", "month"), default="month", help="the periods of time (month)")
    parser.add_argument(
        "--format", "-f", choices=_FORMATS, help="output format (left out: as --output says, else table)"
    )
    parser.add_argument("--output", "-o", type=Path, metavar="PATH", help="write to this file")
    parser.add_argument("--periods", action="store_true", help="in csv: one row a speaker and period")
    parser.add_argument("--top", type=int, default=30, metavar="N", help="in a table: speakers shown (30)")
    parser.add_argument("--lang", choices=("en", "ar"), default="en", help="language of the page's headings (en)")


def run(options: argparse.Namespace) -> int:
    """Read the scored articles and write their summary."""
    from stance.summary.counts import read_scored, summarize
    from stance.summary.output import as_csv, as_page, as_table
    from stance.writing.files import whole_file

    summary = summarize(read_scored(options.scored, sys.stdin.buffer), by=options.by)
    suffix = options.output.suffix.lstrip(".") if options.output else ""
    chosen = options.format or (suffix if suffix in _FORMATS else "table")
    if chosen == "csv":
        text = as_csv(summary, periods=options.periods)
    elif chosen == "html":
        text = as_page(summary, language=options.lang)
    else:
        text = as_table(summary, top=options.top)
    data = text.encode("utf-8", "replace")
    if options.output:
        with whole_file(options.output) as stream:
            stream.write(data)
        tell(f"summary of {summary.whole.articles:,} articles with quotes written to {options.output}")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    return 0
