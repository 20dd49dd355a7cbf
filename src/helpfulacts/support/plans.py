"""Reads of plans, of what their people wish, and of what all of it comes to: who bears what, and the figures of the loop."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory.facets import SPHERES
from helpfulacts.directory.models import Gap
from helpfulacts.directory.offer_costs import OF_NO_NAME
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place
from helpfulacts.promises import selectors as promises

from .models import Aspiration, HelpfulAct, Plan, PlanVersion, Veto
from .note_gaps import note_gaps_of
from .selectors import OF_OFFER, ActOnChain


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


def has_plans(place: Place) -> bool:
    """Does anybody have a plan here?"""
    return Plan.objects.filter(place=place).exists()


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
        Veto.objects.filter(place=person.place_id, person=person).select_related(*OF_OFFER).order_by("-at")
    )


def costs_by_bearer(acts: Iterable[ActOnChain]) -> list[Bearer]:
    """Who bears what if all these acts of a plan go ahead. Unpaid time stays apart; nothing is added up across bearers.

    A giver without a name is somebody else in each row, which says of what they give.
    """
    rows: dict[tuple[str, str, int], Bearer] = {}
    for shown in acts:
        for cost in shown.act.costs:
            who, sphere, apart = (
                str(cost.get("bearer", "Not known")),
                str(cost.get("sphere", shown.act.sphere)),
                0,
            )
            if who in OF_NO_NAME:
                who, apart = f"{who}, for “{shown.act.title}”", len(rows) + 1
            row = rows.setdefault((sphere, who, apart), Bearer(who, sphere))
            row.pence += int(cost.get("pence", 0))
            row.paid_minutes += int(cost.get("paid_minutes", 0))
            row.unpaid_minutes += int(cost.get("unpaid_minutes", 0))
    order = list(SPHERES)
    return sorted(rows.values(), key=lambda row: (order.index(row.sphere), row.who))


def support_map(plan: Plan, acts: Iterable[ActOnChain]) -> SupportMap:
    """Everyone behind the plan and these acts of it, by the sphere of what they give."""
    lines: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for shown in acts:
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
