"""The forms of paper votes: slips, a batch, one paper, and what is spoilt."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.deliberation.actions.begin_paper_batch import MOST

from .base import PlainForm, line, one_of
from .deciding import VoteForm

NOTHING = "Nothing is chosen. Is the paper empty? Then it is spoilt: count it there, further down."


def number(label: str, *, hint: str = "", least: int = 1, most: int, missing: str) -> forms.IntegerField:
    field = forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=most, error_messages={"required": missing},
        widget=forms.NumberInput(attrs={"class": "few", "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    for limit in ("min", "max"):  # our own sentence says what is wrong, not the browser's
        field.widget.attrs.pop(limit, None)
    return field


class SlipsForm(PlainForm):
    """How many, and how it was seen that those who get them may take part."""

    number = number(
        "How many slips?", most=1000, missing="Say how many slips.", hint="At most 1,000 at a time."
    )
    evidence = line(
        "How do you know that they may take part?",
        hint="For example: looked up on the list of tenants. Name nobody.",
        missing="Say how you know that they may take part.",
    )


class BatchForm(PlainForm):
    """Where papers came from and how many there are, counted before anybody reads them."""

    came_from = line(
        "Where did they come from?",
        hint="For example: the box in the library.",
        missing="Say where they came from.",
    )
    channel = one_of(
        "From a box, or from a meeting?",
        [("paper", "From a box, or by post"), ("meeting", "From a meeting")],
        missing="Say if they came from a box or from a meeting.",
    )
    papers = number(
        "How many papers are there?", most=MOST, missing="Count them, and say how many there are.",
        hint="Count all of them, also empty and torn ones, before you read any.",
    )  # fmt: skip


class PaperForm(VoteForm):
    """What is on one paper: the number of its slip, and a field for each thing that is voted on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slip"] = line(
            "The number of the slip",
            hint="12 letters and numbers. Spaces and lines between them do not matter.",
            most=40,
            missing="Write the number of the slip.",
            autocomplete="off",
            autocapitalize="characters",
            spellcheck="false",
        )
        self.fields["again"] = forms.BooleanField(
            label="This slip was entered before in this batch, with a mistake", required=False
        )
        self.order_fields(["slip"])
        if not self.is_bound:
            self.fields["slip"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except forms.ValidationError:
            raise forms.ValidationError(NOTHING) from None


class SpoiltForm(PlainForm):
    """How many papers of the whole batch cannot be counted, and why."""

    spoilt = number("How many are spoilt, in all?", least=0, most=MOST, missing="Say how many. None is 0.")
    why = line(
        "Why can they not be counted?",
        hint="For example: two were empty, one was torn. Everybody can read this.",
        most=300,
        required=False,
    )
