"""“We tried it”: what somebody found when they copied an idea."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from ..models import Offer, Trial
from ..moments import has_changed
from ..public_words import refuse_private


def try_idea(*, offer: Offer, shown_as: str, words: str, worked: bool, by: Actor) -> Trial:
    """Add a try to an idea, shown as from `shown_as` ("Nine homes in Upper Gornal"), whether it worked or not."""
    if offer.kind != "idea":
        raise Refused("Only an idea gathers tries. Tell us how other help went on your plan.")
    if offer.status != "active":
        raise Refused("This idea is no longer on the list.")
    if by.role == "nobody":
        raise NotAllowed("Open your plan or sign in first, then tell us how it went.")
    shown_as, words = shown_as.strip(), words.strip()
    if not shown_as or len(shown_as) > 120:
        raise Refused(
            "Say who tried it, in up to 120 letters. No names: “Nine homes on our road”.", field="shown_as"
        )
    if not words or len(words) > 400:
        raise Refused("Say how it went, in up to 400 letters.", field="words")
    refuse_private(shown_as, field="shown_as")
    refuse_private(words, field="words")
    with register.writing(offer.place_id):
        trial = Trial.objects.create(
            place=offer.place,
            offer=offer,
            by=shown_as,
            words=words,
            worked=worked,
            on=today(offer.place.zone),
            writer_id=by.person_id,
        )
        has_changed(offer.place_id, [offer])
        register.record(
            place=offer.place,
            action="try_idea",
            noun="offer",
            subject=offer.pk,
            facts={"worked": bool(worked)},
        )
    return trial
