"""A workbook, memo, document or archive with bad bytes is refused in words, wherever they are."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atmp_gap.cli.run import run
from atmp_gap.text.zips import DamagedZip, unpacking
from check_support import BASE

PROFILE = "format: atmp-gap/profile/1\nname: Mine\nfacts: {product: cells}\n"
SIDES = ("--requirements", "c", "--no-bundled")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE, tmp_path / "c")
    (tmp_path / "p.yaml").write_text(PROFILE, "utf-8")
    (tmp_path / "library").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATMP_GAP_LIBRARY", "library")
    return tmp_path


def bent(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """A ZIP with the contents of each of its members bent in its middle, and with its end cut."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        members = packed.infolist()
    for member in members:
        names, extra = struct.unpack("<HH", raw[member.header_offset + 26 :][:4])
        begin = member.header_offset + 30 + names + extra
        at = begin + member.compress_size // 2
        yield member.filename, raw[:at] + b"\xff\xff\xff\xff" + raw[at + 4 :]
    yield "the end", raw[: len(raw) - 30]


def packed(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, text)
    return out.getvalue()


def memo() -> bytes:
    assert run(["compare", *SIDES, "-o", "made.docx"]) == 0
    return Path("made.docx").read_bytes()


def workbook() -> bytes:
    assert run(["compare", *SIDES, "-o", "made.xlsx"]) == 0
    return Path("made.xlsx").read_bytes()


def frozen() -> bytes:
    assert run(["freeze", "X", "--profile", "p.yaml", *SIDES, "-o", "made.zip"]) == 0
    return Path("made.zip").read_bytes()


def opendocument() -> bytes:
    body = "<office:body><office:text><text:p>Words.</text:p></office:text></office:body>"
    return packed("content.xml", f"<office:document-content>{body}</office:document-content>")


@pytest.mark.parametrize(
    ("make", "name", "line"),
    [
        (workbook, "w.xlsx", "assess p.yaml --positions w.xlsx"),
        (workbook, "w.xlsx", "recall w.xlsx"),
        (workbook, "w.xlsx", "compare --update w.xlsx"),
        (workbook, "w.xlsx", "layer --from w.xlsx --into own"),
        (memo, "m.docx", "recall m.docx"),
        (memo, "copies/m.docx", "verify --library copies"),
        (memo, "m.docx", "library add m.docx"),
        (opendocument, "copies/o.odt", "verify --library copies"),
        (lambda: packed("a.txt", "Words. " * 99), "a.zip", "library add a.zip"),
        (frozen, "f.zip", "reproduce f.zip"),
        (frozen, "f.zip", "recall f.zip"),
    ],
)
def test_no_damage_is_an_internal_error(
    make: Callable[[], bytes],
    name: str,
    line: str,
    place: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = place / name
    file.parent.mkdir(exist_ok=True)
    for where, content in bent(make()):
        file.write_bytes(content)
        capsys.readouterr()
        code = run([*line.split(), *(() if line.startswith("library") else SIDES)])
        said = capsys.readouterr()
        assert code in (0, 1, 2, 3), (where, said.err)
        assert "internal" not in said.err, (where, said.err)
        assert code == 0 or file.read_bytes() == content, where


@pytest.mark.parametrize(
    "error", [OSError("Invalid data stream"), OSError(22, "Invalid argument"), ValueError("x")]
)
def test_what_unpacking_says_is_damage(error: Exception) -> None:
    with pytest.raises(DamagedZip), unpacking():
        raise error


def test_what_the_system_refuses_is_no_damage() -> None:
    with pytest.raises(PermissionError), unpacking():
        raise PermissionError(13, "Permission denied")
