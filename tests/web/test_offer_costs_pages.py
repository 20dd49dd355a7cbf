"""What an offer costs whom, said once by its giver or the desk; and when its money ends. Plans begin with it."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from office_samples import build, post, seen_on, text_of
from plan_makers import asha, key, no_tries_yet, offer, text

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.models import RegisterEntry
from helpfulacts.directory.kept_here import with_what_stays
from helpfulacts.directory.models import Offer
from helpfulacts.directory.redraft import redraft
from helpfulacts.support.actions.choose_offer import choose_offer

SAID = {"bearer": "The tea firm", "sphere": "private", "pounds": "1.20", "unpaid_minutes": "15"}


def test_a_club_says_it_once_everybody_reads_it_and_it_is_taken_out_again(place: Any) -> None:
    world = build(place, with_round=False)
    tea, club = world.offers["tea"], world.browser("provider")
    page = world.url(f"offers/{tea.pk}/costs")
    assert page in club.get(world.url("our-offers")).content.decode()
    assert "Not known." in text_of(club.get(page))
    answer = post(club, page, **SAID, key="k" * 20)
    assert answer.status_code == 302
    read = text_of(Client().get(world.url(f"offers/{tea.pk}")))
    assert "The tea firm" in read and "£1.20" in read and "Said by the giver." in read
    assert "Who bears the cost was changed." in text_of(Client().get(world.url(f"offers/{tea.pk}/history")))
    [row] = Offer.objects.get(pk=tea.pk).costs
    [entry] = RegisterEntry.objects.filter(action="said what an offer costs")
    assert entry.facts == {"sphere": "private", "by": "provider"}, "no name stands there"
    post(club, page, drop=row["said"])
    assert Offer.objects.get(pk=tea.pk).costs == [] and "Not known." in text_of(club.get(page))


def test_a_mistake_loses_nothing_and_a_number_to_reach_somebody_is_refused(place: Any) -> None:
    world = build(place, with_round=False)
    officer, page = world.browser("officer"), world.url(f"offers/{world.offers['tea'].pk}/costs")
    nothing = post(officer, page, bearer="The tea firm", sphere="private")
    assert nothing.status_code == 422 and "Say how much money or time" in text_of(nothing)
    assert "The tea firm" in nothing.content.decode()
    assert "Say who bears it." in text_of(post(officer, page, **SAID | {"bearer": ""}))
    reach = post(officer, page, **SAID | {"bearer": "Bea, 01632 960123"})
    assert reach.status_code == 422 and "Everybody can read it" in text_of(reach)
    post(officer, page, **SAID)
    assert "Said by the desk." in text_of(officer.get(page))


def test_a_private_person_who_bears_it_is_the_giver_and_has_no_name(
    place: Any, asha: Any, offer: Any
) -> None:
    lift = offer("A lift", giver=asha.person, imported=True)
    Offer.objects.filter(pk=lift.pk).update(sphere="personal", status="active")
    page = f"/testham/giving/{lift.pk}/costs"
    assert page in asha.browser.get("/testham/giving").content.decode()
    said = {"bearer": "Asha Patel", "sphere": "personal", "unpaid_minutes": "40", "key": key()}
    answer = text(asha.browser.post(page, said, follow=True))
    assert "The giver gives 40\u00a0minutes, unpaid" in answer.replace("40 minutes", "40\u00a0minutes")
    assert "Patel" not in answer and Offer.objects.get(pk=lift.pk).costs[0]["bearer"] == "The giver"
    other = offer("A bed", places=3)
    assert asha.browser.get(f"/testham/giving/{other.pk}/costs").status_code == 302, "not theirs"


def test_plans_begin_with_it_say_whose_word_it_is_and_cannot_take_it_out(
    place: Any, asha: Any, offer: Any
) -> None:
    world = build(place, with_round=False)
    bed = offer("A bed", places=3, provider=world.club)
    before = choose_offer(plan=asha.plan, offer=offer("A fridge", places=3), by=asha.actor)
    post(world.browser("provider"), world.url(f"offers/{bed.pk}/costs"), **SAID)
    bed.refresh_from_db()
    act = choose_offer(plan=asha.plan, offer=bed, by=asha.actor)
    page = asha.browser.get(f"/testham/plan/acts/{act.pk}/costs")
    assert "The tea firm pays £1.20" in text(page) and "Said by the giver." in text(page)
    assert 'name="drop"' not in page.content.decode()
    before.refresh_from_db()
    assert before.costs == []


def test_what_was_said_here_stays_when_its_list_is_read_again(place: Any) -> None:
    world = build(place, with_round=False)
    tea = world.offers["tea"]
    theirs = redraft(tea, costs=())
    post(world.browser("officer"), world.url(f"offers/{tea.pk}/costs"), **SAID)
    tea.refresh_from_db()
    [(draft, stays)] = with_what_stays(place, [(tea, theirs)])
    assert draft.costs == tuple(tea.costs) and stays == []


def test_the_day_on_which_money_ends_is_set_changed_and_on_the_register(place: Any) -> None:
    world = build(place, with_round=False)
    tea, officer = world.offers["tea"], world.browser("officer")
    page, ends = world.url(f"offers/{tea.pk}/costs"), world.url(f"offers/{tea.pk}/money-ends")
    opened = officer.get(page)
    day = today() + dt.timedelta(days=60)
    assert "No end is known." in text_of(opened)
    gone = post(officer, ends, ends=(today() - dt.timedelta(days=1)).isoformat())
    assert gone.status_code == 422 and "That day has gone." in text_of(gone)
    unread = post(officer, ends, ends="next summer")
    for wrong in (gone, unread):
        assert (
            "Something needs another look" in text_of(wrong) and 'href="#id_ends"' in wrong.content.decode()
        )
    assert post(officer, ends, ends=day.isoformat()).status_code == 302
    assert f"Its money ends on {date_in_words(day)}" in text_of(officer.get(page))
    public = text(Client().get(world.url(f"offers/{tea.pk}")))
    assert f"Its money ends on {date_in_words(day)}" in public
    later = day + dt.timedelta(days=1)
    stale = post(officer, ends, ends=later.isoformat(), seen=seen_on(opened))
    assert stale.status_code == 422 and "has changed since you opened this page" in text_of(stale)
    assert post(officer, ends, ends=later.isoformat()).status_code == 302
    assert post(officer, ends, ends="").status_code == 302
    said = [
        one.facts for one in RegisterEntry.objects.filter(action="said when money ends").order_by("sequence")
    ]
    assert [one["ends"] for one in said] == [day.isoformat(), later.isoformat(), ""]
    register = text_of(officer.get(world.url("register")))
    assert f"said that the money of an offer ends on {date_in_words(day)}" in register


pytestmark = pytest.mark.django_db
