"""A slip of the pen in a sentence of crisis is heard as the right spelling would be; a real word is no slip."""

from __future__ import annotations

import time

import pytest
from crisis_held_back import HARMLESS
from crisis_sentences import NOT_CRISIS
from crisis_sounds import SOUNDS_LIKE_IT

from helpfulacts.directory.crisis import _book, advice_for

SLIPS = [
    ("i want to hrt myself", "i want to hurt myself"),
    ("I want to hrt my self", "I want to hurt my self"),
    ("i cut myselff", "i cut myself"),
    ("want to jump of a brigde", "want to jump off a bridge"),
    ("he wont let me leve the house", "he wont let me leave the house"),
    ("I have no fod and no mony", "I have no food and no money"),
    ("we have no fod", "we have no food"),
    ("kil myself", "kill myself"),
    ("wnat to die", "want to die"),
    ("my husbnad hist me", "my husband hits me"),
    ("I tok too many pils", "I took too many pills"),
    ("he locsk me in the house", "he locks me in the house"),
    ("I have nowhere to slep tonight", "I have nowhere to sleep tonight"),
    ("I am homless", "I am homeless"),
    ("our heatng is broken", "our heating is broken"),
    ("my partner beets me and chokse me", "my partner beats me and chokes me"),
    ("she has colapsed", "she has collapsed"),
    ("there is no haeting in our house", "there is no heating in our house"),
    ("nothing to eta", "nothing to eat"),
    ("standing on the bridg", "standing on the bridge"),
    ("we cant aford foood", "we cant afford food"),
]
NO_SLIPS = [
    "a foot care clinic",
    "there is no foot care clinic near us",
    "I am in a hurry for a plumber",
    "I want to diet",
    "rake the leaves and mend the fence",
    "a first aid kit for the scouts",
    "an Easter egg hunt with my children",
    "I have cutlery to give",
    "a talk about the flood at the bridge club",
    "Dave wants to jump in puddles with the kids",
    "I want to knit hats",
    "no fold in the paper",
    "a hitch with my bike",
    "Kit and Beth want to dye wool",
    "we have no foal and no pony",
]


@pytest.mark.parametrize(("slip", "right"), SLIPS)
def test_a_slip_of_the_pen_is_heard_as_the_right_spelling_is(slip: str, right: str) -> None:
    meant, heard = advice_for(right), advice_for(slip)
    assert meant is not None, right
    assert heard is not None and heard.codes == meant.codes, slip


@pytest.mark.parametrize("sentence", NO_SLIPS)
def test_a_real_word_near_a_word_of_the_rules_is_no_slip(sentence: str) -> None:
    advice = advice_for(sentence)
    assert advice is None, (sentence, advice and advice.codes)


def test_listening_once_more_alarms_at_no_harmless_sentence_that_was_quiet_before() -> None:
    assert not [words for words in NOT_CRISIS + SOUNDS_LIKE_IT if advice_for(words)]
    assert sum(advice_for(words) is not None for words in HARMLESS) <= 7


def test_a_sentence_whose_words_are_all_known_is_not_read_again() -> None:
    assert _book().slips.readings("i want help with my garden on monday") == []


def test_three_letters_are_read_as_another_word_only_where_one_is_missing_or_two_changed_places() -> None:
    assert _book().slips.readings("hrt") == ["hurt"]
    assert "heard hit" not in _book().slips.readings("heard hjt")


def test_a_long_text_of_words_that_nobody_knows_is_read_in_bounded_time() -> None:
    text = " ".join(f"hrt{'abcdefghij'[n % 10]} fod lvee" for n in range(1_000))
    advice_for("warm")
    start = time.process_time()
    advice_for(text)
    assert time.process_time() - start < 20
