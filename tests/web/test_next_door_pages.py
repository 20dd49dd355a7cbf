"""What a place next door has left over, by the pages: the yes of its keeper and of the person, confirmed, told and answered."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from office_samples import post, text_of

from helpfulacts.coordination.models import Lending, LentPlace, NextDoor, SecondRound
from helpfulacts.coordination.next_door_owed import reference
from helpfulacts.core.clock import as_if, now
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.people.models import Consent
from helpfulacts.promises.models import Promise
from tests.next_door import TwoPlaces, two_places

pytestmark = pytest.mark.django_db
PLAN = "/alderham/plan/next-door"
SECONDS = "/birchham/rounds/next-door"


@pytest.fixture
def world() -> TwoPlaces:
    return two_places()


def lend(world: TwoPlaces) -> None:
    url = f"/birchham/offers/{world.offer.pk}/next-door"
    assert post(world.browser("provider"), url, may="yes").status_code == 302


def offered(world: TwoPlaces) -> list[NextDoor]:
    """All by the pages, until two people of Alderham are offered a place each."""
    lend(world)
    for person in world.people:
        assert post(world.plan_open(person), PLAN, tell="yes").status_code == 302
    second, mel = world.rounds(), world.browser("officer")
    world.confirm_own_round(mel, second)
    assert post(mel, f"{SECONDS}/{second.number}/confirm").status_code == 302
    rows = world.offered()
    assert [row.state for row in rows] == ["offered", "offered"]
    return rows


def held(world: TwoPlaces) -> int:
    return CapacityPeriod.objects.get(place=world.birch).held


def test_a_person_says_yes_and_takes_it_back(world: TwoPlaces) -> None:
    me = world.plan_open(world.people[0])
    page = text_of(me.get(PLAN))
    assert "You have not said yes" in page and "Birchham. Both places agreed to it." in page
    assert PLAN in text_of(me.get("/alderham/plan/rounds"))
    assert "We will tell you when" in text_of(me.post(PLAN, {"key": "a" * 24, "tell": "yes"}, follow=True))
    page = text_of(me.get(PLAN))
    assert "You said yes" in page and "Nothing has come from next door yet" in page
    consent = Consent.objects.get(person=world.people[0])
    assert consent.basis == "self"
    assert "You may be told of places next door." in text_of(me.get("/alderham/plan/sharing"))
    assert "sees your that" not in text_of(me.get("/alderham/plan"))
    post(me, PLAN, tell="no")
    assert "You have not said yes" in text_of(me.get(PLAN))


def test_the_desk_writes_down_that_they_said_so(world: TwoPlaces) -> None:
    desk = world.plan_open(world.people[0], world.browser("navigator"))
    assert post(desk, PLAN, tell="yes").status_code == 302
    assert Consent.objects.get(person=world.people[0]).basis == "spoken"


def test_end_to_end(world: TwoPlaces) -> None:
    first, other = offered(world)
    assert held(world) == 3
    me = world.plan_open(first.person)
    assert "has something left over for you" in text_of(me.get("/alderham/plan"))
    page = text_of(me.get(PLAN))
    reason = "It came to you by this rule:"
    for words in ("Repair Saturday", "In Birchham, next door.", "Why me?", reason, "Tom at the desk"):
        assert words in page
    assert f"/birchham/offers/{world.offer.pk}" in page
    answer = f"{PLAN}/{first.pk}/answer"
    assert "You said yes." in text_of(me.post(answer, {"key": "b" * 24, "answer": "yes"}, follow=True))
    assert "The place is kept for you" in text_of(me.get(PLAN))
    them = world.plan_open(other.person)
    assert post(them, f"{PLAN}/{other.pk}/answer", answer="not_now").status_code == 302
    assert "Repair Saturday" not in text_of(them.get(PLAN))
    assert held(world) == 2 and sorted(LentPlace.objects.values_list("state", flat=True)) == ["let_go", "yes"]
    page = text_of(world.browser("officer").get(SECONDS))
    assert "Confirmed by Mel, officer" in page and "They said yes: some" in page
    post(me, answer, answer="not_now")
    assert held(world) == 1


def test_nobody_answers_for_somebody_else_and_no_button_without_a_word(world: TwoPlaces) -> None:
    first, other = offered(world)
    me = world.plan_open(first.person)
    for row, sent in ((other, {"answer": "yes"}), (first, {}), (first, {"answer": "perhaps"})):
        assert post(me, f"{PLAN}/{row.pk}/answer", **sent).status_code == 302
    assert {row.state for row in world.offered()} == {"offered"}
    assert post(Client(), f"{PLAN}/{first.pk}/answer", answer="yes").status_code == 302
    assert {row.state for row in world.offered()} == {"offered"}


def test_past_its_day_it_says_so(world: TwoPlaces) -> None:
    first, _ = offered(world)
    with as_if(now() + dt.timedelta(days=60)):
        me = world.plan_open(first.person)
        assert "The time to say yes is over" in text_of(me.get(PLAN))
        sent = me.post(f"{PLAN}/{first.pk}/answer", {"key": "c" * 24, "answer": "yes"}, follow=True)
        assert "The time to say yes is over. Ask at the desk what else there is." in text_of(sent)
    assert {row.state for row in world.offered()} == {"offered"}


def test_nothing_is_told_before_it_is_confirmed_and_the_own_round_comes_first(world: TwoPlaces) -> None:
    lend(world)
    for person in world.people:
        post(world.plan_open(person), PLAN, tell="yes")
    second, mel = world.rounds(), world.browser("officer")
    row = world.offered()[0]
    me = world.plan_open(row.person)
    assert "Repair Saturday" not in text_of(me.get(PLAN))
    assert post(me, f"{PLAN}/{row.pk}/answer", answer="yes").status_code == 302
    page = text_of(mel.get(SECONDS))
    assert f"Confirm round {second.run.number} first." in page and "some to Alderham" in page
    sent = mel.post(f"{SECONDS}/{second.number}/confirm", {"key": "d" * 24}, follow=True)
    assert "the people here come before those next door" in text_of(sent)
    assert SecondRound.objects.get().state == "proposed" and world.offered()[0].state == "proposed"
    world.confirm_own_round(mel, second)
    assert "waits to go next door" in text_of(mel.get("/birchham/rounds"))
    assert "Confirm what goes next door" in text_of(mel.get(SECONDS))
    page = text_of(mel.get(SECONDS))
    assert not [one for one in world.people if str(one.pk) in page or one.ticket_id in page]


def test_no_second_rounds_yet(world: TwoPlaces) -> None:
    page = text_of(world.browser("officer").get(SECONDS))
    assert "Nothing has gone next door yet" in page and "Alderham" in page
    assert SECONDS in text_of(world.browser("officer").get("/birchham/rounds"))
    assert post(world.browser("officer"), f"{SECONDS}/7/confirm").status_code == 404


def test_the_keeper_says_yes_and_takes_it_back(world: TwoPlaces) -> None:
    rae, url = world.browser("provider"), f"/birchham/offers/{world.offer.pk}/next-door"
    assert url in text_of(rae.get("/birchham/our-offers"))
    assert "No, it stays here" in text_of(rae.get(url)) and "said_by" not in text_of(rae.get(url))
    assert post(rae, url).status_code == 422
    lend(world)
    assert Lending.objects.get().said_by == "The repair club"
    assert "The repair club said so on" in text_of(rae.get(url))
    assert post(rae, url, may="no").status_code == 302
    assert "Nobody has said yes" in text_of(rae.get(url))


def test_an_officer_writes_down_what_the_keeper_said(world: TwoPlaces) -> None:
    mel, url = world.browser("officer"), f"/birchham/offers/{world.offer.pk}/next-door"
    assert url in text_of(mel.get(f"/birchham/offers/{world.offer.pk}"))
    answer = post(mel, url, may="yes")
    assert answer.status_code == 422 and "Say who keeps this offer and said so." in text_of(answer)
    assert post(mel, url, may="yes", said_by="Rae on the phone").status_code == 302
    assert Lending.objects.get().said_by == "Rae on the phone"
    assert world.browser("desk").get(url).status_code == 403


def test_what_cannot_go_is_one_sentence_and_nothing_is_lost(world: TwoPlaces) -> None:
    url = f"/birchham/offers/{world.offer.pk}/next-door"
    world.offer.serves_wards = ["W1"]
    world.offer.save(update_fields=["serves_wards"])
    answer: Any = post(world.browser("officer"), url, may="yes", said_by="Rae on the phone")
    assert answer.status_code == 422 and "only for some wards" in text_of(answer)
    assert "Rae on the phone" in text_of(answer)
    world.offer.access = "open"
    world.offer.save(update_fields=["access"])
    assert "No round shares it" in text_of(world.browser("provider").get(url))


def test_the_desk_tells_them_answers_for_them_and_both_desks_hear_of_a_yes(world: TwoPlaces) -> None:
    first, other = offered(world)
    tom = world.browser("navigator")
    told = {
        one.to_id: one
        for one in Promise.objects.filter(place=world.alder, kind="tell", about_noun="place next door")
    }
    url = f"/alderham/to-tell/{told[first.person_id].pk}"
    page = text_of(tom.get(url))
    assert "Birchham next door has a place left over for them" in page and "Read its page" in page
    assert post(tom, f"{url}/told", how="desk", answer="yes").status_code == 302
    assert {row.pk: row.state for row in world.offered()} == {first.pk: "yes", other.pk: "offered"}
    [mine] = Promise.objects.filter(place=world.alder, about_id=first.pk, kept_at__isnull=True)
    lent = LentPlace.objects.get(state="yes")
    [theirs] = Promise.objects.filter(place=world.birch, about_id=lent.pk)
    page = text_of(tom.get(f"/alderham/to-tell/{mine.pk}"))
    assert "in Birchham. Ask what may be told there of them" in page and reference(lent) in page
    page = text_of(world.browser("officer").get(f"/birchham/to-tell/{theirs.pk}"))
    assert "The repair club" in page and "One person comes" in page and reference(lent) in page
    assert str(first.person_id) not in page and first.person.ticket_id not in page
    post(world.plan_open(first.person), f"{PLAN}/{first.pk}/answer", answer="not_now")
    assert Promise.objects.get(pk=theirs.pk).excepted_at is not None
    assert Promise.objects.get(pk=mine.pk).excepted_at is not None


def test_who_answers_by_the_page_is_not_rung_about_it(world: TwoPlaces) -> None:
    first, _ = offered(world)
    post(world.plan_open(first.person), f"{PLAN}/{first.pk}/answer", answer="not_now")
    owed = Promise.objects.filter(place=world.alder, to_id=first.person_id, about_id=first.pk)
    assert [bool(one.kept_at) for one in owed] == [True]


def test_an_offer_that_nobody_in_particular_keeps_is_told_too(world: TwoPlaces) -> None:
    first, _ = offered(world)
    world.offer.provider = None
    world.offer.save(update_fields=["provider"])
    post(world.plan_open(first.person), f"{PLAN}/{first.pk}/answer", answer="yes")
    theirs = Promise.objects.get(place=world.birch, kind="tell", trigger="somebody next door said yes")
    mel = world.browser("officer")
    assert "Tell whoever gives it" in text_of(mel.get(f"/birchham/to-tell/{theirs.pk}"))
    assert post(mel, f"/birchham/to-tell/{theirs.pk}/told", how="spoke").status_code == 302
