"""How well `verify` tells true statements from falsified ones: recall, false confirmations.

    python benchmarks/verify_recall.py FOLDER [--set tuning|held-out|all] [--misses]

FOLDER holds texts of the documents named in LIBRARY, in any depth. The matching was tuned on the
documents of TUNING alone; the figures that count are those of the held-out ones.
"""

from __future__ import annotations

LIBRARY: dict[str, str] = {
    "ICH-Q2-R2": "q2-r2.txt",
    "ICH-Q3C-R9": "q3c-r9.txt",
    "ICH-Q3D-R2": "q3d-r2.txt",
    "ICH-Q3E-DRAFT": "q3e-draft-2025.txt",
    "ICH-Q5A-R2": "q5a-r2.txt",
    "ICH-Q5D": "q5d.txt",
    "ICH-Q5E": "q5e.txt",
    "ICH-Q6B": "q6b.txt",
    "ICH-Q7": "q7.txt",
    "ICH-Q10": "q10.txt",
    "ICH-Q11": "q11.txt",
    "ICH-Q12": "q12.txt",
    "ICH-Q12-ANNEXES": "q12-annexes.txt",
    "ICH-Q14": "q14.txt",
    "EU-DIR-2001-83": "directive-2001-83-articles.txt",
    "FDA-CCIT-2008": "ccit-in-lieu-of-sterility-2008.txt",
    "FDA-HCTP-MM-HU-2020": "hctp-minimal-manipulation-2020.txt",
    "FDA-PROCESS-VALIDATION-2011": "process-validation-2011.txt",
    "FDA-PYROGEN-QA-2012": "pyrogen-endotoxin-qa-2012.txt",
    "FDA-RMAT-DEVICES-2019": "rmat-devices-2019.txt",
    "USC-21-351": "fdca-501-adulteration.txt",
    "USC-21-356": "fdca-506-expedited.txt",
    "USC-21-356b": "fdca-506b-postmarketing.txt",
    "USC-21-356k": "fdca-506k-platform-technologies.txt",
}
"""Documents with `read` requirements, and the file name of a whole text of each."""

TUNING: tuple[str, ...] = (
    "ICH-Q5A-R2",
    "ICH-Q12",
    "ICH-Q2-R2",
    "ICH-Q7",
    "FDA-PYROGEN-QA-2012",
    "USC-21-356k",
    "EU-DIR-2001-83",
)
"""What the matching was tuned on. Everything else in LIBRARY is held out."""
