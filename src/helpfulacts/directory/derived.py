"""What is derived from offers - the words they are found by, their dates - compared with the offers as they are now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.core.clock import today
from helpfulacts.core.rows import AT_ONCE, batches
from helpfulacts.places.models import Place

from . import fulltext
from .models import Occurrence, Offer, OfferWords, Schedule
from .occurrences import other_rows, usual_rows

WEEKS_COMPARED = 12


@dataclass(frozen=True)
class OutOfStep:
    """`words`: offers whose row for finding is missing, left over or says something else. `dates`: dates missing or left over."""

    words: int
    dates: int


def out_of_step(place: Place) -> OutOfStep:
    """How much of what is derived in a place is not as it would be made now."""
    return OutOfStep(len(words_out_of_step(place)), len(dates_out_of_step(place)))


def words_out_of_step(place: Place) -> set[int]:
    """Search keys of offers whose row by which they are found is not as it would be written now."""
    kept = {
        key: (both, title, text, bytes(codes))
        for key, both, title, text, codes in OfferWords.objects.filter(place=place)
        .order_by("search_key")
        .values_list("search_key", "in_both", "in_title", "in_text", "codes")
        .iterator()
    }
    differ = set()
    offers = (
        Offer.objects.filter(place=place, status__in=fulltext.WITH_A_ROW)
        .order_by("search_key")
        .select_related("ward")
        .prefetch_related("schedules")
        .iterator(chunk_size=AT_ONCE)
    )
    for batch in batches(offers):
        differ |= {one.search_key for one in batch if kept.pop(one.search_key, None) != fulltext.row_of(one)}
    return differ | set(kept)


def dates_out_of_step(place: Place) -> set[tuple[object, ...]]:
    """(offer, schedule, day, starts, ends) that active offers ought to have and have not, or have and ought not.

    From tomorrow on, and a week less than the night makes, so that a night that is still to come is no fault.
    """
    since = today(place.zone) + dt.timedelta(days=1)
    until = today(place.zone) + dt.timedelta(weeks=WEEKS_COMPARED)
    schedules = (
        Schedule.objects.filter(place=place, offer__status="active")
        .select_related("place", "offer")
        .order_by("pk")
    )
    active = set(
        Offer.objects.filter(place=place, status="active").order_by("pk").values_list("pk", flat=True)
    )
    rows = [row for some in usual_rows(schedules, until=until) for row in some]
    rows += other_rows(place, until=until)
    due = {row[1:6] for row in rows if since <= row[3] <= until and row[1] in active}
    there = (
        Occurrence.objects.filter(place=place, offer__status="active", day__gte=since, day__lte=until)
        .order_by("pk")
        .values_list("offer", "schedule", "day", "starts", "ends")
    )
    return due.symmetric_difference(there)
