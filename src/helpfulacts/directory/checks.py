"""What must be true of an offer before it is listed: one clear sentence for the first thing that is not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

from dateutil.rrule import rrulestr
from django.db import models

from helpfulacts.core.clock import are_hours
from helpfulacts.core.errors import Refused

from . import vetting
from .drafts import OfferDraft, OtherDay
from .eligibility import checked
from .facets import ACCESS_NEEDS, DAYS, FACET_CODES, KINDS, LANGUAGES, SPHERES, WAYS
from .kinds import behaviour_of
from .models import AccessFact, Offer, OfferBody

MOST_FACETS = 3
MOST_OTHER_DAYS, LONGEST_REASON = 120, 120
_DRAFTED = {field.name for field in fields(OfferDraft)}
LENGTHS: dict[str, int] = {
    field.name: field.max_length
    for field in Offer._meta.get_fields()
    if isinstance(field, models.CharField)
    and field.max_length
    and field.name in _DRAFTED
    and field.name not in ("kind", "sphere", "access", "status", "fetches", "source")
}
_TEXTS = (*LENGTHS, "description", "key", "postcode")
_words = attrgetter(*_TEXTS)
LONGEST_NAME = 120
_SOURCES = [code for code, _ in AccessFact.SOURCES]
_PARTS = [code for code, _ in OfferBody.PARTS]
_LONGEST_DESCRIPTION = 6000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_FREQUENCY = re.compile(r"^(RRULE:)?FREQ=(WEEKLY|MONTHLY)(;[A-Z]+=[A-Z0-9,+:-]+)*$")


def check_draft(draft: OfferDraft) -> None:
    """Raise Refused with the first mistake of a draft. Looks at the draft alone, not at the place."""
    named = f"“{draft.title}”" if draft.title.strip() else "An offer without a title"
    for field, sentence in _mistakes(draft):
        raise Refused(f"{named}: {sentence}", field=field)


def _mistakes(draft: OfferDraft) -> Iterable[tuple[str, str]]:
    yield from _texts(draft)
    if draft.kind not in KINDS:
        yield "kind", f"“{draft.kind}” is not a kind of help. Choose one of: {', '.join(KINDS)}."
        return
    if draft.sphere not in SPHERES:
        yield "sphere", f"“{draft.sphere}” is not a sphere. Choose one of: {', '.join(SPHERES)}."
    if draft.access not in ("open", "shared"):
        yield "access", "An offer is open or shared."
    behaviour = behaviour_of(draft.kind)
    if draft.access == "shared":
        if not behaviour.enters_rounds:
            yield "access", "An idea is never full, so it is always open. It cannot be shared out in a round."
        elif draft.capacity is None:
            yield "capacity", "A shared offer says how many places there are."
    if draft.capacity is not None and not behaviour.can_be_full:
        yield "capacity", "An idea is never full, so it has no number of places."
    for sentence in behaviour.check(draft.particulars, partial=draft.imported):
        yield "particulars", sentence
    if behaviour.recurs and not (draft.weekly or draft.repeats or draft.imported):
        yield "weekly", "A service comes round again: say on which day and at what time."
    yield from _fits(draft)
    yield from _when(draft)
    yield from _how_many(draft)


def _texts(draft: OfferDraft) -> Iterable[tuple[str, str]]:
    if not draft.title.strip():
        yield "title", "give it a title."
    said = _words(draft)
    for name, words, limit in zip(LENGTHS, said, LENGTHS.values(), strict=False):
        if len(words) > limit:
            yield name, f"keep {name.replace('_', ' ')} to {limit} characters."
    if len(draft.description) > _LONGEST_DESCRIPTION:
        yield "description", f"keep the description to {_LONGEST_DESCRIPTION} characters."
    if not _CONTROL.search("".join(said)):
        return
    for name, words in zip(_TEXTS, said, strict=True):
        if _CONTROL.search(words):
            yield (
                name,
                f"there are characters in {name.replace('_', ' ')} that cannot be read. Type it again.",
            )


def _fits(draft: OfferDraft) -> Iterable[tuple[str, str]]:
    if len(draft.facets) > MOST_FACETS:
        yield "facets", f"choose at most {MOST_FACETS} things it helps with."
    for code, grade in draft.facets.items():
        if code not in FACET_CODES:
            yield "facets", f"“{code}” is not one of the things an offer can help with."
        elif grade not in (1, 2, 3):
            yield "facets", "say how much it helps with 1 (a bit), 2, or 3 (made for this)."
    for way in draft.where:
        if way not in WAYS:
            yield "where", f"“{way}” is not a way to get it. Choose from: {', '.join(WAYS)}."
    for code in draft.languages:
        if code not in LANGUAGES and not draft.imported:
            yield (
                "languages",
                f"“{code}” is not a language code we know. Choose from: {', '.join(LANGUAGES)}.",
            )
    try:
        checked(draft.eligibility)
    except Refused as refusal:
        yield "eligibility", str(refusal)
    for code in draft.activities:
        if code not in vetting.rule().activities:
            yield "activities", f"“{code}” is no activity that we know."
    yield from _access(draft)
    if draft.fetches not in ("yes", "no", "unknown"):
        yield "fetches", "Say if people are fetched: yes, no or unknown."
    ages = [age for age in (draft.min_age, draft.max_age) if age is not None]
    if any(not 0 <= age <= 120 for age in ages) or (len(ages) == 2 and ages[0] > ages[1]):
        yield "min_age", "the youngest age is 0 or more, and not above the oldest."
    if draft.cost_pence is not None and draft.cost_pence < 0:
        yield "cost_pence", "a cost cannot be less than nothing."
    if draft.published_venue and draft.giver is not None:
        yield "published_venue", "a person's own place is never shown. Leave “show the exact place” off."
    if draft.giver is not None and any(there.published_venue for there in draft.locations or ()):
        yield "locations", "a person's own place is never shown."
    for _, part in draft.bodies or ():
        if part not in _PARTS:
            yield (
                "bodies",
                f"“{part}” is not a part that an organisation has. Choose from: {', '.join(_PARTS)}.",
            )
    if (draft.latitude is None) != (draft.longitude is None):
        yield "latitude", "give both latitude and longitude, or neither."
    elif draft.latitude is not None and not (
        -90 <= draft.latitude <= 90 and -180 <= (draft.longitude or 0) <= 180
    ):
        yield "latitude", "that latitude and longitude are not on this earth."
    if draft.website and not draft.website.lower().startswith(("http://", "https://")):
        yield "website", "a web address starts with https:// or http://."


def _access(draft: OfferDraft) -> Iterable[tuple[str, str]]:
    rows = draft.access_facts or ()
    for one in rows:
        if one.fact not in ACCESS_NEEDS:
            yield (
                "access_facts",
                f"“{one.fact}” is no fact of getting in. Choose from: {', '.join(ACCESS_NEEDS)}.",
            )
        elif one.answer not in ("yes", "no"):
            yield (
                "access_facts",
                f"say yes or no of “{ACCESS_NEEDS[one.fact]}”, and leave it out when it is not known.",
            )
        if one.source not in _SOURCES or (one.source != "import" and one.on is None):
            yield (
                "access_facts",
                f"say who looked at it, and on which day. Choose from: {', '.join(_SOURCES)}.",
            )
        if len(one.by) > LONGEST_NAME:
            yield "access_facts", f"keep the name of who said it to {LONGEST_NAME} letters."
    if len({one.fact for one in rows}) < len(rows):
        yield "access_facts", "say each fact of getting in once."


def _when(draft: OfferDraft) -> Iterable[tuple[str, str]]:
    if draft.on_bank_holidays not in ("runs", "closed", "unknown"):
        yield "on_bank_holidays", "say if it runs on bank holidays: runs, closed or unknown."
    yield from _other_days(draft)
    for week in draft.weekly:
        if week.day not in DAYS:
            yield "weekly", f"“{week.day}” is not a day. Use mon, tue, wed, thu, fri, sat or sun."
        elif not are_hours(week.starts, week.ends):
            yield "weekly", "it has to end after it starts."
    for rule in draft.repeats:
        if not _FREQUENCY.match(rule.rrule):
            yield "repeats", "a repetition is weekly or monthly, for example FREQ=MONTHLY;BYDAY=1TU."
            continue
        try:
            rrulestr(rule.rrule)
        except (ValueError, TypeError):
            yield "repeats", f"“{rule.rrule}” cannot be read as a repetition."


def _other_days(draft: OfferDraft) -> Iterable[tuple[str, str]]:
    days: dict[dt.date, list[OtherDay]] = {}
    for one in draft.other_days or ():
        days.setdefault(one.day, []).append(one)
        if (one.starts is None) != (one.ends is None):
            yield "other_days", "a day that differs has both times, or neither where it is closed."
        elif one.starts is not None and one.ends is not None and not are_hours(one.starts, one.ends):
            yield "other_days", "it has to end after it starts."
        if len(one.reason) > LONGEST_REASON:
            yield "other_days", f"keep the reason of a day to {LONGEST_REASON} letters."
    if len(days) > MOST_OTHER_DAYS:
        yield "other_days", f"keep the days that differ to {MOST_OTHER_DAYS}."
    for rows in days.values():
        if len({row.starts for row in rows}) < len(rows) or (
            len(rows) > 1 and None in {row.starts for row in rows}
        ):
            yield "other_days", "a day is either closed or has its own times, each once."


def _how_many(draft: OfferDraft) -> Iterable[tuple[str, str]]:
    capacity = draft.capacity
    if capacity is None:
        return
    if not 0 <= capacity.stated <= 1_000_000:
        yield "capacity", "say how many places there are: 0 or more."
    if capacity.talks_first and (capacity.stated or draft.access == "shared"):
        yield (
            "capacity",
            "who talks with people first gives no number of places, and shares none out in a round.",
        )
    if capacity.own_cap is not None and capacity.own_cap < 0:
        yield "capacity", "what you can carry is 0 or more."
    if capacity.begins and capacity.until and capacity.until < capacity.begins:
        yield "capacity", "the places end after they begin."
