"""An entry as a form that puts it right, and back: only what the form shows is changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.redraft import redraft
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.change_dates import change_dates

_TEXTS = (
    "title",
    "summary",
    "address",
    "contact",
    "website",
    "cost",
    "min_age",
    "max_age",
    "ask_first",
    "fetches",
)


def _one_time(draft: Any) -> bool:
    """Whether its times are the same on each of its days, which is all that this form can say."""
    return not draft.repeats and len({(week.starts, week.ends) for week in draft.weekly}) <= 1


def without(offer: Any) -> tuple[str, ...]:
    """Fields that this entry does not have: no address where its place is not shown, no numbers of a person."""
    gone: list[str] = []
    if not offer.published_venue:
        gone += ["address", "postcode"]
    if offer.giver_id is not None:
        gone += ["contact", "website"]
    if offer.kind == "idea" or not _one_time(redraft(offer)):
        gone += ["days", "begins", "ends"]
    if not {"venue"} & set(offer.where):  # nobody is fetched to a telephone
        gone += ["fetches"]
    return tuple(gone)


def initial_of(offer: Any) -> dict[str, Any]:
    """What the form shows at first: what the entry says."""
    draft = redraft(offer)
    first: dict[str, Any] = {name: getattr(draft, name) for name in _TEXTS}
    first["days"] = [week.day for week in draft.weekly]
    if draft.weekly:
        first |= {"begins": draft.weekly[0].starts, "ends": draft.weekly[0].ends}
    return first


def mend(offer: Any, given: dict[str, Any], *, by: Actor, seen: dt.datetime | None = None) -> None:
    """Make the entry say what the form says. A new postcode moves it. Only `how` makes it a check as well.

    Whoever loses their day by it is on the desk's list of people to tell. `seen`: see `change_offer`.
    """
    changes: dict[str, Any] = {name: given[name] for name in _TEXTS if name in given}
    changes["fetches"] = changes.get("fetches") or offer.fetches
    if "days" in given:
        changes["weekly"] = tuple(Weekly(day, given["begins"], given["ends"]) for day in given["days"])
    if given.get("postcode"):
        changes |= {"postcode": given["postcode"], "latitude": None, "longitude": None, "ward": None}
    draft = redraft(offer, **changes)
    change_dates(
        offer=offer,
        write=lambda: change_offer(offer=offer, draft=draft, by=by, checked_how=given["how"], seen=seen),
    )
