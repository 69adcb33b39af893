"""What is confidential: marked in every format, left out whole, refused where it is for others."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.run import run
from atmp_gap.report import FORMATS

pytestmark = pytest.mark.requirement("TR-15")

EXAMPLES = Path(__file__).parent / "examples"
SECRET = "Zaphodin"
FEEDBACK = f"""\
feedback:
  - id: FB-{SECRET}-001
    agency: FDA
    procedure: Type B meeting on {SECRET}
    date: 2026-03-12
    subject: amount
    question: May {SECRET} carry 20 ng?
    said: No, {SECRET} may not.
    answers:
      amount: < 5 ng/dose
    product:
      name: {SECRET}
      kind:
        product:
          - cells
    status: final
    document: Minutes of {SECRET}, p. 4
    note: '{SECRET}: see the minutes'
"""
LAYER = f"""\
agency: FDA
topic: t
requirements:
  - id: FDA-{SECRET}-001
    subject: amount
    statement: Own reading of {SECRET}.
    obligation: should
    answers:
      amount: < 3 ng/dose
    source:
      document: FDA-DOC
      locator: III.C
    reading:
      grade: reported
      via: A. Author, {SECRET}, 2021
      date: 2026-01-01
"""
Call = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def layers(tmp_path: Path) -> dict[str, Path]:
    """A corpus, and beside it a layer with feedback and one that is confidential as a whole."""
    made = {name: tmp_path / name for name in ("base", f"notes-{SECRET}", f"layer-{SECRET}")}
    shutil.copytree(EXAMPLES / "base", made["base"])
    shutil.copytree(EXAMPLES / "good" / "AG015" / "one", made["base"], dirs_exist_ok=True)
    feedback = made[f"notes-{SECRET}"] / "feedback" / f"{SECRET}.yaml"
    feedback.parent.mkdir(parents=True)
    feedback.write_text(FEEDBACK, encoding="utf-8")
    own = made[f"layer-{SECRET}"]
    (own / "t").mkdir(parents=True)
    (own / "t" / "fda.yaml").write_text(LAYER, encoding="utf-8")
    (own / "corpus.yaml").write_text(
        "version: '1'\ndate: 2026-01-01\nconfidential: true\n", encoding="utf-8"
    )
    return {"base": made["base"], "feedback": made[f"notes-{SECRET}"], "layer": own}


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    def called(*words: str | Path) -> tuple[int, bytes, str]:
        code = run([str(word) for word in words])
        out = capfdbinary.readouterr()
        assert b"Traceback" not in out.err
        return code, out.out, out.err.decode()

    return called


def laid(layers: dict[str, Path], *names: str) -> tuple[str, ...]:
    folders = [layers["base"], *(layers[name] for name in names)]
    return ("--no-bundled", *(w for f in folders for w in ("--requirements", str(f))))


def texts(content: bytes) -> bytes:
    """A report with all that is inside, the parts of an office file and their names too."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(
            part for name in archive.namelist() for part in (name.encode(), archive.read(name))
        )


COMMANDS = (
    ("compare",),
    ("compare", "--all", "--precedents"),
    ("precedents",),
    ("compare", "--by-stage"),
    ("show", "amount"),
    ("show", "FDA-DOC"),
    ("topics",),
    ("documents",),
    ("search", "amount"),
)


