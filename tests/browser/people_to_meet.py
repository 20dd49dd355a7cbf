"""Run inside the demonstration's data: whom the browser tests meet there, with fresh come-back words, as JSON.

`python people_to_meet.py everybody`  people of the last confirmed round, somebody coming to the club, an empty place
`python people_to_meet.py opened`     opens all cases of the round but five, those with a place last
`python people_to_meet.py offered`    the words of people whom the newest confirmed round has just offered a place
`python people_to_meet.py day_came`   lets the day come of what somebody said yes to last
`python people_to_meet.py volunteer`    somebody who may type at the desk for a library: how they sign in
`python people_to_meet.py six_weeks_ago` moves all that stands on the newest plan they typed to six weeks ago
`python people_to_meet.py again`        that plan's reasons worked out again, what came when, and what is left of its words
`python people_to_meet.py a_quarter_ago` lets a club be asked about the quarter that is over
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

from django.db.models import F

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.alarms import promise_answers
from helpfulacts.coordination.entitlement import offers_for
from helpfulacts.coordination.fitting import fit
from helpfulacts.coordination.freeze import claim_columns
from helpfulacts.coordination.models import Alarm, Allocation
from helpfulacts.coordination.offer_columns import columns_of
from helpfulacts.coordination.options import ENTITLEMENTS, _looking_for, asker_of, wishes_of
from helpfulacts.coordination.suggested import reason_sentence
from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.models import Offer
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.places import selectors as places
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import draft_act
from helpfulacts.support.models import HelpfulAct, Plan
from helpfulacts.support.quarters import last_quarter

EMPTY, PASSWORD = "elsewhere", "six quiet herons at dusk"
LIBRARY, VOLUNTEER = "library@demo.invalid", "A volunteer at Brierley Hill library"
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


def volunteer(place: Any) -> dict[str, str]:
    account = people.account_by_email(LIBRARY)
    if account is None:
        account = begin_account(email=LIBRARY, password=PASSWORD)
        grant_role(
            place=place, account=account, role="navigator", shown_as=VOLUNTEER, begins=today(),
            body=begin_organisation(place=place, name="Brierley Hill library"), until=today() + dt.timedelta(days=90),
        )  # fmt: skip
    return {"email": LIBRARY, "password": PASSWORD}


def _typed() -> Plan:
    return Plan.objects.filter(by_proxy=VOLUNTEER).latest("created_at")


def six_weeks_ago(place: Any) -> int:
    """How many acts were moved."""
    plan, back = _typed(), dt.timedelta(weeks=6)
    Plan.objects.filter(pk=plan.pk).update(
        created_at=F("created_at") - back, changed_at=F("changed_at") - back
    )
    acts = plan.acts.filter(state__in=("promised", "agreed"))
    return acts.update(
        on_day=today(place.zone) - back, created_at=F("created_at") - back, changed_at=F("changed_at") - back
    )


def again(place: Any) -> dict[str, Any]:
    """From the wishes, the offers and where both are, as they were recorded; nothing of the kept reason is used."""
    plan = _typed()
    wishes = {wish.aspiration: wish for wish in wishes_of(plan)}
    offers = {offer.id: offer for offer in offers_for(plan)}
    asker, said = asker_of(plan), {}
    for act in plan.acts.exclude(offer=None).select_related("offer", "plan"):
        wish, offer = wishes[act.aspiration_id], offers[act.offer_id]
        rights_only = not set(wish.facets) & set(offer.facets)
        claims = claim_columns([asker], [wish], [asker.ward])
        pairs, _ = fit(
            _looking_for(claims, ENTITLEMENTS) if rights_only else claims,
            columns_of([offer], [asker.ward], place),
        )
        found = {
            "code": "entitlement" if rights_only else "suggested",
            "facets": list(wish.facets),
            "right": "",
        }
        found |= {"grade": int(pairs.grade[0]), "metres": int(pairs.distance_m[0])}
        said[act.title] = reason_sentence(HelpfulAct(plan=plan, reason=found))
    lines = register.entries(place, noun="plan").filter(subject=plan.pk).order_by("sequence")
    check = coordination.last_check(plan)
    return {
        "said": said,
        "register": [line.action for line in lines],
        "begun": lines[0].facts,
        "checked": check.at.isoformat() if check else "",
        "suggested": {act.title: act.created_at.isoformat() for act in plan.acts.all()},
        "typed_for": plan.by_proxy,
    }


def left(place: Any) -> int:
    """Plans that this volunteer typed and that are still there."""
    return Plan.objects.filter(place=place, by_proxy=VOLUNTEER).count()


if __name__ == "__main__":
    ask = (everybody, offered, opened, day_came, volunteer, six_weeks_ago, again, left, a_quarter_ago)
    said = {one.__name__: one for one in ask}[sys.argv[1]]
    print(json.dumps(said(places.get_place("dudley"))))
