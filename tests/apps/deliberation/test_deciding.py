"""A decision is published when all that was promised is kept: asked, counted, answered, weighed, to be looked at again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from deciding_makers import OFFICER, close, counted, drafted, say, when_decided

from helpfulacts.core.clock import as_if, date_in_words, now, today
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.core.principles import PRINCIPLES
from helpfulacts.deliberation import decisions, selectors
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.draft_decision import change_decision
from helpfulacts.deliberation.actions.mark_trade_off import mark_trade_off
from helpfulacts.deliberation.actions.publish_decision import Undertaking, publish_decision
from helpfulacts.deliberation.actions.publish_deliberation import end_deliberation
from helpfulacts.deliberation.models import Contribution, Decision, Outcome
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actor import Actor
from helpfulacts.promises.models import Promise

pytestmark = pytest.mark.django_db

STEPS = [
    Step("inform", 1), Step("gather", 5, "agree"), Step("ballot", 5, "approval", {"seats": 1}), Step("decide", 10),
    Step("deliver", 90),
]  # fmt: skip


@pytest.fixture
def voted(make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any) -> Any:
    """(deliberation, what won, what lost, the count): two of three voted for the first; two agree with each are answered."""

    def make(**fields: Any) -> Any:
        made = make_deliberation(**{"steps": STEPS, "answers_above": 2, **fields})
        won, lost = make_contribution(made), make_contribution(made)
        with during(made, "ballot") as stage:
            for chosen in (won, won, lost):
                say(stage, make_member(made)[0], {chosen: 1})
        with when_decided(made):
            return made, won, lost, counted(made)

    return make


def answered(decision: Decision, **answers: Any) -> Decision:
    answer_contributions(
        decision=decision,
        answers={one: (said, "So it was.") for one, said in answers["all_"].items()},
        by=OFFICER,
    )
    return decision


def test_it_is_published_with_its_counts_answers_and_promises(voted: Any, convenor: Any) -> None:
    made, won, lost, tally = voted()
    with when_decided(made):
        draft = drafted(made, tallies=[tally], dissent="Two of nine wanted less.")
        assert decisions.decisions(made.place) == [] and decisions.decision_drafts(made.place) == [draft]
        with pytest.raises(NotFound):
            decisions.get_decision(made.place, 1)
        answered(draft, all_={won: "yes", lost: "later"})
        due = today() + dt.timedelta(days=30)
        publish_decision(
            decision=draft,
            by=OFFICER,
            undertakings=[Undertaking(convenor, "Put up two benches.", due, "two benches stand")],
        )
        shown = decisions.shown(decisions.get_decision(made.place, 1))
    assert [one.answer for one in shown.outcomes] == ["yes", "later"] and shown.tallies == [tally]
    assert (shown.departs_for, shown.review, shown.decision.dissent) == ([], "", "Two of nine wanted less.")
    assert [(one.promise.what, one.standing) for one in shown.promises] == [
        ("Put up two benches. Seen by: two benches stand", "open")
    ]
    assert (
        shown.promises[0].promise.by_id == convenor.pk and shown.promises[0].promise.about_noun == "decision"
    )
    heard = Promise.objects.get(about_noun="deliberation", about_id=made.pk)
    assert heard.kept_at is not None and heard.evidence == "Decision 1"
    facts = RegisterEntry.objects.get(action="published a decision").facts
    assert facts["tallies"] == [tally.input_hash] and facts["answers"] == {"later": 1, "yes": 1}
    assert facts["body"] == "The forum" and facts["rule set"] is None and not facts["departs"]
    with as_if(days_after(due)):
        assert decisions.shown(draft).promises[0].standing == "late"


def days_after(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=2), dt.time(12), dt.UTC)


def refuses(decision: Decision, says: str, **given: Any) -> None:
    with pytest.raises(Refused, match=says):
        publish_decision(decision=decision, by=OFFICER, **given)
    decision.refresh_from_db()
    assert decision.published_at is None and decision.rule_set is None


def test_what_many_support_is_answered_one_by_one_and_the_numbers_are_said(
    voted: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    made, won, lost, tally = voted()
    same = make_contribution(made)
    with during(made, "gather") as stage:  # one agrees with what lost, another with the same said otherwise
        for one in (lost, same):
            say(stage, make_member(made)[0], {one: 1})
    Contribution.objects.filter(pk=same.pk).update(joined_into=lost)
    with when_decided(made):
        draft = drafted(made, tallies=[tally])
        refuses(draft, f"Numbers {won.number} and {lost.number}: many people")
        answered(draft, all_={won: "yes"})
        assert decisions.unanswered(made, draft) == [lost], (
            "what was joined counts for what it was joined into"
        )
        refuses(draft, f"Number {lost.number}: many people")
        with pytest.raises(Refused, match="joined with the same"):
            answered(draft, all_={same: "no", lost: "no"})
        assert Outcome.objects.count() == 1, "all or none"
        publish_decision(decision=answered(draft, all_={lost: "no"}), by=OFFICER)
    assert decisions.unanswered(made) == []


def test_what_is_not_as_the_vote_says_is_said(voted: Any) -> None:
    made, won, lost, tally = voted()
    with when_decided(made):
        draft = answered(drafted(made, tallies=[tally]), all_={won: "no", lost: "yes"})
        assert decisions.departures(draft) == [won.number, lost.number]
        refuses(draft, f"Numbers {won.number} and {lost.number}: the answer is not what the vote says")
        change_decision(decision=draft, changes={"departs": "The ground there is not ours."}, by=OFFICER)
        publish_decision(decision=draft, by=OFFICER)
    assert RegisterEntry.objects.get(action="published a decision").facts["departs"]


def test_people_are_asked_and_votes_counted_before_it_is_decided(
    voted: Any, make_deliberation: Any, during: Any
) -> None:
    made, won, _, tally = voted()
    fresh = make_deliberation(steps=STEPS)
    with during(fresh, "ballot"):
        refuses(drafted(fresh), "People are asked until the part “vote” is closed")
    with when_decided(made):
        draft = answered(drafted(made), all_={won: "yes"})
        refuses(draft, f"rests on the count of the vote, which is count {tally.number}")
        later = counted(made)
        change_decision(decision=draft, changes={}, tallies=[tally], by=OFFICER)
        refuses(draft, f"count {later.number}")
        change_decision(decision=draft, changes={}, tallies=[later], by=OFFICER)
        publish_decision(decision=draft, by=OFFICER)


def test_an_emergency_is_decided_first_and_looked_at_after(make_deliberation: Any, during: Any) -> None:
    made = make_deliberation(steps=STEPS)
    with during(made, "gather"):
        with pytest.raises(Refused, match="looked at in public"):
            drafted(made, emergency="The roof came down.")
        soon = today() + dt.timedelta(days=28)
        draft = drafted(made, emergency="The roof came down.", scrutiny_by=soon)
        publish_decision(decision=draft, by=OFFICER)
        assert [one.stage.kind for one in decisions.coming(made.place)] == ["ballot", "decide"], "it goes on"
    owed = Promise.objects.get(about_noun="decision", about_id=draft.pk)
    assert owed.due == soon and owed.by_id == made.convenor_id and "again in public" in owed.what
    assert Promise.objects.get(about_noun="deliberation").kept_at is None, "people are still to hear"


def test_an_emergency_is_looked_at_soon_and_after_it_is_published(
    make_deliberation: Any, during: Any
) -> None:
    made = make_deliberation(steps=STEPS)
    with during(made, "inform"):
        day = today()
        for days, says in (
            (0, "later day"),
            (-1, "later day"),
            (29, "within 28 days"),
            (9999, "within 28 days"),
        ):
            with pytest.raises(Refused, match=says):
                drafted(made, emergency="The roof came down.", scrutiny_by=day + dt.timedelta(days=days))
        with pytest.raises(Refused, match="under 500 letters"):
            drafted(made, emergency="x" * 501, scrutiny_by=day + dt.timedelta(days=2))
        draft = drafted(made, emergency="The roof came down.", scrutiny_by=day + dt.timedelta(days=2))
    with (
        during(made, "gather"),
        as_if(now() + dt.timedelta(days=1)),
    ):  # its day has come, and it is not published yet
        refuses(draft, "later day it is looked at in public")
        later = {"scrutiny_by": today() + dt.timedelta(days=28)}
        publish_decision(decision=change_decision(decision=draft, changes=later, by=OFFICER), by=OFFICER)


def test_no_emergency_goes_past_a_vote_that_has_begun(make_deliberation: Any, during: Any) -> None:
    made = make_deliberation(steps=STEPS)
    with during(made, "ballot"):
        soon = today() + dt.timedelta(days=7)
        draft = drafted(made, emergency="The roof came down.", scrutiny_by=soon)
        last = date_in_words(selectors.last_day(selectors.stage_of_kind(made, "ballot"), made.place.zone))
        refuses(
            draft, f"People vote on this until the end of {last}. Decide after it, or first end the question"
        )
    with when_decided(made):
        refuses(draft, "The vote is over. Close it and count it")
        close(made, "ballot")
        refuses(draft, "not counted yet")
    with during(made, "ballot"):
        end_deliberation(deliberation=made, why="The roof came down.", by=OFFICER)
        publish_decision(decision=draft, by=OFFICER)
        assert RegisterEntry.objects.get(action="ended a deliberation").facts["why"] == "The roof came down."


def test_taken_higher_it_says_why(voted: Any) -> None:
    made, won, _, tally = voted(level="ward")
    with when_decided(made):
        draft = answered(drafted(made, tallies=[tally], level="place"), all_={won: "yes"})
        refuses(draft, "further from the people")
        change_decision(decision=draft, changes={"level_reason": "It touches three wards."}, by=OFFICER)
        publish_decision(decision=draft, by=OFFICER)
        with pytest.raises(Refused, match="nearer"):
            drafted(made, level="nation")


def test_as_many_principles_are_looked_at_as_was_promised_and_the_others_say_so(voted: Any) -> None:
    made, won, _, tally = voted(subject={"pence": 1, "trade_offs": 2})
    with when_decided(made):
        draft = answered(drafted(made, tallies=[tally]), all_={won: "yes"})
        mark_trade_off(
            decision=draft,
            principle="W4",
            mark="supports",
            sentence="Those without gardens sit too.",
            by=OFFICER,
        )
        mark_trade_off(decision=draft, principle="P2", mark="not assessed", by=OFFICER)
        refuses(draft, "2 of the twelve principles are looked at, and 1 are")
        mark_trade_off(decision=draft, principle="P2", mark="unknown", by=OFFICER)
        for wrong, says in (
            ({"principle": "P9", "mark": "unknown"}, "twelve principles"), ({"principle": "P1", "mark": "good"}, "Choose"),
            ({"principle": "P1", "mark": "costs"}, "how"), ({"principle": "P1", "mark": "unknown", "evidence": "x" * 301}, "under 300"),
        ):  # fmt: skip
            with pytest.raises(Refused, match=says):
                mark_trade_off(decision=draft, by=OFFICER, **wrong)
        publish_decision(decision=draft, by=OFFICER)
    rows = decisions.shown(draft).trade_offs
    assert [row.principle for row in rows] == list(PRINCIPLES)
    marks = {row.principle.code: row.mark for row in rows if row.mark != "not assessed"}
    assert marks == {"P2": "unknown", "W4": "supports"}


def test_acting_together_takes_promises_of_two(voted: Any, convenor: Any, place: Any) -> None:
    from helpfulacts.people.actions.begin_organisation import begin_organisation

    made, won, _, tally = voted(stance="acting")
    with when_decided(made):
        draft = answered(drafted(made, tallies=[tally]), all_={won: "yes"})
        one = Undertaking(convenor, "Pay for it.", today() + dt.timedelta(days=9))
        refuses(draft, "more than one body", undertakings=[one, one])
        other = Undertaking(begin_organisation(place=place, name="The Scouts"), "Build it.", one.due)
        past = Undertaking(convenor, "Pay for it.", today() - dt.timedelta(days=1))
        refuses(draft, "later day", undertakings=[other, past])
        publish_decision(decision=draft, by=OFFICER, undertakings=[one, other])
    assert Promise.objects.filter(about_noun="decision").count() == 2


def test_nothing_ends_before_everybody_could_read_whom_it_touches(voted: Any, place: Any) -> None:
    from helpfulacts.coordination.models import WhatIf

    made, won, _, tally = voted(subject={"pence": 1, "ends": "the lunch club", "what_if": 1})
    with when_decided(made):
        draft = answered(drafted(made, tallies=[tally]), all_={won: "yes"})
        refuses(draft, "Nobody could read what this does to people")
        WhatIf.objects.create(
            place=place, number=1, title="Without the lunch club", scenarios=[], figures={}, made_at=now(),
            made_by_shown_as="Mel", shown_at=selectors.stage_of_kind(made, "ballot").opens, shown_by_shown_as="Mel",
        )  # fmt: skip
        publish_decision(decision=draft, by=OFFICER)


@pytest.mark.parametrize(
    "fields,says",
    [
        ({"sentence": "  "}, "one sentence"), ({"reason": ""}, "why it was decided"), ({"body": ""}, "which body"),
        ({"sentence": "x" * 301}, "under 300"), ({"review_on": dt.date(2020, 1, 1)}, "looked at again"),
        ({"level": "moon"}, "levels"), ({"scrutiny_by": dt.date(2050, 1, 1)}, "no time to ask"),
        ({"decided_on": dt.date(2200, 1, 1), "review_on": dt.date(2201, 1, 1)}, "still to come"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused_in_a_sentence(
    make_deliberation: Any, fields: Any, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        drafted(make_deliberation(), **fields)
    assert not Decision.objects.exists()


def test_only_who_may_writes_it_down(make_deliberation: Any) -> None:
    made, nobody = make_deliberation(), Actor("somebody", "nobody")
    draft = drafted(made)
    for refused in (
        lambda: drafted(made, by=nobody),
        lambda: publish_decision(decision=draft, by=nobody),
        lambda: change_decision(decision=draft, changes={}, by=nobody),
        lambda: answer_contributions(decision=draft, answers={}, by=nobody),
        lambda: mark_trade_off(decision=draft, principle="P1", mark="unknown", by=nobody),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_past_its_day_it_is_flagged_until_a_later_decision_looks_at_it_again(voted: Any) -> None:
    made, won, lost, tally = voted()
    with when_decided(made):
        first = answered(drafted(made, tallies=[tally]), all_={won: "yes", lost: "no"})
        publish_decision(decision=first, by=OFFICER)
        refused = [
            lambda: change_decision(decision=first, changes={}, by=OFFICER),
            lambda: answered(first, all_={won: "no"}),
        ]
        for write in refused:
            with pytest.raises(Refused, match="stays as it is"):
                write()
    day = first.review_on + dt.timedelta(days=3)
    assert [(one.decision, one.days_past) for one in decisions.reviews(made.place, day)] == [(first, 3)]
    assert decisions.reviews(made.place, first.review_on) == []
    assert [decisions.shown(first, on).review for on in (day, first.review_on, first.decided_on)] == [
        "past",
        "due",
        "",
    ]
    with as_if(days_after(day)):
        second = drafted(made, tallies=[tally])
        assert {one.contribution_id: one.answer for one in second.outcomes.all()} == {
            won.pk: "yes",
            lost.pk: "no",
        }
        publish_decision(decision=second, by=OFFICER)
        assert decisions.reviews(made.place, day) == []
        shown = decisions.shown(decisions.get_decision(made.place, 1))
    assert (shown.review, shown.after, decisions.shown(second).before) == ("done", second, first)
