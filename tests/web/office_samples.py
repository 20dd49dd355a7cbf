"""A small place with two bodies, people who ask, people in roles, and a sharing round to check."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.inputs import forget_opened
from helpfulacts.coordination.models import Opening
from helpfulacts.core.clock import today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place, Postcode
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds

SECRET = "The shelf came down and I cannot lift it."
ROLES = {
    "provider": "Rae, youth club",
    "navigator": "Tom, link worker",
    "officer": "Mel, partnership officer",
}


@dataclass
class World:
    """`accounts` by who they are; `people` are those who ask, Zofia first; `run` is the round to check."""

    place: Any
    elsewhere: Any
    club: Any
    accounts: dict[str, Any]
    people: list[Any]
    run: Any = None
    offers: dict[str, Offer] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        body = self.club.pk if role == "provider" else None
        return Actor(ROLES[role], role, self.accounts[role].pk, None, body)

    def browser(self, who: str = "officer") -> Client:
        client = Client()
        if who != "nobody":
            client.force_login(self.accounts[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def url(self, path: str) -> str:
        return f"/{self.place.slug}/{path}"


def _offer(key: str, title: str, places: int, provider: Any, **more: Any) -> OfferDraft:
    fields: dict[str, Any] = {
        "kind": "service",
        "sphere": "civic",
        "access": "shared",
        "summary": "Help from people nearby.",
        "shown_from": "A club in North",
        "facets": {"repairs": 3},
        "particulars": {"per_session": places, "starts": "any week"},
        "ward": "North",
        "where": ("venue",),
        "provider": provider,
        "imported": True,
    }
    return OfferDraft(
        title=title, key=key, capacity=CapacityDraft("place", places, None), **{**fields, **more}
    )


def _asks(place: Any, called: str, facets: tuple[str, ...], account: Any = None, **more: Any) -> Any:
    where = Postcode.objects.get(place=place, code="TT1 1")
    person = begin_person(place=place, called=called, postcode=where, account=account, **more)
    me = Actor("the person", "citizen", None, person.pk)
    plan = begin_plan(place=place, person=person, words=SECRET, by=me)
    add_aspiration(plan=plan, words=SECRET, facets=facets, by=me)
    join_rounds(plan=plan, by=me)
    person.vouched_by = "Tom"
    person.save(update_fields=["vouched_by"])
    return person


def build(place: Any, *, with_round: bool = True) -> World:
    """Three places for six people who want something mended, and one wish that nobody answers."""
    forget_opened()
    elsewhere = Place.objects.create(
        slug="elsewhere", name="Elsewhere", person_to_talk_to="Ada", desk="Go to the town hall."
    )
    club = begin_organisation(place=place, name="A club in North")
    partnership = begin_organisation(place=place, name="The partnership")
    there = begin_organisation(place=elsewhere, name="Their partnership")
    day = today()
    accounts = {
        name: begin_account(email=f"{name}@example.org") for name in ("citizen", "other", *ROLES, "away")
    }
    for role, shown_as in ROLES.items():
        grant_role(
            place=place, account=accounts[role], role=role, shown_as=shown_as,
            body=club if role == "provider" else partnership, begins=day, until=day + dt.timedelta(days=90),
        )  # fmt: skip
    grant_role(
        place=elsewhere, account=accounts["away"], role="officer", shown_as="Ola, officer elsewhere",
        body=there, begins=day, until=day + dt.timedelta(days=90),
    )  # fmt: skip
    drafts = [
        _offer("repair", "Repair Saturday", 2, club),
        _offer("bench", "Mending bench", 1, None),
        _offer("tea", "Tea and a chat", 4, club, access="open", facets={"company": 3}),
    ]
    listed = list_offers(place=place, drafts=drafts, source="tests")
    people = [
        _asks(place, "Zofia", ("repairs",), accounts["citizen"], channel="phone", contact="01632 960001"),
        _asks(place, "Wystan", ("repairs",), accounts["other"], channel="email", contact="bob@example.org"),
        _asks(place, "Xanthe", ("repairs",), channel="letter", contact="1 Long Road"),
        _asks(place, "Quilla", ("repairs",), channel="desk"),
        _asks(place, "Yvaine", ("repairs",), channel="phone", contact="01632 960002"),
        _asks(place, "Ottoline", ("grief",), channel="desk"),
    ]
    world = World(
        place,
        elsewhere,
        club,
        accounts,
        people,
        offers=dict(zip(("repair", "bench", "tea"), listed, strict=True)),
    )
    enact_shipped_rules(place=place)
    if with_round:
        world.run = run_round(place=place)
    return world


def key() -> str:
    """A fresh key for a form."""
    return secrets.token_urlsafe(18)


def post(client: Client, url: str, **data: Any) -> Any:
    return client.post(url, {"key": key(), **data})


def seen_on(answer: Any) -> str:
    """What the form of a page says that it was made from."""
    found = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def text_of(answer: Any) -> str:
    return answer.content.decode()


def open_all(world: World) -> None:
    officer = world.browser()
    for _ in range(Opening.objects.filter(run=world.run).count()):
        sent = officer.post(world.url(f"rounds/{world.run.number}/next-case"))
        assert officer.get(sent.url).status_code == 200


def confirmed(world: World) -> Any:
    open_all(world)
    officer = world.browser()
    answer = post(officer, world.url(f"rounds/{world.run.number}/confirm"))
    assert answer.status_code == 302
    world.run.refresh_from_db()
    return officer
