"""Whom a confirmed round owes word: everybody without e-mail from the desk, and the place from a body with an alarm.

tell(run, rows, acts, day, answer_by)     # one promise a person, on the desk's list to tell
promise_answers(run)                      # one promise and one register entry an alarm
"""

from __future__ import annotations

import datetime as dt
import uuid

from helpfulacts.core.clock import date_in_words
from helpfulacts.core.rows import AT_ONCE
from helpfulacts.promises.actions.make_promise import TELL_WITHIN, draft_promise
from helpfulacts.promises.models import Promise
from helpfulacts.support.models import HelpfulAct

from .models import Allocation, Run


def tell(
    run: Run, rows: list[Allocation], acts: dict[uuid.UUID, HelpfulAct], day: dt.date, answer_by: dt.date
) -> None:
    """Everybody without e-mail goes on the desk's list, whatever the answer."""
    until = date_in_words(answer_by, reference=day)
    promises = []
    for row in rows:
        if row.person.channel == "email":
            continue
        act = acts.get(row.pk)
        if act is not None and row.offer is not None:
            what = (
                f"A place was found for them: {row.offer.title}. They can say yes or not now until {until}."
            )
        elif row.continuing:
            what = f"Sharing round {run.number}: they keep their place."
        else:
            what = (
                f"Sharing round {run.number}: no place this time. Read them the reason and what is open now."
            )
        promises.append(
            draft_promise(
                place=run.place,
                by_noun="desk",
                by_id=None,
                by_shown_as="The desk",
                to_noun="person",
                to_id=row.person_id,
                about_noun="helpful act" if act else "allocation",
                about_id=act.pk if act else row.pk,
                what=what,
                trigger=f"sharing round {run.number} was confirmed",
                due=day + TELL_WITHIN,
                kind="tell",
            )
        )
    Promise.objects.bulk_create(promises, batch_size=AT_ONCE)
