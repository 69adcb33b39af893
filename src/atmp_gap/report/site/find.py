"""The search: the filters of the page over all rows, whose texts come in scripts beside it.

A page that was opened from disk may fetch nothing, but it may load a script of the same folder.
So the rows are data in scripts; ``find.js`` puts them into the page, and ``page.js`` of reports
filters them as it does there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from atmp_gap.corpus.meanings import groups
from atmp_gap.report.decisions import RowTold, decisions
from atmp_gap.report.html import filters
from atmp_gap.report.html.rows import Rows
from atmp_gap.report.site.addresses import root_of
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.model import Page, SiteFile
from atmp_gap.report.site.terms import title_of as term_title
from atmp_gap.text.escape import one_line

PATH = "find/index.html"
EACH = 250
"""So many rows stand in one script."""
_MARKUP = re.compile(r"<[^>]*>")


def pages(frame: Frame) -> Iterator[Page]:
    """The page; its data are given by ``files``."""
    told = decisions(frame.result)
    yield Page(
        PATH,
        "Search",
        "find.html",
        {
            "counts": filters.counts(told),
            "choices": filters.choices(frame.result),
            "same_words": json.dumps(frame.result.same_words),
            "sections": [section for section in told.sections if section.rows],
            "unfolds": False,
        },
        "All questions, to be searched and filtered.",
        "Search",
        scripts=(
            "find.js",
            "pages.js",
            *(f"rows-{n}.js" for n in range(1, len(_shards(frame)) + 1)),
        ),
    )


def _shards(frame: Frame) -> list[Sequence[RowTold]]:
    rows = [row for section in decisions(frame.result).sections for row in section.rows]
    return [rows[start : start + EACH] for start in range(0, len(rows), EACH)]


def files(frame: Frame) -> Iterator[SiteFile]:
    """The rows as scripts, and what else can be found."""
    rows, macros, root = Rows(frame.result), frame.macros(frame.result), root_of(PATH)
    for number, shard in enumerate(_shards(frame), 1):
        found = []
        for told in shard:
            view = rows.view(told)
            # Only what is searched: without markup, and what stands in the head anyway.
            text = Markup(" ".join(_MARKUP.sub(" ", macros.body(view)).split()))
            address = root + frame.subjects[told.row.subject]
            found.append((view.kind, str(macros.searched(view, address, text))))
        yield _script(f"find/rows-{number}.js", "rows", found)
    yield _script("find/pages.js", "pages", {"pages": _others(frame), "near": groups()})


def _script(path: str, name: str, data: object) -> SiteFile:
    """Data as a script; no text in it can end the script or begin another."""
    text = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    return SiteFile(path, f"Find.{name}({text});\n".encode())


def _others(frame: Frame) -> list[tuple[str, str, str, str]]:
    """What is no question and has a page: its kind, title, page, and the words that find it."""
    root, corpus = root_of(PATH), frame.corpus
    found: list[tuple[str, str, str, str]] = []
    for topic in frame.result.topics:
        known = corpus.topics[topic.id]
        words = " ".join((topic.id, known.summary, *known.synonyms, *topic.groups.values()))
        found.append(("Topic", topic.title, root + frame.topics[topic.id], words))
    for product in frame.given.products:
        page = root + frame.products[product.id]
        found.append(("Product", product.title, page, product.id))
    for term in corpus.terminology:
        words = " ".join((term.id, *term.us_synonyms, *term.eu_synonyms, term.note))
        found.append(("Term", term_title(term), root + frame.terms[term.id], words))
    for document in corpus.documents.values():
        named = (document.id, document.title, document.reference, document.scope, document.issuer)
        words = " ".join(filter(None, named))
        page = root + frame.documents[document.id]
        found.append(("Document", document.short_name, page, words))
    return [(kind, one_line(title), page, one_line(words)) for kind, title, page, words in found]
