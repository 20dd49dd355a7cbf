"""Readings are counted of those who said yes, first and last of the same person, and never a number below ten."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.coordination.counted_readings import counted_readings
from helpfulacts.core.clock import as_if
from helpfulacts.people import selectors as people
from helpfulacts.people.models import Person
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.cancel_introduction import withdraw_sharing
from helpfulacts.support.actions.choose_counting import choose_counting
from helpfulacts.support.actions.give_reading import correct_reading, give_reading, take_back_reading
from helpfulacts.support.readings import counted_answers, readings_of

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = (dt.datetime(2026, month, 5, 10, tzinfo=dt.UTC) for month in (5, 6, 7))
FEW = "fewer than 10"


def test_only_those_who_said_yes_are_counted_first_beside_last_and_never_below_ten(
    place: Any, make_person: Any, citizen_of: Any
) -> None:
    """Thirty agree. All say how satisfied they are twice; 24 how happy they are, 6 once; 3 how anxious they are."""
    plans = []
    for number in range(36):
        person = make_person()
        by = citizen_of(person)
        group = number == 35
        with as_if(MAY):
            plan = begin_plan(place=place, person=person, words="Something", group=group, by=by)
            if number != 34:  # never asked
                choose_counting(plan=plan, answer="no" if 30 <= number < 34 else "yes", by=by)
        for moment, satisfied in ((MAY, 5), (JUNE, 6 if number < 12 else 5 if number < 26 else 4)):
            answers: dict[str, int | None] = {"satisfied": satisfied, "happy": 5, "anxious": 2}
            if number >= 3:
                del answers["anxious"]
            if 24 <= number < 30 and moment == JUNE:
                answers["happy"] = None
            if group:
                answers = {"lonely": 1}
            with as_if(moment):
                give_reading(plan=plan, answers=answers, by=by)
        plans.append((plan, by))

    def lines() -> Any:
        counted = counted_readings(place)
        return counted.people, {one.question.code: one for one in counted.lines}

    with as_if(JUNE):
        assert lines()[1]["satisfied"].twice == FEW, "June is not in it until it is over"
    with as_if(JULY):
        said, by_code = lines()
        assert said == "about 30", "not those who said no, nor who was never asked, nor a group"
        satisfied, happy, anxious, lonely = (
            by_code[code] for code in ("satisfied", "happy", "anxious", "lonely")
        )
        assert (satisfied.twice, satisfied.not_twice) == ("about 30", FEW)
        assert satisfied.ways is None, "four moved one way"
        assert (happy.twice, happy.not_twice) == ("about 20", FEW), "24 did, six did not"
        assert (anxious.twice, anxious.not_twice, happy.ways, anxious.ways) == (FEW, "about 30", None, None)
        assert (lonely.twice, lonely.not_twice, lonely.ways) == (FEW, "about 30", None)
        for plan, by in plans[20:26]:  # ten the same, ten the other way: now each may be said
            day = readings_of(plan)[-1]
            correct_reading(reading=day, answers={"satisfied": 4}, by=by)
        correct_reading(reading=readings_of(plans[11][0])[-1], answers={"satisfied": 5}, by=plans[11][1])
        correct_reading(reading=readings_of(plans[10][0])[-1], answers={"satisfied": 5}, by=plans[10][1])
        assert lines()[1]["satisfied"].ways == ("about 10", "about 10", "about 10")
        before = lines()
        counted = len(counted_answers(place, before=JULY.date()))
        Person.objects.filter(pk=plans[0][0].person_id).update(protected=True)
        assert len(counted_answers(place, before=JULY.date())) == counted - 1, "nor whoever must not be found"

        plan, by = plans[0]
        [consent] = people.consents_of(plan.person)
        withdraw_sharing(consent=consent, by=by)
        said, by_code = lines()
        assert said == before[0] and by_code["happy"] == before[1]["happy"], (
            "looking before and after one took back their yes tells nothing of them"
        )
        plan, by = plans[1]
        choose_counting(plan=plan, answer="no", by=by)
        for reading in readings_of(plans[2][0]):
            take_back_reading(reading=reading, by=plans[2][1])
        assert len(counted_answers(place, before=JULY.date())) == 27, "withdrawn or taken back: out at once"
        for plan, by in plans[3:22]:
            choose_counting(plan=plan, answer="no", by=by)
        assert lines() == (FEW, {}), "eight are too few for any line"
    with as_if(MAY + dt.timedelta(days=800)):
        assert lines() == (FEW, {}), "a yes ends by itself"
