"""Makers for the tests of plan pages: a person with a plan open in a browser, offers, and a confirmed round."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan

CRISIS = "I want to die"
GET_PAGES = (
    "plan", "plan/words", "plan/wish", "plan/can-offer", "plan/own-help", "plan/facts", "plan/reach", "plan/state",
    "plan/delete", "plan/rounds", "plan/print", "plan/large-print", "plan/who-looked", "plan/sharing", "plan/slip",
    "plan/round",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def offer(place: Any) -> Any:
    from helpfulacts.directory.actions.list_offers import list_offers

    def make(title: str, places: int | None = None, **fields: Any) -> Any:
        draft = OfferDraft(
            title=title, kind="product", sphere="civic", shown_from="A tool library",
            particulars={"stock": 5, "condition": "Mended", "delivery": "collect"}, where=("phone",),
            facets={"furniture": 3}, capacity=CapacityDraft("item", places) if places is not None else None,
            **fields,
        )  # fmt: skip
        return list_offers(place=place, drafts=[draft])[0]

    return make


@pytest.fixture
def asha(place: Any, make_person: Any, citizen_of: Any) -> Any:
    """Somebody with a live plan, and a browser in which it is open: asha.browser, .person, .plan, .actor."""

    class Asha:
        person = people.get_person(place, make_person(called="Asha").pk)
        actor = citizen_of(person)
        plan = begin_plan(place=place, person=person, words="The house is too quiet.", by=actor)
        browser = Client()

    Asha.browser.get("/testham/plan/come-back")  # as a real browser does: it brings the cookie of forms
    Asha.browser.post("/testham/plan/come-back", {"phrase": give_phrase(person=Asha.person)})
    return Asha


def key() -> str:
    return uuid.uuid4().hex


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def round_of(place: Any, officer: Any, make_person: Any, citizen_of: Any, offer: Any) -> Any:
    """A confirmed round over one shared bed: two people ask for it, a third asks for what nobody has."""
    from helpfulacts.coordination import selectors as coordination
    from helpfulacts.coordination.actions.confirm_run import confirm_run
    from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
    from helpfulacts.coordination.actions.open_case import open_case
    from helpfulacts.coordination.actions.run_round import run_round

    enact_shipped_rules(place=place)
    offer("A shared bed", access="shared", places=1)
    browsers = {}
    for facet in ("furniture", "furniture", "childcare"):
        person = people.get_person(place, make_person(called="Bea").pk)
        by = citizen_of(person)
        plan = begin_plan(place=place, person=person, words="Something", by=by)
        add_aspiration(plan=plan, words="Something", facets=[facet], by=by)
        from helpfulacts.support.actions.change_plan import join_rounds

        join_rounds(plan=plan, by=by)
        browser = Client()
        browser.post("/testham/plan/come-back", {"phrase": give_phrase(person=person)})
        browsers[person.pk] = browser
    run = run_round(place=place, by=officer)
    for case in coordination.cases_to_open(run):
        open_case(run=run, allocation=case.allocation, by=officer)
    confirm_run(run=run, by=officer)
    found = {}
    for pk, browser in browsers.items():
        person = people.get_person(place, pk)
        found[coordination.my_latest(person).status] = (person, browser)
    return found


def answer_on_page(asha: Any, act: Any, **given: str) -> Any:
    return asha.browser.post(f"/testham/plan/acts/{act.pk}/answer", {"key": key(), **given}, follow=True)
