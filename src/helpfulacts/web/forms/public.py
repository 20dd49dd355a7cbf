"""The forms of the public pages: finding, and “we tried it”."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import ACCESS_NEEDS, DAY_NAMES, DAYS, KINDS, LANGUAGES
from helpfulacts.directory.words import LONGEST
from helpfulacts.places import selectors as places

from ..reading import FROM
from .base import PlainForm, line, one_of, sentence, ticks

DAY_CHOICES = tuple(zip(DAYS, DAY_NAMES, strict=True))
WAYS = (
    ("venue", "I can go out to it"),
    ("home", "It comes to my home"),
    ("phone", "By phone"),
    ("online", "Online"),
)
FROM_WHOM = (
    ("personal", "Me, or my family"),
    ("civic", "A group, club or charity"),
    ("private", "A shop or firm"),
    ("public", "The council, a school or the health service"),
)
CHANNELS = (
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("letter", "Letter"),
    ("desk", "I will come to the desk"),
)


def ward_choices(place: Any, none: str) -> list[tuple[str, str]]:
    return [("", none), *((area.name, area.name) for area in places.areas(place))]


class FindForm(PlainForm):
    """A sentence, perhaps where, and what to leave out. `without` are readings that the person took away."""

    words = sentence(
        "What would help? Say it in your own words.",
        hint="One sentence is enough. You do not need an account. We keep your words for this visit only, unless you ask us to keep them.",
        rows=3,
        most=LONGEST,
        missing="Write what would help, in a few words. Or choose a kind of help below.",
    )
    postcode = line(
        "Where? A postcode, or its first part",
        hint="Only to find what is near. We keep it for this visit only.",
        most=10,
        required=False,
        autocomplete="postal-code",
    )
    kinds = ticks("What kind?", tuple(KINDS.items()))
    days = ticks("On which days?", DAY_CHOICES)
    ways = ticks("How?", WAYS)
    spheres = ticks("Who from?", tuple(FROM.items()))
    free = forms.BooleanField(label="Free only", required=False)
    needs = ticks(
        "What do you need there?",
        tuple(ACCESS_NEEDS.items()),
        hint="Where nobody has said, it stays in the list, and we tell you to ask.",
    )
    fetched = forms.BooleanField(label="They fetch you, or drive you", required=False)
    language = forms.ChoiceField(
        label="In which language?", required=False, choices=[("", "Any language"), *LANGUAGES.items()]
    )
    without = forms.MultipleChoiceField(required=False, choices=(), widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, place: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.where: Any = None
        taken = self.data.getlist("without") if hasattr(self.data, "getlist") else []
        without: Any = self.fields["without"]
        without.choices = [(code, code) for code in taken[:20]]

    def count(self, counts: dict[str, dict[str, int]]) -> None:
        """Write beside each choice how many of what was found it would leave."""
        shown: dict[str, Any] = self.fields
        for name in ("kinds", "days", "ways", "spheres", "needs"):
            shown[name].choices = [
                (code, f"{words} ({counts[name][code]})") for code, words in shown[name].choices
            ]
        for name in ("free", "fetched"):
            shown[name].label = f"{shown[name].label} ({sum(counts[name].values())})"
        first, *languages = shown["language"].choices
        shown["language"].choices = [
            first,
            *((code, f"{words} ({counts['languages'][code]})") for code, words in languages),
        ]

    def clean_postcode(self) -> str:
        text = str(self.cleaned_data["postcode"]).strip()
        if text:
            try:
                self.where = places.locate(
                    self.place, text, instead="leave it empty and name the place in your sentence"
                )
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return text


class TryForm(PlainForm):
    """“We tried it”: who, how it went, and whether it worked."""

    shown_as = line(
        "Who tried it?",
        hint="No names, please. For example: “Nine homes on our road”.",
        most=120,
        missing="Say who tried it, without names.",
    )
    words = sentence("How did it go?", rows=3, most=400, missing="Say in a few words how it went.")
    worked = one_of(
        "Did it work?", (("yes", "Yes, more or less"), ("no", "No, not for us")), missing="Say yes or no."
    )
