"""“Is it fair?”, and “About you – only to check that we are fair”: what a reader finds, and who may write there."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from plan_makers import asha, key, no_tries_yet, text

from helpfulacts.accountability.actions.publish_ward_figures import publish_ward_figures
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.equality import equality_answers, equality_consent
from helpfulacts.people.models import EqualityAnswers
from helpfulacts.web.templatetags.fairness_parts import ends_words
from tests.apps.coordination.conftest import make_asker, make_offer, open_everything, rules

pytestmark = pytest.mark.django_db
ABOUT = "/testham/plan/about-me"


def test_it_works_with_no_round_yet(place: Any) -> None:
    answer = Client().get("/testham/is-it-fair")
    assert answer.status_code == 200
    assert "There has been no sharing round yet." in text(answer)
    assert 'href="/testham/is-it-fair"' in Client().get("/testham/").content.decode(), (
        "in the list at the foot"
    )
    assert 'href="/testham/is-it-fair"' in Client().get("/testham/how-places-are-shared").content.decode()


@pytest.fixture
def told(place: Any, request: Any) -> Any:
    """A confirmed round of sixty people over thirty places, who say their sex: ten carers and more of each have a place."""
    from helpfulacts.coordination.actions.confirm_run import confirm_run
    from helpfulacts.coordination.actions.run_round import run_round
    from helpfulacts.people.actions.say_equality import say_equality
    from helpfulacts.people.actor import the_person

    place.demonstration = True
    place.save(update_fields=["demonstration"])
    request.getfixturevalue("rules")
    request.getfixturevalue("make_offer")(places=30)
    make = request.getfixturevalue("make_asker")
    for number in range(60):
        person = make(facts={"carer": number % 3 == 0}, sector="TT1 1" if number % 2 else "TT3 1")
        said = {"sex": "female" if number < 30 else "male"}
        say_equality(person=person, answers=said, by=the_person(person.pk))
    run = run_round(place=place)
    request.getfixturevalue("open_everything")(run)
    confirm_run(run=run, by=request.getfixturevalue("officer"))
    publish_ward_figures(place=place)
    return run


def test_every_figure_has_its_denominator_and_no_small_number_stands_there(told: Any) -> None:
    answer = Client().get("/testham/is-it-fair")
    page = text(answer)
    assert answer.status_code == 200 and "60 people asked" in page and "What stands out" in page
    for heading in (
        "By how hard up the area is",
        "By ward",
        "Sex",
        "Beside an equal share",
        "The rule, tried the other way",
        "How we count",
    ):
        assert heading in page
    assert "Nobody has told us yet" in page, "of ethnic group and disability"
    tables = [
        table
        for table in re.findall(r"<table class=\"wide[^>]*>.*?</table>", answer.content.decode(), re.DOTALL)
        if "Places that can be reached" not in table  # it counts areas, and no person
    ]
    assert len(tables) >= 2
    for cell in re.findall(r"<td class=\"n\"[^>]*>(\d[\d,]*)</td>", "".join(tables)):
        assert int(cell.replace(",", "")) == 0 or int(cell.replace(",", "")) >= 10
    assert page.count("Everybody") >= len(tables)


def test_the_rule_tried_says_how_many_have_it_of_how_many_who_answered(told: Any) -> None:
    page = text(Client().get("/testham/is-it-fair"))
    assert re.search(r"I look after someone about 20 about 60 (about \d+|some|none)", page), page
    assert re.search(r"how hard up the area is not asked (about \d+|some|none)", page, re.I), page
    assert not re.search(r"\bno no\b", page)


def test_a_picture_stands_beside_each_table(told: Any) -> None:
    page = Client().get("/testham/is-it-fair").content.decode()
    for part in re.findall(r'<div class="cols half">.*?</table>', page, re.DOTALL):
        assert "<svg" in part


def test_somebody_says_changes_and_deletes_it(asha: Any) -> None:
    page = text(asha.browser.get(ABOUT))
    assert "About you – only to check that we are fair" in page and "I prefer not to say" in page
    answer = asha.browser.post(
        ABOUT, {"key": key(), "sex": "female", "ethnic_group": "", "disability": "yes"}
    )
    assert answer.status_code == 302
    assert equality_answers(asha.person) == {"sex": "female", "disability": "yes"}
    page = asha.browser.get(ABOUT)
    assert "We keep your answers." in text(page)
    assert re.search(r'value="female"[^>]*checked', page.content.decode())
    assert "answers about yourself" in text(asha.browser.get("/testham/plan/sharing"))
    asha.browser.post("/testham/plan/about-me/delete", {"key": key()})
    assert not EqualityAnswers.objects.exists() and equality_consent(asha.person) is None


def test_a_wrong_answer_is_one_clear_sentence_and_nothing_is_kept(asha: Any) -> None:
    answer = asha.browser.post(ABOUT, {"key": key(), "sex": "purple", "disability": "yes"})
    assert answer.status_code == 422 and "Choose one of the answers" in text(answer)
    assert re.search(r'value="yes"[^>]*checked', answer.content.decode()), "what was right is still there"
    assert not EqualityAnswers.objects.exists()


def test_it_is_linked_from_the_plan_and_from_the_facts(asha: Any) -> None:
    for page in ("/testham/plan", "/testham/plan/facts"):
        assert f'href="{ABOUT}"' in asha.browser.get(page).content.decode(), page


def test_whoever_writes_for_somebody_else_sees_no_answer_and_can_write_none(place: Any) -> None:
    from office_samples import build

    from helpfulacts.people.actions.say_equality import say_equality
    from helpfulacts.people.actor import the_person

    world = build(place)
    person, tom = world.people[0], world.browser("navigator")
    say_equality(person=person, answers={"sex": "female"}, by=the_person(person.pk))
    tom.post(world.url("plan/come-back"), {"phrase": give_phrase(person=person)})
    page = tom.get(world.url("plan/about-me"))
    assert "Only the person can answer this." in text(page) and "checked" not in page.content.decode()
    tom.post(world.url("plan/about-me"), {"key": key(), "sex": "male"})
    tom.post(world.url("plan/about-me/delete"), {"key": key()})
    assert equality_answers(person) == {"sex": "female"}


def test_the_page_stands_still_while_people_join_say_and_go_until_the_next_count(
    told: Any, citizen_of: Any
) -> None:
    """Two looks with one person between them would tell what that person said, or that they went."""
    from helpfulacts.people.actions.say_equality import forget_equality, say_equality
    from helpfulacts.people.actor import the_person
    from helpfulacts.people.models import Person
    from helpfulacts.support.actions.erase_plan import erase_plan
    from helpfulacts.support.models import Plan

    before = text(Client().get("/testham/is-it-fair"))
    assert "Female" in before
    people = list(Person.objects.filter(place=told.place).order_by("pk"))
    for person in people[:7]:
        erase_plan(plan=Plan.objects.get(person=person), by=citizen_of(person))
    for person in people[7:40]:
        forget_equality(person=person)
    for person in people[40:]:
        say_equality(person=person, answers={"sex": "male"}, by=the_person(person.pk))
    cache.clear()
    assert text(Client().get("/testham/is-it-fair")) == before


def test_who_said_yes_to_their_place_is_told_with_the_next_round(told: Any, request: Any) -> None:
    from helpfulacts.coordination.actions.confirm_run import confirm_run
    from helpfulacts.coordination.actions.run_round import run_round
    from helpfulacts.coordination.models import Allocation
    from helpfulacts.support.actions.answer_act import answer_act

    first = text(Client().get("/testham/is-it-fair"))
    assert "This is round 1" in first and "We counted it on" in first and "What they said to" not in first
    placed = Allocation.objects.filter(run=told, status="placed").select_related("act__plan__person")
    for one in placed:
        answer_act(act=one.act, answer="yes", by=request.getfixturevalue("citizen_of")(one.person))
    request.getfixturevalue("make_offer")(places=20)
    run = run_round(place=told.place)
    request.getfixturevalue("open_everything")(run)
    confirm_run(run=run, by=request.getfixturevalue("officer"))
    assert "Round 2 is not counted yet." in text(Client().get("/testham/is-it-fair"))
    assert publish_ward_figures(place=told.place) == 1
    page = text(Client().get("/testham/is-it-fair"))
    assert "This is round 2" in page and "This is round 1, the one before" in page and "Said yes" in page


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((-0.08, -0.15, -0.01), "8 points less where people are least hard up (between −15 and −1)."),
        ((0.01, -0.07, 0.09), "1 point more where people are least hard up (between −7 and +9)."),
        ((0.001, -0.1, 0.1), "the same share in both (between −10 and +10)."),
    ],
)
def test_the_two_ends_alone_are_said_in_one_sentence(ends: tuple[float, float, float], words: str) -> None:
    assert ends_words(ends) == words
