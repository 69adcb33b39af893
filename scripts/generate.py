"""Write the files of the repository that are generated, or check that they are current.

python scripts/generate.py           writes them
python scripts/generate.py --check   names those that differ, and exits with 1
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from atmp_gap.check.page import page
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.profile.model import schema as profile_schema
from atmp_gap.qualify.marks import traced
from atmp_gap.qualify.operation import results
from atmp_gap.report.corpus_changelog import corpus_changelog
from atmp_gap.report.dictionary import dictionary, file_schemas
from atmp_gap.report.json import dump, schema
from atmp_gap.report.open_questions import open_questions

ROOT = Path(__file__).parents[1]
SHOWN = re.compile(r"(<!-- begin: (atmp-gap [^\n]*) -->).*?(<!-- end -->)", re.DOTALL)


def _example() -> str:
    sys.path.insert(0, str(ROOT / "scripts"))
    from example import refreshed

    return refreshed(ROOT)


def _assistants() -> str:
    sys.path.insert(0, str(ROOT / "scripts"))
    from dialogue import dialogue

    text = (ROOT / "docs/assistants.md").read_text(encoding="utf-8")
    begin, end = "<!-- begin: dialogue -->", "<!-- end -->"
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    return f"{before}{begin}\n```text\n{dialogue()}```\n{end}{after}"


def _settle_story() -> str:
    sys.path.insert(0, str(ROOT / "scripts"))
    from settle_story import refreshed

    return refreshed(ROOT)


def _open_questions() -> str:
    corpus = open_corpus([ROOT / "requirements"], bundled=False)
    return open_questions(corpus, ("FDA", "EMA"))


def _corpus_changelog() -> str:
    return corpus_changelog(open_corpus([ROOT / "requirements"], bundled=False))


def _shown(page: str) -> str:
    """A page with the output of the commands it shows, as they print it today."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return SHOWN.sub(
        lambda found: f"{found[1]}\n```text\n{_printed(found[2])}```\n{found[3]}", text
    )


def _printed(command: str) -> str:
    """What a command of the program prints to a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", "atmp_gap", *shlex.split(command)[1:]],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8")


def _traceability() -> str:
    return dump(traced(ROOT))


def _recorded() -> str:
    corpus = open_corpus([ROOT / "requirements"], bundled=False)
    return dump(results(corpus, (ROOT / "examples/profiles").glob("*.yaml")))


GENERATED: dict[str, Callable[[], str]] = {
    "schemas/compare-1.schema.json": lambda: dump(schema()),
    "schemas/profile-1.schema.json": lambda: dump(profile_schema()),
    **{
        f"schemas/{name}.schema.json": lambda name=name: dump(file_schemas()[name])
        for name in file_schemas()
    },
    "docs/data-dictionary.md": dictionary,
    "docs/rules.md": page,
    "docs/example.md": _example,
    "docs/assistants.md": _assistants,
    "docs/settle.md": _settle_story,
    "requirements/open-questions.md": _open_questions,
    "requirements/CHANGELOG.md": _corpus_changelog,
    "src/atmp_gap/qualify/traceability.json": _traceability,
    "src/atmp_gap/qualify/recorded.json": _recorded,
    "docs/profiles.md": lambda: _shown("docs/profiles.md"),
    "README.md": lambda: _shown("README.md"),
}


def main() -> int:
    """Write or check every generated file; returns the exit code."""
    check = sys.argv[1:] == ["--check"]
    stale = []
    for name, make in GENERATED.items():
        path = ROOT / name
        text = make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{'differs' if check else 'written'}: {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
