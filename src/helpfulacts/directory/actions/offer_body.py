"""The group, firm or council team that somebody offers for: one that is here, or a new one that waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core.contact_details import contact_details_in
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.models import Organisation

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def body_called(*, place: Place, name: str) -> Organisation:
    """The organisation of that name, whatever its capitals; else a new one, which nobody sees before it gives something.

    That somebody speaks for it is vouched by the officer who lists what they offer.
    """
    name = tidy(name)
    if not name or contact_details_in(name):
        raise Refused("Write the name of your group, firm or council team, and no more.", field="body")
    there = Organisation.objects.filter(place=place, name__iexact=name).order_by("pk").first()
    return there or begin_organisation(place=place, name=name)
