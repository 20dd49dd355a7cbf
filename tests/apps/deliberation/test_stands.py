"""Where we stand, to the board: spread and dissent shown, replies in their own time, complete with no meeting."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import as_if, today
from helpfulacts.core.errors import Refused
from helpfulacts.deliberation import position_files, selectors, stands
from helpfulacts.deliberation.actions.answer_position import answer_position
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.deliberation.actions.reply_to_position import reply_to_position
from helpfulacts.deliberation.models import Contribution
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.promises import selectors as promises

pytestmark = pytest.mark.django_db


@pytest.fixture
def partners(place: Any) -> list[Any]:
    return [
        begin_organisation(place=place, name=name) for name in ("The council", "Voluntary groups", "The NHS")
    ]


@pytest.fixture
def asked(place: Any, convenor: Any, partners: Any, member_of_council: Actor) -> Any:
    return open_position(place=place, board=convenor, partners=partners, by=member_of_council)


def _speaks(body: Any) -> Actor:
    return Actor(body.name, "provider", body_id=body.pk)


def _answer(asked: Any, body: Any, number: int, value: int, why: str = "") -> None:
    stage = selectors.stage_of_kind(asked, "gather")
    member = selectors.membership_of(asked, organisation=body)
    assert member is not None
    statement = Contribution.objects.get(deliberation=asked, number=number)
    with as_if(stage.opens + dt.timedelta(hours=1)):
        answer_position(
            stage=stage,
            membership=member,
            answers={statement: (value, why)},
            by=_speaks(body),
            no_person=True,
        )


def test_it_works(asked: Any, partners: Any, convenor: Any) -> None:
    for body, value in zip(partners, (1, 1, -1), strict=True):
        _answer(asked, body, 1, value, why="People wait for forms." if value < 0 else "")
    _answer(asked, partners[0], 2, 1)
    report = stands.position_report(asked)
    first, second, *others = report.stands
    assert [stand.item.code for stand in report.stands][:8] == [
        "P1",
        "P2",
        "P3",
        "P4",
        "P5",
        "P6",
        "P7",
        "W1",
    ]
    assert len(report.stands) == 16 and report.bodies == 3 and not report.complete
    assert (first.agree, first.disagree, first.word) == (2, 1, "we differ")
    assert [(one.body, one.why) for one in first.dissent] == [("The NHS", ("People wait for forms.",))]
    assert (second.word, second.silent) == ("we agree", 2)
    assert {stand.word for stand in others} == {"we do not know"}
    assert report.unanswered == (first,)


def test_the_board_replies_in_its_own_time_and_no_meeting_is_needed(
    asked: Any, partners: Any, convenor: Any
) -> None:
    _answer(asked, partners[0], 1, 1)
    _answer(asked, partners[1], 1, -1)
    decide = selectors.stage_of_kind(asked, "decide")
    statement = Contribution.objects.get(deliberation=asked, number=1)
    with as_if(decide.opens + dt.timedelta(days=3)):
        reply_to_position(deliberation=asked, replies={statement: "We end the form."}, by=_speaks(convenor))
    with as_if(decide.closes):
        report = stands.position_report(asked)
    assert report.complete and not report.unanswered
    assert [(one.body, one.words, one.late) for one in report.stands[0].replies] == [
        ("The Forum", "We end the form.", False)
    ]


def test_a_reply_said_otherwise_keeps_its_first_words_and_its_day(
    asked: Any, partners: Any, convenor: Any
) -> None:
    _answer(asked, partners[0], 1, 1)
    _answer(asked, partners[1], 1, -1)
    decide, first = selectors.stage_of_kind(asked, "decide"), stands.statements_of(asked)[0]
    day = dt.timedelta(days=1)
    for at, words in ((decide.opens + day, "We end it."), (decide.opens + 2 * day, "We may."), (decide.closes + day, "We do not.")):  # fmt: skip
        with as_if(at):
            reply_to_position(deliberation=asked, replies={first: words}, by=_speaks(convenor))
    report = stands.position_report(asked)
    (reply,) = report.stands[0].replies
    assert (reply.words, reply.first, reply.late) == ("We do not.", "We end it.", False)
    assert reply.changed_on is not None and reply.on < reply.changed_on
    assert "It said first: We end it." in position_files.as_text(report)
    assert position_files.as_data(report)["stands"][0]["replies"][0]["first"] == "We end it."


def _standing(asked: Any) -> str:
    (promise,) = promises.about(asked.place, "deliberation", asked.pk)
    return promises.standing_of(promise, today(asked.place.zone))


def test_the_last_reply_of_the_board_keeps_its_promise(asked: Any, partners: Any, convenor: Any) -> None:
    for number in (1, 2):
        _answer(asked, partners[0], number, 1)
        _answer(asked, partners[1], number, -1)
    decide = selectors.stage_of_kind(asked, "decide")
    first, second = stands.statements_of(asked)[:2]
    with as_if(decide.opens + dt.timedelta(days=3)):
        reply_to_position(deliberation=asked, replies={first: "We end the form."}, by=_speaks(convenor))
        assert _standing(asked) == "open", "one has no reply yet"
        reply_to_position(deliberation=asked, replies={second: "We count it."}, by=_speaks(convenor))
        assert _standing(asked) == "kept"
    with as_if(decide.closes + dt.timedelta(days=60)):
        assert _standing(asked) == "kept", "no meeting, and no decision, was needed"


def test_a_reply_given_early_keeps_the_promise_once_bodies_can_change_nothing(
    asked: Any, partners: Any, convenor: Any, member_of_council: Actor
) -> None:
    gather, first = selectors.stage_of_kind(asked, "gather"), stands.statements_of(asked)[0]
    _answer(asked, partners[0], 1, 1)
    _answer(asked, partners[1], 1, -1)
    with as_if(gather.opens + dt.timedelta(days=1)):
        reply_to_position(deliberation=asked, replies={first: "We end the form."}, by=_speaks(convenor))
        assert _standing(asked) == "open"
    with as_if(gather.closes):
        close_stage(stage=gather, by=member_of_council)
        assert _standing(asked) == "kept"


def test_what_a_board_never_answered_is_late(asked: Any, partners: Any) -> None:
    _answer(asked, partners[0], 1, 1)
    _answer(asked, partners[1], 1, -1)
    with as_if(selectors.stage_of_kind(asked, "decide").closes + dt.timedelta(days=16)):
        assert _standing(asked) == "late" and stands.position_report(asked).complete


def test_a_body_speaks_for_itself_alone(asked: Any, partners: Any) -> None:
    stage = selectors.stage_of_kind(asked, "gather")
    member = selectors.membership_of(asked, organisation=partners[0])
    statement = Contribution.objects.get(deliberation=asked, number=1)
    assert member is not None
    with as_if(stage.opens), pytest.raises(Refused, match="You may not"):
        answer_position(
            stage=stage, membership=member, answers={statement: (1, "x")}, by=_speaks(partners[1])
        )


@pytest.mark.parametrize(
    "words,says", [("x" * 1_000_000, "under 1,000"), ("ring 01384 555123", "phone number")]
)
def test_words_that_cannot_stand_are_refused(asked: Any, partners: Any, words: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        _answer(asked, partners[0], 1, 1, why=words)


def test_two_bodies_are_asked_at_least(
    place: Any, convenor: Any, partners: Any, member_of_council: Actor
) -> None:
    for few in (partners[:1] * 2, [partners[0], convenor]):
        with pytest.raises(Refused, match="at least two"):
            open_position(place=place, board=convenor, partners=few, by=member_of_council)
