"""The forms of stories: words that somebody offers, the same put otherwise, and a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from .base import PlainForm, line, one_of, sentence

OWN = "own"
WHERE = (
    ("page", "On a page here, that anybody can read"),
    ("paper", "On a page here, and on paper or read out"),
)
UNTIL = (("182", "Half a year"), ("365", "A year"), ("730", "Two years"))
BASES = (("spoken", "They said it to me"), ("written", "They wrote it on paper"))
NAME_HINT = "A first name, yours or one you make up. Leave it empty, and no name is shown."


class TellForm(PlainForm):
    """What exactly, under which name, where, until when."""

    about = one_of("Which words?", (), missing="Choose which words.", columns=1)
    words = sentence(
        "Other words",
        hint="What changed for you? Leave out what you want nobody to know.",
        rows=3,
        required=False,
        missing="Write what you want to say.",
    )
    called = line("A name to stand under them", hint=NAME_HINT, most=40, required=False, autocomplete="off")
    where = one_of("Where may they be read?", WHERE, missing="Choose where.", columns=1)
    until = one_of("For how long?", UNTIL, missing="Choose for how long.")
    basis = one_of("How did they say yes?", BASES, missing="Say how they said yes.")

    def __init__(self, *args: Any, told: Iterable[tuple[str, str]], by_proxy: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"where": "page", "until": "365"})
        super().__init__(*args, **kwargs)
        about: Any = self.fields["about"]
        about.choices = [*told, (OWN, "Other words, that I write here")]
        if not by_proxy:
            del self.fields["basis"]
        if len(about.choices) == 1:
            del self.fields["about"]
            self.fields["words"].label, self.fields["words"].required = "Your words", True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given.setdefault("about", OWN if "about" not in self.fields else "")
        if given["about"] == OWN and "about" in self.fields and not given.get("words"):
            self.add_error("words", "Write what you want to say.")
        return given

    def days(self) -> dt.timedelta:
        return dt.timedelta(days=int(self.cleaned_data["until"]))


class OtherwiseForm(PlainForm):
    """A person's own words in a story, as they would rather have them."""

    words = sentence("Your words", rows=4, missing="Write your words, or go back and say no.")
    called = line("A name to stand under them", hint=NAME_HINT, most=40, required=False, autocomplete="off")
    version = forms.IntegerField(widget=forms.HiddenInput)


class DraftForm(PlainForm):
    """A title, and paragraphs with quotations by number."""

    title = line("Title", most=120, missing="Give it a title.")
    text = sentence(
        "The story", rows=12, most=20_000, missing="Write the story.",
        hint="Leave a line between paragraphs. [1] on a line by itself shows all that person 1 said. "
        "[1: some of their words] shows a part, just as they said it.",
    )  # fmt: skip
