"""Tell the second person that somebody is not out of a visit in time: who and by when, and nothing else."""

from __future__ import annotations

from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.support.actions.plan_visit import claim_to_tell, second_was_told
from helpfulacts.support.visits import message_about, why_nothing_leaves

from .sending import send, send_text


def tell_seconds(*, place: Any) -> tuple[int, int]:
    """(told, could not be reached). What could not be sent is tried again at the next look, until somebody is out.

    A message that would only be kept in the outbox of this machine tells nobody: it could not be sent.
    """
    told = failed = 0
    for visit in claim_to_tell(place=place):
        words = message_about(visit)
        try:
            if nothing_leaves := why_nothing_leaves(place, visit.reach):
                raise Refused(nothing_leaves)
            if "@" in visit.reach:
                send(place=place, to=visit.reach, subject="Please ring somebody now", words=words)
            else:
                send_text(place=place, to=visit.reach, words=words)
        except Refused:
            failed += 1
            continue
        second_was_told(visit=visit)
        told += 1
    return told, failed
