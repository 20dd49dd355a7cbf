"""A maker of promises, by the fields that a test cares about."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from helpfulacts.core.clock import today
from helpfulacts.promises.actions.make_promise import make_promise


@pytest.fixture
def promise_of(place: Any) -> Callable[..., Any]:
    def make(**fields: Any) -> Any:
        given: dict[str, Any] = {
            "place": place,
            "by_noun": "organisation",
            "by_id": uuid.uuid4(),
            "by_shown_as": "A club",
            "to_noun": "person",
            "to_id": uuid.uuid4(),
            "about_noun": "helpful act",
            "about_id": uuid.uuid4(),
            "what": "A cooker for canarybird",
            "trigger": "the person said yes",
        } | ({} if fields.get("clock") else {"due": today()})
        return make_promise(**(given | fields))

    return make
