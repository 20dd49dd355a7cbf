"""Reads of the directory: filters, small numbers kept small, counts that add up."""

from __future__ import annotations

from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.directory.assurance import checks_due
from helpfulacts.directory.facets import KINDS
from helpfulacts.directory.models import Gap
from helpfulacts.directory.selectors import browse, counts, get_offer, offers_of
from helpfulacts.places.selectors import area_by_name


def test_browsing_filters_by_kind_sphere_facet_and_ward(place: Any, draft: Any) -> None:
    list_offers(
        place=place,
        drafts=[
            draft("idea", title="A", facets={"food": 2}),
            draft("product", title="B", sphere="private", ward="North", serves_wards=("North",)),
            draft("product", title="C", ward="South", serves_wards=("South", "Middle")),
        ],
    )
    assert [offer.title for offer in browse(place, kind="product")] == ["B", "C"]
    assert [offer.title for offer in browse(place, sphere="private")] == ["B"]
    assert [offer.title for offer in browse(place, facet="food")] == ["A"]
    assert [offer.title for offer in browse(place, facet="no such facet")] == []
    middle = area_by_name(place, "Middle")
    assert [offer.title for offer in browse(place, ward=middle)] == ["A", "C"]


def test_counts_add_up(place: Any, draft: Any) -> None:
    list_offers(place=place, drafts=[draft(kind) for kind in KINDS])
    figures = counts(place)
    assert figures["offers"] == 6 == sum(figures["kinds"].values()) == sum(figures["spheres"].values())
    assert figures["kinds"] == dict.fromkeys(KINDS, 1) and figures["access"] == {"open": 6, "shared": 0}


def test_the_same_gap_of_a_plan_is_logged_once(place: Any, offer_of: Any) -> None:
    about = offer_of("idea").pk
    for _ in range(3):
        log_gap(place=place, facets=["food", "food", "no such"], source="plan", about=about)
    assert Gap.objects.get(place=place).facets == ["food"]


def test_what_nobody_checked_for_three_months_is_listed_for_a_check(place: Any, draft: Any) -> None:
    fresh = draft("idea", title="Fresh", checked_on=today())
    list_offers(place=place, drafts=[fresh, draft("idea", title="Never")])
    due = [offer_id for offer_id, _ in checks_due(place, {})]
    assert [get_offer(place, offer_id).title for offer_id in due] == ["Never"]


def test_everything_a_person_gives_is_theirs_to_see(place: Any, offer_of: Any, make_person: Any) -> None:
    person = make_person()
    offer = offer_of("idea", giver=person)
    assert offers_of(place, giver_id=person.pk) == [offer] and offers_of(place) == []
    assert get_offer(place, str(offer.pk)).shown_from
