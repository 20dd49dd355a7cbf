"""One table of a rule document in TOML or JSON, read value by value, with a sentence for each mistake in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from typing import Any
from unicodedata import category

from helpfulacts.core.errors import Refused

from .decided import LONGEST_NAME
from .rule_document import LEVELS, Origin

ORIGIN = frozenset(field.name for field in fields(Origin))
NOT_KNOWN = "is not a rule that this product knows; take it out or spell it right"
LONGEST_KEY = 60


class Table:
    """One table of a document, with a sentence for each mistake in it."""

    def __init__(self, raw: Any, name: str) -> None:
        if not isinstance(raw, Mapping):
            raise Refused(f"{name} must be a table of named values.")
        self.raw = raw
        self.name = name

    def wrong(self, key: str, what: str) -> Refused:
        shown = "".join(letter if letter.isprintable() else "?" for letter in key[:LONGEST_KEY])
        return Refused(f"{self.name}: “{shown}” {what}.", field=key)

    def says(self, key: str) -> bool:
        """Whether anything is said here: JSON may say nothing as null or as an empty text."""
        return self.raw.get(key) not in (None, "")

    def text(self, key: str, most: int) -> str:
        if not self.says(key):
            raise self.wrong(key, "is missing: write it in plain words")
        value = self.raw[key]
        if not isinstance(value, str):
            raise self.wrong(key, "must be words, between quotation marks")
        if not value.strip():
            raise self.wrong(key, "is missing: write it in plain words")
        if len(value) > most:
            raise self.wrong(key, f"is longer than {most} characters")
        if any(category(letter) in ("Cc", "Cs") and letter not in "\n\r\t" for letter in value):
            raise self.wrong(key, "holds a character that nobody can read: take it out")
        return value.strip()

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self.raw.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(key, f"must be a whole number from {low} to {high}")
        return value

    def flag(self, key: str) -> bool:
        value = self.raw.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def choice(self, key: str, known: Any) -> str:
        value = self.raw.get(key)
        if not isinstance(value, str) or value not in known:
            raise self.wrong(key, f"must be one of: {', '.join(known)}")
        return value

    def choices(self, key: str, known: Any) -> tuple[str, ...]:
        values = self.raw.get(key, [])
        if not isinstance(values, (list, tuple)) or not all(
            isinstance(value, str) and value in known for value in values
        ):
            raise self.wrong(key, f"must be a list of: {', '.join(known)}")
        return tuple(values)

    def day(self, key: str) -> dt.date:
        if not self.says(key):
            raise self.wrong(key, "is missing: write a day such as 2027-09-01")
        value = self.raw[key]
        if isinstance(value, str):
            with suppress(ValueError):
                value = dt.date.fromisoformat(value)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.wrong(key, "must be a day such as 2027-09-01")
        return value

    def table(self, key: str) -> Table:
        if key not in self.raw:
            raise self.wrong(key, "is missing")
        return Table(self.raw[key], f"The rule “{key}”")

    def tables(self, key: str) -> list[Table]:
        rows = self.raw.get(key, [])
        if not isinstance(rows, (list, tuple)):
            raise self.wrong(key, "must be a list")
        return [Table(row, f"Number {n} of “{key}”") for n, row in enumerate(rows, 1)]

    def said_of_origin(self) -> Mapping[str, Any]:
        """What stands under `origin` here: of one rule, or of the whole document for each rule that says nothing else."""
        said = self.raw.get("origin", {})
        if not isinstance(said, Mapping):
            raise self.wrong("origin", "must be a table of named values")
        for key in said:
            if key not in ORIGIN:
                raise self.wrong(f"origin.{key}", NOT_KNOWN)
        return said

    def origin(self, common: Mapping[str, Any]) -> Origin:
        """Of this rule, else what the whole document says under `origin` (`said_of_origin`)."""
        own = Table({**common, **self.raw, **self.said_of_origin()}, self.name)
        return Origin(
            sentence=own.text("sentence", 400),
            level=own.choice("level", LEVELS),
            deciding_body=own.text("deciding_body", LONGEST_NAME),
            decision_ref=own.text("decision_ref", LONGEST_NAME),
            review_on=own.day("review_on"),
            may_vary=own.flag("may_vary"),
            from_day=own.day("from_day") if own.says("from_day") else None,
            until_day=own.day("until_day") if own.says("until_day") else None,
            departs_from=own.text("departs_from", 120) if own.says("departs_from") else "",
            why=own.text("why", 400) if own.says("why") else "",
        )

    def nothing_else(self, *known: str) -> None:
        allowed = {*known, "origin", *ORIGIN}
        for key in self.raw:
            if key not in allowed:
                raise self.wrong(str(key), NOT_KNOWN)
