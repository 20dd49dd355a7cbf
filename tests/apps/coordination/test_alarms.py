"""A right that a round could not meet is owed an answer by a body, from the day that the round is confirmed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.answer_alarm import answer_alarm
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.people.actor import SYSTEM
from helpfulacts.promises.models import Promise

pytestmark = pytest.mark.django_db
ANSWER = "Two beds come on Monday"


@pytest.fixture
def run(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    """Two are owed a bed, and there is one."""
    make_offer("Beds", places=1, facets={"furniture": 3})
    for _ in range(2):
        make_asker(("furniture",), facts={"no_bed": True})
    return run_round(place=place)


def owed(place: Any) -> Any:
    return Promise.objects.filter(place=place, about_noun="alarm")


def test_it_works(run: Any, place: Any, officer: Any, open_everything: Any) -> None:
    open_everything(run)
    assert not owed(place).exists() and not selectors.alarms_of(run)[0].promised
    confirm_run(run=run, by=officer)
    (alarm,) = selectors.alarms_of(run)
    (promise,) = owed(place)
    assert (promise.by_shown_as, promise.about_id, promise.due) == (
        "The council's housing team", alarm.id, alarm.due,
    )  # fmt: skip
    (entry,) = register.entries(place, noun="alarm")
    assert (entry.action, entry.subject, entry.facts["people"]) == ("raised an alarm", alarm.id, "some")
    answer_alarm(run=run, alarm_id=alarm.id, answer=ANSWER, by=officer)
    (alarm,) = selectors.alarms_of(run)
    assert (alarm.answer, alarm.late) == (ANSWER, False) and alarm.answered_on
    assert [e.action for e in register.entries(place, noun="promise")][-1] == "kept"
    assert ANSWER not in str([e.facts for e in register.entries(place)])


def test_a_round_that_was_replaced_leaves_no_promise(
    run: Any, place: Any, officer: Any, open_everything: Any
) -> None:
    newer = run_round(place=place)
    open_everything(newer)
    confirm_run(run=newer, by=officer)
    assert [promise.about_id for promise in owed(place)] == [one.id for one in selectors.alarms_of(newer)]


def test_an_answer_that_does_not_come_is_late(
    run: Any, place: Any, officer: Any, open_everything: Any
) -> None:
    open_everything(run)
    confirm_run(run=run, by=officer)
    with as_if(now() + dt.timedelta(days=3)):
        (alarm,) = selectors.alarms_of(run)
        assert alarm.late and not alarm.answered_on
        answer_alarm(run=run, alarm_id=alarm.id, answer=ANSWER, by=officer)
        (alarm,) = selectors.alarms_of(run)
        assert alarm.late and alarm.answered_on


def test_nobody_is_late_before_they_are_asked(
    run: Any, place: Any, officer: Any, open_everything: Any
) -> None:
    from helpfulacts.coordination.models import Alarm

    open_everything(run)
    Alarm.objects.update(answer_by=now() - dt.timedelta(days=2))
    confirm_run(run=run, by=officer)
    assert not selectors.alarms_of(run)[0].late


def test_what_cannot_be_an_answer_is_refused(
    run: Any, place: Any, officer: Any, open_everything: Any
) -> None:
    open_everything(run)
    (alarm,) = selectors.alarms_of(run)
    with pytest.raises(Refused, match="once the round is confirmed"):
        answer_alarm(run=run, alarm_id=alarm.id, answer=ANSWER, by=officer)
    confirm_run(run=run, by=officer)
    for words in ("", "yes", "x y " + 200 * "z"):
        with pytest.raises(Refused, match="in a few words"):
            answer_alarm(run=run, alarm_id=alarm.id, answer=words, by=officer)
    with pytest.raises(NotFound):
        answer_alarm(run=run, alarm_id=uuid.uuid4(), answer=ANSWER, by=officer)
    with pytest.raises(NotAllowed):
        answer_alarm(run=run, alarm_id=alarm.id, answer=ANSWER, by=SYSTEM)
    answer_alarm(run=run, alarm_id=alarm.id, answer=ANSWER, by=officer)
    with pytest.raises(Refused, match="written down already"):
        answer_alarm(run=run, alarm_id=alarm.id, answer=ANSWER, by=officer)
