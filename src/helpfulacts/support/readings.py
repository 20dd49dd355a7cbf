"""Reads of how things are: what a plan is asked, what its person said and when, and who may be counted.

Nothing here fills a gap: a question that was left out is in no list of numbers, and how many were answered is always said
beside how many were asked.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.people.models import Consent, Person

from .instruments import OF_A_GROUP, OF_A_PERSON, Question, by_strand, goal
from .licensed import measures_here
from .models import Aspiration, CountingChoice, Plan, Reading

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

COUNTED = "readings of how things are"
WITH_THE_COUNT = "A count without names"
WHY_COUNTED = "so that people can see how things are going here, in numbers alone"


@dataclass(frozen=True)
class Told:
    """One answer on one day. words: the answer in words, "" where the number says it. by: who wrote it down, "" for the person."""

    day: dt.date
    number: int
    words: str
    by: str


@dataclass(frozen=True)
class Line:
    """One question and every answer to it, oldest first. times: on how many days it was asked, answered or not."""

    question: Question
    told: tuple[Told, ...]
    times: int

    @property
    def first(self) -> Told | None:
        return self.told[0] if self.told else None

    @property
    def last(self) -> Told | None:
        return self.told[-1] if self.told else None


@dataclass(frozen=True)
class Strand:
    """A strand of the profile with its lines. score: of a licensed measure on the last day when all of it was answered."""

    code: str
    name: str
    lines: tuple[Line, ...]
    score: tuple[dt.date, float] | None = None


@dataclass(frozen=True)
class Sheet:
    """One day's reading as its person reads it: (question that was asked then, answer or None where it was left out)."""

    reading: Reading
    lines: tuple[tuple[Question, Told | None], ...]

    @property
    def answered(self) -> int:
        return sum(told is not None for _, told in self.lines)

    @property
    def asked(self) -> int:
        return len(self.lines)


def goals_of(plan: Plan) -> list[Question]:
    """The wishes of a plan, each to be scored in the words it has now."""
    rows = plan.aspirations.exclude(state="struck_out").order_by("created_at")
    return _goals(rows)


def _goals(rows: Iterable[Aspiration]) -> list[Question]:
    return [goal(str(wish.pk), wish.words) for wish in rows]


def questions_of(plan: Plan) -> list[Question]:
    """What this plan is asked, in order: its own wishes first; a group only what is about all of them."""
    if plan.group:
        return [*goals_of(plan), *OF_A_GROUP]
    if plan.person.is_under_18:  # ONS asks these of people of 16 and over
        return goals_of(plan)
    return [*goals_of(plan), *OF_A_PERSON, *_licensed()]


def _licensed() -> list[Question]:
    return [question for measure in measures_here()[0] for question in measure.questions]


def readings_of(plan: Plan, *, taken_back: bool = False) -> list[Reading]:
    """By day, the oldest first; `taken_back`: those that the person took back, and no others."""
    rows = Reading.objects.filter(place=plan.place_id, plan=plan, taken_back_at__isnull=not taken_back)
    return list(rows.order_by("day"))


def get_reading(plan: Plan, reading_id: uuid.UUID) -> Reading:
    found = Reading.objects.filter(place=plan.place_id, plan=plan, pk=reading_id).first()
    if found is None:
        raise NotFound("There is no such day on this plan.")
    return found


def todays_reading(plan: Plan) -> Reading | None:
    """What was said today, where it was not taken back."""
    day = today(plan.place.zone)
    return Reading.objects.filter(place=plan.place_id, plan=plan, day=day, taken_back_at__isnull=True).first()


def told_on(reading: Reading | None, code: str) -> Told | None:
    """The answer to one question on that day; None where it was left out."""
    kept = reading.answers.get(code) if reading is not None else None
    return None if kept is None or reading is None else _told(reading.day, kept)


def _told(day: dt.date, kept: dict[str, object]) -> Told:
    return Told(day, int(str(kept["said"])), str(kept.get("words", "")), str(kept.get("by", "")))


def lines_of(questions: Iterable[Question], readings: Sequence[Reading]) -> list[Line]:
    """Each question with its answers; `readings` by day. A day on which it was not asked is not one it was left out on."""
    days = [(one.day, one.answers, frozenset(one.questions)) for one in readings]
    return [
        Line(
            one,
            tuple(_told(day, said[one.code]) for day, said, _ in days if one.code in said),
            sum(one.code in asked for _, _, asked in days),
        )
        for one in questions
    ]


def profile_of(plan: Plan, readings: Sequence[Reading]) -> list[Strand]:
    """Strand by strand. There is no sum of strands: five things are five things."""
    asked = questions_of(plan)
    by_code = {line.question.code: line for line in lines_of(asked, readings)}
    found = [
        Strand(code, name, tuple(by_code[one.code] for one in questions))
        for code, name, questions in by_strand(asked)
    ]
    for measure in measures_here()[0]:
        lines = tuple(by_code[one.code] for one in measure.questions if one.code in by_code)
        if lines:
            scores = []
            for reading in readings:
                said = {code: int(kept["said"]) for code, kept in reading.answers.items()}
                if (score := measure.score(said)) is not None:
                    scores.append((reading.day, score))
            found.append(Strand(measure.name, measure.title, lines, scores[-1] if scores else None))
    return found


def sheet_of(reading: Reading, plan: Plan) -> Sheet:
    """One day: what was asked then, and what was answered. A wish stands there as it was worded when it was scored."""
    said = reading.answers
    known = {one.code: one for one in (*_goals(plan.aspirations.all()), *OF_A_PERSON, *_licensed())}
    known |= {code: goal(code, str(kept["about"])) for code, kept in said.items() if "about" in kept}
    return Sheet(
        reading,
        tuple(
            (known[code], _told(reading.day, said[code]) if code in said else None)
            for code in reading.questions
            if code in known
        ),
    )


def counting_of(person: Person) -> Consent | None:
    """The consent by which this person's readings are counted today, if there is one."""
    return _counting(person.place).filter(person=person).first()


def was_asked_about_counting(person: Person) -> CountingChoice | None:
    return CountingChoice.objects.filter(place=person.place_id, person=person).first()


def _counting(place: Place) -> QuerySet[Consent]:
    return Consent.objects.filter(
        place=place, what=COUNTED, withdrawn_at__isnull=True, until__gte=today(place.zone)
    ).order_by("-given_at")


def counted_answers(place: Place, *, before: dt.date) -> list[dict[str, list[int]]]:
    """One table for each person who agreed to be counted before that day, and still does: code → numbers said, by day.

    Readings of groups, scores of wishes, and what was taken back are not in it, nor is whoever must not be found. A question that was left out has no number.
    """
    agreed = {
        one.person_id
        for one in _counting(place)
        if one.given_at.astimezone(ZoneInfo(place.zone)).date() < before
    }
    rows = Reading.objects.filter(
        place=place,
        plan__person__in=agreed,
        plan__person__protected=False,
        plan__group=False,
        taken_back_at__isnull=True,
        day__lt=before,
    ).values_list("plan__person", "pk", "answers_sealed", "day")
    found: dict[uuid.UUID, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for person, pk, sealed, day in rows.order_by("day", "pk"):
        for code, kept in Reading(pk=pk, day=day, answers_sealed=sealed).answers.items():
            if "about" not in kept:
                found[person][code].append(int(kept["said"]))
    return [dict(said) for said in found.values()]
