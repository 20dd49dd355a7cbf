"""Check a published draw without trusting whoever published it. Standard library alone.

    check_draw(published, ticket_id=None) -> DrawCheck

Published are: what was drawn (the seed), its lock (sha256 of the seed, on the public register since before the round),
the first drawn number of everybody in the round (`order.ticket`), lowest first, each with a random salt, and one root
over them, on the public register since the round was confirmed. A leaf is `ledger.leaf_hash` of number and salt, and
leaves rise. Of somebody who had their record erased only that leaf stays: without the salt, which is gone, nobody can
tell whose it was, though they hold that person's ticket.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpfulacts.engine.ledger import leaf_hash, root_of

from .order import commitment, ticket


class BadDraw(ValueError):
    """The text is no published draw. The message is one sentence for people."""


@dataclass(frozen=True)
class DrawCheck:
    """lock_fits: the lock was made from what was drawn. in_order: rising, none twice. root_fits: no number was changed,
    added or left out. number: the drawn number of the ticket asked for; turn: its place from 1 on, None where it is not
    in this round (or nobody asked). of: how many numbers are published; erased: leaves of people who are gone.
    """

    lock_fits: bool
    in_order: bool
    root_fits: bool
    of: int
    erased: int
    root: str
    number: str = ""
    turn: int | None = None

    @property
    def holds(self) -> bool:
        return self.lock_fits and self.in_order and self.root_fits


def leaf_of(number: str, salt: str) -> str:
    return leaf_hash(f"{number}|{salt}".encode()).hex()


def draw_root(numbers: Iterable[tuple[str, str]], leaves_of_erased: Iterable[str] = ()) -> str:
    """Merkle root (RFC 6962) over the leaves of all (number, salt) and of those erased, rising."""
    leaves = sorted([*(leaf_of(number, salt) for number, salt in numbers), *leaves_of_erased])
    return root_of(bytes.fromhex(leaf) for leaf in leaves).hex()


def check_draw(published: Mapping[str, Any], ticket_id: str | None = None) -> DrawCheck:
    """Whether a published draw holds together, and where one ticket came. Raises BadDraw for anything else."""
    seed, lock, root = (_text(published, name) for name in ("seed", "commitment", "root"))
    numbers = _hashes(published, "numbers")
    salts = published.get("salts")
    if (
        not isinstance(salts, list)
        or len(salts) != len(numbers)
        or not all(isinstance(one, str) for one in salts)
    ):
        raise BadDraw("This is no published draw: it must say one of “salts” for each of the “numbers”.")
    erased = _hashes(published, "leaves_of_erased")
    drawn = ticket(seed, ticket_id.strip()) if ticket_id else ""
    at = bisect_left(numbers, drawn) if drawn else len(numbers)
    return DrawCheck(
        lock_fits=commitment(seed) == lock,
        in_order=all(low < high for low, high in itertools.pairwise(numbers)),
        root_fits=draw_root(zip(numbers, salts, strict=True), erased) == root,
        of=len(numbers),
        erased=len(erased),
        root=root,
        number=drawn,
        turn=at + 1 if at < len(numbers) and numbers[at] == drawn else None,
    )


def _text(published: Mapping[str, Any], name: str) -> str:
    value = published.get(name) if isinstance(published, Mapping) else None
    if not isinstance(value, str) or not value:
        raise BadDraw(f"This is no published draw: “{name}” is missing. Save it from the page of the draw.")
    return value


def _hashes(published: Mapping[str, Any], name: str) -> Sequence[str]:
    values = published.get(name)
    if not isinstance(values, list) or not all(_is_hash(value) for value in values):
        raise BadDraw(f"This is no published draw: “{name}” must be a list of SHA-256 numbers.")
    return values


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")
