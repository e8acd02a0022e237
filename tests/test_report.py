"""Report folders and pages: their contents, their words, and that text never becomes markup."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stance.cli.main import main
from stance.errors import InputError
from stance.evaluation.run import Data, Evaluation, assess
from stance.reading.gold import GoldArticle, GoldQuote
from stance.records import LABELS, Analysis, Article, Finding, Quote, Span, Speaker, Stance
from stance.report.articles import ArticlesPage, write_articles_html
from stance.report.compare import compare, comparison_page
from stance.report.error_records import pieces
from stance.report.evaluation_page import evaluation_page
from stance.report.folder import read_report, write_report
from stance.report.model_facts import CurvePoint, ModelFacts
from stance.report.pages import LANGUAGES, Words, packed, unpacked
from stance.report.plain_words import summary, watch_out
from stance.writing.format import Layout
from tests.test_evaluation import GOLD, evaluated, perturbed

ROOT = Path(__file__).parent.parent
TEXTS = [gold.article.text for gold in GOLD]
FACTS = ModelFacts(
    name="model",
    rows=1200,
    trained_on=(("rows.csv", "0" * 64),),
    targets=tuple({gold.target for gold in GOLD}),
    learning_curve=(CurvePoint(300, 0.5, 0.45, 0.55), CurvePoint(1200, 0.62, 0.6, 0.65)),
    informative={label: [(f"word:{label}", 1.5)] for label in LABELS},
)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"


class _Page(HTMLParser):
    """The elements of a page and every address that it names; fails on tags that do not nest."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def addresses(page: _Page) -> set[str]:
    return {value or "" for _, attrs in page.elements for name, value in attrs.items() if name in {"src", "href"}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "first"
    write_report(path, evaluated(0), TEXTS, FACTS)
    return path


def test_a_report_folder_holds_the_files_of_the_contract(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "report.html", "metrics.json", "predictions.csv", "errors.csv", "counts.csv",
    }  # fmt: skip
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    for name in ("precision", "recall", "f1", "exact_f1"):
        low, high = metrics["extraction"][f"{name}_ci"]
        assert low <= metrics["extraction"][name] <= high
    assert {"accuracy", "accuracy_elided"} <= metrics["attribution"].keys()
    for where in ("gold_spans", "matched"):
        wanted = {"macro_f1", "accuracy", "favor_f1", "against_f1", "neutral_f1"}
        assert wanted <= metrics["stance"][where].keys()
    assert isinstance(metrics["end_to_end"]["f1"], float)
    with (folder / "predictions.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    assert header == ["article_id", "start", "end", "text", "label", "predicted", "p_favor", "p_against", "p_neutral"]
    assert len(rows) == sum(len(gold.quotes) for gold in GOLD)
    texts = {gold.article.id: gold.article.text for gold in GOLD}
    assert all(texts[row[0]][int(row[1]) : int(row[2])] == row[3].removeprefix("'") for row in rows)


def test_a_folder_read_again_gives_the_same_counts_and_errors(folder: Path) -> None:
    report, evaluation = read_report(folder), evaluated(0)
    assert report.groups == evaluation.data.groups
    for name, values in evaluation.counts.items():
        assert np.allclose(report.counts[name], values)
    assert len(report.errors) == sum(len(one.errors) for one in evaluation.judgements) - _doubles(evaluation)


def _doubles(evaluation: Evaluation) -> int:
    """Spurious quotes that the perturbed tool gives twice at one place share a key."""
    places = [
        (one.group, one.finding.quote.content)
        for one in evaluation.judgements
        if "spurious" in one.errors and one.finding
    ]
    return len(places) - len(set(places))


def test_two_evaluations_of_the_same_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "again", evaluated(0), TEXTS, FACTS)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_says_everything_and_asks_for_nothing(language: str) -> None:
    page = _Page(evaluation_page(evaluated(0), TEXTS, FACTS, language=language))
    names = {attrs["id"] for _, attrs in page.elements if attrs.get("id")}
    sections = {"summary", "watch", "fates", "figures", "confusion", "classes", "calibration", "learning", "slices"}
    assert sections | {"features", "rules", "errors"} <= names
    assert not {address for address in addresses(page) if not address.startswith(("#", "data:"))}
    targets = {address[1:] for address in addresses(page) if address.startswith("#")}
    assert targets <= names
    root = page.elements[0][1]
    assert (root["lang"], root["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    for tag in ("table", "figure"):
        count = sum(one == tag for one, _ in page.elements)
        captions = sum(one == {"table": "caption", "figure": "figcaption"}[tag] for one, _ in page.elements)
        assert captions == count > 0


def _hostile() -> tuple[GoldArticle, Analysis]:
    text = f"قال {HOSTILE}: سنقبل الهدنة"
    content = Span(text.index("سنقبل"), len(text))
    article = Article(HOSTILE, text, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(3)")
    quote = GoldQuote("direct", content, Span(0, 3), None, HOSTILE, (), "favor")
    stance = Stance("against", 0.5, {"favor": 0.3, "against": 0.5, "neutral": 0.2})
    finding = Finding(Quote("text", "direct", content, Span(0, 3), None, rule=HOSTILE), Speaker(None, HOSTILE), stance)
    other = Finding(Quote("title", "direct", Span(0, 9), None, None), Speaker(HOSTILE, HOSTILE), stance)
    return GoldArticle(article, HOSTILE, (quote,)), Analysis(article, (finding, other), HOSTILE)


@pytest.mark.parametrize("kind", ["report", "compare", "articles", "summary"])
def test_markup_in_texts_stays_text(kind: str, tmp_path: Path) -> None:
    from stance.evaluation.judging import judge_article
    from stance.summary.counts import summarize
    from stance.summary.output import as_page
    from stance.writing.record import record

    gold, analysis = _hostile()
    stances = [Stance("against", 0.5, {"favor": 0.3, "against": 0.5, "neutral": 0.2})]
    judgements = judge_article(gold, analysis, group=0, stances=stances)
    facts = FACTS._replace(name=HOSTILE, informative={label: [(HOSTILE, 1.0)] for label in LABELS})
    evaluation = assess(Data(HOSTILE, "articles", "", (HOSTILE,), 1), judgements, baselines={}, samples=5)
    if kind == "articles":
        with (tmp_path / "page").open("wb") as stream:
            write_articles_html([analysis], stream)
        page = (tmp_path / "page").read_text("utf-8")
    elif kind == "summary":
        page = as_page(summarize([json.loads(json.dumps(record(analysis))) | {"date": HOSTILE, "target": HOSTILE}]))
    else:
        for name in ("a", "b"):
            write_report(tmp_path / name, evaluation, [gold.article.text], facts)
        page = (tmp_path / "a" / "report.html").read_text("utf-8")
        page = comparison_page(compare([tmp_path / "a", tmp_path / "b"])) if kind == "compare" else page
    parsed = _Page(page)
    assert "img" not in {tag for tag, _ in parsed.elements}
    assert not any(name.startswith("on") for _, attrs in parsed.elements for name in attrs)
    assert not any(address.startswith("javascript:") for address in addresses(parsed))
    assert "49" not in re.sub(r'id="packed">[^<]*<', "", page.split("</style>")[1].split("<script>")[0])


def test_every_word_has_both_languages_and_the_same_blanks() -> None:
    tables: dict[str, dict[str, str]] = {language: dict(Words(language)._words) for language in LANGUAGES}
    for key, english in tables["en"].items():
        arabic = tables["ar"][key]
        assert english, key
        assert arabic, key
        blanks = [set(re.findall(r"{\w+}", words)) for words in (english, arabic)]
        assert blanks[0] == blanks[1], key


def test_packed_data_comes_back_and_cannot_end_its_element() -> None:
    data = [{"text": HOSTILE, "lone": "\ud800"[:0], "arabic": "هدنة"}]
    assert unpacked(packed(data)) == data
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed(data))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(Span(4, 8), 1)], [("abc ", 0), ("defg", 1), (" hij", 0)]),
        ([(Span(0, 8), 1), (Span(4, 12), 2)], [("abc ", 1), ("defg", 3), (" hij", 2)]),
        ([(Span(0, 12), 3)], [("abc defg hij", 3)]),
    ],
)
def test_sentences_are_cut_where_highlights_begin_and_end(spans: Any, expected: list[tuple[str, int]]) -> None:
    assert pieces("abc defg hij", spans) == expected


