"""One's own product, computed in a real browser: as on the command line, with nothing sent."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from looking import js, quiet

from atmp_gap.browser.engine import GET, TARBALL
from atmp_gap.browser.form import filled_in
from atmp_gap.cli.run import run
from atmp_gap.cli.site_server import server
from atmp_gap.corpus.bundled import example_profiles
from atmp_gap.profile.model import Profile
from atmp_gap.profile.read import read_yaml
from report_hostile import hostile_files
from support import write

pytestmark = pytest.mark.browser

PROFILES = ("aav-in-vivo", "car-t-autologous", "crispr-hsc", "ipsc-allogeneic", "msc-allogeneic")
LONG = 120
"""Seconds that anything is waited for, on however busy a machine."""
QUICK_MS = int(os.environ.get("ATMP_GAP_FIRST_ANSWER_MS", "60000"))
"""The first answer takes no longer; 6,000 on two cores that have nothing else to do."""


@pytest.fixture(scope="module")
def tarball(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine: the file that ATMP_GAP_PYODIDE names, else got from npm."""
    named = os.environ.get("ATMP_GAP_PYODIDE")
    if named:
        return Path(named)
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"NOT COMPUTED IN A BROWSER: no npm for {GET}, nor ATMP_GAP_PYODIDE=FILE")
    folder = tmp_path_factory.mktemp("npm")
    subprocess.run([npm, *GET.split()[1:]], cwd=folder, check=True, capture_output=True)
    return folder / TARBALL


