"""What the public may see has one answer: on pages, in calendars, in feeds and in finding."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_offer import change_offer, end_offers
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.models import Offer
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db
TOM, MEL = Actor("Tom, link worker", "navigator"), Actor("Mel, officer", "officer")
LONG_AGO = "2000-01-01T00:00:00Z"
Give = Callable[..., Offer]


def draft(**more: Any) -> OfferDraft:
    said: dict[str, Any] = {
        "title": "Tea", "kind": "service", "sphere": "civic", "shown_from": "A club", "imported": True,
        "facets": {"company": 3}, "where": ("venue",), "weekly": (Weekly("tue", dt.time(12), dt.time(14)),),
    }  # fmt: skip
    return OfferDraft(**(said | more))


@pytest.fixture
def give(place: Any, make_person: Any, citizen_of: Any) -> Give:
    """Something that a person gives, which waits for its check; `until`: it has passed one that lasts until then."""

    def offer(title: str, released: bool = False) -> Offer:
        person = make_person()
        given = draft(giver=person, sphere="personal", title=title, particulars={"per_session": 1, "starts": "any"})
        made = list_offer(place=place, draft=given, by=citizen_of(person))
        if released:
            see_check(offer=made, activities=("lifts",), level="basic", names=3, by=TOM)
            with as_if(now() + dt.timedelta(minutes=2 * Offer.objects.count())):
                release_held_offer(offer=made, by=MEL)
        return made

    return offer


def api(place: Any, path: str, **query: Any) -> Any:
    answer = Client().get(f"/{place.slug}/api/oruk/{path}", query)
    return json.loads(answer.content) | {"code": answer.status_code}


def changed_since(place: Any, since: str = LONG_AGO) -> dict[str, str]:
    """By identifier: the status that a reader of changes is told."""
    return {one["id"]: one["status"] for one in api(place, "services", modified_after=since)["contents"]}


def pages(offer: Offer) -> set[int]:
    """What a stranger is answered on the page of an offer, its history and its calendar."""
    paths = ("", "/history", "/calendar.ics")
    return {Client().get(f"/{offer.place.slug}/offers/{offer.pk}{path}").status_code for path in paths}


def test_what_was_never_listed_is_nowhere(place: Any, give: Give, citizen_of: Any) -> None:
    held, refused, ended = give("Held"), give("Refused"), give("Ended", released=True)
    change_offer(offer=held, draft=replace(draft_of_offer(held), summary="Other words"), by=citizen_of(held.giver))
    end_offers(place=place, offers=[refused, ended], by=TOM)
    for offer in (held, refused):
        assert pages(offer) == {404}, offer.title
        assert api(place, f"services/{offer.exchange_id}")["code"] == 404, offer.title
    assert pages(ended) == {200}
    assert changed_since(place) == {str(ended.exchange_id): "defunct"}


def test_every_reader_gives_the_same_answer_of_what_is_listed(place: Any, give: Give) -> None:
    [tea, lunch] = list_offers(place=place, drafts=[draft(), draft(title="Lunch")])
    pause_offer(offer=lunch, by=MEL)
    lapsing, hiding = give("Lapsing", released=True), give("Hiding", released=True)
    hiding.giver.protected = True
    hiding.giver.save()
    lapsing.refresh_from_db()
    yesterday = now()
    Offer.objects.filter(pk=lapsing.pk).update(
        check_seen_on=today() - dt.timedelta(days=9), check_until=today() - dt.timedelta(days=1)
    )
    ids = {str(one.exchange_id): one for one in Offer.objects.select_related("place", "giver")}
    seen = {key for key, one in ids.items() if directory.is_listed(one)}
    assert seen == {str(one.exchange_id) for one in directory.listed(place)} == {str(tea.exchange_id)}
    assert {one["id"] for one in api(place, "services")["contents"]} == seen
    told = {
        str(tea.exchange_id): "active", str(lunch.exchange_id): "temporarily closed",
        str(lapsing.exchange_id): "inactive", str(hiding.exchange_id): "defunct",
    }  # fmt: skip
    assert changed_since(place) == told == {key: api(place, f"services/{key}")["status"] for key in ids}
    assert changed_since(place, yesterday.isoformat())[str(lapsing.exchange_id)] == "inactive"
    assert [pages(one) for one in (tea, lunch, lapsing, hiding)] == [{200}, {200}, {404}, {404}]
