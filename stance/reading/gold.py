"""Annotated articles (the gold format): one JSON object a line, offsets into its own ``text``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from stance.errors import InputError
from stance.records import DEFAULT_TARGET, LABELS, Article, Span


class GoldQuote(NamedTuple):
    """One annotated quote; `speaker_also` lists other full forms that name the same speaker."""

    kind: str
    content: Span
    cue: Span | None
    source: Span | None
    speaker: str
    speaker_also: tuple[str, ...]
    stance: str


class GoldArticle(NamedTuple):
    """One annotated article."""

    article: Article
    target: str
    quotes: tuple[GoldQuote, ...]


def read_gold(path: Path) -> list[GoldArticle]:
    """All articles of a gold file.

    Raises
    ------
    InputError
        The file is missing, or lines are no JSON, lack a field or have another label; the message names each.
    """
    articles: list[GoldArticle] = []
    faults = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a gold file ({error}); give a UTF-8 JSON Lines file") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                articles.append(_article(json.loads(line)))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                faults.append(
                    f"{path}: line {number}: not a gold article ({type(error).__name__}: {error}); "
                    "each line needs id, text and quotes with kind, content, speaker and stance"
                )
    if faults:
        raise InputError("\n".join(faults))
    return articles


def _article(data: dict[str, Any]) -> GoldArticle:
    known = {"id", "text", "title", "date", "outlet", "url", "target", "quotes"}
    article = Article(
        id=str(data["id"]),
        text=data["text"],
        title=data.get("title"),
        date=data.get("date"),
        outlet=data.get("outlet"),
        url=data.get("url"),
        extra={key: value for key, value in data.items() if key not in known},
    )
    quotes = tuple(_quote(quote) for quote in data["quotes"])
    return GoldArticle(article, data.get("target") or DEFAULT_TARGET, quotes)


def _quote(data: dict[str, Any]) -> GoldQuote:
    if data["stance"] not in LABELS:
        raise ValueError(f'stance "{data["stance"]}"; allowed: {", ".join(LABELS)}')
    return GoldQuote(
        kind=data["kind"],
        content=Span(*data["content"]),
        cue=Span(*data["cue"]) if data.get("cue") else None,
        source=Span(*data["source"]) if data.get("source") else None,
        speaker=data["speaker"],
        speaker_also=tuple(data.get("speaker_also") or ()),
        stance=data["stance"],
    )
