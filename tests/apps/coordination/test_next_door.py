"""What a round leaves over goes next door: only where both places, the owner and the person said yes, and an officer confirms."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.coordination.actions.answer_next_door import answer_next_door, let_go_next_door
from helpfulacts.coordination.actions.confirm_leftovers import confirm_leftovers
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.lend_leftovers import lend_leftovers
from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.propose_leftovers import propose_leftovers
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.actions.say_next_door import say_next_door
from helpfulacts.coordination.models import Allocation, LentPlace, NextDoor, Opening, Run, SecondRound
from helpfulacts.core import triggers
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.engine.sharing.order import ticket
from helpfulacts.people.actor import OPERATOR, SYSTEM, Actor, the_person
from helpfulacts.people.models import Person
from helpfulacts.promises.models import Promise
from tests.many_places import make_asker, make_offer, make_place

pytestmark = pytest.mark.django_db


def link(place: Any, slug: str, **changed: Any) -> Any:
    until = today() + dt.timedelta(days=300)
    given = {"offers": True, "takes": True, "decided_by": "The board", "decision_ref": "Minute 12"}
    return link_neighbour(place=place, slug=slug, by=OPERATOR, **{**given, "until": until, **changed})


class World:
    """Alderham refuses two of three; Birchham next door has two places left over."""

    def __init__(self) -> None:
        self.alder = make_place("alderham", people=3, offers=1, places=1)
        self.birch = make_place("birchham", people=1, offers=1, places=3)
        link(self.alder, "birchham")
        link(self.birch, "alderham")
        self.offer = Offer.objects.get(place=self.birch)
        lend_leftovers(offer=self.offer, yes=True, said_by="The repair club", by=OPERATOR)
        self.people = list(Person.objects.filter(place=self.alder).order_by("pk"))
        for person in self.people:
            say_next_door(person=person, yes=True)

    def rounds(self, batch: str = "night-one") -> list[SecondRound]:
        for place in (self.alder, self.birch):
            run_round(place=place)
        return propose_leftovers(batch=batch)

    @property
    def held(self) -> int:
        return CapacityPeriod.objects.get(place=self.birch).held


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def mel() -> Actor:
    from helpfulacts.people.actions.begin_account import begin_account

    account = begin_account(email="mel@example.org", password="a long enough password")
    return Actor("Mel, partnership officer", "officer", account.pk)


def confirmed(run: Run, by: Actor) -> None:
    for opening in Opening.objects.filter(place=run.place_id, run=run):
        open_case(run=run, allocation=opening.allocation, by=by)
    confirm_run(run=run, by=by)


def confirm_first(second: SecondRound, by: Actor) -> None:
    """The first rounds of both places."""
    for run in Run.objects.filter(state="proposed").select_related("place", "rule_set", "draw"):
        confirmed(run, by)


def test_it_works(world: World, mel: Actor) -> None:
    (second,) = world.rounds()
    assert (second.place, second.left_over, second.given) == (world.birch, 2, 2)
    assert not Promise.objects.filter(place=world.alder).exists(), "nobody has heard yet"
    assert world.held == 0
    confirm_first(second, mel)
    confirm_leftovers(second=second, by=mel)
    assert world.held == 3, "one of its own people, two from next door"
    assert [row.state for row in NextDoor.objects.filter(place=world.alder)] == ["offered", "offered"]
    told = Promise.objects.filter(place=world.alder, kind="tell", about_noun="place next door")
    assert told.count() == 2 and "Birchham next door has a place left over for them" in told[0].what
    row = NextDoor.objects.filter(place=world.alder).first()
    answer_next_door(row=row, yes=True, by=the_person(row.person_id))
    other = NextDoor.objects.filter(place=world.alder).exclude(pk=row.pk).get()
    answer_next_door(row=other, yes=False, by=the_person(other.person_id))
    assert world.held == 2 and sorted(LentPlace.objects.values_list("state", flat=True)) == ["let_go", "yes"]


def test_what_was_confirmed_is_never_edited_or_deleted(world: World, mel: Actor) -> None:
    (second,) = world.rounds()
    SecondRound.objects.filter(pk=second.pk).update(given=1)  # while it waits
    confirm_first(second, mel)
    confirm_leftovers(second=second, by=mel)
    rows = SecondRound.objects.filter(pk=second.pk)
    for write in (lambda: rows.update(given=2), lambda: rows.update(state="proposed"), rows.delete):
        with pytest.raises(IntegrityError, match=triggers.MESSAGE), transaction.atomic():
            write()


def test_the_first_rounds_stay_as_they_were(world: World, mel: Actor) -> None:
    for place in (world.alder, world.birch):
        run_round(place=place)
    before = list(Allocation.objects.order_by("pk").values_list("pk", "status", "offer"))
    propose_leftovers(batch="night-one")
    assert list(Allocation.objects.order_by("pk").values_list("pk", "status", "offer")) == before


@pytest.mark.parametrize("side", ["alder", "birch"])
@pytest.mark.parametrize("changed", [{"offers": False, "takes": False}, {"until": 0}])
def test_both_places_must_say_yes_and_neither_yes_may_be_over(
    world: World, side: str, changed: dict[str, Any]
) -> None:
    place = getattr(world, side)
    slug = {"alder": "birchham", "birch": "alderham"}[side]
    if "until" in changed:
        link(place, slug, until=today())
        with as_if(now() + dt.timedelta(days=2)):
            assert world.rounds() == []
        return
    link(place, slug, **changed)
    assert world.rounds() == []


def test_it_goes_only_the_way_that_was_decided(world: World) -> None:
    link(world.birch, "alderham", offers=False, takes=True)
    assert world.rounds() == []


def test_an_owner_who_did_not_say_yes_gives_none(world: World) -> None:
    lend_leftovers(offer=world.offer, yes=False, said_by="The repair club", by=OPERATOR)
    make_offer(world.birch, places=5)
    assert world.rounds() == [] and not LentPlace.objects.exists()


def test_a_person_who_did_not_say_yes_is_not_even_looked_at(world: World, monkeypatch: Any) -> None:
    from helpfulacts.coordination import next_door

    for person in world.people:
        say_next_door(person=person, yes=False)
    looked: list[Any] = []
    monkeypatch.setattr(next_door, "asked_of", looked.append)
    assert world.rounds() == [] and looked == [] and not NextDoor.objects.exists()


def test_nothing_that_the_giving_place_keeps_leads_to_a_person(world: World, mel: Actor) -> None:
    (second,) = world.rounds()
    confirm_first(second, mel)
    confirm_leftovers(second=second, by=mel)
    theirs = {str(person.pk) for person in world.people} | {person.ticket_id for person in world.people}
    theirs |= {str(one.pk) for one in Allocation.objects.filter(place=world.alder)}
    theirs |= {str(one.pk) for one in NextDoor.objects.all()}
    kept = [*LentPlace.objects.values(), *SecondRound.objects.values()]
    kept += RegisterEntry.objects.filter(place=world.birch).values("subject", "facts")
    assert not [row for row in kept if any(word in str(row) for word in theirs)]


def test_the_own_round_is_confirmed_first(world: World, mel: Actor) -> None:
    (second,) = world.rounds()
    with pytest.raises(Refused, match="the people here come before those next door"):
        confirm_leftovers(second=second, by=mel)


def test_nobody_hears_from_next_door_what_their_own_place_has_not_confirmed(world: World, mel: Actor) -> None:
    (second,) = world.rounds()
    confirmed(second.run, mel)
    with pytest.raises(Refused, match="Alderham must confirm their own sharing round first"):
        confirm_leftovers(second=second, by=mel)
    assert not Promise.objects.filter(place=world.alder).exists() and world.held == 1
    confirm_first(second, mel)
    assert confirm_leftovers(second=second, by=mel).state == "confirmed"


def test_nobody_without_a_name_confirms(world: World) -> None:
    (second,) = world.rounds()
    with pytest.raises(NotAllowed):
        confirm_leftovers(second=second, by=SYSTEM)


def test_the_same_batch_gives_the_same_and_a_new_one_replaces_it(world: World, mel: Actor) -> None:
    first = world.rounds()
    assert propose_leftovers(batch="night-one") == first
    (again,) = world.rounds("night-two")
    states = dict(SecondRound.objects.values_list("batch", "state"))
    assert states == {"night-one": "superseded", "night-two": "proposed"}
    assert NextDoor.objects.count() == again.given == 2
    with pytest.raises(Refused, match="replaced by a newer one"):
        confirm_leftovers(second=first[0], by=mel)


def test_a_yes_taken_back_before_it_is_confirmed_counts(world: World, mel: Actor) -> None:
    (second,) = world.rounds()
    for person in world.people:
        say_next_door(person=person, yes=False)
    confirm_first(second, mel)
    confirm_leftovers(second=second, by=mel)
    assert world.held == 1 and set(NextDoor.objects.values_list("state", flat=True)) == {"gone"}
    assert not Promise.objects.filter(place=world.alder, about_noun="place next door").exists()


def test_a_place_taken_meanwhile_is_not_offered(world: World, mel: Actor) -> None:
    (second,) = world.rounds()
    confirm_first(second, mel)
    CapacityPeriod.objects.filter(place=world.birch).update(held=2)
    confirm_leftovers(second=second, by=mel)
    assert world.held == 3
    assert [one.state for one in LentPlace.objects.order_by("turn")] == ["offered", "gone"]


def test_what_nobody_answers_is_let_go_and_so_is_what_was_for_somebody_erased(
    world: World, mel: Actor
) -> None:
    (second,) = world.rounds()
    confirm_first(second, mel)
    confirm_leftovers(second=second, by=mel)
    row = NextDoor.objects.first()
    assert let_go_next_door(place=world.birch, day=row.answer_by) == 0
    row.delete()  # as erasing its person does
    assert let_go_next_door(place=world.birch, day=row.answer_by) == 1
    assert let_go_next_door(place=world.birch, day=row.answer_by + dt.timedelta(days=1)) == 1
    assert world.held == 1 and let_go_next_door(place=world.birch, day=row.answer_by) == 0
    last = NextDoor.objects.get()
    with pytest.raises(Refused, match="not free for you any more"):
        answer_next_door(row=last, yes=True, by=the_person(last.person_id))


def test_what_waits_on_a_round_that_was_run_again_goes_by_night(world: World) -> None:
    (second,) = world.rounds()
    run_round(place=world.birch)
    let_go_next_door(place=world.birch, day=today())
    second.refresh_from_db()
    assert second.state == "superseded" and not NextDoor.objects.exists()


def test_nobody_answers_for_somebody_else(world: World, mel: Actor) -> None:
    (second,) = world.rounds()
    confirm_first(second, mel)
    confirm_leftovers(second=second, by=mel)
    row = NextDoor.objects.first()
    with pytest.raises(NotAllowed):
        answer_next_door(row=row, yes=True, by=the_person(world.birch.pk))


def test_people_next_door_come_in_the_published_order(world: World) -> None:
    """One place left over for three of one class: it goes to the lowest number, drawn afresh from the one at home."""
    CapacityPeriod.objects.filter(place=world.birch).update(stated=2, places=2)
    say_next_door(person=make_asker(world.alder), yes=True)
    (second,) = world.rounds()
    refused = Allocation.objects.filter(place=world.alder, status="refused")
    seed = Run.objects.get(place=world.alder, state="proposed").seed
    first = min(refused, key=lambda one: ticket("next door", ticket(seed, one.person.ticket_id)))
    assert refused.count() == 3 and second.given == 1
    assert NextDoor.objects.get().person_id == first.person_id


def test_who_may_say_where_an_offer_goes(world: World) -> None:
    with pytest.raises(NotAllowed):
        lend_leftovers(offer=world.offer, yes=False, said_by="Me", by=the_person(world.people[0].pk))
    some_wards = make_offer(world.birch, serves_wards=["W1"])
    with pytest.raises(Refused, match="only for some wards"):
        lend_leftovers(offer=some_wards, yes=True, said_by="The repair club", by=OPERATOR)
    with pytest.raises(Refused, match="This is open to all"):
        lend_leftovers(
            offer=make_offer(world.birch, access="open"), yes=True, said_by="The club", by=OPERATOR
        )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"slug": "alderham"}, "is no neighbour of itself"),
        ({"slug": "nowhere"}, "There is no place called “nowhere” here"),
        ({"base": "http://example.org"}, "begins with https://"),
        ({"decided_by": " "}, "Say which body decided it"),
        ({"decided_by": "B" * 5000}, "Keep the name of the body that decided it to 120 letters"),
        ({"decision_ref": "1" * 121}, "Keep where the decision is written down to 120 letters"),
        ({"until": dt.date(2020, 1, 1)}, "Give a last day from today on"),
    ],
)
def test_a_link_that_cannot_be_is_one_sentence(world: World, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        link(world.alder, **{"slug": "birchham", **changed})
