"""Is it fair? Counts by group that add up, small ones that nobody can work out, and a rule that can be tried the other way."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from helpfulacts.accountability.actions import publish_ward_figures as publishing
from helpfulacts.accountability.actions.publish_ward_figures import publish_ward_figures
from helpfulacts.accountability.fair import fairness
from helpfulacts.cli.main import main
from helpfulacts.cli.reports.fairness import _table
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.fairness import Counted, as_json
from helpfulacts.coordination.fairness.access import access_of
from helpfulacts.coordination.fairness.burden import _rough, burden_of
from helpfulacts.coordination.fairness.counting import Counts, Group, count
from helpfulacts.coordination.fairness.reach import not_reached, slant_of
from helpfulacts.coordination.fairness.rerun import tried
from helpfulacts.coordination.fairness.tables import FairRow, FairTable, tables_of, with_yes
from helpfulacts.engine.evidence.inequality import slope_index
from helpfulacts.engine.evidence.intervals import poisson
from helpfulacts.engine.small import nearest
from helpfulacts.people.actions.say_equality import say_equality
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.models import Plan

pytestmark = pytest.mark.django_db
PLACES = 30


@pytest.fixture
def round_of(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, open_everything: Any, officer: Any
) -> Any:
    """Seventy people ask for thirty places; the carers come first, and half of the others said their sex."""
    from helpfulacts.people.actor import the_person

    make_offer(places=PLACES)
    people = [
        make_asker(
            sector="TT1 1" if number < 40 else "TT3 1",
            facts={"carer": number % 3 == 0},
            age_band="25-49" if number % 2 else "65-79",
        )
        for number in range(70)
    ]
    for number, person in enumerate(people[:50]):
        say_equality(
            person=person, answers={"sex": "female" if number < 26 else "male"}, by=the_person(person.pk)
        )
    run = run_round(place=place)
    open_everything(run)
    confirm_run(run=run, by=officer)
    run.refresh_from_db()
    return run, people


def test_groups_are_counted_and_add_up(round_of: Any) -> None:
    run, _ = round_of
    counts = count(run)
    for group in counts.groups:
        total: Counter[str] = sum(counts.of[group.code].values(), Counter())
        assert total["placed"] == run.placed and total["refused"] == run.refused and total["gap"] == run.gaps
        assert total["first"] + total["again"] == run.refused + run.gaps
    assert sum(counts.of["sex"]["female"][one] for one in ("placed", "refused", "gap")) == 26
    assert sum(counts.of["sex"]["not-said"][one] for one in ("placed", "refused", "gap")) == 20
    assert {group.code for group in counts.groups} == {
        "decile",
        "ward",
        "age",
        "sex",
        "ethnic_group",
        "disability",
    }


def test_the_report_shows_shares_with_their_denominators_and_intervals(place: Any, round_of: Any) -> None:
    run, _ = round_of
    assert publish_ward_figures(place=place) == 1
    report = fairness(place)
    assert report.kept is not None and report.kept.round_number == run.number
    assert Counted.of_kept(json.loads(json.dumps(report.kept.counted.kept()))) == report.kept.counted
    everybody = report.table("sex").all
    assert (everybody.asked, everybody.placed) == (70, PLACES)
    shown = [row for table in report.tables for row in table.rows if row.share is not None]
    assert shown
    for row in shown:
        assert row.asked is not None and row.asked >= 10 and row.placed is not None
        assert row.asked % 5 == 0 and row.low <= row.share <= row.high
    for table in report.tables:
        for row in table.rows:
            for number in (row.asked, row.placed, row.refused, row.gap, row.again):
                assert number is None or number == 0 or number >= 10
    assert json.loads(json.dumps(as_json(report), default=str))["kept"]["round_number"] == run.number


def test_whoever_takes_back_what_they_said_is_not_counted_by_it(round_of: Any) -> None:
    from helpfulacts.people.actions.say_equality import forget_equality

    run, people = round_of
    for person in people[:50]:
        forget_equality(person=person)
    of = count(run).of["sex"]
    assert not of["female"] and not of["male"] and of["not-said"]["placed"] == run.placed


def test_whoever_is_erased_is_in_no_figure(place: Any, round_of: Any, citizen_of: Any) -> None:
    run, people = round_of
    erase_plan(plan=Plan.objects.get(person=people[0]), by=citizen_of(people[0]))
    run.refresh_from_db()
    asked = sum(
        count(run).of["decile"][code][one]
        for code in count(run).of["decile"]
        for one in ("placed", "refused", "gap")
    )
    assert asked == 69
    publish_ward_figures(place=place)
    assert fairness(place).tables


def test_a_place_without_a_round_says_so(place: Any) -> None:
    report = fairness(place)
    assert report.kept is None and report.newer is None and report.tables == ()
    assert report.slant is None and report.trend == ()


def test_a_round_of_a_few_shows_nothing(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, open_everything: Any, officer: Any
) -> None:
    make_offer(places=2)
    for _ in range(5):
        make_asker()
    run = run_round(place=place)
    open_everything(run)
    confirm_run(run=run, by=officer)
    assert (fairness(place).kept, fairness(place).newer) == (None, run.number)
    publish_ward_figures(place=place)
    report = fairness(place)
    assert (
        report.kept is not None
        and report.kept.round_number == run.number
        and report.tables == ()
        and report.slant is None
    )


def test_the_rule_is_tried_with_the_other_answer(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    """P6-T4: twenty carers have all twenty places; were they the others, the others would. What no rule reads moves nobody."""
    make_offer(places=20)
    for number in range(40):
        make_asker(sector="TT3 1", facts={"carer": number % 2 == 0})
    rows, unread = tried(run_round(place=place))
    carer = next(row for row in rows if row.code == "carer")
    assert (carer.yes, carer.said, carer.gain, carer.lose) == (20, 40, 20, 20)
    assert {one.code for one in unread} == {"age", "sex", "ethnic_group", "disability"}
    assert all(one.same for one in unread)


def test_who_said_yes_is_told_beside_who_answered_only_where_both_answers_are_many(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    """Of forty who answered four said no and four said yes: beside the forty each would be known of the other."""
    make_offer(places=20)
    for number in range(40):
        make_asker(sector="TT3 1", facts={"carer": number >= 4, "no_bed": number < 4, "not_safe": False})
    found = {row.code: (row.yes, row.said) for row in tried(run_round(place=place))[0]}
    assert (found["carer"], found["no_bed"], found["not_safe"]) == ((None, 40), (None, 40), (0, 40))


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("act high", "Look into it: more often"),
        ("watch low", "Watch: less often"),
    ],
)
def test_the_command_says_what_stands_out_in_the_words_of_the_page(says: str, words: str) -> None:
    table = table_of(("1", 100, 60), ("2", 100, 40))
    rows = tuple(replace(row, says=says) for row in table.rows)
    assert any(words in line and says not in line for line in _table(replace(table, rows=rows)))


def table_of(*rows: tuple[str, int, int]) -> FairTable:
    def row(code: str, asked: int, placed: int) -> FairRow:
        share = placed / asked
        return FairRow(
            code, code, asked, placed, None, None, None, share, max(0, share - 0.1), min(1, share + 0.1)
        )

    return FairTable(
        Group("decile", "", tuple((code, code) for code, *_ in rows), False),
        tuple(row(*one) for one in rows),
        row("all", sum(one[1] for one in rows), sum(one[2] for one in rows)),
    )


def test_the_slant_is_the_slope_index_of_what_is_shown() -> None:
    table = table_of(("1", 100, 60), ("2", 100, 50), ("3", 100, 40), ("4", 100, 30), ("5", 100, 20))
    slant = slant_of(table)
    assert slant is not None and slant.leans == "most" and slant.c < 0 and slant.e < 0
    assert (
        slant.sii
        == pytest.approx(slope_index([100] * 5, [0.6, 0.5, 0.4, 0.3, 0.2]).sii)
        == pytest.approx(-0.5)
    )
    assert slant_of(table_of(("1", 100, 60), ("2", 100, 50))) is None


def test_the_two_ends_alone_differ_by_newcombes_interval() -> None:
    """56 of 70 and 48 of 80: method 10 of Newcombe 1998, table II, gives 0.0524 to 0.3339."""
    slant = slant_of(table_of(("1", 80, 48), ("2", 100, 60), ("3", 70, 56)))
    assert slant is not None and slant.ends == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_each_group_is_held_beside_an_equal_share_by_byars_interval(round_of: Any) -> None:
    """The interval of its places (golden numbers: `test_evidence_intervals.py`) over the places of an equal share."""
    run, _ = round_of
    tables = tables_of(count(run))
    assert tables is not None
    rows = [row for one in tables.values() for row in one.rows if row.times is not None]
    assert rows
    for row in rows:
        baseline = tables["decile"].all.share
        assert row.placed is not None and row.asked and baseline
        low, high = poisson(row.placed)
        assert row.expected == pytest.approx(row.asked * baseline)
        assert (row.times, row.times_low, row.times_high) == pytest.approx(
            (row.placed / row.expected, low / row.expected, high / row.expected)
        )
    assert all(row.times is None for one in tables.values() for row in one.rows if row.hidden)


def test_a_hidden_group_hides_the_slant_too() -> None:
    table = table_of(("1", 100, 60), ("2", 100, 50), ("3", 100, 40), ("4", 100, 30))
    gone = FairRow("5", "5", None, None, None, None, None)
    assert slant_of(FairTable(table.group, (*table.rows, gone), table.all)) is None


def test_wards_that_differ_by_chance_are_not_pointed_at() -> None:
    assert not not_reached(table_of(("a", 40, 20), ("b", 40, 21), ("c", 40, 19))).differ
    found = not_reached(table_of(("a", 200, 180), ("b", 200, 170), ("c", 200, 20)))
    assert found.differ and [row.code for row, *_ in found.wards] == ["c"]


def test_what_people_say_hides_nothing_more_of_wards_and_deciles(round_of: Any) -> None:
    run, _ = round_of
    alone, together = tables_of(count(run, told=False)), tables_of(count(run))
    assert alone is not None and together is not None
    for code in ("decile", "ward"):
        assert together[code].rows == alone[code].rows


def test_whoever_said_yes_to_their_place_is_told_of_those_with_one(round_of: Any, citizen_of: Any) -> None:
    from helpfulacts.coordination.models import Allocation
    from helpfulacts.support.actions.answer_act import answer_act

    run, _ = round_of
    then = tables_of(count(run))
    assert then is not None
    placed = Allocation.objects.filter(run=run, status="placed").order_by("index")
    for number, one in enumerate(placed.select_related("act__plan__person")):
        answer_act(act=one.act, answer="yes" if number < 20 else "not_now", by=citizen_of(one.person))
    tables = {one.group.code: one for one in with_yes(count(run), tuple(then.values()))}
    everybody = tables["age"].all
    assert (everybody.placed, everybody.yes) == (30, 20) and everybody.yes_share == pytest.approx(2 / 3)
    assert all(
        row.yes is None or row.yes == 0 or row.yes >= 10 for one in tables.values() for row in one.rows
    )
    for code, table in tables.items():
        told = [
            (row.asked, row.placed, row.refused, row.gap, row.again, row.share) for row in then[code].rows
        ]
        assert told == [
            (row.asked, row.placed, row.refused, row.gap, row.again, row.share) for row in table.rows
        ]


def test_numbers_are_to_the_nearest_five() -> None:
    assert [nearest(one) for one in (0, 10, 12, 13, 17, 18)] == [0, 10, 10, 15, 15, 20]


def test_access_counts_areas_and_places_and_no_person(place: Any, make_offer: Any) -> None:
    assert access_of(place) is None
    make_offer(places=4)
    found = access_of(place)
    assert found is not None and found.places == 4 and found.offers == 1
    shared_out = sum(row.score * row.areas for row in found.rows)
    assert shared_out == pytest.approx(4 - found.out_of_reach)


def test_unpaid_time_of_few_people_is_not_told(
    place: Any, make_asker: Any, make_offer: Any, citizen_of: Any
) -> None:
    from helpfulacts.core.clock import now
    from helpfulacts.support.models import HelpfulAct

    for number in range(12):
        person = make_asker()
        act = HelpfulAct(
            place=place, plan=Plan.objects.get(person=person), shown_from="x", kind="service", sphere="personal",
            state="confirmed", created_at=now(), changed_at=now(),
        )  # fmt: skip
        act.costs = [
            {
                "bearer": f"Giver {number}",
                "sphere": "personal",
                "pence": 0,
                "paid_minutes": 0,
                "unpaid_minutes": 60,
            },
            {"bearer": "A club", "sphere": "civic", "pence": 0, "paid_minutes": 0, "unpaid_minutes": 30},
        ]
        act.save(force_insert=True)
        if number == 8:
            told = {one.sphere: one.hours for one in burden_of(place).spheres}
            assert told["personal"] is None and told["civic"] == 5
    burden = burden_of(place)
    assert {one.sphere: one.hours for one in burden.spheres} == {
        "public": 0,
        "private": 0,
        "civic": 6,
        "personal": 10,  # to the nearest ten hours, for ten acts take ten
    }
    assert burden.givers == 10 and burden.top_tenth is None and burden.capped == 0


def test_the_command_reports_it(monkeypatch: Any, capsys: Any, round_of: Any) -> None:
    def call(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["helpfulacts", "report", "fairness", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert not stopped.value.code
        return str(capsys.readouterr()[0])

    assert "round 1 is not counted yet" in call("--place", "testham")
    publish_ward_figures(place=round_of[0].place)
    assert json.loads(call("--place", "testham", "--json"))["kept"]["round_number"] == round_of[0].number
    assert "Everybody: 30 of 70 have a place, 43%" in call("--place", "testham")


def test_an_attacker_with_both_tables_pins_nobody(round_of: Any) -> None:
    """What `tables_of` leaves to be seen passes the audit that it makes itself; here its hidden counts are made again."""
    from helpfulacts.coordination.fairness import tables as made
    from helpfulacts.engine.evidence.disclosure import hide, passes

    counts: Counts = count(round_of[0])
    linked = made._linked(counts, counts.groups)
    known = made._said_elsewhere(counts)
    first = made._linked(counts, tuple(group for group in counts.groups if not group.told))
    hidden = hide(first, known)
    hidden = hide(linked, {key for key in first.keys if key not in hidden} | known, hidden)
    assert passes(linked, hidden)
    assert all(key in hidden or key in known for key, value in linked.values.items() if 0 < value < 10)


def test_the_days_of_a_round_are_those_of_the_place(
    place: Any, round_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "now", lambda: dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC))
    publish_ward_figures(place=place)
    [kept] = [fairness(place).kept]
    assert kept is not None and kept.counted_on == dt.date(2026, 7, 2)


def test_personal_time_is_told_so_that_no_ten_acts_show() -> None:
    assert [_rough(sum(acts), acts) for acts in ([], [60] * 12, [60] * 18, [600] * 50)] == [0, 10, 20, 500]
    assert _rough(60 * 127, [60 * 4] * 31) == 150, "ten of four hours are forty, so the step is fifty"
