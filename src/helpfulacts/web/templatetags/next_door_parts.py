"""How what is asked of a place next door is said, on the plan and at the desk."""

from __future__ import annotations

from typing import Any

from django import template

from helpfulacts.core.clock import day_of_in_words

register = template.Library()

_STATES = {
    "waits": "{there} will be asked soon.",
    "asked": "{there} was asked on {sent}. No answer yet.",
    "offer": "{there} has something for you.",
    "nothing": "{there} has nothing for this.",
    "ending": "{there} is told to forget it.",
}
_OFFICE = {
    "waits": "Goes over with the next exchange",
    "asked": "Asked, no answer yet",
    "offer": "They have something",
    "nothing": "They have nothing",
}
_SAID = {"": "no answer to it yet", "yes": "they said yes", "not_now": "they said not now"}


@register.filter
def next_door_line(one: Any) -> str:
    """What became of one asking, in a sentence to its person: “Newtown was asked on Friday 6 March. No answer yet.”"""
    sent = one.row.line.sent_at
    return _STATES[one.state].format(there=one.there, sent=day_of_in_words(sent) if sent else "")


@register.filter
def next_door_state(one: Any) -> str:
    """The same for a list of the desk."""
    return f"{_OFFICE[one.state]}; {_SAID[one.said]}" if one.state == "offer" else _OFFICE[one.state]


@register.filter
def said_there(said: str) -> str:
    """What somebody next door answered to an offer of ours."""
    return _SAID[said]
