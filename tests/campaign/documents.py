"""Hostile documents, made here: each is read, or named, within its limits, and the next goes on."""

from __future__ import annotations

import io
import random
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from campaign.server import Outcome

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = "Cells were thawed and counted twice before the lot was released for patients. " * 40
SECONDS = 10
MARKUP = (
    *("<a ", "<!-- --!>", "<!--", "<![CDATA[", "<!", "<?", "</a ", '<a b="', "<a b=c ", "&#x", "&"),
    *(
        "<b>",
        "<div>",
        "<table><tr><td>",
        "<ol><li>",
        "<select>",
        "<title>",
        "<script>",
        "<font><p>",
    ),
    *("<a><b></a>", "<svg><style>", "<math><mi>", "<template>", "<a\0", "<", "]]>", "\u202e<p>"),
)


def _html(dice: random.Random) -> bytes:
    pieces = "".join(dice.choice(MARKUP) * dice.choice((1, 100, 20_000)) for _ in range(3))
    return f"<html>{TEXT}{pieces}{dice.choice(('', '>', '-->'))}".encode("utf-8", "replace")


def _xml(dice: random.Random) -> bytes:
    depth = dice.choice((10, 250, 100_000))
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = dice.choice(("", f'<!DOCTYPE d [<!ENTITY e0 "lol">{declared}]>'))
    return f"<?xml version='1.0'?>{head}{'<d>' * depth}{TEXT}&e11;{'</d>' * depth}".encode()


def _packed(inner: str, body: bytes, more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(inner, body)
        for name, content in (more or {}).items():
            packed.writestr(name, content)
    return out.getvalue()


def _docx(dice: random.Random) -> bytes:
    text = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    body = dice.choice(
        (
            text + "<w:p>" * 100_000 + "</w:p>" * 100_000,
            "<w:p/>" * dice.choice((1000, 3_000_000, 25_000_000)),
            text + "<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200,
            text + '<w:p w:x="' + "y" * 5_000_000 + '"/>',
            text * dice.choice((1, 200)),
            text + "<w:p><w:pPr><w:numPr><w:ilvl w:val='99999999999'/></w:numPr></w:pPr></w:p>",
        )
    )
    xml = f'<w:d xmlns:w="{WORD}">{body}</w:d>'.encode()
    if dice.random() < 0.3:
        at = dice.randrange(len(xml))
        xml = xml[:at] + dice.randbytes(5) + xml[at:]
    return _packed("word/document.xml", xml, {"word/styles.xml": dice.choice((xml, b"<a/>"))})


def _odt(dice: random.Random) -> bytes:
    names = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    depth = dice.choice((5, 200, 50_000))
    spans = "<text:span>" * depth + TEXT + "</text:span>" * depth
    return _packed("content.xml", f"<d {names}><text:p>{spans}</text:p></d>".encode())


def _rtf(dice: random.Random) -> bytes:
    piece = dice.choice(("{", "}", "\\u-1?", "\\'", "{\\*\\", "\\bin99999999 ", "\\par "))
    return b"{\\rtf1 " + TEXT.encode() + piece.encode() * dice.choice((10, 50_000)) + b"}"


def _pdf(dice: random.Random) -> bytes:
    """A page that draws forms, which draw forms; or damaged, or with a stream that unfolds."""
    depth, times = dice.choice(((2, 3), (3, 10), (20, 10)))
    draws = b"/X Do " * times
    text = b"BT /F 12 Tf 50 600 Td (%s) Tj ET " % TEXT[:400].encode()
    page = text * dice.choice((1, 2000)) + draws
    unfolding = dice.random() < 0.3
    if unfolding:
        page = zlib.compress(b" " * 60_000_000 + text)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % dice.choice((1, 10**9, -1)),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources "
        b"<< /Font << /F 4 0 R >> /XObject << /X 6 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< %s /Length %d >> stream\n%s\nendstream"
        % (b"/Filter /FlateDecode" if unfolding else b"", len(page), page),
    ]
    for number in range(depth):
        content = text if number == depth - 1 else draws
        last = dice.choice((7 + number, 6)) if number < depth - 1 else 4
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length %d /Resources "
            b"<< /Font << /F 4 0 R >> /XObject << /X %d 0 R >> >> >> stream\n%s\nendstream"
            % (len(content), last, content)
        )
    raw, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    at = len(raw)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    raw += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    raw += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at)
    if dice.random() < 0.4:
        place = dice.randrange(len(raw))
        raw = raw[:place] + dice.randbytes(dice.randint(1, 9)) + raw[place + dice.randint(0, 9) :]
    return raw


def _txt(dice: random.Random) -> bytes:
    piece = dice.choice(("a", "1", "1.", ".", " ", "\n", "-\n", "\f", "(", "10^", "é", "\u200b"))
    return (TEXT + piece * dice.choice((1000, 300_000)) + TEXT).encode(
        "utf-16" if piece == "é" else "utf-8"
    )


MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "html": _html,
    "xml": _xml,
    "docx": _docx,
    "odt": _odt,
    "rtf": _rtf,
    "pdf": _pdf,
    "txt": _txt,
}


def attack(numbers: list[int], seed: int, work: Path) -> Iterator[Outcome]:
    """Read hostile documents of all kinds, and look for statements in what was read."""
    from atmp_gap.corpus.bundled import open_corpus
    from atmp_gap.verify.library import UnreadFile
    from atmp_gap.verify.look import look_up
    from atmp_gap.verify.lookups import lookups_of
    from atmp_gap.verify.needs import reader_of
    from atmp_gap.verify.reading import Reading
    from atmp_gap.verify.workers import Limits, Stopped, Task

    corpus = open_corpus()
    lookups, reader = lookups_of(corpus)[:5], reader_of(corpus)
    folder = work / "documents"
    folder.mkdir(exist_ok=True)
    with Reading(1, Limits(SECONDS, 600)) as reading:
        for number in numbers:
            dice = random.Random(f"{seed}-{number}")
            kind = dice.choice(list(MAKERS))
            path = folder / f"a.{kind}"
            path.write_bytes(MAKERS[kind](dice))
            began = time.monotonic()
            code, fault = 0, ""
            try:
                read = reading.one(path)
                if isinstance(read, UnreadFile):
                    code = 1
                    fault = read.why if "crash" in read.why or "started" in read.why else ""
                else:
                    [found] = reading.run([Task(look_up, (read.text, lookups, reader))])
                    code = 2 if isinstance(found, Stopped) else 0
            except Exception as error:
                fault = f"{type(error).__name__}: {error}"[:300]
            seconds = round(time.monotonic() - began, 2)
            if seconds > 4 * SECONDS:
                fault = fault or "longer than its limits"
            yield Outcome(number, kind, code, seconds, fault)
            path.unlink()
