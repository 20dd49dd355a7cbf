"""A safeguarding lead looks after a worry: it is in hand, how it ended, and what its person may read of it."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_read_concerns, require
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..concerns import NOUN, person_by_ticket
from ..models import Concern, ConcernAbout, ConcernWords
from .complain import in_words

MORE_WAS_SAID = "More was said since you opened this page. Read it here first, then press again."


def take_in_hand(*, concern: Concern, read: int, by: Actor) -> None:
    """Somebody has looked, and does what is to be done: the clock is kept, and whoever told it reads that.

    read: how many times something was said of it, as its reader saw. Raises Refused where more was said since.
    """
    require(may_read_concerns(by), "look after what people are worried about")
    with register.writing(concern.place_id):
        _all_was_read(concern, read)
        if not _looked(concern, by):
            raise Refused("Somebody has looked at this already.")
        concern.in_hand_of = by.account_id
        concern.save(update_fields=["in_hand_of"])
        register.record(
            place=concern.place, action="took a worry in hand", noun=NOUN, subject=concern.pk, facts={"by": by.role}
        )  # fmt: skip


def close_concern(*, concern: Concern, outcome: str, words: str, read: int, by: Actor) -> None:
    """What was done, for those who may read it. Said again when more was told, it takes the place of what was said before.

    read: as for `take_in_hand`.
    """
    require(may_read_concerns(by), "look after what people are worried about")
    if outcome not in dict(Concern.OUTCOMES):
        raise Refused("Choose how it ended.", field="outcome")
    said = in_words(words, "Say what was done, and who knows of it.")
    with register.writing(concern.place_id):
        _all_was_read(concern, read)
        _looked(concern, by)
        concern.outcome, concern.closed_at, concern.closed_by = outcome, now(), by.shown_as[:120]
        concern.outcome_words = said
        concern.save(update_fields=["outcome", "closed_at", "closed_by", "outcome_words_sealed"])
        register.record(
            place=concern.place, action="closed a worry", noun=NOUN, subject=concern.pk, facts={"by": by.role}
        )  # fmt: skip


def decide_what_is_told(
    *, concern: Concern, ticket: str, decision: str, reason: str = "", told: str = "", by: Actor
) -> ConcernAbout:
    """Whom it is about, found by their ticket number, and what they may read of it: decided anew, it counts from now.

    reason: why it is kept back; the person never reads it while it is. told: the words that they may read.
    """
    require(may_read_concerns(by), "decide what is told of a worry")
    person = person_by_ticket(concern.place, ticket)
    if person is None:
        raise Refused(
            "Nobody here has that ticket number. It is on their plan, under “My facts”.", field="ticket"
        )
    if decision not in dict(ConcernAbout.DECISIONS):
        raise Refused("Choose if it is told or kept back.", field="decision")
    why, said = tidy(reason), tidy(told)
    if decision == "kept back" and not why:
        raise Refused("Say why it is kept back. You answer for it by name.", field="reason")
    if decision == "told" and not said:
        raise Refused("Write what they may read.", field="told")
    with register.writing(concern.place_id):
        rows = ConcernAbout.objects.filter(place=concern.place_id, concern=concern, person=person)
        row = rows.first() or ConcernAbout(place=concern.place, concern=concern, person=person)
        row.decision, row.decided_at, row.decided_by = decision, now(), by.shown_as[:120]
        row.reason, row.told = (why, "") if decision == "kept back" else ("", said)
        row.save()
        register.record(
            place=concern.place, action="decided what is told of a worry", noun=NOUN, subject=concern.pk,
            facts={"by": by.role},
        )  # fmt: skip
    return row


def _all_was_read(concern: Concern, read: int) -> None:
    """Inside the lock, so that nothing is said meanwhile: words are only ever added, so their number tells."""
    if ConcernWords.objects.filter(place=concern.place_id, concern=concern).count() != read:
        raise Refused(MORE_WAS_SAID)


def _looked(concern: Concern, by: Actor) -> bool:
    owed = promises.open_about(concern.place, NOUN, concern.pk, kind="clock")
    for promise in owed:
        keep_promise(promise=promise, evidence="somebody looked", by=by.role)
    return bool(owed)
