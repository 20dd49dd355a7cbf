"""Getting in and taking part: what is so, who looked, and when."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.directory.facets import ACCESS_NEEDS

from .base import PlainForm, day, line, one_of

ANSWERS = (("keep", "Leave it as it is"), ("yes", "Yes"), ("no", "No"), ("unknown", "Nobody knows"))


class _Answer(forms.ChoiceField):
    """One that is left out is left as it is."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value or "keep"))


class AccessForm(PlainForm):
    """One choice a fact. `desk`: it also says whose word it is. `now`: fact → what stands there, in words."""

    says = ("access_facts",)

    on = day(
        "On which day did somebody look?",
        missing="Choose the day.",
        invalid="Write the day, for example 3/11/2026.",
    )
    source = one_of(
        "Whose word is it?",
        (
            ("keeper", "The people who give it"),
            ("visitor", "Somebody who went there"),
            ("assessor", "A body that looks at places"),
        ),
        missing="Say whose word it is.",
        columns=1,
    )
    name = line("Which body looked?", hint="Only if it was a body. Everybody reads its name.", required=False)

    def __init__(self, *args: Any, desk: bool, now: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not desk:
            del self.fields["source"], self.fields["name"]
        for fact, words in ACCESS_NEEDS.items():
            self.fields[fact] = _Answer(label=words, help_text=now[fact], choices=ANSWERS)

    @property
    def said(self) -> dict[str, str]:
        """Fact → yes, no or unknown, of those that are not left as they are."""
        return {fact: answer for fact in ACCESS_NEEDS if (answer := self.cleaned_data[fact]) != "keep"}

    def rows(self) -> list[Any]:
        return [self[fact] for fact in ACCESS_NEEDS]
