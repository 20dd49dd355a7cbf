"""Put aside what would bring somebody under 18 together with one person alone: what was promised before anybody knew.

Their age is said, or somebody alone joins what they had said yes to. Each act goes as any “not now” of its person
does, whoever's step it was that found it. Neither the register nor whoever gives it learns why: an entry or a word of
its own beside it would tell how old somebody is. So the desk is asked to tell without an entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.directory.alone import given_alone
from helpfulacts.people.actor import the_person
from helpfulacts.people.models import Person

from ..giving import giver_of
from ..introducing import open_introduction
from ..models import HelpfulAct
from ..young import PUT_ASIDE
from .answer_act import answer_act
from .end_alone import end_alone
from .release_act import LETS_GO
from .tell_about import tell_about

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

TELL_PERSON = "they would meet one person alone, so it was put aside. Find another way with them."
TELL_GIVER = "somebody who said yes cannot come for now. They did nothing wrong."
TRIGGER = "it was put aside"
GOES_ON = ("done", "confirmed")


def release_alone(*, place: Place, person: Person | None = None) -> int:
    """Of `person`, or of everybody: how many acts were put aside or ended. Again, it changes nothing.

    A place is free, bookings and introductions go with it, and the next in the queue moves up. The person reads why on
    their plan, and whom to talk to; the desk tells whoever had heard of them. A lent thing stays with them until the
    desk has brought it back.
    """
    with register.writing(place):
        rows = HelpfulAct.objects.filter(
            place=place, plan__person__age_band=Person.UNDER_18, offer__in=given_alone(place.pk)
        ).select_related("plan__person", "offer__place", "place")
        if person is not None:
            rows = rows.filter(plan__person=person)
        found = list(rows.filter(state__in=(*LETS_GO, *GOES_ON)).order_by("created_at", "pk"))
        return sum(_put_aside(act) if act.state in LETS_GO else _end(act) for act in found)


def _put_aside(act: HelpfulAct) -> bool:
    act.refresh_from_db()  # one that waited for another may have gone with it
    if act.state not in LETS_GO:
        return False
    agreed, one = act.state != "suggested", open_introduction(act)
    giver_heard = act.state == "promised" or (one is not None and one.state == "requested")
    answer_act(act=act, answer="not_now", by=the_person(act.plan.person_id))
    act.reason = {**act.reason, PUT_ASIDE: now().isoformat()}
    act.save(update_fields=["reason"])
    if agreed:
        tell_about(act, TELL_PERSON, trigger=TRIGGER, quiet=True)
    if giver_heard:
        _tell_giver(act)
    return True


def _end(act: HelpfulAct) -> bool:
    """Done, and it may go on: what each passed on goes, and the place is free."""
    passed_on, is_free = end_alone(act=act, by=the_person(act.plan.person_id), trigger=TRIGGER)
    if not is_free:
        return passed_on
    tell_about(act, TELL_PERSON, trigger=TRIGGER, quiet=True)
    _tell_giver(act)
    return True


def _tell_giver(act: HelpfulAct) -> None:
    if giver := giver_of(act):
        tell_about(act, TELL_GIVER, to=("person", giver), trigger=TRIGGER, quiet=True)
    elif act.offer is not None and act.offer.provider_id:
        tell_about(act, TELL_GIVER, to=("organisation", act.offer.provider_id), trigger=TRIGGER, quiet=True)
