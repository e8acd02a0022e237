"""From source phrases to speakers: one group of cases a construction, and what must hold for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.errors import TableError
from stance.pipeline import find
from stance.records import Article, Quote, Span, Speaker
from stance.speakers import resolve_speakers
from stance.speakers.entities import Entity, Places, nearest
from stance.speakers.phrases import Reader
from stance.speakers.register import Entry, Register
from stance.speakers.sounds import SoundIndex, same_sound, sounds
from stance.speakers.words import core
from stance.text.document import Document

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "speakers.jsonl").read_text("utf-8").splitlines()
]


def quotes_of(case: dict[str, Any]) -> list[Quote]:
    """The case's quotes, each part found in the text after the quote before."""
    text, position, quotes = case["text"], 0, []
    for row in case["quotes"]:
        spans: dict[str, Span | None] = {}
        begin = position
        for part in ("cue", "source", "content"):
            start = text.find(row[part] or "", position if part == "source" else begin)
            start = text.index(row[part], begin) if start < 0 else start
            spans[part] = Span(start, start + len(row[part])) if row[part] else None
            position = max(position, start + len(row[part])) if row[part] else position
        content = spans["content"]
        assert content is not None
        quotes.append(Quote("text", "indirect", content, spans["cue"], spans["source"], gender=row.get("gender", "")))
    return quotes


@pytest.mark.parametrize("case", CASES, ids=[f"{case['group']}-{number}" for number, case in enumerate(CASES)])
def test_cases(case: dict[str, Any]) -> None:
    found = resolve_speakers(Document(case["text"]), quotes_of(case))
    assert [(speaker.name, speaker.rule) for speaker in found] == [
        (quote["speaker"], quote["rule"]) for quote in case["quotes"]
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("قال وزير المالية راجي حسون إن الخزينة فارغة. وطالب السلطات بفتح المعابر.", ["راجي حسون", "راجي حسون"]),
        ("قالت وزيرة الصحة هالة الزبيري إن الدواء متوفر. وحثت الطرفين على التهدئة.", ["هالة الزبيري", "هالة الزبيري"]),
        ("حث الرئيس السابق يوسف كاراي الجنود على العودة.", ["يوسف كاراي"]),
        ("قال القيادي للميادين إن الرد جاهز.", ["القيادي"]),
    ],
)
def test_objects_and_addressees_do_not_speak(text: str, speakers: list[str]) -> None:
    assert [finding.speaker.name for finding in find(Article("a", text)).findings] == speakers


def test_names_are_written_as_in_the_article() -> None:
    text = "قال #وزير_الدفاع العميد  سـامِي\u00a0العُروي إن الهدنة صامدة."
    start = text.index("العميد")
    source = Span(start, text.index(" إن"))
    content = Span(text.index("الهدنة"), len(text) - 1)
    (speaker,) = resolve_speakers(Document(text), [Quote("text", "indirect", content, Span(0, 3), source)])
    assert speaker.name == "سـامِي العُروي"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الكاردانية", "كاردانيا"),
        ("الفرنسي", "فرنسا"),
        ("الأميركية", "واشنطن"),
        ("وزيرة", "الوزير"),
        ("والبريطاني", "لندن"),
    ],
)
def test_cores_meet(one: str, other: str) -> None:
    from stance.text.folding import fold

    assert core(fold(one)) == core(fold(other))


def test_sounds_keep_different_names_apart() -> None:
    assert not set(sounds("شكري")) & set(sounds("شقير"))


def test_the_index_of_sounds_finds_what_sounds_the_same() -> None:
    known = sorted({word for case in CASES for word in Document(case["text"]).tokens})
    index: SoundIndex[str] = SoundIndex()
    for word in known:
        index.note(word, word)
    asked = [*known[::20], "نتنياهو", "نتانياهو", "هيلي"]
    assert {word: index.alike(word) for word in asked} == {
        word: [other for other in known if same_sound(word, other)] for word in asked
    }


@pytest.mark.parametrize("starts", [[], [3], [5, 2, 5, 9, 2], [0, 1, 2]])
def test_places_find_what_a_search_through_all_finds(starts: list[int]) -> None:
    reader = Reader(Document("كلمة " * 12))
    entities = [Entity(reader, "person", (start, start + 1)) for start in starts]
    places = Places(entities)
    for index in range(11):
        assert places.nearest(index) is nearest(entities, index)
        before = [entity for entity in entities if entity.at < index]
        assert places.before(index) is nearest(before, index)


