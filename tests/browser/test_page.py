"""The page in a real browser: filters, search, deep links, keyboard, paper, and no request."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from looking import js, quiet, shown

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report import formatter
from atmp_gap.report.decisions import OF_VERDICT, decisions
from atmp_gap.report.html import Html
from atmp_gap.report.html.rows import FOLD
from atmp_gap.report.interface import Sheet
from report_hostile import hostile

pytestmark = pytest.mark.browser


def _as_shown(result: Result) -> Result:
    """The rows in the order of the page: decisions first."""
    sections = decisions(result).sections
    return replace(result, rows=tuple(told.row for section in sections for told in section.rows))


@pytest.fixture(scope="module")
def result() -> Result:
    corpus = open_corpus([], bundled=True)
    return _as_shown(compare(corpus, Request(("FDA", "EMA"), corpus.date)))


@pytest.fixture(scope="module", params=[FOLD, 0], ids=["whole", "folded"])
def page(
    request: pytest.FixtureRequest, result: Result, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The page, and the form in which long ones are written."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    text = Html(fold=request.param).comparison(result)
    assert text.count("<noscript>") == (0 if request.param else len(result.rows))
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(autouse=True)
def _quiet(browser: Any) -> Iterator[None]:
    """In every test: nothing on the console, and no request but for its own files."""
    with quiet(browser, ("file:", "data:", "about:")):
        yield


def unfold(browser: Any) -> None:
    """Opens the section of the open questions."""
    js(browser, "document.querySelector('details.fold > summary').click()")


def choose(browser: Any, name: str, value: str) -> None:
    js(
        browser,
        "const f = document.forms[0].elements[arguments[0]]; f.value = arguments[1];"
        "f.dispatchEvent(new Event('input', {bubbles: true}))",
        name,
        value,
    )
    time.sleep(0.4)


def test_filters_leave_the_rows_that_fit(browser: Any, page: str, result: Result) -> None:
    browser.get(page)
    # Open questions are folded, and all the same on the page.
    unfolded = [row for row in result.rows if row.verdict != "unassessed"]
    assert shown(browser) == [row.subject for row in unfolded]
    choose(browser, "verdict", "differ")
    wanted = [row for row in result.rows if row.verdict == "diverge"]
    assert shown(browser) == [row.subject for row in wanted]
    choose(browser, "grade", "read")
    wanted = [row for row in wanted if row.reading == "read"]
    assert shown(browser) == [row.subject for row in wanted]
    choose(browser, "work", "procedural")
    wanted = [row for row in wanted if row.discipline == "procedural"]
    assert shown(browser) == [row.subject for row in wanted]
    choose(browser, "group", f"{wanted[0].topic}/{wanted[0].group}")
    wanted = [r for r in wanted if (r.topic, r.group) == (wanted[0].topic, wanted[0].group)]
    assert shown(browser) == [row.subject for row in wanted]
    status = js(browser, "return document.querySelector('[role=status]').textContent")
    assert status.startswith(f"{len(wanted)} of {len(result.rows)} shown")
    # The filters are part of the address: it can be sent.
    address = browser.current_url
    browser.get("about:blank")
    browser.get(address)
    assert shown(browser) == [row.subject for row in wanted]


def test_filters_that_are_folded_away_say_that_they_hide(browser: Any, page: str) -> None:
    """On a narrow window all of them are; elsewhere those under "More filters"."""
    told = (
        "return [document.getElementById('choose').textContent,"
        "document.querySelector('details.more').open]"
    )
    browser.get(page)
    assert js(browser, told) == ["Filters", False]
    group = js(browser, "return document.forms[0].elements.group.options[1].value")
    browser.get("about:blank")
    browser.get(f"{page}#?verdict=same&q=test")
    assert js(browser, told) == ["Filters (1)", False]
    browser.get("about:blank")
    browser.get(f"{page}#?verdict=same&group={group}")
    assert js(browser, told) == ["Filters (2)", True]


@pytest.mark.parametrize(("axis", "term"), [("product", "aav-in-vivo"), ("stage", "phase-1")])
def test_scope_filters_follow_the_domain(
    browser: Any, page: str, result: Result, axis: str, term: str
) -> None:
    terms = {t.id: t for d in result.dimensions if d.id == axis for t in d.terms}
    wanted = [
        row.subject
        for row in result.rows
        if axis not in row.domain
        or any(set(terms[term].leaves) & set(terms[n].leaves) for n in row.domain[axis])
    ]
    assert 0 < len(wanted) <= len(result.rows)
    browser.get(page)
    unfold(browser)
    choose(browser, f"in-{axis}", term)
    assert shown(browser) == wanted
    js(browser, "document.getElementById('open-all').click()")
    time.sleep(0.5)
    aside = js(browser, "return document.querySelectorAll('.part.aside').length")
    assert aside > 0


def test_search_and_clear(browser: Any, page: str, result: Result) -> None:
    browser.get(page)
    choose(browser, "q", "endotoxin  LIMIT")
    found = shown(browser)
    assert 0 < len(found) < 40
    choose(browser, "q", "no such words anywhere")
    assert shown(browser) == []
    nothing = js(browser, "return document.querySelector('.nothing').innerText")
    assert "says nothing on whether an agency asks" in nothing
    js(browser, "document.getElementById('clear').click()")
    unfolded = [row for row in result.rows if row.verdict != "unassessed"]
    assert len(shown(browser)) == len(unfolded)


def test_a_number_of_the_heat_map_opens_its_rows(browser: Any, page: str, result: Result) -> None:
    browser.get(page)
    js(browser, "document.querySelector('.heat button[data-group=\"\"][data-verdict]').click()")
    first = result.topics[0].id
    seen = shown(browser)
    verdict = js(browser, "return document.forms[0].elements.verdict.value")
    wanted = [r for r in result.rows if (r.topic, OF_VERDICT[r.verdict].id) == (first, verdict)]
    assert seen == [r.subject for r in wanted]
    assert seen


def test_deep_link_opens_its_row(browser: Any, page: str, result: Result) -> None:
    subject = next(row.subject for row in result.rows[::-1] if row.verdict == "diverge")
    browser.get(f"{page}#{subject}")
    time.sleep(0.3)
    opened = js(
        browser,
        "return [...document.querySelectorAll('article.row [aria-expanded=true]')]"
        ".map(b => b.closest('article').id)",
    )
    assert opened == [subject]
    top = js(
        browser, "return document.getElementById(arguments[0]).getBoundingClientRect().top", subject
    )
    assert 0 <= top < 500


def test_by_keyboard(browser: Any, page: str) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get(page)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the questions"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    row = browser.switch_to.active_element
    assert row.tag_name == "button"
    row.send_keys(Keys.ENTER)
    assert row.get_attribute("aria-expanded") == "true"
    assert js(
        browser, "return arguments[0].closest('article').lastElementChild.checkVisibility()", row
    )
    row.send_keys(Keys.ENTER)
    assert row.get_attribute("aria-expanded") == "false"
    row.send_keys("/")
    assert js(browser, "return document.activeElement.name") == "q"
    browser.switch_to.active_element.send_keys("mycoplasma")
    time.sleep(0.4)
    assert 0 < len(shown(browser)) < 60


def test_closed_rows_take_no_more_room_than_their_heads(browser: Any, page: str) -> None:
    browser.get(page)
    js(browser, "document.getElementById('rows').scrollIntoView({behavior: 'instant'})")
    time.sleep(0.3)
    heights = (
        "return [...document.querySelectorAll('article.row')].slice(0, 3).map(r => "
        "r.getBoundingClientRect().height - r.firstElementChild.getBoundingClientRect().height)"
    )
    before = js(browser, heights)
    assert max(before) <= 3
    js(browser, "document.getElementById('open-all').click()")
    time.sleep(1.5)
    assert min(js(browser, heights)) > 50
    js(browser, "document.getElementById('close-all').click()")
    time.sleep(1)
    assert js(browser, heights) == before


def test_everything_has_a_name_and_headings_are_in_order(browser: Any, page: str) -> None:
    browser.get(page)
    nameless = js(
        browser,
        "return [...document.querySelectorAll('input, select, button, summary, a, svg')].filter("
        "e => !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim()))"
        ".length",
    )
    assert nameless == 0
    levels = js(
        browser,
        "return [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))",
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    doubles = js(
        browser,
        "const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
        "return ids.filter((id, i) => ids.indexOf(id) !== i)",
    )
    assert doubles == []


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_their_ground(browser: Any, page: str, dark: bool) -> None:
    """Contrast of at least 4.5 to 1 for badges, marks and quiet text, light and dark."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.get(page)
    js(browser, "document.getElementById('open-all').click()")
    worst = js(
        browser,
        """
        const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
        const light = (c) => { const [r, g, b] = rgb(c).slice(0, 3).map(v => { v /= 255;
          return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const ground = (e) => { for (; e; e = e.parentElement) {
          const c = getComputedStyle(e).backgroundColor; const p = rgb(c);
          if (p.length < 4 || p[3] > 0) return c; } return "rgb(255,255,255)"; };
        let worst = 99;
        const kinds = new Map();
        for (const e of document.querySelectorAll(".badge, mark, .quiet, .ref, .mark, .label")) {
          const key = e.className + e.tagName + ground(e);
          if (kinds.has(key)) continue;
          kinds.set(key, 1);
          const a = light(getComputedStyle(e).color), b = light(ground(e));
          worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
        }
        return worst;
        """,
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert worst >= 4.5


def test_narrow_screens_do_not_scroll_sideways(browser: Any, page: str) -> None:
    size = {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(page)
    choose(browser, "verdict", "differ")
    js(browser, "document.getElementById('open-all').click()")
    time.sleep(0.3)
    wide = js(browser, "return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= 360


def test_paper_has_what_was_chosen(browser: Any, page: str, result: Result) -> None:
    pypdf = pytest.importorskip("pypdf")
    import io

    browser.get(page)
    choose(browser, "q", "replication-competent adenovirus")
    titles = [row.title for row in result.rows if row.subject in shown(browser)]
    other = next(row for row in result.rows if row.title not in titles)

    def paper() -> str:
        raw = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
        pages = pypdf.PdfReader(io.BytesIO(raw)).pages
        return "".join("".join(p.extract_text() for p in pages).split())

    closed = paper()
    assert all("".join(title.split()) in closed for title in titles)
    assert "".join(other.title.split()) not in closed
    # Rows that are opened are open on paper, and no others.
    question = "".join(next(r for r in result.rows if r.title == titles[0]).question.split())
    assert question not in closed
    js(browser, "document.getElementById('open-all').click()")
    time.sleep(0.5)
    assert question in paper()
    assert "Clear" not in closed


def test_a_search_finds_what_rows_hold(browser: Any, page: str, result: Result) -> None:
    """Statements, signs that markup escapes, and ids; in long pages they wait as text."""
    browser.get(page)
    for word in ("endotoxin", "<", "&", result.rows[5].entries[0].id, "(c)(1)"):
        choose(browser, "q", word)
        found = set(shown(browser))
        for row in result.rows:
            said = [e.statement + e.locator + e.id + e.document.title for e in row.entries]
            if any(word.lower() in text.lower() for text in said):
                assert row.subject in found, word


def test_without_scripts_every_row_stands_open(browser: Any, page: str, result: Result) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(page)
    unfold(browser)
    seen = (
        "return [...document.querySelectorAll(arguments[0])]"
        ".filter(e => e.checkVisibility()).length"
    )
    statements, filters = (
        js(browser, seen, name) for name in (".statements:not(.beside) .statement", "form")
    )
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert statements == sum(len(row.entries) for row in result.rows)
    assert filters == 0


def test_hostile_texts_do_nothing(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    text = formatter("html").comparison(hostile(tmp_path / "corpus"))
    assert isinstance(text, str)
    path.write_text(text, encoding="utf-8")
    browser.get(path.as_uri())
    js(browser, "document.getElementById('open-all').click()")
    assert browser.title.endswith("FDA and EMA")
    assert js(browser, "return document.querySelectorAll('script, img').length") == 1
    assert "<script>document.title='owned'</script>" in js(
        browser, "return document.querySelector('.statement').textContent"
    )


@pytest.fixture(scope="module")
def long_page(result: Result, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """A page of ten times as many rows."""
    rows = tuple(
        changed(row, subject=f"{row.subject}-{number}", title=f"{row.title}, {number}")
        for number in range(10)
        for row in result.rows
    )
    path = tmp_path_factory.mktemp("long") / "report.html"
    path.write_text(Html().comparison(changed(result, rows=rows)), encoding="utf-8")
    return path.as_uri(), len(rows)


def changed(record: Any, **values: Any) -> Any:
    """A record with other values."""
    made = object.__new__(type(record))
    made.__dict__.update({**vars(record), **values})
    return made


def test_a_long_page_holds_and_lays_out_little_at_a_time(
    browser: Any, long_page: tuple[str, int]
) -> None:
    """No matter how fast the machine is: what there is to do for the browser."""
    address, rows = long_page
    browser.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    browser.get(address)
    assert js(browser, "return document.getElementsByTagName('*').length") < 30 * rows
    # Each of these has a style sheet of its own, through which every change of style goes.
    assert js(browser, "return document.querySelectorAll('details').length") == 3
    browser.execute_cdp_cmd("Performance.enable", {})
    for _ in range(10):
        js(browser, "scrollBy({top: 1500, behavior: 'instant'})")
        time.sleep(0.05)
    metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    told = {item["name"]: item["value"] for item in metrics}
    assert told["LayoutObjects"] < 5 * rows
    assert 0 < len(shown(browser)) < rows
    choose(browser, "q", "endotoxin limit")
    soon = time.monotonic() + 20
    while len(shown(browser)) >= 400 and time.monotonic() < soon:
        time.sleep(0.1)
    assert 0 < len(shown(browser)) < 400


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_first_row_stands_on_the_first_screen(
    browser: Any, page: str, width: int, height: int
) -> None:
    """With both answers, where they stand and how they were read."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(page)
    bottom, text = js(
        browser,
        "const head = document.querySelector('article.row .head');"
        "return [head.getBoundingClientRect().bottom, head.innerText]",
    )
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert bottom <= height
    assert all(word in text for word in ("FDA", "EMA", "reported"))


def test_open_questions_unfold_for_who_looks_for_them(
    browser: Any, page: str, result: Result
) -> None:
    browser.get(page)
    is_open = "return document.querySelector('details.fold').open"
    assert not js(browser, is_open)
    choose(browser, "verdict", "open")
    assert shown(browser) == [row.subject for row in result.rows if row.verdict == "unassessed"]
    choose(browser, "verdict", "")
    assert not js(browser, is_open)
    choose(browser, "q", "residual")
    assert js(browser, is_open)
    choose(browser, "q", "")
    subject = next(row.subject for row in result.rows if row.verdict == "unassessed")
    browser.get("about:blank")
    browser.get(f"{page}#{subject}")
    time.sleep(0.3)
    assert js(browser, is_open)


def test_beliefs_and_ids_wait_until_a_row_is_opened(
    browser: Any, page: str, result: Result
) -> None:
    browser.get(page)
    heads = "return [...document.querySelectorAll('.head')].map(e => e.textContent).join(' ')"
    closed = js(browser, heads)
    assert "believed" not in closed
    assert not [e.id for row in result.rows for e in row.entries if e.id in closed]
    assert "nothing recorded for EMA yet" in closed
    believed = next(row for row in result.rows if any(part.believed for part in row.parts))
    browser.get("about:blank")
    browser.get(f"{page}#{believed.subject}")
    time.sleep(0.3)
    body = "return document.getElementById(arguments[0]).lastElementChild.innerText"
    assert "believed" in js(browser, body, believed.subject)


def test_a_listing_is_filtered_and_no_wider_than_the_window(browser: Any, tmp_path: Path) -> None:
    words = ("residual DNA", "continuous-non-tumorigenic", "at most 10 ng/dose", "x" * 60)
    sheet = Sheet(
        "Positions",
        ("subject", *(f"column {n}" for n in range(8))),
        ((*words, *words, "last"), ("other", *words, *words)),
        ("A note.",),
    )
    path = tmp_path / "sheet.html"
    path.write_text(str(Html().sheet(sheet)), encoding="utf-8")
    for width in (1280, 390):
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(path.as_uri())
        assert js(browser, "return document.documentElement.scrollWidth") <= width
    label = "return getComputedStyle(document.querySelector('tbody td'), '::before').content"
    assert "column 0" in js(browser, label)
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    choose(browser, "q", "OTHER")
    visible = "return [...document.querySelectorAll('tbody tr')].map(r => r.checkVisibility())"
    assert js(browser, visible) == [False, True]
    assert js(browser, "return document.querySelector('[role=status]').textContent") == (
        "1 of 2 rows shown."
    )
