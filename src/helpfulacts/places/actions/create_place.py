"""Begin a place."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..models import Place

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
) -> Place:
    """A locality that runs its own system of support, with a person to talk to. Raises Refused."""
    place = Place(
        slug=slug.strip(),
        name=" ".join(name.split()),
        person_to_talk_to=" ".join(person_to_talk_to.split()),
        phone=phone.strip(),
        desk=desk.strip(),
        demonstration=demonstration,
        zone=zone,
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
        field, messages = next(iter(error.message_dict.items()))
        label = {"person_to_talk_to": "person"}.get(field, field)
        raise Refused(f"The {label} of the place is not right: {messages[0]}", field=field) from None
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
