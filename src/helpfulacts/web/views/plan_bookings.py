"""Time that is booked for an act on a plan: its person gives it back, and can book it again while nobody else has it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.directory import bookable
from helpfulacts.support.actions import book_for_act

from ..refusals import press_button
from .plan_mine import Mine, act_of, with_plan


def _booking_of(mine: Mine, booking_id: uuid.UUID) -> Any:
    """What is booked for an act of this plan. Somebody else's is as good as not there."""
    booking = bookable.get_booking(mine.place, booking_id)
    if booking.act is None:
        raise NotFound("There is no such booking on this plan.")
    act_of(mine, booking.act)
    return booking


@require_POST
@with_plan
def give_back(request: HttpRequest, mine: Mine, booking_id: uuid.UUID) -> HttpResponse:
    """The time is free for others, at once."""
    booking = _booking_of(mine, booking_id)
    return press_button(
        request, "plan_give_back", lambda: book_for_act.give_back(booking=booking, by=mine.actor, for_them=True),
        "You gave the time back. If it was a mistake, you can book it again here.",
        "my_plan", anchor=f"act-{booking.act}",
    )  # fmt: skip


@require_POST
@with_plan
def book_again(request: HttpRequest, mine: Mine, booking_id: uuid.UUID) -> HttpResponse:
    """Undo, if nobody has it since."""
    booking = _booking_of(mine, booking_id)
    return press_button(
        request, "plan_book_again", lambda: book_for_act.book_again(booking=booking, by=mine.actor, for_them=True),
        "It is booked again.", "my_plan", anchor=f"act-{booking.act}",
    )  # fmt: skip
