"""What waits for a body, with its day: to say where it stands, to reply, to propose, vote and sign; and nothing once it is done."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation import selectors, stands
from helpfulacts.deliberation.actions.answer_position import answer_position
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.draft_agreement import draft_version
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.deliberation.actions.reply_to_position import reply_to_position
from helpfulacts.deliberation.actions.sign_agreement import sign_agreement
from helpfulacts.deliberation.waiting import waiting_for_body
from helpfulacts.people.actions.begin_organisation import begin_organisation
from tests.compact import CLAUSES, HOUR, OFFICE, change_asked, in_force, proposed, speaks_for

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def council(place: Any) -> Any:
    return begin_organisation(place=place, name="The council's cabinet")


@pytest.fixture
def groups(place: Any) -> Any:
    return begin_organisation(place=place, name="The network of small groups")


def waits(body: Any) -> list[tuple[str, int]]:
    return [(one.what, one.left) for one in waiting_for_body(body)]


def test_a_change_of_an_agreement_waits_until_each_thing_is_done(
    place: Any, council: Any, groups: Any
) -> None:
    compact = in_force(place, council, groups)
    assert not waits(groups)
    asked = change_asked(compact, council)
    draft, ballot = (selectors.stage_of_kind(asked, kind) for kind in ("draft", "ballot"))
    with as_if(draft.opens + HOUR):
        assert waits(groups) == [("propose", 0)]
    change = proposed(asked, groups, "The council answers within 5 working days.")
    with as_if(draft.opens + 2 * HOUR):
        assert waits(council) == [("say", 1)]
    with as_if(ballot.opens + HOUR):
        (vote,) = waiting_for_body(groups)
        assert (vote.what, vote.number, vote.about) == ("vote", asked.number, asked.question)
        assert vote.until == (ballot.closes - HOUR).date()
        member = selectors.membership_of(asked, organisation=groups)
        assert member is not None
        cast_vote(stage=ballot, membership=member, answers={change: 1}, by=speaks_for(groups))
        assert not waits(groups) and waits(council) == [("vote", 0)]
    newer = draft_version(agreement=compact, clauses=CLAUSES[:2], review_on=today() + 300 * DAY, by=OFFICE)
    with as_if(ballot.opens + HOUR):
        assert waits(council) == [("vote", 0), ("sign", 0)], "what has no last day comes last"
    with as_if(ballot.closes + HOUR):
        assert waits(groups) == [("sign", 0)] and waiting_for_body(groups)[0].until is None
    sign_agreement(version=newer, side="groups", organisation=groups, signed_by="Rae", by=speaks_for(groups))
    with as_if(ballot.closes + HOUR):
        assert not waits(groups) and waits(council) == [("sign", 0)]


def test_a_report_waits_for_what_each_says_and_then_for_the_board(
    place: Any, council: Any, groups: Any
) -> None:
    board = begin_organisation(place=place, name="The board")
    asked = open_position(place=place, board=board, partners=[council, groups], by=OFFICE)
    gather, decide = (selectors.stage_of_kind(asked, kind) for kind in ("gather", "decide"))
    assert not waits(groups) and not waits(board), "it has not begun"
    first = stands.statements_of(asked)[0]
    with as_if(gather.opens + HOUR):
        assert waits(groups) == [("stand", 16)]
        for member, value in zip(stands.bodies_of(asked), (1, -1), strict=True):
            by = speaks_for(member.organisation)
            answer_position(stage=gather, membership=member, answers={first: (value, "")}, by=by)
        assert waits(groups) == [("stand", 15)] and waits(board) == [("reply", 1)]
    with as_if(decide.closes + HOUR):
        assert not waits(groups)
        (reply,) = waiting_for_body(board)
        assert reply.late and reply.until is not None and reply.until < today(place.zone)
        reply_to_position(deliberation=asked, replies={first: "One form."}, by=speaks_for(board))
        assert not waits(board)
