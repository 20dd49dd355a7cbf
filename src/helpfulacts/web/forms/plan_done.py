"""The forms of what came: how it went, if it comes again, and on which days its person comes."""

from __future__ import annotations

from typing import Any

from helpfulacts.directory.facets import DAY_NAMES

from .base import PlainForm, day, one_of, sentence, ticks

CHANGED = (("yes", "Yes"), ("a_bit", "A bit"), ("no", "No"), ("", "I would rather not say"))


class CameForm(PlainForm):
    """On which day it happened: asked only where none was fixed."""

    on_day = day("On which day did it happen?", missing="Say on which day it happened.")

    def __init__(self, *args: Any, wants_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not wants_day:
            del self.fields["on_day"]


class ConfirmForm(CameForm):
    """What changed, in the person's own words: all of it may stay empty."""

    outcome = sentence(
        "What changed for you?", hint="Good or bad, in your own words.", required=False, rows=3
    )
    changed = one_of("Did it change anything?", CHANGED, required=False)


class WhichForm(CameForm):
    """Of help that comes again: this time, or for good."""

    which = one_of(
        "Will it come again?",
        (("this", "Yes. It was done this time, and comes again"), ("good", "No. It is done for good")),
        missing="Say if it comes again.",
        columns=1,
    )


class DaysForm(PlainForm):
    """Which of the weekdays of help (0 is Monday) its person comes on."""

    def __init__(self, *args: Any, days: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = tuple((day, DAY_NAMES[day]) for day in days)
        self.fields["days"] = field = ticks("I come on", choices, required=True)
        field.error_messages |= {
            "required": "Choose at least one of its days.",
            "invalid_choice": "Choose from its own days.",
        }
