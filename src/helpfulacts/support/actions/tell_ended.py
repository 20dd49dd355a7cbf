"""Whoever is coming to what ends is told by the desk, once; and told again where it goes on after all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Q

from helpfulacts.core.clock import today
from helpfulacts.core.rows import batches
from helpfulacts.directory.models import Booking, Offer
from helpfulacts.places.models import Place
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.promises.actions.except_promise import except_promise
from helpfulacts.promises.models import OPEN, Promise

from ..booked_by import Named, who_booked
from ..models import HelpfulAct

ENDED = "{title} has ended. Tell them, and find something else with them."
GOES_ON = "{title} goes on after all. Tell them that they can come."
TRIGGER, TRIGGER_BACK = "an offer ended", "an offer goes on after all"


def tell_ended(*, place: Place, offers: Iterable[Offer], write: Callable[[], object]) -> int:
    """Run `write`, which may end `offers` or list them again; in the caller's transaction. How many are to be told.

    What they agreed stays on their plans: what comes instead, they find with the desk. Where nobody had told them yet of an
    end that is taken back, there is nothing to tell.
    """
    ids = [offer.pk for offer in offers]
    before = _with_status(place, ids, ("ended",))
    write()
    after = _with_status(place, ids, ("ended",))
    on_again = _with_status(place, sorted(before - after), ("active", "paused"))
    ending = [(*coming, ENDED, TRIGGER) for coming in _coming(place, after - before)]
    back = [
        (*coming, GOES_ON, TRIGGER_BACK)
        for coming in _coming(place, on_again)
        if not _take_back(place, *coming[:2])
    ]
    for to, about, title, words, trigger in (*ending, *back):
        ask_desk_to_tell(place=place, to=to, about=about, what=words.format(title=title), trigger=trigger)
    return len(ending) + len(back)


def _with_status(place: Place, ids: list[uuid.UUID], statuses: tuple[str, ...]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for some in batches(ids):
        rows = Offer.objects.filter(place=place, pk__in=some, status__in=statuses)
        found |= set(rows.values_list("pk", flat=True))
    return found


def _coming(place: Place, offers: Iterable[uuid.UUID]) -> Iterator[tuple[Named, Named, str]]:
    """(whom to tell, about what, its name) of everybody who comes to one of `offers`: each act, and each body that booked."""
    day = today(place.zone)
    for some in batches(sorted(offers)):
        acts = HelpfulAct.objects.filter(place=place, offer__in=some)
        to_come = Q(on_day__isnull=True) | Q(on_day__gte=day) | Q(holds__isnull=False)
        goes_on = (Q(state__in=("agreed", "promised")) & to_come) | Q(
            state__in=("done", "confirmed"), holds__isnull=False
        )
        found = {act.pk: act for act in acts.filter(goes_on).select_related("plan").order_by("pk")}
        for act in found.values():
            yield ("person", act.plan.person_id), ("helpful act", act.pk), act.title
        booked = Booking.objects.filter(place=place, offer__in=some, released_at=None, day__gte=day)
        told = set()
        for booking in booked.select_related("part__weave", "offer").order_by("day", "from_slot", "pk"):
            if booking.act in found:
                continue
            to, about = who_booked(booking)
            if (to, about) not in told:
                told.add((to, about))
                yield to, about, booking.offer.title


def _take_back(place: Place, to: Named, about: Named) -> bool:
    """Whether they were still to be told that it ends: then nobody tells them."""
    rows = Promise.objects.filter(
        OPEN, place=place, to_noun=to[0], to_id=to[1], about_noun=about[0], about_id=about[1], trigger=TRIGGER
    )
    untold = list(rows)
    for promise in untold:
        except_promise(promise=promise, reason="It goes on after all.", by="system")
    return bool(untold)
