"""Combinations that ended before their last day was over: which of their days were held, and what each part had said."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from .half_hours import SLOTS, time_of
from .models import Weave, WeavePart
from .weaving import days_in


def days_held(weave: Weave) -> tuple[dt.date, ...]:
    """Its days, less those whose last hour was still to come when it ended. None of what was never listed."""
    if weave.offer_id is None:
        return ()
    if weave.state != "ended":
        return days_in(weave)
    ended = weave.changed_at.astimezone(ZoneInfo(weave.place.zone))
    return tuple(day for day in days_in(weave) if _over(weave, day, ended.replace(tzinfo=None)))


def _over(weave: Weave, day: dt.date, moment: dt.datetime) -> bool:
    if weave.to_slot is None or weave.to_slot == SLOTS:
        return day < moment.date()
    return dt.datetime.combine(day, time_of(weave.to_slot)) <= moment


def ended_early(weave: Weave) -> bool:
    """It has ended, and not all of its days were held."""
    return weave.state == "ended" and (not days_in(weave) or len(days_held(weave)) < len(days_in(weave)))


def what_happened(weave: Weave, parts: list[WeavePart]) -> str:
    """How far it had come: “It was listed, and 1 of its 3 days had been. 1 part had left.”"""
    if weave.offer_id is None:
        if all(part.state == "draft" for part in parts):
            return "It was never listed. Nobody had been asked."
        yes = sum(part.state == "agreed" for part in parts)
        return f"It was never listed. {yes} of its {len(parts)} parts had said yes."
    held, days = len(days_held(weave)), len(days_in(weave))
    left = sum(part.state == "left" for part in parts)
    gone = f" {left} part{'s' if left > 1 else ''} had left." if left else ""
    if not held:
        return f"It was listed, and ended before its first day.{gone}"
    return f"It was listed, and {held} of its {days} days had been.{gone}"
