"""A new combination from a recipe: the plan that worked, other parts, and its lineage kept."""

from __future__ import annotations

from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.begin_weave import begin_weave, change_weave
from helpfulacts.directory.models import Offer, Weave
from helpfulacts.people.actor import Actor

from ..models import Adoption, Practice


def begin_from_practice(*, practice: Practice, title: str, offers: Iterable[Offer], by: Actor) -> Weave:
    """A draft with these parts, for as many, at the same hours, on a day to be chosen. Raises Refused, NotAllowed."""
    with register.writing(practice.place_id):
        practice.refresh_from_db(fields=["taken_off_at", "summary", "plan"])
        if practice.taken_off_at is not None:
            raise Refused("This recipe was taken off. Send it again to begin without it.")
        weave = begin_weave(place=practice.place, title=title, offers=offers, by=by)
        change_weave(weave=weave, by=by, summary=practice.summary, **practice.plan)
        Adoption.objects.create(place=practice.place, practice=practice, weave=weave, begun_at=now())
        register.record(
            place=practice.place,
            action="began from a recipe",
            noun="practice",
            subject=practice.pk,
        )
    return weave
