"""What may name somebody in a query: asked about before it is public, and hidden afterwards, by page."""

from __future__ import annotations

import datetime as dt
import html
import re
import secrets
from typing import Any

import pytest
from office_samples import World, build

from helpfulacts.accountability.models import Query
from helpfulacts.core.clock import today
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.grant_role import grant_role

pytestmark = pytest.mark.django_db
ASKS = "Why did Ivan Horvat wait since May?"


@pytest.fixture
def world(place: Any) -> World:
    world = build(place, with_round=False)
    world.accounts["khan"] = begin_account(email="khan@example.org")
    grant_role(
        place=place, account=world.accounts["khan"], role="elected", shown_as="Cllr Khan", body=world.club, begins=today(),
        until=today() + dt.timedelta(days=90),
    )  # fmt: skip
    return world


def send(world: World, who: str, path: str, **fields: Any) -> Any:
    return world.browser(who).post(world.url(path), {"key": secrets.token_hex(16), **fields}, follow=True)


def text_of(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_a_name_is_asked_about_and_what_slips_through_is_hidden(world: World) -> None:
    asked = {"body": str(world.club.pk), "ward": "", "question": ASKS}
    assert "Is a private person named?" not in text_of(world.browser("khan").get(world.url("queries/ask")))
    answer = send(world, "khan", "queries/ask", **asked)
    assert answer.status_code == 422 and "is this a private person?" in text_of(answer)
    assert "Is a private person named?" in text_of(answer) and ASKS in text_of(answer)
    assert not Query.objects.exists()
    assert "It is asked, in public." in text_of(send(world, "khan", "queries/ask", **asked, no_person="no"))
    nobody = world.browser("nobody")
    assert ASKS in text_of(nobody.get(world.url("queries/1")))
    assert "Hide words" not in text_of(nobody.get(world.url("queries/1")))
    assert "Hide words" in text_of(world.browser("officer").get(world.url("queries/1")))
    answer = send(world, "officer", "queries/1/hide", words="question")
    assert answer.status_code == 422 and "Say why they are hidden." in text_of(answer)
    answer = send(world, "officer", "queries/1/hide", words="question", reason="names")
    assert "Hidden. The words are gone." in text_of(answer)
    for path in ("queries", "queries/1", "register"):
        assert "Horvat" not in text_of(nobody.get(world.url(path)))
    page = text_of(nobody.get(world.url("queries/1")))
    assert "because it names somebody." in page and "Answer due by" in page
    assert "There are no words here to hide." in text_of(
        world.browser("officer").get(world.url("queries/1/hide"))
    )
