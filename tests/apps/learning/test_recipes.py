"""A recipe: told once it is over, by whoever wove it, without any giver; and the next one begun from it, with its lineage."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

sys.path.insert(0, str(Path(__file__).parents[1] / "directory"))
from test_weaving import begin, lift_the_fund, listed, next_day, yes
from weaving_samples import Repair

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.directory.actions.ask_parts import ask_parts
from helpfulacts.directory.actions.list_weave import list_weave
from helpfulacts.directory.models import Weave
from helpfulacts.learning import selectors as learning
from helpfulacts.learning import words
from helpfulacts.learning.actions.begin_from_practice import begin_from_practice
from helpfulacts.learning.actions.tell_how_it_went import take_off_practice, tell_how_it_went
from helpfulacts.learning.models import Practice
from helpfulacts.support.actions.end_past_weaves import end_past_weaves

pytestmark = pytest.mark.django_db
SAID = {"came": 9, "went_right": "The lamps all worked again.", "went_wrong": "Too few chairs."}


@pytest.fixture
def repair(place: Any) -> Repair:
    return Repair(place)


def over(weave: Weave) -> Any:
    """The clock, on the day after its last, after the night."""
    day = next_day("sat") + dt.timedelta(weeks=weave.weeks - 1, days=1)
    moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
    with as_if(moment):
        end_past_weaves(place=weave.place, day=day)
    weave.refresh_from_db()
    return as_if(moment)


def told(repair: Repair, weave: Weave | None = None) -> Practice:
    weave = weave or listed(repair)
    with over(weave):
        return tell_how_it_went(weave=weave, by=repair.jo, **SAID)


def test_it_says_what_it_was_made_of_by_kind_what_it_needed_and_who_lifted_that(repair: Repair) -> None:
    practice = told(repair)
    assert [part["role"] for part in practice.parts] == ["room", "money", "people"]
    assert practice.needs == [{"code": "restricted_fund", "of": "money", "by": "provider"}]
    assert words.need_words(practice.needs[0]) == (
        "A yes from the fund, for the money. Whoever gave the money lifted it."
    )
    assert words.part_words(practice.parts[0], practice.plan) == "A room for 10 people"
    assert {(row["sphere"], row["pence"], row["unpaid_minutes"]) for row in practice.costs} == {
        ("public", 120, 0),
        ("civic", 0, 40),
    }
    kept = str([practice.parts, practice.needs, practice.costs, practice.plan])
    for body in ("school", "menders", "fund", "kitchen"):
        assert f"The {body}" not in kept, "a giver is named"


def test_it_is_told_only_when_it_is_over_and_only_by_whoever_wove_it(repair: Repair) -> None:
    weave = listed(repair)
    with pytest.raises(Refused, match="not over yet"):
        tell_how_it_went(weave=weave, by=repair.jo, **SAID)
    with over(weave):
        for other in (repair.mel, repair.keeper("school"), replace(repair.jo, shown_as="Kim")):
            with pytest.raises(NotAllowed):
                tell_how_it_went(weave=weave, by=other, **SAID)
        assert learning.to_tell(repair.place, repair.jo.key) == [weave]
        tell_how_it_went(weave=weave, by=repair.jo, **SAID)
        assert learning.to_tell(repair.place, repair.jo.key) == []
        with pytest.raises(Refused, match="already"):
            tell_how_it_went(weave=weave, by=repair.jo, **SAID)


def test_what_was_never_listed_never_ran(repair: Repair) -> None:
    weave = begin(repair)
    with over(weave), pytest.raises(Refused, match="not over yet"):
        tell_how_it_went(weave=weave, by=repair.jo, **SAID)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"came": -1}, "came"),
        ({"went_right": "", "went_wrong": " "}, "went_wrong"),
        ({"went_wrong": "Ring 01632 960123 first"}, "went_wrong"),
        ({"went_right": "Write to sal@school.example"}, "went_right"),
        ({"went_right": "x" * 601}, "went_right"),
    ],
)
def test_bad_words_are_refused_in_a_sentence(repair: Repair, changed: dict[str, Any], field: str) -> None:
    weave = listed(repair)
    with over(weave), pytest.raises(Refused) as refused:
        tell_how_it_went(weave=weave, by=repair.jo, **(SAID | changed))
    assert refused.value.field == field
    assert not Practice.objects.exists()


@pytest.mark.parametrize("column", ["title", "summary"])
def test_no_recipe_is_kept_whose_name_or_sentence_says_how_to_reach_somebody(
    repair: Repair, column: str
) -> None:
    weave = listed(repair)
    Weave.objects.filter(pk=weave.pk).update(**{column: "Ring Sal on 01632 960123"})
    with over(weave), pytest.raises(Refused, match="a phone number in the"):
        tell_how_it_went(weave=weave, by=repair.jo, **SAID)
    assert not Practice.objects.exists()


@pytest.mark.parametrize("column", ["title", "summary"])
def test_how_to_reach_somebody_is_refused_before_it_is_listed_while_it_can_be_taken_out(
    repair: Repair, column: str
) -> None:
    with pytest.raises(Refused, match="a phone number") as refused:
        begin(repair, **{column: "Ring Sal on 01632 960123"})
    assert refused.value.field == column


def test_it_is_on_the_register_without_a_word_of_it(repair: Repair) -> None:
    practice = told(repair)
    entry = register.entries(repair.place, noun="practice").get()
    assert (entry.action, entry.subject) == ("said how a weave went", practice.pk)
    assert "lamps" not in str(entry.facts)


def test_the_next_one_begins_with_its_plan_and_keeps_where_it_comes_from(repair: Repair) -> None:
    first = told(repair)
    jo, offers = repair.jo, [repair.offers[name] for name in ("kitchen", "mending", "money")]
    with as_if(now() + dt.timedelta(weeks=2)):
        weave = begin_from_practice(practice=first, title="Repair Sunday", offers=offers, by=jo)
        assert (weave.people, weave.from_slot, weave.to_slot, weave.pounds) == (10, 20, 24, 100)
        assert weave.facets == {"repairs": 3} and weave.first_day is None and weave.summary == first.summary
        assert learning.begun_from(weave) == first and learning.times_begun(first) == 1
        from helpfulacts.directory.actions.begin_weave import change_weave

        change_weave(weave=weave, by=jo, first_day=next_day("sat"), weeks=1)
        ask_parts(weave=weave, by=jo)
        yes(weave, repair, "kitchen", "mending", "money")
        lift_the_fund(weave, repair)
        list_weave(weave=weave, by=jo)
        second = told(repair, weave)
    assert second.parent == first and learning.made_after(first) == [second]


def test_taken_off_no_word_is_left_and_it_can_be_told_again(repair: Repair) -> None:
    practice = told(repair)
    with pytest.raises(NotAllowed):
        take_off_practice(practice=practice, by=repair.keeper("school"))
    take_off_practice(practice=practice, by=repair.mel)
    practice.refresh_from_db()
    assert (practice.title, practice.summary, practice.went_right, practice.went_wrong) == ("", "", "", "")
    with pytest.raises(NotFound):
        learning.get_practice(repair.place, practice.pk)
    with pytest.raises(Refused):
        take_off_practice(practice=practice, by=repair.mel)
    with pytest.raises(Refused, match="taken off"):
        begin_from_practice(practice=practice, title="x", offers=[repair.offers["kitchen"]], by=repair.jo)
    with over(practice.weave):
        assert tell_how_it_went(weave=practice.weave, by=repair.jo, **SAID).pk != practice.pk
    for column in ("title", "went_wrong"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Practice.objects.filter(pk=practice.pk).update(**{column: "words"})
