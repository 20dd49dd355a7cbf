"""One question about how things are: its answers, and the answer that there is none."""

from __future__ import annotations

from typing import Any

from django import forms

from .base import PlainForm, one_of

LEAVE_OUT = "I would rather not say"


class ReadingForm(PlainForm):
    """`said` is a number of the question's, or "" for what is left out. Nothing chosen is left out too."""

    said = forms.ChoiceField()

    def __init__(self, *args: Any, question: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"said": ""})
        super().__init__(*args, **kwargs)
        hint = ""
        if question.is_scale:
            lowest, highest = question.ends
            hint = f"0 is “{lowest}”. 10 is “{highest}”."
        self.fields["said"] = one_of(
            question.words,
            [
                *((str(number), words or str(number)) for number, words in question.choices),
                ("", LEAVE_OUT),
            ],
            hint=hint,
            required=False,
            missing="Choose one of the answers, or leave this question out.",
            columns=1,
        )

    @property
    def number(self) -> int | None:
        said = self.cleaned_data.get("said")
        return int(said) if said else None
