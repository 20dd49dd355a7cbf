"""Days that differ, as a club or the desk writes them down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from office_samples import build, post, text_of

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.directory.actions.change_days import set_day
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.drafts import OfferDraft, OtherDay, Weekly
from helpfulacts.directory.history import versions_of
from helpfulacts.directory.models import Occurrence, Offer, ScheduleException
from helpfulacts.directory.redraft import redraft
from helpfulacts.people.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> Any:
    world = build(place, with_round=False)
    draft = OfferDraft(
        title="Daily soup", kind="service", sphere="civic", provider=world.club, imported=True, where=("venue",),
        weekly=tuple(Weekly(day, dt.time(12), dt.time(14)) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    )  # fmt: skip
    world.offers["soup"] = list_offer(place=place, draft=draft, by=world.actor("provider"))
    return world


def test_it_works(world: Any) -> None:
    club, soup = world.browser("provider"), world.offers["soup"]
    day = today() + dt.timedelta(days=3)
    address = world.url(f"offers/{soup.pk}/days")
    assert "No day is different" in text_of(club.get(address))
    answer = post(
        club, f"{address}/add", day=day.isoformat(), how="closed", reason="The hall is being painted"
    )
    assert answer.status_code == 302
    assert not Occurrence.objects.filter(offer=soup, day=day).exists()
    page = text_of(club.get(world.url(f"offers/{soup.pk}")))
    assert "Days that are different" in page and "The hall is being painted" in page
    assert (
        post(
            club, f"{address}/add", day=day.isoformat(), how="hours", starts="15:00", ends="16:00"
        ).status_code
        == 302
    )
    assert Occurrence.objects.get(offer=soup, day=day).starts == dt.time(15)
    assert ScheduleException.objects.count() == 1
    assert post(club, f"{address}/{day.isoformat()}/take-back").status_code == 302
    assert Occurrence.objects.get(offer=soup, day=day).starts == dt.time(12)
    assert "as usual again" in text_of(club.get(world.url("register")))


def test_bank_holidays_are_said_and_unsaid(world: Any) -> None:
    club, soup = world.browser("provider"), world.offers["soup"]
    address = world.url(f"offers/{soup.pk}/days/bank-holidays")
    assert post(club, address, on_bank_holidays="closed").status_code == 302
    assert "It is closed on bank holidays." in text_of(club.get(world.url(f"offers/{soup.pk}")))
    assert post(club, address, on_bank_holidays="perhaps").status_code == 422


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose the day."),
        ({"day": "soon", "how": "closed"}, "Write the day"),
        ({"day": "2020-01-01", "how": "closed"}, "from today on"),
        ({"day": "2990-01-01", "how": "closed"}, "not more than two years away"),
        ({"how": "hours", "starts": "12:00"}, "Write until what time."),
        ({"how": "hours", "starts": "12:00", "ends": "11:00"}, "It has to end after it begins."),
        ({"how": "closed", "reason": "Ring 01632 960117"}, "take it out"),
        ({"how": "closed", "reason": "x" * 121}, "letters"),
    ],
)
def test_a_mistake_is_one_sentence_and_nothing_changes(world: Any, given: dict[str, str], said: str) -> None:
    if "how" in given and "day" not in given:
        given = given | {"day": (today() + dt.timedelta(days=3)).isoformat()}
    answer = post(world.browser("provider"), world.url(f"offers/{world.offers['soup'].pk}/days/add"), **given)
    assert answer.status_code == 422 and said in text_of(answer)
    assert not ScheduleException.objects.exists()


def test_somebody_elses_offer_is_not_there(world: Any) -> None:
    address = world.url(f"offers/{world.offers['bench'].pk}/days")
    assert world.browser("provider").get(address).status_code == 404
    assert world.browser("navigator").get(address).status_code == 200


def test_what_was_said_of_bank_holidays_stands_in_the_history_of_the_entry(world: Any) -> None:
    club, soup = world.browser("provider"), world.offers["soup"]
    post(club, world.url(f"offers/{soup.pk}/days/bank-holidays"), on_bank_holidays="closed")
    assert "Bank holidays" in text_of(club.get(world.url(f"offers/{soup.pk}/history")))


def test_who_changed_which_day_when_is_part_of_the_entrys_history(world: Any) -> None:
    club, soup, day = world.browser("provider"), world.offers["soup"], today() + dt.timedelta(days=90)
    days, iso = world.url(f"offers/{soup.pk}/days"), day.isoformat()
    post(club, f"{days}/add", day=iso, how="closed", reason="The hall is being painted")
    post(club, f"{days}/add", day=iso, how="hours", starts="20:00", ends="1:00")
    post(club, f"{days}/{iso}/take-back")
    soup.refresh_from_db()
    draft = redraft(soup, other_days=(OtherDay(day, reason="A wedding"),))
    change_offer(offer=soup, draft=draft, by=world.actor("navigator"))
    text, said = text_of(Client().get(world.url(f"offers/{soup.pk}/history"))), date_in_words(day)
    for words in (
        f"{said}: closed now. “The hall is being painted”",
        f"{said}: open 8pm to 1am the next day now. Before that it said: closed. “The hall is being painted”",
        f"{said}: as usual now. Before that it said: open 8pm to 1am the next day",
        f"{said}: closed now. “A wedding”",
    ):
        assert words in text
    by = [row.by_shown_as for row in versions_of(soup)]
    assert by[0] == world.actor("navigator").shown_as and by[1] == by[2] == world.actor("provider").shown_as


def test_a_persons_own_reason_for_a_day_is_not_kept(world: Any, make_person: Any) -> None:
    soup, person = world.offers["soup"], make_person()
    Offer.objects.filter(pk=soup.pk).update(giver=person, sphere="personal", provider=None)
    mine = Offer.objects.get(pk=soup.pk)
    set_day(offer=mine, other=OtherDay(today() + dt.timedelta(days=3), reason="My zither lesson"), by=SYSTEM)
    [row, *_] = versions_of(mine)
    assert (row.before, row.after) == ({"days": None}, {"days": None})
    text = text_of(Client().get(world.url(f"offers/{soup.pk}/history")))
    assert "The days that are different were changed." in text and "zither" not in text
