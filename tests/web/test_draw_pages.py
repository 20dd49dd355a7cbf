"""Rounds that were held and their draws, and what somebody says before one, as people see them."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from plan_makers import asha, key, no_tries_yet, offer, text

from helpfulacts.cli.draws_checked import draw_checked
from helpfulacts.cli.management.commands.verify import Command
from helpfulacts.coordination import inputs, public_rounds
from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
from helpfulacts.coordination.actions.forget_claims import forget_claims
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.core import register, sealing
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people import selectors as people
from helpfulacts.support import plans
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds
from helpfulacts.support.actions.erase_plan import erase_plan

__all__ = ["asha", "no_tries_yet", "offer"]
pytestmark = pytest.mark.django_db
WORDS = "My sister moved away, so nobody can drive me now."


def joins(place: Any, person: Any, by: Any) -> Any:
    plan = begin_plan(place=place, person=person, words="Something", by=by)
    add_aspiration(plan=plan, words="Something", facets=["furniture"], by=by)
    join_rounds(plan=plan, by=by)
    return plan


@pytest.fixture
def askers(place: Any, make_person: Any, citizen_of: Any, offer: Any) -> Any:
    """`askers(n)`: so many people ask for one of three shared beds; each with what they may do."""
    enact_shipped_rules(place=place)
    offer("A shared bed", access="shared", places=3)

    def make(number: int) -> list[Any]:
        found = [people.get_person(place, make_person().pk) for _ in range(number)]
        for person in found:
            joins(place, person, citizen_of(person))
        return found

    return make


def confirmed(place: Any, officer: Any, change: bool = False) -> Any:
    run = run_round(place=place, by=officer)
    for case in coordination.cases_to_open(run):
        open_case(run=run, allocation=case.allocation, by=officer)
    if change:
        case = run.allocations.filter(status="placed").first()
        override_allocation(run=run, allocation=case, to_offer=None, reason="They asked to wait", by=officer)
    return confirm_run(run=run, by=officer)


def test_it_works(place: Any, askers: Any, officer: Any, client: Client) -> None:
    mine = askers(12)[0]
    run = confirmed(place, officer, change=True)
    page = text(client.get("/testham/rounds-held"))
    assert "A person changed fewer than ten of about 10 answers: 90% of them at the most." in page
    assert f"Check draw {run.draw.number}" in page and officer.shown_as in page
    page = text(client.get(f"/testham/draws/{run.draw.number}"))
    assert "12 numbers, lowest first, none twice." in page and "It fits what was drawn." in page
    answer = client.post(f"/testham/draws/{run.draw.number}", {"ticket": mine.ticket_id})
    assert "of 12, lowest first." in text(answer)
    answer = client.post(f"/testham/draws/{run.draw.number}", {"ticket": "nobody's"})
    assert "That ticket was not in this round." in text(answer)
    answer = client.post(f"/testham/draws/{run.draw.number}", {"ticket": " "})
    assert answer.status_code == 422 and "Write your ticket." in text(answer)


def test_fewer_than_ten_people_are_not_listed(place: Any, askers: Any, officer: Any, client: Client) -> None:
    askers(9)
    run = confirmed(place, officer)
    page = text(client.get(f"/testham/draws/{run.draw.number}"))
    assert "The numbers of this draw are not shown." in page and run.seed_shown in page
    assert client.get(f"/testham/draws/{run.draw.number}.json").status_code == 404
    assert "Some people asked" in text(client.get("/testham/rounds-held"))


def test_a_draw_that_waits_is_shown_to_nobody(place: Any, askers: Any, officer: Any, client: Client) -> None:
    askers(12)
    run = run_round(place=place, by=officer)
    for path in (f"/testham/draws/{run.draw.number}", f"/testham/draws/{run.draw.number}.json"):
        answer = client.get(path)
        assert answer.status_code == 404 and run.seed not in answer.content.decode()
    assert "No round has been confirmed yet." in text(client.get("/testham/rounds-held"))


def verify(*argv: str) -> tuple[int, dict[str, Any]]:
    command = Command(stdout=io.StringIO())
    given = {
        "as_json": False,
        **vars(command.create_parser("helpfulacts", "verify").parse_args([*argv, "--json"])),
    }
    code = command.handle(**given)
    return int(code or 0), json.loads(command.stdout._out.getvalue())


def test_the_saved_draw_is_checked_beside_the_saved_register(
    place: Any, askers: Any, officer: Any, client: Client, tmp_path: Path
) -> None:
    mine = askers(12)[0]
    run = confirmed(place, officer)
    draw, book = tmp_path / "draw.json", tmp_path / "register.jsonl"
    draw.write_bytes(client.get(f"/testham/draws/{run.draw.number}.json").content)
    book.write_text("".join(line + "\n" for line in register.saved_lines(place)), encoding="utf-8")
    code, figures = verify(str(book), "--draw", str(draw), "--ticket", mine.ticket_id)
    assert code == 0 and figures["holds"] and figures["in_register"] and 1 <= figures["turn"] <= 12
    assert verify("--draw", str(draw), "--ticket", "nobody's")[0] == 1
    told = json.loads(draw.read_text())
    del told["numbers"][0], told["salts"][0]
    draw.write_text(json.dumps(told))
    code, figures = verify(str(book), "--draw", str(draw))
    assert code == 1 and not figures["root_fits"]
    draw.write_text("[1, 2")
    with pytest.raises(
        Refused, match=r"is not JSON .*, so it is no saved draw\. Save it again from its page\.$"
    ):
        verify("--draw", str(draw))
    with pytest.raises(Refused, match="name the saved draw"):
        verify(str(book), "--ticket", mine.ticket_id)


@pytest.mark.parametrize(
    ("name", "changed"),
    [("committed_at", "2020-01-01T00:00:00.000000+00:00"), ("round", 7), ("draw", 9), ("place", "elsewhere")],
)
def test_each_field_of_a_saved_draw_is_held_against_the_register(
    place: Any, askers: Any, officer: Any, client: Client, tmp_path: Path, name: str, changed: Any
) -> None:
    askers(12)
    run = confirmed(place, officer)
    draw, book = tmp_path / "draw.json", tmp_path / "register.jsonl"
    book.write_text("".join(line + "\n" for line in register.saved_lines(place)), encoding="utf-8")
    told = client.get(f"/testham/draws/{run.draw.number}.json").json()
    for value in (changed, None):
        draw.write_text(json.dumps({**told, name: value}))
        code, words, _ = draw_words(draw, book)
        assert code == 1 and "The draw does not hold" in words
        assert f"{told[name]}, not {value}." in words


def draw_words(draw: Path, book: Path) -> tuple[int, str, dict[str, Any]]:
    figures, words, code = draw_checked(draw, None, book)
    return code, words, figures


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--save", "new.jsonl", "--draw", "draw.json"), "Save the register first"),
        (("--save", "new.jsonl", "--head", "nope"), "Save the register first"),
        (("--draw", "draw.json", "--head", "nope"), "name the saved register file too"),
        (("--draw", "draw.json", "--place", "testham"), "it goes with --save"),
        (("book.jsonl", "--ticket", ""), "name the saved draw"),
    ],
)
def test_what_verify_would_pass_over_is_refused(given: tuple[str, ...], says: str) -> None:
    with pytest.raises(Refused, match=says):
        verify(*given)


def test_a_register_and_its_head_are_saved_both_or_not_at_all(place: Any, tmp_path: Path) -> None:
    book = tmp_path / "r.jsonl"
    (tmp_path / "r.jsonl.head").mkdir()
    with pytest.raises(Refused, match=r"r\.jsonl\.head” is a folder"):
        verify("--save", str(book), "--place", place.slug)
    assert not book.exists()
    (tmp_path / "r.jsonl.head").rmdir()
    verify("--save", str(book), "--place", place.slug)
    assert verify(str(book), "--head", f"{book}.head")[1]["whole"] and len(list(tmp_path.iterdir())) == 2
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="not an ordinary file"):
        verify("--save", str(tmp_path / "pipe"), "--place", place.slug)


def test_the_seal_on_the_register_still_fits_after_somebody_deleted_all(
    place: Any, askers: Any, officer: Any, citizen_of: Any
) -> None:
    gone, *others = askers(13)
    run = confirmed(place, officer)
    before = public_rounds.published_draw(run)
    assert before is not None
    erase_plan(plan=plans.plan_of(gone), by=citizen_of(gone))
    forget_claims(place=place, day=today())
    run.refresh_from_db()
    after = public_rounds.published_draw(run)
    assert after is not None and after["root"] == before["root"]
    assert len(after["numbers"]) == len(others) and len(after["leaves_of_erased"]) == 1
    assert not set(after["leaves_of_erased"]) & set(before["numbers"])


def test_a_list_of_before_lists_were_sealed_says_so(
    place: Any, askers: Any, officer: Any, client: Client, monkeypatch: Any
) -> None:
    askers(12)
    run = confirmed(place, officer)
    monkeypatch.setattr(public_rounds, "sealed_root", lambda run: "")
    page = text(client.get(f"/testham/draws/{run.draw.number}"))
    assert "confirmed before lists were sealed" in page
    monkeypatch.setattr(public_rounds, "sealed_root", lambda run: "0" * 64)
    page = text(client.get(f"/testham/draws/{run.draw.number}"))
    assert "It is not the list that was sealed" in page


def test_what_somebody_says_before_a_round_is_read_first(
    place: Any, askers: Any, asha: Any, officer: Any
) -> None:
    askers(3)
    add_aspiration(plan=asha.plan, words="A bed", facets=["furniture"], by=asha.actor)
    page = text(asha.browser.get("/testham/plan/round/say"))
    assert "You are not in sharing rounds now." in page
    join_rounds(plan=asha.plan, by=asha.actor)
    answer = asha.browser.post("/testham/plan/round/say", {"key": key(), "words": " "})
    assert answer.status_code == 422 and "Write what we should know" in text(answer)
    answer = asha.browser.post("/testham/plan/round/say", {"key": key(), "words": WORDS}, follow=True)
    assert "cannot be confirmed until a person has read it" in text(answer)
    assert WORDS in asha.browser.get("/testham/plan/round/say").content.decode()
    confirmed(place, officer)
    page = text(asha.browser.get("/testham/plan/round/say"))
    assert WORDS in page and f"{officer.shown_as} read it on" in page
    answer = asha.browser.post("/testham/plan/round/say/take-back", {"key": key()}, follow=True)
    assert "nothing to take back" in text(answer)


def test_it_can_be_taken_back_from_the_page(askers: Any, asha: Any) -> None:
    join_rounds(plan=asha.plan, by=asha.actor)
    asha.browser.post("/testham/plan/round/say", {"key": key(), "words": WORDS})
    answer = asha.browser.post("/testham/plan/round/say/take-back", {"key": key()}, follow=True)
    assert "It is gone. Nobody has read it." in text(answer) and WORDS not in text(answer)


def test_a_draw_is_opened_once_and_then_shown_from_memory(
    place: Any, askers: Any, officer: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts what is unsealed, and reads of the stored arrays: at the first look, and at three more."""
    askers(12)
    run = confirmed(place, officer)
    opened: list[str] = []

    def counted(sealed: bytes, binding: str) -> bytes:
        opened.append(binding)
        return sealing_unseal(sealed, binding)

    sealing_unseal = sealing.unseal
    monkeypatch.setattr(sealing, "unseal", counted)
    monkeypatch.setattr(inputs, "unseal", counted)
    path = f"/testham/draws/{run.draw.number}"
    looks = []
    for _ in range(4):
        opened.clear()
        with CaptureQueriesContext(connection) as asked:
            assert "12 numbers, lowest first" in text(client.get(path))
        arrays = [q for q in asked if '"inputs_sealed",' in q["sql"] or '"inputs_sealed" FROM' in q["sql"]]
        looks.append((len(opened), len(arrays)))
    assert looks[0][0] <= 2 and looks[0][1] == 1, looks
    assert looks[1:] == [(0, 0)] * 3, looks
