"""What comes next in many introductions at once: whose it is, by when, and who has been silent, in few reads."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max

from helpfulacts.core.clock import today
from helpfulacts.core.rows import batches
from helpfulacts.directory.selectors import capacity_on
from helpfulacts.promises.models import OPEN, Promise

from .introducing import owner_of, waits_for_place
from .models import Introduction, Nudge
from .selectors import queue_places
from .silence import silence


@dataclass(frozen=True)
class Step:
    """What comes next in one introduction. `owner` is "person", "giver" or "navigator"; `queue` a number, or None.

    `silent`: since when its giver has said nothing, two weeks at least.
    """

    one: Introduction
    promise: Promise | None
    owner: str
    late: bool
    queue: int | None
    silent: dt.date | None


def steps_for(introductions: Iterable[Introduction]) -> list[Step]:
    """The steps of open introductions of one place, what is due first first: six reads for each batch of them."""
    steps = [step for batch in batches(introductions) for step in _steps(batch)]
    return sorted(
        steps, key=lambda step: (step.promise.due if step.promise else dt.date.max, step.one.created_at)
    )


def _steps(ones: list[Introduction]) -> list[Step]:
    place = ones[0].place
    day, keys = today(place.zone), [one.pk for one in ones]
    owed = Promise.objects.filter(
        OPEN, place=place, about_noun="introduction", about_id__in=keys, kind="next"
    )
    promises: dict[uuid.UUID | None, Promise] = {promise.about_id: promise for promise in owed}
    offers = {one.act.offer.pk: one.act.offer for one in ones if one.act.offer is not None}
    periods = capacity_on(offers.values(), day)
    queue = queue_places([one.act for one in ones], periods)
    nudges = Nudge.objects.filter(place=place, introduction__in=keys).order_by().values_list("introduction")
    nudged = dict(nudges.annotate(Max("at")))
    steps = []
    for one in ones:
        promise = promises.get(one.pk)
        steps.append(
            Step(
                one,
                promise,
                owner_of(promise) if promise else "",
                promise is not None and promise.due < day,
                queue.get(one.act_id),
                silence(one, promise, nudged.get(one.pk), waits_for_place(one, periods)),
            )
        )
    return steps
