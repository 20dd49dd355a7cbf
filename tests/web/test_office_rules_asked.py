"""Which rules a question asks about: chosen among those that were worked out, said in words, and for everybody to read."""

from __future__ import annotations

import datetime as dt
import html
import re
import secrets
from typing import Any

import pytest
from office_samples import World, build

from helpfulacts.coordination.actions.keep_what_if import show_what_if
from helpfulacts.coordination.models import WhatIf
from helpfulacts.core.clock import today
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation.models import Deliberation
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.grant_role import grant_role
from tests.deciding import ask

pytestmark = pytest.mark.django_db
CHANGES = "Gone: the group “everyone else”."


@pytest.fixture
def world(place: Any) -> World:
    world = build(place, with_round=False)
    world.accounts["khan"] = account = begin_account(email="khan@example.org")
    grant_role(
        place=place, account=account, role="elected", shown_as="Cllr Khan", body=world.club,
        begins=today(), until=today() + dt.timedelta(days=90),
    )  # fmt: skip
    ask(place, "inform", uses="entitlement", published=False, question="Should all come in one group?")
    return world


def send(world: World, who: str, path: str, **fields: Any) -> Any:
    return world.browser(who).post(world.url(path), {"key": secrets.token_hex(16), **fields}, follow=True)


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def page(world: World, who: str = "officer", number: int = 1) -> str:
    return said(world.browser(who).get(world.url(f"office/deciding/{number}/rules")))


def worked_out(world: World) -> WhatIf:
    send(world, "officer", "what-if/new", title="One group?", rules=["set-2"])
    return WhatIf.objects.get()


def test_rules_that_were_worked_out_are_asked_about(world: World) -> None:
    assert "No other rules have been worked out yet" in page(world)
    what_if = worked_out(world)
    assert CHANGES in page(world) and "Only officers see it" in page(world)
    assert "Only the office works out what rules would do" in page(world, "khan"), "not shown yet"
    assert "Choose rules that were worked out" in said(
        send(world, "khan", "office/deciding/1/rules", rules="1-0")
    )
    assert Deliberation.objects.get().subject == {}

    desk = said(send(world, "officer", "office/deciding/1/rules", rules="1-0"))
    assert (
        "The question asks about these rules now." in desk
        and CHANGES in desk
        and "is not shown to everybody" in desk
    )
    subject = Deliberation.objects.get().subject
    assert subject["what_if"] == 1 and subject["document"] == what_if.scenarios[0]["rules"]
    entry = RegisterEntry.objects.get(action="chose the rules to ask about")
    assert entry.facts["what_if"] == 1 and "title" not in entry.facts
    show_what_if(what_if=what_if, by=world.actor("officer"))
    assert "Asked about" in page(world, "khan") and "Ask about these rules" not in page(world, "khan")

    send(world, "khan", "office/deciding/1/publish")
    everybody = said(world.browser("nobody").get(world.url("deciding/1/")))
    assert "What would change in the rules" in everybody and CHANGES in everybody and "what-if 1" in everybody
    assert "stays as it is" in said(send(world, "khan", "office/deciding/1/rules", rules="1-0"))
    assert "The question is published." in page(world)


def test_none_of_the_rules_can_be_chosen_again(world: World) -> None:
    worked_out(world)
    assert "None of these" not in page(world)
    send(world, "officer", "office/deciding/1/rules", rules="1-0")
    assert "None of these" in page(world)
    desk = said(send(world, "officer", "office/deciding/1/rules", rules="none"))
    assert "The question asks about no rules now." in desk and "None of these" not in page(world)
    assert Deliberation.objects.get().subject == {}
    assert RegisterEntry.objects.get(action="chose no rules to ask about").facts["number"] == 1
    send(world, "officer", "office/deciding/1/rules", rules="1-0")
    send(world, "officer", "office/deciding/1/publish")
    assert "stays as it is" in said(send(world, "officer", "office/deciding/1/rules", rules="none"))
    assert Deliberation.objects.get().subject["what_if"] == 1


def test_what_is_no_choice_of_rules_is_none(world: World) -> None:
    offer = world.offers["repair"].pk
    send(world, "officer", "what-if/new", title="More places", rules=["set-2"], offer_1=offer, places_1="+6")
    assert WhatIf.objects.get().scenarios[0]["places"]
    assert "No other rules" in page(world), "places are other than now, so it is not the rules alone"
    ask(world.place, published=False)
    assert world.browser().get(world.url("office/deciding/2/rules")).status_code == 404
