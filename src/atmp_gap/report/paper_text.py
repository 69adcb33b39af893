"""A paper as lines of text and as Markdown: counts, then its parts, then where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atmp_gap.report.decision_lines import Line, Span
from atmp_gap.report.paper import Item, Paper, Part
from atmp_gap.text.escape import escape_markdown, one_line
from atmp_gap.text.wrap import paragraph, wrap


def paper_lines(paper: Paper, width: int) -> Iterator[Line]:
    """Lines of ``width`` characters; what is folded away is only counted."""
    yield from _prose(paper.headline, width, "title")
    for text in paper.counts:
        yield from _prose(text, width)
    for part in shown(paper):
        yield ()
        yield from _prose(f"{part.title.upper()} ({len(part.items)})", width, "title")
        for item in part.items:
            yield from _item(item, part, paper, width)
    for text in (*paper.hidden, *paper.foot, paper.origin, paper.notice):
        yield ()
        yield from _prose(text, width)


def shown(paper: Paper) -> list[Part]:
    """The parts that texts spell out."""
    return [part for part in paper.parts if not part.folded]


def _item(item: Item, part: Part, paper: Paper, width: int) -> Iterator[Line]:
    yield from _prose(item.title, width, "title")
    if item.mark and item.mark != part.title:
        for text in wrap(one_line(item.mark), width, "  ", "  "):
            yield (Span(text, paper.look(part, item)),)
    for told in item.lines:
        texts = [(told.label, told.text), *(("", text) for text in told.beneath)]
        texts += [("", text) for text in dict.fromkeys(each.whole for each in told.cited)]
        for name, text in texts:
            start = f"  {name:<{paper.name_room}}"
            for line in wrap(one_line(text), width, start, " " * len(start)):
                yield (Span(line, "" if name and not told.silent else "quiet"),)


def _prose(text: str, width: int, look: str = "") -> Iterator[Line]:
    for line in paragraph(text, width):
        yield (Span(line, look),)


def paper_markdown(paper: Paper) -> str:
    """The same as Markdown."""
    lines = [f"# {escape_markdown(paper.headline)}", ""]
    for text in paper.counts:
        lines += [escape_markdown(text), ""]
    for part in shown(paper):
        title = part.title[:1].upper() + part.title[1:]
        lines += [f"## {escape_markdown(title)} ({len(part.items)})", ""]
        for item in part.items:
            lines += _markdown(item)
    for text in (*paper.hidden, *paper.foot, paper.origin, paper.notice):
        lines += [escape_markdown(text), ""]
    return "\n".join(lines).rstrip() + "\n"


def _markdown(item: Item) -> Iterable[str]:
    yield from (f"### {escape_markdown(item.title)}", "")
    if item.mark:
        yield from (f"**{escape_markdown(item.mark)}**", "")
    for told in item.lines:
        yield f"- {escape_markdown(told.label)}: {escape_markdown(told.text)}"
        for text in (*told.beneath, *dict.fromkeys(each.whole for each in told.cited)):
            yield f"  - {escape_markdown(text)}"
    yield ""
