"""Your data: all that is held about me, with a plan or as a giver; once as a page and once as a file, each by a button."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.exchange import your_data
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.support import data_requests, plans
from helpfulacts.support.actions.ask_for_data import take_data

from ..refusals import press_button
from .giving_mine import Giver, giver_of, with_giver
from .plan_mine import show

AT_THE_DESK = "To give you what is held about you, at the desk"


@require_GET
@with_giver
def my_data(request: HttpRequest, mine: Giver) -> HttpResponse:
    """What this is, and the two buttons when it is ready."""
    context = {
        "latest": data_requests.latest_request(mine.person),
        "owed": data_requests.open_clock_of(mine.person),
        "waiting": [one for one in data_requests.decided_of(mine.person).values() if not one.decision],
        "by_proxy": mine.by_proxy,
        "has_plan": plans.plan_of(mine.person) is not None,
    }
    return show(request, "my_data", context)


@require_POST
@with_giver
def my_data_ask(request: HttpRequest, mine: Giver) -> HttpResponse:
    """Ask for it: ready at once, but for what somebody else wrote."""
    return press_button(
        request,
        "my_data_ask",
        lambda: your_data.ask(mine.person, by=mine.actor),
        "It is ready. You can see it once and save it once, until this time tomorrow.",
        "my_data",
    )


@require_POST
def my_data_page(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """All of it as one page. Pressed again, by somebody else, or after a day: not found."""
    mine = _taken(request, request_id, "page")
    context = {
        "sections": your_data.everything(mine.person, with_us=mine.by_proxy),
        "by_proxy": mine.by_proxy,
        "has_plan": plans.plan_of(mine.person) is not None,
    }
    return show(request, "my_data_all", context)


@require_POST
def my_data_file(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """The same as a file. Its name says nothing of whose it is."""
    mine = _taken(request, request_id, "file")
    told = your_data.as_file(mine.person, your_data.everything(mine.person, with_us=mine.by_proxy))
    answer = HttpResponse(told, content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="what-is-held.json"'
    return answer


def _taken(request: HttpRequest, request_id: uuid.UUID, way: str) -> Giver:
    """Whose it is, once it is theirs to take and has been taken in this way."""
    mine = giver_of(request)
    if mine is None:
        raise NotFound("There is nothing to take here.")
    take_data(person=mine.person, request_id=request_id, way=way)
    open_record(  # no row where they look at their own
        place=mine.place,
        actor=mine.actor,
        person=mine.person,
        why=AT_THE_DESK,
        noun="data request",
        subject=request_id,
    )
    return mine
