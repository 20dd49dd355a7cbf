"""Days that differ from the usual week, and bank holidays."""

from __future__ import annotations

from typing import Any

from .base import PlainForm, clock, day, line, one_of


class DayForm(PlainForm):
    """One day: closed, or open at other hours."""

    day = day("Which day?", missing="Choose the day.", invalid="Write the day, for example 25/12/2026.")
    how = one_of(
        "What is different?",
        (("closed", "It is closed"), ("hours", "It is open at other times")),
        missing="Say if it is closed, or open at other times.",
    )
    starts = clock("From what time?", invalid="Write from what time, for example 10:00.")
    ends = clock("Until what time?", invalid="Write until what time, for example 12:00.")
    reason = line(
        "Why?", hint="People read this. For example: “The hall is being painted”.", most=120, required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("how") == "hours":
            for name, words in (("starts", "Write from what time."), ("ends", "Write until what time.")):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
        elif given.get("how") == "closed":
            given["starts"] = given["ends"] = None
        return given


class HolidaysForm(PlainForm):
    """Does it run on bank holidays?"""

    on_bank_holidays = one_of(
        "Does it run on bank holidays?",
        (
            ("runs", "Yes, as on any other day"),
            ("closed", "No, it is closed"),
            ("unknown", "We do not know yet: people are told to ring first"),
        ),
        missing="Choose one of the three.",
    )
