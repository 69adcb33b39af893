"""A briefing package as Markdown and as a page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from atmp_gap.report.briefing import Block
from atmp_gap.text.escape import escape_markdown, one_line

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
    ".warning{background:#fbe6bd;padding:.5rem}.question{background:#e8edf2;padding:.5rem}"
)


def markdown(blocks: Iterable[Block]) -> str:
    """The package as Markdown; pure text that ends with a line end."""
    lines: list[str] = []
    bullets = False
    for block in blocks:
        if bullets and block.kind != "bullet":
            lines.append("")
        bullets = block.kind == "bullet"
        text = escape_markdown(block.text)
        label = f"**{escape_markdown(block.label)}.** " if block.label else ""
        if block.kind == "heading":
            lines += [f"{'#' * (block.level + 1)} {text}", ""]
        elif bullets:
            lines.append(f"- {label}{text}")
        elif block.kind in ("warning", "question"):
            lines += [f"> {label}{text}", ""]
        else:
            lines += [f"{label}{text}", ""]
    return "\n".join(lines).rstrip() + "\n"


def page(blocks: Iterable[Block]) -> str:
    """The package as a page that stands alone."""
    told: list[str] = []
    title = ""
    for block in blocks:
        text = escape(one_line(block.text))
        label = f"<b>{escape(block.label)}.</b> " if block.label else ""
        if block.kind == "heading":
            title = title or text
            told.append(f"<h{block.level + 1}>{text}</h{block.level + 1}>")
        elif block.kind == "bullet":
            told.append(f"<ul><li>{label}{text}</li></ul>")
        else:
            told.append(f'<p class="{block.kind}">{label}{text}</p>')
    # Bullets that follow each other are one list.
    body = "\n".join(told).replace("</ul>\n<ul>", "\n")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )
