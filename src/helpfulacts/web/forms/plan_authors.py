"""The forms of those who write for somebody else's plan, and of naming them."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.directory.facets import FACETS

from .base import PlainForm, line, one_of, sentence, ticks

SUGGESTED = {
    "words": "Suggest other words",
    "can_offer": "Suggest what they could offer",
    "wish": "Suggest something they would like",
    "reword": "Suggest other words for this",
    "strike": "Suggest to strike this out",
}
"""What a named helper may suggest, and how its page is headed."""


class HelperForm(PlainForm):
    called = line(
        "What do you call them?",
        hint="For example: “Meena”, or “my daughter”.",
        most=60,
        missing="Say what you call them.",
    )


class SuggestForm(PlainForm):
    """A few words; for a wish, what it is about too; to strike something out, nothing at all."""

    words = sentence(
        "What would you suggest?",
        hint="In words that they would use. They say yes, or no thanks.",
        missing="Write what you suggest, in a few words.",
    )
    facets = ticks("What is it about?", [(facet.code, facet.words) for facet in FACETS], required=True)

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facets"].error_messages["required"] = "Tick at least one thing that it is about."
        if what != "wish":
            del self.fields["facets"]
        if what == "strike":
            del self.fields["words"]


class BesideForm(PlainForm):
    """For a professional: that they see it another way, or other words that they suggest; and about what."""

    how = one_of(
        "What would you write?",
        [
            ("dissent", "I see it another way. It stands beside their words"),
            ("suggest", "I suggest other words. They say yes, or no thanks"),
        ],
        columns=1,
    )
    beside = one_of("What is it about?", (), columns=1)
    words = sentence(
        "Your words",
        hint="They read every word, with your name, your role and your body.",
        missing="Write it in a few words.",
    )

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["beside"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = parts


class AnswerForm(PlainForm):
    answer = sentence("What do you think of it?", required=False, rows=2)


class StayForm(PlainForm):
    """Nothing new: whom the person stays with, if they like to say."""

    whom = line(
        "Whom do you stay with?", hint="For example: “Tom”, or “my own group”.", most=80, required=False
    )
