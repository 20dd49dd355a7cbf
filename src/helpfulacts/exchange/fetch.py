"""Fetching an address that somebody typed, without becoming a way into the network (server-side request forgery).

Only https, and only addresses of the public internet; or a `host:port` that the operator lists in
`HELPFULACTS_FETCH_ALLOW` (comma-separated; http is then allowed too). A name is resolved once, every address it gives
is checked, and the connection goes to the address that was checked. Each redirect starts again from the top.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.errors import Refused

from .strict_json import printable

TIMEOUT_S = 20
LONGEST_S = 120
REDIRECTS = 5
LARGEST_ANSWER = 20_000
ALLOW_VARIABLE = "HELPFULACTS_FETCH_ALLOW"
# What Python's `is_global` lets through, or is only a way to write another address (RFC 6890 and its registries).
_NEVER = [
    ipaddress.ip_network(text)
    for text in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
]
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")


@dataclass
class Answer:
    """What an address sent: its final address, its content type, and `read(size)`."""

    url: str
    content_type: str
    length: int
    _response: Any
    _until: float

    def read(self, size: int = -1) -> bytes:
        try:
            found: bytes = self._response.read(size if size >= 0 else None)
        except (OSError, http.client.HTTPException):
            found = b""
        if time.monotonic() > self._until:
            raise _too_long(self.url)
        if size and not found and self._response.length:
            raise Refused(f"{host_of(self.url)} stopped in the middle of its answer. Try again later.")
        return found


def _too_long(url: str) -> Refused:
    return Refused(f"{host_of(url)} took longer than {LONGEST_S} seconds. Try again later.")


def is_public(address: str) -> bool:
    """True for an address of the public internet that reaches one machine (global unicast)."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL_UNICAST:
        return False  # local, mapped, translated, multicast and unassigned space
    same = (net for net in _NEVER if net.version == ip.version)
    return ip.is_global and not any(ip in net for net in same)


def allowed_by_operator() -> frozenset[str]:
    """`host:port` pairs that the operator lists, in small letters."""
    listed = os.environ.get(ALLOW_VARIABLE, "")
    return frozenset(entry.strip().lower() for entry in listed.split(",") if entry.strip())


def host_of(url: str) -> str:
    """The host of an address, for a sentence: never its path or query."""
    try:
        return printable(urllib.parse.urlsplit(url).hostname or "that address", 100)
    except ValueError:
        return "that address"


