"""The forms of the office pages: a round's cases, the desk, people to tell, held offers and the small club."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from helpfulacts.core.errors import Refused
from helpfulacts.directory.facets import FACETS
from helpfulacts.people.purposes import ELSE, PURPOSES, UNSAID, is_said, purpose_in_words
from helpfulacts.places import selectors as places

from ..seen import EVERYTHING
from ..taking_back import own_number
from .base import PlainForm, day, line, one_of, sentence, ticks
from .reaching import mistake_in

NO_PLACE = "none"
LONGEST_REASON = 400
TOLD = (
    ("spoke", "We spoke on the phone"),
    ("letter", "The letter is in the post"),
    ("desk", "I told them in person"),
    ("email", "I wrote them an e-mail"),
)
TOLD_WORDS = {
    "spoke": "told on the phone",
    "letter": "told by letter",
    "desk": "told in person",
    "email": "told by e-mail",
}
ANSWERS = (
    ("yes", "Yes please"),
    ("not_now", "Not now"),
    ("later", "They will say later"),
)
CHECKED = (
    ("phone", "I rang them"),
    ("visit", "I went to see them"),
    ("letter", "We wrote to each other"),
    ("email", "We e-mailed"),
)
REACHED = (
    ("desk", "They come to the desk"),
    ("phone", "By phone"),
    ("letter", "By letter"),
    ("email", "By e-mail"),
)


def _why(label: str, example: str, missing: str) -> forms.CharField:
    """A reason that the person reads on the list of who looked."""
    hint = f"The person can read this, with your name and the time. For example: “{example}”."
    return line(label, hint=hint, most=90, missing=missing)


class WhyForm(PlainForm):
    """Why a record is opened that is not on the list of cases to open: one of a few purposes, or own words."""

    purpose = one_of(
        "Why are you opening this?",
        (*PURPOSES, (ELSE, "Something else, in my own words")),
        hint="The person can read this, with your name and the time.",
        missing="Say why you are opening this. The person will see your reason.",
        columns=1,
    )
    own = line(
        "In your own words",
        hint="For example: “Checking the letter before it goes”.",
        most=60,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        own = given.get("own", "")
        if (own or given.get("purpose") == ELSE) and not is_said(own) and "own" not in self.errors:
            self.add_error("own", UNSAID)
        return given

    @property
    def why(self) -> str:
        """As its person reads it."""
        return purpose_in_words(self.cleaned_data["purpose"], self.cleaned_data["own"])


class ProtectForm(PlainForm):
    """Why somebody must not be found, or may be again."""

    why = _why("Why?", "She rang us and asked", "Say why. The person will see your reason.")

    def clean_why(self) -> str:
        why = str(self.cleaned_data["why"])
        if not is_said(why):
            raise forms.ValidationError(UNSAID)
        return why


class ChangeForm(PlainForm):
    """Another answer than the round's for one person, and why."""

    to_offer = one_of("What should they get instead?", (), missing="Choose what they should get.", columns=1)
    reason = sentence(
        "Why?",
        hint="Your name and this reason stay with it. The person can read both. Leave out what is private.",
        rows=3,
        most=LONGEST_REASON,
        missing="Say in a few words why you change this.",
    )

    def __init__(self, *args: Any, options: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_offer"]
        field.choices = list(options)


class AlarmAnswerForm(PlainForm):
    """What a body answered for a right that a round could not meet."""

    answer = line(
        "What did they answer?",
        hint="A few words, and nobody’s name. For example: “Two beds come on Monday”.",
        most=200,
        missing="Say in a few words what they answered.",
    )


class RulesMeanwhileForm(PlainForm):
    """Why rules past their day go on meanwhile, and until when. All can read it."""

    reason = sentence(
        "Why do they go on meanwhile?",
        hint="Everybody can read this, with your name. For example: “The board looks at them on 3 March”.",
        rows=3,
        most=400,
        missing="Say in a few words why they go on meanwhile.",
    )
    until = day("Until when?", hint="At most three months from today.", missing="Say until when.")


class ToldForm(PlainForm):
    """How a person was told. Nothing free: what was said stays between the two."""

    how = one_of("How did you tell them?", TOLD, missing="Say how you told them.", columns=1)
    answer = one_of("What did they say?", ANSWERS, missing="Say what they said.", columns=1)

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        """`asks`: there is something for them to say yes or not now to."""
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["answer"]


class ProxyForm(PlainForm):
    """Somebody says it, somebody else types it."""

    words = sentence(
        "What would help? Type what they say, in their words.",
        hint="One sentence is enough. Read it back to them before you go on.",
        rows=3,
        missing="Type what they said, in their words.",
    )
    facets = ticks(
        "What is it about?",
        [(facet.code, facet.words) for facet in FACETS],
        hint="Ask them. Tick as many as they say. Only these ticks are matched: never the sentence.",
    )
    called = line("What shall we call them?", hint="A first name is enough.", most=60, required=False)
    channel = one_of("How can we get back to them?", REACHED, missing="Choose how to get back to them.")
    contact = line(
        "Their number or address",
        hint="Kept locked. Not needed if they come to the desk.",
        most=200,
        required=False,
    )
    postcode = line(
        "Their postcode, or its first part",
        hint="So that what we find is near.",
        required=False,
        most=10,
        autocomplete="off",
    )
    in_rounds = forms.BooleanField(
        label="They want to ask for places that are shared out",
        help_text="They may change their mind at any time.",
        required=False,
    )
    met = forms.BooleanField(
        label="I have met this person, and I vouch for them",
        help_text="A scarce place needs one person who vouches. It says nothing about who deserves what.",
        required=False,
    )

    def __init__(self, *args: Any, place: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.where: Any = None

    def clean_postcode(self) -> str:
        text = str(self.cleaned_data["postcode"]).strip()
        if text:
            try:
                self.where = places.locate(self.place, text)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if mistake := mistake_in(given.get("channel"), given.get("contact")):
            self.add_error("contact", mistake)
        if given.get("in_rounds") and not given.get("facets"):
            self.add_error("facets", "Tick what it is about, so that a round can look for a place.")
        return given


class PhraseForm(PlainForm):
    """Six words find one person, and nothing else does."""

    phrase = line(
        "Their six words",
        hint="From their slip. Capitals and full stops do not matter.",
        missing="Type the six words from their slip.",
        autocomplete="off",
        spellcheck="false",
    )


class CapacityForm(PlainForm):
    """How many a giver can take: their own number, of the period that counts today."""

    says = ("places",)

    stated = forms.IntegerField(
        label="We can take",
        min_value=0,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"class": "few", "inputmode": "numeric"}),
        error_messages={
            "required": "Write how many you can take: 0 or more.",
            "invalid": "Write a whole number, for example 8.",
        },
    )

    def facts_of(self, period: Any) -> dict[str, Any]:
        return {"places": own_number(period)}


class ReleaseForm(PlainForm):
    """How a held offer was checked: all that it says was read."""

    says = EVERYTHING

    how = one_of("How did you check it?", CHECKED, missing="Say how you checked it.")


class EndForm(PlainForm):
    """Why a held offer is not listed. The giver hears it in these words."""

    reason = sentence(
        "What shall we tell them?",
        hint="They get these words. Be kind, and say what would make it right.",
        rows=3,
        most=250,
        missing="Say why, in words they can use.",
    )
