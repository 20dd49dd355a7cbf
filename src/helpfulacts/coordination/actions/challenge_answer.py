"""Ask for the answer of a round to be looked at again by somebody new.

challenge_answer(allocation=, words=, by=Actor) -> Promise
"""

from __future__ import annotations

from django.db import IntegrityError

from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_use_desk, require
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.ask_a_person import ask_to_look_again

from ..models import Allocation


def challenge_answer(*, allocation: Allocation, words: str, by: Actor) -> Promise:
    """The partnership promises an answer. Only about one's own answer, of a confirmed round; one open ask each."""
    require(by.person_id == allocation.person_id or may_use_desk(by), "ask about this answer")
    if allocation.run.state != "confirmed":
        raise Refused("Nothing has been decided yet: a person still has to look at this round.")
    try:
        return ask_to_look_again(person=allocation.person, about=allocation.pk, words=words, by=by)
    except IntegrityError:  # asked twice in the same moment: `one_open_look_again`
        raise Refused("You have already asked. Somebody new is looking at it, and you will hear.") from None
