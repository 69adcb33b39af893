"""The reader of numbers: made-up sentences, and laws that hold for every number."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atmp_gap.text.number_words import SMALL
from atmp_gap.text.numbers import UNSURE, Reader, side
from number_support import bundled_reader, short

READER = bundled_reader()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The sample must not contain more than 10 CFU per mL.", "<= 10 CFU/mL"),
        ("No sample may have more than 10 CFU per mL.", "<= 10 CFU/mL"),
        ("None of the samples may exceed 10 CFU per mL.", "<= 10 CFU/mL"),
        ("None may exceed 10 CFU per mL.", "<= 10 CFU/mL"),
        ("The count must in no case exceed 10 CFU per mL.", "<= 10 CFU/mL"),
        ("A count above 10 CFU per mL is not accepted.", "<= 10 CFU/mL"),
        ("Viability must not fall below 70 %.", ">= 70 %"),
        ("The period is not shorter than 5 years.", ">= 5 year"),
        ("It should not contain more than 2,0 IU of endotoxin per kg.", "<= 2 IU/kg"),
        ("No vial contains more than 10 ng of DNA.", "<= 10 ng"),
        ("Cells may never be held for longer than 24 h.", "<= 24 h"),
        ("The hold time must never exceed 24 h.", "<= 24 h"),
        ("At no time may the temperature rise above 8 °C.", "<= 8 degC"),
        ("Under no circumstances shall it be above 8 °C.", "<= 8 degC"),
        ("Lots with fewer than 70 % viable cells are rejected.", ">= 70 %"),
        ("Lots of less than 70 % viability must not be released.", ">= 70 %"),
        ("A viability below 70 % is unacceptable.", ">= 70 %"),
        ("A limit of 10 CFU/mL must not be exceeded.", "<= 10 CFU/mL"),
        ("10 CFU per mL shall not be exceeded.", "<= 10 CFU/mL"),
        ("The value cannot be lower than 5 mg.", ">= 5 mg"),
        ("The value can't exceed 5 mg.", "<= 5 mg"),
        ("Storage lasts no longer than 3 months.", "<= 3 month"),
        ("without exceeding 10 mg", "<= 10 mg"),
        ("A dose greater than or equal to 5 mg is given.", ">= 5 mg if"),
        ("at least twenty-four hours", ">= 24 h"),
        ("at least twenty four years", ">= 24 year"),
        ("one hundred and four years", "104 year"),
        ("one hundred and twenty days", "120 day"),
        ("at least fifteen (15) years", ">= 15 year"),
        ("15 (fifteen) years", "15 year"),
        ("fifteen (14) years", "15 year ??"),
        ("10,4 years", "10.4 year"),
        ("twenty   four years", "24 year"),
        ("twenty -four years", "24 year"),
        ("10 .4 years", "10"),
        ("10 ,4 years", "10"),
        ("10, 4 years", "10 ??;4 year ??"),
        ("2 4 years", "2 ??;4 year ??"),
        ("20 4 years", "20 ??;4 year ??"),
        ("ninety-five per cent", "95 %"),
        ("at least 95 %1.", ">= 95 %"),
        ("at least 15 years3 for", ">= 15 year"),
        ("at least 100 million cells", ">= 100000000 cells"),
        ("1e8 cells", "100000000 cells"),
        ("3 x 10^9 particles", "3000000000 vp"),
        ("3×10⁹ vp", "3000000000 vp"),
        ("10⁸ cells", "100000000 cells"),
        ("10^8 cells", "100000000 cells"),
        ("1 x 10 8 cells", "100000000 cells"),
        ("10 8 cells", "10 ??;8 cells ??"),
        ("106 cells", "106 cells ??"),
        ("no more than 10 CFU per 100 mL", "<= 10 CFU/100mL"),
        ("5 IU per kg and hour", "5 IU/kg/h"),
        ("5 IU per kg per hour", "5 IU/kg/h"),
        ("5 IU/kg/h", "5 IU/kg/h"),
        ("5 units per kg and hour", "5/kg/h"),
        ("10 CFU in 10 mL", "10 CFU/10mL"),
        (
            "less than one replication-competent adenovirus in 3 x 10^9 virus particles",
            "< 1 RCV/3000000000vp if",
        ),
        ("fewer than five vector copies per transduced cell", "< 5 copies/cells if"),
        ("less than 10 ng of residual DNA in a parenteral dose", "< 10 ng/dose if"),
        ("50 mg a day", "50 mg/day"),
        ("50 mg daily", "50 mg/day"),
        ("three batches in 30 days", "3 lot;30 day"),
        ("the data of 3 lots in 2 doses", "3 lot;2 dose"),
        ("15-year follow-up", "15 year"),
        ("five-year", "5 year"),
        ("two and a half years", "2.5 year"),
        ("a hundred days", "100 day"),
        ("1,250 mg/L", "1250 mg/L"),
        ("1.000.000 cells", "1000000 cells"),
        ("10 000 cells", "10000 cells"),
        ("10 000 cells", "10000 cells"),
        ("10.000 cells", "10 cells ??"),
        ("0,125 mg", "0.125 mg"),
        ("12,5 %", "12.5 %"),
        (
            "Articles 15(2) and 28, Annex I, 21 CFR 211.165(a), section 3"
            ".2.S.2 and Directive 2001/83/EC",
            "",
        ),
        ("On 12 January 2025 and in 2009, by August 2027", ""),
        ("phase 2 or 3 studies", ""),
        ("Q5A and HEK293, HEK-293, USP <85> and 2.2.1x", ""),
        ("HIV-1 and -2", ""),
        ("IL-2, CD34+ cells, anti-CD19", ""),
        ("class 3 solvent up to 50 mg a day, that is 0.5 % by option 1", "<= 50 mg/day;0.5 %"),
        ("for 28 days, with a sub-passage after two weeks at least", "28 day;>= 2 week"),
        ("two at the least", ">= 2"),
        ("10 days or more", ">= 10 day"),
        ("10 ng per day or less", "<= 10 ng/day"),
        ("two years or longer", ">= 2 year"),
        ("between 5 and 10 days", "5..10 day"),
        ("from 5 to 10 days", "5..10 day"),
        ("5-10 days", "5..10 day"),
        ("10 to 5 days", "10..5 day ??"),
        ("-20 °C", "-20 degC"),
        ("at -20 °C or lower", "<= -20 degC"),
        ("25 °C ± 2 °C", "25 degC"),
        ("2 to 8 °C", "2..8 degC"),
        ("every 180 days", "180 day"),
        ("at least every 180 days", "<= 180 day"),
        ("not more often than every 30 days", ">= 30 day"),
        ("no more than once every 30 days", ">= 30 day"),
        ("Once a type IB notification is valid", ""),
        ("once a year", "1 times/year"),
        ("15 working days", "15 working day ??"),
        ("48-hour", "48 h"),
        ("up to year 15", "<= 15 year"),
        ("by day 21", "21 day"),
        ("for over 5 years", "unsure 5 year"),
        ("Where about 1 % or more of the cells carry it, sites should be analysed.", ">= 1 % if"),
        (
            "A reduction below 1 log10 is ignored in the overall factor unless justified.",
            "unsure 1 log10 if",
        ),
        ("It is not necessary to test more than 3 lots.", "unsure 3 lot"),
        ("It is not required that more than 3 lots are tested.", "unsure 3 lot if"),
        ("must not contain more than 10 mg or less than 5 mg", "<= 10 mg;unsure 5 mg"),
        ("need not exceed 10 mL", "unsure 10 mL"),
        ("no more than about 30 particles per infectious unit", "<= 30 vp/TU"),
        ("at most five in 10 000 persons", "<= 5/10000"),
        ("data of three batches of the proposed size", "3 lot"),
        ("three cell culture lots", "3 lot"),
        ("three cell banks", "3"),
        ("5 x 107 viable T cells per mL", "50000000 cells/mL"),
        ("5-20 x 10^6 cells/mL", "5000000..20000000 cells/mL"),
        ("1:1000", "1 ??"),
        ("28/59 subjects", "28 ??"),
        ("25 EU Member States", "25"),
        ("5 EU", "5 EU"),
        ("not less than 80% of the label", ">= 80 %"),
        ("exceeding 10 ppm", "> 10 ppm if"),
        ("least of 1 % ! 1e8 cells", "1 %;100000000 cells"),
        ("<= 1 RCV/3e10 vp", "<= 1 RCV/30000000000vp"),
        ("< about 200 bp", "< 200 bp"),
        ("15 year from product-expiry", "15 year"),
        ("<= 10 CFU/100 mL", "<= 10 CFU/100mL"),
        ("40 to 70 day", "40..70 day"),
        ("3 lot", "3 lot"),
        ("2 containers", "2 containers"),
        ("examination every 1 year until 5 year", "1 year;5 year"),
        ("<= 5 EU/kg/h", "<= 5 EU/kg/h"),
        ("several hundred cells", "100 cells ??"),
        ("Organ dose and lot 5 of 3", "5;3"),
        ("2\n4 years", "2 ??;4 year ??"),
    ],
)
def test_a_sentence_says(text: str, expected: str) -> None:
    assert ";".join(map(short, READER.read(text))) == expected


BOUNDS = """
Samples must not show more than 10 CFU per mL.|upper
It is not allowed to exceed 10 CFU per mL.|upper?
The level may not be higher than 10 CFU per mL.|upper
Not a single sample may contain more than 10 CFU per mL.|upper
No more than 10 CFU per mL are accepted.|upper
At most 10 CFU per mL are accepted.|upper
More than 10 CFU per mL is not acceptable.|upper
More than 10 CFU per mL are not tolerated.|upper
More than 10 CFU per mL must not be found.|upper?
Counts exceeding 10 CFU per mL lead to rejection.|upper?
Batches with more than 10 CFU per mL are rejected.|upper
Any sample above 10 CFU per mL fails.|upper?
The count should stay below 10 CFU per mL.|upper
The count should never be above 10 CFU per mL.|upper
Neither sample may exceed 10 CFU per mL.|upper
There must be no more than 10 CFU per mL.|upper
There must not be more than 10 CFU per mL.|upper
There may be no sample with more than 10 CFU per mL.|upper?
The water should have a count not exceeding 10 CFU per mL.|upper
The water should be free of counts above 10 CFU per mL.|upper?
Under no condition may 10 CFU per mL be exceeded.|upper?
10 CFU per mL may not be exceeded.|upper
The limit of 10 CFU per mL must not be exceeded.|upper
Unless justified, not more than 10 CFU per mL are allowed.|upper
It must be shown that no sample exceeds 10 CFU per mL.|upper
Viability is not to fall below 70 %.|lower
Viability must not drop under 70 %.|lower
Viability should not be less than 70 %.|lower
Viability of less than 70 % is not acceptable.|lower
Viability cannot be lower than 70 %.|lower
No lot may have a viability below 70 %.|lower
No lot with a viability below 70 % may be released.|lower?
Lots below 70 % viability are not released.|lower
Never less than 70 % of the cells are viable.|lower
At no point does viability fall below 70 %.|lower?
Follow-up must last no less than 15 years.|lower
Follow-up may not end before 15 years.|none?
Follow-up should not be shorter than 15 years.|lower
Follow-up does not stop earlier than 15 years after treatment.|lower
Records must not be destroyed sooner than 15 years after use.|lower
A follow-up shorter than 15 years is not enough.|lower?
A follow-up of less than 15 years would not suffice.|lower?
The report is due not later than 15 days after.|upper
The report may not come later than 15 days after.|upper
The report cannot be filed later than 15 days after.|upper
The report must not take longer than 15 days.|upper
The sponsor has no longer than 15 days.|upper
The time does not exceed 15 days.|upper
The waiting time shall not exceed 15 days.|upper
Hold times beyond 15 days are not permitted.|upper
Hold times over 15 days are not permitted.|?
It is not sufficient to keep records for less than 15 years.|lower?
It is no longer required to keep 15 years of records.|none
Not all lots have more than 10 CFU per mL.|?
It is not known whether more than 10 CFU per mL occur.|?
The agency does not object to more than 10 CFU per mL.|?
The agency does not ask for more than 3 lots.|?
No more tests are needed where less than 10 CFU per mL are found.|?
Not only 10 CFU per mL but more than 20 CFU per mL are found.|?
The limit is not lower than 10 CFU per mL.|lower
Cells are not used if more than 10 CFU per mL are found.|?
Cells must not be used when the count exceeds 10 CFU per mL.|?
Do not store for more than 24 hours.|upper
Do not use after more than 24 hours.|upper
Storage of more than 24 hours is to be avoided.|upper?
Storage for more than 24 hours should be avoided.|upper?
Avoid storing for more than 24 hours.|upper?
A shelf life greater than 24 hours needs data.|?
Without data, the shelf life is not more than 24 hours.|upper
The shelf life must be at least 24 hours and not more than 48 hours.|lower;upper
The shelf life must not be less than 24 hours or more than 48 hours.|lower;upper?
It lasts neither less than 24 hours nor more than 48 hours.|lower?;upper?
Less than 10 ng is expected; not more than 5 ng is usual.|upper;upper
Not fewer than three batches are tested.|lower
No fewer than 3 lots should be tested.|lower
Fewer than 3 lots are not sufficient.|lower
Testing fewer than 3 lots is not sufficient.|lower?
Fewer than 3 lots may be tested if justified.|upper
The dose should not exceed a total of 10 mg.|upper
The dose should not exceed the limit of 10 mg.|upper
The dose must in no event be more than 10 mg.|upper
The dose mustn't be more than 10 mg.|upper
The dose isn't more than 10 mg.|upper
The dose should not be allowed to rise above 10 mg.|upper?
The dose should be kept from exceeding 10 mg.|upper?
The dose should be limited to no more than 10 mg.|upper
The dose is limited to 10 mg.|none
Data are not required for doses of more than 10 mg.|?
Doses of more than 10 mg need no test.|?
Doses below 10 mg need not be tested.|?
If the dose does not exceed 10 mg, no test is needed.|upper
Nothing above 10 mg may be given.|upper?
Nobody may receive more than 10 mg.|upper?
Hardly any lot exceeds 10 mg.|?
"""


@pytest.mark.parametrize(
    ("text", "allowed"), [line.split("|") for line in BOUNDS.strip().splitlines()]
)
def test_a_bound_is_never_turned_round(text: str, allowed: str) -> None:
    """``?``: the reader may leave it open; then nothing may be claimed of it."""
    wanted = allowed.split(";")
    found = [mention for mention in READER.read(text) if mention.sure and mention.unit]
    for mention, words in zip(found[-len(wanted) :], wanted, strict=True):
        said = side(mention.bound)
        if words.endswith("?"):
            open_ended = said in (None, UNSURE) or mention.condition
            assert said == words[:-1] or open_ended
        else:
            assert said == (None if words == "none" else words)


def spelt(number: int) -> str:
    """A number below a million in words."""
    by_value = {value: word for word, value in SMALL.items()}
    if number < 20:
        return by_value[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return by_value[tens * 10] + (f"-{by_value[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{spelt(hundreds)} hundred" + (f" and {spelt(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    joint = " and " if rest < 100 else " "
    return f"{spelt(thousands)} thousand" + (f"{joint}{spelt(rest)}" if rest else "")


SPELLINGS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "commas": lambda number: f"{number:,}",
    "thin blanks": lambda number: f"{number:,}".replace(",", "\u202f"),
    "words": spelt,
    "words without hyphen": lambda number: spelt(number).replace("-", " "),
    "capitals": lambda number: spelt(number).capitalize(),
    "both": lambda number: f"{spelt(number)} ({number})",
    "both the other way": lambda number: f"{number} ({spelt(number)})",
    "point": lambda number: f"{number}.0",
    "power": lambda number: f"{number}e0",
    "times": lambda number: f"{number} x 10^0",
}


@given(st.integers(min_value=2, max_value=999_999), st.sampled_from(sorted(SPELLINGS)))
@example(1900, "both the other way")
@example(1900, "power")
def test_a_number_reads_back_from_any_spelling(number: int, spelling: str) -> None:
    (mention,) = READER.read(f"It lasts {SPELLINGS[spelling](number)} days in all.")
    assert (mention.low, mention.unit, mention.sure) == (number, "day", True)


@given(st.integers(1, 99_999), st.sampled_from(".,"))
def test_a_decimal_reads_back(hundredths: int, point: str) -> None:
    text = f"{hundredths // 100}{point}{hundredths % 100:02}"
    (mention,) = READER.read(f"The dose is {text} mg of it.")
    assert (mention.low, mention.sure) == (Fraction(hundredths, 100), True)


@given(st.integers(1, 9), st.integers(2, 15), st.sampled_from(["^", " ^ ", "super", "e", "flat"]))
def test_a_power_reads_back(times: int, power: int, spelling: str) -> None:
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(power))
    text = {"super": f"{times} × 10{raised}", "e": f"{times}e{power}", "flat": f"{times}x10{power}"}
    written = text.get(spelling, f"{times} x 10{spelling}{power}")
    (mention,) = READER.read(f"At least {written} cells are given per kg.")
    assert (mention.low, mention.bound, mention.sure) == (times * 10**power, ">=", True)


PIECES = [
    "ſ",
    "K",
    "²",
    "٣",
    "½",
    "10",
    "ten",
    "per",
    "kg",
    "/",
    "not",
    "%",
    "μ",
    "°C",
    "x10",
    "^",
    "-",
    "(",
    ")",
    ",",
    ".",
    "1e9",
    "million",
    "and",
    "a",
    "half",
    "Article",
    "§",
    "day",
    "in",
    "of",
    "lots",
    "–",
    "±",
    ":",
    "<",
    ">=",
    "log10",
    "⁻⁶",
    "once",
    "every",
    "one",
    "20",
    "exceed",
    "hundred",
    "fold",
    "EU",
    "HIV-",
    "more",
    "than",
]
ODD = st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=20).map("".join)


@given(st.one_of(st.text(max_size=300), ODD))
def test_any_text_is_read(text: str) -> None:
    for mention in READER.read(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.low <= mention.high or not mention.sure


UPPER = ("no more than", "not more than", "at most", "<=", "less than", "not exceeding", "below")
LOWER = ("no less than", "not less than", "at least", ">=", "more than", "exceeding", "above")


@given(st.sampled_from(UPPER + LOWER), st.integers(2, 99), st.sampled_from(["mg", "days", "%"]))
def test_a_bound_reads_back(words: str, number: int, unit: str) -> None:
    (mention,) = READER.read(f"It should be {words} {number} {unit} in each case.")
    assert side(mention.bound) == ("upper" if words in UPPER else "lower")


@pytest.mark.parametrize(
    "text",
    [
        "1 ",
        "5 mg of ",
        "per ",
        "one hundred and ",
        "not more than ",
        "1, ",
        "Articles 5, ",
        "minimum ",
        "5(5",
        "9",
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(text: str) -> None:
    def taken(times: int) -> float:
        begun = time.process_time()
        READER.read(text * times)
        return time.process_time() - begun

    taken(100)
    assert taken(4000) < 10 * taken(1000) + 0.2


def test_letters_that_fold_to_others_are_read() -> None:
    text = "SIX monthſ, ſeven \u212ailograms, \u017fhall not exceed ten yearſ per do\u017fe"
    found = [(mention.low, mention.unit) for mention in READER.read(text)]
    assert found == [(6, "month"), (7, "kg"), (10, "year")]


def test_units_of_a_vocabulary_come_first() -> None:
    reader = Reader({"m": ("money", Fraction(1_000_000)), "flask": ("flasks", Fraction(1))})
    money, flasks = reader.read("It costs 5 m and fills 3 flask each.")
    assert (money.dimension, flasks.dimension) == ("money", "flasks")
