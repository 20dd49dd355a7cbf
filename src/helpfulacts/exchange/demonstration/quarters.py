"""Some bodies have answered the two questions of the last quarter; the youth club has not yet."""

from __future__ import annotations

from typing import Any

from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.support import quarters
from helpfulacts.support.actions.answer_quarter import answer_quarter

BODIES = 14
WORDS = ("laughter", "company", "shelves", "warmth", "noise", "soup")
CAME = ("most", "all", "some", "most")
MINUTES = (2, 1, 5, None, 3)


def answer_for_a_quarter(*, place: Any) -> None:
    """One offer of each. Nobody answers of whom nobody was helped in the quarter."""
    club = people.account_by_email("club@demo.invalid")
    theirs = {grant.body_id for grant in people.live_grants(place, club)}
    done = 0
    for body in people.organisations(place):
        asked = quarters.asked_of(body) if done < BODIES and body.pk not in theirs else []
        if asked:
            keeper = Actor(f"Somebody at {body.name}"[:80], "provider", None, None, body.pk)
            answer_quarter(
                offer=asked[0], came=CAME[done % len(CAME)], word=WORDS[done % len(WORDS)],
                minutes=MINUTES[done % len(MINUTES)], by=keeper,
            )  # fmt: skip
            done += 1
