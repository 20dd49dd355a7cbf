"""HSDS tables and Outpost files go through the one importer, and a kept mapping works at the command line."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.directory.feeds import ALL_KINDS
from helpfulacts.directory.models import Import, Offer
from helpfulacts.directory.weeks import weeks_in_words
from helpfulacts.exchange.oruk.exporting import export_feed
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.exchange.sheets.by_command import import_sheet
from helpfulacts.exchange.sheets.importing import undo
from helpfulacts.people.actor import SYSTEM
from tests.sheets import CHESS, HEAD, TEA, as_csv, brought_in, counts, staged

pytestmark = pytest.mark.django_db
TABLES = {
    "services": "id,organization_id,name,status,description\ns1,o1,Lunch club,active,A hot lunch and company.\n",
    "organizations": "id,name,description\no1,Lye community association,A charity\n",
    "locations": "id,name,location_type,latitude,longitude\nl1,The hall,physical,52.52,-2.1\n",
    "addresses": "id,location_id,address_1,city,state_province,postal_code,country\na1,l1,1 High Street,Testham,West Midlands,TT1 1AA,GB\n",
    "service_at_location": "id,service_id,location_id\nsl1,s1,l1\n",
    "schedules": "id,service_id,freq,byday,opens_at,closes_at\nx1,s1,WEEKLY,TH,12:00,14:00\n",
    "phones": "id,service_id,number\np1,s1,01632 960011\np2,nowhere,01632 960012\n",
    "cost_options": "id,service_id,amount,currency\nc1,s1,3.50,GBP\n",
}


def folder(tmp_path: Path, **more: str) -> Path:
    (tmp_path / "hsds").mkdir(exist_ok=True)
    for name, text in (TABLES | more).items():
        (tmp_path / "hsds" / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path / "hsds"


def figures(imported: Any) -> tuple[int, int, int, int]:
    return imported.created, imported.updated, imported.unchanged, imported.set_aside


def test_hsds_tables_are_joined_into_one_service(place: Any, tmp_path: Path) -> None:
    done = import_source(
        place=place, source=str(folder(tmp_path)), set_aside=tmp_path / "aside.ndjson", name="hsds"
    )
    assert figures(done) == (1, 0, 0, 1)
    assert "phones.csv and belongs to nothing" in (tmp_path / "aside.ndjson").read_text()
    offer = Offer.objects.get()
    assert (offer.title, offer.contact, offer.cost, offer.sphere) == (
        "Lunch club",
        "01632 960011",
        "£3.50",
        "civic",
    )
    assert offer.address == "The hall, 1 High Street, Testham, TT1 1AA"
    assert weeks_in_words(offer.schedules.all()) == "Thursdays, noon to 2pm"


def test_the_same_tables_again_change_nothing_in_a_zip_too(place: Any, tmp_path: Path) -> None:
    where = folder(tmp_path)
    import_source(place=place, source=str(where), set_aside=tmp_path / "aside.ndjson", name="hsds")
    with zipfile.ZipFile(tmp_path / "hsds.zip", "w") as archive:
        for file in where.iterdir():
            archive.write(file, f"inside/{file.name}")
    done = import_source(
        place=place, source=str(tmp_path / "hsds.zip"), set_aside=tmp_path / "b.ndjson", name="hsds"
    )
    assert figures(done) == (0, 0, 1, 1)


def test_tables_of_hsds_2_are_read_by_their_old_names(place: Any, tmp_path: Path) -> None:
    where = folder(tmp_path)
    (where / "addresses.csv").rename(where / "physical_addresses.csv")
    (where / "schedules.csv").unlink()
    (where / "regular_schedules.csv").write_text(
        "id,service_id,weekday,opens_at,closes_at\nx1,s1,Thursday,12:00,14:00\n"
    )
    import_source(place=place, source=str(where), set_aside=tmp_path / "aside.ndjson")
    assert weeks_in_words(Offer.objects.get().schedules.all()) == "Thursdays, noon to 2pm"
    assert "1 High Street" in Offer.objects.get().address


def test_the_official_tables_come_in_or_are_set_aside_with_a_reason(
    place: Any, shared: Path, tmp_path: Path
) -> None:
    source = str(shared / "data/oruk/hsds30_csv")
    first = import_source(place=place, source=source, set_aside=tmp_path / "a.ndjson", name="hsds")
    again = import_source(place=place, source=source, set_aside=tmp_path / "b.ndjson", name="hsds")
    assert (first.created, again.created, again.unchanged) == (1, 0, 1)
    assert first.left_out == again.left_out


def test_an_outpost_file_goes_through_the_same_importer(place: Any, shared: Path, tmp_path: Path) -> None:
    source = str(shared / "data/oruk/outpost_services_sample.csv")
    done = import_source(place=place, source=source, set_aside=tmp_path / "a.ndjson", name="outpost")
    assert figures(done) == (1, 0, 0, 2)
    assert "hh:mm:ss" in (tmp_path / "a.ndjson").read_text()
    again = import_source(place=place, source=source, set_aside=tmp_path / "b.ndjson", name="outpost")
    assert figures(again) == (0, 0, 1, 2)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("services", b"id,name\n1,\x00\n", "NUL"),
        ("services", b'id,name\n1,"never closed' + b"x" * 200_000, "never closed"),
        ("services", b"id,name,name\n1,a,b\n", "twice"),
        ("services", b"<html><body>no</body></html>", "web page"),
        ("services", b"\xff\xfei\x00d", "cut short"),
        ("things", b"colour,size\nred,4\n", "--mapping"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_one_sentence(
    name: str, data: bytes, says: str, place: Any, tmp_path: Path
) -> None:
    file = tmp_path / f"{name}.csv"
    file.write_bytes(data)
    with pytest.raises(Refused, match=says):
        import_source(place=place, source=str(file), set_aside=tmp_path / "a.ndjson")
    assert not Offer.objects.exists()


@pytest.mark.parametrize("encode", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_common_encoding_separator_and_line_end_is_read(
    encode: str, separator: str, end: str, place: Any, tmp_path: Path
) -> None:
    rows = (
        ["id", "name", "organization_id"],
        ["1", "Café “Zoë”", "o1"],
        ["2", "Ragged"],
        ["3", "Chess", "o1", "x", "y"],
    )
    where = tmp_path / "hsds"
    where.mkdir()
    (where / "services.csv").write_bytes(end.join(separator.join(row) for row in rows).encode(encode))
    (where / "organizations.csv").write_text("id,name\no1,Hall\n")
    done = import_source(place=place, source=str(where), set_aside=tmp_path / "a.ndjson")
    assert {offer.title for offer in Offer.objects.all()} == {"Café “Zoë”", "Chess"}
    assert done.set_aside == 1


def test_a_spreadsheet_comes_in_by_command_with_columns_that_were_kept(place: Any, tmp_path: Path) -> None:
    undo(one=brought_in(place, as_csv(HEAD, TEA), name="Clubs"), by=SYSTEM)
    file, aside = tmp_path / "later.csv", tmp_path / "aside.ndjson"
    file.write_bytes(as_csv(["Clubs we know"], HEAD, TEA, CHESS, [*TEA[:3], "soonish", ""]))
    done = import_sheet(place=place, path=file, mapping="Clubs", set_aside=aside)
    assert figures(done) == (2, 0, 0, 1)
    assert "soonish" in aside.read_text()
    again = import_sheet(place=place, path=file, mapping="Clubs", set_aside=aside)
    assert figures(again) == (0, 0, 2, 1)
    with pytest.raises(Refused, match="No columns are kept"):
        import_sheet(place=place, path=file, mapping="Others", set_aside=aside)
    file.write_bytes(b"a,b\n1,2\n")
    with pytest.raises(Refused, match="headings"):
        import_sheet(place=place, path=file, mapping="Clubs", set_aside=aside)
    assert Import.objects.count() == 3


def test_a_list_that_came_by_spreadsheet_goes_round_byte_for_byte(
    place: Any, shared: Path, tmp_path: Path
) -> None:
    from helpfulacts.places.models import Place

    libraries = (shared / "data/uk-services/libraries_dudley_birmingham.csv").read_bytes()
    brought_in(place, libraries, name="Libraries")
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    export_feed(place=place, out=first)
    empty = Place.objects.create(slug="other", name="Testham", person_to_talk_to="Tom", phone="1", desk="d")
    done = import_source(place=empty, source=str(first), set_aside=tmp_path / "aside.ndjson")
    assert (done.created, done.set_aside) == (53, 0)
    export_feed(place=empty, out=second)
    assert first.read_bytes() == second.read_bytes()


def test_what_this_place_exported_changes_nothing_when_it_comes_back(place: Any, tmp_path: Path) -> None:
    brought_in(place, as_csv(HEAD, TEA, CHESS))
    listed = [
        OfferDraft(
            title=title,
            kind="service",
            sphere=sphere,
            capacity=CapacityDraft("place", 6),
            weekly=(Weekly("mon", dt.time(10), dt.time(12)),),
            particulars={"per_session": 6, "starts": "any week"},
        )
        for title, sphere in (("Lifts", "personal"), ("A walk", "civic"))
    ]
    list_offers(place=place, drafts=listed)
    before = list(Offer.objects.order_by("pk").values())
    export_feed(place=place, out=tmp_path / "ours.json", kinds=ALL_KINDS)
    done = import_source(place=place, source=str(tmp_path / "ours.json"), set_aside=tmp_path / "aside.ndjson")
    assert (done.created, done.updated, done.unchanged, done.set_aside, done.organisations) == (0, 0, 4, 0, 0)
    assert list(Offer.objects.order_by("pk").values()) == before
    assert counts(staged(place, as_csv(HEAD, TEA, CHESS))) == {"same": 2}, (
        "the list it came from knows it still"
    )
