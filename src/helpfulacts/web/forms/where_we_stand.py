"""The forms of where we stand: whom to ask, what a body answers to the sixteen, and what the board replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html

from helpfulacts.core.principles import CONDITIONS, PRINCIPLES, Principle
from helpfulacts.deliberation.actions.answer_position import LONGEST_FROM
from helpfulacts.deliberation.words import LONGEST

from .accountability import choice, person_tick
from .base import PlainForm, day, line, one_of, sentence, speak_plainly, ticks
from .shared import SharedForm

ANSWERS = (("1", "We are there"), ("-1", "We are not there"), ("0", "We do not know"))
GROUPS = (
    ("Seven ideas of how help is made anew", PRINCIPLES[:7]),
    ("Five ideas of how public services are opened", PRINCIPLES[7:]),
    ("Four things that must be so", CONDITIONS),
)
"""As the sixteen stand on a page, on paper and in a file."""


class AskPositionForm(PlainForm):
    """The board, who is asked, and from which day. `bodies`: (key, name)."""

    board = choice(
        "Which body is the board?",
        hint="It promises to reply in writing to each thing on which the bodies differ.",
        missing="Choose the board that replies.",
    )
    partners = ticks(
        "Which bodies say where they stand?",
        (),
        hint="At least two, beside the board. Each answers for itself, in its own time.",
        required=True,
    )
    first_day = day(
        "From which day?",
        hint="Three days to read, two weeks to answer, a week to look, two weeks for the replies. No meeting is needed.",
    )

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]
        self.fields["partners"].choices = bodies  # type: ignore[attr-defined]
        self.fields["partners"].error_messages["required"] = (
            "Choose at least two bodies that say where they stand."
        )


class PositionForm(SharedForm):
    """An answer and a reason for each statement. `statements`: its number and what it is about."""

    called = "report"

    def __init__(
        self,
        data: Any = None,
        *,
        statements: Mapping[int, Principle],
        answers: Mapping[int, int],
        whys: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        groups = {
            f"n{number}": (
                f"“{item.name}”",
                {
                    f"answer_{number}": str(answers[number]) if number in answers else "",
                    f"why_{number}": whys.get(number, ""),
                },
            )
            for number, item in statements.items()
        }
        super().__init__(data, groups=groups, **kwargs)
        self.statements = statements
        for number, item in statements.items():
            self.fields[f"answer_{number}"] = one_of(
                item.name, ANSWERS, hint=item.question, required=False, missing=f"Choose an answer for “{item.name}”.",
            )  # fmt: skip
            self.fields[f"why_{number}"] = _words("Why? In your own words", item, LONGEST["reason"])
            for name in (f"answer_{number}", f"why_{number}"):
                self.fields[name].unmarked = True  # type: ignore[attr-defined]  # said once, above all of them
                speak_plainly(self.fields[name])
        self.fields["no_person"] = person_tick()

    def groups(self) -> Iterator[tuple[str, list[tuple[Any, Any]]]]:
        """(heading, [(answer, why)]) as the page shows them."""
        by_code = {item.code: number for number, item in self.statements.items()}
        for heading, items in GROUPS:
            numbers = [by_code[item.code] for item in items if item.code in by_code]
            yield heading, [(self[f"answer_{number}"], self[f"why_{number}"]) for number in numbers]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number, item in self.statements.items():
            name = f"answer_{number}"
            if given.get(f"why_{number}") and not given.get(name) and name not in self.errors:
                self.add_error(name, f"Choose an answer for “{item.name}” too, or take its reason out.")
        return given

    @property
    def answered(self) -> int:
        """How many statements the body has answered so far."""
        return sum(1 for number in self.statements if self.boxes[f"n{number}"][f"answer_{number}"])

    def given(self) -> dict[int, tuple[int | None, str]]:
        """By number: the answer, None where there is none, and why."""
        said = self.cleaned_data
        return {
            number: (
                int(said[f"answer_{number}"]) if said[f"answer_{number}"] else None,
                said[f"why_{number}"],
            )
            for number in self.statements
        }

    @property
    def no_private_person(self) -> bool:
        return bool(self.cleaned_data["no_person"])


class DeskPositionForm(PositionForm):
    """The same, entered by the desk for a body: how its answers came, and from where."""

    channel = one_of(
        "How did the answers come?",
        [("paper", "On paper"), ("assisted", "They told us")],
        missing="Say if the answers came on paper, or were told to you.",
    )
    came_from = line(
        "Where did they come from?",
        hint="For example: by post, from its office. Everybody can read this. No names of people.",
        most=LONGEST_FROM,
        missing="Say where the answers came from, for example “by post, from its office”.",
    )


class ReplyForm(SharedForm):
    """A reply to each. `rows`: of `stands.Stand`, in the order of the page."""

    called = "report"

    def __init__(self, data: Any = None, *, rows: Sequence[Any], **kwargs: Any) -> None:
        groups = {
            f"n{row.statement}": (
                f"“{row.item.name}”", {f"reply_{row.statement}": row.replies[-1].words if row.replies else ""},
            )
            for row in rows
        }  # fmt: skip
        super().__init__(data, groups=groups, **kwargs)
        self.rows = rows
        for row in rows:
            field = _words("The reply of the board", row.item, LONGEST["reason"])
            field.unmarked = True  # type: ignore[attr-defined]
            speak_plainly(field)
            self.fields[f"reply_{row.statement}"] = field
        self.fields["no_person"] = person_tick()

    def lines(self) -> list[tuple[Any, Any]]:
        """(what bodies say of it, its reply)."""
        return [(row, self[f"reply_{row.statement}"]) for row in self.rows]

    def given(self) -> dict[int, str]:
        """By number of the statement."""
        return {row.statement: self.cleaned_data[f"reply_{row.statement}"] for row in self.rows}


def _words(label: str, item: Principle, most: int) -> forms.CharField:
    """A box whose label names what it is about for those who hear the page; too many letters are said of it by name."""
    field = sentence(f"{label}: {item.name}", rows=2, most=most, required=False)
    field.label = format_html('{}<span class="vh">: {}</span>', label, item.name)
    return field
