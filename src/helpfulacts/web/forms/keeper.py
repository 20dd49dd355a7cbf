"""The forms of those who keep an organisation's entries, and of the desk that sends them a link."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.core.errors import Refused
from helpfulacts.people import keepers

from .base import PlainForm, line, one_of, sentence
from .reaching import holds_a_number


class EntryWordsForm(PlainForm):
    """What an entry says, in the keeper's words."""

    says = ("title", "summary", "description", "cost", "brings", "what_next", "contact", "website")

    title = line("What is it called?", most=160, missing="Give it a name.")
    summary = sentence(
        "What is it, in one or two sentences?", rows=3, most=400, missing="Say in a sentence what it is."
    )
    description = sentence("More about it", rows=6, most=6000, required=False)
    cost = line("What does it cost?", most=120, required=False, hint="For example: Free, or £2 a session.")
    brings = line("What should people bring?", most=300, required=False)
    what_next = sentence(
        "What happens after somebody says yes?", rows=2, most=300, required=False,
        hint="For example: we ring you within three days.",
    )  # fmt: skip
    contact = line(
        "How can people reach you?", most=200, required=False,
        hint="A number or e-mail for everybody to see. Leave it empty to be reached through us.",
    )  # fmt: skip
    website = forms.URLField(
        label="Your own page",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="It starts with https://",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": "Write the whole address, for example https://example.org"},
    )

    def clean_contact(self) -> str:
        contact = str(self.cleaned_data["contact"])
        if contact and "@" not in contact and not holds_a_number(contact):
            raise forms.ValidationError("Write a phone number or an e-mail address, or leave it empty.")
        return contact


class VouchLinkForm(PlainForm):
    """The desk has checked that it is them, and sends or prints a link."""

    checked_how = one_of(
        "How did you check that it is them?",
        (
            ("phone", "I rang the number that everybody can find, not one they gave me"),
            ("visit", "I went to see them"),
            ("known", "I know them"),
        ),
        missing="Say how you checked that it is them.",
        columns=1,
    )
    by = one_of(
        "How do they get the link?",
        (("email", "By e-mail"), ("letter", "As a letter that I print now")),
        missing="Choose e-mail or a letter.",
        columns=1,
    )
    email = line(
        "Their e-mail address",
        hint="Kept locked, and used for this alone. Not needed for a letter.",
        most=200,
        required=False,
        autocomplete="off",
    )
    number = line(
        "A mobile number that may get texts",
        hint="Once a month at most we ask if their entries are still right. They answer with one digit, or STOP.",
        most=40,
        required=False,
        autocomplete="off",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("by") == "email" and not given.get("email"):
            self.add_error("email", "Write the address that the link goes to, or print a letter.")
        for name, tidy in (("email", keepers.tidy_email), ("number", keepers.tidy_number)):
            if given.get(name):
                try:
                    given[name] = tidy(given[name])
                except Refused as refusal:
                    self.add_error(name, str(refusal))
        return given


class BodyNameForm(PlainForm):
    """Which organisation, by a part of its name."""

    name = line(
        "Which organisation?", hint="A part of its name is enough.", missing="Write a part of its name."
    )
