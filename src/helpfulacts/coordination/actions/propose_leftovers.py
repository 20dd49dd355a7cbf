"""After all first rounds: propose what each place could give next door. Nobody hears before its officer confirms.

    propose_leftovers(batch=, by=SYSTEM) -> list[SecondRound]

One transaction over all places that take part, in the order of their keys, so that no two of these wait for each other.
"""

from __future__ import annotations

import uuid
from contextlib import ExitStack

import numpy as np
from django.db import transaction
from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import new_id
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.people.rules import require
from helpfulacts.places.selectors import all_places

from ..models import LentPlace, NextDoor, Run, SecondRound
from ..next_door import Worked, work_out
from ..rules import may_propose_round


def propose_leftovers(*, batch: str, by: Actor = SYSTEM) -> list[SecondRound]:
    """One second round of each place that has something left over for somebody next door; it replaces those that waited.

    The same batch again gives the same ones. Raises Refused where a first round was confirmed or replaced meanwhile.
    """
    require(may_propose_round(by), "work out what goes next door")
    kept = list(SecondRound.objects.filter(place__in=all_places(), batch=batch).order_by("place"))
    if kept:
        return kept
    worked = work_out(today())
    if worked is None:
        return []
    giving = sorted({worked.lent[row].place for row in _given(worked)}, key=str)
    with transaction.atomic(), ExitStack() as turns:
        for place in sorted(worked.runs, key=str):
            turns.enter_context(register.writing(place))
        kept = list(SecondRound.objects.filter(place__in=worked.runs, batch=batch).order_by("place"))
        if kept:
            return kept  # somebody else worked out the same batch meanwhile
        runs = [run.pk for run in worked.runs.values()]
        if Run.objects.filter(place__in=worked.runs, pk__in=runs, state="proposed").count() != len(runs):
            raise Refused(
                "A round was confirmed or run again meanwhile. Nothing was kept: work it out again."
            )
        for place in worked.runs:
            replace_waiting(place, list(worked.runs))
        return [_save(worked, place, batch, by) for place in giving]


def _given(worked: Worked) -> list[int]:
    """The row of `lent` that each person would have, of those who would have one."""
    second = worked.shared.second
    return [int(row) for row in second[second >= 0]]


def replace_waiting(place: uuid.UUID, around: list[uuid.UUID], *, only_stale: bool = False) -> int:
    """What waited there goes, and what people of the places around would have had of it; how many second rounds.

    only_stale: only where the place's own round was run again since, so that nobody can confirm it any more.
    """
    old = SecondRound.objects.filter(place=place, state="proposed")
    if only_stale:
        old = old.filter(run__state="superseded")
    handles = list(LentPlace.objects.filter(place=place, second__in=old).values_list("handle", flat=True))
    NextDoor.objects.filter(place__in=around, handle__in=handles, state="proposed").delete()
    return old.update(state="superseded")


def _save(worked: Worked, place: uuid.UUID, batch: str, by: Actor) -> SecondRound:
    run, shared = worked.runs[place], worked.shared
    last = SecondRound.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
    mine = [row for row, one in enumerate(worked.lent) if one.place == place]
    chosen = np.flatnonzero(np.isin(shared.second, mine)).tolist()
    holders = sorted(chosen, key=lambda person: int(shared.turn[person]))
    second = SecondRound.objects.create(
        place_id=place,
        number=last + 1,
        batch=batch,
        run=run,
        ran_at=now(),
        left_over=shared.left[place],
        given=len(holders),
    )
    lent, told = [], []
    for number, person in enumerate(holders):
        one, offer, handle = (
            worked.people[person],
            worked.lent[int(shared.second[person])].offer,
            new_id(),
        )
        home = worked.runs[one.place].place
        lent.append(
            LentPlace(
                place_id=place,
                second=second,
                offer_id=offer.id,
                to_slug=home.slug,
                handle=handle,
                turn=number,
            )
        )
        told.append(
            NextDoor(
                place_id=one.place, person_id=one.asker.person, allocation_id=one.allocation,
                from_slug=run.place.slug, title=offer.title, handle=handle,
            )
        )  # fmt: skip
        told[-1].why = shared.why[person]
    LentPlace.objects.bulk_create(lent)
    NextDoor.objects.bulk_create(told)
    register.record(
        place=run.place,
        action="proposed places next door",
        noun="second round",
        subject=second.pk,
        facts={"number": second.number, "after": run.number, "by": by.shown_as},
    )
    return second
