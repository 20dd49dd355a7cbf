"""What somebody told us about themselves so that we can check that we are fair: kept apart, sealed, and only counted.

No rule, no round and no search reads this: a test of the imports holds that (`tests/architecture/test_equality_apart.py`).
`coordination.fairness` alone counts it, of those whose yes stands on that day. The questions are shortened from the
harmonised standards of the Government Statistical Service (sex, ethnic group, disability); of words of one's own nothing
is kept, only that there were some.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import QuerySet

from helpfulacts.core.clock import today

from .models import Consent, EqualityAnswers, Person

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

WHAT: Final = "answers about yourself, which only check that we are fair"
WITH: Final = "Whoever counts for this place, without your name,"
WHY: Final = "to see if every group of people gets help as often"
ANOTHER: Final = "another"
ANOTHER_WAY: Final = (ANOTHER, "I would say it another way")


@dataclass(frozen=True)
class EqualityQuestion:
    """title: as a heading of a table. words: as it is asked. answers: (code, words), in the order in which they stand."""

    code: str
    title: str
    words: str
    answers: tuple[tuple[str, str], ...]


QUESTIONS: Final = (
    EqualityQuestion(
        "sex", "Sex", "What is your sex?", (("female", "Female"), ("male", "Male"), ANOTHER_WAY)
    ),
    EqualityQuestion(
        "ethnic_group",
        "Ethnic group",
        "What is your ethnic group?",
        (
            ("asian", "Asian or Asian British"),
            ("black", "Black, Black British, Caribbean or African"),
            ("mixed", "Mixed or multiple ethnic groups"),
            ("white", "White"),
            ("other", "Other ethnic group"),
            ANOTHER_WAY,
        ),
    ),
    EqualityQuestion(
        "disability",
        "Disability",
        "Does an illness or condition that lasts a year or more make daily life harder for you?",
        (("yes", "Yes"), ("no", "No"), ANOTHER_WAY),
    ),
)


def _yes(place: Place) -> QuerySet[Consent]:
    """The yeses that stand today."""
    return Consent.objects.filter(
        place=place, what=WHAT, withdrawn_at__isnull=True, until__gte=today(place.zone)
    ).order_by("-given_at")


def equality_consent(person: Person) -> Consent | None:
    """The yes by which this person's answers count today, if there is one."""
    return _yes(person.place).filter(person=person).first()


def equality_answers(person: Person) -> dict[str, str]:
    """What this person said, while it counts."""
    if equality_consent(person) is None:
        return {}
    row = EqualityAnswers.objects.filter(place=person.place_id, person=person).first()
    return dict(row.said) if row else {}


def counted_equality(place: Place, persons: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, str]]:
    """{person: what they said} of those of `persons` whose yes stands, for counting and nothing else.

    Whoever must not be found is not in it.
    """
    agreed = set(_yes(place).filter(person__protected=False).values_list("person_id", flat=True))
    asked = agreed & set(persons)
    rows = EqualityAnswers.objects.filter(place=place).iterator(chunk_size=2000)
    return {row.person_id: row.said for row in rows if row.person_id in asked}
