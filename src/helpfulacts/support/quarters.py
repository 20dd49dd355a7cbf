"""What bodies are asked of a quarter, and what asking costs them: questions times minutes, as they say themselves.

asked_of(body)      # list[Offer]: offers of which the last quarter is still to be told
burden(place)       # list[Burden]: by quarter, newest first; no number under ten bodies
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from statistics import median
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from helpfulacts.core.clock import today
from helpfulacts.directory.models import Offer
from helpfulacts.engine.small import SMALL
from helpfulacts.people.models import Organisation
from helpfulacts.places.models import Place
from helpfulacts.promises.models import Promise

from .models import HelpfulAct, QuarterAnswer

QUESTIONS = 2
CAME = QuarterAnswer.CAME
SHOWN = 4


@dataclass(frozen=True)
class Burden:
    """One quarter. bodies: how many answered; None under ten, and then nothing else is told. minutes: the middle of what
    they said that one question took; None while under ten said so. score: questions × minutes."""

    quarter: dt.date
    bodies: int | None = None
    answers: int | None = None
    minutes: float | None = None
    score: float | None = None


def last_quarter(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the quarter that was over before `day`."""
    this = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    last = this - dt.timedelta(days=1)
    return last.replace(month=last.month - 2, day=1), last


def asked_of(body: Organisation) -> list[Offer]:
    """Offers of a body with which somebody was helped in the last quarter, and of which it has not told yet."""
    zone = body.place.zone
    first, last = last_quarter(today(zone))
    start, end = (
        dt.datetime.combine(day, dt.time(), ZoneInfo(zone)) for day in (first, last + dt.timedelta(days=1))
    )
    # An act without a day counts on the day it was first done, else on the day it was put on the plan: never on the day
    # its row was last touched, or what belongs to a quarter would move to another.
    done = Promise.objects.filter(
        place=body.place_id,
        about_noun="helpful act",
        about_id=OuterRef("pk"),
        kind="act",
        kept_at__isnull=False,
    ).order_by("kept_at")
    acts = HelpfulAct.objects.annotate(since=Coalesce(Subquery(done.values("kept_at")[:1]), "created_at"))
    helped = acts.filter(
        Q(on_day__range=(first, last)) | Q(on_day__isnull=True, since__gte=start, since__lt=end),
        place=body.place_id, offer__provider=body, state__in=("promised", "done", "confirmed"),
    )  # fmt: skip
    told = QuarterAnswer.objects.filter(place=body.place_id, quarter=first).values("offer")
    rows = Offer.objects.filter(place=body.place_id, provider=body, pk__in=helped.order_by().values("offer"))
    return list(rows.exclude(pk__in=told).select_related("place").order_by("title"))


def told_of(offer: Offer) -> list[QuarterAnswer]:
    """What was said of its quarters, newest first."""
    return list(QuarterAnswer.objects.filter(place=offer.place_id, offer=offer).order_by("-quarter"))


def burden(place: Place) -> list[Burden]:
    """The last quarters of which anybody told."""
    rows = QuarterAnswer.objects.filter(place=place)
    quarters = rows.order_by("-quarter").values_list("quarter", flat=True).distinct()[:SHOWN]
    return [
        _burden(quarter, list(rows.filter(quarter=quarter).select_related("offer"))) for quarter in quarters
    ]


def _burden(quarter: dt.date, answers: list[QuarterAnswer]) -> Burden:
    bodies = {one.offer.provider_id for one in answers}
    said = {one.offer.provider_id for one in answers if one.minutes}
    if len(bodies) < SMALL:
        return Burden(quarter)
    if len(said) < SMALL:
        return Burden(quarter, len(bodies), len(answers))
    minutes = median(one.minutes for one in answers if one.minutes)
    return Burden(quarter, len(bodies), len(answers), minutes, QUESTIONS * minutes)
