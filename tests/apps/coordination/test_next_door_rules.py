"""What goes next door is shared by the published rules of the place that gives it: each rule holds there as it does at home."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from rule_makers import cap, lottery, origin, reserved
from rule_makers import document as rule_document
from test_limits import had

from helpfulacts.coordination.actions.answer_next_door import answer_next_door
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.lend_leftovers import lend_leftovers
from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.propose_leftovers import propose_leftovers
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.actions.say_next_door import say_next_door
from helpfulacts.coordination.models import LentPlace, NextDoor, Run, SecondRound
from helpfulacts.core.clock import now, today
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.engine.sharing.lottery import luckiest
from helpfulacts.engine.sharing.order import ticket
from helpfulacts.people.actor import OPERATOR, the_person
from helpfulacts.people.models import Person
from helpfulacts.support.models import Aspiration
from tests.many_places import make_asker, make_offer, make_place

pytestmark = pytest.mark.django_db


class Border:
    """Alderham has one place and refuses whoever else asks; Birchham next door has two places left over."""

    def __init__(self, *facts: dict[str, bool]) -> None:
        self.alder, self.birch = make_place("alderham"), make_place("birchham", people=1, places=3)
        for place, slug in ((self.alder, "birchham"), (self.birch, "alderham")):
            joined(place, slug)
        self.offer = Offer.objects.get(place=self.birch)
        lend_leftovers(offer=self.offer, yes=True, said_by="The repair club", by=OPERATOR)
        self.people = [self.asks(facts=one) for one in facts]

    def asks(self, **told: Any) -> Person:
        person: Person = make_asker(self.alder, **told)
        say_next_door(person=person, yes=True)
        return person

    def rounds(self, batch: str = "night-one") -> list[SecondRound]:
        for place in (self.alder, self.birch):
            run_round(place=place)
        return propose_leftovers(batch=batch)

    def offered(self) -> list[Person]:
        """Who is offered a place of Birchham, in the order of its turns."""
        who = {row.handle: row.person for row in NextDoor.objects.filter(place=self.alder)}
        return [who[lent.handle] for lent in LentPlace.objects.filter(place=self.birch).order_by("turn")]


def joined(place: Any, slug: str) -> None:
    link_neighbour(
        place=place, slug=slug, offers=True, takes=True, decided_by="The board", decision_ref="Minute 12",
        until=today() + dt.timedelta(days=300), by=OPERATOR,
    )  # fmt: skip


CARER, NONE = {"carer": True}, {}


def test_one_draw_with_the_tickets_of_the_place_that_gives() -> None:
    border = Border(*[CARER] * 5, *[NONE] * 5)
    CapacityPeriod.objects.filter(place=border.birch).update(stated=6, places=6)
    enact_rules(place=border.birch, document=lottery(3, 2, 1))
    border.rounds()
    seed = Run.objects.get(place=border.alder, state="proposed").seed
    refused = Person.objects.filter(place=border.alder, allocations__status="refused")

    def drawn(person: Person) -> str:
        held = 2 if person.facts else 1
        return luckiest("next door", ticket(seed, person.ticket_id), held)

    assert border.offered() == sorted(refused, key=drawn)[:5]
    carer = NextDoor.objects.filter(person__in=border.people[:5]).first()
    assert carer is None or "You hold 2 tickets in the draw." in carer.why


def test_turns_kept_for_a_group_are_kept_next_door() -> None:
    border = Border(CARER, CARER, CARER, NONE)
    enact_rules(place=border.birch, document=rule_document(reserved=[reserved(1, 2)]))
    border.rounds()
    offered = border.offered()
    assert len(offered) == 2 and border.people[3] in offered
    why = NextDoor.objects.get(person=border.people[3]).why
    kept = (
        "Your turn came earlier because turns are kept for your group: Some turns are kept for everyone else."
    )
    assert kept in why


def test_a_limit_of_the_place_that_gives_holds_for_people_next_door() -> None:
    border = Border(CARER, NONE, NONE)
    had(border.people[1], Offer.objects.get(place=border.alder), 30)
    enact_rules(place=border.birch, document=rule_document(caps=[cap("repairs", 1, 90)]))
    border.rounds()
    assert border.offered() == [border.people[2]]


def test_what_somebody_had_next_door_counts_for_a_limit_there() -> None:
    border = Border(CARER, NONE, NONE)
    border.rounds()
    row = NextDoor.objects.get(person=border.people[1])
    NextDoor.objects.filter(pk=row.pk).update(state="yes")
    SecondRound.objects.update(state="confirmed", confirmed_at=now(), confirmed_by_shown_as="Mel")
    enact_rules(place=border.birch, document=rule_document(caps=[cap("repairs", 1, 90)]))
    (second,) = border.rounds("night-two")
    lent = LentPlace.objects.filter(second=second).values("handle")
    assert [one.person for one in NextDoor.objects.filter(handle__in=lent)] == [border.people[2]]


def test_a_limit_at_home_holds_next_door_for_what_it_is_about() -> None:
    border = Border(CARER, NONE)
    Offer.objects.filter(place=border.alder).update(facets={"company": 3})
    Aspiration.objects.filter(place=border.alder).update(facets=["company", "repairs"])
    had(border.people[1], make_offer(border.alder, places=0), 30)
    enact_rules(place=border.alder, document=rule_document(caps=[cap("repairs", 1, 90)]))
    border.rounds()
    assert border.offered() == []


def test_money_pays_next_door_for_what_the_round_at_home_left_of_it() -> None:
    border = Border(CARER, NONE, NONE)
    Offer.objects.filter(pk=border.offer.pk).update(costs=[{"bearer": "The council", "pence": 20_00}])
    line = {"name": "Repairs", "body": "The council", "facets": ["repairs"], "pence": 50_00}
    enact_rules(
        place=border.birch, document=rule_document(budgets=[{**line, "origin": origin("Up to £50.")}])
    )
    (second,) = border.rounds()
    assert (second.left_over, second.given, len(border.offered())) == (1, 1, 1)


def test_who_finds_one_place_full_asks_the_next() -> None:
    border = Border(CARER, NONE, NONE)
    CapacityPeriod.objects.filter(place=border.birch).update(stated=2, places=2)
    cedar = make_place("cedarham")
    joined(border.alder, "cedarham"), joined(cedar, "alderham")
    lend_leftovers(offer=Offer.objects.get(place=cedar), yes=True, said_by="The club", by=OPERATOR)
    run_round(place=cedar)
    border.rounds()
    rows = NextDoor.objects.filter(place=border.alder)
    assert sorted(row.from_slug for row in rows) == ["birchham", "cedarham"]
    assert {row.person for row in rows} == set(border.people[1:])


def test_a_right_comes_first_next_door() -> None:
    border = Border(CARER, CARER, {"no_food": True})
    CapacityPeriod.objects.filter(place=border.birch).update(stated=2, places=2)
    at_home = rule_document(floors=[])
    enact_rules(place=border.alder, document={**at_home, "classes": at_home["classes"][1:]})  # carers first
    right = {
        "fact": "no_food", "facet": "repairs", "min_grade": 1, "days": 5, "responsible_body": "The council",
        "origin": origin("Nobody stays without it."),
    }  # fmt: skip
    enact_rules(
        place=border.birch, document={**at_home, "classes": at_home["classes"][1:], "floors": [right]}
    )
    border.rounds()
    assert border.offered() == [border.people[2]]
    why = NextDoor.objects.get(person=border.people[2]).why
    assert "A right comes first: Nobody stays without it." in why and "must answer" not in why


def test_the_reason_is_in_the_words_of_a_round_and_goes_with_the_place() -> None:
    border = Border(CARER, NONE)
    border.rounds()
    row = NextDoor.objects.get(person=border.people[1])
    rules = rule_document()["classes"][2]
    assert row.why.startswith("It fits what you asked for: ")
    assert f"It came to you by this rule: {rules['origin']['sentence']}" in row.why
    assert f"You are in group 3 of 3: {rules['name']}." in row.why
    NextDoor.objects.filter(pk=row.pk).update(state="offered", answer_by=today())
    row = answer_next_door(row=row, yes=False, by=the_person(row.person_id))
    assert (row.title, row.why) == ("", "")


def test_a_limit_that_is_none_of_theirs_changes_nothing() -> None:
    border = Border(CARER, NONE, NONE)
    make_offer(border.birch, places=0)
    enact_rules(place=border.birch, document=rule_document(caps=[cap("food", 1, 90)]))
    border.rounds()
    assert set(border.offered()) == set(border.people[1:])
