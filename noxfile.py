"""Runs that need an environment of their own and are no part of CI: nox -s mutation."""

from __future__ import annotations

import nox


@nox.session(python=False)
def laws(session: nox.Session) -> None:
    """The laws of the engine on 200 seeds: nox -s laws."""
    for seed in range(1, 201):
        session.run("pytest", "-q", f"--hypothesis-seed={seed}", "tests/test_laws.py")


@nox.session(python=False)
def campaign(session: nox.Session) -> None:
    """Attacks by the hundred thousand: nox -s campaign -- --mutants 300000 --work DIR."""
    session.run("python", "-m", "tests.campaign", *(session.posargs or ["--short"]))


@nox.session
def mutation(session: nox.Session) -> None:
    """Mutants of the engine on a copy of the project: nox -s mutation -- run --minutes 60."""
    session.install("-e", ".[test]", "cosmic-ray>=8.3")
    session.run("python", "scripts/mutation.py", *(session.posargs or ["report"]))
