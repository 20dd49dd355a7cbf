"""Signing in, with our own words. What is checked, and how, stays with the library."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm, SignupForm
from django import forms

DO_NOT_MATCH = "That e-mail and that password do not go together. Check both, or get a new password."


def _ask(form: forms.Form, **labels: str) -> None:
    """Our label for each field, and no words inside the box: they would go as soon as somebody types."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]
    """A mistake stands at the e-mail, as one sentence that does not say which of the two was wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, login="E-mail", password="Password", remember="Stay signed in on this device")
        self.fields["password"].help_text = ""
        self.fields["login"].error_messages["required"] = "Write your e-mail address."
        self.fields["login"].error_messages["invalid"] = "That does not look like an e-mail address."
        self.fields["password"].error_messages["required"] = "Write your password."

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()  # type: ignore[no-any-return]
        except forms.ValidationError as wrong:
            known = wrong.code == "email_password_mismatch"
            self.add_error("login", DO_NOT_MATCH if known else wrong.messages[0])
            return self.cleaned_data


class NewAccountForm(SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, email="E-mail", password1="Password", password2="The same password again")
        self.fields[
            "password1"
        ].help_text = "At least 12 letters. A few words in a row are easy to keep in mind."


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, email="E-mail")
