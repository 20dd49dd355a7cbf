"""Say that what a body promised by a decision was done, and what shows it."""

from __future__ import annotations

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import public_words
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.models import Promise

from ..models import Decision
from ..rules import may_convene
from .draft_decision import NOUN

LONGEST = 200


def keep_undertaking(*, decision: Decision, promise: Promise, shows: str, by: Actor) -> Promise:
    """Everybody reads what shows it, and whom it concerns hears of it. Said once. Raises Refused, NotFound, NotAllowed."""
    require(may_convene(by), "say that a promise is kept")
    if (promise.place_id, promise.about_noun, promise.about_id) != (decision.place_id, NOUN, decision.pk):
        raise NotFound("This decision promised nothing of the kind.")
    seen = public_words(
        shows, "Say in words what shows it: what can anybody go and see?", field="shows", longest=LONGEST
    )
    if promise.kept_at is not None:
        raise Refused("That it is kept is on record already.", field="promise")
    return keep_promise(promise=promise, evidence=seen, by=by.role)
