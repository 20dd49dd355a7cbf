"""Reads of the directory: filters, small numbers kept small, counts that add up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from helpfulacts.core.clock import now, today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.directory.assurance import checks_due
from helpfulacts.directory.facets import KINDS
from helpfulacts.directory.gap_figures import GapFigure, gap_figures
from helpfulacts.directory.models import Gap
from helpfulacts.directory.selectors import browse, counts, gaps_summary, get_offer, offers_of
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


def test_gaps_under_ten_are_only_some(place: Any) -> None:
    north = area_by_name(place, "North")
    for _ in range(10):
        log_gap(place=place, facets=["company"], ward=north, source="finding")
    for _ in range(9):
        log_gap(place=place, facets=["food"], ward=north, source="finding")
    log_gap(place=place, facets=["childcare"], source="finding")
    rows = gaps_summary(place, now() - dt.timedelta(days=1))
    assert rows == [
        GapFigure("company", 10, wards=(("North", 10),)),
        GapFigure("childcare", None),
        GapFigure("food", None),
    ]


def _gaps(**wards: int) -> list[tuple[list[str], str]]:
    return [(["food"], ward) for ward, times in wards.items() for _ in range(times)]


def test_a_total_gives_no_hidden_ward_away() -> None:
    [figure] = gap_figures(_gaps(East=12, North=10, South=4, West=7))
    assert figure == GapFigure("food", 33, (("East", 12), ("North", 10)), ("South", "West"))
    [lone] = gap_figures(_gaps(East=12, North=10, South=4))
    assert lone == GapFigure("food", 26, (("East", 12),), ("North", "South")), "26 less 22 would say 4"
    [nines] = gap_figures(_gaps(East=12, North=9, South=9))
    assert nines.wards == (), "18 over two wards under ten would say nine and nine"
    [ones] = gap_figures((["food"], f"ward {number}") for number in range(12))
    assert ones == GapFigure("food", 12), "12 in twelve wards would say one each"


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 30), min_size=1))
def test_no_number_under_ten_can_be_worked_out_from_what_is_published(wards: dict[str, int]) -> None:
    [figure] = gap_figures(_gaps(**wards))
    total = sum(wards.values())
    assert figure.times == (total if total >= 10 else None)
    shown = dict(figure.wards)
    assert all(times >= 10 and wards[name] == times for name, times in shown.items())
    hidden = [name for name in wards if name not in shown]
    if figure.times is not None and hidden:
        assert len(hidden) >= 2 or (total >= 10 and not shown and len(wards) == 1)
        assert total - sum(shown.values()) >= 10


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
