"""Looks at one's own record or a colleague's: on a list for the information governance lead, looked into once, read by the person."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people import looks
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.check_look import check_look
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import AccessRecord, LookCheck, Person, RoleGrant
from helpfulacts.people.purposes import MEANS, PURPOSES

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def world(place: Any) -> World:
    """Wystan works with Mel and Tom, for the partnership; Lena checks who looked; Zofia works nowhere."""
    world = build(place, with_round=False)
    [mel] = RoleGrant.objects.filter(place=place, role="officer")
    world.accounts["lead"] = begin_account(email="lena@example.org")
    for who, role, shown_as in (("other", "elected", "Wystan"), ("lead", "information-lead", "Lena")):
        grant_role(
            place=place, account=world.accounts[who], role=role, shown_as=shown_as, body=mel.body,
            begins=today(place.zone) - 9 * DAY, until=today(place.zone) + 90 * DAY,
        )  # fmt: skip
    RoleGrant.objects.filter(place=place, role="officer").update(begins=today(place.zone) - 9 * DAY)
    RoleGrant.objects.filter(place=place, role="navigator").update(begins=today(place.zone) - 9 * DAY)
    return world


def lena(world: World) -> Actor:
    return Actor("Lena", "information-lead", world.accounts["lead"].pk)


def opened(world: World, person: Any, why: str, *, by: str = "officer", ago: int = 0) -> AccessRecord:
    with as_if(now() - ago * DAY):
        look = open_record(place=world.place, actor=world.actor(by), person=person, why=why)
    assert look is not None
    return look


def test_a_look_at_a_colleague_or_oneself_is_on_the_list_and_no_other(world: World) -> None:
    zofia, wystan, xanthe = world.people[:3]
    Person.objects.filter(pk=xanthe.pk).update(account=world.accounts["officer"])
    newer = opened(world, wystan, "To ring you", ago=1)
    own = opened(world, xanthe, "To check", ago=2)
    opened(world, zofia, "To help")
    Person.objects.filter(pk=zofia.pk).update(account=world.accounts["provider"])
    opened(world, zofia, "Another body, so no colleague")
    before = opened(world, wystan, "Before he worked here", ago=30)
    rows = looks.looks_to_check(world.place, lena(world))
    assert [(row.look.pk, row.whose) for row in rows] == [(own.pk, "own"), (newer.pk, "colleague")]
    RoleGrant.objects.filter(place=world.place, shown_as="Wystan").update(revoked_at=now() - 3 * DAY)
    assert [row.look.pk for row in looks.looks_to_check(world.place, lena(world))] == [own.pk]
    assert before.pk not in [row.look.pk for row in rows]
    for who in ("officer", "navigator"):
        with pytest.raises(NotAllowed):
            looks.looks_to_check(world.place, world.actor(who))


def test_the_lead_looks_into_it_once_and_the_person_reads_what_was_found(world: World) -> None:
    wystan = world.people[1]
    look = opened(world, wystan, "To ring you: Canarywhy")
    lead, person = world.browser("lead"), world.browser("other")
    for page in ("plan/who-looked", "giving"):
        assert "It is to be looked into." in text_of(person.get(world.url(page)))
    listed = text_of(lead.get(world.url("looks-to-check")))
    assert "Somebody they work with" in listed and "1 waits" in listed
    for said in ("Wystan", "Mel, partnership officer", "Canarywhy"):
        assert said not in listed, "whose record it is, who looked and why opens one by one"
    looked = AccessRecord.objects.count()
    at = world.url(f"looks-to-check/{look.pk}")
    one = text_of(lead.get(at))
    assert "Wystan" in one and "Mel, partnership officer" in one and "Canarywhy" in one
    assert AccessRecord.objects.count() == looked + 1
    unsaid = post(lead, at, outcome="", words="We asked Canarymel.")
    assert unsaid.status_code == 422 and "We asked Canarymel." in text_of(unsaid)
    assert post(lead, at, outcome="not right", words="🙂").status_code == 422
    assert post(lead, at, outcome="not right", words="We asked Canarymel.").status_code == 302
    listed = text_of(lead.get(world.url("looks-to-check")))
    assert "It was not right to open it" in listed and "None waits" in listed
    assert "It stays as it was said." in text_of(lead.get(at))
    again = post(lead, at, outcome="right", words="Second thoughts")
    assert again.status_code == 422 and "looked into this already" in text_of(again)
    page = text_of(person.get(world.url("plan/who-looked")))
    assert "it was not right to open it" in page and "We asked Canarymel." in page
    assert "To look into a look at your record" in page
    giving = text_of(person.get(world.url("giving")))
    assert "it was not right to open it" in giving and "We asked Canarymel." in giving
    said = "\n".join(register.saved_lines(world.place))
    assert "looked into a look" in said and "Canary" not in said and str(wystan.pk) not in said
    assert mail.outbox == []
    assert len(looks.looks_to_check(world.place, lena(world))) == 1, "looks of the lead come up nowhere"
    with as_if(now() + 91 * DAY):
        assert looks.looks_to_check(world.place, lena(world)) == []


def test_nobody_looks_into_a_look_of_their_own_or_at_themselves(world: World) -> None:
    wystan, zofia = world.people[1], world.people[0]
    look = opened(world, wystan, "To ring you")
    mel_too = Actor("Mel", "information-lead", world.accounts["officer"].pk)
    wystan_too = Actor("Wystan", "information-lead", world.accounts["other"].pk)
    for by in (mel_too, wystan_too):
        with pytest.raises(Refused, match="Somebody else"):
            check_look(look=look, outcome="right", words="All is well", by=by)
    grant_role(
        place=world.place, account=world.accounts["other"], role="information-lead", shown_as="Wystan",
        body=world.club, begins=today(world.place.zone), until=today(world.place.zone) + DAY,
    )  # fmt: skip
    page = text_of(world.browser("other").get(world.url(f"looks-to-check/{look.pk}")))
    assert "Somebody else has to look into this one." in page and "Put it on record" not in page
    assert not LookCheck.objects.exists()
    stranger = opened(world, zofia, "To help")
    for pk in (stranger.pk, uuid.uuid4()):
        assert world.browser("lead").get(world.url(f"looks-to-check/{pk}")).status_code == 404
    Person.objects.filter(pk=wystan.pk).update(protected=True)
    page = text_of(world.browser("lead").get(world.url(f"looks-to-check/{look.pk}")))
    assert "who must not be found" in page and "Wystan" not in page


def test_everybody_can_read_for_what_a_record_may_be_opened(world: World) -> None:
    page = text_of(Client().get(world.url("why-a-record-is-opened")))
    assert set(MEANS) == {code for code, _ in PURPOSES}
    for code, words in PURPOSES:
        assert words in page and MEANS[code] in page
    assert "How long a line is kept" in page and "plan/who-looked" in page
    assert "why-a-record-is-opened" in text_of(Client().get(world.url("how-words-are-kept")))
    assert "why-a-record-is-opened" in text_of(world.browser("citizen").get(world.url("plan/who-looked")))
