"""End a keeper's link: it opens nothing any more, and the browser that it opened is shut out on its next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now

from ..actor import Actor
from ..keepers import token_hash
from ..models import KeeperLink
from ..rules import may_keep_offers, may_use_desk, require

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def end_keeper_link(*, link: KeeperLink, by: Actor) -> bool:
    """True when it was not ended before. Any desk may, and whoever keeps the same body's entries."""
    require(may_use_desk(by) or may_keep_offers(by, link.organisation_id), "stop this link")
    return _end(link, "desk" if may_use_desk(by) else "keeper")


def refuse_keeper_link(*, place: Place, token: str) -> bool:
    """“This was not me”, from whoever holds the letter itself: the link ends, unopened. True when it did."""
    link = KeeperLink.objects.filter(
        place=place,
        token_hash=token_hash(place, token),
        used_at__isnull=True,
    ).first()
    return link is not None and _end(link, "not_me")


def _end(link: KeeperLink, how: str) -> bool:
    with register.writing(link.place_id):
        ended = KeeperLink.objects.filter(place=link.place_id, pk=link.pk, ended_at__isnull=True).update(
            ended_at=now(), ended_how=how
        )
        if ended:
            register.record(
                place=link.place,
                action="ended a keeper link",
                noun="keeper link",
                subject=link.pk,
                facts={"how": how},
            )
    return bool(ended)
