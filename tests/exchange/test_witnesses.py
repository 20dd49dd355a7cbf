"""A neighbour signs the register here each day, having seen that it only grew: nobody can be shown another one later."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from helpfulacts.accountability import witness
from helpfulacts.accountability.models import CoSignature
from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.set_link_secret import set_link_secret
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.models import RegisterEntry
from helpfulacts.engine.ledger import verify_file
from helpfulacts.exchange import fetch
from helpfulacts.exchange.neighbours.signing import signed_head
from helpfulacts.exchange.neighbours.witnessing import ask_witnesses
from helpfulacts.people.actor import OPERATOR
from helpfulacts.places.actions.create_place import create_place

pytestmark = pytest.mark.django_db
TOMORROW = dt.timedelta(days=1)
SECRET = "s" * 40


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """Oldtown and newtown, linked as if each were on an installation of its own; what one sends reaches the other."""
    places = [
        create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom") for slug in ("oldtown", "newtown")
    ]
    for here, there in (places, places[::-1]):
        link = link_neighbour(
            place=here, slug=there.slug, offers=False, takes=False, decided_by="The board", decision_ref="item 9",
            until=today() + dt.timedelta(days=300), base="https://other.example", by=OPERATOR,
        )  # fmt: skip
        set_link_secret(neighbour=link, by=OPERATOR, given=SECRET)

    def send(method: str, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        given = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        answer = Client().generic(method, urlsplit(url).path, body, "application/json", **given)  # type: ignore[arg-type]
        return answer.status_code, answer.content

    monkeypatch.setattr(fetch, "send", send)
    return places[0], places[1]


def test_it_works(two: Any, tmp_path: Path) -> None:
    old, new = two
    size, root = register.head(old)
    assert ask_witnesses(old) == (1, [])
    [kept] = witness.signed_by_neighbours(old)
    assert (kept.neighbour, kept.size, kept.root) == ("newtown", size, root)
    at = str(int(kept.at.timestamp()))
    assert kept.signature == signed_head(SECRET, witness="newtown", of="oldtown", size=size, root=root, at=at)
    assert witness.last_signed(new, "oldtown") == {"place": "oldtown", "size": size, "root": root}
    for place, action in ((old, "a neighbour signed this register"), (new, "signed a neighbour's register")):
        assert RegisterEntry.objects.get(place=place, action=action).facts["root"] == root
    saved, head = tmp_path / "register.jsonl", tmp_path / "head.json"
    saved.write_bytes("".join(f"{line}\n" for line in register.saved_lines(old)).encode())
    head.write_bytes(Client().get("/newtown/api/v1/neighbours/heads/oldtown").content)
    assert "Signed by newtown" in Client().get("/oldtown/register").content.decode()
    assert verify_file(saved, head).size == size + 1, (
        "anybody checks a saved register against what the neighbour saw"
    )


def test_once_a_day_and_each_day_a_longer_one(two: Any) -> None:
    old, _ = two
    assert [ask_witnesses(old)[0] for _ in range(2)] == [1, 0]
    with as_if(now() + TOMORROW):
        assert ask_witnesses(old) == (1, [])
    ours, theirs = (
        CoSignature.objects.filter(of=of).values_list("size", flat=True) for of in ("ours", "theirs")
    )
    assert sorted(ours) == sorted(theirs) and len(set(ours)) == 2


def test_a_register_that_was_written_anew_is_not_signed(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old, _ = two
    ask_witnesses(old)
    size, _, proof = register.continues(old, 1)
    monkeypatch.setattr(register, "continues", lambda place, since: (size, "0" * 64, proof))
    with as_if(now() + TOMORROW):
        signed, [why] = ask_witnesses(old)
    assert signed == 0 and "does not continue" in why
    assert CoSignature.objects.count() == 2


def test_a_register_put_back_to_an_earlier_day_is_said(two: Any) -> None:
    old, _ = two
    CoSignature.objects.create(
        place=two[1], neighbour="oldtown", of="theirs", size=500, root="0" * 64, signature="0" * 64, at=now()
    )
    signed, [why] = ask_witnesses(old)
    assert signed == 0 and "which has fewer now" in why


def test_what_is_signed_otherwise_is_not_kept(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old, _ = two
    send = fetch.send

    def forged(method: str, *rest: Any) -> tuple[int, bytes]:
        status, answer = send(method, *rest)
        if method == "POST":
            answer = json.dumps({**json.loads(answer), "signature": "0" * 64}).encode()
        return status, answer

    monkeypatch.setattr(fetch, "send", forged)
    signed, [why] = ask_witnesses(old)
    assert signed == 0 and "did not sign" in why and not witness.signed_by_neighbours(old)


@pytest.mark.parametrize("method,path", [("POST", "heads/oldtown"), ("GET", "heads/elsewhere")])
def test_nothing_is_signed_for_whoever_does_not_sign_themselves(two: Any, method: str, path: str) -> None:
    answer = Client().generic(method, f"/newtown/api/v1/neighbours/{path}", b"{}", "application/json")
    assert answer.status_code == (401 if method == "POST" else 404) and answer.json()["error"]
