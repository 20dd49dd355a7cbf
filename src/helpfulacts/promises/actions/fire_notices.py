"""Say what the clocks have to say: due soon, due today, late. Each once, on its day or the first night after."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.engine.small import some

from ..clocks import CLOCKS, notices_of
from ..models import PromiseNotice
from ..selectors import running

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def fire_notices(*, place: Place, day: dt.date) -> int:
    """How many were said on `day`; with them the promise is on the list of days to keep. Run again, it says nothing anew.

    What stands still says nothing, nor does what has ended. One entry of the register a night; each notice is a row.
    """
    with register.writing(place):
        clocked = running(place).exclude(clock="")
        said = set(
            PromiseNotice.objects.filter(place=place, promise__in=clocked).values_list(
                "promise", "notice", "due"
            )
        )
        new = [
            PromiseNotice(place=place, promise=promise, notice=notice, due=promise.due, said_on=day)
            for promise in clocked.order_by("due", "made_at")
            for notice, its_day in notices_of(CLOCKS[promise.clock], promise.due, place.nation)
            if its_day <= day and (promise.pk, notice, promise.due) not in said
        ]
        PromiseNotice.objects.bulk_create(new)
        if new:
            facts = {"promises": some(len(new)), "day": day.isoformat()}
            register.record(place=place, action="said days", noun="promise", facts=facts)
    return len(new)
