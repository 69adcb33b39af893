"""Ten questions that users put to an assistant, asked of the server through the package's client.

The text goes into docs/assistants.md; scripts/generate.py writes it, and a test holds it current.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from mcp.client.client import Client

from atmp_gap.assistant.desk import Desk
from atmp_gap.assistant.server import served
from atmp_gap.cli import options, search

PRODUCT = "autologous CD19 CAR-T, lentiviral, phase 3"
QUESTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("What can I ask about?", "topics", {}),
    (
        "How much residual host-cell DNA may a dose of AAV carry?",
        "show_subject",
        {"subject": "hcDNA", "product": "AAV from HEK293, BLA"},
    ),
    (
        "Where do the two differ for my product?",
        "compare_for_product",
        {"product": PRODUCT, "verdict": "differ", "limit": 2},
    ),
    (
        "What is not known yet on its impurities, and what should I read?",
        "open_questions",
        {"product": PRODUCT, "topic": "impurities", "limit": 3},
    ),
    (
        "Which sample is tested for mycoplasma?",
        "show_subject",
        {"subject": "mycoplasma-test-sample"},
    ),
    ("How long are patients followed up?", "search", {"words": "long-term follow-up", "limit": 3}),
    (
        "Is full GMP needed in phase 1?",
        "show_subject",
        {"subject": "gmp-at-phase-1", "product": PRODUCT.replace("phase 3", "phase 1")},
    ),
    ("How do I cite the sterility regulation?", "cite", {"name": "21 CFR 610.12"}),
    ("Does EMA ask for a unicorn test?", "show_subject", {"subject": "unicorn test"}),
    ("Give me everything at once.", "compare_for_product", {"limit": 1_000_000}),
)
_WIDTH = 96


def dialogue() -> str:
    """The questions with the calls they make and the gist of the answers."""
    return asyncio.run(_asked())


async def _asked() -> str:
    opened = options.opening(None, no_bundled=False)
    desk = Desk(opened.corpus, ("FDA", "EMA"), lambda words: search.find(opened, words))
    lines: list[str] = []
    async with Client(served(desk)) as client:
        for question, tool, words in QUESTIONS:
            given = await client.call_tool(tool, words)
            text = "".join(item.text for item in given.content if item.type == "text")
            lines += [f"Q: {question}", f"   {tool} {json.dumps(words)}"]
            said = [text] if given.is_error else list(_gist(json.loads(text)))
            lines += [part for line in said for part in _wrapped(line)]
            lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _wrapped(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return wrap(line, _WIDTH, initial_indent="  ", subsequent_indent=f"  {indent}")


def _gist(answer: dict[str, Any]) -> Iterator[str]:
    """What of an answer is shown here: all of its verdicts, sides, citations and grades."""
    yield from answer.get("product_as_read", ())[:4]
    if "counts" in answer:
        yield answer["counts"]
    for topic in answer.get("topics", ()):
        yield f"{topic['title']}: {topic['counts']}"
    for hit in answer.get("holds_the_words", ()):
        yield f"{hit['kind']} {hit['id']}: {hit['title']}"
    for text in answer.get("texts_that_settle_most", ())[:3]:
        yield f"settles {text['open_rows']} open rows: {text['text']}"
    for row in answer.get("rows", ()):
        yield f"{row['title']}: {', '.join(filter(None, (row['verdict'], row.get('remark'))))}"
        if row["verdict"] == "NOT ASSESSED":
            yield f"  {row['verdict_means']}"
        for part in row.get("parts", ())[:1]:
            yield f"  {part['applies_to']}: {part['verdict']}"
            for side in part["sides"]:
                cites = "; ".join(f"{s['cite']} ({s['reading']})" for s in side["statements"])
                yield f"    {side['agency']}: {side['says']}{f' [{cites}]' if cites else ''}"
        left = row.get("parts_left_out", 0) + len(row.get("parts", ())) - 1
        if left > 0:
            yield f"  and in {left} more part{'s' if left > 1 else ''}"
        for text in row.get("would_be_settled_by", ()) if "parts" not in row else ():
            yield f"  would be settled by: {text['cite']}"
    yield from answer.get("facts", ())[:3]
    if "next_offset" in answer:
        yield f"{answer['rows_in_all']} rows in all; the next begin at {answer['next_offset']}"
    yield f"corpus {answer['corpus']['version']}, as of {answer['as_of']}"
