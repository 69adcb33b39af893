"""The texts on which finding a passage is measured, as a library: one file for each document.

``write(sources, folder)`` makes it. Most files hold one document; collections of sections (of the
CFR, of EU law) are taken apart at their headings. Summaries and translations are left out, because
nobody's words stand in them. None of the texts is in this repository.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from pathlib import Path

import yaml

WHOLE: dict[str, str] = {
    "ICH-Q2-R2": "q2-r2.txt",
    "ICH-Q3C-R9": "q3c-r9.txt",
    "ICH-Q3D-R2": "q3d-r2.txt",
    "ICH-Q3E-DRAFT": "q3e-draft-2025.txt",
    "ICH-Q5A-R2": "q5a-r2.txt",
    "ICH-Q5C": "q5c.txt",
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
    "EU-GMP-ANNEX-1-2022": "gmp-annex-1-2022.txt",
    "EU-GMP-ANNEX-11-2011": "gmp-annex-11-2011.txt",
    "EU-GMP-ANNEX-15": "gmp-annex-15.txt",
    "EU-CTR-536-2014": "reg-536-2014-selected-articles.txt",
    "EU-HTA-REG-2021-2282": "reg-2021-2282-hta.txt",
    "EU-CERT-REG-668-2009": "reg-668-2009.txt",
    "EC-VAR-REG-1234-2008": "reg-1234-2008-and-2024-1701-selected.txt",
    "FDA-CCIT-2008": "ccit-in-lieu-of-sterility-2008.txt",
    "FDA-HCTP-MM-HU-2020": "hctp-minimal-manipulation-2020.txt",
    "FDA-IND-PHASE1-1995": "ind-phase1-content-1995.txt",
    "FDA-PROCESS-VALIDATION-2011": "process-validation-2011.txt",
    "FDA-PYROGEN-QA-2012": "pyrogen-endotoxin-qa-2012.txt",
    "FDA-RMAT-DEVICES-2019": "rmat-devices-2019.txt",
    "USC-21-351": "fdca-501-adulteration.txt",
    "USC-21-356": "fdca-506-expedited.txt",
    "USC-21-356b": "fdca-506b-postmarketing.txt",
    "USC-21-356k": "fdca-506k-platform-technologies.txt",
}
"""Documents, and the name of the file that holds one of them."""
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "reg-1394-2007.txt": (("", "EU-ATMP-REG-1394-2007"),),
    "reg-eu-other-selected-articles.txt": (
        (r"== .*1394/2007", "EU-ATMP-REG-1394-2007"),
        (r"== .*2017/1569", "EU-REG-2017-1569"),
        (r"== .*507/2006", "EU-CMA-REG-507-2006"),
        (r"== .*726/2004", "EU-REG-726-2004"),
        (r"== .*141/2000", "EU-ORPHAN-REG-141-2000"),
    ),
    "tissue-and-cell-law-selected.txt": (
        (r"Directive 2004/23/EC,", "EU-DIR-2004-23"),
        (r"Directive 2006/17/EC,", "EU-DIR-2006-17"),
        (r"Regulation \(EU\) 2024/1938,", "EU-SOHO-REG-2024-1938"),
    ),
}
"""Files that hold several documents: the beginning of the line at which each begins."""
CFR = ("cfr-title21-2015-sections.txt", "cfr-excerpts-seen.txt", "cfr-title21-later-copies.txt")
_CFR = re.compile(r"#{2,5} 21 CFR (\d+\.\d+)")


def tuning(document: str) -> bool:
    """Whether ranking may be tuned on a text: half of them, by the hash of the document's id."""
    return hashlib.sha256(document.encode()).digest()[0] % 2 == 0


def write(sources: Path, folder: Path, known: Collection[str]) -> list[str]:
    """Write the texts of known documents under some folder as a library; gives which they are."""
    files = {path.name: path for path in sorted(sources.rglob("*.txt"))}
    texts: dict[str, list[str]] = {}
    for document, name in WHOLE.items():
        if name in files:
            texts.setdefault(document, []).append(_body(files[name]))
    for name, begins in PARTS.items():
        if name in files:
            for document, part in _parts(_body(files[name]), begins):
                texts.setdefault(document, []).append(part)
    for name in CFR:
        if name in files:
            for document, part in _sections(_body(files[name])):
                texts.setdefault(document, []).append(part)
    texts = {document: parts for document, parts in texts.items() if document in known}
    for document, parts in texts.items():
        (folder / f"{document}.txt").write_text("\n\n".join(parts), encoding="utf-8")
    named = {document: f"{document}.txt" for document in texts}
    (folder / "library.yaml").write_text(yaml.safe_dump({"documents": named}), encoding="utf-8")
    return list(texts)


def _body(path: Path) -> str:
    """A text without the line in which its keeper says what it is."""
    text = path.read_text(encoding="utf-8-sig")
    first, _, rest = text.partition("\n")
    return rest if first.startswith("# ") else text


def _parts(text: str, begins: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The documents in a file; what begins none of them ends the one before."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        named = [name for pattern, name in begins if re.match(pattern, line)]
        if named and (line.strip() and (not found or found[-1][0] != named[0])):
            found.append((named[0], []))
        elif line.startswith("== "):
            found.append(("", []))
        if found:
            found[-1][1].append(line)
    return [(name, "\n".join(lines)) for name, lines in found if name]


def _sections(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        begun = _CFR.match(line)
        if begun:
            found.append((f"CFR-21-{begun[1]}", []))
        if found:
            found[-1][1].append(line.lstrip("# "))
    return [(name, "\n".join(lines)) for name, lines in found]
