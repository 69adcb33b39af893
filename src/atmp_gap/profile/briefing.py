"""What goes into the briefing package of one meeting: which questions to put to the agency asked.

Call ``briefing`` on a comparison; ``report.briefing`` makes the document of it. Only what the
agency asked says of its own is taken, unless both sides are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.gap.result import EntryResult, Part, Result, Row
from atmp_gap.model.subject import DISCIPLINES, Subject
from atmp_gap.profile.positions import Held
from atmp_gap.profile.questions import ASKED, askable, background

MOST = 10
"""More questions than this are warned of: a meeting has no room for them."""

FDA_SECTIONS = ("product", "number", "purpose", "agenda", "background", "questions")
EMA_SECTIONS = ("summary", "questions", "background")


@dataclass(frozen=True)
class MeetingKind:
    """A kind of meeting; ``timing`` names the requirements that say when, ``package`` a text."""

    id: str
    agency: str
    title: str
    stages: tuple[str, ...]
    sections: tuple[str, ...]
    timing: tuple[str, ...]
    package: str
    """The document in which the contents of the package are laid down."""
    synonyms: tuple[str, ...] = ()


_FORMAL = "FDA-FORMAL-MEETINGS-DRAFT-2023"
KINDS: tuple[MeetingKind, ...] = (
    MeetingKind(
        "fda-pre-ind",
        "FDA",
        "FDA pre-IND meeting (Type B)",
        ("phase-1",),
        FDA_SECTIONS,
        ("FDA-EXP-005",),
        _FORMAL,
        ("pre-IND",),
    ),
    MeetingKind(
        "fda-interact",
        "FDA",
        "FDA INTERACT meeting",
        (),
        FDA_SECTIONS,
        ("FDA-EXP-001", "FDA-EXP-003"),
        _FORMAL,
        ("INTERACT",),
    ),
    MeetingKind(
        "fda-type-b",
        "FDA",
        "FDA Type B meeting",
        ("phase-2", "pivotal", "marketing-application"),
        FDA_SECTIONS,
        ("FDA-EXP-004", "FDA-EXP-005"),
        _FORMAL,
        ("type B", "EOP2", "pre-BLA"),
    ),
    MeetingKind(
        "fda-type-c",
        "FDA",
        "FDA Type C meeting",
        ("post-approval",),
        FDA_SECTIONS,
        ("FDA-EXP-007",),
        _FORMAL,
        ("type C",),
    ),
    MeetingKind(
        "fda-type-d",
        "FDA",
        "FDA Type D meeting",
        (),
        FDA_SECTIONS,
        ("FDA-EXP-008",),
        _FORMAL,
        ("type D",),
    ),
    MeetingKind(
        "ema-itf",
        "EMA",
        "EMA Innovation Task Force briefing meeting",
        (),
        EMA_SECTIONS,
        ("EMA-EXP-001", "EMA-EXP-003"),
        "EMA-ITF-WEB",
        ("ITF",),
    ),
    MeetingKind(
        "ema-advice",
        "EMA",
        "EMA scientific advice",
        ("phase-1", "phase-2", "pivotal", "marketing-application", "post-approval"),
        EMA_SECTIONS,
        ("EMA-EXP-004", "EMA-EXP-006"),
        "EMA-SA-GUIDANCE",
        ("scientific advice", "protocol assistance"),
    ),
    MeetingKind(
        "prime-kickoff",
        "EMA",
        "EMA PRIME kick-off meeting",
        (),
        EMA_SECTIONS,
        ("EMA-EXP-030",),
        "EMA-PRIME-GUIDANCE",
        ("kick-off", "PRIME"),
    ),
)
"""Of the kinds that suit a stage, an agency's first is taken."""


@dataclass(frozen=True)
class Asked:
    """A question to the agency: its row, what the agency says on it, what the company holds."""

    row: Row
    parts: tuple[Part, ...]
    ask: str | None
    kinds: Mapping[str, str]
    """The kinds of the subject's slots."""
    own: tuple[EntryResult, ...]
    other: tuple[EntryResult, ...]
    held: tuple[Held, ...]
    recalled: bool
    """Whether it rests on memory, so that it must not be sent as it is."""

    @property
    def kind(self) -> str:
        """The kind of the first slot, by which a question without wording is asked."""
        return next(iter(self.kinds.values()))


@dataclass(frozen=True)
class Described:
    """The product as an agency may read of it; a profile's own note is private."""

    name: str
    description: str | None
    scope: Mapping[str, tuple[str, ...]]

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages the package is for."""
        return tuple(self.scope.get("stage", ()))


@dataclass(frozen=True)
class Briefing:
    """A briefing package: the questions written out, and the further candidates by title."""

    kind: MeetingKind
    product: Described
    result: Result
    asked: tuple[Asked, ...]
    further: tuple[Row, ...]
    by_stage: bool
    """Whether the stage named the meeting, not a person."""

    @property
    def candidates(self) -> int:
        """All questions that could be asked."""
        return len(self.asked) + len(self.further)


def kind_for(stages: Sequence[str], agencies: Iterable[str]) -> MeetingKind | None:
    """The usual meeting at a profile's stages, with the first of the agencies that has one."""
    for agency in agencies:
        for kind in KINDS:
            if kind.agency == agency and set(kind.stages) & set(stages):
                return kind
    return None


def briefing(
    result: Result,
    kind: MeetingKind,
    product: Described,
    held: Sequence[Held],
    subjects: Mapping[str, Subject],
    both_sides: bool = False,
    every: bool = False,
    by_stage: bool = False,
) -> Briefing:
    """The package for one meeting.

    ``subjects`` have the words in which one puts a question to an agency. Without ``every``
    the first ten are written out: those with wording, of manufacture, and read.
    """
    found = []
    for row in result.rows:
        own_held = tuple(h for h in held if h.subject == row.subject and kind.agency in h.agencies)
        asked = _asked(row, kind.agency, subjects[row.subject], own_held, both_sides)
        if asked is not None:
            found.append(asked)
    found.sort(key=_order)
    written = found if every else found[:MOST]
    return Briefing(
        kind,
        product,
        result,
        tuple(sorted(written, key=lambda asked: DISCIPLINES.index(asked.row.discipline))),
        tuple(asked.row for asked in found[len(written) :]),
        by_stage,
    )


def _asked(
    row: Row, agency: str, subject: Subject, held: tuple[Held, ...], both_sides: bool
) -> Asked | None:
    """A row as a question, where the agency has a text on it and something is open."""
    if row.discipline == "procedural":
        return None
    parts = tuple(
        part for part in row.parts if held or (part.verdict in ASKED and askable(row, part))
    )
    own = tuple(background(row, parts, agency))
    if not own:
        # What the agency has no text on does not concern it: nothing is asked of the blue sky.
        return None
    other = tuple(
        entry
        for name in dict.fromkeys(side.agency for part in parts for side in part.sides)
        if both_sides and name != agency
        for entry in background(row, parts, name)
    )
    recalled = any(entry.reading.grade == "recalled" for entry in (*own, *other))
    kinds = {slot: asks_for.kind for slot, asks_for in subject.asks.items()}
    return Asked(row, parts, subject.ask, kinds, own, other, held, recalled or row.provisional)


def _order(asked: Asked) -> tuple[int, bool, bool, bool, int]:
    verdict = asked.row.verdict
    return (
        DISCIPLINES.index(asked.row.discipline),
        asked.recalled,
        not any(held.filled for held in asked.held),
        asked.ask is None,
        ASKED.index(verdict) if verdict in ASKED else len(ASKED),
    )
