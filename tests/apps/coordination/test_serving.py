"""Saying more never costs you: another facet, a longer way, another language or time takes no pair from you, unless an
open offer with a free place is at least as good for that facet. What an offer's own rule says is no cost of saying more:
a class for those who do not speak a language yet is not for whoever speaks it."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from fitting_makers import compare, metres, world
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.fitting import Claims, OfferColumns, fit, gain
from helpfulacts.coordination.models import Allocation, Claim
from helpfulacts.coordination.round_rows import asked_of
from helpfulacts.coordination.serving import served_facets
from helpfulacts.core.clock import now
from helpfulacts.directory.facets import FACET_CODES
from helpfulacts.support.models import HelpfulAct
from helpfulacts.support.plans import aspirations_of, plan_of

PER_KM = 50_000
FACETS = 6


def left_of(claims: Claims, offers: OfferColumns, shared: Any, least: int) -> Any:
    """uint32[n]: the facets that each claim asks the round for."""
    pairs, _ = fit(claims, offers)
    table = np.full((claims.size, len(FACET_CODES)), least, np.int8)
    return claims.facets & ~served_facets(claims, offers, pairs, shared, table, PER_KM)


def gains_on(claims: Claims, offers: OfferColumns, i: int, j: int) -> dict[int, tuple[int, int]]:
    """(grade, gain) of one offer on each facet of a claim that it fits and helps with; one plain line each."""
    if compare(claims, offers, i, j)[1] or offers.group[j] == (0 if claims.group[i] else 1):
        return {}
    grades = {f: int(offers.grade[j, f]) for f in range(FACETS) if int(claims.facets[i]) >> f & 1}
    away, importance = metres(claims, offers, i, j), int(claims.importance[i])
    return {f: (grade, int(gain(importance, grade, away, PER_KM))) for f, grade in grades.items() if grade}


def say_more(claims: Claims, seed: int) -> Claims:
    """Each says more of one thing. To whoever told no times or languages any would do, so they cannot say more."""
    draw = np.random.default_rng(seed)
    what = draw.integers(0, 4, claims.size)

    def more(old: Any, kind: int, bits: int) -> Any:
        added = old | (1 << draw.integers(0, bits, claims.size)).astype(np.uint32)
        return np.where((what == kind) & ((old != 0) | (kind == 0)), added, old).astype(np.uint32)

    return replace(
        claims,
        facets=more(claims.facets, 0, FACETS),
        limit_m=np.where(what == 1, claims.limit_m + draw.choice([1000, 12_000, 30_000], claims.size), claims.limit_m),
        languages=more(claims.languages, 2, 4),
        times=more(claims.times, 3, 8),
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_saying_more_never_costs_you(seed: int, more: int, least: int) -> None:
    claims, offers = world(seed)
    shared = np.random.default_rng(seed).random(offers.size) < 0.5
    before = left_of(claims, offers, shared, least)
    wider = say_more(claims, more)
    after = left_of(wider, offers, shared, least)
    for i in range(claims.size):
        for j in np.flatnonzero(shared).tolist():
            had = gains_on(replace(claims, facets=before), offers, i, j)
            has = gains_on(replace(wider, facets=after), offers, i, j)
            not_for_them = compare(wider, offers, i, j)[1] - compare(claims, offers, i, j)[1] == {"who_for"}
            if has or not had or not_for_them:
                continue
            for facet, (_, mine) in had.items():
                found = [
                    gains_on(wider, offers, i, k).get(facet, (0, -1))
                    for k in np.flatnonzero(~shared).tolist()
                ]
                assert any(grade >= least and theirs >= mine for grade, theirs in found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_a_facet_is_served_when_the_best_open_offer_is_as_good_as_every_shared_one(
    seed: int, least: int
) -> None:
    claims, offers = world(seed)
    shared = np.random.default_rng(seed).random(offers.size) < 0.5
    left = left_of(claims, offers, shared, least)
    for i in range(claims.size):
        on = [gains_on(claims, offers, i, j) for j in range(offers.size)]
        for facet in range(FACETS):
            if not int(claims.facets[i]) >> facet & 1:
                continue
            open_ = [on[j][facet] for j in range(offers.size) if facet in on[j] and not shared[j]]
            best = max((mine for grade, mine in open_ if grade >= least), default=-1)
            others = [on[j][facet][1] for j in range(offers.size) if facet in on[j] and shared[j]]
            served = best >= 0 and best >= max(others, default=-1)
            assert bool(int(left[i]) >> facet & 1) is not served


# In a real round ------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(db: None) -> Any:
    """What each claim of a run asked for."""
    return lambda run: [
        tuple(asked_of(claim)["facets"]) for claim in Claim.objects.filter(run=run).order_by("pk")
    ]


def place_of(run: Any, person: Any) -> Any:
    row = Allocation.objects.filter(run=run, person=person).first()
    return row.offer.title if row and row.offer else None


def test_ticking_company_too_keeps_the_place_for_repairs(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, asked: Any
) -> None:
    make_offer("Repair Saturday", places=2)
    make_offer("Sewing circle", places=None, access="open", facets={"company": 3})
    one, both = make_asker(("repairs",)), make_asker(("repairs", "company"))
    run = run_round(place=place)
    assert [place_of(run, person) for person in (one, both)] == ["Repair Saturday"] * 2
    assert asked(run) == [("repairs",)] * 2  # company is open: they need not ask a round for it


def test_a_longer_way_keeps_the_place_nearby(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Repair Saturday", places=2)
    make_offer("Far repairs", places=None, access="open", latitude=52.55)
    near, far = (make_asker(wish={"travel_limit_m": limit}) for limit in (1000, 9000))
    run = run_round(place=place)
    assert [place_of(run, person) for person in (near, far)] == ["Repair Saturday"] * 2


def test_an_open_offer_as_good_as_every_shared_one_serves(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Far repairs", places=2, latitude=52.55)
    make_offer("Repair cafe", places=None, access="open")
    make_asker(wish={"travel_limit_m": 9000})
    assert run_round(place=place).people == 0


def promise(person: Any, offer: Any) -> None:
    (wish,) = aspirations_of(plan_of(person))
    act = HelpfulAct(
        place=person.place, plan=plan_of(person), offer=offer, aspiration=wish, shown_from="A club",
        kind=offer.kind, sphere="civic", state="promised", created_at=now(), changed_at=now(),
    )  # fmt: skip
    act.title = offer.title
    act.save()


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"facets": {"company": 1}}, [("repairs",)]),
        ({"facets": {"repairs": 1, "company": 1}}, []),
        ({"facets": {"rights": 3}}, [("company", "repairs")]),
        ({"facets": {"repairs": 3, "company": 3}, "kind": "idea"}, [("company", "repairs")]),
    ],
    ids=["one facet", "both", "neither: a check of rights", "an idea never stands in for help"],
)
def test_open_help_that_was_promised_answers_what_it_helps_with(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, asked: Any, fields: Any, left: Any
) -> None:
    make_offer("Repair Saturday", places=1, facets={"repairs": 2})
    person = make_asker(("repairs", "company"))
    promise(person, make_offer("Promised", places=None, access="open", **fields))
    assert [tuple(sorted(one)) for one in asked(run_round(place=place))] == left


def test_open_help_too_slight_for_a_right_does_not_end_it(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    """Somebody with no food is owed grade 2: a promised snack leaves the right, and the alarm, as they are."""
    person = make_asker(("food",), facts={"no_food": True})
    promise(person, make_offer("A snack", places=None, access="open", facets={"food": 1}))
    run = run_round(place=place)
    assert (run.people, run.alarms) == (1, 1)
    assert selectors.alarms_of(run)[0].floor == "no_food"


def test_open_help_too_slight_for_a_right_does_not_serve_it_whatever_the_rules_call_serving(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    document = copy.deepcopy(selectors.rules_in_force(place).document)
    document["rounds"]["open_serves_from"] = 1
    enact_rules(place=place, document=document)
    make_offer("A snack", places=None, access="open", facets={"food": 1})
    make_asker(("food",))
    assert run_round(place=place).people == 0
    make_asker(("food",), facts={"no_food": True})
    run = run_round(place=place)
    assert (run.people, run.alarms) == (1, 1)
