"""Open somebody's record: each look is kept, and the person sees every one.

open_record(place=, actor=, person=, why=)          one person, each time
open_records(place=, actor=, people=, why=)         many at once, each seen by its person
show_first_names(place=, actor=, people=, why=)     what they agreed to show: once a day for whoever reads it
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from ..actor import Actor
from ..models import AccessRecord, Person
from ..purposes import is_said
from ..rules import may_read_reasons, may_see_plan, require

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

AT_ONCE = 500


def open_record(
    *,
    place: Place,
    actor: Actor,
    person: Person,
    why: str,
    noun: str = "plan",
    subject: uuid.UUID | None = None,
) -> AccessRecord | None:
    """One row for this look, or None when people look at their own. Raises NotAllowed; a reason is needed."""
    if actor.person_id == person.pk:
        return None
    require(may_see_plan(actor, person.pk), "open this record")
    if not is_said(why):
        raise Refused("Say why you are opening this record. The person will see your reason.", field="why")
    look = _look(place, actor, person.pk, why, noun, subject)
    look.save(force_insert=True)
    return look


def open_passed_on(
    *, place: Place, actor: Actor, person: uuid.UUID, why: str, noun: str, subject: uuid.UUID
) -> AccessRecord:
    """One row for this look at what `person` passed on to somebody. Whether they may is for the caller to know."""
    look = _look(place, actor, person, why, noun, subject)
    look.save(force_insert=True)
    return look


def open_records(
    *,
    place: Place,
    actor: Actor,
    people: Iterable[uuid.UUID],
    why: str,
    noun: str,
    subject: uuid.UUID | None = None,
) -> int:
    """One row for each of `people`, who are ids. How many. Raises NotAllowed."""
    require(may_read_reasons(actor), "open these records")
    looks = [_look(place, actor, person, why, noun, subject) for person in dict.fromkeys(people)]
    return len(AccessRecord.objects.bulk_create(looks, batch_size=AT_ONCE))


def open_once_a_day(
    *,
    place: Place,
    actor: Actor,
    people: Iterable[uuid.UUID],
    why: str,
    noun: str,
    subject: uuid.UUID | None = None,
) -> int:
    """One row for each of `people` for whom `actor` has none of today with this noun and subject. How many.

    Whether the actor may see it (a role, or what each of them agreed to) is for the caller to know.
    """
    shown = dict.fromkeys(people)
    if shown.keys() <= _seen_today(place, actor, noun, subject):
        return 0
    with register.writing(place):  # two pages at once make one row
        seen = _seen_today(place, actor, noun, subject)
        looks = [_look(place, actor, person, why, noun, subject) for person in shown if person not in seen]
        return len(AccessRecord.objects.bulk_create(looks, batch_size=AT_ONCE))


def _seen_today(place: Place, actor: Actor, noun: str, subject: uuid.UUID | None) -> set[uuid.UUID]:
    zone = ZoneInfo(place.zone)
    midnight = dt.datetime.combine(now().astimezone(zone).date(), dt.time(), zone)
    rows = AccessRecord.objects.filter(
        place=place, noun=noun, subject=subject, by_account=actor.account_id, by_shown_as=actor.shown_as,
        at__gte=midnight,
    )  # fmt: skip
    return set(rows.order_by().values_list("person", flat=True))


def _look(
    place: Place, actor: Actor, person: uuid.UUID, why: str, noun: str, subject: uuid.UUID | None
) -> AccessRecord:
    look = AccessRecord(
        place=place,
        person=person,
        by_account=actor.account_id,
        by_shown_as=actor.shown_as,
        role=actor.role,
        noun=noun,
        subject=subject,
        at=now(),
    )
    look.why = why.strip()[:120]
    return look
