"""Whoever goes alone says where and until when: checked in and out with one press, and somebody is told when they are late."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.cli.management.commands.watch import Command
from helpfulacts.core import register
from helpfulacts.core.clock import as_if
from helpfulacts.core.errors import Refused
from helpfulacts.exchange.messages import outbox
from helpfulacts.exchange.messages.visits import tell_seconds
from helpfulacts.people import selectors as people
from helpfulacts.support import visits
from helpfulacts.support.actions.plan_visit import forget_visits, plan_visit, take_longer
from helpfulacts.support.models import Visit

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 12, 4, 12, tzinfo=dt.UTC)


@pytest.fixture
def world(place: Any, settings: Any, tmp_path: Any) -> World:
    cache.clear()
    settings.OUTBOX = tmp_path / "outbox"
    place.demonstration = True
    place.save(update_fields=["demonstration"])
    return build(place, with_round=False)


def a_visit(world: World, **fields: Any) -> Visit:
    said = {
        "who": "Tom Canarybird", "where": "1 Wherebird Road", "day": dt.date(2026, 12, 4), "from_time": dt.time(13),
        "out_time": dt.time(14), "second": "Mel", "reach": "second@example.org",
    } | fields  # fmt: skip
    return plan_visit(place=world.place, by=world.actor("navigator"), **said)


def test_one_press_in_and_out_and_nobody_but_the_visitor_sees_where(world: World) -> None:
    tom, mel, club = world.browser("navigator"), world.browser("officer"), world.browser("provider")
    form = {
        "who": "Tom", "where": "1 Wherebird Road", "day": "4/12/2026", "from_time": "1pm", "out_time": "2pm",
        "second": "Mel", "reach": "second@example.org",
    }  # fmt: skip
    with as_if(NOON):
        empty = text_of(tom.get(world.url("visits")))
        assert all(f'name="{field}"' in empty for field in form)
        for wrong in (
            {"reach": "ring me"},
            {"second": "tom"},
            {"where": " "},
            {"out_time": "11:00"},
            {"from_time": "x"},
        ):
            assert post(tom, world.url("visits"), **{**form, **wrong}).status_code == 422, wrong
        assert post(tom, world.url("visits"), **form).status_code == 302
        visit = Visit.objects.get()
        assert "Wherebird" in text_of(tom.get(world.url("visits")))
        for other in (mel, club):
            assert "Wherebird" not in text_of(other.get(world.url("visits")))
        assert mel.get(world.url(f"visits/{visit.pk}/where")).status_code == 404, "not before its time"
        assert "Not out" not in text_of(mel.get(world.url("desk")))
        assert post(tom, world.url(f"visits/{visit.pk}/in")).status_code == 302
        assert post(club, world.url(f"visits/{visit.pk}/out")).status_code == 404
    with as_if(NOON + dt.timedelta(hours=2, minutes=1)):
        desk = text_of(mel.get(world.url("desk")))
        assert (
            desk.index("Not out of a visit in time") < desk.index("At the desk") and "Wherebird" not in desk
        )
        opened = text_of(mel.get(world.url(f"visits/{visit.pk}/where")))
        assert "Wherebird" in opened and [
            look.by_shown_as for look in people.looks_at(world.place, visit.pk)
        ] == ["Mel, partnership officer"]
        assert post(tom, world.url(f"visits/{visit.pk}/longer")).status_code == 302
        assert tell_seconds(place=world.place) == (0, 0) and visits.overdue(world.place) == []
        assert post(tom, world.url(f"visits/{visit.pk}/out")).status_code == 302
        assert "You are on no visit" in text_of(tom.get(world.url("visits")))
    with as_if(NOON + dt.timedelta(days=6)):
        assert forget_visits(place=world.place) == 0
    with as_if(NOON + dt.timedelta(days=7, hours=3)):
        assert (forget_visits(place=world.place), forget_visits(place=world.place)) == (1, 0)
        gone = Visit.objects.get()
        assert (gone.where, gone.who, gone.second, gone.reach) == ("", "", "", "")
    facts = " ".join(f"{entry.facts}" for entry in register.entries(world.place))
    assert "bird" not in facts and "Tom" not in facts


def test_the_second_person_is_told_once_and_reads_no_circumstances(
    world: World, monkeypatch: Any, capsys: Any
) -> None:
    with as_if(NOON):
        visit, by_text = a_visit(world), a_visit(world, reach="07700 900123", out_time=dt.time(15))
        assert tell_seconds(place=world.place) == (0, 0)
    from helpfulacts.exchange.messages import visits as telling

    def no_post(**_: Any) -> None:
        raise Refused("The post is down.")

    with as_if(NOON + dt.timedelta(hours=2)):
        with monkeypatch.context() as down:
            down.setattr(telling, "send", no_post)
            assert tell_seconds(place=world.place) == (0, 1)
        assert visits.overdue(world.place) == [visit]
        assert tell_seconds(place=world.place) == (0, 0), "whoever is just telling is left to it"
    with as_if(NOON + dt.timedelta(hours=2, minutes=3)):
        with pytest.raises(SystemExit) as ended:
            Command().run_from_argv(["helpfulacts", "watch", "--place", "testham", "--json"])
        assert not ended.value.code
        assert json.loads(capsys.readouterr().out) == [{"place": "testham", "told": 1, "failed": 0}]
        assert tell_seconds(place=world.place) == (0, 0)
    with as_if(NOON + dt.timedelta(hours=4)):
        assert tell_seconds(place=world.place) == (1, 0)
    text, letter = outbox.messages("testham")
    assert (letter.to, text.to) == ("second@example.org", "+447700900123")
    assert "Tom Canarybird meant to be done by 2pm" in letter.words and "by 3pm" in text.words
    for message in (letter, text):
        assert "Wherebird" not in message.words + message.subject and "999" in message.words
    with pytest.raises(DatabaseError), transaction.atomic():
        Visit.objects.filter(pk=by_text.pk).update(where_sealed=None)
    with as_if(NOON + dt.timedelta(days=99)):
        assert forget_visits(place=world.place) == 0, "who is not out keeps the address"
    with as_if(NOON + dt.timedelta(hours=5)):
        assert post(world.browser("officer"), world.url(f"visits/{visit.pk}/safe")).status_code == 302
    assert Visit.objects.get(pk=visit.pk).out_said_by == "Mel, partnership officer"
    assert Client().get(world.url("visits")).status_code == 403


def test_half_an_hour_more_said_while_the_message_goes_out_is_told_anew_when_it_goes_by(
    world: World, monkeypatch: Any
) -> None:
    from helpfulacts.exchange.messages import visits as telling

    with as_if(NOON):
        visit = a_visit(world)

    def longer_meanwhile(**_: Any) -> None:
        take_longer(visit=visit, by=world.actor("navigator"))

    with as_if(NOON + dt.timedelta(hours=2, minutes=1)), monkeypatch.context() as slow:
        slow.setattr(telling, "send", longer_meanwhile)
        tell_seconds(place=world.place)
    with as_if(NOON + dt.timedelta(hours=2, minutes=32)):
        assert tell_seconds(place=world.place) == (1, 0)
        assert tell_seconds(place=world.place) == (0, 0)


def test_nobody_counts_as_told_by_a_message_that_does_not_leave_this_machine(
    world: World, settings: Any
) -> None:
    with as_if(NOON):
        visit = a_visit(world)
    world.place.demonstration = False
    world.place.save(update_fields=["demonstration"])
    with as_if(NOON):
        for reach, name in (
            ("a@example.org", "HELPFULACTS_EMAIL"),
            ("07700 900123", "HELPFULACTS_TEXTS_URL"),
        ):
            with pytest.raises(Refused, match=name):
                a_visit(world, reach=reach)
        settings.TEXTS_URL = "https://texts.example.org"
        assert a_visit(world, reach="07700 900123", out_time=dt.time(23)).reach == "+447700900123"
    with as_if(NOON + dt.timedelta(hours=3)):
        assert tell_seconds(place=world.place) == (0, 1)
    visit.refresh_from_db()
    assert visit.told_at is None and outbox.messages("testham") == []


def test_times_are_right_on_the_nights_that_the_clocks_change(world: World) -> None:
    with as_if(dt.datetime(2026, 10, 24, 20, tzinfo=dt.UTC)):
        back = a_visit(world, day=dt.date(2026, 10, 24), from_time=dt.time(22), out_time=dt.time(1, 30))
        assert back.out_by == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), (
            "the first half past one: nobody waits longer"
        )
        after = a_visit(world, day=dt.date(2026, 10, 25), from_time=dt.time(0, 30), out_time=dt.time(2, 30))
        assert after.out_by - after.begins == dt.timedelta(hours=3)
    with as_if(dt.datetime(2027, 3, 27, 20, tzinfo=dt.UTC)):
        with pytest.raises(Refused, match="clocks go forward"):
            a_visit(world, day=dt.date(2027, 3, 27), from_time=dt.time(23), out_time=dt.time(1, 30))
        forward = a_visit(world, day=dt.date(2027, 3, 27), from_time=dt.time(23), out_time=dt.time(3))
        assert forward.out_by - forward.begins == dt.timedelta(hours=3)
        assert visits.message_about(forward).startswith("Tom Canarybird meant to be done by 3am")