@pytest.fixture(scope="module")
def folder(tarball: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("site") / "public"
    assert run(["site", "-o", str(found), "--engine", str(tarball), "-q"]) == 0
    return found


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with server(folder) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/product/"
        served.shutdown()


@pytest.fixture(autouse=True)
def _quiet(browser: Any) -> Iterator[None]:
    with quiet(browser, ("file:", "data:", "about:", "blob:", "http://127.0.0.1:")):
        yield


def until(browser: Any, expression: str) -> Any:
    """What an expression says in the page, once it says anything."""
    end = time.monotonic() + LONG
    while not (found := js(browser, f"return {expression}")):
        assert time.monotonic() < end, (expression, text(browser, "#state, #problems"))
        time.sleep(0.05)
    return found


def text(browser: Any, selector: str) -> str:
    script = "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('|')"
    return str(js(browser, script, selector))


def visit(browser: Any, address: str, width: int = 1280) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(address)


def fill(browser: Any, **fields: str) -> None:
    for name, value in fields.items():
        js(
            browser,
            "const f = document.querySelector(`[name='${arguments[0]}']`); f.value = arguments[1];"
            "f.dispatchEvent(new Event('input', {bubbles: true}))",
            name.replace("_", "-"),
            value,
        )


def compare(browser: Any) -> None:
    js(browser, "delete document.getElementById('product').dataset.answered; go.click()")
    until(browser, "document.getElementById('product').dataset.answered")


def kept(browser: Any, what: str, name: str) -> bytes:
    """The file that a button gives, taken before the browser would save it."""
    js(
        browser,
        """window.got = null;
        const real = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          blob.arrayBuffer().then((raw) => { window.got = Array.from(new Uint8Array(raw)); });
          URL.createObjectURL = real;
          return real(blob);
        };
        HTMLAnchorElement.prototype.click = function () { window.saved = this.download; };
        document.querySelector(`[data-what=${arguments[0]}][data-format=${arguments[1]}]`).click();
        """,
        what,
        name,
    )
    return bytes(until(browser, "window.got"))


def test_five_profiles_as_on_the_command_line(browser: Any, address: str, tmp_path: Path) -> None:
    visit(browser, address)
    assert "Loading the engine" in text(browser, "#state")
    assert js(browser, "return document.getElementById('loading').checkVisibility()")
    paths = {path.stem: path for path in example_profiles()}
    titles = js(browser, "return [...example.options].map(o => o.text)")
    for stem in PROFILES:
        number = titles.index(filled_in(read_yaml(paths[stem], Profile).model)["name"]) - 1
        js(
            browser,
            "example.value = arguments[0]; example.dispatchEvent(new Event('change'))",
            number,
        )
        compare(browser)
        if stem == PROFILES[0]:
            took = int(js(browser, "return document.getElementById('product').dataset.answered"))
            assert took < QUICK_MS
        out = tmp_path / f"{stem}.csv"
        assert run(["compare", "--profile", str(paths[stem]), "-o", str(out), "-q"]) == 0
        assert kept(browser, "comparison", "csv") == out.read_bytes()
        if stem == "car-t-autologous":
            assert run(["assess", str(paths[stem]), "-o", str(tmp_path / "a.csv"), "-q"]) == 0
            assert kept(browser, "assessment", "csv") == (tmp_path / "a.csv").read_bytes()
            assert "2 positions of the profile" in text(browser, "#kept")
    assert kept(browser, "comparison", "xlsx").startswith(b"PK")
    assert b"<!doctype html>" in kept(browser, "comparison", "html")
    assert b"format: atmp-gap/profile/1" in kept(browser, "profile", "yaml")
    assert js(browser, "return document.getElementById('state').hidden")


def test_a_product_in_words_and_what_rows_unfold(browser: Any, address: str) -> None:
    visit(browser, address, 390)
    js(browser, "words.value = 'autologous CD19 CAR-T, lentiviral, phase 3'; read.click()")
    until(browser, "!readings.hidden")
    assert 'not understood, no fact made of it: "CD19"' in text(browser, "#readings")
    js(browser, "document.querySelectorAll('details.more').forEach(d => { d.open = true; })")
    fill(browser, line_subject="Full GMP at phase 1", line_position="not-done")
    compare(browser)
    held = js(browser, "return assessment.textContent")
    assert "Full GMP at phase 1" in held
    js(browser, "document.querySelector('#autologous-donor-testing .head button').click()")
    until(browser, "document.querySelector('#autologous-donor-testing .body')")
    page = js(
        browser,
        "return document.querySelector('#autologous-donor-testing .own a').getAttribute('href')",
    )
    assert page == "../s/autologous-donor-testing/index.html"
    js(browser, "document.querySelectorAll('#report details').forEach(d => { d.open = true; })")
    assert "Module 3" in text(browser, "#report .fold")
    for width in (390, 1280):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        assert js(browser, "return document.documentElement.scrollWidth") <= width
    fill(browser, name="Another")
    assert js(browser, "return stale.checkVisibility()")


@pytest.mark.skipif(
    not os.environ.get("ATMP_GAP_AXE"),
    reason="NOT LOOKED FOR BARRIERS: name axe.min.js in ATMP_GAP_AXE",
)
def test_axe_finds_no_barrier(browser: Any, address: str) -> None:
    named = os.environ["ATMP_GAP_AXE"]
    visit(browser, address)
    until(browser, "document.getElementById('product').dataset.ready")
    js(browser, "document.querySelectorAll('details.more').forEach(d => { d.open = true; })")
    fill(browser, name="A", fact_product="CAR-T", line_subject="potency", line_position="")
    js(browser, "go.click()")
    until(browser, "!problems.hidden")
    fill(browser, line_subject="Full GMP at phase 1", line_position="done")
    compare(browser)
    js(browser, "document.querySelector('#report .head button').click()")
    until(browser, "document.querySelector('#report .body')")
    js(browser, Path(named).read_text(encoding="utf-8"))
    report = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations'], preload: false}).then(done)"
    )
    found = [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in report["violations"]]
    assert found == []


def test_what_is_wrong_is_told_at_its_field(browser: Any, address: str) -> None:
    visit(browser, address)
    fill(browser, name="<img src=x onerror=\"document.title='owned'\">", fact_product="AAV")
    fill(browser, fact_genome="integrates")
    js(browser, "go.click()")
    until(browser, "!problems.hidden")
    assert "Effect on the genome: integrating contradicts product" in text(browser, "#problems")
    marked = "return document.querySelector('[aria-invalid]').name"
    assert js(browser, marked) == "fact-genome"
    fill(browser, fact_genome="")
    compare(browser)
    assert js(browser, "return problems.hidden && !document.querySelector('[aria-invalid]')")
    assert js(browser, "return document.title") != "owned"
    assert js(browser, "return document.querySelectorAll('#answer img').length") == 0
    assert "<img src=x" in text(browser, "#answer h2")


