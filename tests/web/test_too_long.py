"""What is too long to be read says so, and how long it may be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from plan_makers import text

pytestmark = pytest.mark.django_db


def test_a_very_long_post_is_told_how_long_it_may_be(place: Any, client: Client) -> None:
    answer = client.post("/testham/find", {"q": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "That is too long" in text(answer) and "under 20,000 letters" in text(answer)


def test_20_000_letters_in_any_writing_arrive_and_the_form_says_its_own_limit(
    place: Any, client: Client
) -> None:
    for letter in ("x", "\u0648", "\U0001f600"):
        assert client.post("/testham/find", {"q": letter * 20_000}).status_code not in (400, 413)
