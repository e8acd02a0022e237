"""`stance compare`: report folders side by side."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stance.cli.messages import tell
from stance.errors import InputError

if TYPE_CHECKING:
    from stance.report.compare import Comparison

_EPILOG = """\
examples:
  stance compare report-old report-new
  stance compare baseline a b --html comparison.html

Each report is compared with the first: the difference, its 95 % interval from a paired bootstrap over the articles, and
a star where the interval leaves out 0. The reports must be of the same data."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description = "Compare evaluation reports on the same data."
    parser.epilog = _EPILOG
    parser.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="report folders; the first is the base")
    parser.add_argument("--html", type=Path, metavar="PATH", help="also write a page, with the quotes won and lost")
    parser.add_argument("--lang", choices=("en", "ar"), default="en", help="language of the page's headings (en)")


def run(options: argparse.Namespace) -> int:
    """Print the comparison, and write its page where one is asked for."""
    from stance.report.compare import compare, comparison_page
    from stance.writing.files import whole_file

    if len(options.reports) < 2:
        raise InputError("compare needs two reports or more; give the folders that stance evaluate wrote")
    comparison = compare(options.reports)
    sys.stdout.write(_table(comparison))
    if options.html:
        with whole_file(options.html) as stream:
            stream.write(comparison_page(comparison, language=options.lang).encode("utf-8", "replace"))
        tell(f"comparison written to {options.html}")
    return 0


def _table(comparison: Comparison) -> str:
    lines = [f"1: {comparison.names[0]}"]
    for index, name in enumerate(comparison.names[1:], start=1):
        lines += [f"{index + 1}: {name}", "", f"{'':<38}{'1':>7}{index + 1:>7}   difference  95 % interval"]
        for row in comparison.differences:
            old, new, apart, between = row.values[0], row.values[index], row.differences[index], row.intervals[index]
            if old is not None and new is not None and apart is not None:
                shown = "[{:+.3f}, {:+.3f}]".format(*between) if between else ""
                star = " *" if row.sure(index) else ""
                lines.append(f"{row.figure:<38}{old:>7.3f}{new:>7.3f}   {apart:>+10.3f}  {shown}{star}")
        lines += ["", f"{'errors':<38}{'won':>7}{'lost':>7}"]
        lines += [
            f"{error:<38}{won:>7}{lost:>7}" for error, (won, lost) in comparison.tally(index).items() if won or lost
        ]
    return "\n".join(lines) + "\n"
