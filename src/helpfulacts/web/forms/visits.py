"""The form of a visit that somebody makes alone."""

from __future__ import annotations

from .base import PlainForm, clock, day, line


class VisitForm(PlainForm):
    """Who, where, from when, out by when, and who is told when they are not."""

    who = line("Who goes?", most=80, missing="Say who goes.")
    where = line(
        "Where do you go?",
        hint="The address. It is locked, and nobody sees it unless you are late.",
        most=200,
        missing="Say where you go.",
        autocomplete="off",
    )
    day = day("On which day?", missing="Choose the day.")
    from_time = clock("From when?")
    out_time = clock("When will you be out?")
    second = line(
        "Who is told if you are late?", most=80, missing="Say who is told when you are not out in time."
    )
    reach = line(
        "Their mobile number or e-mail",
        hint="Ask them first. They read your name and the time, not where you are.",
        most=120,
        missing="Write their mobile number or e-mail.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_time", "out_time"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = "Write a time, for example 14:30."
