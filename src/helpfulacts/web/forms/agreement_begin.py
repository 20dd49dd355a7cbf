"""The form with which an agreement is begun: what it is called, between whom, and its first text."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from .accountability import choice, person_tick
from .base import PlainForm, line, sentence

TEXT = 40_000
"""Letters of a first text, at most."""
CODE = 30
"""Letters of the code of a side, at most."""


class BeginAgreementForm(PlainForm):
    """Two sides, each with the body that signs for it first. `bodies`: (key, name)."""

    title = line(
        "What is it called?",
        most=160,
        missing="Give the agreement a title.",
        hint="For example: The Compact of our town.",
    )
    body_0 = choice("Which body is one side?", missing="Choose the body of the first side.")
    name_0 = line(
        "What is this side called?",
        required=False,
        hint="If you leave it empty, it is called as its body is.",
    )
    body_1 = choice("Which body is the other side?", missing="Choose the body of the other side.")
    name_1 = line(
        "What is the other side called?",
        required=False,
        hint="If you leave it empty, it is called as its body is.",
    )
    text = sentence(
        "The text",
        rows=16,
        most=TEXT,
        hint="Leave an empty line between clauses. A clause can begin with its number, such as 1.1, and with a title on a line of its own.",
        missing="Write at least one clause.",
    )
    no_person = person_tick()

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = dict(bodies)
        for name in ("body_0", "body_1"):
            self.fields[name].choices = [("", "Choose a body"), *bodies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("body_0") and given.get("body_0") == given.get("body_1"):
            self.add_error("body_1", "Choose another body for the other side.")
        elif not self.errors and len({side["name"].casefold() for side in self.sides()}) < 2:
            self.add_error("name_1", "Give the other side another name.")
        return given

    def sides(self) -> list[dict[str, str]]:
        """As an agreement holds them."""
        given, found = self.cleaned_data, list[dict[str, str]]()
        for at in (0, 1):
            name = given[f"name_{at}"] or self.names[given[f"body_{at}"]]
            found.append({"code": _code(name, at, found), "name": name, "body": given[f"body_{at}"]})
        return found


def _code(name: str, at: int, others: list[dict[str, str]]) -> str:
    """By which a side is known in what is counted and signed: from its name, where that has letters for it and no other side has it."""
    taken = {"", *(one["code"] for one in others)}
    made = slugify(name)[:CODE].strip("-")
    return next(code for code in (made, f"side-{at + 1}", "side-3") if code not in taken)
