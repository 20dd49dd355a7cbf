"""Votes: one each, the last counts, a receipt that opens, and a board that anybody checks and counts again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core.clock import as_if
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import board, selectors
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.publish_board import publish_board, publish_boards
from helpfulacts.deliberation.actions.take_part import invite
from helpfulacts.deliberation.models import BoardEntry, Cast, Position, Revision
from helpfulacts.engine.ledger import recount, verify_inclusion
from helpfulacts.engine.ledger.ballots import commitment
from helpfulacts.engine.ledger.board import BoardBroken, verify_board
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person

pytestmark = pytest.mark.django_db
NAVIGATOR = Actor("Tom", "navigator")


class Vote:
    """A vote that goes on, on three proposals of £1,000, £2,000 and £3,000."""

    def __init__(self, made: Any, proposals: list[Any], member: Callable[..., Any]) -> None:
        self.made, self.proposals, self._member = made, proposals, member
        self.stage = selectors.stage_of_kind(made, "ballot")

    @contextmanager
    def going_on(self, hours: int = 1) -> Any:
        with as_if(self.stage.opens + dt.timedelta(hours=hours)):
            yield

    def member(self) -> Any:
        return self._member(self.made)

    def cast(self, who: Any, *chosen: int, **more: Any) -> Cast:
        membership, by = who
        answers = {self.proposals[at]: 1 for at in chosen}
        return cast_vote(stage=self.stage, membership=membership, answers=answers, by=by, **more)

    def cast_by(self, many: int, *chosen: int) -> list[Cast]:
        with self.going_on():
            return [self.cast(self.member(), *chosen) for _ in range(many)]

    def close(self, by: Actor) -> list[dict[str, Any]]:
        with as_if(self.stage.closes):
            close_stage(stage=self.stage, by=by)
        return [json.loads(line) for line in board.saved_lines(self.stage)]


@pytest.fixture
def vote(make_deliberation: Any, make_contribution: Any, make_member: Any) -> Vote:
    made = make_deliberation()
    proposals = [make_contribution(made, pence=pounds * 100_000) for pounds in (1, 2, 3)]
    return Vote(made, proposals, make_member)


def test_it_works(vote: Vote, member_of_council: Actor) -> None:
    receipts = vote.cast_by(11, 0, 2)
    assert publish_board(stage=vote.stage) == 11
    sizes = [board.head(vote.stage)[0]]
    saved = vote.close(member_of_council)
    sizes.append(len(saved) - 1)
    assert sizes == [12, 23], "what is voted on, eleven commitments, eleven opened votes"
    found = verify_board(board.saved_lines(vote.stage))
    assert found.figures == {"committed": 11, "opened": 11, "replaced": 0, "never_opened": 0}
    result = recount.count(found.ballot or {}, found.counted)
    assert result["totals"] == {"1": 11, "2": 0, "3": 11} and result["winners"] == [1, 3]
    assert all(cast.tracker != cast.salt for cast in receipts)


def test_the_last_vote_counts_and_the_one_it_replaced_does_not(vote: Vote, member_of_council: Actor) -> None:
    who = vote.member()
    with vote.going_on():
        first, last = vote.cast(who, 0, 1), vote.cast(who, 2)
        assert board.find_vote(vote.stage, first.tracker, first.salt).state == "replaced"
    assert list(Cast.objects.filter(current=True)) == [last] and Cast.objects.count() == 2
    assert [one.contribution for one in Position.objects.filter(current=True)] == [vote.proposals[2]]
    vote.close(member_of_council)
    found = verify_board(board.saved_lines(vote.stage))
    assert found.figures == {"committed": 2, "opened": 1, "replaced": 1, "never_opened": 0}
    assert recount.count(found.ballot or {}, found.counted)["totals"] == {"1": 0, "2": 0, "3": 1}
    assert found.commitments == {first.commitment: "replaced", last.commitment: "counted"}


def test_a_receipt_opens_the_vote_it_is_of_and_no_other(vote: Vote, member_of_council: Actor) -> None:
    cast, other = vote.cast_by(2, 1)
    assert board.find_vote(vote.stage, cast.tracker, cast.salt).state == "waits"
    for tracker, salt in ((cast.tracker, other.salt), ("", ""), ("0" * 32, cast.salt)):
        with pytest.raises(NotFound):
            board.find_vote(vote.stage, tracker, salt)
    vote.cast_by(8)
    publish_board(stage=vote.stage)
    assert board.find_vote(vote.stage, cast.tracker, cast.salt).state == "on the board"
    vote.close(member_of_council)
    found = board.find_vote(vote.stage, cast.tracker.upper(), f" {cast.salt} ")
    assert found.state == "counted" and found.vote == {str(vote.proposals[1].number): 1}
    assert commitment(salt=cast.salt, tracker=cast.tracker, vote=found.vote) == cast.commitment
    for proof in (found.proof, found.opened):
        assert proof is not None and verify_inclusion(
            bytes.fromhex(proof.leaf), proof.sequence - 1, proof.size,
            [bytes.fromhex(one) for one in proof.hashes], bytes.fromhex(proof.root),
        )  # fmt: skip


def test_fewer_than_ten_members_wait_for_more(vote: Vote) -> None:
    with vote.going_on():
        who = vote.member()
        for _ in range(12):
            vote.cast(who, 0)
    vote.cast_by(8, 1)
    assert publish_board(stage=vote.stage) == 0 == publish_boards(place=vote.made.place)
    with pytest.raises(NotFound, match="ten votes"):
        list(board.saved_lines(vote.stage))
    vote.cast_by(1)
    assert publish_boards(place=vote.made.place) == 21
    assert publish_boards(place=vote.made.place) == 0 == Cast.objects.filter(on_board=False).count()


def test_no_line_and_no_row_tells_who_came_when(vote: Vote, member_of_council: Actor) -> None:
    handed_in = [cast.commitment for cast in vote.cast_by(30, 0)]
    entries_before = RegisterEntry.objects.count()
    publish_board(stage=vote.stage)
    saved = vote.close(member_of_council)
    shown = [one["commitment"] for one in saved[1:] if one["kind"] == "commitment"]
    opened = [
        commitment(salt=one["salt"], tracker=one["tracker"], vote=one["vote"])
        for one in saved[1:]
        if one["kind"] == "counted"
    ]
    assert sorted(shown) == sorted(opened) == sorted(handed_in)
    assert len({tuple(shown), tuple(opened), tuple(handed_in)}) == 3, (
        "three orders that say nothing of each other"
    )
    assert RegisterEntry.objects.count() == entries_before + 2, "one for the batch, one for the closing"
    for model in (Cast, Position):
        kinds = {field.get_internal_type() for field in model._meta.get_fields() if field.concrete}
        assert "DateTimeField" not in kinds and "AutoField" not in kinds, "a day, and a random id"
    assert not any(str(cast.membership_id) in json.dumps(saved) for cast in Cast.objects.all())


def test_the_register_says_the_size_and_root_of_the_board(vote: Vote, member_of_council: Actor) -> None:
    vote.cast_by(10, 0)
    publish_board(stage=vote.stage)
    size, root = board.head(vote.stage)
    vote.close(member_of_council)
    said = RegisterEntry.objects.get(action="put votes on the board").facts
    assert (said["size"], said["root"]) == (size, root)
    verify_board(board.saved_lines(vote.stage), (size, root))
    with pytest.raises(BoardBroken):
        verify_board(board.saved_lines(vote.stage), (size - 1, root))
    last = RegisterEntry.objects.get(action="closed a part of a deliberation").facts
    assert (last["size"], last["root"]) == board.head(vote.stage)


def test_nobody_votes_before_it_opens_after_it_is_over_or_for_somebody_else(vote: Vote) -> None:
    who, other = vote.member(), vote.member()
    for moment in (vote.stage.opens - dt.timedelta(seconds=1), vote.stage.closes):
        with as_if(moment), pytest.raises(Refused):
            vote.cast(who, 0)
    with vote.going_on(), pytest.raises(NotAllowed):
        vote.cast((who[0], other[1]), 0)
    with vote.going_on(), pytest.raises(Refused, match="batch"):
        vote.cast(who, 0, channel="paper")
    assert not Cast.objects.exists()


def test_only_what_is_on_the_ballot_is_voted_on(vote: Vote, make_contribution: Any) -> None:
    said = make_contribution(vote.made, "statement")
    free, joined = make_contribution(vote.made), make_contribution(vote.made, pence=5)
    joined.joined_into = vote.proposals[0]
    joined.save(update_fields=["joined_into"])
    hidden = make_contribution(vote.made, pence=5, state="hidden")
    membership, by = vote.member()
    for one in (said, free, joined, hidden):
        with vote.going_on(), pytest.raises(Refused, match="changed"):
            cast_vote(stage=vote.stage, membership=membership, answers={one: 1}, by=by)
    with vote.going_on(), pytest.raises(Refused, match="offered"):
        cast_vote(stage=vote.stage, membership=membership, answers={vote.proposals[0]: 2}, by=by)
    assert not Cast.objects.exists()


def test_with_somebody_from_the_desk_it_is_assisted_and_an_observer_has_none(
    vote: Vote, member_of_council: Actor, place: Any
) -> None:
    from helpfulacts.people.actions.begin_person import begin_person

    membership, _ = vote.member()
    onlooker = invite(
        deliberation=vote.made, by=member_of_council, person=begin_person(place=place), role="observer"
    )
    with vote.going_on():
        assert vote.cast((membership, NAVIGATOR), 0).channel == "assisted"
        with pytest.raises(NotAllowed, match="looks on"):
            vote.cast((onlooker, NAVIGATOR), 0)


def test_it_is_closed_once_after_its_last_day_by_who_may(vote: Vote, member_of_council: Actor) -> None:
    with vote.going_on(), pytest.raises(Refused, match="last day"):
        close_stage(stage=vote.stage, by=member_of_council)
    with pytest.raises(NotAllowed):
        close_stage(stage=vote.stage, by=NAVIGATOR)
    saved = vote.close(member_of_council)
    assert [one["kind"] for one in saved[1:]] == ["ballot"], "nobody voted"
    with pytest.raises(Refused, match="already"):
        vote.close(member_of_council)
    other = selectors.stage_of_kind(vote.made, "gather")
    with as_if(other.closes):
        assert close_stage(stage=other, by=member_of_council).closed_at
    with pytest.raises(Refused, match="Nobody votes"):
        list(board.saved_lines(other))


def test_once_closed_nothing_of_it_is_changed(vote: Vote, member_of_council: Actor) -> None:
    [cast] = vote.cast_by(1, 0)
    vote.close(member_of_council)
    for rows in (Cast.objects.filter(pk=cast.pk), Position.objects.filter(cast=cast)):
        for write in (rows.delete, lambda rows=rows: rows.update(current=False)):
            with pytest.raises(IntegrityError), transaction.atomic():
                write()
    assert Position.objects.get(cast=cast).current and Cast.objects.get().current


def test_a_vote_that_somebody_changed_in_the_database_is_not_opened(
    vote: Vote, member_of_council: Actor
) -> None:
    [cast] = vote.cast_by(1, 0)
    Position.objects.filter(cast=cast).delete()
    with pytest.raises(Refused, match="not the one that was handed in"):
        vote.close(member_of_council)
    assert not BoardEntry.objects.exists() and Cast.objects.filter(on_board=False).count() == 1


def test_what_is_voted_on_is_said_anew_where_it_changes(vote: Vote, member_of_council: Actor) -> None:
    vote.cast_by(10, 0)
    publish_board(stage=vote.stage)
    vote.proposals[1].state = "hidden"
    vote.proposals[1].save(update_fields=["state"])
    saved = vote.close(member_of_council)
    assert [one["kind"] for one in saved[1:]].count("ballot") == 2
    assert [one["number"] for one in saved[0]["options"]] == [
        vote.proposals[0].number,
        vote.proposals[2].number,
    ]
    verify_board(board.saved_lines(vote.stage))


def test_what_its_author_has_forgotten_leaves_the_board_whole(vote: Vote, member_of_council: Actor) -> None:
    vote.cast_by(10, 0)
    assert vote.close(member_of_council)[0]["options"][0]["title"]
    Revision.objects.filter(contribution=vote.proposals[0]).update(title_sealed=None, words_sealed=None)
    saved = list(board.saved_lines(vote.stage))
    assert json.loads(saved[0])["options"][0]["title"] == "" and verify_board(saved)


def test_who_is_deleted_meanwhile_leaves_a_commitment_that_is_never_opened(
    vote: Vote, member_of_council: Actor
) -> None:
    casts = vote.cast_by(10, 0)
    publish_board(stage=vote.stage)
    casts[3].membership.delete()
    vote.close(member_of_council)
    found = verify_board(board.saved_lines(vote.stage))
    assert found.figures == {"committed": 10, "opened": 9, "replaced": 0, "never_opened": 1}
    Person.objects.filter(pk=casts[4].membership.person_id).delete()
    assert Cast.objects.filter(current=True).count() == 9, "of a closed vote it stays, and leads to nobody"
