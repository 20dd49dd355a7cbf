"""Reads of introductions, notes and small money: for whoever walks beside people, those who are asked, and the person."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, Sum

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place
from helpfulacts.promises import selectors as promises

from .introducing import GIVER_SAID_YES
from .models import HelpfulAct, Introduction, MicroFund, MicroSpend, Note, Plan, TimeWriting
from .models.introductions import BOTH_SAID_YES, OPEN
from .next_steps import Step, steps_for
from .selectors import is_named

ASKED = ("requested", *BOTH_SAID_YES)
QUIET_AFTER = dt.timedelta(days=90)
"""How long somebody stays on the list of a navigator after the last word, when nothing is open."""
HEARD_FOR = dt.timedelta(days=14)
"""How long what a giver answered stands on the list of whoever introduced them."""
_ALL = (
    "act__plan__person",
    "act__offer__provider",
    "act__offer__giver",
    "act__offer__kept_by",
    "place",
    "consent",
    "parent",
)


@dataclass(frozen=True)
class InMyCare:
    """Somebody on a navigator's list, with their open steps, what is due first first."""

    person: Person
    plan: Plan
    steps: list[Step]
    last_note: dt.datetime | None

    @property
    def due(self) -> dt.date:
        return min((step.promise.due for step in self.steps if step.promise), default=dt.date.max)

    @property
    def late(self) -> bool:
        return any(step.late for step in self.steps)

    @property
    def waits_on_others(self) -> bool:
        """Something is open, and nothing of it is the navigator's to do."""
        return bool(self.steps) and all(step.owner != "navigator" for step in self.steps)


@dataclass(frozen=True)
class Heard:
    """The last that the giver of an introduction answered, and when."""

    one: Introduction
    at: dt.datetime


def caseload(place: Place, account: uuid.UUID) -> list[InMyCare]:
    """Whoever this account introduced, wrote a note on, or has something open with: what was promised first comes first."""
    since = _begin_of_day(place, QUIET_AFTER)
    mine = Introduction.objects.filter(place=place, by_account=account)
    notes = Note.objects.filter(place=place, by_account=account, at__gte=since)
    open_now: dict[uuid.UUID, list[Introduction]] = defaultdict(list)
    for one in mine.filter(state__in=OPEN).select_related(*_ALL).order_by("created_at", "pk"):
        open_now[one.act.plan_id].append(one)
    people = {
        *notes.values_list("person_id", flat=True),
        *mine.filter(changed_at__gte=since).values_list("act__plan__person_id", flat=True),
    }
    last: dict[uuid.UUID, dt.datetime] = dict(notes.order_by("at").values_list("person_id", "at"))
    plans = (
        Plan.objects.filter(place=place)
        .filter(Q(person__in=people) | Q(pk__in=list(open_now)))
        .exclude(state="ended")
        .select_related("person", "place")
    )
    found = list(plans)
    steps: dict[uuid.UUID, list[Step]] = defaultdict(list)
    for step in steps_for(one for plan in found for one in open_now[plan.pk]):
        steps[step.one.act.plan_id].append(step)
    rows = [InMyCare(plan.person, plan, steps[plan.pk], last.get(plan.person_id)) for plan in found]
    return sorted(rows, key=lambda row: (row.due, row.plan.created_at, row.plan.pk))


def heard_from_givers(place: Place, account: uuid.UUID, plans: Iterable[Plan]) -> list[Heard]:
    """What givers answered this account about these plans in the last two weeks, the newest first: yes, not now, how it went.

    A yes is heard for as long when they met meanwhile, or it ended: the promise to answer says when it came.
    """
    since = _begin_of_day(place, HEARD_FOR)
    mine = Introduction.objects.filter(place=place, by_account=account, act__plan__in=list(plans))
    about = mine.values_list("pk", flat=True)
    yes = promises.kept_as(place, "introduction", about, GIVER_SAID_YES, since)
    last = Q(how="giver") | Q(giver_outcome_sealed__isnull=False)
    rows = mine.filter(Q(pk__in=yes) | last & Q(changed_at__gte=since)).select_related(*_ALL)
    heard = [Heard(one, one.changed_at if _said_last(one) else yes[one.pk]) for one in rows]
    return sorted(heard, key=lambda row: (-row.at.timestamp(), row.one.pk))


def _said_last(one: Introduction) -> bool:
    """Did its giver say the last word of it: not now, or how it went?"""
    return one.how == "giver" or one.giver_outcome_sealed is not None


def _begin_of_day(place: Place, ago: dt.timedelta) -> dt.datetime:
    """Midnight where the place is, that long before today."""
    return dt.datetime.combine(today(place.zone) - ago, dt.time(), ZoneInfo(place.zone))


