"""“Is it fair?”: who is reached, who is not and who carries the work, as it was counted last, for everybody to read.

Every picture is made from the rows of the table that stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helpfulacts.accountability import fair
from helpfulacts.coordination.fairness import Fairness
from helpfulacts.coordination.fairness.access import MILES
from helpfulacts.coordination.fairness.counting import NOT_SAID
from helpfulacts.places import selectors as places

from ..charts import Difference, ShareBar
from .office_figures import ward_figures

KEPT = 600
"""Seconds for which a report stands: how far each area is from each offer takes some time in a large place."""
LONGEST = 36


@dataclass(frozen=True)
class Shown:
    """A table with its picture. unsaid: of everybody, the share that said nothing of it; None where that is hidden.

    few: something was said, and of too few people to show any of it. answered: the same group in the round before.
    """

    table: Any
    answered: Any
    bars: list[ShareBar]
    unsaid: float | None
    few: bool


@require_GET
def fairness(request: HttpRequest) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    report = _report(place)
    counted = report.kept.counted if report.kept else None
    context: dict[str, Any] = {"report": report, "counted": counted, "miles": MILES}
    if report.tables:
        areas = places.areas(place)
        wards = report.table("ward")
        sums = SimpleNamespace(people=wards.all.asked or 0, placed=wards.all.placed or 0)
        context |= {
            "all": wards.all,
            "decile": _shown(report, report.table("decile")),
            "wards": wards,
            "ward_map": ward_figures(sums, [row for row in wards.rows if row.code != NOT_SAID], areas),
            "areas": areas,
            "told": [_shown(report, one) for one in report.tables if one.group.told],
            "act": [one for one in report.signals if one[1].says.startswith("act")],
            "watch": [one for one in report.signals if one[1].says.startswith("watch")],
            "trend": _trend(report.trend),
            "tried_bars": _tried_bars(counted, wards.all.placed or 0),
        }
    return render(
        request,
        "web/public/fairness.html",
        {
            **context,
            "access_bars": _access_bars(report.access),
            "time_bars": _time_bars(counted.burden) if counted else [],
        },
    )


def _report(place: Any) -> Fairness:
    key = f"fairness|{place.pk}|{fair.stamp_of(place)}"
    report: Fairness | None = cache.get(key)
    if report is None:
        report = fair.fairness(place)
        cache.set(key, report, timeout=KEPT)
    return report


def _shown(report: Any, table: Any) -> Shown:
    said = [row for row in table.rows if row.code != NOT_SAID]
    quiet = next((row for row in table.rows if row.code == NOT_SAID), None)
    bars = [ShareBar(_label(row.label), row.share, row.low, row.high) for row in table.rows if row.asked != 0]
    share = quiet.asked / table.all.asked if quiet and quiet.asked is not None and table.all.asked else None
    few = any(row.asked != 0 for row in said) and not any(row.share is not None for row in said)
    return Shown(table, report.answered(table.group.code), bars, share, few)


def _label(words: str) -> str:
    """As much as fits over a bar; the table has all of it."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip(' ,')}…"


def _trend(rounds: Iterable[Any]) -> list[Difference]:
    return [
        Difference(
            f"Round {one.number}",
            one.slant.sii if one.slant else None,
            *(one.slant.sii_between if one.slant else (None, None)),
        )
        for one in rounds
    ]


def _tried_bars(counted: Any, placed: int) -> list[ShareBar]:
    return [
        ShareBar(row.words, None if row.lose is None or not placed else min(1.0, row.lose / placed))
        for row in counted.tried or ()
    ]


def _access_bars(figures: Any) -> list[ShareBar]:
    """Each decile beside the one that can reach most."""
    if figures is None:
        return []
    most = max(row.score for row in figures.rows) or 1
    return [ShareBar(str(row.decile), row.score / most) for row in figures.rows]


def _time_bars(burden: Any) -> list[ShareBar]:
    """Hours of each sphere beside the one that gives most."""
    most = max((row.hours or 0 for row in burden.spheres), default=0)
    return [
        ShareBar(row.words, None if row.hours is None else row.hours / most) for row in burden.spheres if most
    ]
