"""Files and servers that mean harm, or were made in a hurry (guarantee G15): one clear sentence, nothing changed.

Every case is made here. `REFUSED` ends with exit code 2 and an unchanged database; `ASIDE` is a row that is left out
while the sound row beside it comes in.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.management import load_command_class

from helpfulacts.core.errors import Refused
from helpfulacts.exchange import fetch as fetching
from helpfulacts.exchange.oruk import limits

ORGANISATION = {"id": "org", "name": "A kitchen"}
SOUND = {"id": "sound", "name": "Soup on Fridays", "status": "active", "organization": ORGANISATION}


def spoiled(**changes: Any) -> dict[str, Any]:
    return {**SOUND, "id": "spoiled"} | changes


def dumps(value: Any) -> bytes:
    return json.dumps(value).encode()


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return packed.getvalue()


def lying_zip() -> bytes:
    data = bytearray(zipped(a_json=dumps([SOUND])))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")
    return bytes(data)


def repeated(before: bytes, inside: bytes, times: int, after: bytes) -> Callable[[], bytes]:
    return lambda: before + inside * times + after


HALF = dumps([SOUND])[:-1]
REFUSED: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "truncated": ("a.json", HALF, "ends too soon"),
    "truncated in a text": ("a.json", dumps([SOUND])[:30], "ends too soon"),
    "trailing garbage": ("a.json", dumps([SOUND]) + b"]", "not sound JSON"),
    "two documents": ("a.json", b"[] []", "not sound JSON"),
    "NaN": ("a.json", b'[{"id": NaN}]', "not sound JSON"),
    "Infinity": ("a.json", b'[{"id": -Infinity}]', "not sound JSON"),
    "100,000 deep": ("a.json", b"[" * 100_000, "deep"),
    "100,000 deep in a row": ("a.json", b'[{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}]", "deep"),
    "4,301 digits": ("a.json", b'[{"id": ' + b"9" * 4301 + b"}]", "1000 digits"),
    "10 million digits": ("a.json", repeated(b'[{"id": ', b"9", 10_000_000, b"}]"), "1000 digits"),
    "a text without end": ("a.json", repeated(b'["', b"x", 30_000_000, b'"]'), "without end"),
    "gzip bomb": ("a.json.gz", lambda: gzip.compress(b"[" + b" " * 50_000_000 + b"]"), "trap"),
    "zip bomb": ("a.zip", lambda: zipped(a_json=b"[" + (b'{"a":"' + b"b" * 1000 + b'"},') * 50_000), "trap"),
    "zip bomb of rows": ("a.zip", lambda: zipped(a_json=b"[" + b'"",' * 12_000_000 + b'""]'), "rows"),
    "a text of escaped quotation marks": (
        "a.json",
        repeated(b'["', b'\\"', 15_000_000, b'"]'),
        "without end",
    ),
    "zip in name only": ("a.zip", b"PK\x03\x04 not really", "zip file"),
    "zip that lies about its size": ("a.zip", lying_zip, ""),
    "zip with nothing in it": ("a.zip", zipped(), "empty zip"),
    "zip without JSON": ("a.zip", zipped(a_txt=b"hello"), "no JSON"),
    "gzip cut short": ("a.json.gz", gzip.compress(dumps([SOUND] * 50))[:-20], "cut short"),
    "gzip of noise": ("a.json.gz", b"\x1f\x8b\x08\x00" + b"\x07" * 50, "damaged"),
    "empty": ("a.json", b"", "is empty"),
    "white space": ("a.json", b" \n\t ", "is empty"),
    "a web page": ("a.json", b"<!DOCTYPE html><html></html>", "web page"),
    "XML with entities": ("a.json", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "XML"),
    "much white space": ("a.json", b" " * (5 << 20) + b"[]", "begins with more than 4 MB of white space"),
    "nothing but white space": ("a.json", b"\n" * (1 << 20), "is empty"),
    "NUL characters": ("a.json", b"\x00" * 50, "holds NUL characters near its start"),
    "NUL after a bracket": ("a.json", b"[\x00\x00\x00]", "holds NUL characters near its start"),
    "UTF-16": ("a.json", json.dumps([SOUND]).encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": ("a.json", json.dumps([SOUND]).encode("utf-16-le"), "UTF-16"),
    "Latin-1": ("a.json", '[{"name": "Café"}]'.encode("latin-1"), "not UTF-8"),
    "a number": ("a.json", b"7", "single value"),
    "a text": ("a.json", b'"hello"', "single value"),
    "null": ("a.json", b"null", "single value"),
    "binary": ("a.json", bytes(range(128, 256)) * 10, ""),
    "a comment": ("a.json", b"[1] // hello", "not sound JSON"),
    "single quotes": ("a.json", b"[{'id': 1}]", "not sound JSON"),
    "a raw control character": ("a.json", b'[{"id": "a\x01b"}]', "not sound JSON"),
}
ASIDE: dict[str, tuple[Any, str]] = {
    "NUL": (spoiled(name="a\x00b"), "NUL"),
    "lone surrogate": (b'{"id": "s", "name": "\\ud800", "organization_id": "org"}', "half of a character"),
    "lone low surrogate": (b'{"id": "s", "name": "a\\udc00"}', "half of a character"),
    "surrogate in a key": (b'{"id": "s", "\\ud800": 1}', "half of a character"),
    "duplicate keys": (b'{"id": "s", "name": "a", "name": "b"}', "twice"),
    "duplicate keys inside": (b'{"id": "s", "organization": {"id": 1, "id": 2}}', "twice"),
    "a huge whole number": (b'{"id": "s", "minimum_age": 99999999999999999999999}', "too large"),
    "a huge fraction": (b'{"id": "s", "minimum_age": 1e999}', "too large"),
    "a 10 MB text": (spoiled(description="x" * 10_000_000), "longer than"),
    "more values than a service has": (spoiled(attributes=[0] * 60_000), "more than"),
    "a number": (7, "not a service"),
    "null": (None, "not a service"),
    "a list": ([1, 2], "not a service"),
    "an empty object": ({}, "not a service"),
    "a taxonomy term": ({"id": "t", "name": "n", "taxonomy": "x"}, "not a service"),
    "no id": (spoiled(id=None), "no id"),
    "an id that is a list": (spoiled(id=[1]), "no id"),
    "an id that is true": (spoiled(id=True), "no id"),
    "no name": (spoiled(name=None), "no name"),
    "a name that is an object": (spoiled(name={"a": 1}), "no name"),
    "a name of tags": (spoiled(name="<b></b>"), "no name"),
    "no organisation": (spoiled(organization=None), "no organisation"),
    "an unknown organisation": (spoiled(organization=None, organization_id="zz"), "not in this source"),
    "an organisation that is text": (spoiled(organization="A kitchen"), "no organisation"),
    "an organisation without a name": (spoiled(organization={"id": "x"}), "no name"),
    "a status nobody knows": (spoiled(status="asleep"), "status"),
    "latitude 100": (
        spoiled(service_at_locations=[{"location": {"latitude": 100, "longitude": 101}}]),
        "not in the United Kingdom",
    ),
    "latitude that is text": (spoiled(locations=[{"latitude": "north", "longitude": 1}]), "not a latitude"),
    "half a point": (spoiled(locations=[{"latitude": 52.5}]), "only one of"),
    "another country": (spoiled(locations=[{"addresses": [{"country": "US"}]}]), "country"),
    "a bad date": (spoiled(assured_date="31/02/2026"), "not a date"),
    "a bad time": (spoiled(schedules=[{"freq": "WEEKLY", "byday": "MO", "opens_at": "x"}]), "opening time"),
    "a schedule of another kind": (spoiled(schedules=[{"freq": "SECONDLY", "opens_at": "10:00"}]), "WEEKLY"),
    "a script for a web address": (spoiled(url="javascript:alert(1)"), "not a web address"),
    "less than nothing": (spoiled(service_capacity=[{"maximum": -1}]), "capacity"),
    "an age below nothing": (spoiled(minimum_age=-3), "youngest age"),
    "a cost below nothing": (spoiled(cost_options=[{"amount": -3}]), "money"),
}
TAKEN: dict[str, Any] = {
    "a mark before UTF-8": b"\xef\xbb\xbf" + dumps([SOUND]),
    "times as 8:00am": dumps(
        [spoiled(schedules=[{"freq": "WEEKLY", "byday": "MO", "opens_at": "8:00am", "closes_at": "1pm"}])]
    ),
    "a web address without its scheme": dumps([spoiled(url="www.example.org")]),
    "lists that are objects": dumps(
        [spoiled(schedules={"a": 1}, languages="en", cost_options=7, contacts=None)]
    ),
    "nested text where objects belong": dumps(
        [spoiled(schedules=["x"], service_at_locations=[1, {"location": 2}])]
    ),
    "right-to-left marks and emoji": dumps([spoiled(name="\u202esoup \U0001f372")]),
    "SQL and formulas": dumps([spoiled(name="'); DROP TABLE x;--", description="=cmd|' /C calc'!A0")]),
}


@pytest.fixture
def run(
    place: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run the command on bytes or an address: (exit code, output, error). The set-aside file is `aside`."""

    def go(given: bytes | str, name: str = "a.json") -> tuple[int, str, str]:
        source = given
        if isinstance(given, bytes):
            source = str(tmp_path / name)
            Path(source).write_bytes(given)
        made = load_command_class("helpfulacts.cli", "import")
        made.stdout._out = out = io.StringIO()
        capsys.readouterr()
        arguments = [source, "--place", place.slug, "--json", "--set-aside", str(tmp_path / "aside")]
        with pytest.raises(SystemExit) as stopped:
            made.run_from_argv(["helpfulacts", "import", *arguments])
        return int(stopped.value.code or 0), out.getvalue(), capsys.readouterr().err

    return go


