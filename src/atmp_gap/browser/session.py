"""What the page's worker calls, in the browser: questions as JSON, answers as JSON or bytes.

``Session`` opens the requirements of a bundle once. ``ask`` never raises: what is wrong with what
somebody filled in comes back by field, in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atmp_gap.browser.bundle import ABOUT, LAYERS, LISTED, READY
from atmp_gap.browser.form import Filled, Form, filled_in
from atmp_gap.cache.store import Shelf, Store, shipped_stamp
from atmp_gap.corpus.bundled import corpus_of
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import Problem
from atmp_gap.corpus.sources import SourceFile, Sources, digest_of
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.profile.assessment import Assessment
from atmp_gap.profile.read import InvalidProfileError

if TYPE_CHECKING:
    from atmp_gap.browser.shown import Shown

SHEETS = Path("opened")
"""Where files that somebody opens are put, under their own names as far as these are safe."""
MIME = {
    "markdown": ("md", "text/markdown"),
    "csv": ("csv", "text/csv"),
    "html": ("html", "text/html"),
    "yaml": ("yaml", "application/yaml"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""Per format the ending of its files, and what a browser is told that they are."""


def opened(folder: Path) -> Corpus:
    """The corpus of a bundle that was unpacked; it has the fingerprint of the site's."""
    files = []
    for layer, inner, name in json.loads((folder / LISTED).read_text(encoding="utf-8")):
        path = "/".join(part for part in (str(layer), inner, name) if part is not None)
        raw = (folder / LAYERS / path).read_bytes()
        files.append(SourceFile(path, layer, inner, name, raw, digest_of(raw)))
    layers = sorted({source.layer for source in files})
    sources = Sources(tuple(folder / LAYERS / str(layer) for layer in layers), files)
    return corpus_of(sources, Store(Shelf(folder / READY, shipped_stamp(), own=False)))


