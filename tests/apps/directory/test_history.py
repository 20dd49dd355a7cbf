"""How an entry changed: every change is kept, in order, append-only; nothing personal or held is in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from helpfulacts.core.errors import Refused
from helpfulacts.directory import history
from helpfulacts.directory.actions.answer_likeness import merge_entries
from helpfulacts.directory.actions.change_bodies import add_body, remove_body
from helpfulacts.directory.actions.change_offer import change_offer, change_offers, end_offers
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.drafts import CapacityDraft, Weekly
from helpfulacts.directory.models import Likeness, OfferVersion
from helpfulacts.directory.redraft import redraft
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.web.history_words import sentences_of

pytestmark = pytest.mark.django_db


def changes(offer: Any) -> list[tuple[int, str]]:
    return [(row.number, row.change) for row in reversed(history.versions_of(offer))]


def test_each_action_on_an_entry_writes_one_numbered_version(draft: Any, offer_of: Any, officer: Any) -> None:
    offer = offer_of("service", capacity=CapacityDraft("place", 4))
    change_offer(offer=offer, draft=redraft(offer, cost="50p"), by=officer)
    check_offer(offer=offer, by=officer, how="visit")
    state_capacity(offer=offer, stated=2, by=officer)
    body = begin_organisation(place=offer.place, name="The council")
    remove_body(body=add_body(offer=offer, organisation=body, part="funds", by=officer), by=officer)
    end_offers(place=offer.place, offers=[offer], by=officer)
    end_offers(place=offer.place, offers=[offer], by=officer)
    assert changes(offer) == list(
        enumerate(["listed", "changed", "checked", "capacity", "bodies", "bodies", "ended"], start=1)
    )
    assert {row.by_shown_as for row in history.versions_of(offer)[:-1]} == {officer.shown_as}


def test_only_what_differs_is_kept_before_and_after(offer_of: Any, officer: Any) -> None:
    offer = offer_of("service", cost="Free")
    weekly = (Weekly("fri", dt.time(14), dt.time(16)),)
    change_offer(offer=offer, draft=redraft(offer, cost="50p", weekly=weekly), by=officer)
    [row, _] = history.versions_of(offer)
    assert row.before == {"cost": "Free", "when": [["FREQ=WEEKLY;BYDAY=TH", "10:00", "12:00"]]}
    assert row.after == {"cost": "50p", "when": [["FREQ=WEEKLY;BYDAY=FR", "14:00", "16:00"]]}


def test_a_change_that_changes_nothing_writes_no_version(offer_of: Any, officer: Any) -> None:
    offer = offer_of("service")
    change_offer(offer=offer, draft=redraft(offer), by=officer)
    assert changes(offer) == [(1, "listed")]


def test_a_persons_own_words_and_their_name_are_never_in_it(
    place: Any, draft: Any, make_person: Any, citizen_of: Any, officer: Any
) -> None:
    person = make_person(called="Zebedee")
    by = citizen_of(person)
    offer = list_offer(place=place, draft=draft("idea", giver=person, summary="My zither"), by=by)
    see_check(offer=offer, activities=("idea",), level="none", names=0, by=officer)
    with pytest.raises(Refused, match="ring them, and then list it"):
        release_held_offer(offer=offer, by=officer, how="phone")
    open_record(place=place, actor=officer, person=person, why="To ring", noun="offer", subject=offer.pk)
    release_held_offer(offer=offer, by=officer, how="phone")
    change_offer(offer=offer, draft=replace(redraft(offer), summary="My own accordion"), by=by)
    assert offer.status == "held"
    changed, released, _, first = history.versions_of(offer)
    assert sentences_of(first) == ["It was offered. It was not on the list yet: a person looks at it first."]
    assert sentences_of(released) == ["It was checked, by phone, and listed."]
    assert (changed.before, changed.after) == ({"summary": None}, {"summary": None})
    assert changed.by_shown_as == "the person who gives it" and released.change == "released"
    kept = str(list(OfferVersion.objects.values()))
    assert not [word for word in ("Zebedee", "zither", "accordion") if word in kept]


def test_a_way_to_reach_somebody_is_not_kept_when_it_changes(offer_of: Any, officer: Any) -> None:
    offer = offer_of("service", contact="01632 960111")
    change_offer(offer=offer, draft=redraft(offer, contact="01632 960222"), by=officer)
    assert history.versions_of(offer)[0].after == {"contact": None}
    kept = str(list(OfferVersion.objects.values("before", "after")))
    assert "960111" not in kept and "960222" not in kept


def test_the_database_refuses_to_change_a_version_and_lets_what_it_said_be_emptied(
    offer_of: Any, officer: Any
) -> None:
    offer = offer_of("service", cost="Free")
    change_offer(offer=offer, draft=redraft(offer, cost="50p"), by=officer)
    row = OfferVersion.objects.filter(offer=offer, number=2)
    for tampering in ({"by_shown_as": "Nobody"}, {"after": {"cost": "Free"}}, {"change": "checked"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**tampering)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
    assert history.forget_what_was_said(offer) == 2
    assert row.get().before is None and row.get().change == "changed"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(after={"cost": "Free"})


def test_the_same_number_is_never_given_twice(offer_of: Any) -> None:
    offer = offer_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        history.first_listing(offer.place, [offer], Actor("Tom", "navigator"))


def test_a_feed_writes_its_first_versions_with_one_insert_a_batch(place: Any, draft: Any) -> None:
    drafts = [draft("idea", title=f"Idea {number}", key=str(number)) for number in range(40)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        offers = list_offers(place=place, drafts=drafts, source="a feed")
    inserts = [query["sql"] for query in asked if 'INSERT INTO "directory_offerversion"' in query["sql"]]
    assert len(inserts) == 1
    assert {(row.number, row.before, row.after) for row in OfferVersion.objects.all()} == {(1, None, None)}
    change_offers(
        place=place, changes=[(o, replace(redraft(o), cost="50p")) for o in offers], source="a feed"
    )
    assert all(changes(offer) == [(1, "listed"), (2, "changed")] for offer in offers)
    assert history.versions_of(offers[0])[0].by_shown_as == "the list it comes from"


def test_bringing_two_entries_together_is_in_the_history_of_both(
    place: Any, offer_of: Any, officer: Any
) -> None:
    first, second = sorted((offer_of(title="Tea"), offer_of(title="A tea", cost="Free")), key=lambda o: o.pk)
    row = Likeness.objects.create(place=place, first=first, second=second, score=90)
    merge_entries(likeness=row, keep=first, by=officer)
    assert changes(first)[-1][1] == changes(second)[-1][1] == "merged"
