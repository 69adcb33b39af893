import pytest

from atmp_gap.verify.sections.locator import targets_of
from atmp_gap.verify.sections.outline import Outline
from atmp_gap.verify.text import DocumentText

GUIDE = """Contents
1. INTRODUCTION .......... 1
2. CONTROLS .............. 2
2.1 Limits ............... 2

1. INTRODUCTION
alpha
2. CONTROLS
The list:
1. First thing
2. Second thing
2.1 Limits
beta, as section
2.9 says elsewhere
2.2 Tests
gamma
3. END
delta
Annex 1
2.1 Again
epsilon
"""
LAW = """(a) In general
alpha
(1) one
beta
(A) first
gamma
(B) second
(i) roman
delta
(ii) more
(2) two as said in paragraph
(1) of this
epsilon
(b) Next
zeta
"""


@pytest.mark.parametrize(
    ("locator", "targets"),
    [
        ("2.1 and 2.2.3", [[("number", "2.1")], [("number", "2.2.3")]]),
        ("Annex 6, 6.3", [[("annex", "6"), ("number", "6.3")]]),
        ("(d)(3)(B)(i)", [[("paragraph", "d/3/B/i")]]),
        ("(b)(1)-(3)", [[("paragraph", f"b/{n}")] for n in (1, 2, 3)]),
        (
            "Articles 2(13) and 15",
            [[("article", "2"), ("paragraph", "13")], [("article", "15")]],
        ),
        ("VI.B", [[("roman", "VI"), ("letter", "B")]]),
        ("Question 4", [[("question", "4")]]),
        ("introduction", []),
        ("III.B.3", [[("roman", "III"), ("letter", "B"), ("item", "3")]]),
        ("III.B.3.a", [[("roman", "III"), ("letter", "B"), ("item", "3"), ("subitem", "a")]]),
        ("III.B, 3", [[("roman", "III"), ("letter", "B"), ("item", "3")]]),
        (
            "IV.D.1-2",
            [[("roman", "IV"), ("letter", "D"), ("item", number)] for number in ("1", "2")],
        ),
        ("VII.H-I", [[("roman", "VII"), ("letter", letter)] for letter in "HI"]),
        ("Annex I G 37", [[("annex", "I"), ("letter", "G"), ("item", "37")]]),
        ("Annex I.G.37", [[("annex", "I"), ("letter", "G"), ("item", "37")]]),
        ("Annex I, section G, point 37", [[("annex", "I"), ("letter", "G"), ("point", "37")]]),
        ("3.2.S.4.4", [[("number", "3.2.S.4.4")]]),
        ("II, restating 21 CFR 1271.3(c)", [[("roman", "II")]]),
        ("section 506(b)(1)", [[("section", "506"), ("paragraph", "b/1")]]),
        ("section 4.2", [[("number", "4.2")]]),
        ("Article 15, paragraph 2", [[("article", "15"), ("paragraph", "2")]]),
        ("Article 15 para. 2", [[("article", "15"), ("paragraph", "2")]]),
        ("Article 15(2), point (b)", [[("article", "15"), ("paragraph", "2/b")]]),
        ("21 CFR 11.10(a)", [[("section", "11.10"), ("paragraph", "a")]]),
    ],
)
def test_locators(locator: str, targets: object) -> None:
    assert targets_of(locator) == targets


@pytest.mark.parametrize(
    ("text", "locator", "inside", "outside"),
    [
        (GUIDE, "2.1", "beta", "gamma"),
        (GUIDE, "2", "gamma", "delta"),
        (GUIDE, "1", "alpha", "beta"),
        (GUIDE, "Annex 1, 2.1", "epsilon", "beta"),
        (LAW, "(a)(1)(A)", "gamma", "delta"),
        (LAW, "(a)(1)(B)(i)", "delta", "gamma"),
        (LAW, "(a)(2)", "epsilon", "beta"),
        (LAW, "(b)", "zeta", "epsilon"),
        ("Article 5\nAlpha\nArticle 6\n1. Beta\n2. Gamma", "Art. 6(2)", "Gamma", "Beta"),
        ("I. ONE\nalpha\nII.\nTWO\nA. Part\nbeta\nB. Other\ngamma", "II.B", "gamma", "beta"),
        ("1. Why so?\nalpha\n2. How is it?\nbeta\n", "Question 2", "beta", "alpha"),
    ],
)
def test_a_section_holds_its_own_words_alone(
    text: str, locator: str, inside: str, outside: str
) -> None:
    place = Outline(DocumentText(text)).locate(locator)
    held = "".join(text[start:end] for start, end in place.spans)
    assert place.found
    assert inside in held
    assert outside not in held


