"""The facts of a dose in a profile, read: each measures what it should, or is a problem."""

from __future__ import annotations

from dataclasses import fields

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.files import Loaded
from atmp_gap.corpus.problem import Problem
from atmp_gap.kinds.dose import PROTEIN_MASS, TOTAL_MASS, Dose, Fact, read_fact
from atmp_gap.kinds.units import QuantityError
from atmp_gap.profile.local_forms import quantity_help, thousands
from atmp_gap.profile.model import DoseFacts, Profile


def read_dose(loaded: Loaded[Profile], corpus: Corpus, problems: list[Problem]) -> Dose | None:
    """The dose of a profile, None where it says nothing; what is wrong goes into ``problems``."""
    measures = corpus.words.measures
    facts: dict[str, Fact] = {}
    for field in fields(DoseFacts):
        text = getattr(loaded.model.dose, field.name)
        if text is None:
            continue
        name, place = field.name.replace("_", " "), loaded.place("dose", field.name)

        def reads(form: str, name: str = name) -> bool:
            try:
                read_fact(name, form, measures)
            except QuantityError:
                return False
            return True

        try:
            facts[name] = read_fact(name, text, measures)
            if unclear := thousands(text):
                message = f"{unclear!r} may be read as a decimal or as thousands"
                problems.append(Problem("AG010", message, place, quantity_help(text, reads)))
        except QuantityError as error:
            problems.append(
                Problem("AG010", str(error), place, quantity_help(text, reads) or error.hint)
            )
    protein, total = facts.get(PROTEIN_MASS), facts.get(TOTAL_MASS)
    if protein and total and protein.per_kg != total.per_kg:
        message = "protein mass and total mass are given one per dose, one per kg of body weight"
        place = loaded.place("dose", "total_mass")
        problems.append(Problem("AG014", message, place, "give both in the same way"))
    return Dose(facts) if facts else None
