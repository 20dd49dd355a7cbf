"""Reads of acts: one, those of a plan in the order they come, and who waits where in a queue."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory.apart import offers_apart, pairs_apart
from helpfulacts.directory.selectors import capacity_on, may_be_named
from helpfulacts.places.models import Place
from helpfulacts.promises import selectors as promises

from .introducing import Periods, talks_first
from .models import ActDependency, HelpfulAct, Plan
from .when import next_days, when_of

ASKED = "When they have said yes"
SHOWN = ("suggested", "agreed", "promised", "done", "confirmed")
SAID_YES = ("agreed", "promised", "done", "confirmed")
OF_OFFER = ("offer__place", "offer__giver", "offer__kept_by")


@dataclass(frozen=True)
class ActOnChain:
    """An act as the plan shows it: with what it waits for, where it stands in a queue, and its date in words.

    on_day, starts: when it happens, as shown: where the day suggested has gone by unanswered, the next one.
    """

    act: HelpfulAct
    waits_for: list[str]
    queue_place: int | None
    when: str
    on_day: dt.date | None
    starts: dt.time | None
    late: bool


def is_named(act: HelpfulAct, apart: frozenset[uuid.UUID] | None = None) -> bool:
    """May its person read what it is? Whoever said yes keeps what they need to get it; of the rest only what may be named.

    apart: offers that the person must never be led to; read here where it is not at hand.
    """
    if act.state in SAID_YES or act.offer is None:
        return True
    if apart is None:
        apart = offers_apart(act.place_id, act.plan.person_id)
    return act.offer_id not in apart and may_be_named(act.offer)


def get_act(place: Place, act_id: uuid.UUID) -> HelpfulAct:
    found = (
        HelpfulAct.objects.filter(place=place, pk=act_id)
        .select_related("plan__person", *OF_OFFER, "holds", "place", "aspiration")
        .first()
    )
    if found is None:
        raise NotFound("There is no such act in this place.")
    return found


def queue_place(act: HelpfulAct) -> int | None:
    """1 for the next to be served; None when the act does not wait in a queue."""
    return queue_places([act]).get(act.pk)


def queue_places(acts: Iterable[HelpfulAct], periods: Periods | None = None) -> dict[uuid.UUID, int]:
    """The same of many acts of one place, in three reads; those that wait in no queue are left out."""
    waits = {
        act.pk: act for act in acts if act.state == "agreed" and not act.holds_id and act.offer is not None
    }
    if not waits:
        return {}
    place = next(iter(waits.values())).place
    offers = {act.offer_id: act.offer for act in waits.values() if act.offer is not None}
    if periods is None:
        periods = capacity_on(offers.values(), today(place.zone))
    before = ActDependency.objects.filter(place=place, act__in=waits).exclude(
        needs__state__in=["done", "confirmed"]
    )
    others_first = set(before.values_list("act_id", flat=True))
    queue = HelpfulAct.objects.filter(place=place, offer__in=offers, state="agreed", holds__isnull=True)
    numbers: dict[uuid.UUID, int] = {}
    length: dict[uuid.UUID | None, int] = defaultdict(int)
    apart = pairs_apart(place.pk)
    rows = queue.order_by("changed_at", "id").values_list("pk", "offer_id", "plan__person_id")
    for pk, offer, person in rows:
        if offer in apart.get(person, ()):
            continue
        length[offer] += 1
        if pk in waits and pk not in others_first and not talks_first(waits[pk], periods):
            numbers[pk] = length[offer]
    return numbers


def acts_of(plan: Plan, states: Iterable[str] = SHOWN) -> list[ActOnChain]:
    """Acts in the order they come: what an act waits for stands before it, then what cannot wait, then by date.

    A suggestion of what may not be named is left out until it may be again: nobody said yes to it yet.
    """
    acts = list(
        plan.acts.filter(state__in=list(states))
        .select_related("plan__person", *OF_OFFER, "holds", "place")
        .prefetch_related(
            Prefetch(
                "waits_for",
                ActDependency.objects.select_related("needs", *(f"needs__{part}" for part in OF_OFFER)),
            ),
            "offer__schedules",
            "offer__exceptions",
        )
    )
    apart = offers_apart(plan.place_id, plan.person_id)
    acts = [act for act in acts if act.state != "suggested" or is_named(act, apart)]
    moved = next_days(acts, plan.place)
    day = today(plan.place.zone)
    owed = {
        promise.about_id: promise.due
        for promise in promises.overdue(plan.place, day)
        if promise.kind == "act" and promise.about_noun == "helpful act"
    }
    depth: dict[uuid.UUID, int] = {}
    shown = {act.pk for act in acts}

    def depth_of(act: HelpfulAct) -> int:
        if act.pk not in depth:
            depth[act.pk] = 0
            needed = [link.needs for link in act.waits_for.all() if link.needs_id in shown]
            depth[act.pk] = 1 + max((depth_of(before) for before in needed), default=-1)
        return depth[act.pk]

    last = dt.date.max
    days = {act.pk: moved.get(act.pk, (act.on_day, act.starts)) for act in acts}
    asked = set(
        plan.acts.filter(introductions__state="requested").order_by().values_list("pk", flat=True)
    )  # whether there is a place, and on which day, they have yet to say
    days |= {act.pk: (None, None) for act in acts if act.pk in asked}
    acts.sort(
        key=lambda act: (
            depth_of(act),
            not act.urgent,
            days[act.pk][0] or act.answer_by or last,
            act.created_at,
            act.pk,
        )
    )
    return [
        ActOnChain(
            act=act,
            waits_for=[
                link.needs.title
                for link in act.waits_for.all()
                if link.needs.state in ("suggested", "agreed", "promised") and is_named(link.needs, apart)
            ],
            queue_place=queue_place(act),
            when=ASKED if act.pk in asked else when_of(act, *days[act.pk]),
            on_day=days[act.pk][0],
            starts=days[act.pk][1],
            late=act.pk in owed and act.state == "promised",
        )
        for act in acts
    ]


def set_aside(plan: Plan) -> list[HelpfulAct]:
    """What the person said not now to, and what lapsed: they may ask again."""
    rows = plan.acts.filter(state__in=["not_now", "lapsed"]).select_related(*OF_OFFER)
    apart = offers_apart(plan.place_id, plan.person_id)
    return [act for act in rows.order_by("-changed_at") if is_named(act, apart)]


def has_told(act: HelpfulAct) -> bool:
    """Has the person said what changed? Until then the reading is missing, also when the act was closed."""
    return bool(act.outcome or act.changed_anything)


def waiting_for_answer(place: Place, *, from_round: bool) -> list[HelpfulAct]:
    """Suggestions that nobody has answered yet, in the order they were made."""
    return list(
        HelpfulAct.objects.filter(place=place, state="suggested", from_round=from_round)
        .select_related("plan__person", "offer", "holds", "place")
        .order_by("created_at", "pk")
    )


def promised_acts(place: Place, acts: Iterable[uuid.UUID]) -> list[HelpfulAct]:
    """Those of `acts` that are promised and not yet done, in the order they were promised."""
    return list(
        HelpfulAct.objects.filter(place=place, state="promised", pk__in=list(acts))
        .select_related("plan__person", "offer", "holds", "place", "aspiration")
        .order_by("changed_at", "pk")
    )


def passed_on_by(act: HelpfulAct) -> set[str]:
    """Which sides ("person", "giver") have passed on how to reach them. What they said is opened by an action."""
    return set(act.passed_on.values_list("side", flat=True).order_by("side"))
