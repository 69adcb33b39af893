"""Ask the installed program for every command: its help, and a call as a user makes it.

python scripts/every_command.py [PROGRAM]     PROGRAM is atmp-gap if not said; .ci/run runs this

Works in an empty folder of its own. Exits with 1 where a call ends otherwise than it says here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

CALLS: dict[str, tuple[tuple[int, str], ...]] = {
    "profile": (
        (0, "profile from 'autologous CD19 CAR-T, lentiviral, phase 3' -o mine.yaml"),
        (2, "profile from 'autologous CD19 CAR-T, lentiviral, phase 3' -o mine.yaml"),
        (0, "profile check mine.yaml"),
    ),
    "compare": (
        (0, "compare --topic impurities -o report.html"),
        (0, "compare --profile mine.yaml -o mine.xlsx"),
        (0, "compare --update mine.xlsx --profile mine.yaml"),
        (1, "compare --topic impurities --fail-on diverge -o report.md"),
        (2, "compare --topic impuritys"),
    ),
    "show": ((0, "show hcDNA"), (2, "show unicorns")),
    "search": ((0, "search 'residual DNA'"),),
    "topics": ((0, "topics"),),
    "documents": ((0, "documents sterility"),),
    "terms": ((0, "terms"),),
    "verify": ((3, "verify --library nowhere"),),
    "new": (
        (0, "new topic device --title Devices --summary Devices. --in topic"),
        (2, "new nothing"),
    ),
    "check": ((0, "check topic"), (3, "check nowhere")),
    "impact": ((0, "impact --from 2023 --to 2026"),),
    "diff": ((0, "diff mine.xlsx --profile mine.yaml"), (3, "diff HEAD~1:none")),
    "recall": ((0, "recall mine.xlsx --profile mine.yaml"), (3, "recall nowhere.csv")),
    "freeze": (
        (0, "freeze 'Study 1' --profile mine.yaml --positions mine.xlsx -o mine.zip"),
        (2, "freeze 'Study 1' -o mine.zip"),
    ),
    "reproduce": ((0, "reproduce mine.zip"), (3, "reproduce mine.xlsx")),
    "qualify": ((0, "qualify -o pack"), (2, "qualify")),
    "assess": ((0, "assess mine.yaml --positions mine.xlsx"),),
    "questions": ((0, "questions --profile mine.yaml --for fda-type-b -o pack.docx"),),
    "layer": ((3, "layer --from nowhere.csv --into own"),),
    "library": ((0, "library"), (0, "library list")),
    "spec": (
        (0, "spec --profile mine.yaml -o spec.xlsx"),
        (2, "spec --profile mine.yaml -o mine.yaml"),
    ),
    "methods": ((0, "methods --profile mine.yaml"),),
    "calendar": ((0, "calendar --profile mine.yaml -o mine.ics"), (0, "calendar")),
    "settle": ((3, "settle --topic impurities --into own"),),
    "site": ((0, "site -o site"), (0, "site -o site"), (2, "site -o .")),
    "precedents": ((0, "precedents viability"),),
    "export": tuple(
        (0, f"export --as {name} -o all{ending}")
        for name, ending in (
            ("sssom", ".sssom.tsv"),
            ("oscal", ".json"),
            ("strm", ".xlsx"),
            ("reqif", ".reqif"),
        )
    ),
    "import": ((3, "import nowhere.csv --map nowhere.yaml --into own"),),
    "mcp": ((2, "mcp --between FDA FDA"),),
}
"""A call or more of every command, in this order, with the exit code it must end with."""


def main() -> int:
    """Make every call; returns the exit code."""
    program = sys.argv[1] if len(sys.argv) > 1 else "atmp-gap"
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        copies = Path(folder) / "lib"
        copies.mkdir()
        quiet = {**os.environ, "ATMP_GAP_CACHE": "", "ATMP_GAP_LIBRARY": str(copies)}
        for command, calls in CALLS.items():
            for code, line in ((0, f"{command} --help"), *calls):
                done = subprocess.run(
                    f"{program} {line}",
                    shell=True,
                    cwd=folder,
                    env=quiet,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    encoding="utf-8",
                    check=False,
                )
                if done.returncode != code or "Traceback" in done.stderr:
                    wrong += 1
                    print(f"{line}: ended with {done.returncode}, not {code}\n{done.stderr[-800:]}")
    calls = sum(len(item) + 1 for item in CALLS.values())
    print(f"{calls} calls of {len(CALLS)} commands, {wrong} ended otherwise than they should")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
