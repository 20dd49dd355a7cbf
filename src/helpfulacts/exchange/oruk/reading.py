"""From a file or an answer to rows: unpacked, sniffed and split as a stream, within limits.

A row is one object of a list, or the whole object when there is no list. Nothing larger than one row is in memory.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Protocol

import ijson.backends.python as ijson  # the C reader turns lone surrogates into "?" and trips over long numbers
from ijson.common import IncompleteJSONError, JSONError

from helpfulacts.core.errors import Refused

from ..strict_json import BadJson, loads, printable, refuse_json, trouble_in
from . import limits
from .building import Builder, too_large
from .quick import objects_of

TABLES = {"contents", "services", "organizations", "services.csv", "organizations.csv"}
_WORD_AT_THE_END = re.compile(rb"[0-9A-Za-z+.-]+\Z")
_ZIP_TROUBLE = (struct.error, zlib.error, lzma.LZMAError, IndexError, KeyError, OverflowError)
_DIGITS, _SOME_DIGITS = re.compile(rb"[0-9]{%d}" % limits.DIGITS), re.compile(rb"[0-9]{10}")


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass
class Row:
    """`table` is the list it stood in ("" for an unnamed list, "whole" for the object around the lists).

    `trouble` is why the row cannot be used as it stands, as a phrase; `value` is then what could be read of it.
    """

    number: int
    table: str
    value: Any
    trouble: str | None = None


class Budget:
    """Bytes left for a source, over all its files and pages."""

    def __init__(self) -> None:
        self.left = limits.BYTES

    def spend(self, size: int, name: str) -> None:
        self.left -= size
        if self.left < 0:
            raise Refused(f"{name} unpacks to more than {limits.BYTES >> 20} MB. Ask for it in parts.")


class Guard:
    """A stream that counts what passes, and stops at a bomb, an endless text or an endless number."""

    def __init__(self, stream: Readable, name: str, budget: Budget, packed: int = 0) -> None:
        self.stream, self.name, self.budget, self.packed = stream, name, budget, packed
        self.ahead, self.passed, self.since_quote, self.tail = b"", 0, 0, b""
        self.open = b""  # a text whose end has not come yet
        self.refusal: Refused | None = None

    def peek(self) -> bytes:
        if not self.ahead:
            self.ahead = self._pull(limits.READ)
        return self.ahead

    def past_white_space(self) -> bytes:
        """What comes after white space alone. Raises Refused when nothing does, or only after very much of it."""
        while self.passed < limits.WHITE_SPACE:
            chunk = self._pull(limits.READ)
            if not chunk:
                raise Refused(f"{self.name} is empty.")
            if chunk.strip():
                return chunk
        raise Refused(
            f"{self.name} begins with more than {limits.WHITE_SPACE >> 20} MB of white space. Get it again."
        )

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, cut where no text or number is open: the parser would otherwise keep all it has read so far.

        A refusal is kept for `rows_in` and read as the end, for the parser is not made for a raise.
        """
        while size and not self.refusal:
            chunk, self.ahead = self.ahead, b""
            try:
                chunk = chunk or self._pull(limits.READ)
            except Refused as refusal:
                self.refusal = refusal
                return b""
            if chunk and self.open.startswith(b'"') and b'"' not in chunk:
                self.open += chunk
                continue
            found, self.open = self.open + chunk, b""
            masked = found.replace(b"\\\\", b"  ").replace(b'\\"', b"  ")
            if chunk and masked.count(b'"') % 2:
                at = masked.rfind(b'"')
                found, self.open = found[:at], found[at:]
            elif chunk and (cut := _WORD_AT_THE_END.search(found, max(0, len(found) - limits.DIGITS))):
                found, self.open = found[: cut.start()], found[cut.start() :]
            if found or not chunk:
                return found
        return b""

    def _pull(self, size: int) -> bytes:
        try:
            chunk = self.stream.read(size)
        except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, *_ZIP_TROUBLE):
            raise Refused(
                f"{self.name} cannot be unpacked: it is damaged or cut short. Get it again."
            ) from None
        self.budget.spend(len(chunk), self.name)
        self.passed += len(chunk)
        if self.packed and self.passed > max(limits.RATIO_FROM, limits.RATIO * self.packed):
            raise Refused(f"{self.name} unpacks to far more than it holds, as a trap would. It was not read.")
        at = chunk.replace(b'\\"', b"  ").rfind(b'"')  # an escaped one does not end a text
        self.since_quote = self.since_quote + len(chunk) if at < 0 else len(chunk) - at
        if self.since_quote > limits.STRETCH:
            raise Refused(f"{self.name} holds a text or number without end. It was not read.")
        known = self.tail + chunk
        # So long a run shows in what is left when most bytes are passed over.
        if _SOME_DIGITS.search(known[:: limits.DIGITS // 10]) and _DIGITS.search(known):
            raise Refused(f"{self.name} holds a number of {limits.DIGITS} digits or more. It was not read.")
        self.tail = chunk[-limits.DIGITS :]
        return chunk


@contextmanager
def unpacked(raw: BinaryIO, name: str, budget: Budget) -> Iterator[Iterator[Guard]]:
    """The JSON streams in a file that is plain, gzip or zip. `raw` must be seekable."""
    size = raw.seek(0, io.SEEK_END)
    raw.seek(0)
    start = raw.read(4)
    raw.seek(0)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        with _zip_errors(name):
            archive = zipfile.ZipFile(raw)
        with archive:
            yield _members(archive, name, budget, size)
    elif start.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=raw) as stream:
            yield iter([Guard(stream, name, budget, size)])
    else:
        yield iter([Guard(raw, name, budget)])


@contextmanager
def _zip_errors(name: str) -> Iterator[None]:
    """Whatever Python's reader of zip files trips over, in one sentence."""
    try:
        yield
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, *_ZIP_TROUBLE):
        raise Refused(f"{name} is not a zip file that can be read. Get it again.") from None


