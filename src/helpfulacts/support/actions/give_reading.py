"""Say how things are: answers to any of the questions, on the day they are given; put one right later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..instruments import GOALS, Question
from ..models import Plan, Reading
from ..readings import questions_of, sheet_of
from ..rules import may_change_plan
from ..versions import require_in_use

NOUN = "reading"


def give_reading(*, plan: Plan, answers: Mapping[str, int | None], by: Actor) -> Reading | None:
    """Keep these answers with what was said earlier today. A question that is not in `answers` stays as it was.

    None as an answer leaves the question out: what was said to it today is taken out. Where nothing has been said today
    and nothing is said now, nothing is written, and the answer is None.
    """
    require(may_change_plan(by, plan), "say how things are for this person")
    with register.writing(plan.place_id):
        require_in_use(plan)
        questions = {one.code: one for one in questions_of(plan)}
        day = today(plan.place.zone)
        reading = Reading.objects.filter(place=plan.place_id, plan=plan, day=day).first()
        new = reading is None or reading.taken_back_at is not None
        if new and all(number is None for number in answers.values()):
            return None
        reading = reading or Reading(place=plan.place, plan=plan, day=day)
        if new:  # also where the day was taken back: what was said then stays out of it
            reading.answers, reading.questions, reading.taken_back_at = {}, [], None
        reading.questions = list(dict.fromkeys([*reading.questions, *questions]))
        return _keep(reading, questions, answers, by, new=new)


def correct_reading(*, reading: Reading, answers: Mapping[str, int | None], by: Actor) -> Reading:
    """Put right what was said on an earlier day, also of a plan that has ended. A wish is scored as it was worded then."""
    require(may_change_plan(by, reading.plan), "say how things were for this person")
    with register.writing(reading.place_id):
        reading = _read_again(reading)
        if reading.taken_back_at:
            raise Refused("This day was taken back. Put it back first, then change it.")
        questions = {one.code: one for one, _ in sheet_of(reading, reading.plan).lines}
        return _keep(reading, questions, answers, by, new=False)


def take_back_reading(*, reading: Reading, by: Actor) -> Reading:
    """This day counts nowhere and is in no picture. It can be put back. Twice changes nothing."""
    return _set_taken_back(reading, by, taken=True)


def put_back_reading(*, reading: Reading, by: Actor) -> Reading:
    return _set_taken_back(reading, by, taken=False)


def _set_taken_back(reading: Reading, by: Actor, *, taken: bool) -> Reading:
    require(may_change_plan(by, reading.plan), "take this back for this person")
    with register.writing(reading.place_id):
        reading = _read_again(reading)
        if bool(reading.taken_back_at) == taken:
            return reading
        reading.taken_back_at = now() if taken else None
        reading.save(update_fields=["taken_back_at"])
        register.record(
            place=reading.place,
            action="took back a reading" if taken else "put back a reading",
            noun=NOUN,
            subject=reading.pk,
            facts={"proxy": by.person_id != reading.plan.person_id},
        )
    return reading


def _read_again(reading: Reading) -> Reading:
    found = (
        Reading.objects.filter(place=reading.place_id, pk=reading.pk)
        .select_related("plan__person", "place")
        .first()
    )
    if found is None:
        raise Refused("This plan was deleted, and this day with it.")
    return found


def _keep(
    reading: Reading,
    questions: Mapping[str, Question],
    answers: Mapping[str, int | None],
    by: Actor,
    *,
    new: bool,
) -> Reading:
    """Inside `register.writing`. The register is told that a reading was given, never what it says."""
    said: dict[str, Any] = reading.answers
    before = dict(said)
    proxy = by.person_id != reading.plan.person_id
    for code, number in answers.items():
        question = questions.get(code)
        if question is None:
            raise Refused("This is not asked any more. Go back and choose another question.")
        if number is None:
            said.pop(code, None)
        else:
            said[code] = _answer(question, number, by.shown_as if proxy else "")
    if said == before and not new:
        return reading
    corrected = any(said.get(code) != kept for code, kept in before.items())
    commitment, reading.salt = register.commit_to(json.dumps(said, sort_keys=True, ensure_ascii=False))
    reading.answers, reading.changed_at = said, now()
    reading.save()
    register.record(
        place=reading.place,
        action="gave a reading" if new else "corrected a reading" if corrected else "added to a reading",
        noun=NOUN,
        subject=reading.pk,
        facts={"proxy": proxy},
        commitment=commitment,
    )
    return reading


def _answer(question: Question, number: int, by: str) -> dict[str, Any]:
    if not question.allows(number):
        raise Refused("Choose one of the answers, or leave this question out.", field="said")
    told: dict[str, Any] = {"said": number}
    if words := question.words_of(number):
        told["words"] = words
    if question.strand == GOALS:
        told["about"] = question.short
    if by:
        told["by"] = by
    return told
