"""The forms of the public pages: finding, offering, and “we tried it”."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.core.errors import Refused
from helpfulacts.directory.contact_details import contact_details_in
from helpfulacts.directory.facets import DAYS, KINDS, LANGUAGES
from helpfulacts.directory.words import LONGEST
from helpfulacts.places import selectors as places

from ..reading import FROM
from .base import PlainForm, line, one_of, sentence, ticks

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_CHOICES = tuple(zip(DAYS, DAY_NAMES, strict=True))
WAYS = (
    ("venue", "I can go out to it"),
    ("home", "It comes to my home"),
    ("phone", "By phone"),
    ("online", "Online"),
)
KIND_EXAMPLES = (
    ("connection", "Meet somebody, or be introduced: “I know people who walk on Sundays”"),
    ("service", "Regular help: “I ring people every Thursday”"),
    ("product", "A thing to give or lend: “a bed”, “a drill”"),
    ("resource", "A room, space, money or tools to book: “our hall is free on Mondays”"),
    ("intervention", "A course with an end: “six weeks of driving practice”"),
    ("idea", "An idea that others can copy: “how our street began a soup night”"),
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
        hint="One sentence is enough. You do not need an account. We do not keep your words unless you ask us to.",
        rows=3,
        most=LONGEST,
        missing="Write what would help, in a few words. Or choose a kind of help below.",
    )
    postcode = line(
        "Where? A postcode, or its first part",
        hint="Only to find what is near. We do not keep it.",
        most=10,
        required=False,
        autocomplete="postal-code",
    )
    kinds = ticks("What kind?", tuple(KINDS.items()))
    days = ticks("On which days?", DAY_CHOICES)
    ways = ticks("How?", WAYS)
    spheres = ticks("Who from?", tuple(FROM.items()))
    free = forms.BooleanField(label="Free only", required=False)
    step_free = forms.BooleanField(label="No steps", required=False)
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
        for name in ("kinds", "days", "ways", "spheres"):
            shown[name].choices = [
                (code, f"{words} ({counts[name][code]})") for code, words in shown[name].choices
            ]
        for name in ("free", "step_free", "fetched"):
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
                self.where = places.locate(self.place, text)
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


class OfferHelpForm(PlainForm):
    """Two minutes on a phone: what, when, where, for how many, from whom, and how to reach you."""

    words = sentence(
        "What can you give?",
        hint="Say it as you would to a neighbour. Leave out phone numbers and addresses.",
        rows=3,
        most=400,
        missing="Say what you can give, in your own words.",
    )
    title = line(
        "A short name for it",
        hint="This is the first thing people read. For example: “Tuesday soup and a chat”.",
        most=80,
        missing="Give it a short name.",
    )
    kind = one_of("What kind of help is it?", KIND_EXAMPLES, missing="Choose the kind that is nearest.")
    days = ticks("On which days?", DAY_CHOICES, hint="Leave this empty if you would find a time together.")
    begins = forms.TimeField(
        label="From what time?",
        required=False,
        error_messages={"invalid": "Write from what time, for example 10:00."},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label="Until what time?",
        required=False,
        error_messages={"invalid": "Write until what time, for example 12:00."},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ways = ticks(
        "How would people get it?",
        (
            ("venue", "They come to me, or to a place we use"),
            ("home", "I go to their home"),
            ("phone", "By phone"),
            ("online", "Online"),
        ),
    )
    ward = forms.ChoiceField(
        label="Where is it?",
        help_text="We show the ward only: never your home.",
        required=False,
    )
    how_many = forms.IntegerField(
        label="For how many people?",
        help_text="What you can carry without getting worn out. You can change it at any time.",
        required=False,
        min_value=1,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"class": "few", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Write a whole number for how many people, for example 4.",
            "min_value": "For how many people: write 1 or more.",
            "max_value": "For how many people: write a smaller number.",
        },
    )
    sphere = one_of("Who is it from?", FROM_WHOM, missing="Say who it is from.")
    shown_from = line(
        "How shall we describe you?",
        hint="No full names. For example: “A retired joiner in Lye” or “The chess club in Gornal”.",
        most=120,
        missing="Say who it is from, without a full name.",
    )
    called = line(
        "What shall we call you?",
        hint="Only the person who checks sees this.",
        most=60,
        missing="Say what we can call you. A first name is enough.",
        autocomplete="given-name",
    )
    channel = one_of("How can we reach you?", CHANNELS, missing="Choose how we can reach you.")
    contact = line(
        "Your number or address",
        hint="Not needed if you come to the desk. Kept private and locked, and never shown on a page.",
        most=200,
        required=False,
    )

    def __init__(self, *args: Any, place: Any, known: bool = False, **kwargs: Any) -> None:
        """`known`: we know already who this is and how to reach them, so we do not ask again."""
        super().__init__(*args, **kwargs)
        shown: dict[str, Any] = self.fields
        shown["ward"].choices = ward_choices(place, "All over, or I am not sure")
        for name in ("kind", "sphere"):
            shown[name].columns = 1
        if known:
            for name in ("called", "channel", "contact"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("days") and "begins" not in self.errors and "ends" not in self.errors:
            if not given.get("begins"):
                self.add_error("begins", "Say from what time, or take the days away.")
            elif not given.get("ends"):
                self.add_error("ends", "Say until what time, or take the days away.")
            elif given["ends"] <= given["begins"]:
                self.add_error("ends", "It has to end after it begins.")
        for name in ("words", "title", "shown_from"):
            if found := contact_details_in(given.get(name, "")):
                self.add_error(
                    name,
                    f"There is {found} in “{self.fields[name].label}”. Take it out: we pass it on only when you both say yes.",
                )
        if given.get("channel") in ("phone", "email", "letter") and not given.get("contact"):
            self.add_error("contact", "Write the number or address to reach you on, or choose the desk.")
        return given
