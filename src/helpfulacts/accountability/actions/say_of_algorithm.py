"""The place says of its use of the algorithm what only it can say: who is answerable, who supplied it, what was assessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..atrs_fields import LONGEST, OWN
from ..models import PlaceSays
from ..rules import may_say_of_algorithm
from .publish_record import publish_record

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def say_of_algorithm(*, place: Place, answers: Mapping[str, str], by: Actor) -> PlaceSays:
    """By an officer. What is left empty is said as not said yet. The record is published anew.

    Raises Refused where nothing is said, nothing was changed, or the website is no address of the web.
    """
    require(may_say_of_algorithm(by), "say this for the place")
    said = {one.key: tidy(answers.get(one.key, "")) for one in OWN}
    for one in OWN:
        if len(said[one.key]) > LONGEST:
            raise Refused(f"Please keep it under {LONGEST} letters.", field=one.key)
    filled = sum(1 for words in said.values() if words)
    if not filled:
        raise Refused("Fill in at least one of these: there is nothing to say yet.")
    _refuse_no_website(said["website"])
    with register.writing(place):
        row = PlaceSays.objects.filter(place=place).first() or PlaceSays(place=place)
        if row.answers == said:
            raise Refused("You changed nothing, so the record stays as it is.")
        row.answers, row.by_shown_as, row.at = said, by.shown_as[:80], now()
        row.save()
        register.record(
            place=place, action="said of the algorithm", noun="transparency record", subject=row.pk,
            facts={"fields": filled, "by": by.role},
        )  # fmt: skip
        publish_record(place=place)
    return row


def _refuse_no_website(address: str) -> None:
    """Everybody reads it as where to read more, so it may only lead to a page of the web."""
    if address:
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise Refused(
                "Write the address of a page in full, for example https://www.example.org/help.",
                field="website",
            ) from None
