"""An answer as a piece of the page: rows as in reports, open ones by the text that settles them.

Rows stand closed; what one unfolds is made when somebody opens it.
"""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import Result, Row
from atmp_gap.profile.assessment import Assessment
from atmp_gap.report.assessment_paper import assessment_paper
from atmp_gap.report.decisions import decisions
from atmp_gap.report.html import filters
from atmp_gap.report.html.rows import Rows
from atmp_gap.report.html.templates import templates
from atmp_gap.report.site.addresses import addresses


class Shown:
    """A result as the page shows it; rows are told once, and kept."""

    def __init__(self, result: Result, corpus: Corpus) -> None:
        self.result = result
        self.told = decisions(result)
        self.rows = Rows(result)
        self.pages = addresses("s", corpus.subjects)
        self.by_subject = {
            row.row.subject: row for section in self.told.sections for row in section.rows
        }

    def answer(self) -> str:
        """The counts, every row closed, and the open ones by the text that would settle them."""
        sections = [section for section in self.told.sections if section.rows]
        return (
            templates()
            .get_template("product.answer.html")
            .render(
                result=self.result,
                told=self.told,
                counts=filters.counts(self.told),
                sections=[(section, self.rows.blocks(section.rows)) for section in sections],
                texts=[(item, list(self._settled(item.text))) for item in self.told.settling],
            )
        )

    def _settled(self, text: str) -> Iterator[tuple[Row, str]]:
        """The rows that a text would settle or confirm, each with the sections to read."""
        for row in self.result.rows:
            for each in row.settled_by if row.open else ():
                if each.short == text:
                    yield row, "; ".join(each.sections)

    def body(self, subject: str) -> str:
        """What the row of a subject unfolds, and the way to its own page."""
        view = self.rows.view(self.by_subject[subject])
        return (
            templates()
            .get_template("product.body.html")
            .render(result=self.result, view=view, page=self.pages[subject])
        )


def assessment_page(found: Assessment) -> str:
    """What is held against what is asked, in the look of the rows."""
    paper = assessment_paper(found)
    return templates().get_template("product.assessment.html").render(paper=paper)
