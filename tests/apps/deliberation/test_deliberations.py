"""Beginning, publishing, ending and taking part: a promise that the stages can keep, and one membership each."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from helpfulacts.core.clock import as_if, date_in_words, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import public, selectors
from helpfulacts.deliberation.actions.leave import leave
from helpfulacts.deliberation.actions.publish_deliberation import end_deliberation, publish_deliberation
from helpfulacts.deliberation.actions.take_part import give_out_slips, take_part
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.ballots import on_ballot
from helpfulacts.deliberation.models import Membership, Position
from helpfulacts.deliberation.panels import with_panel
from helpfulacts.deliberation.templates import TEMPLATES, Step
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.promises.models import Promise
from tests.deciding import decide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("uses", TEMPLATES)
def test_it_works(make_deliberation: Any, uses: str) -> None:
    quotas = [["age", "under 30", 1, 2], ["age", "30 and over", 1, 2]]
    steps = TEMPLATES[uses].steps
    if uses == "panel":
        steps = tuple(with_panel(steps, size=3, seed_from="the lottery of 3 March", quotas=quotas))
    made = make_deliberation(uses, steps=steps)
    stages = selectors.stages_of(made)
    assert [stage.kind for stage in stages] == [step.kind for step in TEMPLATES[uses].steps]
    assert all(before.closes == after.opens for before, after in itertools.pairwise(stages))
    assert list(selectors.published(made.place)) == [made] and selectors.standing_of(stages[0]) == "coming"
    assert Promise.objects.get(about_id=made.pk).due == made.hear_by
    assert RegisterEntry.objects.filter(noun="deliberation").count() == 2


def test_no_more_supporters_are_asked_for_than_can_take_part(make_deliberation: Any) -> None:
    quotas = [["age", "under 30", 1, 2], ["age", "30 and over", 1, 2]]
    steps = with_panel(TEMPLATES["panel"].steps, size=3, seed_from="the lottery of 3 March", quotas=quotas)
    given = {"uses": "panel", "steps": steps, "open_to": "drawn"}
    assert make_deliberation(**given).answers_above == 3
    with pytest.raises(Refused, match="Only the 3 who are drawn take part") as refused:
        make_deliberation(**given, answers_above=4)
    assert refused.value.field == "answers_above"
    assert make_deliberation(uses="panel", steps=steps).answers_above == 10, "everybody may bring and agree"


@pytest.mark.parametrize(
    "stance,steps,says",
    [
        ("deciding", [Step("inform", 1), Step("gather", 1, "agree"), Step("decide", 1)], "promises more"),
        ("consultation", [Step("inform", 1), Step("decide", 1)], "promises more"),
        ("information", [Step("inform", 1), Step("ballot", 1, "approval")], "binds nobody"),
    ],
)
def test_a_promise_that_its_stages_cannot_keep_is_refused(
    make_deliberation: Any, member_of_council: Actor, stance: str, steps: list[Step], says: str
) -> None:
    made = make_deliberation("question", published=False, stance=stance, steps=steps)
    with pytest.raises(Refused, match=says):
        publish_deliberation(deliberation=made, by=member_of_council)


def test_where_nothing_can_change_people_are_only_told(
    make_deliberation: Any, member_of_council: Actor
) -> None:
    made = make_deliberation("question", published=False, open_to_change=[])
    with pytest.raises(Refused, match="Nothing is open to change"):
        publish_deliberation(deliberation=made, by=member_of_council)


def test_who_is_missing_is_said_before_it_is_published(
    make_deliberation: Any, member_of_council: Actor
) -> None:
    made = make_deliberation(published=False, absent=[])
    with pytest.raises(Refused, match="not here"):
        publish_deliberation(deliberation=made, by=member_of_council)


def test_a_draft_whose_days_are_past_is_not_published(
    make_deliberation: Any, member_of_council: Actor
) -> None:
    made = make_deliberation("question", published=False)
    inform = selectors.stages_of(made)[0]
    last = date_in_words(selectors.last_day(inform, made.place.zone), reference=inform.closes.date())
    with (
        as_if(inform.closes),
        pytest.raises(Refused, match=f"“what this is about” was {last}. Begin this draft anew"),
    ):
        publish_deliberation(deliberation=made, by=member_of_council)
    with as_if(inform.closes - dt.timedelta(seconds=1)):
        publish_deliberation(deliberation=made, by=member_of_council)


def test_only_who_may_asks(make_deliberation: Any, convenor: Any, place: Any) -> None:
    made = make_deliberation(published=False)
    with pytest.raises(NotAllowed):
        publish_deliberation(deliberation=made, by=Actor("somebody", "nobody"))


def test_ended_it_takes_nobody_in_and_says_why(
    make_deliberation: Any, member_of_council: Actor, make_member: Any
) -> None:
    made = make_deliberation()
    end_deliberation(deliberation=made, why="The money was withdrawn.", by=member_of_council)
    with pytest.raises(Refused, match="over"):
        make_member(made)
    assert Promise.objects.get(about_id=made.pk).exception == "The money was withdrawn."


def test_what_was_decided_is_not_ended_before_its_time(
    make_deliberation: Any, member_of_council: Actor
) -> None:
    made = make_deliberation()
    decide(made, {})
    with (
        as_if(selectors.stages_of(made)[-1].closes),
        pytest.raises(Refused, match="This was decided, so it is not ended"),
    ):
        end_deliberation(deliberation=made, why="The money was withdrawn.", by=member_of_council)
    made.refresh_from_db()
    assert made.ended_at is None


def test_a_person_takes_part_once_and_for_themselves(make_deliberation: Any, place: Any) -> None:
    made = make_deliberation()
    person = begin_person(place=place)
    first = take_part(deliberation=made, person=person, by=the_person(person.pk))
    assert take_part(deliberation=made, person=person, by=the_person(person.pk)) == first
    with pytest.raises(NotAllowed):
        take_part(deliberation=made, person=begin_person(place=place), by=the_person(person.pk))


def test_that_of_an_area_is_for_those_who_live_there(
    make_deliberation: Any, place: Any, make_member: Any
) -> None:
    from helpfulacts.places.models import Area

    north, south = Area.objects.filter(place=place, level="ward").order_by("code")[:2]
    made = make_deliberation(open_to="area", area=north)
    assert make_member(made, ward=north)
    with pytest.raises(Refused, match="people who live in"):
        make_member(made, ward=south)


def test_slips_are_numbers_that_lead_to_nobody(make_deliberation: Any) -> None:
    made = make_deliberation()
    slips = give_out_slips(
        deliberation=made, number=20, evidence="looked up on the roll", by=Actor("Tom", "navigator")
    )
    assert (
        len(set(slips)) == 20
        and Membership.objects.filter(deliberation=made, person__isnull=True).count() == 20
    )


def test_the_last_answer_counts_and_the_earlier_ones_are_kept(
    make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    made = make_deliberation()
    one = make_contribution(made)
    member, by = make_member(made)
    with during(made, "gather") as stage:
        for value in (1, 0, -1):
            take_positions(stage=stage, membership=member, answers={one: value}, by=by)
    rows = Position.objects.filter(stage=stage, membership=member)
    assert rows.count() == 3 and [row.value for row in rows.filter(current=True)] == [-1]


@pytest.mark.parametrize("value", [2, -2, True, "1"])
def test_what_is_no_answer_is_refused_and_nothing_is_lost(
    make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any, value: Any
) -> None:
    made = make_deliberation()
    one = make_contribution(made)
    member, by = make_member(made)
    with during(made, "gather") as stage:
        take_positions(stage=stage, membership=member, answers={one: 1}, by=by)
        with pytest.raises(Refused):
            take_positions(stage=stage, membership=member, answers={one: value}, by=by)
    assert Position.objects.get(stage=stage, current=True).value == 1


def test_nobody_answers_before_it_opens_or_after_it_is_over(
    make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    made = make_deliberation()
    one = make_contribution(made)
    member, by = make_member(made)
    stage = selectors.stage_of_kind(made, "gather")
    for moment in (stage.opens - dt.timedelta(seconds=1), stage.closes):
        with as_if(moment), pytest.raises(Refused):
            take_positions(stage=stage, membership=member, answers={one: 1}, by=by)
    assert not Position.objects.exists() and member.joined_on == today()


def test_who_leaves_takes_open_answers_along_and_may_come_again(
    make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    made = make_deliberation()
    one = make_contribution(made)
    member, by = make_member(made)
    with during(made, "gather") as stage:
        take_positions(stage=stage, membership=member, answers={one: 1}, by=by)
        leave(membership=member, by=by)
        assert not Position.objects.exists() and selectors.membership_of(made, person=member.person) is None
        with pytest.raises(NotAllowed, match="has left"):
            take_positions(stage=stage, membership=member, answers={one: 1}, by=by)
        with pytest.raises(Refused, match="any more"):
            leave(membership=member, by=by)
        assert take_part(deliberation=made, person=member.person, by=by) == member
        assert take_positions(stage=stage, membership=member, answers={one: 1}, by=by)


def test_the_page_of_a_vote_shows_what_can_be_voted_on(
    make_deliberation: Any, make_contribution: Any
) -> None:
    """Where money is shared out, only what somebody has costed."""
    made = make_deliberation()
    costed, _ = make_contribution(made, pence=5_000), make_contribution(made)
    ballot = selectors.stage_of_kind(made, "ballot")
    assert list(public.options(ballot)) == [costed] == on_ballot(ballot)
