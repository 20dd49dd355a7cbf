"""Reads of plans and acts, and the figures of the loop."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory.apart import offers_apart, pairs_apart
from helpfulacts.directory.facets import SPHERES
from helpfulacts.directory.models import Gap
from helpfulacts.directory.selectors import capacity_on, may_be_named
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place
from helpfulacts.promises import selectors as promises

from .introducing import Periods, talks_first
from .models import ActDependency, Aspiration, HelpfulAct, Plan, PlanVersion, Veto
from .note_gaps import note_gaps_of
from .when import next_days, when_of

ASKED = "When they have said yes"
SHOWN = ("suggested", "agreed", "promised", "done", "confirmed")
SAID_YES = ("agreed", "promised", "done", "confirmed")
_OF_OFFER = ("offer__place", "offer__giver", "offer__kept_by")


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


@dataclass
class Bearer:
    """What one party bears: pence, and minutes of paid and unpaid time."""

    who: str
    sphere: str
    pence: int = 0
    paid_minutes: int = 0
    unpaid_minutes: int = 0


@dataclass(frozen=True)
class LoopFigures:
    """The loop since an instant. `told` of the `done` said what changed; `not_told` did not: missing stays missing."""

    since: dt.datetime
    asked: int
    plans: int
    promises: int
    done: int
    late: int
    told: int
    not_told: int
    gaps: int


@dataclass(frozen=True)
class SupportMap:
    """Who is behind a plan, by sphere: (sphere code, its name, lines of (who, what, said yes))."""

    spheres: list[tuple[str, str, list[tuple[str, str, bool]]]] = field(default_factory=list)


def plan_of(person: Person) -> Plan | None:
    """The plan in use, or the last one that ended."""
    plans = Plan.objects.filter(place=person.place_id, person=person).select_related("person", "place")
    return plans.exclude(state="ended").first() or plans.order_by("-changed_at").first()


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
        .select_related("plan__person", *_OF_OFFER, "holds", "place", "aspiration")
        .first()
    )
    if found is None:
        raise NotFound("There is no such act in this place.")
    return found


def get_aspiration(plan: Plan, aspiration_id: uuid.UUID) -> Aspiration:
    found = Aspiration.objects.filter(place=plan.place_id, plan=plan, pk=aspiration_id).first()
    if found is None:
        raise NotFound("There is no such wish on this plan.")
    return found


def aspirations_of(plan: Plan) -> list[Aspiration]:
    """What the person would like, in the order they said it, struck-out ones left out."""
    return list(plan.aspirations.exclude(state="struck_out").order_by("created_at"))


def struck_out(plan: Plan) -> list[Aspiration]:
    return list(plan.aspirations.filter(state="struck_out").order_by("created_at"))


def versions_of(plan: Plan) -> list[PlanVersion]:
    return list(plan.versions.select_related("proposal").order_by("-number"))


def vetoes_of(person: Person) -> list[Veto]:
    return list(
        Veto.objects.filter(place=person.place_id, person=person).select_related(*_OF_OFFER).order_by("-at")
    )


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
        .select_related("plan__person", *_OF_OFFER, "holds", "place")
        .prefetch_related(
            Prefetch(
                "waits_for",
                ActDependency.objects.select_related("needs", *(f"needs__{part}" for part in _OF_OFFER)),
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
    rows = plan.acts.filter(state__in=["not_now", "lapsed"]).select_related(*_OF_OFFER)
    apart = offers_apart(plan.place_id, plan.person_id)
    return [act for act in rows.order_by("-changed_at") if is_named(act, apart)]


def costs_by_bearer(plan: Plan) -> list[Bearer]:
    """Who bears what if every act shown goes ahead. Unpaid time stays apart; nothing is added up across bearers."""
    rows: dict[tuple[str, str], Bearer] = {}
    for shown in acts_of(plan):
        for cost in shown.act.costs:
            who, sphere = str(cost.get("bearer", "Not known")), str(cost.get("sphere", shown.act.sphere))
            row = rows.setdefault((sphere, who), Bearer(who, sphere))
            row.pence += int(cost.get("pence", 0))
            row.paid_minutes += int(cost.get("paid_minutes", 0))
            row.unpaid_minutes += int(cost.get("unpaid_minutes", 0))
    order = list(SPHERES)
    return sorted(rows.values(), key=lambda row: (order.index(row.sphere), row.who))


def support_map(plan: Plan) -> SupportMap:
    """Everyone behind the plan, by the sphere of what they give."""
    lines: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for shown in acts_of(plan):
        dated = shown.on_day or shown.act.state in ("done", "confirmed") or shown.act.answer_by
        when = f"{shown.act.title} ({shown.when})" if dated else shown.act.title
        lines[shown.act.sphere].append((shown.act.shown_from, when, shown.act.state != "suggested"))
    if plan.can_offer:
        lines["personal"].append(("We" if plan.group else "Me", plan.can_offer, True))
    return SupportMap([(code, name, lines.get(code, [])) for code, name in SPHERES.items()])


def loop_figures(place: Place, since: dt.datetime) -> LoopFigures:
    """Live figures of the loop since an instant. Whoever must not be found is in none of them."""
    hidden = list(Person.objects.filter(place=place, protected=True).values_list("pk", flat=True))
    people = Person.objects.filter(place=place, created_at__gte=since, protected=False).count()
    plans = Plan.objects.filter(place=place, created_at__gte=since, person__protected=False).count()
    kept = promises.counts(place, since, today(place.zone), without=hidden)
    done = HelpfulAct.objects.filter(
        place=place, state__in=["done", "confirmed"], changed_at__gte=since, plan__person__protected=False
    )
    told = done.exclude(changed_anything="", outcome_sealed__isnull=True).count()
    total = done.count()
    wishes = Aspiration.objects.filter(place=place, plan__person__in=hidden).values_list("pk", flat=True)
    theirs = [*wishes, *note_gaps_of(place.pk, hidden)]
    said = Gap.objects.filter(place=place, at__gte=since)
    gaps = said.count() - said.filter(about__in=theirs).count()
    return LoopFigures(since, people, plans, kept.made, total, kept.late, told, total - told, gaps)


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


def has_plans(place: Place) -> bool:
    """Does anybody have a plan here?"""
    return Plan.objects.filter(place=place).exists()


def passed_on_by(act: HelpfulAct) -> set[str]:
    """Which sides ("person", "giver") have passed on how to reach them. What they said is opened by an action."""
    return set(act.passed_on.values_list("side", flat=True).order_by("side"))
