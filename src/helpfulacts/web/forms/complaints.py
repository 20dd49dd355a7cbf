"""The forms of complaints: what went wrong, and an officer's answer."""

from __future__ import annotations

from typing import Any

from helpfulacts.support.complaints import ABOUT, CAME_BY, OUTCOMES

from .base import PlainForm, day, line, one_of, sentence


class ComplainForm(PlainForm):
    """What went wrong, in a few words; how to reach them only if they like. `proxy`: the desk writes it down."""

    about = one_of("What is it about?", ABOUT, missing="Choose what it is about.", columns=1)
    words = sentence(
        "What went wrong?",
        hint="In your own words. Say when, and where, if you know. You need not say who you are.",
        rows=6,
        most=2000,
        missing="Say in a few words what went wrong.",
    )
    contact = line(
        "Would you like us to reach you as well?",
        hint="A phone number, an e-mail or an address. You can read the answer here without it.",
        most=200,
        required=False,
    )
    came_by = one_of(
        "How did they tell you?",
        [row for row in CAME_BY if row[0] != "page"],
        missing="Say how they told you.",
    )

    def __init__(self, *args: Any, proxy: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not proxy:
            del self.fields["came_by"]
            return
        self.fields["words"].label = "What went wrong, in their words?"
        self.fields["words"].help_text = "As they say it or wrote it. They need not say who they are."
        self.fields["contact"].label = "Would they like us to reach them as well?"
        self.fields[
            "contact"
        ].help_text = (
            "A phone number, an e-mail or an address. With the six words they can read the answer without it."
        )


class AnswerForm(PlainForm):
    """What was found, why, and what puts it right."""

    outcome = one_of("What did you find?", OUTCOMES, missing="Choose what you found.", columns=1)
    words = sentence(
        "Why?",
        hint="They read this, word for word. Say what you looked at, what you found, and say sorry where it is due.",
        rows=6,
        most=2000,
        missing="Say why, in words that they can follow.",
    )
    remedy = line(
        "What will you do to put it right?",
        hint="It is a promise, with a day. They can read it too. Leave it out if there is nothing to put right.",
        most=300,
        required=False,
    )
    remedy_by = day("By which day?", required=False, invalid="Write a day, for example 24/6/2027.")
