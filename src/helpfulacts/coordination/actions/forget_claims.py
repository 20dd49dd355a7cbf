"""Forget what people asked of past rounds once its time is over, and all of it for those who were erased.

    forget_claims(place=, day=) -> int      run before every round; running it again changes nothing

A claim's leaf stays with its run, so that the run still verifies; what the claim said is gone.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.support.models import Plan

from ..models import Allocation, Claim

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

AT_ONCE = 500


def forget_claims(*, place: Place, day: dt.date) -> int:
    """How many claims went: those kept until before `day`, and those of people who have no plan any more.

    Somebody whose offer others use stays as its giver after erasure; what rounds kept about them goes here.
    """
    asked = set(
        Allocation.objects.filter(place=place).order_by().values_list("person_id", flat=True).distinct()
    )
    erased_people = sorted(
        asked - set(Plan.objects.filter(place=place).values_list("person_id", flat=True)), key=str
    )
    erased = 0
    with register.writing(place):
        for start in range(0, len(erased_people), AT_ONCE):
            batch = erased_people[start : start + AT_ONCE]
            Allocation.objects.filter(place=place, person__in=batch).delete()
            erased += Claim.objects.filter(place=place, person__in=batch).delete()[0]
        past, _ = Claim.objects.filter(place=place, keep_until__lt=day).delete()
        if erased + past:
            register.record(
                place=place, action="forgot claims", noun="round", facts={"past": past, "erased": erased}
            )
    return erased + past
