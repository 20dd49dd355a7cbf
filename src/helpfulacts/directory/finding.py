"""Finding help: a crisis first, then what fits a free sentence, nearest and surest first, each with its reason."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.places import geo

from . import fulltext, meanings
from .asking_when import Asked, Window
from .crisis import Advice, advice_for
from .filters import Filters
from .meaning import embedder
from .models import Occurrence, Offer
from .narrowing import asked_of, in_time, near_enough
from .open_then import Session, sessions_in
from .ranking import Candidate, Facts, rank, suits
from .reading import HINT_FAMILIES, LINKED, Reading, read
from .reasons import fit_words, why
from .selectors import capacity_on, free_places, listed, next_occurrences
from .tokens import token
from .words import LONGEST, MOST_TERMS, stem, words_in

if TYPE_CHECKING:
    from helpfulacts.places.models import Place
    from helpfulacts.places.selectors import Where

CANDIDATES = 500
NEAREST = 100
LOOKED_AMONG = 20_000
MOST_RESULTS = 100
# Asked only for “help”, we show somebody to talk to and somebody who knows the forms.
WHEN_UNSURE = {"company": 0.4, "rights": 0.4}


@dataclass(frozen=True)
class Result:
    """One offer that fits. `distance_m` is the straight line to a published venue, else None. `free` None = no limit.

    `opens`: the session within the time that was asked for. `why` is the whole reason; `fit` its first part alone, for a card that says the rest in other places.
    """

    offer: Offer
    distance_m: int | None
    why: str
    fit: str = ""
    near: str = ""
    next: Occurrence | None = None
    free: int | None = None
    fits: tuple[str, ...] = ()
    opens: Session | None = None

    @property
    def full(self) -> bool:
        return self.free == 0


@dataclass(frozen=True)
class Found:
    """`read_as` are facet codes, then taxonomy terms by search token; `terms` names those. `gap`: nobody here has this
    yet. `unsure`: the sentence named nothing we know.

    `reviewed`: in a crisis, the reviewed help of each rule that allows it, by the rule's code. It is no answer to the
    sentence, so where another rule heard danger it is not among the `results`.

    `window` and `within_m`: the time and the distance that were asked for. `not_then`: nothing that fits is open then, so
    the results are those of any time. `needs_where`: a distance was said, and we were not told from where.
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
    not_then: bool = False
    needs_where: bool = False


def find(
    place: Place,
    words: str,
    where: Where | None = None,
    *,
    without: Iterable[str] = (),
    limit: int = 20,
    filters: Filters | None = None,
) -> Found:
    """What fits `words` here. A crisis stops the search: only its own reviewed help may follow.

    `without`: what we read and the reader took away. Reads only; `actions.look_for_help` also logs a gap. The words are kept
    nowhere. Raises Refused for an empty or far too long sentence, or an unknown filter.
    """
    filters = (filters or Filters()).checked()
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
    gone = frozenset(without)
    asked, lost = asked_of(place, words, where, gone)
    reading = read(asked.rest, gone)
    nothing_said = not reading.facets and not reading.terms
    open_then = sessions_in(place, asked.window) if asked.window else {}
    if nothing_said and (open_then or asked.within_m):
        chosen = _anything(place, asked, open_then, where, filters, limit)
        results = _results(place, chosen, reading, where, open_then)
        if results:
            return Found(
                None, results, [], gap=False, window=asked.window, within_m=asked.within_m, needs_where=lost
            )
    like = None
    if nothing_said:
        reading = replace(reading, facets=dict(WHEN_UNSURE))
    else:
        reading, like = _meant(place, asked.rest, reading, gone)
    candidates = [
        one for one in _candidates(place, reading, where, filters, like) if near_enough(one, asked.within_m)
    ]
    ranked = rank(candidates, reading, where, today(place.zone))
    results, not_then = [], False
    if asked.window:
        then = in_time(place, ranked, open_then)
        results = _results(place, _shown(place, then, reading, gone, limit), reading, where, open_then)
        not_then = not any(result.opens for result in results)
    if not results:
        results = _results(place, _shown(place, ranked, reading, gone, limit), reading, where)
    read_as = [] if nothing_said else [*reading.facets, *reading.carried]
    return Found(
        None,
        results,
        read_as,
        gap=not results,
        unsure=nothing_said,
        terms=reading.carried,
        window=asked.window,
        within_m=asked.within_m,
        not_then=not_then and bool(results),
        needs_where=lost,
    )


