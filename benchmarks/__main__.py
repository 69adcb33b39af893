"""Measure what the tool costs, and write docs/performance.md and docs/performance.svg.

    python -m benchmarks                       everything; 35 minutes or so
    python -m benchmarks --quick               1,000 requirements only, few runs; three minutes
    python -m benchmarks --only floor,ours     parts: floor, ours, before, formats, peers
    python -m benchmarks --sizes 1000,10000    other sizes; the largest for ours alone
    python -m benchmarks --resume              go on with a run that was interrupted
    python -m benchmarks --render              write the page again from the last run
    python -m benchmarks growth                how time grows with each thing there is more of
    python -m benchmarks passages --sources D  how well passages are found, on texts of your own

From the top of a clone, with Python 3.11 or later, git, and PyPI within reach; on Linux or macOS.
Everything else is made in the folder of --work: an environment with this project's wheel, one with
that of an earlier revision, one for each neighbouring tool, the made-up corpora, and the results,
which stay for the next run. Where the platform can, all of it runs on one processor.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import chart, page
from benchmarks.before import BEFORE
from benchmarks.environments import (
    ROOT,
    install,
    install_ours,
    machine,
    sources_of,
    versions,
)
from benchmarks.figures import Results
from benchmarks.measure import Measure, say
from benchmarks.ours import FORMATS, Ours
from benchmarks.peers import PEERS, help_task, job_task
from benchmarks.process import pin

PARTS = ("floor", "ours", "before", "formats", "peers")
SIZES = "1000,10000,100000"
LARGEST_FOR_ALL = 10_000
"""Report formats, the earlier revision and neighbouring tools are measured up to this size."""
SHOWN = ("typer", "pydantic", "pyyaml", "rich", "jinja2", "xlsxwriter", "python-docx")


def main(words: Sequence[str] | None = None) -> int:
    """Run the benchmark as asked. Gives 1 where a measured command failed."""
    given = sys.argv[1:] if words is None else list(words)
    if given[:1] == ["growth"]:
        from benchmarks import growth

        return growth.main(given[1:])
    if given[:1] == ["passages"]:
        from benchmarks import passages

        return passages.main(given[1:])
    asked = _options(words)
    work: Path = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    stored = work / "results.json"
    if asked.render:
        return _write(Results.load(stored), asked.output)
    results = Results.load(stored) if asked.resume and stored.is_file() else Results()
    _describe(results, asked)
    results.about["pinned"] = pin()
    measure = Measure(work, results, asked.runs, asked.patience, asked.cap)
    ours = _ours(asked, work, results)
    corpora = _corpora(asked, work, results)
    small = [size for size in asked.sizes if size <= LARGEST_FOR_ALL]
    if "floor" in asked.only:
        for task in (ours.bare(), *ours.starts()):
            measure.task(task)
    if "ours" in asked.only:
        for size in asked.sizes:
            _measure_ours(measure, ours, corpora[size], size)
    if "before" in asked.only:
        _measure_before(measure, asked, {size: corpora[size] for size in small})
    if "formats" in asked.only:
        for size in small:
            for name in FORMATS:
                measure.task(ours.format(name, corpora[size], size))
    if "peers" in asked.only:
        _measure_peers(measure, ours, asked, corpora, small)
    results.about["finished"] = time.strftime("%Y-%m-%d %H:%M")
    results.save(stored)
    return _write(results, asked.output)


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    lines = (__doc__ or "").splitlines()
    parser = argparse.ArgumentParser(
        "python -m benchmarks",
        description="\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--only", metavar="PARTS", default=",".join(PARTS), help="parts, separated by commas")
    add("--sizes", metavar="N,N", help=f"default {SIZES}")
    add("--runs", type=int, metavar="N", help="pairs of runs of a quick figure, default 15")
    add("--cap", type=float, default=900, metavar="S", help="end a run after that, default 900")
    add("--quick", action="store_true", help="1,000 only, three runs, a cap of 120 s")
    add("--python", default=sys.executable, help="interpreter for all environments")
    add("--resume", action="store_true", help="keep what an interrupted run measured")
    add("--render", action="store_true", help="measure nothing, write the page again")
    work = Path(tempfile.gettempdir()) / "atmp-gap-benchmarks"
    add("--work", type=Path, default=work, metavar="DIR", help=f"default {work}")
    output = "where page and plot go; docs after a whole run, else the folder of --work"
    add("--output", type=Path, metavar="DIR", help=output)
    asked = parser.parse_args(words)
    asked.only = [part for part in asked.only.split(",") if part]
    for part in asked.only:
        if part not in PARTS:
            parser.error(f"unknown part {part!r}; known: {', '.join(PARTS)}")
    sizes = asked.sizes or ("1000" if asked.quick else SIZES)
    asked.sizes = sorted(int(size) for size in sizes.split(","))
    # A part of the figures must not replace the published page.
    whole = asked.only == list(PARTS) and sizes == SIZES and not asked.quick
    asked.output = asked.output or (ROOT / "docs" if whole else asked.work / "docs")
    asked.runs = asked.runs or (3 if asked.quick else 15)
    asked.cap = min(asked.cap, 120) if asked.quick else asked.cap
    asked.patience = 5 if asked.quick else 25
    return asked


def _describe(results: Results, asked: argparse.Namespace) -> None:
    about = results.about
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    revision = described.stdout.strip()
    if about:
        if about["revision"] != revision:
            sys.exit(f"benchmarks: the stored run is of {about['revision']}, this is {revision}")
        about["interrupted"] = True
        about["sizes"] = sorted({*about["sizes"], *asked.sizes})
        return
    about.update(
        started=time.strftime("%Y-%m-%d %H:%M"),
        revision=revision,
        machine=machine(),
        sizes=asked.sizes,
        cap=asked.cap,
        runs=asked.runs,
        patience=asked.patience,
        packages={},
        megabytes={},
    )


def _ours(asked: argparse.Namespace, work: Path, results: Results) -> Ours:
    """This project in an environment of its own."""
    environment = work / "environments" / "atmp-gap"
    say("installing this project from the clone")
    environment.parent.mkdir(exist_ok=True)
    install_ours(environment, asked.python, work / "install.log")
    found = versions(environment)
    results.about["packages"]["atmp-gap"] = found["atmp-gap"]
    results.about["with"] = {name: found[name] for name in SHOWN if name in found}
    return _working(Ours(environment, work / "out"))


def _working(ours: Ours) -> Ours:
    """Its folder, made."""
    ours.out.mkdir(parents=True, exist_ok=True)
    return ours


def _corpora(asked: argparse.Namespace, work: Path, results: Results) -> dict[int, Path]:
    """The made-up corpora, written by another process so that this one stays small."""
    corpora = {}
    for size in asked.sizes:
        corpora[size] = work / f"corpus-{size}"
        say(f"writing {size:,} requirements")
        _write_elsewhere("benchmarks.corpus", size, corpora[size])
        results.about["megabytes"][f"atmp-gap/{size}"] = _megabytes(corpora[size])
    return corpora


def _measure_ours(measure: Measure, ours: Ours, corpus: Path, size: int) -> None:
    measure.task(ours.scan(corpus, size))
    measure.task(ours.compare(corpus, size))
    if size <= LARGEST_FOR_ALL:
        measure.task(ours.first_compare(corpus, size))
    measure.task(ours.warm_compare(corpus, size))
    reports = [ours.report(name, size) for name in ("cold", "warm")]
    if all(path.is_file() for path in reports):
        same = reports[0].read_bytes() == reports[1].read_bytes()
        measure.results.about.setdefault("same", {})[str(size)] = same
    measure.task(ours.check(corpus, size))


def _measure_before(measure: Measure, asked: argparse.Namespace, corpora: dict[int, Path]) -> None:
    """The earlier revision, in an environment of its own; nothing where the clone lacks it."""
    work = measure.work
    source = work / f"sources-{BEFORE}"
    say(f"installing this project as it was at {BEFORE}")
    if not sources_of(BEFORE, source):
        say(f"this clone lacks the revision {BEFORE}: nothing is measured of it")
        return
    environment = work / "environments" / "before"
    install_ours(environment, asked.python, work / "install.log", source)
    about = measure.results.about
    about["before"] = BEFORE
    for name, folder in (("before", source), ("after", ROOT)):
        about["megabytes"][f"bundled/{name}"] = _megabytes(folder / "requirements")
    before = _working(Ours(environment, work / "out" / "before", earlier=True))
    for task in before.starts():
        measure.task(task)
    for size, corpus in corpora.items():
        for task in (before.compare, before.warm_compare, before.check):
            measure.task(task(corpus, size))


def _measure_peers(
    measure: Measure,
    ours: Ours,
    asked: argparse.Namespace,
    corpora: dict[int, Path],
    sizes: Sequence[int],
) -> None:
    work, about = measure.work, measure.results.about
    for peer in PEERS:
        environment = work / "environments" / peer.name
        say(f"installing {peer.name}")
        install(environment, asked.python, [peer.name], work / "install.log")
        about["packages"][peer.name] = versions(environment)[peer.name]
        measure.task(help_task(peer, environment, ours.floor()))
    for size in sizes:
        items = work / f"items-{size}"
        say(f"writing {size:,} items in the formats of the neighbouring tools")
        _write_elsewhere("benchmarks.peer_formats", size, items)
        for peer in PEERS:
            about["megabytes"][f"{peer.name}/{size}"] = _megabytes(items / peer.name)
            environment = work / "environments" / peer.name
            beside = ours.compare(corpora[size], size)
            out = work / "out" / "peer"
            measure.task(job_task(peer, environment, items / peer.name, out, size, beside))


def _write_elsewhere(module: str, size: int, folder: Path) -> None:
    subprocess.run([sys.executable, "-m", module, str(size), str(folder)], cwd=ROOT, check=True)


def _megabytes(folder: Path) -> float:
    """Size of the files a tool reads, without git's own."""
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    return round(sum(path.stat().st_size for path in files) / 1e6, 2)


def _write(results: Results, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "performance.svg").write_text(chart.drawing(results), encoding="utf-8")
    (folder / "performance.md").write_text(page.text(results), encoding="utf-8")
    say(f"written: {folder / 'performance.md'} and performance.svg")
    failures = results.failures()
    for task, code in failures.items():
        say(f"{task} failed with {code}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
