"""Everybody may see the number of a body and of an entry that came without one; nobody sees that of a person."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.directory.models import Offer
from helpfulacts.directory.public_contact import number_to_ring, public_contact
from helpfulacts.people.models import Organisation


@pytest.mark.parametrize(
    ("offer", "seen"),
    [
        (Offer(sphere="civic", contact="01632 960111"), "01632 960111"),
        (Offer(sphere="civic", provider=Organisation(name="A club", phone="01632 960112")), "01632 960112"),
        (Offer(sphere="civic", provider=Organisation(phone="01632 960112"), contact="a@example.org"), "a@example.org"),
        (Offer(sphere="civic"), ""),
        (Offer(sphere="personal", contact="01632 960113"), ""),
    ],
)  # fmt: skip
def test_what_was_written_to_be_seen_is_seen(offer: Any, seen: str) -> None:
    assert public_contact(offer) == seen


def test_only_a_number_is_one_to_ring() -> None:
    assert number_to_ring("01632 960 111") == "01632960111"
    assert [
        number_to_ring(said) for said in ("999", "ask for Jean, 01632 960111", "a1234567890@example.org", "")
    ] == [""] * 4
