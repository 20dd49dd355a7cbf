"""A feed or a list takes nothing away from another source, and nothing that people here added or changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from helpfulacts.core.clock import today
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.change_when import change_when
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.models import Offer, Prerequisite, Trial
from helpfulacts.directory.redraft import redraft
from helpfulacts.directory.week_grid import Slot, Week
from helpfulacts.directory.weeks import weeks_in_words
from helpfulacts.exchange.oruk.gather import Gathered, SetAside
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.exchange.oruk.reading import Row
from helpfulacts.exchange.sheets.importing import finish, undo
from helpfulacts.people.actor import SYSTEM, Actor
from tests.exchange.oruk_feed import service
from tests.sheets import CHESS, HEAD, TEA, as_csv, brought_in, staged

pytestmark = pytest.mark.django_db
ANN = Actor("Ann", "officer")
TWO = "5d1f2a50-93a5-4f76-8d8a-6c2f7f4d3a11"
THREE = "5d1f2a50-93a5-4f76-8d8a-6c2f7f4d3a12"


def test_one_source_neither_changes_nor_ends_what_another_listed(
    feed: Any, figures_of: Callable[[Any], tuple[int, int, int, int]]
) -> None:
    feed.run(service(), name="council.json")
    for theirs in (service(name="Other"), service(status="inactive"), service(approved="no")):
        done = feed.run(theirs, name="club.json")
        assert (figures_of(done), done.left_alone) == ((0, 0, 0, 1), 1)
        [reason] = feed.reasons()
        assert "another source, “council.json”, so this one neither changes nor ends it" in reason
    [offer] = feed.offers()
    assert (offer.title, offer.status, offer.source) == ("Borrow a drill", "active", "council.json")
    assert figures_of(feed.run(service(), name="club.json")) == (0, 0, 1, 0), "it says the same"
    file = feed.folder / "november.json"
    file.write_text(json.dumps(service(name="Other")))
    moved = import_source(place=feed.place, source=str(file), set_aside=feed.aside, name="council.json")
    assert figures_of(moved) == (0, 1, 0, 0), "the same list under a new name"


def test_an_address_cannot_speak_for_another_source(feed: Any) -> None:
    aside = SetAside(feed.aside)
    asked = Gathered("club.example", aside, "Testham", by_hand=False)
    line = {"set_aside": "service", "source": "council.json", "row": 1, "record": service()}
    asked.take([Row(1, "", line)])
    aside.drop()
    assert (asked.spooled, aside.count) == (0, 1)
    asked.close()


def test_what_people_here_changed_stays_and_the_rest_follows_its_feed(feed: Any) -> None:
    feed.run(service())
    [offer] = feed.offers()
    change_offer(
        offer=offer,
        draft=redraft(offer, title="Borrow any drill", contact="01632 960 999"),
        by=ANN,
        checked_how="phone",
    )
    change_when(offer=offer, week=Week((Slot("mon", dt.time(9), dt.time(12)),)), by=ANN)
    friday = [{"id": "s", "freq": "WEEKLY", "byday": "FR", "opens_at": "10:00", "closes_at": "13:00"}]
    changed = service(description="Borrow tools and a bench.", schedules=friday, minimum_age=21)
    done = feed.run(changed)
    assert (done.updated, done.kept_here, done.left_out) == (1, 1, {"part": 1})
    [reason] = feed.reasons()
    assert reason == (
        "People here changed “Borrow any drill”, so this stays as they have it: "
        "its name, when it is open and how to get in touch."
    )
    [offer] = feed.offers()
    assert (offer.title, offer.contact, offer.min_age) == ("Borrow any drill", "01632 960 999", 21)
    assert offer.description == "Borrow tools and a bench."
    assert weeks_in_words(offer.schedules.all()).startswith("Mondays")
    assert "phones" not in offer.carried and not offer.carried.get("schedules")
    assert (offer.checked_on, offer.checked_by) == (today(), "Ann"), "a later check is not undone"
    again = feed.run(changed)
    assert (again.unchanged, again.set_aside) == (1, 0)


def test_tries_and_prerequisites_that_people_here_added_stay(
    feed: Any, citizen_of: Any, make_person: Any
) -> None:
    def idea(words: str, *needs: str) -> list[dict[str, Any]]:
        ours = {"kind": "idea", "sphere": "civic", "needs": list(needs), "particulars": {"steps": ["One"]}}
        first = service(helpful_acts=ours | {"tried": [{"words": words, "worked": True, "on": "2026-01-01"}]})
        return [first, service(id=TWO, name="A bench"), service(id=THREE, name="A shed")]

    feed.run(idea("It rained.", TWO))
    bench, offer = Offer.objects.get(title="A bench"), Offer.objects.get(kind="idea")
    try_idea(
        offer=offer, shown_as="Nine homes", words="It went well.", worked=True, by=citizen_of(make_person())
    )
    [hall] = list_offers(
        place=feed.place,
        drafts=[OfferDraft(title="A hall", kind="idea", sphere="civic", particulars={"steps": ["One"]})],
    )
    needs = (bench.exchange_id, hall.exchange_id)
    change_offer(offer=offer, draft=redraft(offer, needs=needs), by=ANN)

    def needed() -> dict[str, bool]:
        rows = Prerequisite.objects.filter(offer=offer).order_by("needs__title")
        return {row.needs.title: row.imported for row in rows}

    assert needed() == {"A bench": True, "A hall": False}
    for words, their_needs, left in (("It snowed.", (THREE,), {"A hall": False, "A shed": True}),
                                     ("It shone.", (), {"A hall": False})):  # fmt: skip
        assert feed.run(idea(words, *their_needs)).updated == 1
        assert needed() == left
        tries = set(Trial.objects.filter(offer=offer).values_list("words", "imported"))
        assert tries == {("It went well.", False), (words, True)}
    assert feed.run(idea("It shone.")).unchanged == 3 and needed() == {"A hall": False}


def test_a_spreadsheet_says_before_what_it_leaves_as_people_here_have_it(place: Any) -> None:
    head = [*HEAD, "Places"]
    brought_in(place, as_csv(head, [*TEA, "8"], [*CHESS, "8"]))
    tea = Offer.objects.get(title="Tea and talk")
    change_offer(offer=tea, draft=redraft(tea, contact="01632 960 999", brings="A cup"), by=ANN)
    state_capacity(offer=tea, stated=3, by=ANN)
    one = staged(place, as_csv(head, [*TEA[:3], "10-13", "01632 960 888", "9"], [*CHESS, "9"]))
    rows = {row.title: row for row in one.rows.filter(outcome="changed")}
    assert [what for what, *_ in rows["Tea and talk"].changes] == ["When"]
    assert rows["Tea and talk"].reasons == [
        [None, "People here changed “Tea and talk”, so this stays as they have it: "
               "how to get in touch and its number of places."]
    ]  # fmt: skip
    assert rows["Chess"].reasons == []
    finish(one=one, by=SYSTEM)
    tea.refresh_from_db()
    assert (tea.contact, tea.brings, tea.capacity.get().places) == ("01632 960 999", "A cup", 3)
    assert "1pm" in weeks_in_words(tea.schedules.all())

    undo(one=one, by=ANN)
    again = staged(place, as_csv(head, [*TEA[:3], "10-13", *TEA[4:], "9"], [*CHESS, "9"]))
    assert [row.title for row in again.rows.filter(outcome="changed")] == ["Tea and talk", "Chess"]
    [chess] = [row for row in again.rows.all() if row.title == "Chess"]
    assert not chess.reasons, "an undo is no change of people here"
