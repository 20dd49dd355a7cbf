"""The forms of what is asked next door: a person's yes; and the desk's yes or no to what a neighbour asks."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from helpfulacts.core.clock import today
from helpfulacts.core.words import mid_sentence
from helpfulacts.support.actions.ask_next_door import Agreed
from helpfulacts.support.actions.hear_next_door import LONGEST_STEP

from .base import PlainForm, day, line, one_of

USUALLY = dt.timedelta(days=90)
"""Until when, where nobody chooses another day."""
GOES = (("about", "Only what it is about"), ("words", "What it is about, and my own words"))
BASES = (("spoken", "They said so to me"), ("written", "They wrote it down"))
CHANGED = (
    "What you would like was changed in the meantime. Look again at what goes over, and say yes to that."
)
OTHER = "other"
_KEY = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def shown_mark(wish: Any) -> str:
    """A mark of what the page showed as going over: a yes counts for that and for nothing else."""
    return hashlib.sha256("\n".join([*wish.facets, wish.words]).encode()).hexdigest()[:32]


class AskNextDoorForm(PlainForm):
    """to: left out where only one place may be asked. basis: asked where somebody else writes for the person."""

    to = one_of("Which place may be asked?", (), missing="Choose which place may be asked.")
    goes = one_of("What may they read?", GOES, missing="Choose what they may read.", columns=1)
    until = day(
        "Until which day may they keep it?",
        hint="It ends by itself on that day. A year at most.",
        missing="Choose the last day.",
    )
    basis = one_of("How did they say yes?", BASES, missing="Say how they told you.")
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, wish: Any, near: Sequence[Any], by_proxy: bool, **kwargs: Any) -> None:
        last = min((one.until for one in near), default=dt.date.max)
        first = min(today(wish.place.zone) + USUALLY, last)
        kwargs["initial"] = {"goes": "about", "until": first, "shown": shown_mark(wish)}
        super().__init__(*args, **kwargs)
        self.near = {str(one.pk): one for one in near}
        self.mark = shown_mark(wish)
        if len(near) > 1:
            self.fields["to"].choices = [(key, one.called) for key, one in self.near.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["to"]
        if not by_proxy:
            del self.fields["basis"]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("shown") != self.mark:
            self.data = {**{name: self.data.get(name) for name in self.data}, "shown": self.mark}
            self.add_error(None, CHANGED)
        return self.cleaned_data

    def neighbour(self) -> Any:
        """Of a form that is in order: which place they said yes to."""
        return self.near[self.cleaned_data["to"]] if "to" in self.fields else next(iter(self.near.values()))

    def agreed(self) -> Agreed:
        given = self.cleaned_data
        return Agreed(given["until"], given.get("basis") or "self", given["goes"] == "words")


class HaveSomethingForm(PlainForm):
    """Yes. offers: what fits here, to choose from; anything else that is listed is named by the address of its page."""

    offer = one_of("What is it?", (), missing="Choose what you have.", columns=1)
    other = line(
        "The address of its page, if it is something else",
        hint="Copy it from the page of the offer.",
        most=300,
        required=False,
    )
    next_step = line(
        "What comes next, and who does it?",
        hint="One sentence, for them to read. For example: “We ring your desk”.",
        most=LONGEST_STEP,
        missing="Say what comes next, and who does it.",
    )
    by_when = day("By when?", missing="Choose the day by which that is done.")

    def __init__(self, *args: Any, offers: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.title}, from {mid_sentence(one.shown_from)}") for one in offers]
        self.fields["offer"].choices = [*choices, (OTHER, "Something else")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("offer") == OTHER and self.chosen() is None:
            self.add_error("other", "Give the address of its page.")
        return self.cleaned_data

    def chosen(self) -> uuid.UUID | None:
        """The key of the offer that is ticked, or that stands in the address."""
        given = self.cleaned_data
        found = _KEY.search(given.get("other") or "" if given["offer"] == OTHER else given["offer"])
        return uuid.UUID(found[0]) if found else None


class NothingHereForm(PlainForm):
    """No, and where else they could ask."""

    instead = line(
        "Where else could they ask?",
        hint="One sentence, for them to read. For example: “Ask at your library”.",
        most=LONGEST_STEP,
        required=False,
    )
