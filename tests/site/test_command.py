"""``atmp-gap site`` as people type it: what is written, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from atmp_gap.cli.run import run
from support import ema, fda, files, write

ASKS = {"test": {"kind": "asked"}}


@pytest.fixture
def layer(tmp_path: Path) -> str:
    content = files(ASKS, [fda({"test": "expected"}), ema({"test": "optional"})])
    return str(write(tmp_path / "layer", content))


def site(layer: str, *more: str) -> int:
    return run(["site", "--no-bundled", "--requirements", layer, *more])


def test_a_site_of_ones_own_layer(
    layer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert site(layer, "-o", str(out), "--address", "https://example.org/x") == 0
    said = capsys.readouterr().err
    assert f"files; open {out / 'index.html'}" in said
    assert "without --address" not in said
    assert (out / "s" / "s" / "index.html").is_file()
    assert "https://example.org/x/s/s/" in (out / "sitemap.xml").read_text("utf-8")
    assert site(layer, "-o", str(out)) == 0
    assert "without --address there is no site map" in capsys.readouterr().err
    assert not (out / "sitemap.xml").exists()


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        ([], "no folder is named", "atmp-gap site -o DIR"),
        (["-o", "full"], "full holds other files, and no earlier site; nothing was written",
         "name a new or an empty folder"),
        (["-o", "full/letter.txt"], "is a file; nothing was written", "name a folder"),
        (["-o", "."], "is the working folder, or holds it; nothing was written",
         "name a folder inside it"),
        (["-o", "full/letter.txt/x"], "cannot write", "name another folder"),
        (["-o", "x", "--address", "javascript:alert(1)"], "is no web address", "https://"),
        (["-o", "x", "--address", "https://x.org/?a=b"], "is no web address", "https://"),
        (["-o", "x", "--address", "example.org"], "is no web address", "https://"),
    ],
)  # fmt: skip
def test_what_is_refused(
    words: list[str],
    said: str,
    hint: str,
    layer: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert site(layer, *words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert hint in error
    assert "Traceback" not in error
    assert not (tmp_path / "x").exists()
    assert (tmp_path / "full" / "letter.txt").read_text("utf-8") == "mine"


def test_what_is_confidential_is_left_out_or_marked_but_never_handed_on_unsaid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = files(
        ASKS,
        [
            fda(
                {
                    "test": "expected",
                },
                statement="A secret.",
            ),
            ema({"test": "optional"}),
        ],
    )
    content["corpus.yaml"] = {**content["corpus.yaml"], "confidential": True}
    layer, out = str(write(tmp_path / "layer", content)), tmp_path / "out"
    assert site(layer, "-o", str(out)) == 2
    assert "--public leaves it out; --confidential writes it" in capsys.readouterr().err
    assert not out.exists()
    assert site(layer, "-o", str(out), "--confidential") == 0
    for path in [
        *out.rglob("*.html"),
        *out.rglob("*.json"),
        *out.rglob("*.xml"),
        *out.rglob("*.js"),
    ]:
        assert "confidential" in path.read_text("utf-8").lower(), path
    assert "A secret." in (out / "s" / "s" / "index.html").read_text("utf-8")
