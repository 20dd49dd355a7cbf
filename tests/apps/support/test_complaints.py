"""Anybody may say that something went wrong; each complaint has its days, one answer that stays, and no name."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import NOBODY, Actor
from helpfulacts.promises import selectors as promises
from helpfulacts.support import complaints
from helpfulacts.support.actions.answer_complaint import acknowledge_complaint, answer_complaint, put_right
from helpfulacts.support.actions.complain import complain, take_back
from helpfulacts.support.actions.forget_complaints import forget_complaints
from helpfulacts.support.models import Complaint

MEL = Actor("Mel, partnership officer", "officer")
TOM = Actor("Tom, link worker", "navigator")
CAME = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)


def said(place: Any, **fields: Any) -> Any:
    return complain(
        place=place, **({"about": "information", "words": "Canaryword was told", "by": NOBODY} | fields)
    )[0]


def test_a_complaint_is_acknowledged_answered_and_put_right_by_its_days(place: Any) -> None:
    with as_if(CAME):
        made, phrase = complain(place=place, about="information", words="Canaryword was told", by=NOBODY)
        assert len(phrase.split()) == 6
        assert complaints.complaint_by_phrase(place, phrase.upper()) == made
        assert people.person_by_phrase(place, phrase) is None
        [row] = complaints.to_answer(place, today(place.zone))
        assert (row.step, row.due, row.late) == ("Tell them that it came", dt.date(2026, 12, 29), False)
        acknowledge_complaint(complaint=made, by=MEL)
        [row] = complaints.to_answer(place, dt.date(2027, 1, 1))
        assert (row.step, row.due, row.late) == ("Answer it", dt.date(2026, 12, 23), True)
        with pytest.raises(Refused):
            acknowledge_complaint(complaint=made, by=MEL)
        for refused in (
            {"outcome": "perhaps"}, {"words": " "}, {"remedy_by": None}, {"remedy_by": dt.date(2026, 11, 1)},
            {"remedy": ""},
        ):  # fmt: skip
            with pytest.raises(Refused):
                answer(made, **refused)
        with pytest.raises(NotAllowed):
            answer(made, by=TOM)
        answer(made)
        with pytest.raises(Refused):
            answer(made)
        [row] = complaints.to_answer(place, today(place.zone))
        assert row.step == "Put it right"
        put_right(complaint=made, by=MEL)
    assert complaints.to_answer(place, today(place.zone)) == []
    kinds = [(one.kind, promises.standing_of(one, today())) for one in complaints.owed_about(made)]
    assert kinds == [("clock", "kept"), ("clock", "kept"), ("remedy", "kept")]
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.filter(place=place).update(outcome="not upheld")
    lines = "\n".join(register.saved_lines(place))
    assert "Canaryword" not in lines and "upheld" not in lines and "remedy" not in lines


def answer(made: Any, **fields: Any) -> Any:
    given: dict[str, Any] = {
        "outcome": "upheld", "words": "We told them too much.", "remedy": "We train our staff",
        "remedy_by": dt.date(2026, 12, 10), "by": MEL,
    }  # fmt: skip
    return answer_complaint(complaint=made, **(given | fields))


def test_a_complaint_taken_back_has_no_words_and_nobody_owes_an_answer(place: Any) -> None:
    made = said(place, contact="01632 960001")
    take_back(complaint=made, by="citizen")
    assert (made.words, made.contact) == ("", "")
    assert complaints.to_answer(place, today(place.zone)) == []
    assert [one.exception for one in complaints.owed_about(made)] == ["it was taken back"]
    for again in (
        lambda: take_back(complaint=made, by="citizen"),
        lambda: answer(made, remedy="", remedy_by=None),
    ):
        with pytest.raises(Refused):
            again()


def test_the_desk_writes_down_what_comes_on_paper_and_nobody_else_does(place: Any) -> None:
    made = said(place, came_by="paper", by=TOM)
    assert made.came_by == "paper"
    with pytest.raises(NotAllowed):
        said(place, came_by="phone")
    for wrong in ({"words": "  "}, {"about": "weather"}, {"words": "a" * 2001}):
        with pytest.raises(Refused):
            said(place, **wrong)


def test_words_go_a_year_after_the_answer_and_the_counts_stay(place: Any) -> None:
    with as_if(CAME):
        made = said(place)
        answer(made, remedy="", remedy_by=None)
        waiting = said(place)
    with as_if(CAME + dt.timedelta(days=364)):
        assert forget_complaints(place=place) == 0
        figures = complaints.figures(place, now() - dt.timedelta(days=365))
        assert (figures.upheld, figures.days, figures.waiting) == (1, 0, 1)
    with as_if(CAME + dt.timedelta(days=366)):
        assert (forget_complaints(place=place), forget_complaints(place=place)) == (1, 0)
    made.refresh_from_db()
    waiting.refresh_from_db()
    assert (made.words, made.answer, made.outcome) == ("", "", "upheld")
    assert waiting.words
