"""``--fix``: layout and key order put right, and missing fingerprints on request.

Comments stay; a file is replaced whole, and only where its content stays the same.
"""

from __future__ import annotations

import io
import os
import stat
from contextlib import suppress
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

WIDTH = 120


class MissingExtra(Exception):
    """Something is not installed; ``hint`` is the command that installs it."""

    hint = 'pip install "atmp-gap[fix]"'


def fix(target: Target, options: CheckOptions, fill: bool) -> list[str]:
    """Put the files of a target right where the chosen rules ask for it; names those changed.

    With ``fill`` also write fingerprints into judgements that have none. Raises MissingExtra, and
    OSError where a file cannot be written.
    """
    context = examine(target, options)
    broken = {problem.place.file for problem in context.layers.problems}
    loaded = {item.file: item for item in context.layers.all()}
    changed: list[str] = []
    for file, raw in context.layers.files.items():
        if not target.covers(file) or (file in broken and file not in loaded):
            continue
        try:
            before = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        after = tidy(before) if "AG301" in options.rules else before
        item = loaded.get(file)
        if item is not None:
            after = _content(context, item, after, options, fill)
        if after != before and _same(before, after, file, filled=fill):
            _replace(Path(file), raw, after.encode())
            changed.append(file)
    return changed


def _content(
    context: Context, item: Loaded[Any], text: str, options: CheckOptions, fill: bool
) -> str:
    """The text with its keys in order and missing fingerprints filled in."""
    unordered = "AG302" in options.rules and any(True for _ in misplaced(item, context.data(item)))
    missing = _missing(context, item, options) if fill and context.corpus is not None else {}
    if not unordered and not missing:
        return text
    yaml = _round_trip(text)
    node = yaml.load(text)
    if unordered:
        in_order(node, type(item.model))
    for index, found in missing.items():
        from ruamel.yaml.comments import CommentedMap
        from ruamel.yaml.scalarstring import SingleQuotedScalarString

        record = CommentedMap(
            (key, value if isinstance(value, int) else SingleQuotedScalarString(value))
            for key, value in found.items()
        )
        record.fa.set_flow_style()
        node["judgements"][index]["judged"] = record
    out = io.StringIO()
    yaml.dump(node, out)
    return tidy(out.getvalue())


def _missing(
    context: Context, item: Loaded[Any], options: CheckOptions
) -> dict[int, dict[str, str | int]]:
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
        raise MissingExtra("--fix needs ruamel.yaml to reorder keys") from None
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
    real = Path(os.path.realpath(path))
    if real.read_bytes() != before:
        raise OSError(0, "it was changed meanwhile", str(path))
    temporary = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(stat.S_IMODE(real.stat().st_mode))
        temporary.replace(real)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