def state(place: Any) -> tuple[int, int, tuple[int, str]]:
    from helpfulacts.core import register
    from helpfulacts.directory import selectors as directory
    from helpfulacts.people import selectors as people

    return directory.counts(place)["offers"], len(people.organisations(place)), register.head(place)


def refused(answer: tuple[int, str, str], says: str) -> None:
    code, out, err = answer
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err and err.count("\n") == 1 and len(err) < 400


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_not_sound_is_refused_and_nothing_changes(
    run: Any, place: Any, tmp_path: Path, case: str
) -> None:
    name, data, says = REFUSED[case]
    before = state(place)
    refused(run(data() if callable(data) else data, name), says)
    assert state(place) == before
    assert not list(tmp_path.glob("aside*"))


@pytest.mark.parametrize("case", ASIDE)
def test_a_row_that_is_not_sound_is_set_aside_and_its_neighbour_comes_in(
    run: Any, place: Any, tmp_path: Path, case: str
) -> None:
    bad, says = ASIDE[case]
    raw = bad if isinstance(bad, bytes) else dumps(bad)
    code, out, _ = run(b"[" + dumps(SOUND) + b"," + raw + b"]")
    figures = json.loads(out)
    lines = [json.loads(line) for line in (tmp_path / "aside").read_text(encoding="ascii").splitlines()]
    assert code == 1 and figures["set_aside"] == len(lines) >= 1
    assert says in lines[0]["reason"]
    assert all(line["reason"].endswith(".") and len(line["reason"]) < 300 for line in lines)
    parts = figures["left_out"].get("part", 0)
    assert figures["created"] == (2 if parts else 1)


