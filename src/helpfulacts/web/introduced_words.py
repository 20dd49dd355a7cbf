"""The register in plain words, of introductions, notes and small money; `register_words` has the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from helpfulacts.core.clock import date_in_words

_INTRODUCED = {
    "requested": "Somebody said yes to being introduced, and the other side was asked",
    "accepted": "Somebody who was asked to meet a person said yes",
    "rejected": "Somebody who was asked to meet a person said “not now”",
    "in-progress": "Two people who were introduced met",
    "on-hold": "An introduction rests for a while",
    "completed": "An introduction worked out",
    "failed": "An introduction did not work out",
    "cancelled": "An introduction was stopped",
    "entered-in-error": "An introduction was taken out: a mistake, or never sent",
}
PLAIN = {
    "drafted an introduction": "Two lines that introduce somebody were written. Nothing was sent.",
    "forgot how to reach": "The time that somebody agreed to was over, and how to reach them was deleted.",
    "gave a record": "What somebody agreed to was given to whoever keeps a record for them.",
    "wrote a note": "A link worker wrote a note, which its person reads.",
    "sent a nudge": "A person sent a kind reminder to a giver who had not answered.",
    "dropped a nudge": "A person looked at a reminder to a giver, and did not send it.",
    "ended a micro-fund": "Small money that could be spent at once ended.",
    "it was put in by mistake": "Something was put in by mistake, and taken out again.",
}


def day_words(value: Any) -> str:
    try:
        return date_in_words(dt.date.fromisoformat(str(value)[:10]))
    except ValueError:
        return "a day that was set"


def pounds_words(pence: Any) -> str:
    return f"£{pence / 100:,.2f}" if isinstance(pence, int) else "some money"


SAID: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "moved an introduction": lambda f: f"{_INTRODUCED.get(str(f.get('to')), 'An introduction moved on')}.",
    "gave a micro-fund": lambda f: (
        f"{f.get('body', 'A body')} lets a link worker spend up to {pounds_words(f.get('pence a person'))} on one person, "
        f"until {day_words(f.get('until'))}."
    ),
    "spent from a micro-fund": lambda f: f"{pounds_words(f.get('pence'))} of {f.get('body', 'a body')} was spent on somebody at once.",
}  # fmt: skip
