"""The forms of weaving and booking: what to look at, what is planned, which half-hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from helpfulacts.core.clock import time_in_words
from helpfulacts.directory.condition_words import THERE_IS
from helpfulacts.directory.facets import DAY_NAMES, DAYS, FACETS
from helpfulacts.directory.half_hours import SLOTS, time_of
from helpfulacts.directory.unused import WHATS

from .base import PlainForm, day, line, sentence, ticks

_ANY = ("", "Any")


def _at(slot: int) -> str:
    return "midnight, at the end of the day" if slot == SLOTS else time_in_words(time_of(slot))


BEGINS = [(str(slot), _at(slot)) for slot in range(SLOTS)]
ENDS = [(str(slot), _at(slot)) for slot in range(1, SLOTS + 1)]


def _whole(label: str, least: int, most: int, *, required: bool = True, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=hint,
        widget=forms.NumberInput(attrs={"class": "few", "inputmode": "numeric"}),
        error_messages={"required": f"Write a number for “{label}”."},
    )  # fmt: skip


def half_hour(
    label: str, choices: Any, *, required: bool = True, missing: str = ""
) -> forms.TypedChoiceField:
    """One half-hour of a list, as a whole number."""
    first = [] if required else [("", "Not chosen yet")]
    return forms.TypedChoiceField(
        label=label, choices=[*first, *choices], coerce=int, empty_value=None, required=required,
        error_messages={"required": missing or "Choose a time.", "invalid_choice": "Choose a time from the list."},
    )  # fmt: skip


class SeenForm(PlainForm):
    """Until when the evidence runs that somebody saw; empty where it has no end."""

    until = day(
        "Until when?", required=False, invalid="Write the day until which it runs, for example 25/12/2026."
    )


class LookForm(PlainForm):
    """Which under-used things to show."""

    what = forms.ChoiceField(label="What", choices=[_ANY, *WHATS.items()], required=False)
    ward = forms.ChoiceField(label="Where", choices=(), required=False)
    on = forms.ChoiceField(label="Day", choices=[_ANY, *zip(DAYS, DAY_NAMES, strict=True)], required=False)
    part = forms.ChoiceField(
        label="Time of day",
        choices=[_ANY, ("am", "Morning"), ("pm", "Afternoon"), ("eve", "Evening")],
        required=False,
    )

    def __init__(self, *args: Any, wards: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].choices = [_ANY, *((name, name) for name in wards)]  # type: ignore[attr-defined]


class BeginForm(PlainForm):
    """The name of a new combination; what is ticked comes beside it."""

    title = line(
        "A short name for it",
        hint="For example: Repair Saturday.",
        most=160,
        missing="Give it a short name, for example “Repair Saturday”.",
    )


class WeaveForm(PlainForm):
    """What is planned: for how many, when, and what people get."""

    called = "plan"
    says = (
        "title", "summary", "facets", "people", "first_day", "weeks", "first", "until", "pounds", "min_age", "max_age",
        "step_free", "there_is",
    )  # fmt: skip

    title = line("A short name for it", most=160, missing="Give it a short name.")
    summary = sentence("What do people get? One sentence", rows=2, most=400, required=False)
    facets = ticks("What does it help with? At most three", [(facet.code, facet.words) for facet in FACETS])
    people = _whole("For how many people?", 1, 10_000)
    first_day = day("First day", required=False)
    weeks = _whole("For how many weeks?", 1, 12)
    first = half_hour("Begins", BEGINS, required=False)
    until = half_hour("Ends", ENDS, required=False)
    pounds = _whole("Pounds of money that it needs", 0, 1_000_000)
    min_age = _whole("Youngest age", 0, 120, required=False)
    max_age = _whole("Oldest age", 0, 120, required=False)
    step_free = forms.BooleanField(label="It has to be step-free", required=False)
    there_is = ticks(
        "Will there be any of this?",
        [(code, words) for code, (words, _) in THERE_IS.items()],
        hint="Some ask for a paper then.",
    )

    @staticmethod
    def facts_of(weave: Any) -> dict[str, Any]:
        """What the form is made from, by its fields."""
        facts = {name: getattr(weave, name) for name in WeaveForm.says if name not in ("first", "until")}
        return facts | {"facets": list(weave.facets), "first": weave.from_slot, "until": weave.to_slot}

    def says_now(self, changed: Mapping[str, Any]) -> str:
        """“Somebody changed: Begins, Ends.”, by the labels of the form; the page above it says what stands now."""
        return f"Somebody changed: {', '.join(str(self.fields[name].label).rstrip('?') for name in changed)}."

    def clean_facets(self) -> list[str]:
        chosen = list(self.cleaned_data["facets"])
        if len(chosen) > 3:
            raise forms.ValidationError("Tick at most three.")
        return chosen


class TellForm(PlainForm):
    """How it went, after its last day: for everybody to read."""

    called = "tell"

    came = _whole("How many people came?", 0, 10_000, hint="Write 0 if nobody did.")
    went_right = sentence(
        "What went right?", required=False, hint="Everybody can read this. No names of people."
    )
    went_wrong = sentence(
        "What went wrong?", required=False, hint="It blames nobody. It is what helps the next one most."
    )


class BookForm(PlainForm):
    """From when until when, and who for."""

    first = half_hour("From", BEGINS)
    until = half_hour("Until", ENDS)
    whom = forms.ChoiceField(label="Who is it for?", choices=())

    def __init__(self, *args: Any, whom: list[tuple[str, str]], slots: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, until, who = self.fields["first"], self.fields["until"], self.fields["whom"]
        first.choices = [row for row in BEGINS if int(row[0]) in slots]  # type: ignore[attr-defined]
        until.choices = [row for row in ENDS if int(row[0]) - 1 in slots]  # type: ignore[attr-defined]
        who.choices = whom  # type: ignore[attr-defined]
