"""A plan closes on a computer that others use; limits on tries hold behind a proxy; a refusal is a page, not a fault."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from plan_makers import asha, key, no_tries_yet, offer, text

from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.revoke_phrase import revoke_phrase
from helpfulacts.people.models import Person

PLAN = "/testham/plan"


def is_open(browser: Client) -> bool:
    return browser.get(PLAN).status_code == 200


@pytest.mark.parametrize(("minutes", "still"), [(50, True), (70, False)])
def test_a_plan_left_open_closes_after_an_hour_without_a_page(asha: Any, minutes: int, still: bool) -> None:
    assert is_open(asha.browser)
    with as_if(now() + dt.timedelta(minutes=minutes)):
        assert is_open(asha.browser) is still
    assert is_open(asha.browser) is still, "and closed it stays"


def test_a_plan_in_use_stays_open(asha: Any) -> None:
    began = now()
    for minutes in range(0, 180, 45):
        with as_if(began + dt.timedelta(minutes=minutes)):
            assert is_open(asha.browser)


@pytest.mark.parametrize("how", ["stopped", "changed"])
def test_words_stopped_elsewhere_close_the_plan_in_every_browser(asha: Any, officer: Any, how: str) -> None:
    assert is_open(asha.browser)
    person = Person.objects.get(pk=asha.person.pk)
    revoke_phrase(person=person, by=officer) if how == "stopped" else give_phrase(person=person)
    assert not is_open(asha.browser)


@pytest.mark.parametrize("more", [{}, {"stop": "1"}])
def test_whoever_changes_their_own_words_keeps_their_plan_open(asha: Any, more: dict[str, str]) -> None:
    assert is_open(asha.browser)
    asha.browser.post(f"{PLAN}/slip", {"key": key(), **more})
    assert is_open(asha.browser)


def test_leaving_closes_it(asha: Any) -> None:
    assert is_open(asha.browser)
    asha.browser.post("/testham/leave")
    assert not is_open(asha.browser)


def wrong(n: int, **meta: str) -> Any:
    return Client().post(f"{PLAN}/come-back", {"phrase": f"wrong {n}"}, **meta)


@pytest.fixture
def few_tries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ten wrong tries from one address in one minute, and no minute that ends meanwhile."""
    monkeypatch.setattr("helpfulacts.web.attempts.AT_AN_ADDRESS", 10)
    with as_if(now().replace(second=10)):
        yield


def test_behind_a_proxy_each_address_has_its_own_tries(place: Any, settings: Any, few_tries: None) -> None:
    settings.HTTPS = True
    for n in range(10):
        wrong(n, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"1.1.1.{n}, 10.0.0.1")
    blocked = wrong(11, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="2.2.2.2, 10.0.0.1")
    assert "Wait a minute" in text(blocked), "what a visitor puts in front of the list counts for nothing"
    free = wrong(12, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.2")
    assert "Wait a minute" not in text(free)


def test_without_a_proxy_a_header_changes_nothing(place: Any, few_tries: None) -> None:
    for n in range(10):
        wrong(n, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"1.1.1.{n}")
    assert "Wait a minute" in text(wrong(11, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="9.9.9.9"))


def test_a_page_for_others_is_refused_without_a_traceback(place: Any, caplog: Any) -> None:
    answer = Client().get("/testham/desk")
    assert answer.status_code == 403 and "people with a role here" in text(answer)
    assert all(record.exc_info is None for record in caplog.records)


@pytest.mark.parametrize(("refusal", "status"), [(Refused, 409), (NotFound, 404), (NotAllowed, 403)])
def test_a_refusal_that_no_page_caught_is_said_and_not_logged(
    place: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any, refusal: type[Refused], status: int
) -> None:
    def refuse(place: Any) -> Any:
        raise refusal("Canarybird cannot be done. Do something else.")

    monkeypatch.setattr("helpfulacts.coordination.selectors.rules_in_force", refuse)
    answer = Client().get("/testham/how-places-are-shared")
    assert answer.status_code == status
    assert "Canarybird cannot be done. Do something else." in text(answer)
    assert "Canarybird" not in caplog.text
