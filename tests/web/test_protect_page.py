"""Somebody who must not be found: one press at the desk, and nobody else sees a thing that they give."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.core import register
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.models import AccessRecord, Person
from helpfulacts.support import data_requests
from helpfulacts.web.templatetags.office_parts import what_happened

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def test_the_desk_hides_all_that_a_person_gives_and_shows_it_again(world: World) -> None:
    tea, giver, desk = world.offers["tea"], world.people[0], world.browser()
    Offer.objects.filter(pk=tea.pk).update(giver=giver, provider=None)
    page, office = world.url(f"offers/{tea.pk}"), world.url(f"offers/{tea.pk}/giver")
    service = world.url(f"api/oruk/services/{tea.exchange_id}?kinds=all")

    def seen() -> tuple[int, int, int, str, bool]:
        """By a stranger: the page, its history and its calendar, what the feed says of it, and whether it is found."""
        paths = ("", "/history", "/calendar.ics")
        answers = [Client().get(page + path).status_code for path in paths]
        found = {one.offer.pk for one in find(world.place, tea.title).results}
        return *answers, Client().get(service).json()["status"], tea.pk in found  # type: ignore[return-value]

    assert seen() == (200, 200, 200, "active", True)
    assert "The giver must not be found" in text_of(desk.get(page))
    assert post(desk, office, protected="yes", why="").status_code == 422
    assert "Write your reason in words" in text_of(post(desk, office, protected="yes", why="🙈"))
    assert post(desk, office, protected="yes", why="You asked us to.").status_code == 302
    assert seen() == (404, 404, 404, "defunct", False)
    assert desk.get(page).status_code == 200
    entry = register.entries(world.place, newest_first=True)[0]
    assert (entry.subject, entry.facts) == (None, {})
    assert what_happened(entry) == "The desk changed what the list shows."
    assert AccessRecord.objects.filter(person=giver.pk, subject=tea.pk).count() == 1
    assert "somebody hid it before you" in text_of(post(desk, office, protected="yes", why="Again."))
    safe = {"protected": "no", "why": "You are safe now.", "key": "one-form-sent-twice"}
    for _ in range(2):
        assert "What they give can be found again." in text_of(desk.post(office, safe, follow=True))
    assert seen() == (200, 200, 200, "active", True)


def test_whoever_is_protected_reads_who_looked_with_somebody_from_the_desk_there(world: World) -> None:
    person = world.people[0]
    open_record(place=world.place, actor=world.actor("officer"), person=person, why="Seenbird rang")
    citizen, desk = world.browser("citizen"), world.browser("navigator")

    def read(client: Client) -> str:
        """All that says who looked: its page, what they give, and all that is held about them."""
        post(client, world.url("plan/my-data/ask"))
        asked = data_requests.latest_request(person)
        assert asked is not None
        held = post(client, world.url(f"plan/my-data/{asked.pk}/file"))
        pages = [client.get(world.url(path)) for path in ("plan/who-looked", "giving")]
        return " ".join(text_of(one) for one in (*pages, held))

    assert read(citizen).count("eenbird rang") == 3
    Person.objects.filter(pk=person.pk).update(protected=True)
    alone = read(citizen)
    assert "eenbird" not in alone and "when one of us is with you" in alone
    post(desk, world.url("plan/come-back"), phrase=give_phrase(person=person))
    assert read(desk).count("eenbird rang") == 3
