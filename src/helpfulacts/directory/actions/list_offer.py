"""Take one offer onto the list, from a person or from somebody in a role."""

from __future__ import annotations

from dataclasses import replace

from helpfulacts.core import register
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_use_desk
from helpfulacts.places.models import Place

from ..building import save_new
from ..drafts import OfferDraft
from ..eligibility import checked, leaves_of
from ..models import Offer
from ..public_words import TAKE_IT_OUT, private_in
from ..standing import is_from_young
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
    "restricted_to",
]


def refuse_contact_details(draft: OfferDraft, *, besides: Offer | None = None) -> None:
    """Raise Refused if any text that others read holds a phone number, an e-mail, a web address or a handle.

    In what a person gives, an exact place is refused too. What `besides` says already in the same words is not looked at: a feed wrote it, and nobody changes it here.
    """
    texts = [
        (name, getattr(draft, name))
        for name in SHOWN_TEXTS
        if besides is None or getattr(besides, name) != getattr(draft, name)
    ]
    texts += [
        ("particulars", str(value))
        for key, value in draft.particulars.items()
        if (besides is None or besides.particulars.get(key) != value)
        and isinstance(value, str | list | tuple)
    ]
    known = [] if besides is None else list(leaves_of(besides.eligibility))
    texts += [
        ("eligibility", words)
        for name, words in leaves_of(checked(draft.eligibility))
        if name == "ask" and (name, words) not in known
    ]
    texts += [("tried", f"{trial.by} {trial.words}") for trial in draft.tried]
    for field, text in texts:
        if found := private_in(text, draft):
            raise Refused(f"There is {found} in what you wrote. {TAKE_IT_OUT}", field=field)


def refuse_young_giver(draft: OfferDraft, place: Place) -> None:
    """Raise Refused for an offer from somebody under 18: they can help too, with somebody grown-up beside them."""
    if any(one is not None and one.is_under_18 for one in (draft.giver, draft.kept_by)):
        raise Refused(too_young(place), field="adult")


def refuse_young(offer: Offer) -> None:
    """The same for what is listed again, inside `register.writing`: its giver may have said it since. Raises Refused."""
    if is_from_young(offer):
        raise Refused(too_young(offer.place))


def too_young(place: Place) -> str:
    """The kind sentence, with whom to talk to."""
    return (
        "Thank you. We cannot list an offer from somebody under 18. You can help all the same: "
        f"talk to {place.talk_to}, and they find a way with you."
    )


def as_theirs(draft: OfferDraft) -> OfferDraft:
    """What a person may say for themselves, or for a body: no exact place, no contact, nobody's check."""
    own = {} if draft.kept_by is not None else {"sphere": "personal", "provider": None}
    return replace(
        draft,
        published_venue=False,
        address="",
        contact="",
        website="",
        checked_on=None,
        checked_by="",
        checked_how="",
        **own,  # type: ignore[arg-type]
    )


def list_offer(*, place: Place, draft: OfferDraft, by: Actor, proxy: bool = False) -> Offer:
    """List one offer. What a person gives, or keeps for a body, is held (see `HELD`) until somebody else checked it.

    A citizen lists only what they themselves give or keep; a provider only what their body gives. `proxy`: the desk
    typed it for the giver, who said yes to being listed; the register says so. Raises Refused, NotAllowed.
    """
    refuse_contact_details(draft)
    refuse_young_giver(draft, place)
    if proxy and not (may_use_desk(by) and (draft.giver is not None or draft.kept_by is not None)):
        raise NotAllowed("Only the desk types an offer for somebody else.")
    if draft.kept_by is not None and (draft.giver is not None or draft.sphere == "personal"):
        raise Refused("Say if it is from you, or from a group, a firm or the council.", field="sphere")
    if by.role == "citizen":
        if by.person_id is None or by.person_id not in [
            one.pk for one in (draft.giver, draft.kept_by) if one is not None
        ]:
            raise NotAllowed("You can list only what you give yourself. Open your own plan first.")
        draft = as_theirs(draft)
        status = "held"
    elif by.role == "provider":
        if draft.provider is None or draft.provider.pk != by.body_id:
            raise NotAllowed("You can list only what your own organisation gives.")
        status = "active"
    elif by.has("navigator", "officer", "resource-weaver", "system"):
        from_a_person = draft.giver is not None or draft.kept_by is not None
        draft = as_theirs(draft) if proxy else draft
        status = "held" if from_a_person else "active"
    else:
        raise NotAllowed("Say who you are first: open your plan, or sign in.")
    with register.writing(place):
        [offer] = save_new(place, [draft], source="", status=status, by=by)
        if proxy:
            offer.by_proxy = by.shown_as[:120]
            offer.save(update_fields=["by_proxy"])
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
                **({"proxy": True} if proxy else {}),
            },
        )
    return offer
