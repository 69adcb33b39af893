"""A made-up topic with texts that can be got, searched and settled, over the bundled ones."""

from __future__ import annotations

from pathlib import Path

from library_texts import CELLS, REGISTER, VECTOR, pdf

TOPIC = """\
id: cold-chain
title: Cold chain
summary: How frozen products are kept and carried.
groups:
  - id: storage
    title: Storage
subjects:
  - id: freezer-records
    title: Retention of freezer records
    question: How long are the temperature records of a freezer kept?
    group: storage
    discipline: cmc
    asks:
      time: {kind: effort, dimension: time}
    settled_by:
      - {document: MADE-VECTOR, sections: ["3"]}
  - id: freezer-alarm
    title: Freezer alarm
    question: Should a freezer give an alarm?
    group: storage
    discipline: cmc
    asks:
      alarm: {kind: asked}
"""
FDA = """\
agency: FDA
topic: cold-chain
requirements:
  - id: FDA-COLD-001
    subject: freezer-records
    statement: Temperature records should be kept for 15 years.
    obligation: should
    answers:
      time: 15 year
    source:
      document: MADE-VECTOR
      locator: "3"
    reading:
      grade: recalled
      date: 2026-11-01
"""
EMA = """\
agency: EMA
topic: cold-chain
requirements:
  - id: EMA-COLD-001
    subject: freezer-records
    statement: Temperature records should be kept for 10 years.
    obligation: should
    answers:
      time: 10 year
    source:
      document: MADE-CELLS
      locator: "2"
    reading:
      grade: reported
      via: A. Author, A handbook of freezers, 2021
      date: 2026-11-01
"""
SOLD = """\
Made-up general chapter on the noise of freezers
Chapter 9999

1. Records
Temperature records of a freezer are kept for 12 years by whoever owns the freezer and its key.
"""


def lay_out(folder: Path) -> Path:
    """The layer with the made-up register and topic."""
    for name, text in (
        ("documents/made.yaml", REGISTER),
        ("cold-chain/topic.yaml", TOPIC),
        ("cold-chain/fda.yaml", FDA),
        ("cold-chain/ema.yaml", EMA),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def save(folder: Path) -> Path:
    """The texts as a browser saves them."""
    folder.mkdir(exist_ok=True)
    (folder / "vector.pdf").write_bytes(pdf(VECTOR))
    (folder / "cells.pdf").write_bytes(pdf(CELLS))
    return folder
