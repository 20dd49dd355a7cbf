"""Who agreed to get a short e-mail when something moves that they brought or said yes to: a yes with a last day.

hears(person) -> the yes that stands, or None          to_write_to(place) -> [Person] with an e-mail address and such a yes
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import QuerySet

from helpfulacts.core.clock import today

from .models import Consent, Person

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

WHAT: Final = "e-mail address when something that you said moves"
WITH: Final = "The program that sends e-mails here"
WHY: Final = "to send you one short e-mail a day at most, with none of your words in it"

WAYS: Final = ("email", "desk")
"""How those are reached who can hear so: whoever is told at the desk still is, of all else. Others keep their number or address."""


def _yes(place: Place) -> QuerySet[Consent]:
    """The yeses that stand today."""
    return Consent.objects.filter(
        place=place, what=WHAT, withdrawn_at__isnull=True, until__gte=today(place.zone)
    )


def hears(person: Person) -> Consent | None:
    return _yes(person.place).filter(person=person).order_by("-given_at").first()


def to_write_to(place: Place) -> list[Person]:
    """Nobody who must not be found: an e-mail may be read over their shoulder."""
    found = Person.objects.filter(place=place, channel__in=WAYS, protected=False, consents__in=_yes(place))
    return [one for one in found.select_related("place").distinct().order_by("pk") if "@" in one.contact]
