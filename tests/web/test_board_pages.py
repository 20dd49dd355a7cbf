"""The board reads gaps with their number and area, coverage and single points of failure (story S2); it changes nothing."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from office_samples import World, build, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.models import AccessRecord
from helpfulacts.places.models import Area
from helpfulacts.web import urls_office
from helpfulacts.web.templatetags.office_parts import MENU
from helpfulacts.web.visitor import FOR_WHOM

pytestmark = pytest.mark.django_db
READS = {"office_gaps", "gaps_file", "office_system", "weak_point"}
SPEAKS = {"agreement_hold", "agreement_sign"}
"""For its body, as others do for theirs."""
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def world(place: Any) -> World:
    world = build(place, with_round=False)
    account = begin_account(email="board@example.org")
    grant_role(
        place=place, account=account, role="board", shown_as="Dee, on the board", body=world.club, begins=today(),
        until=today() + dt.timedelta(days=90),
    )  # fmt: skip
    world.accounts["board"] = account
    return world


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text_of(answer))))


def test_the_board_reads_a_gap_with_its_number_and_area_and_few_are_some(world: World) -> None:
    north = Area.objects.get(place=world.place, name="North")
    with as_if(now().replace(day=1) - dt.timedelta(days=2)):
        for _ in range(12):
            log_gap(place=world.place, facets=["company"], ward=north, times=["mon_eve"], source="note")
        for _ in range(5):
            log_gap(place=world.place, facets=["money"], ward=north, times=["mon_eve"], source="note")
    page = words(world.browser("board").get(world.url("gaps/by-month")))
    assert "Company: 12 times" in page and "North" in page
    assert re.search(r"Some of each.{0,200}Money and debt", page), "five people are “some”, as for everybody"
    assert "Write it down" not in page
    assert "for the board" in page and "The whole system" in page, "the menu leads there"


def test_the_board_reads_what_stands_on_one_thing_and_writes_nothing_down(world: World) -> None:
    dee = world.browser("board")
    page = dee.get(world.url("system"))
    assert "A club in North" in words(page) and "What there is where" in words(page)
    point = re.search(r"system/([0-9a-f-]{36})", text_of(page))
    assert point
    where = world.url(f"system/{point[1]}")
    assert "What would stop" in words(dee.get(where)) and "Write it down" not in words(dee.get(where))
    assert post(dee, where, body=str(world.club.pk), until=today().isoformat()).status_code == 403
    assert post(dee, world.url("gaps/by-month"), facet="company", body=str(world.club.pk)).status_code == 403
    assert not AccessRecord.objects.exists()


def test_of_the_pages_of_the_office_the_board_opens_these_alone(world: World) -> None:
    dee, opened = world.browser("board"), set()
    for one in urls_office.urls:
        named = {
            name: {"int": "1", "uuid": NOBODY, "slug": "csv", "str": "csv"}[
                found.__class__.__name__.removesuffix("Converter").lower().replace("string", "str")
            ]
            for name, found in one.pattern.converters.items()
        }
        address = reverse(one.name, kwargs={"place_slug": world.place.slug, **named})
        answer = dee.get(address)
        if answer.status_code == 405:
            answer = post(dee, address)
        if answer.status_code != 403:
            opened.add(one.name)
    assert opened <= READS | SPEAKS | ANYBODYS, opened
    assert opened >= READS
    assert dee.get(world.url(f"offers/{world.offers['bench'].pk}/book")).status_code in (403, 404)


ANYBODYS = {"register", "register_head", "register_save", "book"}
"""Pages in that list of addresses that everybody opens, or that find nothing before they look at a role."""


def test_whoever_has_a_page_in_the_menu_has_an_office_and_nobody_else() -> None:
    assert {role for *_, roles in MENU for role in roles} == set(FOR_WHOM)
