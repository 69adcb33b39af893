"""``settle`` by questions: one open side after another, its passages, and what the person saw.

Each thing said is written before the next question. Replies of an answer that is still unfinished
are kept beside it, and offered again when an interrupted run is begun anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli import settle_act
from atmp_gap.cli.console import say
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.settle_options import DetailOptions, PlaceOptions
from atmp_gap.cli.settle_review import ACTS, review
from atmp_gap.cli.settle_session import Session, open_at, screen

if TYPE_CHECKING:
    from atmp_gap.settle.passages import Passage
    from atmp_gap.settle.records import Witness
    from atmp_gap.settle.worklist import OpenSide

_HELP = (
    "w 1: the whole section of passage 1; o 1: open its file at the page; "
    "c 1: a statement stands there; r 1: a statement does not; a 1: answer from it; "
    "n: looked, nothing; empty: the next one; q: stop"
)


_CLEAR = "-"
"""Typed to take back a reply that is offered again."""


class Replies:
    """Replies to questions that belong together, kept until what they make is written."""

    def __init__(self, layer: Path, side: OpenSide) -> None:
        self._path = layer / ".settle-replies.json"
        self._side = f"{side.subject.id} {side.agency}"
        self._sides = _kept(self._path)
        self._mine = self._sides.setdefault(self._side, {})

    def ask(self, key: str, question: str, default: str = "") -> str:
        """One reply; what was said before an interrupt is offered again."""
        import typer

        offered = self._mine.get(key, default)
        clears = f" ({_CLEAR} for none)" if key in self._mine and offered else ""
        reply = typer.prompt(
            f"{question}{clears}", default=offered, show_default=bool(offered), err=True
        )
        said = "" if str(reply).strip() == _CLEAR else str(reply).strip()
        self._mine[key] = said
        self._write()
        return said

    def written(self) -> None:
        """Forget them: what they made is written, or was given up. Those of others stay."""
        self._sides.pop(self._side, None)
        self._mine = {}
        self._write()

    def _write(self) -> None:
        from atmp_gap.text.writing import write_whole

        kept = {side: replies for side, replies in self._sides.items() if replies}
        if kept:
            write_whole(self._path, json.dumps(kept, ensure_ascii=False).encode())
        else:
            self._path.unlink(missing_ok=True)


def _kept(path: Path) -> dict[str, dict[str, str]]:
    """The unfinished replies of every side; none where the file holds anything else."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    sides = data.items() if isinstance(data, dict) else ()
    return {
        side: {key: str(value) for key, value in replies.items()}
        for side, replies in sides
        if isinstance(replies, dict)
    }


def ask(session: Session, sides: Sequence[OpenSide], who: Witness) -> int:
    """Ask about one side after another until none is left, or the person stops."""
    from atmp_gap.report.settling import MISSED, passage_lines, side_lines
    from atmp_gap.report.unsearched import unsearched

    width, marks = screen()
    say(_HELP)
    say(MISSED)
    for line in unsearched(session.library):
        say(line)
    for number, listed in enumerate(sides, 1):
        say(f"\n{number} of {len(sides)}")
        side = _still_open(session, listed)
        if side is None:
            continue
        passages = session.passages(side)
        for line in side_lines(side, session.library.newest, width):
            say(line)
        for line in passage_lines(side, passages, width, marks):
            say(line)
        if not _about(session, side, passages, who):
            break
    return ExitCode.DONE


def _still_open(session: Session, side: OpenSide) -> OpenSide | None:
    """The side as it is by now: what was said of another may have settled it."""
    try:
        return session.side(side.subject.id, side.agency)
    except Stop:
        return None


def _about(session: Session, side: OpenSide, passages: Sequence[Passage], who: Witness) -> bool:
    """Ask about one side until something was said of it; false where the person stops."""
    import typer

    from atmp_gap.report.settling import section_lines

    while True:
        reply = str(typer.prompt("What", default="", show_default=False, err=True)).strip()
        what, _, which = reply.lower().partition(" ")
        if not reply:
            return True
        if what == "q":
            return False
        try:
            if what == "n":
                _nothing(session, side, who)
                return True
            if what not in ("w", "o", "c", "r", "a"):
                raise Stop(f"{reply!r} is nothing to do here", _HELP)
            passage = _chosen(passages, which)
            if what == "w":
                for line in section_lines(passage, screen()[0]):
                    say(line)
            elif what == "o":
                open_at(passage)
            else:
                number = passages.index(passage) + 1
                _said(session, side, what, passage, number, who)
                return True
        except Stop as refused:
            say(f"  {refused}{'; ' + refused.hint if refused.hint else ''}")


