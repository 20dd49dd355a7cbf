"""Run inside the demonstration's data: whom the browser tests meet there, with fresh come-back words, as JSON.

To begin costs more than most answers: it answers each word that is written to it, a line each, until there are no more.

`everybody`  people of the last confirmed round, somebody coming to the club, an empty place
`opened`     opens all cases of the round but five, those with a place last
`offered`    the words of people whom the newest confirmed round has just offered a place
`day_came`   lets the day come of what somebody said yes to last
`weave_ran`  lets the days go by of the combination that was listed last, and the night after
`volunteer`    somebody who may type at the desk for a library: how they sign in
`six_weeks_ago` moves all that stands on the newest plan they typed to six weeks ago
`again`        that plan's reasons worked out again, what came when, and what is left of its words
`a_quarter_ago` lets a club be asked about the quarter that is over
`next_door`   links Dudley with Newtown, which asks something; Asha asked something there
`toms_monday`  a link worker's list of eleven, two givers silent; fresh words of one of them
`few_wanted_evenings`, `many_wanted_evenings`  what other link workers noted last month
"""
# ruff: noqa: E402 - Django is set up before its models are imported

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "helpfulacts.site.settings"
django.setup()

import datetime as dt

from asha_to_meet import PASSWORD, again, left, six_weeks_ago, volunteer
from django.db import connections
from django.db.models import Q, Sum
from next_door_to_meet import next_door

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.alarms import promise_answers
from helpfulacts.coordination.models import Alarm, Allocation
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.models import CapacityPeriod, Offer, Weave
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actor import Actor
from helpfulacts.places import selectors as places
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import choose_offer, draft_act
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.end_past_weaves import end_past_weaves
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.write_note import write_note
from helpfulacts.support.models import HelpfulAct, Plan
from helpfulacts.support.quarters import last_quarter

EMPTY = "elsewhere"
OF_EACH = 5


def words_of(place: Any, run: Any, status: str, *, title: str = "", **more: Any) -> list[str]:
    """Fresh words of people whose last answer is this one. With `title`, those whom the page tells it so."""
    found: list[str] = []
    rows = Allocation.objects.filter(place=place, run=run, status=status, **more).order_by("index")
    for row in rows.select_related("person"):
        if len(found) == OF_EACH:
            break
        if title and coordination.explanation_for(row).title != title:
            continue
        if row.person is not None and coordination.my_latest(row.person) == row:
            found.append(give_phrase(person=row.person))
    return found


def come_to_the_club(place: Any) -> None:
    """Three people whom a round would have sent there, who said yes. Two of them were to come yesterday."""
    grant = people.live_grants(place, people.account_by_email("club@demo.invalid"))[0]
    offer = Offer.objects.filter(place=place, provider=grant.body, status="active").first()
    period = directory.current_capacity(offer)
    coming = CapacityPeriod.objects.filter(place=place, offer=offer).aggregate(n=Sum("held"))["n"]
    room = coming + 3  # the day's draw may have left fewer, in this time or by what the club can take in all
    CapacityPeriod.objects.filter(Q(places__lt=period.held + 3) | Q(own_cap__lt=room), pk=period.pk).update(
        stated=room, own_cap=room, places=room
    )
    for called in ("Kit", "Rowan", "Ash"):
        person = begin_person(place=place, called=called, channel="desk")
        me = Actor("the person", "citizen", None, person.pk)
        plan = begin_plan(place=place, person=person, words="Somewhere to go on a Thursday.", by=me)
        period = directory.current_capacity(offer)
        hold_place(period=period)
        act = draft_act(
            plan=plan, offer=offer, aspiration=None, reason={"code": "chosen"}, holds=period, from_round=True,
            answer_by=today(place.zone) + dt.timedelta(days=5),
        )  # fmt: skip
        act.save()
        answer_act(act=act, answer="yes", by=me)
        if called != "Kit":
            day_came(place)


def begin_empty_place() -> dict[str, str]:
    """A place that is no demonstration, with nothing in it but two people in roles. Their e-mails, by role."""
    place = create_place(slug=EMPTY, name="Elsewhere", person_to_talk_to="Ada", phone="01632 960222")
    body = begin_organisation(place=place, name="A new club")
    emails = {}
    for role in ("officer", "provider"):
        emails[role] = f"{role}@elsewhere.invalid"
        account = begin_account(email=emails[role], password=PASSWORD)
        grant_role(
            place=place, account=account, role=role, shown_as=f"Ada, {role}", body=body, begins=today(),
            until=today() + dt.timedelta(days=90),
        )  # fmt: skip
    return emails


def one_offer(place: Any, **wanted: Any) -> str:
    return str(Offer.objects.filter(place=place, status="active", **wanted).order_by("title").first().pk)


def owe_an_answer(place: Any, run: Any) -> None:
    """The draw may have let the round meet every right: a right is then left as one that is short of beds leaves it."""
    if not Alarm.objects.filter(place=place, run=run).exists():
        Alarm.objects.create(
            place=place, run=run, floor="no_bed", responsible_body="The council's housing team", people=1,
            answer_by=now() + dt.timedelta(days=2),
        )  # fmt: skip
        with register.writing(place):
            promise_answers(run)


def everybody(place: Any) -> dict[str, Any]:
    run = next(run for run in coordination.runs(place) if run.state == "confirmed")
    come_to_the_club(place)
    owe_an_answer(place, run)
    return {
        "refused": words_of(place, run, "refused"),
        "placed": words_of(place, run, "placed", act__state__in=("promised", "done")),
        "gap": words_of(place, run, "gap", title="Nobody has this yet"),
        "empty": {"slug": EMPTY, "password": PASSWORD, **begin_empty_place()},
        "offers": {
            "open": one_offer(place, access="open", kind="service"),
            "shared": one_offer(place, access="shared"),
            "idea": one_offer(place, kind="idea"),
        },
        "confirmed": run.number,
    }


