"""A slip of the pen is read as the word that was meant, said so, and taken back by one press; no other word is touched."""

from __future__ import annotations

from typing import Any

import crisis_sentences
import pytest

from helpfulacts.directory.asked_words import asked_in_words
from helpfulacts.directory.finding import find
from helpfulacts.directory.spelling import respelt

pytestmark = pytest.mark.django_db


@pytest.fixture
def wardrobe(place: Any, offer_of: Any) -> Any:
    offer_of(
        title="School blazers",
        summary="Uniform in every size, on a rail in my porch.",
        facets={"clothing": 3},
    )
    offer_of(title="Borrow a ladder", summary="And a steamer.", facets={"repairs": 3})
    offer_of(title="Debt advice", summary="Somebody who knows the forms.", facets={"money": 3})
    return place


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("unifrom", "uniform"),
        ("steaemr", "steamer"),
        ("borow", "borrow"),
        ("grandaughter", "granddaughter"),
        ("bezzaers", None),
        ("blazars", None),
        ("appointmant", "appointment"),
    ],
)
def test_a_slip_is_read_as_the_word_that_is_one_letter_away(
    wardrobe: Any, slip: str, meant: str | None
) -> None:
    slips, words = respelt(wardrobe.pk, f"a {slip.capitalize()}, please")
    assert slips == ({slip: meant} if meant else {})
    assert words == (f"a {meant}, please" if meant else f"a {slip.capitalize()}, please")


@pytest.mark.parametrize(
    "word", ["bleach", "butter", "scouts", "threat", "shaving", "tattoo", "Netherton", "tomatoes", "lidl", "gale"]
)  # fmt: skip
def test_a_word_that_nobody_here_says_stays_what_it_is(wardrobe: Any, word: str) -> None:
    assert respelt(wardrobe.pk, word) == ({}, word)


def test_hardly_an_everyday_sentence_is_changed(wardrobe: Any) -> None:
    changed = {one for one in crisis_sentences.NOT_CRISIS if respelt(wardrobe.pk, one)[0]}
    assert len(crisis_sentences.NOT_CRISIS) > 200 and len(changed) <= 3, changed


def test_it_is_said_and_taken_back(wardrobe: Any) -> None:
    found = find(wardrobe, "school unifrom")
    assert found.results[0].offer.title == "School blazers" and "clothing" in found.read_as
    assert {"code": "spelt", "words": "We read “unifrom” as “uniform”"} in asked_in_words(wardrobe, found)
    taken_back = find(wardrobe, "school unifrom", without=["spelt"])
    assert not taken_back.spelt and "clothing" not in taken_back.read_as


def test_danger_is_heard_before_any_word_is_put_right(wardrobe: Any) -> None:
    found = find(wardrobe, "I keep thinking about ending my life and unifrom")
    assert found.crisis is not None and not found.spelt and not found.results
