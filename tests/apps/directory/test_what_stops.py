"""What stops a combination: each stop found from its own parts, none hidden by another, each lifted alone."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.directory.combination import Need, Part, Wanted, common_time
from helpfulacts.directory.condition_words import CODES, CONDITIONS, THERE_IS
from helpfulacts.directory.stops import look, what_stops

SATURDAY = dt.date(2027, 6, 12)
DAYS = tuple(SATURDAY + dt.timedelta(weeks=week) for week in range(3))
MORNING = frozenset(range(20, 26))


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    return 111_000 * math.dist(one, other)


def room(**fields: Any) -> Part:
    kept: dict[str, Any] = {
        "free": dict.fromkeys(DAYS, MORNING),
        "holds": 20,
        "step_free": "yes",
        "ward": "North",
    }
    return Part("r", "The kitchen", "The school", "school", "room", **(kept | fields))


def people(**fields: Any) -> Part:
    return Part("p", "The cook", "Ann", "ann", "people", **fields)


def money(**fields: Any) -> Part:
    return Part("m", "The fund", "The fund", "fund", "money", **({"pence": 40_000} | fields))


PLAN = Wanted("Repair Saturday", 12, (SATURDAY,), 20, 24)
ALL_OF_IT = frozenset(THERE_IS)


def keys(parts: list[Part], wanted: Wanted = PLAN, **more: Any) -> set[str]:
    return {stop.key for stop in what_stops(parts, wanted, distance=metres, **more)}


def test_a_room_and_a_cook_at_a_free_time_are_stopped_by_nothing_and_it_says_what_is_fine() -> None:
    found = look([room(), people(holds=15)], PLAN, distance=metres)
    assert found.stops == ()
    assert "The kitchen is free on Saturday 12 June 2027, 10am to noon." in [
        sentence.replace("12 June,", "12 June 2027,") for sentence in found.fine
    ]
    assert "The cook has room for 12: it can take 15." in found.fine


@pytest.mark.parametrize(
    ("part", "wanted", "key"),
    [
        (room(asks=(Need("insurance", "The school", "school"),)), {}, "insurance:r"),
        (room(asks=(Need("licence_premises", "An officer", "", "officer"),)), {}, "licence_premises:r"),
        (room(asks=(Need("minimum_people", "The school", "school", "", 30),)), {}, "minimum_people:r"),
        (room(asks=(Need("hygiene", "The school", "school", "", None, SATURDAY - dt.timedelta(days=1)),)), {"there_is": ALL_OF_IT}, "hygiene:r"),
        (room(free={SATURDAY: frozenset(range(21, 30))}), {}, f"time:r:{SATURDAY}"),
        (room(holds=8), {}, "capacity:r"),
        (room(min_age=18), {}, "ages:r"),
        (room(max_age=60), {}, "ages:r"),
        (room(only_people="can say “I look after someone”"), {}, "only_for:r"),
        (room(step_free="no"), {"step_free": True}, "step_free:r"),
        (room(step_free="unknown"), {"step_free": True}, "step_free:r"),
        (money(only_for="Food"), {}, "restricted_fund:m"),
        (money(money_ends=SATURDAY - dt.timedelta(days=1)), {}, "money_ends:m"),
        (money(), {"pence": 50_000}, "money_short"),
    ],
)  # fmt: skip
def test_each_kind_of_stop_is_found(part: Part, wanted: dict[str, Any], key: str) -> None:
    rest = [people()] if part.role == "room" else [room(), people()]
    assert keys([part, *rest], replace(PLAN, **wanted)) == {key}


def test_parts_far_apart_another_ward_and_nobody_to_do_it() -> None:
    far = people(where=(52.6, -2.1), wards=("South",))
    assert keys([room(where=(52.5, -2.1)), far]) == {"far:r:p", "wards:p:r"}
    assert keys([room()]) == {"nobody:people"}
    assert keys([people()]) == {"nobody:room"}


def test_no_common_half_hour_is_a_stop_and_a_common_one_is_proposed() -> None:
    early, late = room(free={SATURDAY: frozenset(range(16, 20))}), people(free={SATURDAY: MORNING})
    assert "time:none" in keys([early, late], Wanted("Tea", 5))
    assert common_time([room(), late]) == {SATURDAY: [(20, 26)]}
    assert common_time([people()]) == {}


def test_each_stop_that_somebody_can_lift_says_who_and_how_to_ask_them_kindly() -> None:
    asks = tuple(Need(code, "The council", "council") for code in CODES if code != "restricted_fund")
    asking = room(asks=asks, step_free="unknown")
    plan = replace(PLAN, there_is=ALL_OF_IT)
    found = what_stops([asking, people(), money(only_for="Food")], plan, distance=metres)
    assert len(found) == len(CODES)
    for stop in found:
        assert stop.who and stop.liftable and stop.ask.rstrip().endswith(("?", "."))
        assert "{" not in stop.ask + stop.sentence and "“Repair Saturday”" in stop.ask, stop


def test_evidence_counts_only_while_it_runs() -> None:
    asking = room(asks=(Need("insurance", "The school", "school"),))
    assert keys([asking, people(brings={"insurance": dt.date.max})]) == set()
    assert keys([asking, people(brings={"insurance": SATURDAY})]) == set()
    runs_out = [asking, people(brings={"insurance": SATURDAY - dt.timedelta(days=1)})]
    assert keys(runs_out) == {"insurance:r"}
    [stop] = what_stops(runs_out, PLAN, distance=metres)
    assert "runs only until" in stop.sentence


def test_nobody_is_asked_about_what_is_not_there() -> None:
    """Of food, alcohol and music only where there is any: as it was ticked, or as somebody chosen brings it."""
    asking = room(
        asks=tuple(
            Need(code, "The school", "school")
            for code in ("hygiene", "allergens", "licence_alcohol", "licence_music", "step_free")
        )
    )
    found = look([asking, people()], PLAN, distance=metres)
    assert found.stops == ()
    assert (
        "The kitchen asks for a food hygiene rating only if there is food. You plan none of that."
        in found.fine
    )
    assert "The kitchen is step-free." in found.fine, "what is known is not asked"
    of_food = {"hygiene:r", "allergens:r"}
    assert keys([asking, people()], replace(PLAN, there_is=frozenset({"food"}))) == of_food
    assert keys([asking, people(food=True)]) == of_food
    assert keys([asking, people()], replace(PLAN, there_is=frozenset({"music"}))) == {"licence_music:r"}


def test_where_food_is_made_hygiene_is_asked_of_a_kitchen_that_says_nothing_of_it() -> None:
    """And not at all where none is: the tick decides, not what the entry of the room happens to say."""
    with_food = replace(PLAN, there_is=frozenset({"food"}))
    assert keys([room(), people()]) == set()
    [stop] = what_stops([room(), people()], with_food, distance=metres)
    assert (stop.code, stop.evidence, stop.liftable) == ("hygiene", "a food hygiene rating", True)
    assert keys([room(), people(brings={"hygiene": SATURDAY})], with_food) == set()
    nobody = replace(room(), keeper_id="")
    assert what_stops([nobody, people()], with_food, distance=metres)[0].lifter == ("", "officer")


def test_nobody_is_asked_to_move_what_cannot_move() -> None:
    here, there = room(where=(52.5, -2.1)), replace(room(where=(52.6, -2.1)), key="s")
    [far] = what_stops([here, there, people()], PLAN, distance=metres)
    assert not far.liftable and "Neither of them can move" in far.sentence
    timber = Part("t", "The timber", "The yard", "yard", "thing", where=(52.6, -2.1))
    [far] = what_stops([here, people(), timber], PLAN, distance=metres)
    assert far.ask.startswith("Could The timber be brought to where")
    [wards] = what_stops([here, people(), money(wards=("South",))], PLAN, distance=metres)
    assert wards.ask.startswith("May The fund be used in North for")


def test_every_condition_has_words() -> None:
    assert all(words.name and words.missing and words.ask for words in CONDITIONS.values())


half_hours = st.frozensets(st.integers(18, 30), max_size=12)
needs = st.lists(
    st.builds(
        Need,
        code=st.sampled_from(CODES),
        lifter=st.just("The council"),
        lifter_id=st.just("council"),
        number=st.none() | st.integers(1, 30),
        met_until=st.none() | st.sampled_from(DAYS),
    ),
    max_size=3,
    unique_by=lambda need: need.code,
).map(tuple)


a_part = st.builds(
    Part,
    key=st.just(""),
    name=st.just(""),
    keeper=st.just("Somebody"),
    keeper_id=st.just("somebody"),
    role=st.sampled_from(["room", "thing", "money", "people"]),
    free=st.none() | st.dictionaries(st.sampled_from(DAYS), half_hours, max_size=3),
    holds=st.none() | st.integers(0, 30),
    pence=st.none() | st.integers(0, 60_000),
    money_ends=st.none() | st.sampled_from(DAYS),
    only_for=st.sampled_from(["", "Food"]),
    min_age=st.none() | st.sampled_from([0, 16, 60]),
    max_age=st.none() | st.sampled_from([60, 99]),
    only_people=st.sampled_from(["", "can say “I look after someone”"]),
    step_free=st.sampled_from(["yes", "no", "unknown"]),
    where=st.none() | st.sampled_from([(52.5, -2.1), (52.6, -2.1)]),
    wards=st.sampled_from([(), ("North",)]),
    ward=st.sampled_from(["", "North", "South"]),
    food=st.booleans(),
    asks=needs,
    brings=st.dictionaries(st.sampled_from(CODES), st.sampled_from(DAYS), max_size=2),
)
parts = st.lists(a_part, min_size=1, max_size=5).map(
    lambda some: [replace(part, key=str(number), name=f"Part {number}") for number, part in enumerate(some)]
)


wanted = st.builds(
    Wanted,
    title=st.just("Repair Saturday"),
    people=st.integers(1, 25),
    days=st.sampled_from([(), DAYS[:1], DAYS]),
    from_slot=st.just(20),
    to_slot=st.just(24),
    min_age=st.none() | st.just(16),
    max_age=st.none() | st.just(70),
    step_free=st.booleans(),
    pence=st.sampled_from([0, 50_000]),
    there_is=st.sampled_from([frozenset(), ALL_OF_IT]),
)


@settings(deadline=None, max_examples=300)
@given(parts, wanted)
def test_another_part_never_hides_a_stop_that_remains(chosen: list[Part], plan: Wanted) -> None:
    *before, added = chosen
    left = keys(chosen, plan)
    gone = [stop for stop in what_stops(before, plan, distance=metres) if stop.key not in left]
    for stop in gone:
        answered = stop.missing and (stop.missing == added.role or stop.missing in added.brings)
        assert answered, f"{stop.key} went, and {added} is not what was missing"
        if stop.missing in added.brings:
            assert added.brings[stop.missing] >= (plan.days or (dt.date.min,))[-1]


@settings(deadline=None, max_examples=300)
@given(parts, wanted, st.data())
def test_lifting_one_stop_takes_away_exactly_that_one(chosen: list[Part], plan: Wanted, data: Any) -> None:
    before = what_stops(chosen, plan, distance=metres)
    assert len({stop.key for stop in before}) == len(before)
    if not before:
        return
    one = data.draw(st.sampled_from(before))
    after = what_stops(chosen, plan, distance=metres, lifted={one.key})
    assert after == ([stop for stop in before if stop != one] if one.liftable else before)


@settings(deadline=None, max_examples=100)
@given(parts, wanted)
def test_the_order_in_which_parts_were_chosen_changes_no_sentence(chosen: list[Part], plan: Wanted) -> None:
    def of_parts(some: list[Part]) -> set[str]:
        found = look(some, plan, distance=metres)
        return {stop.sentence for stop in found.stops if stop.code not in ("far", "time")} | set(found.fine)

    assert of_parts(chosen) == of_parts(chosen[::-1])
