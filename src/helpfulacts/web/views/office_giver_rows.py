"""The rows of a giver's page: each offer, who is coming, who is still there, and whose the places are."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import date_in_words, time_in_words, today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.weeks import week_starts_in_words
from helpfulacts.people.actor import Actor
from helpfulacts.support.giving import coming_to, end_of, still_with, waiting_for
from helpfulacts.support.sessions import not_yet

from ..cards import cards_for
from ..coming import first_names
from ..forms.office import CapacityForm
from ..taking_back import own_number


@dataclass(frozen=True)
class Coming:
    """One person's act at one of our offers: a first name only where they said yes to that, else a number.

    button: what says that it happened; "" before it can have. cannot: what says that we cannot do it.
    """

    act: Any
    called: str
    when: str
    button: str
    cannot: str


@dataclass(frozen=True)
class StillWith:
    """One person's act that is done and keeps its place. `until` is in words; `button` says how it ends."""

    act: Any
    called: str
    until: str
    button: str


@dataclass(frozen=True)
class OurOffer:
    offer: Any
    card: Any
    period: Any | None
    taken: str
    free: int | None
    waiting: int
    coming: list[Coming]
    still: list[StillWith]
    form: CapacityForm
    counts: bool
    full: bool
    talks: bool


def called_of(act: Any, first_name: str, number: int) -> str:
    """The first name where it may be read, else “Person 2, from the round on 25 November”."""
    if first_name:
        return first_name
    since = date_in_words(act.created_at.astimezone(ZoneInfo(act.place.zone)).date())
    return f"Person {number}, from the round on {since}" if act.from_round else f"Person {number}"


def our_offers(body: Any, by: Actor, bound: CapacityForm | None, at: uuid.UUID | None) -> list[OurOffer]:
    """Every offer of a body with who comes to it; `bound` is the number that was just sent for the offer `at`."""
    place = body.place
    day = today(place.zone)
    offers = directory.offers_of(place, provider_id=body.pk)
    periods, cards = directory.capacity_on(offers, day), cards_for(place, offers, day)
    coming = coming_to(body, states=("promised",))
    still = still_with(body)
    deciding = [act for act in coming_to(body, states=("suggested",)) if act.holds_id]
    names = first_names([*coming, *still], body, by)
    rows = []
    for offer, card in zip(offers, cards, strict=True):
        period = periods.get(offer.pk)
        form = bound if bound is not None and offer.pk == at else None
        here = [act for act in coming if act.offer_id == offer.pk]
        kept = [act for act in still if act.offer_id == offer.pk]
        rows.append(
            OurOffer(
                offer=offer,
                card=card,
                period=period,
                taken=_taken(
                    sum(act.holds_id is not None for act in here),
                    sum(act.offer_id == offer.pk for act in deciding),
                    len(kept),
                ),
                free=card.free,
                waiting=waiting_for(offer),
                coming=[
                    Coming(
                        act,
                        called_of(act, names[act.pk], number),
                        when_of(act),
                        _came(act),
                        cannot_of(act),
                    )
                    for number, act in enumerate(here, 1)
                ],
                still=[
                    StillWith(act, called_of(act, names[act.pk], number), _until(act), _ends(act))
                    for number, act in enumerate(kept, len(here) + 1)
                ],
                form=form
                or CapacityForm(initial={"stated": own_number(period)}, auto_id=f"id_{offer.pk}_%s"),
                counts=offer.status == "active" and behaviour_of(offer).can_be_full,
                full=period is not None and not period.talks_first and (period.closed or period.stated == 0),
                talks=period is not None and period.talks_first,
            )
        )
    return rows


def when_of(act: Any) -> str:
    if act.on_day is None:
        return week_starts_in_words(act.offer.schedules.all()) or "A day to be fixed with you"
    words = date_in_words(act.on_day)
    return f"{words}, {time_in_words(act.starts)}" if act.starts else words


def _came(act: Any) -> str:
    """What says that it happened; "" before it can have."""
    if not_yet(act):
        return ""
    return "They have it" if act.kind == "product" else "They came"


def cannot_of(act: Any) -> str:
    return "We cannot give it" if act.kind == "product" else "We cannot take them"


def _taken(coming: int, deciding: int, still: int) -> str:
    """Whose the places are that are taken: “5 coming, 1 kept for somebody who is deciding”."""
    parts = [f"{coming:,} coming"] if coming else []
    if deciding:
        who = "somebody who is deciding" if deciding == 1 else "people who are deciding"
        parts.append(f"{deciding:,} kept for {who}")
    if still:
        parts.append(f"{still:,} still with you")
    return ", ".join(parts)


def _until(act: Any) -> str:
    if act.return_by is not None:
        return f"Due back by {date_in_words(act.return_by)}"
    return f"Until {date_in_words(act.ends_on)}" if act.ends_on is not None else "Until one of you says"


def _ends(act: Any) -> str:
    return "It came back" if end_of(act) == "back" else "They no longer come"
