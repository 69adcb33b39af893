"""Write what this version of the corpus says into requirements/history.yaml, as a release does.

python scripts/history.py           writes it; again for the same version writes it anew
python scripts/history.py --check   exits with 1 where the file does not hold what it would write
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from atmp_gap.changes.release import history_text, released
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.text.writing import write_whole

ROOT = Path(__file__).parents[1]
FILE = ROOT / "requirements" / "history.yaml"


def main(arguments: list[str]) -> int:
    """Write or check the file; returns the exit code."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--check", action="store_true", help="write nothing; 1 where it differs")
    check = asked.parse_args(arguments).check
    corpus = open_corpus([ROOT / "requirements"], bundled=False)
    raw = history_text(released(corpus, ("FDA", "EMA"))).encode()
    if FILE.exists() and FILE.read_bytes() == raw:
        return 0
    if check:
        print(f"differs: {FILE.relative_to(ROOT)}; run python scripts/history.py")
        return 1
    write_whole(FILE, raw)
    print(f"written: {FILE.relative_to(ROOT)}, version {corpus.version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
