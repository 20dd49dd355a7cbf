"""What a recipe says of a combination by kind, without any giver: its parts, what it needed, what it cost each sphere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpfulacts.directory import weaving
from helpfulacts.directory.combination import ROLES
from helpfulacts.directory.condition_words import CONDITIONS
from helpfulacts.directory.models import Condition, Offer, Weave, WeaveLift, WeavePart

PLAN = (
    "facets", "people", "weeks", "from_slot", "to_slot", "pounds", "min_age", "max_age", "step_free", "there_is",
)  # fmt: skip
"""What of a plan the next one begins with: everything but its name and its day."""
BROUGHT, SEEN = "brought", "seen"
"""Who met a need, where nobody had to lift it: another part brought it, or it had been seen before."""


def given_parts(weave: Weave) -> list[WeavePart]:
    """What it was made of: the parts that said yes and did not leave, rooms first."""
    rows = [part for part in weaving.parts_of(weave) if part.state == "agreed"]
    return sorted(rows, key=lambda part: ROLES.index(weaving.role_of(part.offer)))


def plan_of(weave: Weave) -> dict[str, Any]:
    return {name: getattr(weave, name) for name in PLAN}


def parts_by_kind(parts: Iterable[WeavePart]) -> list[dict[str, Any]]:
    """A row for each part: what it was (a room, a thing …), the sphere it came from, what it helps with."""
    return [
        {
            "role": weaving.role_of(part.offer),
            "sphere": part.offer.sphere,
            "facets": sorted(part.offer.facets),
        }
        for part in parts
    ]


def needs_met(weave: Weave, parts: list[WeavePart]) -> list[dict[str, str]]:
    """A row for each condition: its code, what part asked for it, and in which role somebody lifted it."""
    roles = {str(part.offer_id): weaving.role_of(part.offer) for part in parts}
    rows, lifted = [], set()
    for lift in WeaveLift.objects.filter(place=weave.place_id, weave=weave).order_by("at"):
        code, key = lift.stop.split(":")[:2]
        if key in roles:
            lifted.add((code, key))
            rows.append({"code": code, "of": roles[key], "by": lift.lifted_role})
    offers = [part.offer for part in parts]
    asked = Condition.objects.filter(place=weave.place_id, offer__in=offers, side="asks")
    brought = {
        row.code: str(row.offer_id)
        for row in Condition.objects.filter(
            place=weave.place_id, offer__in=offers, side="brings", state="met"
        )
    }
    for row in asked.order_by("code"):
        key, only = str(row.offer_id), CONDITIONS[row.code].only_with
        if (row.code, key) in lifted or (only and only not in _there_was(weave, offers)):
            continue
        if row.state == "met" or row.code in brought:
            by = SEEN if row.state == "met" else BROUGHT
            rows.append({"code": row.code, "of": roles[key], "by": by})
    return rows


def _there_was(weave: Weave, offers: Iterable[Offer]) -> set[str]:
    food = "food" in weave.facets or any("food" in offer.facets for offer in offers)
    return set(weave.there_is) | ({"food"} if food else set())


def costs_by_sphere(parts: Iterable[WeavePart]) -> list[dict[str, Any]]:
    """A row for each sphere that bore something for each person helped; those who bore it are not named."""
    rows: dict[str, dict[str, Any]] = {}
    for cost in weaving.costs_of([part.offer for part in parts]):
        row = rows.setdefault(
            cost["sphere"], {"sphere": cost["sphere"], "pence": 0, "paid_minutes": 0, "unpaid_minutes": 0}
        )
        for name in ("pence", "paid_minutes", "unpaid_minutes"):
            row[name] += cost[name]
    return list(rows.values())
