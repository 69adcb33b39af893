"""A site served on this computer alone, for the page that computes in the browser."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
TYPES = {
    **SimpleHTTPRequestHandler.extensions_map,
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
}
"""What files are by their endings, whatever this computer has registered."""


class Handler(SimpleHTTPRequestHandler):
    """Files of the folder, for who asks from this computer."""

    extensions_map = TYPES

    def parse_request(self) -> bool:
        """Refuse who calls this computer by another name, as a page elsewhere might have it do."""
        if not super().parse_request():
            return False
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host in (HOST, "localhost"):
            return True
        self.send_error(403, "this site is served to this computer alone")
        return False

    def log_message(self, *args: Any) -> None:
        """Nothing is logged: what somebody reads here is theirs alone."""


def server(folder: Path) -> ThreadingHTTPServer:
    """A server for a site on a free port of this computer."""
    return ThreadingHTTPServer((HOST, 0), partial(Handler, directory=str(folder)))


def serve(folder: Path) -> None:
    """Serve a site until somebody ends it with Ctrl-C."""
    from atmp_gap.cli.output import warn

    with server(folder) as served:
        at = f"http://{HOST}:{served.server_port}/"
        warn(f"served on this computer alone: {at} (your product: {at}product/); Ctrl-C ends it")
        try:
            served.serve_forever()
        except KeyboardInterrupt:
            warn("ended")
