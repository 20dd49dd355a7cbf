"""What was published, said, handed in, counted or decided is never edited: the database refuses, whoever asks it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from deciding_makers import say
from django.db import IntegrityError, transaction

from helpfulacts.core.clock import now, today
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.models import (
    BoardEntry,
    Cast,
    Decision,
    Membership,
    Moderation,
    Outcome,
    PaperBatch,
    Position,
    Revision,
    Stage,
    Tally,
    TradeOffCard,
)
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db


def refused(write: Any) -> bool:
    """Does the database refuse it?"""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def asked(make_deliberation: Any) -> Any:
    return make_deliberation()


@pytest.fixture
def decided(asked: Any, place: Any) -> Decision:
    return Decision.objects.create(
        place=place, deliberation=asked, number=1, body="The forum", by_shown_as="Mel", sentence="We pay for it.",
        reason="Most wanted it.", decided_on=today(), review_on=today() + dt.timedelta(days=365),
    )  # fmt: skip


def _cast(place: Any, stage: Stage, member: Membership, tracker: str = "a" * 32, **fields: Any) -> Cast:
    return Cast.objects.create(
        place=place, stage=stage, membership=member, tracker=tracker, salt="b" * 32, commitment=tracker * 2, said_on=today(),
        **fields,
    )  # fmt: skip


def test_a_published_stage_is_frozen(asked: Any, make_deliberation: Any, place: Any) -> None:
    draft = make_deliberation(published=False)
    later = dt.timedelta(days=1)
    for one, kept in ((asked, True), (draft, False)):
        stage = selectors.stages_of(one)[-1]
        rows = Stage.objects.filter(pk=stage.pk)
        assert refused(lambda rows=rows, stage=stage: rows.update(closes=stage.closes + later)) is kept
        assert refused(lambda rows=rows: rows.update(parameters={"most": 9})) is kept
        assert refused(lambda one=one: Stage.objects.create(
            place=place, deliberation=one, order=99, kind="ballot", opens=now(), closes=now() + later
        )) is kept  # fmt: skip
        assert refused(rows.delete) is kept
    closed = Stage.objects.filter(pk=selectors.stages_of(asked)[0].pk)
    assert closed.update(closed_at=now()) == 1
    assert refused(lambda: closed.update(closed_at=None)) and refused(
        lambda: closed.update(closed_at=now() + later)
    )


def test_a_published_question_and_its_promise_stay(asked: Any) -> None:
    rows = type(asked).objects.filter(pk=asked.pk)
    for change in ({"promise": "less"}, {"answers_above": 99}, {"hear_by": today()}, {"published_at": None}):
        assert refused(lambda change=change: rows.update(**change)), change
    assert refused(asked.delete)
    assert rows.update(absent=[{"who": "others", "why": "", "doing": ""}]) == 1


def test_one_person_one_vote(asked: Any, place: Any, make_member: Any) -> None:
    stage = selectors.stage_of_kind(asked, "ballot")
    member, _ = make_member(asked)
    first = _cast(place, stage, member)
    assert refused(lambda: _cast(place, stage, member, tracker="c" * 32))
    Cast.objects.filter(pk=first.pk).update(current=False)
    assert _cast(place, stage, member, tracker="c" * 32)
    assert refused(lambda: Cast.objects.filter(pk=first.pk).update(current=True)), (
        "an earlier one never counts again"
    )


def test_nothing_comes_changes_or_goes_in_a_stage_that_is_closed(
    asked: Any, place: Any, make_member: Any, make_contribution: Any
) -> None:
    stage, one = selectors.stage_of_kind(asked, "ballot"), make_contribution(asked)
    member, _ = make_member(asked)
    cast = _cast(place, stage, member)

    def position() -> Position:
        return Position.objects.create(
            place=place, stage=stage, membership=member, contribution=one, cast=cast, value=1, said_on=today()
        )

    said = position()
    assert refused(lambda: Position.objects.filter(pk=said.pk).update(value=0))
    assert refused(position), "one person, one position"
    stage.closed_at = now()
    stage.save(update_fields=["closed_at"])
    assert refused(said.delete) and refused(cast.delete)
    other, _ = make_member(asked)
    assert refused(lambda: _cast(place, stage, other, tracker="d" * 32))


def test_words_are_never_changed_only_destroyed(asked: Any, make_contribution: Any) -> None:
    said = Revision.objects.get(contribution=make_contribution(asked))
    said.words = "Something else"
    assert refused(lambda: said.save(update_fields=["words_sealed"])) and refused(said.delete)
    assert Revision.objects.filter(pk=said.pk).update(words_sealed=None, title_sealed=None) == 1


def test_what_was_done_to_words_stays_on_the_log(asked: Any, place: Any, make_contribution: Any) -> None:
    one = Moderation.objects.create(
        place=place, contribution=make_contribution(asked), what="hidden", policy="names", reason="It names somebody.",
        by_key="x", by_shown_as="Mel", at=now(),
    )  # fmt: skip
    assert refused(lambda: Moderation.objects.filter(pk=one.pk).update(reason="x")) and refused(one.delete)
    assert refused(
        lambda: Moderation.objects.create(
            place=place, contribution=one.contribution, what="hidden", by_key="x", by_shown_as="Mel", at=now()
        )
    ), "hidden by a line, for a reason"


def test_papers_are_closed_only_when_they_make_up_what_was_counted(asked: Any, place: Any) -> None:
    stage = selectors.stage_of_kind(asked, "ballot")
    batch = PaperBatch.objects.create(
        place=place, stage=stage, number=1, channel="paper", came_from="the library", papers=10, entered=8,
        counted_by_shown_as="Mel", checked_by_shown_as="Tom", begun_at=now(),
    )  # fmt: skip
    rows = PaperBatch.objects.filter(pk=batch.pk)
    assert refused(lambda: rows.update(closed_at=now()))
    assert rows.update(spoilt=2, spoilt_why="two crossed out", closed_at=now()) == 1
    assert refused(lambda: rows.update(papers=11)) and refused(batch.delete)


def test_a_count_and_a_board_are_never_changed(asked: Any, place: Any) -> None:
    stage = selectors.stage_of_kind(asked, "ballot")
    tally = Tally.objects.create(
        place=place, deliberation=asked, stage=stage, number=1, rule="approval", made_from={}, input_hash="0" * 64,
        result={}, made_at=now(),
    )  # fmt: skip
    line = BoardEntry.objects.create(place=place, stage=stage, sequence=1, entry={}, leaf="0" * 64)
    for row in (tally, line):
        rows = type(row).objects.filter(pk=row.pk)
        assert refused(row.delete) and refused(lambda rows=rows: rows.update(place=place))


def test_a_published_decision_stays_with_all_that_belongs_to_it(
    decided: Decision, asked: Any, place: Any, make_contribution: Any
) -> None:
    answered, later = make_contribution(asked), make_contribution(asked)

    def outcome(of: Any) -> Outcome:
        return Outcome.objects.create(
            place=place, decision=decided, contribution=of, answer="yes", reason="It fits."
        )

    card = TradeOffCard.objects.create(place=place, decision=decided, principle="P1", mark="unknown")
    kept = outcome(answered)
    assert Decision.objects.filter(pk=decided.pk).update(published_at=now()) == 1
    rows = Decision.objects.filter(pk=decided.pk)
    assert refused(lambda: rows.update(reason="Another")) and refused(decided.delete)
    assert refused(lambda: outcome(later)) and refused(kept.delete) and refused(card.delete)
    assert refused(lambda: Outcome.objects.filter(pk=kept.pk).update(answer="no"))
    assert rows.update(rule_set=4) == 1 and refused(lambda: rows.update(rule_set=5))


def test_no_decision_is_published_while_what_many_support_is_unanswered(
    decided: Decision,
    place: Any,
    make_deliberation: Any,
    make_member: Any,
    make_contribution: Any,
    during: Any,
) -> None:
    from helpfulacts.deliberation.actions.take_position import take_positions

    asked = make_deliberation(answers_above=2)
    decided.deliberation = asked
    decided.save(update_fields=["deliberation"])
    one, quiet = make_contribution(asked), make_contribution(asked)
    with during(asked, "gather") as stage:
        for _ in range(2):
            member, by = make_member(asked)
            take_positions(stage=stage, membership=member, answers={one: 1}, by=by)
        take_positions(stage=stage, membership=member, answers={quiet: 1}, by=by)
    rows = Decision.objects.filter(pk=decided.pk)
    assert refused(lambda: rows.update(published_at=now()))
    Outcome.objects.create(
        place=place, decision=decided, contribution=one, answer="no", reason="It costs too much."
    )
    assert rows.update(published_at=now()) == 1


def test_what_was_joined_counts_with_what_it_was_joined_into(
    decided: Decision,
    place: Any,
    make_deliberation: Any,
    make_member: Any,
    make_contribution: Any,
    during: Any,
) -> None:
    """Neither has two supporters by itself; and whoever said yes to both is one."""
    from helpfulacts.deliberation.actions.join_same import join_same
    from helpfulacts.deliberation.actions.take_position import take_positions

    asked = make_deliberation(answers_above=2)
    decided.deliberation = asked
    decided.save(update_fields=["deliberation"])
    root, middle, last = (make_contribution(asked) for _ in range(3))
    rows = Decision.objects.filter(pk=decided.pk)
    with during(asked, "gather") as stage:
        (both, by), (other, _) = make_member(asked), make_member(asked)
        take_positions(stage=stage, membership=both, answers={root: 1, middle: 1}, by=by)
        join_same(contribution=last, into=middle, by=Actor("Mel", "officer"))
        join_same(contribution=middle, into=root, by=Actor("Mel", "officer"))
        with transaction.atomic():
            assert rows.update(published_at=now()) == 1, "one member alone is not two"
            transaction.set_rollback(True)
        say(stage, other, {last: 1})
    assert refused(lambda: rows.update(published_at=now()))
    Outcome.objects.create(
        place=place, decision=decided, contribution=root, answer="no", reason="It costs too much."
    )
    assert rows.update(published_at=now()) == 1


def test_nothing_is_decided_in_one_stroke(asked: Any, place: Any) -> None:
    assert refused(
        lambda: Decision.objects.create(
            place=place, deliberation=asked, number=9, body="x", by_shown_as="x", sentence="x", reason="x",
            decided_on=today(), review_on=today() + dt.timedelta(days=1), published_at=now(),
        )
    )  # fmt: skip