def test_a_section_that_is_not_there_is_not_found() -> None:
    place = Outline(DocumentText(GUIDE)).locate("7.3")
    assert not place.spans and not place.found


def test_paragraphs_numbered_by_tens_lie_in_their_section() -> None:
    text = "\n".join(
        f"{n}.{m} Heading\n" + "\n".join(f"{n}.{m}{k} Words {n}{m}{k}" for k in range(4))
        for n in range(1, 6)
        for m in range(1, 4)
    )
    place = Outline(DocumentText(text)).locate("2.1")
    held = "".join(text[start:end] for start, end in place.spans)
    assert "Words 213" in held
    assert "Words 220" not in held


@pytest.mark.parametrize(
    "written",
    [
        "21 U.S.C. 356(b)(1)",
        "21 U.S.C. § 356(b)(1)",
        "21 U. S. C. § 356(b)(1)",
        "21 USC 356(b)(1)",
        "21 USC Sec. 356(b)(1)",
        "21 U.S.C.A. § 356(b)(1)",
        "21 USCS § 356(b)(1)",
        "21 U.S.C. section 356(b)(1)",
        "title 21, § 356(b)(1)",
        "§ 356(b)(1)",
        "§356(b)(1)",
        "§§ 356(b)(1)",
        "Sec. 356(b)(1)",
        "section 356(b)(1)",
    ],
)
def test_the_us_code_in_its_spellings(written: str) -> None:
    assert targets_of(written) == [[("section", "356"), ("paragraph", "b/1")]]


@pytest.mark.parametrize(
    "written",
    [
        "21 CFR 312.23(a)(7)",
        "21 CFR § 312.23(a)(7)",
        "21 C.F.R. § 312.23(a)(7)",
        "21 CFR part 312.23(a)(7)",
        "21CFR312.23(a)(7)",
        "§ 312.23(a)(7)",
        "Sec. 312.23(a)(7)",
        "section 312.23(a)(7)",
        "312.23(a)(7)",
    ],
)
def test_the_cfr_in_its_spellings(written: str) -> None:
    assert targets_of(written) == [[("section", "312.23"), ("paragraph", "a/7")]]


FILL = "This tells of general matters, and of nothing that anybody would look for here. " * 8
FDA = f"""TABLE OF CONTENTS
I. INTRODUCTION .......... 1
II. DISCUSSION ........... 2
A. Listed Drug ........... 2
B. Reference Drug ........ 3
1. What it is ............ 3
2. Choosing One .......... 4

20 May 2021
I. INTRODUCTION
alpha {FILL}
II. DISCUSSION
A. Listed Drug
beta
1. a list of small things,
2. and more of them.
B. Reference Drug
1. What It Is
gamma
2. Choosing One
delta
1. First do this.
2. Then do that.
a. Whole Blood
epsilon
b. Plasma
zeta
3. Asking for One
eta
C. Basis
theta
"""
COPY = f"""I. INTRODUCTION (1)
alpha {FILL}
II. POTENTIAL SOURCES OF CONTAMINATION (2)
beta
A. Viruses That Could Occur in the
Master Cell Bank (2.1)
gamma
B. Adventitious Viruses (2.2)
delta
III. CELL LINE QUALIFICATION (3)
A. Suggested Tests (3.1)
1. Tests for Retroviruses (3.1.1)
epsilon (see 2.2)
2. In Vitro Assays (3.1.2)
zeta
"""
CODE = f"""PART 312
Sec.
§ 312.20 Requirement for an IND.
§ 312.22 General principles.
§ 312.23 IND content and format.
§ 312.30 Protocol amendments.

§ 312.20 Requirement for an IND.
(a) {FILL} under section 505 of the act and
section 351 of another.
§ 312.22 General principles.
(a) alpha {FILL}
§ 312.23 IND content and format.
(a) A sponsor
(1) Cover
(2) to (6) Others
(3) Plan
(4) Plan
(5) Brochure
(6) Protocols
(7) Chemistry
beta {FILL}
(b) Information
gamma
§ 312.30 Protocol amendments.
(a) delta {FILL}
"""
ACT = f"""SEC. 505. [21 U.S.C. 355] NEW DRUGS
(a) alpha {FILL}
SEC. 506. [21 U.S.C. 356] EXPEDITED APPROVAL
(a) In general
beta {FILL}
(b) Accelerated
(1) gamma
(2) delta
SEC. 506A. [21 U.S.C. 356a] MANUFACTURING CHANGES
(a) epsilon
"""
EU = f"""ARTICLE 14
1. Alpha
ARTICLE 15
Follow-up
1. Beta {FILL}
2. Gamma
3. Delta
ARTICLE 16
1. Epsilon
ANNEX I
F. FIRST
1. Zeta {FILL}
G. INVESTIGATOR'S BROCHURE
36. Eta
37. Theta
38. Iota
"""