def _anything(
    place: Place,
    asked: Asked,
    open_then: dict[int, Session],
    where: Where | None,
    filters: Filters,
    limit: int,
) -> list[tuple[Candidate, Offer]]:
    """Only a time or a distance was said: what is open then, soonest first, nearest first at the same time."""
    groups = filters.tokens()
    if where is not None and where.ward is not None:
        groups.append([token("serves", "everywhere"), token("serves", where.ward.name)])
    keys: list[int] | None = list(open_then) if asked.window else None
    if groups:
        keys = fulltext.passing(place.pk, groups, LOOKED_AMONG, among=keys)
    rows = listed(place) if keys is None else listed(place).filter(search_key__in=keys)
    found = [
        Candidate(facts=facts, text=0, distance_m=distance_to(facts, where), away_m=_away(facts, where))
        for facts in map(Facts._make, rows.order_by("search_key").values_list(*Facts._fields))
    ]
    far, late = 10**9, (dt.date.max, dt.time.max)
    found = [one for one in found if near_enough(one, asked.within_m)]
    found.sort(
        key=lambda one: (
            open_then[one.facts.search_key][:2] if one.facts.search_key in open_then else late,
            far if one.away_m is None else one.away_m,
            one.facts.title,
        )
    )
    offers = _loaded(place, found[:limit])
    return [(one, offers[one.facts.search_key]) for one in found[:limit] if one.facts.search_key in offers]


def _meant(
    place: Place, words: str, reading: Reading, gone: frozenset[str]
) -> tuple[Reading, meanings.Likeness | None]:
    """The reading with the terms that lie near its meaning, and how like every offer is. Unchanged without an embedder.

    A facet is linked only where the words themselves named none: what somebody said comes before what a model thinks.
    """
    model = embedder()
    if model is None:
        return reading, None
    sentence = model.encode([words])[0]
    if not reading.facets:
        near = [code for code in meanings.linked_facets(model, sentence) if code not in gone]
        reading = replace(reading, facets=dict.fromkeys(near, LINKED), linked=tuple(near))
    near_terms = meanings.linked_terms(place.pk, model, sentence)
    carried = {code: name for code, name in near_terms.items() if code not in gone}
    return replace(reading, carried=carried), meanings.likeness(place.pk, model, sentence)


def _candidates(
    place: Place,
    reading: Reading,
    where: Where | None,
    filters: Filters,
    like: meanings.Likeness | None = None,
) -> list[Candidate]:
    """At most 500 offers that share a word, a facet or a term, and the 100 nearest in meaning; all serve the ward."""
    groups = filters.tokens()
    if where is not None and where.ward is not None:
        groups.append([token("serves", "everywhere"), token("serves", where.ward.name)])
    scores = dict(
        fulltext.search(
            place.pk,
            terms=reading.terms[:MOST_TERMS],
            any_tokens=[*(token("facet", code) for code in reading.facets), *reading.carried],
            all_tokens=groups,
            limit=CANDIDATES,
        )
    )
    best = max(scores.values(), default=0.0)
    carriers = _carriers(place, reading)
    keys = list(scores)
    cosines: dict[int, float] = {}
    if like is not None:
        keys = list(dict.fromkeys([*keys, *_nearest(place, like, groups)]))
        cosines = like.of(keys)
    rows = listed(place).filter(search_key__in=keys).order_by("search_key").values_list(*Facts._fields)
    return [
        Candidate(
            facts=facts,
            text=round(20 * scores.get(facts.search_key, 0.0) / best) if best > 0 else 0,
            meaning=cosines.get(facts.search_key),
            terms=carriers[facts.search_key],
            distance_m=distance_to(facts, where),
            away_m=_away(facts, where),
            hints=sum(_meets(facts, hint) for hint in reading.hints),
        )
        for facts in map(Facts._make, rows)
    ]


def _carriers(place: Place, reading: Reading) -> Counter[int]:
    """How many of the terms that were read each offer carries."""
    found: Counter[int] = Counter()
    for code in reading.carried:
        found.update(fulltext.passing(place.pk, [[code]], LOOKED_AMONG))
    return found


def _nearest(place: Place, like: meanings.Likeness, groups: list[list[str]]) -> list[int]:
    """The offers nearest in meaning among those that pass the filters.

    Where the filters leave many, the nearest of all are asked whether they pass: that is faster than reading them all.
    """
    if not groups:
        return like.nearest(NEAREST)
    few = fulltext.passing(place.pk, groups, LOOKED_AMONG)
    if len(few) < LOOKED_AMONG:
        return like.nearest(NEAREST, among=few)
    near = like.nearest(CANDIDATES)
    passing = set(fulltext.passing(place.pk, groups, CANDIDATES, among=near))
    return [key for key in near if key in passing][:NEAREST]


