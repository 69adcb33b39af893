"""``atmp-gap library get``: fetch texts of the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, grouped
from atmp_gap.cli.library import options as own

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.library.address import Addresses
    from atmp_gap.library.download import Limits
    from atmp_gap.library.get import Outcome
    from atmp_gap.library.wanted import WantedText

FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on", metavar="changed", help="Exit 1 where another edition of a text came."
    ),
]
Mirror = Annotated[
    str | None,
    typer.Option(
        "--mirror",
        metavar="URL",
        help="A server of your own that holds the texts under host and path. Also ATMP_GAP_MIRROR.",
    ),
]
Update = Annotated[bool, typer.Option("--update", help="Ask anew for what is there.")]
Wait = Annotated[
    float | None,
    typer.Option("--pause", min=0, metavar="SECONDS", help="Between two requests to a host; 1."),
]
Seconds = Annotated[
    float | None,
    typer.Option("--timeout", min=1, metavar="SECONDS", help="For one file in all; 900."),
]
Megabytes = Annotated[
    int | None, typer.Option("--max-size", min=1, metavar="MB", help="Of one file; 150.")
]


@grouped
def get(
    *,
    document: own.Documents = None,
    topic: own.Topics = None,
    profile: own.Profile = None,
    update: Update = False,
    fail_on: FailOn = None,
    mirror: Mirror = None,
    pause: Wait = None,
    timeout: Seconds = None,
    max_size: Megabytes = None,
    library: own.Folder = None,
    layers: LayerOptions,
) -> int:
    """Fetch public texts of the register; what comes must be recognised as the text asked for.

    Of all commands this one alone asks other computers for texts. Some hosts refuse programs: use a
    browser then, `library list --page` and `library add`. Exit 1 where something is missing.
    """
    from atmp_gap.cli import output as out
    from atmp_gap.library.record import LibraryError, held

    if not (document or topic or profile):
        raise Stop(
            "say which texts: --document ID, --topic TOPIC or --profile FILE",
            "atmp-gap library list names them, those first that would settle most",
        )
    if fail_on not in (None, "changed"):
        raise Stop(f"unknown --fail-on {fail_on!r}", "known: changed")
    corpus = layers.corpus()
    wanted = _wanted(corpus, document, topic, profile)
    addresses = judge(mirror)
    place = own.folder(library)
    try:
        with held(place):
            outcomes = _get(
                corpus, place, addresses, wanted, update, _limits(pause, timeout, max_size)
            )
    except LibraryError as error:
        raise Stop(str(error), error.hint) from None
    missing = [outcome.document.id for outcome in outcomes if outcome.missing]
    changed = [outcome.document.id for outcome in outcomes if outcome.replaces]
    if missing:
        out.warn(f"missing, {len(missing)} of {len(outcomes)}: {', '.join(missing)}")
    if changed:
        out.warn(f"changed: {', '.join(changed)}")
    return ExitCode.FOUND if missing or (fail_on and changed) else ExitCode.DONE


def judge(mirror: str | None) -> Addresses:
    """Which addresses may be asked. Stops where the mirror is no server."""
    from atmp_gap.library.address import Addresses, RefusedAddressError, check_mirror
    from atmp_gap.library.folder import mirror as named_mirror

    server = named_mirror(mirror)
    try:
        return Addresses(check_mirror(server) if server else "")
    except RefusedAddressError as error:
        raise Stop(
            f"the mirror {server} {error}", "for example: --mirror http://host:8000"
        ) from None


def _wanted(
    corpus: Corpus, document: list[str] | None, topic: list[str] | None, profile: Path | None
) -> list[WantedText]:
    from atmp_gap.library.wanted import named_texts, wanted_texts

    request = own.request(corpus, topic, profile)
    named = named_texts(corpus, own.documents(corpus, document), request.between, request.as_of)
    rest = wanted_texts(corpus, request) if topic or profile else []
    names = {text.document.id for text in named}
    return named + [text for text in rest if text.document.id not in names]


def _limits(pause: float | None, timeout: float | None, max_size: int | None) -> Limits:
    from dataclasses import replace

    from atmp_gap.library.download import Limits

    usual = Limits()
    return replace(
        usual,
        pause=usual.pause if pause is None else pause,
        total=timeout or usual.total,
        bytes=max_size * 1_000_000 if max_size else usual.bytes,
    )


def _get(
    corpus: Corpus,
    place: Path,
    addresses: Addresses,
    wanted: list[WantedText],
    update: bool,
    limits: Limits,
) -> list[Outcome]:
    """Fetch with a bar that says what is fetched and how far it is."""
    from atmp_gap.cli import output as out
    from atmp_gap.library.download import Downloader
    from atmp_gap.library.get import Fetching
    from atmp_gap.report.library import outcome_line

    with own.progress("fetching") as tell:
        now = [""]

        def begin(name: str) -> None:
            now[0] = name
            tell(0, None, name)

        downloader = Downloader(
            addresses, place / ".partial", limits, lambda done, total: tell(done, total, now[0])
        )
        outcomes = []
        for outcome in Fetching(corpus, place, downloader, update, begin).get(wanted):
            # Said at once: a run may take long, and may be interrupted.
            out.write(f"{outcome_line(outcome)}\n", None)
            outcomes.append(outcome)
        return outcomes
