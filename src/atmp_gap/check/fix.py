"""``--fix``: layout and key order put right, missing fingerprints filled in.

Comments stay; a file is replaced whole, and only where its content stays the same.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from atmp_gap.check.context import Context
from atmp_gap.check.fingerprints import fingerprints as current
from atmp_gap.check.layout import tidy
from atmp_gap.check.order import in_order, misplaced
from atmp_gap.check.paths import Target
from atmp_gap.check.run import CheckOptions, examine
from atmp_gap.corpus.files import Loaded
from atmp_gap.corpus.yaml_reader import Refused, parse
from atmp_gap.text.writing import write_whole

WIDTH = 120


class MissingExtra(Exception):
    """Something is not installed; ``hint`` is the command that installs it."""

    hint = 'pip install "atmp-gap[fix]"'


@dataclass(frozen=True)
class Mended:
    """A file as it is, and its text put right."""

    file: str
    raw: bytes
    after: str


def mended(target: Target, options: CheckOptions) -> Iterator[Mended]:
    """The files of a target that are not in order, each with its text put right.

    Layout, key order and the fingerprints of judgements that have none, where the chosen rules ask
    for it. A fingerprint that no longer fits stays: somebody has to look again.
    Raises MissingExtra.
    """
    context = examine(target, options)
    broken = {problem.place.file for problem in context.layers.problems}
    loaded = {item.file: item for item in context.layers.all()}
    for file, raw in context.layers.files.items():
        if not target.covers(file) or (file in broken and file not in loaded):
            continue
        try:
            before = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        after = tidy(before) if "AG301" in options.rules else before
        item = loaded.get(file)
        filled = False
        if item is not None:
            after, filled = _content(context, item, after, options)
        if after != before and _same(before, after, file, filled):
            yield Mended(file, raw, after)


def fix(target: Target, options: CheckOptions) -> list[str]:
    """Put the files of a target right; names those changed.

    Raises MissingExtra, and OSError where a file cannot be written.
    """
    changed = list(mended(target, options))
    for item in changed:
        _replace(Path(item.file), item.raw, item.after.encode())
    return [item.file for item in changed]


def diff(target: Target, options: CheckOptions) -> str:
    """What ``fix`` would change, as a unified diff. Raises MissingExtra."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for item in mended(target, options)
        for line in unified_diff(
            item.raw.decode("utf-8").splitlines(keepends=True),
            item.after.splitlines(keepends=True),
            f"a/{item.file}",
            f"b/{item.file}",
        )
    )


def _content(
    context: Context, item: Loaded[Any], text: str, options: CheckOptions
) -> tuple[str, bool]:
    """The text with its keys in order and missing fingerprints, and whether there were some."""
    late = "AG302" in options.rules and any(True for _ in misplaced(item, context.data(item)))
    # Of a corpus that is not valid as a whole not all entries are known that decide.
    wanted = "AG105" in options.rules and not context.layers.problems
    missing = _missing(context, item) if wanted else {}
    if not late and not missing:
        return text, False
    yaml = _round_trip(text)
    try:
        node = yaml.load(text)
        if late:
            in_order(node, type(item.model))
        for index, found in missing.items():
            node["judgements"][index]["judged"] = _flow(found)
        out = io.StringIO()
        yaml.dump(node, out)
    except (ValueError, TypeError, _yaml_error()):
        # What the other reader takes otherwise than ours (a date that is none) stays as it is.
        return text, False
    written = tidy(out.getvalue())
    return (written.replace("\n", "\r\n") if "\r\n" in text else written), bool(missing)


def _flow(found: Mapping[str, str | int]) -> Any:
    """Fingerprints as a mapping on one line; text in quotes, as some would read as numbers."""
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import SingleQuotedScalarString

    record = CommentedMap(
        (key, value if isinstance(value, int) else SingleQuotedScalarString(value))
        for key, value in found.items()
    )
    record.fa.set_flow_style()
    return record


def _yaml_error() -> type[Exception]:
    """What the reader that keeps comments raises."""
    from ruamel.yaml.error import YAMLError

    error: type[Exception] = YAMLError
    return error


def _missing(context: Context, item: Loaded[Any]) -> dict[int, dict[str, str | int]]:
    """By index in its file: the fingerprints of each judgement that has none."""
    found: dict[int, dict[str, str | int]] = {}
    for index, judgement in enumerate(getattr(item.model, "judgements", ())):
        if judgement.judged:
            continue
        file = context.valid.subjects[judgement.subject]
        for placed in file.judgements:
            if placed.place == item.place("judgements", index):
                found[index] = current(context.valid, file, placed, context.as_of)
    return found


def _round_trip(text: str) -> Any:
    """A reader and writer that keeps comments, quotes and the file's own way of indenting."""
    try:
        from ruamel.yaml import YAML
    except ImportError:
        raise MissingExtra("--fix needs ruamel.yaml to change more than layout") from None
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    indented = any(line.startswith("  - ") for line in text.splitlines())
    yaml.indent(mapping=2, sequence=4 if indented else 2, offset=2 if indented else 0)
    return yaml


def _same(before: str, after: str, file: str, filled: bool) -> bool:
    """Whether two texts hold the same data, the fingerprints that were filled in apart."""
    try:
        old, new = parse(before.removeprefix("\ufeff"), file), parse(after, file)
    except Refused:
        # A text that was refused before may still be tidied; it stays refused.
        return not filled
    if filled and isinstance(new, dict) and isinstance(old, dict):
        pairs = zip(old.get("judgements") or (), new.get("judgements") or (), strict=True)
        for was, now in pairs:
            if "judged" not in was:
                now.pop("judged", None)
    return bool(old == new)


def _replace(path: Path, before: bytes, after: bytes) -> None:
    """Write a file whole, and not over what somebody changed since it was read."""
    if path.read_bytes() != before:
        raise OSError(0, "it was changed meanwhile", str(path))
    write_whole(path, after)
