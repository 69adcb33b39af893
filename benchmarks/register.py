"""The made-up register: documents of every status, and how much of each was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.layout import listed, pair

SECTIONS = ("2.1", "2.2", "3.1", "3.2", "4.1", "4.3")
_ISSUERS = {
    "FDA": ("FDA", "FDA", "FDA", "Congress", "FDA", "USP"),
    "EMA": ("EMA", "EMA", "EC", "EMA", "EMA", "EDQM"),
    "ICH": ("ICH",),
    "Practice": ("Practice",),
}
_KINDS = {
    "FDA": "guidance",
    "EMA": "guideline",
    "ICH": "guidance",
    "Congress": "law",
    "EC": "regulation",
    "USP": "pharmacopoeia",
    "EDQM": "pharmacopoeia",
    "Practice": "convention",
}


@dataclass(frozen=True)
class Document:
    """A registered text: whose it is, its status, and ``read``: full, part or none."""

    id: str
    agency: str
    number: int
    status: str
    read: str

    @property
    def issuer(self) -> str:
        """The body that issued it, one its agency speaks for."""
        issuers = _ISSUERS[self.agency]
        return issuers[self.number % len(issuers)]

    def record(self) -> str:
        """The document as an entry of a register file."""
        month = f"{self.number % 12 + 1:02}"
        lines = [
            f"  - id: {self.id}",
            pair(4, "title", f"{self.agency} text {self.number} on quality, safety and follow-up"),
            pair(4, "short", f"{self.agency} text {self.number}"),
            pair(4, "issuer", self.issuer),
            pair(4, "reference", f"{self.issuer}/{self.number:05}/{2008 + self.number % 16}"),
            pair(4, "url", f"https://example.org/{self.id.lower()}"),
            pair(4, "scope", "Cell and gene therapies from the first trial to the years after."),
            pair(4, "kind", _KINDS[self.issuer]),
            pair(4, "status", self.status),
        ]
        if self.agency != "Practice":
            lines.append(pair(4, "published", f"{2008 + self.number % 16}-{month}-15"))
        if self.status == "superseded":
            lines.append(pair(4, "superseded", f"2025-{month}-01"))
        lines.append(
            listed(4, "sections_read", SECTIONS)
            if self.read == "part"
            else pair(4, "sections_read", self.read)
        )
        if self.agency == "ICH":
            lines.append("    adopted:")
            for agency in ("FDA",) if self.number % 7 == 6 else ("FDA", "EMA"):
                lines += [
                    f"      {agency}:",
                    pair(8, "reference", f"{agency}-{self.number:05}"),
                    pair(8, "date", f"{2009 + self.number % 15}-{month}-01"),
                ]
        return "\n".join(lines)


def documents(agency: str, count: int) -> Iterator[Document]:
    """An agency's texts: of twenty seventeen are final, two drafts, one superseded."""
    for number in range(count):
        place = number % 20
        status = "draft" if place in (17, 18) else "superseded" if place == 19 else "final"
        read = "full" if place < 9 or place == 17 else "part" if place < 14 else "none"
        if agency in ("ICH", "Practice"):
            status, read = "final", "none" if agency == "Practice" else "full"
        yield Document(f"{agency.upper()}-DOC-{number:05}", agency, number, status, read)


def register(requirements: int) -> dict[str, list[Document]]:
    """All documents by agency, about one for twelve requirements as in the bundled corpus."""
    counts = {
        "FDA": max(20, requirements // 30),
        "EMA": max(20, requirements // 30),
        "ICH": max(8, requirements // 120),
        "Practice": 5,
    }
    return {agency: list(documents(agency, count)) for agency, count in counts.items()}
