"""A body has answered for a right that a round could not meet: an officer writes down what it said.

answer_alarm(run=, alarm_id=, answer=, by=Actor) -> Promise      the body's promise, kept
"""

from __future__ import annotations

import uuid

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.models import Promise

from ..models import Alarm, Run
from ..rules import may_decide_round

FEWEST_WORDS = 3
LONGEST = 200


def answer_alarm(*, run: Run, alarm_id: uuid.UUID, answer: str, by: Actor) -> Promise:
    """Kept, with the answer as what shows it. Refused without a few words, before the round is confirmed, or twice.

    The answer is read by officers: it names no person. The register gets that and when it was answered, not the words.
    """
    require(may_decide_round(by), "write down an answer to an alarm")
    answer = tidy(answer)
    if len(answer.split()) < FEWEST_WORDS or len(answer) > LONGEST:
        raise Refused(
            "Say in a few words what they answered. Under 200 letters, and no person named.", field="answer"
        )
    if not Alarm.objects.filter(place=run.place_id, run=run, pk=alarm_id).exists():
        raise NotFound("There is no such alarm in this round.")
    promise = next(iter(promises.about(run.place, "alarm", alarm_id)), None)
    if promise is None:
        raise Refused("They owe an answer once the round is confirmed. It is not confirmed yet.")
    if promise.kept_at:
        raise Refused("Their answer is written down already.")
    return keep_promise(promise=promise, evidence=answer, by=by.shown_as)
