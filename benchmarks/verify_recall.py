"""How well `verify` tells true statements from falsified ones: recall, false confirmations.

    python benchmarks/verify_recall.py FOLDER [--set tuning|held-out|all] [--misses]

FOLDER holds texts of the documents named in LIBRARY, in any depth. The matching was tuned on the
documents of TUNING alone; the figures that count are those of the held-out ones.
"""

from __future__ import annotations

LIBRARY: dict[str, str] = {
    "ICH-Q2-R2": "q2-r2.txt",
    "ICH-Q3C-R9": "q3c-r9.txt",
    "ICH-Q3D-R2": "q3d-r2.txt",
    "ICH-Q3E-DRAFT": "q3e-draft-2025.txt",
    "ICH-Q5A-R2": "q5a-r2.txt",
    "ICH-Q5D": "q5d.txt",
    "ICH-Q5E": "q5e.txt",
    "ICH-Q6B": "q6b.txt",
    "ICH-Q7": "q7.txt",
    "ICH-Q10": "q10.txt",
    "ICH-Q11": "q11.txt",
    "ICH-Q12": "q12.txt",
    "ICH-Q12-ANNEXES": "q12-annexes.txt",
    "ICH-Q14": "q14.txt",
    "EU-DIR-2001-83": "directive-2001-83-articles.txt",
    "FDA-CCIT-2008": "ccit-in-lieu-of-sterility-2008.txt",
    "FDA-HCTP-MM-HU-2020": "hctp-minimal-manipulation-2020.txt",
    "FDA-PROCESS-VALIDATION-2011": "process-validation-2011.txt",
    "FDA-PYROGEN-QA-2012": "pyrogen-endotoxin-qa-2012.txt",
    "FDA-RMAT-DEVICES-2019": "rmat-devices-2019.txt",
    "USC-21-351": "fdca-501-adulteration.txt",
    "USC-21-356": "fdca-506-expedited.txt",
    "USC-21-356b": "fdca-506b-postmarketing.txt",
    "USC-21-356k": "fdca-506k-platform-technologies.txt",
}
"""Documents with `read` requirements, and the file name of a whole text of each."""

TUNING: tuple[str, ...] = (
    "ICH-Q5A-R2",
    "ICH-Q12",
    "ICH-Q2-R2",
    "ICH-Q7",
    "FDA-PYROGEN-QA-2012",
    "USC-21-356k",
    "EU-DIR-2001-83",
)
"""What the matching was tuned on. Everything else in LIBRARY is held out."""

import argparse  # noqa: E402
import sys  # noqa: E402
from collections import Counter, defaultdict  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from dataclasses import replace  # noqa: E402
from pathlib import Path  # noqa: E402

from atmp_gap.corpus.bundled import open_corpus  # noqa: E402
from atmp_gap.verify import anchors, candidates  # noqa: E402
from atmp_gap.verify.extract.file import extract  # noqa: E402
from atmp_gap.verify.lookup import Lookup  # noqa: E402
from atmp_gap.verify.lookups import lookups_of  # noqa: E402
from atmp_gap.verify.needs import Need, reader_of  # noqa: E402
from atmp_gap.verify.numbers import LOWER, UPPER  # noqa: E402
from atmp_gap.verify.sections.locator import targets_of  # noqa: E402
from atmp_gap.verify.sections.outline import Outline  # noqa: E402

FACTORS = (2, 3, 10)


def falsified(
    task: Lookup, others: list[Lookup], documents: list[str]
) -> Iterator[tuple[str, Lookup]]:
    """Variants of a true statement that are false: kind of change, and the changed task.

    The anchors stay, so that only the change itself can be noticed.
    """
    for index, need in enumerate(task.needs):

        def changed(index: int = index, need: Need = need, **what: object) -> Lookup:
            needs = list(task.needs)
            needs[index] = replace(need, **what)  # type: ignore[arg-type]
            return replace(task, needs=tuple(needs))

        for factor in FACTORS:
            yield "number", changed(value=need.value * factor)
        yield "number", changed(value=need.value + 1)
        if need.dimension == "time":
            yield "unit", changed(value=need.value * 7)
            yield "unit", changed(value=need.value / 24)
        elif need.dimension is not None:
            yield "unit", changed(dimension="mass" if need.dimension != "mass" else "volume")
            yield "unit", changed(dimension="time")
        if need.bound:
            yield "bound", changed(bound=LOWER if need.bound == UPPER else UPPER)
    true = targets_of(task.locator)
    seen = 0
    for other in others:
        theirs = targets_of(other.locator)
        if seen < 3 and true and theirs and not any(_related(a, b) for a in true for b in theirs):
            seen += 1
            yield "section", replace(task, locator=other.locator)
    at = documents.index(task.document) if task.document in documents else 0
    for step in (1, 2)[: len(documents) - 1]:
        yield "document", replace(task, document=documents[(at + step) % len(documents)])


