"""Connections that lead where was judged, and nowhere else.

A name is looked up once, all its numbers are judged, and one of these is connected to; the name
still stands in the request and in the certificate. So nobody can judge one number and reach
another. Where the settings of this computer name a proxy, it is asked instead, and looks up the
name itself. No connection is used again: two hosts may share a number, but not a certificate.
"""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from atmp_gap.library.address import Addresses, proxy_of

if TYPE_CHECKING:
    import httpx


def user_agent() -> str:
    """Who asks, without disguise."""
    from atmp_gap import __version__

    return f"atmp-gap/{__version__} (fetches public guidance for one person's own library)"


class Connections:
    """The connections for one file. ``close`` may come from another thread, and ends them all."""

    def __init__(self, addresses: Addresses, silence: float) -> None:
        self.addresses, self.silence = addresses, silence
        self._clients: dict[str, httpx.Client] = {}
        self._lock = threading.Lock()
        self._closed = False

    @contextmanager
    def stream(self, address: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """Ask an address that was judged. Raises RefusedAddressError, and what httpx raises."""
        import httpx

        numbers = self.addresses.numbers(address)
        if numbers == ():
            raise httpx.ConnectError("its name is not known")
        client = self._client(proxy_of(address) or "")
        if numbers is None:
            with client.stream("GET", address, headers=dict(headers)) as answer:
                yield answer
            return
        parts = urlsplit(address)
        mine = {"Host": parts.netloc, **headers}
        named = {"sni_hostname": parts.hostname or ""}
        for number in numbers:
            there = client.build_request(
                "GET", httpx.URL(address).copy_with(host=number), headers=mine, extensions=named
            )
            try:
                answer = client.send(there, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if number == numbers[-1]:
                    raise
                continue
            try:
                yield answer
            finally:
                answer.close()
            return

    def _client(self, proxy: str) -> httpx.Client:

        with self._lock:
            if self._closed:
                raise RuntimeError("closed")
            if proxy not in self._clients:
                self._clients[proxy] = self._made(proxy)
            return self._clients[proxy]

    def _made(self, proxy: str) -> httpx.Client:
        import httpx

        try:
            return httpx.Client(
                headers={"User-Agent": user_agent(), "Accept-Encoding": "identity"},
                follow_redirects=False,
                timeout=self.silence,
                verify=_certificates(),
                # Which proxy is asked is decided here, by the same rule as what is looked up.
                trust_env=False,
                proxy=proxy or None,
                limits=httpx.Limits(max_keepalive_connections=0),
            )
        except (ImportError, ValueError, httpx.InvalidURL):
            raise httpx.ConnectError("the proxy of this computer cannot be used") from None

    def close(self) -> None:
        """End what is under way."""
        with self._lock:
            self._closed = True
            for client in self._clients.values():
                client.close()


def _certificates() -> ssl.SSLContext:
    """Those of the system and those that httpx brings; or those that SSL_CERT_FILE names."""
    context = ssl.create_default_context()
    if not os.environ.get("SSL_CERT_FILE") and not os.environ.get("SSL_CERT_DIR"):
        import certifi

        context.load_verify_locations(certifi.where())
    return context
