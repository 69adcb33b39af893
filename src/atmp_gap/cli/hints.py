"""What was meant where a word stands that the command does not take: the option it belongs to."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atmp_gap.cli.exits import Stop
from atmp_gap.text.escape import one_line

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.words import Lexicon


def unexpected(
    command: str, words: Sequence[str], params: Sequence[Any], given: Mapping[str, Any]
) -> Stop:
    """The error for words that a command does not take, with the options that would take them."""
    said = " ".join(words)
    error = f"{command} takes no argument {said!r}"
    known = {param.name: param.opts[0] for param in params if param.param_type_name == "option"}
    meant = _files(words, known) or _meant(words, known, given)
    if meant:
        return Stop(error, one_line(f"did you mean {' '.join(meant)}?"))
    corpus = _corpus(given)
    if corpus is not None and "topic" not in known and (elsewhere := _named(corpus, words)):
        return Stop(error, f"did you mean {elsewhere}?")
    return Stop(error, f"{command} --help lists its options")


def unknown_command(word: str) -> str | None:
    """What was meant by a word that is no command; None where it means nothing."""
    corpus = _corpus({})
    return _named(corpus, [word]) if corpus is not None else None


def _named(corpus: Corpus, words: Sequence[str]) -> str | None:
    """The command that says something on words of a topic or a subject."""
    from atmp_gap.corpus import words as lexicons

    said = " ".join(words)
    if found := _ids(lexicons.topics(corpus), said):
        return f"atmp-gap compare --topic {found[0]}"
    if _ids(lexicons.subjects(corpus), said):
        return f"atmp-gap show {shlex.join(words)}"
    return None


def _files(words: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Options for words that are a file or a folder."""
    if len(words) != 1:
        return []
    path = Path(words[0])
    if path.is_dir():
        name = "library" if "library" in known else "requirements"
    elif path.suffix.lower() in (".yaml", ".yml"):
        name = "profile"
    elif path.suffix and "output" in known:
        name = "positions" if path.is_file() and "positions" in known else "output"
    else:
        return []
    return [known[name], shlex.quote(words[0])] if name in known else []


def _meant(words: Sequence[str], known: Mapping[str, str], given: Mapping[str, Any]) -> list[str]:
    """Options that take the words; none where a word is left that no option takes."""
    corpus = _corpus(given)
    if corpus is None:
        return []
    sides = [name for word in words if (name := _side(corpus, word))]
    if sides and len(sides) == len(words) and "between" in known:
        others = [name for name in _sides(corpus) if name not in sides]
        return [known["between"], *dict.fromkeys([*sides, *others][:2])]
    lexicons = dict(_lexicons(corpus, known))
    whole = _option(lexicons, " ".join(words))
    if whole:
        return whole
    found = [_option(lexicons, word) for word in words]
    return [part for option in found for part in option] if all(found) else []


def _option(lexicons: Mapping[str, Lexicon], word: str) -> list[str]:
    """The first option that takes a word, with the word as it is written best."""
    for option, lexicon in lexicons.items():
        if found := _ids(lexicon, word):
            return [option, found[0] if len(found) == 1 else shlex.quote(word)]
    return []


def _lexicons(corpus: Corpus, known: Mapping[str, str]) -> Iterator[tuple[str, Lexicon]]:
    """The words that the options of a command take."""
    from atmp_gap.corpus import words
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.report.wording import VERDICT_LABELS

    if "topic" in known:
        yield known["topic"], words.topics(corpus)
    for axis in corpus.space.axes:
        if axis.option in known:
            yield known[axis.option], words.scope_terms(corpus, axis.id)
    if "only" in known:
        yield (
            known["only"],
            Lexicon("verdict", ((name, (label,)) for name, label in VERDICT_LABELS.items())),
        )
    if "subject" in known:
        yield known["subject"], words.subjects(corpus)
    if "document" in known:
        yield known["document"], Lexicon("document", ((name, ()) for name in corpus.documents))


def _ids(lexicon: Lexicon, word: str) -> list[str]:
    from atmp_gap.corpus.words import UnknownWordError

    try:
        return lexicon.find(word)
    except UnknownWordError:
        return []


def _sides(corpus: Corpus) -> list[str]:
    return [agency.id for agency in corpus.sides]


def _side(corpus: Corpus, word: str) -> str | None:
    """The agency a word names."""
    from atmp_gap.corpus.words import agencies

    found = _ids(agencies(corpus), word)
    return found[0] if found else None


def _corpus(given: Mapping[str, Any]) -> Corpus | None:
    """The requirements the command line names; None where they cannot be opened."""
    from atmp_gap.cli.options import open_requirements
    from atmp_gap.corpus.problem import InvalidCorpusError

    folders = [Path(item) for item in given.get("requirements") or ()]
    try:
        return open_requirements(folders, bool(given.get("no_bundled")))
    except (Stop, InvalidCorpusError):
        return None
