"""Something happened that an agreement speaks of: what it promises becomes a promise with its day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import ask_if_person, public_words
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.make_promise import make_promise

from .. import agreements
from ..models import Agreement
from ..rules import may_raise_undertaking

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation
    from helpfulacts.promises.models import Promise

NOUN = "agreement"


def raise_undertaking(
    *,
    agreement: Agreement,
    key: str,
    owner: Organisation,
    about: str,
    began: dt.date | None = None,
    by: Actor,
    no_person: bool = False,
) -> Promise:
    """`owner`: the body of the bound side that owes it; `about`: what happened, in words everybody reads; `began`: when, today
    unless said; `no_person`: whoever writes was asked, and said that no private person is named. The promise is public, its day counted by the clause. It is excused with a reason alone (`except_promise`).
    """
    require(may_raise_undertaking(by), "hold a side to an agreement")
    version = agreements.in_force(agreement)
    if version is None:
        raise Refused("This agreement is not in force: not every side has signed it.")
    clause = agreements.get_undertaking(version, key)
    signed = {one.organisation_id for one in agreements.signatures(version) if one.side == clause.side}
    if owner.pk not in signed:
        raise Refused("Choose a body that signed for the side that this clause binds.", field="owner")
    missing = "Say what happened, so that everybody knows what the promise is about."
    said = public_words(about, missing, field="about", longest=200)
    if not no_person:
        ask_if_person(agreement.place, said, [one.name for one in people.organisations(agreement.place)])
    last = today(agreement.place.zone)
    day = began or last
    assert version.in_force_from is not None  # as `in_force` says
    if not version.in_force_from <= day <= last:
        raise Refused("Choose a day since this text is in force, and not one to come.", field="began")
    with register.writing(agreement.place_id):
        promise = make_promise(
            place=agreement.place, by_noun="organisation", by_id=owner.pk, by_shown_as=owner.name, to_noun="everyone",
            to_id=None, about_noun=NOUN, about_id=agreement.pk, what=f"Clause {key}: {clause.title or clause.words} ({said})"[:300],
            trigger=clause.trigger, due=clause.due(day, agreement.place.nation), quiet=True,
        )  # fmt: skip
        register.record(
            place=agreement.place,
            action="held a side to an agreement",
            noun=NOUN,
            subject=agreement.pk,
            facts={
                "agreement": agreement.number, "version": version.number, "clause": key, "body": owner.name,
                "due": promise.due.isoformat(),
            },
        )  # fmt: skip
    return promise
