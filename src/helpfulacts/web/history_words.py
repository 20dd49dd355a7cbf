"""How an entry changed, in words: a sentence for each thing that differs, made from the facts that were kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from helpfulacts.core.clock import time_in_words
from helpfulacts.directory.facets import FACET_WORDS, FACTS, LANGUAGES
from helpfulacts.directory.history import ONLY_WHILE_PUBLISHED
from helpfulacts.directory.weeks import weeks_in_words

HOW_WORDS = {
    "phone": "by phone",
    "visit": "on a visit",
    "letter": "by letter",
    "email": "by e-mail",
    "text": "by those who give it, by text",
    "page": "by those who give it, on their own page",
}
_WAYS = {"venue": "at a place", "home": "at your home", "phone": "by phone", "online": "online"}
_PARTS = {
    "commissions": "asked for by",
    "funds": "paid for by",
    "delivers": "done by",
    "assures": "checked by",
}
_LONGEST = 140


def _codes(words: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda value: ", ".join(str(words.get(code, code)) for code in value)


def _when(rules: Sequence[Sequence[str]]) -> str:
    rows = [
        SimpleNamespace(rrule=rule, starts=dt.time.fromisoformat(starts), ends=dt.time.fromisoformat(ends))
        for rule, starts, ends in rules
    ]
    times = dict.fromkeys(f"{time_in_words(row.starts)} to {time_in_words(row.ends)}" for row in rows)
    return weeks_in_words(rows) or (f"days of its own, {', '.join(times)}" if rows else "")


_FIELDS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "title": ("The name", str),
    "summary": ("The short description", str),
    "description": ("The long description", str),
    "access": ("How places are given", lambda v: {"open": "at once", "shared": "in a sharing round"}.get(v, v)),
    "shown_from": ("Who it is from", str),
    "facets": ("What it helps with", lambda v: ", ".join(FACET_WORDS.get(code, code) for code in v)),
    "where": ("How people get it", _codes(_WAYS)),
    "ward": ("The ward", str),
    "address": ("The address", str),
    "serves_wards": ("The wards it is for", ", ".join),
    "when": ("The opening times", _when),
    "on_bank_holidays": ("Bank holidays", lambda v: {"runs": "as usual", "closed": "closed"}.get(v, "not known")),
    "languages": ("The languages", _codes(LANGUAGES)),
    "step_free": ("Getting in", lambda v: {"yes": "no steps", "no": "there are steps"}.get(v, "not known")),
    "min_age": ("The youngest age", str),
    "max_age": ("The oldest age", str),
    "for_facts": ("Who it is for", _codes(FACTS)),
    "ask_first": ("What they ask first", str),
    "cost": ("The cost", str),
    "brings": ("What you bring", str),
    "what_next": ("What happens next", str),
    "if_not": ("What if not", str),
    "who_can_stop": ("Who can stop it", str),
    "permission": ("Whose yes it needs", str),
    "who_pays": ("Who pays", str),
    "contact": ("How to get in touch", str),
    "website": ("Their own page", str),
    "places": ("The number of places", str),
    "bodies": ("Who stands behind it", str),
}  # fmt: skip
_CHANGES = {
    "listed": "It was listed.",
    "changed": "What it says was changed.",
    "ended": "It ended.",
    "capacity": "The number of places was changed.",
    "bodies": "Who stands behind it was changed.",
    "merged": "It was brought together with another entry that says the same.",
    "parted": "It was taken apart from another entry again.",
    "paused": "Its giver said “not now” for a while.",
    "resumed": "Its giver went on with it.",
    "hidden": "It was hidden. What it said before is gone from this page.",
    "shown": "It was shown again.",
    "vetted": "A person looked at who gives it, and wrote down what they saw.",
    "lapsed": "The last look at who gives it is too long ago. It waits for another.",
    "conditions": "What it asks for or brings was changed.",
    "evidence": "The evidence for what it asks for or brings was seen.",
}


def sentences_of(version: Any) -> list[str]:
    """What one change changed, one sentence a field; at least one."""
    after, before = version.after or {}, version.before or {}
    if version.change in ("checked", "released"):
        how = HOW_WORDS.get(after.get("how", ""), "")
        said = "It was checked" + (f", {how}," if how else "")
        return [
            f"{said} and listed." if version.change == "released" else f"{said.rstrip(',')}. It was right."
        ]
    lines = [_differs(name, before.get(name), after[name]) for name in _FIELDS if name in after]
    if version.change in ("merged", "parted") or not lines:
        lines = [_CHANGES[version.change], *lines]
    return lines


def field_words(name: str) -> str:
    """“The opening times”."""
    return _FIELDS[name][0]


def _differs(name: str, before: Any, after: Any) -> str:
    if name == "bodies":
        return _other_bodies(before or [], after or [])
    label, words = _FIELDS[name]
    old, new = ("" if value in (None, "", [], {}) else words(value) for value in (before, after))
    if name in ONLY_WHILE_PUBLISHED and (before is None or after is None):
        return f"{label} {_was(label)} changed to {new}." if new else f"{label} {_was(label)} changed."
    if (not old and not new) or max(len(old), len(new)) > _LONGEST:
        return f"{label} {_was(label)} changed."
    if not old:
        return f"{label} {_was(label)} added: {new}."
    if not new:
        return f"{label} {_was(label)} taken away. It said: {old}."
    return f"{label} changed from {old} to {new}."


def _other_bodies(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> str:
    """“It is paid for by the council now.”, “It is no longer checked by the county.”"""
    come = [row for row in after if row not in before]
    gone = [row for row in before if row not in after]
    said = [f"It is {_PARTS.get(part, part)} {name} now." for name, part in come]
    said += [f"It is no longer {_PARTS.get(part, part)} {name}." for name, part in gone]
    return " ".join(said) or _CHANGES["bodies"]


def _was(label: str) -> str:
    return "were" if label in ("The opening times", "The languages", "The wards it is for") else "was"
