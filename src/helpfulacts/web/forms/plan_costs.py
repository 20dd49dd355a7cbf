"""Who bears the cost of help: from whom, and how much money and time, as well as the person knows."""

from __future__ import annotations

from typing import Any

from django import forms

from .base import PlainForm, day, line, money, one_of

FROM_WHERE = [
    ("personal", "Family, a friend or a neighbour"),
    ("civic", "A group, club or charity"),
    ("private", "A shop or firm"),
    ("public", "The council, a school or the health service"),
]
MOST_MINUTES = 100_000
_MISSING = "Choose where it comes from."


def from_where() -> forms.ChoiceField:
    return one_of("Where does it come from?", FROM_WHERE, missing=_MISSING)


def amount(label: str, hint: str = "") -> forms.IntegerField:
    """Minutes, in whole numbers, which may stay empty."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        error_messages={"max_value": f"For “{label}”, write {MOST_MINUTES:,} or less."},
        widget=forms.NumberInput(attrs={"class": "few", "inputmode": "numeric"}),
    )


class BearerForm(PlainForm):
    """One who bears something of it."""

    bearer = line("Who bears it?", hint="For example: “A small fund”.", missing="Say who bears it.")
    sphere = from_where()
    pounds = money("How much money, in pounds?", required=False)
    paid_minutes = amount("How many minutes of paid time?", "An hour is 60.")
    unpaid_minutes = amount("How many minutes of unpaid time?", "Nobody pays for it. It still counts.")

    def pence(self) -> int:
        return int(100 * (self.cleaned_data["pounds"] or 0))


class OfferBearerForm(BearerForm):
    """One who bears something of an offer, for each person helped. A private person needs no name, and gets none."""

    bearer = line(
        "Who bears it?",
        hint="The name of a group, firm or office. Leave it empty for a private person: it says “the giver”.",
        required=False,
    )


class MoneyEndsForm(PlainForm):
    """The last day on which the money of an offer can be used."""

    says = ("funding_ends",)

    ends = day("On which day does its money end?", hint="Leave it empty if no end is known.", required=False)


def costs_of(given: dict[str, Any]) -> list[dict[str, Any]]:
    """What whoever gives it bears: nothing said is not known, never nothing."""
    told = {name: given.get(name) for name in ("pounds", "paid_minutes", "minutes")}
    if all(value is None for value in told.values()):
        return []
    return [
        {
            "bearer": given["shown_from"],
            "sphere": given["sphere"],
            "pence": int(100 * (told["pounds"] or 0)),
            "paid_minutes": told["paid_minutes"] or 0,
            "unpaid_minutes": told["minutes"] or 0,
        }
    ]
