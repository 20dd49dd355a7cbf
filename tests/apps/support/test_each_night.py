"""`helpfulacts nightly`: what each new day brings happens once, however often the command is run."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import load_command_class
from django.utils import timezone

from helpfulacts.cli.management.commands import nightly as nightly_command
from helpfulacts.cli.management.commands.nightly import STEPS
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory.models import Offer
from helpfulacts.exchange.messages import outbox
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actor import Actor
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.report_act import mark_done
from helpfulacts.support.models import HelpfulAct

pytestmark = pytest.mark.django_db


def nightly(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    made = load_command_class("helpfulacts.cli", "nightly")
    made.stdout._out = out = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        made.run_from_argv(["helpfulacts", "nightly", *arguments, "--json"])
    code = int(stopped.value.code or 0)
    return code, json.loads(out.getvalue()) if out.getvalue() else []


def test_a_night_makes_the_coming_dates_and_lets_late_answers_go_once(
    make_plan: Any, offer: Any, place: Any
) -> None:
    late, kept = make_plan(), make_plan()
    offer("A walk", kind="service")
    suggested = choose_offer(plan=late, offer=offer("A bed"), by=late.actor)
    HelpfulAct.objects.filter(place=place, pk=suggested.pk).update(answer_by=today() + dt.timedelta(days=7))
    promised = choose_offer(plan=kept, offer=offer("A chair"), by=kept.actor)
    promised = answer_act(act=promised, answer="yes", by=kept.actor)
    course = choose_offer(plan=kept, offer=offer("A course", kind="intervention", places=1), by=kept.actor)
    answer_act(act=course, answer="yes", by=kept.actor)
    mark_done(act=course, by=kept.actor, on=today())
    waits = choose_offer(plan=late, offer=course.offer, by=late.actor)
    answer_act(act=waits, answer="yes", by=late.actor)
    with as_if(now() + dt.timedelta(weeks=8)):
        code, (first,) = nightly("--place", place.slug)
        assert code == 0 and first["place"] == place.slug
        assert first["dates"] > 0 and first["lapsed"] == 1
        assert (first["freed"], first["closed"]) == (1, 1)
        changed_nothing = {name: 0 for name, *_ in STEPS}
        assert nightly() == (0, [{"place": place.slug, **changed_nothing}])
    acts = [support.get_act(place, act.pk) for act in (suggested, promised, course, waits)]
    assert [act.state for act in acts] == ["lapsed", "promised", "confirmed", "promised"]


def test_a_place_that_is_not_there_is_one_sentence(place: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert nightly("--place", "nowhere") == (2, [])
    said = capsys.readouterr().err
    assert "nowhere" in said and "Traceback" not in said


def test_each_night_the_rows_of_visits_that_ended_are_deleted(place: Any) -> None:
    for key, days in (("over", -1), ("open", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=timezone.now() + dt.timedelta(days=days)
        )
    assert nightly()[0] == 0
    assert [one.session_key for one in Session.objects.all()] == ["open"]


def test_a_step_that_fails_is_told_in_one_sentence_and_stops_no_other(
    place: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: Any
) -> None:
    def breaks(place: Any) -> int:
        raise ValueError("Mrs Patel's hip")

    # The log may still hold the error stream of an earlier test, closed by now, and would say so on this one's.
    monkeypatch.setattr(logging, "raiseExceptions", False)
    Session.objects.create(session_key="over", session_data="", expire_date=now() - dt.timedelta(days=1))
    broken = [(name, *words, breaks if name == "dates" else step) for name, *words, step in STEPS]
    monkeypatch.setattr(nightly_command, "STEPS", broken)
    code, (row,) = nightly()
    assert (code, row) == (1, {"place": place.slug, **{name: 0 for name, *_ in STEPS}, "dates": None})
    assert not Session.objects.exists(), "the last thing of a night was done too"
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.startswith(f"{place.slug}: “new dates” could not be finished")
    assert "ValueError" in caplog.text and "Patel" not in caplog.text + said


def remind(hour: int) -> tuple[int, list[dict[str, Any]]]:
    made = load_command_class("helpfulacts.cli", "remind")
    made.stdout._out = out = io.StringIO()
    with as_if(dt.datetime(2026, 7, 1, hour, 15, tzinfo=dt.UTC)), pytest.raises(SystemExit) as stopped:
        made.run_from_argv(["helpfulacts", "remind", "--json"])
    return int(stopped.value.code or 0), json.loads(out.getvalue())


def test_keepers_are_asked_by_day_where_they_are_and_never_by_the_night_s_work(
    place: Any, offer: Any, settings: Any, tmp_path: Any
) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    body = begin_organisation(place=place, name="A choir in South")
    Offer.objects.filter(pk=offer("Singing", kind="service").pk).update(provider=body)
    keep_reach(organisation=body, by=Actor("Tom, link worker", "navigator"), number="+447700900123")
    with as_if(dt.datetime(2026, 7, 1, 2, 15, tzinfo=dt.UTC)):
        assert nightly()[0] == 0
    type(place).objects.filter(pk=place.pk).update(zone="America/New_York")
    for hour, waits in ((3, True), (12, True), (13, False)):  # 11pm, 8:15am and 9:15am there
        code, (row,) = remind(hour)
        assert (code, row["waits"], row["texts"]) == (0, waits, 0 if waits else 1)
    assert len(outbox.messages(place.slug)) == 1
