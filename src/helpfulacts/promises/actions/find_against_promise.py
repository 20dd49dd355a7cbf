"""Say what is found of a promise that was late or not kept, and agree what puts it right."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.contact_details import refuse_contact_in
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.purposes import is_said
from helpfulacts.people.rules import may_run_rounds, require

from ..models import Promise
from ..selectors import was_late
from .make_promise import make_promise

LATEST = dt.timedelta(days=365)


def find_against_promise(*, promise: Promise, finding: str, words: str, by: Actor) -> Promise:
    """It was broken, or there was a good reason: said once, with why, by an officer. Raises Refused for one in time."""
    require(may_run_rounds(by), "say what is found of a promise")
    if finding not in dict(Promise.FINDINGS):
        raise Refused("Choose what you found.", field="finding")
    if not is_said(words):
        raise Refused("Say why in words, in a sentence that both sides can read.", field="words")
    refuse_contact_in(words, field="words", read_by="Both sides")
    with register.writing(promise.place_id):
        promise.refresh_from_db()
        day = today(promise.place.zone)
        if promise.finding:
            raise Refused("What was found of this promise is on record already.")
        if not (promise.excepted_at or was_late(promise, day)):
            raise Refused("This promise is not late, so there is nothing to find.")
        promise.finding, promise.found_on, promise.found_by = finding, day, by.shown_as[:120]
        promise.finding_words = words.strip()[:500]
        promise.save(update_fields=["finding", "found_on", "found_by", "finding_words_sealed"])
        register.record(
            place=promise.place,
            action="found of a promise",
            noun="promise",
            subject=promise.pk,
            facts={"finding": finding, "by": by.role},
        )
    return promise


def agree_remedy(*, promise: Promise, what: str, due: dt.date, by: Actor) -> Promise:
    """Whoever broke the promise owes this instead: a promise with a day of its own, which names the one it puts right."""
    require(may_run_rounds(by), "agree what puts a promise right")
    if not is_said(what):
        raise Refused("Say in words what they do to put it right.", field="what")
    refuse_contact_in(what, field="what", read_by="Both sides")
    if due < today(promise.place.zone):
        raise Refused("Choose a day that is still to come.", field="due")
    if due > today(promise.place.zone) + LATEST:
        raise Refused("Choose a day within a year: what puts it right cannot wait longer.", field="due")
    with register.writing(promise.place_id):
        promise.refresh_from_db()
        if promise.finding != "broken":
            raise Refused("Say first that the promise was broken, and why.")
        if Promise.objects.filter(place=promise.place_id, remedy_of=promise).exists():
            raise Refused("What puts it right is agreed already. It stands on this page.")
        return make_promise(
            place=promise.place,
            by_noun=promise.by_noun,
            by_id=promise.by_id,
            by_shown_as=promise.by_shown_as,
            to_noun=promise.to_noun,
            to_id=promise.to_id,
            about_noun="promise",
            about_id=promise.pk,
            what=what,
            trigger="a promise was broken",
            due=due,
            kind="remedy",
            remedy_of=promise,
        )
