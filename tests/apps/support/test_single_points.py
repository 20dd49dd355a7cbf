"""What is left without cover when one thing stops: checked against articulation points, and on a small place."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, NotFound
from helpfulacts.directory.models import Prerequisite
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation, Person
from helpfulacts.promises.actions.fire_notices import fire_notices
from helpfulacts.promises.selectors import days_to_keep
from helpfulacts.support import standing_on
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.own_weak_point import own_weak_point
from helpfulacts.support.single_points import Loss, Use, losses, stands_on

ARCHITECT = Actor("Ines, system-architect", "system-architect")


def cut_off(support: str, supports: Any, covers: Any) -> set[str]:
    """By networkx, need by need: those that `support` cuts off from the root, for it is an articulation point."""
    found = set()
    for need in {need for needs in covers.values() for need in needs}:
        graph: Any = nx.Graph()
        for offer in (offer for offer, needs in covers.items() if need in needs):
            graph.add_edge(offer, need)
            graph.add_edges_from(
                [("root", support), (support, offer)] if support in supports[offer] else [("root", offer)]
            )
        if support in set(nx.articulation_points(graph)):
            found.add(need)
    return found


def test_removing_a_support_leaves_what_articulation_points_cut_off() -> None:
    rng = random.Random(7)
    found = itself = 0
    for _ in range(200):
        offers = [f"offer {n}" for n in range(rng.randint(1, 9))]
        supports = {
            offer: frozenset(
                rng.sample(
                    [f"support {n}" for n in range(4)] + [other for other in offers if other != offer],
                    rng.randint(0, 3),
                )
            )
            for offer in offers
        }
        covers = {
            offer: frozenset(rng.sample([f"need {n}" for n in range(6)], rng.randint(1, 3)))
            for offer in offers
        }
        for support, loss in losses(supports, covers, []).items():
            assert loss.needs == cut_off(str(support), supports, covers)
            assert loss.offers == {offer for offer in offers if support in supports[offer]}
            found += bool(loss.needs)
            itself += bool(loss.needs & covers.get(support, frozenset()))
    assert found > 200 and itself > 50, "there were single points to find, and offers among them"


def test_what_is_lost_counts_people_once_and_only_where_nothing_else_helps() -> None:
    supports = stands_on(
        {"bed": {"charity"}, "van": {"driver"}, "shop": {"shopkeeper"}, "loop": set()},
        {"van": {"bed"}, "loop": {"loop"}},
    )
    assert supports["van"] == {"driver", "bed", "charity"} and supports["loop"] == frozenset()
    covers = {
        "bed": frozenset({"sleep"}),
        "van": frozenset({"carry"}),
        "shop": frozenset({"sleep"}),
        "loop": frozenset({"talk"}),
    }
    uses = [
        Use("bed", "Ann", frozenset({"sleep"}), 3),  # the shop has beds too
        Use("van", "Ann", frozenset({"carry"}), 4),
        Use("van", "Bob", frozenset({"carry"}), 2),
        Use("van", "Bob", frozenset({"carry"}), 1),
    ]
    lost = losses(supports, covers, uses)
    assert lost["charity"] == Loss(
        frozenset({"bed", "van"}), frozenset({"carry"}), people=2, weeks=6, users=2
    ), "Bob is helped for two weeks, by whichever of his two"
    assert lost["shopkeeper"].needs == frozenset() and lost["shopkeeper"].people == 0


@pytest.mark.django_db
def test_a_grant_that_ends_is_a_weak_point_that_a_body_takes_on(
    place: Any, offer: Any, make_plan: Any
) -> None:
    ends = today() + dt.timedelta(days=40)
    debt = offer(
        "Debt advice",
        "service",
        by="Advice shop",
        facets={"money": 3},
        funding_ends=ends,
        who_pays="A ward fund",
    )
    lift = offer("A lift to it", "service", by="A church", facets={"transport": 2})
    tea = offer("Tea", "service", by="Advice shop", facets={"company": 3})
    offer("More tea", "service", by="A church", facets={"company": 2})
    Prerequisite.objects.create(place=place, offer=lift, needs=debt)
    church, plan = Organisation.objects.get(place=place, name="A church"), make_plan()
    answer_act(act=choose_offer(plan=plan, offer=debt, by=plan.actor), answer="yes", by=plan.actor)
    system = standing_on.read_system(place)
    points = {point.called: point for point in system.weak_points}
    assert {"A ward fund", "Advice shop", "A church", "Debt advice"} == set(points)
    fund = points["A ward fund"]
    assert (fund.what, fund.owner, fund.ends_on) == ("fund", "A ward fund", ends)
    assert fund.offers == ("A lift to it", "Debt advice") and {facet for facet, _ in fund.needs} == {
        "money",
        "transport",
    }
    assert (fund.people, fund.people_said, fund.weeks_said) == (1, "a few people", "")
    stood_on = {row.called: (row.offers, row.users) for row in system.supports}
    assert stood_on["Debt advice"] == (1, 1) and stood_on["A ward fund"] == (2, 1), (
        "the lift waits for the advice"
    )
    Person.objects.filter(pk=plan.person.pk).update(protected=True)
    hidden = standing_on.read_system(place)
    assert {(point.people, point.weeks) for point in hidden.weak_points} == {(0, 0)}, "they are in no count"
    assert not any(row.users for row in hidden.supports)
    Person.objects.filter(pk=plan.person.pk).update(protected=False)
    assert "company" not in {facet for facet, _ in points["Advice shop"].needs}, "the church has tea too"
    assert standing_on.about(34) == "about 30 people"
    said = [replace(fund, people=people, weeks=12 * people).weeks_said for people in (94, 99, 100, 104)]
    assert said == ["", "", "about 1,200", "about 1,200"], "weeks do not undo the rounding of people"
    bare = {row.facet: row for row in system.coverage}
    assert bare["company"].offers == 2 and len(bare["grief"].none_in) == bare["grief"].wards
    with pytest.raises(NotAllowed):
        own_weak_point(place=place, point_id=fund.id, body=church, until=ends, by=Actor("Tom", "navigator"))
    promise = own_weak_point(place=place, point_id=fund.id, body=church, until=today(), by=ARCHITECT)
    assert standing_on.weak_point(place, fund.id).promise == promise
    fire_notices(place=place, day=today())
    assert [row.promise for row in days_to_keep(place)] == [promise]
    with pytest.raises(NotFound):
        standing_on.weak_point(place, tea.pk)


@pytest.mark.django_db
def test_money_that_nobody_named_is_not_one_fund_and_a_shared_room_has_no_one_owner(
    place: Any, offer: Any
) -> None:
    ends, hall = (
        today() + dt.timedelta(days=40),
        {"published_venue": True, "address": "The hall, 1 High Street"},
    )
    offer("Debt advice", "service", by="Advice shop", facets={"money": 3}, funding_ends=ends, **hall)
    offer("Walks", "service", by="A church", facets={"grief": 3}, funding_ends=ends, **hall)
    points = [one for one in standing_on.read_system(place).weak_points if one.what in ("fund", "venue")]
    told = sorted((one.what, one.owner, one.offers) for one in points)
    assert told == [
        ("fund", "A church", ("Walks",)),
        ("fund", "Advice shop", ("Debt advice",)),
        ("venue", "", ("Debt advice", "Walks")),
    ]
