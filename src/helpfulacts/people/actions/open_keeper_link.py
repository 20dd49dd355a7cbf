"""Open a keeper's link: once, in time, in its own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from ..keepers import token_hash
from ..models import KeeperLink

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

NO_USE = "This link does not work any more. It opens once, within seven days. Ask for a new one."


def open_keeper_link(*, place: Place, token: str) -> KeeperLink:
    """The link, opened now. Raises Refused with one and the same sentence for whatever is wrong with it."""
    moment = now()
    with register.writing(place):
        mine = KeeperLink.objects.filter(place=place, token_hash=token_hash(place, token))
        # One conditional UPDATE: two browsers at once cannot both open it.
        if not mine.filter(used_at__isnull=True, ended_at__isnull=True, until__gt=moment).update(
            used_at=moment
        ):
            raise Refused(NO_USE)
        link = mine.select_related("organisation").get()
        register.record(place=place, action="opened a keeper link", noun="keeper link", subject=link.pk)
    return link
