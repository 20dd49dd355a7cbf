"""Twins: what a reader gets is the same, byte by byte, whether somebody in hiding or kept apart from them exists or not."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from helpfulacts.core.clock import as_if, now
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import Offer
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import the_person
from helpfulacts.people.models import Apart, Person
from helpfulacts.places.models import Postcode
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.keep_apart import keep_apart

pytestmark = pytest.mark.django_db
MOMENT = now().replace(minute=5, second=0, microsecond=0)
TOKENS = re.compile(
    r'name="(?:csrfmiddlewaretoken|key|look)" value="[^"]*"|/find/[A-Za-z0-9_-]+|look=[A-Za-z0-9_-]+|(?:acts/|act-)[0-9a-f-]{36}'
)


def an_offer(place: Any, title: str, giver: Any = None, **more: Any) -> Any:
    draft = OfferDraft(
        title=title, kind="service", sphere="personal" if giver else "civic", giver=giver, imported=True, facets={"company": 3},
        summary="A walk along the canal, with company.", shown_from="A neighbour", particulars={"per_session": 4, "starts": "any week"},
        ward="North", where=("venue",), capacity=CapacityDraft("place", 4, None), **more,
    )  # fmt: skip
    return list_offers(place=place, drafts=[draft], source=title)[0]


def with_a_plan(place: Any, called: str, email: str = "") -> Any:
    person = begin_person(
        place=place, called=called, postcode=Postcode.objects.get(place=place, code="TT1 1"),
        account=begin_account(email=email) if email else None,
    )  # fmt: skip
    me = the_person(person.pk)
    plan = begin_plan(place=place, person=person, words="Somebody to walk with", by=me)
    add_aspiration(plan=plan, words="Company", facets=("company",), by=me)
    return plan


@pytest.fixture
def asha(place: Any, settings: Any) -> Iterator[Any]:
    """Asha's plan, and three walks that anybody may find."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    with as_if(MOMENT - dt.timedelta(days=2)):
        for title in ("Canal walk", "A choir", "Walking for company"):
            an_offer(place, title)
        plan = with_a_plan(place, "Asha", "asha@example.org")
    with as_if(MOMENT):
        yield plan


@contextmanager
def undone() -> Iterator[None]:
    """What is pressed in here is taken back afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def read(plan: Any, *, open_plan: bool, nobody: uuid.UUID) -> dict[str, tuple[int, str]]:
    """What a reader gets of each page: its status, and its body without tokens. nobody: an offer that is not there for them."""
    place, client = plan.place, Client()
    if open_plan:
        client.force_login(
            people.account_by_email("asha@example.org"), backend="django.contrib.auth.backends.ModelBackend"
        )

    def said(answer: Any) -> tuple[int, str]:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer.status_code, TOKENS.sub("", body.decode()).replace(str(nobody), "NOBODY")

    got = {}
    known = sorted(plan.place_offers.items())
    paths = [
        "",
        "find",
        "find?kind=service",
        "gaps",
        f"offers/{nobody}",
        f"offers/{nobody}/calendar.ics",
        "list",
    ]
    paths += [f"offers/{pk}" for _, pk in known] + (
        ["plan", "plan/print", "plan/who-looked"] if open_plan else []
    )
    for path in paths:
        got[path.replace(str(nobody), "NOBODY")] = said(client.get(f"/{place.slug}/{path}"))
    for name in ("place_oruk_services", "place_oruk_organizations", "place_oruk_at_locations"):
        if not open_plan:
            got[name] = said(client.get(reverse(name, kwargs={"at": place.slug})))
    with undone():
        for words in ("somebody to walk with", "I want company", "canal walk on any day"):
            sent = {"words": words, "key": secrets.token_urlsafe(18)}
            got[words] = said(client.post(f"/{place.slug}/find", sent, follow=True))
    if open_plan:
        with undone():
            sent = {"key": secrets.token_urlsafe(18)}
            client.post(f"/{place.slug}/plan/suggest", sent)
            titles = sorted(act.title for act in plan.acts.all())
            got["acts"] = (len(titles), " ".join(titles))
        with undone():
            sent = {"key": secrets.token_urlsafe(18)}
            got["choose"] = said(client.post(f"/{place.slug}/plan/choose/{nobody}", sent, follow=True))
    return got


def differ(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> dict[str, list[str]]:
    """By page: the lines that are not the same."""
    return {
        page: list(unified_diff(said[1].split("\n"), after[page][1].split("\n"), n=0, lineterm=""))
        or [f"{said[0]}, then {after[page][0]}"]
        for page, said in before.items()
        if after[page] != said
    }


def offers_of(place: Any) -> dict[str, uuid.UUID]:
    return dict(Offer.objects.filter(place=place).values_list("title", "pk"))


def test_nobody_can_tell_that_somebody_in_hiding_exists(place: Any, asha: Any) -> None:
    asha.place_offers = offers_of(place)
    before = [read(asha, open_plan=which, nobody=uuid.uuid4()) for which in (False, True)]
    hidden = with_a_plan(place, "Hiddenbird").person
    Person.objects.filter(pk=hidden.pk).update(protected=True)
    hidden.refresh_from_db()
    walk = an_offer(place, "A canal walk with Hiddenbird, a canal walk", hidden)
    act = choose_offer(
        plan=hidden.plans.get(), offer=offer_called(place, "A choir"), by=the_person(hidden.pk)
    )
    assert act.state == "suggested"
    after = [read(asha, open_plan=which, nobody=walk.pk) for which in (False, True)]
    for first, second in zip(before, after, strict=True):
        assert differ(first, second) == {}
        assert "Hiddenbird" not in str(second)


@pytest.mark.parametrize("who_said_it", ["the giver", "the reader"])
def test_whoever_is_kept_apart_reads_the_same_as_if_the_other_were_not_there(
    place: Any, asha: Any, who_said_it: str
) -> None:
    asha.place_offers = offers_of(place)
    before = read(asha, open_plan=True, nobody=uuid.uuid4())
    with as_if(MOMENT - dt.timedelta(days=1)):
        other = begin_person(place=place, called="Apartbird")
        walk = an_offer(place, "A canal walk with Apartbird", other)
    first, second = (other, asha.person) if who_said_it == "the giver" else (asha.person, other)
    assert differ(before, read(asha, open_plan=True, nobody=walk.pk)) != {}, "the test can tell"
    keep_apart(person=first, other=second, called="Them", by=the_person(first.pk))
    assert Apart.objects.count() == 1
    # How many people begin here and what the list holds for everybody is the same for all: she is one of them.
    after = read(asha, open_plan=True, nobody=walk.pk)
    assert set(differ(before, after)) <= {""}
    assert "Apartbird" not in str(after)
    assert "Apartbird" in read(asha, open_plan=False, nobody=walk.pk)["find"][1], "the list is for everybody"


def offer_called(place: Any, title: str) -> Any:
    return Offer.objects.get(place=place, title=title)