@pytest.mark.parametrize("kind", ["feedback", "layer"])
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_public_reports_hold_no_secret_and_others_are_marked(
    words: tuple[str, ...],
    name: str,
    kind: str,
    layers: dict[str, Path],
    call: Call,
    tmp_path: Path,
) -> None:
    own, public = tmp_path / "own", tmp_path / "public"
    given = (*words, "--format", name, *laid(layers, kind))
    code, _, err = call(*given, "-o", own)
    if code == ExitCode.USAGE:
        assert "--by-stage" in words or "no dimension" in err, err
        return
    assert (code, call(*given, "--public", "-o", public)[0]) == (ExitCode.DONE, ExitCode.DONE)
    assert SECRET.encode() not in texts(public.read_bytes())
    assert b"CONFIDENTIAL" not in texts(public.read_bytes())
    said = texts(own.read_bytes())
    if words == ("show", "amount") or (kind == "feedback" and "--precedents" in words):
        assert SECRET.encode() in said
    if name == "json":
        assert json.loads(said)["confidential"] is True
        assert said.startswith(b'{\n  "confidential": true')
    elif name == "csv":
        assert said.removeprefix(b"\xef\xbb\xbf").startswith(b"confidential,")
    else:
        assert b"CONFIDENTIAL" in said
    if name in ("table", "markdown"):
        assert said.startswith(b"CONFIDENTIAL")


@pytest.mark.parametrize(
    ("kind", "told"), [("feedback", "1 piece of feedback in 1 file"), ("layer", "the layer ")]
)
def test_public_says_how_much_it_left_out(
    kind: str, told: str, layers: dict[str, Path], call: Call
) -> None:
    code, out, err = call("compare", "--public", *laid(layers, kind))
    assert (code, SECRET.encode() in out) == (ExitCode.DONE, False)
    assert err.startswith("--public left out ") and told in err
    assert "--public left out" in call("compare", "-q", "--public", *laid(layers, kind))[2]


def test_public_is_the_report_without_the_layers(layers: dict[str, Path], call: Call) -> None:
    _, bare, _ = call("compare", "--format", "csv", *laid(layers))
    _, public, _ = call(
        "compare", "--format", "csv", "--public", *laid(layers, "feedback", "layer")
    )
    assert public == bare


def test_feedback_without_a_confidential_layer_decides_nothing(
    layers: dict[str, Path], call: Call
) -> None:
    def rows(*names: str) -> object:
        _, out, _ = call("compare", "--format", "json", *laid(layers, *names))
        data = json.loads(out)
        for row in data["rows"]:
            row.pop("feedback", None)
        return data["rows"], data["summary"]

    assert rows("feedback") == rows()


@pytest.mark.parametrize("kind", ["feedback", "layer"])
def test_questions_for_others_refuse_what_is_confidential(
    kind: str, layers: dict[str, Path], call: Call, tmp_path: Path
) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text(
        "format: atmp-gap/profile/1\nname: A product\nfacts:\n  product: cells\n", encoding="utf-8"
    )
    words = ("questions", "--profile", profile, "--meeting", "type-b", *laid(layers, kind))
    code, out, err = call(*words)
    assert (code, out) == (ExitCode.USAGE, b"")
    assert "confidential" in err and "--public" in err and "--confidential" in err
    code, out, _ = call(*words, "--public")
    assert code == ExitCode.DONE and SECRET.encode() not in out
    code, out, _ = call(*words, "--confidential")
    assert code == ExitCode.DONE and out.startswith(b"CONFIDENTIAL")


def test_feedback_of_one_agency_is_quoted_to_it_and_never_to_another(
    layers: dict[str, Path], call: Call, tmp_path: Path
) -> None:
    ema = layers["base"] / "t" / "ema.yaml"
    ema.write_text(ema.read_text(encoding="utf-8").replace("< 10 ng", "< 5 ng"), encoding="utf-8")
    profile = tmp_path / "profile.yaml"
    profile.write_text(
        "format: atmp-gap/profile/1\nname: A product\nfacts:\n  product: cells\n", encoding="utf-8"
    )
    for meeting, quoted in (("fda-type-b", True), ("ema-advice", False)):
        for more in ((), ("--both-sides",)):
            words = ("questions", "--profile", profile, "--for", meeting, "--confidential", *more)
            code, out, err = call(*words, *laid(layers, "feedback"))
            assert code == ExitCode.DONE, err
            assert (f"May {SECRET} carry".encode() in out) is quoted
    for name, quoted in (("type-b", True), ("scientific-advice", False)):
        words = ("questions", "--profile", profile, "--meeting", name, "--confidential")
        _, out, _ = call(*words, *laid(layers, "feedback"))
        assert (SECRET.encode() in out) is quoted


