"""Make a promise: by, to, what, and by when."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused

from ..clocks import CLOCKS, due_day
from ..models import Promise

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

TELL_WITHIN = dt.timedelta(days=1)
"""How soon the desk tells somebody who has no e-mail."""


def draft_promise(
    *,
    place: Place,
    by_noun: str,
    by_id: uuid.UUID | None,
    by_shown_as: str,
    to_noun: str,
    to_id: uuid.UUID | None,
    about_noun: str,
    about_id: uuid.UUID | None,
    what: str,
    trigger: str,
    due: dt.date | None = None,
    kind: str = "act",
    clock: str = "",
    counts_from: dt.date | None = None,
    remedy_of: Promise | None = None,
) -> Promise:
    """A promise not yet kept in the database: for batches, which write one register entry themselves.

    Its day is `due`, or what `clock` (a key of CLOCKS) makes of `counts_from`, which is today where nothing is said. A
    day that a law sets is not for anybody to set otherwise.
    """
    if not what.strip():
        raise Refused("Say what is promised.", field="what")
    rule = CLOCKS[clock] if clock else None
    begun = (counts_from or today(place.zone)) if rule else None
    if rule and begun and (due is None or rule.law):
        due = due_day(rule, begun, place.nation)
    if due is None:
        raise Refused("Say by which day.", field="due")
    promise = Promise(
        place=place,
        kind=kind,
        by_noun=by_noun,
        by_id=by_id,
        by_shown_as=by_shown_as[:120],
        to_noun=to_noun,
        to_id=to_id,
        about_noun=about_noun,
        about_id=about_id,
        trigger=trigger[:120],
        made_at=now(),
        due=due,
        clock=clock,
        counts_from=begun,
        remedy_of=remedy_of,
    )
    promise.what = what.strip()[:300]
    return promise


def make_promise(
    *,
    place: Place,
    by_noun: str,
    by_id: uuid.UUID | None,
    by_shown_as: str,
    to_noun: str,
    to_id: uuid.UUID | None,
    about_noun: str,
    about_id: uuid.UUID | None,
    what: str,
    trigger: str,
    due: dt.date | None = None,
    kind: str = "act",
    clock: str = "",
    counts_from: dt.date | None = None,
    remedy_of: Promise | None = None,
    quiet: bool = False,
) -> Promise:
    """`by` owes `to` this before the end of `due`, or of the day that `clock` says. One register entry, without the words.

    `quiet`: none, where the action that calls it has the one entry, or where that there is a promise would tell too much.
    """
    promise = draft_promise(
        place=place,
        by_noun=by_noun,
        by_id=by_id,
        by_shown_as=by_shown_as,
        to_noun=to_noun,
        to_id=to_id,
        about_noun=about_noun,
        about_id=about_id,
        what=what,
        trigger=trigger,
        due=due,
        kind=kind,
        clock=clock,
        counts_from=counts_from,
        remedy_of=remedy_of,
    )
    with register.writing(place):
        promise.save(force_insert=True)
        if not quiet:
            register.record(
                place=place,
                action="promised",
                noun="promise",
                subject=promise.pk,
                facts={"by": by_noun, "to": to_noun, "about": about_noun, "due": promise.due.isoformat()},
            )
    return promise
