"""What ending an offer, or giving fewer places than people hold, would mean: shown before anybody decides it.

    impact_of(place, offer, places, day)      # a dict of plain JSON; ids, no names, and no number of one to nine people

Who holds a place and who waits, by age and by ward; how many have something else that fits; what stands on it; the right
that it serves; the notice that is due (three months, as the Compact of a place asks). Titles, and who must be asked, are read when it is shown
(`what_if/naming.py`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import Q

from helpfulacts.directory.facets import AGES, FACTS
from helpfulacts.directory.models import CapacityPeriod, Offer, Prerequisite, WeavePart
from helpfulacts.directory.selectors import from_protected
from helpfulacts.people.models import Person
from helpfulacts.places.models import Area
from helpfulacts.support.models import HelpfulAct

from .changes import Changes
from .freeze import Frozen, freeze
from .reading import keeps_place
from .rule_document import RuleDocument
from .what_if.showing import told_groups

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

NOTICE_MONTHS = 3


def notice_day(day: dt.date, months: int = NOTICE_MONTHS) -> dt.date:
    """The first day on which it may end: so many months after `day`, at the latest the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return dt.date(day.year + year, month + 1, min(day.day, last))


def impact_of(place: Place, offer: Offer, places: int | None, rules: RuleDocument, day: dt.date) -> dict[str, Any]:  # fmt: skip
    """`places`: how many it would have; None: it would end. `rules`: those in force, for its right."""
    now, then = freeze(place, rules, day), freeze(place, rules, day, Changes(ends=frozenset({offer.pk})))
    holding, queueing = _holders(place, offer, day)
    column = next((n for n, one in enumerate(now.offers) if one.id == offer.pk), -1)
    fits = {
        now.askers[p].person for p in now.claims.person[now.pairs.claim[now.pairs.offer == column]].tolist()
    }
    waiting = (queueing | fits) - holding
    other, none = _something_else(holding, now, then)
    apart = len(holding) - other - none
    told = Person.objects.filter(place=place, pk__in=holding | waiting)
    wards = dict(Area.objects.filter(place=place, level="ward").values_list("id", "name"))
    by_age: dict[uuid.UUID, str] = {}
    by_ward: dict[uuid.UUID, str] = {}
    for person, age, ward, own in told.values_list("id", "age_band", "ward_id", "postcode__ward_id"):
        by_age[person] = age if age in AGES else ""
        by_ward[person] = wards.get(ward or own or place.pk, "")
    tables = {
        "age": _counted(by_age, holding, waiting, [*AGES, ""]),
        "ward": _counted(by_ward, holding, waiting, [*sorted(wards.values()), ""]),
    }
    totals = {"holding": len(holding), "waiting": len(waiting), "something_else": other, "nothing_else": none, "not_looked_at": apart}  # fmt: skip
    parts = {f"{code}/{what}": {label: row[n] for label, row in rows.items()} for code, rows in tables.items() for n, what in enumerate(("holding", "waiting"))}  # fmt: skip
    may_show = told_groups(parts, totals, [("holding", ("something_else", "nothing_else", "not_looked_at"))])
    of_all, groups = may_show or (dict.fromkeys(totals), {})
    return {
        "offer": str(offer.pk),
        "places": places,
        "ends": places is None,
        **of_all,
        "groups": [
            {"code": code, "rows": [
                {"label": label or ("Not told" if code == "age" else "Not known"), **row}
                for label in rows
                for row in [{what: groups.get((f"{code}/{what}", label)) for what in ("holding", "waiting")}]
                if any(row.values())]}
            for code, rows in tables.items()
        ],
        "depends": _what_stands_on(place, offer),
        "rights": [
            {"right": FACTS[floor.fact], "body": floor.responsible_body}
            for floor in rules.floors if int(offer.facets.get(floor.facet, 0)) >= floor.min_grade
        ],
        "notice_months": NOTICE_MONTHS,
        "not_before": notice_day(day).isoformat(),
    }  # fmt: skip


def _holders(place: Place, offer: Offer, day: dt.date) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """(people who hold a place of it today, or have one offered; people who wait in its queue), as a round sees them."""
    period = (
        CapacityPeriod.objects.filter(place=place, offer=offer, begins__lte=day)
        .order_by("-begins").values_list("pk", flat=True).first()
    )  # fmt: skip
    acts = HelpfulAct.objects.filter(place=place, offer=offer).filter(
        Q(state__in=HelpfulAct.LIVE) | Q(state="confirmed")
    )
    holding: set[uuid.UUID] = set()
    queueing: set[uuid.UUID] = set()
    for person, state, holds, from_round, answer_by in acts.values_list(
        "plan__person_id", "state", "holds_id", "from_round", "answer_by"
    ):
        if keeps_place(state, holds, from_round, answer_by, period, day):
            holding.add(person)
        elif state == "agreed" and holds is None:
            queueing.add(person)
    return holding, queueing - holding


def _something_else(holding: set[uuid.UUID], now: Frozen, then: Frozen) -> tuple[int, int]:
    """(holders for whom something else fits, holders for whom nothing does), of those who ask in rounds."""
    row_of = {asker.person: row for row, asker in enumerate(then.askers)}
    asked = {asker.person for asker in now.askers}
    shared = np.diff(then.instance.indptr) > 0
    open_to = {then.wishes[n].asker for n, fits in enumerate(then.fits) if fits in ("open", "plan", "queue")}
    other = none = 0
    for person in holding & asked:
        row = row_of.get(person)  # who asks no more is served by something open
        fits = row is None or bool(shared[row]) or then.continuing[row] >= 0 or row in open_to
        other, none = other + fits, none + (not fits)
    return other, none


def _counted(
    of: Mapping[uuid.UUID, str], holding: set[uuid.UUID], waiting: set[uuid.UUID], order: list[str]
) -> dict[str, tuple[int, int]]:
    had, waits = (Counter(of[person] for person in those if person in of) for those in (holding, waiting))
    return {label: (had[label], waits[label]) for label in order}


def _what_stands_on(place: Place, offer: Offer) -> list[dict[str, str]]:
    """Offers that make sense only once this one is held, and combinations that it is a part of."""
    needing = (
        Offer.objects.filter(place=place, status="active", pk__in=Prerequisite.objects.filter(
            place=place, needs=offer).values("offer_id"))
        .exclude(from_protected())
        .order_by("title")
    )  # fmt: skip
    parts = WeavePart.objects.filter(place=place, offer=offer, weave__state="listed").select_related("weave")
    return [
        *({"what": "offer", "id": str(one.pk)} for one in needing),
        *({"what": "combination", "id": str(part.weave_id)} for part in parts.order_by("weave__title")),
    ]
