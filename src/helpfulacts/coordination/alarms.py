"""Alarms: a right that a round could not meet, the body that owes an answer, and what it said.

promise_answers(run)       # when the round is confirmed: one promise and one register entry an alarm
alarms_of(run)             # list[AlarmShown]
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.directory.facets import FACTS
from helpfulacts.engine.small import some
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.make_promise import draft_promise
from helpfulacts.promises.models import Promise

from .models import Alarm, Run


def promise_answers(run: Run) -> None:
    """Each body with an alarm owes the place an answer by its day. Nothing is owed while a round is only proposed."""
    zone = ZoneInfo(run.place.zone)
    owed = []
    for alarm in Alarm.objects.filter(place=run.place_id, run=run).order_by("floor"):
        if alarm.answer_by < now():  # nobody is late before they are asked
            alarm.answer_by = now()
            alarm.save(update_fields=["answer_by"])
        due = alarm.answer_by.astimezone(zone).date()
        owed.append(
            draft_promise(
                place=run.place,
                by_noun="body",
                by_id=None,
                by_shown_as=alarm.responsible_body,
                to_noun="place",
                to_id=run.place_id,
                about_noun="alarm",
                about_id=alarm.pk,
                what=f"Answer for a right that sharing round {run.number} could not meet: {FACTS[alarm.floor]}",
                trigger=f"sharing round {run.number} was confirmed",
                due=due,
            )
        )
        register.record(
            place=run.place,
            action="raised an alarm",
            noun="alarm",
            subject=alarm.pk,
            facts={
                "number": run.number,
                "right": FACTS[alarm.floor],
                "people": some(alarm.people),
                "must_answer": alarm.responsible_body,
                "answer_by": due.isoformat(),
            },
        )
    Promise.objects.bulk_create(owed)


@dataclass(frozen=True)
class AlarmShown:
    """A right that a round could not meet. due: the day of the answer. promised: owed, since the round is confirmed.

    answer: what the body said, and answered_on; empty and None until then. late: answered after `due`, or not yet.
    """

    id: uuid.UUID
    floor: str
    responsible_body: str
    people: int
    due: dt.date
    promised: bool
    answer: str
    answered_on: dt.date | None
    late: bool


def alarms_of(run: Run) -> list[AlarmShown]:
    zone = ZoneInfo(run.place.zone)
    shown = []
    for alarm in Alarm.objects.filter(place=run.place_id, run=run).order_by("floor"):
        promise = next(iter(promises.about(run.place, "alarm", alarm.pk)), None)
        due = alarm.answer_by.astimezone(zone).date()
        kept_at = promise.kept_at if promise else None
        answered_on = kept_at.astimezone(zone).date() if kept_at else None
        shown.append(
            AlarmShown(
                id=alarm.pk,
                floor=alarm.floor,
                responsible_body=alarm.responsible_body,
                people=alarm.people,
                due=due,
                promised=promise is not None,
                answer=promise.evidence if promise else "",
                answered_on=answered_on,
                late=promise is not None and (answered_on or today(run.place.zone)) > due,
            )
        )
    return shown
