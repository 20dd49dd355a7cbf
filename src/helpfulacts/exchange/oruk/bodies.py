"""Which other organisations a service's record names, and what their part in it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from . import values
from .extension import NAME

_PARTS = (
    ("commissions", re.compile(r"commission|procur|purchas", re.IGNORECASE)),
    ("funds", re.compile(r"fund|grant|sponsor|donor", re.IGNORECASE)),
    ("assures", re.compile(r"assur|accredit|regulat|inspect|check", re.IGNORECASE)),
)
_SAYS = ("part", "role", "relationship", "type", "link_type")


def bodies_in(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(the organisation's id as its source writes it, commissions / funds / delivers / assures), each once."""
    found = []
    for body in values.objects(record.get("organizations")):
        words = " ".join(values.line(body.get(field), 60) for field in _SAYS)
        part = next((part for part, pattern in _PARTS if pattern.search(words)), "delivers")
        found.append((values.identifier(body.get("organization_id") or body.get("id")), part))
    for funding in values.objects(record.get("funding")):
        payer = funding.get("organization")
        key = payer.get("id") if isinstance(payer, dict) else funding.get("organization_id")
        found.append((values.identifier(key), "funds"))
    said = record.get(NAME)
    for one in values.objects(said.get("bodies")) if isinstance(said, dict) else ():
        found.append((values.identifier(one.get("organization_id")), values.line(one.get("part"), 12)))
    return list(dict.fromkeys(pair for pair in found if pair[0]))
