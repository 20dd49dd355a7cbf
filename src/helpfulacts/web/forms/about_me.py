"""What somebody says about themselves so that it can be checked that we are fair: every question may be left out."""

from __future__ import annotations

from typing import Any

from helpfulacts.people.equality import QUESTIONS

from .base import PlainForm, one_of

LEFT_OUT = "I prefer not to say"


class AboutMeForm(PlainForm):
    """One field a question, by its code; "" is what is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {one.code: "" for one in QUESTIONS} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for one in QUESTIONS:
            self.fields[one.code] = one_of(
                one.words,
                [*one.answers, ("", LEFT_OUT)],
                required=False,
                missing="Choose one of the answers, or leave the question out.",
                columns=1,
            )
