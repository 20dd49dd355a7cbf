"""What a page says about a complaint: its steps in order, and where somebody can go who is not content with the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.promises import selectors as promises
from helpfulacts.support import complaints

OMBUDSMEN = {
    "england": "the Local Government and Social Care Ombudsman",
    "wales": "the Public Services Ombudsman for Wales",
    "scotland": "the Scottish Public Services Ombudsman",
    "northern-ireland": "the Northern Ireland Public Services Ombudsman",
}
"""Who looks at complaints about councils, by the nation of the place."""
WAITS = {
    complaints.ACKNOWLEDGE: "We tell you here that it came",
    complaints.ANSWER: "We answer here",
}
KEPT = {
    complaints.ACKNOWLEDGE: "We told you that it came",
    complaints.ANSWER: "We answered",
}
IN_THE_OFFICE = {complaints.ACKNOWLEDGE: "Tell them that it came", complaints.ANSWER: "Answer it"}


@dataclass(frozen=True)
class Step:
    """One thing that was promised about a complaint. state: as `promises.standing_of` says it; what: in plain words."""

    what: str
    state: str
    due: Any
    kept_at: Any


def steps_of(complaint: Any, *, office: bool = False) -> list[Step]:
    """In order, without what was excused. office: said to whoever does it, not to whoever waits for it."""
    day = today(complaint.place.zone)
    found = []
    for promise in complaints.owed_about(complaint):
        state = promises.standing_of(promise, day)
        if state == "excused":
            continue
        words = IN_THE_OFFICE if office else KEPT if promise.kept_at else WAITS
        found.append(Step(words.get(promise.clock, promise.what), state, promise.due, promise.kept_at))
    return found


def next_after(place: Any, about: str = "") -> list[tuple[str, str]]:
    """(what it is about, who looks at it next): the one that fits first."""
    rows = [
        ("How information about you was used", "the Information Commissioner"),
        ("What a council did, or should have done", OMBUDSMEN[place.nation]),
    ]
    return rows if about in ("", "information") else rows[::-1]
