"""“This was wrong”: anybody says so, in one tap, without saying who they are."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from ..models import Correction, Offer, Trial
from ..public_words import private_in

LONGEST_NOTE = 300


def say_wrong(
    *, offer: Offer, what: str, note: str = "", trial: Trial | None = None, mark: str
) -> Correction:
    """Put it where a person answers it. `mark` tells one voice from another: the same one counts once until answered,
    and a note that it adds later is kept with it. With `trial` it is a report of those words. Raises Refused.
    """
    if what not in dict(Correction.WHAT):
        raise Refused("Choose what was wrong.", field="what")
    if offer.status != "active":
        raise Refused("This is not on the list any more, so nobody is sent there.")
    if trial is not None and (trial.offer_id != offer.pk or trial.hidden):
        raise Refused("Those words are not shown any more.")
    if trial is not None:
        what = "unsafe"
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise Refused(f"Keep it to {LONGEST_NOTE} letters.", field="note")
    if found := private_in(note, offer):
        raise Refused(f"There is {found} in what you wrote. Please take it out.", field="note")
    same = {"place": offer.place, "offer": offer, "trial": trial, "what": what, "mark": mark, "answer": ""}
    with register.writing(offer.place_id):
        kept = Correction.objects.filter(**same).first()
        if kept is not None:
            if note:
                kept.note = note
                kept.save(update_fields=["note_sealed"])
            return kept
        row = Correction(**same, at=now())
        row.note = note
        row.save(force_insert=True)
        register.record(
            place=offer.place,
            action="say_wrong",
            noun="offer",
            # Nobody has looked yet: that harm is said of somebody names neither them nor what they wrote.
            subject=None if what == "unsafe" else offer.pk,
            facts={} if what == "unsafe" else {"what": what, "about": "entry"},
        )
    return row
