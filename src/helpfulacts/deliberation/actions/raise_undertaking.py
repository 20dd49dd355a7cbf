"""Something happened that an agreement speaks of: what it promises becomes a promise with its day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
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
) -> Promise:
    """`owner`: the body of the bound side that owes it; `about`: what happened, in words everybody reads; `began`: when, today
    unless said. The promise is public, its day counted by the clause. It is excused with a reason alone (`except_promise`).
    """
    require(may_raise_undertaking(by), "hold a side to an agreement")
    version = agreements.in_force(agreement)
    if version is None:
        raise Refused("This agreement is not in force: not every side has signed it.")
    clause = agreements.get_undertaking(version, key)
    signed = {one.organisation_id for one in agreements.signatures(version) if one.side == clause.side}
    if owner.pk not in signed:
        raise Refused("Choose a body that signed for the side that this clause binds.", field="owner")
    said = tidy(about)[:200]
    if not said:
        raise Refused("Say what happened, so that everybody knows what the promise is about.", field="about")
    day = began or today(agreement.place.zone)
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
