"""Reads of promises. Late is computed here, from the day that is asked about."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from helpfulacts.core.errors import NotFound
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place

from .clocks import CLOCKS, Clock
from .models import OPEN, Promise, PromiseNotice, PromisePause

ANSWERABLE = ("organisation", "body", "desk", "partnership", "navigator")
"""Who promises as a body or in a role. What a neighbour promised is between two people."""
LOOK_BACK = dt.timedelta(days=90)
ITSELF = "the body itself"
"""The trigger of what a body took on by its own word."""


@dataclass(frozen=True)
class PromiseCounts:
    """How many were made since a day; of them kept, kept late or still open past their date, and excused."""

    made: int
    kept: int
    late: int
    excused: int


def _open(place: Place) -> QuerySet[Promise]:
    return Promise.objects.filter(OPEN, place=place)


def running(place: Place) -> QuerySet[Promise]:
    """Open promises whose clock does not stand still."""
    return _open(place).exclude(pk__in=open_pauses(place).values("promise"))


def open_pauses(place: Place | uuid.UUID) -> QuerySet[PromisePause]:
    """What stands still now: at most one pause of each promise."""
    return PromisePause.objects.filter(place=place, until__isnull=True)


def overdue(place: Place, day: dt.date) -> list[Promise]:
    """Open promises whose due day has passed, oldest first; one whose clock stands still is not late."""
    return list(running(place).filter(due__lt=day).order_by("due", "made_at"))


def standing_of(promise: Promise, day: dt.date) -> str:
    """“kept”, “kept late”, “excused”, “stands still”, “late” or “open”, as it is on `day`. Computed, never stored."""
    if promise.excepted_at:
        return "excused"
    if promise.kept_at:
        return "kept late" if _is_after(promise.kept_at, promise.due, promise.place) else "kept"
    if promise.clock and stands_still(promise):
        return "stands still"
    return "late" if promise.due < day else "open"


def stands_still(promise: Promise) -> bool:
    return open_pauses(promise.place_id).filter(promise=promise).exists()


def _is_after(moment: dt.datetime, day: dt.date, place: Place) -> bool:
    return moment.astimezone(ZoneInfo(place.zone)).date() > day


def was_late(promise: Promise, day: dt.date) -> bool:
    """Kept after its day, or open past it."""
    return standing_of(promise, day) in ("kept late", "late")


@dataclass(frozen=True)
class DayToKeep:
    """A promise with a clock that has said something: the promise, its clock, and what it said last for the day it is due."""

    promise: Promise
    clock: Clock
    notice: str


def days_to_keep(place: Place) -> list[DayToKeep]:
    """Open promises of which a clock has said something, soonest due (so the latest) first. Late comes from what was said.

    Worries about somebody's safety are not among them: their days are on the safeguarding lead's list alone.
    """
    order = [notice for notice, _ in PromiseNotice.NOTICES]
    rows = (
        PromiseNotice.objects.filter(place=place, promise__in=running(place), due=F("promise__due"))
        .exclude(promise__about_noun="concern")
        .select_related("promise__place")
        .order_by("promise__due", "promise__made_at")
    )
    said: dict[Promise, str] = {}
    for row in rows:
        said[row.promise] = max(said.get(row.promise, order[0]), row.notice, key=order.index)
    return [DayToKeep(promise, CLOCKS[promise.clock], notice) for promise, notice in said.items()]


def past_their_day(place: Place, day: dt.date) -> list[Promise]:
    """What bodies and roles promised, was due in the last 90 days, and was not kept by its day; what is owed still first.

    Not what is on other lists: people to tell, and worries about somebody. Nothing to whoever must not be found.
    """
    zone = ZoneInfo(place.zone)
    ended = Coalesce(TruncDate("kept_at", tzinfo=zone), TruncDate("excepted_at", tzinfo=zone))
    rows = _to_be_found(place).filter(by_noun__in=ANSWERABLE, due__lt=day, due__gte=day - LOOK_BACK)
    rows = rows.exclude(kind="tell").exclude(about_noun="concern")
    rows = rows.annotate(ended=ended).filter(Q(ended__isnull=True) | Q(ended__gt=F("due")))
    rows = rows.exclude(pk__in=open_pauses(place).values("promise")).select_related("place")
    return list(rows.order_by(F("ended").asc(nulls_first=True), "due", "made_at"))


def due_by_body(place: Place, first: dt.date, last: dt.date) -> dict[uuid.UUID, tuple[int, int]]:
    """Of each organisation: what it promised that was due in these days, and was kept by its day or was not.

    Only promises of help and what comes next: people to tell, worries, and queries in public are counted elsewhere.
    """
    zone = ZoneInfo(place.zone)
    rows = _to_be_found(place).filter(by_noun="organisation", due__range=(first, last), by_id__isnull=False)
    rows = rows.exclude(kind__in=("tell", "clock")).exclude(about_noun="concern")
    found: dict[uuid.UUID, tuple[int, int]] = {}
    for body, due, kept in rows.order_by("pk").values_list("by_id", "due", "kept_at"):
        in_time = kept is not None and kept.astimezone(zone).date() <= due
        assert body is not None  # as the filter says
        was = found.get(body, (0, 0))
        found[body] = (was[0] + in_time, was[1] + (not in_time))
    return found


def count_overdue(place: Place, day: dt.date) -> int:
    """How many promises of bodies and roles were due in the last 90 days and are open still, as in `past_their_day`."""
    rows = _to_be_found(place).filter(OPEN, by_noun__in=ANSWERABLE, due__lt=day, due__gte=day - LOOK_BACK)
    rows = rows.exclude(kind="tell").exclude(about_noun="concern")
    return rows.exclude(pk__in=open_pauses(place).values("promise")).count()


def _to_be_found(place: Place) -> QuerySet[Promise]:
    """Every promise but those to whoever must not be found: to all but themselves these are not there."""
    hidden = Person.objects.filter(place=place, protected=True).values("pk")
    return Promise.objects.filter(place=place).exclude(to_id__in=hidden)


def get_past_its_day(place: Place, promise_id: uuid.UUID, day: dt.date) -> Promise:
    """One of `past_their_day`, or one of which something was found already. Raises NotFound, in the same words for each."""
    found = _to_be_found(place).filter(pk=promise_id).select_related("place").first()
    if found is None or not (found.finding or found in past_their_day(place, day)):
        raise NotFound("There is no such promise past its day.")
    return found


def get_remedy(place: Place, promise_id: uuid.UUID) -> Promise:
    """What puts a broken promise right. Raises NotFound."""
    found = _to_be_found(place).filter(pk=promise_id, remedy_of__isnull=False).first()
    if found is None:
        raise NotFound("There is nothing of that name to put right.")
    return found


def found_of(
    place: Place, day: dt.date, *, to: uuid.UUID | None = None, by: uuid.UUID | None = None
) -> list[Promise]:
    """Promises of which something was found in the last 90 days, newest first: to a person, who reads their own; or by a
    body, or by the account of whoever promised in a role, who read nothing of somebody who must not be found.
    """
    if to is not None:
        rows = Promise.objects.filter(place=place, to_noun="person", to_id=to)
    else:
        rows = _to_be_found(place).filter(by_noun__in=("organisation", "navigator"), by_id=by)
    rows = rows.filter(found_on__gte=day - LOOK_BACK).exclude(finding="")
    return list(rows.prefetch_related("remedies").order_by("-found_on", "-made_at"))


def to_tell(place: Place, day: dt.date) -> list[Promise]:
    """People to tell by phone, letter or at the desk, due on or before `day`, oldest first.

    What the partnership owes an answer to is on the list from the day it is asked: it takes work first.
    """
    due = Q(due__lte=day) | Q(by_noun="partnership")
    return list(_open(place).filter(due, kind="tell").order_by("due", "made_at"))


def about(place: Place, noun: str, subject: uuid.UUID) -> list[Promise]:
    """What was promised about one thing, in the order it was made."""
    return list(Promise.objects.filter(place=place, about_noun=noun, about_id=subject).order_by("made_at"))


def open_about(
    place: Place, noun: str, subject: uuid.UUID, *, by_noun: str = "", kind: str = ""
) -> list[Promise]:
    """What is still owed about one thing, in the order it was made; by one party, or of one kind, if named."""
    rows = _open(place).filter(about_noun=noun, about_id=subject).order_by("made_at")
    rows = rows.filter(by_noun=by_noun) if by_noun else rows
    return list(rows.filter(kind=kind) if kind else rows)


def kept_as(
    place: Place, about_noun: str, about: Iterable[uuid.UUID], evidence: str, since: dt.datetime
) -> dict[uuid.UUID, dt.datetime]:
    """When promises about these were last kept with this evidence, by what they are about, since a moment."""
    rows = Promise.objects.filter(
        place=place, about_noun=about_noun, about_id__in=list(about), evidence=evidence, kept_at__gte=since
    )
    kept = rows.order_by("kept_at").values_list("about_id", "kept_at")
    return {subject: at for subject, at in kept if subject and at}


def taken_on(place: Place, about_noun: str) -> dict[uuid.UUID, Promise]:
    """What a body has taken on: the promise that is open still, else the last one that was kept, by what it is about."""
    rows = Promise.objects.filter(
        place=place, clock="taken-on", about_noun=about_noun, excepted_at__isnull=True
    )
    order = rows.order_by(F("kept_at").asc(nulls_last=True), "made_at")
    return {promise.about_id: promise for promise in order if promise.about_id}


def asked_by(promise: Promise) -> str:
    """Who asked the body to take it on (“an officer”); empty where somebody who acts for the body did."""
    return "" if promise.trigger == ITSELF else promise.trigger


def made_to(place: Place, person: uuid.UUID) -> list[Promise]:
    """Everything promised to one person, soonest due first, with what was kept and excused."""
    return list(
        Promise.objects.filter(place=place, to_noun="person", to_id=person).order_by("due", "made_at")
    )


def get_promise(place: Place, promise_id: uuid.UUID) -> Promise:
    found = Promise.objects.filter(place=place, pk=promise_id).first()
    if found is None:
        raise NotFound("There is no such promise in this place.")
    return found


def counts(
    place: Place, since: dt.datetime, day: dt.date, without: Iterable[uuid.UUID] = ()
) -> PromiseCounts:
    """Promises of help made since an instant. Telling somebody is not counted as help.

    without: ids of people of whom there is nothing in any count.
    """
    made = Promise.objects.filter(place=place, kind="act", made_at__gte=since)
    if without:
        made = made.exclude(to_id__in=list(without)).exclude(by_id__in=list(without))
    late = OPEN & Q(due__lt=day)
    kept = made.filter(kept_at__isnull=False).values_list("kept_at", "due")
    kept_late = sum(1 for kept_at, due in kept if kept_at and _is_after(kept_at, due, place))
    return PromiseCounts(
        made=made.count(),
        kept=kept.count(),
        late=made.filter(late).count() + kept_late,
        excused=made.filter(excepted_at__isnull=False).count(),
    )
