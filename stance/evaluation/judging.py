"""Gold and prediction side by side: one judgement for each gold quote, and for each found quote that is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stance.classifier.examples import Example, from_analysis, from_gold
from stance.evaluation.matching import match, same_speaker, tokens
from stance.reading.gold import GoldArticle, GoldQuote
from stance.records import Analysis, Finding, Stance

ERRORS = ("missed", "spurious", "span", "speaker", "stance")
"""The types of error: not found, found but none, matched with other words, wrong speaker, wrong stance."""


class Judgement(NamedTuple):
    """One gold quote with what was found and predicted for it; or a found quote that no gold quote matches.

    Attributes
    ----------
    group : int
        The index of its article: what the bootstrap draws, and must not be torn apart.
    example : Example
        The quote as the classifier sees it: the gold one, or for a spurious quote the found one.
    outlet, date : str
        Of its article; "" where unknown.
    gold : GoldQuote or None
        None for a spurious quote and for the row of a table.
    finding : Finding or None
        What was found for it; None for a missed quote and for the row of a table.
    overlap : float
        Token Jaccard of both contents (1.0: the same words); 0.0 where they are not both there.
    speaker_right : bool
        Whether the found speaker is the gold one.
    on_gold : Stance or None
        The stance predicted for the gold span or the row; None where no classifier ran, or the quote is spurious.
    """

    group: int
    example: Example
    outlet: str = ""
    date: str = ""
    gold: GoldQuote | None = None
    finding: Finding | None = None
    overlap: float = 0.0
    speaker_right: bool = False
    on_gold: Stance | None = None

    @property
    def label(self) -> str | None:
        """The right label; None for a spurious quote."""
        return self.example.label

    @property
    def matched(self) -> bool:
        """Whether gold and found are both there."""
        return self.gold is not None and self.finding is not None

    @property
    def found_stance(self) -> str | None:
        """The label predicted for the found quote, where one was."""
        return self.finding.stance.label if self.finding and self.finding.stance else None

    @property
    def errors(self) -> tuple[str, ...]:
        """What is wrong here, of `ERRORS`."""
        wrong = []
        if self.gold is not None and self.finding is None:
            wrong.append("missed")
        if self.gold is None and self.finding is not None:
            wrong.append("spurious")
        if self.matched and self.overlap < 1.0:
            wrong.append("span")
        if self.matched and not self.speaker_right:
            wrong.append("speaker")
        on_found = self.matched and self.found_stance is not None and self.found_stance != self.label
        if on_found or (self.on_gold is not None and self.on_gold.label != self.label):
            wrong.append("stance")
        return tuple(wrong)


def judge_article(
    gold: GoldArticle, analysis: Analysis, *, group: int, stances: Sequence[Stance] | None = None
) -> list[Judgement]:
    """Judgements of one article: its gold quotes in their order, then the spurious ones.

    `stances` are those predicted for the gold spans, in the order of the quotes. Quotes found in a separate title are
    left out, for gold articles are annotated in their text alone.
    """
    text = gold.article.text
    found = [index for index, finding in enumerate(analysis.findings) if finding.quote.place == "text"]
    findings = [analysis.findings[index] for index in found]
    matches = match(
        [tokens(text, quote.content) for quote in gold.quotes],
        [tokens(text, finding.quote.content) for finding in findings],
    )
    partner = {pair.gold: pair for pair in matches}
    outlet, date = gold.article.outlet or "", gold.article.date or ""
    judgements = []
    for index, (quote, example) in enumerate(zip(gold.quotes, from_gold(gold), strict=True)):
        pair = partner.get(index)
        finding = findings[pair.found] if pair else None
        judgements.append(
            Judgement(
                group,
                example,
                outlet,
                date,
                gold=quote,
                finding=finding,
                overlap=pair.overlap if pair else 0.0,
                speaker_right=finding is not None and same_speaker(finding.speaker.name, quote),
                on_gold=stances[index] if stances is not None else None,
            )
        )
    spurious = set(range(len(findings))) - {pair.found for pair in matches}
    if spurious:
        examples = from_analysis(analysis, target=gold.target)
        judgements += [
            Judgement(group, examples[found[index]], outlet, date, finding=findings[index])
            for index in sorted(spurious)
        ]
    return judgements


def judge_rows(examples: Iterable[Example], stances: Iterable[Stance]) -> list[Judgement]:
    """Judgements of the labelled rows of a table; rows without an `article_id` are groups of their own."""
    groups: dict[str, int] = {}
    judgements = []
    for number, (example, stance) in enumerate(zip(examples, stances, strict=True)):
        group = groups.setdefault(example.article_id or f"\0{number}", len(groups))
        judgements.append(Judgement(group, example, on_gold=stance))
    return judgements
