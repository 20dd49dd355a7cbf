"""What several parts of the demonstration make, or ask for, in the same way."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.drafts import exchange_id_for
from helpfulacts.people.actions.begin_organisation import begin_organisation


def body_named(place: Any, name: str, source: str) -> Any:
    """An organisation whose identifier in feeds is the same on every machine."""
    return begin_organisation(
        place=place, name=name, exchange_id=exchange_id_for(source, f"organisation {name}")
    )


def offer_named(place: Any, source: str, key: str) -> Any:
    """The entry of that key, which an earlier part listed."""
    found = directory.offer_by_key(place, source, key)
    assert found is not None, key
    return found


def saturday(place: Any, weeks: int) -> dt.date:
    """The Saturday after next for 1, and one week later for each more."""
    day = today(place.zone) + dt.timedelta(days=7 * weeks)
    return day + dt.timedelta(days=(5 - day.weekday()) % 7)
