"""``atmp-gap show``: one subject, both sides, and why; also by a statement or a document."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.model.precedent import Precedent
    from atmp_gap.model.requirement import Requirement
    from atmp_gap.search.found import Found


@grouped
def show(
    *,
    word: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help="A subject by id or everyday word (hcDNA, RCL); the id of a statement or of a "
            "document; or words that stand in one of them.",
            autocompletion=completion.subjects,
        ),
    ],
    sides: SideOptions,
    ledger: options.LedgerFile = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Show a subject: what both sides say, where it stands, and why the verdict came out so."""
    from atmp_gap.cli.output import warn
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.report.document import document_sheet

    formatter = printed.formatter()
    opened = layers.opening()
    corpus = opened.corpus
    between = sides.agencies_in(corpus)
    found = _subjects(corpus, word)
    if not found:
        if document := _document(corpus, " ".join(word)):
            sheet = document_sheet(corpus, document)
            printed.write(formatter.sheet(sheet), len(sheet.rows))
            return ExitCode.DONE
        found = _searched(opened, word, printed)
        if not found:
            return ExitCode.DONE
    topics = dict.fromkeys(corpus.subjects[name].topic for name in found)
    result = compare(
        corpus,
        Request(
            between,
            sides.day_in(corpus),
            topics=tuple(topics),
            drafts=not sides.no_drafts,
            subjects=found,
            checks=options.checks(corpus, ledger),
        ),
    )
    printed.write(formatter.detail(result), len(result.rows))
    for finding in result.findings:
        warn(f"{finding.place}: warning[{finding.code}] {finding.message}")
    return ExitCode.DONE


def _subjects(corpus: Corpus, words: Sequence[str]) -> tuple[str, ...]:
    """The subjects that are called so, all words together or each of them; none if they are not."""
    from atmp_gap.cli.console import note
    from atmp_gap.corpus.words import UnknownWordError, fold, subjects
    from atmp_gap.text.escape import one_line

    lexicon = subjects(corpus)
    stated: dict[str, Requirement | Precedent] = {
        fold(name): requirement for name, (_, requirement, _) in corpus.requirements.items()
    }
    stated |= {fold(name): placed.precedent for name, placed in corpus.precedents.items()}
    for asked in ([" ".join(words)], words):
        found: dict[str, None] = {}
        for word in asked:
            if item := stated.get(fold(word)):
                found.update(dict.fromkeys(item.subjects))
                note(f"{item.id}: {one_line(item.statement)}")
                continue
            try:
                found.update(dict.fromkeys(lexicon.find(word)))
            except UnknownWordError:
                break
        else:
            return tuple(found)
    return ()


def _document(corpus: Corpus, words: str) -> str | None:
    """The document of an id, a reference, or a short name that only one has."""
    from atmp_gap.corpus.words import fold

    asked = fold(words)
    found = [
        document.id
        for document in corpus.documents.values()
        if asked in (fold(document.id), fold(document.reference or ""), fold(document.short_name))
    ]
    exact = [name for name in found if fold(name) == asked]
    return (exact or found)[0] if len(exact or found) == 1 else None


def _searched(
    opened: options.Opening, words: Sequence[str], printed: PrintOptions
) -> tuple[str, ...]:
    """The subjects of the one clear match; none after the listing of what was found instead.

    Stops where nothing holds the words, and where the format is no listing for people.
    """
    from atmp_gap.cli import search
    from atmp_gap.cli.output import warn
    from atmp_gap.report import LAID_OUT

    said = " ".join(words)
    found = search.find(opened, said)
    clear = found.clear
    if clear and clear[0].kind == "subject":
        name = clear[0]
        warn(f"note: no subject is called {_short(said)}; only this one has the words in its title")
        return (name.id,)
    formatter = printed.formatter()
    again = f"atmp-gap search {shlex.join(words)}" if len(said) < 60 else "atmp-gap search WORDS"
    if not found.hits or formatter.name not in LAID_OUT:
        raise Stop(f"unknown subject {_short(said)}", _near(found, again))
    warn(f"note: {_short(said)} is not one subject, statement or document; found instead:")
    printed.write(search.listing(formatter, found))
    return ()


def _near(found: Found, again: str) -> str:
    """A help line: what is near by meaning, apart from it what is only spelt so, and the search."""
    said = []
    if meant := list(dict.fromkeys(hit.id for hit in found.meaning))[:5]:
        said.append(f"near by meaning: {', '.join(meant)}")
    if spelt := list({(hit.via or hit.id).casefold(): hit.via for hit in found.spelling}.values())[
        :3
    ]:
        said.append(f"near by spelling: {', '.join(map(repr, spelt))}")
    return "; ".join([*said, f"{again} lists what was found"])


def _short(said: str) -> str:
    from atmp_gap.text.wrap import shorten

    return repr(shorten(" ".join(said.split()), 60))
