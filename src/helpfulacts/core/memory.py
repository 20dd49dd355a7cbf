"""How often Python looks for objects that hold each other in circles: seldom, while very many are made and dropped."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (10_000, 10, 10)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look after every 10,000 new objects instead of every 700: otherwise it is a sixth of the work of an import."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
