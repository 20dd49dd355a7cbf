"""The form that every page uses: plain fields, mistakes in one list at the top, nothing typed is ever lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

from helpfulacts.core.words import tidy, tidy_lines


@dataclass(frozen=True)
class Mistake:
    """One line of the error summary: the words, and the id of the field they lead to ("" for none)."""

    words: str
    at: str


class PlainRenderer(DjangoTemplates):
    """Draws one field with `web/parts/field.html`: label, hint, error, control, tied together for screen readers."""

    field_template_name = "web/parts/field.html"


def mistakes_of(form: forms.BaseForm) -> list[Mistake]:
    """The mistakes of any bound form, in the order of its fields; those of no field come first."""
    lines = [Mistake(str(words), "") for words in form.non_field_errors()]
    for field in form:
        at = first_control(field)
        lines += [Mistake(str(words), at) for words in field.errors]
    return lines


def first_control(field: Any) -> str:
    """The id of the control that a link to `field` should reach: the first box of a group, else the field."""
    name = field.auto_id
    return f"{name}_0" if name and field.use_fieldset else str(name)


A_DAY = "Write a day, for example 24/6/2026."
# What a field says where its form has no words of its own; Django's sentences are not for citizens.
_PLAIN: tuple[tuple[type[forms.Field], dict[str, str]], ...] = (
    (forms.TimeField, {"invalid": "Write a time, for example 14:30."}),
    (forms.DateField, {"invalid": A_DAY}),
    (
        forms.IntegerField,
        {
            "invalid": "Write a whole number, for example 4.",
            "min_value": "Write %(limit_value)s or more.",
            "max_value": "Write %(limit_value)s or less.",
        },
    ),
    (
        forms.MultipleChoiceField,
        {"invalid_choice": "Choose from the list.", "invalid_list": "Choose from the list."},
    ),
    (forms.ChoiceField, {"invalid_choice": "Choose one from the list."}),
    (forms.Field, {"required": "Fill this in."}),
)


def speak_plainly(field: forms.Field) -> None:
    """Give a field our sentences where it has none of its own."""
    given = field.error_messages
    for kind, sentences in _PLAIN:
        if isinstance(field, kind):
            for code, words in sentences.items():
                if given.get(code) == kind.default_error_messages.get(code):
                    given[code] = words


class _Line(forms.CharField):
    """People's own words on one line, tidied by the one rule."""

    def to_python(self, value: Any) -> Any:
        return tidy(str(value)) if value not in self.empty_values else self.empty_value


class _Lines(forms.CharField):
    """The same, line by line, for a larger box."""

    def to_python(self, value: Any) -> Any:
        return tidy_lines(str(value)) if value not in self.empty_values else ""


class PlainForm(forms.Form):
    """A form whose fields draw themselves: `{{ form.words.as_field_group }}`.

    The browser does not check anything itself: our own sentences say what is wrong, in one place.
    """

    default_renderer = PlainRenderer()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak_plainly(field)

    @property
    def mistakes(self) -> list[Mistake]:
        return mistakes_of(self) if self.is_bound else []


DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y")


def clock(label: str, *, invalid: str = "Write a time, for example 14:30.") -> forms.TimeField:
    """A time as people write it: 14:30, 14.30, 2:30pm. A plain box: a keyboard and an old phone can fill it."""
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%I%p", "%I:%M%p", "%I.%M%p"],
        widget=forms.TimeInput(attrs={"class": "few", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"invalid": invalid},
    )


def day(
    label: str, *, hint: str = "", required: bool = True, missing: str = "", invalid: str = A_DAY
) -> forms.DateField:
    """A day, chosen or as people write it: 3/11/2026, 3.11.2026."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": missing or f"Choose a day for “{label}”.", "invalid": invalid},
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def ticks(
    label: str, choices: Any, *, hint: str = "", required: bool = False, columns: int = 2
) -> forms.MultipleChoiceField:
    """Several may be ticked. `columns`: 1 where the choices are sentences, one under the other."""
    field = forms.MultipleChoiceField(
        label=label, choices=choices, help_text=hint, required=required, widget=forms.CheckboxSelectMultiple
    )
    field.columns = columns  # type: ignore[attr-defined]
    return field


def one_of(
    label: str, choices: Any, *, hint: str = "", required: bool = True, missing: str = "", columns: int = 2
) -> forms.ChoiceField:
    """One round button of several. `columns`: as of `ticks`."""
    missing = missing or f"Choose one for “{label}”."
    field = forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )
    field.columns = columns  # type: ignore[attr-defined]
    return field


def sentence(
    label: str, *, hint: str = "", rows: int = 3, most: int = 600, required: bool = True, missing: str = ""
) -> forms.CharField:
    """A free sentence in the person's own words."""
    field = _Lines(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "class": "voice"}),
        error_messages={
            "required": missing or f"Write a few words for “{label}”.",
            "max_length": f"Keep “{label}” to {most:,} letters. You wrote %(show_value)d. They are all still here: "
            "take some out.",
        },
    )
    del field.widget.attrs["maxlength"]  # a browser cuts what is pasted there, and says nothing
    return field


def line(
    label: str, *, hint: str = "", most: int = 120, required: bool = True, missing: str = "", **attrs: str
) -> forms.CharField:
    """One line of text. `attrs` go onto the box, for example autocomplete="tel"."""
    return _Line(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={name.replace("_", "-"): value for name, value in attrs.items()}),
        error_messages={
            "required": missing or f"Fill in “{label}”.",
            "max_length": f"Keep “{label}” to {most} letters.",
        },
    )


THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
"""Commas that part thousands. Any other comma may stand for a point: it is refused, never guessed at."""
FIGURES = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)
"""As people write an amount: “1e2” is no hundred pounds."""


IN_OTHER_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
"""Arabic-Indic and Persian figures, with the marks that stand for a point and part thousands among them."""


class _Pounds(forms.DecimalField):
    """Read as people write it: “£1,250”, “12.50” and “١٢٫٥٠” alike. “12,50” is none of these, and is refused."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = tidy(value).removeprefix("£").strip().translate(IN_OTHER_DIGITS)
            value = value.replace(",", "") if THOUSANDS.fullmatch(value) else value
            if value and not FIGURES.fullmatch(value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


def money(label: str, hint: str = "", *, required: bool = True) -> forms.DecimalField:
    """An amount of money, to the penny."""
    wrong = "Write an amount, for example 12.50."
    most = "£9,999.99" if required else "£999,999.99"
    too_much = f"For “{label}”, write {most} or less."
    return _Pounds(
        label=label,
        help_text=hint,
        required=required,
        min_value=Decimal("0.01") if required else 0,
        max_digits=6 if required else 8,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "few", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_decimal_places"), wrong)
        | dict.fromkeys(("max_digits", "max_whole_digits"), too_much)
        | {"required": "Write how many pounds."},
    )
