"""Text of a corpus that tries to be more than text, in every format; the page in Chromium."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from campaign.server import Outcome

PIECES = (
    *("<script>document.title='owned'</script>", "<img src=x onerror=document.title='owned'>"),
    *("</script><script>document.title='owned'</script>", "<svg onload=document.title='owned'>"),
    *("'\" onmouseover=document.title='owned' ", "javascript:document.title='owned'", "</title>"),
    *("</style>", "<!--", "-->", "]]>", "{{7*7}}", "${7*7}", "<base href=//x>", "<iframe src=//x>"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "=HYPERLINK(\"//x\")", "|", "`", "```"),
    *("[x](y)", "\u202e", "\u2066", "\u200b", "\x1b[2J", "\n::error::x\n", "##[error]x", "\ud83d"),
    *("\ufffe", "&"),
    *("<meta http-equiv=refresh content=0>", "<form action=//x>", "<style>*{display:none}</style>"),
)  # fmt: skip
FORMULA = re.compile(rb"<f[ >]")


def attack(numbers: list[int], seed: int, work: Path) -> Iterator[Outcome]:
    """Write hostile text in every format, and open the page where there is a browser."""
    from atmp_gap.report import FORMATS, formatter
    from report_hostile import hostile

    folder = work / "injection"
    folder.mkdir(exist_ok=True)
    with _browser(folder) as browser:
        for number in numbers:
            dice = random.Random(f"{seed}-{number}")
            name = FORMATS[number % len(FORMATS)]
            text = " ".join(dice.choice(PIECES) for _ in range(dice.randint(1, 4)))
            began = time.monotonic()
            try:
                corpus = folder / f"c{number}"
                made = formatter(name).comparison(hostile(corpus, text.strip() or "x"))
                fault = _fault(name, made, folder, browser)
            except Exception as error:
                fault = "" if _refused(error) else f"{type(error).__name__}: {error}"[:300]
            yield Outcome(number, name, 0, round(time.monotonic() - began, 2), fault)


def _refused(error: Exception) -> bool:
    return type(error).__name__ == "InvalidCorpusError" or isinstance(error, UnicodeEncodeError)


def _fault(name: str, made: str | bytes, folder: Path, browser: Any) -> str:
    if name in ("xlsx", "docx"):
        assert isinstance(made, bytes)
        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            for part in packed.namelist():
                if part.startswith("xl/worksheets/") and FORMULA.search(packed.read(part)):
                    return f"a formula in {part}"
        return ""
    assert isinstance(made, str)
    if name == "csv":
        import csv

        for row in csv.reader(io.StringIO(made.removeprefix("\ufeff"))):
            if any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for cell in row):
                return f"a formula in {row!r}"[:300]
    if name in ("table", "markdown", "csv") and not all(
        line.isprintable() for line in made.removeprefix("\ufeff").splitlines()
    ):
        return "what cannot be seen"
    if name == "html" and browser is not None:
        path = folder / "page.html"
        path.write_text(made, encoding="utf-8")
        browser.get(path.as_uri())
        if browser.title == "owned":
            return "a script of the text ran"
        foreign = browser.execute_script(
            "return document.querySelectorAll('img,iframe,base,form[action],[onerror],[onload],"
            "meta[http-equiv=refresh],[onmouseover],a[href^=javascript]').length"
        )
        if foreign:
            return f"{foreign} elements of the text's own"
    return ""


@contextmanager
def _browser(folder: Path) -> Iterator[Any]:
    """Chromium; None where it is not there."""
    if not Path("/usr/bin/chromium").exists() or not Path("/usr/bin/chromedriver").exists():
        yield None
        return
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for flag in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder}/profile",
    ):
        options.add_argument(flag)
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService("/usr/bin/chromedriver")
    )
    try:
        yield driver
    finally:
        driver.quit()