class Session:
    """A corpus, and the last answer, of which the page asks for pieces and for files to keep."""

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        first, second = about["between"]
        self.between: tuple[str, str] = (first, second)
        self.as_of, self.drafts = str(about["as_of"]), bool(about["drafts"])
        self.confidential = bool(about["confidential"])
        self.corpus = opened(folder)
        self.folder = folder / SHEETS
        self.folder.mkdir(exist_ok=True)
        self.filled: Filled | None = None
        self.result: Result | None = None
        self.shown: Shown | None = None
        self.assessed: Assessment | None = None

    def ask(self, what: str, data: str) -> str:
        """Answer a question of the page: both are JSON."""
        known = {
            "words": self._words,
            "profile": self._profile,
            "compare": self._compare,
            "body": self._body,
        }
        form: list[Form] = []
        try:
            return json.dumps(known[what](json.loads(data), form))
        except InvalidProfileError as invalid:
            return json.dumps({"problems": [_told(problem, form) for problem in invalid.problems]})
        except Exception as error:  # The worker lives on, and the page says so in words.
            return json.dumps({"broken": f"{type(error).__name__}: {str(error)[:200]}"})

    def put(self, name: str, raw: bytes) -> str:
        """Keep a file that somebody opened; gives the name it has from now on."""
        kept = re.sub(r"[^\w. -]+", "_", name).strip(". ")[-80:] or "file"
        (self.folder / kept).write_bytes(raw)
        return kept

    def _words(self, data: Mapping[str, Any], form: list[Form]) -> dict[str, Any]:
        """Everyday words as facts, and how each was read."""
        from atmp_gap.profile.phrase import propose
        from atmp_gap.report.proposal import contradiction, proposal_lines

        space = self.corpus.space
        proposal = propose(" ".join(str(data["text"]).split())[:2000], self.corpus)
        lines = proposal_lines(proposal, space)
        if proposal.of("against"):
            lines.append(contradiction(proposal, space))
        facts = {name: ", ".join(terms) for name, terms in proposal.facts.items()}
        return {"facts": facts, "lines": lines}

    def _profile(self, data: Mapping[str, Any], form: list[Form]) -> dict[str, Any]:
        """A profile file that somebody opened, as what would be in the form."""
        from atmp_gap.profile.model import Profile
        from atmp_gap.profile.read import read_yaml

        path = self.folder / str(data["file"])
        try:
            return {"form": filled_in(read_yaml(path, Profile).model)}
        except InvalidProfileError as invalid:
            raise _named(invalid, self.folder) from None

    def _compare(self, data: Mapping[str, Any], form: list[Form]) -> dict[str, Any]:
        """The report of a product, and the assessment of what is held where something is."""
        from atmp_gap.browser.shown import Shown, assessment_page

        form.append(Form(data, self.corpus))
        sheet = self.folder / str(data["sheet"]) if data.get("sheet") else None
        try:
            self.filled = form[0].read(sheet)
        except InvalidProfileError as invalid:
            raise _named(invalid, self.folder) from None
        mine, held = self.filled.product, self.filled.held
        self.result = compare(
            self.corpus,
            Request(
                self.between,
                self.as_of,
                topics=mine.topics,
                drafts=self.drafts,
                scope=mine.scope,
                profile=mine.name,
                dose=mine.dose,
                only_reviewed=mine.only_reviewed,
            ),
        )
        self.assessed = self._assessed() if held else None
        self.shown = Shown(self.result, self.corpus)
        return {
            "title": mine.name,
            "html": self.shown.answer(),
            "assessment": assessment_page(self.assessed) if self.assessed else "",
            "rows": [[row.subject, row.verdict] for row in self.result.rows],
        }

    def _assessed(self) -> Assessment:
        from atmp_gap.gap.view import View
        from atmp_gap.profile.assess import assess

        assert self.filled is not None
        mine = self.filled.product
        view = View(
            self.corpus,
            self.between,
            self.as_of,
            self.drafts,
            dose=mine.dose,
            only_reviewed=mine.only_reviewed,
        )
        return assess(view, mine.name, mine.scope, self.filled.held, mine.topics)

    def _body(self, data: Mapping[str, Any], form: list[Form]) -> dict[str, Any]:
        """What a row unfolds."""
        assert self.shown is not None
        return {"html": self.shown.body(str(data["subject"]))}

    def save(self, what: str, name: str) -> tuple[str, str, bytes]:
        """The report, the assessment or the profile as a file: its name, kind and bytes."""
        from atmp_gap.report.confidential import marked

        assert self.filled is not None
        content = self._content(what, name)
        if self.confidential:
            content = marked(content, name)
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        ending, kind = MIME[name]
        plain = re.sub(r"[^a-z0-9]+", "-", self.filled.product.name.lower())[:60].strip("-")
        about = "" if what == "profile" else f"-{what}"
        return f"{plain or 'product'}{about}.{ending}", kind, raw

    def _content(self, what: str, name: str) -> str | bytes:
        from atmp_gap.report import formatter

        assert self.filled is not None
        assert self.result is not None
        if what == "profile":
            import yaml

            from atmp_gap.model.record import plain

            data = plain(self.filled.profile, written=True, given=True)
            return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100))
        if what == "comparison":
            from atmp_gap.changes.reasons import mark
            from atmp_gap.report.listings import terms_sheet
            from atmp_gap.report.xlsx import Xlsx

            beside = [terms_sheet(self.corpus, ())]
            if name == "xlsx":
                marks = [mark(change) for change in self.corpus.changes]
                return Xlsx(False, marks).comparison(self.result, beside)
            shaped = formatter(name)
            return shaped.comparison(self.result, beside if shaped.wants_listings else ())
        from atmp_gap.report.assessment_paper import assessment_paper

        assert self.assessed is not None
        return formatter(name).paper(assessment_paper(self.assessed))


def _told(problem: Problem, form: list[Form]) -> dict[str, str]:
    """A problem as the page shows it: at a field, or with its place in words."""
    field, place = form[0].where(problem.place) if form else ("", str(problem.place))
    return {
        "field": field,
        "place": place,
        "message": problem.message,
        "help": problem.help or "",
    }


def _named(invalid: InvalidProfileError, folder: Path) -> InvalidProfileError:
    """The same problems; those of files that were opened name them as the person knows them."""
    from dataclasses import replace

    before = f"{folder.as_posix()}/"
    return InvalidProfileError(
        replace(
            problem,
            message=problem.message.replace(before, ""),
            place=replace(problem.place, file=problem.place.file.removeprefix(before)),
        )
        for problem in invalid.problems
    )
