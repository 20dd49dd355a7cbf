"""Say what is so of getting in and taking part: yes, no, or nobody knows; who looked, and on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor

from .. import history
from ..access import access_of
from ..checks import LONGEST_NAME
from ..drafts import AccessDraft
from ..facets import ACCESS_NEEDS
from ..models import AccessFact, Offer
from ..moments import has_changed
from ..public_words import refuse_private
from ..rules import gives_it, may_change
from ..standing import as_it_stands

LONGEST_AGO = dt.timedelta(days=365 * 10)


def say_access(
    *,
    offer: Offer,
    said: Mapping[str, str],
    on: dt.date,
    source: str = "keeper",
    name: str = "",
    by: Actor,
    seen: dt.datetime | None = None,
) -> list[str]:
    """The facts that changed. `said`: fact → “yes”, “no”, or “unknown”, which takes away what was said.

    What those who give it say is always theirs (`source` keeper); anybody else says whose word it is: the keeper's, a
    visitor's, or an assessor's by `name`. `seen`: `changed_at` of what they looked at. Raises Refused, NotAllowed.
    """
    if not may_change(by, offer):
        raise NotAllowed("Only the people who give this, or the desk, can say how people get in.")
    if not said:
        raise Refused("Choose yes, no or “nobody knows” for one of them at least.")
    if any(
        fact not in ACCESS_NEEDS or answer not in ("yes", "no", "unknown") for fact, answer in said.items()
    ):
        raise Refused("Say yes, no, or that nobody knows.")
    if gives_it(by, offer):
        source = "keeper"
    rows = [
        AccessDraft(fact, answer, on, source, _name(offer, source, name))
        for fact, answer in said.items()
        if answer != "unknown"
    ]
    _check_day(on, today(offer.place.zone))
    return _write(offer, said, rows, by, seen)


def put_access_back(
    *, offer: Offer, changed: Iterable[str], before: Sequence[AccessDraft], by: Actor
) -> list[str]:
    """Of the facts that were `changed`, what was said `before` is said again, by the same people, with the same days.

    What others have said of other facts meanwhile stays. Raises Refused where `offer` has changed since it was read.
    """
    if not may_change(by, offer):
        raise NotAllowed("Only the people who give this, or the desk, can say how people get in.")
    said = dict.fromkeys(changed, "unknown")
    rows = [one for one in before if one.fact in said]
    return _write(offer, said, rows, by, offer.changed_at)


def _name(offer: Offer, source: str, name: str) -> str:
    name = tidy(name)
    if source == "keeper":
        return offer.provider.name[:LONGEST_NAME] if offer.provider and not offer.giver_id else ""
    if source == "visitor":
        return ""
    if source != "assessor":
        raise Refused("Say whose word it is.", field="source")
    if not name:
        raise Refused("Write which body looked at the place.", field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(f"Keep its name to {LONGEST_NAME} letters.", field="name")
    refuse_private(name, field="name", where="the name", about=offer)
    return name


def _check_day(on: dt.date, day: dt.date) -> None:
    if on > day:
        raise Refused("That day is still to come. Write the day when somebody looked.", field="on")
    if on < day - LONGEST_AGO:
        raise Refused("That is more than ten years ago. Somebody has to look again.", field="on")


def _write(
    offer: Offer, said: Mapping[str, str], rows: Iterable[AccessDraft], by: Actor, seen: dt.datetime | None
) -> list[str]:
    with register.writing(offer.place_id):
        as_it_stands(offer, seen)
        before, stood = history.facts_of(offer), set(access_of(offer))
        rows = list(rows)
        there = AccessFact.objects.filter(place=offer.place_id, offer=offer)
        there.filter(fact__in=said).delete()
        AccessFact.objects.bulk_create(
            AccessFact(
                place=offer.place, offer=offer, fact=one.fact, answer=one.answer, on=one.on, source=one.source,
                by=one.by, imported=one.imported,
            )
            for one in rows
        )  # fmt: skip
        changed = sorted({one.fact for one in stood ^ set(access_of(offer))})
        if changed:
            has_changed(offer.place_id, [offer])
            history.changed(offer, before, by)
            register.record(
                place=offer.place,
                action="say_access",
                noun="offer",
                subject=offer.pk,
                facts={"facts": len(changed), "source": rows[0].source if rows else "", "by": by.role},
            )
    return changed
