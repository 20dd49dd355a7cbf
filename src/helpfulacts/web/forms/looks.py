"""The form of a look that is looked into: what was found, and what was asked and heard."""

from __future__ import annotations

from helpfulacts.people.actions.check_look import LONGEST
from helpfulacts.people.looks import OUTCOMES

from .base import PlainForm, one_of, sentence

_OUTCOMES = [(code, f"{words[:1].upper()}{words[1:]}") for code, words in OUTCOMES]


class CheckLookForm(PlainForm):
    """What was found of a look. Its person reads both."""

    outcome = one_of("What did you find?", _OUTCOMES, missing="Choose what you found.", columns=1)
    words = sentence(
        "What did you ask, and what did you hear?",
        hint="The person can read this, with your name.",
        most=LONGEST,
        missing="Say what you asked and heard.",
    )
