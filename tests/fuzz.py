"""Mutate the bundled corpus' files and check them: no traceback, always a place and an exit code.

    python tests/fuzz.py --seed 1 --files 100000

Each file is a piece of the corpus with the subjects and documents it names, so that also the rules
about the content get to see it; it is mutated, written, and checked in this process. The run is the
same for the same seed. Ends with 1 where anything went wrong, and then names seed and number of the
file, which `--only NUMBER` repeats.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BASE = Path(__file__).parent / "examples" / "base"
NASTY = (
    *("\0", "\x1b", "\ufeff", "\u202e", "\u200b", "\r", "\r\n", "\t", "\x85", "\u2028"),
    *("&a ", "*a", "!!str ", "<<: ", "? ", "- ", ": ", "# ", "'", '"', "[", "]", "{", "}", "|"),
    *(">", "%", "@", "---\n", "...\n", "null", "~", "no", "1e999", "-1", "0x1", ".nan"),
    *("9" * 400, "ü", "𝔸", "none", "least of ", "..", "< ", "> 0 ng", "per ", "from ", "[" * 60),
    *("# atmp-gap: ignore[AG204] x y\n", "# atmp-gap: ignore[AG208] until 2020-01-01: x y\n"),
)
PLACE = re.compile(r"^.+?(?::\d+:\d+)?: (?:error|warning|info)\[(AG\d{3})\] \S", re.DOTALL)


def mutate(text: str, dice: random.Random, words: list[str]) -> bytes:
    """One to four random changes: of characters, words, lines, blocks, indentation or bytes."""
    for _ in range(dice.randint(1, 4)):
        lines = text.split("\n")
        at = dice.randrange(len(text) + 1)
        line = dice.randrange(len(lines))
        match dice.randrange(11):
            case 0:
                text = text[:at] + text[at + dice.randint(1, 20) :]
            case 1:
                text = text[:at] + dice.choice(NASTY) + text[at:]
            case 2:
                text = text[:at] + chr(dice.choice((dice.randrange(128), dice.randrange(0x2FFF))))
                text += "\n".join(lines)[at + 1 :]
            case 3:
                del lines[line : line + dice.randint(1, 4)]
                text = "\n".join(lines)
            case 4:
                lines[line:line] = lines[line : line + dice.randint(1, 4)]
                text = "\n".join(lines)
            case 5:
                other = dice.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                text = "\n".join(lines)
            case 6:
                lines[line] = " " * dice.randint(0, 8) + lines[line].lstrip()
                text = "\n".join(lines)
            case 7:
                found = list(re.finditer(r"[\w.-]+", text[at : at + 400]))
                if found:
                    word = dice.choice(found)
                    text = text[: at + word.start()] + dice.choice(words) + text[at + word.end() :]
            case 8:
                key, colon, _ = lines[line].partition(":")
                lines[line] = key + colon + " " + dice.choice((*NASTY, *words[:50]))
                text = "\n".join(lines)
            case 9:
                text = text[:at]
            case 10:
                text = text.replace(dice.choice(words), dice.choice(words), dice.randint(1, 3))
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    if raw and not dice.randrange(20):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    return bytes(raw)


Piece = tuple[str, str, dict[str, str]]
"""A small file: its path in a corpus, its text, and the files it needs beside it."""


def blocks_of(path: Path) -> tuple[str, list[str]]:
    """A file's head, and its records."""
    head, *records = re.split(r"\n(?=  - (?:id|subject): )", path.read_text("utf-8"))
    return head, records


def by_id(records: Iterable[str]) -> dict[str, str]:
    """Records by their id."""
    return {record.split("id: ", 1)[1].split("\n", 1)[0]: record for record in records}


def beside(text: str, known: dict[str, str]) -> list[str]:
    """The records that a text names, and those that they name."""
    found: dict[str, str] = {}
    waiting = [text]
    while waiting:
        words = set(re.findall(r"[\w.-]+", waiting.pop()))
        for name in sorted(words & known.keys() - found.keys()):
            found[name] = known[name]
            waiting.append(known[name])
    return list(found.values())


def short(vocabulary: Path) -> bytes:
    """The vocabulary without its words for people, which no check here needs."""
    from atmp_gap.corpus.yaml_reader import parse

    def cut(node: Any, keep: bool) -> Any:
        if isinstance(node, dict):
            drop = ("synonyms",) if keep else ("synonyms", "title")
            titled = ("conditions", "starts", "dimensions")
            return {k: cut(v, k in titled) for k, v in node.items() if k not in drop}
        return [cut(item, keep) for item in node] if isinstance(node, list) else node

    content = cut(parse(vocabulary.read_text("utf-8"), "vocabulary.yaml"), False)
    return json.dumps({key: content[key] for key in content}).encode()


