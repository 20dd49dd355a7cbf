"""Two places on one installation, each with what a page needs: Alderham has two people too many, Birchham two places left over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from office_samples import post

from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import NextDoor, Opening, Run, SecondRound
from helpfulacts.core.clock import today
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import OPERATOR, Actor, the_person
from helpfulacts.places.models import Postcode
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds
from tests.many_places import make_place


@dataclass
class TwoPlaces:
    """people: those of Alderham. offer: what Birchham shares, kept by its repair club."""

    alder: Any
    birch: Any
    club: Any
    offer: Any
    people: list[Any]
    accounts: dict[str, Any] = field(default_factory=dict)

    def browser(self, who: str) -> Client:
        """`officer` and `provider` are of Birchham, `desk` and `navigator` of Alderham."""
        client = Client()
        client.force_login(self.accounts[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def plan_open(self, person: Any, client: Client | None = None) -> Client:
        """The plan of somebody, opened by its six words."""
        client = client or Client()
        assert post(client, "/alderham/plan/come-back", phrase=give_phrase(person=person)).status_code == 302
        return client

    def rounds(self) -> SecondRound:
        """The first rounds, and what is left over, worked out and not confirmed."""
        from helpfulacts.coordination.actions.propose_leftovers import propose_leftovers

        for place in (self.alder, self.birch):
            run_round(place=place)
        [second] = propose_leftovers(batch="night-one")
        return second

    def confirm_own_round(self, officer: Client, second: SecondRound) -> None:
        """By the pages; the round of Alderham is confirmed over there."""
        theirs = Run.objects.get(place=self.alder, state="proposed")
        ann = Actor("Ann, officer", "officer", self.accounts["officer"].pk)
        for opening in Opening.objects.filter(run=theirs):
            open_case(run=theirs, allocation=opening.allocation, by=ann)
        confirm_run(run=theirs, by=ann)
        for _ in range(Opening.objects.filter(run=second.run).count()):
            sent = officer.post(f"/birchham/rounds/{second.run.number}/next-case")
            assert officer.get(sent.url).status_code == 200
        assert post(officer, f"/birchham/rounds/{second.run.number}/confirm").status_code == 302

    def offered(self) -> list[NextDoor]:
        return list(
            NextDoor.objects.filter(place=self.alder).select_related("person").order_by("person__ticket_id")
        )


def _asks(place: Any) -> Any:
    """Somebody vouched for, with a plan in the rounds and a wish for repairs."""
    person = begin_person(place=place, postcode=Postcode.objects.get(place=place, code="TT1 1"))
    person.vouched_by = "Tom"
    person.save(update_fields=["vouched_by"])
    me, words = the_person(person.pk), "The shelf came down and I cannot lift it."
    plan = begin_plan(place=place, person=person, words=words, by=me)
    add_aspiration(plan=plan, words=words, facets=("repairs",), by=me)
    join_rounds(plan=plan, by=me)
    return person


def two_places() -> TwoPlaces:
    """Linked both ways; nobody has said yes to anything yet."""
    alder, birch = make_place("alderham"), make_place("birchham", places=3)
    people, _ = [_asks(alder) for _ in range(3)], _asks(birch)
    for place, slug in ((alder, "birchham"), (birch, "alderham")):
        link_neighbour(
            place=place, slug=slug, offers=True, takes=True, decided_by="The board", decision_ref="Minute 12",
            until=today() + dt.timedelta(days=300), by=OPERATOR,
        )  # fmt: skip
    club = begin_organisation(place=birch, name="The repair club", phone="01632 960123")
    offer = Offer.objects.get(place=birch)
    offer.provider = club
    offer.save(update_fields=["provider"])
    world = TwoPlaces(alder, birch, club, offer, people)
    for who, role, place, shown_as in (
        ("officer", "officer", birch, "Mel, officer"),
        ("provider", "provider", birch, "Rae, repair club"),
        ("desk", "officer", alder, "Ola, officer"),
        ("navigator", "navigator", alder, "Tom, link worker"),
    ):
        world.accounts[who] = begin_account(email=f"{who}@example.org")
        body = club if role == "provider" else begin_organisation(place=place, name=f"Body of {shown_as}")
        grant_role(
            place=place, account=world.accounts[who], role=role, shown_as=shown_as, body=body, begins=today(),
            until=today() + dt.timedelta(days=90),
        )  # fmt: skip
    return world
