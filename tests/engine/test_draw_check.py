"""A published draw can be checked by anybody: who is in it, in which order, and that nothing was changed since."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpfulacts.engine.sharing.draw_check import BadDraw, check_draw, draw_root, leaf_of
from helpfulacts.engine.sharing.order import commitment, ticket

TICKETS = st.lists(st.text("0123456789abcdef", min_size=8, max_size=32), min_size=1, max_size=30, unique=True)


def published(ticket_ids: list[str], seed: str = "drawn", erased: list[str] | None = None) -> dict[str, Any]:
    numbers = sorted(ticket(seed, one) for one in ticket_ids)
    salts = [f"salt of {number}" for number in numbers]
    gone = sorted(
        leaf_of(number, f"salt of {number}") for number in (ticket(seed, one) for one in erased or [])
    )
    return {
        "seed": seed,
        "commitment": commitment(seed),
        "numbers": numbers,
        "salts": salts,
        "leaves_of_erased": gone,
        "root": draw_root(zip(numbers, salts, strict=True), gone),
    }


def test_it_works() -> None:
    """The number of a ticket is sha256 of seed|ticket, as FIPS 180-4 has it and anybody's shell makes it."""
    check = check_draw(published(["aaaa", "bbbb", "cccc"]), "bbbb")
    assert check.number == sha256(b"drawn|bbbb").hexdigest()
    assert check.holds and check.of == 3


@given(TICKETS)
def test_each_person_finds_their_own_ticket(ticket_ids: list[str]) -> None:
    draw = published(ticket_ids)
    turns = [check_draw(draw, one).turn for one in ticket_ids]
    assert sorted(turn for turn in turns if turn) == list(range(1, len(ticket_ids) + 1))
    assert check_draw(draw, "not-in-it").turn is None


@given(TICKETS, st.data())
def test_a_number_changed_added_or_left_out_is_seen(ticket_ids: list[str], data: st.DataObject) -> None:
    draw = published(ticket_ids)
    at = data.draw(st.integers(0, len(ticket_ids) - 1))
    other = sha256(b"another").hexdigest()
    for numbers in (
        draw["numbers"][:at] + draw["numbers"][at + 1 :],
        sorted([*draw["numbers"][:at], other, *draw["numbers"][at + 1 :]]),
        sorted([*draw["numbers"], other]),
    ):
        salts = [*draw["salts"], "one more"][: len(numbers)]
        assert not check_draw({**draw, "numbers": numbers, "salts": salts}).root_fits


@given(TICKETS, st.data())
def test_whoever_holds_the_ticket_of_somebody_erased_cannot_tell_that_they_were_in_it(
    ticket_ids: list[str], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(ticket_ids))
    draw = published([one for one in ticket_ids if one != gone], erased=[gone])
    assert leaf_of(ticket("drawn", gone), "") not in draw["leaves_of_erased"]
    assert check_draw(draw, gone).turn is None


@given(TICKETS)
def test_another_seed_does_not_fit_its_lock(ticket_ids: list[str]) -> None:
    draw = published(ticket_ids)
    assert not check_draw({**draw, "seed": "drawn again"}).lock_fits


@given(TICKETS, st.data())
def test_the_seal_is_the_same_after_somebody_is_erased(ticket_ids: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(ticket_ids), unique=True))
    left = [one for one in ticket_ids if one not in gone]
    before, after = published(ticket_ids), published(left, erased=gone)
    assert after["root"] == before["root"] and check_draw(after).holds
    assert check_draw(after).erased == len(gone)


def test_numbers_out_of_order_or_twice_are_seen() -> None:
    draw = published(["aaaa", "bbbb", "cccc"])
    assert not check_draw({**draw, "numbers": draw["numbers"][::-1]}).in_order
    twice = {"numbers": [draw["numbers"][0], *draw["numbers"]], "salts": ["", *draw["salts"]]}
    assert not check_draw({**draw, **twice}).in_order


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {},
        {"seed": 3},
        {**published(["aaaa"]), "numbers": "aaaa"},
        {**published(["aaaa"]), "numbers": ["G" * 64]},
        {**published(["aaaa"]), "root": ""},
        {**published(["aaaa"]), "salts": []},
    ],
)
def test_anything_else_is_refused_in_one_sentence(wrong: Any) -> None:
    with pytest.raises(BadDraw, match="This is no published draw"):
        check_draw(wrong)
