"""The author of something hidden asks for another look, once; somebody else than who hid it answers."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy_lines
from helpfulacts.people.actor import Actor
from helpfulacts.people.purposes import is_said
from helpfulacts.people.rules import require

from ..models import Contribution, Moderation
from ..rules import may_moderate
from ..words import NOUN, is_author, promise_to_read, require_author, was_read
from .moderate import log, why_hidden

LONGEST = 1000
AGAIN = "look-again"
AUTHOR = "its author"


def appeal(*, contribution: Contribution, words: str, by: Actor) -> Moderation:
    """The words are for whoever looks again, and for nobody else. Raises Refused, NotAllowed."""
    require_author(by, contribution)
    if len(words) > 4 * LONGEST or len(words := tidy_lines(words)) > LONGEST:
        raise Refused(f"Please keep it under {LONGEST:,} letters.", field="words")
    if not is_said(words):
        raise Refused("Say why it should be shown.", field="words")
    with register.writing(contribution.place_id):
        contribution.refresh_from_db()
        if contribution.state != "hidden":
            raise Refused("Only what is hidden is looked at again.")
        if appeals_of(contribution):
            raise Refused("You asked for another look before. It is looked at again once.")
        asked = Moderation(
            place=contribution.place, contribution=contribution, what="appealed", by_key=AUTHOR, by_shown_as=AUTHOR, at=now()
        )  # fmt: skip
        asked.appeal = words
        asked.save(force_insert=True)
        promise_to_read(contribution, clock=AGAIN)
        register.record(
            place=contribution.place,
            action="asked to look again at what was hidden",
            noun=NOUN,
            subject=contribution.pk,
            facts={"deliberation": contribution.deliberation.number, "number": contribution.number},
        )
    return asked


def answer_appeal(
    *, asked: Moderation, shown: bool, line: str = "", reason: str = "", by: Actor
) -> Moderation:
    """Show it again, or keep it hidden by a line and for a reason. Neither who hid it answers, nor who brought it.

    Raises Refused, NotAllowed.
    """
    require(may_moderate(by), "answer this")
    contribution = asked.contribution
    if is_author(by, contribution.author):
        raise NotAllowed("You brought this. Somebody else answers.")
    if _hid(contribution, by):
        raise NotAllowed("You hid this. Somebody else answers.")
    policy, reason = ("", "") if shown else why_hidden(line, reason)
    with register.writing(asked.place_id):
        contribution.refresh_from_db()
        answered = Moderation.objects.filter(place=asked.place_id, answers=asked).exists()
        if asked.what != "appealed" or answered or contribution.state != "hidden":
            raise Refused("This is answered already. Reload the page.")
        if shown:
            contribution.state = "shown"
            contribution.save(update_fields=["state"])
        what = "shown again" if shown else "kept hidden"
        answer = log(contribution, what, by, policy=policy, reason=reason, answers=asked)
        was_read(contribution, by)
        register.record(
            place=asked.place,
            action="looked again at what was hidden",
            noun=NOUN,
            subject=contribution.pk,
            facts={
                "deliberation": contribution.deliberation.number, "number": contribution.number, "what": what,
                "line": policy, "by": by.role,
            },
        )  # fmt: skip
    return answer


def appeals_of(contribution: Contribution) -> bool:
    rows = Moderation.objects.filter(place=contribution.place_id, contribution=contribution, what="appealed")
    return rows.exists()


def _hid(contribution: Contribution, by: Actor) -> bool:
    rows = Moderation.objects.filter(
        place=contribution.place_id, contribution=contribution, what="hidden", by_key=by.key
    )
    return rows.exists()