def _related(a: list[tuple[str, str]], b: list[tuple[str, str]]) -> bool:
    """Whether one of two sections may lie inside the other, or is told by a table or a note."""
    loose = {"table", "note", "footnote", "point", "page"}
    if any(kind in loose for kind, _ in (*a, *b)):
        return True
    for (kind, label), (other, name) in zip(a, b, strict=False):
        if kind != other:
            return True
        parts, more = label.replace("/", ".").split("."), name.replace("/", ".").split(".")
        shared = min(len(parts), len(more))
        if (
            parts[:shared] != more[:shared]
            and not label.startswith(name)
            and not name.startswith(label)
        ):
            return False
    return True


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("folder", type=Path)
    options.add_argument("--set", default="held-out", choices=("tuning", "held-out", "all"))
    options.add_argument("--only", nargs="*", help="these documents only")
    options.add_argument("--ending", default=".txt", help="the ending of the files: .txt or .pdf")
    options.add_argument("--misses", action="store_true", help="print every miss")
    given = options.parse_args()
    chosen = [
        name
        for name in LIBRARY
        if (given.set == "all" or (name in TUNING) == (given.set == "tuning"))
        and (not given.only or name in given.only)
    ]
    corpus = open_corpus()
    reader = reader_of(corpus)
    by_document: dict[str, list[Lookup]] = defaultdict(list)
    for task in lookups_of(corpus):
        if task.anchors:
            by_document[task.document].append(task)
    opened = {}
    for name in chosen:
        file = Path(LIBRARY[name]).stem + given.ending
        paths = [p for p in given.folder.rglob("*") if p.name in (file, f"ich-{file}")]
        if paths and by_document[name]:
            full = extract(paths[0])
            opened[name] = (full, Outline(full), candidates.Windows(full, reader))
    documents = list(opened)
    true: Counter[str] = Counter()
    false: Counter[tuple[str, bool]] = Counter()
    first = third = looked = 0
    for name, (full, outline, windows) in opened.items():
        for task in by_document[name]:
            found = anchors.check(outline, task, reader)
            true[found.result] += 1
            if given.misses and found.result != "confirmed":
                why = f"{found.reason} {found.about}"
                print(f"MISS {task.key} {name} {task.locator}: {found.result}: {why}")
            if found.passages:
                looked += 1
                rank = _rank(
                    candidates.look(windows, outline, replace(task, anchors=())), full, task, found
                )
                first += rank == 1
                third += 0 < rank <= 3
                if given.misses and rank != 1:
                    print(f"RANK {rank} {task.key} {name} {task.locator}")
            for kind, variant in falsified(task, by_document[name], documents):
                if variant.document not in opened:
                    continue
                _, structure, _ = opened[variant.document]
                result = anchors.check(structure, variant, reader)
                wrong = result.result == "confirmed"
                false[kind, wrong] += 1
                if given.misses and wrong:
                    print(f"FALSE {kind} {task.key} {name}: {variant.locator} {variant.needs}")
    n = sum(true.values())
    print(f"{len(opened)} documents ({given.set}), n = {n} true statements: {dict(true)}")
    if not n:
        return 3
    print(f"recall: {true['confirmed'] / n:.1%}")
    total = sum(false.values())
    wrong = sum(times for (_, bad), times in false.items() if bad)
    print(f"false confirmations: {wrong} of {total} = {wrong / max(1, total):.1%}")
    for kind in ("number", "unit", "bound", "section", "document"):
        print(f"  {kind}: {false[kind, True]} of {false[kind, True] + false[kind, False]}")
    print(
        f"candidates, anchors stripped: first {first}/{looked} = {first / looked:.1%}, "
        f"among three {third}/{looked} = {third / looked:.1%}"
    )
    return 0


def _rank(result: object, full: object, task: Lookup, found: object) -> int:
    """The place among the candidates of the first that holds an anchor where anchors stand."""
    true = [
        place
        for anchor in task.anchors
        for place in full.find(anchor)  # type: ignore[attr-defined]
    ]
    centre = found.passages[0]  # type: ignore[attr-defined]
    near = [p for p in true if centre.start - 3000 <= p[0] <= centre.end + 3000] or true
    for rank, passage in enumerate(result.passages, 1):  # type: ignore[attr-defined]
        if any(passage.start <= start and end <= passage.end for start, end in near):
            return rank
    return 0


if __name__ == "__main__":
    sys.exit(main())
