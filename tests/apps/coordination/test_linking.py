"""Who may write down what goes to and comes from another place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.set_link_secret import set_link_secret
from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed
from helpfulacts.people.actor import NOBODY, OPERATOR, SYSTEM, Actor
from helpfulacts.places.models import Neighbour

pytestmark = pytest.mark.django_db


def link(place: Any, by: Actor) -> Neighbour:
    return link_neighbour(
        place=place, slug="birchham", offers=True, takes=False, decided_by="The board", decision_ref="Minute 12",
        until=today() + dt.timedelta(days=300), base="https://birchham.example.org", by=by,
    )  # fmt: skip


def test_an_officer_and_the_operator_link_and_the_register_says_who(place: Any, officer: Actor) -> None:
    for by in (officer, OPERATOR):
        set_link_secret(neighbour=link(place, by), by=by)
        entries = register.entries(place, newest_first=True)[:2]
        assert [entry.facts["by"] for entry in entries] == [by.shown_as] * 2


@pytest.mark.parametrize(
    "by", [NOBODY, SYSTEM, Actor("Rae, repair club", "provider"), Actor("Tom", "navigator")]
)
def test_nobody_else_does(place: Any, by: Actor) -> None:
    with pytest.raises(NotAllowed):
        link(place, by)
    linked = link(place, OPERATOR)
    with pytest.raises(NotAllowed):
        set_link_secret(neighbour=linked, by=by)
    linked.refresh_from_db()
    assert not linked.secret
