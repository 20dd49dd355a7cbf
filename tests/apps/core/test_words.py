"""People's own words stay their own: what they can see is kept, and what nobody can see is not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpfulacts.core.words import joined, tidy


@pytest.mark.parametrize(
    "words",
    [
        "می\u200cخواهم با کسی حرف بزنم",  # Persian: “I want” is one word with a non-joiner in it
        "क्\u200dष",  # Hindi with a joiner
        "👨\u200d👩\u200d👧 and me",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f forever",  # the flag of England
        "❤\ufe0f",
        "Zoë, Łukasz & José",
        "שלום",
        "\U0001fae8 newer than this program",
    ],
)
def test_words_that_can_be_seen_stay_as_they_are(words: str) -> None:
    assert tidy(words) == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mel\u202etxt.exe", "Meltxt.exe"),
        ("\u2066Asha\u2069", "Asha"),
        ("\u200fAsha\u200e\u061c", "Asha"),
        ("As\u200bha\ufeff\u00ad", "Asha"),
        ("Asha\U000e0041\U000e0042", "Asha"),
        ("  two\n\tlines\u2028here\x00 ", "two lines here"),
        ("Jose\u0301", "José"),
        ("half \ud800 a character", "half a character"),
        ("\u200d\u200c \u3164\u2800", ""),
        ("\u200dAsha\u200c", "Asha"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@given(st.text())
def test_tidy_words_are_tidy(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()  # no half character is left


def test_words_in_a_row_are_joined_as_people_say_them() -> None:
    assert [joined(words) for words in ([], ["tea"], ["tea", "soup"])] == ["", "tea", "tea and soup"]
    assert joined(("tea", "soup", "bread"), "or") == "tea, soup or bread"
