"""The forms about trust in an entry: what was wrong, the answers to it, decisions about reported words, and appeals."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.core.clock import are_hours
from helpfulacts.core.errors import Refused
from helpfulacts.places import selectors as places

from ..seen import EVERYTHING
from ..trust import SAID, WRONG
from .base import PlainForm, clock, line, one_of, sentence, ticks
from .office import CHECKED
from .public import DAY_CHOICES

GROUNDS = (
    ("unkind", "It is unkind to somebody"),
    ("unsafe", "Somebody could come to harm"),
    ("scam", "It asks for money, or tricks people"),
    ("private", "It tells something private about somebody"),
    ("untrue", "It is not true"),
)
PARTS = (
    ("funds", "They pay for it"),
    ("commissions", "They asked for it"),
    ("delivers", "They do it"),
    ("assures", "They check it"),
)


class WrongForm(PlainForm):
    """What was wrong, in one tap, and more in words for whoever likes."""

    what = one_of("What was wrong?", WRONG, missing="Choose what was wrong.", columns=1)
    note = sentence(
        "Do you want to say more?",
        hint="Only the person who looks at it reads this. It is deleted when they have answered. Leave out names and numbers.",
        rows=3,
        most=300,
        required=False,
    )


class RightForm(PlainForm):
    """It is still right: how do they know? With corrections open, also which ones that answers."""

    how = one_of("How did you check it?", CHECKED, missing="Say how you checked it.")
    which = ticks("Which of these does that answer?", (), columns=1)
    done = line(
        "What did you find?",
        hint="Everybody can read this. For example: “I rang them. They open at 10, as it says.”",
        most=200,
        missing="Say what you found, in a few words.",
    )

    def __init__(self, *args: Any, said: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_answers(self, said)
        if not said:
            del self.fields["done"]


def offer_answers(form: forms.Form, said: Any) -> None:
    """Tick which corrections are answered; all of them unless somebody takes a tick away."""
    field: Any = form.fields["which"]
    field.choices = [(str(row.pk), f"Somebody said that {SAID[row.what]}") for row in said]
    field.initial = [str(row.pk) for row in said]
    if not said:
        del form.fields["which"]


class MendForm(PlainForm):
    """What an entry says, to be put right. What is left as it stands stays."""

    @property
    def says(self) -> tuple[str, ...]:
        shown = {"when": "days", "ward": "postcode"}
        return tuple(name for name in EVERYTHING if shown.get(name, name) in self.fields and name != "days")

    title = line("What it is called", most=160)
    summary = line("In one sentence", most=400, required=False)
    days = ticks("On which days?", DAY_CHOICES)
    begins = clock("From what time?")
    ends = clock("Until what time?")
    address = line("The address", most=240, required=False)
    postcode = line(
        "The postcode of the new place", hint="Only if the place has changed.", most=10, required=False
    )
    contact = line("Their number or e-mail", most=200, required=False)
    website = line("Their own page", hint="A web address that starts with https://", most=300, required=False)
    cost = line("What it costs", most=120, required=False)
    min_age = forms.IntegerField(label="From what age?", required=False, min_value=0, max_value=120)
    max_age = forms.IntegerField(label="Up to what age?", required=False, min_value=0, max_value=120)
    ask_first = line("What they ask first", most=240, required=False)
    fetches = one_of(
        "Do they fetch people, or drive them?",
        (("yes", "Yes"), ("no", "No"), ("unknown", "We do not know")),
        required=False,
    )
    which = ticks("Which of these does that answer?", (), columns=1)
    done = line(
        "What did you do to know?",
        hint="Everybody can read this. For example: “I rang them. They moved to the church hall.”",
        most=200,
        missing="Say what you did to know, in a few words.",
    )
    how = one_of(
        "Did you check all the rest as well?",
        (("", "No, only what I changed"), *CHECKED),
        required=False,
        hint="A change is not a check. Say yes only if you went through all of it with them.",
        columns=1,
    )

    def __init__(
        self, *args: Any, place: Any, said: Any, without: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        """`without`: fields that this entry does not have, or that cannot be changed here."""
        super().__init__(*args, **kwargs)
        self.place = place
        for name in without:
            del self.fields[name]
        offer_answers(self, said)

    def clean_postcode(self) -> str:
        text = str(self.cleaned_data["postcode"]).strip()
        if text:
            try:
                places.locate(self.place, text)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("days") and not (given.get("begins") and given.get("ends")):
            self.add_error("begins", "Write from what time until what time.")
        elif given.get("days") and not are_hours(given["begins"], given["ends"]):
            self.add_error("ends", "It has to end after it begins.")
        moved = "address" in self.fields and given.get("address") != self.initial.get("address")
        if moved and given.get("address") and not given.get("postcode"):
            self.add_error("postcode", "Write the postcode of the new place, so that we know how far it is.")
        youngest, oldest = given.get("min_age"), given.get("max_age")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("max_age", "The oldest age is not below the youngest.")
        return given


class OverForm(PlainForm):
    """It has ended: how do they know?"""

    done = line(
        "How do you know that it has ended?",
        hint="Everybody can read this. For example: “I rang them. The last one was in May.”",
        most=200,
        missing="Say how you know, in a few words.",
    )


class DecideForm(PlainForm):
    """Hide words that were reported, on a ground, or keep them, each with a reason."""

    decision = one_of("What do you decide?", (), missing="Choose what you decide.", columns=1)
    ground = one_of("If you hide it: on what ground?", GROUNDS, required=False, columns=1)
    reason = line(
        "Your reason",
        hint="Everybody can read this, and whoever wrote the words hears it. Do not repeat them.",
        most=200,
        missing="Give your reason. Everybody can read it.",
    )

    def __init__(self, *args: Any, hidden: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.choices = (
            [("shown", "Show it again"), ("hidden", "It stays hidden")]
            if hidden
            else [("hidden", "Hide it"), ("kept", "Keep it as it is")]
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == "hidden" and not given.get("ground"):
            self.add_error("ground", "Choose on what ground you hide it.")
        return given


class AppealForm(PlainForm):
    """The one who wrote it asks for another look."""

    words = sentence(
        "Why should somebody look again?",
        hint="Somebody else than before reads this. Nobody else can.",
        rows=3,
        most=400,
        missing="Say in a few words why somebody should look again.",
    )


class BodyForm(PlainForm):
    """An organisation and its part in an entry."""

    name = line("The organisation", hint="Its name as people know it.", most=120)
    part = one_of("What is its part?", PARTS, missing="Choose what its part is.", columns=1)
