"""Keep two people apart: one said that they must never meet. What stood between them ends as anything else does.

The public register says nothing of it, on purpose: an entry beside those of the acts that end in the same moment would
tell everybody which act ended because two people must never meet. The row itself is the record; each act has its own entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.directory.apart import offers_apart
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.people.models import Apart, Organisation, Person
from helpfulacts.people.rules import may_use_desk, require

from ..concerns import person_by_ticket
from ..models import HelpfulAct
from .release_act import LETS_GO, release_place_of, state_when_stopped

if TYPE_CHECKING:
    from helpfulacts.directory.models import Offer


def apart_from_giver(*, person: Person, offer: Offer, by: Actor) -> None:
    """From whoever gives an offer, as the person knows them: the one who gives it or keeps it, or else the body."""
    called = f"Who gives “{offer.title}”"
    if offer.giver is not None or offer.kept_by is not None:
        keep_apart(person=person, other=offer.giver or offer.kept_by, called=called, by=by)
    elif offer.provider is not None:
        keep_apart(person=person, body=offer.provider, called=called, by=by)
    else:
        raise Refused("Nobody is named as its giver. Ring us, and we keep you apart.")


def apart_from_asker(*, person: Person, act: HelpfulAct, by: Actor) -> None:
    """From somebody who asked for what the person gives."""
    keep_apart(person=person, other=act.plan.person, called=f"Somebody who asked for “{act.title}”", by=by)


def apart_by_ticket(*, person: Person, ticket: str, called: str, by: Actor) -> None:
    """From somebody whose ticket number is known, as it is at the desk."""
    other = person_by_ticket(person.place, ticket)
    if other is None:
        raise Refused("Nobody here has that ticket number. Read it again.", field="ticket")
    keep_apart(person=person, other=other, called=called or "Somebody whose number you know", by=by)


def keep_apart(
    *, person: Person, by: Actor, called: str, other: Person | None = None, body: Organisation | None = None
) -> None:
    """They are led to each other nowhere, both ways, from now. Said again, it stays as it is. Raises Refused.

    What the person had from them is let go as theirs to let go; what the other had from the person, as a giver's “not now”,
    which needs no reason. So nothing tells why.
    """
    require(by.person_id == person.pk or may_use_desk(by), "keep this person apart from somebody")
    if other is not None and other.pk == person.pk:
        raise Refused("That is you.", field="ticket")
    place = person.place
    with register.writing(place):
        if Apart.objects.filter(place=place, person=person, other=other, body=body).exists():
            return
        row = Apart(place=place, person=person, other=other, body=body, at=now())
        row.called = tidy(called)[:200]
        row.save(force_insert=True)
        acts = HelpfulAct.objects.filter(place=place, state__in=LETS_GO).select_related(
            "plan__person", "offer", "place"
        )
        for act in acts.filter(plan__person=person, offer__in=offers_apart(place.pk, person.pk)):
            _let_go(act, state_when_stopped(act), by)
        if other is not None:
            theirs = acts.filter(plan__person=other, offer__in=offers_apart(place.pk, other.pk))
            for act in theirs.exclude(state="suggested"):
                _let_go(act, "declined", the_person(person.pk))


def end_apart(*, apart: Apart, by: Actor) -> None:
    """They may meet again."""
    require(by.person_id == apart.person_id or may_use_desk(by), "end this")
    with register.writing(apart.place_id):
        apart.delete()


def _let_go(act: HelpfulAct, state: str, by: Actor) -> None:
    act.refresh_from_db()
    if act.state in LETS_GO:
        release_place_of(act=act, state=state, by=by)
