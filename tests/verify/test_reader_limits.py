"""Hostile documents cost bounded time and memory, and are named."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from test_verify_run import FILL, GUIDE, place, verify  # noqa: F401

from atmp_gap.verify.library import UnreadFile
from atmp_gap.verify.reading import ReadFile, read_all
from atmp_gap.verify.workers import Limits

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def endless(path: Path) -> None:
    """A file that takes longer to read than it may."""
    path.write_text(FILL * 30_000, "utf-8")


def bomb(path: Path) -> None:
    """A DOCX of some hundred kilobytes whose tree would take gigabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        body = b"<w:p/>" * 25_000_000
        packed.writestr("word/document.xml", b'<w:d xmlns:w="%s">%s</w:d>' % (WORD.encode(), body))


def endless_pdf(path: Path, depth: int = 20, times: int = 10) -> None:
    """A page of forms of which each draws the next some times: 10 to the 20th pieces of text."""
    draws = b"/X Do " * times
    text = b"BT /F 12 Tf 50 600 Td (Cells were thawed and counted twice) Tj ET "
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R "
        b"/Resources << /Font << /F 4 0 R >> /XObject << /X 6 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(text + draws), text + draws),
    ]
    for number in range(depth):
        last = number == depth - 1
        content = text if last else draws
        inner = b"" if last else b"/XObject << /X %d 0 R >>" % (7 + number)
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length %d "
            b"/Resources << /Font << /F 4 0 R >> %s >> >> stream\n%s\nendstream"
            % (len(content), inner, content)
        )
    raw, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    size = len(objects) + 1
    raw += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(raw + end % (size, raw.index(b"xref\n0")))


def test_a_pdf_that_never_ends_is_stopped(tmp_path: Path) -> None:
    endless_pdf(tmp_path / "a.pdf")
    [item] = read_all([tmp_path / "a.pdf"], 1, Limits(seconds=0.5))
    assert item == UnreadFile(tmp_path / "a.pdf", "stopped at the limit of 0.5 s")


def test_of_a_page_of_too_many_forms_it_is_said_that_text_is_missing(tmp_path: Path) -> None:
    endless_pdf(tmp_path / "a.pdf", depth=5)
    [item] = read_all([tmp_path / "a.pdf"], 1, Limits(seconds=120))
    assert isinstance(item, ReadFile)
    assert [gap.kind for gap in item.text.gaps] == ["unreadable"]


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!-- --!>", "<!--", "<![CDATA[", "<a b=c ", "<table><tr><td>", "<b>", "<a><b></a>"],
)
def test_markup_of_any_kind_takes_linear_time(piece: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html>" + FILL + piece * 20_000 + ">", "utf-8")
    [item] = read_all([tmp_path / "a.html"], 1, Limits(seconds=20))
    assert isinstance(item, ReadFile)


def test_a_file_that_never_ends_is_stopped_and_the_others_are_read(tmp_path: Path) -> None:
    endless(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(GUIDE, "utf-8")
    began = time.monotonic()
    first, second = read_all([tmp_path / "a.txt", tmp_path / "b.txt"], 1, Limits(seconds=0.2))
    assert first == UnreadFile(tmp_path / "a.txt", "stopped at the limit of 0.2 s")
    assert isinstance(second, ReadFile)
    assert time.monotonic() - began < 60


@pytest.mark.skipif(sys.platform != "linux", reason="the platform does not limit memory")
def test_a_bomb_is_stopped_before_it_takes_all_memory(tmp_path: Path) -> None:
    bomb(tmp_path / "a.docx")
    [item] = read_all([tmp_path / "a.docx"], 1, Limits(megabytes=600))
    assert item == UnreadFile(tmp_path / "a.docx", "stopped at the limit of 600 MB")


@pytest.mark.usefixtures("place")
def test_of_statements_on_a_stopped_file_nothing_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("library/guide.pdf").unlink()
    endless(Path("library/big.txt"))
    Path("library/library.yaml").write_text("documents: {FDA-DOC: big.txt}", "utf-8")
    verify("--limit", "0.2")
    shown = capsys.readouterr()
    assert "stopped at the limit of 0.2 s" in shown.out + shown.err
    assert "cannot be told" in shown.out
    assert "not found" not in shown.out


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_readers_end_with_the_parent(tmp_path: Path) -> None:
    endless(tmp_path / "a.txt")
    program = (
        "from pathlib import Path\n"
        "from atmp_gap.verify.reading import read_all\n"
        "if __name__ == '__main__':\n"
        f"    list(read_all([Path({str(tmp_path / 'a.txt')!r})], 1))\n"
    )
    (tmp_path / "run.py").write_text(program, "utf-8")
    parent = subprocess.Popen([sys.executable, str(tmp_path / "run.py")])

    def children() -> list[int]:
        # Without the tracker of resources, which goes by itself.
        found = []
        for item in Path("/proc").glob("[0-9]*"):
            try:
                words = (item / "stat").read_text().rpartition(")")[2].split()
                line = (item / "cmdline").read_bytes()
            except OSError:
                continue
            if int(words[1]) == parent.pid and b"spawn_main" in line:
                found.append(int(item.name))
        return found

    readers: list[int] = []
    until = time.monotonic() + 30
    while not readers and time.monotonic() < until:
        time.sleep(0.1)
        readers = children()
    # The reader has begun with the file once it has used some time.
    time.sleep(1)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert readers
    until = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in readers) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in readers)


def test_many_unclosed_tags_take_no_time_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html>" + FILL + "<a " * 20_000, "utf-8")
    [item] = read_all([tmp_path / "a.html"], 1, Limits(seconds=5))
    assert isinstance(item, ReadFile)


def test_deep_nesting_is_read_or_named_at_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        deep = "<w:p>" * 100_000 + "</w:p>" * 100_000
        packed.writestr("word/document.xml", f'<w:d xmlns:w="{WORD}">{deep}</w:d>')
    [item] = read_all([tmp_path / "a.docx"], 1, Limits(seconds=10))
    assert isinstance(item, UnreadFile)
    assert item.why.startswith(("holds no text", "is nested too deeply"))


@pytest.mark.parametrize(
    ("name", "inner"), [("a.docx", "word/document.xml"), ("a.odt", "content.xml")]
)
@pytest.mark.parametrize(("used", "why"), [("", "it declares a document type"), ("&x;&e11;", "")])
def test_an_office_file_that_declares_a_document_type_is_refused(
    used: str, why: str, name: str, inner: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret " * 100)
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = (
        f'<!DOCTYPE d [<!ENTITY e0 "lol"><!ENTITY x SYSTEM "{secret.as_uri()}">{bombs}]>'
        f'<w:d xmlns:w="{WORD}"><w:p><w:r><w:t>{used}{FILL}</w:t></w:r></w:p></w:d>'
    )
    with zipfile.ZipFile(tmp_path / name, "w") as packed:
        packed.writestr(inner, xml)
    [item] = read_all([tmp_path / name], 1, Limits(seconds=10))
    assert isinstance(item, UnreadFile)
    assert item.why.endswith(why)
