"""Make a link that opens a body's entries once. The token is told to the caller and kept nowhere."""

from __future__ import annotations

import datetime as dt
import secrets

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from ..actor import Actor
from ..keepers import token_hash
from ..models import KeeperLink, Organisation
from ..rules import may_use_desk, require

TO_OPEN = dt.timedelta(days=7)
A_DAY, MOST_A_DAY = dt.timedelta(days=1), 3


def make_keeper_link(
    *, organisation: Organisation, how: str, by: Actor | None = None, checked_how: str = ""
) -> str:
    """A token of 256 bits, good for seven days and one opening.

    `how` is one of `KeeperLink.HOW`. A link that the desk sends or prints names who vouched and how they checked.
    Raises Refused when three were made for this body within a day without a check, and NotAllowed.
    """
    vouched = how in ("vouched", "letter")
    if vouched:
        require(by is not None and may_use_desk(by), "send a link for an organisation")
        if checked_how not in dict(KeeperLink.CHECKED):
            raise Refused("Say how you checked that it is them.", field="checked_how")
    token, moment = secrets.token_urlsafe(32), now()
    with register.writing(organisation.place_id):
        if not vouched:
            made = KeeperLink.objects.filter(
                place=organisation.place_id, organisation=organisation, how=how, made_at__gt=moment - A_DAY
            )
            if made.count() >= MOST_A_DAY:
                raise Refused("Enough links were sent today. Use the last one, or ask the desk.")
        link = KeeperLink.objects.create(
            place=organisation.place,
            organisation=organisation,
            token_hash=token_hash(organisation.place, token),
            how=how,
            vouched_by=by.shown_as[:80] if vouched and by else "",
            checked_how=checked_how if vouched else "",
            made_at=moment,
            until=moment + TO_OPEN,
        )
        register.record(
            place=organisation.place,
            action="made a keeper link",
            noun="keeper link",
            subject=link.pk,
            facts={"how": how, "checked": link.checked_how},
        )
    return token
