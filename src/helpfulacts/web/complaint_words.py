"""What a page says about a complaint: its steps in order, and where somebody can go who is not content with the answer."""

from __future__ import annotations

from collections.abc import Iterable
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


@dataclass(frozen=True)
class Step:
    """One thing that was promised about a complaint. state: as `promises.standing_of` says it; what: in plain words."""

    what: str
    state: str
    due: Any
    kept_at: Any


def steps_of(complaint: Any, owed: Iterable[Any], *, office: bool = False) -> list[Step]:
    """What is owed about it, in order, without what was excused. office: said to whoever does it, not to whoever waits."""
    day = today(complaint.place.zone)
    found = []
    for promise in owed:
        state = promises.standing_of(promise, day)
        if state == "excused":
            continue
        words = complaints.STEPS if office else KEPT if promise.kept_at else WAITS
        what = words[promise.clock] if promise.clock else promise.what
        found.append(Step(what, state, promise.due, promise.kept_at))
    return found


def next_after(place: Any, about: str = "") -> list[tuple[str, str]]:
    """(what it is about, who looks at it next): the one that fits first."""
    rows = [
        ("How information about you was used", "the Information Commissioner"),
        ("What a council did, or should have done", OMBUDSMEN[place.nation]),
    ]
    return rows if about in ("", "information") else rows[::-1]
