"""One person, seven sources, four spheres, six kinds: the bundle that a system of local public support must hold.

A bed from a charity, the van a small fund pays, grants from two trusts, vouchers, food, a claim, a husband who cares,
and a voice on the phone. The bed cannot wait for the claim; the van waits for the bed.
"""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.core.clock import today
from helpfulacts.directory.facets import KINDS, SPHERES
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.report_act import mark_done


def bears(who: str, sphere: str, pence: int = 0, paid: int = 0, unpaid: int = 0) -> dict[str, Any]:
    return {"bearer": who, "sphere": sphere, "pence": pence, "paid_minutes": paid, "unpaid_minutes": unpaid}


@pytest.fixture
def bundle(make_plan: Any, offer: Any) -> dict[str, Any]:
    plan = make_plan(
        "We sleep on the floor, the fridge died, and the form frightens me.", facts={"no_bed": True}
    )
    offers = {
        "claim": offer(
            "Help with the disability claim", kind="intervention", sphere="public", by="The council",
            costs=(bears("The council", "public", paid=180),),
        ),
        "bed": offer(
            "A bed and mattress", kind="product", by="A furniture charity", key="bed",
            costs=(bears("The furniture charity", "civic", pence=7800, paid=40, unpaid=60),),
        ),
        "carpets": offer(
            "£200 for carpets", kind="resource", by="A trust", costs=(bears("A trust", "civic", pence=20000),)
        ),
        "fridge": offer(
            "£250 for a fridge", kind="resource", by="Another trust",
            costs=(bears("Another trust", "civic", pence=25000),),
        ),
        "vouchers": offer(
            "Vouchers for bedding", kind="product", sphere="private", by="A shop",
            costs=(bears("A shop", "private", pence=4000),),
        ),
        "food": offer(
            "Food for a week", kind="product", by="A food bank",
            costs=(bears("The food bank", "civic", pence=3500, unpaid=45),),
        ),
        "friend": offer(
            "Meet the quilting group", kind="connection", by="A church hall",
            costs=(bears("Two helpers", "civic", unpaid=60),),
        ),
        "idea": offer("A form-filling afternoon with tea", kind="idea", sphere="personal"),
        "ringing": offer(
            "A link worker rings", kind="service", by="The link workers' charity",
            costs=(bears("The link workers' charity", "civic", paid=30),),
        ),
    }  # fmt: skip
    offers["van"] = offer(
        "The van", kind="resource", by="A small fund", needs=(offers["bed"].exchange_id,),
        costs=(bears("A small fund", "civic", pence=3500),),
    )  # fmt: skip
    acts = {
        name: choose_offer(plan=plan, offer=one, by=plan.actor, urgent=name == "bed")
        for name, one in offers.items()
    }
    acts["husband"] = add_own_act(
        plan=plan, title="He cares for me", shown_from="My husband", kind="service", sphere="personal",
        by=plan.actor, state="promised", costs=[bears("My husband", "personal", unpaid=2100)],
    )  # fmt: skip
    return {"plan": plan, "acts": acts}


def test_all_six_kinds_and_four_spheres_stand_on_one_plan(bundle: dict[str, Any]) -> None:
    shown = [one.act for one in support.acts_of(bundle["plan"])]
    assert {act.kind for act in shown} == set(KINDS)
    assert {act.sphere for act in shown} == set(SPHERES)
    assert len({act.shown_from for act in shown}) >= 7


def test_the_van_waits_for_the_bed_and_the_bed_waits_for_nothing(bundle: dict[str, Any]) -> None:
    plan, acts = bundle["plan"], bundle["acts"]
    waits = {one.act.title: one.waits_for for one in support.acts_of(plan)}
    assert waits["The van"] == ["A bed and mattress"]
    assert waits["A bed and mattress"] == []
    titles = [one.act.title for one in support.acts_of(plan)]
    assert titles.index("A bed and mattress") < titles.index("The van")
    for name in ("bed", "van", "claim"):
        answer_act(act=support.get_act(plan.place, acts[name].pk), answer="yes", by=plan.actor)
    mark_done(act=support.get_act(plan.place, acts["bed"].pk), by=plan.actor, on=today())
    states = {one.act.title: one.act.state for one in support.acts_of(plan)}
    assert states["A bed and mattress"] == "done"
    assert states["The van"] == "promised"
    assert states["Help with the disability claim"] == "promised"


def test_the_bed_is_marked_as_what_cannot_wait(bundle: dict[str, Any]) -> None:
    urgent = [one.act.title for one in support.acts_of(bundle["plan"]) if one.act.urgent]
    assert urgent == ["A bed and mattress"]


def test_costs_stay_with_who_bears_them_and_unpaid_care_is_never_free(bundle: dict[str, Any]) -> None:
    rows = {row.who: row for row in plans.costs_by_bearer(support.acts_of(bundle["plan"]))}
    husband = rows["My husband"]
    assert (husband.sphere, husband.pence, husband.paid_minutes, husband.unpaid_minutes) == (
        "personal",
        0,
        0,
        2100,
    )
    assert rows["The furniture charity"].pence == 7800
    assert rows["The furniture charity"].unpaid_minutes == 60
    assert rows["The council"].paid_minutes == 180
    assert [row.sphere for row in plans.costs_by_bearer(support.acts_of(bundle["plan"]))] == sorted(
        (row.sphere for row in rows.values()), key=list(SPHERES).index
    )


def test_everyone_behind_the_plan_is_on_the_map(bundle: dict[str, Any]) -> None:
    behind = {
        name: {who for who, _, _ in lines}
        for name, _, lines in plans.support_map(bundle["plan"], support.acts_of(bundle["plan"])).spheres
    }
    assert "My husband" in behind["personal"]
    assert "The council" in behind["public"]
    assert "A shop" in behind["private"]
    assert {"A furniture charity", "A food bank", "A small fund"} <= behind["civic"]