def _shown(
    place: Place, ranked: Sequence[Candidate], reading: Reading, gone: frozenset[str], limit: int
) -> list[tuple[Candidate, Offer]]:
    """The first `limit` that suit, each with its offer: only what may be shown is loaded whole, a page at a time."""
    wanted = {stem(term): term for term in reading.terms[:MOST_TERMS]}
    shown: list[tuple[Candidate, Offer]] = []
    step = limit + 10
    for start in range(0, len(ranked), step):
        page = ranked[start : start + step]
        offers = _loaded(place, page)
        for candidate in page:
            offer = offers.get(candidate.facts.search_key)
            if offer is None:
                continue
            in_title = {stem(word) for word in words_in(offer.title)} & wanted.keys()
            told = f"{offer.summary} {offer.description} {offer.brings}"
            matched = in_title | ({stem(word) for word in words_in(told)} & wanted.keys())
            candidate.in_title = len(in_title)
            candidate.matched = tuple(term for key, term in wanted.items() if key in matched)
            if suits(candidate, reading, gone):
                shown.append((candidate, offer))
            if len(shown) == limit:
                return shown
    return shown


def _loaded(place: Place, candidates: Sequence[Candidate]) -> dict[int, Offer]:
    rows = listed(place).filter(search_key__in=[candidate.facts.search_key for candidate in candidates])
    rows = rows.select_related("place", "ward", "provider").order_by("search_key")
    return {offer.search_key: offer for offer in rows}


def distance_to(offer: Offer | Facts, where: Where | None) -> int | None:
    """Metres in a straight line to a published venue; None for every place that is not published."""
    if where is None or not offer.published_venue or offer.latitude is None or offer.longitude is None:
        return None
    return geo.distance_m(where.latitude, where.longitude, offer.latitude, offer.longitude)


def _away(offer: Facts, where: Where | None) -> int | None:
    """For ranking alone: as `distance_to`, from the centre of the 1 km cell where the place is not published."""
    if where is None or offer.latitude is None or offer.longitude is None:
        return None
    if offer.published_venue:
        return distance_to(offer, where)
    return geo.distance_m(
        where.latitude, where.longitude, *geo.cell_centre(geo.cell_of(offer.latitude, offer.longitude))
    )


def _meets(offer: Facts, hint: str) -> bool:
    family = HINT_FAMILIES.get(hint, "")
    if family == "where":
        return hint in offer.where
    if family == "language":
        return hint in offer.languages
    if family == "stepfree":
        return offer.step_free == "yes"
    return family == "cost" and offer.cost_pence == 0


def _results(
    place: Place,
    chosen: Sequence[tuple[Candidate, Offer]],
    reading: Reading,
    where: Where | None,
    open_then: dict[int, Session] | None = None,
) -> list[Result]:
    offers = [offer for _, offer in chosen]
    day = today(place.zone)
    clock = now().astimezone(ZoneInfo(place.zone)).time()
    free, dates = free_places(offers, day), next_occurrences(offers, day, after=clock)
    units = {key: period.unit for key, period in capacity_on(offers, day).items()}
    results = []
    for candidate, offer in chosen:
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
                    unit=units.get(offer.pk, "place"),
                    opens=(open_then or {}).get(offer.search_key),
                ),
                fit=fit_words(candidate, reading),
                near=offer.ward.name if offer.ward else "",
                next=dates.get(offer.pk),
                free=free[offer.pk],
                fits=tuple(code for code in reading.facets if code in offer.facets),
                opens=(open_then or {}).get(offer.search_key),
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
        if candidate.facts.access == "open"
        and candidate.facts.kind != "idea"
        and max(candidate.facts.facets.get(code, 0) for code in facets) == 3
        and candidate.facts.checked_on is not None
        and candidate.facts.checked_on >= day - dt.timedelta(days=90)
    ]
    found.sort(
        key=lambda c: (c.away_m if c.away_m is not None else 10_000, c.facts.title, c.facts.search_key)
    )
    offers = _loaded(place, found)
    chosen = [(c, offers[c.facts.search_key]) for c in found if c.facts.search_key in offers]
    return [result for result in _results(place, chosen, reading, where) if not result.full][:limit]
