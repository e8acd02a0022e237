"""The errors as the browser of a page wants them: each with its sentence, cut where the highlights begin and end."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Any

from stance.evaluation.judging import Judgement
from stance.evaluation.workbench import construction
from stance.records import LABELS, Span

AROUND = 160
"""Code points shown before and after the spans; cut at a blank where there is one."""
_BLANK_LINES = re.compile(r"[^\S\n]*\n\s*")
GOLD, FOUND = 1, 2
"""The highlights of a piece of text; their sum is both."""


def error_records(judgements: Iterable[Judgement], texts: Sequence[str]) -> list[dict[str, Any]]:
    """One record for each judgement with an error. Absent fields are left out, to keep the page small.

    ``text`` is a list of ``[words, highlight]``; ``p`` and ``found_p`` are the probabilities in the order of `LABELS`.
    """
    return [_record(judgement, texts) for judgement in judgements if judgement.errors]


def _record(judgement: Judgement, texts: Sequence[str]) -> dict[str, Any]:
    gold, finding, stance = judgement.gold, judgement.finding, judgement.on_gold
    record: dict[str, Any] = {
        "errors": judgement.errors,
        "article": judgement.example.article_id,
        "outlet": judgement.outlet,
        "kind": judgement.example.kind,
        "cue": judgement.example.cue,
        "label": judgement.label,
        "speaker": gold.speaker if gold else "" if finding else judgement.example.speaker,
        "text": _row_pieces(judgement),
    }
    if gold is not None or finding is not None:
        spans = [(quote.content, flag) for quote, flag in ((gold, GOLD), (finding and finding.quote, FOUND)) if quote]
        record["text"] = pieces(texts[judgement.group], spans)
        record["construction"] = construction(judgement)
    if gold is not None and gold.source is None:
        record["elided"] = True
    if stance is not None:
        record |= {"predicted": stance.label, "p": [round(stance.probabilities[label], 3) for label in LABELS]}
    if finding is not None:
        record |= {"found_speaker": finding.speaker.name or "", "rules": [finding.quote.rule, finding.speaker.rule]}
        if finding.stance is not None:
            given = finding.stance.probabilities
            record |= {"found_label": finding.stance.label, "found_p": [round(given.get(n, 0.0), 3) for n in LABELS]}
    return {name: value for name, value in record.items() if value not in ("", None)}


def pieces(text: str, spans: Sequence[tuple[Span, int]]) -> list[tuple[str, int]]:
    """The surroundings of `spans` in `text`, in pieces with their highlights."""
    first, last = min(span.start for span, _ in spans), max(span.end for span, _ in spans)
    start, end = max(0, first - AROUND), min(len(text), last + AROUND)
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        blank = text.rfind(" ", last, end)
        end = blank if blank >= 0 else end
    cuts = sorted({start, end, *(offset for span, _ in spans for offset in span)})
    result = []
    for one, other in itertools.pairwise(cuts):
        flags = sum(flag for span, flag in spans if span.start <= one and other <= span.end)
        result.append((_BLANK_LINES.sub("\n", text[one:other]), flags))
    if start:
        result.insert(0, ("… ", 0))
    if end < len(text):
        result.append((" …", 0))
    return result


def _row_pieces(judgement: Judgement) -> list[tuple[str, int]]:
    """The sentence of a table's row, its quote highlighted where the sentence holds it."""
    text, context = judgement.example.text, judgement.example.context
    at = context.find(text) if text and context != text else -1
    if at < 0:
        return [(text, GOLD)]
    return [(context[:at], 0), (text, GOLD), (context[at + len(text) :], 0)]
