"""What people's spreadsheets really hold: a quotation mark left open, mistakes of Excel, monthly clubs, other towns."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.core.errors import Refused
from helpfulacts.directory import imports
from helpfulacts.directory.actions.mend_import import mend_row
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.directory.weeks import weeks_in_words
from helpfulacts.exchange.sheets import staging
from helpfulacts.exchange.sheets.csv_text import rows_of
from helpfulacts.exchange.sheets.importing import finish
from helpfulacts.exchange.sheets.when import times_in
from helpfulacts.people.actor import SYSTEM
from helpfulacts.places.models import Area, Postcode
from tests.sheets import as_csv, brought_in, check, counts, staged, workbook

pytestmark = pytest.mark.django_db


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(place: Any) -> None:
    head = "Name,What happens,Postcode\n"
    for raw, says in (
        (head + '"Soup club,hot soup,TT1 1AA\nTea,talk,TT1 1AA\nChess,play,TT1 1AA\n', "line 2"),
        (head + 'Tea,"talk\nand cake",TT1 1AA\nSoup,"hot soup,TT1 1AA\nChess,play,TT1 1AA\n', "line 4"),
        (head + 'Soup,"hot soup,TT1 1AA\nChess,"play",TT1 1AA\n', "line 2"),
    ):
        with pytest.raises(Refused, match=says):
            staging.stage(place=place, raw=raw.encode(), file_name="clubs.csv", by=None)  # type: ignore[arg-type]
    sound = head + 'Tea,"talk, tea,\nand ""cake""",TT1 1AA\nA "small" club,12" discs,TT1 1AA\n'
    assert [row for _, row in rows_of(sound, "x")][1:] == [
        ["Tea", 'talk, tea,\nand "cake"', "TT1 1AA"],
        ['A "small" club', '12" discs', "TT1 1AA"],
    ]
    two = (
        head
        + 'Soup,"hot soup,TT1 1AA\nTea,talk,TT1 1AA\nChess,play",TT1 1AA\nBingo,"Numbers,\ncake, tea",TT1 1AA\n'
    )
    one = staged(place, two.encode(), organisation="A hall")
    assert counts(one) == {"aside": 1, "new": 1}
    assert "lines that look like rows" in str(imports.rows_of(one, "aside").get().reasons)


def test_a_mistake_of_the_spreadsheet_is_never_published(place: Any) -> None:
    head = ["Name", "Organisation", "Postcode", "Description", "Cost", "Monday"]
    rows = [
        head,
        ["Tea", "The hall", "TT1 1AA", "#REF!", "Free", "10-12"],
        ["Chess", "The hall", "TT1 1AA", "We play.", "#N/A", "10-12"],
        ["Bingo", "The hall", "TT1 1AA", "We win.", "Free", "#VALUE!"],
        ["#1 Club", "The hall", "TT1 1AA", "Fun #yes", "Free", "10-12"],
    ]
    for raw in (as_csv(*rows), workbook({"A": rows})):
        one = staged(place, raw)
        assert counts(one) == {"aside": 3, "new": 1}
        said = [row.reasons for row in imports.rows_of(one, "aside")]
        assert [reasons[0][0] for reasons in said] == [3, 4, 5]
        assert all(
            len(reasons) == 1 and "is a mistake of the spreadsheet" in reasons[0][1] for reasons in said
        )


def test_bare_numbers_are_how_many_places_there_are_and_never_where(place: Any) -> None:
    head = ["Name", "Organisation", "Postcode", "Places", "Monday"]
    one = staged(place, as_csv(head, ["Tea", "The hall", "TT1 1AA", "20", "10-12"], ["Chess", "The hall", "TT1 1AA", "a few", "10-12"]))  # fmt: skip
    assert one.columns == ["title", "organisation", "postcode", "places", "mon"]
    assert counts(one) == {"aside": 1, "new": 1} and "Write it like 12" in str(imports.rows_of(one, "aside").get().reasons)  # fmt: skip
    named = ["Name", "Organisation", "Postcode", "Venue", "Monday"]
    assert staged(place, as_csv(named, ["Tea", "The hall", "TT1 1AA", "20", "10-12"])).columns[3] == ""
    brought_in(place, as_csv(head, ["Tea", "The hall", "TT1 1AA", "20", "10-12"]))
    tea = Offer.objects.get()
    assert "20" not in tea.address and CapacityPeriod.objects.get(offer=tea).places == 20
    more = staged(place, as_csv(head, ["Tea", "The hall", "TT1 1AA", "25", "10-12"]))
    assert imports.rows_of(more, "changed").get().changes == [["Places", "20", "25"]]


