"""Open Referral UK in: every row is created, updated, unchanged or set aside; the same again changes nothing."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from oruk_feed import ORGANISATION, service

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory.access import access_of
from helpfulacts.directory.drafts import AccessDraft

Figures = Callable[[Any], tuple[int, int, int, int]]


def test_it_works(feed: Any, figures_of: Figures) -> None:
    done = feed.run(service())
    assert figures_of(done) == (1, 0, 0, 0)
    assert (done.organisations, done.set_aside_file) == (1, None)
    [offer] = feed.offers()
    assert offer.exchange_id == uuid.UUID("5d1f2a50-93a5-4f76-8d8a-6c2f7f4d3a10")
    assert (offer.title, offer.kind, offer.sphere, offer.provider.name) == (
        "Borrow a drill",
        "service",
        "civic",
        "A tool library",
    )
    assert offer.facets["repairs"] == 3
    assert (offer.latitude, offer.longitude, offer.published_venue) == (52.52, -2.1, True)
    assert access_of(offer) == (AccessDraft("step_free", "yes"),)  # a list says no day, so none is kept
    assert offer.address == "The old fire station, 1 High Street, Testham"
    assert (offer.min_age, offer.max_age, offer.languages) == (18, None, ["pa"])
    assert (offer.cost, offer.cost_pence, offer.contact) == ("A week: £3", 300, "01632 960 001")
    assert (offer.checked_on, offer.checked_by) == (dt.date(2026, 1, 5), "A tool library")
    assert [(s.rrule, s.starts) for s in offer.schedules.all()] == [("FREQ=WEEKLY;BYDAY=TH", dt.time(10))]


def test_the_same_import_again_changes_nothing(feed: Any, figures_of: Figures) -> None:
    feed.run([service(), service(id="two", name="Two")])
    before = register.head(feed.place)
    assert figures_of(feed.run([service(), service(id="two", name="Two")])) == (0, 0, 2, 0)
    assert register.head(feed.place) == before


def test_a_change_in_the_feed_changes_the_offer_and_keeps_its_identity(
    feed: Any, figures_of: Figures
) -> None:
    feed.run(service())
    [before] = feed.offers()
    assert figures_of(feed.run(service(name="Borrow a ladder"))) == (0, 1, 0, 0)
    [after] = feed.offers()
    assert (after.pk, after.title) == (before.pk, "Borrow a ladder")


def test_an_id_that_is_no_uuid_gives_the_same_one_every_time(feed: Any, figures_of: Figures) -> None:
    feed.run(service(id="42"))
    assert figures_of(feed.run(service(id="42"))) == (0, 0, 1, 0)
    assert figures_of(feed.run(service(id="42"), name="another.json")) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda s: s,
        lambda s: [s],
        lambda s: {"total_items": 1, "total_pages": 1, "page_number": 1, "contents": [s]},
        lambda s: (
            {"services": [{**s, "organization": None, "organization_id": ORGANISATION["id"]}]}
            | {"organizations": [ORGANISATION]}
        ),
        lambda s: {**ORGANISATION, "services": [{k: v for k, v in s.items() if k != "organization"}]},
        lambda s: [{**ORGANISATION, "services": [{k: v for k, v in s.items() if k != "organization"}]}],
        lambda s: {
            **s["service_at_locations"][0],
            "service": {k: v for k, v in s.items() if k != "service_at_locations"},
        },
    ],
    ids=["service", "list", "page", "whole feed", "organisation", "organisations", "service at location"],
)
def test_every_shape_brings_the_same_offer(feed: Any, wrap: Any, figures_of: Figures) -> None:
    assert figures_of(feed.run(wrap(service()))) == (1, 0, 0, 0)
    [offer] = feed.offers()
    assert (offer.provider.name, offer.latitude) == ("A tool library", 52.52)


def test_one_record_a_line(feed: Any, figures_of: Figures) -> None:
    lines = [json.dumps(service()), "", "{broken", json.dumps(service(id="two", name="Two"))]
    text = "\n".join(lines).encode()
    assert figures_of(feed.run(text, name="feed.ndjson")) == (2, 0, 0, 1)
    assert "is not JSON" in feed.reasons()[0]


def test_lines_are_known_without_their_ending(feed: Any, figures_of: Figures) -> None:
    text = "\n".join(json.dumps(service(id=str(n), name=f"Help {n}")) for n in range(3)).encode()
    assert figures_of(feed.run(text, name="feed.json")) == (3, 0, 0, 0)


def test_a_folder_takes_each_file_and_sets_a_broken_one_aside(
    feed: Any, figures_of: Figures, tmp_path: Any
) -> None:
    from helpfulacts.exchange.oruk.importing import import_source

    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(service()))
    (folder / "b.json").write_text(json.dumps([service(id="half", name="Half")])[:-1])
    (folder / "c.ndjson").write_text(json.dumps(service(id="three", name="Three")))
    done = import_source(place=feed.place, source=str(folder), set_aside=feed.aside)
    assert figures_of(done) == (2, 0, 0, 1)
    assert [offer.title for offer in feed.offers()] == ["Borrow a drill", "Three"]
    assert "b.json" in feed.reasons()[0]


def test_gzip_and_zip_are_opened(feed: Any, figures_of: Figures) -> None:
    import gzip
    import io
    import zipfile

    assert figures_of(feed.run(gzip.compress(json.dumps(service()).encode()), name="a.json.gz")) == (
        1,
        0,
        0,
        0,
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inside/services.json", json.dumps(service()))
        archive.writestr("readme.txt", "hello")
    assert figures_of(feed.run(packed.getvalue(), name="a.zip")) == (0, 0, 1, 0)


def test_what_was_set_aside_can_be_mended_and_imported(feed: Any, figures_of: Figures) -> None:
    spoiled = service(id="m", name="", organization={"id": "o", "name": "A choir"})
    assert figures_of(feed.run([service(), spoiled])) == (1, 0, 0, 1)
    mended = feed.aside.read_text().replace('"name": ""', '"name": "Sing on Mondays"')
    assert figures_of(feed.run(mended.encode(), name="mended.ndjson")) == (1, 0, 0, 0)
    assert figures_of(
        feed.run([service(), service(id="m", name="Sing on Mondays", organization=spoiled["organization"])])
    )[:3] == (0, 0, 2)


def test_a_bad_location_is_set_aside_and_the_service_comes_in_without_it(
    feed: Any, figures_of: Figures
) -> None:
    there = service()["service_at_locations"]
    there[0]["location"] |= {"latitude": 100, "longitude": 101}
    assert figures_of(feed.run(service(service_at_locations=there))) == (1, 0, 0, 1)
    assert "not in the United Kingdom" in feed.reasons()[0]
    [offer] = feed.offers()
    assert (offer.latitude, offer.ward, offer.address) == (None, None, "")


def test_a_second_good_location_is_used_instead_of_a_bad_first_one(feed: Any) -> None:
    [good] = service()["service_at_locations"]
    bad = {"id": "b", "location": {**good["location"], "id": "b", "addresses": [{"country": "US"}]}}
    feed.run(service(service_at_locations=[bad, good]))
    assert feed.offers()[0].latitude == 52.52


def test_a_location_is_placed_by_its_postcode(feed: Any) -> None:
    [link] = service()["service_at_locations"]
    location = {**link["location"], "latitude": None, "longitude": None}
    location["addresses"] = [{"address_1": "2 Low Road", "postal_code": "tt2 1ab"}]
    feed.run(service(service_at_locations=[{"id": "x", "location": location}]))
    assert feed.offers()[0].ward.name == "Middle"


def test_the_address_of_a_refuge_is_never_kept(feed: Any) -> None:
    feed.run(service(name="Women's refuge"))
    [offer] = feed.offers()
    assert (offer.published_venue, offer.address) == (False, "")
    assert (offer.latitude, offer.longitude) != (52.52, -2.1)


def test_an_entry_of_a_list_never_wipes_out_details(feed: Any, figures_of: Figures) -> None:
    feed.run(service())
    thin = {key: service()[key] for key in ("id", "name", "description", "status", "organization")}
    done = feed.run({"contents": [thin]})
    assert (figures_of(done), done.without_details) == ((0, 0, 1, 0), 1)
    assert feed.offers()[0].schedules.count() == 1


def test_of_an_entry_and_a_full_record_in_one_source_the_full_one_counts(
    feed: Any, figures_of: Figures
) -> None:
    thin = {key: service()[key] for key in ("id", "name", "description", "status", "organization")}
    assert figures_of(feed.run([thin, service(), thin])) == (1, 0, 0, 0)
    assert feed.offers()[0].schedules.count() == 1


def test_two_full_records_with_one_id_leave_the_second_aside(feed: Any, figures_of: Figures) -> None:
    assert figures_of(feed.run([service(), service(name="Other words")])) == (1, 0, 0, 1)
    assert "same id came earlier" in feed.reasons()[0]


def test_a_service_that_comes_again_with_its_fields_in_another_order_says_the_same(
    feed: Any, figures_of: Figures
) -> None:
    other = dict(reversed(service().items()))
    assert figures_of(feed.run([service(), service(id="between"), other])) == (2, 0, 0, 0)
    assert figures_of(feed.run([other, service(id="between")])) == (0, 0, 2, 0)


def test_a_service_that_stops_is_ended_and_one_that_never_began_is_not_listed(
    feed: Any, figures_of: Figures
) -> None:
    feed.run(service())
    ended = feed.run([service(status="defunct"), service(id="n", name="New", status="inactive")])
    assert figures_of(ended) == (0, 1, 0, 1)
    assert [offer.status for offer in feed.offers()] == ["ended"]
    assert figures_of(feed.run(service(status="defunct"))) == (0, 0, 1, 0)


def test_a_feed_never_changes_what_people_here_listed(feed: Any, figures_of: Figures) -> None:
    from helpfulacts.directory.actions.list_offers import list_offers
    from helpfulacts.directory.drafts import OfferDraft

    identity = uuid.UUID(service()["id"])
    ours = OfferDraft(
        title="Ours", kind="idea", sphere="civic", exchange_id=identity, particulars={"steps": ["One"]}
    )
    list_offers(place=feed.place, drafts=[ours])
    assert figures_of(feed.run(service())) == (0, 0, 0, 1)
    assert [offer.title for offer in feed.offers()] == ["Ours"]


def test_an_unknown_organisation_sets_the_service_aside(feed: Any, figures_of: Figures) -> None:
    stranger = service(organization=None, organization_id="nobody")
    assert figures_of(feed.run([service(), stranger | {"id": "s"}])) == (1, 0, 0, 1)
    assert "names the organisation nobody" in feed.reasons()[0]


def test_an_organisation_of_an_earlier_import_is_known(feed: Any, figures_of: Figures) -> None:
    feed.run(service())
    later = service(id="later", name="Later", organization=None, organization_id=ORGANISATION["id"])
    assert figures_of(feed.run(later)) == (1, 0, 0, 0)


def test_a_failed_write_leaves_nothing(feed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from helpfulacts.exchange.oruk import writing
    from helpfulacts.people.selectors import organisations

    def fail(**_: Any) -> None:
        raise Refused("The disk is full.")

    monkeypatch.setattr(writing, "show_staged", fail)
    with pytest.raises(Refused):
        feed.run([service(), service(id="odd", name="")])
    assert (feed.offers(), organisations(feed.place), list(feed.folder.glob("aside*"))) == ([], [], [])


def test_a_large_feed_is_written_in_batches(
    feed: Any, figures_of: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    from helpfulacts.exchange.oruk import writing

    monkeypatch.setattr(writing, "BATCH", 4)
    told: list[tuple[int, int | None, str]] = []
    many = [service(id=str(n), name=f"Help {n:02}") for n in range(10)]
    assert figures_of(feed.run(many, progress=lambda *step: told.append(step))) == (10, 0, 0, 0)
    assert told[-3:] == [(10, 10, "offers"), (0, 1, "showing"), (1, 1, "showing")]


def test_white_space_before_a_feed_does_no_harm(feed: Any, figures_of: Figures, tmp_path: Any) -> None:
    from helpfulacts.exchange.oruk.importing import import_source

    path = tmp_path / "spaced.json"
    path.write_text(" \n" * 400_000 + json.dumps([service()]))
    done = import_source(place=feed.place, source=str(path), set_aside=tmp_path / "aside.ndjson")
    assert figures_of(done) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "arguments", [["", "--place", "x"], [" ", "--place", "x"], ["f", "--place", "x", "--set-aside", ""]]
)
def test_an_empty_name_does_not_mean_the_folder_one_stands_in(arguments: list[str], capsys: Any) -> None:
    from django.core.management import load_command_class

    with pytest.raises(SystemExit) as stopped:
        load_command_class("helpfulacts.cli", "import").run_from_argv(["helpfulacts", "import", *arguments])
    assert stopped.value.code == 2 and "it is empty" in capsys.readouterr().err


def test_a_file_without_a_service_says_so(feed: Any) -> None:
    words = importlib.import_module("helpfulacts.cli.management.commands.import")._words
    assert "no service and no organisation in it" in words(feed.place, feed.run({}))
    assert "1 offer came in" in words(feed.place, feed.run([service()]))