def _target(url: str) -> tuple[str, str, int, str, bool]:
    """(scheme, host, port, path and query, listed by the operator). Raises Refused."""
    if any(ord(c) <= 32 or ord(c) > 126 for c in url) or len(url) > 2000:
        raise Refused("That address holds characters that do not belong in one. Copy it again.")
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Refused("That is not an address that can be read. Copy it again.") from None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or not host:
        raise Refused("Give an address that starts with https://.")
    if parts.username is not None or parts.password is not None:
        raise Refused("That address holds a name or password. Take them out of it.")
    listed = f"{host}:{port}" in allowed_by_operator()
    if parts.scheme != "https" and not listed:
        raise Refused(
            f"{host_of(url)} is not asked over https. Use https://, or list it in {ALLOW_VARIABLE} as host:port."
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port, path, listed


def installation_at(url: str) -> tuple[str, bool]:
    """(The address of an installation as it is kept, does the operator list its host). Raises Refused for any other address.

    Kept are the scheme, host, port and path. A host of this machine or of a private network is refused as for `fetch`; one that
    cannot be found yet is not: it may be set up later, and each call is checked again.
    """
    scheme, host, port, path, listed = _target(url)
    if "?" in url or "#" in url:
        raise Refused("Give the address of the installation alone, without a “?” or “#” and what follows it.")
    _refuse_private(host, _addresses_of(host, port), listed=listed)
    return f"{scheme}://{urllib.parse.urlsplit(url).netloc.lower()}{path.rstrip('/')}", listed


def _addresses_of(host: str, port: int) -> list[str]:
    """All addresses of a host; none where it cannot be found."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve(host: str, port: int, *, listed: bool) -> list[str]:
    """The addresses of a host, each one checked. Raises Refused if any of them is not on the public internet."""
    addresses = _addresses_of(host, port)
    if not addresses:
        raise Refused(f"{printable(host, 100)} cannot be found. Check the address.")
    _refuse_private(host, addresses, listed=listed)
    return addresses


def _refuse_private(host: str, addresses: list[str], *, listed: bool) -> None:
    if not listed and not all(is_public(address) for address in addresses):
        raise Refused(
            f"{printable(host, 100)} is not on the public internet, so it is not asked. "
            f"If it is yours, list it in {ALLOW_VARIABLE} as host:port."
        )


def _connect(scheme: str, host: str, port: int, addresses: list[str]) -> http.client.HTTPConnection:
    """A connection to one of the checked addresses; the certificate is still checked against the name."""
    for address in addresses[:4]:
        try:
            raw = socket.create_connection((address, port), timeout=TIMEOUT_S)
        except OSError:
            continue
        connection: http.client.HTTPConnection
        if scheme == "https":
            connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S)
            try:
                connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
            except (ssl.SSLError, OSError):
                raw.close()
                raise Refused(
                    f"{printable(host, 100)} does not prove who it is (its certificate is not good)."
                ) from None
        else:
            connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
            connection.sock = raw
        return connection
    raise Refused(f"{printable(host, 100)} does not answer. Try again later.")


def _cut(raw: socket.socket) -> None:
    with suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)


@contextmanager
def fetch(url: str) -> Iterator[Answer]:
    """Ask for an address and give its answer as a stream. Raises Refused with one sentence for anything but 200."""
    for _ in range(REDIRECTS + 1):
        scheme, host, port, path, listed = _target(url)
        connection = _connect(scheme, host, port, resolve(host, port, listed=listed))
        until = time.monotonic() + LONGEST_S
        # A server that sends a byte now and then is cut off too, in its headers as in its body.
        cutter = threading.Timer(LONGEST_S, _cut, [connection.sock])
        cutter.daemon = True
        cutter.start()
        try:
            try:
                headers = {"Accept": "application/json, application/x-ndjson", "Accept-Encoding": "identity"}
                connection.request("GET", path, headers=headers | {"User-Agent": "helpfulacts"})
                response = connection.getresponse()
            except (OSError, http.client.HTTPException):
                if time.monotonic() > until:
                    raise _too_long(url) from None
                raise Refused(f"{printable(host, 100)} does not answer as a web server should.") from None
            if response.status in (301, 302, 303, 307, 308):
                url = urllib.parse.urljoin(url, response.headers.get("Location", ""))
                continue
            if response.status != 200:
                raise Refused(f"{printable(host, 100)} answered {response.status} instead of its feed.")
            kind = response.headers.get_content_type()
            yield Answer(url, kind, int(response.length or 0), response, until)
            return
        finally:
            cutter.cancel()
            connection.close()
    raise Refused(f"{host_of(url)} sends us from one address to another without end.")


def send(method: str, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    """Send something to an installation that this one is linked with: (status, answer). No redirect is followed.

    The same addresses as for `fetch`. Raises Refused where nobody answers, or with more than `LARGEST_ANSWER` bytes.
    """
    scheme, host, port, path, listed = _target(url)
    connection = _connect(scheme, host, port, resolve(host, port, listed=listed))
    cutter = threading.Timer(LONGEST_S, _cut, [connection.sock])
    cutter.daemon = True
    cutter.start()
    try:
        connection.request(method, path, body=body, headers=headers | {"User-Agent": "helpfulacts"})
        response = connection.getresponse()
        answer = response.read(LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException):
        raise Refused(f"{printable(host, 100)} does not answer as a web server should.") from None
    finally:
        cutter.cancel()
        connection.close()
    if len(answer) > LARGEST_ANSWER:
        raise Refused(f"{printable(host, 100)} sent too long an answer.")
    return response.status, answer
