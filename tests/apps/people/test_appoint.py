"""An operator appoints the first officer, and the role ends on its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people import selectors
from helpfulacts.people.actions.appoint import appoint


def go(place: Any, **changed: Any) -> bool:
    given = {
        "email": "ann@newtown.example",
        "password": "a long enough password",
        "role": "officer",
        "shown_as": "Ann, officer",
        "body": "The partnership",
        "until": today() + dt.timedelta(days=30),
    }
    return appoint(place=place, **{**given, **changed})


def test_it_works(place: Any, client: Client) -> None:
    assert go(place) is True
    account = selectors.account_by_email("ann@newtown.example")
    assert [grant.role for grant in selectors.live_grants(place, account)] == ["officer"]
    signed_in = client.post(
        "/account/login/", {"login": "ann@newtown.example", "password": "a long enough password"}
    )
    assert signed_in.status_code == 302
    assert client.get("/testham/rounds").status_code == 200


def test_a_second_role_needs_no_second_account(place: Any) -> None:
    go(place)
    assert go(place, role="navigator") is False


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "not an address"},
        {"role": "king"},
        {"shown_as": " "},
        {"body": " "},
        {"until": today() - dt.timedelta(days=1)},
    ],
)
def test_a_mistake_is_one_sentence_and_appoints_nobody(place: Any, changed: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        go(place, **changed)
    assert selectors.account_by_email("ann@newtown.example") is None


def test_the_same_role_twice_is_refused(place: Any) -> None:
    go(place)
    with pytest.raises(Refused, match="already has this role"):
        go(place)
