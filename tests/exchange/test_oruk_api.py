"""Open Referral UK out: what no schema sees. Filters that filter, pages that add up, nobody named, nothing exact."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from django.test import Client
from oruk_place import HOME, REFUGE, fill

from helpfulacts.core.clock import now
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.models import Departed, Offer
from helpfulacts.exchange.oruk import terms
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.people.actor import SYSTEM
from helpfulacts.people.models import Person
from tests.dudley import dudley_offers

pytestmark = pytest.mark.django_db
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
Ask = Callable[..., Any]


@pytest.fixture
def offers(place: Any, make_person: Any) -> dict[str, Any]:
    return fill(place, make_person(called="Wilhelmina Pettigrew", contact="wil@example.org"))


@pytest.fixture
def ask(offers: Any) -> Ask:
    """The JSON behind an address of the API, which answers 200 (or `status`)."""

    def go(path: str = "", status: int = 200, **query: Any) -> Any:
        answer = Client().get(f"/testham/api/oruk/{path}", query)
        assert answer.status_code == status, answer.content
        return json.loads(answer.content)

    return go


def names(page: Any) -> set[str]:
    return {one["name"] for one in page["contents"]}


ALL = {"Tea on Tuesdays", "Choir", "Homework club", "A women's refuge", "Bread lessons", "Shared lunch"}


def test_it_works(ask: Ask, offers: Any) -> None:
    assert ask()["version"] == "HSDS-UK-3.0"
    assert ask()["openapi_url"].endswith("/testham/api/oruk/openapi.json")
    assert names(ask("services")) == ALL
    tea = ask(f"services/{offers['tea'].exchange_id}")
    assert (
        tea["organization"]["name"] == "The library" and tea["organization_id"] == tea["organization"]["id"]
    )
    assert tea["schedules"][0] | {"id": ""} == {
        "id": "", "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00",
    }  # fmt: skip
    [there] = tea["service_at_locations"]
    assert there["location"]["addresses"][0]["postal_code"] == "TT1 1AA"
    assert (there["location"]["latitude"], tea["phones"][0]["number"]) == (52.5201, "01632 960011")
    assert tea["assured_date"] == "2026-11-02" and tea["helpful_acts"]["facets"] == {"company": 3}


def test_the_installations_only_place_is_served_at_the_root(ask: Ask) -> None:
    for path in ("/api/oruk", "/api/oruk/", "/api/oruk/services"):
        assert Client().get(path).status_code == 200, path


def test_of_several_places_the_root_serves_the_one_in_the_settings(ask: Ask, settings: Any) -> None:
    from helpfulacts.places.actions.create_place import create_place

    create_place(slug="other", name="Other", person_to_talk_to="Ann")
    lost = Client().get("/api/oruk/services")
    assert lost.status_code == 404 and "/other/api/oruk/" in json.loads(lost.content)["error"]
    settings.DEFAULT_PLACE = "testham"
    assert names(json.loads(Client().get("/api/oruk/services").content)) == ALL
    settings.DEFAULT_PLACE = "other"
    assert json.loads(Client().get("/api/oruk/services").content)["contents"] == []


@pytest.mark.parametrize("kind", LISTS)
def test_every_list_is_a_whole_envelope_that_adds_up_and_no_id_comes_twice(ask: Ask, kind: str) -> None:
    whole = ask(kind, kinds="all")
    ids = [one["id"] for one in whole["contents"]]
    assert whole["total_items"] == len(ids) == len(set(ids)) > 0
    for each in (1, 2, len(ids), 500):
        seen: list[str] = []
        pages = -(-len(ids) // each)
        for number in range(1, pages + 2):
            page = ask(kind, kinds="all", page=number, per_page=each)
            assert page.keys() == {
                "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents",
            }  # fmt: skip
            size = len(page["contents"])
            assert (page["total_items"], page["total_pages"]) == (len(ids), pages)
            assert (page["page_number"], page["size"], page["empty"]) == (number, size, size == 0)
            assert (page["first_page"], page["last_page"]) == (number == 1, number >= pages)
            seen += [one["id"] for one in page["contents"]]
        assert seen == ids


@pytest.mark.parametrize("kind", LISTS)
def test_an_empty_list_still_has_its_contents(ask: Ask, kind: str) -> None:
    page = ask(kind, search="nothingatall")
    assert (page["contents"], page["total_pages"], page["empty"], page["first_page"], page["last_page"]) == (
        [], 0, True, True, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"search": "tuesday"}, {"Tea on Tuesdays"}),
        ({"search": "uesday"}, set()),
        ({"search": "tea chat"}, {"Tea on Tuesdays"}),
        ({"search": "tea lunch"}, set()),
        ({"kinds": "all"}, {*ALL, "A wheelbarrow", "Swap shelf"}),
        ({"minimum_age": 65}, ALL - {"Homework club"}),
        ({"maximum_age": 17}, ALL - {"Tea on Tuesdays"}),
        ({"minimum_age": 10, "maximum_age": 12}, ALL - {"Tea on Tuesdays"}),
        ({"day": "TU"}, {"Tea on Tuesdays", "Shared lunch"}),
        ({"day": "TH"}, {"Choir"}),
        ({"day": "MO"}, {"A women's refuge"}),
        ({"start_time": "12:00"}, {"Choir", "Homework club", "Shared lunch"}),
        ({"end_time": "12:00"}, {"Tea on Tuesdays", "A women's refuge", "Bread lessons"}),
        ({"day": "TU", "start_time": "11:00", "end_time": "14:00"}, {"Shared lunch"}),
        ({"taxonomy_term_id": terms.FACET_TERMS["company"]["id"]}, {"Tea on Tuesdays", "Shared lunch"}),
        ({"taxonomy_term_id": terms.FACET_TERMS["company"]["id"], "search": "lunch"}, {"Shared lunch"}),
        ({"taxonomy_term_id": terms.STRANDS["Sense of purpose"]["id"]}, {"Choir", "Homework club", "Bread lessons"}),
        ({"taxonomy_term_id": terms.KIND_TERMS["intervention"]["id"]}, {"Homework club"}),
        ({"kinds": "all", "taxonomy_id": terms.HELPS_ID}, ALL),
    ],
)  # fmt: skip
def test_every_filter_filters_and_all_of_them_must_hold(ask: Ask, query: Any, found: set[str]) -> None:
    assert names(ask("services", **query)) == found


def test_services_of_one_organisation_or_of_the_neighbours(ask: Ask) -> None:
    bodies = {one["name"]: one["id"] for one in ask("organizations")["contents"]}
    assert set(bodies) == {"The library", "Women's Aid", "Neighbours in Testham"}
    assert names(ask("services", organization_id=bodies["Women's Aid"])) == {
        "Homework club",
        "A women's refuge",
    }
    assert names(ask("services", organization_id=bodies["Neighbours in Testham"])) == {"Bread lessons"}
    library = ask(f"organizations/{bodies['The library']}")
    assert {one["name"] for one in library["services"]} == {"Tea on Tuesdays", "Choir", "Shared lunch"}
    full = ask(f"organizations/{bodies['The library']}", full_service="true")
    assert all(one["schedules"] for one in full["services"])


def test_terms_of_a_feed_are_listed_and_filter(ask: Ask, place: Any, tmp_path: Any) -> None:
    from oruk_feed import service

    term = {
        "id": str(uuid.uuid4()),
        "name": "Tool libraries",
        "taxonomy": "Local",
        "parent_id": str(uuid.uuid4()),
    }
    file = tmp_path / "feed.json"
    file.write_text(json.dumps(service(attributes=[{"id": "a", "taxonomy_term": term}])))
    import_source(place=place, source=str(file), set_aside=tmp_path / "aside")
    assert names(ask("services", taxonomy_term_id=term["id"])) == {"Borrow a drill"}
    [taxonomy] = [one for one in ask("taxonomies")["contents"] if one["name"] == "Local"]
    assert names(ask("services", taxonomy_id=taxonomy["id"])) == {"Borrow a drill"}
    assert names(ask("taxonomy_terms", taxonomy_id=taxonomy["id"])) == {"Tool libraries"}
    assert names(ask("taxonomy_terms", parent_id=term["parent_id"])) == {"Tool libraries"}
    assert "Tool libraries" not in names(ask("taxonomy_terms", top_only="true"))
    assert ask(f"taxonomy_terms/{term['id']}")["taxonomy_id"] == taxonomy["id"]
    assert ask(f"taxonomies/{taxonomy['id']}")["taxonomy_terms"][0]["name"] == "Tool libraries"


def test_places_near_a_postcode_and_serving_it(ask: Ask) -> None:
    def found(**query: Any) -> set[str]:
        return {one["service"]["name"] for one in ask("service_at_locations", **query)["contents"]}

    assert found() == {"Tea on Tuesdays", "Choir", "Shared lunch"}
    assert found(postcode="TT1 1") == {"Tea on Tuesdays", "Shared lunch"}
    assert found(postcode="TT2 1") == {"Tea on Tuesdays", "Choir", "Shared lunch"}
    assert found(postcode="TT1 1", proximity=300) == {"Tea on Tuesdays"}
    assert found(postcode="TT1 1", proximity=2000) == {"Tea on Tuesdays", "Shared lunch"}
    assert len(ask("service_at_locations", search="choir")["contents"]) == 2
    for one in ask("service_at_locations")["contents"]:
        assert ask(f"service_at_locations/{one['id']}")["service"]["schedules"]


WRONG = [
    {"page": "0"}, {"page": "-1"}, {"page": "one"}, {"page": ""}, {"page": "1e3"}, {"page": "9" * 40}, {"per_page": "0"},
    {"per_page": "501"}, {"format": "xml"}, {"minimal": "maybe"}, {"full": "2"}, {"modified_after": "yesterday"},
    {"modified_after": "2026-13-01T00:00:00Z"}, {"taxonomy_term_id": "x"}, {"taxonomy_id": str(uuid.uuid4())},
    {"taxonomy_term_id": str(uuid.uuid4())}, {"organization_id": "1"}, {"organization_id": str(uuid.uuid4())},
    {"minimum_age": "-1"}, {"maximum_age": "121"}, {"minimum_age": "9", "maximum_age": "3"}, {"day": "Tuesday"},
    {"start_time": "25:00"}, {"start_time": "12:00", "end_time": "11:00"}, {"search": ""}, {"search": "a\x00b"},
    {"search": "x " * 200}, {"kinds": "ideas"}, {"color": "red"}, {"postcode": "TT1 1"}, {"": "x"},
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG, ids=lambda query: urlencode(query)[:40])
def test_what_is_not_known_or_cannot_be_read_is_one_sentence(ask: Ask, query: dict[str, str]) -> None:
    said = ask("services", status=400, **query)
    assert said.keys() == {"error"} and said["error"].endswith(".") and "\n" not in said["error"]
    answer = Client().post("/testham/api/oruk/services", query)
    assert answer.status_code == 400


def test_a_word_that_is_too_long_is_told_how_long_words_may_be(ask: Ask) -> None:
    assert "up to 200 letters in all" in ask("services", status=400, search="a" * 3000)["error"]


def test_proximity_needs_a_postcode_that_is_here(ask: Ask) -> None:
    for query in ({"proximity": 100}, {"postcode": "ZZ9 9ZZ"}, {"postcode": "TT1 1", "proximity": 0}):
        assert ask("service_at_locations", status=400, **query)["error"]
    twice = Client().get("/testham/api/oruk/services?page=1&page=2")
    assert twice.status_code == 400 and "twice" in json.loads(twice.content)["error"]


@pytest.mark.parametrize("kind", [*LISTS, "nowhere"])
def test_an_unknown_id_or_address_is_not_found_in_one_sentence(ask: Ask, kind: str) -> None:
    for key in (uuid.uuid4(), "x", "1" * 400):
        assert ask(f"{kind}/{key}", status=404)["error"].endswith(".")
    assert json.loads(Client().get("/nowhere/api/oruk/").content)["error"]


@pytest.mark.parametrize("kind", LISTS)
def test_the_twin_of_a_list_takes_the_same_filters_in_its_body(ask: Ask, kind: str) -> None:
    asked = {"search": "a", "per_page": 2, "kinds": "all"}
    whole = ask(kind, **asked)
    strict = Client(enforce_csrf_checks=True)
    address = f"/testham/api/oruk/{kind}"
    assert json.loads(strict.post(address, asked, content_type="application/json").content) == whole
    assert (
        json.loads(strict.post(address, urlencode(asked), "application/x-www-form-urlencoded").content)
        == whole
    )
    for body, kind_of_body in (("[1]", "application/json"), ("{", "application/json"), ("a", "text/plain"),
                               ('{"search": null}', "application/json"), ('{"search": 1}', "application/json"),
                               ('{"page": "1"}', "application/json"), ('{"page": true}', "application/json"), (b"\xff", "application/json"),
                               ("x" * 70_000, "application/json")):  # fmt: skip
        assert strict.post(address, body, kind_of_body).status_code == 400


@pytest.mark.parametrize("kind", LISTS)
def test_lines_bring_everything_without_pages(ask: Ask, kind: str) -> None:
    answer = Client().get(f"/testham/api/oruk/{kind}", {"format": "ndjson", "kinds": "all", "per_page": 1})
    assert answer.streaming and answer["Content-Type"] == "application/x-ndjson"
    rows = [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]
    assert rows == ask(kind, kinds="all")["contents"]


def test_for_everybody_without_a_key_a_cookie_or_a_second_download(ask: Ask) -> None:
    for path in ("", "services", "openapi.json", "services?page=x"):
        client = Client()
        answer = client.get(f"/testham/api/oruk/{path}")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
        if answer.status_code == 200:
            again = client.get(
                f"/testham/api/oruk/{path}", headers={"If-None-Match": f'"x", W/{answer["ETag"]}'}
            )
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    posted = Client().post(
        "/testham/api/oruk/services", "{}", content_type="application/json", headers={"If-None-Match": "*"}
    )
    assert posted.status_code == 200, "only what is read can be had already (RFC 9110 §13.1.2)"
    asked = Client().options("/testham/api/oruk/services")
    assert asked.status_code == 204 and "POST" in asked["Access-Control-Allow-Methods"]
    assert Client().delete("/testham/api/oruk/services").status_code == 405
    assert Client().head("/testham/api/oruk/services").status_code == 200


def test_a_change_changes_the_tag(ask: Ask, offers: Any) -> None:
    before = Client().get("/testham/api/oruk/services")["ETag"]
    Offer.objects.filter(pk=offers["tea"].pk).update(title="Coffee")
    assert Client().get("/testham/api/oruk/services")["ETag"] != before


def test_what_is_gone_is_told_to_whoever_asks_what_changed(ask: Ask, place: Any, offers: Any) -> None:
    start = now()
    end_offers(place=place, offers=[offers["choir"]], by=SYSTEM)
    Offer.objects.filter(pk=offers["tea"].pk).update(status="held", changed_at=now())
    lost = Departed.objects.create(place=place, noun="service", exchange_id=uuid.uuid4(), at=now())
    Departed.objects.create(
        place=place, noun="service", exchange_id=uuid.uuid4(), at=start - dt.timedelta(days=1)
    )
    assert names(ask("services")) == ALL - {"Choir", "Tea on Tuesdays"}
    every_time = str(offers["bread"].exchange_id)  # what a neighbour gives has no moment

    def told(since: dt.datetime) -> list[dict[str, Any]]:
        found = ask("services", modified_after=since.isoformat(), full="true")["contents"]
        assert every_time in {one["id"] for one in found}
        return [one for one in found if one["id"] != every_time]

    since = told(start)
    assert {(one["id"], one["status"]) for one in since} == {
        (str(offers["choir"].exchange_id), "defunct"),
        (str(offers["tea"].exchange_id), "inactive"),
        (str(lost.exchange_id), "defunct"),
    }
    assert all(one["organization_id"] and one["name"] == "No longer listed" for one in since)
    assert not any("Singing" in json.dumps(one) for one in since)
    assert ask(f"services/{offers['choir'].exchange_id}")["status"] == "defunct"
    assert ask(f"services/{lost.exchange_id}")["status"] == "defunct"
    assert told(now() + dt.timedelta(days=1)) == []
    later = ask("service_at_locations", modified_after=start.isoformat())["contents"]
    assert later and all(one["service"]["status"] != "active" and "location" not in one for one in later)


def test_a_new_offer_that_waits_for_its_check_was_never_in_the_feed(ask: Ask, offers: Any) -> None:
    Offer.objects.filter(pk=offers["bread"].pk).update(status="held", was_listed=False)
    everything = ask("services", modified_after="2000-01-01T00:00:00Z")["contents"]
    assert str(offers["bread"].exchange_id) not in {one["id"] for one in everything}
    assert ask(f"services/{offers['bread'].exchange_id}", status=404)


def test_a_protected_person_looks_like_anything_that_has_ended(
    ask: Ask, place: Any, offers: Any, make_person: Any
) -> None:
    start = now()
    Offer.objects.filter(pk=offers["choir"].pk).update(kept_by=make_person())
    end_offers(place=place, offers=[offers["choir"]], by=SYSTEM)
    Person.objects.filter(pk=offers["bread"].giver_id).update(protected=True)
    assert "Bread lessons" not in names(ask("services", kinds="all"))
    ended, hidden = ask("services", modified_after=start.isoformat())["contents"]
    assert ended.keys() == hidden.keys() and ended["status"] == hidden["status"] == "defunct"


def test_every_record_names_an_organisation_and_a_day_that_is_a_day(ask: Ask) -> None:
    for query in ({}, {"full": "true"}, {"minimal": "true"}, {"kinds": "all", "full": "true"}):
        for one in ask("services", **query)["contents"]:
            assert uuid.UUID(one["organization_id"])
            if "assured_date" in one:
                dt.date.fromisoformat(one["assured_date"])
    assert ask("services", minimal="true")["contents"][0].keys() == {
        "id", "name", "status", "organization_id", "last_modified",
    }  # fmt: skip


def whole_feed(ask: Ask) -> str:
    """Everything that anybody can read of the place, as one text."""
    parts = [ask(kind, kinds="all", full="true") if kind in ("services", "organizations", "service_at_locations")
             else ask(kind, kinds="all") for kind in LISTS]  # fmt: skip
    parts += [ask(f"services/{one['id']}", kinds="all") for one in parts[0]["contents"]]
    return json.dumps(parts, ensure_ascii=False)


def test_no_person_is_named_and_no_place_of_theirs_is_shown(ask: Ask, offers: Any) -> None:
    text = whole_feed(ask)
    for secret in ("Wilhelmina", "Pettigrew", "wil@example", "Tom, link", "front room", "3 Low Road"):
        assert secret not in text, secret
    bread = ask(f"services/{offers['bread'].exchange_id}")
    assert bread["organization"]["name"] == "Neighbours in Testham"
    assert (
        "service_at_locations" not in bread and bread["helpful_acts"]["costs"][0]["bearer"] == "A neighbour"
    )
    for latitude, longitude in (HOME, (offers["bread"].latitude, offers["bread"].longitude)):
        assert str(latitude) not in text and str(longitude) not in text


def test_a_refuge_has_no_place_in_the_feed_whatever_people_listed(ask: Ask, offers: Any) -> None:
    text = whole_feed(ask)
    for secret in ("Secret Lane", "TT2 1ZZ", str(REFUGE[0]), str(REFUGE[1])):
        assert secret not in text, secret
    from helpfulacts.exchange.oruk import shown_places

    assert ask(f"service_at_locations/{shown_places.turned(offers['refuge'].exchange_id)}", status=404)
    assert ask(f"service_at_locations/{shown_places.turned(offers['bread'].exchange_id)}", status=404)


def test_nothing_is_null_or_empty(ask: Ask) -> None:
    def empties(value: Any, path: str = "$") -> list[str]:
        if isinstance(value, dict):
            return [found for name, one in value.items() for found in empties(one, f"{path}.{name}")]
        if isinstance(value, list) and value:
            return [found for one in value for found in empties(one, f"{path}[]")]
        return [path] if value in (None, "", [], {}) else []

    assert empties(json.loads(whole_feed(ask))) == []


def test_other_kinds_say_what_they_are_beside_the_standard(ask: Ask, offers: Any) -> None:
    assert ask(f"services/{offers['shelf'].exchange_id}", status=404)
    shelf = ask(f"services/{offers['shelf'].exchange_id}", kinds="all")["helpful_acts"]
    assert shelf["kind"] == "idea" and shelf["particulars"]["steps"] == ["Find a shelf", "Put it up"]
    assert shelf["needs"] == [str(offers["tea"].exchange_id)]
    lunch = ask(f"services/{offers['lunch'].exchange_id}")["helpful_acts"]
    assert (lunch["access"], lunch["capacity"]) == ("shared", {"unit": "place", "stated": 8, "own_cap": 6})


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_takes_the_same_few_queries_however_long_it_is(
    kind: str, db: None, django_assert_max_num_queries: Any
) -> None:
    dudley_offers()
    client = Client()
    for each in (5, 200):
        with django_assert_max_num_queries(18):
            query = {"per_page": each, "kinds": "all"} | ({"full": "true"} if "taxonom" not in kind else {})
            answer = client.get(f"/api/oruk/{kind}", query)
            assert answer.status_code == 200


def test_the_openapi_document_is_sound_and_tells_the_truth(ask: Ask) -> None:
    document = ask("openapi.json")
    assert document["openapi"] == "3.1.0"
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.FormatChecker()

    def validator(schema: Any) -> Any:
        return jsonschema.Draft202012Validator(
            {**schema, "components": {"schemas": schemas}}, format_checker=checker
        )

    used = 0
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["operationId"] and operation["summary"]
            if method == "post" or "{id}" in path:
                continue
            listed = any(one["name"] == "kinds" for one in operation.get("parameters", ()))
            for query in ({"kinds": "all"}, {"full": "true"}) if listed and "taxonom" not in path else ({},):
                answer = ask(path.lstrip("/"), **query)
                schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
                assert [str(error)[:400] for error in validator(schema).iter_errors(answer)] == []
                used += 1
                one = document["paths"].get(f"{path}/{{id}}", {}).get("get")
                for found in answer.get("contents", ()) if one else ():
                    whole = ask(f"{path.lstrip('/')}/{found['id']}", kinds="all")
                    schema = one["responses"]["200"]["content"]["application/json"]["schema"]
                    assert [str(error)[:400] for error in validator(schema).iter_errors(whole)] == []
    assert used == 10
