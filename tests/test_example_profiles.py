"""The example profiles: which questions must arise for each, and which must not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Row
from atmp_gap.gap.view import View
from atmp_gap.profile.assess import assess
from atmp_gap.profile.assessment import Assessment
from atmp_gap.profile.model import schema
from atmp_gap.profile.positions import read_positions
from atmp_gap.profile.read import read_profile

FOLDER = Path(__file__).parents[1] / "examples" / "profiles"

MUST = {
    "aav-in-vivo": [
        "residual-host-cell-dna-amount",
        "encapsidated-dna",
        "transforming-sequences",
        "residual-plasmid-dna",
        "host-cell-protein",
        "replication-competent-aav",
        "ltfu-duration",
    ],
    "car-t-autologous": [
        "vector-copy-number",
        "residual-selection-beads",
        "autologous-donor-testing",
        "rcr-patient-monitoring",
        "ltfu-duration",
        "host-cell-protein",
        "residual-plasmid-dna",
    ],
    "ipsc-allogeneic": [
        "residual-undifferentiated-cells",
        "residual-reprogramming-vector",
        "genetic-stability-of-cells",
        "donor-test-kits",
        "allogeneic-cell-testing-extent",
        "endotoxin-limit-intrathecal",
    ],
    "crispr-hsc": [
        "off-target-edits",
        "residual-genome-editing-components",
        "chromosomal-rearrangements-editing",
        "autologous-donor-testing",
    ],
    "mrna-lnp-editing": [
        "mrna-double-stranded-rna",
        "mrna-template-dna",
        "lnp-lipid-degradation",
        "off-target-edits",
    ],
    "car-t-allogeneic-edited": [
        "empty-capsids-measured",
        "replication-competent-aav",
        "off-target-edits",
        "donor-test-kits",
        "alloreactive-t-cells",
    ],
    "til-autologous": [
        "autologous-donor-testing",
        "residual-cytokines-and-growth-factors",
        "cell-viability-minimum",
    ],
    "msc-allogeneic": [
        "donor-test-kits",
        "tumorigenicity-of-cells",
        "donor-infectious-disease-tests",
    ],
    "oncolytic-hsv": [
        "oncolytic-wild-type-reversion",
        "host-cell-protein",
        "residual-host-cell-dna-amount",
    ],
}
MUST_NOT = {
    "aav-in-vivo": [
        "vector-copy-number",
        "residual-selection-beads",
        "autologous-donor-testing",
        "off-target-edits",
        "mrna-double-stranded-rna",
        "rcr-patient-monitoring",
    ],
    "car-t-autologous": [
        "replication-competent-aav",
        "empty-capsid-limit",
        "empty-capsids-measured",
        "encapsidated-dna",
        "mrna-double-stranded-rna",
        "off-target-edits",
    ],
    "ipsc-allogeneic": [
        "endotoxin-limit-parenteral",
        "split-source-design",
        "vector-copy-number",
        "replication-competent-aav",
        "autologous-donor-testing",
        "off-target-edits",
    ],
    "crispr-hsc": [
        "replication-competent-aav",
        "mrna-double-stranded-rna",
        "empty-capsid-limit",
        "host-cell-protein",
        "vector-for-cells-gmp",
    ],
    "mrna-lnp-editing": [
        "residual-selection-beads",
        "replication-competent-aav",
        "vector-copy-number",
        "autologous-donor-testing",
        "split-source-design",
    ],
    "car-t-allogeneic-edited": [
        "rcr-test-on-transduced-cells",
        "autologous-donor-testing",
        "mrna-double-stranded-rna",
    ],
    "til-autologous": [
        "vector-copy-number",
        "host-cell-protein",
        "vector-for-cells-gmp",
        "donor-test-kits",
    ],
    "msc-allogeneic": ["vector-copy-number", "rcr-patient-monitoring", "autologous-donor-testing"],
    "oncolytic-hsv": [
        "replication-competent-aav",
        "empty-capsid-limit",
        "vector-copy-number",
        "autologous-donor-testing",
    ],
}


@cache
def corpus() -> Corpus:
    return open_corpus()


@cache
def rows(name: str) -> dict[str, Row]:
    mine = read_profile(FOLDER / f"{name}.yaml", corpus())
    request = Request(("FDA", "EMA"), corpus().date, mine.topics, scope=mine.scope)
    return {row.subject: row for row in compare(corpus(), request).rows}


@cache
def assessed(name: str) -> Assessment:
    mine = read_profile(FOLDER / f"{name}.yaml", corpus())
    held = read_positions(mine, None, corpus())
    return assess(View(corpus(), ("FDA", "EMA"), corpus().date), mine.name, mine.scope, held)


def outcomes(name: str, subject: str) -> set[str]:
    return {check.outcome for check in assessed(name).checks if check.subject == subject}


def test_every_example_is_tested() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(MUST) == set(MUST_NOT)


@pytest.mark.parametrize("name", MUST)
def test_what_must_and_must_not_appear(name: str) -> None:
    shown = set(rows(name))
    assert set(MUST[name]) <= set(corpus().subjects)
    assert set(MUST_NOT[name]) <= set(corpus().subjects)
    assert set(MUST[name]) - shown == set()
    assert set(MUST_NOT[name]) & shown == set()
    assert shown < set(corpus().subjects)


@pytest.mark.parametrize("name", MUST)
def test_examples_fit_the_schema(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)
    Draft202012Validator(schema()).validate(data)


def test_the_rabbit_test_divides_the_sides() -> None:
    """FDA's rule for licensed products names the rabbit test; Ph. Eur. 5.1.13 has deleted it."""
    assert rows("aav-in-vivo")["pyrogen-test-methods"].stricter == "EMA"
    assert outcomes("aav-in-vivo", "pyrogen-test-methods") == {"fda-only"}


def test_five_endotoxin_units_meet_both() -> None:
    """USP <85> and Ph. Eur. 5.1.10 both set 5 units per kg and hour for injection into a vein."""
    assert outcomes("aav-in-vivo", "endotoxin-limit-parenteral") == {"meets-both"}


def test_fourteen_days_fall_short_of_twenty_eight_on_both_sides() -> None:
    checks = [
        check
        for check in assessed("aav-in-vivo").checks
        if check.subject == "in-vitro-virus-assay-duration"
    ]
    assert {check.outcome for check in checks} == {"neither"}
    assert all(check.waived for check in checks)


def test_untested_autologous_donors_meet_the_us_rules_only() -> None:
    """21 CFR 1271.90 exempts them; Directive 2006/17/EC asks tests where cells are kept."""
    assert outcomes("car-t-autologous", "autologous-donor-testing") == {"fda-only"}


def test_supply_out_of_specification_meets_the_eu_rules_only() -> None:
    assert "ema-only" in outcomes("car-t-autologous", "out-of-specification-supply")
