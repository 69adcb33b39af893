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
