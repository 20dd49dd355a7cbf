"""The board promised to answer what bodies differ on: that promise is kept by its replies, and by no meeting."""

from __future__ import annotations

from helpfulacts.people.actor import Actor
from helpfulacts.promises.actions.keep_promises import keep_promises
from helpfulacts.promises.selectors import open_about

from ..models import Deliberation
from ..stands import position_report


def keep_position(*, deliberation: Deliberation, by: Actor) -> int:
    """How many promises it keeps: none while bodies can still change what they say, or something has no reply.

    Of any other question it keeps none. Called inside `register.writing` by whatever may have been the last thing that was missing.
    """
    if deliberation.uses != "position" or not deliberation.subject.get("statements"):
        return 0
    report = position_report(deliberation)
    if not report.settled or report.unanswered:
        return 0
    owed = open_about(deliberation.place, "deliberation", deliberation.pk, by_noun="organisation")
    return keep_promises(
        place=deliberation.place, promises=[one.pk for one in owed],
        evidence="Each thing on which bodies differ has a reply in writing.", by=by.role,
    )  # fmt: skip
