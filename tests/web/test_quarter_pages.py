"""Two questions a quarter, never more; and what asking costs, as those who give say, with nothing under ten bodies."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from office_samples import build, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.promises.models import Promise
from helpfulacts.support import quarters
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct, Plan, QuarterAnswer

pytestmark = pytest.mark.django_db
COSTS = "/testham/what-asking-costs"


def test_two_questions_once_a_quarter_and_what_they_cost(place: Any) -> None:
    world = build(place, with_round=False)
    club, tea = world.browser("provider"), world.offers["tea"]
    url = world.url(f"our-offers/{tea.pk}/quarter")
    assert "Nothing is asked of you just now" in text_of(club.get(world.url("our-offers")))
    assert club.get(url).status_code == 404
    plan, by = Plan.objects.get(person=world.people[0]), world.actor("navigator")
    answer_act(act=choose_offer(plan=plan, offer=tea, by=by), answer="yes", by=by)
    first, last = quarters.last_quarter(today())
    assert (last + dt.timedelta(days=1)).day == 1 and last < today() and (last - first).days in (89, 90, 91)
    acts, then = HelpfulAct.objects.filter(offer=tea), now() - (today() - first) + dt.timedelta(days=30)
    acts.update(on_day=None, created_at=now(), changed_at=then)
    assert tea not in quarters.asked_of(world.club), (
        "when a row was last touched is not when somebody was helped"
    )
    acts.update(created_at=then, changed_at=now())
    assert tea in quarters.asked_of(world.club)
    acts.update(created_at=then - dt.timedelta(days=200))
    Promise.objects.filter(about_id=acts.get().pk, kind="act").update(kept_at=then)
    assert tea in quarters.asked_of(world.club), "the day it was done"
    acts.update(on_day=first)
    assert "Answer for Tea and a chat" in text_of(club.get(world.url("our-offers")))
    for wrong in ({"came": "most", "word": "Zofia came late"}, {"came": "", "word": "tea"}):
        answer = post(club, url, **wrong)
        assert answer.status_code == 422 and QuarterAnswer.objects.count() == 0
    post(club, url, came="most", word="laughter", minutes="3")
    assert "Nothing is asked of you just now" in text_of(club.get(world.url("our-offers")))
    again = post(club, url, came="all", word="tea")
    assert again.status_code == 422 and "once a quarter, and no more" in text_of(again)
    [answer] = quarters.told_of(tea)
    assert (answer.came, answer.word, answer.minutes) == ("most", "laughter", 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuarterAnswer.objects.create(place=place, offer=tea, quarter=first, came="all", at=now())
    with as_if(now() + dt.timedelta(days=92)):
        assert tea not in quarters.asked_of(world.club), "nobody came since, so nothing is asked"

    assert "Under 10 bodies" in text_of(Client().get(COSTS)) and "3 minutes" not in text_of(
        Client().get(COSTS)
    )
    for number in range(9):
        body = begin_organisation(place=place, name=f"Body {number}")
        draft = OfferDraft(
            title="A walk", key="walk", kind="service", sphere="civic", provider=body, imported=True
        )
        [offer] = list_offers(place=place, drafts=[draft], source=f"b{number}")
        QuarterAnswer.objects.create(
            place=place, offer=offer, quarter=first, came="all", minutes=3 if number else None, at=now()
        )
    said = text_of(Client().get(COSTS))
    assert "10 bodies, for 10 offers" in said and "minutes</td>" not in said, "only nine said how long"
    QuarterAnswer.objects.filter(minutes__isnull=True).update(minutes=8)
    said = text_of(Client().get(COSTS))
    assert (
        "half said this or less" in said
        and "2 × 3 = 6 minutes" in said
        and "laughter" not in said
        and world.club.name not in said
    )
