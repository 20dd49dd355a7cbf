"""Read the rules of sharing from TOML or JSON, with one clear sentence for the first mistake.

parse(tomllib.loads(text)) -> RuleDocument        or a dict from JSON, such as RuleSet.document
shipped("default") -> RuleDocument                the documents that come with the product; shipped_names()
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import FACET_CODES, FACTS

from .rule_document import (
    Above,
    Ask,
    BudgetLine,
    Cap,
    Floor,
    PriorityClass,
    ReservedShare,
    Rounds,
    RuleDocument,
    Standing,
    Travel,
)
from .rule_table import Table

SHIPPED = Path(__file__).with_name("rule_sets")
MOST_TICKETS = 100
"""The most tickets a group may hold for each person: each one is a number to draw."""


def shipped(name: str = "default", day: dt.date | None = None) -> RuleDocument:
    """One of the documents that come with the product: default, two-bands, one-class.

    day: on which it is adopted. Where the review day that it came with is past by then, it is looked at again in a year.
    """
    path = SHIPPED / f"{name}.toml"
    if not path.is_file():
        raise Refused(f"There are no shipped rules called “{name}”. There are: {', '.join(shipped_names())}.")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    if day is not None and raw["origin"]["review_on"] < day:
        raw["origin"]["review_on"] = day + dt.timedelta(days=365)
    return parse(raw)


def shipped_names() -> list[str]:
    """The default first."""
    names = sorted(path.stem for path in SHIPPED.glob("*.toml"))
    return sorted(names, key=lambda name: name != "default")


def parse(raw: Mapping[str, Any]) -> RuleDocument:
    """Read and check a document from TOML or JSON. Raises Refused with one clear sentence for the first mistake."""
    body = Table(raw, "The rules")
    common = body.said_of_origin()
    document = RuleDocument(
        title=body.text("title", 120),
        sentence=body.text("sentence", 400),
        floors=tuple(_floor(table, common) for table in body.tables("floors")),
        classes=tuple(_class(table, common) for table in body.tables("classes")),
        travel=_travel(body.table("travel"), common),
        standing=_standing(body.table("standing"), common),
        rounds=_rounds(body.table("rounds"), common),
        reserved=tuple(_reserved(table, common) for table in body.tables("reserved")),
        caps=tuple(_cap(table, common) for table in body.tables("caps")),
        budgets=tuple(_budget(table, common) for table in body.tables("budgets")),
        above=tuple(_above(table, common) for table in body.tables("above")),
        asks=tuple(_ask(table, common) for table in body.tables("asks")),
    )
    body.nothing_else(*(field.name for field in fields(RuleDocument)))
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
    held = [group.tickets for group in document.classes]
    if any(held) and not all(held):
        bare = next(group.name for group in document.classes if not group.tickets)
        raise Refused(
            f"The group “{bare}” holds no tickets, but others do: give every group tickets, or none.",
            field="classes",
        )
    if held != sorted(held, reverse=True):
        raise Refused(
            "A later group holds more tickets than an earlier one, so telling us more would cost somebody tickets.",
            field="classes",
        )
    for share in document.reserved:
        if not share.any_of and not share.deciles_at_most and not share.everyone_else:
            raise Refused(f"The kept turns “{share.name}” name no fact and no decile.", field="reserved")
    facts = [floor.fact for floor in document.floors]
    if len(set(facts)) != len(facts):
        raise Refused("A fact has two floors; join them into one.", field="floors")


def _floor(table: Table, common: Mapping[str, Any]) -> Floor:
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


def _class(table: Table, common: Mapping[str, Any]) -> PriorityClass:
    group = PriorityClass(
        name=table.text("name", 120),
        any_of=table.choices("any_of", FACTS),
        deciles_at_most=table.number("deciles_at_most", 0, 9, default=0),
        everyone=table.flag("everyone"),
        origin=table.origin(common),
        tickets=table.number("tickets", 0, MOST_TICKETS, default=0),
    )
    table.nothing_else("name", "any_of", "deciles_at_most", "everyone", "tickets")
    return group


def _reserved(table: Table, common: Mapping[str, Any]) -> ReservedShare:
    of_every = table.number("of_every", 1, 1000)
    share = ReservedShare(
        name=table.text("name", 120),
        any_of=table.choices("any_of", FACTS),
        deciles_at_most=table.number("deciles_at_most", 0, 9, default=0),
        everyone_else=table.flag("everyone_else"),
        turns=table.number("turns", 0, of_every),
        of_every=of_every,
        origin=table.origin(common),
    )
    table.nothing_else("name", "any_of", "deciles_at_most", "everyone_else", "turns", "of_every")
    return share


def _cap(table: Table, common: Mapping[str, Any]) -> Cap:
    cap = Cap(
        facet=table.choice("facet", FACET_CODES),
        most=table.number("most", 1, 1000),
        days=table.number("days", 1, 3660),
        origin=table.origin(common),
    )
    table.nothing_else("facet", "most", "days")
    return cap


def _budget(table: Table, common: Mapping[str, Any]) -> BudgetLine:
    line = BudgetLine(
        name=table.text("name", 120),
        body=table.text("body", 120),
        facets=table.choices("facets", FACET_CODES),
        pence=table.number("pence", 0, 10**13),
        origin=table.origin(common),
    )
    table.nothing_else("name", "body", "facets", "pence")
    return line


def _above(table: Table, common: Mapping[str, Any]) -> Above:
    above = Above(table.text("name", 120), table.origin(common))
    table.nothing_else("name")
    return above


def _ask(table: Table, common: Mapping[str, Any]) -> Ask:
    ask = Ask(table.text("wanted", 240), table.text("barred_by", 120), table.origin(common))
    table.nothing_else("wanted", "barred_by")
    return ask


def _travel(table: Table, common: Mapping[str, Any]) -> Travel:
    travel = Travel(table.number("micro_gain_per_km", 0, 9_000_000), table.origin(common))
    table.nothing_else("micro_gain_per_km")
    return travel


def _standing(table: Table, common: Mapping[str, Any]) -> Standing:
    standing = Standing(table.number("after_missed", 1, 99), table.origin(common))
    table.nothing_else("after_missed")
    return standing


def _rounds(table: Table, common: Mapping[str, Any]) -> Rounds:
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
