"""No phone, e-mail or web address in what others read: a scam cannot take people elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.core.contact_details import contact_details_in
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.try_idea import try_idea

FOUND = [
    "Ring me on 07700 900123",
    "call 01384 555 0199 after six",
    "+44 7700 900123",
    "0 7 7 0 0 9 0 0 1 2 3",
    "07.700-900/123",
    "oh seven seven zero zero nine zero zero one two three",
    "write to jo.bloggs@example.org",
    "jo (at) example (dot) org",
    "jo [at] example [dot] com",
    "see www.example.org/me",
    "https://example.org",
    "find me at mytools.co.uk",
    "wa.me/447700900123",
    "message me on WhatsApp me on it",
    "I'm @jobloggs99",
]
CLEAN = [
    "Mondays 10 to 12, 14 people, born in 1952",
    "It costs £12.50 a week, or £3.50 a time.",
    "Bring 2 eggs, 200g of flour and 100g of sugar.",
    "We meet at 10.30 and finish by 12.15. Bus 226 or 81.",
    "I was born on 12 03 1961 and served for 22 years.",
    "DY5 1AB is near. Take the 2nd left, then number 14.",
    "Facebook is not needed. We ring you.",
    "One, two, three and off we dance.",
]


@pytest.mark.parametrize("text", FOUND)
def test_contact_details_are_seen_however_they_are_written(text: str) -> None:
    assert contact_details_in(text) is not None


@pytest.mark.parametrize("text", CLEAN)
def test_ordinary_numbers_and_times_are_left_alone(text: str) -> None:
    assert contact_details_in(text) is None


@pytest.mark.parametrize(
    "field", ["title", "summary", "description", "brings", "what_next", "if_not", "shown_from", "ask_first"]
)
def test_no_text_of_an_offer_takes_people_elsewhere(place: Any, draft: Any, officer: Any, field: str) -> None:
    with pytest.raises(Refused, match="when you both say yes"):
        list_offer(place=place, draft=draft("service", **{field: "Ring 07700 900123"}), by=officer)


def test_nor_do_the_steps_of_an_idea_or_a_try(place: Any, draft: Any, offer_of: Any, officer: Any) -> None:
    with pytest.raises(Refused):
        list_offer(
            place=place, draft=draft("idea", particulars={"steps": ["Write to a@example.org"]}), by=officer
        )
    with pytest.raises(Refused):
        try_idea(offer=offer_of("idea"), shown_as="Us", words="Ring 07700 900123", worked=True, by=officer)
