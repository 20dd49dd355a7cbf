"""Reads what an offer of one kind has to say, and collects what is missing or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Reading:
    """Collects one sentence a mistake. `partial` (a feed's record) forgives what is missing, not what is wrong."""

    def __init__(self, particulars: Mapping[str, Any], partial: bool) -> None:
        self.given, self.partial, self.mistakes = particulars, partial, list[str]()

    def _has(self, key: str, sentence: str) -> bool:
        if self.given.get(key) in (None, "", []):
            if not self.partial:
                self.mistakes.append(sentence)
            return False
        return True

    def text(self, key: str, sentence: str) -> None:
        if self._has(key, sentence) and not isinstance(self.given[key], str):
            self.mistakes.append(sentence)

    def whole(self, key: str, sentence: str, least: int = 1) -> None:
        if self._has(key, sentence):
            value = self.given[key]
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                self.mistakes.append(sentence)

    def one_of(self, key: str, choices: tuple[str, ...], sentence: str) -> None:
        if self._has(key, sentence) and self.given[key] not in choices:
            self.mistakes.append(sentence)
