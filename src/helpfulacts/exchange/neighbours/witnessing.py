"""Ask each linked neighbour once a day to sign the head of the register here, so that nobody can be shown another one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.accountability import witness
from helpfulacts.accountability.actions.co_sign import keep_signature
from helpfulacts.core import register
from helpfulacts.core.clock import UTC, today
from helpfulacts.core.errors import Refused
from helpfulacts.places import selectors as places

from .asking import call
from .signing import signed_head


def ask_witnesses(place: Any) -> tuple[int, list[str]]:
    """(How many signed, why others did not, one sentence each.) Whoever signed today is not asked again."""
    signed, troubles = 0, []
    for neighbour in places.witnesses(place, today(place.zone)):
        if witness.was_signed_today(place, neighbour.slug):
            continue
        try:
            _ask(neighbour)
            signed += 1
        except Refused as refusal:
            troubles.append(str(refusal))
    return signed, troubles


def _ask(neighbour: Any) -> None:
    place = neighbour.place
    tail = f"heads/{place.slug}"
    last = call(neighbour, "GET", tail, gone_is_well=True).get("size", 0)
    try:
        size, root, proof = register.continues(place, int(last))
    except (TypeError, ValueError):
        raise Refused(
            f"{neighbour.slug} has signed {str(last)[:20]} entries of the register of {place.slug}, which has fewer now. Find out why."
        ) from None
    said = call(neighbour, "POST", tail, {"size": size, "root": root, "proof": proof})
    at, given = said.get("at"), said.get("signature")
    if type(at) is not int or not 0 <= at < 2**33 or said.get("size") != size or said.get("root") != root:
        raise Refused(f"{neighbour.slug} signed something else than the register of {place.slug}.")
    right = signed_head(
        neighbour.secret, witness=neighbour.slug, of=place.slug, size=size, root=root, at=str(at)
    )
    if given != right:
        raise Refused(f"{neighbour.slug} did not sign as a place that is linked with {place.slug} signs.")
    keep_signature(
        neighbour=neighbour, size=size, root=root, signature=right, at=dt.datetime.fromtimestamp(at, UTC)
    )
