"""What is held about somebody, on a page: the name of each thing and what it says, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template

from helpfulacts.core.clock import date_in_words, moment_in_words, time_in_words

register = template.Library()
NAMES = {
    "at": "when",
    "by shown as": "by",
    "about noun": "about",
    "by noun": "from",
    "to noun": "to",
    "made at": "made on",
    "created at": "begun on",
    "changed at": "changed on",
    "noun": "what they opened",
    "called": "what we call you",
    "channel": "how we reach you",
    "contact": "where we reach you",
    "group": "for a group",
    "by proxy": "written down by",
    "in rounds": "in sharing rounds",
    "missed rounds": "rounds missed",
    "ticket id": "your number in a draw",
    "salt": "key to the mark in the register",
    "leaf": "mark in the register",
}


@register.filter
def held_name(name: str) -> str:
    """“Called”, “When”: the name of one thing, with a capital."""
    said = NAMES.get(name, name)
    return said[:1].upper() + said[1:]


@register.filter
def held_words(value: Any) -> str:
    """“yes”, “Wednesday 24 June”, “bus: yes; walk: no”."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return moment_in_words(value)
    if isinstance(value, dt.date):
        return date_in_words(value)
    if isinstance(value, dt.time):
        return time_in_words(value)
    if isinstance(value, dict):
        return "; ".join(f"{str(key).replace('_', ' ')}: {held_words(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(held_words(one) for one in value)
    return str(value)
