"""Tell people by e-mail that something moved that they brought or said yes to: that it did, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from helpfulacts.core.errors import Refused
from helpfulacts.core.idempotency import once
from helpfulacts.deliberation import told
from helpfulacts.people.hearing import to_write_to

from .sending import send

SUBJECT = "Something that you said has moved"


def tell_moved(*, place: Any, day: dt.date) -> tuple[int, int]:
    """(told, could not be told) of those who agreed to it and of whose things something moved on the day before `day`.

    That somebody is told is written down first and sent afterwards: nobody is told twice on one day, and what cannot be sent is
    not tried again.
    """
    done = failed = 0
    for person in to_write_to(place):
        if not any(one.day == day - dt.timedelta(days=1) for one in told.news_for(person, day)):
            continue
        if not _is_first(place, person, day):
            continue
        try:
            send(place=place, to=person.contact, subject=SUBJECT, words=words_of(place))
        except Refused:
            failed += 1
            continue
        done += 1
    return done, failed


def words_of(place: Any) -> str:
    """The same for everybody: no question, no words and no name, for an e-mail may be read by others."""
    address = settings.ADDRESS + reverse("deciding_told", args=[place.slug])
    return (
        f"Something that you brought, or said yes to, has moved in {place.name}. Read what:\n\n{address}\n\n"
        "You need your six words. We write once a day at most. You can stop this on that page.\n\n"
        f"A person to talk to: {place.talk_to}.\n"
    )


def _is_first(place: Any, person: Any, day: dt.date) -> bool:
    """Kept for a week under a keyed hash, which names nobody."""
    key = salted_hmac("helpfulacts.moved", f"{person.pk} {day}").hexdigest()
    first: list[bool] = []
    once(place=place, key=key, action="tell_moved", request={}, write=lambda: first.append(True))
    return bool(first)
