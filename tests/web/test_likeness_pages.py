"""Entries that may be the same, as the desk answers them."""

from __future__ import annotations

from typing import Any

import pytest
from office_samples import build, post, text_of

from helpfulacts.core import register
from helpfulacts.directory import likenesses
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.propose_likenesses import propose_likenesses
from helpfulacts.directory.drafts import OfferDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> Any:
    world = build(place, with_round=False)
    more = {
        "kind": "service",
        "sphere": "civic",
        "imported": True,
        "where": ("venue",),
        "shown_from": "A chapel",
    }
    list_offers(
        place=place,
        drafts=[
            OfferDraft(key="a", title="Mending bench at the chapel", cost="Free", **more),
            OfferDraft(key="b", title="Chapel mending bench", **more),
        ],
    )
    assert propose_likenesses(place=place) == 1
    return world


def _pair(world: Any) -> Any:
    return likenesses.proposed(world.place).get()


def test_it_works(world: Any) -> None:
    desk, pair = world.browser("navigator"), _pair(world)
    assert "Chapel mending bench" in text_of(desk.get(world.url("may-be-the-same")))
    page = text_of(desk.get(world.url(f"may-be-the-same/{pair.pk}")))
    assert "Their names are much alike" in page and "(differs)" in page
    assert "Which entry do we keep?" in page and "take over from the other" in page
    kept = pair.first if not pair.first.cost else pair.second
    answer = post(desk, world.url(f"may-be-the-same/{pair.pk}"), keep=str(kept.pk), take_over=["cost"])
    assert answer.status_code == 302
    kept.refresh_from_db()
    assert kept.cost == "Free"
    listed = text_of(desk.get(world.url("may-be-the-same")))
    assert "One entry now" in listed and "Take them apart again" in listed
    assert post(desk, world.url(f"may-be-the-same/{pair.pk}/undo")).status_code == 302
    kept.refresh_from_db()
    assert kept.cost == "" and _pair(world).pk == pair.pk
    assert "Two entries that had become one were taken apart again" in text_of(
        desk.get(world.url("register"))
    )


def test_two_things_stay_two_and_can_be_asked_about_again(world: Any) -> None:
    desk, pair = world.browser("officer"), _pair(world)
    assert post(desk, world.url(f"may-be-the-same/{pair.pk}/apart"), why="Two rooms.").status_code == 302
    page = text_of(desk.get(world.url("may-be-the-same")))
    assert "Two different things" in page and "Two rooms." in page and "No two entries look the same" in page
    post(desk, world.url(f"may-be-the-same/{pair.pk}/undo"))
    assert _pair(world).pk == pair.pk


def test_nothing_chosen_is_said_and_nothing_changes(world: Any) -> None:
    desk, pair = world.browser("officer"), _pair(world)
    before = register.head(world.place)
    answer = post(desk, world.url(f"may-be-the-same/{pair.pk}"))
    assert answer.status_code == 422 and "Choose which of the two we keep." in text_of(answer)
    answer = post(desk, world.url(f"may-be-the-same/{pair.pk}"), keep="somebody else")
    assert answer.status_code == 422
    assert register.head(world.place) == before
