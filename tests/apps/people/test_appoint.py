"""An operator appoints the first officer, and the role ends on its day."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any

import pytest
from django.test import Client

from helpfulacts.cli.main import main
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.people import selectors
from helpfulacts.people.actions.appoint import appoint


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["helpfulacts", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


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


def test_a_role_is_taken_back_from_the_command_line_at_once(place: Any, client: Client, command: Any) -> None:
    go(place)
    go(place, body="The library")
    go(place, role="navigator")
    client.post("/account/login/", {"login": "ann@newtown.example", "password": "a long enough password"})
    assert client.get("/testham/rounds").status_code == 200
    taken = (
        "place",
        "revoke-role",
        "--place",
        "testham",
        "--email",
        "ann@newtown.example",
        "--role",
        "officer",
    )
    code, out, _ = command(*taken)
    assert (code, out.strip()) == (0, "Ann, officer may no longer act as officer in Testham.")
    assert client.get("/testham/rounds").status_code == 403
    account = selectors.account_by_email("ann@newtown.example")
    assert [grant.role for grant in selectors.live_grants(place, account)] == ["navigator"]
    lines = "\n".join(register.saved_lines(place))
    assert lines.count("took back a role") == 2 and "newtown.example" not in lines
    assert go(place) is False, "it can be given again"


@pytest.mark.parametrize(("email", "role"), [("nobody@newtown.example", "officer"), ("ann@newtown.example", "king"),
                                             ("ann@newtown.example", "provider")])  # fmt: skip
def test_a_role_that_is_not_held_is_one_sentence(place: Any, command: Any, email: str, role: str) -> None:
    go(place)
    code, out, err = command("place", "revoke-role", "--place", "testham", "--email", email, "--role", role)
    assert (code, out) == (2, "") and role in err and "Traceback" not in err


def test_a_role_that_is_over_is_given_again(place: Any) -> None:
    go(place)
    with as_if(now() + dt.timedelta(days=31)):
        account = selectors.account_by_email("ann@newtown.example")
        assert selectors.live_grants(place, account) == []
        assert go(place, until=today() + dt.timedelta(days=60)) is False
        assert [grant.role for grant in selectors.live_grants(place, account)] == ["officer"]
