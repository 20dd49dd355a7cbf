"""Pages about how things are: one question at a time, each left out by a link, and every day put right or taken back."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from office_samples import build, key, post
from plan_makers import asha, no_tries_yet, text

from helpfulacts.people import selectors as people
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.models import AccessRecord
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.models import Reading
from helpfulacts.web import words as plain

pytestmark = pytest.mark.django_db
HOME = "/testham/plan/how-things-are"
NO_CAUSE = re.compile(r"\b(because of|thanks to|improved|effect|average|overall score)\b", re.I)


def land(browser: Client, answer: Any) -> str:
    return text(browser.get(answer.url))


def test_one_question_at_a_time_left_out_answered_put_right_taken_back_and_counted_or_not(
    place: Any, asha: Any
) -> None:
    browser = asha.browser
    add_aspiration(plan=asha.plan, words="Some company", facets=("company",), by=asha.actor)
    assert f'href="{HOME}"' in browser.get("/testham/plan").content.decode()
    page = text(browser.get(HOME))
    assert "Today: 0 of 11 answered." in page and "Nothing yet. There is no hurry." in page
    [first] = re.findall(rf'href="({HOME}/ask/[^"]+)">Begin', browser.get(HOME).content.decode())
    asked = browser.get(first)
    assert "“Some company”: how is this for you now?" in text(asked) and "Question 1 of 11" in text(asked)
    [after] = re.findall(r'href="([^"]+)">Leave this one out', asked.content.decode())
    assert after.endswith("/ask/health") and not Reading.objects.exists(), "left out by going on"
    assert post(browser, after, said="").url.endswith("/ask/happy"), "so it is by a button without an answer"
    assert not Reading.objects.exists()
    assert post(browser, f"{HOME}/ask/happy", said="0").url.endswith("/ask/anxious")
    assert post(browser, f"{HOME}/ask/anxious", said="8").url.endswith("/ask/worthwhile")
    wrong = post(browser, f"{HOME}/ask/worthwhile", said="11")
    assert wrong.status_code == 422 and "Choose one of the answers, or leave this question out." in text(
        wrong
    )
    assert browser.get(f"{HOME}/ask/shoe-size").status_code == 302
    page = text(browser.get(HOME))
    assert "Today: 2 of 11 answered." in page and "You said 0 now. That is 0 of 10: low." in page
    assert "You said 8 now. Here a lower number is better. That is 8 of 10: high." in page
    easy = plain.ease_of(plain.words_of_page(browser.get(HOME).content.decode()))
    assert easy.grade is not None and easy.grade <= 7
    assert page.count("Not said.") == 9 and not NO_CAUSE.search(page)

    day = Reading.objects.get()
    there = text(browser.get(f"{HOME}/{day.pk}"))
    assert "2 of 11 answered." in there and there.count("Not said") == 9
    change = f"{HOME}/{day.pk}/change/happy"
    assert 'value="0"' in re.search(r"<input[^>]*checked[^>]*>", browser.get(change).content.decode())[0]  # type: ignore[index]
    assert post(browser, change, said="4").url == f"{HOME}/{day.pk}"
    assert "Taken back. It counts nowhere." in land(browser, post(browser, f"{HOME}/{day.pk}/take-back"))
    assert "Today: 0 of 11 answered." in text(browser.get(HOME))
    page = land(browser, post(browser, f"{HOME}/{day.pk}/put-back"))
    assert "You said 4 now." in page

    assert "May we count this, without your name?" in page and "We ask once." in page
    page = land(browser, post(browser, f"{HOME}/counting", answer="no"))
    assert "You said no. Nothing is counted. We will not ask again." in page
    assert "You said yes. It ends by itself on" in land(
        browser, post(browser, f"{HOME}/counting", answer="yes")
    )
    [consent] = people.consents_of(asha.person)
    assert "A count without names may see your readings of how things are." in text(
        browser.get("/testham/plan/sharing")
    )
    post(browser, f"/testham/plan/sharing/{consent.pk}/stop")
    assert "It has stopped, and nothing is counted now." in text(browser.get(HOME))

    other = Client()
    person = asha.person.__class__.objects.create(place=place, created_at=asha.plan.created_at)
    begin_plan(
        place=place,
        person=person,
        words="Mine",
        by=asha.actor.__class__("the person", "citizen", None, person.pk),
    )
    other.post("/testham/plan/come-back", {"phrase": give_phrase(person=person)})
    for path in (f"{HOME}/{day.pk}", change):
        assert other.get(path).url == "/testham/plan", "somebody else's is as good as not there"


def test_at_the_desk_it_is_by_proxy_each_look_is_kept_and_the_counted_page_opens_no_record(
    place: Any,
) -> None:
    world = build(place)
    person, tom = world.people[0], world.browser("navigator")
    tom.post(world.url("plan/come-back"), {"phrase": give_phrase(person=person)})
    page = text(tom.get(HOME))
    assert "You are writing for somebody else." in page and "nothing that they did not say" in page
    before = AccessRecord.objects.filter(person=person.pk).count()
    tom.get(f"{HOME}/ask/happy")
    assert AccessRecord.objects.filter(person=person.pk).count() == before + 1
    post(tom, f"{HOME}/ask/happy", said="6")
    [day] = Reading.objects.all()
    assert day.answers["happy"] == {"said": 6, "by": "Tom, link worker"}
    hers = Client()
    hers.post(world.url("plan/come-back"), {"phrase": give_phrase(person=person)})
    assert "Written for you by Tom, link worker" in text(hers.get(f"{HOME}/{day.pk}"))
    assert "To write on it for you, at the desk" in text(hers.get(world.url("plan/who-looked")))
    before = AccessRecord.objects.count()
    counted = text(world.browser("officer").get(world.url("desk/readings")))
    assert "Too few to show." in counted and "It does not say that any help made a difference." in counted
    assert AccessRecord.objects.count() == before
