"""What somebody kept before they said whom they must never meet is on no page of theirs any more, whatever role they have."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from office_samples import build, post, text_of

from helpfulacts.people.actor import the_person
from helpfulacts.support.actions.keep_apart import keep_apart

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["citizen", "officer"])
def test_my_list_and_its_print_hold_nothing_whose_page_would_answer_that_there_is_none(
    place: Any, who: str
) -> None:
    world = build(place, with_round=False)
    reader, tea, bench = world.people[0], world.offers["tea"], world.offers["bench"]
    browser = world.browser(who)
    session = browser.session
    session[f"person:{place.pk}"] = str(reader.pk)
    session.save()

    def at(name: str, **where: Any) -> str:
        return reverse(name, kwargs={"place_slug": place.slug, **where})

    for one in (tea, bench):
        post(browser, at("keep", offer_id=one.pk))
    assert all("Tea and a chat" in text_of(browser.get(at(page))) for page in ("my_list", "print_list"))
    keep_apart(person=reader, body=world.club, called="The club", by=the_person(reader.pk))
    assert browser.get(at("offer", offer_id=tea.pk)).status_code == 404
    for page in ("my_list", "print_list"):
        shown = text_of(browser.get(at(page)))
        assert "Tea and a chat" not in shown and "Mending bench" in shown
    post(browser, at("keep", offer_id=tea.pk))
    assert "There is no such offer in this place" in text_of(browser.get(at("my_list")))
    post(browser, at("take_off", offer_id=tea.pk))
    assert "Tea and a chat" not in text_of(browser.get(at("my_list")))
