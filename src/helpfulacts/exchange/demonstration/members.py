"""An invented elected member, two queries of hers (one answered, one late), work on a gap that is late, and what is published.

Cllr Khan stands for a ward where most neighbourhoods are hard up. She asks private bodies, which the council does not run.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.accountability.actions.answer_query import answer_query
from helpfulacts.accountability.actions.publish_record import publish_record
from helpfulacts.accountability.actions.publish_ward_figures import publish_ward_figures
from helpfulacts.accountability.actions.raise_query import raise_query
from helpfulacts.accountability.actions.say_of_algorithm import say_of_algorithm
from helpfulacts.core.clock import now, today
from helpfulacts.directory.actions.work_on_gap import work_on_gap
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.places import selectors as places

from .hours import by_day
from .made import body_named

WARD = "Netherton, Woodside and St Andrews"
EMAIL, SHOWN_AS = "khan@demo.invalid", "Cllr Khan"
TAXIS, BEDS = "A family taxi firm by Dudley bus station", "A bed showroom near Merry Hill"
DAY = dt.timedelta(days=1)


def begin_member(*, place: Any, officer: Actor, source: str) -> None:
    """Raised 40 and 35 days ago; the first was answered after a week, the second never."""
    council = body_named(place, "The council's elected members", source)
    account = begin_account(email=EMAIL)
    ward = places.area_by_name(place, WARD)
    with by_day(now() - 60 * DAY):
        grant_role(
            place=place, account=account, role="elected", shown_as=SHOWN_AS, body=council, begins=today(place.zone),
            until=today(place.zone) + 700 * DAY,
        )  # fmt: skip
        taken_on = today(place.zone) + 45 * DAY
        work_on_gap(place=place, facet="childcare", ward=ward, body=council, until=taken_on, by=officer)
    khan = Actor(SHOWN_AS, "elected", account.pk, None, council.pk)
    with by_day(now() - 40 * DAY):
        asked = raise_query(
            place=place, body=_known(place, TAXIS), ward=ward, by=khan,
            question="The seats on the way back from the hospital were often given to others. How do you choose who gets one?",
        )  # fmt: skip
    with by_day(now() - 33 * DAY):
        answer_query(
            query=asked, said_by="The owner", by=officer,
            answer="Whoever rang first. From this month two seats a day are kept for people who are sent home late.",
        )  # fmt: skip
    with by_day(now() - 35 * DAY):
        raise_query(
            place=place, body=_known(place, BEDS), ward=ward, by=khan,
            question="Why is there no day on which you bring a mattress up the stairs in Netherton?",
        )  # fmt: skip


def _known(place: Any, name: str) -> Any:
    """The body of that name, which gives something here already."""
    return next(body for body in people.organisations(place) if body.name == name)


def publish(*, place: Any, officer: Actor) -> None:
    """The figures by ward of the rounds so far, and the record of the algorithm with what the partnership says of itself."""
    with by_day(now()):
        publish_ward_figures(place=place)
        publish_record(place=place)
        say_of_algorithm(
            place=place, by=officer,
            answers={
                "organisation": "The community partnership",
                "senior_responsible_owner": "The partnership's manager",
                "third_party": "None",
            },
        )  # fmt: skip
