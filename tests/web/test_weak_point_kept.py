"""What a body took on is kept once nothing hangs on it alone, and its page says so kindly."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from office_samples import build, text_of

from helpfulacts.core.clock import today
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import SYSTEM
from helpfulacts.support.actions.keep_weak_points import keep_weak_points
from helpfulacts.support.actions.own_weak_point import own_weak_point
from helpfulacts.support.standing_on import read_system
from helpfulacts.web.weak_points import draw_weak_points

pytestmark = pytest.mark.django_db


def test_a_second_way_keeps_the_promise_in_the_night_and_the_page_says_so(place: Any) -> None:
    world = build(place, with_round=False)
    point = read_system(place).weak_points[0]
    many = replace(point, offers=("An offer",) * 7, needs=(("money", ""),) * 10)
    row = draw_weak_points([many])["rows"][0]
    assert len(row["rings"]) + len(row["blocks"]) + row["more"] == 17, "what is not drawn is said"
    by = world.actor("officer")
    promise = own_weak_point(place=place, point_id=point.id, body=world.club, until=today(), by=by)
    assert keep_weak_points(place=place) == 0
    draft = OfferDraft(
        title="The same elsewhere", key="same", kind="service", sphere="civic", imported=True,
        provider=begin_organisation(place=place, name="Another body"), facets={facet: 3 for facet, _ in point.needs},
    )  # fmt: skip
    list_offers(place=place, drafts=[draft], source="second")
    officer, page = world.browser("officer"), world.url(f"system/{point.id}")
    answer = officer.get(page)
    assert answer.status_code == 200 and "not all hangs on this" in text_of(answer).lower()
    assert (keep_weak_points(place=place), keep_weak_points(place=place)) == (1, 0)
    promise.refresh_from_db()
    assert promise.kept_at is not None
    said = text_of(officer.get(page))
    assert world.club.name in said and "kept on" in said
    assert officer.get(world.url(f"system/{uuid.uuid4()}")).status_code == 404


def test_a_point_that_left_because_its_offers_ended_is_not_kept_but_no_longer_needed(place: Any) -> None:
    world = build(place, with_round=False)
    point = read_system(place).weak_points[0]
    promise = own_weak_point(
        place=place, point_id=point.id, body=world.club, until=today(), by=world.actor("officer")
    )
    listed = Offer.objects.filter(place=place, title__in=point.offers, status="active")
    end_offers(place=place, offers=list(listed), by=SYSTEM)
    assert point.id not in {one.id for one in read_system(place).weak_points}
    officer, page = world.browser("officer"), world.url(f"system/{point.id}")
    assert "no longer needed" in text_of(officer.get(page))
    assert (keep_weak_points(place=place), keep_weak_points(place=place)) == (0, 0)
    promise.refresh_from_db()
    assert promise.kept_at is None and promise.exception.startswith("No longer needed")
    assert officer.get(page).status_code == 404, "nobody owes it any more"
