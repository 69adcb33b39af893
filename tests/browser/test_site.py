"""The site in a real browser, from disk: search, keyboard, paper, no script, no barrier."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from looking import js, quiet, shown

from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report.decisions import OF_VERDICT
from atmp_gap.report.html import Html
from report_hostile import hostile_files
from support import write

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "t/index.html",
    "t/impurities/index.html",
    "v/differ/index.html",
    "s/gmp-at-phase-1/index.html",
    "s/residual-host-cell-dna-amount/index.html",
    "d/index.html",
    "d/cfr-21-210-2/index.html",
    "w/index.html",
    "w/potency/index.html",
    "p/index.html",
    "p/example-car-t-autologous/index.html",
    "product/index.html",
    "changes/index.html",
    "changes/errata/index.html",
    "find/index.html",
    "docs/index.html",
    "docs/start/index.html",
    "docs/tutorial/index.html",
    "docs/performance/index.html",
)
"""Pages of every kind."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("site") / "public"
    assert run(["site", "-o", str(found), "-q"]) == 0
    return found


@pytest.fixture(scope="module")
def result() -> Result:
    corpus = open_corpus()
    return compare(corpus, Request(("FDA", "EMA"), corpus.date))


@pytest.fixture(autouse=True)
def _quiet(browser: Any) -> Iterator[None]:
    """In every test: nothing on the console, and no request but for its own files."""
    with quiet(browser, ("file:", "data:", "about:", "http://127.0.0.1:")):
        yield


def see(browser: Any, folder: Path, path: str) -> None:
    file, _, rest = path.partition("#")
    browser.get((folder / file).as_uri() + (f"#{rest}" if rest else ""))


