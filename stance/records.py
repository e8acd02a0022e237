"""The records that travel along the pipeline: immutable, without behaviour beyond their own fields.

All offsets are Unicode code points into the article's original text (or title), half-open: ``text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Kind = Literal["direct", "indirect", "mixed"]
Place = Literal["text", "title"]
Label = Literal["favor", "against", "neutral"]

LABELS: tuple[Label, ...] = ("favor", "against", "neutral")
DEFAULT_TARGET = "وقف إطلاق النار"


class Span(NamedTuple):
    """A half-open stretch of text, in code points."""

    start: int
    end: int


class Article(NamedTuple):
    """One news article as it was read.

    ``extra`` holds the input's other fields, carried through to the output untouched.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    extra: Mapping[str, Any] = {}


class Quote(NamedTuple):
    """One piece of reported speech: content, cue and source as spans, and how it was found.

    ``lemma`` and ``cue_class`` are the lexicon's ("" where there is no cue); ``gender`` ("m", "f" or "") and ``number``
    ("s", "d", "p" or "") are what the cue's own form shows of its subject; ``rule`` names the construction.
    """

    place: Place
    kind: Kind
    content: Span
    cue: Span | None
    source: Span | None
    lemma: str = ""
    cue_class: str = ""
    gender: str = ""
    number: str = ""
    rule: str = ""


class Speaker(NamedTuple):
    """The sayer of a quote, by the fullest name that the article gives; ``rule`` names the resolution that found it."""

    name: str | None
    rule: str
    id: str | None = None
    group: str | None = None


class Stance(NamedTuple):
    """A label with its calibrated probabilities; ``label`` is "uncertain" below the asked-for confidence."""

    label: str
    confidence: float
    probabilities: Mapping[str, float]
    explanation: Mapping[str, Any] | None = None


class Finding(NamedTuple):
    """One quote with its speaker and, where a classifier ran, its stance."""

    quote: Quote
    speaker: Speaker
    stance: Stance | None = None


class Analysis(NamedTuple):
    """All that was found in one article; ``target`` is None where no classifier ran."""

    article: Article
    findings: tuple[Finding, ...]
    target: str | None = None
