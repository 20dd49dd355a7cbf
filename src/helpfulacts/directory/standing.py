"""Where an entry stands when an action writes: read again under the lock, and what waits behind a check or a decision.

What keeps an entry off the list lies in layers: ended, hidden, held for a check, paused. `status` is the uppermost;
`to_check` and `not_now` are those beneath it, so that lifting one never lifts another with it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from helpfulacts.core.errors import ChangedSince
from helpfulacts.people.models import Person

from . import fulltext
from .models import Moderation, Offer
from .moments import moment_of_change

CHANGED_SINCE = (
    "This entry has changed since you opened this page. Nothing of yours was saved yet. "
    "Look at what it says now, then send what you wrote again."
)


def as_it_stands(offer: Offer, seen: dt.datetime | None = None) -> Offer:
    """`offer` as the last writer left it; for use inside `register.writing`, before anything is worked out from it.

    `seen`: the `changed_at` of the entry that somebody had before their eyes; where it has moved, raises ChangedSince.
    """
    offer.refresh_from_db()
    if seen is not None and offer.changed_at != seen:
        raise ChangedSince(CHANGED_SINCE)
    return offer


def read_status_again(offers: Sequence[Offer]) -> None:
    """The status of many as the last writer left it, in one query."""
    if offers:
        place = offers[0].place_id
        rows = Offer.objects.filter(place=place, pk__in=[offer.pk for offer in offers]).order_by()
        stand = dict(rows.values_list("pk", "status"))
        for offer in offers:
            offer.status = stand.get(offer.pk, offer.status)


def wait_for_check(offer: Offer) -> None:
    """A person changed what they give: it waits for somebody to read it; the caller's transaction. “Not now” stays."""
    mine = Offer.objects.filter(place=offer.place_id, pk=offer.pk)
    if mine.filter(status__in=("active", "paused")).update(status="held"):
        fulltext.remove([offer])
    else:
        mine.filter(status="hidden").update(to_check=True)
    offer.refresh_from_db(fields=["status", "to_check"])


def let_back(offer: Offer, *, held: bool = False, hidden: bool = False) -> bool:
    """Lift a check (`held`) or a decision (`hidden`): it stands as what lies beneath says. False where there was none.

    What somebody under 18 gives rests, whatever it was before.
    """
    mine = Offer.objects.filter(place=offer.place_id, pk=offer.pk, status="held" if held else "hidden")
    if is_from_young(offer):
        mine.update(not_now=True)
    offer.refresh_from_db(fields=["not_now", "to_check"])
    beneath = "held" if hidden and offer.to_check else "paused" if offer.not_now else "active"
    listed = {"was_listed": True} if beneath != "held" else {}
    moved = mine.update(status=beneath, to_check=False, changed_at=moment_of_change(offer.place_id), **listed)
    offer.refresh_from_db(fields=["status", "to_check", "changed_at", "was_listed"])
    return bool(moved)


def hide(offer: Offer) -> None:
    """Take it off every page, whatever it was; one that has ended stays ended. The caller's transaction."""
    mine = Offer.objects.filter(place=offer.place_id, pk=offer.pk)
    moment = moment_of_change(offer.place_id)
    mine.filter(status="held").update(status="hidden", to_check=True, changed_at=moment)
    mine.filter(status__in=("active", "paused")).update(status="hidden", changed_at=moment)
    offer.refresh_from_db(fields=["status", "to_check", "changed_at"])
    fulltext.remove([offer])


def as_decided(offer: Offer) -> None:
    """Before one that had ended is saved as it stood: hidden, where that was decided while it was away. What somebody
    under 18 gives rests."""
    if offer.status == "active" and is_from_young(offer):
        offer.status, offer.not_now = "paused", True
    if offer.status in ("active", "paused", "held") and stand_hidden(offer.place_id, [offer]):
        offer.status, offer.to_check = "hidden", offer.status == "held"


def is_from_young(offer: Offer) -> bool:
    """Does its giver say that they are under 18? As the database says now."""
    young = Person.objects.filter(place=offer.place_id, age_band=Person.UNDER_18)
    return offer.giver_id is not None and young.filter(pk=offer.giver_id).exists()


def stand_hidden(place: uuid.UUID, offers: Iterable[Offer]) -> set[uuid.UUID]:
    """Ids of those whose words the last decision hid: ended or not, they do not come back by themselves."""
    ids = [offer.pk for offer in offers]
    last: dict[uuid.UUID, str] = dict(
        Moderation.objects.filter(place=place, offer__in=ids, noun="entry")
        .exclude(decision="kept")
        .order_by("number")
        .values_list("offer", "decision")
    )
    return {pk for pk, decision in last.items() if decision == "hidden"}
