"""An amount is read alike in whichever figures somebody types it: ours, Arabic-Indic or Persian."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from helpfulacts.web.forms.base import PlainForm, money
from helpfulacts.web.forms.weaving import WeaveForm

FIGURES = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")


class Asked(PlainForm):
    pounds = money("How much?", required=False)


def written(text: str, figures: str) -> str:
    marks = ",." if figures == FIGURES[0] else "٬٫"
    return text.translate(str.maketrans(FIGURES[0] + ",.", figures + marks))


@given(pence=st.integers(0, 99_999_999), figures=st.sampled_from(FIGURES), before=st.sampled_from(["", "£", "\u200f", " "]))  # fmt: skip
def test_what_is_typed_is_the_same_amount(pence: int, figures: str, before: str) -> None:
    amount = Decimal(pence) / 100
    for text in (f"{amount:.2f}", f"{amount:,.2f}"):
        form = Asked({"pounds": before + written(text, figures)})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["pounds"] == amount


@given(number=st.integers(0, 1_000_000), figures=st.sampled_from(FIGURES))
def test_whole_pounds_too(number: int, figures: str) -> None:
    assert WeaveForm.base_fields["pounds"].clean(written(str(number), figures)) == number


@given(figures=st.sampled_from(FIGURES))
def test_what_may_be_a_point_or_a_comma_is_never_guessed_at(figures: str) -> None:
    text = written("12", figures) + "," + written("50", figures)
    assert Asked({"pounds": text}).errors["pounds"] == ["Write an amount, for example 12.50."]
