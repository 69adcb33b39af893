"""The page docs/performance.md: ratios first, then budgets, then what they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from benchmarks import before
from benchmarks.budgets import budgets
from benchmarks.cells import folded, number, spread, table
from benchmarks.figures import Results
from benchmarks.ours import FORMATS
from benchmarks.peers import PEERS

STARTS = (
    ("bare", "bare Python, `python -c pass`"),
    ("--version", "`atmp-gap --version`"),
    ("--help", "`atmp-gap --help`"),
    ("show hcDNA", "`atmp-gap show hcDNA`"),
    ("compare --topic impurities", "`atmp-gap compare --topic impurities`"),
    ("compare", "`atmp-gap compare`, the whole bundled corpus (as shipped)"),
    (
        "compare --product car-t",
        "`atmp-gap compare --product car-t`, for the first time (the bundled corpus as shipped)",
    ),
    ("compare --no-cache", "`atmp-gap compare --no-cache`, all from the YAML files"),
    ("check requirements", "`atmp-gap check requirements`, the same as YAML files"),
)
READINGS = (
    ("scan", "libyaml events, merely scanned"),
    ("compare", "`compare`, cold"),
    ("first", "`compare`, first run, filling the cache"),
    ("warm", "`compare`, warm"),
    ("check", "`check` with all rules, cold"),
)


def text(results: Results) -> str:
    """The whole page."""
    about = results.about
    lines = [
        "# Performance",
        "",
        "<!-- Written by: python -m benchmarks -->",
        "",
        f"All figures are of one run on one machine, from {about['started']} to "
        f"{about.get('finished', '(not finished)')}"
        + (", interrupted and gone on with" if about.get("interrupted") else "")
        + f", at revision {about['revision'] or 'unknown'}. They are **processor time**: user and "
        "system time of a command and all it starts, "
        + ("on one processor. " if about.get("pinned") else "on all processors there are. ")
        + "Trust the ratios: each is the median over pairs of runs made one right after the other, "
        "so that what else the machine does falls on both. Seconds are of this machine only.",
        "",
        "![Items against seconds, ours and the neighbouring tools](performance.svg)",
        "",
        *_ratios(results),
        *before.section(results),
        *_budgets(results),
        *_costs(results),
        *_growth(results),
        *_asked(results),
        *_machine(results),
        *_again(),
    ]
    return "\n".join(folded(line) for line in lines)


def _ratios(results: Results) -> Iterator[str]:
    sizes = results.about["sizes"]
    yield from ("## Ratios", "", "Median, and in brackets the least and the most of all pairs.", "")
    yield from (
        "A start, beside the **import floor**: one process that imports typer, yaml, pydantic's "
        "BaseModel and rich's console, and ends.",
        "",
    )
    yield from table(
        ("start", "of the import floor", "pairs"),
        [
            (label, spread(found), str(found.runs))
            for name, label in STARTS
            if (found := results.ratio(f"floor/{name}"))
        ],
    )
    yield from (
        "Made-up corpora, beside **CSafeLoader** merely reading the same files, with the collector "
        "off as it is while ours reads:",
        "",
    )
    yield from _by_size(results, sizes, [(f"ours/{name}", label) for name, label in READINGS])
    yield from ("Report formats, beside the plain text of the same comparison, all cold:", "")
    formats = [(f"formats/{name}", name) for name in FORMATS if name != "table"]
    yield from _by_size(results, [size for size in sizes if size <= 10_000], formats)
    yield from (
        "The neighbours: `--help` beside the import floor, and their main job beside a cold "
        "`compare` of ours on as many requirements. What each is asked, and how far that "
        "compares, stands [below](#what-each-was-asked).",
        "",
    )
    small = [size for size in sizes if size <= 10_000]
    yield from table(
        ("tool", "`--help`", *(f"{size:,} items" for size in small)),
        [
            (
                f"{peer.name} {results.about['packages'].get(peer.name, '')}",
                spread(results.ratio(f"peers/{peer.name} --help")),
                *(spread(results.ratio(f"peers/{peer.name}/{size}")) for size in small),
            )
            for peer in PEERS
        ],
    )


def _by_size(
    results: Results, sizes: Sequence[int], names: Sequence[tuple[str, str]]
) -> Iterator[str]:
    rows = []
    for name, label in names:
        cells = [spread(results.ratio(f"{name}/{size}")) for size in sizes]
        if any(cells):
            rows.append((label, *cells))
    yield from table(("", *(f"{size:,}" for size in sizes)), rows)


def _budgets(results: Results) -> Iterator[str]:
    yield from ("## Budgets", "")
    rows = []
    for budget in budgets(results):
        measured = "" if budget.value is None else number(budget.value)
        bound = f"at {'least' if budget.above else 'most'} {budget.bound:g}"
        rows.append(
            (budget.what, bound, ("over " if budget.over else "") + measured, budget.verdict)
        )
    yield from table(("what", "budget", "measured", ""), rows, 0)
    missed = [budget.what for budget in budgets(results) if budget.met is False]
    if missed:
        yield from (f"**Missed:** {'; '.join(missed)}.", "")
    same = results.about.get("same", {})
    if same and all(same.values()):
        yield from ("The cold and the warm report were the same, byte by byte, at every size.", "")
    elif same:
        yield from ("**The cold and the warm report differed.**", "")
    for task, code in results.failures().items():
        yield from (f"**Failed with exit code {code}, and left out: {task}.**", "")


def _costs(results: Results) -> Iterator[str]:
    yield from (
        "## Seconds and memory",
        "",
        "Processor time of the process and those it waited for, median with the least and the "
        "most; the largest resident memory of any one of them (less than about 20 MB cannot be "
        "told apart). A figure others are divided by has more runs.",
        "",
    )
    rows = []
    for task, label, size in _tasks(results):
        seconds, memory = results.seconds(task), results.megabytes(task)
        if seconds is None or memory is None:
            continue
        items = f"{size:,}" if size else ""
        rows.append((label, items, spread(seconds, ""), number(memory.most), str(seconds.runs)))
    yield from table(("what", "items", "seconds", "peak MB", "runs"), rows)


def _tasks(results: Results) -> Iterator[tuple[str, str, int | None]]:
    """Everything that may have been measured: key, label, size."""
    sizes = results.about["sizes"]
    yield "floor/imports", "the import floor", None
    for name, label in STARTS:
        yield f"floor/{name}", label, None
    for name, label in (("load", "CSafeLoader, merely reading"), *READINGS):
        for size in sizes:
            yield f"ours/{name}/{size}", label, size
    for part, name, label in before.BOTH:
        for size in sizes if part == "ours" else [None]:
            key = f"before/{name}" + (f"/{size}" if size else "")
            yield key, f"before: {label}", size
    for name in FORMATS:
        for size in sizes:
            yield f"formats/{name}/{size}", f"`compare --format {name}`, cold", size
    for peer in PEERS:
        yield f"peers/{peer.name} --help", f"{peer.name} `--help`", None
        for size in sizes:
            yield f"peers/{peer.name}/{size}", peer.name, size


def _growth(results: Results) -> Iterator[str]:
    sizes = results.about["sizes"]
    steps = list(pairwise(sizes))
    if not steps:
        return
    yield from (
        "## Growth",
        "",
        "Time as a power of the size between two sizes: 1 is linear, 2 quadratic. From 1,000 to "
        "10,000 the start of the program, which does not grow, makes it look less.",
        "",
    )
    names = [f"ours/{name}" for name in ("scan", "load", "compare", "first", "warm", "check")]
    names += [f"formats/{name}" for name in FORMATS] + [f"peers/{peer.name}" for peer in PEERS]
    labels = {f"ours/{name}": label for name, label in READINGS}
    labels["ours/load"] = "CSafeLoader, merely reading"
    rows = []
    for name in names:
        found = [results.exponent(name, *step) for step in steps]
        if not any(found):
            continue
        label = labels.get(name, name.split("/")[1])
        label = f"`compare --format {label}`" if name.startswith("formats") else label
        cells = ["" if e is None else ("over " if e[1] else "") + f"{e[0]:.2f}" for e in found]
        rows.append((label, *cells))
    yield from table(("", *(f"{a:,} to {b:,}" for a, b in steps)), rows)


def _asked(results: Results) -> Iterator[str]:
    about = results.about
    yield from (
        "## What each was asked",
        "",
        "Ours: `compare --no-bundled --requirements FOLDER -o FILE` reads every file of the "
        "folder, validates it, resolves every name, compares the two agencies on every subject and "
        "writes the report. *Cold* is with `--no-cache`, *warm* with a cache that an earlier run "
        "filled. `check` reads the same and runs every rule. The file cache of the operating "
        "system is warm for all. CSafeLoader's results are dropped file by file.",
        "",
        "The corpora are made up by a seeded generator in the format of `requirements/`: subjects "
        "grow with the corpus, one to twelve entries each, about 500 requirements to a topic, with "
        "every kind of slot and every verdict.",
        "",
        "No neighbour does what ours does: none compares typed answers. Each got as many items, "
        "the same in its own format (half of each agency, four fifths of the second linked to the "
        "first), and the command nearest to reading, checking and reporting them. Its items are "
        f'smaller than ours. A run was ended after {about["cap"]:g} s and is given as "over".',
        "",
    )
    sizes = [size for size in about["sizes"] if size <= 10_000]
    ours = [_size(results, "atmp-gap", size) for size in sizes]
    rows = [("atmp-gap", "", "", *ours)]
    for peer in PEERS:
        command = f"`{peer.program} {' '.join(peer.job)}`"
        cells = [_size(results, peer.name, size) for size in sizes]
        rows.append((peer.name, f"{command}: {peer.asked}", peer.beside, *cells))
    head = ("tool", "asked", "beside ours", *(f"MB, {size:,}" for size in sizes))
    yield from table(head, rows, len(sizes))
    yield from ("OUT is a folder that is removed before each run, FILES all YAML files.", "")


def _size(results: Results, name: str, size: int) -> str:
    found = results.about["megabytes"].get(f"{name}/{size}")
    return "" if found is None else number(found)


def _machine(results: Results) -> Iterator[str]:
    about = results.about
    told = about["machine"]
    yield from ("## The machine", "")
    rows = [
        ("processor", told["processor"]),
        ("cores", told["cores"]),
        ("memory", told["memory"]),
        ("system", told["system"]),
        ("load", told["load"]),
        ("Python", told["python"]),
    ]
    packages = {**about["packages"], **about.get("with", {})}
    rows += list(packages.items())
    yield from table(("", ""), rows, 0)


def _again() -> Iterator[str]:
    yield from (
        "## Run it again",
        "",
        "```sh",
        "python -m benchmarks",
        "```",
        "",
        "From the top of a clone; it takes about 35 minutes on a quiet machine, `--quick` a few, "
        "and needs PyPI. `--only floor,ours` measures parts, `--sizes` other sizes, `--resume` "
        "goes on with an interrupted run; `--help` tells the rest. Each tool is installed in an "
        "environment of "
        "its own, this project as the wheel that users get. A figure has up to 15 pairs of runs, "
        "as many as fit into about 25 seconds, and at least one.",
        "",
    )
