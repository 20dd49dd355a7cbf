"""The form by which an officer gives somebody a role for a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from .base import PlainForm, day, line, one_of


class RoleForm(PlainForm):
    """Who, which role, for which body, until when."""

    email = line(
        "Their e-mail address", hint="They sign in with it. Others never see it.", most=254,
        missing="Write their e-mail address.", inputmode="email", autocomplete="off",
    )  # fmt: skip
    role = one_of("Which role?", (), missing="Choose a role.", columns=1)
    shown_as = line(
        "The name that others read", hint="For example: Tom, link worker.", most=80, missing="Write a name."
    )
    body = line(
        "Which body answers for it?", hint="Of any sector: whoever employs them, or whose volunteer they are.",
        missing="Write which body.",
    )  # fmt: skip
    new_body = forms.BooleanField(label="This body is new here", required=False)
    until = day("The last day of the role", missing="Say until when.")

    def __init__(self, *args: Any, roles: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = [(code, words[0].upper() + words[1:]) for code, words in roles]
