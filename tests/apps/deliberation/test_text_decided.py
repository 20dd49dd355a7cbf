"""The text as it was decided: what cannot stand is said before it is published, and the next text of an agreement follows from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.deliberation import agreements
from helpfulacts.deliberation.actions.accept_amendment import accept_amendment, accept_part
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.open_change import open_change
from helpfulacts.deliberation.compared import compared, said_within
from helpfulacts.deliberation.deciding import departures
from helpfulacts.deliberation.models import Tally
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.deliberation.text_decided import cannot_stand, next_clauses
from helpfulacts.people.actions.begin_organisation import begin_organisation
from tests.compact import OFFICE, change_asked, in_force, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(place: Any) -> tuple[Any, Any]:
    return begin_organisation(place=place, name="The cabinet"), begin_organisation(
        place=place, name="A choir"
    )


@pytest.fixture
def compact(place: Any, bodies: tuple[Any, Any]) -> Any:
    return in_force(place, *bodies)


def test_answers_that_do_not_make_one_text_are_said(compact: Any, bodies: tuple[Any, Any]) -> None:
    asked = change_asked(compact, bodies[0], "decide")
    first, second = (
        proposed(asked, bodies[0], "Soon."),
        proposed(asked, bodies[1], "At once, and in writing."),
    )
    accept_amendment(amendment=first, by=OFFICE)
    decision = draft_decision(
        deliberation=asked, body="Both", sentence="Sooner", reason="We can.", review_on=today() + dt.timedelta(days=9), by=OFFICE,
    )  # fmt: skip

    def said(**answers: str) -> list[str]:
        given = {{"first": first, "second": second}[name]: (answer, "Said.") for name, answer in answers.items()}  # fmt: skip
        answer_contributions(decision=decision, answers=given, by=OFFICE)
        return cannot_stand(decision)

    assert cannot_stand(decision)[0].startswith("Number 4: in the text, and without an answer.")
    assert "only one can stand" in said(first="yes", second="yes")[0]
    assert "no part of it is" in said(second="partly")[0]
    assert said(second="no") == []
    assert said(first="no", second="no") == [], "what was accepted and is answered no goes"


def test_the_next_text_keeps_its_numbers(compact: Any, bodies: tuple[Any, Any]) -> None:
    asked = change_asked(compact, bodies[0])
    for made in (
        proposed(asked, bodies[0], "", clause=1, change="delete"),
        proposed(asked, bodies[1], "Both bring a list.", clause=3, change="after"),
        proposed(asked, bodies[1], "Both write it down.", clause=3, change="after"),
    ):
        accept_amendment(amendment=made, by=OFFICE)
    accept_part(amendment=proposed(asked, bodies[1], "Within five working days. Or so."), words="Within five working days.", by=OFFICE)  # fmt: skip
    before = agreements.in_force(compact)
    assert before is not None
    rows = next_clauses(asked, before)
    assert [(one.key, one.parent, one.how) for one in rows] == [
        ("1.1", "", "changed"), ("2", "", "kept"), ("2a", "", "new"), ("2b", "", "new"),
    ]  # fmt: skip
    assert (rows[0].owed["days"], rows[0].owed["unit"]) == (5, "working days"), "as the new words say"
    assert said_within("Within 2 weeks, or within a month, or within 3 weeks.") is None
    beside = compared(compact, before.clauses, [one.written for one in rows])
    assert [(one.key, one.how, one.depth) for one in beside] == [
        ("1", "gone", 0), ("1.1", "changed", 0), ("2", "kept", 0), ("2a", "new", 0), ("2b", "new", 0),
    ]  # fmt: skip


def test_nobody_is_on_two_sides_and_it_is_asked_about_once(compact: Any, bodies: tuple[Any, Any]) -> None:
    def ask(**more: Any) -> Any:
        return open_change(
            agreement=compact, question="What should change?", promise="Both sign it.", convenor=bodies[0], by=OFFICE,
            open_to_change=["all of it"], **more,
        )  # fmt: skip

    with pytest.raises(Refused, match="A choir is on two sides"):
        ask(bodies={"council": [bodies[1]]})
    ask(bodies={})
    with pytest.raises(Refused, match="It is being changed already"):
        ask(bodies={})


def test_words_of_a_change_that_was_voted_down_depart_from_the_vote(
    compact: Any, bodies: tuple[Any, Any]
) -> None:
    asked = change_asked(compact, bodies[0], "decide")
    whole = proposed(asked, bodies[1], "At once, and in writing.")
    ballot = stage_of_kind(asked, "ballot")
    made = {"took_part": 2, "options": [{"number": whole.number, "passes": False}]}
    count = Tally.objects.create(
        place=asked.place, deliberation=asked, stage=ballot, number=1, rule="consent", parameters={}, made_from=made,
        input_hash="ab" * 32, made_at=now(), result={**made, "winners": [], "tied": []}, explanation={"steps": []},
    )  # fmt: skip
    part = accept_part(amendment=whole, words="At once.", by=OFFICE)
    decision = draft_decision(
        deliberation=asked, body="Both", sentence="Sooner", reason="We can.", review_on=today() + dt.timedelta(days=9), by=OFFICE,
        tallies=[count],
    )  # fmt: skip
    answer_contributions(
        decision=decision, answers={whole: ("no", "It lost."), part: ("yes", "Said.")}, by=OFFICE
    )
    assert departures(decision) == [part.number]
