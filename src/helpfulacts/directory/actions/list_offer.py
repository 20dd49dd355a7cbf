"""Take one offer onto the list, from a person or from somebody in a role."""

from __future__ import annotations

from dataclasses import replace

from helpfulacts.core import register
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place

from ..building import save_new
from ..contact_details import contact_details_in
from ..drafts import OfferDraft
from ..models import Offer
from .index_offers import index_offers

HELD = (
    "Thank you. Somebody checks every offer from a person before it is shown. "
    "They will be in touch with you first. Nobody can see it until then."
)
SHOWN_TEXTS = [
    "title",
    "summary",
    "description",
    "shown_from",
    "ask_first",
    "cost",
    "brings",
    "what_next",
    "if_not",
    "who_can_stop",
    "permission",
    "who_pays",
]


def refuse_contact_details(draft: OfferDraft) -> None:
    """Raise Refused if any text that others read holds a phone number, an e-mail, a web address or a handle."""
    texts = [(name, getattr(draft, name)) for name in SHOWN_TEXTS]
    texts += [
        ("particulars", str(value))
        for value in draft.particulars.values()
        if isinstance(value, str | list | tuple)
    ]
    texts += [("tried", f"{trial.by} {trial.words}") for trial in draft.tried]
    for field, text in texts:
        found = contact_details_in(text)
        if found:
            raise Refused(
                f"There is {found} in what you wrote. Take it out: we pass on how to reach you only when you both say yes.",
                field=field,
            )


def list_offer(*, place: Place, draft: OfferDraft, by: Actor) -> Offer:
    """List one offer. A person's own offer arrives held (`status`, see `HELD`) until somebody else has checked it.

    A citizen lists only what they themselves give; a provider only what their body gives. Raises Refused, NotAllowed.
    """
    refuse_contact_details(draft)
    if by.role == "citizen":
        if draft.giver is None or draft.giver.pk != by.person_id:
            raise NotAllowed("You can list only what you give yourself. Open your own plan first.")
        draft = replace(
            draft,
            sphere="personal",
            provider=None,
            published_venue=False,
            address="",
            contact="",
            website="",
            checked_on=None,
            checked_by="",
            checked_how="",
        )
        status = "held"
    elif by.role == "provider":
        if draft.provider is None or draft.provider.pk != by.body_id:
            raise NotAllowed("You can list only what your own organisation gives.")
        status = "active"
    elif by.has("navigator", "officer", "system"):
        status = "held" if draft.giver is not None else "active"
    else:
        raise NotAllowed("Say who you are first: open your plan, or sign in.")
    with register.writing(place):
        [offer] = save_new(place, [draft], source="", status=status, by=by)
        index_offers(place=place, offers=[offer])
        register.record(
            place=place,
            action="list_offer",
            noun="offer",
            subject=offer.pk,
            facts={
                "kind": offer.kind,
                "sphere": offer.sphere,
                "access": offer.access,
                "status": offer.status,
            },
        )
    return offer
