"""Records of the API that are kept: never another than a fresh one, whatever people do, and never of what is unseen."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from oruk_feed import service
from oruk_place import NOON, TWO, fill

from helpfulacts.core import clock
from helpfulacts.core.errors import Refused
from helpfulacts.directory import feed_keys
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.answer_likeness import merge_entries, part_entries
from helpfulacts.directory.actions.change_bodies import add_body
from helpfulacts.directory.actions.change_days import say_bank_holidays, set_day
from helpfulacts.directory.actions.change_offer import change_offer, end_offers
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.actions.forget_words import forget_words
from helpfulacts.directory.actions.link_needs import link_needs
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.open_periods import open_periods
from helpfulacts.directory.actions.pause_offer import pause_offer, resume_offer
from helpfulacts.directory.actions.protect_giver import protect_giver
from helpfulacts.directory.actions.say_access import say_access
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.drafts import OtherDay, Weekly
from helpfulacts.directory.models import CapacityPeriod, Likeness, Offer
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.exchange.oruk_api import kept_records
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.people.models import Organisation

pytestmark = pytest.mark.django_db
TOM, MEL = Actor("Tom, link worker", "navigator"), Actor("Mel, officer", "officer")
START = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a process that serves: what was read outside a transaction is kept."""
    for module in (feed_keys, kept_records):
        monkeypatch.setattr(module, "may_be_taken_back", lambda: False)
    forget_records()
    yield
    forget_records()


def forget_records() -> None:
    kept_records._kept.drop(kept_records._kept.names())


def answers(place: Any) -> list[Any]:
    asked = [{}, {"full": "true"}, {"minimal": "true"}, {"search": "tea"}]
    return [
        json.loads(Client().get(f"/{place.slug}/api/oruk/services", {"kinds": "all", **one}).content)
        for one in asked
    ]


def changes(
    place: Any, offers: dict[str, Offer], neighbour: Any, tmp_path: Any
) -> dict[str, Callable[[], Any]]:
    """Everything that people and feeds do to what a record shows, each with an offer and a turn of its own."""
    rng, turns = random.Random(5), iter(range(10_000))
    citizen = Actor("the person", "citizen", None, neighbour.pk)

    def now(status: str) -> Offer:
        found = Offer.objects.select_related("place").filter(place=place, status=status).first()
        if found is None:
            raise Refused("None is.")
        return found

    def one(*keys: str) -> Offer:
        return Offer.objects.select_related("place").get(pk=offers[rng.choice(keys or tuple(offers))].pk)

    def redraft(**said: Any) -> None:
        offer = one()
        change_offer(offer=offer, draft=replace(draft_of_offer(offer), **said), by=SYSTEM)

    def merge() -> None:
        first, second = sorted((offers["tea"], offers["choir"]), key=lambda offer: offer.pk)
        pair, _ = Likeness.objects.get_or_create(
            place=place, first=first, second=second, defaults={"score": 90}
        )  # fmt: skip
        if pair.state == "merged":
            part_entries(likeness=pair, by=MEL)
        else:
            merge_entries(likeness=pair, keep=first, take_over=("website", "ask_first"), by=MEL)

    def feed() -> None:
        file = tmp_path / "feed.json"
        file.write_text(json.dumps(service(description=f"Borrow tea and tools, edition {next(turns)}.")))
        import_source(place=place, source=str(file), set_aside=tmp_path / "aside")

    def hide(decision: str) -> None:
        ground = "untrue" if decision == "hidden" else ""
        offer = one() if decision == "hidden" else now("hidden")
        decide_reported(offer=offer, decision=decision, ground=ground, reason="It is so.", by=TOM)

    def period() -> None:
        last = CapacityPeriod.objects.filter(place=place).order_by("-begins")[:1]
        begins = last[0].begins + dt.timedelta(days=1)
        open_periods(place=place, like=last, begins=begins, until=begins + dt.timedelta(weeks=12))

    return {
        "words": lambda: redraft(summary=f"Tea and talk, number {next(turns)}."),
        "wards": lambda: redraft(serves_wards=("North",), cost_pence=next(turns)),
        "who for": lambda: redraft(min_age=rng.randrange(9), eligibility={"ask": "Do you sing?"}),
        "when": lambda: redraft(weekly=(Weekly("fri", NOON, TWO),)),
        "a day": lambda: set_day(
            offer=one("tea", "choir"), by=SYSTEM,
            other=OtherDay(clock.today(place.zone) + dt.timedelta(days=next(turns) + 1)),
        ),
        "holidays": lambda: say_bank_holidays(offer=one("tea"), answer=rng.choice(("runs", "closed")), by=SYSTEM),
        "access": lambda: say_access(
            offer=one(), said={"lift": rng.choice(("yes", "no"))}, on=clock.today(place.zone), by=TOM
        ),
        "places": lambda: state_capacity(offer=one("lunch"), stated=next(turns) + 1, by=MEL),
        "period": period,
        "body": lambda: add_body(
            offer=one(), organisation=Organisation.objects.get(place=place, name="Women's Aid"),
            part=rng.choice(("funds", "assures")), by=MEL,
        ),
        "needs": lambda: link_needs(place=place, needs={offers["lunch"].exchange_id: [offers["tea"].exchange_id]}),
        "tried": lambda: try_idea(
            offer=one("shelf"), shown_as="A home", words=f"Tea, {next(turns)}", worked=True, by=citizen
        ),
        "checked": lambda: check_offer(offer=one(), by=TOM),
        "paused": lambda: pause_offer(offer=one(), by=MEL),
        "resumed": lambda: resume_offer(offer=now("paused"), by=MEL),
        "hidden": lambda: hide("hidden"),
        "shown": lambda: hide("shown"),
        "in hiding": lambda: protect_giver(person=neighbour, protected=True, why="She is in hiding.", by=TOM),
        "found again": lambda: protect_giver(person=neighbour, protected=False, why="She is safe.", by=TOM),
        "merged": merge,
        "fed": feed,
        "listed": lambda: list_offers(
            place=place, drafts=[replace(draft_of_offer(one("club")), key=f"new {next(turns)}", exchange_id=None)], source="more"
        ),
    }  # fmt: skip


