"""A plan gets a few open offers that go well together, rights before charity, each with its reason."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.suggest_bundle import suggest_bundle
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.support.plans import plan_of

pytestmark = pytest.mark.django_db


def titles(acts: Any) -> list[str]:
    return [act.offer.title for act in acts]


def test_it_works(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer("Sewing circle", access="open", places=None, facets={"company": 3})
    (act,) = suggest_bundle(plan=plan_of(make_asker(("company",))))
    assert act.state == "suggested" and act.holds is None and not act.from_round
    assert selectors.reason_sentence(act) == "You asked for: company. This is made for that."


def test_a_public_right_comes_before_charity(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(
        "A grant for a cooker",
        access="open",
        places=None,
        kind="resource",
        facets={"furniture": 3, "money": 1},
    )
    make_offer("Check what you are owed", access="open", places=None, sphere="public", facets={"rights": 3})
    make_offer("Wednesday friends", access="open", places=None, facets={"company": 3})
    acts = suggest_bundle(plan=plan_of(make_asker(wishes=[("furniture",), ("company",)])))
    assert titles(acts) == ["Check what you are owed", "A grant for a cooker", "Wednesday friends"]
    assert acts[0].reason["code"] == "entitlement"
    assert "yours by right" in selectors.reason_sentence(acts[0])


def test_it_spans_wishes_kinds_and_spheres(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    for number in range(6):
        make_offer(f"Club {number}", access="open", places=None, facets={"company": 3})
    make_offer("An idea", access="open", places=None, kind="idea", sphere="personal", facets={"company": 2})
    make_offer("A lift", access="open", places=None, sphere="private", facets={"transport": 2})
    acts = suggest_bundle(plan=plan_of(make_asker(wishes=[("company",), ("transport",)])))
    assert len({act.sphere for act in acts}) == 3 and len({act.kind for act in acts}) == 2


def test_vetoed_shared_and_full_offers_and_ones_own_are_never_suggested(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.support.models import Veto

    person = make_asker()
    make_offer("Shared", places=5)
    make_offer("Full", access="open", places=0)
    make_offer("Mine", access="open", places=None, giver=person)
    vetoed = make_offer("Vetoed", access="open", places=None)
    Veto.objects.create(place=place, person=person, offer=vetoed, at=now())
    assert suggest_bundle(plan=plan_of(person)) == []


def test_what_depends_comes_with_what_it_depends_on(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.directory.models import Prerequisite
    from helpfulacts.support.selectors import acts_of

    bed = make_offer("A bed", access="open", places=None, kind="product", facets={"furniture": 3})
    van = make_offer("The van", access="open", places=None, kind="resource", facets={"furniture": 2})
    lonely = make_offer("Lonely", access="open", places=None, kind="service", facets={"furniture": 3})
    Prerequisite.objects.create(place=place, offer=van, needs=bed)
    Prerequisite.objects.create(place=place, offer=lonely, needs=make_offer("Shared bed", facets={"food": 1}))
    plan = plan_of(make_asker(("furniture",)))
    assert titles(suggest_bundle(plan=plan)) == ["A bed", "The van"]
    assert [shown.waits_for for shown in acts_of(plan)] == [[], ["A bed"]]


def test_asking_twice_does_not_pile_up(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    for number in range(8):
        make_offer(
            f"Club {number}",
            access="open",
            places=None,
            facets={"company": 3},
            sphere=["civic", "public"][number % 2],
        )
    plan = plan_of(make_asker(("company",)))
    first = suggest_bundle(plan=plan)
    assert suggest_bundle(plan=plan, limit=len(first)) == []


def test_a_wish_nothing_fits_is_a_gap(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    from helpfulacts.directory.models import Gap

    make_offer("Shared", places=2)
    assert suggest_bundle(plan=plan_of(make_asker(wishes=[("grief",), ("repairs",)]))) == []
    (gap,) = Gap.objects.filter(place=place, source="plan")
    assert gap.facets == ["grief"]


def test_a_paused_plan_gets_nothing(place: Any, rules: Any, make_asker: Any) -> None:
    plan = plan_of(make_asker())
    plan.state = "paused"
    plan.save()
    with pytest.raises(Refused, match="not in use now"):
        suggest_bundle(plan=plan)


def test_one_check_comes_first_and_on_top_of_three_and_the_grant_that_waits_for_it_comes_along(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    """Domain S1: what looks most widely whether anything is missed; help with the wishes is not crowded out by checks."""
    from helpfulacts.directory.models import Prerequisite
    from helpfulacts.support.selectors import acts_of

    public: dict[str, Any] = {"access": "open", "places": None, "sphere": "public"}
    make_offer("Letters explained", facets={"rights": 3}, **public)
    wide = make_offer("Check what you are owed", facets={"rights": 3, "money": 3}, **public)
    make_offer("One long form", facets={"rights": 3, "money": 2}, **public)
    make_offer("A bed", access="open", places=None, kind="product", facets={"furniture": 3})
    grant = make_offer(
        "A grant for a cooker", access="open", places=None, kind="resource", facets={"furniture": 3}
    )
    Prerequisite.objects.create(place=place, offer=grant, needs=wide)
    make_offer("Wednesday friends", access="open", places=None, facets={"company": 3})
    make_offer("A room", facets={"giving": 3}, kind="resource", **public)
    plan = plan_of(make_asker(wishes=[("furniture",), ("company",), ("giving",)]))
    acts = suggest_bundle(plan=plan)
    assert titles(acts) == ["Check what you are owed", "A grant for a cooker", "Wednesday friends", "A room"]
    waits = {one.act.title: one.waits_for for one in acts_of(plan)}
    assert waits["A grant for a cooker"] == ["Check what you are owed"]
    assert suggest_bundle(plan=plan) == [], "three wait for an answer, and there is a check already"
    acts[3].delete()
    assert "One long form" not in titles(suggest_bundle(plan=plan)), "one check at a time is enough"


def test_an_idea_does_not_crowd_out_help_and_what_helps_with_more_goes_first(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    """An idea has no distance and is never full: it would come before every group that meets somewhere."""
    make_offer(
        "A bench at the end of the road", access="open", places=None, kind="idea", facets={"company": 3}
    )
    make_offer("A pen friend", access="open", places=None, facets={"company": 3})
    make_offer("Wednesday friends", access="open", places=None, facets={"company": 3, "grief": 3})
    plan = plan_of(make_asker(("company", "grief")))
    assert titles(suggest_bundle(plan=plan, limit=1)) == ["Wednesday friends"]
