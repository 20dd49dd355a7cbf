"""Answer a query in public, once and for good; or say why it will not be answered in time."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import ask_if_person, public_words
from helpfulacts.people.rules import require
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.except_promise import except_promise
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..bodies import named
from ..models import Query
from ..queries import NOUN
from ..rules import answers_for, may_answer_query, may_excuse_query

LONGEST = 2000


def answer_query(
    *, query: Query, answer: str, said_by: str = "", by: Actor, no_person: bool = False
) -> Query:
    """Whoever speaks for the body answers; or an officer writes down the answer, and `said_by`: who gave it for the body.

    no_person: whoever writes was asked, and said that what looks like a name is no private person.
    """
    require(may_answer_query(by, query), "answer this query")
    said = public_words(answer, "Write the answer in words.", field="answer", longest=LONGEST)
    if not no_person:
        ask_if_person(query.place, said, (body.name for body in named(query.place)))
    own = answers_for(by, query)
    who = by.shown_as if own else tidy(said_by)
    if not who:
        raise Refused("Say who gave this answer, for example “The manager”.", field="said_by")
    if len(who) > 120:
        raise Refused("Please keep who gave it under 120 letters.", field="said_by")
    with register.writing(query.place_id):
        _still_open(query)
        for promise in promises.open_about(query.place, NOUN, query.pk):
            keep_promise(promise=promise, evidence="answered in public", by=by.role)
        query.answer, query.answered_at, query.answered_by = said, now(), who
        query.written_by = "" if own else by.shown_as[:80]
        query.save(update_fields=["answer", "answered_at", "answered_by", "written_by"])
        register.record(
            place=query.place,
            action="answered a query",
            noun=NOUN,
            subject=query.pk,
            facts={"query": query.number, "body": query.body.name, "by": by.role},
        )
    return query


def excuse_query(*, query: Query, reason: str, by: Actor) -> Query:
    """A late answer is excused, with a reason that everybody reads. It can still be answered. Raises Refused in time."""
    require(may_excuse_query(by), "excuse a late answer")
    said = public_words(reason, "Say why, in words that everybody can read.", field="reason", longest=200)
    with register.writing(query.place_id):
        _still_open(query)
        owed = promises.open_about(query.place, NOUN, query.pk)
        if not owed:
            raise Refused("This is excused already.")
        if owed[0].due >= today(query.place.zone):
            raise Refused("It is not late, so there is nothing to excuse.")
        for promise in owed:
            except_promise(promise=promise, reason=said, by=by.role)
        register.record(
            place=query.place,
            action="excused a query",
            noun=NOUN,
            subject=query.pk,
            facts={"query": query.number, "by": by.role},
        )
    return query


def _still_open(query: Query) -> None:
    query.refresh_from_db()
    if query.taken_back_at:
        raise Refused("The member took this back, so nobody waits for an answer.")
    if query.answered_at:
        raise Refused("This has been answered already.")
