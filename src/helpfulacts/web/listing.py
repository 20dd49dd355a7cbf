"""From what somebody typed on “Offer help” to an offer held for a check by a person."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor
from helpfulacts.places import selectors as places
from helpfulacts.promises.actions.make_promise import make_promise

MOST_FACETS = 3
CHECK_WITHIN = dt.timedelta(days=7)
NAMES = {"summary": "words", "description": "words", "particulars": "words", "weekly": "days"}


def _particulars(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """What the form says about its kind. The rest is asked by the person who checks: it is not guessed."""
    many = given.get("how_many")
    if kind == "idea":
        return {"steps": [step.strip() for step in given["words"].splitlines() if step.strip()]}
    if kind == "product" and many:
        return {"stock": many}
    if kind == "service" and many:
        return {"per_session": many}
    return {}


def draft_from(given: dict[str, Any], facets: dict[str, int], giver: Any, provider: Any) -> OfferDraft:
    """A draft that leaves out what was not said. `imported` forgives what only the kind would know, never a mistake."""
    kind, many = given["kind"], given.get("how_many")
    weekly = tuple(Weekly(day, given["begins"], given["ends"]) for day in given["days"])
    return OfferDraft(
        title=given["title"],
        summary=given["words"],
        kind=kind,
        sphere=given["sphere"],
        shown_from=given["shown_from"],
        giver=giver,
        provider=provider,
        facets=dict(list(facets.items())[:MOST_FACETS]),
        particulars=_particulars(kind, given),
        where=tuple(given["ways"]),
        ward=given["ward"] or None,
        weekly=weekly,
        capacity=CapacityDraft("item" if kind == "product" else "place", many, many)
        if many and kind != "idea"
        else None,
        what_next="Somebody who checks offers puts you in touch, once you both say yes.",
        imported=True,
    )


def _giver(place: Any, given: dict[str, Any]) -> Any:
    ward = places.area_by_name(place, given["ward"]) if given["ward"] else None
    return begin_person(
        place=place, called=given["called"], channel=given["channel"], contact=given["contact"], ward=ward
    )


def list_what_they_give(
    place: Any, given: dict[str, Any], facets: dict[str, int], visitor: Any
) -> dict[str, str]:
    """List it and answer {offer, status, person ("" when known before), due (ISO day of the check)}. Raises Refused.

    Somebody new gets the smallest record there is, so that we can reach them. What a group, a firm or the council
    gives keeps its own sphere and is held for a check like a neighbour's; the desk owes that check by a day.
    """
    actor, new = visitor.actor, None
    if actor.role == "provider":
        body = next(body for body in people.organisations(place) if body.pk == actor.body_id)
        draft = draft_from(given, facets, None, body)
    else:
        giver = visitor.person if actor.role == "citizen" else None
        if giver is None:
            giver = new = _giver(place, given)
        draft = draft_from(given, facets, giver, None)
        own = given["sphere"] == "personal"
        actor = (
            Actor("the person", "citizen", None, giver.pk) if own else Actor("the offer-help page", "system")
        )
    offer = list_offer(place=place, draft=draft, by=actor)
    due = today(place.zone) + CHECK_WITHIN
    if offer.status == "held":
        make_promise(
            place=place,
            by_noun="desk",
            by_id=None,
            by_shown_as="The desk",
            to_noun="person",
            to_id=draft.giver.pk if draft.giver else None,
            about_noun="offer",
            about_id=offer.pk,
            what="Check what they offered, and get in touch first",
            trigger="somebody offered help",
            due=due,
            kind="tell",
        )
    return {
        "offer": str(offer.pk),
        "status": offer.status,
        "person": str(new.pk) if new else "",
        "due": due.isoformat(),
    }
