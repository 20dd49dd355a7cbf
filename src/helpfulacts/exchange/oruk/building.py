"""One row put together from a stream of JSON events, within limits, keeping the first thing that is wrong with it."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from ..strict_json import BadJson, printable, trouble_in
from . import limits


def too_large(value: Any) -> str | None:
    stack, count = [value], 0
    while stack:
        item = stack.pop()
        count += 1
        if count > limits.ITEMS:
            return f"holds more than {limits.ITEMS} values"
        if isinstance(item, str) and len(item) > limits.TEXT:
            return f"holds a text longer than {limits.TEXT} characters"
        if isinstance(item, dict | list):
            stack.extend(item.values() if isinstance(item, dict) else item)
    return None


class Builder:
    """Puts one value together from events, and keeps the first thing that is wrong with it."""

    def __init__(self) -> None:
        self.trouble: str | None = None
        self.stack: list[tuple[Any, str | None]] = []
        self.key: str | None = None
        self.value: Any = None
        self.count = 0
        self.full = False

    def take(self, event: str, value: Any) -> bool:
        """True when the value is whole."""
        if event == "map_key":
            self._check(value)
            self.key = value
            if not self.full and value in self.stack[-1][0]:
                self._wrong(f"says “{printable(value)}” twice in one place")
        elif event in ("start_map", "start_array"):
            if len(self.stack) >= limits.DEPTH:
                raise BadJson(f"is nested more than {limits.DEPTH} deep")
            made: Any = {} if event == "start_map" else []
            self._put(made)
            self.stack.append((made, self.key))
        elif event in ("end_map", "end_array"):
            self.stack.pop()
        else:
            self._put(self._scalar(value))
        return not self.stack

    def _wrong(self, trouble: str) -> None:
        self.trouble = self.trouble or trouble

    def _check(self, text: str) -> None:
        if trouble := trouble_in(text):
            self._wrong(trouble)
        if len(text) > limits.TEXT:
            self._wrong(f"holds a text longer than {limits.TEXT} characters")

    def _scalar(self, value: Any) -> Any:
        if isinstance(value, str):
            self._check(value)
            return value[: limits.TEXT + 1]  # one too many, so that it is not taken for whole later
        if isinstance(value, Decimal):
            value = float(value) if len(value.as_tuple().digits) < 60 else math.inf
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and not abs(value) <= limits.LARGEST_WHOLE:
            self._wrong("holds a number that is too large to keep")
            return None
        return value

    def _put(self, value: Any) -> None:
        self.count += 1
        if self.count > limits.ITEMS:
            self._wrong(f"holds more than {limits.ITEMS} values")
            self.full = True
        if not self.stack:
            self.value = value
        elif not self.full:
            holder = self.stack[-1][0]
            if isinstance(holder, list):
                holder.append(value)
            else:
                holder[self.key] = value
