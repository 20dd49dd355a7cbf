"""How an entry changed: plain facts before and after, written inside the actions, and read newest first."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max

from helpfulacts.core.clock import now
from helpfulacts.core.ids import ordered_words
from helpfulacts.core.rows import AT_ONCE, batches, insert_rows
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place

from .models import Offer, OfferVersion, Schedule, ScheduleException
from .offer_costs import plain

_WEEKS_APART = re.compile(r"^(?=.*FREQ=WEEKLY).*INTERVAL=(\d{1,3})(?!\d)")
THE_LIST = "the list it comes from"
Facts = dict[str, Any]

FIELDS = (
    "title", "summary", "description", "access", "shown_from", "facets", "where", "ward", "address", "serves_wards",
    "when", "on_bank_holidays", "languages", "access_facts", "fetches", "min_age", "max_age", "eligibility", "ask_first", "cost", "brings", "what_next",
    "if_not", "costs", "funding_ends", "who_can_stop", "permission", "who_pays", "contact", "website",
)  # fmt: skip
"""What is told apart. `when` are the schedules as [RRULE, starts, ends], and in which weeks where not every week counts; `access_facts` fact → [answer, day]; `places`, `bodies` and `days` come with their own change."""
NEVER_KEPT = ("contact",)
"""That it changed is told; what it said is not: a number that is taken off the list must not live on here."""
ONLY_WHILE_PUBLISHED = ("address", "website")
"""What it said is shown only while the entry says it: what was taken off the list does not live on here."""
IMPORTANT = frozenset(
    {"when", "on_bank_holidays", "where", "ward", "address", "contact", "website", "min_age", "max_age", "eligibility", "ask_first", "serves_wards"}
)  # fmt: skip
"""When, where, how to get in touch and for whom: a change of one of these says something that the last check did not."""


def facts_of(offer: Offer, schedules: Iterable[Schedule] | None = None) -> Facts:
    """What an entry says, as plain facts that may be published."""
    said: Facts = {
        name: getattr(offer, name) for name in FIELDS if name not in ("ward", "when", "access_facts")
    }
    said["ward"] = offer.ward.name if offer.ward else ""
    said["costs"] = plain(offer.costs)
    said["funding_ends"] = offer.funding_ends.isoformat() if offer.funding_ends else ""
    said["access_facts"] = {
        row.fact: [row.answer, row.on.isoformat() if row.on else ""] for row in offer.access_facts.all()
    }
    rules = offer.schedules.all() if schedules is None else schedules
    said["when"] = sorted(
        [one.rrule.removeprefix("RRULE:"), f"{one.starts:%H:%M}", f"{one.ends:%H:%M}", *_which_weeks(one)]
        for one in rules
    )
    return said


def _which_weeks(rule: Schedule) -> list[str]:
    """“0 of 2” or “1 of 2” for a fortnight: the same rule from another first day may be in the other weeks."""
    if (found := _WEEKS_APART.search(rule.rrule)) is None:
        return []
    apart = max(1, int(found[1]))
    return [f"{(rule.first_day.toordinal() - 1) // 7 % apart} of {apart}"]


def days_of(offer: Offer) -> list[list[str]]:
    """The days that differ, as [day, starts, ends, reason]; without times where it is closed."""
    rows = ScheduleException.objects.filter(place=offer.place_id, offer=offer).order_by("day", "starts")
    return [
        [
            row.day.isoformat(),
            f"{row.starts:%H:%M}" if row.starts else "",
            f"{row.ends:%H:%M}" if row.ends else "",
            row.reason,
        ]
        for row in rows
    ]


def with_days(offer: Offer, days: list[list[str]], before: Facts, after: Facts) -> tuple[Facts, Facts]:
    """The facts before and after, with the days that differ where one went from `days` or came: those rows alone."""
    now_days = days_of(offer)
    if days == now_days:
        return before, after
    gone, come = (
        [row for row in one if row not in other] for one, other in ((days, now_days), (now_days, days))
    )
    return before | {"days": gone}, after | {"days": come}


def differing(offer: Offer, before: Facts, after: Facts, by: Actor) -> tuple[Facts, Facts]:
    """Only what differs. A person's own words, what is not listed, and ways to reach somebody: named and not kept."""
    names = [name for name in after if before.get(name) != after[name]]
    personal = offer.giver_id is not None or offer.sphere == "personal" or by.role == "citizen"
    private = set(names) if personal or offer.status != "active" else set(NEVER_KEPT)
    if not offer.published_venue:
        private.add("address")
    return (
        {name: None if name in private else before.get(name) for name in names},
        {name: None if name in private else after[name] for name in names},
    )


