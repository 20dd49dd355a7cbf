"""How the algorithm was used so far, as it may be told: rounds, cases opened, changes by people, answers looked at again.

All of it is as of the moment when the last round was confirmed, and to the nearest five: a record whose figures moved on
any other night would tell by its next version that one person asked or was answered.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpfulacts.coordination.models import Opening, Override, Run
from helpfulacts.coordination.small_counts import spoken
from helpfulacts.engine.small import SMALL, nearest, some
from helpfulacts.promises.models import Promise

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

ANSWERED, LATE, EXCUSED, OWED = (
    "answered in time",
    "answered late",
    "not answered, with a reason",
    "still owed",
)


def figures(place: Place) -> list[dict[str, str]]:
    """Rows of “what” and “how many”, of all rounds that a person confirmed. Below ten it says “some”."""
    runs = Run.objects.filter(place=place, state="confirmed")
    until = runs.order_by("-confirmed_at").values_list("confirmed_at", flat=True).first()
    answers = sum(runs.values_list("people", flat=True))
    changes = (
        Override.objects.filter(place=place, run__in=runs, at__lte=until)
        if until
        else Override.objects.none()
    )
    # Changing one answer twice counts once; of who was erased only the change itself is left.
    rows_changed = changes.order_by().values_list("run_id", "allocation_id", "pk")
    changed = len({(run, answer or own) for run, answer, own in rows_changed})
    opened = Opening.objects.filter(place=place, run__in=runs, opened_at__lte=until).count() if until else 0
    rows = [
        ("Sharing rounds that a person confirmed", f"{runs.count():,}" if answers else "none"),
        ("Answers in them", _said(answers)),
        ("Cases that a person opened before confirming", _said(opened)),
        ("Answers that a person changed", _said(changed)),
        ("Share of answers that a person changed", _share(changed, answers)),
    ]
    asked = _asked_again(place, until) if until else {}
    rows.append(("Answers that somebody asked to be looked at again", _said(sum(asked.values()))))
    if sum(asked.values()) >= SMALL:
        told = spoken(asked)
        rows += [
            (f"Of these, {what}", _said(count) if told[what] != some(1) else some(1))
            for what, count in asked.items()
        ]
    return [{"what": what, "how_many": number} for what, number in rows]


def _said(count: int) -> str:
    """To the nearest five, “some” below ten, and “none”."""
    return some(count if count < SMALL else nearest(count)) if count else "none"


def _share(changed: int, answers: int) -> str:
    """From what is told of both, so that it tells no more."""
    if not answers or 0 < changed < SMALL:
        return "too few to tell" if changed else "none"
    return f"{min(1, nearest(changed) / max(1, nearest(answers))):.1%}" if changed else "none"


def _asked_again(place: Place, until: dt.datetime) -> dict[str, int]:
    """How many had asked by then, by how it stood then."""
    zone = ZoneInfo(place.zone)
    found = dict.fromkeys((ANSWERED, LATE, EXCUSED, OWED), 0)
    rows = Promise.objects.filter(
        place=place, about_noun="allocation", by_noun="partnership", made_at__lte=until
    )
    for promise in rows:
        if promise.excepted_at and promise.excepted_at <= until:
            found[EXCUSED] += 1
        elif promise.kept_at and promise.kept_at <= until:
            found[LATE if promise.kept_at.astimezone(zone).date() > promise.due else ANSWERED] += 1
        else:
            found[OWED] += 1
    return {what: number for what, number in found.items() if number}
