"""What generated subjects ask for, and the answers a text may give: words and numbers as data.

Numbers stand in the sentence as in the answer, and no sentence holds any other number, because
`atmp-gap check` holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Answer = str | tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One answer as YAML takes it, and how a sentence says it after "should be"."""

    answer: Answer
    said: str


@dataclass(frozen=True)
class Ask:
    """A slot: its name and kind, the further keys of its definition, and possible answers."""

    name: str
    kind: str
    title: str
    options: tuple[Option, ...]
    more: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = field(default=())

    @property
    def adds_up(self) -> bool:
        """Whether two entries of one side may answer differently without a contradiction."""
        return self.kind in ("limit", "effort", "all-of", "any-of", "asked")


def _numbers(answer: str, said: str, values: Sequence[int]) -> tuple[Option, ...]:
    return tuple(Option(answer.format(value), said.format(value)) for value in values)


def _limit(
    name: str, title: str, dimension: str, stricter: str, options: tuple[Option, ...]
) -> Ask:
    none = Option("none", "kept as low as the process allows, without a number")
    more = (("dimension", dimension), ("stricter", stricter))
    return Ask(name, "limit", title, (*options, none), more)


def _effort(name: str, title: str, dimension: str, options: tuple[Option, ...]) -> Ask:
    return Ask(name, "effort", title, options, (("dimension", dimension),))


def _subsets(values: Sequence[tuple[str, str]], sizes: Sequence[int]) -> Iterator[Option]:
    """Runs of neighbouring elements, so that some contain others and some only overlap."""
    for size in sizes:
        for start in range(len(values) - size + 1):
            chosen = values[start : start + size]
            names = [title for _, title in chosen]
            said = names[0] if size == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            yield Option(tuple(name for name, _ in chosen), f"looked at in {said}")


def _sets(kind: str, name: str, title: str, values: tuple[tuple[str, str], ...]) -> Ask:
    sizes = (2, 3, 4) if kind == "all-of" else (1, 2, 3)
    return Ask(name, kind, title, tuple(_subsets(values, sizes)), values=values)


def _words(
    kind: str, name: str, title: str, said: dict[str, str], values: tuple[tuple[str, str], ...] = ()
) -> Ask:
    options = tuple(Option(answer, words) for answer, words in said.items())
    return Ask(name, kind, title, options, values=values)


_POINTS = (
    ("bank", "the master bank"),
    ("harvest", "the unprocessed harvest"),
    ("lot", "the vector lot"),
    ("cells", "the modified cells"),
    ("patient", "samples of the patient"),
    ("stability", "the stability programme"),
)
_METHODS = (
    ("culture", "culture on permissive cells"),
    ("validated-nat", "a validated nucleic acid test"),
    ("immunoassay", "a process-specific immunoassay"),
    ("mass-spectrometry", "mass spectrometry"),
    ("sequencing", "sequencing"),
)
_TAUGHT = (
    ("label", "the product information"),
    ("training", "training of the treating sites"),
    ("card", "a card for the patient"),
    ("registry", "enrolment in a registry"),
)
_ROUTES = (
    ("supplement", "a prior approval supplement"),
    ("notification", "a notification before the change"),
    ("annual", "the yearly report"),
)
_PLACES = (
    ("substance", "in the part on the drug substance"),
    ("product", "in the part on the drug product"),
    ("appendix", "in the appendix on materials"),
)
_SCALE = {
    "expected": "tested for on every lot",
    "optional": "tested for where the applicant finds it useful",
    "not-expected": "left out of routine testing",
}
_ALLOWED = {
    "allowed": "settled by reference to earlier data",
    "allowed-if": "settled by reference to earlier data once the authority agrees",
    "not-allowed": "settled by data on the product itself and nothing else",
}
_VISITS = {
    "at 0, 3, 6, 12 month": "examined at the start and at months 3, 6 and 12",
    "at 0, 6, 12, 24 month": "examined at the start and at months 6, 12 and 24",
    "every 1 year until 15 year": "examined every 1 year until 15 years",
    "every 6 month until 5 year": "examined every 6 months until 5 years",
}

