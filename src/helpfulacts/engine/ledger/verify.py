#!/usr/bin/env python3
"""Check a saved public register of Helpful Acts. Needs Python 3.11 and nothing else.

    python verify.py REGISTER [--head HEAD]

The register is a file of JSON lines: a header {"register": "helpfulacts/1", "place", "size", "root"}, then
every entry in order, each with its "sequence" (1, 2, 3 …), its "place" and its "leaf". Every line must be in
the one written form (sorted keys, no spaces, UTF-8, a line feed after each). The leaf of an entry is
SHA-256(0x00 || the entry without its leaf); the root is the Merkle tree hash of RFC 6962 over the leaves. So
one changed, added, removed or moved character anywhere is found.

HEAD is a file {"place", "size", "root"} kept from an earlier day, by you or by a neighbour. With it the check
also says that nothing up to that day was changed since: the first `size` entries must still give that very
root. Without it the check cannot notice a register that was written anew from end to end.

On purpose this file shares no code with the program that writes the register. Exit code 0 sound, 2 broken.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMAT = "helpfulacts/1"
HASH = re.compile(r"[0-9a-f]{64}")


class RegisterBroken(Exception):
    """The register is not what it should be; the message is one sentence that says where."""


@dataclass(frozen=True)
class Head:
    """What to keep in order to check a register again later."""

    place: str
    size: int
    root: str

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def verify_register(lines: Iterable[str]) -> Head:
    """Check the lines of a register, header first; return its head or raise RegisterBroken."""
    return _walk(lines, mark=0)[0]


def check_head(lines: Iterable[str], earlier: Head) -> Head:
    """Check a register and that it begins with the whole register that had the `earlier` head."""
    head, then = _walk(lines, mark=earlier.size)
    if head.place != earlier.place:
        raise RegisterBroken(
            f"The register is of the place “{head.place}”, but the earlier head is of “{earlier.place}”."
        )
    if head.size < earlier.size:
        raise RegisterBroken(
            f"Entry {head.size + 1} is missing: the register has {_entries(head.size)}, but it had "
            f"{earlier.size} when the earlier head was saved."
        )
    if then != earlier.root:
        raise RegisterBroken(
            f"Something among entries 1 to {earlier.size} was changed since the earlier head was saved: they "
            "no longer give its root."
        )
    return head


def verify_file(path: str | Path, head_path: str | Path | None = None) -> Head:
    """Check a register file byte for byte, against an earlier head file where one is given."""
    try:
        if head_path is None:
            return verify_register(_lines_of(path))
        return check_head(_lines_of(path), read_head(Path(head_path).read_bytes()))
    except OSError as error:
        raise RegisterBroken(
            f"{error.filename} cannot be read: {error.strerror}. Check the name of the file."
        ) from error


def read_head(data: str | bytes) -> Head:
    """A head from the JSON that was saved."""
    try:
        return _head_of(json.loads(data), ("place", "size", "root"))
    except (ValueError, RecursionError):
        raise RegisterBroken(
            'The earlier head is not a JSON object with exactly "place", "size" and "root".'
        ) from None


def _walk(lines: Iterable[str], mark: int) -> tuple[Head, str]:
    """Check everything a register says of itself; also return the root over its first `mark` entries."""
    numbered = iter(lines)
    head = _header(next(numbered, ""))
    subtrees: list[bytes] = []  # the complete subtrees of the log so far, largest first
    marked = _root(subtrees)
    size = 0
    for line in numbered:
        size += 1
        if size > head.size:
            raise RegisterBroken(f"Entry {size} was added: the header counts only {_entries(head.size)}.")
        rising, below = _leaf(line, size, head.place), size - 1
        while below & 1:
            rising = _hash(1, subtrees.pop() + rising)
            below >>= 1
        subtrees.append(rising)
        if size == mark:
            marked = _root(subtrees)
    if size < head.size:
        raise RegisterBroken(
            f"Entry {size + 1} is missing: the header counts {_entries(head.size)} and the register ends after "
            f"{size}."
        )
    if _root(subtrees) != head.root:
        raise RegisterBroken(
            f"The root in the header is not the root of entries 1 to {size}: the header was changed, or an "
            "entry was changed together with its leaf."
        )
    return head, marked


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _header(line: str) -> Head:
    text = line.removesuffix("\n")
    try:
        header = json.loads(text)
        if header.get("register") != FORMAT or _canonical(header) != text:
            raise ValueError
        return _head_of(header, ("register", "place", "size", "root"))
    except (ValueError, AttributeError, RecursionError):
        raise RegisterBroken(
            f'This is no saved register, or it was changed: its first line is not the header of a "{FORMAT}" register in its '
            "one written form. Save one with helpfulacts verify --save FILE."
        ) from None


def _head_of(given: Any, keys: tuple[str, ...]) -> Head:
    if not isinstance(given, dict) or set(given) != set(keys):
        raise ValueError
    place, size, root = given["place"], given["size"], given["root"]
    if not (isinstance(place, str) and place and type(size) is int and size >= 0):
        raise ValueError
    if not (isinstance(root, str) and HASH.fullmatch(root)):
        raise ValueError
    return Head(place, size, root)


def _leaf(line: str, number: int, place: str) -> bytes:
    """The leaf hash of one entry line, after checking all that can be checked of the line alone."""
    text = line.removesuffix("\n")
    try:
        entry = json.loads(text)
        if not isinstance(entry, dict):
            raise ValueError
        written = _canonical(entry)
    except (ValueError, RecursionError):
        raise RegisterBroken(f"Entry {number} is damaged: its line is not an entry in JSON.") from None
    if written != text:
        raise RegisterBroken(
            f"Entry {number} was changed: its line is not in the one written form (sorted keys, no spaces)."
        )
    found = entry.get("sequence")
    if type(found) is not int or found != number:
        raise RegisterBroken(
            f"Entry {number} is missing or out of order: where it should be stands entry {_short(found)}."
        )
    if entry.get("place") != place:
        raise RegisterBroken(
            f"Entry {number} and the header disagree on the place: the header says “{place}”, the entry "
            f"{_short(entry.get('place'))}."
        )
    leaf = entry.pop("leaf", None)
    computed = _hash(0, _canonical(entry).encode())
    if leaf != computed.hex():
        raise RegisterBroken(f"Entry {number} was changed: its content does not give its leaf.")
    return computed


def _lines_of(path: str | Path) -> Iterator[str]:
    """The lines of a file, split at line feeds only, so that no byte of the file escapes the check."""
    with open(path, "rb") as file:
        for position, raw in enumerate(file):
            name = f"Entry {position}" if position else "The header"
            if not raw.endswith(b"\n"):
                raise RegisterBroken(f"{name} is cut short: its line does not end.")
            try:
                yield raw.decode("utf-8")
            except UnicodeDecodeError:
                raise RegisterBroken(f"{name} is damaged: its line is not text in UTF-8.") from None


def _canonical(value: dict[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    text.encode("utf-8")
    return text


def _hash(prefix: int, data: bytes) -> bytes:
    return sha256(bytes([prefix]) + data).digest()


def _root(subtrees: list[bytes]) -> str:
    if not subtrees:
        return sha256().hexdigest()
    joined = subtrees[-1]
    for larger in reversed(subtrees[:-1]):
        joined = _hash(1, larger + joined)
    return joined.hex()


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 40 else text[:37] + "…"


def main(arguments: list[str]) -> int:
    import argparse

    parser = argparse.ArgumentParser(description="Check a saved public register of Helpful Acts.")
    parser.add_argument("register", metavar="FILE", help="the register file")
    parser.add_argument("--head", metavar="FILE", help="a head saved earlier")
    options = parser.parse_args(arguments)
    try:
        head = verify_file(options.register, options.head)
    except RegisterBroken as broken:
        print(broken, file=sys.stderr)
        return 2
    print(f"Sound: {_entries(head.size)} of the place “{head.place}”, root {head.root}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
