"""What the public may see has one answer: on pages, in calendars, in feeds and in finding."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from helpfulacts.coordination.offer_columns import read_offers
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory import feeds
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_offer import change_offer, end_offers
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.actions.forget_words import forget_words
from helpfulacts.directory.actions.link_needs import link_needs
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.directory.actions.protect_giver import protect_giver
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.say_access import say_access
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.drafts import CapacityDraft, LocationDraft, OfferDraft, Weekly
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Offer, OfferLocation, Weave, WeavePart
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.exchange.oruk.exporting import feed_lines
from helpfulacts.exchange.oruk_api import lists
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.places import geo
from helpfulacts.places.selectors import locate

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
        given = draft(
            giver=person, sphere="personal", title=title, particulars={"per_session": 1, "starts": "any"}
        )
        made = list_offer(place=place, draft=given, by=citizen_of(person))
        if released:
            see_check(offer=made, activities=("lifts",), level="basic", names=3, by=TOM)
            with as_if(now() + dt.timedelta(minutes=2 * Offer.objects.count())):
                release_held_offer(offer=made, by=MEL, how="visit")
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
    change_offer(
        offer=held, draft=replace(draft_of_offer(held), summary="Other words"), by=citizen_of(held.giver)
    )
    end_offers(place=place, offers=[refused, ended], by=TOM)
    unkind = give("Unkind")
    decide_reported(offer=unkind, decision="hidden", ground="untrue", reason="It is not so.", by=TOM)
    for offer in (held, refused, unkind):
        assert pages(offer) == {404}, offer.title
        assert api(place, f"services/{offer.exchange_id}")["code"] == 404, offer.title
    assert pages(ended) == {200}
    assert changed_since(place) == {str(ended.exchange_id): "defunct"}
    decide_reported(offer=unkind, decision="shown", reason="It is so.", by=Actor("Ann", "officer"))
    assert (pages(unkind), str(unkind.exchange_id) in changed_since(place)) == ({404}, False)


def test_what_was_hidden_or_forgotten_tells_readers_only_that_it_is_gone(place: Any, give: Give) -> None:
    [untrue] = list_offers(place=place, drafts=[draft(title="Untrue")])
    given = give("Soup from Bea", released=True)
    last = max(one.get("last_modified", "") for one in api(place, "services")["contents"])
    decide_reported(offer=untrue, decision="hidden", ground="untrue", reason="It is not so.", by=TOM)
    end_offers(place=place, offers=[given], by=TOM)
    given.refresh_from_db()
    forget_words(place=place, offers=[given])
    [idea] = list_offers(place=place, drafts=[draft(title="Still here")])
    link_needs(place=place, needs={idea.exchange_id: [untrue.exchange_id, given.exchange_id]})
    shown = "".join(
        Client().get(f"/{place.slug}/offers/{one.pk}").content.decode() for one in (untrue, given, idea)
    )
    shown += "".join(text for _, text in feed_lines(place, feeds.ALL_KINDS, "json"))
    told = api(place, "services", modified_after=last)["contents"]
    gone = {one["id"]: (one["name"], one["status"]) for one in told if one["name"] != "Still here"}
    assert {status for _, status in gone.values()} <= {"inactive", "defunct"}
    assert gone.keys() == {str(untrue.exchange_id), str(given.exchange_id)}
    assert "Untrue" not in shown + json.dumps(told) and "Soup" not in shown + json.dumps(told)
    assert find(place, "tea and company").results[0].offer == idea


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


def test_words_that_were_hidden_are_in_no_feed(place: Any, make_person: Any, citizen_of: Any) -> None:
    idea = draft(
        title="Chairs out", kind="idea", weekly=(), particulars={"steps": ["a", "b"]}, imported=False
    )
    [offer] = list_offers(place=place, drafts=[idea])
    said: dict[str, Any] = {
        "offer": offer,
        "shown_as": "A home",
        "worked": True,
        "by": citizen_of(make_person()),
    }
    tried, _ = try_idea(words="Mrs Smith is a thief", **said), try_idea(words="Tea helped", **said)
    hide = {"offer": offer, "trial": tried, "ground": "private", "reason": "It names somebody.", "by": TOM}
    decide_reported(decision="hidden", **hide)
    words = [
        one["words"]
        for one in api(place, f"services/{offer.exchange_id}", kinds="all")["helpful_acts"]["tried"]
    ]
    exported = "".join(text for _, text in feed_lines(place, feeds.ALL_KINDS, "json"))
    assert words == ["Tea helped"] and "thief" not in exported and "Tea helped" in exported


def test_a_reader_who_asks_from_the_last_moment_it_saw_misses_no_change(
    place: Any, make_person: Any, citizen_of: Any
) -> None:
    """Whatever a record shows, and whatever the clock does."""
    shared = {"kind": "idea", "weekly": (), "particulars": {"steps": ["a", "b"]}, "imported": False}
    tea, idea, bed, seat = list_offers(
        place=place,
        drafts=[draft(), draft(title="Idea", **shared), draft(title="Bed"), draft(title="Seat", capacity=CapacityDraft("place", 6))],
    )  # fmt: skip
    citizen = citizen_of(make_person())
    tried = try_idea(offer=idea, shown_as="A home", words="We did it", worked=True, by=citizen)
    hide: dict[str, Any] = {
        "offer": idea,
        "trial": tried,
        "ground": "untrue",
        "reason": "It is not so.",
        "by": TOM,
    }
    late = now() + dt.timedelta(hours=2)
    with as_if(late):
        change_offer(offer=tea, draft=replace(draft_of_offer(tea), summary="One"), by=MEL)
    changes: list[tuple[Offer, Callable[[], Any]]] = [
        (bed, lambda: change_offer(offer=bed, draft=replace(draft_of_offer(bed), summary="Two"), by=MEL)),
        (seat, lambda: check_offer(offer=seat, by=TOM)),
        (seat, lambda: state_capacity(offer=seat, stated=2, by=MEL)),
        (seat, lambda: state_capacity(offer=seat, stated=0, talks_first=True, by=MEL)),
        (seat, lambda: say_access(offer=seat, said={"lift": "no"}, on=today(), by=TOM)),
        (bed, lambda: change_offer(offer=bed, draft=replace(draft_of_offer(bed), eligibility={"ask": "Do you cook?"}), by=MEL)),
        (idea, lambda: try_idea(offer=idea, shown_as="A street", words="We too", worked=True, by=citizen)),
        (idea, lambda: decide_reported(decision="hidden", **hide)),
        (idea, lambda: decide_reported(decision="shown", **hide)),
        (bed, lambda: link_needs(place=place, needs={bed.exchange_id: [seat.exchange_id]})),
    ]  # fmt: skip
    for offer, change in changes:
        before = api(place, "services", kinds="all", full="true")["contents"]
        last = max(one.get("last_modified", "") for one in before)
        with as_if(late - dt.timedelta(hours=1)):
            change()
        found = api(place, "services", kinds="all", full="true", modified_after=last)["contents"]
        [told] = [one for one in found if one not in before]
        assert told["id"] == str(offer.exchange_id) and told.get("last_modified", "later") > last


def test_a_refuge_has_no_address_anywhere_however_it_was_listed(place: Any) -> None:
    """Listed as one, or told to be one later, with its further places."""
    there: dict[str, Any] = {
        "published_venue": True,
        "latitude": 52.5201,
        "longitude": -2.1003,
        "address": "9 Secret Lane, TT1 1AA",
    }
    hall = LocationDraft(
        uuid.uuid4(),
        uuid.uuid4(),
        "Secret hall",
        "8 Secret Lane, TT1 1AA",
        "TT1 1AA",
        52.5201,
        -2.1003,
        None,
        True,
    )
    refuge = list_offer(place=place, draft=draft(title="A women's refuge", ward="North", **there), by=TOM)
    group = list_offer(
        place=place, draft=draft(title="Group", ward="North", locations=(hall,), **there), by=TOM
    )
    assert "Secret" in json.dumps(api(place, f"services/{group.exchange_id}"))
    change_offer(offer=group, draft=replace(draft_of_offer(group), summary="A safe house for you"), by=TOM)
    for offer in (refuge, group):
        page = "".join(
            Client().get(f"/testham/offers/{offer.pk}{path}").content.decode()
            for path in ("", "/history", "/calendar.ics")
        )
        assert "Secret" not in page + json.dumps(api(place, f"services/{offer.exchange_id}"))
    found = find(place, "a group or a refuge", locate(place, "TT1 1")).results
    assert {(one.offer.pk, one.distance_m) for one in found} == {(refuge.pk, None), (group.pk, None)}
    assert api(place, "service_at_locations", kinds="all")["contents"] == []
    assert not OfferLocation.objects.filter(name__contains="Secret").exists()


def test_a_refuge_is_known_by_any_apostrophe_and_by_what_its_places_are_called(place: Any) -> None:
    """When it is listed, and in the migration that looks at what was listed before."""
    there: dict[str, Any] = {
        "ward": "North", "published_venue": True, "latitude": 52.5201, "longitude": -2.1003,
        "address": "9 Secret Lane, TT1 1AA",
    }  # fmt: skip

    def at(name: str) -> LocationDraft:
        return LocationDraft(
            uuid.uuid4(), uuid.uuid4(), name, "8 Secret Lane", "TT1 1AA", 52.52, -2.1, None, True
        )

    first = {"at": {"location": {"name": "The refuge"}}}
    told: list[dict[str, Any]] = [
        {"title": "Women\u2019s Aid drop-in"}, {"title": "A group", "locations": (at("Hope refuge"),)},
        {"title": "Advice", "carried": first},
    ]  # fmt: skip
    cell = geo.cell_centre(geo.cell_of(52.5201, -2.1003))

    def kept() -> set[Any]:
        rows = Offer.objects.filter(place=place).exclude(title="Tea")
        return {
            (one.published_venue, one.address, one.latitude, one.longitude) for one in rows
        } | set(OfferLocation.objects.filter(place=place, offer__in=rows).values_list(
            "published_venue", "address", "latitude", "longitude"
        ))  # fmt: skip

    for one in told:
        list_offer(place=place, draft=draft(**there | one), by=TOM)
    tea = list_offer(place=place, draft=draft(**there, locations=(at("The hall"),)), by=TOM)
    hidden = {(False, "", *cell)}
    assert kept() == hidden
    # As they stood before.
    for offer, one in zip(Offer.objects.exclude(pk=tea.pk).order_by("search_key"), told, strict=True):
        before = {name: there[name] for name in ("published_venue", "address", "latitude", "longitude")}
        Offer.objects.filter(pk=offer.pk).update(**before, carried=one.get("carried", {}))
        if "locations" in one:
            offer.locations.update(name="Hope refuge", **before)
    assert hidden.isdisjoint(kept())
    importlib.import_module("helpfulacts.directory.migrations.0025_no_place_of_a_refuge").hide(apps, None)
    assert kept() == hidden
    tea.refresh_from_db()
    assert tea.published_venue and tea.locations.get().published_venue


def test_who_must_not_be_found_is_not_found_by_what_they_keep_for_a_body_or_wrote_of_an_idea(
    place: Any, make_person: Any, citizen_of: Any
) -> None:
    bea, club = make_person(), begin_organisation(place=place, name="A club")
    idea = draft(
        title="Chairs out", kind="idea", weekly=(), particulars={"steps": ["a", "b"]}, imported=False
    )
    kept, out = list_offers(place=place, drafts=[draft(title="Choir", provider=club), idea])
    Offer.objects.filter(pk=kept.pk).update(kept_by=bea)
    told = try_idea(offer=out, shown_as="A home", words="We sang", worked=True, by=citizen_of(bea))

    def seen() -> tuple[Any, ...]:
        """The page of what is kept, what the feed says of it, and whether the words stand on a page or in a feed."""
        page, api_says = (
            f"/{place.slug}/offers/{out.pk}",
            api(place, f"services/{out.exchange_id}", kinds="all"),
        )
        words = Client().get(page).content.decode() + json.dumps(api_says)
        status = api(place, f"services/{kept.exchange_id}")["status"]
        listed = len(read_offers(place, today()))
        return pages(kept), status, words.count("We sang"), words.count("A home"), listed

    before = api(place, "services", kinds="all")["contents"]
    assert seen() == ({200}, "active", 2, 2, 1)
    protect_giver(person=bea, protected=True, why="They are in danger", by=TOM)
    assert seen() == ({404}, "defunct", 0, 0, 0)
    changed = api(place, "services", kinds="all", modified_after=now().isoformat())["contents"]
    assert {one["id"] for one in changed if one not in before} == {
        str(kept.exchange_id),
        str(out.exchange_id),
    }
    told_of = Client().post(f"/{place.slug}/offers/{out.pk}/wrong", {"trial": str(told.pk)})
    assert told_of.status_code == 404
    assert Client().get(f"/{place.slug}/offers/{kept.pk}/yours").status_code == 404
    protect_giver(person=bea, protected=False, why="They are in danger", by=TOM)
    assert seen() == ({200}, "active", 2, 2, 1)


def test_an_answer_about_organisations_holds_no_more_services_than_a_page_of_them(
    place: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(lists, "MOST_INSIDE", 2)
    club = begin_organisation(place=place, name="A club")
    list_offers(place=place, drafts=[draft(title=f"Tea {number}", provider=club) for number in range(4)])
    [page] = api(place, "organizations", full="true")["contents"]
    one = api(place, f"organizations/{club.exchange_id}")
    assert [s["name"] for s in page["services"]] == [s["name"] for s in one["services"]] == ["Tea 0", "Tea 1"]
    assert api(place, "services", organization_id=str(club.exchange_id))["total_items"] == 4
    streamed = Client().get("/testham/api/oruk/organizations", {"format": "ndjson", "full": "true"})
    [line] = b"".join(streamed.streaming_content).decode().splitlines()
    assert len(json.loads(line)["services"]) == 4


def test_no_page_names_something_else_that_must_not_be_seen(place: Any, give: Give) -> None:
    """As what is needed first, as a part of a combination, or as the entry that was kept."""
    club = begin_organisation(place=place, name="A club")
    [tea, gone, shown] = list_offers(
        place=place, drafts=[draft(), draft(title="Twin"), draft(title="Forms help")]
    )
    lift = give("Lift by Bea", released=True)
    link_needs(place=place, needs={tea.exchange_id: [lift.exchange_id, shown.exchange_id]})
    weave = Weave.objects.create(
        place=place, body=club, offer=tea, state="listed", title="All", created_at=now(), changed_at=now()
    )
    for part in (lift, shown):
        WeavePart.objects.create(
            place=place, weave=weave, offer=part, state="agreed", answered_at=now(), answered_by="A"
        )
    Offer.objects.filter(pk=gone.pk).update(status="ended", merged_into=lift)

    def named() -> list[str]:
        told = [Client().get(f"/{place.slug}/offers/{one.pk}").content.decode() for one in (tea, gone)]
        assert "Forms help" in told[0]
        return [word for page in told for word in re.findall("Lift by Bea", page)]

    assert len(named()) == 3
    lift.refresh_from_db()
    ago = today() - dt.timedelta(days=9)
    for unseen in ({"status": "hidden"}, {"status": "held"}, {"check_seen_on": ago, "check_until": ago}):
        before = {name: getattr(lift, name) for name in unseen}
        Offer.objects.filter(pk=lift.pk).update(**unseen)
        assert named() == [], unseen
        Offer.objects.filter(pk=lift.pk).update(**before)
    protect_giver(person=lift.giver, protected=True, why="They are in danger", by=TOM)
    assert named() == []