def window(browser: Any, width: int, dark: bool = False, media: str = "screen") -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which .ci/browser gets from npm."""
    named = os.environ.get("ATMP_GAP_AXE")
    if not named:
        pytest.skip(
            "NOT LOOKED FOR BARRIERS: axe-core is not here; .ci/browser gets it, or name "
            "its axe.min.js in ATMP_GAP_AXE"
        )
    return Path(named).read_text(encoding="utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_barrier(browser: Any, folder: Path, axe: str, width: int, dark: bool) -> None:
    window(browser, width, dark)
    found = {}
    for path in PAGES:
        see(browser, folder, path)
        js(browser, axe)
        report = browser.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {resultTypes: ['violations'], preload: false}).then(done)"
        )
        if report["violations"]:
            found[path] = [
                (item["id"], item["help"], [node["html"][:200] for node in item["nodes"][:3]])
                for item in report["violations"]
            ]
    assert found == {}


def test_no_page_is_wider_than_the_window(browser: Any, folder: Path) -> None:
    for width in (1280, 390):
        window(browser, width)
        for path in PAGES:
            see(browser, folder, path)
            wide = js(browser, "return document.documentElement.scrollWidth")
            assert wide <= width, (path, width)


def test_the_start_page_says_in_a_screen_what_differs(
    browser: Any, folder: Path, result: Result
) -> None:
    window(browser, 1280)
    see(browser, folder, "index.html")
    bottom = js(browser, "return document.querySelector('.cards').getBoundingClientRect().bottom")
    assert bottom < 900
    text = js(browser, "return document.querySelector('.counts').innerText")
    differ = sum(row.verdict == "diverge" for row in result.rows)
    assert text.startswith(f"{len(result.rows)} questions: {differ} differ")


WORDS = (
    *("hcDNA", '"full GMP"', "RCL", "VCN", "mycoplasma", "FDA-IMP-700", "Q5E", "10 ng", "AAV"),
    *("haematopoietic", "hematopoietic", "host cell", '"host cell DNA"', "potency", "donor"),
    *("long-term follow-up", "3.2.S.4.1", "master file", "HTLV", "zzzz"),
)


def ask(browser: Any, words: str) -> list[str]:
    js(
        browser,
        "const f = document.querySelector('form.filters').elements.q; f.value = arguments[0];"
        "f.dispatchEvent(new Event('input', {bubbles: true}))",
        words,
    )
    time.sleep(0.5)
    return shown(browser)


def test_the_search_finds_what_the_page_of_reports_finds(
    browser: Any, folder: Path, result: Result, tmp_path: Path
) -> None:
    window(browser, 1280)
    report = tmp_path / "report.html"
    report.write_text(Html().comparison(result), encoding="utf-8")
    browser.get(report.as_uri())
    wanted = {words: sorted(ask(browser, words)) for words in WORDS}
    assert wanted["zzzz"] == []
    assert sum(0 < len(found) < 100 for found in wanted.values()) > 15
    see(browser, folder, "find/index.html")
    time.sleep(0.5)
    assert sorted(shown(browser)) == sorted(row.subject for row in result.rows)
    assert {words: sorted(ask(browser, words)) for words in WORDS} == wanted
    assert js(browser, "return document.querySelector('.nothing').checkVisibility()")


def test_the_search_names_other_pages_and_what_is_near(browser: Any, folder: Path) -> None:
    def others() -> str:
        return str(js(browser, "return document.getElementById('others').innerText"))

    window(browser, 1280)
    see(browser, folder, "find/index.html")
    ask(browser, "Q5E")
    assert "Document: ICH Q5E" in others() or "Documents: " in others()
    ask(browser, "master file")
    assert "Topic: Master files" in others()
    assert "Term: " in others()
    ask(browser, "LAL")
    assert "Near by meaning: endotoxin" in others()
    js(browser, "document.querySelector('#others a[href^=\"#\"]').click()")
    time.sleep(0.5)
    assert js(browser, "return document.querySelector('form.filters').elements.q.value") == (
        "endotoxin"
    )
    assert shown(browser)


def test_filters_come_in_addresses(browser: Any, folder: Path, result: Result) -> None:
    window(browser, 1280)
    see(browser, folder, "find/index.html#?topic=impurities&verdict=differ")
    time.sleep(0.4)
    wanted = [r.subject for r in result.rows if (r.topic, r.verdict) == ("impurities", "diverge")]
    assert shown(browser) == wanted
    see(browser, folder, "t/index.html")
    link = "document.querySelector('tr.group td.judge a')"
    number = js(browser, f"return Number({link}.textContent)")
    js(browser, f"{link}.click()")
    time.sleep(0.8)
    assert len(shown(browser)) == number
    kinds = js(
        browser,
        "return [...document.querySelectorAll('article.row')]"
        ".filter(r => r.checkVisibility()).map(r => r.classList[1])",
    )
    assert set(kinds) == {OF_VERDICT["unjudged"].id}


def test_by_keyboard_alone(browser: Any, folder: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    window(browser, 1280)
    see(browser, folder, "index.html")

    def press(*keys: str) -> None:
        ActionChains(browser).send_keys(*keys).perform()

    def focused() -> str:
        return str(
            js(browser, "return document.activeElement.innerText || document.activeElement.name")
        )

    press(Keys.TAB)
    assert focused() == "Skip to the content"
    press(Keys.TAB, Keys.TAB)
    assert focused() == "Topics"
    outline = js(browser, "return getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    press("/")
    assert focused() == "q"
    press("hcDNA", Keys.ENTER)
    time.sleep(1)
    assert js(browser, "return location.pathname").endswith("/find/index.html")
    assert js(browser, "return document.querySelector('form.filters').elements.q.value") == "hcDNA"
    assert "residual-host-cell-dna-amount" in shown(browser)
    js(browser, "document.querySelector('#residual-host-cell-dna-amount h3 a').focus()")
    press(Keys.ENTER)
    time.sleep(0.5)
    assert "/s/residual-host-cell-dna-amount/" in js(browser, "return location.pathname")


def test_without_javascript_all_is_read_by_links(browser: Any, folder: Path) -> None:
    from selenium.webdriver.common.by import By

    window(browser, 1280)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        see(browser, folder, "index.html")
        for words in ("GMP and supply", "Full GMP at phase 1", "21 CFR 210.2"):
            browser.get(browser.find_element(By.LINK_TEXT, words).get_attribute("href"))
            time.sleep(0.3)
        assert browser.current_url.endswith("/d/cfr-21-210-2/index.html")
        see(browser, folder, "s/gmp-at-phase-1/index.html")
        assert browser.find_element(By.CSS_SELECTOR, ".statements").is_displayed()
        see(browser, folder, "find/index.html")
        assert "needs JavaScript" in browser.find_element(By.TAG_NAME, "main").text
        assert not browser.find_element(By.CSS_SELECTOR, "form.filters").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_on_paper_there_is_the_question_and_how_to_cite_it(browser: Any, folder: Path) -> None:
    window(browser, 1280, media="print")
    see(browser, folder, "s/gmp-at-phase-1/index.html")
    seen = js(
        browser,
        "return ['.bar', '.pager', '.neighbours', '.body', '.citation', '.notice'].map(name =>"
        "document.querySelector(name)?.checkVisibility() || false)",
    )
    assert seen == [False, False, False, True, True, True]
    window(browser, 1280)


def test_served_it_is_the_same_and_addresses_are_folders(browser: Any, folder: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    window(browser, 1280)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        at = f"http://127.0.0.1:{server.server_port}/"
        browser.get(f"{at}s/gmp-at-phase-1/")
        js(browser, "document.querySelector('.way a').click()")
        time.sleep(0.5)
        assert js(browser, "return location.href") == f"{at}t/"
        browser.get(f"{at}find/?q=mycoplasma")
        time.sleep(1)
        assert "mycoplasma-test-method" in shown(browser)
    finally:
        server.shutdown()
        server.server_close()


def test_hostile_texts_do_nothing(
    browser: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "layer", hostile_files())
    made = tmp_path / "out"
    words = ["site", "-o", str(made), "--no-bundled", "--requirements", str(tmp_path / "layer")]
    assert run([*words, "-q"]) == 0
    window(browser, 1280)
    for path in sorted(set(made.rglob("*.html")) - set(made.glob("docs/*/*.html"))):
        browser.get(path.as_uri())
        time.sleep(0.1)
        assert js(browser, "return document.title") != "owned", path
        links = js(
            browser,
            "return [...document.querySelectorAll('[href],[src],[action]')]"
            ".map(e => e.href || e.src || e.action)",
        )
        assert all(str(x).startswith(("file:", "https://", "http://", "data:,")) for x in links)
        assert (
            js(browser, "return document.querySelectorAll('img, iframe, object, style').length")
            == 0
        )
