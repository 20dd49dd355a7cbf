"""A text is changed where each side says yes: the count here, the saved board and the script that counts it again say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpfulacts.core.clock import as_if
from helpfulacts.deliberation import ballots, board, selectors
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.count_stage import count_stage, verify_tally
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.models import Membership
from helpfulacts.engine.ledger import recount
from helpfulacts.engine.ledger.board import verify_board
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import the_person
from tests.compact import OFFICE, change_asked, in_force, proposed, speaks_for

pytestmark = pytest.mark.django_db

YES, LIVES_WITH_IT, NO, LEFT_OUT = 1, 0, -1, None
TABLE = (
    # the council     small groups   who lives there   in the text
    (YES, YES, LEFT_OUT, True),
    (YES, LIVES_WITH_IT, NO, True),
    (LIVES_WITH_IT, YES, YES, True),
    (YES, NO, YES, False),
    (YES, LEFT_OUT, YES, False),
    (LEFT_OUT, LEFT_OUT, YES, False),
)
"""Worked out by hand, change by change: both sides answer, and neither says no. Who lives there is on no side."""


class Vote:
    """On six changes of an agreement between two bodies, open to everybody who lives there."""

    def __init__(self, place: Any) -> None:
        self.bodies = {
            "council": begin_organisation(place=place, name="The cabinet"),
            "groups": begin_organisation(place=place, name="A choir"),
        }
        compact = in_force(place, *self.bodies.values())
        self.asked = change_asked(compact, self.bodies["council"], "ballot", open_to="everyone")
        words = [f"The council answers within {days} working days." for days in range(3, 3 + len(TABLE))]
        self.changes = [proposed(self.asked, self.bodies["groups"], one) for one in words]
        self.stage = selectors.stage_of_kind(self.asked, "ballot")
        self._place = place

    def cast(self, who: str) -> None:
        """The column of a side, or of somebody who lives there."""
        column = {"council": 0, "groups": 1, "lives there": 2}[who]
        if who in self.bodies:
            body = self.bodies[who]
            member, by = selectors.membership_of(self.asked, organisation=body), speaks_for(body)
        else:
            person = begin_person(place=self._place)
            by = the_person(person.pk)
            member = take_part(deliberation=self.asked, person=person, by=by)
        answers = {
            change: row[column]
            for change, row in zip(self.changes, TABLE, strict=True)
            if row[column] is not None
        }
        cast_vote(stage=self.stage, membership=member, answers=answers, by=by)

    def close(self) -> None:
        with as_if(self.stage.closes):
            close_stage(stage=self.stage, by=OFFICE)

    def passes(self) -> dict[str, list[bool]]:
        """Which changes pass, by who counts. The count is checked again, and the board as it is saved."""
        tally = count_stage(stage=self.stage, by=OFFICE)
        assert verify_tally(tally)
        saved = verify_board(board.saved_lines(self.stage))
        again = recount.count(saved.ballot or {}, saved.counted)["consent"]
        numbers = [change.number for change in self.changes]
        return {
            "here": [number in tally.result["winners"] for number in numbers],
            "again": [again[str(number)]["passes"] for number in numbers],
        }


@pytest.fixture
def vote(place: Any) -> Vote:
    return Vote(place)


def test_both_count_what_the_table_says(vote: Vote) -> None:
    for who in ("council", "groups", "lives there", "lives there"):
        vote.cast(who)
    vote.close()
    expected = [row[-1] for row in TABLE]
    assert vote.passes() == {"here": expected, "again": expected}
    header = json.loads(next(board.saved_lines(vote.stage)))
    assert header["parameters"]["sides"] == ["council", "groups"], (
        "whoever saves the board reads which sides there are"
    )


def test_a_side_that_does_not_vote_has_not_consented(vote: Vote) -> None:
    vote.cast("council")
    vote.cast("lives there")
    vote.close()
    nothing = [False] * len(TABLE)
    assert vote.passes() == {"here": nothing, "again": nothing}


def test_a_board_that_named_no_sides_is_counted_by_the_sides_of_its_votes(
    vote: Vote, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote.cast("council")
    vote.cast("lives there")
    with monkeypatch.context() as before:  # as boards were closed before they named sides
        before.setattr(ballots, "sides_that_vote", lambda stage: [])
        vote.close()
    found = vote.passes()
    both_answer = [
        row[0] is not NO and row[0] is not LEFT_OUT and row[2] in (YES, LIVES_WITH_IT) for row in TABLE
    ]
    assert found == {"here": both_answer, "again": both_answer} and any(both_answer)


def test_a_side_that_comes_after_the_close_changes_nothing(vote: Vote) -> None:
    for who in ("council", "groups"):
        vote.cast(who)
    vote.close()
    first = vote.passes()
    asked = vote.asked
    Membership.objects.create(
        place=asked.place, deliberation=asked, organisation=begin_organisation(place=asked.place, name="The trust"),
        side="trust", came="invited", joined_on=asked.published_at.date(),
    )  # fmt: skip
    assert vote.passes() == first and any(first["here"])
