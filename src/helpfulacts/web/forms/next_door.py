"""The form in which whoever keeps an offer says if what a round leaves over of it may go next door."""

from __future__ import annotations

from typing import Any

from .base import PlainForm, line, one_of

MAY = (
    ("yes", "Yes, it may go to people next door"),
    ("no", "No, it stays here"),
)


class LendForm(PlainForm):
    """`ours`: whoever keeps it says so. Otherwise an officer writes down who said it."""

    may = one_of("May it go next door?", MAY, missing="Say if it may go next door.", columns=1)
    said_by = line("Who keeps it and said so?", most=80, missing="Say who keeps this offer and said so.")

    def __init__(self, *args: Any, ours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ours:
            del self.fields["said_by"]
