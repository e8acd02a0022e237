"""What the classifier sees of one quote: its words, its cue and speaker, and the words around it.

The same record is built from annotated articles, from analysed articles and from the rows of a labelled table, so that
training and scoring look at the same things.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stance.reading.gold import GoldArticle
from stance.reading.tables import Labelled, LabelledRow
from stance.records import DEFAULT_TARGET, Analysis, Article, Span

NEIGHBOUR = 240
"""Code points of a neighbouring sentence that are looked at."""
REACH = 600
"""Code points around a quote within which its sentence's ends are looked for."""

_END = re.compile(r"[.!?؟…](?=[\s»”\"]|$)|\n+")
_MARK = re.compile(r"[\"«»“”„‟]")


class Example(NamedTuple):
    """One quote as the classifier sees it.

    Attributes
    ----------
    text : str
        The quote's content.
    cue, speaker : str
        The cue's words and the resolved speaker; "" where there is none.
    kind : str
        "direct", "indirect", "mixed", or "" where a table does not tell.
    context : str
        The sentence that holds the quote, the quote included.
    before, after : str
        The neighbouring sentences, "" where there are none.
    title : str
        The article's title.
    target : str
        What the stance is toward.
    article_id : str
        The group that must not be split between training and test.
    position : int
        The quote's number in its article; -1 where the row is no part of an article whose other quotes are known.
    label : str or None
        The right label, where it is known.
    split : str or None
        The part that a table gives the row to ("train", "test"), where it does.
    """

    text: str
    cue: str = ""
    kind: str = ""
    speaker: str = ""
    context: str = ""
    before: str = ""
    after: str = ""
    title: str = ""
    target: str = DEFAULT_TARGET
    article_id: str = ""
    position: int = -1
    label: str | None = None
    split: str | None = None


def from_gold(gold: GoldArticle) -> list[Example]:
    """The examples of an annotated article, in the order of its quotes."""
    surroundings = _Surroundings(gold.article.text)
    split = gold.article.extra.get("split")
    return [
        surroundings.example(
            gold.article,
            content=quote.content,
            cue=quote.cue,
            kind=quote.kind,
            speaker=quote.speaker,
            target=gold.target,
            position=position,
        )._replace(label=quote.stance, split=str(split) if split else None)
        for position, quote in enumerate(gold.quotes)
    ]


def from_analysis(analysis: Analysis, *, target: str) -> list[Example]:
    """The examples of an analysed article, in the order of its findings."""
    article = analysis.article
    places = {"text": _Surroundings(article.text)}
    examples = []
    for position, (quote, speaker, _) in enumerate(analysis.findings):
        if quote.place not in places:
            places[quote.place] = _Surroundings(article.title or "")
        examples.append(
            places[quote.place].example(
                article,
                content=quote.content,
                cue=quote.cue,
                kind=quote.kind,
                speaker=speaker.name or "",
                target=target,
                position=position,
            )
        )
    return examples


def from_row(row: LabelledRow) -> Example:
    """The example of a labelled table's row."""
    return Example(
        text=row.text,
        cue=row.cue,
        kind=row.kind,
        speaker=row.speaker,
        context=row.context or row.text,
        target=row.target,
        article_id=row.article_id,
        label=row.label,
        split=row.split or None,
    )


def from_labelled(labelled: Labelled) -> list[Example]:
    """The examples of labelled files: their articles' quotes, then their tables' rows."""
    quotes = [example for article in labelled.articles for example in from_gold(article)]
    return [*quotes, *map(from_row, labelled.rows)]


def from_texts(texts: Iterable[str], *, target: str = DEFAULT_TARGET) -> list[Example]:
    """Examples of bare texts, with nothing known around them."""
    return [Example(text, context=text, target=target) for text in texts]


class _Surroundings:
    """The sentences of one text, to look up those around a quote."""

    def __init__(self, text: str) -> None:
        self._text = text
        ends = [match.end() for match in _END.finditer(text)]
        self._ends = [*ends, len(text)] if not ends or ends[-1] < len(text) else ends

    def example(
        self,
        article: Article,
        *,
        content: Span,
        cue: Span | None,
        kind: str,
        speaker: str,
        target: str,
        position: int,
    ) -> Example:
        first, last = self._sentence(content, cue)
        start = self._start(first)
        return Example(
            text=self._text[content.start : content.end],
            cue=self._text[cue.start : cue.end] if cue else "",
            kind=kind,
            speaker=speaker,
            context=self._text[max(start, content.start - REACH) : min(self._ends[last], content.end + REACH)].strip(),
            before=self._text[max(self._start(first - 1), start - NEIGHBOUR) : start].strip() if first else "",
            after=self._text[self._ends[last] : self._ends[last] + NEIGHBOUR].split("\n\n")[0].strip(),
            title=article.title or "",
            target=target,
            article_id=article.id,
            position=position,
        )

    def _sentence(self, content: Span, cue: Span | None) -> tuple[int, int]:
        """First and last sentence that the quote, with its cue, touches."""
        start = min(content.start, cue.start) if cue and content.start - cue.start < REACH else content.start
        final = len(self._ends) - 1
        first = min(bisect_right(self._ends, start), final)
        return first, min(max(first, bisect_left(self._ends, content.end)), final)

    def _start(self, sentence: int) -> int:
        return self._ends[sentence - 1] if sentence > 0 else 0


def quote_kind(text: str, context: str) -> str:
    """The kind of a table's quote, by the marks that its sentence has around it or in it; "" where none is known."""
    at = context.find(text) if text else -1
    if at < 0 or text == context:
        return ""
    before, after = context[:at].rstrip(), context[at + len(text) :].lstrip()
    opened, closed = bool(_MARK.search(before[-1:])), bool(_MARK.search(after[:1]))
    if (opened and closed) or before.endswith(":"):
        return "direct"
    return "mixed" if opened or closed or _MARK.search(text) else "indirect"


def labels_of(examples: Sequence[Example]) -> list[str]:
    """The labels of labelled examples."""
    return [example.label for example in examples if example.label is not None]
