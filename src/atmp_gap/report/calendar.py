"""The dates of the register in words: as a table, and as a calendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import NOTICE
from atmp_gap.report import origin
from atmp_gap.report.interface import Sheet
from atmp_gap.report.sources import plain_address
from atmp_gap.text.escape import one_line
from atmp_gap.views.calendar import Calendar, Event

WHAT: Mapping[str, str] = {
    "comments": "comments close",
    "begins": "counts from this day",
    "ends": "counts no longer",
    "statement-begins": "a statement counts from this day",
    "statement-ends": "last day of a statement",
}
COLUMNS = (
    "day",
    "what",
    "text",
    "replaced by",
    "touches",
    "status",
    "how it is known",
)
MOST = 5
"""So many questions are named in a cell."""


class Told:
    """Tells events in words, for the table and for the calendar file alike."""

    def __init__(self, corpus: Corpus, found: Calendar, product: str | None) -> None:
        self.corpus, self.found, self.product = corpus, found, product

    @property
    def title(self) -> str:
        """The title of both."""
        return f"Dates{f' for {self.product}' if self.product else ''}, from {self.found.since}"

    def text(self, event: Event) -> str:
        """What has the date: a text, or one statement of it."""
        short = self.corpus.documents[event.document].short_name
        return f"{short} ({event.statement})" if event.statement else short

    def summary(self, event: Event) -> str:
        """An event in a line."""
        by = f", replaced by {self.successors(event)}" if event.successors else ""
        return f"{self.text(event)}: {self.what(event)}{by}"

    def what(self, event: Event) -> str:
        """What happens on that day; a text that nobody adopted yet is only meant to count."""
        status = self.corpus.documents[event.document].status
        if event.kind in ("begins", "statement-begins") and status in ("draft", "proposed"):
            return f"{status}: is to count from this day, if adopted"
        return WHAT[event.kind]

    def successors(self, event: Event) -> str:
        """The texts that take its place."""
        return ", ".join(self.corpus.documents[name].short_name for name in event.successors)

    def touches(self, event: Event) -> str:
        """What it touches: the first few, and how many more."""
        more = f" and {len(event.touches) - MOST} more" if len(event.touches) > MOST else ""
        return "; ".join(event.touches[:MOST]) + more

    def known(self, event: Event) -> str:
        """How the date is known: whether the text was read, and what the register notes."""
        document = self.corpus.documents[event.document]
        read = "the text was not read" if document.unread else "read in part or whole"
        return f"{read}. {document.note}" if document.note else f"{read}."

    def undated(self) -> str:
        """The drafts and proposals that have no date, in a line; empty where there is none."""
        names = [self.corpus.documents[name].short_name for name in self.found.undated]
        if not names:
            return ""
        return f"Drafts and proposals without a date ({len(names)}): {', '.join(names)}."

    def source(self) -> str:
        """Where it comes from."""
        from atmp_gap import __version__

        corpus = self.corpus
        return f"Corpus {corpus.version} ({corpus.fingerprint}); atmp-gap {__version__}."


def calendar_sheet(told: Told) -> Sheet:
    """A line a date, in order."""
    rows = tuple(
        (
            event.written,
            told.what(event),
            told.text(event),
            told.successors(event),
            told.touches(event),
            told.corpus.documents[event.document].status,
            told.known(event),
        )
        for event in told.found.events
    )
    count = f"{origin.counted(len(rows), 'date')} from {told.found.since} on."
    notes = tuple(filter(None, (count, told.undated(), told.source(), NOTICE)))
    return Sheet(told.title, COLUMNS, rows, notes)


def calendar_file(told: Told) -> str:
    """The same as a calendar of whole days, which programs take in and update by its ids."""
    from icalendar import Calendar as File
    from icalendar import Event as Entry

    from atmp_gap import __version__

    file = File()
    file.add("prodid", f"-//atmp-gap {__version__}//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", one_line(told.title))
    # The file says nothing of when it was written: the same corpus makes the same file.
    stamp = datetime.combine(date.fromisoformat(told.corpus.date), datetime.min.time(), UTC)
    for event in told.found.events:
        document = told.corpus.documents[event.document]
        entry = Entry()
        entry.add("uid", f"{event.id}@atmp-gap")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", date.fromisoformat(event.day))
        entry.add("summary", one_line(told.summary(event)))
        lines = [document.title, f"Status: {document.status}", f"Known how: {told.known(event)}"]
        if event.written != event.day:
            which = "last" if event.kind == "statement-ends" else "first"
            lines.append(f"The register says {event.written}; the day is its {which}.")
        if event.touches:
            lines.append(f"Touches: {told.touches(event)}")
        lines += [told.source(), NOTICE]
        entry.add("description", "\n".join(map(one_line, lines)))
        entry.add("categories", [WHAT[event.kind]])
        entry.add("transp", "TRANSPARENT")
        address = plain_address(document.url)
        if address:
            entry.add("url", address)
        file.add_component(entry)
    return str(file.to_ical(), "utf-8")