def _members(archive: zipfile.ZipFile, name: str, budget: Budget, size: int) -> Iterator[Guard]:
    inside = [info for info in archive.infolist() if info.filename and not info.is_dir()]
    if not inside:
        raise Refused(f"{name} is an empty zip file.")
    if len(inside) > limits.FILES:
        raise Refused(f"{name} holds more than {limits.FILES} files. Import them in parts.")
    for info in inside:
        if info.filename.lower().endswith((".json", ".ndjson", ".jsonl")):
            with _zip_errors(name):
                stream = archive.open(info)
            with stream:
                yield Guard(stream, f"{printable(info.filename, 80)} in {name}", budget, size)


def rows_in(source: Guard, *, lines: bool = False) -> Iterator[Row]:
    """The rows of one stream. Raises Refused when the stream as a whole is not sound JSON."""
    start = source.peek()
    if _is_wide(start[:4]):
        raise Refused(f"{source.name} is UTF-16 text. Save it as UTF-8.")
    if b"\x00" in start[:4]:
        raise Refused(
            f"{source.name} holds NUL characters near its start: it is not UTF-8 text. Get it again."
        )
    source.ahead = start = start.removeprefix(b"\xef\xbb\xbf")
    if not start.strip():
        source.ahead = start = source.past_white_space()
    begins = start.lstrip()[:1]
    if begins == b"<":
        raise Refused(f"{source.name} is a web page or XML, not JSON. Look for the feed's own address.")
    try:
        yield from _lines(source) if lines or _is_lines(start) else _values(source)
    except (BadJson, JSONError, ValueError, OverflowError) as problem:
        raise source.refusal or refuse_json(source.name, _in_words(problem)) from None
    if source.refusal:
        raise source.refusal


def _is_wide(start: bytes) -> bool:
    """UTF-16 by its mark, or by every other byte of its first two letters."""
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    wide = len(start) == 4 and [bool(byte) for byte in start] in ([True, False] * 2, [False, True] * 2)
    return marked or wide


def _in_words(problem: Exception) -> BadJson:
    if isinstance(problem, BadJson):
        return problem
    if isinstance(problem, UnicodeError) or "codec" in str(problem):
        return BadJson("is not UTF-8 text")
    return BadJson("ends too soon" if isinstance(problem, IncompleteJSONError) else "is not sound JSON")


def _is_lines(start: bytes) -> bool:
    """One object a line: the first line is a whole object and the next begins another."""
    first, _, rest = start.lstrip().partition(b"\n")
    if not first.startswith(b"{") or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(loads(first), dict)
    except BadJson:
        return False


def _lines(source: Guard) -> Iterator[Row]:
    kept, number = b"", 0
    while chunk := source.read():
        *whole, kept = (kept + chunk).split(b"\n")
        for line in whole:
            number += 1
            if line.strip():
                yield _line(line, number)
        if len(kept) > 2 * limits.STRETCH:
            raise BadJson("has a line without end")
    if kept.strip():
        yield _line(kept, number + 1)


def _line(line: bytes, number: int) -> Row:
    try:
        value = loads(line)
    except BadJson as problem:
        return Row(number, "", line[:2000].decode("utf-8", "replace"), str(problem))
    return Row(number, "", value, too_large(value))


def _values(source: Guard) -> Iterator[Row]:
    """The rows of a document: quickly where it is a list of sound objects, carefully where it is not."""
    number = 0
    for found in objects_of(source, _document, _careful):
        if isinstance(found, dict):
            number += 1
            yield Row(number, "", found)
        elif found.table:
            yield found
        else:
            number += 1
            yield replace(found, number=number)


def _careful(text: str) -> Row:
    """One object that is not plainly sound."""
    return next(_document(io.BytesIO(f"[{text}]".encode("utf-8", "surrogatepass"))))


def _document(source: Readable) -> Iterator[Row]:
    events = ijson.basic_parse(source, buf_size=limits.READ)
    event, _ = next(events)
    if event == "start_array":
        yield from _items(events, "", 0)
    elif event == "start_map":
        yield from _whole(events)
    else:
        raise BadJson("is a single value, not a list of services")
    for _ in events:  # read to the end, so that what follows is checked too
        pass


def _items(events: Iterator[tuple[str, Any]], table: str, number: int) -> Iterator[Row]:
    for event, value in events:
        if event == "end_array":
            return
        number += 1
        builder = Builder()
        while not builder.take(event, value):
            event, value = next(events)
        yield Row(number, table, builder.value, builder.trouble)


def _whole(events: Iterator[tuple[str, Any]]) -> Iterator[Row]:
    head, trouble, number, items = {}, None, 0, 0
    seen: set[str] = set()
    for event, key in events:
        if event == "end_map":
            break
        if key in seen:
            trouble = trouble or f"says “{printable(key)}” twice in one place"
        seen.add(key)
        event, value = next(events)
        if key in TABLES and event == "start_array":
            for row in _items(events, key, number):
                number = row.number
                yield row
            continue
        builder = Builder()
        while not builder.take(event, value):
            event, value = next(events)
        items += builder.count
        trouble = trouble or builder.trouble or trouble_in(key)
        if items <= limits.ITEMS:
            head[key] = builder.value
        else:
            trouble = trouble or f"holds more than {limits.ITEMS} values"
    yield Row(number + 1, "whole", head, trouble)
