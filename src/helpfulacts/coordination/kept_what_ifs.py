"""Reads of what-ifs that were kept.

kept_what_ifs(place, shown_only=True) -> list[WhatIf], newest first        what_if_by_number(place, n, shown_only=True)
ways_of_rules(place, shown_only=True) -> list[WayOfRules], newest first    rules alone that were worked out
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .models import WhatIf
from .rule_document import RuleDocument
from .rule_reading import parse

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from helpfulacts.places.models import Place

MOST_LOOKED_AT = 20
"""The newest what-ifs whose rules can be asked about: an older one was worked out from what there is no more."""


@dataclass(frozen=True)
class WayOfRules:
    """One way of a what-if in which only the rules are other than now. at: its place among the ways, from 0."""

    what_if: WhatIf
    at: int
    title: str
    document: RuleDocument

    @property
    def key(self) -> str:
        return f"{self.what_if.number}-{self.at}"

    def is_of(self, document: Mapping[str, Any] | None) -> bool:
        """Are these just the rules of that document?"""
        return document is not None and parse(document).hash == self.document.hash


def _rows(place: Place, shown_only: bool) -> QuerySet[WhatIf]:
    rows = WhatIf.objects.filter(place=place)
    return rows.filter(shown_at__isnull=False) if shown_only else rows


def kept_what_ifs(place: Place, *, shown_only: bool = True) -> list[WhatIf]:
    return list(_rows(place, shown_only).defer("figures", "scenarios").order_by("-number"))


def what_if_by_number(place: Place, number: int, *, shown_only: bool = True) -> WhatIf | None:
    return _rows(place, shown_only).select_related("place").filter(number=number).first()


def ways_of(what_if: WhatIf) -> list[WayOfRules]:
    """Its ways in which no place and no offer is other than now: what they do, the rules alone do."""
    return [
        WayOfRules(what_if, at, one["title"], parse(one["rules"]))
        for at, one in enumerate(what_if.scenarios)
        if not (one["places"] or one["ends"])
    ]


def ways_of_rules(place: Place, *, shown_only: bool = True) -> list[WayOfRules]:
    rows = _rows(place, shown_only).defer("figures").select_related("place").order_by("-number")
    return [way for what_if in rows[:MOST_LOOKED_AT] for way in ways_of(what_if)]
