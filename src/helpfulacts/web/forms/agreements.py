"""The forms with which a side signs an agreement, and is held to it."""

from __future__ import annotations

from typing import Any

from .accountability import choice
from .base import PlainForm, day, line


class SignForm(PlainForm):
    """`bodies`: (key, name); `sides`: (code, name)."""

    side = choice("For which side?", missing="Choose one of the sides of this agreement.")
    body = choice("Which body signs?", missing="Choose the body that signs.")
    signed_by = line(
        "Who signs?",
        most=120,
        missing="Write the name of whoever signs.",
        hint="Everybody can read this name, and what they do there.",
    )

    def __init__(self, *args: Any, bodies: Any, sides: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        self.fields["side"].choices = [("", "Choose a side"), *sides]  # type: ignore[attr-defined]


class HoldForm(PlainForm):
    """That something happened which a clause speaks of. `clauses`: (key, words); `bodies`: (key, name)."""

    clause = choice("Which clause?", missing="Choose the clause that speaks of it.")
    body = choice("Who owes it?", missing="Choose a body that signed for the side that this clause binds.")
    about = line(
        "What happened?", most=200, missing="Say what happened, so that everybody knows what the promise is about.",
        hint="Everybody can read this. No names of people.",
    )  # fmt: skip
    began = day("On which day did it happen?", hint="The days of the clause are counted from the day after.")

    def __init__(self, *args: Any, clauses: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", "Choose a clause"), *clauses]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]
