"""What a feed says that no column holds is carried; what it keeps from the public is not; people's changes count."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from oruk_feed import ORGANISATION, service

from helpfulacts.core.errors import Refused
from helpfulacts.directory import feeds
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.exchange.oruk.exporting import export_feed
from helpfulacts.exchange.oruk.projecting import Showing, service_record
from helpfulacts.exchange.oruk.visibility import public_part
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.places import geo

OFFICER = Actor("An officer", "officer")


def shown(offer: Any) -> dict[str, Any]:
    from helpfulacts.directory.models import Offer

    return service_record(Offer.objects.get(pk=offer.pk), Showing(dated=False))


def test_telephones_identifiers_and_terms_come_out_as_they_came_in(feed: Any) -> None:
    body = ORGANISATION | {
        "organization_identifiers": [{"id": "i", "identifier_scheme": "GB-CHC", "identifier": "123"}],
        "logo": "https://tools.example.org/logo.png",
    }
    feed.run(
        service(
            organization=body,
            alternate_name="The drill library",
            phones=[
                {"id": "p", "number": "01632 960 001", "extension": "12", "languages": [{"name": "Punjabi"}]}
            ],
            contacts=[{"id": "c", "name": "Ann Persona", "title": "Manager", "email": "desk@example.org"}],
            funding=[{"id": "f", "source": "The town"}],
            required_documents=[{"document": "A bill"}],
        )
    )
    [offer] = feed.offers()
    record = shown(offer)
    assert record["alternate_name"] == "The drill library"
    assert record["phones"][0]["extension"] == 12 and record["phones"][0]["languages"][0]["name"] == "Punjabi"
    assert record["contacts"][0] | {"id": ""} == {"id": "", "title": "Manager", "email": "desk@example.org"}
    assert "Persona" not in json.dumps(offer.carried)
    assert record["cost_options"][0]["amount"] == 3 and record["funding"][0]["source"] == "The town"
    assert record["organization"]["organization_identifiers"][0]["identifier"] == "123"
    assert record["organization"]["logo"].endswith("logo.png")
    assert all(uuid.UUID(one["id"]) for one in record["phones"] + record["contacts"])


@pytest.mark.parametrize(
    "mark",
    [
        {"visibility": "private"}, {"visibility": "Staff only"}, {"confidential": True}, {"is_private": "yes"},
        {"internal": 1}, {"public": False}, {"visible": "false"}, {"access_level": "restricted"}, {"published": 0},
        {"attributes": [{"id": "a", "taxonomy_term": {"id": "t", "name": "Confidential"}}]}, {"withheld": "x"},
    ],
    ids=lambda mark: json.dumps(mark)[:30],
)  # fmt: skip
def test_whatever_is_marked_as_not_public_never_comes_in(feed: Any, mark: dict[str, Any]) -> None:
    secret = {"id": "s", "number": "01632 960 999", **mark}
    contact = {"id": "c", "title": "Night desk", "email": "night@example.org", **mark}
    body = ORGANISATION | {"phones": [secret], "contacts": [contact]}
    feed.run(service(phones=[secret], contacts=[contact], organization=body))
    [offer] = feed.offers()
    kept = json.dumps(
        [shown(offer), offer.carried, offer.contact, offer.provider.phone, offer.provider.carried]
    )
    assert "960 999" not in kept and "night@" not in kept and "Night" not in kept
    done = feed.run(service(id="other", name="Hidden help", **mark))
    assert (done.created, done.set_aside) == (0, 1)


@pytest.mark.parametrize(
    "mark",
    [
        {"visibility": "public"},
        {"public": True},
        {"confidential": False},
        {"visible": "yes"},
        {"internal": ""},
    ],
)
def test_a_mark_that_says_public_hides_nothing(mark: dict[str, Any]) -> None:
    assert public_part({"id": "x", "phones": [{"number": "1", **mark}], **mark})["phones"]  # type: ignore[index]


@pytest.mark.parametrize(
    "marks",
    [{"email_visibility": "private"}, {"email_private": True}, {"private_fields": ["email"]}, {"email_public": "no"},
     {"internal_fields": ["email"]}, {"email_is_confidential": "true"}],
    ids=str,
)  # fmt: skip
def test_single_fields_can_be_kept_from_the_public(marks: dict[str, Any]) -> None:
    record = {"id": "x", "name": "Help", "email": "a@example.org", "url": "https://example.org", **marks}
    found = public_part(record)
    assert found is not None and "email" not in found and found["url"] == "https://example.org"


@pytest.mark.parametrize("where", ["service", "link", "location", "address", "mask"])
def test_a_confidential_place_is_kept_only_as_its_cell(feed: Any, where: str) -> None:
    record = service()
    [link] = record["service_at_locations"]
    location = link["location"]
    if where == "service":
        record["location_visible"] = False
    elif where == "link":
        link["confidential"] = True
    elif where == "location":
        location["is_private"] = True
    elif where == "address":
        location["addresses"][0]["confidential"] = True
    else:
        location["mask_exact_address"] = True
    feed.run(record)
    [offer] = feed.offers()
    assert (offer.published_venue, offer.address) == (False, "")
    assert (offer.latitude, offer.longitude) == geo.cell_centre(geo.cell_of(52.52, -2.1))
    text = json.dumps([shown(offer), offer.carried])
    assert "High Street" not in text and "fire station" not in text and "52.52" not in text


def test_a_service_that_is_no_longer_public_ends(feed: Any) -> None:
    feed.run(service())
    done = feed.run(service(visibility="internal"))
    assert (done.updated, done.set_aside) == (1, 0)
    assert [offer.status for offer in feed.offers()] == ["ended"]
    assert feed.run(service(visibility="internal")).unchanged == 1


def test_further_places_come_in_and_out(feed: Any) -> None:
    first, second = (
        service()["service_at_locations"][0],
        json.loads(json.dumps(service()["service_at_locations"][0])),
    )
    second["id"], second["location"] = (
        "two",
        second["location"] | {"id": "loc2", "name": "The hall", "latitude": 52.511},
    )
    online = {
        "id": "three",
        "location": {"id": "loc3", "location_type": "virtual", "url": "https://meet.example.org"},
    }
    done = feed.run(service(service_at_locations=[online, first, second]))
    assert done.set_aside == 0
    [offer] = feed.offers()
    assert offer.locations.count() == 2
    names = [one["location"].get("name") for one in shown(offer)["service_at_locations"]]
    assert names == ["The old fire station", None, "The hall"]
    feed.run(service(name="Changed", service_at_locations=[first]))
    assert feed.offers()[0].locations.count() == 0


def test_several_organisations_have_their_parts(feed: Any) -> None:
    payer = {"id": "payer", "name": "The lottery"}
    others = [payer | {"role": "funder"}, {"id": "boss", "name": "The council", "role": "Commissioned by"}]
    funding = [{"id": "f", "organization_id": "payer"}]
    assert feed.run([service(funding=funding, organizations=others)]).set_aside == 0
    [offer] = feed.offers()
    parts = {(row.organisation.name, row.part) for row in offer.bodies.all()}
    assert parts == {("The lottery", "funds"), ("The council", "commissions")}
    assert len(shown(offer)["helpful_acts"]["bodies"]) == 2
    assert Organisation.objects.filter(place=feed.place).count() == 3


def test_our_own_object_is_read_and_checked_like_everything_else(feed: Any) -> None:
    said = {
        "kind": "idea",
        "sphere": "civic",
        "access": "open",
        "particulars": {"steps": ["One"]},
        "facets": {"food": 2},
    }
    assert feed.run(service(helpful_acts=said)).created == 1
    [offer] = feed.offers()
    assert (offer.kind, offer.facets, offer.particulars["steps"]) == ("idea", {"food": 2}, ["One"])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "miracle"}, "not a kind of help"),
        ({"kind": "idea", "access": "shared"}, "never full"),
        ({"kind": "service", "facets": {"wealth": 3}}, "not one of the things"),
        ({"kind": "service", "facets": {"food": 9}}, "made for this"),
        ({"kind": "service", "facets": ["food"]}, "not grades"),
        ({"kind": "service", "sphere": "cosmic"}, "not a sphere"),
        ({"kind": "product", "particulars": {"stock": -4}}, "how many there are"),
        ({"kind": "service", "particulars": {"x": "y" * 13_000}}, "not a short object"),
        ({"kind": "service", "access_facts": [{"fact": "step_free", "answer": "perhaps"}]}, "yes or no"),
        ({"kind": "service", "where": "here"}, "not a short list"),
        ({"kind": "service", "where": [1]}, "no text"),
        ({"kind": "service", "eligibility": ["carer"]}, "Each rule of who it is for is one thing"),
        (
            {"kind": "service", "eligibility": {"fact": "rich"}},
            "The eligibility of its helpful_acts cannot be read",
        ),
        ({"kind": "service", "capacity": {"stated": -1}}, "number of places"),
        ({"kind": "service", "access": "shared"}, "how many places"),
    ],
)
def test_our_own_object_cannot_bring_in_what_people_could_not(feed: Any, said: Any, why: str) -> None:
    done = feed.run(service(helpful_acts=said))
    assert (done.created, done.set_aside) == (0, 1)
    assert why in feed.reasons()[0]


def test_a_rule_with_wards_of_another_place_asks_here_and_goes_out_as_it_came(feed: Any) -> None:
    """Nobody here lives in those wards as far as we can tell, so nobody is told no by them."""
    rule = {
        "all": [{"lives_in": ["North", "Gornal"]}, {"any": [{"fact": "carer"}, {"lives_in": ["middle"]}]}]
    }
    record = service(helpful_acts={"kind": "service", "eligibility": rule})
    feed.run(record)
    [offer] = feed.offers()
    kept = {
        "all": [
            {"ask": "Do you live in North or Gornal?"},
            {"any": [{"fact": "carer"}, {"lives_in": ["Middle"]}]},
        ]
    }
    assert offer.eligibility == kept and shown(offer)["helpful_acts"]["eligibility"] == rule
    assert feed.run(record).unchanged == 1
    offer = feed.offers()[0]
    draft = dataclasses.replace(draft_of_offer(offer), eligibility={"fact": "carer"})
    change_offer(offer=offer, draft=draft, by=OFFICER)
    assert shown(offer)["helpful_acts"]["eligibility"] == {"fact": "carer"}, "what people change here counts"


def test_what_must_be_held_first_is_linked_in_whatever_order_it_comes(feed: Any) -> None:
    one, two, lost = (str(uuid.UUID(int=n)) for n in (1, 2, 3))
    after = service(id=one, name="After", helpful_acts={"kind": "service", "needs": [two, lost]})
    before = service(id=two, name="Before", helpful_acts={"kind": "service", "needs": [one]})
    done = feed.run([after, before])
    assert (done.created, done.set_aside) == (
        2,
        2,
    )  # nobody has the lost one, and the second would close a circle
    first, second = feed.offers()
    assert [row.needs.title for row in first.prerequisites.all()] == ["Before"]
    assert second.prerequisites.count() == 0
    assert feed.run([after, before]).unchanged == 2


def test_what_people_change_here_takes_the_place_of_what_the_feed_said(feed: Any) -> None:
    feed.run(
        service(contacts=[{"id": "c", "title": "Desk", "email": "old@example.org"}], alert="Mind the step.")
    )
    [offer] = feed.offers()
    draft = OfferDraft(
        title=offer.title, kind="service", sphere=offer.sphere, summary=offer.summary, provider=offer.provider,
        description=offer.description, contact="01632 960 555", languages=("pl",), cost="Free", cost_pence=0,
        weekly=(Weekly("fri", dt.time(9), dt.time(11)),),
        particulars={"per_session": 4, "starts": "any week"}, latitude=52.511, longitude=-2.1, published_venue=True,
        address="7 New Road, Testham, TT2 1AA", where=("venue",),
    )  # fmt: skip
    change_offer(offer=offer, draft=draft, by=OFFICER)
    record = shown(offer)
    assert [one["number"] for one in record["phones"]] == ["01632 960 555"] and "contacts" not in record
    assert [one["code"] for one in record["languages"]] == ["pl"]
    assert [one["byday"] for one in record["schedules"]] == ["FR"]
    assert record["cost_options"][0]["amount"] == 0
    assert record["service_at_locations"][0]["location"]["addresses"][0]["address_1"] == "7 New Road"
    assert record["alert"] == "Mind the step." and "url" not in record


def test_an_export_is_the_same_bytes_each_time_and_whole_or_not_at_all(feed: Any, tmp_path: Path) -> None:
    feed.run([service(), service(id="two", name="Two")])
    out = tmp_path / "feeds" / "out.json"
    done = export_feed(place=feed.place, out=out)
    assert (done.services, done.organizations, done.bytes) == (2, 1, out.stat().st_size)
    first = out.read_bytes()
    export_feed(place=feed.place, out=out)
    assert out.read_bytes() == first and list(out.parent.iterdir()) == [out]
    assert b"last_modified" not in first
    with pytest.raises(Refused, match="is a folder"):
        export_feed(place=feed.place, out=tmp_path)

    def breaks(done: int) -> None:
        raise Refused("Stopped.")

    with pytest.raises(Refused, match=r"Stopped"):
        export_feed(place=feed.place, out=out, kinds=feeds.ALL_KINDS, progress=breaks)
    assert out.read_bytes() == first and list(out.parent.iterdir()) == [out]
