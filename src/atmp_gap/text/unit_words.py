"""The words of English for units: those that a vocabulary of ours lists, and common others."""

from __future__ import annotations

import re
from fractions import Fraction

SPELT: dict[str, str] = {
    "pg": "picogram, picograms",
    "ng": "nanogram, nanograms",
    "ug": "microgram, micrograms, µg, mcg",
    "mg": "milligram, milligrams, milligramme, milligrammes",
    "g": "gram, grams, gramme, grammes",
    "kg": "kilogram, kilograms, kilo, kilos, Kg, kilogramme, kilogrammes",
    "uL": "microlitre, microliter, microlitres, microliters, µl, µL, ul",
    "mL": "millilitre, milliliter, millilitres, milliliters, ml, mls",
    "L": "litre, liter, litres, liters, l",
    "min": "minute, minutes, mins",
    "h": "hour, hours, hr, hrs",
    "day": "day, days, d",
    "week": "week, weeks, wk, wks",
    "month": "month, months",
    "year": "year, years, yr, yrs, annum",
    "bp": "base pairs, basepairs, base pair",
    "kb": "kilobase, kilobases, kilobase pairs",
    "%": "percent, per cent, per centum, pct",
    "ppm": "parts per million",
    "EU": "endotoxin units, endotoxin unit, eu",
    "IU": "international units, international unit, iu",
    "dose": "doses",
    "lot": "lots, batch, batches",
    "cells": "cell",
    "copies": "copy",
    "genome": "genomes",
    "vg": "vector genomes, vector genome",
    "vp": "particle, particles",
    "TU": "infectious units, infectious unit, transducing units, transducing unit",
    "CFU": "cfu, colony forming units, colony forming unit, colony-forming units, "
    "colony-forming unit",
    "RCV": "replication-competent virus, replication competent virus, "
    "replication-competent viruses, replication-competent adenovirus, "
    "replication competent adenovirus, replication-competent adenoviruses, "
    "replication-competent retrovirus, replication-competent lentivirus",
    "log10": "log10, logs, log",
    "viruses": "virus",
    "experiments": "experiment",
    "containers": "container",
    "tests": "test, samples, sample",
}
"""The words of English for units, by the id a vocabulary gives them."""
ONE_AND_SEVERAL: dict[str, tuple[str, str]] = {
    one: (one, many)
    for one, many in (
        ("day", "days"),
        ("week", "weeks"),
        ("month", "months"),
        ("year", "years"),
        ("dose", "doses"),
        ("lot", "lots"),
        ("genome", "genomes"),
    )
} | {
    many: (one, many)
    for one, many in (
        ("cell", "cells"),
        ("copy", "copies"),
        ("test", "tests"),
        ("virus", "viruses"),
        ("experiment", "experiments"),
        ("container", "containers"),
    )
}
"""Units that are words, not symbols, by their id: for one of them, and for several."""
OTHERS: dict[str, tuple[str, Fraction, str]] = {
    "degC": (
        "temperature",
        Fraction(1),
        "°C, ° C, ºC, ℃, [deg]C, deg C, degrees Celsius, degrees C",
    ),
    "nm": ("distance", Fraction(1, 10**9), "nanometre, nanometres, nanometer, nanometers"),
    "um": (
        "distance",
        Fraction(1, 10**6),
        "µm, micrometre, micrometres, micrometer, micrometers, micron, microns",
    ),
    "mm": ("distance", Fraction(1, 1000), "millimetre, millimetres, millimeter, millimeters"),
    "cm": ("distance", Fraction(1, 100), "centimetre, centimetres, centimeter, centimeters"),
    "m": ("distance", Fraction(1), "metre, metres, meter, meters"),
    "cm2": ("area", Fraction(1, 10**4), "cm², square centimetre, square centimetres"),
    "m2": ("area", Fraction(1), "m², square metre, square metres, square meter, square meters"),
    "m3": ("space", Fraction(1), "m³, cubic metre, cubic metres, cubic meter, cubic meters"),
    "dL": ("volume", Fraction(100), "dl, decilitre, deciliter"),
    "Pa": ("pressure", Fraction(1), "pascal, pascals, Pascal, Pascals"),
    "kPa": ("pressure", Fraction(1000), "kilopascal, kilopascals"),
    "bar": ("pressure", Fraction(10**5), "mbar"),
    "rpm": ("turning", Fraction(1), "revolutions per minute"),
    "kGy": ("radiation", Fraction(1), "kilogray"),
    "Gy": ("radiation", Fraction(1, 1000), "gray"),
    "kDa": ("mass of a molecule", Fraction(1), "kilodalton, kilodaltons"),
    "Da": ("mass of a molecule", Fraction(1, 1000), "dalton, daltons"),
    "mmol": ("substance", Fraction(1), "millimole, millimoles"),
    "umol": ("substance", Fraction(1, 1000), "µmol, micromole, micromoles"),
    "mM": ("molarity", Fraction(1), ""),
    "µM": ("molarity", Fraction(1, 1000), "uM"),
    "s": ("time", Fraction(1, 86400), "second, seconds, sec, secs"),
    "ms": ("time", Fraction(1, 86_400_000), "milliseconds"),
    "ppb": ("share", Fraction(1, 10**7), "parts per billion"),
    "PFU": ("plaque-forming units", Fraction(1), "pfu, plaque forming units, plaque-forming units"),
    "TCID50": ("infective doses", Fraction(1), ""),
    "times": ("times", Fraction(1), "fold, x, X, time"),
    "euro": ("money", Fraction(1), "EUR, euros, €"),
    "dollars": ("other money", Fraction(1), "USD, dollar"),
    "working day": ("working time", Fraction(1), "working days, business days, business day"),
    "half-life": ("half-lives", Fraction(1), "half-lives"),
    "pH": ("acidity", Fraction(1), ""),
}
"""Units that no vocabulary of ours lists: dimension, factor, words. Its own come first."""

COUNTED = frozenset(
    re.findall(
        r"\w+",
        "lot cells copies genome vp dose tests viruses experiments containers vg RCV TU CFU",
    )
)
"""Units that are nouns: adjectives may stand between the number and them."""
POWERS = frozenset(
    re.findall(
        r"\w+",
        "cells vp vg genome copies TU CFU PFU viruses TCID50",
    )
)
"""Units that come by the million, so that 3 x 106 of them is a power whose raising was lost."""
NOUNS = frozenset(
    re.findall(
        r"\w+",
        "lot batch cell copy genome dose sample test virus experiment container particle",
    )
)
"""Counted things in the singular: before another noun they only describe it (three cell banks)."""
STOP = (
    "of|in|on|at|by|for|with|from|to|and|or|but|nor|than|that|which|who|whom|whose|is|are|was|were|"
    "be|been|being|has|have|had|may|must|shall|should|can|cannot|will|would|could|does|do|did|not|"
    "no|as|if|when|where|while|after|before|during|per|each|every|the|a|an|this|these|those|it|its|"
    "their|until|unless|within|between|over|under|above|below|more|less|most|also|only|through|"
    "without|against|into|out|prior|following|upon|because|since|so|then|there|received"
)
"""Words that end the phrase of a noun, as a pattern."""