def test_long_surroundings_are_cut_at_blanks() -> None:
    text = "كلمة " * 200
    cut = pieces(text, [(Span(500, 504), 1)])
    assert cut[0][0] == "… "
    assert cut[-1][0] == " …"
    assert cut[1][0].split()[0] == "كلمة"
    assert sum(len(words) for words, _ in cut) < 400


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FACTS._replace(trained_on=(("test", ""),)), "watch.seen"),
        (FACTS._replace(targets=("هدف آخر",)), "watch.target"),
    ],
)
def test_the_summary_warns_where_figures_mislead(facts: ModelFacts, expected: str) -> None:
    words = Words("en")
    beginning = words.table([expected])[expected].split("{")[0]
    assert any(sentence.startswith(beginning) for sentence in watch_out(evaluated(0), facts, words))
    assert not any(sentence.startswith(beginning) for sentence in watch_out(evaluated(0), FACTS, words))
    assert len(summary(evaluated(0), facts, words)) >= 5


def test_reports_compare_and_tell_what_was_won_and_lost(folder: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "second", evaluated(1), TEXTS, FACTS)
    comparison = compare([folder, tmp_path / "second"])
    won, lost = (sum(pair[side] for pair in comparison.tally(1).values()) for side in (0, 1))
    errors = [len(read_report(path).errors) for path in (folder, tmp_path / "second")]
    assert errors[1] - errors[0] == lost - won
    assert compare([folder, folder]).tally(1) == dict.fromkeys(comparison.tally(1), (0, 0))
    _Page(comparison_page(comparison, language="ar"))