def test_an_assessment_marks_what_agencies_told_one(
    layers: dict[str, Path], call: Call, tmp_path: Path
) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text(
        "format: atmp-gap/profile/1\nname: A product\nfacts:\n  product: cells\n"
        "positions:\n  - subject: amount\n    answers:\n      amount: < 20 ng/dose\n",
        encoding="utf-8",
    )
    code, out, _ = call("assess", profile, *laid(layers, "feedback"))
    assert code == ExitCode.DONE and out.startswith(b"CONFIDENTIAL")
    assert f"CONFIDENTIAL, FDA, Type B meeting on {SECRET} 2026-03-12" in out.decode()
    public = call("assess", profile, "--public", *laid(layers, "feedback"))[1]
    assert SECRET.encode() not in public and b"CONFIDENTIAL" not in public


def test_a_filled_workbook_loses_its_feedback_with_public(
    layers: dict[str, Path], call: Call, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    file, clean = tmp_path / "rows.xlsx", tmp_path / "clean.xlsx"
    call("compare", "-o", file, *laid(layers, "feedback"))
    assert "Feedback (confidential)" in load_workbook(file).sheetnames
    words = ("compare", "--update", file, *laid(layers, "feedback"))
    assert call(*words, "--clean", "-o", clean)[0] == ExitCode.DONE
    assert SECRET.encode() not in texts(clean.read_bytes())
    assert call(*words, "--public")[0] == ExitCode.DONE
    assert SECRET.encode() not in texts(file.read_bytes())


@pytest.mark.parametrize("kind", ["feedback", "layer"])
@pytest.mark.parametrize(
    "words",
    [
        ("export", "--as", "sssom"),
        ("export", "--as", "reqif"),
        ("export", "--as", "oscal"),
        ("diff", "{base}"),
        ("site", "-o", "{out}"),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_what_is_for_others_is_refused(
    words: tuple[str, ...], kind: str, layers: dict[str, Path], call: Call, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    named = [word.format(base=layers["base"], out=out) for word in words]
    code, said, err = call(*named, *laid(layers, kind))
    assert (code, said) == (ExitCode.USAGE, b"")
    assert "this would hand on what is confidential" in err
    code, said, err = call(*named, *laid(layers, kind), "--public")
    assert code == ExitCode.DONE and "--public left out" in err
    assert SECRET.encode() not in said
    for path in out.rglob("*"):
        assert SECRET not in str(path.relative_to(out))
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()


@pytest.mark.parametrize("name", ["sssom", "reqif", "oscal"])
def test_what_is_handed_on_all_the_same_says_so(
    name: str, layers: dict[str, Path], call: Call
) -> None:
    words = ("export", "--as", name, "--confidential", *laid(layers, "layer"))
    code, out, _ = call(*words)
    assert code == ExitCode.DONE
    assert b"CONFIDENTIAL" in out or json.loads(out)["confidential"] is True


def test_a_patch_of_the_bundled_files_is_refused(layers: dict[str, Path], call: Call) -> None:
    words = ("settle", "--propose", "--into", layers["feedback"], *laid(layers))
    code, out, err = call(*words)
    assert (code, out) == (ExitCode.USAGE, b"") and "confidential" in err
    assert call(*words, "--public")[0] == ExitCode.DONE


def test_a_layer_says_so_with_an_escaped_key(layers: dict[str, Path], call: Call) -> None:
    file = layers["layer"] / "corpus.yaml"
    text = file.read_text(encoding="utf-8").replace("confidential:", '"\\x63onfidential":')
    file.write_text(text, encoding="utf-8")
    assert call("compare", *laid(layers, "layer"))[1].startswith(b"CONFIDENTIAL")
