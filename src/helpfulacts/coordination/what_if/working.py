"""Work out what rules and changes would do to everybody who asks today, next to how things are.

    work_out(place, [Scenario("Two bands", shipped("two-bands"))], day) -> WorkedOut

The same inputs give the same bytes: `WorkedOut.figures` is plain JSON of what may be shown, and holds nothing else.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import Offer
from helpfulacts.engine.evidence.intervals import wilson
from helpfulacts.engine.small import NEAREST, SMALL

from ..changes import NO_CHANGES, places_now
from ..figures import public_counts
from ..impact import impact_of
from ..models import RuleSet, Run
from ..rule_adoption import check_but_rights
from ..rule_checks import Short
from ..rule_document import RuleDocument
from ..rule_reading import parse
from ..rule_words import changes_in_words
from . import costs as money
from .card import card
from .counting import Row, Table, everybody, tables
from .drawing import SEEDS, Drawn, Tell, draw
from .linking import EVERYBODY
from .scenario import Scenario, check
from .showing import Count, Told, rights_of, told_line, told_of

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


@dataclass(frozen=True)
class WorkedOut:
    """scenarios: as they were asked for. figures: what may be shown of them, as JSON.

    warnings: rights that the places cannot meet, to the place, for whoever decides. The figures say it for everybody.
    """

    scenarios: Sequence[Scenario]
    figures: dict[str, Any]
    warnings: tuple[str, ...] = ()


def work_out(
    place: Place, scenarios: Sequence[Scenario], day: dt.date, progress: Tell | None = None
) -> WorkedOut:
    """Reads only. `day`: the day of the round. Raises Refused when no rules are in force, nobody asks, or rules could not
    come into force; except where only places are short: then it is worked out, with a warning."""
    check(list(scenarios))
    tell = progress or (lambda what, done: None)
    in_force = RuleSet.objects.filter(place=place, state="in_force").first()
    if in_force is None:
        raise Refused(f"{place.name} has no rules in force yet, so there is nothing to compare with.")
    rules = parse(in_force.document)
    _check_rules(place, scenarios, rules, day)
    wanted = [(rules, NO_CHANGES), *((one.document, one.changes) for one in scenarios)]
    share = 0.8 / len(wanted)
    columns = [
        draw(place, document, day, changes, lambda what, done, n=n: tell(what, share * (n + done)), rules)  # type: ignore[misc]
        for n, (document, changes) in enumerate(wanted)
    ]
    figures = _figures(place, columns, scenarios, rules, day, tell)
    tell("Done", 1.0)
    return WorkedOut(list(scenarios), figures, tuple(_warnings(columns, scenarios, Short.sentence)))


def _check_rules(place: Place, scenarios: Sequence[Scenario], rules: RuleDocument, day: dt.date) -> None:
    """As if each were to come into force on `day`. The rules in force already are: they may be past their day."""
    for one in scenarios:
        if one.document == rules:
            continue
        try:
            check_but_rights(place, one.document, rules, day)
        except Refused as refusal:
            which = f"{one.title}: " if len(scenarios) > 1 else ""
            raise Refused(f"{which}{refusal}", field=refusal.field) from None


def _warnings(
    columns: Sequence[Drawn], scenarios: Sequence[Scenario], said: Callable[[Short], str]
) -> list[str]:
    """One sentence for each way whose new rights the places cannot meet, with its title where there are several."""
    pairs = zip(columns[1:], scenarios, strict=True)
    several = len(scenarios) > 1
    return [
        f"{one.title}: {said(drawn.short)}" if several else said(drawn.short)
        for drawn, one in pairs
        if drawn.short
    ]


def _figures(
    place: Place, columns: list[Drawn], scenarios: Sequence[Scenario], rules: RuleDocument, day: dt.date,
    tell: Tell,
) -> dict[str, Any]:  # fmt: skip
    people = everybody(columns)
    if not people.askers:
        raise Refused("Nobody asks in a round today, so there is nothing to compare.")
    totals = people.counts(np.ones(len(people.askers), bool))
    groups = tables(place, people, columns)
    words = "Seeing to it that no small number can be worked out"
    seen_by_all = told_of(totals, groups, _told_elsewhere(place), lambda done: tell(words, 0.8 + 0.15 * done))
    tell("Listing what would end", 0.95)
    offers = money.offers_of(place, columns)
    told = [_column(seen_by_all, n, drawn, offers) for n, drawn in enumerate(columns)]
    by_table = [(table, [_row(seen_by_all, table.code, row) for row in table.rows]) for table in groups]
    seen = [_seen(one, n, by_table) for n, one in enumerate(told)]
    return {
        "form": 2,
        "day": day.isoformat(),
        "seeds": list(SEEDS),
        "small": SMALL,
        "step": NEAREST,
        "now": {
            "title": rules.title,
            "sentence": rules.sentence,
            "rules": rules.hash,
            "limits": _limits(rules),
        },
        "scenarios": [_told(place, one, rules, day) for one in scenarios],
        "columns": told,
        "groups": [
            {"code": table.code, "title": table.title, "rows": [] if _hidden(rows) else rows}
            for table, rows in by_table
        ],
        "principles": [
            card(seen[0], then, one.document, rules, day)
            for then, one in zip(seen[1:], scenarios, strict=True)
        ],
        "impact": _impacts(place, scenarios, rules, day),
        "warnings": _warnings(columns, scenarios, Short.for_all),
    }


def _hidden(rows: Sequence[Mapping[str, Any]]) -> bool:
    return all(one[name] is None for row in rows for one in row["columns"] for name in ("asked", "placed"))


def _seen(
    column: Mapping[str, Any], n: int, by_table: Sequence[tuple[Table, Sequence[Mapping[str, Any]]]]
) -> dict[str, Any]:
    """What is shown of a column, with the share and who asks by (table, group), for the card."""
    rows = {(table.code, row["code"]): row["columns"][n] for table, found in by_table for row in found}
    return {
        **column,
        "shares": {key: row["share"] for key, row in rows.items()},
        "asked_of": {key: row["asked"] for key, row in rows.items()},
    }


def _told_elsewhere(place: Place) -> set[tuple[int, str]]:
    """Counts of everybody that the public register tells of the newest round: hiding them here would be of no use."""
    run = Run.objects.filter(place=place, state="confirmed").order_by("-number").first()
    names = {"people": "asked", "placed": "placed", "refused": "refused", "gaps": "gaps"}
    said = public_counts(run) if run else {}
    return {(0, names[name]) for name, words in said.items() if name in names and words != "some"}


def _share(asked: Count, placed: Count) -> tuple[float | None, float | None, float | None]:
    """The share with a place and its interval, from what is shown alone."""
    if not asked or placed is None:
        return None, None, None
    placed = min(placed, asked)
    low, high = wilson(placed, asked)
    return round(placed / asked, 4), round(low, 4), round(high, 4)


def _row(told: Told, table: str, row: Row) -> dict[str, Any]:
    found = []
    for n in range(len(row.columns)):
        asked, placed, gain, lose = (
            told.of((table, row.code), n, name) for name in ("asked", "placed", "gain", "lose")
        )
        share, low, high = _share(asked, placed)
        found.append(
            {"asked": asked, "placed": placed, "share": share, "low": low, "high": high, "gain": gain, "lose": lose}
        )  # fmt: skip
    return {"code": row.code, "label": row.label, "columns": found}


def _column(told: Told, column: int, drawn: Drawn, offers: money.Offers) -> dict[str, Any]:
    """Everybody together, rights, costs and what else the card needs, of one column."""
    asked, placed = (told.of(EVERYBODY, column, name) for name in ("asked", "placed"))
    share, low, high = _share(asked, placed)
    full = (drawn.given >= drawn.capacity).sum(axis=1).mean() if len(drawn.offers) else 0.0
    fit = told_line({"anew": drawn.anew, "two": drawn.two_fit, "less": drawn.anew - drawn.two_fit}, "anew")
    names = ("placed", "refused", "gaps", "gain", "lose", "leave")
    rights, unmet = rights_of(drawn)
    return {
        "asked": asked,
        "by_group": column in told.by_group,
        "share": share,
        "low": low,
        "high": high,
        **{
            name: {"mean": told.of(EVERYBODY, column, name), "between": told.between(column, name)}
            for name in names
        },
        "rights": rights,
        "unmet": unmet,
        "costs": money.costs_of(drawn, offers),
        "spheres": money.spheres_of(drawn, offers),
        "offers": len(drawn.offers),
        "full": int(full + 0.5),
        "two_fit": _share(fit["anew"], fit["two"])[0],
    }


def _limits(rules: RuleDocument) -> list[str]:
    """What the limits of the rules say: who is held by one did not find all full."""
    return list(dict.fromkeys(cap.origin.sentence for cap in rules.caps))


def _told(place: Place, scenario: Scenario, rules: RuleDocument, day: dt.date) -> dict[str, Any]:
    """The scenario as people read it: its rules, how they differ from those in force, and what of which offer changes, by
    its id (`naming.py`)."""
    now = places_now(place, day)
    return {
        "title": scenario.title,
        "rules": scenario.document.title,
        "sentence": scenario.document.sentence,
        "hash": scenario.document.hash,
        "limits": _limits(scenario.document),
        "differs": changes_in_words(rules, scenario.document, ("decision_ref",)),
        "places": [
            {"offer": str(offer), "now": now.get(offer, (0, 0))[0], "then": then}
            for offer, then in sorted(scenario.places.items(), key=lambda item: str(item[0]))
        ],
        "ends": [{"offer": str(one)} for one in sorted(scenario.ends, key=str)],
    }  # fmt: skip


def _impacts(
    place: Place, scenarios: Sequence[Scenario], rules: RuleDocument, day: dt.date
) -> list[dict[str, Any]]:
    """One impact list for each offer that would end, or have fewer places than people hold."""
    now = places_now(place, day)
    wanted: dict[uuid.UUID, int | None] = {}
    for scenario in scenarios:
        wanted |= {o: then for o, then in scenario.places.items() if then < now.get(o, (0, 0))[1]}
        wanted |= dict.fromkeys(scenario.ends)
    offers = Offer.objects.filter(place=place).in_bulk(list(wanted))
    return [
        impact_of(place, offers[offer], wanted[offer], rules, day)
        for offer in sorted(wanted, key=str)
        if offer in offers
    ]
