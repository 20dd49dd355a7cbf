"""What a form says of a mistake: a plain sentence that fits where it stands, and nobody's own words are altered."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.test import Client
from plan_makers import asha, key, no_tries_yet, offer, text

from helpfulacts.people.models import Person
from helpfulacts.places import selectors as places
from helpfulacts.support.models import Plan
from helpfulacts.web.forms.base import PlainForm, line, sentence
from helpfulacts.web.forms.giving import whole
from helpfulacts.web.forms.plan import BeginForm, ReachForm
from helpfulacts.web.forms.reaching import mistake_in


def test_a_postcode_nobody_knows_leads_to_what_is_on_the_page(place: Any, asha: Any) -> None:
    found = Client().post("/testham/find", {"words": "company", "postcode": "SW1A 1AA"}, follow=True)
    assert "does not know the postcode SW1A 1AA. Check it, or leave it empty and name the place" in text(
        found
    )
    begin = Client().post("/testham/plan/begin", {"words": "A bed", "postcode": "SW1A 1AA", "key": key()})
    page = begin.content.decode()
    assert "leave it empty and choose your ward" in page and 'name="ward"' in page
    assert '<option value="Middle"' in page


def test_whoever_begins_may_choose_a_ward(place: Any) -> None:
    Client().post("/testham/plan/begin", {"words": "A bed", "ward": "Middle", "key": key()})
    [person] = Person.objects.filter(place=place)
    assert person.ward is not None and (person.ward.name, person.postcode) == ("Middle", None)


def test_a_place_without_wards_offers_none(db: None) -> None:
    from helpfulacts.places.actions.create_place import create_place

    bare = create_place(slug="bare", name="Bare", person_to_talk_to="Ann")
    form = BeginForm({"words": "A bed", "postcode": "SW1A 1AA"}, place=bare)
    assert not form.is_valid()
    assert form.errors["postcode"] == [
        "Bare does not know the postcode SW1A 1AA. Check it, or leave it empty."
    ]


@pytest.mark.parametrize(
    "number",
    [
        "01632 960117", "(01632) 960 117", "+44 1632 960117", "07700 900123", "01632 960117 ext 4",
        "960117", "07700 900123 (ask for Ann)", "Ann: 07700 900123", "+48 22 825 11 11",
    ],
)  # fmt: skip
def test_a_phone_number_is_taken_as_people_write_it(number: str) -> None:
    assert mistake_in("phone", number) == ""


@pytest.mark.parametrize("number", ["abc", "12", "ring me", "0000000000000000000000"])
def test_what_holds_no_phone_number_is_no_way_to_be_reached(place: Any, number: str) -> None:
    for kind in (BeginForm, ReachForm):
        form = kind({"words": "A bed", "channel": "phone", "contact": number}, place=place)
        assert form.errors["contact"] == [
            "There is no phone number in that. Check it, or choose another way."
        ]


def test_a_name_keeps_its_letters_and_loses_what_turns_the_writing_round(place: Any) -> None:
    name = "می\u200cنا"
    Client().post("/testham/plan/begin", {"words": "A bed", "called": f"\u202e{name}", "key": key()})
    assert [person.called for person in Person.objects.filter(place=place)] == [name]


class Several(PlainForm):
    one = line("One", required=False)
    more = sentence("More", required=False)
    when = forms.TimeField(required=False)
    how_many = forms.IntegerField(required=False, min_value=1, max_value=9)
    which = forms.ChoiceField(choices=[("a", "A")], required=False)
    some = forms.MultipleChoiceField(choices=[("a", "A")], required=False)
    needed = forms.CharField()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("when", "25:99", "Write a time, for example 14:30."),
        ("how_many", "1e309", "Write a whole number, for example 4."),
        ("how_many", "0", "Write 1 or more."),
        ("how_many", "10", "Write 9 or less."),
        ("which", "z", "Choose one from the list."),
        ("some", ["z"], "Choose from the list."),
        ("needed", "", "Fill this in."),
    ],
)
def test_no_sentence_of_the_framework_reaches_a_citizen(field: str, typed: Any, said: str) -> None:
    form = Several({"needed": "x", field: typed})
    assert form.errors[field] == [said]


def test_a_giver_who_writes_too_large_a_number_reads_the_largest() -> None:
    with pytest.raises(forms.ValidationError, match=r"“How many”: write 4 or less\."):
        whole("How many", most=4).clean("5")


def test_a_null_character_does_no_harm_and_lines_stay_lines() -> None:
    form = Several({"needed": "x", "one": "a\x00b", "more": "one \x00\r\n\r\n two\u202e "})
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["one"], form.cleaned_data["more"]) == ("a b", "one\n\ntwo")


def test_a_text_that_is_too_long_is_kept_whole_and_told_its_limit() -> None:
    class Long(PlainForm):
        words = sentence("What is it?", most=4000)

    form = Long({"words": "a" * 5000})
    [mistake] = form.mistakes
    assert mistake.words.startswith("Keep “What is it?” to 4,000 letters. You wrote 5000.")
    page = form.as_div()
    assert "a" * 5000 in page and "maxlength" not in page, "no browser cuts what somebody pastes"
