"""The board replies in writing to where bodies stand, each thing by itself, in its own time: no meeting is needed."""

from __future__ import annotations

from collections.abc import Mapping

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import ask_if_person, public_words
from helpfulacts.people.rules import require

from ..models import Contribution, Deliberation
from ..rules import may_act_as
from ..selectors import stage_of_kind, standing_of
from ..stands import board_of, reasons_of
from ..words import LONGEST, put_beside, write_revision
from .keep_position import keep_position


def reply_to_position(
    *, deliberation: Deliberation, replies: Mapping[Contribution, str], by: Actor, no_person: bool = False
) -> int:
    """By statement. How many are new or say something new; a reply that stands is said otherwise, and never goes.

    From the first day on which bodies can answer, and also after its last day: then it is late, and counts all the same. The last that
    was missing keeps the promise of the board. Raises Refused, with the field “reply_3” of the third statement; NotAllowed.
    """
    board = board_of(deliberation)
    require(may_act_as(by, board), "reply for the board")
    given = {
        one: public_words(words, "Write the reply.", field=f"reply_{one.number}", longest=LONGEST["reason"])
        if words.strip()
        else ""
        for one, words in replies.items()
    }
    with register.writing(deliberation.place_id):
        deliberation.refresh_from_db(fields=["published_at", "ended_at"])
        if deliberation.published_at is None or deliberation.ended_at is not None:
            raise Refused("This was ended before its time, so there is nothing to reply to.")
        if standing_of(stage_of_kind(deliberation, "gather")) == "coming":
            raise Refused("No body can have answered yet. Reply once they have.")
        before = reasons_of(board)
        gone = next((one for one, words in given.items() if not words and one.pk in before), None)
        if gone is not None:
            raise Refused("A reply stays. Say it otherwise instead.", field=f"reply_{gone.number}")
        fresh = {
            one: words
            for one, words in given.items()
            if words and (one.pk not in before or before[one.pk][1] != words)
        }
        if not no_person:
            names = [one.name for one in people.organisations(deliberation.place)]
            for words in fresh.values():
                ask_if_person(deliberation.place, words, names)
        for about, said in fresh.items():
            if stood := before.get(about.pk):
                write_revision(stood[0], "", said)
            else:
                put_beside(about, board, said)
        if fresh:
            register.record(
                place=deliberation.place, action="replied to where bodies stand", noun="deliberation", subject=deliberation.pk,
                facts={
                    "number": deliberation.number, "body": deliberation.convenor.name, "replies": len(fresh),
                    "late": now() >= stage_of_kind(deliberation, "decide").closes, "by": by.shown_as,
                },
            )  # fmt: skip
            keep_position(deliberation=deliberation, by=by)
    return len(fresh)
