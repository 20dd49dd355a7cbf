"""Those who give a part answer; whoever must not meet somebody alone is looked after in the same moment."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.directory.actions.answer_part import answer_part
from helpfulacts.directory.models import WeavePart
from helpfulacts.people.actor import Actor

from .release_alone import release_alone


def answer_for_part(*, part: WeavePart, answer: str, by: Actor) -> WeavePart:
    """As `directory.actions.answer_part`. Somebody alone who joins brings nobody under 18 there (`release_alone`)."""
    with register.writing(part.place_id):
        part = answer_part(part=part, answer=answer, by=by)
        release_alone(place=part.place)
    return part
