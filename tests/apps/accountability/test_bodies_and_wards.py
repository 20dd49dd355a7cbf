"""How a body keeps its word, of one month that is over; what a ward has, lacks and waits for."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from helpfulacts.accountability import bodies, selectors
from helpfulacts.core.clock import as_if
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.directory.actions.work_on_gap import work_on_gap
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.places import selectors as places
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.selectors import count_overdue

pytestmark = pytest.mark.django_db
MEL = Actor("Mel, partnership officer", "officer", uuid.uuid4())
MAY = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)
JUNE = dt.date(2026, 6, 10)


def promise(body: Any, *, kept: bool, kind: str = "act", due: dt.date = dt.date(2026, 5, 20)) -> None:
    with as_if(MAY):
        made = make_promise(
            place=body.place, by_noun="organisation", by_id=body.pk, by_shown_as=body.name, to_noun="person",
            to_id=uuid.uuid4(), about_noun="helpful act", about_id=uuid.uuid4(), what="A chair", trigger="a test",
            due=due, kind=kind,
        )  # fmt: skip
    if kept:
        with as_if(MAY + dt.timedelta(days=2)):
            keep_promise(promise=made, evidence="done", by="provider")


def body_with(place: Any, name: str, in_time: int, late: int) -> Any:
    body = begin_organisation(place=place, name=name)
    for number in range(in_time + late):
        promise(body, kept=number < in_time)
    return body


def test_what_was_due_in_the_month_that_is_over_is_told_from_ten_on(place: Any) -> None:
    many, none = body_with(place, "A choir", 12, 10), body_with(place, "A shed", 0, 0)
    promise(many, kept=False, kind="tell")
    promise(many, kept=True, due=dt.date(2026, 6, 2))
    month = bodies.last_month(many, JUNE)
    assert (month.first, month.due, month.in_time, month.not_in_time) == (dt.date(2026, 5, 1), 22, 12, 10)
    assert bodies.last_month(none, JUNE) == bodies.LastMonth(dt.date(2026, 5, 1), 0, 0)


def test_a_small_count_is_hidden_and_so_is_what_would_give_it_away(place: Any) -> None:
    few, many = body_with(place, "A shed", 11, 2), body_with(place, "A choir", 14, 12)
    assert bodies.last_month(few, JUNE).due == 13 and bodies.last_month(few, JUNE).in_time is None
    assert bodies.last_month(many, JUNE).in_time is None
    tiny = body_with(place, "A pub", 3, 0)
    assert bodies.last_month(tiny, JUNE).due is None


def test_what_is_past_its_day_and_owed_still_is_counted(place: Any) -> None:
    body_with(place, "A choir", 3, 4)
    assert count_overdue(place, JUNE) == 4
    assert count_overdue(place, dt.date(2026, 5, 20)) == 0


def test_what_bodies_and_neighbours_offer_in_a_ward(place: Any) -> None:
    body = begin_organisation(place=place, name="A choir")
    drafts = [
        OfferDraft(
            title=f"Help {number}", key=str(number), kind="service", sphere=sphere, ward=ward, facets={"company": 3},
            summary="Help from people nearby.", shown_from="A choir", where=("venue",), imported=True,
            provider=body if sphere == "civic" else None, particulars={"per_session": 4, "starts": "any week"},
        )
        for number, (sphere, ward) in enumerate([("civic", "North")] * 2 + [("civic", "South")] + [("personal", "North")] * 3)
    ]  # fmt: skip
    list_offers(place=place, drafts=drafts, source="test")
    north = places.area_by_name(place, "North")
    assert north is not None
    offered = selectors.offers_there(place, north)
    assert (offered.kinds["service"], offered.spheres["civic"], offered.total) == ((2, 3), (2, 3), 2)
    assert offered.neighbours == "some"
    assert "personal" not in offered.spheres


def test_gaps_of_a_ward_are_those_that_the_page_of_gaps_tells(place: Any) -> None:
    north, south = places.area_by_name(place, "North"), places.area_by_name(place, "South")
    assert north is not None and south is not None
    with as_if(MAY):
        for ward, times in ((north, 14), (south, 12)):
            for _ in range(times):
                log_gap(place=place, facets=("childcare",), ward=ward, source="finding")
    assert selectors.gaps_there(place, north, JUNE) == (
        dt.date(2026, 5, 1),
        [selectors.GapThere("childcare", 14, 26)],
    )
    assert selectors.gaps_there(place, places.areas(place)[0], dt.date(2026, 5, 9)) == (None, [])


def test_what_a_body_took_on_and_has_not_done_is_late_in_its_ward_and_for_the_whole_place(place: Any) -> None:
    north, south = places.area_by_name(place, "North"), places.area_by_name(place, "South")
    assert north is not None and south is not None
    body = begin_organisation(place=place, name="The council")
    with as_if(MAY):
        for ward, facet in ((north, "childcare"), (None, "food"), (south, "money")):
            work_on_gap(place=place, facet=facet, ward=ward, body=body, until=dt.date(2026, 6, 1), by=MEL)
    with as_if(MAY + dt.timedelta(days=37)):
        assert {one.facet for one in selectors.late_work(place, north, JUNE)} == {"childcare", "food"}
        assert selectors.late_work(place, north, dt.date(2026, 6, 1)) == []


def test_members_are_those_who_hold_the_role_today(place: Any) -> None:
    body = begin_organisation(place=place, name="The council")
    for name, day in (("Cllr Khan", dt.date(2026, 5, 1)), ("Cllr Gone", dt.date(2025, 5, 1))):
        grant_role(
            place=place, account=begin_account(email=f"{name[-4:]}@example.org"), role="elected", shown_as=name,
            body=body, begins=day, until=day + dt.timedelta(days=300),
        )  # fmt: skip
    with as_if(MAY):
        assert selectors.members(place) == ["Cllr Khan"]