def _chosen(passages: Sequence[Passage], which: str) -> Passage:
    if not passages:
        raise Stop("there is no passage here", "add a copy: library get, or library add FILE")
    number = which.strip() or ("1" if len(passages) == 1 else "")
    if not number.isdecimal() or not 1 <= int(number) <= len(passages):
        raise Stop("which passage?", f"say 1 to {len(passages)} behind the letter")
    return passages[int(number) - 1]


def _said(
    session: Session, side: OpenSide, what: str, passage: Passage, number: int, who: Witness
) -> None:
    from atmp_gap.report.settling import section_lines

    for line in section_lines(passage, screen()[0]):
        say(line)
    replies = Replies(session.into, side)
    if what == "a":
        _answer(session, side, passage, replies, who)
    else:
        _look(session, side, what == "c", number, replies, who)
    replies.written()


def _look(
    session: Session,
    side: OpenSide,
    confirms: bool,
    number: int,
    replies: Replies,
    who: Witness,
) -> None:
    """A statement that stands, or does not, in the passage."""
    ids = [entry.id for entry in side.entries]
    if not ids:
        raise Stop("nothing is stated here that could be confirmed or refuted", "answer it: a 1")
    name = ids[0] if len(ids) == 1 else replies.ask("id", f"Which statement ({', '.join(ids)})")
    if name not in ids:
        raise Stop(f"{name!r} is none of {', '.join(ids)}")
    reason = "" if confirms else replies.ask("reason", "Why does the text not say so")
    detail = DetailOptions(reason=reason)
    place = PlaceOptions(side=side.agency, passage=number)
    act = ACTS["confirm" if confirms else "refute"]
    review(session, name, act, (side.subject.id,), place, detail, who)


def _answer(
    session: Session, side: OpenSide, passage: Passage, replies: Replies, who: Witness
) -> None:
    """An answer to each slot that the passage answers, in the grammar of the slot."""
    from atmp_gap.settle.said import how_to

    said = []
    for slot in side.subject.asks:
        reply = replies.ask(f"slot {slot}", f"{slot} ({how_to(side.subject, slot)}; empty: none)")
        if reply:
            said.append(f"{slot}={reply}")
    if not said:
        raise Stop("no slot is answered", "say the next one, or n where you read the texts whole")
    words = replies.ask("anchor", "A few words there that show it (empty: its number)")
    standing = [e.id for e in side.entries if {*e.answers} & {text.split("=")[0] for text in said}]
    instead: list[str] = []
    if standing:
        question = f"{', '.join(standing)} answers that already. Is it wrong (wrong, or beside)"
        reply = replies.ask("instead", question)
        if reply not in ("wrong", "beside"):
            raise Stop("say wrong, or beside where both hold")
        instead = standing if reply == "wrong" else []
    force = replies.ask("force", "Its force (must, should or may)", "should")
    statement = replies.ask("statement", "In your own words (empty: made of the answer)")
    detail = DetailOptions(
        statement=statement,
        obligation=force,
        anchor=[words] if words else None,
        instead_of=instead or None,
        beside=bool(standing) and not instead,
    )
    settle_act.answer(session, side, passage, said, detail, who)


def _nothing(session: Session, side: OpenSide, who: Witness) -> None:
    """That nothing stands in sections which the person says they read whole."""
    from atmp_gap.report.settling import MISSED

    say(f"  {MISSED} Say only what you read from the first word to the last.")
    replies = Replies(session.into, side)
    read = []
    for text in side.texts:
        sections = replies.ask(f"read {text}", f"Sections of {text} read whole (4.2; 4.3, or full)")
        if sections:
            read.append(f"{text}: {sections}")
    if not side.texts:
        # Nobody knows yet which text would say it: the person does.
        question = f"Which text of {side.agency} was read, and which of its sections"
        reply = replies.ask("read", f"{question} (DOCUMENT: 4.2; 4.3, or DOCUMENT: full)")
        read += [reply] if reply else []
    settle_act.nothing(session, side, read, DetailOptions(), who)
    replies.written()
