"""The documentation as pages: Markdown as it stands in the repository, its links led within."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from atmp_gap.report.site.addresses import root_of
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.model import Page, SiteFile

ORDER: dict[str, tuple[str, str]] = {
    "README.md": ("start", "Start"),
    "docs/example.md": ("tutorial", "Tutorial"),
    "docs/concepts.md": ("concepts", "Concepts"),
    "requirements/README.md": ("data", "Data: how a requirement is written"),
    "docs/data-dictionary.md": ("data-dictionary", "Data: the dictionary"),
    "docs/rules.md": ("rules", "Rules"),
    "docs/python.md": ("python", "Python"),
    "docs/performance.md": ("performance", "Performance"),
}
"""Pages that stand first: their names on the site, and what the list calls them."""
_WEB = re.compile(r"https?://[^\s]+$")


def pages(frame: Frame) -> Iterator[Page]:
    """The list of the documentation, then each page of it."""
    docs = frame.given.docs
    addresses = {path: f"docs/{_name(path)}/index.html" for path in docs}
    ordered = sorted(docs, key=lambda path: (_rank(path), path))
    titles = {path: ORDER.get(path, ("", _heading(docs[path], path)))[1] for path in ordered}
    yield Page(
        "docs/index.html",
        "Guide",
        "docs.html",
        {"docs": [(titles[path], addresses[path], path in ORDER) for path in ordered]},
        "How to use atmp-gap, what its words mean, and how the data are made.",
        "Guide",
    )
    for path in ordered:
        yield Page(
            addresses[path],
            titles[path],
            "doc.html",
            {"text": _rendered(docs[path], path, addresses, frame.given.images)},
            f"{titles[path]}: from the guide of atmp-gap.",
            "Guide",
        )


def files(frame: Frame) -> Iterator[SiteFile]:
    """The images of the documentation."""
    for path, content in frame.given.images.items():
        yield SiteFile(_image(path), content)


def _name(path: str) -> str:
    named = ORDER.get(path)
    return named[0] if named else posixpath.basename(path).removesuffix(".md").lower()


def _rank(path: str) -> int:
    return list(ORDER).index(path) if path in ORDER else len(ORDER)


def _image(path: str) -> str:
    return f"docs/{posixpath.basename(path)}"


def _heading(text: str, path: str) -> str:
    found = re.search(r"^# +(.+)$", text, re.MULTILINE)
    return found[1].replace("`", "") if found else _name(path)


def _rendered(
    text: str, path: str, addresses: Mapping[str, str], images: Mapping[str, bytes]
) -> Markup:
    # What is no comment and no anchor would be markup of somebody else; Markdown has words for it.
    text = re.sub(r"<!--.*?-->\n?", "", text, flags=re.DOTALL)
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parsed = parser.parse(re.sub(r'<a id="([\w-]+)"></a>', r"ANCHOR(\1)", text))
    root = root_of(addresses[path])
    for token in _all(parsed):
        if token.type == "link_open":
            _lead(token, path, addresses, root)
        elif token.type == "image":
            source = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), _attr(token, "src"))
            )
            token.attrSet("src", root + _image(source) if source in images else "data:,")
    _name_headings(parsed)
    made = parser.renderer.render(parsed, parser.options, {})
    made = re.sub(r"ANCHOR\(([\w-]+)\)", r'<a id="\1"></a>', made)
    # What is wider than the window is scrolled, by the keyboard too.
    made = made.replace("<pre>", '<pre tabindex="0">')
    made = made.replace("<th></th>", "<td></td>")
    made = made.replace("<table>", '<div class="scroll" tabindex="0"><table>')
    return Markup(made.replace("</table>", "</table></div>"))


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def _attr(token: Token, name: str) -> str:
    return str(token.attrGet(name) or "")


def _lead(token: Token, path: str, addresses: Mapping[str, str], root: str) -> None:
    """Lead a link to the page of the site; what has none there is no link."""
    target = _attr(token, "href")
    if _WEB.match(target) or target.startswith("#"):
        return
    file, _, anchor = target.partition("#")
    found = addresses.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), file)))
    if found is None:
        token.attrs.pop("href", None)
    else:
        token.attrSet("href", root + found + (f"#{anchor}" if anchor else ""))


def _name_headings(tokens: Sequence[Token]) -> None:
    """Give every heading the anchor that links name it by."""
    seen: dict[str, int] = {}
    for token, inside in pairwise(tokens):
        if token.type == "heading_open":
            words = re.sub(r"[`*\\]", "", inside.content.lower())
            name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
            number = seen.get(name, 0)
            seen[name] = number + 1
            token.attrSet("id", f"{name}-{number}" if number else name)
