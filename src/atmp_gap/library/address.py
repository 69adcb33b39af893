"""Which addresses may be asked: public ones, and the one mirror that the user names.

Nothing in a register or on a page may lead into the network of whoever runs this. Every address is
judged before it is asked, each redirect anew, and what was judged is connected to (`connection`).
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit
from urllib.request import getproxies, proxy_bypass

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 numbers that lead to the IPv4 number in their last four bytes."""


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
        _judge_host(parts.hostname or "")
        if self.mirror:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = f"?{parts.query}" if parts.query else ""
            return f"{self.mirror.rstrip('/')}/{parts.netloc.lower()}{path}{query}"
        return address

    def numbers(self, address: str) -> tuple[str, ...] | None:
        """The numbers to connect to, each of them judged; none where the name is not known.

        None where nothing is to be looked up here: for the mirror, and where a proxy is asked.
        Raises RefusedAddressError.
        """
        if self._is_mirror(address) or proxy_of(address):
            return None
        found = _numbers_of(urlsplit(address).hostname or "")
        for number in found:
            _judge_number(number)
        return found

    def _is_mirror(self, address: str) -> bool:
        return bool(self.mirror) and _origin(address) == _origin(self.mirror)


def _judge_host(host: str) -> None:
    """Judge what an address says by itself; what a name stands for is judged by ``numbers``."""
    literal = _number(host)
    if literal is not None:
        _judge_number(literal)
    elif host.lower().rstrip(".").endswith(("localhost", ".local", ".internal", ".home.arpa")):
        raise RefusedAddressError("is an address of your own network")


def proxy_of(address: str) -> str | None:
    """The proxy through which the settings of this computer send an address, if any."""
    parts = urlsplit(address)
    proxies = getproxies()
    named = proxies.get(parts.scheme) or proxies.get("all")
    if not named or proxy_bypass(parts.netloc):
        return None
    return named if "://" in named else f"http://{named}"


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
    if found in _TRANSLATED:
        inner = ipaddress.ip_address(found.packed[-4:])
    if not inner.is_global or inner.is_multicast:
        raise RefusedAddressError("is an address of your own network")


def _numbers_of(host: str) -> tuple[str, ...]:
    """The numbers of a name; none where it cannot be looked up."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(item[4][0]) for item in found))
