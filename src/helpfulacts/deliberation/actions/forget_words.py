"""Somebody is erased: the words of what they brought go, and what they answered where it is not counted yet. No page of its own.

Called by `support.actions.forget_person`, inside its transaction (`FORGETTING` in the settings). What was counted in a
stage that is closed stays as it was counted, and leads to nobody any more.
"""

from __future__ import annotations

from helpfulacts.people.models import Person

from ..models import Cast, Contribution, Membership, PanelAnswers, Position
from ..words import nothing_owed
from .withdraw import take_words


def forget_words(person: Person) -> None:
    """That something was brought stays, with its number and what was done to it; whoever took part is nobody then."""
    place = person.place_id
    theirs = list(Membership.objects.filter(place=place, person=person).values_list("pk", flat=True))
    brought = Contribution.objects.filter(place=place, author__in=theirs)
    take_words(place, brought.values_list("pk", flat=True))
    for contribution in brought:
        nothing_owed(contribution, "Its author took it back.")
    brought.update(state="withdrawn", joined_into=None)
    PanelAnswers.objects.filter(place=place, membership__in=theirs).delete()
    for model in (Position, Cast):  # positions lead to casts
        model.objects.filter(place=place, membership__in=theirs, stage__closed_at__isnull=True).delete()
    counted = [
        key
        for model in (Position, Cast)
        for key in model.objects.filter(place=place, membership__in=theirs).values_list(
            "membership", flat=True
        )
    ]
    Membership.objects.filter(place=place, pk__in=counted).update(
        person=None, evidence="", side="", chance_of_100=None
    )
    Membership.objects.filter(place=place, pk__in=theirs).exclude(pk__in=counted).delete()
