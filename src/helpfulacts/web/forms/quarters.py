"""The two questions of a quarter."""

from __future__ import annotations

from django import forms

from helpfulacts.support.quarters import CAME

from .base import PlainForm, line, one_of


class QuarterForm(PlainForm):
    """Did they come, what happened; and, if they like, what asking cost."""

    came = one_of("Did they come?", CAME, missing="Choose if they came.")
    word = line(
        "What happened, in a word?", hint="One word. For example: laughter.", most=62, missing="Write one word.",
        autocomplete="off",
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="How many minutes did one question take?",
        help_text="Those who pay see what asking costs you. They see no names.",
        required=False, min_value=1, max_value=240,
        widget=forms.TextInput(attrs={"class": "few", "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
