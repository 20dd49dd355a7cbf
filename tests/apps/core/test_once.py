"""The same key gives the same answer and one effect (guarantee G2)."""

from __future__ import annotations

import datetime as dt

import pytest

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import Refused
from helpfulacts.core.idempotency import once
from helpfulacts.core.models import GivenAnswer


def _write(place):
    register.record(place=place, action="began", noun="plan")
    return {"size": register.head(place)[0]}


def test_a_repeat_gets_the_first_answer_and_has_no_effect(place) -> None:
    first = once(place=place, key="key-12345", action="begin", request={"a": 1}, write=lambda: _write(place))
    again = once(place=place, key="key-12345", action="begin", request={"a": 1}, write=lambda: _write(place))
    assert first == again == {"size": 1}
    assert register.head(place)[0] == 1


def test_a_key_used_for_something_else_is_refused(place) -> None:
    once(place=place, key="key-12345", action="begin", request={"a": 1}, write=lambda: _write(place))
    with pytest.raises(Refused):
        once(place=place, key="key-12345", action="begin", request={"a": 2}, write=lambda: _write(place))
    with pytest.raises(Refused):
        once(place=place, key="key-12345", action="end", request={"a": 1}, write=lambda: _write(place))


def test_the_answer_belongs_to_who_sent_it_first(place) -> None:
    def send(sender: str):
        return once(
            place=place,
            key="key-12345",
            action="begin",
            request={},
            write=lambda: _write(place),
            sender=sender,
        )

    assert send("one") == send("one") == {"size": 1}
    with pytest.raises(Refused, match="another browser"):
        send("two")
    with pytest.raises(Refused, match="another browser"):
        send("")
    assert register.head(place)[0] == 1


def test_a_write_that_is_refused_may_be_tried_again_with_the_same_key(place) -> None:
    def refuse():
        raise Refused("Not yet.")

    with pytest.raises(Refused):
        once(place=place, key="key-12345", action="begin", request={}, write=refuse)
    assert once(place=place, key="key-12345", action="begin", request={}, write=lambda: "done") == "done"


@pytest.mark.parametrize("key", ["", "short", "x" * 81])
def test_a_key_of_the_wrong_length_is_refused(place, key) -> None:
    with pytest.raises(Refused):
        once(place=place, key=key, action="begin", request={}, write=lambda: None)


def test_an_answer_is_kept_for_a_week_and_no_longer(place) -> None:
    def at(days: int, key: str):
        with as_if(now() + dt.timedelta(days=days)):
            return once(place=place, key=key, action="begin", request={}, write=lambda: {"person": key})

    at(0, "key-first")
    at(6, "key-second")
    assert GivenAnswer.objects.filter(place=place).count() == 2
    at(8, "key-third")
    assert set(GivenAnswer.objects.values_list("key", flat=True)) == {"key-second", "key-third"}
