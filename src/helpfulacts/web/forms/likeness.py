"""The answers to “are these two the same?”"""

from __future__ import annotations

from typing import Any

from .base import PlainForm, line, one_of, ticks


class MergeForm(PlainForm):
    """Which of the two stays, and what it takes over from the other."""

    keep = one_of("Which entry do we keep?", (), missing="Choose which of the two we keep.", columns=1)
    take_over = ticks(
        "What should it take over from the other?",
        (),
        hint="Only what the one we keep does not say itself. Tick nothing to leave it as it is.",
        columns=1,
    )

    def __init__(self, *args: Any, entries: Any, take_over: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep: Any = self.fields["keep"]
        keep.choices = list(entries)
        more: Any = self.fields["take_over"]
        more.choices = list(take_over)
        if not more.choices:
            del self.fields["take_over"]


class ApartForm(PlainForm):
    """Why they are two, for whoever looks next time."""

    why = line(
        "What is the difference?",
        hint="A few words, and nobody’s name. For example: “One is for under-fives”. You can leave this empty.",
        most=200,
        required=False,
    )