_WORDS = [
    *sorted({word for case in CASES for word in case["text"].split()}),
    "،",
    '"',
    "«",
    "»",
    "\n",
    ".",
    "و",
    "ل",
    "د.",
    "المعروف",
    "الأول",
    "الثاني",
    "مثل",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join) | st.text(max_size=120), st.data())
def test_any_text_and_spans_survive(text: str, data: st.DataObject) -> None:
    """Whatever the finder hands over, each quote gets a speaker whose name is None or has letters of the text."""
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(lambda pair: Span(*pair))
    quotes = data.draw(
        st.lists(
            st.builds(Quote, st.just("text"), st.just("indirect"), spans, st.none() | spans, st.none() | spans),
            max_size=5,
        )
    )
    speakers = resolve_speakers(Document(text), sorted(quotes, key=lambda quote: quote.content))
    assert len(speakers) == len(quotes)
    assert all(speaker.name is None or speaker.name.strip() for speaker in speakers)
    assert all(speaker.rule for speaker in speakers)


@pytest.mark.parametrize(
    "text", ["قال المعروف", "A_", "_", "#حركة_", "د.", "«", "الـ", "لل", "ل", "باسم", "\u064b", "بن", "و" * 40]
)
def test_odd_sources_survive(text: str) -> None:
    whole = Span(0, len(text))
    (speaker,) = resolve_speakers(Document(text), [Quote("text", "indirect", whole, None, whole)])
    assert speaker.name is None or speaker.name.strip()


@pytest.mark.parametrize(
    ("text", "source"), [('"أدفع القيادي السبب، خلت 22', (5, 6)), ("استمع إلى القادة العسكري", (11, 25))]
)
def test_a_text_that_ends_within_a_name_survives(text: str, source: tuple[int, int]) -> None:
    """Both ends of a name are looked at; here the text has no word behind it."""
    (speaker,) = resolve_speakers(Document(text), [Quote("text", "indirect", Span(0, 0), None, Span(*source))])
    assert speaker.name


def test_register_links_by_any_spelling() -> None:
    register = Register([Entry("Q1", "عبد الله الشرعي", ("أبو ظبي",), "حزب"), Entry("Q2", "حركة الضياء")])
    assert register.link(Speaker("عبدالله الشرعى", "title")) == Speaker("عبدالله الشرعى", "title", "Q1", "حزب")
    assert register.link(Speaker('حركة "الضياء"', "as-is")).id == "Q2"
    assert register.link(Speaker("غريب", "as-is")) == Speaker("غريب", "as-is")
    assert register.link(Speaker(None, "none")) == Speaker(None, "none")


def test_register_does_not_guess() -> None:
    register = Register([Entry("Q1", "سامي غني", ("غني",)), Entry("Q2", "أشرف غني", ("غني",))], file="who.csv")
    assert register.link(Speaker("غني", "as-is")).id is None
    assert register.candidates("غني") == ("Q1", "Q2")
    assert register.link(Speaker("أشرف غني", "as-is")).id == "Q2"
    (warning,) = register.warnings
    assert all(part in warning for part in ("who.csv", "غني", "Q1", "Q2"))


@pytest.mark.parametrize(
    ("table", "parts"),
    [
        ("id,aliases\nQ,x\n", ("row 1", "no column name")),
        ("id,name\n,سامي\n", ("row 2", "column id", "empty")),
        ("id,name\nQ,\n", ("row 2", "column name")),
        ("id;name\nQ;سامي\nQ;هاني\n", ("row 3", "column id", '"Q"', "row 2")),
        ("id,name\nQ,سامي,3\n", ("row 2", "3 fields")),
        ("id,name\n", ("no rows",)),
        ('id,name\nQ,"سامي\n', ("row 2",)),
        ("id,name,aliases\nQ,سامي,«»|هاني\n", ("row 2", "column aliases", "«»")),
    ],
)
def test_bad_registers_are_told(table: str, parts: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "who.csv"
    path.write_text(table, encoding="utf-8-sig")
    with pytest.raises(TableError) as error:
        Register.load(path)
    assert all(part in str(error.value) for part in (str(path), *parts))


def test_registers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "who.csv"
    path.write_text("name\tid\tgroup\taliases\nسامي العروي\tQ7\tالمعارضة\tالعروي| أبو سامي \n", encoding="utf-8")
    register = Register.load(path)
    assert register.link(Speaker("أبو سامي", "as-is")) == Speaker("أبو سامي", "as-is", "Q7", "المعارضة")
    assert register.warnings == ()
