"""The forms with which a side signs an agreement, is held to it, and with which its change is asked for and drafted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from helpfulacts.core.clock import today
from helpfulacts.deliberation.agreements import MOST_DAYS, UNITS
from helpfulacts.deliberation.compared import said_within
from helpfulacts.deliberation.text_decided import NextClause

from .accountability import choice, person_tick
from .base import PlainForm, day, line, one_of, sentence, speak_plainly, ticks
from .office_deciding import MOST_LINES, lines_of

FEW = 6
"""Up to so many bodies to choose from stand open on a page."""


class SignForm(PlainForm):
    """`bodies`: (key, name); `sides`: (code, name). A few bodies are round buttons, and one alone is chosen. The office (`for_paper`)
    enters what was signed on paper."""

    side = choice("For which side?", missing="Choose one of the sides of this agreement.")
    body = choice("Which body signs?", missing="Choose the body that signs.")
    signed_by = line(
        "Who signs?",
        most=120,
        missing="Write the name of whoever signs.",
        hint="Everybody can read this name, and what they do there.",
    )

    on_paper = ticks(
        "Have you seen it on paper?",
        [("yes", "Yes. They signed it on paper, for this side. It cannot be taken back")],
        required=True,
        columns=1,
    )

    def __init__(self, *args: Any, bodies: Any, sides: Any, for_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_paper"].error_messages["required"] = "Tick that you have seen it signed on paper."
        if not for_paper:
            del self.fields["on_paper"]
        if len(bodies) > FEW:
            self.fields["body"].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]
        else:
            self.fields["body"] = one_of(
                "For whom do you sign?", bodies, missing="Choose the body that signs.", columns=1
            )
            self.fields["body"].initial = bodies[0][0] if len(bodies) == 1 else None
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
    no_person = person_tick()

    def __init__(self, *args: Any, clauses: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", "Choose a clause"), *clauses]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]


class ChangeAgreementForm(PlainForm):
    """What is to change in an agreement, and who takes part. `sides`: (code, name); `bodies`: by their name in small letters."""

    question = line("The question", most=200, missing="Write the question.")
    promise = line(
        "The promise, in one sentence", most=300, missing="Say in one sentence what the result binds."
    )
    open_to_change = sentence(
        "What can change?", hint="One thing a line.", most=1500, missing="Say what can change in the text."
    )
    fixed = sentence("What cannot change?", hint="One thing a line.", most=1500, required=False)
    about = sentence("What should people know first?", rows=6, most=4000, required=False)
    open_to = one_of(
        "Who may propose changes?",
        [
            ("invited", "The bodies of both sides"),
            ("everyone", "Also everyone who lives here. Their votes are shown, and the sides decide"),
        ],
        missing="Choose who may propose changes.",
        columns=1,
    )
    missing_who = line(
        "Who does it touch that is not here?",
        most=160,
        missing="Say who is affected and is not here. If nobody is missing, say how you know.",
    )
    missing_doing = line(
        "What do you do about it?", most=200, missing="Say what you do so that they are heard."
    )
    first_day = day(
        "From which day?", hint="A week to read it, twelve weeks to propose changes, then two weeks to vote."
    )

    def __init__(self, *args: Any, sides: Any, bodies: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies, self.more = bodies, {f"more_{at}": code for at, (code, _) in enumerate(sides)}
        for name, (_, called) in zip(self.more, sides, strict=True):
            self.fields[name] = sentence(
                f"More bodies for the side of: {called}",
                hint="The name of one body a line. Who signed takes part already.",
                most=1500,
                required=False,
            )
            speak_plainly(self.fields[name])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (first := given.get("first_day")) is not None and first < today():
            self.add_error("first_day", "That day has passed. Choose today or a later day.")
        for name in ("open_to_change", "fixed", *self.more):
            if len(lines_of(given.get(name, ""))) > MOST_LINES:
                self.add_error(name, f"Keep it to {MOST_LINES} lines.")
        for name in self.more:
            for called in lines_of(given.get(name, "")):
                if called.casefold() not in self.bodies:
                    self.add_error(name, f"There is no body called “{called[:80]}” here. Check its name.")
        return given

    def chosen(self) -> dict[str, list[Any]]:
        """More bodies of each side, by its code."""
        return {
            code: [self.bodies[called.casefold()] for called in lines_of(self.cleaned_data[name])]
            for name, code in self.more.items()
        }


class NextTextForm(PlainForm):
    """When the next text is looked at again; and of each clause that is changed or new, who owes what by when."""

    review_on = day("By which day is it looked at again?", missing="Choose the day.")

    def __init__(self, *args: Any, clauses: list[NextClause], sides: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [one for one in clauses if one.how != "kept"]
        for at, one in enumerate(self.asked):
            days, unit = (
                (one.owed["days"], one.owed["unit"])
                if one.owed
                else said_within(one.words) or (None, UNITS[0])
            )
            for name, field in {
                "side": forms.ChoiceField(
                    label="Who owes it?",
                    choices=[("", "Nobody: it promises nothing by a day"), *sides],
                    initial=one.owed.get("side", ""),
                    required=False,
                ),
                "trigger": line("When what happens?", required=False, hint="For example: a group asks about its money."),
                "days": forms.IntegerField(
                    label="Within how many?", min_value=1, max_value=MOST_DAYS, initial=days, required=False,
                    widget=forms.TextInput(attrs={"class": "few", "inputmode": "numeric"}),
                ),
                "unit": forms.ChoiceField(
                    label="Days, weeks or months?", choices=[(unit, unit) for unit in UNITS], initial=unit
                ),
            }.items():  # fmt: skip
                field.label = f"{field.label} (clause {one.key})"
                field.unmarked = True  # type: ignore[attr-defined]  # what is needed depends on who owes it
                speak_plainly(field)
                self.fields[f"{name}_{at}"] = field
            self.fields[f"trigger_{at}"].initial = one.owed.get("trigger", "")

    def rows(self) -> Iterator[tuple[NextClause, list[Any]]]:
        """Each clause with its fields."""
        for at, one in enumerate(self.asked):
            yield one, [self[f"{name}_{at}"] for name in ("side", "trigger", "days", "unit")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for at, one in enumerate(self.asked):
            if not given.get(f"side_{at}"):
                continue
            if not given.get(f"trigger_{at}"):
                self.add_error(f"trigger_{at}", f"Say what happens before clause {one.key} is due.")
            if given.get(f"days_{at}") is None and f"days_{at}" not in self.errors:
                self.add_error(f"days_{at}", f"Say within how long clause {one.key} is due: 12 weeks, say.")
        return given

    def terms(self) -> dict[str, dict[str, Any]]:
        """By the key of each clause."""
        given = self.cleaned_data
        return {
            one.key: {name: given[f"{name}_{at}"] for name in ("side", "trigger", "days", "unit")}
            if given[f"side_{at}"]
            else {}
            for at, one in enumerate(self.asked)
        }
