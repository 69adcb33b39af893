"""The neighbouring tools: what each is asked to do, and how far that compares with `compare`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import program
from benchmarks.task import Task


@dataclass(frozen=True)
class Peer:
    """A tool on PyPI, its command on made-up items, and what that command does.

    In ``job`` and ``first`` the word ``OUT`` stands for a folder that is new for each run, and
    ``FILES`` for all YAML files of the items.
    """

    name: str
    program: str
    job: tuple[str, ...]
    asked: str
    beside: str
    first: tuple[str, ...] = ()


PEERS = (
    Peer(
        "check-jsonschema",
        "check-jsonschema",
        ("--schemafile", "schema.json", "FILES"),
        "check all YAML files, 50 items in each, against a JSON Schema",
        "the form of each item alone: no references, no relation between items, no report",
    ),
    Peer(
        "doorstop",
        "doorstop",
        ("--no-reformat",),
        "its main command: read all items, one file for each, and check links, stamps and levels",
        "nearest in kind: items as YAML files in git, and links checked both ways; items are "
        "already stamped, so it writes nothing; no typed answers, no report",
    ),
    Peer(
        "strictdoc",
        "strictdoc",
        ("export", "--formats", "json", "--output-dir", "OUT", "."),
        "read two documents, check relations, export JSON, with its cache empty",
        "reads, checks relations and writes a report, as ours does; its own text format; it "
        "starts processes of its own on both cores",
    ),
    Peer(
        "compliance-trestle",
        "trestle",
        ("validate", "-a"),
        "validate a workspace of two OSCAL catalogs and a collection of mappings",
        "JSON, not YAML; checks the form and ids, but not that mapped ids exist; no report",
        ("init", "--local"),
    ),
    Peer(
        "sssom",
        "sssom",
        ("validate", "map.sssom.tsv"),
        "validate one table of mappings",
        "half as many rows as items, because only mappings are kept there and no texts; no report",
    ),
    Peer(
        "sphinx-needs",
        "sphinx-build",
        ("-q", "-b", "needs", ".", "OUT"),
        "read all pages, 50 items in each, check links, write needs.json",
        "reads, checks links and writes a report; reStructuredText, not YAML; no HTML is written",
    ),
)


def help_task(peer: Peer, environment: Path, floor: Task) -> Task:
    """Its ``--help``, beside the import floor."""
    command = (program(environment, peer.program), "--help")
    return Task(f"peers/{peer.name} --help", f"{peer.name} --help", command, Path("/"), floor)


def job_task(
    peer: Peer, environment: Path, items: Path, out: Path, size: int, ours: Task | None
) -> Task:
    """Its main job on the items, beside ours on as many."""
    tool = program(environment, peer.program)
    words: list[str | Path] = []
    for word in peer.job:
        if word == "FILES":
            words += sorted(path.relative_to(items) for path in items.glob("files/*.yaml"))
        else:
            words.append(out if word == "OUT" else word)
    return Task(
        key=f"peers/{peer.name}/{size}",
        label=f"{peer.name}: {' '.join(peer.job)}",
        command=(tool, *words),
        folder=items,
        reference=ours,
        fresh=(out,),
        first=((tool, *peer.first),) if peer.first else (),
    )
