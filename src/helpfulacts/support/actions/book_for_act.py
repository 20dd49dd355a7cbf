"""Book time for a helpful act on a plan, give booked time back, and take it again. Whoever had it is told.

An act may book what the offer's page says that one person gets (“up to 4 hours”), in all, within thirteen weeks, and
only while it is promised.
"""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.book_slots import take_time, take_time_again
from helpfulacts.directory.actions.release_booking import release_booking
from helpfulacts.directory.half_hours import between_in_words
from helpfulacts.directory.models import Booking
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_use_desk, require
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.ask_desk_to_tell import TELL_WITHIN, ask_desk_to_tell
from helpfulacts.promises.actions.except_promise import except_promise

from ..booked_by import who_booked
from ..models import HelpfulAct
from ..rules import may_change_plan
from ..states import read_again
from .take_place import take_place

OFF = "the time on {when} was given back by those who keep it. Tell them, and find another time with them."
AGAIN = "the time on {when} is booked for them again. Tell them."
TRIGGER = "booked time was given back"


def book_for_act(*, act: HelpfulAct, day: dt.date, first: int, last: int, by: Actor) -> Booking:
    """Book from half-hour `first` up to `last` (not included) of what `act` was promised; it lasts until that day.

    Raises Refused when it is not promised (any more), is more than one person gets, or is taken; NotAllowed for an act
    that is not on the actor's own plan, unless they are at the desk.
    """
    allowed = may_change_plan(by, act.plan)
    require(allowed, "book this")
    with register.writing(act.place_id):
        _still_has_a_place(act)
        assert act.offer is not None
        wanted = Booking(place=act.place, offer=act.offer, day=day, from_slot=first, to_slot=last, act=act.pk)
        booking = take_time(booking=wanted, by=by, allowed=allowed)
        _lasts_until(act, day)
    return booking


def give_back(*, booking: Booking, by: Actor, for_them: bool = False) -> Booking:
    """Free the time. The desk tells whoever had it, unless they did it or asked for it (`for_them`).

    Raises Refused when it was given back already, NotAllowed.
    """
    theirs = _is_theirs(booking, _act_of(booking), by)
    with register.writing(booking.place_id):
        release_booking(booking=booking, by=by, theirs=theirs)
        if not (for_them or theirs):
            _tell(booking, OFF)
    return booking


def book_again(*, booking: Booking, by: Actor, for_them: bool = False) -> Booking:
    """Undo `give_back`, if nobody has the time since; what the desk was to tell falls away.

    Whoever keeps the thing cannot: nobody is booked in by others. Raises Refused when it is booked, taken or not
    promised any more, NotAllowed.
    """
    act = _act_of(booking)
    allowed = _is_theirs(booking, act, by) or may_use_desk(by)
    require(allowed, "book this again")
    with register.writing(booking.place_id):
        if act is not None:
            _still_has_a_place(act)
        take_time_again(booking=booking, by=by, allowed=allowed)
        if act is not None:
            _lasts_until(act, booking.day)
        untold = [
            promise
            for promise in promises.open_about(booking.place, *who_booked(booking)[1], kind="tell")  # type: ignore[arg-type]
            if promise.what == _words(booking, OFF)
        ]
        for promise in untold:
            except_promise(promise=promise, reason="it is booked again", by=by.role)
        if not (untold or for_them or _is_theirs(booking, act, by)):
            _tell(booking, AGAIN)
    return booking


def _act_of(booking: Booking) -> HelpfulAct | None:
    if booking.act is None:
        return None
    acts = HelpfulAct.objects.filter(place=booking.place_id, pk=booking.act)
    act = acts.select_related("plan", "offer", "place").first()
    if act is None:
        raise Refused("This is not there any more: its plan was deleted.")
    return act


def _is_theirs(booking: Booking, act: HelpfulAct | None, by: Actor) -> bool:
    if act is not None:
        return by.person_id == act.plan.person_id
    return by.body_id is not None and by.body_id == booking.body_id


def _still_has_a_place(act: HelpfulAct) -> None:
    """Promised, and with a place: one that was freed after its last day, with nothing booked, is taken again."""
    read_again(act)
    if act.state != "promised" or act.offer is None:
        raise Refused("This is not promised to you at the moment, so no time can be booked for it.")
    if not take_place(act):
        raise Refused(
            "Somebody else has this place now, because no time was booked. Look for another, or ring us."
        )


def _lasts_until(act: HelpfulAct, day: dt.date) -> None:
    act.refresh_from_db(fields=["ends_on"])
    act.ends_on = max(day, act.ends_on or day)
    act.save(update_fields=["ends_on"])


def _words(booking: Booking, words: str) -> str:
    when = f"{date_in_words(booking.day)}, {between_in_words(booking.from_slot, booking.to_slot)}"
    return f"{booking.offer.title}: {words.format(when=when)}"


def _tell(booking: Booking, words: str) -> None:
    to, about = who_booked(booking)
    ask_desk_to_tell(
        place=booking.place,
        to=to,
        about=about,
        what=_words(booking, words),
        trigger=TRIGGER,
        due=min(booking.day, today(booking.place.zone) + TELL_WITHIN),
    )
