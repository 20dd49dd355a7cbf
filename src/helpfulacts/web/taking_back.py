"""One press takes the last change of an entry back, where it still says what was written: later changes stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.access import access_of
from helpfulacts.directory.actions.change_when import change_when
from helpfulacts.directory.actions.say_access import put_access_back
from helpfulacts.directory.drafts import AccessDraft
from helpfulacts.directory.facets import need_in_sentence
from helpfulacts.directory.week_grid import as_plain, from_plain, week_of
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.change_dates import change_dates
from helpfulacts.support.actions.move_up_queue import state_places

from .entry_changes import change_who_for, change_words, in_words

CHANGED_SINCE = "Somebody changed this since you did, so nothing was taken back. Look at what it says now."


def take_back(offer: Any, kept: dict[str, Any], by: Actor) -> str:
    """Write back what stood before; what was left as somebody else has it, in words, or "". Raises Refused."""
    if kept["what"] == "words":
        return _said(offer, kept, lambda back: change_words(offer=offer, words=back, by=by))
    if kept["what"] == "who for":
        return _said(offer, kept, lambda back: change_who_for(offer=offer, said=back, by=by))
    if kept["what"] == "access":
        return _access(offer, kept, by)
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


def _said(offer: Any, kept: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> str:
    after = kept.get("after") or {}
    still = [name for name in after if getattr(offer, name) == after[name]]
    if not still:
        raise Refused(CHANGED_SINCE)
    change({name: kept["before"][name] for name in still})
    return in_words(name for name in after if name not in still)


def _access(offer: Any, kept: dict[str, Any], by: Actor) -> str:
    before, after, stands = (
        {row[0]: list(row) for row in rows}
        for rows in (kept["before"], kept.get("after") or [], access_as_plain(offer))
    )
    changed = sorted(before | after)
    still = [fact for fact in changed if stands.get(fact) == after.get(fact)]
    if not still:
        raise Refused(CHANGED_SINCE)
    facts = [
        AccessDraft(fact, answer, dt.date.fromisoformat(on) if on else None, source, name)
        for fact, answer, on, source, name in before.values()
    ]
    put_access_back(offer=offer, changed=still, before=facts, by=by)
    return ", ".join(need_in_sentence(fact) for fact in changed if fact not in still)


def access_as_plain(offer: Any) -> list[list[str]]:
    """What is said of getting in, as JSON: [fact, answer, day or "", whose word, its name]."""
    return [
        [one.fact, one.answer, one.on.isoformat() if one.on else "", one.source, one.by]
        for one in access_of(offer)
    ]


def own_number(period: Any) -> int | None:
    """What they last said they can take; None where no number counts."""
    return None if period is None or period.talks_first else period.limit
