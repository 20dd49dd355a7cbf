"""Somebody says yes or not now to what a place next door has left over; what nobody answers in time is let go.

answer_next_door(row=, yes=, by=Actor) -> NextDoor
let_go_next_door(place=, day=) -> int        every night, for the places that `place` gives
"""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from typing import TYPE_CHECKING

from django.db import transaction

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.release_place import release_place
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_see_plan, require
from helpfulacts.places.selectors import all_places, get_place

from .. import next_door_owed as owed
from ..models import LentPlace, NextDoor, SecondRound
from .propose_leftovers import replace_waiting

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def answer_next_door(*, row: NextDoor, yes: bool, by: Actor) -> NextDoor:
    """The person, or the desk for them. The same answer again changes nothing; a yes may still become a no.

    After a yes each of the two desks owes a word: at home to the person, there to whoever gives it.

    Raises Refused where it was never offered, or its time is over.
    """
    require(may_see_plan(by, row.person_id), "answer this")
    giving = get_place(row.from_slug)
    with transaction.atomic(), ExitStack() as turns:
        for place in sorted({row.place_id, giving.pk}, key=str):
            turns.enter_context(register.writing(place))
        row = NextDoor.objects.select_related("place").get(place=row.place_id, pk=row.pk)
        state = "yes" if yes else "let_go"
        if row.state == state:
            return row
        if row.state not in ("offered", "yes") or row.answer_by is None:
            raise Refused("This place is not free for you any more. Ask at the desk what else there is.")
        if yes and today(row.place.zone) > row.answer_by:
            raise Refused("The time to say yes is over. Ask at the desk what else there is.")
        if row.state == "offered":
            owed.they_know(row, by)
        _say(row, state)
        lent = LentPlace.objects.filter(place=giving, handle=row.handle)
        settled = lent.select_related("holds", "place", "offer").get()
        _settle(settled, state)
        if yes:
            owed.introduce(row, settled, giving)
        register.record(
            place=row.place,
            action="answered a place next door",
            noun="second round",
            subject=row.pk,
            facts={"yes": yes},
        )
    return row


def let_go_next_door(*, place: Place, day: dt.date) -> int:
    """How many places that `place` offers next door were let go: not answered by their day, or their person is gone."""
    open_ones = LentPlace.objects.filter(place=place, state__in=["offered", "yes"])
    stale = SecondRound.objects.filter(place=place, state="proposed", run__state="superseded")
    if not open_ones.exists() and not stale.exists():
        return 0  # the rule, and no other place need wait for it
    around = all_places()
    done = 0
    with transaction.atomic(), ExitStack() as turns:
        for one in sorted(around, key=lambda each: str(each.pk)):
            turns.enter_context(register.writing(one))
        replace_waiting(place.pk, [one.pk for one in around], only_stale=True)
        for lent in LentPlace.objects.filter(place=place, state__in=["offered", "yes"]).select_related(
            "holds", "place"
        ):
            row = (
                NextDoor.objects.filter(place__in=around, handle=lent.handle).select_related("place").first()
            )
            late = (
                row is not None
                and row.state == "offered"
                and row.answer_by is not None
                and row.answer_by < day
            )
            if row is not None and not late:
                continue
            if row is not None:
                _say(row, "let_go")
            _settle(lent, "let_go")
            done += 1
        if done:
            register.record(place=place, action="let places next door go", noun="second round")
    return done


def _say(row: NextDoor, state: str) -> None:
    """What is not theirs is not kept: its name goes, which may be that of somebody who gives."""
    row.state = state
    if state == "let_go":
        row.title = row.why = ""
        owed.over(row)
    row.save(update_fields=["state", "title", "why_sealed"])


def _settle(lent: LentPlace, state: str) -> None:
    """The state of the place that is given; a place nobody wants is free again."""
    holds = lent.holds
    lent.state = state
    if state == "let_go":
        lent.holds = None
        owed.over(lent)
    lent.save(update_fields=["state", "holds"])
    if state == "let_go" and holds is not None:
        release_place(period=holds)
