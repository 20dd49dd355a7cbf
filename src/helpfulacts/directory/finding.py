"""Finding help: a crisis first, then what fits a free sentence, nearest and surest first, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.places import geo

from . import fulltext
from .assurance import state_of
from .crisis import Advice, advice_for
from .facets import DAYS, KINDS, LANGUAGES
from .models import Occurrence, Offer
from .ranking import Candidate, rank
from .reading import HINT_FAMILIES, Reading, read
from .reasons import fit_words, why
from .selectors import capacity_on, free_places, listed, next_occurrences
from .tokens import token
from .words import LONGEST, MOST_TERMS, stem, words_in

if TYPE_CHECKING:
    from helpfulacts.places.models import Place
    from helpfulacts.places.selectors import Where

CANDIDATES = 500
MOST_RESULTS = 100
# Asked only for “help”, we show somebody to talk to and somebody who knows the forms.
WHEN_UNSURE = {"company": 0.4, "rights": 0.4}


@dataclass(frozen=True)
class Filters:
    """What the reader asked to see only: each a set of codes, empty = any."""

    kinds: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    free: bool = False
    step_free: bool = False

    def checked(self) -> Filters:
        """Itself, or Refused with one sentence for a code that is not known."""
        for given, known, what in (
            (self.kinds, KINDS, "a kind of help"),
            (self.days, DAYS, "a day"),
            (self.languages, LANGUAGES, "a language code we know"),
            (self.ways, ("venue", "home", "phone", "online"), "a way to get help"),
        ):
            for code in given:
                if code not in known:
                    raise Refused(
                        f"“{code[:20]}” is not {what}. Choose from: {', '.join(known)}.", field="filter"
                    )
        return self

    def tokens(self) -> list[list[str]]:
        """Groups of tokens: one of each group must be there."""
        groups = [
            [token(family, code) for code in codes]
            for family, codes in (
                ("kind", self.kinds),
                ("day", self.days),
                ("language", self.languages),
                ("where", self.ways),
            )
        ]
        groups.append([token("cost", "free")] if self.free else [])
        groups.append([token("stepfree", "yes")] if self.step_free else [])
        return [group for group in groups if group]


@dataclass(frozen=True)
class Result:
    """One offer that fits. `distance_m` is the straight line to a published venue, else None. `free` None = no limit.

    `why` is the whole reason; `fit` its first part alone, for a card that says the rest in other places.
    """

    offer: Offer
    distance_m: int | None
    why: str
    fit: str = ""
    near: str = ""
    next: Occurrence | None = None
    free: int | None = None
    fits: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        return self.free == 0


@dataclass(frozen=True)
class Found:
    """`read_as` are facet codes. `gap`: nobody here has this yet. `unsure`: the sentence named nothing we know.

    `reviewed`: in a crisis, the reviewed help of each rule that allows it, by the rule's code. It is no answer to the
    sentence, so where another rule heard danger it is not among the `results`.
    """

    crisis: Advice | None
    results: list[Result]
    read_as: list[str]
    gap: bool
    unsure: bool = False
    reviewed: dict[str, list[Result]] = field(default_factory=dict)


def find(
    place: Place,
    words: str,
    where: Where | None = None,
    *,
    kinds: Iterable[str] = (),
    days: Iterable[str] = (),
    languages: Iterable[str] = (),
    ways: Iterable[str] = (),
    free: bool = False,
    step_free: bool = False,
    without: Iterable[str] = (),
    limit: int = 20,
) -> Found:
    """What fits `words` here. A crisis stops the search: only its own reviewed help may follow.

    `without`: facets the reader took away. Reads only; `actions.look_for_help` also logs a gap. The words are kept
    nowhere. Raises Refused for an empty or far too long sentence, or an unknown filter.
    """
    filters = Filters(tuple(kinds), tuple(days), tuple(languages), tuple(ways), free, step_free).checked()
    words = words.strip()
    if not words:
        raise Refused("Write what would help, in your own words.", field="words")
    advice = advice_for(words)
    limit = max(1, min(limit, MOST_RESULTS))
    if advice is not None:
        results = _reviewed_help(place, advice.facets, where, limit) if advice.keep_results else []
        reviewed = {
            panel.code: _reviewed_help(place, panel.facets, where, limit)
            for panel in advice.panels
            if panel.keep_results
        }
        return Found(advice, results, list(advice.facets), gap=False, reviewed=reviewed)
    if len(words) > LONGEST:
        raise Refused(
            f"That is too long to look up. Use up to {LONGEST} letters; your plan can hold more.",
            field="words",
        )
    reading = read(words, without)
    unsure = not reading.facets and not reading.terms
    if unsure:
        reading = replace(reading, facets=dict(WHEN_UNSURE))
    ranked = rank(_candidates(place, reading, where, filters), reading, where, today(place.zone))
    results = _results(place, [candidate for candidate in ranked if candidate.suits][:limit], reading, where)
    return Found(None, results, [] if unsure else list(reading.facets), gap=not results, unsure=unsure)


def _candidates(place: Place, reading: Reading, where: Where | None, filters: Filters) -> list[Candidate]:
    """At most 500 offers that share a word or a facet and serve the ward."""
    groups = filters.tokens()
    if where is not None and where.ward is not None:
        groups.append([token("serves", "everywhere"), token("serves", where.ward.name)])
    terms = reading.terms[:MOST_TERMS]
    scores = dict(
        fulltext.search(
            place.pk,
            terms=terms,
            any_tokens=[token("facet", code) for code in reading.facets],
            all_tokens=groups,
            limit=CANDIDATES,
        )
    )
    best = max(scores.values(), default=0.0)
    rows = (
        listed(place)
        .filter(search_key__in=list(scores))
        .select_related("place", "ward", "provider")
        .order_by("search_key")
    )
    wanted = {stem(term): term for term in terms}
    found = []
    for offer in rows:
        in_title = {stem(word) for word in words_in(offer.title)} & wanted.keys()
        told = f"{offer.summary} {offer.description} {offer.brings}"
        matched = in_title | ({stem(word) for word in words_in(told)} & wanted.keys())
        found.append(
            Candidate(
                offer=offer,
                text=round(20 * scores[offer.search_key] / best) if best > 0 else 0,
                matched=tuple(term for key, term in wanted.items() if key in matched),
                in_title=len(in_title),
                distance_m=distance_to(offer, where),
                away_m=_away(offer, where),
                hints=sum(_meets(offer, hint) for hint in reading.hints),
            )
        )
    return found


def distance_to(offer: Offer, where: Where | None) -> int | None:
    """Metres in a straight line to a published venue; None for every place that is not published."""
    if where is None or not offer.published_venue or offer.latitude is None or offer.longitude is None:
        return None
    return geo.distance_m(where.latitude, where.longitude, offer.latitude, offer.longitude)


def _away(offer: Offer, where: Where | None) -> int | None:
    """For ranking alone: as `distance_to`, from the centre of the 1 km cell where the place is not published."""
    if where is None or offer.latitude is None or offer.longitude is None:
        return None
    if offer.published_venue:
        return distance_to(offer, where)
    return geo.distance_m(
        where.latitude, where.longitude, *geo.cell_centre(geo.cell_of(offer.latitude, offer.longitude))
    )


def _meets(offer: Offer, hint: str) -> bool:
    family = HINT_FAMILIES.get(hint, "")
    if family == "where":
        return hint in offer.where
    if family == "language":
        return hint in offer.languages
    if family == "stepfree":
        return offer.step_free == "yes"
    return family == "cost" and offer.cost_pence == 0


def _results(
    place: Place, candidates: Sequence[Candidate], reading: Reading, where: Where | None
) -> list[Result]:
    offers = [candidate.offer for candidate in candidates]
    day = today(place.zone)
    clock = now().astimezone(ZoneInfo(place.zone)).time()
    free, dates = free_places(offers, day), next_occurrences(offers, day, after=clock)
    units = {key: period.unit for key, period in capacity_on(offers, day).items()}
    results = []
    for candidate in candidates:
        offer = candidate.offer
        results.append(
            Result(
                offer=offer,
                distance_m=candidate.distance_m,
                why=why(
                    candidate,
                    reading,
                    day=day,
                    date=dates.get(offer.pk),
                    free=free[offer.pk],
                    unit=units.get(offer.pk, "place"),
                ),
                fit=fit_words(candidate, reading),
                near=offer.ward.name if offer.ward else "",
                next=dates.get(offer.pk),
                free=free[offer.pk],
                fits=tuple(code for code in reading.facets if code in offer.facets),
            )
        )
    return results


def _reviewed_help(place: Place, facets: Sequence[str], where: Where | None, limit: int) -> list[Result]:
    """What may follow under a crisis panel: open, checked in the last 90 days, made for this, nearest first.

    This is a list for the rule, not a ranking of the sentence: the sentence does not reach the search.
    """
    day = today(place.zone)
    reading = Reading(dict.fromkeys(facets, 1.0), {}, ())
    found = [
        candidate
        for candidate in _candidates(place, reading, where, Filters())
        if candidate.offer.access == "open"
        and candidate.offer.kind != "idea"
        and max(candidate.offer.facets.get(code, 0) for code in facets) == 3
        and state_of(candidate.offer.checked_on, day) == "fresh"
    ]
    found.sort(
        key=lambda c: (c.away_m if c.away_m is not None else 10_000, c.offer.title, c.offer.search_key)
    )
    return [result for result in _results(place, found, reading, where) if not result.full][:limit]
