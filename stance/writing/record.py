"""What was found in an article as plain values: the record of a JSON line, the rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stance.records import Analysis, Article, Finding, Quote, Span

DECIMALS = 4
"""Of probabilities: more would be noise, and would differ between machines."""

COLUMNS = ("article_id", "title", "in", "start", "end", "text", "kind", "cue", "source", "speaker")
STANCE_COLUMNS = ("target", "stance", "confidence", "p_favor", "p_against", "p_neutral")
REGISTER_COLUMNS = ("speaker_id", "speaker_group")

_OWN = {"id", "title", "date", "outlet", "url", "target", "quotes"}


def record(analysis: Analysis, *, explain: bool = False) -> dict[str, Any]:
    """The article and its quotes; the input's own fields stand between its id and its quotes.

    With `explain` each quote carries the rules that found it and its speaker, and what decided its stance.
    """
    article = analysis.article
    fields: dict[str, Any] = {"id": article.id, "title": article.title}
    fields.update({name: value for name in ("date", "outlet", "url") if (value := getattr(article, name)) is not None})
    fields.update({name: value for name, value in article.extra.items() if name not in _OWN})
    if analysis.target is not None:
        fields["target"] = analysis.target
    fields["quotes"] = [_quote(article, finding, explain=explain) for finding in analysis.findings]
    return fields


def rows(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """One row a quote, with the values of `COLUMNS`, `STANCE_COLUMNS` and `REGISTER_COLUMNS` that there are."""
    article = analysis.article
    for finding in analysis.findings:
        quote, text = finding.quote, place_text(article, finding.quote)
        row: dict[str, Any] = {
            "article_id": article.id,
            "title": article.title,
            "in": quote.place,
            "start": quote.content.start,
            "end": quote.content.end,
            "text": text[quote.content.start : quote.content.end],
            "kind": quote.kind,
            "cue": _slice(text, quote.cue),
            "source": _slice(text, quote.source),
            "speaker": finding.speaker.name,
            "speaker_id": finding.speaker.id,
            "speaker_group": finding.speaker.group,
        }
        if finding.stance:
            row |= {"target": analysis.target, "stance": finding.stance.label}
            row["confidence"] = round(finding.stance.confidence, DECIMALS)
            row |= {f"p_{label}": round(p, DECIMALS) for label, p in finding.stance.probabilities.items()}
        yield row


def place_text(article: Article, quote: Quote) -> str:
    """The string that the offsets of `quote` count in: the article's text, or its title."""
    return article.text if quote.place == "text" else article.title or ""


def _quote(article: Article, finding: Finding, *, explain: bool) -> dict[str, Any]:
    quote, speaker, stance = finding
    text = place_text(article, quote)
    start, end = quote.content
    fields: dict[str, Any] = {
        "text": text[start:end],
        "in": quote.place,
        "start": start,
        "end": end,
        "kind": quote.kind,
        "cue": _span(text, quote.cue),
        "source": _span(text, quote.source),
        "speaker": speaker.name,
    }
    if speaker.id is not None or speaker.group is not None:
        fields |= {"speaker_id": speaker.id, "speaker_group": speaker.group}
    if stance:
        fields["stance"] = stance.label
        fields["confidence"] = round(stance.confidence, DECIMALS)
        fields["probabilities"] = {label: round(p, DECIMALS) for label, p in stance.probabilities.items()}
    if explain:
        fields["explanation"] = _explanation(finding)
    return fields


def _explanation(finding: Finding) -> dict[str, Any]:
    explanation: dict[str, Any] = {"quote_rule": finding.quote.rule, "speaker_rule": finding.speaker.rule}
    if finding.quote.lemma:
        explanation |= {"cue_lemma": finding.quote.lemma, "cue_class": finding.quote.cue_class}
    if finding.stance and finding.stance.explanation is not None:
        explanation["stance"] = dict(finding.stance.explanation)
    return explanation


def _span(text: str, span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"text": text[span.start : span.end], "start": span.start, "end": span.end}


def _slice(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]
