"""Attack the program: mutants of every file, hostile documents, kills, many at once, injection.

    python -m tests.campaign --short                      a minute or less, as CI runs it
    python -m tests.campaign --mutants 300000 --kills 500 --together 1000
    python -m tests.campaign --mutants 300000 --work DIR  goes on where a run in DIR was stopped
    python -m tests.campaign --only-mutant 4711           one again, with the seed it had

Every attack has a number, and is the same for the same seed. What came of each stands in a file of
--work; the table at the end is made of all of them. Ends with 1 where anything went wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from campaign.server import Outcome, run_all  # noqa: E402

PARTS = ("mutants", "documents", "kills", "interrupts", "together", "injection")


def main(words: list[str] | None = None) -> int:
    """Run what was asked for, and print the table."""
    asked = _asked(words)
    work: Path = asked.work
    work.mkdir(parents=True, exist_ok=True)
    os.environ.pop("GITHUB_ACTIONS", None)
    os.environ["ATMP_GAP_CACHE"] = str(work / "cache")
    # Children that are interpreters of their own find the program where this one did.
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    )
    until = time.monotonic() + asked.minutes * 60
    for part in PARTS:
        count = getattr(asked, part)
        if count:
            _run(part, count, asked.seed, work, until)
    return _table(work)


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m tests.campaign",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for part in PARTS:
        parser.add_argument(f"--{part}", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="end after that")
    parser.add_argument("--work", type=Path, help="results, kept for the next run")
    parser.add_argument("--short", action="store_true", help="a little of everything")
    parser.add_argument("--only-mutant", type=int, metavar="NUMBER")
    asked = parser.parse_args(words)
    if asked.short:
        asked.mutants, asked.documents, asked.kills = 150, 4, 3
        asked.interrupts, asked.together, asked.minutes = 3, 6, 1
    asked.work = asked.work or Path(tempfile.mkdtemp(prefix="campaign-"))
    if asked.only_mutant is not None:
        _show(asked.only_mutant, asked.seed, asked.work)
    return asked


def _attacks(part: str, seed: int, work: Path) -> Callable[[list[int]], Iterable[Outcome]]:
    if part == "mutants":
        from campaign.mutants import Mutants

        mutants = Mutants(seed, work)
        folder = work / "run"
        folder.mkdir(exist_ok=True)
        return lambda numbers: run_all(numbers, mutants, folder)
    if part == "documents":
        from campaign.documents import attack
    elif part == "injection":
        from campaign.injection import attack
    else:
        from campaign import accidents

        attack = getattr(accidents, part)
    return lambda numbers: attack(numbers, seed, work)


def _run(part: str, count: int, seed: int, work: Path, until: float) -> None:
    """Run the attacks of a part that were not run before."""
    log = work / f"{part}-{seed}.jsonl"
    known = {outcome.number for outcome in _logged(log)}
    numbers = [number for number in range(count) if number not in known]
    if not numbers:
        return
    began, done = time.monotonic(), 0
    with log.open("a", encoding="utf-8") as file:
        for outcome in _attacks(part, seed, work)(numbers):
            file.write(json.dumps(asdict(outcome)) + "\n")
            file.flush()
            done += 1
            if outcome.fault:
                print(f"{part} {outcome.number} {outcome.kind}: {outcome.fault}", file=sys.stderr)
            if not done % 1000:
                print(f"{part}: {done} in {time.monotonic() - began:.0f} s", file=sys.stderr)
            if time.monotonic() > until:
                break


def _logged(log: Path) -> list[Outcome]:
    if not log.exists():
        return []
    return [Outcome(**json.loads(line)) for line in log.read_text("utf-8").splitlines() if line]


def _table(work: Path) -> int:
    """What came of every part and kind, as a Markdown table."""
    print("| part | kind | attacks | exit codes | slowest s | faults |")
    print("| --- | --- | ---: | --- | ---: | ---: |")
    faults: Counter[str] = Counter()
    for part in PARTS:
        found = [item for log in sorted(work.glob(f"{part}-*.jsonl")) for item in _logged(log)]
        for kind in sorted({item.kind for item in found}):
            here = [item for item in found if item.kind == kind]
            codes = Counter(item.code for item in here)
            shown = ", ".join(f"{code}: {times}" for code, times in sorted(codes.items()))
            slowest = max(item.seconds for item in here)
            bad = sum(bool(item.fault) for item in here)
            print(f"| {part} | {kind} | {len(here)} | {shown} | {slowest:.1f} | {bad} |")
            faults.update(item.fault[:160] for item in here if item.fault)
        if found:
            print(f"| **{part}** | all | {len(found)} | | | {sum(bool(i.fault) for i in found)} |")
    for fault, times in faults.most_common():
        print(f"- {times} x {fault}")
    return 1 if faults else 0


def _show(number: int, seed: int, work: Path) -> None:
    """Lay out one mutant, name its command lines, and run them."""
    from campaign.mutants import Mutants

    folder = work / "run"
    mutants = Mutants(seed, work)
    folder.mkdir(parents=True, exist_ok=True)
    kind, lines = mutants(number, folder)
    print(f"{kind}, in {folder}: {lines}")
    for outcome in run_all([number], mutants, folder):
        print(outcome)


if __name__ == "__main__":
    sys.exit(main())
