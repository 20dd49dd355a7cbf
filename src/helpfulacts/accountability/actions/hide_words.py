"""An officer hides words of a query, or of its answer, that point at somebody. They go for good; that they were there stays."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Query
from ..queries import HID, NOUN
from ..rules import may_hide_words

REASONS = {
    "names": "it names somebody",
    "points": "it tells who somebody is",
    "asked": "somebody whom it is about asked for it",
}
"""Chosen, not written: a reason in somebody's own words could name on the register whom the words named."""


def hide_words(*, query: Query, words: str, reason: str, by: Actor) -> Query:
    """words: “question” or “answer”. reason: a key of `REASONS`. Its number, day, body and clock stay as they are."""
    require(may_hide_words(by), "hide words of a query")
    if words not in ("question", "answer"):
        raise Refused("Say which words are hidden.", field="words")
    if reason not in REASONS:
        raise Refused("Say why they are hidden.", field="reason")
    with register.writing(query.place_id):
        query.refresh_from_db()
        if not getattr(query, words):
            raise Refused("There are no words here to hide.", field="words")
        setattr(query, words, "")
        setattr(query, f"{words}_hidden_at", now())
        query.save(update_fields=[words, f"{words}_hidden_at"])
        register.record(
            place=query.place,
            action=HID,
            noun=NOUN,
            subject=query.pk,
            facts={"query": query.number, "words": words, "reason": REASONS[reason], "by": by.role},
        )
    return query
