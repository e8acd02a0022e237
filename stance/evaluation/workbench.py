"""The error workbench: what the extraction gets wrong, by construction, and how precise each rule is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stance.classifier.pack import shipped_language
from stance.evaluation.judging import Judgement

AROUND = 60
"""Code points shown before and after a quote."""


class RuleScore(NamedTuple):
    """How a rule did: quotes that it gave, and how many of them were right (and `exact`, for rules of extraction)."""

    rule: str
    given: int
    right: int
    exact: int | None = None

    @property
    def precision(self) -> float:
        """The share that was right."""
        return self.right / self.given if self.given else 0.0


class Fault(NamedTuple):
    """One error, as the workbench shows it.

    `construction` is what the errors are grouped by: for gold quotes their kind, where the cue stands and its class;
    for spurious ones the rule that fired.
    """

    error: str
    construction: str
    article_id: str
    excerpt: str
    found: str
    gold: str
    quote_rule: str
    speaker_rule: str


def construction(judgement: Judgement) -> str:
    """The construction of a gold quote: kind, place of the cue, class of the cue ("indirect · cue before · report")."""
    gold = judgement.gold
    if gold is None:
        return f"rule {judgement.finding.quote.rule if judgement.finding else ''}"
    if gold.cue is None:
        return f"{gold.kind} · no cue"
    place = "before" if gold.cue.end <= gold.content.start else "after" if gold.cue.start >= gold.content.end else "in"
    return f"{gold.kind} · cue {place} · {shipped_language().cue_class(judgement.example.cue)}"


def faults(judgements: Iterable[Judgement], texts: Sequence[str]) -> list[Fault]:
    """All errors of extraction and attribution; `texts` are the articles', by group. Elided sources are said."""
    found = []
    for judgement in judgements:
        for error in judgement.errors:
            if error != "stance":
                found.append(_fault(error, judgement, texts[judgement.group]))
    return found


def grouped(faults: Iterable[Fault]) -> dict[str, dict[str, list[Fault]]]:
    """Faults by type of error and construction, the commonest construction first."""
    groups: dict[str, dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for fault in faults:
        groups[fault.error][fault.construction].append(fault)
    return {error: dict(sorted(by.items(), key=lambda item: (-len(item[1]), item[0]))) for error, by in groups.items()}


def quote_rules(judgements: Iterable[Judgement]) -> list[RuleScore]:
    """The extraction's rules, the most used first."""
    scores: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for judgement in judgements:
        if judgement.finding:
            score = scores[judgement.finding.quote.rule]
            score[0] += 1
            score[1] += judgement.matched
            score[2] += judgement.overlap == 1.0
    return _sorted(RuleScore(rule, *score) for rule, score in scores.items())


def speaker_rules(judgements: Iterable[Judgement]) -> list[RuleScore]:
    """The resolution's rules on matched quotes, the most used first."""
    scores: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for judgement in judgements:
        if judgement.matched and judgement.finding:
            score = scores[judgement.finding.speaker.rule]
            score[0] += 1
            score[1] += judgement.speaker_right
    return _sorted(RuleScore(rule, given, right) for rule, (given, right) in scores.items())


def _sorted(scores: Iterable[RuleScore]) -> list[RuleScore]:
    return sorted(scores, key=lambda score: (-score.given, score.rule))


def _fault(error: str, judgement: Judgement, text: str) -> Fault:
    gold, finding = judgement.gold, judgement.finding
    spans = [part.content for part in (gold, finding.quote if finding else None) if part is not None]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    if error == "speaker" and finding is not None and gold is not None:
        said = f"{gold.speaker} ({'source' if gold.source else 'elided'})"
        found, right = finding.speaker.name or "—", said
    else:
        found = _slice(text, finding.quote.content) if finding else "—"
        right = _slice(text, gold.content) if gold else "—"
    excerpt = text[max(0, start - AROUND) : end + AROUND]
    return Fault(
        error,
        construction(judgement),
        judgement.example.article_id,
        " ".join(excerpt.split()),
        found,
        right,
        finding.quote.rule if finding else "",
        finding.speaker.rule if finding else "",
    )


def _slice(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[span[0] : span[1]].split())
