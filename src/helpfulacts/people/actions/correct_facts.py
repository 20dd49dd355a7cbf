"""The person says what is true about them. Nobody else's word replaces it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy

from ..models import Person

if TYPE_CHECKING:
    from helpfulacts.places.models import Area, Postcode

_SAID = ["facts", "age_band", "languages", "postcode", "ward", "called_sealed"]


def correct_facts(
    *,
    person: Person,
    facts: Mapping[str, bool | None] | None = None,
    age_band: str | None = None,
    languages: Iterable[str] | None = None,
    postcode: Postcode | None = None,
    ward: Area | None = None,
    called: str | None = None,
    forget_where: bool = False,
) -> Person:
    """Change what was given and leave the rest. A fact of None goes back to “not known”.

    The entry in the register is written by `support.actions.say_facts`, which knows what follows from it.
    `forget_where` takes away the postcode and the ward before any new one is kept.
    """
    if age_band is not None and age_band not in ("", *dict(Person.AGES)):
        raise Refused("Choose an age from the list, or leave it out.", field="age_band")
    with register.writing(person.place_id):
        person.refresh_from_db(fields=_SAID)  # what another browser said meanwhile stays
        if forget_where:
            person.postcode = person.ward = None
        for code, value in (facts or {}).items():
            if value is None:
                person.facts.pop(code, None)
            else:
                person.facts[code] = bool(value)
        if age_band is not None:
            person.age_band = age_band
        if languages is not None:
            person.languages = list(languages)
        if postcode is not None:
            person.postcode, person.ward = postcode, postcode.ward
        if ward is not None:
            person.ward = ward
        if called is not None:
            person.called = tidy(called)[:60]
        person.save(update_fields=_SAID)
    return person
