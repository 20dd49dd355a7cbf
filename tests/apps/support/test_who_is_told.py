"""Nobody loses a place because we did not tell them: more time once, then an honest word, never a quiet excuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act, veto_offer
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.models import HelpfulAct

DAY = dt.timedelta(days=1)


@pytest.fixture
def asked(make_plan: Any, offer: Any, place: Any) -> Any:
    """A suggestion to somebody who is reached by letter, with the desk's promise to tell them; answer by today."""

    def make(channel: str = "letter") -> tuple[HelpfulAct, Any]:
        plan = make_plan(channel=channel, contact="a@example.org")
        act = choose_offer(plan=plan, offer=offer("A bed", places=1), by=plan.actor)
        HelpfulAct.objects.filter(place=place, pk=act.pk).update(answer_by=today())
        tell = ask_desk_to_tell(
            place=place, to=("person", plan.person_id), about=("helpful act", act.pk),
            what="A place was found for them.", trigger="sharing round 1 was confirmed",
        )  # fmt: skip
        act = support.get_act(place, act.pk)
        act.by = plan.actor  # type: ignore[attr-defined]
        return act, tell

    return make


@pytest.mark.parametrize("answer", ["yes", "not_now", "never"])
def test_whoever_answers_knows_and_the_news_is_kept_and_not_excused(asked: Any, answer: str) -> None:
    act, tell = asked()
    if answer == "never":
        veto_offer(act=act, by=act.by)
    else:
        answer_act(act=act, answer=answer, by=act.by)
    tell.refresh_from_db()
    assert (tell.kept_at is not None, tell.exception) == (True, "")


def test_who_was_not_told_gets_more_time_once_and_it_is_recorded(asked: Any, place: Any) -> None:
    act, tell = asked()
    assert lapse_unanswered(place=place, day=today() + DAY) == 0
    assert lapse_unanswered(place=place, day=today() + DAY) == 0, "run again, nothing changes"
    act.refresh_from_db()
    tell.refresh_from_db()
    assert (act.state, act.answer_by, act.more_time) == ("suggested", today() + 2 * DAY, True)
    assert tell.excepted_at is None and tell.kept_at is None, "it is still owed, and late"
    assert sum('"more time to answer"' in line for line in register.saved_lines(place)) == 1


def test_after_that_it_lapses_and_they_are_told_that_they_keep_their_turn(asked: Any, place: Any) -> None:
    act, tell = asked()
    lapse_unanswered(place=place, day=today() + DAY)
    assert lapse_unanswered(place=place, day=today() + 3 * DAY) == 1
    act.refresh_from_db()
    tell.refresh_from_db()
    assert act.state == "lapsed"
    assert tell.exception == "they were not told in time, and the place went on", "not “nobody answered”"
    [news] = promises.open_about(place, "helpful act", act.pk)
    assert (news.kind, news.to_id) == ("tell", act.plan.person_id)
    assert "went to somebody else" in news.what and "You keep your turn" in news.what


def test_who_was_told_and_did_not_answer_lapses_on_the_day_that_they_were_told(
    asked: Any, place: Any
) -> None:
    act, tell = asked()
    keep_promise(promise=tell, evidence="told by letter", by="navigator")
    assert lapse_unanswered(place=place, day=today() + DAY) == 1
    assert promises.open_about(place, "helpful act", act.pk) == []


def test_who_reads_it_here_needs_no_more_time(asked: Any, place: Any) -> None:
    act, tell = asked("email")
    keep_promise(promise=tell, evidence="read", by="citizen")
    assert lapse_unanswered(place=place, day=today() + DAY) == 1
    assert support.get_act(place, act.pk).state == "lapsed"
