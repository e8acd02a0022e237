"""The folded view and its map back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.text.document import Document
from stance.text.folding import Folded, fold, name_key

_PIECES = [
    "ق",
    "ا",
    "أ",
    "إ",
    "آ",
    "ى",
    "ة",
    "\u064e",
    "\u0651",
    "\u0640",
    "\u200f",
    "\ufeff",
    "ﻻ",
    "ﷺ",
    "ﷲ",
    "\n",
    " ",
]
mixed = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*_PIECES, "\u00a0", "\u2028", "\ud800", "😀", "ی", "ک"]), max_size=40).map("".join),
)
some = settings(max_examples=200, deadline=None)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("قَالَ", "قال"),
        ("أكّد", "اكد"),
        ("إلى", "الي"),
        ("آمل", "امل"),
        ("قــــال", "قال"),
        ("علی", "علي"),
        ("کتب", "كتب"),
        ("ٱلوزير", "الوزير"),
        ("حركة", "حركة"),
        ("ﻗﺎﻝ", "قال"),
        ("ﻻ", "لا"),
        ("\u200fقال\u200e", "قال"),
        ("قال\u00a0إن", "قال ان"),
        ("سطر\u2028سطر", "سطر\nسطر"),
        ("هٰذا", "هذا"),
        ("Ab 12.5", "Ab 12.5"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("وقَالَ الوزيرُ إنَّ", "الوزير", "الوزيرُ"),
        ("وقَالَ الوزيرُ إنَّ", "قال", "قَالَ"),
        ("ﷺ قال", "قال", "قال"),
        ("قــال", "قال", "قــال"),
        ("\u200fقال\u200f إن", "قال", "قال"),
        ("ﻻ نعم", "لا", "ﻻ"),
        ("إلى", "الي", "إلى"),
    ],
)
def test_a_folded_word_leads_to_its_original(text: str, word: str, original: str) -> None:
    folded = Folded(text)
    start = folded.text.index(word)
    span = folded.original_span(start, start + len(word))
    assert text[span.start : span.end] == original


@some
@given(mixed)
def test_spans_lead_back_to_what_was_folded(text: str) -> None:
    folded = Folded(text)
    for start in range(len(folded.text)):
        span = folded.original_span(start, start + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert folded.text[start] in fold(text[span.start : span.end])


@some
@given(mixed, st.data())
def test_longer_spans_fold_to_the_same_text(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    end = data.draw(st.integers(0, len(folded.text)))
    start = data.draw(st.integers(0, end))
    span = folded.original_span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    again = fold(text[span.start : span.end])
    # A ligature is one character of the original and several folded ones, so a span may take its rest along.
    assert folded.text[start:end] in again


@some
@given(mixed)
def test_offsets_go_there_and_back(text: str) -> None:
    folded = Folded(text)
    ligature = any(len(unicodedata.normalize("NFKC", letter)) > 1 for letter in text)
    offsets = [folded.folded_offset(offset) for offset in range(len(text) + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(folded.text) for offset in offsets)
    if not ligature:
        assert [folded.folded_offset(folded.original_offset(at)) for at in range(len(folded.text))] == list(
            range(len(folded.text))
        )


@some
@given(mixed)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@some
@given(mixed)
def test_tokens_cover_all_but_blanks(text: str) -> None:
    document = Document(text)
    assert "".join(document.tokens) == "".join(
        sign for sign in document.folded.text if sign == "\n" or not sign.isspace()
    )
    for index, token in enumerate(document.tokens):
        assert document.text(index, index + 1) == token
        span = document.span(index, index + 1)
        if len(unicodedata.normalize("NFKC", text[span.start])) == 1:  # a ligature of several words is one place
            assert document.token_at(span.start) == index


@pytest.mark.parametrize(
    ("one", "other"),
    [("وزارة الدفاع", "وزاره الدفاع"), ("مسؤول", "مسوول"), ("«هَيئة» الإغاثة", "هييه الاغاثه"), ("أبو-علي", "ابو علي")],
)
def test_names_compare_without_spelling(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
