#!/usr/bin/env python3
"""Check the saved public board of a vote. Needs Python 3.11 and nothing else.

    python board.py BOARD.json [--head HEAD]

The board is a file of JSON lines: a header {"board": "helpfulacts-board/1", "place", "deliberation", "stage", "rule",
"parameters", "budget", "options", "size", "root"}, then every entry in order, each with its "sequence" (1, 2, 3 …), its "kind" and
its "leaf". Every line is in the one written form (sorted keys, no spaces, UTF-8, a line feed after each). The leaf of an entry is
SHA-256(0x00 || the entry without its leaf); the root is the Merkle tree hash of RFC 6962 over the leaves. The kinds:

    ballot      what is voted on and how it is counted; the last one says what the header says
    commitment  stands for one vote handed in: SHA-256("salt|tracker|vote")
    replaced    that commitment does not count: whoever handed it in did so again later
    counted     a vote that counts, opened: its tracker, its salt and the vote; where sides vote apart, also the side, one of those
                that the "ballot" has in its "parameters" as "sides", if it has any

Titles are written by people and can be forgotten: a "ballot" holds SHA-256("salt|title"), the header the title and its salt, or ""
twice where the title is gone. HEAD is a file {"place", "size", "root"} kept from an earlier day, or taken from the public register.

On purpose this file shares no code with the program that writes the board. Exit code 0 sound, 2 broken.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

FORMAT = "helpfulacts-board/1"
TERMS = {"place", "deliberation", "stage", "rule", "parameters", "budget", "options"}
HASH = re.compile(r"[0-9a-f]{64}")
RANDOM = re.compile(r"[0-9a-f]{32}")
NUMBER = re.compile(r"[1-9][0-9]{0,9}")


class BoardBroken(Exception):
    """One sentence that says where the board is not what it should be."""


@dataclass
class Board:
    """What a sound board says. commitments: hash → what became of it. counted: the opened votes, in the order of the board."""

    header: dict[str, Any]
    commitments: dict[str, str] = field(default_factory=dict)
    counted: list[dict[str, Any]] = field(default_factory=list)
    ballot: dict[str, Any] | None = None
    turn: int = 0

    @property
    def figures(self) -> dict[str, int]:
        """How many votes were handed in, opened, replaced by a later one, and never opened."""
        became = list(self.commitments.values())
        names = {"opened": "counted", "replaced": "replaced", "never_opened": ""}
        return {"committed": len(became)} | {name: became.count(what) for name, what in names.items()}


def verify_board(lines: Iterable[str], earlier: tuple[int, str] | None = None) -> Board:
    """Check the lines of a board, header first. earlier: (size, root) that it must begin with. Raises BoardBroken."""
    numbered = iter(lines)
    board = Board(_header(next(numbered, "")))
    size, root = board.header["size"], board.header["root"]
    leaves: list[bytes] = []
    for line in numbered:
        number = len(leaves) + 1
        if number > size:
            raise BoardBroken(f"Entry {number} was added: the header counts only {size}.")
        entry, leaf = _entry(line, number)
        _take(board, entry, number)
        leaves.append(leaf)
    if len(leaves) < size:
        raise BoardBroken(f"Entry {len(leaves) + 1} is missing: the header counts {size}.")
    if _root(leaves) != root:
        raise BoardBroken(
            f"The root in the header is not the root of entries 1 to {size}: the header was changed, or an entry was changed "
            "together with its leaf."
        )
    _same_terms(board)
    if earlier is not None:
        if earlier[0] > size:
            raise BoardBroken(f"Entry {size + 1} is missing: the board had {earlier[0]} entries before.")
        if _root(leaves[: earlier[0]]) != earlier[1]:
            raise BoardBroken(
                f"Something among entries 1 to {earlier[0]} was changed since the earlier head."
            )
    return board


def verify_board_file(path: str | Path, head_path: str | Path | None = None) -> Board:
    """Check a saved board byte for byte, against an earlier head file where one is given."""
    try:
        earlier = None if head_path is None else _earlier(Path(head_path).read_bytes())
        mark = (earlier["size"], earlier["root"]) if earlier else None
        board = verify_board(_lines_of(path), mark)
    except OSError as error:
        raise BoardBroken(
            f"{error.filename} cannot be read: {error.strerror}. Check the name of the file."
        ) from error
    if earlier and earlier["place"] != board.header["place"]:
        raise BoardBroken("The earlier head is of another place.")
    return board


def _take(board: Board, entry: dict[str, Any], number: int) -> None:
    """What one entry says, held against all before it."""
    kind = entry["kind"]
    turn = KINDS[kind][0]
    if turn < board.turn:
        raise BoardBroken(f"Entry {number} comes too late: no “{kind}” stands after what stands before it.")
    board.turn = turn
    if kind == "ballot":
        board.ballot = entry
    elif kind == "commitment":
        if entry["commitment"] in board.commitments:
            raise BoardBroken(
                f"Entry {number} stands on the board already: the same vote was handed in twice."
            )
        board.commitments[entry["commitment"]] = ""
    else:
        said = json.dumps(entry.get("vote"), sort_keys=True, separators=(",", ":"))
        found = (
            entry.get("commitment")
            or sha256(f"{entry['salt']}|{entry['tracker']}|{said}".encode()).hexdigest()
        )
        if found not in board.commitments:
            raise BoardBroken(f"Entry {number} is of no vote that was handed in: it matches no commitment.")
        if board.commitments[found]:
            raise BoardBroken(f"Entry {number} is of a vote that is {board.commitments[found]} already.")
        board.commitments[found] = kind
        if kind == "counted":
            sides = board.ballot["parameters"].get("sides") if board.ballot else None
            if sides is not None and entry.get("side", "") not in ["", *sides]:
                raise BoardBroken(f"Entry {number} is a vote for a side that there is not.")
            board.counted.append(entry)


def _same_terms(board: Board) -> None:
    """The header says what the last “ballot” says, its titles as they were committed to."""
    said, shown = board.ballot, board.header
    if said is None:
        if shown["size"]:
            raise BoardBroken("No entry says what is voted on.")
        return
    if (
        any(_canonical({"": shown[name]}) != _canonical({"": said[name]}) for name in TERMS - {"options"})
        or len(shown["options"]) != len(said["options"])
        or not all(map(_is_same, shown["options"], said["options"]))
    ):
        raise BoardBroken(
            f"The header does not say what entry {said['sequence']} says of the vote: it was changed."
        )


def _is_same(shown: dict[str, Any], said: dict[str, Any]) -> bool:
    """An option of the header and of an entry: number, cost, and a title that is gone or gives its hash."""
    is_gone = not shown["title"] and not shown["salt"]
    title = sha256(f"{shown['salt']}|{shown['title']}".encode()).hexdigest()
    return all(shown[name] == said[name] for name in ("number", "cost")) and (
        is_gone or title == said["title"]
    )


def _header(line: str) -> dict[str, Any]:
    text = line.removesuffix("\n")
    try:
        header = json.loads(text)
        good = (
            set(header) == TERMS | {"board", "size", "root"}
            and header["board"] == FORMAT
            and _canonical(header) == text
            and type(header["size"]) is int
            and header["size"] >= 0
            and HASH.fullmatch(header["root"])
            and _are_options(header["options"], {"number", "cost", "title", "salt"})
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        good = False
    if not good:
        raise BoardBroken(f'The first line is not the header of a "{FORMAT}" board in its one written form.')
    return header  # type: ignore[no-any-return]


def _entry(line: str, number: int) -> tuple[dict[str, Any], bytes]:
    """(One entry without its leaf, its leaf), after checking all that can be checked of the line alone."""
    text = line.removesuffix("\n")
    try:
        entry = json.loads(text)
        if not isinstance(entry, dict):
            raise ValueError
        as_written = _canonical(entry)
    except (ValueError, RecursionError):
        raise BoardBroken(f"Entry {number} is damaged: its line is not an entry in JSON.") from None
    if as_written != text:
        raise BoardBroken(f"Entry {number} was changed: its line is not in the one written form.")
    if type(entry.get("sequence")) is not int or entry["sequence"] != number:
        raise BoardBroken(f"Entry {number} is missing or out of order.")
    leaf, computed = entry.pop("leaf", None), _hash(0, _canonical(entry).encode())
    if leaf != computed.hex():
        raise BoardBroken(f"Entry {number} was changed: its content does not give its leaf.")
    kind = str(entry.get("kind"))
    _, keys, is_good = KINDS.get(kind, (0, set[str](), bool))
    free = {"kind", "sequence", *(["side"] if kind == "counted" else [])}
    if not keys or not keys <= set(entry) <= keys | free or not is_good(entry):
        raise BoardBroken(f"Entry {number} is no entry of a board.")
    return entry, computed


def _is_counted(entry: dict[str, Any]) -> bool:
    vote = entry["vote"]
    return (
        all(isinstance(entry[name], str) and RANDOM.fullmatch(entry[name]) for name in ("tracker", "salt"))
        and isinstance(entry.get("side", ""), str)
        and isinstance(vote, dict)
        and all(NUMBER.fullmatch(number) and type(value) is int for number, value in vote.items())
    )


def _is_commitment(entry: dict[str, Any]) -> bool:
    found = entry["commitment"]
    return isinstance(found, str) and bool(HASH.fullmatch(found))


def _are_terms(entry: dict[str, Any]) -> bool:
    how = entry["parameters"]
    return (
        isinstance(how, dict)
        and isinstance(how.get("sides", []), list)
        and all(isinstance(side, str) for side in how.get("sides", []))
        and _are_options(entry["options"], {"number", "cost", "title"})
    )


def _are_options(given: Any, keys: set[str]) -> bool:
    return isinstance(given, list) and all(
        isinstance(one, dict)
        and set(one) == keys
        and type(one["number"]) is int
        and (one["cost"] is None or (type(one["cost"]) is int and one["cost"] >= 0))
        and all(isinstance(one[name], str) for name in keys - {"number", "cost"})
        for one in given
    )


KINDS: dict[str, tuple[int, set[str], Callable[[dict[str, Any]], bool]]] = {
    "ballot": (0, TERMS, _are_terms),
    "commitment": (0, {"commitment"}, _is_commitment),
    "replaced": (1, {"commitment"}, _is_commitment),
    "counted": (2, {"tracker", "salt", "vote"}, _is_counted),
}
"""Kind of entry → its turn on the board, what it says, and whether it says that as it should."""


def _earlier(data: bytes) -> dict[str, Any]:
    try:
        head = json.loads(data)
        if set(head) == {"place", "size", "root"} and type(head["size"]) is int and head["size"] >= 0:
            return head  # type: ignore[no-any-return]
    except (ValueError, TypeError, RecursionError):
        pass
    raise BoardBroken('The earlier head is not a JSON object with exactly "place", "size" and "root".')


def _lines_of(path: str | Path) -> Iterator[str]:
    """The lines of a file, split at line feeds only, so that no byte of the file escapes the check."""
    with open(path, "rb") as file:
        for position, raw in enumerate(file):
            name = f"Entry {position}" if position else "The header"
            if not raw.endswith(b"\n"):
                raise BoardBroken(f"{name} is cut short: its line does not end.")
            try:
                yield raw.decode("utf-8")
            except UnicodeDecodeError:
                raise BoardBroken(f"{name} is damaged: its line is not text in UTF-8.") from None


def _canonical(value: dict[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    text.encode("utf-8")
    return text


def _hash(prefix: int, data: bytes) -> bytes:
    return sha256(bytes([prefix]) + data).digest()


def _root(leaves: list[bytes]) -> str:
    """Level by level: whoever is alone at the right edge of one rises to the next."""
    if not leaves:
        return sha256().hexdigest()
    level = leaves
    while len(level) > 1:
        pairs = [_hash(1, level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0].hex()


def main(arguments: list[str]) -> int:
    import argparse

    parser = argparse.ArgumentParser(description="Check the saved public board of a vote of Helpful Acts.")
    parser.add_argument("board", metavar="FILE", help="the board")
    parser.add_argument("--head", metavar="FILE", help="a head saved earlier")
    options = parser.parse_args(arguments)
    try:
        board = verify_board_file(options.board, options.head)
    except BoardBroken as broken:
        print(broken, file=sys.stderr)
        return 2
    said = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in board.figures.items())
    print(f"Sound: {board.header['size']} entries, root {board.header['root']}. Votes: {said}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
