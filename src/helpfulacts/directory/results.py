"""What was found, as it is shown: each offer with its reason, its next date and what is free, and what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpfulacts.core.clock import time_now, today

from . import eligibility
from .crisis import Advice
from .days_ruled_out import RuledOut
from .eligibility import Known
from .models import Occurrence, Offer
from .occurrences import next_occurrences
from .open_then import Session
from .ranking import Candidate
from .reading import Reading
from .reasons import fit_words, then_words, why
from .selectors import capacity_on, free_places, listed
from .window import Window

if TYPE_CHECKING:
    from helpfulacts.places.models import Place
    from helpfulacts.places.selectors import Where


@dataclass(frozen=True)
class Result:
    """One offer that fits. `distance_m` is the straight line to a published venue, else None. `free` None = no limit.

    `asks`: what they will ask, because the reader has not told it. `opens`: the session within the time that was asked for. `why` is the whole reason; `fit` its first part alone, for a card that says the rest in other places.
    `talks_first`: they say after a talk if there is a place. `has`, `ask_about`: needs that are met, or not known.
    """

    offer: Offer
    distance_m: int | None
    why: str
    fit: str = ""
    near: str = ""
    next: Occurrence | None = None
    free: int | None = None
    fits: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    opens: Session | None = None
    talks_first: bool = False
    has: tuple[str, ...] = ()
    ask_about: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        return self.free == 0


@dataclass(frozen=True)
class Found:
    """`read_as` are facet codes, then taxonomy terms by search token; `terms` names those. `gap`: nobody here has this
    yet. `unsure`: the sentence named nothing we know.

    `reviewed`: in a crisis, the reviewed help of each rule that allows it, by the rule's code. It is no answer to the
    sentence, so where another rule heard danger it is not among the `results`.

    `window`, `within_m` and `near`: the time, the distance and the place that the sentence asks for. `not_then`: nothing that fits is open then, so
    the results are those of any time. `needs_where`: a distance was said, and we were not told from where. `in_vain`: what
    was asked and cannot be, a sentence each. `not_for_them`: how many fit the words and are clearly not for the reader.
    `ruled_out`, `refused` and `any_time`: as in `asking_when.Asked`. `numbers_first`: what to show before the results of
    somebody who wrote another language. `spelt`: slips of the pen, and what each was read as.
    """

    crisis: Advice | None
    results: list[Result]
    read_as: list[str]
    gap: bool
    unsure: bool = False
    reviewed: dict[str, list[Result]] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    window: Window | None = None
    within_m: int | None = None
    near: Where | None = None
    not_then: bool = False
    needs_where: bool = False
    in_vain: tuple[str, ...] = ()
    not_for_them: int = 0
    ruled_out: RuledOut | None = None
    refused: tuple[str, ...] = ()
    any_time: bool = False
    spelt: dict[str, str] = field(default_factory=dict)
    numbers_first: Advice | None = None


def with_offers(place: Place, ranked: Sequence[Candidate], limit: int) -> Iterator[tuple[Candidate, Offer]]:
    """Each with its offer, a page at a time; without one that left the list meanwhile."""
    step = limit + 10
    for start in range(0, len(ranked), step):
        page = ranked[start : start + step]
        offers = _loaded(place, page)
        for candidate in page:
            offer = offers.get(candidate.facts.search_key)
            if offer is not None:
                yield candidate, offer


def _loaded(place: Place, chosen: Sequence[Candidate]) -> dict[int, Offer]:
    rows = listed(place).filter(search_key__in=[candidate.facts.search_key for candidate in chosen])
    rows = rows.select_related("place", "ward", "provider").order_by("search_key")
    return {offer.search_key: offer for offer in rows}


def results_of(
    place: Place,
    chosen: Sequence[tuple[Candidate, Offer]],
    reading: Reading,
    where: Where | None,
    open_then: dict[int, Session] | None = None,
    known: Known | None = None,
) -> list[Result]:
    """The answers in the order of `chosen`. `open_then`: the sessions within the time that was asked for, by search key."""
    offers = [offer for _, offer in chosen]
    day, clock = today(place.zone), time_now(place.zone)
    periods, dates = capacity_on(offers, day), next_occurrences(offers, day, after=clock)
    free = free_places(offers, day, periods)
    results = []
    for candidate, offer in chosen:
        opens = (open_then or {}).get(offer.search_key)
        period = periods.get(offer.pk)
        talks = period is not None and period.talks_first
        results.append(
            Result(
                offer=offer,
                distance_m=candidate.distance_m,
                why=why(
                    candidate,
                    offer,
                    reading,
                    day=day,
                    date=dates.get(offer.pk),
                    free=free[offer.pk],
                    unit=period.unit if period else "place",
                    talks_first=talks,
                    opens=opens,
                    clock=clock,
                ),
                fit=fit_words(candidate, reading) or then_words(opens),
                near=offer.ward.name if offer.ward else "",
                next=dates.get(offer.pk),
                free=free[offer.pk],
                fits=tuple(code for code in reading.facets if code in offer.facets),
                asks=tuple(eligibility.questions(eligibility.whole_rule(offer), known)),
                opens=opens,
                talks_first=talks,
                has=candidate.has,
                ask_about=candidate.ask_about,
            )
        )
    return results