@pytest.mark.parametrize("case", ASIDE)
def test_what_was_set_aside_can_be_read_back_as_it_is(run: Any, tmp_path: Path, case: str) -> None:
    bad, _ = ASIDE[case]
    raw = bad if isinstance(bad, bytes) else dumps(bad)
    run(b"[" + dumps(SOUND) + b"," + raw + b"]")
    (tmp_path / "again.ndjson").write_bytes((tmp_path / "aside").read_bytes())
    code, out, err = run(str(tmp_path / "again.ndjson"))
    assert code in (0, 1) and "Traceback" not in err
    assert json.loads(out)["created"] == 0 or case == "duplicate keys"


@pytest.mark.parametrize("case", TAKEN)
def test_what_is_only_untidy_is_taken(run: Any, case: str) -> None:
    code, out, _ = run(TAKEN[case])
    assert (code, json.loads(out)["created"]) == (0, 1)


def test_an_array_of_numbers_is_set_aside_number_by_number(run: Any, place: Any) -> None:
    before = state(place)
    code, out, _ = run(b"[1, 2, 3]")
    assert (code, json.loads(out)["set_aside"]) == (1, 3)
    assert state(place) == before


def test_more_rows_than_the_limit_are_refused(run: Any, place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 10)
    before = state(place)
    refused(run(dumps([{**SOUND, "id": str(n)} for n in range(11)])), "more than 10 rows")
    assert state(place) == before


