"""What people say about themselves so that we can check that we are fair: theirs alone, sealed, counted with their yes, and gone when they say."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection

from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.exchange import your_data
from helpfulacts.people.actions.give_consent import withdraw_consent
from helpfulacts.people.actions.say_equality import forget_equality, forget_unconsented, say_equality
from helpfulacts.people.actor import Actor
from helpfulacts.people.equality import QUESTIONS, counted_equality, equality_answers, equality_consent
from helpfulacts.people.models import Consent, EqualityAnswers

pytestmark = pytest.mark.django_db
SAID = {"sex": "female", "ethnic_group": "mixed", "disability": ""}


@pytest.fixture
def asha(make_person: Any, citizen_of: Any) -> Any:
    person = make_person(called="Asha")
    person.by = citizen_of(person)
    return person


def test_it_is_kept_sealed_with_a_yes_and_counted(place: Any, asha: Any) -> None:
    say_equality(person=asha, answers=SAID, by=asha.by)
    assert equality_answers(asha) == {"sex": "female", "ethnic_group": "mixed"}
    assert counted_equality(place, [asha.pk]) == {asha.pk: {"sex": "female", "ethnic_group": "mixed"}}
    with connection.cursor() as cursor:
        cursor.execute("SELECT said_sealed FROM people_equalityanswers")
        assert b"female" not in bytes(cursor.fetchone()[0])
    say_equality(person=asha, answers={"sex": "male"}, by=asha.by)
    assert equality_answers(asha) == {"sex": "male"} and Consent.objects.count() == 1


def test_only_the_person_may_say_it(asha: Any) -> None:
    for by in (Actor("Tom, link worker", "navigator"), Actor("Mel", "officer", person_id=None)):
        with pytest.raises(NotAllowed):
            say_equality(person=asha, answers=SAID, by=by)
    assert not EqualityAnswers.objects.exists()


def test_nobody_under_18_is_asked_and_no_words_are_kept(asha: Any, make_person: Any, citizen_of: Any) -> None:
    young = make_person(age_band="under-18")
    with pytest.raises(Refused, match="18"):
        say_equality(person=young, answers=SAID, by=citizen_of(young))
    for answers in ({"sex": "words of my own"}, {"faith": "any"}):
        with pytest.raises(Refused, match="Choose one"):
            say_equality(person=asha, answers=answers, by=asha.by)
    assert not EqualityAnswers.objects.exists()
    assert all("another" in dict(one.answers) for one in QUESTIONS)


def test_what_is_taken_back_is_not_counted_and_goes(place: Any, asha: Any) -> None:
    say_equality(person=asha, answers=SAID, by=asha.by)
    consent = equality_consent(asha)
    assert consent is not None
    withdraw_consent(consent=consent)
    assert counted_equality(place, [asha.pk]) == {} and equality_answers(asha) == {}
    assert forget_unconsented(place=place) == 1 and forget_unconsented(place=place) == 0
    say_equality(person=asha, answers=SAID, by=asha.by)
    assert forget_unconsented(place=place) == 0
    forget_equality(person=asha)
    forget_equality(person=asha)
    assert not EqualityAnswers.objects.exists() and equality_consent(asha) is None


def test_nothing_said_is_nothing_kept(asha: Any) -> None:
    say_equality(person=asha, answers=SAID, by=asha.by)
    say_equality(person=asha, answers=dict.fromkeys(SAID, ""), by=asha.by)
    assert not EqualityAnswers.objects.exists() and equality_consent(asha) is None


def test_a_yes_ends_by_itself_after_two_years(place: Any, asha: Any) -> None:
    say_equality(person=asha, answers=SAID, by=asha.by)
    with as_if(now() + dt.timedelta(days=732)):
        assert counted_equality(place, [asha.pk]) == {}
        assert forget_unconsented(place=place) == 1


def test_who_must_not_be_found_is_not_counted(place: Any, asha: Any) -> None:
    say_equality(person=asha, answers=SAID, by=asha.by)
    type(asha).objects.filter(pk=asha.pk).update(protected=True)
    assert counted_equality(place, [asha.pk]) == {}


def test_it_is_in_their_own_data(asha: Any) -> None:
    say_equality(person=asha, answers=SAID, by=asha.by)
    file = json.loads(your_data.as_file(asha, your_data.everything(asha)))
    assert "mixed" in json.dumps(file)
