"""What a round reads of people: who may ask, what they wish, and what they already have. No words are opened."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan, Veto

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

Facets = dict[str, int]
"""What an offer helps with: the grade (1 to 3) of each facet."""


def is_held(state: str, holds: uuid.UUID | None) -> bool:
    """Has the person what this act brings? They said yes and have the place: to wait in a queue is not to hold."""
    return state in ("promised", "done", "confirmed") or (state == "agreed" and holds is not None)


def best_grade(offers: Iterable[Facets], facet: str) -> int:
    """The best grade of these offers for a facet, 0 where none helps with it."""
    return max((int(facets.get(facet, 0)) for facets in offers), default=0)


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


def keeps_place(
    state: str, holds: uuid.UUID | None, from_round: bool, answer_by: dt.date | None, period: uuid.UUID | None, day: dt.date,
) -> bool:  # fmt: skip
    """Whether an act keeps its shared place on `day`: it holds one of the period that counts then, whatever its state, or it
    is a round's suggestion that still waits for its answer, whichever period it holds."""
    waits = state in HelpfulAct.LIVE and from_round and answer_by is not None and answer_by >= day
    return waits or (holds is not None and holds == period)


class Acts:
    """What the askers already have.

    on_plan, held: offers by plan. keeps: the shared places that a plan keeps, (offer, what it helps with), oldest
    first. By wish, what these help with: answered_by, open help that was promised or done; kept_for, shared places
    kept; on_plan_for, whatever is on the plan and alive. An idea never stands in for help.

    `keeps_place` says which shared places are kept. `without`: offers as if they were not there.
    """

    def __init__(
        self, place: Place, askers: Sequence[Asker], day: dt.date, without: Collection[uuid.UUID] = ()
    ) -> None:
        plans = {asker.plan for asker in askers}
        self.on_plan: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        self.held: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        self.keeps: dict[uuid.UUID, list[tuple[uuid.UUID, Facets]]] = defaultdict(list)
        self.answered_by: dict[uuid.UUID, list[Facets]] = defaultdict(list)
        self.kept_for: dict[uuid.UUID, list[Facets]] = defaultdict(list)
        self.on_plan_for: dict[uuid.UUID, list[Facets]] = defaultdict(list)
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
                "plan_id", "offer_id", "state", "aspiration_id", "holds_id", "from_round", "answer_by",
                "offer__access", "offer__kind", "offer__facets",
            )
        )  # fmt: skip
        for plan, offer, state, wish, holds, from_round, answer_by, access, kind, facets in rows.iterator(
            chunk_size=5000
        ):
            if plan not in plans or offer in without:
                continue
            live = state in HelpfulAct.LIVE
            kept = access == "shared" and keeps_place(
                state, holds, from_round, answer_by, counts_now.get(offer), day
            )
            if live or kept:
                self.on_plan[plan].add(offer)
            if is_held(state, holds):
                self.held[plan].add(offer)
            if kept:
                self.keeps[plan].append((offer, facets))
                self.kept_for[wish].append(facets)
            elif state in ("promised", "done") and access == "open" and kind != "idea":
                self.answered_by[wish].append(facets)
            if live and kind != "idea":
                self.on_plan_for[wish].append(facets)


def vetoes_of(place: Place) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for person, offer in Veto.objects.filter(place=place).values_list("person_id", "offer_id"):
        found[person].add(offer)
    return found