def test_more_bytes_than_the_limit_are_refused(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BYTES", 1000)
    refused(run(dumps([SOUND] * 50)), "unpacks to more than")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("no-such-file.json", "is not there"),
        ("a\x00b", "is not there"),
        ("x" * 5000, "cannot be read"),
        ("/dev/null/x", ""),
    ],
)
def test_a_source_that_is_not_there_is_refused(run: Any, source: str, says: str) -> None:
    refused(run(source), says)


def test_an_unknown_place_is_refused(run: Any, place: Any, capsys: Any) -> None:
    made = load_command_class("helpfulacts.cli", "import")
    with pytest.raises(SystemExit) as stopped:
        made.run_from_argv(["helpfulacts", "import", "x", "--place", "atlantis"])
    assert stopped.value.code == 2 and "no place called “atlantis”" in capsys.readouterr().err


# ---- addresses ------------------------------------------------------------------------------------------------

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_refused(run: Any, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def resolver(host: str, port: int, **_: Any) -> list[Any]:
        return [(0, 0, 0, "", ("93.184.215.14", port)), (0, 0, 0, "", (address, port))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolver)
    monkeypatch.setattr(fetching.socket, "create_connection", lambda *a, **k: pytest.fail("it connected"))
    refused(run("https://feed.example.org/services"), "not on the public internet")


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_the_connection_goes_to_the_very_address_that_was_checked(
    run: Any, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    asked, connected = [], []

    def resolver(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", (address, port))]

    def connect(target: tuple[str, int], **_: Any) -> Any:
        connected.append(target)
        raise OSError

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolver)
    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    refused(run("https://feed.example.org/services"), "does not answer")
    assert (asked, connected) == (["feed.example.org"], [(address, 443)])


@pytest.mark.parametrize(
    "url",
    [
        "http://feed.example.org/",
        "ftp://feed.example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@feed.example.org/",
        "https://feed.example.org:99999/",
        "https://[::1/",
        "https://feed.example.org/a b",
        "https://exa\u200bmple.org/",
        "gopher://127.0.0.1:70/",
    ],
)
def test_an_address_that_is_not_plain_https_is_refused(
    run: Any, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *a, **k: pytest.fail("it was looked up"))
    refused(run(url), "")


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "localhost"])
def test_odd_ways_to_write_this_machine_are_refused(run: Any, host: str) -> None:
    refused(run(f"https://{host}/services"), "")


