"""A person says something about themselves, only so that it can be checked that all groups are served; or takes it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused

from ..actor import Actor
from ..equality import QUESTIONS, WHAT, WHY, WITH, equality_consent
from ..models import Consent, EqualityAnswers, Person
from .give_consent import give_consent, withdraw_consent

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

FOR = dt.timedelta(days=730)
"""A yes ends by itself after two years."""


def say_equality(*, person: Person, answers: Mapping[str, str], by: Actor) -> None:
    """Keep `answers` ({question: answer, "" where it is left out}) in place of what was said before; to keep them is the yes.

    Only the person themselves, and only from 18. With nothing said at all, nothing is kept.
    """
    if by.person_id != person.pk:
        raise NotAllowed("Only the person themselves can say this.")
    if person.is_under_18:
        raise Refused("We ask this only of people of 18 and over.")
    known = {one.code: dict(one.answers) for one in QUESTIONS}
    for code, answer in answers.items():
        if code not in known or (answer and answer not in known[code]):
            raise Refused("Choose one of the answers, or leave the question out.", field=code)
    said = {code: answer for code, answer in answers.items() if answer}
    if not said:
        return forget_equality(person=person)
    with register.writing(person.place_id):
        row = EqualityAnswers.objects.filter(place=person.place_id, person=person).first()
        row = row or EqualityAnswers(place=person.place, person=person)
        row.said, row.at = said, now()
        row.save()
        if equality_consent(person) is None:
            give_consent(
                person=person, what=WHAT, with_whom=WITH, why=WHY, until=today(person.place.zone) + FOR
            )


def forget_equality(*, person: Person) -> None:
    """The answers go, and the yes with them. Doing it twice changes nothing."""
    with register.writing(person.place_id):
        EqualityAnswers.objects.filter(place=person.place_id, person=person).delete()
        for consent in Consent.objects.filter(
            place=person.place_id, person=person, what=WHAT, withdrawn_at__isnull=True
        ):
            withdraw_consent(consent=consent)


def forget_unconsented(*, place: Place) -> int:
    """Answers whose yes was taken back or ran out go. How many people's."""
    with register.writing(place.pk):
        live = Consent.objects.filter(
            place=place, what=WHAT, withdrawn_at__isnull=True, until__gte=today(place.zone)
        )
        gone = EqualityAnswers.objects.filter(place=place).exclude(person__in=live.values("person"))
        return gone.delete()[0]
