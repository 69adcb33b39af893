"""``site --engine``: which files are taken for the engine, which are refused, what is served."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import threading
import urllib.error
import urllib.request
import zipfile
from base64 import b64encode
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from atmp_gap.browser import engine
from atmp_gap.browser.bundle import bundle
from atmp_gap.cli.run import run
from atmp_gap.cli.site_server import server
from atmp_gap.corpus.sources import gather
from atmp_gap.report.site.product import POLICY
from support import ema, fda, files, write

ABOUT = {"between": ["FDA", "EMA"], "as_of": "2026-01-01", "drafts": True, "confidential": False}


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    asks = {"test": {"kind": "asked"}}
    content = files(asks, [fda({"test": "expected"}), ema({"test": "optional"})])
    return write(tmp_path / "layer", content)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package in the place of the engine, as a tarball and as its folder."""
    folder = tmp_path / "package"
    folder.mkdir()
    for name in engine.FILES:
        (folder / name).write_text(f"the file {name}")
    tarball = tmp_path / engine.TARBALL
    with tarfile.open(tarball, "w:gz") as packed:
        packed.add(folder, "package")
    digests = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in engine.FILES
    }
    monkeypatch.setattr(engine, "FILES", digests)
    sha512 = b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    monkeypatch.setattr(engine, "SHA512", sha512)
    return tarball


def test_a_tarball_and_its_folder_are_the_same(package: Path) -> None:
    taken = engine.engine_files(package)
    assert set(taken) == set(engine.FILES)
    assert engine.engine_files(package.parent / "package") == taken
    assert engine.engine_files(package.parent) == taken


def test_what_is_refused(package: Path, tmp_path: Path) -> None:
    def said(place: Path) -> str:
        with pytest.raises(engine.EngineError) as refused:
            engine.engine_files(place)
        assert refused.value.hint == "get it with: npm pack pyodide@314.0.7"
        return refused.value.why

    (tmp_path / "other.tgz").write_bytes(package.read_bytes() + b"\0")
    assert said(tmp_path / "other.tgz").endswith(
        "other.tgz is not the package pyodide 314.0.7: its SHA-512 differs"
    )
    assert "no-file.tgz: No such file" in said(tmp_path / "no-file.tgz")
    (tmp_path / "package" / "pyodide.mjs").write_text("else")
    assert said(tmp_path / "package").endswith("is not pyodide 314.0.7: pyodide.mjs differs")
    (tmp_path / "package" / "package.json").unlink()
    assert "package is not the package pyodide: No such file" in said(tmp_path / "package")


def test_the_site_with_it_and_without(
    layer: Path, package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["site", "-o", str(out), "--no-bundled", "--requirements", str(layer)]
    assert run(words) == 0
    page = (out / "product" / "index.html").read_text("utf-8")
    assert "npm pack pyodide@314.0.7" in page
    assert "<form id" not in page
    assert sorted(path.name for path in (out / "product").iterdir()) == ["index.html"]
    assert run([*words, "--engine", str(package)]) == 0
    page = (out / "product" / "index.html").read_text("utf-8")
    assert '<form id="product"' in page
    assert POLICY.replace("'", "&#39;") in page
    assert (out / "product" / "engine" / "pyodide.mjs").read_bytes() == b"the file pyodide.mjs"
    assert (out / "product" / "worker.js").is_file()
    assert "'wasm-unsafe-eval'" not in (out / "index.html").read_text("utf-8").replace("&#39;", "'")
    capsys.readouterr()
    assert run([*words, "--engine", str(layer)]) == 2
    assert "is not the package pyodide" in capsys.readouterr().err


def test_it_is_served_until_somebody_ends_it(
    layer: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def ended(self: ThreadingHTTPServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", ended)
    out = str(tmp_path / "out")
    words = ["site", "-o", out, "--no-bundled", "--requirements", str(layer), "--serve"]
    assert run(words) == 0
    said = capsys.readouterr().err
    assert "served on this computer alone: http://127.0.0.1:" in said
    assert said.endswith("ended\n")


def test_the_policy_names_no_other_host() -> None:
    assert "http" not in POLICY
    assert "*" not in POLICY
    assert "unsafe-eval'" not in POLICY.replace("'wasm-unsafe-eval'", "")
    assert "default-src 'none'" in POLICY


def test_the_bundle_is_the_same_each_time_and_brings_terms(layer: Path) -> None:
    sources = gather([layer])
    made = bundle(sources, ABOUT)
    assert made == bundle(sources, ABOUT)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith(("atmp_gap/cli/", "atmp_gap/check/"))]
    assert not [name for name in names if "__pycache__" in name or name.endswith(".so")]
    licensed = {name.split("/")[1] for name in names if name.startswith("licences/")}
    assert licensed == {"jinja2", "markupsafe", "yaml", "xlsxwriter", "openpyxl", "et_xmlfile"}
    read = zipfile.ZipFile(io.BytesIO(made)).read
    assert json.loads(read("about.json")) == ABOUT
    for source in sources.files:
        assert read(f"layers/{source.key}") == source.raw


def test_what_is_served_has_its_type_and_only_this_computer_is_answered(tmp_path: Path) -> None:
    (tmp_path / "a.mjs").write_text("1")
    (tmp_path / "a.wasm").write_text("1")
    with server(tmp_path) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        at = f"http://127.0.0.1:{served.server_port}/"

        def kind(name: str, **headers: str) -> str:
            asked = urllib.request.Request(at + name, headers=headers)
            with urllib.request.urlopen(asked, timeout=10) as got:
                return str(got.headers["Content-Type"])

        assert kind("a.mjs") == "text/javascript"
        assert kind("a.wasm") == "application/wasm"
        with pytest.raises(urllib.error.HTTPError) as refused:
            kind("a.mjs", Host="evil.example:80")
        assert refused.value.code == 403
        refused.value.close()
        served.shutdown()
