"""What a reader may not see leaves no trace in what is found: no word put right, no order, no measure tells that it is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from helpfulacts.core.clock import today
from helpfulacts.directory import candidates as among
from helpfulacts.directory.actions.protect_giver import protect_giver
from helpfulacts.directory.apart import NONE, offers_apart
from helpfulacts.directory.candidates import candidates
from helpfulacts.directory.filters import Filters
from helpfulacts.directory.finding import find
from helpfulacts.directory.meanings import Likeness
from helpfulacts.directory.models import Offer
from helpfulacts.directory.reading import read
from helpfulacts.directory.standing import wait_for_check
from helpfulacts.directory.unseen import unseen_keys
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.support.actions.keep_apart import keep_apart

pytestmark = pytest.mark.django_db

TOM = Actor("Tom, link worker", "navigator")

ASKED = (
    "marimab",
    "marimba",
    "play the marimab",
    "a marimba lunch",
    "somebody to make music with",
    "hot lunch",
    "debts",
)
NOTICED = "hot lunch"
"""Something that everybody sees says these words too, and weighs less where more say them."""


def _seen(place: Any, apart: Any) -> list[str]:
    """Every answer whole, and each measure that its order came of."""
    told = [repr(find(place, words, apart=apart)) for words in ASKED]
    weighed = [
        repr(candidates(place, read(words), None, Filters(), unseen_keys(place, apart), apart=apart))
        for words in ASKED
    ]
    return told + weighed


def _hide(offer: Any, giver: Any, reader: Any) -> None:
    protect_giver(person=giver, protected=True, why="She asked for it.", by=TOM)


def _keep_apart(offer: Any, giver: Any, reader: Any) -> None:
    keep_apart(person=giver, other=reader, called="Them", by=the_person(giver.pk))


def _let_the_check_run_out(offer: Any, giver: Any, reader: Any) -> None:
    day = today()
    Offer.objects.filter(place=offer.place, pk=offer.pk).update(
        check_level="basic",
        check_seen_on=day - dt.timedelta(days=9),
        check_seen_by="Mel",
        check_until=day - dt.timedelta(days=1),
    )


def _hold(offer: Any, giver: Any, reader: Any) -> None:
    wait_for_check(offer)


@pytest.mark.parametrize("leave", [_hide, _keep_apart, _let_the_check_run_out, _hold])
def test_every_answer_is_as_where_that_offer_never_was(
    place: Any, offer_of: Any, make_person: Any, leave: Callable[..., None]
) -> None:
    offer_of(
        "connection",
        title="Hot lunch",
        summary="Soup for anybody who is lonely.",
        facets={"food": 3, "company": 1},
    )
    offer_of(
        "connection",
        title="Sing with us",
        summary="A choir: make music, no lunch.",
        facets={"company": 2, "making": 1},
    )
    offer_of("connection", title="Debt advice", summary="Somebody who knows the forms.", facets={"money": 3})
    offer_of(
        "connection",
        title="Lunch and cards",
        summary="A hot meal and a game.",
        facets={"food": 2, "company": 3},
    )
    giver, reader = make_person(), make_person()
    without = _seen(place, NONE)
    mine = offer_of(
        "connection",
        title="Marimba and a hot lunch",
        summary="Make music with me, and debts talked over.",
        giver=giver,
        facets={"company": 3, "food": 1, "money": 1},
    )
    seen = _seen(place, NONE)
    changed = [words for words, one, two in zip(ASKED, without, seen, strict=False) if one != two]
    assert {"marimab", "marimba", NOTICED} <= set(changed), "the test can tell"
    leave(mine, giver, reader)
    apart = offers_apart(place.pk, reader.pk)
    assert bool(apart) == (leave is _keep_apart)
    for words, one, two in zip(ASKED * 2, without, _seen(place, apart), strict=True):
        assert one == two, words
    if apart:
        assert _seen(place, NONE) == seen, "for everybody else it is there"


def test_the_vector_of_what_is_unseen_takes_no_other_offers_place(
    place: Any, offer_of: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(among, "NEAREST", 1)
    held, seen = offer_of("connection", title="Held"), offer_of("connection", title="Seen")
    wait_for_check(held)
    like = Likeness(np.array([held.search_key, seen.search_key]), np.array([0.9, 0.8], np.float32))
    found = candidates(place, read("xylography"), None, Filters(), unseen_keys(place), like)
    assert held.search_key < seen.search_key and [one.facts.title for one in found] == ["Seen"]
