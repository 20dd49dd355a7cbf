"""Facts of getting in: each has its day and whose word it is, not known is never no, and a talk is never a free place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.coordination.offer_columns import read_offers
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import history
from helpfulacts.directory.access import access_of, replace_access, said_words
from helpfulacts.directory.actions.change_offer import change_offer, change_offers
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.say_access import put_access_back, say_access
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft
from helpfulacts.directory.filters import Filters, counted
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import AccessFact, CapacityPeriod
from helpfulacts.directory.redraft import redraft
from helpfulacts.directory.selectors import free_places, get_offer
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")
DAY = dt.date(2026, 11, 3)


def test_a_fact_is_once_yes_or_no_and_what_people_said_has_its_day(place: Any, offer_of: Any) -> None:
    offer = offer_of()
    say_access(offer=offer, said={"hearing_loop": "yes"}, on=DAY, source="visitor", by=TOM)
    common: dict[str, Any] = {"place": place, "offer": offer}
    for wrong in (
        {"fact": "hearing_loop", "answer": "no", "source": "import"},
        {"fact": "toilet", "answer": "ask", "source": "import"},
        {"fact": "lifts", "answer": "yes", "source": "import"},
        {"fact": "toilet", "answer": "yes", "source": "keeper"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessFact.objects.create(**common, **wrong)


def test_what_was_said_is_on_record_and_can_be_taken_back(place: Any, offer_of: Any) -> None:
    offer = offer_of(access_facts=(AccessDraft("step_free", "no"),))
    before = access_of(offer)
    said = {"step_free": "yes", "toilet": "no"}
    changed = say_access(offer=offer, said=said, on=DAY, source="assessor", name="An access group", by=TOM)
    assert changed == ["step_free", "toilet"]
    assert say_access(offer=offer, said=said, on=DAY, source="assessor", name="An access group", by=TOM) == []
    [row, _] = AccessFact.objects.order_by("fact")
    assert said_words(row, DAY + dt.timedelta(days=365)) == "Yes (An access group, 3 November 2026)."
    assert said_words(row, DAY + dt.timedelta(days=366)).endswith("That is long ago: ask if it is still so.")
    version = history.versions_of(offer)[0]
    assert version.before is not None and version.after is not None
    assert version.before["access_facts"] == {"step_free": ["no", ""]}
    assert version.after["access_facts"]["toilet"] == ["no", "2026-11-03"]
    entry = register.entries(place, newest_first=True)[0]
    assert (entry.action, entry.facts) == (
        "say_access",
        {"facts": 2, "source": "assessor", "by": "navigator"},
    )
    put_access_back(offer=offer, changed=changed, before=before, by=TOM)
    assert access_of(offer) == before


def test_what_cannot_be_said_is_refused_in_one_sentence(place: Any, offer_of: Any) -> None:
    offer = offer_of()
    for more, words in (
        ({"on": today() + dt.timedelta(days=1)}, "still to come"),
        ({"on": dt.date(2001, 1, 1)}, "ten years ago"),
        ({"source": "assessor"}, "which body"),
        ({"source": "assessor", "name": "Ring 01632 960123"}, "take it out"),
        ({"said": {}}, "for one of them"),
        ({"said": {"stairs": "yes"}}, "nobody knows"),
    ):
        with pytest.raises(Refused, match=words):
            say_access(**({"offer": offer, "said": {"lift": "yes"}, "on": DAY, "by": TOM} | more))
    with pytest.raises(NotAllowed):
        say_access(offer=offer, said={"lift": "yes"}, on=DAY, by=Actor("Somebody", "citizen"))


def test_a_list_without_days_never_wipes_out_what_somebody_looked_at(place: Any, offer_of: Any) -> None:
    offer = offer_of(access_facts=(AccessDraft("lift", "yes"),))
    say_access(offer=offer, said={"step_free": "no"}, on=DAY, source="visitor", by=TOM)
    listed = (AccessDraft("step_free", "yes"), AccessDraft("quiet", "yes"))
    replace_access(offer, redraft(offer, access_facts=listed), imported=True)
    assert {one.fact: one.answer for one in access_of(offer)} == {"quiet": "yes", "step_free": "no"}
    newer = AccessDraft("step_free", "yes", DAY + dt.timedelta(days=9), "assessor", "An access group")
    change_offer(offer=offer, draft=redraft(offer, access_facts=(newer,)), by=TOM)
    assert access_of(offer) == (newer,)


def test_what_a_list_withdrew_goes_whoever_it_named_and_what_people_here_said_stays(
    place: Any, draft: Any
) -> None:
    told = (
        AccessDraft("lift", "yes", DAY, "keeper", "A hall"),
        AccessDraft("toilet", "yes", DAY, "visitor"),
        AccessDraft("quiet", "yes", DAY, "assessor", "An access group"),
    )
    [offer] = list_offers(
        place=place, drafts=[draft("service", access_facts=told)], source="https://a.example"
    )
    say_access(offer=offer, said={"bsl": "no"}, on=DAY, source="visitor", by=TOM)
    before = access_of(offer)
    changed = say_access(offer=offer, said={"lift": "unknown"}, on=DAY, source="visitor", by=TOM)
    put_access_back(offer=offer, changed=changed, before=before, by=TOM)
    for said in (told[:2], told[:1], ()):
        change_offers(place=place, changes=[(offer, redraft(offer, access_facts=said))])
        assert {one.fact for one in access_of(offer)} == {"bsl", *(one.fact for one in said)}


def test_who_needs_it_sees_yes_first_then_what_to_ask_and_never_a_no(place: Any, draft: Any) -> None:
    facets = {"company": 3}
    fact = [AccessDraft("step_free", answer) for answer in ("no", "yes")]
    list_offers(
        place=place,
        drafts=[
            draft("service", title="Lunch for company one", facets=facets, access_facts=(fact[0],)),
            draft("service", title="Lunch for company two", facets=facets),
            draft("service", title="Lunch for company three", facets=facets, access_facts=(fact[1],)),
            draft("service", title="Company at home", facets=facets, where=("home",), access_facts=(fact[0],)),
        ],
    )  # fmt: skip
    everything = find(place, "company")
    assert len(everything.results) == 4
    assert counted(one.offer for one in everything.results)["needs"]["step_free"] == 3
    found = find(place, "company", filters=Filters(needs=("step_free",))).results
    assert {one.offer.title: (one.has, one.ask_about) for one in found} == {
        "Company at home": ((), ()),
        "Lunch for company three": (("step_free",), ()),
        "Lunch for company two": ((), ("step_free",)),
    }
    assert found[0].offer.title == "Lunch for company three", "a yes comes first"
    with pytest.raises(Refused, match="not a fact of getting in"):
        find(place, "company", filters=Filters(needs=("stairs",)))


def test_a_talk_first_is_dated_expires_and_is_neither_free_nor_full(place: Any, offer_of: Any) -> None:
    with as_if(now() - dt.timedelta(weeks=13)):
        offer = offer_of(capacity=CapacityDraft("place", 6, 6), facets={"company": 3})
        said = today()
        period = state_capacity(offer=offer, stated=0, talks_first=True, by=TOM)
    assert (period.talks_first, period.said_on, period.before_full) == (True, said, 6)
    assert period.until == said + dt.timedelta(weeks=12, days=-1), "it is to be looked at again"
    assert free_places([offer], today()) == {offer.pk: None}, "no free place, and never full"
    [result] = find(place, "company").results
    assert result.talks_first and "They talk with you first, then say if there is a place." in result.why
    [seen] = read_offers(place, today())
    assert (seen.talks_first, seen.free) == (True, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        CapacityPeriod.objects.filter(pk=period.pk).update(stated=1, own_cap=None)
    change_offer(offer=offer, draft=redraft(offer, brings="A cup"), by=TOM)
    assert CapacityPeriod.objects.get().talks_first, "a change of words leaves it as it is"
    again = state_capacity(offer=get_offer(place, offer.pk), stated=6, by=TOM)
    assert (again.talks_first, again.places, again.said_on) == (False, 6, today())
    shared = offer_of(title="Shared", access="shared", capacity=CapacityDraft("place", 2))
    with pytest.raises(Refused, match="need a number"):
        state_capacity(offer=shared, stated=0, talks_first=True, by=TOM)
