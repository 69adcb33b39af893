"""What tests in a browser ask of a page, and what they hold the browser to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def js(browser: Any, script: str, *more: Any) -> Any:
    """What a script gives in the page."""
    return browser.execute_script(script, *more)


def shown(browser: Any) -> list[str]:
    """The rows that can be seen, in their order."""
    found: list[str] = js(
        browser,
        "return [...document.querySelectorAll('article.row')].filter(r => r.checkVisibility())"
        ".map(r => r.id)",
    )
    return found


@contextmanager
def quiet(browser: Any, own: tuple[str, ...]) -> Iterator[None]:
    """Meanwhile nothing comes on the console, and nothing is asked for but what begins so."""
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    yield
    assert browser.get_log("browser") == []
    asked = [
        message["params"]["request"]["url"]
        for entry in browser.get_log("performance")
        for message in [json.loads(entry["message"])["message"]]
        if message["method"] == "Network.requestWillBeSent"
    ]
    assert asked
    assert [url for url in asked if not url.startswith(own)] == []
