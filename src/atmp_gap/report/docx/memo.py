"""The memo: scope and method, a summary, what differs told one by one, the rest in tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from atmp_gap.gap.result import EntryResult, Part, Result, Row
from atmp_gap.report import origin, reasons, sides, sources, wording
from atmp_gap.report.bands import bands
from atmp_gap.report.docx import file, markup
from atmp_gap.report.docx.references import References
from atmp_gap.text.escape import one_line

SHADES: dict[str, str] = {
    "diverge": "F9D5D2",
    "unjudged": "FBE6BD",
    "match": "D3EFDC",
    "no-counterpart": "E5D9F5",
    "unassessed": "E3E7EB",
    "out-of-scope": "CFE8F0",
    "neither": "EFE9E0",
}
SPELLED_OUT: tuple[tuple[str, str], ...] = (
    ("diverge", "Divergences"),
    ("unjudged", "For a person to judge"),
    ("no-counterpart", "No counterpart found"),
    ("out-of-scope", "Regulated elsewhere"),
)
"""Verdicts whose rows are told one by one, with the headings they stand under."""
LISTED: tuple[tuple[str, str, str], ...] = (
    ("match", "Where both sides agree", ""),
    (
        "unassessed",
        "Not assessed",
        "One side or none speaks here, and nobody has recorded a search of the other side's "
        "texts. Nothing follows from these lines: they are not gaps.",
    ),
    ("neither", "Where neither side asks", "The texts of both sides were searched in vain."),
)
"""Verdicts whose rows are listed in a table."""
METHOD = (
    "Each requirement is one statement, in the words of its readers, of what one agency asks on "
    "one question, with the document and section it stands in. A verdict compares the typed "
    "answers of both sides on the same question and the same scope; the reason for each verdict "
    "is given. “No counterpart found” means that a search of the other side's texts is recorded; "
    "where none is, the line says “not assessed”. "
)


class Memo:
    """A memo being written."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.words = wording.words_of(result)
        self.references = References()
        self.parts: list[str] = []
        self.verdicts: dict[str, list[Row]] = {}
        for row in result.rows:
            self.verdicts.setdefault(row.verdict, []).append(row)

    def write(self) -> bytes:
        """The whole memo as a file."""
        document = file.new(self.result.as_of, origin.title(self.result))
        self._opening()
        self._summary()
        for verdict, heading in SPELLED_OUT:
            self._spelled_out(verdict, heading)
        for verdict, heading, about in LISTED:
            self._listed(verdict, heading, about)
        self._references(file.Links(document))
        return file.packed(document, "".join(self.parts))

    def _heading(self, text: str, level: int) -> None:
        self.parts.append(markup.heading(text, level))

    def _paragraph(self, text: str) -> None:
        self.parts.append(markup.paragraph(markup.run(text)))

    # --- opening -------------------------------------------------------------------------------

    def _opening(self) -> None:
        result = self.result
        self._heading(origin.title(result), 0)
        filters = "; ".join(
            f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
            for name, value in result.filters.items()
        )
        self._heading("Scope and date", 1)
        table = markup.Table((3.2, 13.8))
        for name, text in (
            ("Sides", " and ".join(result.agencies)),
            ("Topics", "; ".join(topic.title for topic in result.topics)),
            ("As of", result.as_of),
            ("Filters", filters or "none"),
            ("Source", f"requirements {result.corpus.version} ({result.corpus.fingerprint})"),
            ("Made with", result.tool),
        ):
            table.row([markup.texts([name], bold=True), markup.texts([text])])
        self.parts.append(table.text())
        self._heading("Method and limits", 1)
        self._paragraph(
            METHOD
            + f"Of the {result.summary.requirements} requirements behind this memo, "
            + "; ".join(
                f"{number} {'was' if number == 1 else 'were'} {grade} "
                f"({wording.GRADE_MEANINGS[grade]})"
                for grade, number in result.summary.reading.items()
            )
            + ". Verdicts that rest on a recalled answer are marked “(recalled)” and are "
            "provisional."
        )
        self.parts.append(markup.styled(one_line(result.notice), "IntenseQuote"))

    def _summary(self) -> None:
        result = self.result
        self._heading("Summary", 1)
        self._paragraph(one_line(origin.counts_line(result)))
        for line in origin.extra_counts(result):
            self.parts.append(markup.styled(one_line(line), "ListBullet"))
        verdicts = [name for name, number in result.summary.verdicts.items() if number]
        heads = ["Topic, group", *(wording.VERDICT_LABELS[name] for name in verdicts), "all"]
        rest = (17.0 - 5.5) / (len(heads) - 1)
        table = markup.Table([5.5, *(rest for _ in heads[1:])])
        shades = [markup.HEAD_SHADE, *(SHADES[verdict] for verdict in verdicts)]
        table.head([markup.texts([head], bold=True) for head in heads], shades)
        for band in bands(result):
            counts = [*(band.counts[verdict] for verdict in verdicts), band.counts.total()]
            bold = band.group is None
            indent = 0 if bold else 0.4
            table.row(
                [
                    markup.texts([band.title], bold=bold, indent=indent),
                    *(markup.texts([str(number)], bold=bold) for number in counts),
                ]
            )
        self.parts.append(table.text())

    # --- rows ----------------------------------------------------------------------------------

    def _by_topic(self, rows: Sequence[Row], tell: Callable[[Sequence[Row], int], None]) -> None:
        """Tell rows under a heading for each topic where there are several."""
        if len(self.result.topics) == 1:
            tell(rows, 2)
            return
        topics: dict[str, list[Row]] = {topic.id: [] for topic in self.result.topics}
        for row in rows:
            topics[row.topic].append(row)
        for topic in self.result.topics:
            if topics[topic.id]:
                self._heading(topic.title, 2)
                tell(topics[topic.id], 3)

    def _spelled_out(self, verdict: str, heading: str) -> None:
        rows = self.verdicts.get(verdict, [])
        if not rows and verdict != "diverge":
            return
        self._heading(f"{heading} ({len(rows)})", 1)
        if not rows:
            self._paragraph("None in this scope.")

        def tell(inside: Sequence[Row], level: int) -> None:
            for row in inside:
                self._row(row, level)

        self._by_topic(rows, tell)

    def _row(self, row: Row, level: int) -> None:
        words = {**self.words, **row.words}
        self._heading(row.title, level)
        question = markup.run(one_line(row.question), "<w:i/>")
        self.parts.append(markup.paragraph(question, markup.KEPT))
        entries = {entry.id: entry for entry in row.entries}
        carrying = row.headline_parts
        for part in carrying:
            self._part(row, part, entries, words)
        others = [part for part in row.parts if part.coverage or part.verdict != row.verdict]
        for part in others:
            where = wording.scope_text(part.scope, words)
            self.parts.append(markup.labelled("Elsewhere", f"{where}: {wording.part_label(part)}"))
        if row.note:
            self.parts.append(markup.labelled("Note", row.note))

    def _part(
        self, row: Row, part: Part, entries: dict[str, EntryResult], words: dict[str, str]
    ) -> None:
        table = markup.Table((3.6, 6.7, 6.7))
        heads = [wording.part_label(part), *(side.agency for side in part.sides)]
        table.head(
            [markup.texts([head], bold=True, kept=True) for head in heads],
            [SHADES[part.verdict]],
        )
        if part.scope:
            where = f"For {wording.scope_text(part.scope, words)}"
            table.wide(markup.texts([where], italic=True, kept=True))
        for line in sides.answers(row, part, words):
            told_apart = line.relation in ("differs", "not compared")
            name = f"{line.title} ({line.relation})" if told_apart else line.title
            told = [
                markup.answers(said, sides.silence(part, index))
                for index, said in enumerate(line.sides)
            ]
            table.row([markup.texts([name], bold=True), *told])
        statements = [
            markup.texts(
                [
                    f"{entries[name].statement} {self.references.cite(entries[name])} "
                    f"({', '.join(sources.marks(entries[name]))})"
                    for name in side.entries
                ]
                or ["does not speak here"]
            )
            for side in part.sides
        ]
        table.row([markup.texts(["Text"], bold=True), *statements])
        self.parts += [table.text(), markup.paragraph("", '<w:spacing w:after="0"/>')]
        if part.stricter:
            self.parts.append(markup.labelled("Stricter", wording.stricter_text(part.stricter)))
        if part.global_position or part.conflict:
            position = wording.position_text(part.global_position, words)
            told_position = position if part.global_position else "none, the sides conflict"
            self.parts.append(markup.labelled("Position for both", told_position))
        self.parts.append(markup.labelled("Why", reasons.sentences(reasons.why(part, words))))
        beside = [reasons.facet_text(f, words) for f in part.facets if not f.material]
        if beside:
            self.parts.append(markup.labelled("Beside it", reasons.sentences(beside)))

    def _listed(self, verdict: str, heading: str, about: str) -> None:
        rows = self.verdicts.get(verdict, [])
        if not rows:
            return
        self._heading(f"{heading} ({len(rows)})", 1)
        if about:
            self._paragraph(about)

        def tell(inside: Sequence[Row], _: int) -> None:
            last = "Position for both" if verdict == "match" else "What is said"
            table = markup.Table((5.0, 4.0, 5.8, 2.2))
            heads = ("Subject", "Verdict", last, "Texts")
            table.head([markup.texts([head], bold=True) for head in heads])
            for row in inside:
                words = {**self.words, **row.words}
                if verdict == "match":
                    said = wording.positions(row, words)
                else:
                    said = self._one_sided(row, words)
                table.row(
                    [
                        markup.texts([row.title]),
                        markup.texts([wording.headline(row, words)]),
                        markup.texts(said),
                        markup.texts([self._cited(row)]),
                    ]
                )
            self.parts.append(table.text())

        self._by_topic(rows, tell)

    @staticmethod
    def _one_sided(row: Row, words: dict[str, str]) -> list[str]:
        answers = wording.Answers(row, words)
        lines: dict[str, None] = {}
        for part in row.parts:
            for side in part.sides:
                if side.entries:
                    lines[f"{side.agency}: {answers.of(part, side.agency)}"] = None
        return list(lines) or ["nothing on either side"]

    def _cited(self, row: Row) -> str:
        deciding = {name for part in row.parts for side in part.sides for name in side.entries}
        cited = [self.references.number(entry) for entry in row.entries if entry.id in deciding]
        return ", ".join(f"[{number}]" for number in dict.fromkeys(cited))

    def _references(self, links: file.Links) -> None:
        self._heading("References", 1)
        if not self.references.documents:
            self._paragraph("None.")
        indent = markup.twips(1.0)
        look = (
            f'<w:tabs><w:tab w:pos="{indent}" w:val="left"/></w:tabs>{markup.LOOSE}'
            f'<w:ind w:left="{indent}" w:hanging="{indent}"/>'
        )
        for number, entry in enumerate(self.references.documents, 1):
            document = entry.document
            date = document.effective or "undated"
            about = [entry.issuer, document.title, document.reference]
            text = ", ".join(one_line(item) for item in about if item)
            runs = markup.reference(number, f"{text} ({document.status}, {date}). ")
            address = sources.web(entry)
            if address:
                runs += markup.link(address, links.id(address))
            self.parts.append(markup.paragraph(runs, look))
