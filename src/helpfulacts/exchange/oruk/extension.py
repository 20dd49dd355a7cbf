"""`helpful_acts`: what an offer says beyond the standard, in and out. Other readers pass over it.

In, each field is read into the draft of an offer, and then checked like everything else. Out, see `projecting`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.directory.checks import LENGTHS, LONGEST_REASON, MOST_OTHER_DAYS
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft, OtherDay, TrialDraft
from helpfulacts.directory.eligibility import checked
from helpfulacts.directory.facets import KINDS

from . import values

NAME = "helpful_acts"
WORDS = ("summary", "shown_from", "ask_first", "cost", "brings", "what_next", "if_not", "who_can_stop",
         "permission", "who_pays", "restricted_to", "checked_how")  # fmt: skip
"""Fields that are one line of words, called as in our columns."""
CODES = ("where", "activities")
SOMEBODY = "Somebody"
_LARGEST = 12_000
_COST = ("bearer", "sphere", "pence", "paid_minutes", "unpaid_minutes")


@dataclass(frozen=True)
class Said:
    """What a record says in `helpful_acts`: fields of the draft, and what is looked up in the place before it is one."""

    fields: dict[str, Any] = field(default_factory=dict)
    kind: str = ""
    ward: str = ""
    serves_wards: tuple[str, ...] = ()
    needs: tuple[uuid.UUID, ...] = ()


def read_extension(record: Mapping[str, Any]) -> Said | None:
    """None where the record has no such object. Raises Odd for one that cannot be read."""
    said = record.get(NAME)
    if not isinstance(said, dict) or not said.get("kind"):
        return None
    kind = values.line(said["kind"], 20)
    if kind not in KINDS:
        raise values.Odd(f"“{kind}” is not a kind of help. Choose one of: {', '.join(KINDS)}.")
    fields: dict[str, Any] = {name: values.line(said.get(name), LENGTHS[name]) for name in WORDS}
    fields |= {name: _codes(said, name) for name in CODES}
    fields |= {name: read(said.get(name)) for name, read in _READERS.items()}
    fields |= {name: said[name] for name in ("sphere", "access") if isinstance(said.get(name), str)}
    return Said(
        fields=fields,
        kind=kind,
        ward=values.line(said.get("ward"), 80),
        serves_wards=_codes(said, "serves_wards"),
        needs=tuple(key for one in _list(said, "needs") if (key := values.as_uuid(values.identifier(one)))),
    )


def _list(said: Mapping[str, Any], name: str) -> list[Any]:
    found = said.get(name, [])
    if not isinstance(found, list) or len(found) > 200:
        raise values.Odd(f"The {name.replace('_', ' ')} of its helpful_acts is not a short list.")
    return found


def _codes(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = _list(said, name)
    if not all(isinstance(one, str) for one in found):
        raise values.Odd(f"The {name.replace('_', ' ')} of its helpful_acts holds something that is no text.")
    return tuple(dict.fromkeys(values.line(one, 80) for one in found))


def _facets(value: Any) -> dict[str, int]:
    found = value or {}
    if not isinstance(found, dict) or not all(type(grade) is int for grade in found.values()):
        raise values.Odd("The facets of its helpful_acts are not grades from 1 to 3.")
    return dict(found)


def _particulars(value: Any) -> dict[str, Any]:
    found = value or {}
    if not isinstance(found, dict) or len(json.dumps(found)) > _LARGEST:
        raise values.Odd("The particulars of its helpful_acts are not a short object.")
    return {key: one for key, one in found.items() if key not in ("imported", "tried")}


def _pence(value: Any) -> int | None:
    return values.whole(value, "cost in pence", 100_000_000)


def _costs(value: Any) -> tuple[dict[str, Any], ...]:
    rows = []
    for row in list(values.objects(value))[:50]:
        kept = {name: row[name] for name in _COST if name in row}
        for name in ("pence", "paid_minutes", "unpaid_minutes"):
            if name in kept:
                kept[name] = values.whole(kept[name], f"{name.replace('_', ' ')} of a cost", 1_000_000_000)
        for name in ("bearer", "sphere"):
            if name in kept:
                kept[name] = values.line(kept[name], 120)
        rows.append({name: one for name, one in kept.items() if one is not None})
    return tuple(rows)


def _capacity(value: Any) -> CapacityDraft | None:
    if not isinstance(value, dict):
        return None
    stated = values.whole(value.get("stated"), "number of places", 1_000_000)
    cap = values.whole(value.get("own_cap"), "number that can be carried", 1_000_000)
    if stated is None:
        return None
    unit = values.line(value.get("unit"), 20) or "place"
    return CapacityDraft(unit, stated, cap, talks_first=value.get("talks_first") is True)


def _tried(value: Any) -> tuple[TrialDraft, ...]:
    """Who tried it is never passed on."""
    found = []
    for one in list(values.objects(value))[:100]:
        words, on = values.line(one.get("words"), 400), values.date(one.get("on"), "day it was tried")
        if words:
            found.append(TrialDraft(SOMEBODY, words, one.get("worked") is True, on))
    return tuple(found)


def _other_days(value: Any) -> tuple[OtherDay, ...]:
    found = []
    for one in list(values.objects(value))[:MOST_OTHER_DAYS]:
        day = values.date(one.get("day"), "day that differs")
        starts = values.time(one.get("opens_at"), "opening of a day that differs")
        ends = values.time(one.get("closes_at"), "closing of a day that differs")
        if day:
            found.append(OtherDay(day, starts, ends, values.line(one.get("reason"), LONGEST_REASON)))
    return tuple(found)


def _access(value: Any) -> tuple[AccessDraft, ...]:
    return tuple(
        AccessDraft(
            values.line(one.get("fact"), 20),
            values.line(one.get("answer"), 8),
            values.date(one.get("on"), "day when a fact of getting in was looked at"),
            values.line(one.get("source"), 8) or "import",
            values.line(one.get("by"), 120),
        )
        for one in list(values.objects(value))[:50]
    )


def _eligibility(value: Any) -> dict[str, Any]:
    try:
        return checked(value)
    except Refused as refusal:
        raise values.Odd(f"The eligibility of its helpful_acts cannot be read. {refusal}") from None


def _yes_no_unknown(value: Any) -> str:
    return values.line(value, 8) or "unknown"


_READERS: dict[str, Callable[[Any], Any]] = {
    "facets": _facets,
    "eligibility": _eligibility,
    "particulars": _particulars,
    "cost_pence": _pence,
    "funding_ends": lambda value: values.date(value, "day its money ends"),
    "costs": _costs,
    "capacity": _capacity,
    "tried": _tried,
    "access_facts": _access,
    "on_bank_holidays": _yes_no_unknown,
    "other_days": _other_days,
    "fetches": _yes_no_unknown,
}
"""Fields that are read on their own, by the name they have in a draft."""
