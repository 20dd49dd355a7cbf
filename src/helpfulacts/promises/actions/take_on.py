"""A body takes on something that is missing, until a day. One body at a time; the next one takes over from it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused

from ..models import Promise
from ..selectors import ITSELF, asked_by, open_about
from .except_promise import except_promise
from .make_promise import make_promise

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

CLOCK = "taken-on"
LATEST = dt.timedelta(days=366)


def take_on(
    *,
    place: Place,
    about_noun: str,
    about_id: uuid.UUID,
    what: str,
    body: uuid.UUID,
    body_called: str,
    until: dt.date,
    by: str,
    acts_for: uuid.UUID | None,
) -> Promise:
    """The body owes `what` to the place by the end of `until`, a day from today to a year on. Raises Refused.

    `by` is the role of who says so and `acts_for` the body of that role: who acts for another body only asks it, and
    asking again for the same day changes nothing. What was taken on before is excused: it was handed over, or has
    another day now, or the body that was asked says so itself.
    """
    day = today(place.zone)
    if not day <= until <= day + LATEST:
        raise Refused("Choose a day from today on, and within a year.", field="until")
    trigger = ITSELF if acts_for == body else f"{'an' if by[:1] in 'aeiou' else 'a'} {by}"
    try:
        with register.writing(place):
            for promise in open_about(place, about_noun, about_id):
                same = promise.by_id == body and promise.due == until
                if same and (acts_for != body or not asked_by(promise)):
                    return promise
                why = "It was handed over." if promise.by_id != body else "Another day was set."
                if same:
                    why = "The body took it on itself."
                except_promise(promise=promise, reason=why, by=by)
            return make_promise(
                place=place, by_noun="organisation", by_id=body, by_shown_as=body_called, to_noun="place",
                to_id=place.pk, about_noun=about_noun, about_id=about_id, what=what, trigger=trigger,
                due=until, kind="remedy", clock=CLOCK,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("Somebody else changed this just now. Reload the page to see it as it is.") from None