def test_a_club_of_each_month_comes_in_as_one_and_what_no_rule_holds_stays_in_words(place: Any) -> None:
    monthly = {
        "1st Monday of the month 10-12": ["1MO 10:00-12:00"],
        "First and third Tue, 7pm - 9pm": ["1TU 19:00-21:00", "3TU 19:00-21:00"],
        "Monthly on the last Friday of each month: 10pm to 2am": ["-1FR 22:00-02:00"],
        "Mon 9-5; 2nd Sat of the month 10-1": ["MO 09:00-17:00", "2SA 10:00-13:00"],
        "Mon 10pm-2": ["MO 22:00-02:00"],
        "Tue 10-12 by appointment": ["TU 10:00-12:00"],
    }
    for text, said in monthly.items():
        assert [f"{day} {a:%H:%M}-{b:%H:%M}" for day, (a, b) in times_in(text)[0]] == said
    assert [(len(times_in(text)[0]), times_in(text)[1]) for text in ("24 hours", "24/7", "24 hours, 7 days a week")] == [(7, "")] * 3  # fmt: skip
    for text in ("By appointment", "Term time only", "Mon 10-12 term time only", "TBC"):
        assert times_in(text) == ([], text)
    for text, advice in (
        ("5th Monday of the month 10-12", "Write it like 1st Monday of the month 10:00-12:00"),
        ("1st Monday of the month", "does not say at what time"),
        ("Fortnightly, Tue 10-12", "does not say which weeks. Empty it here"),
    ):
        with pytest.raises(ValueError, match=advice):
            times_in(text)

    head = ["Name", "Organisation", "Postcode", "Day", "Start", "End", "Description"]
    hall = ["The hall", "TT1 1AA"]
    rows = [["Chess", *hall, "1st Monday of the month", "10:00", "12:00", ""], ["Tea", *hall, "Term time", "10:00", "12:00", "Tea."]]  # fmt: skip
    one = staged(place, as_csv(head, *rows))
    assert counts(one) == {"new": 2}
    assert brought_in(place, as_csv(head, *rows)).state == "done"
    chess, tea = Offer.objects.order_by("title")
    assert [row.rrule for row in chess.schedules.all()] == ["FREQ=MONTHLY;BYDAY=1MO"]
    assert not tea.schedules.exists() and tea.description == "Tea.\n\nWhen: Term time, 10:00 - 12:00"
    assert counts(staged(place, as_csv(head, *rows))) == {"same": 2}
    later = [rows[0][:4] + ["11:00", "12:00", ""], rows[1]]
    [change] = imports.rows_of(staged(place, as_csv(head, *later)), "changed").get().changes
    assert change[0] == "When" and "first Monday of the month, 11am to noon" in change[2]


def test_a_ward_of_ours_and_a_postcode_elsewhere_are_set_aside_until_one_is_put_right(place: Any) -> None:
    head = ["Name", "Organisation", "Ward", "Postcode", "Monday"]
    one = staged(
        place,
        as_csv(
            head,
            ["Tea", "The hall", "North", "B14 6ER", "10-12"],
            ["Chess", "The hall", "North", "TT1 1AA", "10-12"],
            ["Bingo", "The hall", "", "B14 6ER", "10-12"],
        ),
    )
    assert counts(one) == {"aside": 1, "new": 2}
    row = imports.rows_of(one, "aside").get()
    [(at, sentence)] = row.reasons
    assert head[at] == "Postcode" and sentence == (
        "The ward says North, which is in Testham, and B14 6ER is not. Put right the one that is wrong, or empty it."
    )
    mend_row(one=one, row=row, cells=["Tea", "The hall", "North", "", "10-12"], everywhere=(), by=SYSTEM)
    check(one)
    assert counts(one) == {"new": 3}


def test_hours_that_may_be_a_slip_are_asked_about_before_they_are_listed(place: Any) -> None:
    """Over midnight and on past six in the morning: a person says that it is the next day, or puts it right."""
    head = ["Name", "Organisation", "Postcode", "Monday", "Day", "Start", "End"]
    rows = [
        ["Shelter", "The hall", "TT1 1AA", "18:00 until 10:00", "", "", ""],
        ["Night", "The hall", "TT1 1AA", "", "Tuesday", "20:00", "08:00"],
        ["Bar", "The hall", "TT1 1AA", "8pm - 2am", "", "", ""],
        ["Beds", "The hall", "TT1 1AA", "18:00 until 10:00 the next day", "", "", ""],
        ["Rest", "The hall", "TT1 1AA", "", "Tuesday", "20:00", "08:00 next day"],
    ]
    one = staged(place, as_csv(head, *rows))
    asked = {row.title: (head[row.reasons[0][0]], row.reasons[0][1]) for row in imports.rows_of(one, "aside")}
    assert set(asked) == {"Shelter", "Night"} and counts(one)["new"] == 3
    at, sentence = asked["Shelter"]
    assert at == "Monday" and sentence.startswith("Does 18:00 until 10:00 go over midnight, or is it a slip?")
    assert "“18:00 until 10:00 the next day”" in sentence and asked["Night"][0] == "Start"
    finish(one=one, by=SYSTEM)
    told = {offer.title: weeks_in_words(offer.schedules.all()) for offer in Offer.objects.filter(place=place)}
    assert told == {
        "Bar": "Mondays, 8pm to 2am the next day",
        "Beds": "Mondays, 6pm to 10am the next day",
        "Rest": "Tuesdays, 8pm to 8am the next day",
    }


def test_a_postcode_in_another_ward_is_asked_about_and_a_formula_is_no_name(place: Any) -> None:
    ward = Area.objects.get(place=place, level="ward", name="North")
    Postcode.objects.create(
        place=place, kind="postcode", code="TT1 1AA", latitude=52.5, longitude=-2.1, ward=ward
    )
    head = ["Name", "Organisation", "Ward", "Postcode", "Monday"]
    rows = [
        ["Tea", "The hall", "South", "TT1 1AA", "10-12"],
        ["Chess", "The hall", ward.name, "TT1 1AA", "10-12"],
        ["=1+1", "The hall", ward.name, "TT1 1AA", "10-12"],
        ["Bingo", "=SUM(A1)", ward.name, "TT1 1AA", "10-12"],
    ]
    one = staged(place, "\n".join(",".join(row) for row in [head, *rows]).encode())
    assert counts(one) == {"new": 2, "aside": 2}
    said = {row.title: [sentence for _, sentence in row.reasons] for row in imports.rows_of(one)}
    assert said["Tea"] == ["The ward says South, and TT1 1AA is in North. Put right the one that is wrong."]
    assert said["Chess"] == [] and said["=1+1"] == ["“=1+1” is a formula, not a name."]
    assert said["Bingo"] == ["“=SUM(A1)” is a formula, not a name."]
