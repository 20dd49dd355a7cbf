"""Begin a place."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy

from ..models import NATIONS, Place
from ..reserved import RESERVED

LABELS = {"slug": "short name", "person_to_talk_to": "person to talk to"}
DESK = "Go to any library or council desk and say “Helpful Acts”."


def create_place(
    *,
    slug: str,
    name: str,
    person_to_talk_to: str,
    phone: str = "",
    desk: str = DESK,
    demonstration: bool = False,
    zone: str = "Europe/London",
    nation: str = "england",
) -> Place:
    """A locality that runs its own system of support, with a person to talk to. Raises Refused."""
    place = Place(
        slug=slug.strip(),
        name=tidy(name),
        person_to_talk_to=tidy(person_to_talk_to),
        phone=tidy(phone),
        desk=tidy(desk),
        demonstration=demonstration,
        zone=zone,
        nation=nation,
    )
    if nation not in NATIONS:
        raise Refused(
            "Say which nation it is in: England, Wales, Scotland or Northern Ireland.", field="nation"
        )
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(
            f"“{zone}” is not a time zone. Use a name such as Europe/London.", field="zone"
        ) from None
    try:
        place.clean_fields()
    except ValidationError as error:
        field, problems = next(iter(error.error_dict.items()))
        raise Refused(_in_words(field, problems[0]), field=field) from None
    if place.slug in RESERVED:
        raise Refused(
            f"“{place.slug}” is kept for addresses of the program itself. Choose another short name.",
            field="slug",
        )
    try:
        with transaction.atomic():
            place.save(force_insert=True)
            register.record(
                place=place,
                action="create_place",
                noun="place",
                subject=place.pk,
                facts={"slug": place.slug, "name": place.name, "demonstration": demonstration},
            )
    except IntegrityError:
        raise Refused(
            f"There is a place called “{place.slug}” already. Choose another short name.", field="slug"
        ) from None
    return place


def _in_words(field: str, problem: ValidationError) -> str:
    label = LABELS.get(field, field)
    if problem.code == "blank":
        return f"The {label} of the place is empty. Say what it is."
    if problem.code == "max_length":
        most = (problem.params or {}).get("limit_value")
        return f"The {label} of the place is too long. Keep it to {most} letters."
    return f"The {label} of the place is not right. Use small letters, digits and hyphens, and begin with a letter."
