"""Six plain words open a plan again: enough of them, plain, and only the newest ones count."""

from __future__ import annotations

import math
from typing import Any

import pytest

from helpfulacts.core.errors import NotAllowed
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.revoke_phrase import revoke_phrase
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.phrases import WORDS_IN_A_PHRASE, new_phrase, phrase_words
from helpfulacts.places.models import Place


def one_slip_apart(a: str, b: str) -> bool:
    """True when one letter changed, missing, added or swapped with the next turns one word into the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        at = [n for n in range(len(a)) if a[n] != b[n]]
        swapped = len(at) == 2 and at[1] == at[0] + 1 and a[at[0]] == b[at[1]] and a[at[1]] == b[at[0]]
        return len(at) == 1 or swapped
    short, long = sorted((a, b), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def test_six_words_are_worth_at_least_64_bits() -> None:
    assert WORDS_IN_A_PHRASE * math.log2(len(set(phrase_words()))) >= 64
    assert len(phrase_words()) >= 1700


def test_the_words_are_distinct_short_and_plain() -> None:
    words = phrase_words()
    assert len(set(words)) == len(words)
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 7 for word in words)


def test_no_slip_of_one_letter_turns_a_word_into_another() -> None:
    """Compared only where a slip is possible: words that share what is left when one letter is taken away."""
    near: dict[str, set[str]] = {}
    for word in phrase_words():
        for n in range(len(word)):
            near.setdefault(word[:n] + word[n + 1 :], set()).add(word)
        near.setdefault(word, set()).add(word)
    pairs = {
        (a, b) for group in near.values() for a in group for b in group if a < b and one_slip_apart(a, b)
    }
    assert not pairs


def test_the_check_for_slips_can_fail() -> None:
    assert one_slip_apart("bread", "beard") is False
    assert one_slip_apart("trail", "trial")
    assert one_slip_apart("lamp", "lamb")
    assert one_slip_apart("rose", "roses")


def test_a_phrase_has_six_words_of_the_list() -> None:
    words = new_phrase().split()
    assert len(words) == 6
    assert set(words) <= set(phrase_words())


def test_a_phrase_opens_the_plan_however_it_is_typed(place: Any, make_person: Any) -> None:
    person = make_person()
    phrase = give_phrase(person=person)
    assert people.person_by_phrase(place, phrase) == person
    assert people.person_by_phrase(place, f"  {phrase.upper().replace(' ', ' - ')}. ") == person


def test_a_new_phrase_stops_the_old_one(place: Any, make_person: Any) -> None:
    person = make_person()
    old, new = give_phrase(person=person), give_phrase(person=person)
    assert people.person_by_phrase(place, old) is None
    assert people.person_by_phrase(place, new) == person


def test_a_stopped_phrase_opens_nothing(place: Any, make_person: Any, citizen_of: Any) -> None:
    person = make_person()
    phrase = give_phrase(person=person)
    revoke_phrase(person=person, by=citizen_of(person))
    assert people.person_by_phrase(place, phrase) is None


@pytest.mark.parametrize("nothing", ["", "   ", "!?", "1234"])
def test_no_words_open_nobody_even_when_someone_has_no_phrase(
    place: Any, make_person: Any, nothing: str
) -> None:
    make_person()
    assert people.person_by_phrase(place, nothing) is None


def test_any_desk_may_stop_a_phrase_and_nobody_else_may(place: Any, make_person: Any, officer: Any) -> None:
    person = make_person()
    phrase = give_phrase(person=person)
    with pytest.raises(NotAllowed):
        revoke_phrase(person=person, by=Actor("a club", "provider"))
    assert people.person_by_phrase(place, phrase) == person
    revoke_phrase(person=person, by=officer)
    assert people.person_by_phrase(place, phrase) is None


def test_only_a_keyed_hash_is_kept_and_it_belongs_to_one_place(place: Any, make_person: Any) -> None:
    person = make_person()
    phrase = give_phrase(person=person)
    kept = str(Person.objects.filter(place=place, pk=person.pk).values_list().get())
    assert not any(word in kept for word in phrase.split() if len(word) > 4)
    other = Place.objects.create(slug="other", name="Other", person_to_talk_to="Jo", desk="Go to the hall.")
    assert people.person_by_phrase(other, phrase) is None
    assert people.phrase_hash(other, phrase) != people.phrase_hash(place, phrase)