def shown_name(by: Actor) -> str:
    """Who made a change, as anybody may read it: a role's shown name, never a citizen's."""
    if by.role == "citizen":
        return "the person who gives it"
    return THE_LIST if by.role == "system" else by.shown_as[:120]


def first_listing(place: Place, offers: Sequence[Offer], by: Actor) -> None:
    """Version 1 of new entries: one insert a batch, without what they say, which the entries say themselves.

    `held`: it waits for a check, and is listed by a later version.
    """
    said = (place.pk, 1, now(), shown_name(by), "listed", None)
    columns = ("id", "offer_id", "place_id", "number", "at", "by_shown_as", "change", "before", "after")
    ids = ordered_words(len(offers))
    waits = [{"held": True} if offer.status == "held" else None for offer in offers]
    insert_rows(
        OfferVersion,
        columns,
        [(own, offer.pk, *said, held) for own, offer, held in zip(ids, offers, waits, strict=True)],
    )


def write(place: Place, change: str, by: Actor, rows: Iterable[tuple[Offer, Facts, Facts]]) -> None:
    """One version an entry, for (entry, before, after); the caller's transaction, in which writers take turns."""
    rows = list(rows)
    moment, who = now(), shown_name(by)
    last: dict[uuid.UUID, int] = {}
    for ids in batches(offer.pk for offer, _, _ in rows):
        kept = OfferVersion.objects.filter(place=place, offer__in=ids).order_by()
        last |= dict(kept.values_list("offer").annotate(last=Max("number")))
    versions = []
    for offer, before, after in rows:
        last[offer.pk] = last.get(offer.pk, 0) + 1
        versions.append(
            OfferVersion(
                place=place,
                offer=offer,
                number=last[offer.pk],
                at=moment,
                by_shown_as=who,
                change=change,
                before=before or None,
                after=after or None,
            )
        )
    OfferVersion.objects.bulk_create(versions, batch_size=AT_ONCE)


def note(offer: Offer, change: str, by: Actor, **after: Any) -> None:
    """One version of one entry that says only what is so now (how it was checked, on what ground it was hidden)."""
    write(offer.place, change, by, [(offer, {}, after)])


def changed(offer: Offer, before: Facts, by: Actor, days: list[list[str]] | None = None) -> None:
    """A version for what differs now from the facts `before`, and from the `days` where given; none where nothing does."""
    after = facts_of(offer)
    if days is not None:
        before, after = with_days(offer, days, before, after)
    said = differing(offer, before, after, by)
    if said[1]:
        write(offer.place, "changed", by, [(offer, *said)])


def versions_of(offer: Offer) -> list[OfferVersion]:
    """The changes of an entry, newest first, as anybody may read them (`ONLY_WHILE_PUBLISHED`)."""
    said = {"address": offer.address if offer.published_venue else "", "website": offer.website}
    rows = list(OfferVersion.objects.filter(place=offer.place_id, offer=offer).order_by("-number"))
    for row in rows:
        for facts in (row.before, row.after):
            for name in ONLY_WHILE_PUBLISHED:
                if facts and facts.get(name) not in (None, "", said[name]):
                    facts[name] = None
    return rows


def important_change_since(offer: Offer, since: Any) -> OfferVersion | None:
    """The last change of when, where, how to get in touch or for whom that came after the moment `since`."""
    rows = OfferVersion.objects.filter(place=offer.place_id, offer=offer, change="changed", at__gt=since)
    return next((row for row in rows.order_by("-number") if IMPORTANT & _names(row.after)), None)


def _names(facts: Mapping[str, Any] | None) -> set[str]:
    return set(facts or ())


def forget_what_was_said(offer: Offer) -> int:
    """Empty what the versions of an entry said before and after: that it changed, when and by whom stays."""
    return OfferVersion.objects.filter(place=offer.place_id, offer=offer).update(before=None, after=None)
