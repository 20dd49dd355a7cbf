"""Words that somebody reported are hidden on a ground, or kept, each with a reason; an appeal opens the case again."""

from __future__ import annotations

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell

from .. import history
from ..corrections import decided_again, is_hidden, last_decision, wrote_it
from ..models import Correction, Moderation, Offer, Trial
from ..moments import has_changed
from ..public_words import refuse_private
from ..rules import may_moderate
from ..standing import as_it_stands, hide, let_back
from .answer_corrections import close
from .answer_part import leave_weaves
from .index_offers import show_again

LONGEST_REASON, LONGEST_APPEAL = 200, 400


def decide_reported(
    *, offer: Offer, trial: Trial | None = None, decision: str, ground: str = "", reason: str, by: Actor
) -> Moderation:
    """Hide (`hidden`, with a ground), keep (`kept`) or show again (`shown`) an entry, or the words of one who tried it.

    The reason is public; the words are not in it. Whoever wrote them is told by the desk, and may appeal. An appeal is
    answered by somebody else than the one who decided. It can be decided wherever the entry stands: of one that has
    ended, only what waits for an answer is closed. Raises Refused, NotAllowed.
    """
    if not may_moderate(by, offer, trial):
        raise NotAllowed(
            "Words that were reported are looked at by a link worker or an officer who did not write them."
        )
    reason = tidy(reason)
    if decision not in dict(Moderation.DECISIONS):
        raise Refused("Say if you hide it or keep it.", field="decision")
    if decision == "hidden" and ground not in dict(Moderation.GROUNDS):
        raise Refused("Choose why it is hidden.", field="ground")
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(
            f"Give your reason, in up to {LONGEST_REASON} letters. Everybody can read it.", field="reason"
        )
    refuse_private(reason, field="reason", where="your reason")
    with register.writing(offer.place_id):
        as_it_stands(offer)
        if trial is not None:
            trial.refresh_from_db(fields=["hidden"])
        now_hidden = is_hidden(offer, trial)
        answers = _appeal_to_answer(offer, trial, by)
        if not now_hidden and decision == "shown":
            raise Refused("It is not hidden. Hide it, or keep it as it is.", field="decision")
        if now_hidden and (decision == "kept" or (decision == "hidden" and answers is None)):
            raise Refused("It is hidden already. You can show it again.", field="decision")
        reports = Correction.objects.filter(
            place=offer.place_id, offer=offer, trial=trial, what="unsafe", answer=""
        )
        if offer.status == "ended" and answers is None and not reports.exists():
            raise Refused("This entry has ended, and nothing about it waits for an answer.")
        row = Moderation.objects.create(
            place=offer.place,
            number=(
                Moderation.objects.filter(place=offer.place_id).aggregate(last=Max("number"))["last"] or 0
            )
            + 1,
            at=now(),
            noun="entry" if trial is None else "try",
            offer=offer,
            trial=trial,
            ground=ground if decision == "hidden" else "",
            decision=decision,
            reason=reason,
            reports=reports.count(),
            by_key=by.key,
            by_shown_as=by.shown_as[:120],
            answers=answers,
        )
        close(list(reports), "hidden" if decision == "hidden" else "kept", "", by)
        _show_or_hide(offer, trial, row, by)
        _tell(row, offer, trial)
        register.record(
            place=offer.place,
            action="decide_reported",
            noun="offer",
            subject=offer.pk,
            facts={"decision": decision, "about": row.noun, "ground": row.ground, "number": row.number},
        )
    return row


def appeal(*, decision: Moderation, words: str, by: Actor, person_id: object = None) -> Moderation:
    """The one who wrote it asks for another look, once. `person_id`: whose plan is open. Raises Refused, NotAllowed."""
    if not wrote_it(by, person_id, decision):  # type: ignore[arg-type]
        raise NotAllowed(
            "Only the one who wrote it can ask for another look. Open your plan or sign in first."
        )
    words = words.strip()
    if not words or len(words) > LONGEST_APPEAL:
        raise Refused(f"Say why we should look again, in up to {LONGEST_APPEAL} letters.", field="words")
    with register.writing(decision.place_id):
        row = Moderation.objects.get(place=decision.place_id, pk=decision.pk)
        done = row.appealed_at is not None or row.answers_id is not None or decided_again(row) is not None
        if row.decision != "hidden" or done:
            raise Refused(
                "Somebody has looked again already, or nothing is hidden here. Talk to us at the desk."
            )
        row.appealed_at, row.appeal = now(), words
        row.save(update_fields=["appealed_at", "appeal_sealed"])
        register.record(
            place=row.place,
            action="appeal_decision",
            noun="offer",
            subject=row.offer_id,
            facts={"number": row.number},
        )
    return row


def _appeal_to_answer(offer: Offer, trial: Trial | None, by: Actor) -> Moderation | None:
    last = last_decision(offer, trial)
    if last is None or last.appealed_at is None:
        return None
    if last.by_key == by.key:
        raise NotAllowed("You decided this the first time. Somebody else looks at it now.")
    return last


def _show_or_hide(offer: Offer, trial: Trial | None, row: Moderation, by: Actor) -> None:
    if trial is not None:
        trial.hidden = row.decision == "hidden"
        trial.save(update_fields=["hidden"])
        has_changed(offer.place_id, [offer])
        return
    if row.decision == "hidden":
        leave_weaves(offers=[offer], why="it is not listed any more")
        hide(offer)
        history.forget_what_was_said(offer)
        history.note(offer, "hidden", by)
    elif row.decision == "shown" and offer.status != "ended":
        let_back(offer, hidden=True)
        if offer.status == "active":
            show_again([offer])
        history.note(offer, "shown", by)


def _tell(row: Moderation, offer: Offer, trial: Trial | None) -> None:
    """Whoever wrote it hears of it from the desk, where we know who that is. Keeping what was reported changes nothing."""
    if row.decision == "kept":
        return
    to = ("person", offer.giver_id) if offer.giver_id else ("organisation", offer.provider_id)
    if trial is not None:
        to = ("person", trial.writer_id)
    if to[1] is None:
        return
    said = "is shown again" if row.decision == "shown" else "stays hidden" if row.answers else "was hidden"
    ask_desk_to_tell(
        place=offer.place,
        to=to,
        about=("offer", offer.pk),
        what=f"What they wrote {said}. Tell them why: {row.reason}"
        + (
            f" They can ask for another look: decision {row.number}."
            if row.decision == "hidden" and not row.answers
            else ""
        ),
        trigger="somebody decided about words that were reported",
    )
