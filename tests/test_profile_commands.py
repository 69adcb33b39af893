"""The commands for one product: what they print, what they refuse, and their exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from atmp_gap.cli.run import run
from atmp_gap.profile.model import schema

ROOT = Path(__file__).parents[1]
AAV = str(ROOT / "examples" / "profiles" / "aav-in-vivo.yaml")
PYROGEN = ["--subject", "pyrogen-test-methods"]

Captured = pytest.CaptureFixture[str]


def ran(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return code, told.out, told.err


def test_compare_for_a_profile_and_options_that_replace_its_facts(capsys: Captured) -> None:
    arguments = ["compare", "--profile", AAV, *PYROGEN, "--format", "json"]
    code, out, _ = ran(capsys, *arguments)
    result = json.loads(out)
    assert code == 0
    assert result["filters"]["profile"] == "AAV8 factor IX"
    assert result["filters"]["stage"] == ["marketing-application"]
    assert [row["verdict"] for row in result["rows"]] == ["diverge"]
    code, out, _ = ran(capsys, *arguments, "--stage", "FIH")
    assert [row["verdict"] for row in json.loads(out)["rows"]] == ["match"]
    code, out, err = ran(capsys, *arguments, "--genome", "integrating")
    assert (code, out) == (2, "")
    assert "no product combines" in err


def test_views_of_a_comparison(capsys: Captured) -> None:
    base = ["compare", "--profile", AAV, *PYROGEN, "--format", "json"]
    code, out, _ = ran(capsys, *base, "--by-stage")
    stages = json.loads(out)
    assert code == 0
    assert [cell["verdict"] for cell in stages["rows"][0]["cells"]] == ["match"] * 3 + [
        "diverge"
    ] * 2
    code, out, _ = ran(capsys, *base, "--position")
    (position,) = json.loads(out)["positions"]
    assert (code, position["state"]) == (0, "stricter")
    assert len(position["entries"]) == 6
    code, out, _ = ran(capsys, *base[:3], "--format", "json", "--why-not", "vector-copy-number")
    assert (code, json.loads(out)[0]["kept"]) == (0, False)
    code, _, err = ran(capsys, *base, "--by-stage", "--position")
    assert (code, "ask for one" in err) == (2, True)
    code, _, err = ran(capsys, *base, "--why-not", "vector-copy-numbr")
    assert (code, "vector-copy-number" in err) == (2, True)


@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "json"])
def test_every_format_prints_every_view(format_: str, capsys: Captured) -> None:
    dna = "residual-host-cell-dna-amount"
    views = (
        (["--by-stage"], "host-cell"),
        (["--position"], "pyrogen"),
        (["--why-not", dna], "host-cell"),
    )
    for view, word in views:
        code, out, _ = ran(capsys, "compare", "--profile", AAV, "--format", format_, *view)
        assert code == 0
        assert word in out.lower()
    code, out, _ = ran(capsys, "assess", AAV, *PYROGEN, "--format", format_)
    assert code == 0
    assert "rabbit" in out


def test_a_broken_profile_writes_nothing(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(
        "format: atmp-gap/profile/1\nname: P\nfacts:\n  donor: [autologous, allogeneic]\n"
        "  product: aav\n",
        encoding="utf-8",
    )
    report = tmp_path / "out.md"
    for command in (
        ["compare", "--profile", str(path)],
        ["assess", str(path)],
        ["questions", "--profile", str(path)],
        ["impact", "--if-adopted", "--profile", str(path)],
    ):
        code, out, err = ran(capsys, *command, "-o", str(report))
        assert (code, out) == (3, "")
        assert f"{path.as_posix()}:4:23: error[AG014] autologous and allogeneic" in err
        assert "the profile is not usable: 1 error" in err
        assert not report.exists()
    code, _, err = ran(capsys, "profile", "check", str(tmp_path / "missing.yaml"))
    assert code == 3
    assert "profile init" in err


def test_profile_init_writes_what_can_be_read(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "mine.yaml"
    facts = ["--fact", "product=CAR-T", "--fact", "donor=auto", "--fact", "stage=pivotal"]
    code, out, err = ran(capsys, "profile", "init", "--name", "X: #1", *facts, "-o", str(path))
    assert (code, out) == (0, "")
    assert "compare --profile" in err
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    Draft202012Validator(schema()).validate(data)
    assert data["name"] == "X: #1"
    assert data["facts"] == {"product": "car-t", "donor": "autologous", "stage": "pivotal"}
    code, out, _ = ran(capsys, "profile", "check", str(path))
    assert (code, out.splitlines()[1]) == (0, "  product: car-t")
    code, _, err = ran(capsys, "profile", "init", *facts, "-o", str(path))
    assert (code, "is there already" in err) == (2, True)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (["product"], "DIMENSION=WORD"),
        (["produkt=aav"], "product"),
        (["product=aaav"], "AAV"),
        (["product=aav", "genome=integrating"], "contradict"),
        (["donor=autologous", "donor=allogeneic"], "one donor"),
    ],
)
def test_profile_init_refuses(facts: list[str], said: str, capsys: Captured) -> None:
    options = [item for fact in facts for item in ("--fact", fact)]
    code, out, err = ran(capsys, "profile", "init", *options)
    assert (code, out) == (2, "")
    assert said.lower() in err.lower()


@pytest.fixture
def answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., list[tuple[str, object]]]:
    """Puts a person in front of a terminal, in an empty folder; the questions that are asked."""
    import sys

    import typer

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.chdir(tmp_path)

    def prepare(*said: str | bool | type[BaseException]) -> list[tuple[str, object]]:
        left, asked = iter(said), []

        def answer(text: str, default: object = None, **_: object) -> object:
            asked.append((text.strip(), default))
            answer = next(left)
            if isinstance(answer, type):
                raise answer
            return default if answer == "" else answer

        monkeypatch.setattr(typer, "prompt", answer)
        monkeypatch.setattr(typer, "confirm", answer)
        return asked

    return prepare


Answers = Callable[..., list[tuple[str, object]]]


def test_profile_init_asks_in_words_until_it_understands(
    answers: Answers, tmp_path: Path, capsys: Captured
) -> None:
    asked = answers("", "Mine: #1", "aaav", "99", "aav", "", "HEK293", "", "integrating", "BLA", "")
    code, out, err = ran(capsys, "profile", "init")
    assert (code, out) == (0, "")
    path = tmp_path / "mine-1.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    assert data["name"] == "Mine: #1"
    assert data["facts"] == {
        "product": "aav-in-vivo",
        "cell_substrate": "continuous-tumorigenic",
        "stage": "marketing-application",
    }
    # The name comes first; donor and genome follow from an AAV vector and are not asked.
    assert [text for text, _ in asked[:2]] == ["Name of the product"] * 2
    assert asked[-1] == ("File to write", "mine-1.yaml")
    assert "Donor:" not in err
    assert "   1  AAV vector\n" in err
    assert "aav-in-vivo" not in err
    assert "there is no 99" in err
    assert err.count("unknown") == 2
    assert "wrote mine-1.yaml; next: atmp-gap compare --profile mine-1.yaml" in err
    assert ran(capsys, "profile", "check", str(path))[0] == 0


def test_profile_init_takes_numbers_and_several_where_a_product_has_several(
    answers: Answers, tmp_path: Path, capsys: Captured
) -> None:
    answers("1, 2", "1", "1,2", "", "", "phase 1", "")
    code, _, err = ran(capsys, "profile", "init", "--name", "Mine")
    assert code == 0
    assert "one product has one product" in err
    facts = yaml.safe_load((tmp_path / "mine.yaml").read_text("utf-8"))["facts"]
    assert facts["product"] == "aav-in-vivo"
    assert len(facts["administration"]) == 2


def test_profile_init_asks_before_it_replaces_a_file_and_loses_no_answer(
    answers: Answers, tmp_path: Path, capsys: Captured
) -> None:
    old, closed = tmp_path / "old.yaml", tmp_path / "missing" / "p.yaml"
    old.write_text("mine", "utf-8")
    asked = answers("aav", "", "", "", "", False, str(closed), "new.yaml")
    assert ran(capsys, "profile", "init", "--name", "N", "-o", str(old))[0] == 0
    assert (old.read_text("utf-8"), (tmp_path / "new.yaml").exists()) == ("mine", True)
    assert asked[5] == (f"{old} is there already. Replace it?", False)
    answers("aav", "", "", "", "", True)
    assert ran(capsys, "profile", "init", "--name", "N", "-o", str(old))[0] == 0
    assert "name: N" in old.read_text("utf-8")


@pytest.mark.parametrize("where", range(5))
def test_an_interrupted_interview_leaves_nothing(
    where: int, answers: Answers, tmp_path: Path, capsys: Captured
) -> None:
    answers(*["Name", "aav", "", "", "", "", ""][: where + 1], KeyboardInterrupt)
    code, out, err = ran(capsys, "profile", "init", "-o", "mine.yaml")
    assert (code, out, err.splitlines()[-1]) == (130, "", "interrupted")
    assert list(tmp_path.iterdir()) == []


def test_templates_are_read_back(tmp_path: Path, capsys: Captured) -> None:
    base = ["assess", AAV, "--topic", "impurities"]
    for name in ("yaml", "csv"):
        path = tmp_path / f"p.{name}"
        code, out, _ = ran(capsys, *base, "--template", name, "-o", str(path))
        assert (code, out) == (0, "")
        bare = tmp_path / "bare.yaml"
        text = Path(AAV).read_text(encoding="utf-8")
        bare.write_text(text[: text.index("positions:")], encoding="utf-8")
        arguments = [str(bare), "--topic", "impurities", "--positions", str(path)]
        code, out, _ = ran(capsys, "assess", *arguments, "--format", "json")
        assert code == 0
        counts = json.loads(out)["counts"]
        assert counts["meets-both"] + counts["neither"] + counts["fda-only"] == 0
        assert counts["not-addressed"] > 20
    rows = list(csv.DictReader(io.StringIO((tmp_path / "p.csv").read_text("utf-8-sig"))))
    assert {"subject", "slot", "answer", "info FDA", "info EMA"} <= set(rows[0])
    filled = [
        {**row, "answer": "rabbit"} if row["subject"] == "pyrogen-test-methods" else row
        for row in rows
    ]
    out_ = io.StringIO()
    writer = csv.DictWriter(out_, list(rows[0]))
    writer.writeheader()
    writer.writerows(filled)
    (tmp_path / "p.csv").write_text(out_.getvalue(), encoding="utf-8")
    code, out, _ = ran(capsys, "assess", *arguments, *PYROGEN, "--format", "json")
    assert json.loads(out)["counts"]["fda-only"] == 1


def test_assess_fails_on_what_was_named(capsys: Captured) -> None:
    assert ran(capsys, "assess", AAV, *PYROGEN, "--fail-on", "fda-only")[0] == 1
    assert ran(capsys, "assess", AAV, *PYROGEN, "--fail-on", "neither,ema-only")[0] == 0
    waived = ["--subject", "in-vitro-virus-assay-duration", "--fail-on"]
    assert ran(capsys, "assess", AAV, *waived, "neither")[0] == 0
    assert ran(capsys, "assess", AAV, *waived, "neither", "--as-of", "2027-07-01")[0] == 1
    assert ran(capsys, "assess", AAV, *waived, "waiver-expired", "--as-of", "2027-07-01")[0] == 1
    code, _, err = ran(capsys, "assess", AAV, "--fail-on", "fda-onli")
    assert (code, "fda-only" in err) == (2, True)
    code, out, _ = ran(capsys, "assess", AAV, *PYROGEN)
    assert "no compliance statement" in out


def test_questions_are_markdown_with_positions_and_blanks(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "q.md"
    code, out, _ = ran(
        capsys, "questions", "--profile", AAV, "--topic", "impurities", "-o", str(path)
    )
    assert (code, out) == (0, "")
    text = path.read_text(encoding="utf-8")
    assert "**Sponsor's position.** accepted methods: rabbit pyrogen test" in text
    assert "21 CFR 610.13" in text and "Ph. Eur. 5.1.13" not in text
    assert text.count("**Justification.**") == text.count("#### Question ")
    assert "to be filled by the sponsor" in text
    headings = [t for t in MarkdownIt("commonmark").parse(text) if t.type == "heading_open"]
    assert sum(t.tag == "h1" for t in headings) == 1
    assert "FDA Type B meeting" in text and "INTERACT meeting" not in text


@pytest.mark.parametrize(
    ("meeting", "title", "only"),
    [
        ("INTERACT", "FDA INTERACT meeting", "FDA"),
        ("pre-IND", "pre-IND", "FDA"),
        ("type-d", "Type D", "FDA"),
        ("ITF", "Innovation Task Force", "EMA"),
    ],
)
def test_questions_for_a_meeting(meeting: str, title: str, only: str, capsys: Captured) -> None:
    code, out, _ = ran(capsys, "questions", "--profile", AAV, *PYROGEN, "--meeting", meeting)
    assert code == 0
    assert title in out
    asked = {agency for agency in ("FDA", "EMA") if f"does {agency} agree" in out}
    assert asked <= {only}


def test_questions_refuse(capsys: Captured) -> None:
    base = ["questions", "--profile", AAV]
    assert ran(capsys, *base, "--meeting", "tea")[0] == 2
    code, _, err = ran(capsys, *base, "-o", "q.xlsx")
    assert (code, "Markdown" in err) == (2, True)


def test_impact(capsys: Captured) -> None:
    base = ["impact", "--format", "json", "--topic", "impurities"]
    code, out, _ = ran(capsys, *base, "--from", "2024-01-01", "--to", "2026-11-01")
    kinds = {change["kind"] for change in json.loads(out)["changes"]}
    assert (code, kinds) == (0, {"document", "requirement", "verdict"})
    came = {change["id"] for change in json.loads(out)["changes"] if change["what"] == "came"}
    assert "PHEUR-5.1.13" in came
    same = ["--from-corpus", str(ROOT / "requirements"), "--to-corpus", str(ROOT / "requirements")]
    code, out, _ = ran(capsys, *base, *same)
    assert (code, json.loads(out)["changes"]) == (0, [])


@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_impact_says_that_nothing_changes(format_: str, capsys: Captured) -> None:
    same = ["impact", "--from", "2026-11-01", "--to", "2026-11-01", "--topic", "impurities"]
    code, out, _ = ran(capsys, *same, "--format", format_)
    assert (code, "nothing changes" in out) == (0, True)
    assert "because of" not in out
    code, out, _ = ran(capsys, *same, "--format", "csv")
    assert (code, len(out.splitlines()), "because of" in out) == (0, 1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say what to compare"),
        (["--to", "2026"], "--to needs --from"),
        (["--from", "2026", "--to", "2025"], "comes after"),
        (["--from", "1900-01-01"], "before every document"),
        (["--from", "2026-13"], "no date"),
        (["--from", "2025", "--if-adopted"], "say what to compare"),
        (["--to-corpus", "x"], "--to-corpus needs"),
    ],
)
def test_impact_refuses(arguments: list[str], said: str, capsys: Captured) -> None:
    code, out, err = ran(capsys, "impact", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_impact_of_a_missing_corpus(tmp_path: Path, capsys: Captured) -> None:
    code, _, err = ran(capsys, "impact", "--from-corpus", str(tmp_path / "none"))
    assert (code, "does not exist" in err) == (3, True)


def test_profiles_side_by_side(capsys: Captured) -> None:
    files = sorted(str(path) for path in (ROOT / "examples" / "profiles").glob("*.yaml"))
    code, out, _ = ran(capsys, "profile", "overview", *files, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert len(found) == len(files)
    assert len({item["kept"] + item["dropped"] for item in found}) == 1
    assert all(item["kept"] == sum(item["verdicts"].values()) for item in found)


def test_agency_times_and_routes_are_no_questions(capsys: Captured) -> None:
    code, out, _ = ran(capsys, "questions", "--profile", AAV, "--topic", "expedited-pathways")
    assert code == 0
    assert "Formal advice at milestones, the instrument" not in out


def test_missing_positions_say_how_to_get_some(capsys: Captured) -> None:
    for name in ("none.csv", "none.yaml"):
        code, _, err = ran(capsys, "assess", AAV, "--positions", name)
        assert (code, "--template" in err) == (3, True)


def test_a_profile_from_words_says_how_each_was_read(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    words = "autologous CD19 CAR-T, lentiviral, phase 3"
    code, out, err = ran(capsys, "profile", "from", words, "-o", str(path))
    assert (code, out) == (0, "")
    assert '"lentiviral": vector, lentiviral vector' in err
    assert 'not understood, no fact made of it: "CD19"' in err
    assert "still open: administration" in err
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert written["description"] == written["name"] == words
    assert ran(capsys, "profile", "check", str(path))[0] == 0
    path.write_text("mine", encoding="utf-8")
    code, out, err = ran(capsys, "profile", "from", "AAV9", "-o", str(path))
    assert code == 2
    assert "is there already" in err
    assert path.read_text(encoding="utf-8") == "mine"
    assert ran(capsys, "profile", "from", "AAV9", "-o", str(path), "--force")[0] == 0
    assert "product: aav-in-vivo" in path.read_text(encoding="utf-8")


def test_words_that_make_no_profile_write_nothing(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    code, out, err = ran(capsys, "profile", "from", "TIL gene-edited", "-o", str(path))
    assert (code, out, path.exists()) == (2, "", False)
    assert "it goes with: in vivo genome editing" in err
    code, out, err = ran(capsys, "profile", "from", "foo", "")
    assert (code, out) == (2, "")
    assert 'not understood, no fact made of it: "foo"' in err


def test_facts_that_contradict_come_with_what_they_go_with(capsys: Captured) -> None:
    facts = ["--fact", "product=mRNA-LNP", "--fact", "genome=edited"]
    code, _, err = ran(capsys, "profile", "init", "--name", "P", *facts)
    assert code == 2
    assert "edits goes with: in vivo genome editing" in err