ASKS: dict[str, tuple[Ask, ...]] = {
    "limit": (
        _limit(
            *("amount", "amount per dose", "mass-per-dose", "lower"),
            _numbers("< {} ng/dose", "kept below {} ng per dose", (1, 2, 5, 10, 20, 50, 100)),
        ),
        _limit(
            *("share", "share of the whole", "share", "lower"),
            _numbers("<= {} %", "held to at most {} %", (1, 2, 5, 10, 15, 20, 30)),
        ),
        _limit(
            *("viability", "viable cells", "share", "higher"),
            _numbers(">= {} %", "kept at no less than {} %", (60, 65, 70, 75, 80, 90)),
        ),
        _limit(
            *("endotoxin", "endotoxin", "endotoxin-per-mass-per-time", "lower"),
            _numbers("<= {} EU/kg/h", "kept to no more than {} EU per kg and hour", (1, 2, 3, 5)),
        ),
        _limit(
            *("length", "fragment length", "length", "lower"),
            _numbers("< {} bp", "cut to fragments shorter than {} bp", (100, 150, 200, 300, 500)),
        ),
        _limit(
            *("copies", "copies", "copies-per-genome", "lower"),
            _numbers("< {} copies/genome", "kept below {} copies per genome", (2, 3, 4, 5, 10)),
        ),
        _limit(
            *("recovery", "recovery", "share", "lower"),
            _numbers("{}..130 %", "recovered at {} to 130 %", (50, 60, 70, 80, 90)),
        ),
    ),
    "effort": (
        _effort(
            *("duration", "how long", "time"),
            _numbers("{} year", "followed for at least {} years", (1, 2, 3, 5, 10, 15)),
        ),
        _effort(
            *("ceiling", "how long at most", "time"),
            _numbers("up to {} year", "followed for up to {} years by risk", (5, 10, 15)),
        ),
        _effort(
            *("lots", "lots", "lot"),
            _numbers("{} lot", "shown on at least {} lots", (2, 3, 5, 6, 10)),
        ),
        _effort(
            *("retention", "how long kept", "time"),
            _numbers(
                "{} year from product-expiry",
                "recorded in files kept for {} years from the expiry of the product",
                (2, 5, 10, 30),
            ),
        ),
    ),
    "all-of": (
        _sets("all-of", "points", "where it is looked for", _POINTS),
        _sets("all-of", "measures", "measures", _TAUGHT),
    ),
    "any-of": (_sets("any-of", "methods", "accepted methods", _METHODS),),
    "asked": (_words("asked", "test", "test of every lot", _SCALE),),
    "permission": (_words("permission", "earlier-data", "use of earlier data", _ALLOWED),),
    "choice": (
        _words("choice", "route", "route", {n: f"handled by {t}" for n, t in _ROUTES}, _ROUTES),
        _words("choice", "place", "place", {n: f"described {t}" for n, t in _PLACES}, _PLACES),
    ),
    "schedule": (_words("schedule", "visits", "visits", _VISITS),),
    "clock": (
        Ask(
            "time",
            "clock",
            "time for the answer",
            _numbers("<= {} day", "answered by the authority within {} days", (15, 30, 60, 90)),
            (("dimension", "time"),),
        ),
    ),
}
"""The slots a subject may have, by kind."""

KINDS = {
    "asked": 34,
    "limit": 16,
    "permission": 12,
    "all-of": 12,
    "effort": 8,
    "choice": 7,
    "any-of": 5,
    "clock": 4,
    "schedule": 2,
}
"""How often each kind is asked: as in the bundled corpus, with more of the kinds with numbers."""

_WHATS = (
    "Residual host-cell DNA|Residual host-cell protein|Bacterial endotoxin|Residual plasmid|"
    "Empty capsids|Partially filled capsids|Replication-competent virus|Residual solvent|"
    "Residual antibiotic|Non-target cells|Magnetic beads|Vector copy number|Mycoplasma|Potency|"
    "Identity|Viability|Bovine serum albumin|Residual nuclease|Residual cytokine|Free vector|"
    "Double-stranded RNA|Truncated RNA|Residual guide RNA|Off-target edits|Translocations|"
    "Undifferentiated cells|Karyotype|Adventitious virus|Particles|Extractables|Leachables|"
    "Osmolality|Residual detergent|Column ligands|Aggregates|Residual transfection agent|"
    "Helper virus|Antifoam|Cryoprotectant|Insert sequence"
)
_WHERES = (
    "in the drug substance|in the drug product|in the master bank|in the working bank|"
    "in the harvest|in the vector for cells|in starting plasmids|in donated cells|"
    "in ancillary materials|in reference material|in stability samples|in retained samples|"
    "in process intermediates|in the pooled harvest|in media|in the final container|"
    "after thawing|after transport|after reconstitution|before release|before cryopreservation|"
    "at the treating site|at a second site|after a scale change|after a change of supplier"
)
_HOWS = (
    "as found by PCR|as found by digital PCR|as found by immunoassay|as found by flow cytometry|"
    "as found by sequencing|as found by chromatography|as found by microscopy|"
    "as found by an animal test|as found by culture|as found by ultracentrifugation|"
    "as found by a compendial test|as found by a platform test|under worst-case conditions|"
    "under routine conditions|under accelerated conditions|under hold times|"
    "with few lots|with a small batch|with pooled material|with surrogate material|"
    "for a first trial|for a later trial|for a new indication|for a paediatric use|"
    "for a repeated dose|for a split dose|for an outpatient setting|for a bridging study|"
    "for a transfer|for a rare disease|for a combined product|for an emergency|"
    "for a licensed platform|for a shared facility|for a contract site"
)
WHATS, WHERES, HOWS = (text.split("|") for text in (_WHATS, _WHERES, _HOWS))
"""A subject's title is one of each: 35,000 different ones."""

CLAUSES = (
    "and the procedure is qualified before the first use in patients",
    "and the criterion follows from the experience with earlier batches",
    "with the reason given in the application",
    "and results outside the usual are followed up before release",
    "with a trend analysis over the batches made so far",
    "and the sampling plan is described together with its weak spots",
    "unless another approach is agreed on with the authority in advance",
    "and the reference standard is traceable to a qualified material",
    "and a change of the method is bridged on retained samples",
    "with the method's sensitivity stated in the units of the criterion",
    "and the clearance by each step is shown on a reduced scale",
    "taking the patient's exposure over the whole treatment into account",
    "and the storage before the test is covered by stability data",
    "with the acceptance criterion tightened as knowledge grows",
)
"""Ends of statements; a subject has fewer entries than there are ends, so none says the same."""

NOTES = (
    "The text gives the figure in a table; the sentence around it names no exception. Where the "
    "same text speaks of it again in its annex it uses other words for the same thing.",
    "Read in the consolidated edition. An earlier edition had the same sentence under another "
    "heading, and trade literature still cites that one.",
    "The scope was kept narrow, because the text names its products and says nothing of others.",
    "Seen in the published version; the footnote to this sentence sends the reader to the general "
    "chapter, which was not looked at here.",
    "A presentation of the agency restates it in stronger words, not recorded as its text.",
    "Practice is said to differ between reviewers; the sentence stands as it was found.",
)
CONDITIONS = ("justified", "robust-clearance", "limited-material", "prior-knowledge")
