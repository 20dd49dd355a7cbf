"""Sources that mean harm, imported by a real process from real files and a real server (guarantee G15, trust §5.6).

One sentence each, exit code 2 (or 1 with what cannot be used set aside), nothing changed where it is refused, never
more than 256 MB, and not one connection but to the server that the operator allowed.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.exchange.fetch import ALLOW_VARIABLE

HERE = Path(__file__).parent
MOST_MB = 256
SOUND = {"id": "sound", "name": "Soup on Fridays", "organization": {"id": "org", "name": "A kitchen"}}
FULL = {**SOUND, "phones": []}


def dumps(value: Any) -> bytes:
    return json.dumps(value).encode()


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def symlink() -> zipfile.ZipInfo:
    link = zipfile.ZipInfo("link.json")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return link


def nameless() -> bytes:
    """A member without a name, over which Python's own reader of zip files trips. (Found by fuzzing.)"""
    data = bytearray(zipped(("a", dumps([SOUND]))))
    at = data.rfind(b"PK\x01\x02")
    data[at + 28 : at + 32] = b"\x00\x00\x01\x00"  # no name, and one byte more of other things
    return bytes(data)


def nested_gzip() -> bytes:
    inner = gzip.compress(b"[" + b" " * 60_000_000 + b"]")
    return gzip.compress(gzip.compress(inner))


