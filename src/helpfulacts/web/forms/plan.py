"""The forms of the plan: a sentence first, everything else if the person likes."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import DAY_NAMES, DAYS, FACETS, FACTS, KINDS, LANGUAGES, PARTS
from helpfulacts.places import selectors as places

from .base import PlainForm, day, line, money, one_of, sentence, ticks
from .plan_costs import amount, from_where
from .reaching import mistake_in

PART_NAMES = {"am": "Morning", "pm": "Afternoon", "eve": "Evening"}
CHANNELS = (
    ("desk", "I will come to the desk, or look here"),
    ("phone", "Phone"),
    ("letter", "Letter"),
    ("email", "E-mail"),
)
AGES = (
    ("", "Not said"),
    ("under-18", "Under 18"),
    ("18-24", "18 to 24"),
    ("25-49", "25 to 49"),
    ("50-64", "50 to 64"),
    ("65-79", "65 to 79"),
    ("80+", "80 or over"),
)
IMPORTANCE = (("1", "A little"), ("2", "Quite a lot"), ("3", "Most of all"))
DISTANCES = (
    ("800", "Half a mile"),
    ("1600", "1 mile"),
    ("3200", "2 miles"),
    ("5000", "3 miles"),
    ("8000", "5 miles"),
    ("16000", "10 miles"),
    ("48000", "30 miles"),
)
YES_NO = (("yes", "Yes"), ("no", "No"), ("", "Not said"))


def _words(label: str, hint: str, missing: str = "Write what would help, in a few words.") -> forms.CharField:
    return sentence(label, hint=hint, missing=missing)


def _heading(label: str) -> forms.CharField:
    return line(label, hint="For example: “Chapel Street”. Name no person.", most=80, required=False)


class _WhereForm(PlainForm):
    """Looks a postcode up in the place. `where` is the row that answers for it, or None; `ward` is for those without."""

    ward = forms.ChoiceField(
        label="Or choose your ward", help_text="A ward is an area with its own councillors.", required=False
    )

    def __init__(self, *args: Any, place: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.where: Any = None
        ward = self.fields["ward"]
        assert isinstance(ward, forms.ChoiceField)
        ward.choices = [("", "Not said"), *((area.name, area.name) for area in places.areas(place))]
        if len(ward.choices) == 1:
            del self.fields["ward"]

    def clean_postcode(self) -> str:
        text = str(self.cleaned_data.get("postcode") or "").strip()
        if text:
            instead = "leave it empty and choose your ward" if "ward" in self.fields else "leave it empty"
            try:
                places.locate(self.place, text, instead=instead)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
            self.where = places.postcode_row(self.place, text)
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if mistake := mistake_in(given.get("channel"), given.get("contact")):
            self.add_error("contact", mistake)
        return given

    def ward_chosen(self) -> Any:
        """The ward, where one was chosen and no postcode says it better; else None."""
        name = self.cleaned_data.get("ward")
        return places.area_by_name(self.place, name) if name and not self.where else None


class BeginForm(_WhereForm):
    """One sentence. The rest may stay empty."""

    field_order = ("words", "called", "postcode", "ward", "channel", "contact", "heading")

    words = _words(
        "What would help? Say it in your own words.", "One sentence is enough. You can change it later."
    )
    called = line("What shall we call you?", hint="Any name you like.", most=60, required=False)
    postcode = line(
        "Roughly where do you live?",
        hint="A postcode, or its first part. It helps us find what is near.",
        most=10,
        required=False,
        autocomplete="postal-code",
    )
    channel = one_of("How can we get back in touch?", CHANNELS, required=False)
    contact = line(
        "Your number or address",
        hint="Kept locked. We use it only to tell you about your plan. Leave it empty if you come to the desk.",
        most=200,
        required=False,
    )
    heading = _heading("Is it for a group or a street? What is it called?")


class ReachForm(_WhereForm):
    """How to reach the person, what to call them, and where they are."""

    field_order = ("called", "channel", "contact", "postcode", "ward")

    called = line("What shall we call you?", most=60, required=False)
    channel = one_of("How can we get in touch?", CHANNELS, missing="Choose one way.")
    contact = line(
        "Your number or address", hint="Kept locked. Not needed for the desk.", most=200, required=False
    )
    postcode = line(
        "Your postcode, or its first part",
        hint="Leave it empty if you would rather not say.",
        most=10,
        required=False,
        autocomplete="postal-code",
    )


class WordsForm(PlainForm):
    words = _words("What would help, in your own words?", "Your earlier words stay here for you to read.")
    heading = _heading("What is your group or street called?")

    def __init__(self, *args: Any, group: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not group:
            del self.fields["heading"]


class CanOfferForm(PlainForm):
    can_offer = sentence(
        "What could you offer other people?",
        hint="For example: “I can sew, on Tuesday evenings”. It never changes what you get.",
        required=False,
    )


class WishForm(PlainForm):
    """One thing the person would like, and what has to be true of an answer."""

    words = _words("What would you like?", "A few words, for you to read. Nobody is matched by them.")
    facets = ticks(
        "What is it about?",
        [(facet.code, facet.words) for facet in FACETS],
        hint="Tick what fits. This is all that we match by.",
        required=True,
    )
    importance = one_of("How much does it matter to you?", IMPORTANCE, missing="Choose how much it matters.")
    travel_limit_m = forms.ChoiceField(label="How far can you go?", choices=DISTANCES, initial="5000")
    needs_step_free = forms.BooleanField(label="I need a place with no steps", required=False)
    times = ticks(
        "When are you free?",
        [
            (f"{day}_{part}", f"{name} {PART_NAMES[part].lower()}")
            for day, name in zip(DAYS, DAY_NAMES, strict=True)
            for part in PARTS
        ],
        hint="Tick nothing if any time will do.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facets"].error_messages["required"] = "Tick at least one thing that it is about."

    @property
    def grid(self) -> list[tuple[str, list[Any]]]:
        """The times as rows of a week: (day, its three boxes)."""
        boxes = list(self["times"])
        return [(name, boxes[3 * n : 3 * n + 3]) for n, name in enumerate(DAY_NAMES)]


class FactsForm(PlainForm):
    """Each fact is yes, no or not said. Nothing has to be answered."""

    age_band = forms.ChoiceField(
        label="How old are you?",
        choices=AGES,
        required=False,
        help_text="Some help is only for some ages. Under 18, help from one person alone is put aside, and we look for "
        "another way with you. If you change this back, it stays put aside: you can ask for it again.",
    )
    languages = ticks(
        "Which languages do you speak?", tuple(LANGUAGES.items()), hint="So that somebody speaks yours."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in FACTS.items():
            self.fields[f"fact_{code}"] = one_of(f"{words}.", YES_NO, required=False)

    def facts(self) -> dict[str, bool | None]:
        return {code: {"yes": True, "no": False}.get(self.cleaned_data[f"fact_{code}"]) for code in FACTS}


class OwnHelpForm(PlainForm):
    """Help that is in no list: a sister who rings on Sundays."""

    title = line(
        "What is it?", hint="For example: “Meena rings me on Sundays”.", most=160, missing="Say what it is."
    )
    shown_from = line("Who does it?", hint="For example: “My sister”.", missing="Say who does it.")
    kind = one_of(
        "What kind of help is it?", tuple(KINDS.items()), missing="Choose the kind that is nearest."
    )
    sphere = from_where()
    on_day = day("On which day, if there is one?", required=False)
    pounds = money("What does it cost them, in pounds?", required=False)
    paid_minutes = amount("How many minutes of paid time do they give?", "An hour is 60.")
    minutes = amount(
        "How many minutes of unpaid time do they give?", "An hour is 60. Leave it empty if you do not know."
    )


class ChallengeForm(PlainForm):
    words = sentence(
        "What looks wrong?", hint="If you like. A few words are enough.", required=False, rows=3, most=280
    )


class BeforeRoundForm(PlainForm):
    words = sentence(
        "What should we know?",
        hint="For example, what changed, or what we could not see. Please name nobody else.",
        rows=4,
        most=400,
        missing="Write what we should know before it is decided.",
    )


class PhraseForm(PlainForm):
    """The six words. What is wrong with them is never said."""

    phrase = line(
        "Your six words",
        hint="They are on your slip. Big or small letters do not matter.",
        most=120,
        missing="Write the six words from your slip.",
        autocomplete="off",
        spellcheck="false",
        autocapitalize="none",
    )

    def without_the_words(self) -> PhraseForm:
        """The same mistakes with an empty box: what was typed is not sent back, for the words are a key."""
        again = PhraseForm({"phrase": ""})
        again.errors.clear()
        for words in self.errors.get("phrase", []):
            again.add_error("phrase", words)
        return again


class EraseForm(PlainForm):
    sure = forms.BooleanField(
        label="Yes, delete my plan and everything I told you",
        error_messages={"required": "Tick the box if you are sure. Or go back: nothing is deleted yet."},
    )
