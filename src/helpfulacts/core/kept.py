"""What a process keeps of what it read for whoever asks after: bounded, and what was asked for least lately goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")


class Kept(Generic[_Name, _Value]):
    """Values by name, for all threads of this process.

    most: the size of all together, in any unit (bytes, words). each: the size of what stands around one. at_most: how many.
    One is kept, however large.
    """

    def __init__(self, most: int, *, each: int = 0, at_most: int | None = None) -> None:
        self.most, self.each, self.at_most = most, each, at_most
        self.size = 0
        self._values: OrderedDict[_Name, tuple[_Value, int]] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, name: _Name) -> _Value | None:
        with self._turn:
            if (found := self._values.get(name)) is None:
                return None
            self._values.move_to_end(name)
            return found[0]

    def keep(self, name: _Name, value: _Value, size: int) -> None:
        with self._turn:
            self._drop(name)
            self._values[name] = value, size + self.each
            self.size += size + self.each
            while len(self._values) > 1 and self._is_over():
                self._drop(next(iter(self._values)))

    def drop(self, names: Iterable[_Name]) -> None:
        with self._turn:
            for name in names:
                self._drop(name)

    def names(self) -> list[_Name]:
        """From the one asked for least lately to the last."""
        with self._turn:
            return list(self._values)

    def _is_over(self) -> bool:
        return self.size > self.most or (self.at_most is not None and len(self._values) > self.at_most)

    def _drop(self, name: _Name) -> None:
        if (found := self._values.pop(name, None)) is not None:
            self.size -= found[1]
