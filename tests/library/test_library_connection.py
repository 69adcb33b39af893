"""What was judged is what is connected to: names that turn, proxies, certificates."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from library_server import Handler, Hosts, body, status

from atmp_gap.library import address
from atmp_gap.library.address import Addresses
from atmp_gap.library.download import Downloader, Limits, NotFetchedError

LIMITS = Limits(attempts=1, pause=0, total=10)
PUBLIC = "93.184.216.34"


def names(monkeypatch: pytest.MonkeyPatch, **said: list[list[str]]) -> list[str]:
    """Let names stand for numbers, one list after another; gives the names that are looked up."""
    real, asked = socket.getaddrinfo, []

    def look_up(host: Any, port: Any, *args: Any, **more: Any) -> Any:
        answers = said.get(str(host).replace(".", "_"))
        if answers is None:
            return real(host, port, *args, **more)
        asked.append(str(host))
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port or 0)) for number in now]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Connect to nothing; gives the hosts that should have been connected to."""
    hosts: list[str] = []

    def connect(where: tuple[str, int], *_: Any, **__: Any) -> Any:
        hosts.append(where[0])
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    return hosts


def fetch(place: Path, url: str) -> bytes:
    fetched = Downloader(Addresses(), place / "partial", LIMITS).fetch(url)
    return fetched.path.read_bytes() if fetched.path else b""


def why(place: Path, url: str) -> str:
    with pytest.raises(NotFetchedError) as failure:
        fetch(place, url)
    return failure.value.kind


def test_a_name_that_turns_is_connected_to_where_it_was_judged(
    hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = names(monkeypatch, texts_example=[[PUBLIC], ["127.0.0.1"]])
    there = connected(monkeypatch)
    assert why(tmp_path, "http://texts.example/a.pdf") == "unreachable"
    assert there == [PUBLIC] and len(asked) == 1


@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "::1", "64:ff9b::7f00:1", "fe80::1"])
def test_a_name_with_one_private_number_is_not_connected_to(
    hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    names(monkeypatch, texts_example=[[PUBLIC, number]])
    there = connected(monkeypatch)
    assert why(tmp_path, "http://texts.example/a.pdf") == "address"
    assert there == []


def test_each_number_of_a_name_is_tried(
    hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, texts_example=[[PUBLIC, "93.184.216.35"]])
    there = connected(monkeypatch)
    assert why(tmp_path, "http://texts.example/a.pdf") == "unreachable"
    assert there == [PUBLIC, "93.184.216.35"]


def test_a_proxy_is_asked_and_looks_names_up_itself(
    hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = names(monkeypatch, texts_example=[["10.0.0.1"]])
    monkeypatch.setenv("http_proxy", hosts.url)
    hosts.answers["http://texts.example/a.pdf"] = body(b"%PDF text")
    assert fetch(tmp_path, "http://texts.example/a.pdf") == b"%PDF text"
    assert asked == []
    # A number means the same to everybody.
    assert why(tmp_path, "http://10.0.0.1/a.pdf") == "address"
    # What is to go without the proxy is judged here again.
    monkeypatch.setenv("no_proxy", "texts.example")
    assert why(tmp_path, "http://texts.example/a.pdf") == "address"
    assert asked == ["texts.example"] and len(hosts.asked) == 1


def test_a_redirect_behind_a_proxy_is_judged(
    hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", hosts.url)
    hosts.answers["http://texts.example/a"] = status(302, Location="http://169.254.169.254/x")
    assert why(tmp_path, "http://texts.example/a") == "address"
    assert len(hosts.asked) == 1


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate")
def test_the_name_is_in_the_request_and_in_the_certificate(
    hosts: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    line = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=texts.example",
    ]
    line += ["-addext", "subjectAltName=DNS:texts.example", "-keyout", str(key)]
    subprocess.run([*line, "-out", str(certificate)], check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"hosts": hosts}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    names(monkeypatch, texts_example=[["127.0.0.1"]], other_example=[["127.0.0.1"]])
    monkeypatch.setattr(address, "_judge_number", lambda number: None)
    hosts.answers["/a.pdf"] = body(b"%PDF text")
    port = server.server_address[1]
    try:
        assert why(tmp_path, f"https://texts.example:{port}/a.pdf") == "unreachable"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetch(tmp_path, f"https://texts.example:{port}/a.pdf") == b"%PDF text"
        assert hosts.asked[-1][1]["host"] == f"texts.example:{port}"
        assert why(tmp_path, f"https://other.example:{port}/a.pdf") == "unreachable"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