def test_what_is_kept_never_differs_from_what_is_made_anew(
    place: Any, make_person: Any, tmp_path: Any
) -> None:
    neighbour = make_person()
    with clock.as_if(START):
        offers = fill(place, neighbour)
        answers(place)
    people_do = changes(place, offers, neighbour, tmp_path)
    done, rng = dict.fromkeys(people_do, 0), random.Random(4)
    walk = [*people_do, *rng.sample(sorted(people_do), len(people_do))]
    for turn, name in enumerate(walk):
        with clock.as_if(START + dt.timedelta(hours=turn)):
            try:
                people_do[name]()
                done[name] += 1
            except Refused:
                continue
            found = answers(place)
            forget_records()
            feed_keys.forget(place.pk)
            assert found == answers(place), name  # and these are kept for the next turn
            seen = {str(offer.exchange_id) for offer in directory.listed(place)}
            assert {record["id"] for record in found[0]["contents"]} == seen, name
    assert not [name for name, times in done.items() if not times]
    with clock.as_if(START + dt.timedelta(hours=len(walk))):
        end_offers(place=place, offers=[offers["bread"]], by=SYSTEM)
        forget_words(place=place, offers=Offer.objects.filter(pk=offers["bread"].pk))
        assert str(offers["bread"].exchange_id) not in json.dumps(answers(place)[:3])


def test_a_page_that_is_kept_is_two_looks_at_the_place_and_its_list(place: Any, make_person: Any) -> None:
    """The place, its newest moment, and which of the page may be shown and how each stands."""
    fill(place, make_person())
    first = Client().get(f"/{place.slug}/api/oruk/services")
    with CaptureQueriesContext(connection) as looks:
        again = Client().get(f"/{place.slug}/api/oruk/services")
    assert len([one for one in looks if " FROM " in one["sql"]]) == 3, looks.captured_queries
    assert again.content == first.content and again["ETag"] == first["ETag"]
    tag = {"If-None-Match": first["ETag"]}
    assert Client().get(f"/{place.slug}/api/oruk/services", headers=tag).status_code == 304


def test_whoever_is_hidden_this_moment_is_not_shown_whatever_is_kept(place: Any, make_person: Any) -> None:
    """Even where nobody told that anything changed: who may be shown is never kept."""
    neighbour = make_person()
    fill(place, neighbour)
    assert "Bread lessons" in json.dumps(answers(place))
    type(neighbour).objects.filter(pk=neighbour.pk).update(protected=True)
    assert "Bread lessons" not in json.dumps(answers(place)[0])
    whole = answers(place)[0]
    assert whole["total_items"] == len(whole["contents"])


def test_what_is_kept_never_takes_more_than_its_bytes(
    place: Any, make_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(place, make_person())
    monkeypatch.setattr(kept_records._kept, "most", 6_000)
    for _ in range(2):
        answers(place)
        held = kept_records._kept
        bodies = [held.get(name)[1] for name in held.names()]
        assert 0 < held.size <= 6_000
        assert held.size == sum(len(body) + kept_records._EACH for body in bodies)
    lists = feed_keys._kept
    monkeypatch.setattr(lists, "most", 3_300)

    def ask(age: int) -> None:
        Client().get(f"/{place.slug}/api/oruk/services", {"minimum_age": age})

    def each() -> int:
        return sum(lists.get(name)[1].nbytes + feed_keys._EACH for name in lists.names())

    for age in range(80, 89):  # a list that finds nothing takes room too
        ask(80)
        first = lists.names()[-1]
        ask(age)
    assert 1 < len(lists.names()) <= 3
    assert lists.size == each() <= 3_300
    assert first in lists.names(), "what is asked for often stays"
    monkeypatch.setattr(lists, "at_most", 2)
    ask(90)
    assert len(lists.names()) == 2 and lists.size == each()


def test_what_may_not_be_shown_is_kept_nowhere(
    place: Any, make_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes leave the process when it is asked for in vain, or when anything of its place is asked for after."""
    neighbour = make_person()
    offers = fill(place, neighbour)

    def held() -> bool:
        names = kept_records._kept.names()
        return any(b"Bread lessons" in kept_records._kept.get(name)[1] for name in names)

    def ask_for(key: int) -> list[bytes]:
        return kept_records.records_listed(place, (), [key], "full")

    bread, tea = offers["bread"].search_key, offers["tea"].search_key
    answers(place)
    assert held()
    type(neighbour).objects.filter(pk=neighbour.pk).update(protected=True)
    assert ask_for(bread) == [] and not held()
    type(neighbour).objects.filter(pk=neighbour.pk).update(protected=False)
    answers(place)
    assert held()
    protect_giver(person=neighbour, protected=True, why="She is in hiding.", by=TOM)
    Client().get(f"/{place.slug}/api/oruk/services", {"search": "tea"})
    assert not held() and ask_for(tea), "another page tells that something is another"

    protect_giver(person=neighbour, protected=False, why="She is safe.", by=TOM)
    stood = feed_keys.stands(place, [bread])
    type(neighbour).objects.filter(pk=neighbour.pk).update(protected=True)
    with monkeypatch.context() as between:
        between.setattr(feed_keys, "stands", lambda place, keys: stood)
        assert ask_for(bread) == [] and not held(), "hidden between the two looks"
