"""Help that comes again: which time it was, which comes next, and what was said of it that may be taken back today."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import date_in_words, time_now, today
from helpfulacts.directory.dates import dates_of_offer

from .giving import giver_of
from .models import HelpfulAct
from .selectors import has_told
from .sessions import Promised, is_theirs, sessions_of

OF_ONES_OWN = ("service", "intervention", "connection")
"""Kinds of help of one's own that may come again: a sister who rings. A thing is there once."""


def comes_again(act: HelpfulAct) -> bool:
    """Promised, and it comes round: “it is done” can mean this time, or for good.

    Where no dates are known, a service may come again, and so may help of one's own: only its person knows.
    """
    if act.state != "promised":
        return False
    if act.offer is None:
        return act.kind in OF_ONES_OWN
    if act.on_day is None:
        return act.kind == "service"
    return act.kind in ("service", "intervention") and next_time(act) is not None


def last_time(act: HelpfulAct) -> dt.date | None:
    """The day of its last session that has begun; its own day where none has; None without a day."""
    offer, place = act.offer, act.place
    if offer is None or act.on_day is None:
        return act.on_day
    day, clock = today(place.zone), time_now(place.zone)
    since = max(act.on_day, day - dt.timedelta(weeks=13))
    rows = dates_of_offer(offer, since, day, place.nation)
    begun = [
        one.day
        for one in rows
        if is_theirs(one, act.on_day, act.starts, act.joins) and (one.day, one.starts) <= (day, clock)
    ]
    return begun[-1] if begun else act.on_day


def next_time(act: HelpfulAct) -> Promised | None:
    """The first of its sessions after the last that has begun."""
    last = last_time(act)
    return next((one for one in sessions_of(act) if last is None or one.day > last), None)


def times_noted(act: HelpfulAct) -> list[dt.date]:
    """The days on which it came, as its person noted them, in order."""
    return sorted(dt.date.fromisoformat(row["day"]) for row in act.came if not row["end"])


def noted_words(act: HelpfulAct) -> str:
    """“It came on Wednesday 18 November.”, with how often where that is more; "" where nothing is noted."""
    days = times_noted(act)
    if not days:
        return ""
    often = f" That makes {len(days)} times." if len(days) > 1 else ""
    return f"It came on {date_in_words(days[-1])}.{often}"


def last_said(act: HelpfulAct) -> dict[str, Any] | None:
    """What was noted last of it, where that was today."""
    row: dict[str, Any] | None = act.came[-1] if act.came else None
    return row if row and row["said"] == today(act.place.zone).isoformat() else None


def came_today(act: HelpfulAct) -> bool:
    """Promised, and its person noted today that it came: they may say how it goes so far."""
    said = last_said(act)
    return act.state == "promised" and said is not None and not said["end"]


def takes_back(act: HelpfulAct) -> str:
    """What its person may take back: “time”, “done”, or "". On the day it was said, while nothing was built on it.

    Built on it: they said how it went (of “time”: this time); what waits for it went ahead; it was an introduction, or a
    place from a round, and others count it; or whoever gives in person was parted from them, as “confirmed” does.
    """
    if act.state == "promised":
        said = last_said(act)
        if said is None or not came_today(act) or act.from_round or said.get("told"):
            return ""
        return "" if act.introductions.exists() else "time"
    if (
        act.state not in ("done", "confirmed")
        or act.from_round
        or (act.state == "confirmed" and has_told(act))
    ):
        return ""
    zone = act.place.zone
    if act.changed_at.astimezone(ZoneInfo(zone)).date() != today(zone):
        return ""
    if act.state == "confirmed" and (giver_of(act) is not None or _is_there_again(act)):
        return ""
    if act.offer is not None and act.offer.status == "ended":
        return ""
    went_ahead = act.lets_go.filter(act__state__in=("promised", "done", "confirmed"))
    return "" if went_ahead.exists() or act.introductions.exists() else "done"


def _is_there_again(act: HelpfulAct) -> bool:
    """Was the same put on the plan again meanwhile?"""
    again = act.plan.acts.filter(offer=act.offer_id, state__in=HelpfulAct.LIVE) if act.offer_id else None
    return again is not None and again.exists()
