"""Free the place of an act whose help has ended, and let the next in the queue move up."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.directory.actions.release_booking import release_bookings_of_act
from helpfulacts.directory.actions.release_place import release_place
from helpfulacts.directory.actions.use_up_place import use_up_place
from helpfulacts.directory.kinds import End, behaviour_of
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.people.actor import Actor

from ..models import HelpfulAct
from .move_up_queue import move_up_queue


def ends_how(act: HelpfulAct) -> End:
    """What frees the place of this act once it is done (see `directory.kinds.End`)."""
    return behaviour_of(act.offer).end(act.offer.particulars) if act.offer else "never"


def drop_hold(act: HelpfulAct, *, used_up: bool = False) -> CapacityPeriod | None:
    """Take the place away from `act`, inside `register.writing`, and free it; or, `used_up`, let it go with the act.

    The row is read again, so that no place is given back twice. None when it held none.
    """
    release_bookings_of_act(place=act.place_id, act=act.pk)
    period = CapacityPeriod.objects.filter(place=act.place_id, holders=act.pk).first()
    act.holds = None
    if period is not None:
        HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(holds=None)
        (use_up_place if used_up else release_place)(period=period)
    return period


def free_place(*, act: HelpfulAct, by: Actor) -> None:
    """The help has ended: its place is free, and the act stays what it is. Changes nothing when it holds none."""
    with register.writing(act.place_id):
        if drop_hold(act) is None:
            return
        register.record(
            place=act.place,
            action="freed a place",
            noun="helpful act",
            subject=act.pk,
            facts={"by": by.role, "kind": act.kind, "sphere": act.sphere},
        )
        if act.offer is not None:
            move_up_queue(offer=act.offer)
