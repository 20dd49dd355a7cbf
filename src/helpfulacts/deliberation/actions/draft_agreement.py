"""Draft an agreement between sides, or the next version of one. Nothing holds before each side has signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.people.public_words import ask_if_person
from helpfulacts.people.rules import require

from .. import agreements
from ..models import Agreement, AgreementVersion, Deliberation
from ..rules import may_convene

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


APART = " · "
"""Between texts that are looked through at once: no name goes on over it."""


def draft_agreement(
    *,
    place: Place,
    title: str,
    sides: Iterable[Mapping[str, str]],
    clauses: Iterable[Mapping[str, Any]],
    review_on: dt.date,
    by: Actor,
    no_person: bool = False,
) -> AgreementVersion:
    """A new agreement with its first version. `sides`: at least two, each {"code", "name"}, and “body”, the id of an organisation that
    can then sign for it. no_person: whoever drafts it was asked, and said that what looks like a name is no private person.
    Raises Refused, NotAllowed.
    """
    require(may_convene(by), "draft an agreement")
    clauses = list(clauses)
    given = [
        {"code": tidy(one.get("code", ""))[:30], "name": tidy(one.get("name", ""))[:120]}
        | ({"body": one["body"]} if one.get("body") else {})
        for one in sides
    ]
    bodies = [one["body"] for one in given if "body" in one]
    if len(set(bodies)) != Organisation.objects.filter(place=place, pk__in=bodies).count():
        raise Refused("Choose bodies of this place.", field="sides")
    if len(set(bodies)) != len(bodies):
        raise Refused("Choose another body for each side.", field="sides")
    if len({one["code"] for one in given if one["code"] and one["name"]}) != len(given) or len(given) < 2:
        raise Refused("Name at least two sides, each by another name.", field="sides")
    if not tidy(title):
        raise Refused("Give the agreement a title.", field="title")
    if not no_person:
        ask_if_named(place, title, given, clauses)
    with register.writing(place):
        last = Agreement.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
        made = Agreement.objects.create(
            place=place, number=last + 1, title=tidy(title)[:160], sides=given, begun_at=now()
        )
        return draft_version(agreement=made, clauses=clauses, review_on=review_on, by=by)


def ask_if_named(
    place: Place, title: str, sides: Iterable[Mapping[str, Any]], clauses: Iterable[Mapping[str, Any]]
) -> None:
    """Raise Refused where a first text, which everybody reads, may name somebody, or a side is called as nobody's body is."""
    bodies = list(Organisation.objects.filter(place=place).values_list("name", flat=True))
    names = [str(one.get("name", "")) for one in sides]
    ask_if_person(place, APART.join(names), bodies)
    texts = [title, *(str(one.get(part, "")) for one in clauses for part in ("title", "words"))]
    ask_if_person(place, APART.join(texts), [*bodies, *names])


def draft_version(
    *,
    agreement: Agreement,
    clauses: Iterable[Mapping[str, Any]],
    review_on: dt.date,
    by: Actor,
    deliberation: Deliberation | None = None,
) -> AgreementVersion:
    """The next version; the one before holds until every side has signed this one. Raises Refused where nothing is new."""
    require(may_convene(by), "draft an agreement")
    text = agreements.checked_clauses(clauses, agreements.side_codes(agreement))
    day = today(agreement.place.zone)
    if review_on <= day:
        raise Refused("Choose a day to come on which it is looked at again.", field="review_on")
    with register.writing(agreement.place_id):
        before = agreements.versions(agreement)
        if before and before[0].hash == agreements.hash_of(text):
            raise Refused("This says the same as the version before it.")
        version = AgreementVersion.objects.create(
            place=agreement.place, agreement=agreement, number=len(before) + 1, deliberation=deliberation, clauses=text,
            hash=agreements.hash_of(text), sides=len(agreement.sides), drafted_on=day, review_on=review_on,
        )  # fmt: skip
        register.record(
            place=agreement.place,
            action="drafted an agreement",
            noun="agreement",
            subject=agreement.pk,
            facts={
                "agreement": agreement.number,
                "version": version.number,
                "hash": version.hash,
                "by": by.shown_as,
            },
        )
    return version
