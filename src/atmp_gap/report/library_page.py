"""The page of links to texts that are wanted, to be opened in a browser and worked off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from atmp_gap.library.held import HeldCopy
from atmp_gap.library.wanted import WantedText
from atmp_gap.report.library import WAYS, ways_line
from atmp_gap.text.escape import one_line

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "li{margin:.6em 0}small{color:#555}li.there{color:#555}"
)


def links_page(wanted: Sequence[WantedText], held: Mapping[str, HeldCopy], folder: str) -> str:
    """One HTML page: the texts in the order of what they would settle, with what to do."""
    first = [text for text in wanted if text.rows]
    rest = [text for text in wanted if not text.rows]
    lines = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="referrer" content="no-referrer"><title>Texts for your library</title>',
        f"<style>{_STYLE}</style>",
        "<h1>Texts for your library</h1>",
        "<p>Open a link, save the PDF (or the page, where the text stands on it), then say "
        "<code>atmp-gap library add ~/Downloads</code>. What you saved is recognised by its "
        f"text and copied to {escape(folder)}; nothing is moved or written over.</p>",
        f"<p>{escape(ways_line(wanted))}</p>",
        "<h2>Those that settle most first</h2>",
        "<ol>",
        *(_item(text, text.document.id in held) for text in first),
        "</ol>",
    ]
    if rest:
        lines += [
            "<h2>The others</h2>",
            "<ul>",
            *(_item(text, text.document.id in held) for text in rest),
            "</ul>",
        ]
    return "\n".join([*lines, "</html>"]) + "\n"


def _item(text: WantedText, there: bool) -> str:
    document = text.document
    title = escape(one_line(document.title))
    link = title
    if text.address.startswith(("https://", "http://")):
        link = f'<a href="{escape(text.address, quote=True)}">{title}</a>'
    page = ""
    if document.file and document.url and document.url != document.file.url:
        page = f' (<a href="{escape(document.url, quote=True)}">its page</a>)'
    rows = f"; open rows: {escape(', '.join(text.rows))}" if text.rows else ""
    state = "is there; " if there else ""
    said = f"{escape(document.id)}; {state}{WAYS[text.way]}{rows}"
    return f"<li{' class=there' if there else ''}>{link}{page}<br><small>{said}</small></li>"
