"""One local server that plays every host, as a mirror: /HOST/PATH. No test reaches outside."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


@dataclass
class Hosts:
    """What is answered at /HOST/PATH, and what was asked."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hosts: Hosts

    def do_GET(self) -> None:
        self.hosts.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        answer = self.hosts.answers.get(self.path, status(404))
        try:
            answer(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass

    def head(self, code: int, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


def body(content: bytes, type_: str = "application/pdf", **headers: str) -> Answer:
    def answer(handler: Handler) -> None:
        handler.head(200, Content_Type=type_, Content_Length=str(len(content)), **headers)
        handler.wfile.write(content)

    return answer


def page(text: str) -> Answer:
    return body(text.encode(), "text/html; charset=utf-8")


def status(code: int, **headers: str) -> Answer:
    return lambda handler: handler.head(code, Content_Length="0", **headers)


def redirect(to: str, code: int = 302) -> Answer:
    return status(code, Location=to)


def one_after_another(*answers: Answer) -> Answer:
    """The first answer first, then the next; the last one from then on."""
    left = list(answers)

    def answer(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def cut_off(content: bytes, at: int, **headers: str) -> Answer:
    """A file that breaks off; asked for its rest, the host gives that."""

    def answer(handler: Handler) -> None:
        begin = handler.headers.get("Range", "").removeprefix("bytes=").removesuffix("-")
        if begin:
            rest = content[int(begin) :]
            span = f"bytes {begin}-{len(content) - 1}/{len(content)}"
            handler.head(206, Content_Range=span, Content_Length=str(len(rest)), **headers)
            handler.wfile.write(rest)
            return
        handler.head(200, Content_Length=str(len(content)), **headers)
        handler.wfile.write(content[:at])
        handler.wfile.flush()
        handler.connection.close()
        handler.close_connection = True

    return answer


def trickle(content: bytes = b"%PDF-1.4 " + b"x" * 500, in_headers: bool = False) -> Answer:
    """A byte every tenth of a second."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        if in_headers:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        else:
            handler.head(200, Content_Length=str(len(content)))
        for byte in content:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.1)

    return answer


def endless(size: int, said: bool) -> Answer:
    """Very many bytes; the host says how many, or leaves it out."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        handler.head(200, **({"Content_Length": str(size)} if said else {}))
        block = b"%PDF-1.4" + b"\0" * (1 << 20)
        for _ in range(size // len(block)):
            handler.wfile.write(block)

    return answer


@contextmanager
def serving() -> Iterator[Hosts]:
    hosts = Hosts()
    handler = type("Bound", (Handler,), {"hosts": hosts})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    hosts.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hosts
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
