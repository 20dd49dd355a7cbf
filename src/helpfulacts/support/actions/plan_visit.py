"""A visit that somebody makes alone: say it, check in, take longer, check out; and empty it some days later."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from helpfulacts.core import register
from helpfulacts.core.clock import UTC, now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.keepers import tidy_email, tidy_number
from helpfulacts.people.rules import may_use_desk, require

from ..models import Visit
from ..visits import LONGEST, MORE, NOUN, still_to_tell, why_nothing_leaves

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def may_visit(by: Actor) -> bool:
    return by.has("navigator", "officer", "provider")


def plan_visit(
    *,
    place: Place,
    who: str,
    where: str,
    day: dt.date,
    from_time: dt.time,
    out_time: dt.time,
    second: str,
    reach: str,
    by: Actor,
) -> Visit:
    """`who` goes on `day`, on the clock of the place, and is out by `out_time`: of the next day where it is the earlier.

    second: who is told when they are not, and reach: their e-mail or mobile number. Raises Refused, also where no message to it
    would leave this machine.
    """
    require(may_visit(by), "say where you go alone")
    begins = _moment(place, day, from_time, "from_time")
    ends_on = day if out_time > from_time else day + dt.timedelta(days=1)
    out_by = _moment(place, ends_on, out_time, "out_time")
    if out_by - begins > LONGEST:
        raise Refused("A visit lasts twelve hours at most. Check the two times.", field="out_time")
    if out_by <= now():
        raise Refused("That time has gone by. Say when you will be out.", field="out_time")
    for words, field, empty in (
        (who, "who", "Say who goes."),
        (where, "where", "Say where you go."),
        (second, "second", "Say who is told when you are not out in time."),
    ):
        if not tidy(words):
            raise Refused(empty, field=field)
    if tidy(who).casefold() == tidy(second).casefold():
        raise Refused("Name somebody else than the one who goes.", field="second")
    visit = Visit(place=place, by_account=by.account_id, by_body=by.body_id, begins=begins, out_by=out_by)
    visit.who, visit.where, visit.second = tidy(who)[:80], tidy(where)[:200], tidy(second)[:80]
    visit.reach = way_to(reach)
    if nothing_leaves := why_nothing_leaves(place, visit.reach):
        raise Refused(nothing_leaves, field="reach")
    with register.writing(place):
        visit.save(force_insert=True)
        _record(visit, "said a visit", by)
    return visit


def check_in(*, visit: Visit, by: Actor) -> None:
    """They are there. Pressed twice, the first counts."""
    _change(
        visit, "came to a visit", by, in_at=now(), only={"in_at__isnull": True}, late="You said this already."
    )


def take_longer(*, visit: Visit, by: Actor) -> None:
    """Half an hour more, from now or from the time that they said, whichever is later; who was told is told anew if need be."""
    longer = max(visit.out_by, now()) + MORE
    if longer - visit.begins > LONGEST:
        raise Refused("A visit lasts twelve hours at most. Check out, and say a new one.")
    _change(visit, "took longer for a visit", by, out_by=longer, telling_at=None, told_at=None)


def check_out(*, visit: Visit, by: Actor) -> None:
    """They are out and well, by their own word."""
    _change(visit, "came out of a visit", by, out_at=now(), out_said_by=by.shown_as[:80])


def say_they_are_safe(*, visit: Visit, by: Actor) -> None:
    """Somebody at the desk has reached them."""
    require(may_use_desk(by), "say that somebody is safe")
    _change(visit, "was found safe after a visit", by, out_at=now(), out_said_by=by.shown_as[:80])


def claim_to_tell(*, place: Place) -> list[Visit]:
    """Visits over their time whose second person this caller now tells: nobody else does at the same time."""
    with register.writing(place):
        rows = list(still_to_tell(place).select_related("place"))
        for visit in rows:
            visit.telling_at = now()
            visit.save(update_fields=["telling_at"])
    return rows


def second_was_told(*, visit: Visit) -> None:
    """The message went out. Half an hour more, said while it did, took the claim away: that later end is told anew."""
    with register.writing(visit.place_id):
        claimed = Visit.objects.filter(place=visit.place_id, pk=visit.pk, telling_at=visit.telling_at)
        claimed.filter(told_at__isnull=True).update(told_at=now())
        register.record(
            place=visit.place, action="told of a visit over its time", noun=NOUN, subject=visit.pk
        )


def forget_visits(*, place: Place) -> int:
    """Empty what ended longer ago than the place keeps it: where, who, and who was told. What is not over keeps it. How many."""
    before = now() - dt.timedelta(days=place.visit_kept_days)
    with register.writing(place):
        old = Visit.objects.filter(place=place, out_at__lt=before, where_sealed__isnull=False)
        emptied = old.update(where_sealed=None, who_sealed=None, second_sealed=None, reach_sealed=None)
        if emptied:
            register.record(place=place, action="emptied old visits", noun=NOUN)
    return emptied


def way_to(reach: str) -> str:
    """An e-mail, or a mobile number as +447…. Raises Refused."""
    try:
        return tidy_email(reach) if "@" in reach else tidy_number(reach)
    except Refused:
        raise Refused(
            "Write an e-mail or a mobile number where they read it at once.", field="reach"
        ) from None


def _moment(place: Place, day: dt.date, at: dt.time, field: str) -> dt.datetime:
    """The instant of a time on the wall. One that comes twice is the first: nobody waits an hour longer for help."""
    zone = ZoneInfo(place.zone)
    instant = dt.datetime.combine(day, at, zone).astimezone(UTC)
    if instant.astimezone(zone).time() != at:
        raise Refused("There is no such time on that night: the clocks go forward. Say another.", field=field)
    return instant


def _change(
    visit: Visit, action: str, by: Actor, *, only: dict[str, Any] | None = None, late: str = "", **fields: Any
) -> None:
    with register.writing(visit.place_id):
        rows = Visit.objects.filter(place=visit.place_id, pk=visit.pk, out_at__isnull=True, **(only or {}))
        if not rows.update(**fields):
            raise Refused(late or "This visit is over already.")
        _record(visit, action, by)
    visit.refresh_from_db()


def _record(visit: Visit, action: str, by: Actor) -> None:
    register.record(place=visit.place, action=action, noun=NOUN, subject=visit.pk, facts={"by": by.role})