def get_introduction(place: Place, introduction_id: uuid.UUID) -> Introduction:
    found = Introduction.objects.filter(place=place, pk=introduction_id).select_related(*_ALL).first()
    if found is None:
        raise NotFound("There is no such introduction in this place.")
    return found


def introductions_of(plan: Plan) -> list[Introduction]:
    """All of a plan, open ones first, then the last that ended."""
    rows = Introduction.objects.filter(place=plan.place_id, act__plan=plan).select_related(*_ALL)
    ordered = list(rows.order_by("-changed_at", "pk"))
    return [one for one in ordered if one.is_open] + [one for one in ordered if not one.is_open]


def steps_of(plan: Plan) -> list[Step]:
    """What comes next in each open introduction of a plan, by day."""
    return steps_for(one for one in introductions_of(plan) if one.is_open)


def steps_by_act(plan: Plan) -> dict[uuid.UUID, Step]:
    return {step.one.act_id: step for step in steps_of(plan)}


def asked_of_body(place: Place, body_id: uuid.UUID) -> list[Introduction]:
    """What is asked of an organisation: the two lines were sent to it, and it has not ended."""
    return _asked(Introduction.objects.filter(place=place, act__offer__provider=body_id))


def asked_of_giver(person: Person) -> list[Introduction]:
    """The same, of a person who gives, or keeps something for a body."""
    gives = Q(act__offer__giver=person) | Q(act__offer__kept_by=person)
    return _asked(Introduction.objects.filter(gives, place=person.place_id))


def _asked(rows: Any) -> list[Introduction]:
    return list(rows.filter(state__in=ASKED).select_related(*_ALL).order_by("changed_at", "pk"))


def may_be_introduced_now(plan: Plan) -> list[HelpfulAct]:
    """Acts that somebody could be introduced to: to be answered, or agreed, and nobody is asked yet."""
    acts = plan.acts.filter(state__in=("suggested", "agreed"), offer__isnull=False, from_round=False)
    busy = Introduction.objects.filter(place=plan.place_id, state__in=OPEN, act__plan=plan).values("act")
    rows = acts.exclude(kind="idea").exclude(pk__in=busy)
    rows = rows.select_related("offer__place", "offer__giver", "offer__kept_by").order_by("created_at")
    return [act for act in rows if is_named(act)]


def notes_on(person: Person) -> list[Note]:
    return list(
        Note.objects.filter(place=person.place_id, person=person)
        .select_related("introduction__act")
        .order_by("-at", "pk")
    )


def minutes_of_writing(place: Place, account: uuid.UUID, days: int = 7) -> tuple[int, int]:
    """(how many notes, seconds in all) that an account wrote in the last `days`. About nobody."""
    since = today(place.zone) - dt.timedelta(days=days - 1)
    rows = TimeWriting.objects.filter(place=place, by_account=account, day__gte=since)
    return rows.count(), rows.aggregate(all=Sum("seconds", default=0))["all"]


def fund_of(place: Place, account: uuid.UUID) -> MicroFund | None:
    """The micro-fund that this account may spend from today."""
    return next(iter(_live(MicroFund.objects.filter(place=place, by_account=account), place)), None)


def live_funds(place: Place) -> list[MicroFund]:
    return _live(MicroFund.objects.filter(place=place), place)


def _live(rows: Any, place: Place) -> list[MicroFund]:
    day = today(place.zone)
    found = rows.filter(ended_at__isnull=True, begins__lte=day, until__gte=day).select_related("body")
    return list(found.order_by("shown_as", "pk"))


def get_fund(place: Place, fund_id: uuid.UUID) -> MicroFund:
    found = MicroFund.objects.filter(place=place, pk=fund_id).select_related("body", "place").first()
    if found is None:
        raise NotFound("There is no such micro-fund in this place.")
    return found


def left_for(fund: MicroFund, person: Person) -> int:
    """Pence that this fund still has for a person."""
    spends = MicroSpend.objects.filter(place=fund.place_id, fund=fund, person=person)
    return fund.each_pence - int(spends.aggregate(all=Sum("pence", default=0))["all"])


def spends_on(person: Person) -> list[MicroSpend]:
    rows = MicroSpend.objects.filter(place=person.place_id, person=person)
    return list(rows.select_related("fund__body", "act").order_by("-at", "pk"))


def spent_in_all(place: Place) -> dict[uuid.UUID, int]:
    """Pence spent from each fund, for everybody together."""
    rows = MicroSpend.objects.filter(place=place).order_by()
    return {pk: int(total) for pk, total in rows.values_list("fund").annotate(Sum("pence"))}
