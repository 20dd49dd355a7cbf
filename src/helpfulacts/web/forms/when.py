"""The usual week: lines of day, hours and how often. Without JavaScript.

`WhenForm(week=…)` shows a week, `WhenForm(request.POST, week=…)` reads what was sent; `form.week` is what it says. Lines
left empty count for nothing, and “No day” takes a line away; “One more time” sends the form back with another. A rule that no line shows has a tick of its
own, and stays as long as it is ticked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from helpfulacts.core.clock import are_hours
from helpfulacts.directory.week_grid import HOW_OFTEN, Slot, Week

from .base import PlainForm, clock, speak_plainly
from .public import DAY_CHOICES

MOST_LINES = 40
SPARE = 1


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=choices,
        error_messages={"invalid_choice": "Choose one from the list."},
    )


class WhenForm(PlainForm):
    """`lines` are the bound fields row by row, for the template."""

    says = ("when", "days", "on_bank_holidays")

    slots = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, week: Week, others: Sequence[str] = (), more: bool = False, **kwargs: Any
    ) -> None:
        """`others`: the words of the rules that no line shows, in their order. `more`: with one more empty line."""
        self.kept = week
        number = len(week.slots) + SPARE
        if data is not None:
            data = data.copy()
            sent = str(data.get("slots", ""))
            number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
            number = min(number + more, MOST_LINES)
            data["slots"] = str(number)
        super().__init__(data, initial={"slots": number, **_shown(week)}, **kwargs)
        for at in range(number):
            none = "No day" if at < len(week.slots) else "Choose a day"
            self.fields[f"slot_{at}_day"] = _choice("Day", [("", none), *DAY_CHOICES])
            self.fields[f"slot_{at}_starts"] = clock("From")
            self.fields[f"slot_{at}_ends"] = clock("Until")
            self.fields[f"slot_{at}_often"] = _choice("How often?", list(HOW_OFTEN.items()))
        for at, words in enumerate(others):
            self.fields[f"other_{at}"] = forms.BooleanField(
                label=f"Keep: {words}", initial=True, required=False
            )
        for field in self.fields.values():
            speak_plainly(field)
        self._number, self._others = number, len(others)

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[f"other_{at}"] for at in range(self._others)]

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        parts = ("day", "starts", "ends", "often")
        return [[self[f"slot_{at}_{part}"] for part in parts] for at in range(self._number)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        slots = [one for at in range(self._number) if (one := self._slot(at, given))]
        stay = tuple(rule for at, rule in enumerate(self.kept.others) if given.get(f"other_{at}"))
        self.week = Week(tuple(slots), stay)
        return given

    def _slot(self, at: int, given: dict[str, Any]) -> Slot | None:
        day = given.get(f"slot_{at}_day")
        starts: dt.time | None = given.get(f"slot_{at}_starts")
        ends: dt.time | None = given.get(f"slot_{at}_ends")
        if not day and (at < len(self.kept.slots) or (starts is None and ends is None)):
            return None  # a line that stood there is taken away; a new one with times may want its day
        for part, missing, say in (
            ("day", not day, "Choose the day, or empty the times beside it."),
            ("starts", starts is None, "Say from what time."),
            ("ends", ends is None, "Say until what time."),
        ):
            if missing and f"slot_{at}_{part}" not in self.errors:
                self.add_error(f"slot_{at}_{part}", say)
        if not day or starts is None or ends is None:
            return None
        if not are_hours(starts, ends):
            early = " For the afternoon, write 17:00 and not 5:00." if starts < dt.time(12) else ""
            self.add_error(f"slot_{at}_ends", f"It has to end after it starts.{early}")
            return None
        return Slot(day, starts, ends, given.get(f"slot_{at}_often") or "week")


def _shown(week: Week) -> dict[str, Any]:
    return {
        f"slot_{at}_{part}": getattr(one, part)
        for at, one in enumerate(week.slots)
        for part in ("day", "starts", "ends", "often")
    }
