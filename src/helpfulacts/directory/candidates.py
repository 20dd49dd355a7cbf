"""What may be an answer: the offers that share a word, a facet, a term or a meaning, with all that ranking asks of them."""

from __future__ import annotations

import datetime as dt
import math
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import QuerySet

from helpfulacts.core.deadline import check
from helpfulacts.places import geo

from . import fulltext
from .access import said_yes
from .apart import NONE
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
    unseen: frozenset[int],
    like: Likeness | None = None,
    apart: frozenset[uuid.UUID] = NONE,
) -> list[Candidate]:
    """At most 500 offers that share a word, a facet or a term, and the 100 nearest in meaning; all serve the ward.

    apart: as of `listed`, and `unseen` what it leaves out (`unseen.unseen_keys`): what may not be seen weighs and counts nothing, so nobody learns from any order that it is there.
    """
    groups = _groups(filters, where)
    scores = dict(
        fulltext.search(
            place.pk,
            terms=reading.terms[:MOST_TERMS],
            any_tokens=[*(token("facet", code) for code in reading.facets), *reading.carried],
            all_tokens=groups,
            limit=CANDIDATES,
            unseen=unseen,
        )
    )
    carriers = _carriers(place, reading)
    rare = fulltext.facet_rarity(place.pk, unseen)
    keys = list(scores)
    cosines: dict[int, float] = {}
    if like is not None:
        keys = list(dict.fromkeys([*keys, *_nearest(place, like, groups, unseen)]))
        cosines = like.of(keys)
    no_steps = said_yes(place, keys, "step_free") if "step_free" in reading.hints else set()
    rows = _facts(listed(place, apart).filter(search_key__in=keys))
    best = max((scores.get(one.search_key, 0.0) for one in rows), default=0.0)
    return [
        Candidate(
            facts=facts,
            text=round(20 * scores.get(facts.search_key, 0.0) / best) if best > 0 else 0,
            meaning=cosines.get(facts.search_key),
            terms=carriers[facts.search_key],
            helps=sum(
                weight * facts.facets.get(code, 0) * rare.get(code, 1.0)
                for code, weight in reading.facets.items()
            ),
            distance_m=distance_m,
            away_m=away_m,
            hints=sum(_meets(facts, hint) for hint in reading.hints) + (facts.search_key in no_steps),
            **_named(facts, where),
        )
        for facts, (distance_m, away_m) in zip(rows, _distances(rows, where), strict=True)
    ]


def _facts(rows: QuerySet[Offer]) -> list[Facts]:
    return [Facts._make(row) for row in rows.order_by("search_key").values_list(*Facts._fields)]


def _carriers(place: Place, reading: Reading) -> Counter[int]:
    """How many of the terms that were read each offer carries."""
    found: Counter[int] = Counter()
    for code in reading.carried:
        found.update(fulltext.passing(place.pk, [[code]]).tolist())
    return found


def _nearest(place: Place, like: Likeness, groups: list[list[str]], unseen: frozenset[int]) -> list[int]:
    """The offers nearest in meaning among those that may be seen and pass the filters: there are vectors of others too."""
    if groups:
        return like.nearest(NEAREST, among=fulltext.passing(place.pk, groups, unseen=unseen))
    most = NEAREST
    while True:  # nearly always once: looking at a few is faster than leaving some out of all
        near = like.nearest(most)
        seen = fulltext.standing_of(place.pk, near, unseen)
        if len(seen) >= NEAREST or len(near) < most:
            return seen[:NEAREST]
        most *= 2


def anything_then(
    place: Place,
    asked: Asked,
    open_then: dict[int, Session],
    where: Where | None,
    filters: Filters,
    apart: frozenset[uuid.UUID] = NONE,
) -> list[Candidate]:
    """Only a time or a distance was said: what is open then, soonest first, nearest first at the same time.

    What may be open then, on a bank holiday that nobody told us about, comes after what is.
    """
    groups = _groups(filters, where)
    keys: list[int] | None = list(open_then) if asked.window else None
    if groups:
        keys = fulltext.passing(place.pk, groups, among=keys).tolist()
    seen = listed(place, apart)
    rows = _facts(seen if keys is None else seen.filter(search_key__in=keys))
    found = [
        Candidate(facts=facts, text=0, distance_m=distance_m, away_m=away_m, **_named(facts, where))
        for facts, (distance_m, away_m) in zip(rows, _distances(rows, where), strict=True)
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


def _distances(rows: Sequence[Facts], where: Where | None) -> list[tuple[int | None, int | None]]:
    """(metres in a straight line to a published venue, and for ranking alone how far it is) of each; None where not known.

    The first is None for every place that is not published; the second is then from the centre of its 1 km cell.
    """
    if where is None:
        return [(None, None)] * len(rows)
    points = [_point(one) for one in rows]
    there = np.array([point or (math.nan, math.nan) for point in points], float).reshape(len(rows), 2)
    known = np.flatnonzero(~np.isnan(there[:, 0]))
    metres = geo.distances_m(where.latitude, where.longitude, there[known, 0], there[known, 1])
    away = dict(zip(known.tolist(), metres.tolist(), strict=True))
    return [(away.get(at) if one.published_venue else None, away.get(at)) for at, one in enumerate(rows)]


def _point(offer: Facts) -> tuple[float, float] | None:
    if offer.latitude is None or offer.longitude is None:
        return None
    if offer.published_venue:
        return offer.latitude, offer.longitude
    return geo.cell_centre(geo.cell_of(offer.latitude, offer.longitude))


def _meets(offer: Facts, hint: str) -> bool:
    family = HINT_FAMILIES.get(hint, "")
    if family == "where":
        return hint in offer.where
    if family == "language":
        return hint in offer.languages
    return family == "cost" and offer.cost_pence == 0
