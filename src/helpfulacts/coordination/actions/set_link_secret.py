"""The secret with which two installations sign what they send each other: made here, or taken over from the other."""

from __future__ import annotations

import secrets

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.places.models import Neighbour

from ..rules import may_link

SHORTEST = 32


def set_link_secret(*, neighbour: Neighbour, by: Actor, given: str = "") -> str:
    """Keep `given`, or a secret made now, sealed; an earlier one counts no more. It is returned to be shown once."""
    require(may_link(by), "set the secret of a link")
    if not neighbour.base:
        raise Refused("A place on this installation needs no secret.")
    secret = given.strip() or secrets.token_urlsafe(32)
    if not SHORTEST <= len(secret) <= 200 or not secret.isascii() or not secret.isprintable():
        raise Refused("That is no secret of the other installation. Take the line that it showed, whole.")
    with register.writing(neighbour.place_id):
        neighbour.secret = secret
        neighbour.save(update_fields=["secret_sealed"])
        register.record(
            place=neighbour.place, action="set the secret of a link", noun="place", subject=neighbour.pk,
            facts={"neighbour": neighbour.slug, "by": by.shown_as},
        )  # fmt: skip
    return secret
