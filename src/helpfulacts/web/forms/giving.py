"""The forms of giving: one short page for each of seven choices, and what its giver may change later."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.core.errors import Refused
from helpfulacts.directory.public_words import TAKE_IT_OUT, private_in
from helpfulacts.places import selectors as places

from ..gifts import INCLUDES, PARTS, WAYS, WHO_FOR, Gift
from .base import PlainForm, line, one_of, sentence, ticks
from .public import CHANNELS, DAY_CHOICES, FROM_WHOM, ward_choices
from .reaching import mistake_in

FREE = ("words", "title", "shown_from", "called", "condition")
"""Fields of free words: the crisis rules read them first, and they hold no way to reach anybody."""
MILES = ((2, "Up to 2 miles"), (5, "Up to 5 miles"), (10, "Up to 10 miles"), (20, "Up to 20 miles"))
LEAVE_OUT = "Leave out names, phone numbers and addresses."


def whole(
    label: str, *, hint: str = "", least: int = 1, initial: int | None = None, most: int = 10_000
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        initial=initial,
        widget=forms.NumberInput(attrs={"class": "few", "inputmode": "numeric"}),
        error_messages={
            "required": f"Write a whole number for “{label}”, for example 2.",
            "invalid": f"Write a whole number for “{label}”, for example 2.",
            "min_value": f"“{label}”: write {least} or more.",
            "max_value": f"“{label}”: write {most} or less.",
        },
    )


def _chosen(label: str, choices: Any, initial: str, *, hint: str = "") -> forms.ChoiceField:
    """Round buttons of which one is chosen already: nothing to press for most people."""
    field = one_of(label, choices, hint=hint, columns=1)
    field.initial = initial
    return field


class GiftForm(PlainForm):
    """What only this gift needs to know, then who it is from and how to reach them. Made for one `gift`.

    `known`: we know already who gives it and how to reach them. `proxy`: the desk types a paper form for somebody.
    """

    def __init__(
        self, *args: Any, gift: Gift, place: Any, known: bool, proxy: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.gift, self.place = gift, place
        self.where: Any = None
        self.fields.update(_about(gift, place))
        self.fields.update(_from_whom(known, proxy))
        if self.fields.get("ward"):
            self.fields["ward"].choices = ward_choices(place, "Choose a ward")  # type: ignore[attr-defined]
        last = ["words"] if gift.code == "lift" else []  # there it is only “anything else?”
        middle = _ORDER.index("sphere")
        first = [name for name in _ORDER[:middle] if name not in last]
        self.order_fields([*first, *last, *_ORDER[middle:]])

    def clean_postcode(self) -> str:
        text = str(self.cleaned_data["postcode"]).strip()
        try:
            self.where = places.locate(self.place, text, instead="write only its first part")
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in FREE:
            text = given.get(name, "")
            if found := private_in(text):
                self.add_error(name, f"There is {found} in “{self.fields[name].label}”. {TAKE_IT_OUT}")
        if mistake := mistake_in(given.get("channel"), given.get("contact")):
            self.add_error("contact", mistake)
        if given.get("sphere", "personal") != "personal" and "body" in self.fields and not given.get("body"):
            self.add_error("body", "Write the name of your group, firm or council team.")
        if given.get("keep") == "lend" and not given.get("return_days") and "return_days" not in self.errors:
            self.add_error("return_days", "Say after how many days it comes back, for example 14.")
        if given.get("amount") and given.get("each") and given["each"] > given["amount"]:
            self.add_error("each", "One person cannot get more than there is.")
        return given


_ORDER = [
    "words", "title", "mode", "what_kind", "keep", "return_days", "condition", "delivery", "amount", "each", "postcode",
    "miles", "ways", "ward", "days", "part", "how_many", "who_for", "includes", "for_care", "insured", "sphere", "body",
    "adult", "shown_from", "called", "channel", "contact", "said_yes",
]  # fmt: skip


def _about(gift: Gift, place: Any) -> dict[str, forms.Field]:
    """The fields that this gift needs, by name."""
    found: dict[str, forms.Field] = {}
    lift, idea = gift.code == "lift", gift.code == "idea"
    found["words"] = sentence(
        gift.asks, hint=f"{gift.hint} {LEAVE_OUT}", rows=6 if idea else 3, most=1200 if idea else 250 if lift else 400,
        required=not lift, missing="Say it in your own words, as you would to a neighbour.",
    )  # fmt: skip
    if lift:
        found |= {
            "postcode": line(
                "Where do you start from? A postcode, or its first part",
                hint="We keep only the square kilometre that it lies in. Others see the ward.",
                most=10, missing="Write a postcode, or its first part.", autocomplete="postal-code",
            ),
            "miles": forms.TypedChoiceField(label="How far would you drive?", choices=MILES, coerce=int, initial=5,
                                            error_messages={"required": "Say how far you would drive.",
                                                            "invalid_choice": "Choose how far you would drive from the list."}),
            "days": ticks("On which days?", DAY_CHOICES, required=True),
            "part": _select("At what time of day?", PARTS),
            "how_many": whole("How many people at once can you help?", hint="Nobody goes over it. You can change it.", initial=1),
            "for_care": forms.BooleanField(
                label="Also to a hospital, clinic or day centre, for somebody who is ill, old or disabled", required=False
            ),
            "insured": forms.BooleanField(
                label="I have a licence, an MOT and insurance that covers volunteers. I ask for fuel money at most.",
                error_messages={"required": "Tick that you have a licence, an MOT and insurance. Ring us if you are not sure."},
            ),
        }  # fmt: skip
        found["days"].error_messages["required"] = "Tick at least one day."
        return found
    found["title"] = line(
        "A short name for it", hint="The first thing people read.", most=80, missing="Give it a short name."
    )
    if idea:
        return found
    found["ward"] = forms.ChoiceField(
        label="Where is it?", help_text="We show the ward only, never your home.",
        error_messages={"required": "Choose the ward that it is in."},
    )  # fmt: skip
    if gift.code == "thing":
        found |= {
            "keep": _chosen("To give, or to lend?", (("give", "To keep"), ("lend", "To borrow")), "give"),
            "return_days": forms.IntegerField(
                label="If it is lent: for how many days?", required=False, min_value=1, max_value=400, initial=14,
                widget=forms.NumberInput(attrs={"class": "few", "inputmode": "numeric"}),
            ),
            "condition": line("What condition is it in?", most=120, missing="Say what condition it is in."),
            "delivery": _chosen("How do they get it?", (("collect", "They collect it"), ("deliver", "I bring it")), "collect"),
            "how_many": whole("How many are there?", initial=1),
            "what_kind": ticks(
                "Is it one of these?",
                (("risky", "A ladder, a power tool or electrical"), ("food", "Food")),
                columns=1,
            ),
        }  # fmt: skip
        return found
    found |= {
        "days": ticks("On which days?", DAY_CHOICES, hint="None ticked: you find a time together."),
        "part": _select("At what time of day?", PARTS),
    }
    if gift.code == "room":
        found |= {
            "mode": _chosen("Which is it?", (("booked", "A room, land or a tool to book, in hours"), ("divided", "Money, in pounds")), "booked"),
            "amount": whole("How much is there in all? Hours a week, or pounds", most=1_000_000),
            "each": whole("How much can one person or group have?", most=1_000_000),
        }  # fmt: skip
        return found
    found |= {
        "ways": ticks("How would it happen?", [(code, way[0]) for code, way in WAYS.items()], required=True, columns=1),
        "how_many": whole("How many people at once can you help?", hint="Nobody goes over it. You can change it.", initial=1),
        "who_for": _chosen("Who is it for?", [(code, row[0]) for code, row in WHO_FOR.items()], "adults"),
    }  # fmt: skip
    found["ways"].error_messages["required"] = "Tick at least one way that it would happen."
    if gift.code in ("hours", "company"):
        found["includes"] = ticks("Would you do any of these?", list(INCLUDES.items()), columns=1)
    return found


def _select(label: str, parts: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[(code, row[0]) for code, row in parts.items()], initial="any", required=False
    )


def _from_whom(known: bool, proxy: bool) -> dict[str, forms.Field]:
    """Who it is from, and how to reach them where we do not know."""
    found: dict[str, forms.Field] = {
        "sphere": _chosen("Who is it from?", FROM_WHOM, "personal"),
        "body": line(
            "The name of the group, firm or team", most=120, required=False,
            hint="Only if it is not from you alone. Somebody rings to see that you speak for it.",
        ),
        "shown_from": line(
            "How shall we describe you?", most=120, required=False,
            hint="No full names. For example: “A retired joiner in Lye”. Left empty, we write “Somebody in” and your ward.",
        ),
    }  # fmt: skip
    if not known:
        found |= {
            "adult": one_of("Are you 18 or over?", (("yes", "Yes"), ("no", "No")), missing="Say if you are 18 or over.", columns=1),
            "called": line(
                "What shall we call you?", hint="Only the person who checks sees this.", most=60,
                missing="Say what we can call you. A first name is enough.", autocomplete="given-name",
            ),
            "channel": one_of("How do we reach you?", CHANNELS, missing="Choose how we can reach you.", columns=1),
            "contact": line(
                "The number or address for that", most=200, required=False,
                hint="Only the person who checks sees it. Leave it empty if you come to the desk.",
            ),
        }  # fmt: skip
    if proxy:
        found["said_yes"] = forms.BooleanField(
            label="They said yes to being listed, on paper or to me",
            error_messages={
                "required": "Tick that they said yes to being listed. Without it, it stays on paper."
            },
        )
    return found


class ChangeGiftForm(PlainForm):
    """What a giver may change of an offer that is there: its words, its days and how they are described."""

    says = ("title", "summary", "shown_from", "when")

    title = line("A short name for it", most=80, missing="Give it a short name.")
    words = sentence("What is it?", hint=LEAVE_OUT, rows=3, most=400, missing="Say it in your own words.")
    shown_from = line(
        "How shall we describe you?",
        hint="No full names.",
        most=120,
        missing="Say who it is from, without a full name.",
    )
    days = ticks("On which days?", DAY_CHOICES, hint="None ticked: you find a time together.")
    part = _select("At what time of day?", {"": ("As it is now",), **PARTS})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("title", "words", "shown_from"):
            if found := private_in(given.get(name, "")):
                self.add_error(name, f"There is {found} in “{self.fields[name].label}”. {TAKE_IT_OUT}")
        return given


class OwnCapForm(PlainForm):
    """How many at once: the giver's own limit."""

    own_cap = whole("How many people at once?", least=0)


class PassOnForm(PlainForm):
    """One sentence for one person: how they can reach you."""

    channel = one_of(
        "How can they reach you?",
        (
            ("phone", "By phone"),
            ("message", "By message"),
            ("email", "By e-mail"),
            ("meet", "We meet somewhere"),
        ),
        missing="Choose how they can reach you.",
    )
    words = line(
        "Tell them in one sentence", hint="For example: “Ring 01384 000000 after six”. Only they can read it.", most=200,
        missing="Write how they can reach you, in one sentence.",
    )  # fmt: skip
