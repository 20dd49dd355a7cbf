"""Say that a complaint has come, and answer it: with what was found, why, and what puts it right."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_run_rounds, require
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..complaints import ACKNOWLEDGE, ANSWER, NOUN
from ..models import Complaint
from .complain import in_words, owe


def acknowledge_complaint(*, complaint: Complaint, by: Actor) -> Complaint:
    """An officer says that it came; from now its answer is owed. On its page at once for whoever has the six words."""
    require(may_run_rounds(by), "answer a complaint")
    with register.writing(complaint.place_id):
        _still_open(complaint)
        owed = [one for one in _owed(complaint) if one.clock == ACKNOWLEDGE]
        if not owed:
            raise Refused("Somebody said already that this came.")
        for promise in owed:
            keep_promise(promise=promise, evidence="said on its page", by=by.role)
        owe(complaint, kind="clock", clock=ANSWER, what="Answer the complaint", trigger="a complaint came")
        register.record(
            place=complaint.place,
            action="said that a complaint came",
            noun=NOUN,
            subject=complaint.pk,
            facts={"by": by.role},
        )
    return complaint


def answer_complaint(
    *,
    complaint: Complaint,
    outcome: str,
    words: str,
    remedy: str = "",
    remedy_by: dt.date | None = None,
    by: Actor,
) -> Complaint:
    """What was found, and why, once and for good; and what puts it right, by a day. Not told that it came yet: told now."""
    require(may_run_rounds(by), "answer a complaint")
    if outcome not in dict(Complaint.OUTCOMES):
        raise Refused("Choose what you found.", field="outcome")
    said, put_right = in_words(words, "Say why, in words that they can follow."), tidy(remedy)
    if put_right and remedy_by is None:
        raise Refused("Say by which day you will do that.", field="remedy_by")
    if remedy_by and not put_right:
        raise Refused("Say what you will do by that day, or leave the day out.", field="remedy")
    if remedy_by and remedy_by < today(complaint.place.zone):
        raise Refused("Choose a day that is still to come.", field="remedy_by")
    with register.writing(complaint.place_id):
        _still_open(complaint)
        for promise in _owed(complaint):
            keep_promise(promise=promise, evidence="answered on its page", by=by.role)
        complaint.outcome, complaint.answered_at = outcome, now()
        complaint.answered_by, complaint.answer = by.shown_as[:120], said
        complaint.save(update_fields=["outcome", "answered_at", "answered_by", "answer_sealed"])
        if put_right:
            owe(complaint, kind="remedy", what=put_right, trigger="a complaint was answered", due=remedy_by)
        register.record(
            place=complaint.place,
            action="answered a complaint",
            noun=NOUN,
            subject=complaint.pk,
            facts={"by": by.role},
        )
    return complaint


def put_right(*, complaint: Complaint, by: Actor) -> None:
    """What was promised to put it right has been done."""
    require(may_run_rounds(by), "say that a complaint was put right")
    with register.writing(complaint.place_id):
        owed = promises.open_about(complaint.place, NOUN, complaint.pk, kind="remedy")
        if not owed:
            raise Refused("Nothing more is promised about this complaint.")
        for promise in owed:
            keep_promise(promise=promise, evidence="done", by=by.role)


def _owed(complaint: Complaint) -> list[promises.Promise]:
    return promises.open_about(complaint.place, NOUN, complaint.pk, kind="clock")


def _still_open(complaint: Complaint) -> None:
    complaint.refresh_from_db()
    if complaint.taken_back_at:
        raise Refused("This was taken back, so nobody waits for an answer.")
    if complaint.answered_at:
        raise Refused("This has been answered already.")
