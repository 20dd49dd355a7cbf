"""When the next sharing round is, as far as the rules and the last round tell."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.clock import today


def next_round_day(place: Any) -> dt.date | None:
    """The day of the next round. None where no rules are in force, none has run, or the day went by."""
    rules, run = coordination.rules_in_force(place), coordination.latest_run(place)
    if rules is None or run is None:
        return None
    ran = run.ran_at.astimezone(ZoneInfo(place.zone)).date()
    day = ran + dt.timedelta(days=coordination.document_of(rules).rounds.every_days)
    return day if day >= today(place.zone) else None
