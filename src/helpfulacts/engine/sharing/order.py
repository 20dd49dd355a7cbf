"""Who comes before whom: class by rule, then standing, then a ticket anyone can recompute.

Source: coordination rules of the place; hash commitment as in Blum, "Coin flipping by telephone", 1981.
The seed's commitment is published before intake closes and the seed after, so that nobody, the place
included, could choose a seed that favours somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import ArrayLike

from .instance import BadInstance, Ints


def ticket(seed: str, ticket_id: str) -> str:
    """The drawn number of one person: sha256 of `seed|ticket_id`, in hexadecimal. Lower comes first."""
    return sha256(f"{seed}|{ticket_id}".encode()).hexdigest()


def commitment(seed: str) -> str:
    """What is published before intake closes: sha256 of the seed. Use a seed of at least 128 random bits."""
    return sha256(seed.encode()).hexdigest()


def total_order(classes: ArrayLike, tickets: Sequence[str], standing: ArrayLike | None = None) -> Ints:
    """People (int64[P]) in order of (class, most standing, ticket).

    classes: int[P], 1 comes before 2. tickets: P different strings. standing: int[P], 0 when absent; more
    standing (earlier rounds without a place) comes first within a class.
    """
    first = np.asarray(classes, dtype=np.int64)
    second = np.zeros(first.size, np.int64) if standing is None else np.asarray(standing, dtype=np.int64)
    if first.ndim != 1 or second.shape != first.shape or len(tickets) != first.size:
        raise BadInstance(
            f"Classes ({first.size}), tickets ({len(tickets)}) and standing ({second.size}) must be one per person."
        )
    try:
        drawn = np.array(tickets, dtype=np.bytes_) if len(tickets) else np.zeros(0, "S1")
    except UnicodeEncodeError:
        raise BadInstance("A ticket holds a character outside ASCII.") from None
    order = np.lexsort((drawn, -second, first))
    in_order = drawn[np.argsort(drawn, kind="stable")]
    if (in_order[1:] == in_order[:-1]).any():
        raise BadInstance("Two people hold the same ticket.")
    return order.astype(np.int64)
