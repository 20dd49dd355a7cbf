"""Read the rules of sharing from TOML or JSON, with one clear sentence for the first mistake.

parse(tomllib.loads(text)) -> RuleDocument        or a dict from JSON, such as RuleSet.document
shipped("default") -> RuleDocument                the documents that come with the product; shipped_names()
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import FACET_CODES, FACTS

from .rule_document import (
    LEVELS,
    Floor,
    Origin,
    PriorityClass,
    Rounds,
    RuleDocument,
    Standing,
    Travel,
)

SHIPPED = Path(__file__).with_name("rule_sets")


def shipped(name: str = "default") -> RuleDocument:
    """One of the documents that come with the product: default, two-bands, one-class."""
    path = SHIPPED / f"{name}.toml"
    if not path.is_file():
        raise Refused(f"There are no shipped rules called “{name}”. There are: {', '.join(shipped_names())}.")
    return parse(tomllib.loads(path.read_text(encoding="utf-8")))


def shipped_names() -> list[str]:
    """The default first."""
    names = sorted(path.stem for path in SHIPPED.glob("*.toml"))
    return sorted(names, key=lambda name: name != "default")


def parse(raw: Mapping[str, Any]) -> RuleDocument:
    """Read and check a document from TOML or JSON. Raises Refused with one clear sentence for the first mistake."""
    body = _Table(raw, "The rules")
    common = raw.get("origin", {})
    document = RuleDocument(
        title=body.text("title", 120),
        sentence=body.text("sentence", 400),
        floors=tuple(_floor(table, common) for table in body.tables("floors")),
        classes=tuple(_class(table, common) for table in body.tables("classes")),
        travel=_travel(body.table("travel"), common),
        standing=_standing(body.table("standing"), common),
        rounds=_rounds(body.table("rounds"), common),
    )
    body.nothing_else("origin", "title", "sentence", "floors", "classes", "travel", "standing", "rounds")
    _check_whole(document)
    return document


def _check_whole(document: RuleDocument) -> None:
    if not document.classes:
        raise Refused("The rules need at least one group that holds everyone.", field="classes")
    *earlier, last = document.classes
    if not last.everyone:
        raise Refused(
            f"The last group, “{last.name}”, must hold everyone, so that nobody is left out.", field="classes"
        )
    for group in earlier:
        if group.everyone:
            raise Refused(
                f"The group “{group.name}” holds everyone, so nobody could be in a later one.",
                field="classes",
            )
        if not group.any_of and not group.deciles_at_most:
            raise Refused(f"The group “{group.name}” names no fact and no decile.", field="classes")
    facts = [floor.fact for floor in document.floors]
    if len(set(facts)) != len(facts):
        raise Refused("A fact has two floors; join them into one.", field="floors")


def _floor(table: _Table, common: Mapping[str, Any]) -> Floor:
    floor = Floor(
        fact=table.choice("fact", FACTS),
        facet=table.choice("facet", FACET_CODES),
        min_grade=table.number("min_grade", 1, 3),
        days=table.number("days", 0, 60),
        responsible_body=table.text("responsible_body", 120),
        origin=table.origin(common),
        claim=table.text("claim", 240) if "claim" in table.raw else "",
        appeal=table.text("appeal", 240) if "appeal" in table.raw else "",
    )
    if bool(floor.claim) != bool(floor.appeal):
        raise Refused(
            f"{table.name}: say both how to claim this right and how to appeal, or neither.", field="floors"
        )
    table.nothing_else("fact", "facet", "min_grade", "days", "responsible_body", "claim", "appeal")
    return floor


def _class(table: _Table, common: Mapping[str, Any]) -> PriorityClass:
    group = PriorityClass(
        name=table.text("name", 120),
        any_of=table.choices("any_of", FACTS),
        deciles_at_most=table.number("deciles_at_most", 0, 9, default=0),
        everyone=table.flag("everyone"),
        origin=table.origin(common),
    )
    table.nothing_else("name", "any_of", "deciles_at_most", "everyone")
    return group


def _travel(table: _Table, common: Mapping[str, Any]) -> Travel:
    travel = Travel(table.number("micro_gain_per_km", 0, 9_000_000), table.origin(common))
    table.nothing_else("micro_gain_per_km")
    return travel


def _standing(table: _Table, common: Mapping[str, Any]) -> Standing:
    standing = Standing(table.number("after_missed", 1, 99), table.origin(common))
    table.nothing_else("after_missed")
    return standing


def _rounds(table: _Table, common: Mapping[str, Any]) -> Rounds:
    rounds = Rounds(
        open_serves_from=table.number("open_serves_from", 1, 3),
        holding_days=table.number("holding_days", 1, 60),
        confirm_hours=table.number("confirm_hours", 1, 24 * 30),
        every_days=table.number("every_days", 1, 366),
        sample=table.number("sample", 1, 1000),
        cut_offs=table.number("cut_offs", 1, 1000),
        keep_claims_days=table.number("keep_claims_days", 1, 3660),
        origin=table.origin(common),
    )
    known = ("open_serves_from", "holding_days", "confirm_hours", "every_days", "sample", "cut_offs")
    table.nothing_else(*known, "keep_claims_days")
    return rounds


class _Table:
    """One table of a document, with a sentence for each mistake in it."""

    def __init__(self, raw: Any, name: str) -> None:
        if not isinstance(raw, Mapping):
            raise Refused(f"{name} must be a table of named values.")
        self.raw = raw
        self.name = name

    def _wrong(self, key: str, what: str) -> Refused:
        return Refused(f"{self.name}: “{key}” {what}.", field=key)

    def text(self, key: str, most: int, default: str | None = None) -> str:
        value = self.raw.get(key, default)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, "is missing: write it in plain words")
        if len(value) > most:
            raise self._wrong(key, f"is longer than {most} characters")
        return value.strip()

    def number(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self.raw.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self._wrong(key, f"must be a whole number from {low} to {high}")
        return value

    def flag(self, key: str) -> bool:
        value = self.raw.get(key, False)
        if not isinstance(value, bool):
            raise self._wrong(key, "must be true or false")
        return value

    def choice(self, key: str, known: Any) -> str:
        value = self.raw.get(key)
        if value not in known:
            raise self._wrong(key, f"must be one of: {', '.join(known)}")
        return str(value)

    def choices(self, key: str, known: Any) -> tuple[str, ...]:
        values = self.raw.get(key, [])
        if not isinstance(values, (list, tuple)) or any(value not in known for value in values):
            raise self._wrong(key, f"must be a list of: {', '.join(known)}")
        return tuple(values)

    def day(self, key: str, default: Any) -> dt.date:
        value = self.raw.get(key, default)
        if isinstance(value, str):
            try:
                value = dt.date.fromisoformat(value)
            except ValueError:
                raise self._wrong(key, "must be a day such as 2027-09-01") from None
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self._wrong(key, "is missing: say on which day this is looked at again")
        return value

    def table(self, key: str) -> _Table:
        if key not in self.raw:
            raise self._wrong(key, "is missing")
        return _Table(self.raw[key], f"The rule “{key}”")

    def tables(self, key: str) -> list[_Table]:
        rows = self.raw.get(key, [])
        if not isinstance(rows, (list, tuple)):
            raise self._wrong(key, "must be a list")
        return [_Table(row, f"Number {n} of “{key}”") for n, row in enumerate(rows, 1)]

    def origin(self, common: Mapping[str, Any]) -> Origin:
        """Of this rule, else what the whole document says under `origin`."""
        own = _Table({**common, **self.raw, **dict(self.raw.get("origin", {}))}, self.name)
        level = own.text("level", 40)
        if level not in LEVELS:
            raise self._wrong("level", f"must be one of: {', '.join(LEVELS)}")
        return Origin(
            sentence=own.text("sentence", 400),
            level=level,
            deciding_body=own.text("deciding_body", 120),
            decision_ref=own.text("decision_ref", 120),
            review_on=own.day("review_on", None),
        )

    def nothing_else(self, *known: str) -> None:
        allowed = {*known, "sentence", "level", "deciding_body", "decision_ref", "review_on", "origin"}
        for key in self.raw:
            if key not in allowed:
                raise self._wrong(
                    str(key), "is not a rule that this product knows; take it out or spell it right"
                )
