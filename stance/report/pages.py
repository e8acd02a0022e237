"""Templates and words of the pages: each page is one self-contained file, in English or Arabic."""

from __future__ import annotations

import base64
import csv
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGES = ("en", "ar")


class Words:
    """The words of a page's headings and labels in one language; ``words("key", n=3)`` fills in ``{n}``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = _strings()[language]

    @property
    def direction(self) -> str:
        """Of the page: "ltr" or "rtl"."""
        return "rtl" if self.language == "ar" else "ltr"

    def __call__(self, key: str, **values: object) -> str:
        """The words of `key`; a plain `KeyError` tells a template's author of one that is not in ``strings.tsv``."""
        if self.direction == "rtl":
            values = {name: _isolated(value) for name, value in values.items()}
        return self._words[key].format(**values)

    def table(self, keys: Sequence[str]) -> dict[str, str]:
        """The words of `keys` as they stand, for a script that fills them in itself."""
        return {key: self._words[key] for key in keys}

    def name(self, group: str, value: str) -> str:
        """The name of a `value` (a label, a kind …) where the language has one, else the value itself."""
        return self._words.get(f"{group}.{value}", value)


def _isolated(value: object) -> object:
    """Figures and Latin names between marks that keep their order inside Arabic words (LRI … PDI)."""
    text = str(value)
    latin = text and not re.search("[\u0590-\u08ff]", text)
    return f"\u2066{text}\u2069" if latin and not text.startswith("{") else value


def render(template: str, *, language: str = "en", **context: Any) -> str:
    """The page of `template` with `context`; all text in it is escaped."""
    page = _environment().get_template(template).render(t=Words(language), **context)
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"


def packed(data: object) -> str:
    """`data` as JSON, gzipped, in base64: many errors in a small page, unpacked by its script when it opens.

    Base64 has no ``<``, so no text can end the script element that holds it.
    """
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(plain, mtime=0)).decode("ascii")


def unpacked(text: str) -> Any:
    """What `packed` made of its data."""
    return json.loads(gzip.decompress(base64.b64decode(text)))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("stance.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = figure
    environment.filters["percent"] = percent
    environment.filters["range"] = spread
    return environment


def figure(value: float | None, decimals: int = 3) -> str:
    """A figure from 0 to 1 as it is printed in tables; a dash for none."""
    return "–" if value is None or value != value else f"{value:.{decimals}f}"


def percent(value: float, decimals: int = 0) -> str:
    """A share as a percentage."""
    return f"{100 * value:.{decimals}f} %"


def spread(interval: tuple[float, float] | None, decimals: int = 2) -> str:
    """An interval "0.81–0.89"; empty for none."""
    if interval is None or interval[0] != interval[0]:
        return ""
    return f"{interval[0]:.{decimals}f}–{interval[1]:.{decimals}f}"


@cache
def _strings() -> Mapping[str, Mapping[str, str]]:
    table = (files("stance.report") / "strings.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    return {language: {row["key"]: row[language] for row in rows} for language in LANGUAGES}