DROP = """
const data = new DataTransfer();
data.items.add(new File([arguments[0].repeat(arguments[1])], arguments[2]));
const drop = new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true});
document.body.dispatchEvent(drop);
return drop.defaultPrevented;
"""


def test_files_that_are_dropped(browser: Any, address: str) -> None:
    visit(browser, address)
    until(browser, "document.getElementById('product').dataset.ready")
    assert js(browser, DROP, "subject,answer\n", 700_000, "large.csv")
    until(browser, "!problems.hidden")
    assert "large.csv has 10.5 MB; here at most 5 MB are read" in text(browser, "#problems")
    assert js(browser, DROP, "PK\x03\x04 no workbook", 1, "broken.xlsx")
    until(browser, "!file.hidden")
    fill(browser, name="A", fact_product="CAR-T")
    js(browser, "go.click()")
    until(browser, "!problems.hidden")
    assert "broken.xlsx: is broken" in text(browser, "#problems")
    js(browser, "drop.click()")
    assert js(browser, DROP, "subject,answer\nFull GMP at phase 1,done\n", 1, "held.csv")
    until(browser, "file.innerText.includes('held.csv')")
    compare(browser)
    assert "Full GMP at phase 1" in js(browser, "return assessment.textContent")


def test_nothing_may_be_sent_even_by_the_worker(browser: Any, address: str) -> None:
    reached = []

    class Foreign(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reached.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    other = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    visit(browser, address)
    tried = browser.execute_async_script(
        """const done = arguments[arguments.length - 1];
        const own = `import ${JSON.stringify(new URL("worker.js", location.href).href)};
          real(${JSON.stringify(arguments[0])}).then(() => "sent", () => "refused")
            .then((told) => self.postMessage({ told }));`.replace("real(", "fetch(");
        const made = new Worker(URL.createObjectURL(new Blob([own], { type: "text/javascript" })),
          { type: "module" });
        made.onmessage = ({ data }) => { if (data.told) done(data.told); };""",
        f"http://127.0.0.1:{other.server_port}/secret",
    )
    other.shutdown()
    other.server_close()
    assert (tried, reached) == ("refused", [])
    refusals = browser.get_log("browser")
    assert refusals
    assert all("Content Security Policy" in entry["message"] for entry in refusals)


def test_where_a_browser_cannot(browser: Any, address: str) -> None:
    added = browser.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": "delete globalThis.WebAssembly"}
    )
    try:
        visit(browser, address)
        assert "it has no WebAssembly" in text(browser, "#state")
        assert js(browser, "return document.getElementById('product').hidden")
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_from_disk_it_says_that_it_has_to_be_served(browser: Any, folder: Path) -> None:
    visit(browser, (folder / "product" / "index.html").as_uri())
    assert "atmp-gap site -o DIR --engine FILE --serve" in text(browser, "#state")
    assert js(browser, "return document.getElementById('product').hidden")


def test_hostile_requirements_do_nothing(browser: Any, tarball: Path, tmp_path: Path) -> None:
    write(tmp_path / "layer", hostile_files())
    made = tmp_path / "out"
    words = ["site", "-o", str(made), "--no-bundled", "--requirements", str(tmp_path / "layer")]
    assert run([*words, "--engine", str(tarball), "-q"]) == 0
    with server(made) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        visit(browser, f"http://127.0.0.1:{served.server_port}/product/")
        until(browser, "document.getElementById('product').dataset.ready")
        field, word = js(
            browser,
            "const f = document.querySelector('[name^=fact-]');"
            "return [f.name, f.list.options[0].value]",
        )
        fill(browser, name="A", **{field: word})
        compare(browser)
        js(
            browser,
            "document.querySelectorAll('#report .head button').forEach(button => button.click())",
        )
        until(browser, "document.querySelector('#report .body')")
        time.sleep(1)
        assert js(browser, "return document.title") != "owned"
        assert js(browser, "return document.querySelectorAll('#answer img, iframe').length") == 0
        browser.get("about:blank")
        served.shutdown()
