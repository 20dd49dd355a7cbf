"""Identifiers: random, except inside `seeded`, where the same seed gives the same ones (the demonstration's history)."""

from __future__ import annotations

import contextlib
import contextvars
import random
import secrets
import time
import uuid
from collections.abc import Iterator, Sequence

_seed: contextvars.ContextVar[random.Random | None] = contextvars.ContextVar("seed_of_ids", default=None)


def new_id() -> uuid.UUID:
    """A UUID version 4."""
    seed = _seed.get()
    return uuid.UUID(int=seed.getrandbits(128), version=4) if seed else uuid.uuid4()


def ordered_ids(count: int) -> list[uuid.UUID]:
    """As `ordered_words`, as UUIDs."""
    return [uuid.UUID(word) for word in ordered_words(count)]


def ordered_words(count: int) -> list[str]:
    """That many new ones for rows that are written together: UUID version 7, so each is entered beside the last.

    Random ones would touch a page of every index a row. Inside `seeded` they are drawn as the others are. They are 32
    hexadecimal digits: where millions are written and none is asked for, objects would be the greater part of the work.
    """
    if _seed.get():
        return [new_id().hex for _ in range(count)]
    first = (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0x2 << 62
    first |= secrets.randbits(61)
    return [f"{number:032x}" for number in range(first, first + count)]


def new_ticket_id() -> str:
    """16 hexadecimal digits: a person's ticket, the same whenever they apply again."""
    seed = _seed.get()
    return f"{seed.getrandbits(64):016x}" if seed else secrets.token_hex(8)


def new_seed() -> str:
    """32 hexadecimal digits for a draw that nobody can foresee."""
    seed = _seed.get()
    return f"{seed.getrandbits(128):032x}" if seed else secrets.token_hex(16)


def one_of(words: Sequence[str]) -> str:
    """One of these words, as likely as any other: for six words that open a plan."""
    seed = _seed.get()
    return seed.choice(words) if seed else secrets.choice(words)


@contextlib.contextmanager
def seeded(rng: random.Random) -> Iterator[None]:
    """Inside, identifiers are drawn from `rng`."""
    token = _seed.set(rng)
    try:
        yield
    finally:
        _seed.reset(token)
