"""One guideline in many files: what stands in it is confirmed however the file was made.

Each case is a file as people have it. What was found wrong on such files once is a row here.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image
from test_verify_formats import docx, p

from atmp_gap.cli.run import run
from support import entry, files, write

FILL = (
    "This text speaks of general matters of quality that every maker of such suspensions has to "
    "think about before the first batch is made and again after each change. "
)
ASKS = {
    "endotoxin": {"kind": "limit", "dimension": "endotoxin-per-mass", "stricter": "lower"},
    "kept": {"kind": "effort", "dimension": "time"},
    "share": {"kind": "limit", "dimension": "share", "stricter": "higher"},
}
TITLE = "Guideline on microbial limits of cell suspensions for infusion"
HEAD = ("20 May 2021", "EMA/CAT/123456/2021", "Committee for Advanced Therapies (CAT)", TITLE)
ENDOTOXIN = (
    "The finished suspension should hold no more than 2 IU of endotoxin per kg of body mass, "
    "given within one hour."
)
KEPT = "Retained samples should be stored for at least 15 years for the purposes of traceability."
SHARE = "The efficiency shown in filter qualification should be at least 95 %."
SECTIONS = (
    ("1.", "Introduction", FILL * 3),
    ("2.", "Scope", FILL * 3),
    ("3.", "Legal basis", FILL * 3),
    ("4.", "Limits", FILL),
    ("4.1.", "General", FILL * 3),
    ("4.2.", "Endotoxin", f"{ENDOTOXIN} {FILL * 2}"),
    ("4.3.", "Germs", FILL * 3),
    ("5.", "Samples and filters", FILL),
    ("5.1.", "Retained samples", f"{KEPT} {FILL * 2}"),
    ("5.2.", "Filters", f"{SHARE} {FILL * 2}"),
)
STATEMENTS = {
    "EMA-1": ("4.2", "endotoxin", "<= 2 IU/kg", "Little endotoxin.", ["finished suspension"]),
    "EMA-2": ("5.1", "kept", "15 year", "Samples are kept.", ["retained samples", "traceability"]),
    "EMA-3": (
        "5.2",
        "share",
        ">= 95 %",
        "Filters hold back.",
        ["efficiency", "filter qualification"],
    ),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    entries = [
        entry(
            name,
            "DOC-MICRO",
            {slot: answer},
            grade="read",
            statement=statement,
            anchors=anchors,
            source={"document": "DOC-MICRO", "locator": locator},
        )
        for name, (locator, slot, answer, statement, anchors) in STATEMENTS.items()
    ]
    document = {
        "id": "DOC-MICRO",
        "title": TITLE,
        "issuer": "EMA",
        "reference": "EMA/CAT/123456/2021",
        "kind": "guideline",
        "status": "final",
        "published": "2021-05-20",
        "effective": "2021-05-20",
        "sections_read": "full",
    }
    write(tmp_path / "corpus", files(ASKS, entries, documents=[document]))
    (tmp_path / "library").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATMP_GAP_LEDGER", raising=False)
    return tmp_path / "library"


def results(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    capsys.readouterr()
    code = run(
        [
            *("verify", "--library", "library", "--jobs", "1", "--format", "json"),
            *("--requirements", "corpus", "--no-bundled"),
        ]
    )
    data = json.loads(capsys.readouterr().out)
    assert code == 0, data
    return {
        item["id"]: item["result"] for item in data["statements"] if "absence" not in item["id"]
    }


def wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def body(width: int = 90, parts: tuple[tuple[str, str, str], ...] = SECTIONS) -> list[str]:
    lines = list(HEAD)
    for label, title, text in parts:
        lines += [f"{label} {title}", *wrapped(text, width)]
    return lines


def paged(lines: list[str], size: int = 30) -> list[list[str]]:
    return [lines[at : at + size] for at in range(0, len(lines), size)]


def as_text(folder: Path, change: Callable[[str], str] = lambda text: text) -> None:
    pages = ["\n".join(page) for page in paged(body())]
    (folder / "a.txt").write_text(change("\f".join(pages)), "utf-8")


def numbered_at_ends(folder: Path) -> None:
    lines = [f"{line} {number}" for number, line in enumerate(body(), 1)]
    (folder / "a.txt").write_text("\f".join("\n".join(page) for page in paged(lines)), "utf-8")


def numbered_at_starts(folder: Path) -> None:
    lines = [f"{number:4} {line}" for number, line in enumerate(body(), 1)]
    (folder / "a.txt").write_text("\f".join("\n".join(page) for page in paged(lines)), "utf-8")


def with_heads(folder: Path) -> None:
    pages = [
        "\n".join([f"{TITLE}   Page {n}/9", *page, "EMA/CAT/123456/2021", str(n)])
        for n, page in enumerate(paged(body(), 12), 1)
    ]
    (folder / "a.txt").write_text("\f".join(pages), "utf-8")


def pdf_of(folder: Path, draw: Callable[[FPDF], None]) -> None:
    made = FPDF(format="A4")
    made.set_font("Times", size=10)
    made.set_auto_page_break(False)
    draw(made)
    made.output(str(folder / "a.pdf"))


def put(made: FPDF, lines: list[str], x: float = 20) -> None:
    for row, line in enumerate(lines):
        made.text(x, 20 + row * 5, line)


def in_columns(folder: Path) -> None:
    """Painted row by row across both columns."""

    def draw(made: FPDF) -> None:
        both = paged(body(44), 50)
        for at in range(0, len(both), 2):
            made.add_page()
            sides = [*both[at : at + 2], []][:2]
            for row in range(50):
                for lines, x in zip(sides, (15, 110), strict=True):
                    if row < len(lines):
                        made.text(x, 20 + row * 5, lines[row])

    pdf_of(folder, draw)


def forbidding_print(folder: Path) -> None:
    from fpdf.enums import AccessPermission, EncryptionMethod

    def draw(made: FPDF) -> None:
        for page in paged(body(), 50):
            made.add_page()
            put(made, page)
        made.set_encryption(
            "owner", "", EncryptionMethod.AES_256, permissions=AccessPermission.none()
        )

    pdf_of(folder, draw)


def numbered_by_word(folder: Path) -> None:
    paragraphs = [p(line) for line in HEAD]
    for label, title, text in SECTIONS:
        depth = label.rstrip(".").count(".")
        paragraphs += [p(title, number=(1, depth)), p(text)]
    docx(folder / "a.docx", "".join(paragraphs))


def as_html(folder: Path) -> None:
    parts = [f"<h2>{label} {title}</h2><p>{text}</p>" for label, title, text in SECTIONS]
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    (folder / "a.html").write_text(f"<html>{head}{''.join(parts)}</html>", "utf-8")


def as_rtf(folder: Path) -> None:
    lines = "\\par ".join(body(2000))
    (folder / "a.rtf").write_text(f"{{\\rtf1\\ansi {lines}\\par}}", "ascii")


def with_private_ligatures(folder: Path) -> None:
    as_text(folder, lambda text: text.replace("ffi", "\ue003").replace("fi", "\ue001"))


def without_ligatures(folder: Path) -> None:
    as_text(folder, lambda text: text.replace("ffi", "").replace("fi", "").replace("ff", ""))


def cut_by_a_footnote(folder: Path) -> None:
    lines = body()
    at = next(i for i, line in enumerate(lines) if line.startswith("Retained samples should"))
    lines[at] = "Retained samples"
    lines[at + 1 : at + 1] = [
        "should be stored for at least 15 years for the purposes of traceability."
    ]
    pages = [lines[: at + 1], lines[at + 1 :]]
    pages[0][at - 2] += ".1"
    pages[0] += ["", "1 As counted from the day on which they were taken."]
    (folder / "a.txt").write_text("\f".join("\n".join(page) for page in pages), "utf-8")


@pytest.mark.parametrize(
    "make",
    [
        as_text,
        numbered_at_ends,
        numbered_at_starts,
        with_heads,
        in_columns,
        forbidding_print,
        numbered_by_word,
        as_html,
        as_rtf,
        with_private_ligatures,
        without_ligatures,
        cut_by_a_footnote,
    ],
)
def test_one_guideline_in_many_files(
    place: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], None]
) -> None:
    make(place)
    assert results(capsys) == dict.fromkeys(STATEMENTS, "confirmed")


def test_one_scanned_page_among_others(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = [part for part in SECTIONS if part[0] < "5"]
    raw = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(raw, "PNG")

    def draw(made: FPDF) -> None:
        for page in paged(body(90, tuple(first)), 50):
            made.add_page()
            put(made, page)
        made.add_page()
        made.image(raw, 0, 0, 210, 297)

    pdf_of(place, draw)
    assert results(capsys) == {
        "EMA-1": "confirmed",
        "EMA-2": "cannot-tell",
        "EMA-3": "cannot-tell",
    }


def test_what_is_not_there_is_still_not_found(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_text(place, lambda text: text.replace(KEPT[:16], "Other things"))
    assert results(capsys)["EMA-2"] == "partly"
    as_text(place, lambda text: text.replace("Retained samples", "Others").replace("traceab", "x"))
    assert results(capsys)["EMA-2"] == "not-found"


SAME = {
    "fifteen (15)": "fifteen (15) years",
    "a footnote mark": "15 years3",
    "words": "fifteen years",
}
OTHER = {
    "the tail of a number in words": "twenty four years",
    "of hundreds in words": "one hundred and four years",
    "of thousands": "1 015 years",
    "a decimal comma": "1,15 years",
}


@pytest.mark.parametrize("written", SAME.values(), ids=SAME)
def test_a_number_written_otherwise_is_the_same(
    place: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    as_text(place, lambda text: text.replace("15 years", written))
    assert results(capsys)["EMA-2"] == "confirmed"


@pytest.mark.parametrize("written", OTHER.values(), ids=OTHER)
def test_a_number_that_ends_alike_is_another(
    place: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    path = Path("corpus/t/ema.yaml")
    path.write_text(path.read_text("utf-8").replace("15 year", "4 year"), "utf-8")
    as_text(place, lambda text: text.replace("15 years", written))
    assert results(capsys)["EMA-2"] == "partly"
