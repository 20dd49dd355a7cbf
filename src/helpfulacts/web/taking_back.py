"""One press takes the last change of an entry back, where it still says what was written: later changes stay."""

from __future__ import annotations

from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_when import change_when
from helpfulacts.directory.week_grid import as_plain, from_plain, week_of
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.change_dates import change_dates
from helpfulacts.support.actions.move_up_queue import state_places

from .entry_changes import change_words, in_words
from .views.office_giver_rows import own_number

CHANGED_SINCE = "Somebody changed this since you did, so nothing was taken back. Look at what it says now."


def take_back(offer: Any, kept: dict[str, Any], by: Actor) -> str:
    """Write back what stood before; what was left as somebody else has it, in words, or "". Raises Refused."""
    if kept["what"] == "words":
        return _words(offer, kept, by)
    if kept["what"] == "dates":
        if as_plain(week_of(offer, today(offer.place.zone))) != kept.get("after"):
            raise Refused(CHANGED_SINCE)
        week = from_plain(kept["before"])
        change_dates(offer=offer, write=lambda: change_when(offer=offer, week=week, by=by, back=True))
    else:
        if own_number(directory.current_capacity(offer)) != kept.get("after"):
            raise Refused(CHANGED_SINCE)
        state_places(offer=offer, stated=kept["before"], by=by)
    return ""


def _words(offer: Any, kept: dict[str, Any], by: Actor) -> str:
    after = kept.get("after") or {}
    still = [name for name in after if getattr(offer, name) == after[name]]
    if not still:
        raise Refused(CHANGED_SINCE)
    change_words(offer=offer, words={name: kept["before"][name] for name in still}, by=by)
    return in_words(name for name in after if name not in still)
