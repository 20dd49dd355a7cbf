"""A spreadsheet comes in whole, says what it would change first, and can be undone."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import imports, snapshots
from helpfulacts.directory.access import answer_of
from helpfulacts.directory.actions import mend_import
from helpfulacts.directory.actions.change_days import set_day
from helpfulacts.directory.actions.change_offer import change_offer, end_offers
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.actions.stage_import import throw_away
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.actions.state_condition import state_condition
from helpfulacts.directory.actions.undo_import import forget_imports
from helpfulacts.directory.drafts import OtherDay
from helpfulacts.directory.models import CapacityPeriod, Import, ImportRow, Offer, Prerequisite
from helpfulacts.directory.redraft import redraft
from helpfulacts.directory.weeks import weeks_in_words
from helpfulacts.exchange.sheets import staging
from helpfulacts.exchange.sheets.importing import finish, undo
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.people.models import Organisation
from tests.sheets import CHESS, HEAD, TEA, as_csv, brought_in, check, counts, staged, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def libraries(shared: Path) -> bytes:
    return (shared / "data/uk-services/libraries_dudley_birmingham.csv").read_bytes()


@pytest.fixture
def outpost(shared: Path) -> bytes:
    return (shared / "data/oruk/outpost_services_sample.csv").read_bytes()


def said(place: Any) -> dict[str, tuple[str, str]]:
    return {
        offer.title: (offer.status, weeks_in_words(offer.schedules.all()))
        for offer in Offer.objects.filter(place=place)
    }


def test_the_columns_of_a_real_list_of_libraries_are_guessed(place: Any, libraries: bytes) -> None:
    one = staged(place, libraries, name="Libraries")
    found = {header: code for header, code in zip(one.headers, one.columns, strict=True) if code}
    assert found == {
        "Local authority": "organisation",
        "Library name": "title",
        "Address 1": "address",
        "Address 2": "address",
        "Address 3": "address",
        "Postcode": "postcode",
        "Year closed": "closed",
        "Monday staffed hours": "mon",
        "Tuesday staffed hours": "tue",
        "Wednesday staffed hours": "wed",
        "Thursday staffed hours": "thu",
        "Friday staffed hours": "fri",
        "Saturday staffed hours": "sat",
        "Sunday staffed hours": "sun",
        "Notes": "description",
        "URL": "website",
        "Email address": "email",
    }


def test_libraries_that_are_closed_are_not_listed_and_the_hours_are_right(
    place: Any, libraries: bytes
) -> None:
    one = brought_in(place, libraries, name="Libraries")
    assert counts(one) == {"new": 53, "closed": 7, "done": 53}
    assert "Shard End Library" not in {
        offer.title for offer in Offer.objects.filter(address__contains="Shustoke")
    }
    assert said(place)["Brierley Hill"] == (
        "active",
        "Mondays, 9:30am to 6pm; Tuesdays, Thursdays and Fridays, 9am to 6pm; Wednesdays, 9am to 5pm; "
        "Saturdays, 9:30am to 4pm",
    )
    hill = Offer.objects.get(title="Brierley Hill")
    assert hill.address == "High Street, Brierley Hill, DY5 3ET"
    rows = csv.DictReader(libraries.decode("utf-8-sig").splitlines())
    [row] = [row for row in rows if row["Library name"] == "Brierley Hill"]
    assert "@" in hill.contact and hill.contact == row["Email address"].strip()


def test_the_same_list_twice_changes_nothing(place: Any, libraries: bytes) -> None:
    brought_in(place, libraries, name="Libraries")
    head = register.head(place)
    again = staged(place, libraries, name="Libraries")
    assert counts(again) == {"same": 53, "closed": 7}
    with pytest.raises(Refused, match="nothing to import"):
        finish(one=again, by=SYSTEM)
    assert register.head(place) == head


def test_the_outpost_sample_is_known_by_its_columns_and_rows_that_add_to_another_are_joined(
    place: Any, outpost: bytes
) -> None:
    one = staged(place, outpost, name="Outpost")
    assert counts(one) == {"new": 1, "closed": 1, "joined": 5, "aside": 1}
    [wrong] = imports.rows_of(one, "aside")
    assert "hh:mm:ss" in wrong.reasons[0][1]
    finish(one=one, by=SYSTEM)
    offer = Offer.objects.get(place=place)
    assert (offer.title, answer_of(offer, "step_free"), offer.cost_pence) == (
        "Second example service",
        "no",
        0,
    )
    assert offer.provider.name == "Not TPX Impact"


def test_a_row_that_adds_to_another_brings_its_times_and_prices(place: Any) -> None:
    head = ["import_id", "import_id_reference", "name", "organisation", "service_taxonomies", "mask_exact_address",
            "scheduled_weekday", "schedules_opens_at", "schedules_closes_at", "cost_option", "cost_amount"]  # fmt: skip
    first = ["1", "", "Chess", "The club", "", "", "monday", "10:00", "12:00", "Adults", "3"]
    more = ["2", "1", "", "", "", "", "tuesday", "14:00", "16:00", "Children", "1"]
    brought_in(place, as_csv(head, first, more), name="Outpost")
    assert said(place)["Chess"][1] == "Mondays, 10am to noon; Tuesdays, 2pm to 4pm"
    assert Offer.objects.get().cost == "Adults: £3; Children: £1"


def test_what_would_change_is_said_before_and_after(place: Any) -> None:
    brought_in(place, as_csv(HEAD, TEA, CHESS))
    one = staged(place, as_csv(HEAD, [*TEA[:3], "10-13", TEA[4]], CHESS))
    assert counts(one) == {"changed": 1, "same": 1}
    [row] = imports.rows_of(one, "changed")
    assert row.changes == [["When", "Mondays, 10am to noon", "Mondays, 10am to 1pm"]]


def test_a_row_that_cannot_be_used_says_why_and_is_mended_in_place_with_all_like_it(place: Any) -> None:
    head = ["Name", "Organisation", "Day", "Start", "End"]
    rows = [[f"Club {n}", "The hall", "Wensday", "10:00", "12:00"] for n in range(3)]
    one = staged(place, as_csv(head, *rows, ["Other", "The hall", "Monday", "10:00", "12:00"]))
    assert counts(one) == {"new": 1, "aside": 3}
    row = imports.rows_of(one, "aside").first()
    assert row.reasons == [[2, "“Wensday” is not a day of the week. Write it like Wednesday."]]
    cells = [*row.cells[:2], "Wednesday", *row.cells[3:]]
    assert mend_import.mend_row(one=one, row=row, cells=cells, everywhere=[2], by=SYSTEM) == 3
    check(one)
    assert counts(one) == {"new": 4}
    finish(one=one, by=SYSTEM)
    assert said(place)["Club 2"] == ("active", "Wednesdays, 10am to noon")


def test_the_rest_is_mended_and_imported_later(place: Any) -> None:
    one = brought_in(place, as_csv(HEAD, TEA, [*CHESS[:3], "soonish", CHESS[4]]))
    assert counts(one) == {"new": 1, "aside": 1, "done": 1}
    row = imports.rows_of(one, "aside").get()
    mend_import.mend_row(one=one, row=row, cells=CHESS, everywhere=[], by=SYSTEM)
    check(one)
    assert finish(one=one, by=SYSTEM) == {"new": 1, "changed": 0, "ended": 0, "left": 0}
    assert {title for title, (status, _) in said(place).items() if status == "active"} == {
        "Tea and talk",
        "Chess",
    }


def test_a_row_left_out_is_not_imported_and_can_be_taken_back(place: Any) -> None:
    one = staged(place, as_csv(HEAD, TEA, CHESS))
    row = imports.rows_of(one, "new").first()
    mend_import.leave_out(one=one, row=row, by=SYSTEM)
    assert counts(one) == {"new": 1, "out": 1}
    mend_import.take_in(one=one, row=row, by=SYSTEM)
    check(one)
    assert counts(one) == {"new": 2}


def test_what_somebody_else_did_meanwhile_is_seen_before_anything_changes(place: Any) -> None:
    """One desk looks at a page from before the import, the other has imported and later undone it."""
    one = staged(place, as_csv(HEAD, TEA, [*CHESS[:3], "soonish", ""]))
    old, row, aside = Import.objects.get(pk=one.pk), imports.get_row(one, 2), imports.get_row(one, 3)
    finish(one=one, by=SYSTEM)
    mends: list[Any] = [
        lambda: mend_import.mend_row(one=old, row=row, cells=["X", "Y"], everywhere=[], by=SYSTEM),
        lambda: mend_import.leave_out(one=old, row=row, by=SYSTEM),
        lambda: throw_away(one=old, by=SYSTEM),
        lambda: staging.choose(one=old, sheet=0, row=1, name="Clubs", columns=one.columns, constants={}, remember=False, by=SYSTEM),
    ]  # fmt: skip
    for mend in mends:
        with pytest.raises(Refused, match=r"is imported"):
            mend()
    undo(one=one, by=SYSTEM)
    for late in (mend_import.leave_out, mend_import.take_in):
        with pytest.raises(Refused, match="undone"):
            late(one=old, row=aside, by=SYSTEM)
    gone = staged(place, as_csv(HEAD, TEA))
    stale = Import.objects.get(pk=gone.pk)
    throw_away(one=gone, by=SYSTEM)
    with pytest.raises(NotFound):
        finish(one=stale, by=SYSTEM)


def test_undo_ends_what_came_and_puts_back_what_changed(place: Any) -> None:
    brought_in(place, as_csv(HEAD, TEA))
    before = said(place)
    one = brought_in(place, as_csv(HEAD, [*TEA[:3], "10-13", "01632 960009"], CHESS))
    assert Offer.objects.get(title="Tea and talk").contact == "01632 960009"
    done = undo(one=one, by=SYSTEM)
    assert (done.ended, done.put_back, done.kept_held, done.kept_changed) == (1, 1, [], [])
    assert said(place) == before | {"Chess": ("ended", "Mondays, 2pm to 4pm")}
    assert Offer.objects.get(title="Tea and talk").contact == "01632 960001"
    assert register.entries(place, newest_first=True)[0].action == "undo_import"
    with pytest.raises(Refused, match="undone already"):
        undo(one=one, by=SYSTEM)


def test_undone_and_imported_again_all_is_new_and_then_unchanged(place: Any) -> None:
    undo(one=brought_in(place, as_csv(HEAD, TEA, CHESS)), by=SYSTEM)
    one = brought_in(place, as_csv(HEAD, TEA, CHESS))
    assert counts(one) == {"new": 2, "done": 2}
    assert Offer.objects.filter(place=place, status="active").count() == 2
    assert counts(staged(place, as_csv(HEAD, TEA, CHESS))) == {"same": 2}


def test_undo_takes_away_organisations_that_only_this_list_brought_and_nothing_refers_to(place: Any) -> None:
    brought_in(place, as_csv(HEAD, TEA))
    walks = ["Walks", "Ramblers", "TT1 1AA", "10-12", ""]
    singing = ["Singing", "Choir", "TT1 1AA", "10-12", ""]
    books = ["Books", "Readers", "TT1 1AA", "10-12", ""]
    swims = ["Swims", "Swimmers", "TT1 1AA", "10-12", ""]
    one = brought_in(place, as_csv(HEAD, TEA, CHESS, walks, singing, books, swims))
    readers = Organisation.objects.get(name="Readers")
    keep_reach(organisation=readers, number="07700 900123", by=Actor("Tom", "navigator"))
    Offer.objects.filter(title="Singing").update(summary="Now with cake.")
    state_condition(
        offer=Offer.objects.get(title="Tea and talk"), side="asks", code="keys", by=SYSTEM,
        lifter=Organisation.objects.get(name="Swimmers"),
    )  # fmt: skip
    done = undo(one=one, by=SYSTEM)
    assert (done.bodies, done.ended) == (1, 4)
    left = set(Organisation.objects.filter(place=place).values_list("name", flat=True))
    assert {"St Mary's hall", "Choir", "Readers", "Swimmers"} <= left and "Ramblers" not in left
    walking = Offer.objects.get(title="Walks")
    assert (walking.status, walking.provider, walking.shown_from) == ("ended", None, "Ramblers")
    assert register.entries(place, newest_first=True)[0].facts["organisations"] == 1
    brought_in(place, as_csv(HEAD, walks))
    walking.refresh_from_db()
    assert (walking.status, walking.provider.name) == ("active", "Ramblers"), "the list may come again"


def test_undo_keeps_and_names_what_people_changed_since(place: Any) -> None:
    one = brought_in(place, as_csv(HEAD, TEA, CHESS))
    Offer.objects.filter(title="Tea and talk").update(summary="Now with cake.")
    done = undo(one=one, by=SYSTEM)
    assert [offer.title for offer in done.kept_changed] == ["Tea and talk"]
    assert said(place)["Tea and talk"][0] == "active"
    assert said(place)["Chess"][0] == "ended"


def test_what_was_imported_before_an_upgrade_is_undone_but_for_what_may_have_been_changed(place: Any) -> None:
    """An upgrade gives the digest of an offer another form: what it says of itself tells no more whether it was changed."""
    one = brought_in(place, as_csv(HEAD, TEA, CHESS, ["Bingo", *CHESS[1:]]))
    ImportRow.objects.filter(of=one, done=True).update(after="e" * 64)  # as a form of before
    chess = Offer.objects.get(title="Chess")
    change_offer(
        offer=chess, draft=replace(redraft(chess), summary="Now with cake."), by=Actor("Ann", "officer")
    )
    Offer.objects.filter(title="Bingo").update(changed_at=now() + dt.timedelta(minutes=1))
    done = undo(one=one, by=SYSTEM)
    assert (done.ended, done.kept_changed) == (1, [])
    assert {offer.title for offer in done.kept_unsure} == {"Chess", "Bingo"}, (
        "that somebody changed them is not said"
    )
    assert (said(place)["Tea and talk"][0], said(place)["Chess"][0]) == ("ended", "active")


def test_a_digest_tells_its_form(place: Any, monkeypatch: Any) -> None:
    before = snapshots.form()
    monkeypatch.setattr(snapshots, "_TOLD", snapshots._TOLD[1:])
    assert snapshots.form() != before


def test_undo_keeps_days_places_and_prerequisites_that_people_set_since(place: Any) -> None:
    rows = [HEAD, TEA, CHESS, ["Bingo", *CHESS[1:]]]
    one = brought_in(place, as_csv(*rows))
    bingo, chess, tea = Offer.objects.order_by("title")
    set_day(
        offer=tea, other=OtherDay(today() + dt.timedelta(days=5), None, None, "Shut for paint"), by=SYSTEM
    )
    state_capacity(offer=chess, stated=4, by=SYSTEM)
    done = undo(one=one, by=SYSTEM)
    assert {offer.title for offer in done.kept_changed} == {"Tea and talk", "Chess"} and done.ended == 1

    head = [*HEAD, "Places"]
    rows = [head, [*TEA, "8"], [*CHESS, "8"], ["Bingo", *CHESS[1:], "8"]]
    brought_in(place, as_csv(*rows), name="Halls")
    bingo, chess, tea = Offer.objects.filter(source="Halls").order_by("title")
    Prerequisite.objects.create(place=place, offer=bingo, needs=tea)
    changed = [[*row[:3], "10-13", row[4], "9"] for row in rows[1:]]
    again = brought_in(place, as_csv(head, *changed), name="Halls")
    assert set(CapacityPeriod.objects.filter(offer__source="Halls").values_list("places", flat=True)) == {9}
    done = undo(one=again, by=SYSTEM)
    assert (done.put_back, done.kept_changed) == (3, [])
    assert Prerequisite.objects.filter(offer=bingo, needs=tea).exists()
    assert set(CapacityPeriod.objects.filter(offer__source="Halls").values_list("places", flat=True)) == {8}


def test_undo_keeps_and_names_what_somebody_holds_a_place_in(place: Any) -> None:
    one = brought_in(place, as_csv(HEAD, TEA, CHESS))
    offer = Offer.objects.get(title="Tea and talk")
    period = state_capacity(offer=offer, stated=2, by=SYSTEM)
    hold_place(period=period)
    done = undo(one=one, by=SYSTEM)
    assert [offer.title for offer in done.kept_held] == ["Tea and talk"]
    assert said(place)["Tea and talk"][0] == "active"


def test_what_a_person_ended_here_no_list_brings_back(place: Any) -> None:
    brought_in(place, as_csv(HEAD, TEA, CHESS))
    end_offers(place=place, offers=[Offer.objects.get(title="Chess")], by=SYSTEM)
    assert counts(staged(place, as_csv(HEAD, TEA, CHESS))) == {"same": 2}
    one = staged(place, as_csv(HEAD, TEA, [*CHESS[:4], "01632 960009"]))
    assert counts(one) == {"same": 1, "aside": 1}


def test_what_is_gone_from_the_list_is_named_and_ends_only_when_a_person_says_so(place: Any) -> None:
    brought_in(place, as_csv(HEAD, TEA, CHESS))
    one = staged(place, as_csv(HEAD, TEA))
    assert counts(one) == {"same": 1, "gone": 1}
    [row] = imports.rows_of(one, "gone")
    assert row.title == "Chess"
    with pytest.raises(Refused):
        finish(one=one, by=SYSTEM)
    assert said(place)["Chess"][0] == "active"
    mend_import.end_gone(one=one, numbers=[row.number], by=SYSTEM)
    assert finish(one=one, by=SYSTEM) == {"new": 0, "changed": 0, "ended": 1, "left": 0}
    assert said(place)["Chess"][0] == "ended"
    undo(one=one, by=SYSTEM)
    assert said(place)["Chess"][0] == "active"


def test_one_that_closes_ends_and_one_that_opens_again_comes_back(place: Any) -> None:
    head = [*HEAD, "Year closed"]
    brought_in(place, as_csv(head, [*TEA, ""]))
    assert counts(brought_in(place, as_csv(head, [*TEA, "2020"]))) == {"ends": 1, "done": 1}
    assert said(place)["Tea and talk"][0] == "ended"
    assert counts(brought_in(place, as_csv(head, [*TEA, ""]))) == {"new": 1, "done": 1}
    assert said(place)["Tea and talk"][0] == "active"


def test_two_rows_of_one_name_and_place_are_not_two_offers(place: Any) -> None:
    assert counts(staged(place, as_csv(HEAD, TEA, TEA))) == {"new": 1, "aside": 1}


def test_the_mapping_is_kept_and_offered_for_the_same_headings_in_any_order(place: Any) -> None:
    staged(place, as_csv(HEAD, TEA), name="Clubs of the hall")
    one = staging.stage(place=place, raw=as_csv(HEAD[::-1], TEA[::-1]), file_name="x.csv", by=SYSTEM)
    _, columns, kept = staging.guess(one, 0, 1)
    assert kept.name == "Clubs of the hall"
    assert columns == ["phone", "mon", "postcode", "organisation", "title"]


def test_cells_that_are_not_needed_go_at_once_and_all_rows_after_thirty_days(place: Any) -> None:
    one = brought_in(place, as_csv(HEAD, TEA, [*CHESS[:3], "soonish", CHESS[4]]))
    cells = {row.outcome: row.cells for row in ImportRow.objects.filter(of=one)}
    assert cells["new"] == [] and cells["above"] == [] and cells["aside"]
    assert forget_imports(place=place, moment=now() + dt.timedelta(days=29)) == 0
    assert forget_imports(place=place, moment=now() + dt.timedelta(days=31)) == 1
    assert not Import.objects.exists() and not ImportRow.objects.exists()


def test_an_import_is_undone_within_thirty_days_and_not_later(place: Any) -> None:
    one = brought_in(place, as_csv(HEAD, TEA))
    with time_machine.travel(now() + dt.timedelta(days=31)), pytest.raises(Refused, match="thirty days"):
        undo(one=one, by=SYSTEM)


def test_a_mistake_in_the_last_step_leaves_nothing_half_done(place: Any, monkeypatch: Any) -> None:
    brought_in(place, as_csv(HEAD, TEA))
    one = staged(place, as_csv(HEAD, [*TEA[:3], "10-13", TEA[4]], CHESS))
    before, head = said(place), register.head(place)
    monkeypatch.setattr(
        "helpfulacts.directory.actions.finish_import.change_offers",
        lambda **_: (_ for _ in ()).throw(Refused("No.")),
    )
    with pytest.raises(Refused):
        finish(one=one, by=SYSTEM)
    assert (said(place), register.head(place)) == (before, head)
    one.refresh_from_db()
    assert one.state == "ready"


def test_a_workbook_with_several_sheets_a_title_row_and_times_as_numbers(place: Any) -> None:
    rows = [["Clubs of 2026"], [], ["Name", "Organisation", "Day", "Start", "End", "Last checked"],
            ["Tea", "The hall", "Tuesday", 0.4166, 0.5, 45000]]  # fmt: skip
    one = staged(place, workbook({"About": [["Read me"]], "Clubs": rows}), file_name="clubs.xlsx")
    assert (one.sheet, one.header_row, counts(one)) == (1, 3, {"new": 1})
    finish(one=one, by=SYSTEM)
    assert said(place)["Tea"][1] == "Tuesdays, 10am to noon"
    assert Offer.objects.get().checked_on == dt.date(2023, 3, 15)


def test_somebody_the_place_knows_by_name_gives_it(place: Any, officer: Any) -> None:
    brought_in(place, as_csv(HEAD, [TEA[0], "the PARTNERSHIP", *TEA[2:]]))
    assert Offer.objects.get().provider.name == "The partnership"
