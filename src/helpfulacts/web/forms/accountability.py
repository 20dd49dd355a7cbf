"""The forms of queries of members, and of what only the place can say of the algorithm."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.accountability.actions.answer_query import LONGEST as ANSWER_LONGEST
from helpfulacts.accountability.actions.hide_words import REASONS
from helpfulacts.accountability.actions.raise_query import LONGEST as QUERY_LONGEST
from helpfulacts.accountability.atrs_fields import LONGEST, OWN

from .base import PlainForm, line, one_of, sentence, ticks

WHOLE = ""


def person_tick() -> forms.MultipleChoiceField:
    """Shown once words look as if they named somebody."""
    return ticks("Is a private person named?", [("no", "No, no private person is named")], columns=1)


def choice(label: str, *, hint: str = "", required: bool = True, missing: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": missing, "invalid_choice": missing or "Choose one from the list."},
    )


class QueryForm(PlainForm):
    """Whom a member asks, about which ward, and what. `bodies`: (heading, [(key, name)]); `wards`: (key, name)."""

    body = choice(
        "Whom do you ask?",
        hint="Any body that gives help here, whether the council runs it or not.",
        missing="Choose whom you ask.",
    )
    ward = choice("Which ward is it about?", required=False)
    question = sentence(
        "What do you ask?",
        hint="Everybody can read this. You can take it back until it is answered. After that it stays. "
        "No names: say nothing that tells who somebody is.",
        rows=5,
        most=QUERY_LONGEST,
        missing="Write in words what you ask.",
    )
    no_person = person_tick()

    def __init__(self, *args: Any, bodies: Any, wards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]
        self.fields["ward"].choices = [(WHOLE, "The whole place"), *wards]  # type: ignore[attr-defined]


class QueryAnswerForm(PlainForm):
    """The answer of a body. `own`: whoever writes it speaks for the body, so that it is not asked who said it."""

    said_by = line(
        "Who gave this answer?",
        hint="Somebody who speaks for the body. What they do there is enough: “The manager”.",
        missing="Say who gave this answer, for example “The manager”.",
    )
    answer = sentence(
        "The answer",
        hint="Everybody can read this, for good. No names: say nothing that tells who somebody is.",
        rows=6,
        most=ANSWER_LONGEST,
        missing="Write the answer in words.",
    )
    no_person = person_tick()

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]


class ExcuseForm(PlainForm):
    reason = line(
        "Why is there no answer in time?",
        hint="Everybody can read this.",
        most=200,
        missing="Say why, in words that everybody can read.",
    )


class HideForm(PlainForm):
    """Which words go, and why. `words`: (key, name) of those that are there."""

    words = one_of("Which words?", (), missing="Say which words are hidden.", columns=1)
    reason = one_of(
        "Why?",
        [(key, why[:1].upper() + why[1:]) for key, why in REASONS.items()],
        hint="Everybody can read this, on the public register too.",
        missing="Say why they are hidden.",
        columns=1,
    )

    def __init__(self, *args: Any, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].choices = words  # type: ignore[attr-defined]


class AlgorithmForm(PlainForm):
    """One box for each field that is the place's own. Empty is said as not said yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in OWN:
            self.fields[one.key] = line(one.asks, hint=one.hint, most=LONGEST, required=False)
