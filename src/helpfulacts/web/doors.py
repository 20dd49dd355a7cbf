"""Doors into the demonstration: one press, and you are an invented person at their next real task.

Only a place that is marked as a demonstration has doors; anywhere else they do not exist (404).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest

from helpfulacts.accountability import queries
from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.clock import moment_in_words
from helpfulacts.core.words import number_in_words
from helpfulacts.directory import weaving
from helpfulacts.people import selectors as people
from helpfulacts.support import caseload as care
from helpfulacts.support import plans, stories
from helpfulacts.support import selectors as support
from helpfulacts.support.giving import coming_to

from .visitor import leave_plan, open_plan_in_this_browser

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Door:
    """Who, which invented account, the page of their next task (a URL name), and what waits there."""

    who: str
    email: str
    title: str
    opens: str
    picture: str
    waits: Callable[[Any, Any], str]


def _asha(place: Any, account: Any) -> str:
    person = people.person_of_account(place, account)
    plan = plans.plan_of(person) if person else None
    asked = len(support.acts_of(plan, states=("suggested",))) if plan else 0
    if asked == 0:
        return "Lives in Pensnett. Her plan is under way."
    return f"Lives in Pensnett. She has {number_in_words(asked)} {'idea' if asked == 1 else 'ideas'} to say yes or no to."


def _club(place: Any, account: Any) -> str:
    grants = people.live_grants(place, account)
    coming = len(coming_to(grants[0].body, states=("promised",))) if grants else 0
    if coming == 0:
        return "A few helpers and one hall. It says how many it can take."
    return f"A few helpers and one hall. {number_in_words(coming).capitalize()} {'person is' if coming == 1 else 'people are'} coming."


def _mel(place: Any, account: Any) -> str:
    run = coordination.latest_run(place)
    if run is None:
        return "She runs the sharing rounds. None has been run yet."
    if run.state == "confirmed":
        return f"She runs the sharing rounds. Round {run.number} is done."
    return f"She has sharing round {run.number} to check by {moment_in_words(run.confirm_by, place.zone)}."


def _jo(place: Any, account: Any) -> str:
    waiting = sum(weave.state in ("asked", "mending") for weave in weaving.weaves(place))
    if not waiting:
        return "She brings under-used things together, for a housing association."
    return f"She brings under-used things together. {number_in_words(waiting).capitalize()} of hers {'waits' if waiting == 1 else 'wait'} for answers."


def _nia(place: Any, account: Any) -> str:
    waiting = len(stories.offered(place))
    if not waiting:
        return "She writes stories with those they are about. Nobody has offered words just now."
    return f"She writes stories with those they are about. Words of {number_in_words(waiting)} {'person are' if waiting == 1 else 'people are'} hers to read."


def _tom(place: Any, account: Any) -> str:
    rows = care.caseload(place, account.pk)
    late = sum(row.late for row in rows)
    if not rows:
        return "He introduces people to each other. Nobody is on his list yet."
    are = "is" if len(rows) == 1 else "are"
    return (
        f"He introduces people to each other. {number_in_words(len(rows)).capitalize()} {are} on his list, "
        f"{number_in_words(late)} of them late."
    )


def _ines(place: Any, account: Any) -> str:
    return "She sees what the whole place has, what is missing, and what too much stands on."


def _khan(place: Any, account: Any) -> str:
    late = sum(one.state == "late" for one in queries.all_queries(place))
    if not late:
        return "She stands for one ward, and can ask any body in public."
    return f"She stands for one ward. {number_in_words(late).capitalize()} of her questions {'is' if late == 1 else 'are'} late."


DOORS = (
    Door("asha", "asha@demo.invalid", "Asha, 58", "my_plan", "asha", _asha),
    Door("tom", "tom@demo.invalid", "Tom, link worker", "my_people", "tom", _tom),
    Door("club", "club@demo.invalid", "A small youth club", "my_offers", "club", _club),
    Door("jo", "jo@demo.invalid", "Jo, resource-weaver", "weaving", "jo", _jo),
    Door("nia", "nia@demo.invalid", "Nia, storyteller", "story_desk", "nia", _nia),
    Door("ines", "ines@demo.invalid", "Ines, system-architect", "office_system", "ines", _ines),
    Door("khan", "khan@demo.invalid", "Cllr Khan, elected member", "wards", "khan", _khan),
    Door("mel", "mel@demo.invalid", "Mel, partnership officer", "rounds", "mel", _mel),
)


def doors_of(place: Any) -> list[dict[str, Any]]:
    """The doors whose invented person is there, with what waits behind each. Empty unless a demonstration."""
    if not place.demonstration:
        return []
    found = []
    for door in DOORS:
        account = people.account_by_email(door.email)
        if account is not None:
            found.append({"door": door, "words": door.waits(place, account)})
    return found


def go_through(request: HttpRequest, who: str) -> Door | None:
    """Sign in as the invented person called `who`, forgetting whoever was here before. None: there is no such door."""
    place = request.place  # type: ignore[attr-defined]
    door = next((door for door in DOORS if door.who == who), None)
    account = people.account_by_email(door.email) if door and place.demonstration else None
    if door is None or account is None:
        return None
    leave_plan(request)
    login(request, account, backend=BACKEND)
    person = people.person_of_account(place, account)
    if person is not None:
        open_plan_in_this_browser(request, person.pk)
    return door
