"""The form of whom somebody must never meet, by a number that the desk or they know."""

from __future__ import annotations

from .base import PlainForm, line


class ApartForm(PlainForm):
    """A ticket number, and what to call them on the list."""

    ticket = line(
        "Their ticket number",
        hint="If you do not know it, open something they give and press “I must never meet who gives this”, or ask at the desk.",
        most=16,
        missing="Write their ticket number.",
        autocomplete="off",
    )
    called = line("What shall we call them on your list?", most=120, required=False)
