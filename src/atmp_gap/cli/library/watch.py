"""``atmp-gap library watch``: what feeds announce that the register does not know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped
from atmp_gap.cli.library.get import Mirror

if TYPE_CHECKING:
    from atmp_gap.library.feed import FeedItem

Feeds = Annotated[
    list[str],
    typer.Option(
        "--feed",
        metavar="FILE|URL",
        help="Federal Register JSON, RSS or Atom; a file or a public address. Repeatable.",
    ),
]
All = Annotated[bool, typer.Option("--all", help="Also what the register knows already.")]
Drafts = Annotated[
    Path | None,
    typer.Option("--drafts", metavar="FILE", help="Write draft register entries (YAML)."),
]
FailOn = Annotated[
    str | None,
    typer.Option("--fail-on", metavar="new", help="Exit 1 where anything new is announced."),
]


@grouped
def watch(
    *,
    feed: Feeds,
    all_: All = False,
    drafts: Drafts = None,
    fail_on: FailOn = None,
    mirror: Mirror = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Hold feeds against the register: what names no text of it, or is younger than one it names.

    A feed with an address is fetched by the rules of `library get`; nothing else is. With
    `--fail-on new` exit 1 also where a feed has further pages that were not read.
    """
    from atmp_gap.cli import output as out
    from atmp_gap.library.watch import hold_against
    from atmp_gap.report.library_watch import drafts_text, watch_sheet

    if fail_on not in (None, "new"):
        raise Stop(f"unknown --fail-on {fail_on!r}", "known: new")
    formatter = printed.formatter()
    corpus = layers.corpus()
    items: list[FeedItem] = []
    unread = False
    for name in feed:
        found, left = _items(name, mirror)
        items += found
        if left:
            unread = True
            out.warn(
                f"{name}: at least {left} more are announced on further pages, which were not "
                "read: ask for all on one page, or name each page with --feed"
            )
    announced = hold_against(corpus, items)
    unregistered = [found for found in announced if found.draft]
    if drafts is not None and unregistered:
        out.write(drafts_text(unregistered), drafts, printed.force)
        out.warn(f"wrote {drafts}: {len(unregistered)} drafts; look up what says TODO")
    elif drafts is not None:
        out.warn("no drafts were written: every item names a text of the register")
    printed.write(formatter.sheet(watch_sheet(announced, all_)))
    new = unread or any(found.new for found in announced)
    return ExitCode.FOUND if fail_on and new else ExitCode.DONE


def _items(name: str, mirror: str | None) -> tuple[list[FeedItem], int]:
    """What one feed announces, and how much it does elsewhere. Stops where it cannot be read."""
    from atmp_gap.library.feed import MOST_BYTES, FeedError, left_unread, read_feed

    try:
        if "://" in name:
            raw = _fetched(name, mirror)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
        return read_feed(raw), left_unread(raw)
    except OSError as error:
        raise Stop(f"cannot read {name}: {error.strerror}", None, ExitCode.INPUT) from None
    except FeedError as error:
        raise Stop(f"{name} {error}", "name a feed with --feed", ExitCode.INPUT) from None


def _fetched(address: str, mirror: str | None) -> bytes:
    """A feed by its address, judged as those of texts are."""
    import tempfile

    from atmp_gap.cli.library.get import judge
    from atmp_gap.library.download import Downloader, Limits, NotFetchedError
    from atmp_gap.library.feed import MOST_BYTES
    from atmp_gap.report.library import failure_words

    limits = Limits(bytes=MOST_BYTES, total=120)
    with tempfile.TemporaryDirectory() as folder:
        try:
            fetched = Downloader(judge(mirror), Path(folder), limits).fetch(address)
        except NotFetchedError as failure:
            words = failure_words(failure.kind, failure.detail, address)
            raise Stop(
                f"{address}: {words}", "save it, and name the file", ExitCode.INPUT
            ) from None
        return fetched.path.read_bytes() if fetched.path else b""
