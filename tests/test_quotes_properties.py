"""What must hold of the quotes of any text, however odd."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from stance.quotes import find_quotes
from stance.records import Quote
from stance.text.document import Document
from tests.test_quotes import ROWS, parsed

TEXTS = [parsed(row["text"])[0] for row in ROWS]
_WORDS = sorted({word for text in TEXTS for word in text.split()})
_ODD = [
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u2028",
        "\u00a0",
        " ",
        "",
        ".",
        "..",
        "…",
        "؟",
        "!",
        ":",
        "،",
        "؛",
        "-",
        "–",
        "(",
        ")",
    ),
    *('"', "«", "»", "“", "”", "„", "‟", "'", "″", "《", "》", '""', "“”", '."', '":'),
    *(
        "\u200e",
        "\u200f",
        "\u202b",
        "\u202c",
        "\u2067",
        "\u2069",
        "\ufeff",
        "\u200d",
        "\u0640",
        "\u064e",
        "\u0651",
        "\u0670",
    ),
    *("ﷺ", "ﻗﺎﻝ", "ﻻ", "ﷲ", "ﻭﻗﺎﻟﺖ", "ٱلوزير", "\ud800", "\udfff", "😀", "e\u0301", "\x00", "1", "٣", "12.5", "#", "@"),
    *(
        "قال",
        "وأضاف",
        "أن",
        "إن",
        "بحسب",
        "وفقا",
        "ل",
        "قائلا",
        "الذي",
        "أما",
        "كان",
        "نقلت",
        "عن",
        "قوله",
        "جاء في",
        "ما",
    ),
]
_PIECES = st.lists(st.one_of(st.sampled_from(_WORDS), st.sampled_from(_ODD)), max_size=60)
_GAPS = st.sampled_from([" ", " ", " ", "", "\n"])
texts = st.one_of(st.text(max_size=80), st.builds(lambda gap, pieces: gap.join(pieces), _GAPS, _PIECES))

paragraphs = st.sampled_from([text for text in TEXTS if "\n" not in text and not set(text) & set('"«»“”')])
fast = settings(max_examples=200, deadline=None)


def contents(text: str) -> list[str]:
    return [text[quote.content.start : quote.content.end] for quote in find_quotes(Document(text))]


def places(quotes: list[Quote], start: int, end: int, shift: int) -> list[tuple[object, ...]]:
    """Kinds and spans of the quotes inside ``[start, end)``, moved by `shift`."""

    def moved(span: tuple[int, int] | None) -> tuple[int, int] | None:
        return (span[0] + shift, span[1] + shift) if span else None

    return [
        (quote.kind, moved(quote.content), moved(quote.cue), moved(quote.source))
        for quote in quotes
        if start <= quote.content.start < end
    ]


@fast
@given(texts)
def test_any_text_has_spans_inside_it_and_in_order(text: str) -> None:
    quotes = find_quotes(Document(text))
    last = 0
    for quote in quotes:
        for span in (quote.content, quote.cue, quote.source):
            assert span is None or 0 <= span.start < span.end <= len(text), (quote, text)
        assert quote.content.start >= last
        assert "\n" not in text[quote.content.start : quote.content.end].strip()
        last = quote.content.end
        if quote.cue:
            assert quote.lemma
            assert quote.cue_class
        assert quote.rule


@fast
@given(texts)
@example('0""حسب""آن')
def test_cue_and_content_stand_apart(text: str) -> None:
    """But an attribution in the middle of its content («انسحبت القوات | بحسب الأهالي | وبدأت …»), holds it."""
    for quote in find_quotes(Document(text)):
        if quote.cue and quote.rule == "attribution-middle":
            assert quote.content.start < quote.cue.start < quote.cue.end <= quote.content.end, (quote, text)
        elif quote.cue:
            assert quote.cue.end <= quote.content.start or quote.content.end <= quote.cue.start, (quote, text)


@fast
@given(texts)
def test_the_same_text_has_the_same_quotes(text: str) -> None:
    assert find_quotes(Document(text)) == find_quotes(Document(text))


@fast
@given(
    before=st.lists(paragraphs, min_size=1, max_size=3),
    broken=paragraphs,
    mark=st.sampled_from('"«»“”'),
    place=st.integers(0, 200),
    after=st.lists(paragraphs, min_size=1, max_size=3),
)
def test_an_unpaired_mark_spoils_its_own_paragraph_at_most(
    before: list[str], broken: str, mark: str, place: int, after: list[str]
) -> None:
    head, tail = "\n".join(before) + "\n", "\n" + "\n".join(after)
    spoilt = broken[: place % (len(broken) + 1)] + mark + broken[place % (len(broken) + 1) :]
    whole, hurt = head + broken + tail, head + spoilt + tail
    sound, quotes = find_quotes(Document(whole)), find_quotes(Document(hurt))
    assert places(quotes, 0, len(head), 0) == places(sound, 0, len(head), 0)
    assert places(quotes, len(head) + len(spoilt), len(hurt), -1) == places(
        sound, len(head) + len(broken), len(whole), 0
    )


@fast
@given(st.data(), st.sampled_from(TEXTS), st.sampled_from("\u064e\u0650\u064f\u0652\u0651\u0640"))
def test_diacritics_and_tatweel_change_nothing(data: st.DataObject, text: str, sign: str) -> None:
    inside = [at for at in range(1, len(text)) if text[at - 1].isalpha() and text[at].isalpha()]
    assume(inside)
    chosen = sorted(data.draw(st.sets(st.sampled_from(inside), min_size=1)), reverse=True)
    dressed = text
    for at in chosen:
        dressed = dressed[:at] + sign + dressed[at:]
    assert [content.replace(sign, "") for content in contents(dressed)] == [
        content.replace(sign, "") for content in contents(text.replace(sign, ""))
    ]


@fast
@given(st.sampled_from(TEXTS), st.sampled_from(["\u200f", "\u202b", "\u2067", "\ufeff"]))
def test_marks_of_direction_before_a_line_change_nothing(text: str, sign: str) -> None:
    assert contents("\n".join(sign + line for line in text.split("\n"))) == contents(text)


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "«",
        "“ ",
        '" "',
        "، ",
        "قال ",
        "وقال الوزير ",
        "قال إن ",
        "بحسب ",
        "، بحسب الوزير",
        "أما الوزير ",
        "كان ",
        "نقلت الوكالة عن ",
        "أعلن، ",
        "الذي أكد ",
        "قال الوزير إن السد سليم، ",
        "الوزير، ",
        "(",
        ": ",
        ". ",
        "\n",
        "المتحدث باسم ",
        "وفقا ل",
    ],
)
def test_time_grows_in_line_with_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.perf_counter()
    find_quotes(Document(text))
    assert time.perf_counter() - begin < 20


def _seconds(text: str) -> float:
    """The least of three runs, for other work on the machine only adds to it."""
    runs = []
    for _ in range(3):
        begin = time.perf_counter()
        find_quotes(Document(text))
        runs.append(time.perf_counter() - begin)
    return min(runs)


def test_time_grows_in_line_with_cues_and_marks() -> None:
    # Four times the text: about four times as long in line, sixteen times if each cue looked through all marks.
    piece = 'قال "نعم" '
    assert _seconds(piece * 4_000) < 10 * _seconds(piece * 1_000)
