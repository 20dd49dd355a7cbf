"""What an offer costs whom, said once by its giver or the desk; and when its money ends. Plans begin with it."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from django.test import Client
from office_samples import build, post, seen_on, text_of
from plan_makers import asha, key, no_tries_yet, offer, text

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import new_id, seeded
from helpfulacts.core.models import RegisterEntry
from helpfulacts.directory.actions.say_offer_costs import say_offer_cost
from helpfulacts.directory.kept_here import with_what_stays
from helpfulacts.directory.models import Offer
from helpfulacts.directory.redraft import redraft
from helpfulacts.directory.weaving import costs_of
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.say_costs import say_cost
from helpfulacts.support.plans import costs_by_bearer
from helpfulacts.support.selectors import acts_of

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


def test_what_two_givers_without_a_name_bear_is_never_added_up(place: Any, asha: Any, offer: Any) -> None:
    hour = {"bearer": "The giver", "sphere": "personal", "pence": 0, "paid_minutes": 0, "unpaid_minutes": 60}
    firm = {"bearer": "The tea firm", "sphere": "private", "pence": 100}
    gone = {"bearer": "Somebody who gave", "sphere": "personal", "unpaid_minutes": 60}
    gives = [offer(title, places=3, costs=(hour, firm, gone)) for title in ("A lift", "A meal")]
    for one in gives:
        choose_offer(plan=asha.plan, offer=one, by=asha.actor)
    rows = [(row.who, row.unpaid_minutes, row.pence) for row in costs_by_bearer(acts_of(asha.plan))]
    assert rows == [
        ("The tea firm", 0, 200),
        ("Somebody who gave, for “A lift”", 60, 0), ("Somebody who gave, for “A meal”", 60, 0),
        ("The giver, for “A lift”", 60, 0), ("The giver, for “A meal”", 60, 0),
    ]  # fmt: skip
    woven = [(row["bearer"], row["unpaid_minutes"]) for row in costs_of(gives)]
    assert woven == [("Somebody who gave", 60)] * 2 + [("The giver", 60)] * 2 + [("The tea firm", 0)]


def test_what_a_row_may_say_is_the_same_on_an_offer_and_on_a_plan(place: Any, asha: Any, offer: Any) -> None:
    lift = offer("A lift", places=3, giver=asha.person)
    act = choose_offer(plan=asha.plan, offer=offer("A bed", places=3), by=asha.actor)
    says = (
        lambda **row: say_offer_cost(offer=lift, by=asha.actor, **row),
        lambda **row: say_cost(act=act, by=asha.actor, **row),
    )
    row = {"bearer": "The tea firm", "sphere": "private", "pence": 1, "paid_minutes": 0, "unpaid_minutes": 0}
    for say, about in zip(says, (lift, act), strict=True):
        for wrong, words in (
            ({"pence": -1, "paid_minutes": 5}, "how much"), ({"bearer": " \u200b"}, "who bears"),
            ({"sphere": "moon"}, "where it comes from"),
        ):  # fmt: skip
            with pytest.raises(Refused, match=words):
                say(**row | wrong)
        with seeded(random.Random(7)):
            key_drawn = new_id().hex
        with seeded(random.Random(7)):
            say(**row | {"bearer": "x" * 200})
        assert (about.costs[0]["said"], len(about.costs[0]["bearer"])) == (key_drawn, 120)
        say(**row)
        with pytest.raises(Refused, match="“the TEA firm” is there already"):
            say(**row | {"bearer": "the  TEA firm", "pence": 2})
        for number in range(10):
            say(**row | {"bearer": f"Firm {number}"})
        with pytest.raises(Refused, match="There are 12 rows already"):
            say(**row | {"bearer": "Another"})
