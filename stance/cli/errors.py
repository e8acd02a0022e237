"""`stance errors`: the error workbench for those who extend the rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.evaluation.workbench import Fault, RuleScore

_EPILOG = """\
examples:
  stance errors gold.jsonl                        figures, rules and the first errors of each construction
  stance errors gold.jsonl --errors 50 --type missed span
  stance errors gold.jsonl --rule colon           only what this rule found"""

_TYPES = ("missed", "spurious", "span", "speaker")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description = "List what the extraction gets wrong on annotated articles, by construction and rule."
    parser.epilog = _EPILOG
    parser.add_argument("gold", type=Path, metavar="GOLD", help="annotated articles (JSON Lines)")
    parser.add_argument("--errors", type=int, default=5, metavar="N", help="errors shown of each construction (5)")
    parser.add_argument("--type", nargs="+", choices=_TYPES, default=_TYPES, help="types of error (all)")
    parser.add_argument("--rule", metavar="NAME", help="only errors of the rule of this name")
    parser.add_argument("--article", metavar="ID", help="only this article")


def run(options: argparse.Namespace) -> int:
    """Print figures, rules and errors."""
    from stance.evaluation.run import evaluate_articles
    from stance.evaluation.workbench import faults, grouped, quote_rules, speaker_rules
    from stance.reading.gold import read_gold

    golds = [gold for gold in read_gold(options.gold) if options.article in (None, gold.article.id)]
    evaluation = evaluate_articles(golds, None, name=options.gold.name)
    lines = [_figures(evaluation.figures), "", *_rules("quote rule", quote_rules(evaluation.judgements))]
    lines += ["", *_rules("speaker rule", speaker_rules(evaluation.judgements))]
    chosen = [
        fault
        for fault in faults(evaluation.judgements, [gold.article.text for gold in golds])
        if fault.error in options.type and options.rule in (None, fault.quote_rule, fault.speaker_rule)
    ]
    for error, constructions in grouped(chosen).items():
        lines += ["", f"== {error}: {sum(map(len, constructions.values()))}"]
        for construction, members in constructions.items():
            lines += ["", f"-- {construction}: {len(members)}", *map(_fault, members[: options.errors])]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _figures(figures: Mapping[str, float]) -> str:
    return "  ".join(f"{name.removeprefix('extraction.')} {value:.3f}" for name, value in figures.items())


def _rules(title: str, scores: Sequence[RuleScore]) -> list[str]:
    lines = [f"{title:<28} {'given':>6} {'right':>6} {'prec.':>6} {'exact':>6}"]
    for score in scores:
        exact = "" if score.exact is None else f"{score.exact:>6}"
        lines.append(f"{score.rule or '?':<28} {score.given:>6} {score.right:>6} {score.precision:>6.3f} {exact}")
    return lines


def _fault(fault: Fault) -> str:
    rules = " / ".join(filter(None, (fault.quote_rule, fault.speaker_rule)))
    lines = [f"[{fault.article_id}] {rules}", f"    gold:  {fault.gold}", f"    found: {fault.found}"]
    return "\n".join([*lines, f"    in:    {fault.excerpt}"])
