"""Who else stands behind an entry: the organisations that asked for it, pay for it, do it or check it."""

from __future__ import annotations

from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation

from .. import history
from ..models import Offer, OfferBody
from ..moments import has_changed
from ..rules import may_name_bodies

MOST = 12


def add_body(*, offer: Offer, organisation: Organisation, part: str, by: Actor) -> OfferBody:
    """Say that an organisation has a part in an entry (commissions, funds, delivers, assures). Raises Refused."""
    _allowed(by)
    if part not in dict(OfferBody.PARTS):
        raise Refused("Choose what their part is.", field="part")
    if organisation.place_id != offer.place_id:
        raise Refused("That organisation belongs to another place.", field="name")
    with register.writing(offer.place_id):
        before = _said(offer)
        if [organisation.name, part] in before:
            raise Refused(f"{organisation.name} stands there with that part already.", field="name")
        if len(before) >= MOST:
            raise Refused(f"There are {MOST} already. Take one away first.", field="name")
        row = OfferBody.objects.create(place=offer.place, offer=offer, organisation=organisation, part=part)
        _write(offer, before, by)
    return row


def remove_body(*, body: OfferBody, by: Actor) -> None:
    """Take an organisation's part in an entry away. Raises Refused where it is gone already."""
    _allowed(by)
    offer = body.offer
    with register.writing(body.place_id):
        before = _said(offer)
        if not OfferBody.objects.filter(place=body.place_id, pk=body.pk).delete()[0]:
            raise Refused("That was taken away already.")
        _write(offer, before, by)


def _allowed(by: Actor) -> None:
    if not may_name_bodies(by):
        raise NotAllowed("Only a link worker or an officer can say who stands behind an entry.")


def _said(offer: Offer) -> list[list[str]]:
    rows = OfferBody.objects.filter(place=offer.place_id, offer=offer).order_by("part", "organisation__name")
    return [list(row) for row in rows.values_list("organisation__name", "part")]


def _write(offer: Offer, before: list[list[str]], by: Actor) -> None:
    has_changed(offer.place_id, [offer])
    after: dict[str, Any] = {"bodies": _said(offer)}
    history.write(offer.place, "bodies", by, [(offer, {"bodies": before}, after)])
    register.record(
        place=offer.place,
        action="change_bodies",
        noun="offer",
        subject=offer.pk,
        facts={"bodies": len(after["bodies"])},
    )
