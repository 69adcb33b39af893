"""Positions in sheets: read as spreadsheet programs save them, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.corpus.problem import Problem
from atmp_gap.profile.local_forms import date_help, quantity_help
from atmp_gap.profile.positions import Held, read_positions
from atmp_gap.profile.read import InvalidProfileError, read_profile
from atmp_gap.profile.sheet import read_sheet
from profile_support import HEAD, corpus_of, written
from support import fda

ASKS = {
    "amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"},
    "test": {"kind": "asked"},
}
ONE = {"amount": ASKS["amount"]}
HEADS = "subject,slot,answer,for,conditions,evidence,owner,due,waiver_reason,waiver_expires,note"


def read(
    folder: Path, content: str | bytes, asks: object = ASKS, name: str = "p.csv"
) -> list[Held]:
    corpus = corpus_of(folder, asks, [fda({"amount": "< 10 ng/dose"})])  # type: ignore[arg-type]
    mine = read_profile(written(folder, HEAD + "  product: aav\n"), corpus)
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_positions(mine, path, corpus)


def refused(
    folder: Path, content: str | bytes, asks: object = ASKS, name: str = "p.csv"
) -> list[Problem]:
    with pytest.raises(InvalidProfileError) as found:
        read(folder, content, asks, name)
    return found.value.problems


ROWS = "subject,slot,answer,evidence,due\ns,amount,< 5 ng/dose,3.2.S,2027-03-31\n"
SAVED = {
    "commas": ROWS.encode(),
    "carriage returns": ROWS.replace("\n", "\r\n").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + ROWS.encode(),
    "UTF-16": ROWS.encode("utf-16"),
    "UTF-16 the other way": b"\xfe\xff" + ROWS.encode("utf-16-be"),
    "semicolons": ROWS.replace(",", ";").encode(),
    "tabs": ROWS.replace(",", "\t").encode(),
    "tabs in UTF-16": ROWS.replace(",", "\t").encode("utf-16"),
    "sep": b"sep=;\r\n" + ROWS.replace(",", ";").encode(),
    "sep in quotes": b'"sep=;"\n' + ROWS.replace(",", ";").encode(),
    "SEP behind a mark": b"\xef\xbb\xbfSEP=,\n" + ROWS.encode(),
    "empty columns": ROWS.replace("\n", ",,\n").encode(),
    "empty lines": b"\n,,,,\n" + ROWS.encode() + b",,,,\n\n",
    "capitals": ROWS.replace("subject,slot,answer", "Subject, SLOT ,Answer").encode(),
    "quotes": b'"subject";"slot";"answer";"evidence";"due"\n"s";"amount";"< 5 ng/dose";"3.2.S";'
    b'"2027-03-31"\n',
    "short lines": ROWS.encode() + b"s,test,done\n",
}


@pytest.mark.parametrize("way", SAVED)
def test_a_sheet_is_read_as_it_is_saved(way: str, tmp_path: Path) -> None:
    (held,) = read(tmp_path, SAVED[way])
    assert held.answers["amount"].text == "< 5 ng/dose"
    assert (held.position.evidence, held.position.due) == ("3.2.S", "2027-03-31")


def test_headings_with_blanks_and_hyphens(tmp_path: Path) -> None:
    text = "Subject,Slot,Answer,Waiver reason,Waiver-Expires,INFO how\ns,test,done,r,2027,x\n"
    (held,) = read(tmp_path, text)
    assert held.position.waiver is not None and held.position.waiver.reason == "r"


THREE = "subject,slot,answer"
LOST = {
    "a heading twice": (f"{THREE},answer\ns,amount,< 2 ng/dose,< 3 ng/dose\n", "1:4", "AG003"),
    "a heading twice, in capitals": (f"{THREE},Answer\ns,amount,x,y\n", "1:4", "AG003"),
    "an unknown heading": (f"{THREE},evidenc\ns,test,done,x\n", "1:4", "AG006"),
    "a cell too many": (f"{THREE},note\ns,test,done,a, b\n", "2:5", "AG005"),
    "an empty cell too many": (f"{THREE},note\ns,test,done,a,\n", "2:5", "AG005"),
    "a cell without a heading": (f"{THREE},\ns,test,done,x\n", "2:4", "AG005"),
    "a decimal comma unquoted": (f"{THREE}\ns,amount,< 0,2 ng/dose\n", "2:4", "AG005"),
    "a slot twice": (f"{THREE}\ns,amount,none\ns,amount,< 3 ng/dose\n", "3:3", "AG007"),
    "a slot twice, equal": (f"{THREE}\ns,test,done\ns,test,done\n", "3:3", "AG007"),
    "a slot twice, once empty": (f"{THREE}\ns,test,\ns,test,done\n", "3:3", "AG007"),
    "a slot twice in capitals": (f"{THREE}\ns,test,done\nS,test,done\n", "3:3", "AG007"),
    "a side twice": (f"{THREE},for\ns,test,done,FDA\ns,amount,none,US\n", "3:1", "AG007"),
    "two dates": (f"{THREE},due\ns,test,done,2027\ns,amount,none,2028\n", "3:4", "AG007"),
    "two waivers": (
        f"{THREE},waiver_reason,waiver_expires\ns,test,done,a,2027\ns,amount,none,b,2027\n",
        *("3:4", "AG007"),
    ),
    "no subject": (f"{THREE}\n,test,done\n", "2:1", "AG005"),
    "no slot where there are two": (f"{THREE}\ns,,done\n", "2:3", "AG005"),
    "nothing": ("", "1:1", "AG005"),
    "a workbook": ("PK\x03\x04", "p.csv", "AG001"),
    "another delimiter": ("sep=|\nsubject|slot|answer\n", "1:1", "AG002"),
    "a line after a long one": (
        f'{THREE},note\ns,test,done,"a\nb"\ns,test,done,\n',
        *("4:3", "AG007"),
    ),
}


@pytest.mark.parametrize("way", LOST)
def test_what_would_be_lost_is_refused(way: str, tmp_path: Path) -> None:
    text, where, code = LOST[way]
    problems = refused(tmp_path, text)
    assert [problem.code for problem in problems] == [code], problems
    assert str(problems[0].place).endswith(where)
    assert problems[0].help


@pytest.mark.parametrize("name", ["report.xlsx", "p.ods", "p.csv"])
def test_a_broken_workbook_is_named_as_one(name: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, b"PK\x03\x04\xb0\xff", name=name)
    assert problem.code == "AG001"
    assert problem.message.startswith("is broken")


def test_what_lines_say_together_is_kept(tmp_path: Path) -> None:
    text = (
        "subject,slot,answer,conditions,evidence,owner,note\n"
        "s,test,done,justified,3.2.S.4.1,QA,first\n"
        "s,amount,< 5 ng/dose,justified,3.2.S.4.5,QA,second\n"
    )
    (held,) = read(tmp_path, text)
    assert held.position.evidence == "3.2.S.4.1; 3.2.S.4.5"
    assert (held.position.owner, held.position.note) == ("QA", "first; second")
    assert held.conditions == {"justified"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("subject,slot,answer\ns,,< 5 ng/dose\n", "p.csv"),
        ("subject,answer\ns,< 5 ng/dose\n", "p.csv"),
        ("subject\tanswer\ns\t< 5 ng/dose\n", "p.tsv"),
        ("positions:\n  - {subject: s, answer: < 5 ng/dose}\n", "p.yaml"),
    ],
)
def test_the_slot_may_be_missing_where_there_is_one(text: str, name: str, tmp_path: Path) -> None:
    (held,) = read(tmp_path, text, ONE, name)
    assert held.answers["amount"].text == "< 5 ng/dose"


def test_an_answer_with_and_without_its_slot_is_one_too_many(tmp_path: Path) -> None:
    text = "subject,slot,answer\ns,amount,< 5 ng/dose\ns,,< 4 ng/dose\n"
    (problem,) = refused(tmp_path, text, ONE)
    assert (problem.code, str(problem.place).rsplit("/", 1)[-1]) == ("AG007", "p.csv:3:3")
    yaml = "positions:\n  - {subject: s, answer: < 5 ng/dose, answers: {amount: < 4 ng/dose}}\n"
    (tmp_path / "y").mkdir()
    (problem,) = refused(tmp_path / "y", yaml, ONE, "p.yaml")
    assert problem.code == "AG007"


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ('s,amount,"< 0,2 ng/dose",,,,,,,,', "write '< 0.2 ng/dose'"),
        ('s,amount,"< 1,000 ng/dose",,,,,,,,', "write '< 1.0000 ng/dose' or '< 1000 ng/dose'"),
        ("s,amount,< 1.000 ng/dose,,,,,,,,", "write '< 1.0000 ng/dose' or '< 1000 ng/dose'"),
        ("s,amount,1.500..2 ng/dose,,,,,,,,", "write '1.5000..2 ng/dose'"),
        ("s,amount,< 10 000 pg/dose,,,,,,,,", "write '< 10000 pg/dose'"),
        ("s,amount,< 10\u2009000 pg/dose,,,,,,,,", "write '< 10000 pg/dose'"),
        ("s,amount,5-10 ng/dose,,,,,,,,", "write '5..10 ng/dose'"),
        ("s,amount,5\u201310 ng/dose,,,,,,,,", "write '5..10 ng/dose'"),
        ("s,amount,between 5 and 10 ng/dose,,,,,,,,", "write '5..10 ng/dose'"),
        ("s,amount,< 5 ng/10^3 dose,,,,,,,,", "write '< 5 ng/1e3 dose'"),
        ("s,amount,NMT 1.5 \u00d7 10\u2074 pg/dose,,,,,,,,", "write '<= 1.5e4 pg/dose'"),
        ("s,amount,less than 5 ng/dose.,,,,,,,,", "write '< 5 ng/dose'"),
        ("s,amount,NMT 5 ng/dose,,,,,,,,", "write '<= 5 ng/dose'"),
        ("s,amount,not more than 5 ng/dose,,,,,,,,", "write '<= 5 ng/dose'"),
        ("s,amount,< 5 ng/dose,,,,,31.03.2027,,,", "write 2027-03-31"),
        ("s,amount,< 5 ng/dose,,,,,3/4/2027,,,", "write 2027-03-04 or 2027-04-03"),
        ("s,amount,< 5 ng/dose,,,,,2027/3/4,,,", "write 2027-03-04"),
        ("s,amount,< 5 ng/dose,,,,,,r,31.12.2027,", "write 2027-12-31"),
    ],
)
def test_other_ways_of_writing_name_the_one_to_use(line: str, help_: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, f"{HEADS}\n{line}\n")
    assert problem.help == help_


def test_dates_that_are_none_have_no_help() -> None:
    assert date_help("31.02.2027") is None
    assert date_help("soon") is None
    assert date_help(5) is None
    assert quantity_help("5", lambda _: False) is None


@pytest.mark.parametrize("text", ["note: null", "note: ~", "note: see table #4", "owner: QA #2"])
def test_a_profile_with_words_that_are_lost_is_refused(text: str, tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ASKS, [])
    inner = f"positions:\n  - subject: s\n    {text}\n"
    with pytest.raises(InvalidProfileError) as found:
        read_profile(written(tmp_path, HEAD + "  product: aav\n" + inner), corpus)
    (problem,) = found.value.problems
    assert problem.code in ("AG236", "AG237")
    assert (problem.place.line, problem.place.column) == (7, 5 + text.index(":") + 2)


CELL = st.text(alphabet=st.sampled_from('ab ,;\t"\n#='), max_size=5)


@given(st.lists(st.lists(CELL, min_size=3, max_size=5), min_size=1, max_size=4))
def test_every_cell_is_read_or_refused(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["subject", "slot", "answer"], *rows])
    problems: list[Problem] = []
    known = ("subject", "slot", "answer")
    lines = list(read_sheet(out.getvalue(), "f", known, known, problems, "x"))
    if problems:
        return
    told = [cell for line in lines for cell in line.cells.values()]
    typed = [cell.strip() for row in rows for cell in row if cell.strip()]
    assert [cell.lstrip("'") for cell in told] == [cell.lstrip("'") for cell in typed]
