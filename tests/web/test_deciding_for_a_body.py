"""Whoever speaks for a body that takes part answers and votes for it, and reads so; nobody else does."""

from __future__ import annotations

from typing import Any

import pytest
from office_samples import World, build, post, text_of

from helpfulacts.deliberation.actions.take_part import invite
from helpfulacts.deliberation.models import Cast, Position
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actions.begin_organisation import begin_organisation
from tests.deciding import MEMBER, ask, bring

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def test_its_account_answers_one_by_one_for_the_body(world: World) -> None:
    asked = ask(world.place, uses="question", open_to="invited")
    bring(asked, "Lunch on Sundays too.")
    member = invite(deliberation=asked, organisation=world.club, by=MEMBER)
    browser = world.browser("provider")
    assert "You answer for <strong>A club in North</strong>" in text_of(
        browser.get(world.url("deciding/1/say/"))
    )
    post(browser, world.url("deciding/1/say/"), about="1", answer="-1")
    given = Position.objects.get()
    assert (given.membership, given.value, given.capacity, given.channel) == (
        member,
        -1,
        "organisation",
        "online",
    )
    page = text_of(browser.get(world.url("deciding/1/mine/")))
    assert "What your body answered" in page and "Disagree" in page and "Take me out" not in page


def test_its_account_votes_for_the_body_and_nobody_else_does(world: World) -> None:
    asked = ask(world.place, "ballot", open_to="invited", steps=(Step("inform", 7), Step("gather", 7, "agree"), Step("ballot", 7, "consent"), Step("decide", 7)))  # fmt: skip
    bring(asked, "The path stays lit.", "Lights", "proposal")
    other = begin_organisation(place=world.place, name="Another")
    invite(deliberation=asked, organisation=other, side="groups", by=MEMBER)
    post(world.browser("provider"), world.url("deciding/1/vote/"), c1="1")
    assert not Cast.objects.exists(), "its own body was not asked"
    member = invite(deliberation=asked, organisation=world.club, side="groups", by=MEMBER)
    browser = world.browser("provider")
    assert "for <strong>A club in North</strong>" in text_of(browser.get(world.url("deciding/1/vote/")))
    post(browser, world.url("deciding/1/vote/"), c1="1")
    assert Cast.objects.get().membership == member
    page = text_of(browser.get(world.url("deciding/1/receipt/")))
    assert "for <strong>A club in North</strong>" in page and "We have your vote" in page
    for who in ("citizen", "officer"):
        page = text_of(world.browser(who).get(world.url("deciding/1/")))
        assert "You answer for" not in page
