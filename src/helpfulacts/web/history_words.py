"""How an entry changed, in words: a sentence for each thing that differs, made from the facts that were kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from helpfulacts.core.clock import date_in_words, hours_in_words
from helpfulacts.core.words import counted
from helpfulacts.directory.eligibility import in_words
from helpfulacts.directory.facets import ACCESS_NEEDS, FACET_WORDS, LANGUAGES
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
_MOST_DAYS = 8


def _codes(words: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda value: ", ".join(str(words.get(code, code)) for code in value)


def _when(rules: Sequence[Sequence[str]]) -> str:
    rows = [
        SimpleNamespace(rrule=rule, starts=dt.time.fromisoformat(starts), ends=dt.time.fromisoformat(ends))
        for rule, starts, ends, *_ in rules
    ]
    times = dict.fromkeys(hours_in_words(row.starts, row.ends) for row in rows)
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
    "access_facts": ("What is said of getting in", str),
    "fetches": ("Getting there", lambda v: {"yes": "they fetch you", "no": "they do not fetch you"}.get(v, "not known")),
    "min_age": ("The youngest age", str),
    "max_age": ("The oldest age", str),
    "eligibility": ("The rule of who it is for", lambda v: f"people who {in_words(v)}"),
    "ask_first": ("What they ask first", str),
    "cost": ("The cost", str),
    "brings": ("What you bring", str),
    "what_next": ("What happens next", str),
    "if_not": ("What if not", str),
    "costs": ("Who bears the cost", lambda v: ""),
    "funding_ends": ("The day its money ends", lambda v: date_in_words(dt.date.fromisoformat(v))),
    "who_can_stop": ("Who can stop it", str),
    "permission": ("Whose yes it needs", str),
    "who_pays": ("Who pays", str),
    "contact": ("How to get in touch", str),
    "website": ("Their own page", str),
    "days": ("The days that are different", str),
    "places": ("The number of places", lambda v: "“we talk with people first”" if v == "talk" else str(v)),
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
    if version.change == "listed" and after.get("held"):
        return ["It was offered. It was not on the list yet: a person looks at it first."]
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


def says_now(facts: Mapping[str, Any]) -> str:
    """“The cost: now Free. The opening times: taken away.”, for facts that are another now."""
    return " ".join(_stands(name, facts[name]) for name in _FIELDS if name in facts)


def _stands(name: str, fact: Any) -> str:
    label, words = _FIELDS[name]
    if name in ("access_facts", "days"):
        return f"{label} {_was(label)} changed."
    said = "" if fact in (None, "", [], {}) else words(fact)
    if len(said) > _LONGEST:
        return f"{label} {_was(label)} changed."
    return f"{label}: now {said.rstrip('.')}." if said else f"{label} {_was(label)} taken away."


def _differs(name: str, before: Any, after: Any) -> str:
    if name == "days" and (before or after):
        return _other_days(before or [], after or [])
    if name == "bodies":
        return _other_bodies(before or [], after or [])
    if name == "access_facts":
        return _other_access(before or {}, after or {})
    label, words = _FIELDS[name]
    old, new = ("" if value in (None, "", [], {}) else words(value) for value in (before, after))
    if name in ONLY_WHILE_PUBLISHED and (before is None or after is None):
        return f"{label} {_was(label)} changed to {new}." if new else f"{label} {_was(label)} changed."
    if name == "when" and before and after and old == new:
        return f"{label} {_was(label)} changed: now in the other weeks."
    if (not old and not new) or max(len(old), len(new)) > _LONGEST:
        return f"{label} {_was(label)} changed."
    if not old:
        return f"{label} {_was(label)} added: {new}."
    if not new:
        return f"{label} {_was(label)} taken away. It said: {old}."
    return f"{label} changed from {old} to {new}."


def _other_access(before: dict[str, list[str]], after: dict[str, list[str]]) -> str:
    """“Hearing loop: yes now. Before, nobody had said.”; “… looked at again” where only the day differs."""
    said = []
    for fact in (fact for fact in ACCESS_NEEDS if before.get(fact) != after.get(fact)):
        old, new = (rows[fact][0] if fact in rows else "" for rows in (before, after))
        if not new:
            words = f"not known any more. It said {old}"
        elif old == new:
            words = f"{new}, looked at again"
        else:
            words = f"{new} now. Before, {f'it said {old}' if old else 'nobody had said'}"
        said.append(f"{ACCESS_NEEDS[fact]}: {words}.")
    return " ".join(said) or "What is said of getting in was changed."


def _other_bodies(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> str:
    """“It is paid for by the council now.”, “It is no longer checked by the county.”"""
    come = [row for row in after if row not in before]
    gone = [row for row in before if row not in after]
    said = [f"It is {_PARTS.get(part, part)} {name} now." for name, part in come]
    said += [f"It is no longer {_PARTS.get(part, part)} {name}." for name, part in gone]
    return " ".join(said) or _CHANGES["bodies"]


def _other_days(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> str:
    """“Friday 25 December: closed now.”, a sentence a day; of very many, the first ones."""
    days = sorted({row[0] for row in [*before, *after]})
    said = [_day_now(day, _hours_on(day, before), _hours_on(day, after)) for day in days[:_MOST_DAYS]]
    if len(days) > _MOST_DAYS:
        more = len(days) - _MOST_DAYS
        said.append(f"So {'was' if more == 1 else 'were'} {counted(more, 'more day', 'more days')}.")
    return " ".join(said)


def _day_now(day: str, old: str, new: str) -> str:
    said = f"{date_in_words(dt.date.fromisoformat(day))}: {new or 'as usual now.'}"
    return f"{said} Before that it said: {old.replace(' now.', '.', 1)}" if old else said


def _hours_on(day: str, rows: Sequence[Sequence[str]]) -> str:
    """“closed now. “The hall is being painted””, “open 2pm to 4pm now.”; empty where nothing is said of the day."""
    here = [row for row in rows if row[0] == day]
    times = " and ".join(
        hours_in_words(dt.time.fromisoformat(starts), dt.time.fromisoformat(ends))
        for _, starts, ends, _ in here
        if starts
    )
    reasons = "".join(f" “{reason}”" for reason in dict.fromkeys(row[3] for row in here) if reason)
    return f"{f'open {times}' if times else 'closed'} now.{reasons}" if here else ""


def _was(label: str) -> str:
    return (
        "were"
        if label
        in ("The opening times", "The languages", "The wards it is for", "The days that are different")
        else "was"
    )
