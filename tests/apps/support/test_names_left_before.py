"""Rows of people who had all they gave deleted by an older program, which left their names on the plans of others."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from helpfulacts.directory.actions import forget_words
from helpfulacts.directory.actions.begin_weave import begin_weave
from helpfulacts.directory.models import Offer, Weave
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Consent
from helpfulacts.promises.models import Promise
from helpfulacts.support import selectors as support
from helpfulacts.support.actions import forget_giver, forget_person
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.models import HelpfulAct, Introduction
from tests.apps.support import test_giver_forgotten as names

pytestmark = pytest.mark.django_db
gift = names.gift
MIGRATION = import_module("helpfulacts.support.migrations.0021_no_name_of_who_had_it_all_deleted")


class Editor:
    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def as_before(place: Any, person: Any, offers: Any) -> None:
    """All that an older program did on the plans of others."""
    for act in HelpfulAct.objects.filter(place=place, offer__in=[offer.pk for offer in offers]):
        title, giver = act.title, act.shown_from
        act.title, act.shown_from = "Something that was given", "Somebody"
        act.save(update_fields=["title_sealed", "shown_from"])
        asked = Introduction.objects.filter(place=place, act=act).values_list("pk", flat=True)
        for promise in Promise.objects.filter(place=place, about_id__in=[act.pk, *asked]):
            promise.what = promise.what.replace(title, act.title) if title else promise.what
            if promise.by_shown_as == giver:
                promise.by_shown_as = act.shown_from
            promise.save(update_fields=["what_sealed", "by_shown_as"])


@pytest.fixture
def older(monkeypatch: Any) -> None:
    monkeypatch.setattr(forget_giver, "forget_on_plans", as_before)
    monkeypatch.setattr(forget_words, "_forget_in_combinations", lambda *_: None)
    monkeypatch.setattr(forget_person, "forget_called", lambda _: None)


def test_what_names_them_goes_with_the_upgrade(
    gift: Any, make_plan: Any, citizen_of: Any, place: Any, older: None
) -> None:
    one, plan, other = gift(), make_plan(), make_plan()
    act = choose_offer(plan=other, offer=one, by=other.actor)
    draft_introduction(act=act, lines=(f"Dear {names.CALLED}", f"She likes {names.TITLE}"), by=names.TOM)
    state_places(offer=one, stated=0, by=citizen_of(one.giver), talks_first=True)
    act = answer_act(act=choose_offer(plan=plan, offer=one, by=plan.actor), answer="yes", by=plan.actor)
    names.bear(act, f"{names.NAME} and I", plan.actor)
    names.bear(act, "My sister", plan.actor)
    give_consent(
        person=plan.person, what="first name", with_whom=names.NAME, why="So they know", until=names.next_day("mon")
    )  # fmt: skip
    names.forget(one, citizen_of)
    for promise in Promise.objects.filter(place=place, about_id=act.pk):
        promise.what = f"Ring {names.NAME} first"
        promise.save()
    assert len(names.left()) > 3

    MIGRATION.forget_names(apps, Editor())

    assert names.left() == []
    act = support.get_act(place, act.pk)
    assert [row["bearer"] for row in act.costs] == ["Somebody who gave", "Somebody who gave", "My sister"]
    assert act.costs[0]["pence"] == 200
    assert all(
        row.with_whom == "Somebody who gave" and row.withdrawn_at
        for row in Consent.objects.filter(place=place)
    )
    talk = Introduction.objects.get(act=act)
    assert talk.lines[0] == "Somebody would like this: something that was offered" and len(talk.lines) == 2
    assert "Ring Somebody who gave first" in {one.what for one in Promise.objects.filter(about_id=act.pk)}
    before = list(names.said())
    MIGRATION.forget_names(apps, Editor())
    assert list(names.said()) == before, "again, it changes nothing"


def test_costs_of_a_combination_go_with_the_upgrade_and_what_another_says_stays(
    gift: Any, offer: Any, make_plan: Any, citizen_of: Any, place: Any, older: None
) -> None:
    one, woven, hall = gift(), offer("Walk and tea"), offer("A hall")
    row = {"sphere": "civic", "pence": 60, "paid_minutes": 0, "unpaid_minutes": 5}
    costs = [{**row, "bearer": names.BORNE}, {**row, "bearer": "The hall"}]
    Offer.objects.filter(pk=hall.pk).update(costs=costs[1:])
    Offer.objects.filter(pk=woven.pk).update(costs=costs)
    jo = Actor("Jo", "resource-weaver", None, None, begin_organisation(place=place, name="The weavers").pk)
    weave = begin_weave(place=place, title="Walk and tea", offers=[one, hall], by=jo)
    Weave.objects.filter(pk=weave.pk).update(offer=woven, state="listed")
    woven.refresh_from_db()
    plan = make_plan()
    act = choose_offer(plan=plan, offer=woven, by=plan.actor)
    names.forget(one, citizen_of)
    assert names.left()
    MIGRATION.forget_names(apps, Editor())
    assert names.left() == []
    woven.refresh_from_db()
    assert [row["bearer"] for row in woven.costs] == ["Somebody who gave", "The hall"]
    assert [row["bearer"] for row in support.get_act(place, act.pk).costs] == [
        "Somebody who gave",
        "The hall",
    ]
