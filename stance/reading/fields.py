"""A record of named fields (a JSON object, a table's row) as an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stance.errors import InputError
from stance.records import Article

NAMED = ("id", "text", "title", "date", "outlet", "url")
MAX_CHARACTERS = 4_000_000
"""The longest text that is taken for one article (a novel has a tenth of it): memory grows with the article."""


def article(fields: Mapping[str, Any], *, default_id: str) -> Article:
    """The article of `fields`; what is not one of `NAMED` is carried through as `extra`.

    Raises
    ------
    InputError
        `text` is missing, empty or no text, or another named field is not a plain value.
    """
    if "text" not in fields:
        raise InputError(f'has no "text" (it has {_listed(fields)}); put the article\'s text in a field of that name')
    text = fields["text"]
    if not isinstance(text, str):
        raise InputError(f'"text" is {_kind(text)}, not a string; put the article\'s text there')
    check_text(text)
    identifier = _plain(fields, "id")
    return Article(
        id=default_id if identifier is None else identifier,
        text=text,
        title=_plain(fields, "title"),
        date=_plain(fields, "date"),
        outlet=_plain(fields, "outlet"),
        url=_plain(fields, "url"),
        extra={str(key): value for key, value in fields.items() if key not in NAMED},
    )


def check_text(text: str) -> None:
    """
    Raises
    ------
    InputError
        `text` is empty, or longer than an article can be.
    """
    if not text.strip():
        raise InputError("the text is empty; leave it out or give it a text")
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"the text has {len(text):,} characters, more than {MAX_CHARACTERS:,}; split it into articles")


def first_line(text: str) -> str | None:
    """The first line of `text` that is not empty: the title of a plain text."""
    line = text.lstrip().split("\n", 1)[0].strip()
    return line or None


def _plain(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise InputError(f'"{name}" is {_kind(value)}; give a string or a number')


def _kind(value: object) -> str:
    return {"NoneType": "null", "dict": "an object", "list": "a list", "bool": "true or false"}.get(
        type(value).__name__, "a number"
    )


def _listed(fields: Mapping[str, Any]) -> str:
    names = [f'"{str(name)[:40]}"' for name in list(fields)[:8]]
    return ", ".join(names) + (", …" if len(fields) > 8 else "") if names else "no field"