def offered(place: Any) -> list[str]:
    run = next(run for run in coordination.runs(place) if run.state == "confirmed")
    return words_of(place, run, "placed", act__state="suggested")


def opened(place: Any) -> int:
    """How many cases are left to open."""
    run = coordination.latest_run(place)
    grant = people.live_grants(place, people.account_by_email("mel@demo.invalid"))[0]
    mel = Actor(grant.shown_as, "officer", grant.account_id, None, grant.body_id)
    rows = sorted(
        coordination.cases_to_open(run),
        key=lambda row: row.allocation.status == "placed" and not row.allocation.continuing,
    )
    for row in rows[:-5]:
        open_case(run=run, allocation=row.allocation, by=mel)
    return len(coordination.cases_to_open(run))


def day_came(place: Any) -> str:
    """The day that it was on: yesterday, for today's hour may be still to come."""
    act = HelpfulAct.objects.filter(place=place, state="promised").latest("changed_at")
    day = today(place.zone) - dt.timedelta(days=1)
    HelpfulAct.objects.filter(pk=act.pk).update(on_day=day)
    return day.isoformat()


def a_quarter_ago(place: Any) -> str:
    """What the youth club did last was in the quarter that is over: it is asked two questions of that."""
    club = people.live_grants(place, people.account_by_email("club@demo.invalid"))[0].body
    day, _ = last_quarter(today(place.zone))
    act = HelpfulAct.objects.filter(
        place=place, offer__provider=club, state__in=["done", "confirmed"]
    ).latest("changed_at")
    HelpfulAct.objects.filter(pk=act.pk).update(on_day=day)
    return day.isoformat()


def weave_ran(place: Any) -> str:
    """It was on a week ago, and the night after it has run."""
    weave = Weave.objects.filter(place=place, state="listed").latest("changed_at")
    day = today(place.zone) - dt.timedelta(days=7)
    Weave.objects.filter(pk=weave.pk).update(first_day=day)
    end_past_weaves(place=place, day=today(place.zone))
    return day.isoformat()


def _walked_with(place: Any, called: str, sector: str, by: Actor) -> Any:
    """The plan of somebody who told a link worker on the phone that they would like company."""
    row = places.postcode_row(place, sector)
    person = begin_person(place=place, called=called, channel="phone", contact="01632 960997", postcode=row)
    return begin_plan(
        place=place, person=person, words="I would like some company.", by=by, by_proxy=by.shown_as
    )


def _asked(place: Any, tom: Actor, called: str, offer: Any, days: int) -> Any:
    """Somebody whom Tom introduced `days` ago, and who said yes on the phone."""
    with as_if(now() - dt.timedelta(days=days)):
        act = choose_offer(plan=_walked_with(place, called, "DY9 8", tom), offer=offer, by=tom)
        lines = (f"{called} has time.", "")
        one = draft_introduction(act=act, lines=lines, by=tom)
        yes = Yes("phone", today(place.zone) + dt.timedelta(days=182), "01632 960997", "spoken")
        return request_introduction(introduction=one, lines=lines, yes=yes, by=tom)


def toms_monday(place: Any) -> dict[str, str]:
    """Eleven people, four of them waiting on others; one day was moved, so that days are not in the order of arrival."""
    grant = people.live_grants(place, people.account_by_email("tom@demo.invalid"))[0]
    tom = Actor(grant.shown_as, "navigator", grant.account_id, None, grant.body_id)
    table = Offer.objects.get(place=place, title="A lunch table for eight")
    bench = Offer.objects.get(place=place, title="A bench where men mend things")
    keep_reach(organisation=bench.provider, by=tom, email="bench@demo.invalid")
    _asked(place, tom, "Mavis", bench, 20)
    harold = _asked(place, tom, "Harold", table, 10)
    with as_if(now() - dt.timedelta(days=9)):
        write_note(
            person=harold.act.plan.person, words="They are away, and answer next week.", by=tom,
            introduction=harold, next_day=today(place.zone) + dt.timedelta(days=15), seconds=60,
        )  # fmt: skip
    to_table = Plan.objects.filter(place=place, acts__offer=table).select_related("person")
    return {"len": give_phrase(person=next(one.person for one in to_table if one.person.called == "Len"))}


def _wanted_evenings(place: Any, sector: str, number: int) -> None:
    other = Actor("Bea, link worker", "navigator")
    with as_if(now().replace(day=1) - dt.timedelta(days=2)):
        for _ in range(number):
            plan = _walked_with(place, "", sector, other)
            write_note(person=plan.person, words="Debts.", by=other, nobody_has=["money"], when="evening")


def few_wanted_evenings(place: Any) -> None:
    _wanted_evenings(place, "DY9 8", 5)


def many_wanted_evenings(place: Any) -> None:
    """With the five: twelve in one ward of Tom's, ten in the other."""
    _wanted_evenings(place, "DY9 8", 7)
    _wanted_evenings(place, "DY5 4", 10)


ASKS = (
    everybody,
    offered,
    opened,
    day_came,
    volunteer,
    six_weeks_ago,
    again,
    left,
    a_quarter_ago,
    next_door,
    weave_ran,
    toms_monday,
    few_wanted_evenings,
    many_wanted_evenings,
)

if __name__ == "__main__":
    answers = {one.__name__: one for one in ASKS}
    for word in sys.stdin:
        said = json.dumps(answers[word.strip()](places.get_place("dudley")))
        connections.close_all()  # nothing is held open of a database that others use meanwhile
        print(said, flush=True)
