"""People with a browser each who vote over HTTP: the jobs behind `test_votes_over_http.py` on the side of the database."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import get_random_string
from vote_workers import ASKS, _stage, begin, close  # it sets Django up
from workers import say

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.deliberation.actions.count_stage import count_stage
from helpfulacts.deliberation.models import Cast, Membership
from helpfulacts.people.models import Person


def begin_many(slug: str, people: str) -> None:
    """A vote that goes on, and the session of each of so many people whose plan is open in a browser."""
    begin(slug, "0")
    stage, moment = _stage(slug), now()
    place = stage.place
    persons = [Person(place=place, channel="desk", created_at=moment) for _ in range(int(people))]
    Person.objects.bulk_create(persons, batch_size=500)
    Membership.objects.bulk_create(
        (
            Membership(
                place=place, deliberation=stage.deliberation, person=person, joined_on=today(place.zone),
                evidence="says that they live here",
            )
            for person in persons
        ),
        batch_size=500,
    )  # fmt: skip
    store = SessionStore()
    kept = store.get_model_class()
    sessions = [
        kept(
            session_key=get_random_string(32),
            session_data=store.encode({f"person:{place.pk}": str(person.pk)}),
            expire_date=moment + dt.timedelta(hours=12),
        )
        for person in persons
    ]
    kept.objects.bulk_create(sessions, batch_size=500)
    say({"session_cookie": settings.SESSION_COOKIE_NAME, "form_cookie": settings.CSRF_COOKIE_NAME})
    for session in sessions:
        say({"session": session.session_key})


def close_and_count(slug: str) -> None:
    """What the count says, and how many votes were handed in, and of how many members one counts."""
    close(slug)
    stage = _stage(slug)
    with as_if(stage.closes):
        tally = count_stage(stage=stage, by=ASKS)
    rows = Cast.objects.filter(place=stage.place_id, stage=stage)
    say({"tally": tally.result, "handed in": rows.count(), "count": rows.filter(current=True).count()})


JOBS: dict[str, Any] = {job.__name__: job for job in (begin_many, close_and_count)}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
