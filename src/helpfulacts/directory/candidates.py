"""What may be an answer: the offers that share a word, a facet, a term or a meaning, with all that ranking asks of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

from helpfulacts.core.deadline import check
from helpfulacts.places import geo

from . import fulltext
from .access import said_yes
from .asking_when import Asked
from .filters import Filters
from .meanings import Likeness
from .models import Offer
from .narrowing import how_far, near_enough
from .open_then import Session
from .ranking import Candidate, Facts
from .reading import HINT_FAMILIES, Reading
from .selectors import listed
from .tokens import token
from .words import MOST_TERMS

if TYPE_CHECKING:
    from helpfulacts.places.models import Place
    from helpfulacts.places.selectors import Where

CANDIDATES = 500
NEAREST = 100


def _groups(filters: Filters, where: Where | None) -> list[list[str]]:
    """Groups of search tokens: an answer carries one of each. With a ward, it serves that ward or everywhere."""
    groups = filters.tokens()
    if where is not None and where.ward is not None:
        groups.append([token("serves", "everywhere"), token("serves", where.ward.name)])
    return groups


def candidates(
    place: Place,
    reading: Reading,
    where: Where | None,
    filters: Filters,
    like: Likeness | None = None,
) -> list[Candidate]:
    """At most 500 offers that share a word, a facet or a term, and the 100 nearest in meaning; all serve the ward."""
    groups = _groups(filters, where)
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
    no_steps = said_yes(place, keys, "step_free") if "step_free" in reading.hints else set()
    rows = listed(place).filter(search_key__in=keys).order_by("search_key").values_list(*Facts._fields)
    return [
        Candidate(
            facts=facts,
            text=round(20 * scores.get(facts.search_key, 0.0) / best) if best > 0 else 0,
            meaning=cosines.get(facts.search_key),
            terms=carriers[facts.search_key],
            distance_m=distance_to(facts, where),
            away_m=_away(facts, where),
            hints=sum(_meets(facts, hint) for hint in reading.hints) + (facts.search_key in no_steps),
            **_named(facts, where),
        )
        for facts in map(Facts._make, rows)
    ]


def _carriers(place: Place, reading: Reading) -> Counter[int]:
    """How many of the terms that were read each offer carries."""
    found: Counter[int] = Counter()
    for code in reading.carried:
        found.update(fulltext.passing(place.pk, [[code]]).tolist())
    return found


def _nearest(place: Place, like: Likeness, groups: list[list[str]]) -> list[int]:
    """The offers nearest in meaning among those that pass the filters."""
    return like.nearest(NEAREST, among=fulltext.passing(place.pk, groups) if groups else None)


def anything_then(
    place: Place,
    asked: Asked,
    open_then: dict[int, Session],
    where: Where | None,
    filters: Filters,
) -> list[Candidate]:
    """Only a time or a distance was said: what is open then, soonest first, nearest first at the same time.

    What may be open then, on a bank holiday that nobody told us about, comes after what is.
    """
    groups = _groups(filters, where)
    keys: list[int] | None = list(open_then) if asked.window else None
    if groups:
        keys = fulltext.passing(place.pk, groups, among=keys).tolist()
    rows = listed(place) if keys is None else listed(place).filter(search_key__in=keys)
    found = [
        Candidate(
            facts=facts,
            text=0,
            distance_m=distance_to(facts, where),
            away_m=_away(facts, where),
            **_named(facts, where),
        )
        for facts in map(Facts._make, rows.order_by("search_key").values_list(*Facts._fields))
    ]
    far, late = 10**9, Session(dt.date.max, dt.time.max, dt.time.max)
    check()
    found = [one for one in found if near_enough(one, asked.within_m)]
    found.sort(
        key=lambda one: (
            how_far(one) if one.named else 0,
            (then := open_then.get(one.facts.search_key, late)).uncertain,
            then[:2],
            far if one.away_m is None else one.away_m,
            one.facts.title,
        )
    )
    return found


def _named(facts: Facts, where: Where | None) -> dict[str, Any]:
    """The ward or town that the sentence named, and whether an offer is in it."""
    areas = where.areas if where else frozenset()
    return {"named": where.code if where and areas else "", "there": facts.ward_id in areas}


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
    return family == "cost" and offer.cost_pence == 0
