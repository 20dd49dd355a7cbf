"""No place takes a name that the program's own addresses begin with."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import get_resolver

from helpfulacts.core.errors import Refused
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.reserved import RESERVED


def first_words(resolver: Any) -> set[str]:
    """The first word of each address that does not begin with a place."""
    found = set()
    for pattern in resolver.url_patterns:
        route = str(pattern.pattern).lstrip("^/")
        word = re.match(r"[\w-]+", route)
        if word:
            found.add(word[0])
        elif not route and hasattr(pattern, "url_patterns"):
            found |= first_words(pattern)
    return found


def test_every_address_of_the_program_is_kept() -> None:
    words = first_words(get_resolver()) | {settings.STATIC_URL.strip("/")}
    assert "account" in words and words <= RESERVED


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["account", "static", "admin", "media", "api"])
def test_a_place_cannot_be_called_as_an_address_of_the_program(slug: str) -> None:
    with pytest.raises(Refused, match="Choose another short name"):
        create_place(slug=slug, name="Newtown", person_to_talk_to="Ann")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": ""}, "The name of the place is empty. Say what it is."),
        ({"person_to_talk_to": " "}, "The person to talk to of the place is empty."),
        ({"slug": ""}, "The short name of the place is empty."),
        ({"slug": "New Town"}, "Use small letters, digits and hyphens"),
        ({"name": "x" * 81}, "Keep it to 80 letters."),
        ({"desk": ""}, "The desk of the place is empty."),
    ],
)
def test_what_is_wrong_with_a_place_is_said_plainly(given: dict[str, str], says: str) -> None:
    whole = {"slug": "new", "name": "Newtown", "person_to_talk_to": "Ann", **given}
    with pytest.raises(Refused, match=re.escape(says)):
        create_place(**whole)