@pytest.mark.parametrize(
    ("text", "locator", "inside", "outside"),
    [
        (FDA, "II.A", "beta", "gamma"),
        (FDA, "II.B.1", "gamma", "delta"),
        (FDA, "II.B.2", "delta", "Asking"),
        (FDA, "II.B.2.b", "zeta", "epsilon"),
        (FDA, "II.B.3", "eta", "theta"),
        (FDA, "II.C", "theta", "zeta"),
        (COPY, "2.1", "gamma", "delta"),
        (COPY, "2", "delta", "zeta"),
        (COPY, "3.1.1", "epsilon", "zeta"),
        (COPY, "3.1.2", "zeta", "epsilon"),
        (COPY, "II.B", "delta", "gamma"),
        (CODE, "21 CFR 312.23(a)(7)", "beta", "gamma"),
        (CODE, "§ 312.23(b)", "gamma", "delta"),
        (CODE, "312.22", "alpha", "beta"),
        (ACT, "21 U.S.C. § 356(b)(1)", "gamma", "delta"),
        (ACT, "section 506(b)(2)", "delta", "epsilon"),
        (ACT, "21 USC 356a(a)", "epsilon", "delta"),
        (COPY.replace("(2)", "(2.0)"), "2", "delta", "zeta"),
        (
            "1 – SCOPE\nalpha\n2 – TESTS\n2.1 – Germs\nbeta\n2.2 – DNA\ngamma",
            "2.1",
            "beta",
            "gamma",
        ),
        (
            "§ 11.1 Scope.\n(a) alpha\n§ 11.10 Controls.\n(a) beta\n(b) gamma",
            "§ 11.10(a)",
            "beta",
            "gamma",
        ),
        (EU, "Article 15, paragraph 2", "Gamma", "Delta"),
        (EU, "Article 15(2)", "Gamma", "Delta"),
        (EU, "Annex I G 37", "Theta", "Iota"),
        (EU, "Annex I.G", "Eta", "Epsilon"),
        (EU, "Annex I, section F, point 1", "Zeta", "Epsilon"),
    ],
)
def test_headings_in_the_forms_of_each_agency(
    text: str, locator: str, inside: str, outside: str
) -> None:
    place = Outline(DocumentText(text)).locate(locator)
    held = "".join(text[start:end] for start, end in place.spans)
    assert place.found
    assert inside in held
    assert outside not in held


@pytest.mark.parametrize(
    ("text", "words", "cited"),
    [
        (FDA, "delta", "II.B.2"),
        (FDA, "epsilon", "II.B.2.a"),
        (FDA, "alpha", "I"),
        (COPY, "zeta", "III.A.2"),
        (CODE, "beta", "§ 312.23"),
        (ACT, "gamma", "§ 506"),
        (EU, "Gamma", "Article 15"),
    ],
)
def test_a_place_is_short_name_its_agency_would(text: str, words: str, cited: str) -> None:
    assert Outline(DocumentText(text)).heading_at(text.index(words)) == cited


def test_a_file_of_one_section_need_not_say_which() -> None:
    text = DocumentText(f"(a) In general {FILL}\n(b) Accelerated\n(1) gamma\n(2) delta")
    place = Outline(text).locate("21 U.S.C. § 356(b)(1)")
    assert place.found
    assert "gamma" in text.full[slice(*place.spans[0])]
    assert "delta" not in text.full[slice(*place.spans[0])]


def test_a_day_is_no_section() -> None:
    text = DocumentText("20 May 2021\nGuideline\n1. Scope\nalpha")
    assert not Outline(text).locate("20").spans


def test_numbers_of_laws_are_no_quantities() -> None:
    from atmp_gap.verify.needs import without_references

    for said in (
        "21 U.S.C. § 356",
        "21 U. S. C. 356",
        "§ 312.23",
        "21 CFR 312.23(a)",
        "42 USC 262",
    ):
        assert not any(map(str.isdigit, without_references(f"As {said} says, it is so."))), said
    assert "15 years" in without_references("kept for 15 years")
