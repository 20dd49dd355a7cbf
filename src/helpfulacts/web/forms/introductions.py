"""The forms of introductions: the two lines and a yes to them, how one ended, a note, small money and its limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from helpfulacts.directory.facets import FACETS, SPHERES
from helpfulacts.directory.gap_figures import SAID_WHENS, WHENS

from .base import PlainForm, day, line, money, one_of, sentence, ticks
from .reaching import mistake_in

Choices = Iterable[tuple[str, str]]
WAYS = (
    ("none", "Do not contact me: I will come"),
    ("phone", "They ring me"),
    ("message", "They send me a message"),
    ("email", "They e-mail me"),
    ("letter", "They write me a letter"),
    ("meet", "Somebody I know comes with me"),
)
UNTIL = (("91", "Three months"), ("182", "Half a year"), ("365", "A year"))
BASES = (("spoken", "They said it to me"), ("written", "They wrote it on paper"))
COMPLETED = (
    ("happened", "It happened"),
    ("met", "They met, and that was enough"),
    ("goes_on", "It goes on without us"),
)
FAILED = (
    ("did_not_fit", "It did not fit"),
    ("no_place", "There was no place after all"),
    ("lost_touch", "They lost touch"),
    ("not_safe", "It was not safe or not kind"),
)


class LinesForm(PlainForm):
    """One or two lines that introduce somebody. Both sides read the same."""

    first = line(
        "First line",
        hint="Who it is, as they want to be known. For example: “Gwen used to sing alto.”",
        most=160,
        missing="Write one line that introduces them.",
    )
    second = line("Second line", hint="What they would like.", most=160, required=False)


class AgreeForm(LinesForm):
    """The person reads the two lines, and says what may be passed on, and until when."""

    way = one_of("How may they get in touch?", WAYS, missing="Choose how, or that they may not.", columns=1)
    reach = line(
        "The number or address for that",
        hint="Only they can see it, once they said yes. It goes when this ends.",
        most=200,
        required=False,
        autocomplete="off",
    )
    until = one_of("Until when may they keep this?", UNTIL, missing="Choose until when.")
    basis = one_of("How did they say yes?", BASES, missing="Say how they said yes.")

    def __init__(self, *args: Any, by_proxy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_proxy:
            del self.fields["basis"]
            self.fields["first"].help_text = "Who you are, as you want to be known. Change it as you like."
            self.fields["second"].help_text = "What you would like."

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        channel = {"message": "phone"}.get(given.get("way", ""), given.get("way"))
        if mistake := mistake_in(channel, given.get("reach")):
            self.add_error("reach", mistake.replace("choose the desk", "choose that you will come"))
        return given

    def days(self) -> dt.timedelta:
        return dt.timedelta(days=int(self.cleaned_data["until"]))


class RecordForm(PlainForm):
    """Who keeps a record for this person, and what of an introduction may be in it, until when."""

    to = line(
        "Who may have it?",
        hint="For example: your doctor’s surgery.",
        most=80,
        missing="Write who may have it, for example your doctor’s surgery.",
    )
    extras = ticks(
        "What may be in it, beside what it is about and how it stands?",
        (
            ("name", "My name"),
            ("words", "My words"),
            ("notes", "The notes that were written on it, and what they say nobody has"),
        ),
        hint="Tick what you like, or nothing.",
        columns=1,
    )
    until = one_of("Until when?", UNTIL, missing="Choose until when.")
    basis = one_of("How did they say yes?", BASES, missing="Say how they said yes.")

    def __init__(self, *args: Any, by_proxy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_proxy:
            del self.fields["basis"]


class OverForm(PlainForm):
    """How an introduction ended. A leaflet is not on the list: that is a note."""

    how = one_of("How did it end?", (*COMPLETED, *FAILED), missing="Say how it ended.", columns=1)
    words = sentence("In a few words", rows=2, required=False)

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = hint


class FindPersonForm(PlainForm):
    """Somebody on one's list, by what we call them. It goes by POST: a name is in no address."""

    called = line(
        "Find somebody on your list",
        hint="A part of their name.",
        most=60,
        required=False,
        autocomplete="off",
    )


class NoteForm(PlainForm):
    """One note: it may at once move a day and log what nobody has."""

    words = sentence(
        "Your note",
        hint="They read every word of it. Write it as you would say it to them.",
        rows=3,
        missing="Write a few words.",
    )
    introduction = one_of("Is it about one of these?", (), required=False, columns=1)
    next_day = day("Another day for what comes next", hint="Only if it moves.", required=False)
    nobody_has = ticks(
        "They asked for something that nobody has",
        [(facet.code, facet.words) for facet in FACETS],
        hint="We count it as a gap, with the ward and without the person.",
    )
    when = one_of("When would they need it?", [(key, WHENS[key]) for key in SAID_WHENS], required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, introductions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["introduction"]
        field.choices = [("", "No"), *introductions]
        if len(field.choices) == 1:
            del self.fields["introduction"], self.fields["next_day"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("next_day") and not given.get("introduction"):
            self.add_error("introduction", "Choose which one gets that day.")
        if given.get("when") not in (None, "", "any") and not given.get("nobody_has"):
            self.add_error("nobody_has", "Tick what nobody has at that time.")
        return given


class SpendForm(PlainForm):
    """Small money for one thing on a plan."""

    pounds = money("How many pounds?", "For example 12.50.")
    what = line(
        "What is it for?", hint="For example: bus fares to the choir. They can read it.", most=120,
        missing="Say what it is for.",
    )  # fmt: skip
    act = one_of("Which help does it go with?", (), missing="Choose which help it goes with.", columns=1)

    def __init__(self, *args: Any, acts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["act"]
        field.choices = list(acts)


class IntroduceForm(LinesForm):
    """To whom, and the two lines."""

    to = one_of("To whom?", (), missing="Choose to whom.", columns=1)
    field_order = ("to", "first", "second")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = list(choices)


class RestForm(PlainForm):
    """Until when it rests."""

    until = day("Until which day?")


class FundForm(PlainForm):
    """A limit for small money that a body gives somebody who guides people."""

    grant = one_of("Who may spend it?", (), missing="Choose who may spend it.", columns=1)
    sphere = one_of("Whose money is it?", list(SPHERES.items()), missing="Choose whose money it is.")
    pounds = money("Most for one person, in pounds", "For example 100.")
    until = day("Until when?", missing="Say until when.")

    def __init__(self, *args: Any, grants: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["grant"]
        field.choices = list(grants)