class Server:
    """A feed's server on this machine: `pages` maps a path and query to (status, headers, body)."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                missing = (404, {}, b"")
                status, headers, body = server.pages.get(self.path) or server.pages.get("*") or missing
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.http.server_port}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def page(self, path: str, value: Any, status: int = 200, **headers: str) -> None:
        self.pages[path] = (status, headers, value if isinstance(value, bytes) else dumps(value))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    made = Server()
    monkeypatch.setenv(fetching.ALLOW_VARIABLE, f"elsewhere.example.org:443, {made.host}")
    yield made
    made.http.shutdown()
    made.http.server_close()


def envelope(number: int, pages: int, *contents: Any) -> dict[str, Any]:
    return {
        "total_items": 9,
        "total_pages": pages,
        "page_number": number,
        "size": 1,
        "contents": list(contents),
    }


def entry(key: str) -> dict[str, Any]:
    return {**SOUND, "id": key, "name": f"Help {key}"}


def test_a_whole_api_is_read_page_after_page_with_its_details(run: Any, server: Server) -> None:
    server.page("/", {"version": "HSDS-UK-3.0", "profile": "p", "openapi_url": "o"})
    server.page("/services", envelope(1, 2, entry("a"), entry("b")))
    server.page("/services?page=2", envelope(2, 2, entry("c")))
    for key in ("a", "b"):
        server.page(f"/services/{key}", {**entry(key), "phones": [{"number": "01632 960 002"}]})
    code, out, _ = run(server.url + "/")
    figures = json.loads(out)
    assert (code, figures["created"], figures["without_details"]) == (0, 3, 1)
    assert server.asked == ["/", "/services", "/services/a", "/services/b", "/services?page=2", "/services/c"]
    code, out, _ = run(server.url + "/services")
    assert (code, json.loads(out)["unchanged"]) == (0, 3)


@pytest.mark.parametrize("how", ["the same page for ever", "a page number that goes round"])
def test_pages_that_go_round_are_refused(run: Any, server: Server, place: Any, how: str) -> None:
    before = state(place)
    full = {**entry("a"), "phones": []}
    server.page("*", envelope(1, 4000, full))
    if how.startswith("a page"):
        server.page("/services", envelope(1, 4000, full, {**entry("b"), "phones": []}))
    refused(run(server.url + "/services"), "no end")
    assert state(place) == before and len(server.asked) < 10


def test_a_break_half_way_through_leaves_nothing(run: Any, server: Server, place: Any) -> None:
    before = state(place)
    server.page("/services", envelope(1, 3, entry("a")))
    server.page("/services?page=2", b'{"contents": [{"id"')
    refused(run(server.url + "/services"), "ends too soon")
    assert state(place) == before


@pytest.mark.parametrize(
    ("status", "headers", "body", "says"),
    [
        (302, {"Location": "https://127.0.0.1/admin"}, b"", "not on the public internet"),
        (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"", "https"),
        (301, {"Location": "file:///etc/passwd"}, b"", "https"),
        (302, {"Location": "/loop"}, b"", "without end"),
        (302, {}, b"", "without end"),
        (200, {"Content-Type": "text/html"}, b"<html>hello</html>", "web page"),
        (200, {}, b"", "is empty"),
        (404, {}, b"{}", "answered 404"),
        (500, {}, b"{}", "answered 500"),
        (204, {}, b"", "answered 204"),
        (200, {"Content-Length": "99999"}, b"[", ""),
        (200, {"Content-Encoding": "gzip"}, gzip.compress(b"[" + b" " * 20_000_000 + b"]"), ""),
    ],
)
def test_a_server_that_misbehaves_is_refused(
    run: Any, server: Server, place: Any, status: int, headers: dict[str, str], body: bytes, says: str
) -> None:
    before = state(place)
    server.pages["*"] = (status, headers, body)
    refused(run(server.url + "/services"), says)
    assert state(place) == before


def test_a_listed_port_opens_no_other_port(run: Any, server: Server) -> None:
    host, port = server.host.split(":")
    refused(run(f"http://{host}:{int(port) + 1}/services"), "https")


def test_details_that_fail_leave_what_the_list_said(run: Any, server: Server) -> None:
    server.page("/services", envelope(1, 1, *[entry(str(n)) for n in range(9)]))
    code, out, _ = run(server.url + "/services")
    figures = json.loads(out)
    assert (code, figures["created"], figures["without_details"]) == (0, 9, 9)
    assert len(server.asked) == 6  # the list, and five details before it gives up


def test_details_of_another_service_are_not_believed(run: Any, server: Server) -> None:
    server.page("/services", envelope(1, 1, entry("a")))
    server.page("/services/a", {**entry("z"), "phones": [], "name": "Something else"})
    code, out, _ = run(server.url + "/services")
    assert (code, json.loads(out)["without_details"]) == (0, 1)


def test_reading_a_large_feed_takes_little_memory(tmp_path: Path) -> None:
    """A list is read in rows: the peak of what Python holds stays far below the file's size."""
    import tracemalloc

    from helpfulacts.exchange.oruk.reading import Budget, rows_in, unpacked

    file = tmp_path / "large.json"
    one = dumps(spoiled(description="x" * 20_000))
    with file.open("wb") as out:
        out.write(b"[" + b",".join([one] * 1000) + b"]")
    tracemalloc.start()
    with file.open("rb") as raw, unpacked(raw, "large.json", Budget()) as streams:
        assert sum(1 for guard in streams for _ in rows_in(guard)) == 1000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert os.path.getsize(file) > 20_000_000 and peak < 10_000_000


def test_no_socket_is_opened_for_a_file(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("a socket was opened"))
    links = spoiled(
        url="https://example.org", organization={**ORGANISATION, "logo": "http://169.254.169.254/"}
    )
    assert run(dumps([links]))[0] == 0


def test_every_refusal_is_a_refusal_and_not_an_accident() -> None:
    assert len(REFUSED) + len(ASIDE) + len(PRIVATE) >= 40
    assert issubclass(Refused, Exception)
