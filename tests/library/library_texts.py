"""Made-up texts in several forms: their lines in a register, and PDFs, pages and ZIPs of them."""

from __future__ import annotations

import datetime
from functools import cache

REGISTER = """\
documents:
  - id: MADE-VECTOR
    title: Guideline on the storage of made-up viral vectors in freezers
    issuer: FDA
    reference: MADE/100/2020
    url: https://www.fda.gov/vector-page
    file: {url: 'https://www.fda.gov/media/1/download', seen: a made-up page}
    kind: guidance
    status: final
    published: 2020-03-12
    sections_read: none
  - id: MADE-CELLS
    title: Guideline on the transport of made-up cells in cold boxes
    issuer: EMA
    reference: MADE/200/2021
    url: https://www.ema.europa.eu/cells-page
    kind: guideline
    status: final
    published: 2021-06-01
    sections_read: none
  - id: MADE-QA
    title: Questions and answers on the labels of made-up cold boxes
    issuer: EMA
    reference: MADE/300/2022
    url: https://www.ema.europa.eu/labels-qa
    kind: q-and-a
    status: final
    published: 2022-02-01
    sections_read: none
  - id: MADE-SOLD
    title: Made-up general chapter on the noise of freezers
    issuer: USP
    reference: chapter 9999
    url: https://www.usp.org/made-up
    kind: pharmacopoeia
    status: final
    sections_read: none
  - id: MADE-NOWHERE
    title: Made-up text whose address nobody has seen
    issuer: FDA
    kind: guidance
    status: final
    sections_read: none
"""

VECTOR = """\
Guideline on the storage of made-up viral vectors in freezers
MADE/100/2020
12 March 2020

1. Introduction
This text was made up for tests. It is about freezers in which vectors lie, and about nothing else.

2. Temperature
Vectors should be stored at a temperature of at most -60 C. The freezer should give an alarm.

2.1 Alarm
The alarm should be heard by a person within 10 minutes. Residual plasmid is not spoken of here.

3. Records
Records of the temperature should be kept for 15 years after the last vial was taken out.
"""
VECTOR_2024 = VECTOR.replace("12 March 2020", "5 May 2024").replace("15 years", "20 years")
CELLS = """\
Guideline on the transport of made-up cells in cold boxes
MADE/200/2021
1 June 2021

1. Scope
Cold boxes carry cells from the place where they are made to the place where they are given.

2. Duration
A transport should take no more than 48 hours. The host cell DNA is not changed by it.
"""
QA = """\
<!doctype html><html><head><title>Labels</title></head><body>
<h1>Questions and answers on the labels of made-up cold boxes</h1>
<p>MADE/300/2022, 1 February 2022</p>
<h2>1. What should the label of a cold box say?</h2>
<p>The label should say what is in the box, how cold it is to be kept, and by when it must arrive.
It should be written so that a driver who is tired can read it at night without a lamp of any kind.
</p>
<h2>2. Who signs the label of a cold box?</h2>
<p>The person who packed the box signs its label, with the hour and the minute at which the lid was
closed; the driver signs it when the box is taken over, and the nurse when the box is opened.</p>
</body></html>
"""


@cache
def pdf(text: str) -> bytes:
    """A text as a PDF, four paragraphs a page."""
    from fpdf import FPDF

    made = FPDF()
    # Else the same text would be another file a second later.
    made.creation_date = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made.set_font("Helvetica", size=11)
    paragraphs = text.split("\n\n")
    for start in range(0, len(paragraphs), 4):
        made.add_page()
        for paragraph in paragraphs[start : start + 4]:
            for line in paragraph.splitlines():
                made.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
            made.ln(4)
    return bytes(made.output())


def landing(title: str, *links: tuple[str, str]) -> str:
    """The page about a text, as agencies have them: title, number, date, and links."""
    anchors = "".join(f'<li><a href="{href}">{words}</a></li>' for href, words in links)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>"
        "<p>MADE/200/2021, MADE/100/2020. 1 June 2021. 12 March 2020.</p>"
        f"<p>This page tells of the text and of where it lies. {'It goes on a while. ' * 60}</p>"
        f"<ul>{anchors}</ul></body></html>"
    )