def test_reports_of_different_data_are_not_compared(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Data("other", "articles", "1" * 64, ("x",), 0)
    write_report(tmp_path / "other", evaluated(0)._replace(data=data), TEXTS, FACTS)
    with pytest.raises(InputError, match=r"different data.*24 articles.*1 articles.*25 articles are in one"):
        compare([folder, tmp_path / "other"])
    assert main(["compare", str(folder), str(tmp_path / "other")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("missing", ["metrics.json", "counts.csv", "errors.csv"])
def test_a_damaged_report_is_one_clear_line(folder: Path, tmp_path: Path, missing: str) -> None:
    shutil.copytree(folder, tmp_path / "broken")
    (tmp_path / "broken" / missing).write_text("{", "utf-8")
    with pytest.raises(InputError, match="not a complete report folder"):
        read_report(tmp_path / "broken")


def test_pages_of_parts_merge_to_the_page_of_all(tmp_path: Path) -> None:
    analyses, layout, made = [perturbed(gold, 0) for gold in GOLD[:6]], Layout(), ArticlesPage()
    for name, part in (("all", analyses), ("1", analyses[:2]), ("2", analyses[2:])):
        with (tmp_path / name).open("wb") as stream:
            made.join([made.encode(part, layout)], stream, layout)
    with (
        (tmp_path / "1").open("rb") as one,
        (tmp_path / "2").open("rb") as two,
        (tmp_path / "merged").open("wb") as out,
    ):
        made.merge([one, two], out, layout)
    assert (tmp_path / "merged").read_bytes() == (tmp_path / "all").read_bytes()
    page = (tmp_path / "all").read_text("utf-8")
    assert page.count('<mark class="quote') >= sum(len(analysis.findings) for analysis in analyses) * 0.7
    _Page(page)


def test_evaluate_tells_a_bad_use_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rows.csv").write_text("text,label\nقول,favor\n", "utf-8")
    gold = ROOT / "data" / "articles.test.jsonl"
    assert main(["evaluate", str(gold), str(tmp_path / "rows.csv"), "--report", str(tmp_path / "r")]) == 2
    assert "cannot be measured together" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


def test_evaluate_writes_a_report_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(
        "text,label,article_id\nنرحب بالهدنة,favor,a\nلن نوقف القتال,against,b\nيعقد اجتماع غدا,neutral,c\n", "utf-8"
    )
    assert main(["evaluate", str(table), "--report", str(tmp_path / "r")]) == 0
    metrics = json.loads((tmp_path / "r" / "metrics.json").read_text("utf-8"))
    assert "extraction" not in metrics
    assert metrics["data"]["form"] == "table"
    assert f"{metrics['stance']['gold_spans']['macro_f1']:.3f}" in capsys.readouterr().out
    _Page((tmp_path / "r" / "report.html").read_text("utf-8"))
