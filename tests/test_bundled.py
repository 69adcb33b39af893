"""The bundled corpus is tested like code: it loads, and its grades are earned in form."""

from __future__ import annotations

import re
from functools import cache

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import Result
from support import result_of


@cache
def corpus() -> Corpus:
    return open_corpus()


@cache
def result() -> Result:
    return result_of(corpus())


def test_it_has_no_findings() -> None:
    assert [str(finding) for finding in result().findings] == []


def test_it_covers_the_topics() -> None:
    assert set(corpus().topics) == {
        "impurities",
        "comparability",
        "master-files",
        "long-term-follow-up",
        "expedited-pathways",
        "potency",
        "starting-and-raw-materials",
        "gmp-and-supply",
    }


def test_every_subject_has_something_recorded() -> None:
    """A row nobody has written anything on yet may stand, but it must be named here."""
    empty = {
        name for name, file in corpus().subjects.items() if not file.entries and not file.absences
    }
    assert empty == {
        "alloreactive-t-cells",
        "residual-reprogramming-vector",
        "tumour-cells-in-engineered-cells",
        "expression-and-function-at-release",
    }


def test_ids_follow_their_agency() -> None:
    for name, (agency, _, _) in corpus().requirements.items():
        assert re.fullmatch(rf"{agency}-[A-Z]+-\d{{3}}", name), name


def test_an_agency_cites_its_own_texts() -> None:
    for name, (agency, requirement, _) in corpus().requirements.items():
        if requirement.standing == "convention":
            continue
        issuer = corpus().documents[requirement.source.document].issuer
        speaker = corpus().agencies[agency]
        assert issuer in {agency, *speaker.speaks_for}, name


def test_statements_are_short_and_say_one_thing() -> None:
    for name, (_, requirement, _) in corpus().requirements.items():
        assert len(requirement.statement.split()) <= 60, name
        assert requirement.statement.rstrip().endswith((".", ")")), name


def test_conventions_never_decide() -> None:
    conventions = {
        name
        for name, (_, requirement, _) in corpus().requirements.items()
        if requirement.standing == "convention"
    }
    assert conventions
    deciding = {
        entry
        for row in result().rows
        for part in row.parts
        for side in part.sides
        for entry in side.entries
    }
    assert not conventions & deciding


def test_no_gap_without_a_recorded_search() -> None:
    for row in result().rows:
        for part in row.parts:
            if part.verdict in ("no-counterpart", "out-of-scope", "neither"):
                assert part.absences, (row.subject, part.scope)


def test_a_match_was_compared() -> None:
    for row in result().rows:
        for part in row.parts:
            if part.verdict == "match":
                assert all(side.entries for side in part.sides), row.subject
                answered = {
                    side.agency
                    for side in part.sides
                    for entry in row.entries
                    if entry.id in side.entries and entry.answers
                }
                assert len(answered) == 2 or part.decided_by == "judgement", row.subject


@pytest.mark.parametrize(
    "word",
    ["hcDNA", "RCL", "RCR", "VCN", "HCP", "endotoxin", "mycoplasma", "sterility", "viability"],
)
def test_everyday_words_find_their_rows(word: str) -> None:
    from atmp_gap.corpus.words import subjects

    assert subjects(corpus()).find(word)


@pytest.mark.parametrize(
    ("dimension", "word", "term"),
    [
        ("product", "aav", "aav-in-vivo"),
        ("product", "CAR T", "car-t"),
        ("product", "iPSC", "pluripotent-derived"),
        ("cell_substrate", "HEK293T", "continuous-tumorigenic"),
        ("stage", "BLA", "marketing-application"),
        ("stage", "FIH", "phase-1"),
    ],
)
def test_everyday_words_of_scope(dimension: str, word: str, term: str) -> None:
    from atmp_gap.corpus.words import scope_terms

    assert scope_terms(corpus(), dimension).find(word) == [term]


def test_every_document_has_a_short_citation_of_its_own() -> None:
    """Written out, or derived from a title that begins with the number; never a title cut."""
    cited = {name: document.short_name for name, document in corpus().documents.items()}
    assert [name for name, short in cited.items() if "..." in short or len(short) > 34] == []
    assert len(set(cited.values())) == len(cited)
    assert cited["CFR-21-601.12"] == "21 CFR 601.12"
    assert cited["USC-21-360bbb-2"] == "21 USC 360bbb-2"
    assert cited["ICH-Q5A-R2"] == "ICH Q5A(R2)"
    assert cited["PHEUR-5.34"] == "Ph. Eur. 5.34"
    assert cited["USP-71"] == "USP <71>"


def test_a_citation_is_joined_as_the_field_writes_it() -> None:
    from atmp_gap.report.sources import cite

    cited = {entry.id: cite(entry) for row in result().rows for entry in row.entries}
    assert "21 CFR 601.12(b)(1)-(2), opening" in cited.values()
    assert "Reg. (EU) 2017/1569, Art. 9(3), second subparagraph" in cited.values()
    assert (
        "FDA gene therapy CMC 2020, Module 3, 3.2.S.3.2 impurities (section level)"
        in cited.values()
    )
