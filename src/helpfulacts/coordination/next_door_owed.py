"""What desks owe about places next door: to tell a person of one, and after a yes to introduce them. Each desk has its own.

The two desks know each other's by the reference, the end of the handle that both places keep.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.except_promise import except_promises_about
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.actions.make_promise import TELL_WITHIN, draft_promise

from .models import LentPlace, NextDoor

if TYPE_CHECKING:
    import uuid

    from helpfulacts.people.actor import Actor
    from helpfulacts.places.models import Place
    from helpfulacts.promises.models import Promise

NOUN = "place next door"
"""What such promises are about: a NextDoor where the person lives, a LentPlace where the place is given."""


def reference(row: NextDoor | LentPlace) -> str:
    """“3F2A91C0”: how two desks speak of the same place without a name. It stands first: a promise has 300 characters."""
    return row.handle.hex[-8:].upper()


def told_of(row: NextDoor, there: Place, day: dt.date, answer_by: dt.date) -> Promise:
    """Not yet kept in the database: the desk tells the person what they are offered."""
    until = date_in_words(answer_by, reference=day)
    what = (
        f"{there.name[:60]} next door has a place left over for them: {row.title[:100]}. "
        f"They can say yes or not now until {until}. Nobody there knows who they are."
    )
    return _draft(
        row.place, ("person", row.person_id), row.pk, what, "what goes next door was confirmed", day
    )


def introduce(row: NextDoor, lent: LentPlace, there: Place) -> None:
    """After a yes: the desk at home asks what may be told and rings the other, which tells whoever gives it."""
    day, home, offer = today(row.place.zone), row.place, lent.offer
    what = (
        f"Reference {reference(row)}. They said yes to {row.title[:70]} in {there.name[:40]}. Ask what may be told there of "
        f"them, then ring the desk there: {there.talk_to[:60]}."
    )
    mine = _draft(home, ("person", row.person_id), row.pk, what, "they said yes to a place next door", day)
    what = (
        f"Reference {reference(lent)}. Somebody in {home.name[:40]} said yes to a place of {offer.title[:70]}. One person "
        f"comes. The desk there rings you first: {home.talk_to[:60]}."
    )
    to: tuple[str, uuid.UUID | None] = ("desk", None)
    if offer.provider_id or offer.giver_id:
        to = ("organisation", offer.provider_id) if offer.provider_id else ("person", offer.giver_id)
    theirs = _draft(there, to, lent.pk, what, "somebody next door said yes", today(there.zone))
    for promise in (mine, theirs):
        promise.save(force_insert=True)


def they_know(row: NextDoor, by: Actor) -> None:
    """Whoever answers has been told: what the desk still owed them to say about it is kept."""
    for promise in promises.open_about(row.place, NOUN, row.pk, kind="tell"):
        keep_promise(promise=promise, evidence="they answered", by=by.role)


def over(row: NextDoor | LentPlace) -> None:
    """It was let go: nobody owes anything about it any more."""
    except_promises_about(
        place=row.place, noun=NOUN, subject=row.pk, reason="the place was let go", by="system"
    )


def _draft(
    place: Place, to: tuple[str, uuid.UUID | None], about: uuid.UUID, what: str, trigger: str, day: dt.date
) -> Promise:
    return draft_promise(
        place=place, by_noun="desk", by_id=None, by_shown_as="The desk", to_noun=to[0], to_id=to[1], about_noun=NOUN,
        about_id=about, what=what, trigger=trigger, due=day + TELL_WITHIN, kind="tell",
    )  # fmt: skip