# A file: its name, its bytes, the exit code, and what the sentence says (of a refusal, or of the first row set aside).
FILES: dict[str, tuple[str, bytes | Callable[[], bytes], int, str]] = {
    "a gzip in a gzip": ("a.json.gz", nested_gzip, 2, ""),
    "a zip in a zip": ("a.zip", lambda: zipped(("b.zip", zipped(("a.json", dumps([SOUND]))))), 2, "no JSON"),
    "a zip bomb of 200 MB": ("a.zip", lambda: zipped(("a.json", b"[" + b" " * 200_000_000)), 2, "without end"),
    "a zip that climbs out of its folder": (
        "a.zip",
        lambda: zipped(("../../../../tmp/out.json", b"[1"), ("/etc/cron.d/x.json", b"[1")),
        2,
        "ends too soon",
    ),
    "a zip with a link": ("a.zip", lambda: zipped((symlink(), b"/etc/passwd")), 2, "not sound JSON"),
    "a zip with a member without a name": ("a.zip", nameless, 2, "empty zip"),
    "a zip of 600 files": ("a.zip", lambda: zipped(*((f"{n}.json", b"[]") for n in range(600))), 2, "500 files"),
    "a gzip that ends too soon": ("a.json.gz", lambda: gzip.compress(dumps([SOUND] * 90))[:-9], 2, "cut short"),
    "a PDF": ("a.json", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", 2, "not UTF-8"),
    "JavaScript": ("a.json", b"callback([1]);", 2, "not sound JSON"),
    "a picture": ("a.json", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 2, ""),
    "XML with an entity bomb": ("a.json", b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>', 2, "XML"),
    "UTF-16 with its mark": ("a.json", json.dumps([SOUND]).encode("utf-16"), 2, "UTF-16"),
    "UTF-32": ("a.json", json.dumps([SOUND]).encode("utf-32"), 2, ""),
    "overlong UTF-8": ("a.json", b'[{"id": "\xc0\xaf"}]', 2, "not UTF-8"),
    "a surrogate in UTF-8": ("a.json", b'[{"id": "\xed\xa0\x80"}]', 2, "not UTF-8"),
    "NaN": ("a.json", b'[{"id": NaN}]', 2, "not sound JSON"),
    "1e999": ("a.json", b'[{"id": "a", "minimum_age": 1e999}]', 1, "too large"),
    "4,300 digits": ("a.json", b'[{"id": ' + b"9" * 4300 + b"}]", 2, "1000 digits"),
    "a fraction of 5,000 digits": ("a.json", b'[{"id": 0.' + b"9" * 5000 + b"}]", 2, "1000 digits"),
    "an exponent of 900 digits": ("a.json", b'[{"id": "a", "minimum_age": 1e' + b"9" * 900 + b"}]", 2, "not sound JSON"),
    "200,000 brackets": ("a.json", b"[" * 200_000, 2, "deep"),
    "200,000 objects, one in another": ("a.json", b'{"a":' * 200_000, 2, "deep"),
    "50 deep in a sound row": ("a.json", dumps([FULL])[:-2] + b',"x":' + b"[" * 50 + b"]" * 50 + b"}]", 2, "deep"),
    "a text of 10 MB": ("a.json", lambda: dumps([{**FULL, "description": "x" * 10_000_000}]), 1, "longer than"),
    "a text of 40 MB": ("a.json", lambda: b'[{"id":"' + b"x" * 40_000_000 + b'"}]', 2, "without end"),
    "a million keys": (
        "a.json",
        lambda: b"[{" + b",".join(b'"k%d":0' % n for n in range(1_000_000)) + b"}]",
        1,
        "more than",
    ),
    "a million keys beside the list": (
        "a.json",
        lambda: b"{" + b",".join(b'"k%d":0' % n for n in range(1_000_000)) + b',"contents":[]}',
        1,
        "more than",
    ),
    "a million empty rows": ("a.json", lambda: b"[" + b"{}," * 1_000_000 + b"{}]", 2, "rows"),
    "a million lines": ("a.ndjson", lambda: b"{}\n" * 1_000_000, 2, "rows"),
    "a line of 30 MB": ("a.ndjson", lambda: b'{"a":"' + b"x" * 30_000_000, 2, ""),
    "a key said twice": ("a.json", b'[{"id": "a", "name": "b", "name": "c"}]', 1, "twice"),
    "a key said twice on a line": ("a.ndjson", b'{"id":"a","id":"b"}\n{"id":"c","id":"d"}\n', 1, "twice"),
    "NUL in a name": ("a.json", b'[{"id": "a", "name": "a\\u0000b"}]', 1, "NUL"),
    "half of a character": ("a.json", b'[{"id": "a", "name": "\\udfff"}]', 1, "half of a character"),
    "tags and nothing else": ("a.json", dumps([{**FULL, "name": "<script>alert(1)</script><b></b>" * 0}]), 1, "no name"),
    "a script for its address": ("a.json", dumps([{**FULL, "id": "u", "url": "javascript:alert(1)"}]), 1, "web address"),
    "an unfinished list": ("a.json", dumps([FULL])[:-1], 2, "ends too soon"),
    "two lists": ("a.json", b"[] []", 2, "not sound JSON"),
    "a comma too many": ("a.json", dumps([FULL])[:-1] + b",]", 2, "not sound JSON"),
    "a comma too few": ("a.json", b'[{"id":"a"} {"id":"b"}]', 2, "not sound JSON"),
    "nothing": ("a.json", b"", 2, "is empty"),
}  # fmt: skip
# A path on this machine that is no ordinary file.
PATHS: dict[str, tuple[Callable[[Path], str], str]] = {
    "a device": (lambda folder: "/dev/zero", "neither"),
    "a terminal": (lambda folder: "/dev/tty", ""),
    "a pipe": (lambda folder: str(fifo(folder)), "neither"),
    "a socket": (lambda folder: str(unix_socket(folder)), "neither"),
    "a folder of nothing": (lambda folder: str(made(folder / "empty")), "no JSON"),
    "a folder of pipes": (lambda folder: str(fifo(made(folder / "pipes"), "a.json").parent), "no JSON"),
    "a link that goes round": (lambda folder: str(loop(folder)), ""),
    "kernel memory": (lambda folder: "/proc/self/mem", ""),
    "a file address": (lambda folder: "file:///etc/passwd", "https"),
}
INSIDE = [
    "127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "017700000001", "127.0.0.1.", "0",
    "0.0.0.0", "localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::1]", "[fe80::1]", "[fd00:ec2::254]", "[ff02::1]", "100.64.0.1", "10.0.0.1",
    "172.31.255.255", "192.168.0.1", "169.254.169.254", "0xa9fea9fe", "224.0.0.1", "255.255.255.255", "198.18.0.1",
]  # fmt: skip
"""Ways to write an address that is not on the public internet."""

Reply = Callable[[socket.socket], None]


def http(status: str, body: bytes = b"", *headers: str, length: int | None = None) -> Reply:
    told = [f"HTTP/1.1 {status}", "Content-Type: application/json", "Connection: close", *headers]
    told += [f"Content-Length: {len(body) if length is None else length}"] if length != -1 else []

    def reply(to: socket.socket) -> None:
        to.sendall("\r\n".join(told).encode() + b"\r\n\r\n" + body)

    return reply


def dripping(first: bytes) -> Reply:
    """A byte now and then, for longer than anybody waits."""

    def reply(to: socket.socket) -> None:
        to.sendall(first)
        for _ in range(300):
            to.sendall(b" ")
            threading.Event().wait(0.1)

    return reply


def endless(first: bytes, more: bytes) -> Reply:
    def reply(to: socket.socket) -> None:
        to.sendall(first)
        while True:
            to.sendall(more)

    return reply


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def page(*contents: Any, pages: Any = 1, number: Any = 1) -> bytes:
    return dumps(
        {"total_items": 10**9, "total_pages": pages, "page_number": number, "contents": list(contents)}
    )


# A server: what it answers to every request, the exit code, and what the sentence says.
SERVERS: dict[str, tuple[Reply, int, str]] = {
    "redirects to this machine": (http("302 Found", b"", "Location: https://127.0.0.1/admin"), 2, "public internet"),
    "redirects to a cloud's secrets": (http("302 Found", b"", "Location: http://169.254.169.254/latest"), 2, "https"),
    "redirects to a file": (http("301 Moved", b"", "Location: file:///etc/passwd"), 2, "https"),
    "redirects to nowhere": (http("302 Found"), 2, "without end"),
    "redirects in a circle": (http("307 Again", b"", "Location: /round"), 2, "without end"),
    "redirects to an address with a password": (
        http("302 Found", b"", "Location: https://a:b@example.org/"), 2, "password"
    ),
    "answers 204": (http("204 No Content", length=-1), 2, "204"),
    "answers 206": (http("206 Partial Content", dumps([FULL]), "Content-Range: bytes 0-9/99"), 2, "206"),
    "answers 304": (http("304 Not Modified", length=-1), 2, "304"),
    "answers 401": (http("401 No", b"{}", "WWW-Authenticate: Basic"), 2, "401"),
    "answers 500": (http("500 Oh", b"<html>"), 2, "500"),
    "answers that it continues": (http("100 Continue", length=-1), 2, ""),
    "sends less than it says": (http("200 OK", dumps([FULL])[:-1], length=9999), 2, ""),
    "sends whole lines, fewer than it says": (
        http("200 OK", dumps(FULL) + b"\n" + dumps(FULL) + b"\n", length=9999), 2, "stopped in the middle"
    ),
    "sends more than it says": (http("200 OK", dumps([FULL]) + b"x" * 500, length=5), 2, ""),
    "says a length below nothing": (http("200 OK", b"[1", "X: y", length=-7), 2, ""),
    "sends no headers": (lambda to: to.sendall(b"[]"), 2, "as a web server should"),
    "hangs up": (lambda to: None, 2, "as a web server should"),
    "sends headers without end": (
        endless(OK, b"X-More: " + b"y" * 1000 + b"\r\n"), 2, "as a web server should"
    ),
    "sends one header without end": (endless(OK + b"X: ", b"y" * 1000), 2, "as a web server should"),
    "drips its headers": (dripping(OK + b"X: "), 2, "longer than"),
    "drips its body": (dripping(OK + b"\r\n["), 2, "longer than"),
    "sends white space without end": (endless(OK + b"\r\n", b" " * 65_536), 2, "white space"),
    "sends numbers without end": (endless(OK + b"\r\n[", b"0," * 30_000), 2, "rows"),
    "sends a text without end": (endless(OK + b'\r\n["', b"x" * 65_536), 2, "without end"),
    "sends chunks that lie": (lambda to: to.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n["), 2, ""),
    "sends a chunk of a huge size": (
        lambda to: to.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 40 + b"\r\n["), 2, ""
    ),
    "sends gzip unasked": (http("200 OK", gzip.compress(b"[]"), "Content-Encoding: gzip"), 2, ""),
    "calls a web page JSON": (http("200 OK", b"<!doctype html><script>1</script>"), 2, "web page"),
    "calls a PDF JSON": (http("200 OK", b"%PDF-1.7"), 2, "not sound JSON"),
    "goes round its pages": (http("200 OK", page(FULL, pages=4000)), 2, "no end"),
    "says it has ten million pages": (http("200 OK", page(FULL, pages=10**7)), 2, "in parts"),
    "lies about its pages in words": (http("200 OK", page(FULL, pages="many")), 0, ""),
    "has pages below nothing": (http("200 OK", page(FULL, pages=-5, number=None)), 0, ""),
    "names another server's next page": (
        http("200 OK", page(FULL)[:-1] + b',"next":"https://127.0.0.1/x","last_page":false}'), 0, ""
    ),
    "names itself, with no list": (http("200 OK", b'{"openapi_url":"/","profile":"/","version":"3"}'), 0, ""),
}  # fmt: skip


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def fifo(folder: Path, name: str = "pipe.json") -> Path:
    os.mkfifo(folder / name)
    return folder / name


def unix_socket(folder: Path) -> Path:
    path = folder / "s"
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(path))
    return path


def loop(folder: Path) -> Path:
    (folder / "round.json").symlink_to(folder / "round.json")
    return folder / "round.json"


class Strangers:
    """One server of this machine that is every server above: the first part of the path says which."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.names = list(SERVERS)
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{self.names.index(name)}/services"

    def _serve(self) -> None:
        while True:
            try:
                to, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(to,), daemon=True).start()

    def _answer(self, to: socket.socket) -> None:
        with to:
            try:
                path = to.recv(65_536).split()[1].decode()
                number = path.split("/")[1]
                SERVERS[
                    self.names[int(number) if number.isdigit() else self.names.index("redirects in a circle")]
                ][0](to)
                to.shutdown(socket.SHUT_WR)
            except (OSError, IndexError):
                pass  # the importer hung up


@pytest.fixture(scope="module")
def told(installation: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What became of every source, by name: files imported by one process, addresses by another."""
    folder, strangers = tmp_path_factory.mktemp("hostile"), Strangers()
    files: dict[str, str] = {}
    for number, (name, (file, data, _, _)) in enumerate(FILES.items()):
        path = made(folder / str(number)) / file
        path.write_bytes(data() if callable(data) else data)
        files[name] = str(path)
    addresses = {host: f"https://{host}/services" for host in INSIDE}
    addresses |= {name: strangers.url(name) for name in SERVERS}
    paths = {name: make(folder) for name, (make, _) in PATHS.items()}
    found: dict[str, Any] = {"connected": set(), "allowed": {str(("127.0.0.1", strangers.port))}}
    for slug, sources in (("hostile-files", files | paths), ("hostile-servers", addresses)):
        done = subprocess.run(
            [sys.executable, str(HERE / "hostile_worker.py"), slug],
            input="".join(json.dumps(one) + "\n" for one in sources.items()),
            env=installation.env | {ALLOW_VARIABLE: f"127.0.0.1:{strangers.port}"},
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0
        *rows, last = [json.loads(line) for line in done.stdout.splitlines()]
        found |= {row["name"]: row for row in rows}
        found["connected"] |= set(last["connected"])
    strangers.listener.close()
    yield found


def check(row: dict[str, Any], code: int, says: str) -> None:
    assert row["code"] == code, row
    if code == 2:
        assert row["out"] == "" and not row["changed"], row
        assert says in row["err"] and row["err"].count("\n") == 1, row
        assert row["err"].rstrip().endswith(".") and len(row["err"]) < 400 and "Traceback" not in row["err"]
    elif code == 1:
        assert says in row["reasons"][0] and row["reasons"][0].endswith("."), row
        assert row["err"] == ""
    assert row["peak"] <= MOST_MB, row


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gets_one_sentence(told: dict[str, Any], name: str) -> None:
    *_, code, says = FILES[name]
    check(told[name], code, says)


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHS)
def test_a_path_that_is_no_file_gets_one_sentence(told: dict[str, Any], name: str) -> None:
    check(told[name], 2, PATHS[name][1])


@pytest.mark.slow
@pytest.mark.parametrize("host", INSIDE)
def test_an_address_inside_is_refused_however_it_is_written(told: dict[str, Any], host: str) -> None:
    check(told[host], 2, "")


@pytest.mark.slow
@pytest.mark.parametrize("name", SERVERS)
def test_a_hostile_server_gets_one_sentence(told: dict[str, Any], name: str) -> None:
    _, code, says = SERVERS[name]
    check(told[name], code, says)


@pytest.mark.slow
def test_no_connection_leaves_for_anywhere_but_the_allowed_server(told: dict[str, Any]) -> None:
    # A PostgreSQL of this machine is reached by its own socket, which is a path.
    databases = {one for one in told["connected"] if not one.startswith("(")}
    assert told["connected"] - databases == told["allowed"]
    assert len(FILES) + len(PATHS) + len(INSIDE) + len(SERVERS) >= 40
