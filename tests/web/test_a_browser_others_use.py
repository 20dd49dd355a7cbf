"""A computer that others use: what one person left in it is nobody else's, and goes by itself."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from plan_makers import asha, key, no_tries_yet, offer, text

from helpfulacts.core import clock
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.web import attempts


def slip_words(browser: Client) -> list[str]:
    return re.findall(r"<span>([a-z]+)</span>", browser.get("/testham/plan/slip").content.decode())


@pytest.fixture
def left() -> Client:
    """A browser in which somebody began a plan, and never looked at their six words."""
    browser = Client()
    browser.post("/testham/plan/begin", {"words": "A bed", "key": key()})
    assert "slip" in browser.session
    return browser


def test_a_slip_nobody_looked_at_is_not_shown_to_who_opens_another_plan(
    place: Any, asha: Any, left: Client
) -> None:
    phrase = give_phrase(person=asha.person)
    assert left.post("/testham/plan/come-back", {"phrase": phrase}).status_code == 302
    assert slip_words(left) == []
    assert "slip" not in left.session


def test_a_slip_is_forgotten_when_its_plan_closes_by_itself(place: Any, left: Client) -> None:
    left.get("/testham/plan")
    with clock.as_if(clock.now() + dt.timedelta(hours=2)):
        assert left.get("/testham/plan").status_code == 302
    assert "slip" not in left.session


def test_a_slip_is_forgotten_on_leaving_fast(place: Any, left: Client) -> None:
    left.post("/testham/leave")
    assert "slip" not in left.session


def test_a_slip_is_shown_only_on_the_plan_that_it_opens(place: Any, asha: Any, left: Client) -> None:
    kept = left.session["slip"]
    session = asha.browser.session
    session["slip"] = kept
    session.save()
    assert slip_words(asha.browser) == []
    assert len(slip_words(left)) == 6


def test_words_that_were_stopped_are_not_shown_afterwards(place: Any, left: Client) -> None:
    left.post("/testham/plan/slip", {"key": key(), "stop": "1"})
    assert slip_words(left) == []


def test_what_a_page_says_is_not_written_in_a_cookie(place: Any, asha: Any, offer: Any) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("Canarybird drill"), by=asha.actor)
    answer = asha.browser.post(f"/testham/plan/acts/{act.pk}/answer", {"answer": "yes", "key": key()})
    assert answer.status_code == 302
    assert set(asha.browser.cookies) == {"sessionid", "csrftoken"}
    assert '<div class="said' in asha.browser.get("/testham/plan").content.decode()


def test_a_flood_of_addresses_pushes_out_nobodys_count(place: Any) -> None:
    request = RequestFactory().post("/testham/plan/come-back")
    with clock.as_if(clock.now().replace(second=10)):
        for n in range(400):
            request.session = {}  # type: ignore[assignment]
            request.META["REMOTE_ADDR"] = f"10.1.{n // 200}.{n % 200}"
            attempts.count_wrong(request)
        assert cache.get(attempts._key("everywhere")) == 400
        kept = [cache.get(attempts._key(f"address:10.1.{n // 200}.{n % 200}")) for n in range(400)]
    assert kept == [1] * 400
