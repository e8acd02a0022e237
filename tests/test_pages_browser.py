"""The pages in a browser: nothing overflows, nothing is asked of the network, filters and search do what they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from stance.report.articles import write_articles_html
from stance.report.compare import compare, comparison_page
from stance.report.error_records import error_records
from stance.report.folder import write_report
from stance.summary.counts import summarize
from stance.summary.output import as_page
from stance.writing.record import record
from tests.browser import Browser, executable
from tests.test_evaluation import GOLD, evaluated, perturbed
from tests.test_report import FACTS, TEXTS

pytestmark = pytest.mark.skipif(executable() is None, reason="there is no chromium on this machine")

PAGES = ("report", "report-ar", "compare", "articles", "summary")
OVERFLOWING = """
[...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1) && !one.closest(".scroll, .skip, .hidden, svg");
}).map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`)
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, seed, language in (("report", 0, "en"), ("report-ar", 1, "ar")):
        write_report(folder / name, evaluated(seed), TEXTS, FACTS, language=language)
    comparison = comparison_page(compare([folder / "report", folder / "report-ar"]))
    (folder / "compare.html").write_text(comparison, "utf-8")
    analyses = [perturbed(gold, 0) for gold in GOLD]
    with (folder / "articles.html").open("wb") as stream:
        write_articles_html(analyses, stream)
    records = [record(one) | {"date": f"2024-{1 + number % 12:02d}-15"} for number, one in enumerate(analyses)]
    (folder / "summary.html").write_text(as_page(summarize(records)), "utf-8")
    files = {name: folder / f"{name}.html" for name in ("compare", "articles", "summary")}
    return files | {name: folder / name / "report.html" for name in ("report", "report-ar")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"), (320, "light")]
)
def test_pages_fit_the_screen_and_ask_nothing_of_the_network(
    browser: Browser, pages: dict[str, Path], page: str, width: int, scheme: str
) -> None:
    browser.open(pages[page], width=width, scheme=scheme)
    assert browser.run(OVERFLOWING) == []
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.problems == []
    ground = browser.run("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(ground) < 200) == (scheme == "dark")


@pytest.mark.parametrize("page", PAGES)
def test_arabic_runs_from_the_right_in_its_own_language(browser: Browser, pages: dict[str, Path], page: str) -> None:
    browser.open(pages[page])
    directions = browser.run("[...document.querySelectorAll('.arabic')].map((one) => getComputedStyle(one).direction)")
    assert set(directions) <= {"rtl"}
    assert page == "summary" or directions


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(browser: Browser, pages: dict[str, Path], page: str, scheme: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) for labels, headings, notes and highlights."""
    browser.open(pages[page], scheme=scheme)
    weak = browser.run("""
      const seen = "h1, h2, p, caption, .soft, .label, .kind-of-error, mark, button, th, td";
      [...document.querySelectorAll(seen)].map((one) => {
        const light = (colour) => {
          const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).slice(0, 3).map((v) => v / 255)
            .map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
          return .2126 * r + .7152 * g + .0722 * b;
        };
        let ground = one;
        const clear = (part) => /, 0\\)|transparent/.test(getComputedStyle(part).backgroundColor);
        while (ground && clear(ground)) ground = ground.parentElement;
        const colour = getComputedStyle(ground || document.body).backgroundColor;
        if (/rgba/.test(colour)) return null;
        const pair = [light(getComputedStyle(one).color), light(colour)].sort();
        const contrast = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
        return contrast < 4.5 ? `${one.className} ${one.textContent.slice(0, 30)} ${contrast.toFixed(2)}` : null;
      }).filter(Boolean)
    """)
    assert weak == []


def choose(browser: Browser, field: str, value: str) -> None:
    """Choose a value of a filter as a user does."""
    browser.run(
        f"{{const field = document.querySelector('select[name={field}]'); field.value = '{value}';"
        "field.dispatchEvent(new Event('input', {bubbles: true}))}"
    )


def shown(browser: Browser) -> int:
    """How many errors the filters let through, as the page says it."""
    return int(
        browser.run(
            "document.getElementById('shown').textContent.match(/[\\d,]+(?!.*\\d)/)?.[0].replace(',', '') || '0'"
        )
    )


def test_errors_are_filtered_by_type_and_label(browser: Browser, pages: dict[str, Path]) -> None:
    errors = error_records(evaluated(0).judgements, TEXTS)
    browser.open(pages["report"])
    assert shown(browser) == len(errors)
    browser.run("document.querySelector('[data-error=speaker]').click()")
    wrong = [one for one in errors if "speaker" in one["errors"]]
    assert shown(browser) == len(wrong)
    browser.run("document.querySelector('[data-error=missed]').click()")
    assert shown(browser) == sum(bool({"speaker", "missed"} & set(one["errors"])) for one in errors)
    browser.run("document.querySelector('[data-error=missed]').click()")
    choose(browser, "label", "against")
    expected = sum(one["label"] == "against" for one in wrong if "label" in one)
    browser.wait(f"document.getElementById('shown').textContent.includes('of {expected}')")
    browser.run("document.querySelector('button[type=reset]').click()")
    browser.wait(f"document.getElementById('shown').textContent.includes('of {len(errors)}')")


def test_search_finds_words_however_they_are_spelt(browser: Browser, pages: dict[str, Path]) -> None:
    errors = error_records(evaluated(0).judgements, TEXTS)
    chosen = next(one for one in errors if one.get("speaker") and "ة" in one["speaker"])
    browser.open(pages["report"])
    browser.type("[name=search]", chosen["speaker"].replace("ة", "ه"))
    browser.wait(f"!document.getElementById('shown').textContent.includes('of {len(errors)}')")
    assert 0 < shown(browser) < len(errors)
    assert chosen["speaker"] in browser.run("document.getElementById('list').textContent")
    browser.type("[name=search]", " لا يوجد هذا أبدا")
    browser.wait("document.getElementById('list').children.length === 0")
    assert browser.run("document.getElementById('shown').textContent") == "No error fits."


def test_the_list_grows_on_demand_and_is_sorted_by_confidence(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["report"])
    first = browser.run("document.getElementById('list').children.length")
    browser.run("document.getElementById('more').click()")
    assert browser.run("document.getElementById('list').children.length") > first
    choose(browser, "order", "sure")
    surest = max(max(one["p"]) for one in error_records(evaluated(0).judgements, TEXTS) if "stance" in one["errors"])
    browser.wait(f"document.querySelector('.card')?.textContent.includes('{surest:.2f}')")


def test_the_measures_of_slices_are_chosen_with_the_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["report"])
    visible = (
        "[...document.querySelectorAll('div.measure')].filter((one) => !one.hidden).map((one) => one.dataset.measure)"
    )
    assert browser.run(visible) == ["stance"]
    browser.run("document.querySelector('#measures [data-measure=speaker]').focus()")
    browser.call(
        "Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r"
    )
    browser.call("Input.dispatchKeyEvent", type="keyUp", key="Enter", code="Enter", windowsVirtualKeyCode=13)
    assert browser.run(visible) == ["speaker"]


def test_won_and_lost_are_filtered(browser: Browser, pages: dict[str, Path]) -> None:
    comparison = compare([pages["report"].parent, pages["report-ar"].parent])
    browser.open(pages["compare"])
    assert shown(browser) == len(comparison.changes[0])
    choose(browser, "won", "true")
    won = sum(change.won for change in comparison.changes[0])
    browser.wait(f"document.getElementById('shown').textContent.includes('of {won}')")


def test_articles_are_narrowed_to_a_speaker_and_a_stance(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["articles"])
    stories = "[...document.querySelectorAll('article.story')].filter((one) => !one.hidden).length"
    everything = browser.run(stories)
    assert everything == len(GOLD)
    name = GOLD[3].quotes[0].speaker
    expected = sum(any(finding.speaker.name == name for finding in perturbed(gold, 0).findings) for gold in GOLD)
    browser.run("document.querySelector('details').open = true")
    buttons = "[...document.querySelectorAll('button[data-speaker]')]"
    browser.run(f"{buttons}.find((one) => one.dataset.speaker === {json.dumps(name)}).click()")
    assert browser.run(stories) == expected < everything
    bright = "[...document.querySelectorAll('mark.quote:not(.dimmed)')].map((one) => one.dataset.speaker)"
    bright = sorted(set(browser.run(bright)))
    assert bright == [name]
    browser.run("document.querySelector('button[type=reset]').click()")
    browser.wait(f"{stories} === {everything}")
    browser.type("[name=search]", GOLD[5].article.text.split()[0])
    browser.wait(f"{stories} < {everything}")
    assert browser.run(stories) >= 1


def test_speakers_of_a_summary_are_searched(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["summary"])
    rows = "[...document.querySelectorAll('#speakers tbody tr')].filter((one) => !one.hidden).length"
    everything = browser.run(rows)
    browser.type("[name=search]", GOLD[0].quotes[0].speaker)
    browser.wait(f"{rows} < {everything}")
    assert browser.run(rows) >= 1
