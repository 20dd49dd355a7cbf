"""Who is coming to what an organisation gives: a first name only where the person agreed, and each one is a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpfulacts.core.clock import date_in_words, time_in_words, today
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_once_a_day
from helpfulacts.people.actor import Actor
from helpfulacts.support import selectors as support

FIRST_NAME = "first name"
SOMEBODY = "Somebody"
WHY = "You agreed that they see your first name"


@dataclass(frozen=True)
class Coming:
    """One person's act at one of our offers: a first name only where they said yes to that."""

    act: Any
    called: str
    when: str


@dataclass(frozen=True)
class StillWith(Coming):
    """One person's act that is done and keeps its place. `until` is in words; `button` says how it ends."""

    until: str
    button: str


def who_is_coming(body: Any, by: Actor) -> tuple[list[Coming], list[StillWith]]:
    """(who is coming, who still has a place), soonest first. The people named see that `by` read their name today."""
    day = today(body.place.zone)
    promised, done = support.coming_to(body, states=("promised",)), support.still_with(body)
    names = {act.pk: _first_name(act, body, day) for act in (*promised, *done)}
    shown = [act.plan.person_id for act in (*promised, *done) if names[act.pk]]
    open_once_a_day(place=body.place, actor=by, people=shown, why=WHY, noun=FIRST_NAME)
    called = {key: name or SOMEBODY for key, name in names.items()}
    return (
        [Coming(act, called[act.pk], _when(act)) for act in promised],
        [StillWith(act, called[act.pk], _when(act), _until(act), _ends(act)) for act in done],
    )


def _first_name(act: Any, body: Any, day: Any) -> str:
    """The first name, if a live consent of the person shares it with this body."""
    person = act.plan.person
    yes = any(
        consent.what == FIRST_NAME
        and consent.with_whom in (body.name, act.shown_from)
        and consent.withdrawn_at is None
        and consent.until >= day
        for consent in people.consents_of(person)
    )
    return person.called.split()[0] if yes and person.called.strip() else ""


def _when(act: Any) -> str:
    if act.on_day is None:
        return "A day to be fixed with you"
    words = date_in_words(act.on_day)
    return f"{words}, {time_in_words(act.starts)}" if act.starts else words


def _until(act: Any) -> str:
    if act.return_by is not None:
        return f"Due back by {date_in_words(act.return_by)}"
    return f"Until {date_in_words(act.ends_on)}" if act.ends_on is not None else "Until one of you says"


def _ends(act: Any) -> str:
    return "It came back" if support.end_of(act) == "back" else "They no longer come"
