"""library get: what hosts do, what arrives, and what is kept of it."""

from __future__ import annotations

import gzip
import hashlib
import time
from pathlib import Path

import pytest
from library_cli import files, printed, recorded, say
from library_server import (
    Answer,
    Hosts,
    body,
    cut_off,
    endless,
    one_after_another,
    page,
    redirect,
    status,
    trickle,
)
from library_texts import CELLS, QA, VECTOR, VECTOR_2024, landing, pdf

FILE = "/www.fda.gov/media/1/download"
VECTOR_PAGE = "/www.fda.gov/vector-page"
CELLS_PAGE = "/www.ema.europa.eu/cells-page"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No host here needs a rest, and no test may wait for one."""
    from atmp_gap.library import download

    monkeypatch.setattr(download.Limits.__init__, "__defaults__", _defaults(download.Limits))


def _defaults(limits: type) -> tuple[float, ...]:
    values = dict(zip(limits.__annotations__, limits.__init__.__defaults__, strict=True))
    return tuple((values | {"backoff": 0.01, "longest_wait": 2, "pause": 0}).values())


def get(hosts: Hosts, *words: str) -> int:
    return say("library", "get", "--mirror", hosts.url, *words)


def test_a_file_whose_address_is_known_is_fetched_and_written_down(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    content = pdf(VECTOR)
    hosts.answers[FILE] = body(content, ETag='"v1"', Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT")
    assert get(hosts, "--document", "made-vector") == 0
    assert "MADE-VECTOR: fetched MADE-VECTOR.pdf (edition: 12 March 2020" in printed(capsys)
    (copy,) = recorded(place)
    assert (place / "library" / "MADE-VECTOR.pdf").read_bytes() == content
    assert copy["sha256"] == hashlib.sha256(content).hexdigest()
    assert copy["address"] == "https://www.fda.gov/media/1/download"
    assert copy["edition"] == "12 March 2020" and copy["etag"] == '"v1"'
    assert copy["day"] == time.strftime("%Y-%m-%d")
    agent = hosts.asked[0][1]["user-agent"]
    assert agent.startswith("atmp-gap/") and "Mozilla" not in agent
    assert files(place) == ["MADE-VECTOR.pdf", "library.yaml"]
    assert list((place / "library" / ".partial").iterdir()) == []


def test_what_is_there_is_not_asked_for_again(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    hosts.answers[FILE] = body(pdf(VECTOR))
    get(hosts, "--document", "MADE-VECTOR")
    assert get(hosts, "--document", "MADE-VECTOR") == 0
    assert len(hosts.asked) == 1 and "is there already" in printed(capsys)


def test_update_asks_whether_it_changed_and_keeps_both_editions(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    hosts.answers[FILE] = body(pdf(VECTOR), ETag='"v1"')
    get(hosts, "--document", "MADE-VECTOR")
    hosts.answers[FILE] = status(304)
    assert get(hosts, "--document", "MADE-VECTOR", "--update") == 0
    assert hosts.asked[-1][1]["if-none-match"] == '"v1"'
    assert "unchanged" in printed(capsys)
    hosts.answers[FILE] = body(pdf(VECTOR_2024), ETag='"v2"')
    assert get(hosts, "--document", "MADE-VECTOR", "--update") == 0
    assert [copy["edition"] for copy in recorded(place)] == ["12 March 2020", "5 May 2024"]
    assert files(place) == ["MADE-VECTOR-2.pdf", "MADE-VECTOR.pdf", "library.yaml"]
    assert (place / "library" / "MADE-VECTOR.pdf").read_bytes() == pdf(VECTOR)


def test_a_weekly_job_is_told_of_another_edition(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--document", "MADE-VECTOR", "--update", "--fail-on", "changed")
    hosts.answers[FILE] = body(pdf(VECTOR))
    assert get(hosts, *words) == 0
    assert get(hosts, *words) == 0
    assert "changed, before" not in printed(capsys)
    hosts.answers[FILE] = body(pdf(VECTOR_2024))
    assert get(hosts, *words) == 1
    said = printed(capsys)
    assert "changed, before: MADE-VECTOR.pdf; see: atmp-gap library diff MADE-VECTOR" in said
    assert get(hosts, "--document", "MADE-VECTOR", "--fail-on", "moved") == 2


def test_a_page_leads_to_the_file_and_not_to_the_comments_on_it(place: Path, hosts: Hosts) -> None:
    title = "Guideline on the transport of made-up cells in cold boxes"
    hosts.answers[CELLS_PAGE] = page(
        landing(
            title,
            ("/privacy.pdf", "Privacy statement (PDF)"),
            ("/en/comments_en.pdf", f"Overview of comments on {title} (PDF/1.2 MB)"),
            ("/en/cells_en.pdf", f"{title} (PDF/427 KB)"),
        )
    )
    hosts.answers["/www.ema.europa.eu/en/cells_en.pdf"] = body(pdf(CELLS))
    assert get(hosts, "--document", "MADE-CELLS") == 0
    assert hosts.paths() == [CELLS_PAGE, "/www.ema.europa.eu/en/cells_en.pdf"]
    assert recorded(place)[0]["address"] == "https://www.ema.europa.eu/en/cells_en.pdf"


def test_the_page_about_a_text_is_not_the_text(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Guideline on the transport of made-up cells in cold boxes"
    hosts.answers[CELLS_PAGE] = page(landing(title))
    assert get(hosts, "--document", "MADE-CELLS") == 1
    assert "is the page about MADE-CELLS, not the text" in printed(capsys)
    assert recorded(place) == []


def test_questions_and_answers_stand_on_a_page_themselves(place: Path, hosts: Hosts) -> None:
    hosts.answers["/www.ema.europa.eu/labels-qa"] = page(QA)
    assert get(hosts, "--document", "MADE-QA") == 0
    assert files(place) == ["MADE-QA.html", "library.yaml"]
    # The same page with another number in it that nobody sees is no new edition.
    hosts.answers["/www.ema.europa.eu/labels-qa"] = page(QA.replace("<h1>", "<h1 id=x7>"))
    assert get(hosts, "--document", "MADE-QA", "--update") == 0
    assert len(recorded(place)) == 1


NOT_THE_TEXT: dict[str, tuple[Answer, str]] = {
    "an apology": (page("<html><body>Sorry, page not found.</body></html>"), "is an error page"),
    "a login": (
        page('<html><form>User <input name=u> <input type="password"></form></html>'),
        "is a page to log in",
    ),
    "a challenge": (
        page("<html><title>Just a moment...</title>Verify you are human</html>"),
        "keeps programs out",
    ),
    "half a PDF": (body(pdf(VECTOR)[:-900]), "is a PDF that breaks off"),
    "another text": (body(pdf(CELLS)), "is MADE-CELLS, which was not asked for"),
    "no text known": (
        body(pdf("A recipe for soup\n\n" + "Take water and salt. " * 40)),
        "not recognised as this",
    ),
    "nothing": (body(b""), "is empty"),
    "a picture": (body(b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "image/png"), "not read"),
}


@pytest.mark.parametrize("name", NOT_THE_TEXT)
def test_what_arrives_is_looked_at(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    answer, said = NOT_THE_TEXT[name]
    hosts.answers[FILE] = answer
    assert get(hosts, "--document", "MADE-VECTOR") == 1
    out = printed(capsys)
    assert said in out and "missing, 1 of 1: MADE-VECTOR" in out
    assert recorded(place) == [] and "withdrawn" not in out


REFUSALS: dict[str, Answer] = {
    "403": status(403),
    "401": status(401),
    "a page that is not there": redirect("/www.fda.gov/apology"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_no_withdrawal_and_is_not_asked_a_second_time(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    hosts.answers[FILE] = REFUSALS[name]
    assert get(hosts, "--document", "MADE-VECTOR") == 1
    out = printed(capsys)
    assert "www.fda.gov refuses programs" in out and "browser" in out
    assert "withdrawn" not in out and "not there" not in out
    assert VECTOR_PAGE not in hosts.paths()


def test_a_text_that_moved_is_looked_for_on_its_page(place: Path, hosts: Hosts) -> None:
    hosts.answers[FILE] = status(404)
    title = "Guideline on the storage of made-up viral vectors in freezers"
    hosts.answers[VECTOR_PAGE] = page(landing(title, ("/media/2/download", "Download the PDF")))
    hosts.answers["/www.fda.gov/media/2/download"] = body(pdf(VECTOR))
    assert get(hosts, "--document", "MADE-VECTOR") == 0


def test_nothing_at_an_address_is_said_as_that(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert get(hosts, "--document", "MADE-CELLS") == 1
    assert "nothing is at this address (404)" in printed(capsys)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("http://127.0.0.1:9/x.pdf", "of your own network"),
        ("http://[::1]/x.pdf", "of your own network"),
        ("http://169.254.169.254/latest/meta-data", "of your own network"),
        ("http://10.0.0.8/x.pdf", "of your own network"),
        ("http://2130706433/x.pdf", "of your own network"),
        ("http://localhost/x.pdf", "of your own network"),
        ("file:///etc/passwd", "is no web address"),
        ("ftp://www.fda.gov/x.pdf", "is no web address"),
        ("https://user:word@www.fda.gov/x.pdf", "holds a name or a password"),
        ("http://www.fda.gov/x.pdf", "is not encrypted"),
    ],
)
def test_every_redirect_is_judged_again(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str], target: str, said: str
) -> None:
    hosts.answers[FILE] = redirect(target)
    assert get(hosts, "--document", "MADE-VECTOR") == 1
    assert said in printed(capsys)
    assert [path for path in hosts.paths() if path != FILE] in ([], [VECTOR_PAGE])


def test_a_circle_is_left(place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]) -> None:
    hosts.answers[FILE] = redirect("https://www.fda.gov/media/2/download")
    hosts.answers["/www.fda.gov/media/2/download"] = redirect("/media/1/download", 301)
    assert get(hosts, "--document", "MADE-VECTOR") == 1
    assert "leads in a circle at www.fda.gov" in printed(capsys)


def test_a_busy_host_is_asked_again_when_it_says(place: Path, hosts: Hosts) -> None:
    hosts.answers[FILE] = one_after_another(
        status(429, Retry_After="1"), status(503), body(pdf(VECTOR))
    )
    begun = time.monotonic()
    assert get(hosts, "--document", "MADE-VECTOR") == 0
    assert time.monotonic() - begun >= 1 and len(hosts.asked) == 3


def test_a_host_that_asks_to_wait_long_is_left_alone(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    hosts.answers[FILE] = hosts.answers[VECTOR_PAGE] = status(429, Retry_After="3600")
    assert get(hosts, "--document", "MADE-VECTOR") == 1
    assert hosts.paths().count(FILE) == 1
    assert "asks to wait longer than this run does (3600 s)" in printed(capsys)


def test_a_file_that_breaks_off_is_gone_on_with(place: Path, hosts: Hosts) -> None:
    content = pdf(VECTOR)
    hosts.answers[FILE] = cut_off(content, 700, ETag='"v1"')
    assert get(hosts, "--document", "MADE-VECTOR") == 0
    assert (place / "library" / "MADE-VECTOR.pdf").read_bytes() == content
    second = hosts.asked[1][1]
    assert second["range"] == "bytes=700-" and second["if-range"] == '"v1"'


def test_a_file_that_changed_meanwhile_is_begun_anew(place: Path, hosts: Hosts) -> None:
    hosts.answers[FILE] = one_after_another(
        cut_off(pdf(VECTOR), 700, ETag='"v1"'), body(pdf(VECTOR_2024), ETag='"v2"')
    )
    assert get(hosts, "--document", "MADE-VECTOR") == 0
    assert (place / "library" / "MADE-VECTOR.pdf").read_bytes() == pdf(VECTOR_2024)


def test_a_file_that_always_breaks_off_is_not_kept(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    hosts.answers[FILE] = cut_off(pdf(VECTOR), 700)
    assert get(hosts, "--document", "MADE-VECTOR") == 1
    assert "broke off each time" in printed(capsys) and recorded(place) == []


def test_a_packed_answer_is_unpacked(place: Path, hosts: Hosts) -> None:
    hosts.answers[FILE] = body(gzip.compress(pdf(VECTOR)), Content_Encoding="gzip")
    assert get(hosts, "--document", "MADE-VECTOR") == 0
    assert (place / "library" / "MADE-VECTOR.pdf").read_bytes() == pdf(VECTOR)


@pytest.mark.parametrize("said", [True, False])
def test_three_hundred_megabytes_are_not_taken(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str], said: bool
) -> None:
    hosts.answers[FILE] = endless(300_000_000, said)
    assert get(hosts, "--document", "MADE-VECTOR", "--max-size", "20") == 1
    assert "is larger than is taken" in printed(capsys)
    assert sum(item.stat().st_size for item in (place / "library").rglob("*")) < 100_000


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_host_that_trickles_is_left(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str], in_headers: bool
) -> None:
    hosts.answers[FILE] = hosts.answers[VECTOR_PAGE] = trickle(in_headers=in_headers)
    begun = time.monotonic()
    assert get(hosts, "--document", "MADE-VECTOR", "--timeout", "1") == 1
    assert time.monotonic() - begun < 8
    assert "comes too slowly" in printed(capsys)


def test_texts_that_are_sold_are_named_with_where(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert get(hosts, "--document", "MADE-SOLD", "--document", "MADE-NOWHERE") == 1
    out = printed(capsys)
    assert "MADE-SOLD: is sold, not public; where: https://www.usp.org/made-up" in out
    assert "MADE-NOWHERE: no address is known" in out
    assert "missing, 2 of 2: MADE-SOLD, MADE-NOWHERE" in out and hosts.asked == []


def test_a_full_disk_leaves_nothing_half_done(
    place: Path,
    hosts: Hosts,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from atmp_gap.library import record

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    hosts.answers[FILE] = body(pdf(VECTOR))
    monkeypatch.setattr(record.shutil, "copyfileobj", full)
    assert get(hosts, "--document", "MADE-VECTOR") == 1
    assert "cannot be kept: No space left on device" in printed(capsys)
    monkeypatch.undo()
    assert [item.name for item in (place / "library").iterdir() if item.suffix] == [".library.lock"]


def test_a_record_that_cannot_be_written_takes_its_file_along(
    place: Path, hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atmp_gap.library import record

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    hosts.answers[FILE] = body(pdf(VECTOR))
    monkeypatch.setattr(record, "write_whole", full)
    assert get(hosts, "--document", "MADE-VECTOR") == 1
    assert files(place) == []


def test_two_runs_at_once_do_not_meet(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    from atmp_gap.library.record import held

    with held(place / "library"):
        assert get(hosts, "--document", "MADE-VECTOR") == 2
    assert "another run is at work" in printed(capsys) and hosts.asked == []


def test_without_a_mirror_no_private_address_is_asked(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    layer = place / "layer" / "documents" / "made.yaml"
    layer.write_text(layer.read_text().replace("https://www.fda.gov", hosts.url), "utf-8")
    assert say("library", "get", "--document", "MADE-VECTOR") == 1
    assert "of your own network" in printed(capsys) and hosts.asked == []


def test_the_named_mirror_may_be_named_by_the_environment(
    place: Path, hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts.answers[FILE] = body(pdf(VECTOR))
    monkeypatch.setenv("ATMP_GAP_MIRROR", f"{hosts.url}/")
    assert say("library", "get", "--document", "MADE-VECTOR") == 0


@pytest.mark.parametrize("mirror", ["file:///srv", "nonsense", "http://", "ftp://here/x"])
def test_a_mirror_is_a_server(place: Path, capsys: pytest.CaptureFixture[str], mirror: str) -> None:
    assert say("library", "get", "--mirror", mirror, "--document", "MADE-VECTOR") == 2
    assert "is no address of a server" in printed(capsys)


def test_one_has_to_say_what_to_get(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say("library", "get") == 2
    assert say("library", "get", "--document", "MADE-VEKTOR") == 2
    assert "did you mean" in printed(capsys)
