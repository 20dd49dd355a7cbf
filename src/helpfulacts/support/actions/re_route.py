"""An introduction that ended may go on: to somebody else, or once more to the same. The person reads the lines anew."""

from __future__ import annotations

from collections.abc import Sequence

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import Actor

from ..models import Introduction
from ..states import read_introduction_again
from .choose_offer import choose_offer
from .draft_introduction import draft_introduction


def re_route(*, introduction: Introduction, offer: Offer, lines: Sequence[str], by: Actor) -> Introduction:
    """A child at another offer, as a draft: nothing is sent before the person agrees to this giver too."""
    if offer.pk == introduction.act.offer_id:
        raise Refused("That is the same offer. Choose another, or introduce them here again.", field="offer")
    return _child(introduction, offer, lines, "re-route", by)


def reopen(*, introduction: Introduction, by: Actor) -> Introduction:
    """A child at the same offer with the same two lines, as a draft."""
    offer = introduction.act.offer
    if offer is None:
        raise Refused("This offer is not in the directory any more.")
    return _child(introduction, offer, introduction.lines, "reopen", by)


def _child(parent: Introduction, offer: Offer, lines: Sequence[str], how: str, by: Actor) -> Introduction:
    with register.writing(parent.place_id):
        read_introduction_again(parent)
        if parent.is_open:
            raise Refused("This one is still open. Stop it first, then try another way.")
        act = choose_offer(
            plan=parent.act.plan, offer=offer, by=by, aspiration=parent.act.aspiration,
            reason={"code": "introduced"},
        )  # fmt: skip
        return draft_introduction(act=act, lines=lines, by=by, parent=parent, from_parent=how)
