"""An elected member asks any body something in public, and its clock starts; or takes it back before it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import ask_if_person, public_words
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.except_promise import except_promises_about
from helpfulacts.promises.actions.make_promise import make_promise

from ..bodies import get_named, may_be_asked, named
from ..models import Query
from ..queries import CLOCK, NOUN
from ..rules import may_raise_query, may_take_back

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation
    from helpfulacts.places.models import Area, Place

LONGEST = 1000


def raise_query(
    *,
    place: Place,
    body: Organisation,
    question: str,
    ward: Area | None = None,
    by: Actor,
    no_person: bool = False,
) -> Query:
    """The body owes an answer by the day that its clock says. Only a member; words that tell who somebody is are refused.

    no_person: the member was asked, and said that what looks like a name is no private person.
    """
    require(may_raise_query(by) and by.account_id is not None, "raise a query")
    assert by.account_id is not None
    said = public_words(question, "Write in words what you ask.", field="question", longest=LONGEST)
    if not no_person:
        ask_if_person(place, said, (body.name for body in named(place)))
    if not may_be_asked(place, get_named(place, body.pk)):
        raise Refused("Choose a body that gives help here. A person is never asked in public.", field="body")
    if ward is not None and ward.place_id != place.pk:
        raise Refused("Choose a ward of this place.", field="ward")
    with register.writing(place):
        last = Query.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
        query = Query.objects.create(
            place=place, number=last + 1, ward=ward, body=body, member_key=by.account_id,
            member_shown_as=by.shown_as[:80], question=said, asked_at=now(),
        )  # fmt: skip
        promise = make_promise(
            place=place, kind="clock", by_noun="organisation", by_id=body.pk, by_shown_as=body.name, to_noun="elected",
            to_id=None, about_noun=NOUN, about_id=query.pk, what=f"Answer query {query.number}",
            trigger="a member raised a query", clock=CLOCK, quiet=True,
        )  # fmt: skip
        register.record(
            place=place,
            action="raised a query",
            noun=NOUN,
            subject=query.pk,
            facts={"query": query.number, "body": body.name, "due": promise.due.isoformat()},
        )
    return query


def take_query_back(*, query: Query, by: Actor) -> Query:
    """Whoever raised it, while there is no answer: its words go for good. That it was raised stays."""
    require(may_take_back(by, query), "take this query back")
    with register.writing(query.place_id):
        query.refresh_from_db()
        if query.taken_back_at:
            raise Refused("You took this back already.")
        if query.answered_at:
            raise Refused("It is answered already, so it stays.")
        except_promises_about(
            place=query.place, noun=NOUN, subject=query.pk, reason="It was taken back.", by=by.role
        )
        query.question, query.taken_back_at = "", now()
        query.save(update_fields=["question", "taken_back_at"])
        register.record(
            place=query.place,
            action="took a query back",
            noun=NOUN,
            subject=query.pk,
            facts={"query": query.number},
        )
    return query
