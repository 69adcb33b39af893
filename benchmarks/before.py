"""An earlier revision of this project: what is measured of it, and its section of the page."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.cells import number, spread, table
from benchmarks.figures import Results

BEFORE = "eb1f3d3"
"""The revision: before reading, comparing and checking were brought into one process, with
ordinary records and one store."""
BOTH = (
    ("floor", "--version", "`--version`"),
    ("floor", "--help", "`--help`"),
    ("floor", "compare", "`compare`, bundled corpus as installed"),
    ("floor", "compare --no-cache", "`compare --no-cache`, bundled corpus"),
    ("ours", "compare", "`compare`, cold"),
    ("ours", "warm", "`compare`, warm"),
    ("ours", "check", "`check`, cold"),
)
"""What is measured of the earlier revision too: part, name, label."""
STARTS = tuple(name for part, name, _ in BOTH if part == "floor")
"""The starts among them."""


def section(results: Results) -> Iterator[str]:
    """Our figures at the earlier revision, beside today's."""
    revision = results.about.get("before")
    if not revision:
        return
    yield from (
        "## Before and after",
        "",
        f"*Before* is revision {revision}, installed and run in the same way and in the same run: "
        "it shared its work among processes, had records and schemas of its own making, and kept "
        "what it read in a binary form. *After* does all in one process, with ordinary records "
        "and one store of JSON. Starts and the bundled corpus are beside the import floor, the "
        "others beside CSafeLoader; MB are peak memory."
        + "".join(_grown(results.about["megabytes"])),
        "",
    )
    rows = []
    for part, name, label in BOTH:
        for size in results.about["sizes"] if part == "ours" else [None]:
            end = f"/{size}" if size else ""
            keys = (f"before/{name}{end}", f"{part}/{name}{end}")
            found = [results.ratio(key) for key in keys]
            if all(found):
                memory = [results.megabytes(key) for key in keys]
                sized = f"{label}, {size:,}" if size else label
                rows.append((sized, *map(spread, found), *(number(m.most) for m in memory if m)))
    yield from table(("", "before", "after", "MB before", "MB after"), rows)


def _grown(megabytes: dict[str, float]) -> Iterator[str]:
    """That the bundled corpus is not the same, where it is not."""
    old, new = megabytes.get("bundled/before"), megabytes.get("bundled/after")
    if old and new and old != new:
        yield (
            f" Each has its own bundled corpus, of {number(old)} MB before and {number(new)} MB "
            "after; the made-up ones are the same."
        )
