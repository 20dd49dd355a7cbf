"""From what somebody typed on “Offer help” to an offer held for a check by a person."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.list_offer import list_offer, too_young
from helpfulacts.directory.actions.offer_body import body_called
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places import selectors as places
from helpfulacts.promises.actions.make_promise import make_promise

from . import reading
from .gifts import Gift, draft_of

CHECK_WITHIN = dt.timedelta(days=7)
NAMES = {
    "summary": "words",
    "description": "words",
    "particulars": "words",
    "weekly": "days",
    "capacity": "how_many",
    "activities": "ways",
}


def said_draft(place: Any, gift: Gift, given: dict[str, Any], **who: Any) -> OfferDraft:
    """What was said, as a draft. Somebody who left out how to describe them is “Somebody in” their ward."""
    ward = given["where"].ward if given.get("where") else None
    name = ward.name if ward is not None else given.get("ward") or ""
    shown = given["shown_from"] or (given.get("body", "") if given["sphere"] != "personal" else "")
    shown = shown or (f"Somebody in {name}" if name else f"Somebody in {place.name}")
    facets = reading.facets_of(f"{given.get('title', '')}. {given.get('words', '')}")
    return draft_of(gift, {**given, "shown_from": shown, "place_name": name}, facets, **who)


def list_what_they_give(
    place: Any, gift: Gift, given: dict[str, Any], person: Any, actor: Actor, *, typed: bool
) -> tuple[dict[str, str], str]:
    """({offer, status, person ("" when known before), due (ISO day of the check)}, six words to come back or "").

    Somebody new gets the smallest record there is, so that we can reach them, and six words. What a group, a firm or
    the council gives is held too, until an officer vouches for whoever speaks for it; the desk owes the check by a day.
    `person` gives it, None for somebody new; `actor` is that person, a body's provider, or whoever at the desk has
    `typed` it for them. Raises Refused.
    """
    if given.get("adult") == "no":
        raise Refused(too_young(place), field="adult")
    new, phrase = None, ""
    if actor.has("provider"):
        body = next(body for body in people.organisations(place) if body.pk == actor.body_id)
        draft = said_draft(place, gift, given, provider=body)
    else:
        giver = person
        if giver is None:
            giver = new = _giver(place, given)
            phrase = give_phrase(person=giver)
        actor = actor if typed else the_person(giver.pk)
        if given["sphere"] == "personal":
            draft = said_draft(place, gift, given, giver=giver)
        else:
            body = body_called(place=place, name=given["body"])
            draft = said_draft(place, gift, given, kept_by=giver, provider=body)
    offer = list_offer(place=place, draft=draft, by=actor, proxy=typed)
    due = today(place.zone) + CHECK_WITHIN
    if offer.status == "held":
        to = draft.giver or draft.kept_by
        make_promise(
            place=place,
            by_noun="desk",
            by_id=None,
            by_shown_as="The desk",
            to_noun="person",
            to_id=to.pk if to else None,
            about_noun="offer",
            about_id=offer.pk,
            what="Check what they offered, and get in touch first",
            trigger="somebody offered help",
            due=due,
            kind="tell",
        )
    answer = {
        "offer": str(offer.pk),
        "status": offer.status,
        "person": str(new.pk) if new else "",
        "due": due.isoformat(),
    }
    return answer, phrase


def _giver(place: Any, given: dict[str, Any]) -> Any:
    """Whoever is new. A postcode that they typed is not kept with them: only the ward that it lies in."""
    ward = given["where"].ward if given.get("where") else None
    if ward is None and given.get("ward"):
        ward = places.area_by_name(place, given["ward"])
    return begin_person(
        place=place, called=given["called"], channel=given["channel"], contact=given["contact"], ward=ward
    )
