"""What a round reads of people: who may ask, what they wish, and what they already have. No words are opened."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan, Veto

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

HELD = ("agreed", "promised", "done", "confirmed")
"""States of an act in which its offer counts as held by the person."""


@dataclass(frozen=True)
class Asker:
    """A person with a live, consenting, vouched plan."""

    person: uuid.UUID
    plan: uuid.UUID
    ticket_id: str
    facts: dict[str, bool]
    missed: int
    group: bool
    languages: list[str]
    age_band: str
    latitude: float | None
    longitude: float | None
    ward: uuid.UUID | None
    decile: int | None


@dataclass(frozen=True)
class Wish:
    """One open aspiration, without its words. `asker` is a row of the askers."""

    aspiration: uuid.UUID
    asker: int
    facets: tuple[str, ...]
    importance: int
    times: tuple[str, ...]
    step_free: bool
    travel_limit_m: int


def read_askers(place: Place) -> tuple[list[Asker], int]:
    """(who may ask, in order of their id; how many persons have a live plan)."""
    live = Plan.objects.filter(place=place, state="live")
    rows = (
        live.filter(in_rounds=True)
        .exclude(person__vouched_by="")
        .order_by("person_id")
        .values_list(
            "person_id", "id", "person__ticket_id", "person__facts", "person__missed_rounds", "group",
            "person__languages", "person__age_band", "person__postcode__latitude", "person__postcode__longitude",
            "person__ward__latitude", "person__ward__longitude", "person__ward_id", "person__postcode__ward_id",
            "person__postcode__lsoa__decile", "person__ward__decile", "person__postcode__ward__decile",
        )
    )  # fmt: skip
    askers = []
    for row in rows.iterator(chunk_size=5000):
        (
            person,
            plan,
            ticket,
            facts,
            missed,
            group,
            languages,
            age,
            lat,
            lng,
            wlat,
            wlng,
            ward,
            pward,
            *deciles,
        ) = row
        exact = lat is not None
        askers.append(
            Asker(
                person, plan, ticket, facts or {}, missed, group, languages or [], age,
                lat if exact else wlat, lng if exact else wlng, ward or pward,
                next((decile for decile in deciles if decile), None),
            )
        )  # fmt: skip
    return askers, live.count()


def read_wishes(place: Place, askers: Sequence[Asker]) -> list[Wish]:
    row_of = {asker.plan: row for row, asker in enumerate(askers)}
    rows = (
        Aspiration.objects.filter(place=place, state="open", plan__state="live", plan__in_rounds=True)
        .exclude(plan__person__vouched_by="")
        .order_by("created_at", "id")
        .values_list("id", "plan_id", "facets", "importance", "times", "needs_step_free", "travel_limit_m")
    )
    wishes = [
        Wish(id_, row_of[plan], tuple(sorted(facets)), importance, tuple(times), step_free, limit)
        for id_, plan, facets, importance, times, step_free, limit in rows.iterator(chunk_size=5000)
        if plan in row_of
    ]
    return sorted(wishes, key=lambda wish: wish.asker)


class Acts:
    """What the askers already have: offers on the plan, offers held, wishes answered, and the shared place kept."""

    def __init__(self, place: Place, askers: Sequence[Asker], day: dt.date) -> None:
        plans = {asker.plan for asker in askers}
        self.on_plan: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        self.held: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        self.answered: set[uuid.UUID] = set()
        self.kept_for: set[uuid.UUID] = set()
        self.keeps: dict[uuid.UUID, uuid.UUID] = {}
        counts_now = dict(
            CapacityPeriod.objects.filter(place=place, begins__lte=day)
            .order_by("begins")
            .values_list("offer_id", "pk")
        )
        rows = (
            HelpfulAct.objects.filter(place=place, offer__isnull=False)
            .filter(Q(state__in=HelpfulAct.LIVE) | Q(state="confirmed"))
            .order_by("created_at", "id")
            .values_list(
                "plan_id",
                "offer_id",
                "state",
                "aspiration_id",
                "offer__access",
                "holds_id",
            )
        )
        for plan, offer, state, aspiration, access, holds in rows.iterator(chunk_size=5000):
            if plan not in plans:
                continue
            live = state in HelpfulAct.LIVE
            if live:
                self.on_plan[plan].add(offer)
            if state in HELD:
                self.held[plan].add(offer)
            if live and access == "shared" and holds is not None and holds == counts_now.get(offer):
                self.keeps.setdefault(plan, offer)
                self.kept_for.add(aspiration)
            elif state in ("promised", "done") and access == "open":  # to wait in a queue is not to be served
                self.answered.add(aspiration)


def vetoes_of(place: Place) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for person, offer in Veto.objects.filter(place=place).values_list("person_id", "offer_id"):
        found[person].add(offer)
    return found
