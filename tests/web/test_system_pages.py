"""The system-architect's pages, and the page of gaps: what is weak, whose move it is, and what nobody has."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from office_samples import World, build, key, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.promises.actions.fire_notices import fire_notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    world = build(place, with_round=False)
    account = begin_account(email="ines@example.org")
    grant_role(
        place=place, account=account, role="system-architect", shown_as="Ines, system-architect", body=world.club,
        begins=today(), until=today() + dt.timedelta(days=90),
    )  # fmt: skip
    world.accounts["architect"] = account
    return world


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text_of(answer))))


def test_the_architect_sees_what_is_weak_and_says_whose_move_it_is(world: World) -> None:
    ines = world.browser("architect")
    page = ines.get(world.url("system"))
    assert "A club in North" in words(page) and "Not taken on" in words(page)
    assert text_of(page).count("<svg") >= 1 and "style=" not in text_of(page)
    assert "Needs that some ward has nothing for" in words(page)
    point = re.search(r"system/([0-9a-f-]{36})", text_of(page))
    assert point
    where = world.url(f"system/{point[1]}")
    other = begin_organisation(place=world.place, name="The church")
    wrong = post(ines, where, body="", until="yesterday")
    assert wrong.status_code == 422 and "Choose who works on it." in words(wrong)
    sent = post(ines, where, body=str(world.club.pk), until=today().isoformat())
    assert sent.status_code == 302 and "A club in North finds a second way by" in words(ines.get(where))
    post(ines, where, body=str(other.pk), until=today().isoformat())
    page = words(ines.get(where))
    assert "Asked of The church, for" in page and ", by a system-architect." in page, "asking is no promise"
    assert "Asked of The church, for" in words(ines.get(world.url("system")))
    fire_notices(place=world.place, day=today())
    kept = ines.get(world.url("desk/days"))
    assert "Find help, or a stand-in, that is missing" in words(kept) and point[1] in text_of(kept)
    assert ines.get(world.url("system/00000000-0000-4000-8000-000000000000")).status_code == 404
    assert ines.get(world.url("may-be-the-same")).status_code == 200, "duplicates are the architect's too"
    assert ines.get(world.url("rounds")).status_code == 403, "and rounds are not"


def test_gaps_are_told_by_month_worked_on_and_met(world: World) -> None:
    ines, tom = world.browser("architect"), world.browser("navigator")
    assert "No month that is over has a gap in it" in words(ines.get(world.url("gaps/by-month")))
    with as_if(now().replace(day=1) - dt.timedelta(days=2)):
        for _ in range(12):
            log_gap(place=world.place, facets=["company"], times=["mon_eve"], source="note")
        log_gap(place=world.place, facets=["grief"], source="finding")
    log_gap(place=world.place, facets=["food"], source="plan")
    page = words(tom.get(world.url("gaps/by-month")))
    assert (
        "Company: 12 times" in page
        and "In the evening: 12 times" in page
        and "A link worker’s note: 12 times" in page
    )
    assert "Some of each Losing someone" in page and "Asked for and not found: Food" in page
    assert "Say who works on one" not in page, "that is for officers and architects"
    assert post(tom, world.url("gaps/by-month"), facet="company").status_code == 403
    until = (today() + dt.timedelta(days=9)).isoformat()
    said = {"facet": "company", "ward": "North", "body": str(world.club.pk), "until": until}
    assert post(ines, world.url("gaps/by-month"), **said).status_code == 302
    assert "A club in North works on this until" in words(tom.get(world.url("gaps/by-month")))
    tea = str(world.offers["tea"].pk)
    met = ines.post(
        world.url("gaps/met"), {"key": key(), "facet": "company", "ward": "North", "offer": tea}, follow=True
    )
    assert "Met by “Tea and a chat”" in words(met)
    told = tom.get(world.url("gaps/by-month.json"))
    assert told.json()["months"][0]["figures"][1] == {
        "facet": "grief", "times": "some", "wards": {}, "whens": {}, "sources": {},
    }  # fmt: skip
    assert "In the evening,12" in text_of(tom.get(world.url("gaps/by-month.csv")))
    assert tom.get(world.url("gaps/by-month.xlsx")).status_code == 404
