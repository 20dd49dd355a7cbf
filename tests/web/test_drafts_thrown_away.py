"""A draft of a question or of a decision is thrown away by a page that asks first; what is published stays."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from draft_pages import page, said, send
from office_samples import World, build

from helpfulacts.core.clock import as_if, today
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.models import Decision, Outcome
from tests.deciding import MEMBER, ask, bring_projects, decide

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def test_a_draft_is_thrown_away_and_what_is_published_is_not(world: World) -> None:
    draft = ask(world.place, published=False)
    path = "office/deciding/1/throw-away"
    assert "Throw this draft away?" in said(page(world, path)) and selectors.drafts(world.place).exists()
    assert "The draft is thrown away." in said(send(world, path))
    assert not selectors.drafts(world.place).exists() and "Drafts" not in said(page(world, "office/deciding"))
    assert RegisterEntry.objects.get(action="threw a question away").facts["number"] == 1
    assert "thrown away already" in said(send(world, path))
    assert world.browser("nobody").get(world.url("deciding/1/")).status_code == 404
    assert "The draft was thrown away." in said(page(world, "office/deciding/1"))

    other = ask(world.place, published=False)
    with as_if(selectors.stage_of_kind(other, "inform").opens):
        publish_deliberation(deliberation=other, by=MEMBER)
    assert "no draft any more" in said(send(world, "office/deciding/2/throw-away"))
    other.refresh_from_db()
    assert other.ended_at is None and draft.number == 1


def test_a_draft_of_a_decision_is_thrown_away_with_its_answers(world: World) -> None:
    asked = ask(world.place, "decide")
    kitchen, *_ = bring_projects(asked)
    made = draft_decision(
        deliberation=asked, body="The forum", sentence="Two benches.", reason="So it was.", review_on=today() + DAY, by=MEMBER,
    )  # fmt: skip
    send(world, "office/decisions/1/answers", a1="yes", r1="It is paid.", r2="", r3="")
    path = "office/decisions/1/throw-away"
    assert "It goes with 1 answer." in said(page(world, path)) and Outcome.objects.exists()
    assert "The draft is thrown away." in said(send(world, path))
    assert not Decision.objects.exists() and not Outcome.objects.exists()
    assert RegisterEntry.objects.get(action="threw a decision away").subject == made.pk
    assert "not there any more" in said(send(world, path)) and page(world, path).status_code == 404

    with as_if(selectors.stage_of_kind(asked, "decide").opens + DAY):
        published = decide(asked, {kitchen: "yes"})
        send(world, f"office/decisions/{published.number}/throw-away")
    assert Decision.objects.get().published_at is not None, "what is published stays"
