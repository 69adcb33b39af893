"""A specification skeleton as a sheet: a line an attribute, with yellow columns to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from atmp_gap.profile.own_specification import OwnLine
from atmp_gap.profile.specification import Listed
from atmp_gap.report import methods
from atmp_gap.report.paper import Column, Line, Lines
from atmp_gap.report.specification_lines import ROLES, Attributes

SHOWN = ("tested", "limit", "method")
"""What stands in the sheet's cells; validation has a sheet of its own."""


class SpecificationSheet:
    """Makes the sheet of attributes that were told in words."""

    def __init__(self, told: Attributes) -> None:
        self.told, self.spec, self.corpus = told, told.spec, told.corpus
        self.agencies = told.agencies

    def sheet(self) -> Lines:
        """A line an attribute, with yellow columns to fill in."""
        a, b = self.agencies
        read = [
            ("CTD", 11),
            ("Attribute", 26),
            (f"Test point {a}", 32),
            (f"Test point {b}", 32),
            (f"Limit {a}", 32),
            (f"Limit {b}", 32),
            ("Convention", 28),
            ("Compared", 18),
            ("USP", 22),
            ("Ph. Eur.", 22),
            ("Harmonised", 30),
            (f"Method {a}", 32),
            (f"Method {b}", 32),
            ("Validation at this stage", 36),
            ("Where it stands", 34),
            ("Read as", 10),
        ]
        filled = [("Our test point", 24), ("Our limit", 24), ("Our method", 24)]
        filled += [("Our validation", 24), ("Comment", 28)]
        columns = [Column(name, width) for name, width in read]
        columns += [Column(name, width, True) for name, width in filled]
        if self.spec.compared:
            columns.append(Column("Your table", 30))
        rows = [(self.told.look(item), self.row(item)) for item in self.spec.listed]
        return Lines("Specification", tuple(columns), tuple(rows), 7, frozen=2)

    def validation(self) -> Lines:
        """What both sides ask of the methods, a line a question."""
        a, b = self.agencies
        widths = (("Question", 36), (a, 50), (b, 50), ("Where it stands", 40), ("Read as", 10))
        rows = []
        for row in self.told.validations():
            item = self.told.validation(row)
            cited = [each for line in item.lines for each in line.cited]
            sides = (
                "\n".join(line.text for line in item.lines if line.label == agency)
                for agency in self.agencies
            )
            places = "\n".join(dict.fromkeys(each.whole for each in cited))
            grade = Line("", "", cited=tuple(cited)).grade
            rows.append((item.own_look, (item.title, *sides, places, grade)))
        columns = tuple(Column(name, width) for name, width in widths)
        return Lines("Validation", columns, tuple(rows), 0)

    def columns(self) -> tuple[str, ...]:
        """The headings of the sheet for programs: those of the workbook."""
        return tuple(column.heading for column in self.sheet().columns)

    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The rows of that sheet."""
        return tuple(row for _, row in self.sheet().rows)

    def row(self, listed: Listed) -> tuple[str, ...]:
        """The cells of an attribute."""
        lines = {role: list(self.told.role(listed, role)) for role in SHOWN}
        by_side = {
            (role, agency): "\n".join(
                line.text
                for line in lines[role]
                if line.label in (f"{ROLES[role]} {agency}", ROLES[role])
            )
            for role in SHOWN
            for agency in self.agencies
        }
        every = [line for told in lines.values() for line in told]
        if not listed.questions:
            every.append(self.told.listed_by(listed))
        cited = [each for line in every for each in line.cited]
        a, b = self.agencies
        return (
            listed.ctd,
            listed.attribute.title,
            by_side["tested", a],
            by_side["tested", b],
            by_side["limit", a],
            by_side["limit", b],
            "\n".join(line.text for line in every if line.label == "convention"),
            self.told.mark(listed),
            "\n".join(methods.chapters(listed.pairs, "us", self.corpus)),
            "\n".join(methods.chapters(listed.pairs, "eu", self.corpus)),
            "\n".join(f"{pair.title}: {methods.harmonised(pair)}" for pair in listed.pairs),
            by_side["method", a],
            by_side["method", b],
            "\n".join(row.title for row in listed.rows["validation"]),
            "\n".join(dict.fromkeys(each.whole for each in cited)),
            Line("", "", cited=tuple(cited)).grade,
            *self.ours(listed.own),
        )

    def ours(self, own: Sequence[OwnLine]) -> Iterator[str]:
        """What the developer's table says, put where it is to be filled in."""
        for name in ("point", "limit", "method"):
            yield "\n".join(filter(None, (getattr(line, name) for line in own)))
        yield from ("", "")
        if self.spec.compared:
            yield "\n".join(f"{line.name} ({line.place})" for line in own) or "missing"
