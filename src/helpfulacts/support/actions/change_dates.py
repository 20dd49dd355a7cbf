"""When a giver changes their days, or ends it, nobody who is coming finds a closed door: the desk tells them before."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.directory import occurrences
from helpfulacts.directory.bookable import free_on
from helpfulacts.directory.models import Booking, Offer
from helpfulacts.places.models import Place
from helpfulacts.promises.actions.ask_desk_to_tell import TELL_WITHIN, ask_desk_to_tell

from ..booked_by import Named, who_booked
from ..models import HelpfulAct
from .release_alone import release_alone
from .tell_ended import tell_ended

OFF = "{day} is off, or at another time. Tell them, and find another time with them."
TRIGGER = "the giver changed the days"


def change_dates(*, offer: Offer, write: Callable[[], object]) -> int:
    """As `change_dates_of`, for one offer."""
    return change_dates_of(place=offer.place, offers=[offer], write=write)


def change_dates_of(*, place: Place, offers: Iterable[Offer], write: Callable[[], object]) -> int:
    """Run `write`, which changes when `offers` happen, and promise to tell whoever now comes at a time that is no more.

    So too where it ends them, or lists them again (`tell_ended`).
    The number of people and bodies to tell. A promised act loses the day that is off: its plan says that a day is
    found. A booking is kept until those who booked have answered. One transaction; raises what `write` raises.
    """
    with register.writing(place):
        offers = list(offers)
        coming = _that_somebody_comes_to(place, offers)
        before = [(offer, *_on_now(offer)) for offer in coming]
        ends = tell_ended(place=place, offers=offers, write=write)
        release_alone(place=place)  # one whose body is taken away is from one person alone now
        return ends + sum(_tell_of(offer, came, stood) for offer, came, stood in before)


def _that_somebody_comes_to(place: Place, offers: list[Offer]) -> list[Offer]:
    """Nearly none of a long list: only their days are looked at."""
    ids, day = [offer.pk for offer in offers], today(place.zone)
    acts = HelpfulAct.objects.filter(place=place, offer__in=ids, state="promised", on_day__gte=day)
    booked = Booking.objects.filter(place=place, offer__in=ids, released_at=None, day__gte=day)
    wanted = {key for rows in (acts, booked) for key in rows.order_by().values_list("offer_id", flat=True)}
    return [offer for offer in offers if offer.pk in wanted]


def _on_now(offer: Offer) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """(promised acts whose day is on, bookings whose hours are open)."""
    came = {act.pk for act in _promised(offer) if _is_on(offer, act.on_day, act.starts)}
    return came, {booking.pk for booking in _booked(offer) if _is_open(offer, booking)}


def _tell_of(offer: Offer, came: set[uuid.UUID], stood: set[uuid.UUID]) -> int:
    offer.refresh_from_db()
    if offer.status == "ended":
        return 0  # they are told that
    off = [act for act in _promised(offer) if act.pk in came and not _is_on(offer, act.on_day, act.starts)]
    closed = [one for one in _booked(offer) if one.pk in stood and not _is_open(offer, one)]
    for act in off:
        _take_day_off(offer, act)
    told = {act.pk for act in off}
    others = [one for one in closed if one.act not in told]
    for booking in others:
        _tell(offer, *who_booked(booking), offer.title, booking.day)
    return len(off) + len(others)


def _promised(offer: Offer) -> Iterator[HelpfulAct]:
    return (
        HelpfulAct.objects.filter(
            place=offer.place_id, offer=offer, state="promised", on_day__gte=_day(offer)
        )
        .select_related("plan", "place")
        .order_by("on_day", "pk")
        .iterator()
    )


def _booked(offer: Offer) -> Iterator[Booking]:
    return (
        Booking.objects.filter(place=offer.place_id, offer=offer, released_at=None, day__gte=_day(offer))
        .select_related("part__weave")
        .order_by("day", "from_slot", "unit")
        .iterator()
    )


def _day(offer: Offer) -> dt.date:
    return today(offer.place.zone)


def _is_on(offer: Offer, day: dt.date | None, starts: dt.time | None) -> bool:
    rows = occurrences.occurrences_of(offer, day) if day else []
    return any(row.day == day and starts in (None, row.starts) for row in rows)


def _is_open(offer: Offer, booking: Booking) -> bool:
    return set(range(booking.from_slot, booking.to_slot)) <= free_on(offer, booking.day).free.keys()


def _take_day_off(offer: Offer, act: HelpfulAct) -> None:
    _tell(offer, ("person", act.plan.person_id), ("helpful act", act.pk), act.title, act.on_day)
    act.on_day, act.starts, act.changed_at = None, None, now()
    act.save(update_fields=["on_day", "starts", "changed_at"])
    register.record(
        place=act.place,
        action="its day is off",
        noun="helpful act",
        subject=act.pk,
        facts={"offer": str(offer.pk)},
    )


def _tell(offer: Offer, to: Named, about: Named, title: str, day: dt.date | None) -> None:
    assert day is not None
    ask_desk_to_tell(
        place=offer.place,
        to=to,
        about=about,
        what=f"{title}: {OFF.format(day=date_in_words(day))}",
        trigger=TRIGGER,
        due=min(day, _day(offer) + TELL_WITHIN),
    )
