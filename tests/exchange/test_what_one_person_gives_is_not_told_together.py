"""Whoever reads the feed before and after somebody is hidden cannot tell by it which entries are that person's."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from helpfulacts.core.clock import now
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.protect_giver import protect_giver
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import AccessRecord

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")


def ask(place: Any, **query: Any) -> list[dict[str, Any]]:
    answer = Client().get(f"/{place.slug}/api/oruk/services", {"kinds": "all"} | query)
    return list(json.loads(answer.content)["contents"])


def changed(place: Any, since: dt.datetime) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in ask(place, modified_after=since.isoformat())}


def test_nothing_but_that_it_is_gone_is_told_of_what_somebody_in_hiding_gives(
    place: Any, make_person: Any, citizen_of: Any
) -> None:
    bea, joe, club = make_person(), make_person(), begin_organisation(place=place, name="A club")
    said: dict[str, Any] = {"summary": "s", "sphere": "civic", "shown_from": "x", "imported": True}
    titles = ("Piano", "Walks", "Choir", "Joe's lifts", "Tea", "Joe's soup")
    drafts = [OfferDraft(title=one, kind="service", facets={"company": 1}, **said) for one in titles]
    idea = OfferDraft(
        title="Chairs", kind="idea", facets={"company": 1}, particulars={"steps": ["a", "b"]}, **said
    )
    piano, walks, choir, lifts, tea, soup, chairs = list_offers(place=place, drafts=[*drafts, idea])
    for offers, who in (((piano, walks), {"giver": bea}), ((lifts, soup), {"giver": joe})):
        Offer.objects.filter(pk__in=[one.pk for one in offers]).update(sphere="personal", **who)
    Offer.objects.filter(pk=choir.pk).update(kept_by=bea, provider=club)
    try_idea(offer=chairs, shown_as="A home", words="We sang", worked=True, by=citizen_of(bea))
    end_offers(place=place, offers=[soup], by=TOM)
    hers = {str(one.exchange_id) for one in (piano, walks, choir, chairs)}
    nobodys = hers | {str(one.exchange_id) for one in (lifts, soup)}
    long_ago = now() - dt.timedelta(days=999)
    order = [one["id"] for one in ask(place, modified_after=long_ago.isoformat())]
    for hidden in (True, False):
        protect_giver(person=bea, protected=hidden, why="They are in danger", by=TOM, offer=piano)
        everything = changed(place, long_ago)
        assert list(everything) == order, "each stays where it was listed"
        assert {key for key, one in everything.items() if "last_modified" not in one} == nobodys
        for moment in (*Offer.objects.values_list("changed_at", flat=True), now() + dt.timedelta(days=1)):
            for since in (moment, moment + dt.timedelta(microseconds=1)):
                assert changed(place, since).keys() >= nobodys, "no moment tells one from another"
        told = [everything[str(one.exchange_id)] for one in (piano, walks, soup)]
        same = {json.dumps({name: one[name] for name in one if name != "id"}) for one in told}
        assert (len(same) == 1) is hidden, "it looks as what anybody ended"
        alone = json.loads(Client().get(f"/{place.slug}/api/oruk/services/{told[0]['id']}").content)
        assert "last_modified" not in alone
        assert ("We sang" in json.dumps(everything)) is not hidden
    assert "last_modified" in everything[str(tea.exchange_id)]
    assert [row.why for row in AccessRecord.objects.filter(person=bea.pk, subject=piano.pk)] == [
        "They are in danger"
    ] * 2
