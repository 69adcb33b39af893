"""Which addresses may be asked: public ones, and the one mirror that the user names.

Nothing in a register or on a page may lead into the network of whoever runs this. Every address is
judged before it is asked, each redirect anew, and the peer once more when it has answered.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit
from urllib.request import getproxies, proxy_bypass


class RefusedAddressError(Exception):
    """An address that is not asked; the text says why."""


@dataclass(frozen=True)
class Addresses:
    """The judge of addresses. ``mirror`` is the one server that may be private, if any.

    A mirror keeps the texts under host and path: ``MIRROR/www.fda.gov/media/1/download``.
    """

    mirror: str = ""

    def asked(self, address: str) -> str:
        """The address that is really asked: itself, or its place on the mirror. Raises
        RefusedAddressError.
        """
        if self._is_mirror(address):
            return address
        parts = _parts(address)
        # What the proxy or the mirror looks up means nothing here; a number means the same to all.
        elsewhere = bool(self.mirror) or is_proxied(address)
        _judge_host(parts.hostname or "", look_up=not elsewhere)
        if self.mirror:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = f"?{parts.query}" if parts.query else ""
            return f"{self.mirror.rstrip('/')}/{parts.netloc.lower()}{path}{query}"
        return address

    def answered(self, address: str, peer: str) -> None:
        """Judge who answered: names may lead elsewhere than a moment ago."""
        if self._is_mirror(address) or is_proxied(address):
            return
        _judge_number(peer)

    def _is_mirror(self, address: str) -> bool:
        return bool(self.mirror) and _origin(address) == _origin(self.mirror)


def _judge_host(host: str, look_up: bool) -> None:
    literal = _number(host)
    if literal is not None:
        _judge_number(literal)
    elif host.lower().rstrip(".").endswith(("localhost", ".local", ".internal", ".home.arpa")):
        raise RefusedAddressError("is an address of your own network")
    elif look_up:
        for number in _numbers_of(host):
            _judge_number(number)


def is_proxied(address: str) -> bool:
    """Whether the settings of this computer send an address through a proxy."""
    parts = urlsplit(address)
    proxies = getproxies()
    named = proxies.get(parts.scheme) or proxies.get("all")
    return bool(named) and not proxy_bypass(parts.netloc)


def host_of(address: str) -> str:
    """The host of an address, to ask one host at a time and to name it."""
    return (urlsplit(address).hostname or "").lower()


def check_mirror(mirror: str) -> str:
    """The mirror as it is used. Raises RefusedAddressError where it is no address of a server."""
    _parts(mirror, "is no address of a server")
    return mirror


def _parts(address: str, otherwise: str = "is no web address") -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise RefusedAddressError(otherwise) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise RefusedAddressError(otherwise)
    if parts.username or parts.password:
        raise RefusedAddressError("holds a name or a password")
    return parts


def _origin(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return ("", "", 0)
    return (parts.scheme, (parts.hostname or "").lower(), port)


def _number(host: str) -> str | None:
    """A host that is a number, in any way of writing that systems take; None for names."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        # 127.1, 0x7f000001 and 2130706433 are numbers to most systems.
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _judge_number(number: str) -> None:
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        raise RefusedAddressError("is no web address") from None
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    if not inner.is_global or inner.is_multicast:
        raise RefusedAddressError("is an address of your own network")


def _numbers_of(host: str) -> list[str]:
    """The numbers of a name; none where it cannot be looked up: the connection will say so."""
    try:
        return [str(item[4][0]) for item in socket.getaddrinfo(host, None)]
    except (OSError, UnicodeError):
        return []
