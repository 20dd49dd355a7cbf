"""Limits: whoever had as many shared places for a facet as the rules let waits, and is told until when.

A place counts from the day that its round was confirmed, once its person said yes to it, for each facet that it helps
with and that was wished for. What somebody has a right to is never held back: rights come first.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from helpfulacts.core.clock import date_in_words
from helpfulacts.directory.facets import FACET_WORDS
from helpfulacts.support.models import HelpfulAct

from .fitting import Bits, Claims, Pairs, bits
from .reading import Asker, is_held

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

    from .reasons import Reasons
    from .rule_document import Cap, RuleDocument

Ints = NDArray[np.int64]


Had = dict[uuid.UUID, dict[str, list[dt.date]]]
"""The days on which each plan was given a shared place that it said yes to, by facet."""


def held_back(
    place: Place, rules: RuleDocument, askers: Sequence[Asker], claims: Claims, owed: Bits, day: dt.date,
    had: Had | None = None,
) -> Ints:  # fmt: skip
    """int64[claims, caps]: the day (its ordinal) from which a claim that a cap holds back may be asked again; 0: it is not.

    had: in place of what the rounds of `place` gave.
    """
    waits = np.zeros((claims.size, len(rules.caps)), np.int64)
    if not rules.caps:
        return waits
    if had is None:
        had = had_in(place, longest(rules), day)
    for column, cap in enumerate(rules.caps):
        asks = (claims.facets & np.uint32(bits("facet", [cap.facet]))) != 0
        for number, floor in enumerate(rules.floors):
            if floor.facet == cap.facet:
                asks &= (owed[claims.person] >> np.uint32(number) & np.uint32(1)) == 0
        for row in np.flatnonzero(asks).tolist():
            again = again_on(cap, had[askers[claims.person[row]].plan][cap.facet], day)
            waits[row, column] = again.toordinal() if again else 0
    return waits


def again_on(cap: Cap, days: Sequence[dt.date], day: dt.date) -> dt.date | None:
    """The day from which fewer than `most` of the places had on `days` are in the last `cap.days` days; None: by `day`."""
    if len(days) < cap.most:
        return None
    again = sorted(days)[-cap.most] + dt.timedelta(days=cap.days)
    return again if again > day else None


def longest(rules: RuleDocument) -> int:
    """How many days back its limits look."""
    return max((cap.days for cap in rules.caps), default=0)


def had_in(place: Place, window: int, day: dt.date) -> Had:
    """What the rounds of `place` gave in the last `window` days."""
    found: Had = defaultdict(lambda: defaultdict(list))
    zone = ZoneInfo(place.zone)
    since = dt.datetime.combine(day - dt.timedelta(days=window), dt.time(), zone)
    rows = HelpfulAct.objects.filter(
        place=place, from_round=True, offer__isnull=False, created_at__gte=since
    ).values_list("plan_id", "state", "holds_id", "created_at", "offer__facets", "aspiration__facets")
    for plan, state, holds, given, helps, wished in rows.iterator(chunk_size=5000):
        if is_held(state, holds):
            for facet in helps if wished is None else set(helps) & set(wished):
                found[plan][facet].append(given.astimezone(zone).date())
    return found


def without(rules: RuleDocument, claims: Claims, waits: Ints) -> Claims:
    """The claims without the facets that a cap holds back."""
    facets = claims.facets.copy()
    for column, cap in enumerate(rules.caps):
        facets[waits[:, column] > 0] &= ~np.uint32(bits("facet", [cap.facet]))
    return replace(claims, facets=facets)


def dropped(claims: int, before: Pairs, after: Pairs) -> NDArray[np.bool_]:
    """bool[claims]: the claim lost a pair by a cap."""
    return np.bincount(before.claim, minlength=claims) > np.bincount(after.claim, minlength=claims)


def words(reasons: Reasons, person: int) -> list[str]:
    """Which limits hold back what this person asked for, and from which day they may ask again."""
    run, said = reasons.run, []
    local = run.ran_at.astimezone(ZoneInfo(run.place.zone)).date()
    for column, cap in enumerate(reasons.rules.caps):
        day = reasons.inputs.waits_until(person, column)
        if day:
            places = "1 shared place" if cap.most == 1 else f"{cap.most} shared places"
            wait = date_in_words(dt.date.fromordinal(day), reference=local)
            said.append(
                f"You had {places} in the last {cap.days} days for this: {FACET_WORDS[cap.facet][0].lower()}"
                f"{FACET_WORDS[cap.facet][1:]}. So you wait, and may ask for it again from {wait}. "
                f"The rule is: {cap.origin.sentence}"
            )
    return said
