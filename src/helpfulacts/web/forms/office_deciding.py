"""The forms with which a question is asked of the whole place, and is ended before its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.deliberation.panels import LARGEST, as_typed, promised_panel, quotas_typed, with_panel
from helpfulacts.deliberation.templates import TEMPLATES

from .base import PlainForm, day, line, money, one_of, sentence

MOST_LINES = 12
ASKED_HERE = ("entitlement", "budget", "question", "panel")
"""Uses that begin with a question on this form: a position and a Compact have pages of their own."""


def lines_of(words: str) -> list[str]:
    """One thing a line, without empty ones."""
    return [one.strip("-• ").strip() for one in words.splitlines() if one.strip("-• ").strip()]


class AskForm(PlainForm):
    """What is asked, what is promised, and who is missing. `wards`: (code, name)."""

    uses = one_of(
        "What is it for?",
        [(code, f"{TEMPLATES[code].title}: {TEMPLATES[code].result}") for code in ASKED_HERE],
        missing="Choose what it is for.",
        columns=1,
    )
    question = line(
        "The question", most=200, missing="Write the question.", hint="As you would ask it on the street."
    )
    promise = line(
        "The promise, in one sentence",
        most=300,
        missing="Say in one sentence what the result binds.",
        hint="What the answer binds: “The forum pays for what the vote says, up to £10,000.”",
    )
    pounds = money("How much money is there?", "Only where money is shared out.", required=False)
    panel_size = forms.IntegerField(
        label="How many people are on the panel?", help_text="Only where a panel is drawn.", required=False,
        widget=forms.TextInput(attrs={"class": "few", "inputmode": "numeric"}),
        error_messages={"invalid": "Write how many people are on the panel as a whole number, for example 12."},
    )  # fmt: skip
    quotas = sentence(
        "How many of whom are on it?",
        hint="Only where a panel is drawn. One a line: what you ask, the answer, how many. For example: age, under 30, 2 to 4. "
        "Give each answer that somebody may have a line of its own.",
        rows=6,
        most=6000,
        required=False,
    )
    seed_from = line(
        "Where will the seed come from?",
        most=160,
        required=False,
        hint="Only where a panel is drawn. Something that everybody sees and nobody knows before: “the lottery of 3 March”.",
    )
    open_to_change = sentence(
        "What can change?",
        hint="One thing a line. Nothing? Then people can only be told.",
        most=1500,
        required=False,
    )
    fixed = sentence("What cannot change?", hint="One thing a line.", most=1500, required=False)
    about = sentence("What should people know first?", rows=6, most=4000, required=False)
    missing_who = line(
        "Who does it touch that is not here?",
        most=160,
        missing="Say who is affected and is not here. If nobody is missing, say how you know.",
    )
    missing_doing = line(
        "What do you do about it?", most=200, missing="Say what you do so that they are heard."
    )
    ward = forms.ChoiceField(label="Which area is it about?", required=False)
    first_day = day(
        "From which day?",
        hint="The parts follow each other from then on. You can look at their days before it is published.",
    )
    answers_above = forms.IntegerField(
        label="From how many supporters on is each thing answered one by one?", min_value=1, max_value=100_000, required=False,
        help_text="If you leave it empty: 10, or the whole panel where that is smaller.",
        widget=forms.TextInput(attrs={"class": "few", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, wards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ward"].choices = [("", "The whole place"), *wards]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("uses") == "budget" and not given.get("pounds") and "pounds" not in self.errors:
            self.add_error("pounds", "Write how much money there is to share out.")
        if given.get("uses") == "panel":
            self._check_panel(given)
        if (first := given.get("first_day")) is not None and first < today():
            self.add_error("first_day", "That day has passed. Choose today or a later day.")
        for name in ("open_to_change", "fixed"):
            if len(lines_of(given.get(name, ""))) > MOST_LINES:
                self.add_error(name, f"Keep it to {MOST_LINES} lines.")
        return given

    def _check_panel(self, given: dict[str, Any]) -> None:
        """Each mistake at its field; `steps` are those that promise this panel."""
        quotas, mistakes = quotas_typed(given.get("quotas", ""))
        for words in mistakes:
            self.add_error("quotas", words)
        if not quotas and not mistakes and "quotas" not in self.errors:
            self.add_error(
                "quotas", "Write how many of whom are on the panel, one a line: age, under 30, 2 to 4."
            )
        size = given.get("panel_size")
        if "panel_size" not in self.errors and not 1 <= (size or 0) <= LARGEST:
            self.add_error(
                "panel_size", f"Say how many people are on the panel: a number from 1 to {LARGEST}."
            )
        if not given.get("seed_from") and "seed_from" not in self.errors:
            self.add_error("seed_from", "Say where the seed will come from, before anybody can know it.")
        if {"quotas", "panel_size", "seed_from"} & set(self.errors):
            return
        try:
            given["steps"] = with_panel(
                TEMPLATES["panel"].steps, size=size or 0, seed_from=given["seed_from"], quotas=quotas
            )
        except Refused as refusal:
            self.add_error("quotas", str(refusal))


def as_asked(draft: Any, stages: Sequence[Any], today: dt.date) -> dict[str, Any]:
    """What the form of a draft began with, so that it is mended and not written again."""
    opens = min(stage.opens for stage in stages).astimezone(ZoneInfo(draft.place.zone)).date()
    missing: dict[str, str] = next(iter(draft.absent), {})
    pence = draft.subject.get("pence")
    return {
        "uses": draft.uses, "question": draft.question, "promise": draft.promise, "about": draft.about,
        "pounds": None if pence is None else f"{Decimal(pence) / 100:f}", "open_to_change": "\n".join(draft.open_to_change),
        "fixed": "\n".join(draft.fixed), "missing_who": missing.get("who", ""), "missing_doing": missing.get("doing", ""),
        "ward": draft.area.code if draft.area else "", "first_day": max(opens, today), "answers_above": draft.answers_above,
        **_panel_as_asked(stages),
    }  # fmt: skip


def _panel_as_asked(stages: Sequence[Any]) -> dict[str, Any]:
    found = next((stage.parameters for stage in stages if "panel" in stage.parameters), None)
    if found is None:
        return {}
    panel = promised_panel(found)
    return {"panel_size": panel.size, "seed_from": panel.seed_from, "quotas": as_typed(panel.quotas)}


class CostForm(PlainForm):
    """What one project costs. `projects`: (number, its name)."""

    project = forms.ChoiceField(
        label="Which project?",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose the project."),
    )
    pounds = money("What does it cost?", required=False)
    costed_by = line("Who worked it out?", most=120, missing="Say who worked it out: “the parks team”.")

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = [("", "Choose a project"), *projects]  # type: ignore[attr-defined]
        self.fields["pounds"].unmarked = True  # type: ignore[attr-defined]  # it must be there, and may be large

    def clean_pounds(self) -> Any:
        if not (given := self.cleaned_data.get("pounds")):
            raise forms.ValidationError("Write what it costs, in pounds.")
        return given


class EndForm(PlainForm):
    """Why something ends before its time; everybody reads it."""

    why = line("Why does it end?", most=300, missing="Say why it ends.", hint="Everybody can read this.")
