"""Who works on what is missing, or on what much else stands on, and until when."""

from __future__ import annotations

from typing import Any

from django import forms

from helpfulacts.directory.facets import FACETS

from .base import PlainForm, day


class OwnerForm(PlainForm):
    """A body of the place, and the day by which it has done its part."""

    body = forms.ChoiceField(label="Who works on it?", error_messages={"required": "Choose who works on it."})
    until = day("Until when?", missing="Say until when.")

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.choices = [("", "Choose one"), *bodies]


class GapWorkForm(OwnerForm):
    """What is missing, and where."""

    facet = forms.ChoiceField(
        label="What is missing?",
        choices=[("", "Choose one"), *((facet.code, facet.words) for facet in FACETS)],
        error_messages={"required": "Choose what is missing."},
    )
    ward = forms.ChoiceField(label="Where?", required=False)

    field_order = ("facet", "ward", "body", "until")

    def __init__(self, *args: Any, wards: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ward"]
        field.choices = [("", "The whole place"), *((name, name) for name in wards)]