def pieces(corpus: Path) -> list[Piece]:
    """The corpus' files cut small, each with the subjects and documents that it names."""
    register = by_id(
        record for path in sorted(corpus.glob("documents/*.yaml")) for record in blocks_of(path)[1]
    )
    found: list[Piece] = []

    def add(path: str, text: str, topics: dict[str, str] | None = None) -> None:
        own = by_id(re.split(r"\n(?=  - id: )", text)[1:]) if topics is None else {}
        near = beside(text, {name: record for name, record in register.items() if name not in own})
        files = {"documents/near.yaml": joined(["documents:", *near])} if near else {}
        found.append((path, text, files | (topics or {})))

    def asking(text: str, folders: Iterable[str]) -> dict[str, str]:
        """The topic files with the questions that a text names."""
        asked = ((name, beside(text, by_id(questions[name]))) for name in folders)
        return {f"{name}/topic.yaml": joined([tops[name], *near]) for name, near in asked if near}

    tops: dict[str, str] = {}
    questions: dict[str, list[str]] = {}
    for path in sorted(corpus.glob("*/topic.yaml")):
        head, records = blocks_of(path)
        start = next((i for i, text in enumerate(records) if "\n    question:" in text), 0)
        tops[path.parent.name] = "\n".join([head, *records[:start]])
        questions[path.parent.name] = records[start:]
    for path in sorted(corpus.glob("*.yaml")):
        add(path.name, path.read_text("utf-8"))
    for path in sorted(corpus.glob("*/*.yaml")):
        folder = path.parent.name
        head, records = blocks_of(path)
        if path.name == "topic.yaml":
            head, records = tops[folder], questions[folder]
        for index in range(0, len(records), 2):
            text = joined([head, *records[index : index + 2]])
            topics = None
            if path.name == "topic.yaml":
                topics = {}
            elif folder != "documents":
                topics = asking(text, [folder] if folder in questions else questions)
            add(f"{folder}/{path.name}", text, topics)
    return found


def joined(parts: list[str]) -> str:
    """Head and records as a file."""
    return "\n".join(parts).rstrip("\n") + "\n"


class Fuzz:
    """Small corpora in a temporary folder in which one file at a time is mutated."""

    def __init__(self, folder: Path, corpus: Path) -> None:
        from atmp_gap.check.formats import formatter
        from atmp_gap.check.rules import all_rules

        self.render = formatter("text")
        self.known = set(all_rules())
        self.folder = folder
        folder.mkdir()
        self.frame = {
            name: (corpus / name).read_bytes() for name in ("agencies.yaml", "corpus.yaml")
        } | {"vocabulary.yaml": short(corpus / "vocabulary.yaml")}
        self.there: set[Path] = set()
        self.pieces = pieces(corpus)
        text = "\n".join(text for _, text, _ in self.pieces[::7])
        self.words = sorted(set(re.findall(r"[\w.-]{2,}", text)))

    def one(self, dice: random.Random) -> tuple[int, str]:
        """Check one mutated file: exit code and first rule found. Raises what goes wrong."""
        from atmp_gap.check.paths import target
        from atmp_gap.check.run import CheckOptions, check
        from atmp_gap.corpus.problem import InvalidCorpusError

        inner, text, near = dice.choice(self.pieces)
        raw = mutate(text, dice, self.words)
        for path in self.there:
            path.unlink()
        self.there.clear()
        beside = {name: text.encode() for name, text in near.items()}
        for name, content in (self.frame | beside | {inner: raw}).items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            self.there.add(path)
        try:
            report = check(target([self.folder]), CheckOptions())
            lines = self.render(report).splitlines()
        except InvalidCorpusError as invalid:
            return 3, invalid.problems[0].code
        for line in lines[:-1]:
            if line.startswith(("  help: ", "the rules about")) or re.match(r" +\d* \| ", line):
                continue
            found = PLACE.match(line)
            assert found, f"no place in {line!r}"
            assert found[1] in self.known, f"unknown rule in {line!r}"
        for finding in report.findings:
            assert finding.place.line <= raw.count(b"\n") + raw.count(b"\r") + 3 or (
                not finding.place.file.endswith(inner)
            ), f"{finding.place} lies behind the end"
        first = report.findings[0].rule if report.findings else "clean"
        return (1 if report.failed else 0), first


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--only", type=int, help="only the file with this number")
    parser.add_argument("--corpus", type=Path, default=ROOT / "requirements")
    chosen = parser.parse_args(arguments)
    codes: Counter[int] = Counter()
    rules: Counter[str] = Counter()
    slowest, failed, began = 0.0, 0, time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        fuzz = Fuzz(Path(temporary) / "corpus", chosen.corpus)
        numbers = range(chosen.files) if chosen.only is None else [chosen.only]
        for number in numbers:
            started = time.monotonic()
            try:
                code, rule = fuzz.one(random.Random(f"{chosen.seed}-{number}"))
            except KeyboardInterrupt:
                break
            except Exception:
                failed += 1
                print(f"--- seed {chosen.seed}, file {number}", file=sys.stderr)
                traceback.print_exc()
                if failed >= 5:
                    break
                continue
            codes[code] += 1
            if not (number + 1) % 1000:
                # Reading freezes what it made; a run of many reads has to let it go again.
                gc.unfreeze()
                gc.collect()
                print(f"{number + 1} files, {failed} failures", file=sys.stderr, flush=True)
            rules[rule] += 1
            slowest = max(slowest, time.monotonic() - started)
    seconds = time.monotonic() - began
    checked = f"{sum(codes.values())} files in {seconds:.0f} s"
    print(f"{checked}, {failed} failures, slowest {slowest:.2f} s")
    print("exit codes:", ", ".join(f"{code}: {n}" for code, n in sorted(codes.items())))
    print("first finding:", ", ".join(f"{rule}: {n}" for rule, n in rules.most_common()))
    return 1 if failed else 0


if __name__ == "__main__":
    os.environ.pop("GITHUB_ACTIONS", None)
    sys.exit(main())
