"""The forms of worries about somebody's safety: what worries you, more of it, how it ended, and what its person may read."""

from __future__ import annotations

from typing import Any

from helpfulacts.support.concerns import OUTCOMES

from .base import PlainForm, line, one_of, sentence


class TellConcernForm(PlainForm):
    """A few words, and how to reach them only if they like. `more`: whoever told it adds to it."""

    words = sentence(
        "What worries you?",
        hint="Who it is about, where, and what you saw or heard. Leave out what you do not know. You need not say who you are.",
        rows=6,
        most=2000,
        missing="Say in a few words what worries you.",
    )
    contact = line(
        "May we ask you something back?",
        hint="A phone number or an e-mail, if it is safe. You can leave this empty.",
        most=200,
        required=False,
    )

    def __init__(self, *args: Any, more: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if more:
            del self.fields["contact"]
            words = self.fields["words"]
            words.label = "Would you like to add something?"
            words.help_text = "What else you saw or heard. We look at it again."
            words.error_messages["required"] = "Say in a few words what you would like to add."


class CloseConcernForm(PlainForm):
    """How it ended, for those who may read it."""

    outcome = one_of("How did it end?", OUTCOMES, missing="Choose how it ended.", columns=1)
    words = sentence(
        "What was done, and who knows of it?",
        hint="Only those who may read worries see this.",
        rows=4,
        most=2000,
        missing="Say what was done, and who knows of it.",
    )


class ConcernAboutForm(PlainForm):
    """Whom it is about, and what they may read of it."""

    ticket = line(
        "Their ticket number",
        hint="It is on their plan, under “My facts”, and in what was held about them.",
        most=16,
        missing="Write their ticket number.",
    )
    decision = one_of(
        "When they ask for all that is held about them, what do they read of this?",
        (("kept back", "Nothing: somebody could come to harm"), ("told", "The words below")),
        missing="Choose if it is told or kept back.",
        columns=1,
    )
    reason = sentence(
        "If it is kept back: why?",
        hint="They do not read this. You answer for it by name, and it is counted for everybody to see.",
        rows=3,
        required=False,
    )
    told = sentence(
        "If it is told: in which words?",
        hint="Leave out who told us, and whatever could lead to them.",
        rows=3,
        most=2000,
        required=False,
    )
