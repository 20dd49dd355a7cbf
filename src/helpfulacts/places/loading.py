"""What every load answers: how many rows came in, changed or stayed, and which were put aside and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from django.db import models

from helpfulacts.core.rows import AT_ONCE

M = TypeVar("M", bound=models.Model)


class SetAside(NamedTuple):
    """Row `number` of the file (1 is the first after the header), its code as written, and one sentence."""

    number: int
    code: str
    reason: str


@dataclass
class Loaded:
    """Counts of one load. `notes` are figures that follow from it (sectors worked out, and so on)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated or any(self.notes.values()))

    def figures(self) -> dict[str, Any]:
        counts = {"created": self.created, "updated": self.updated, "unchanged": self.unchanged}
        return counts | {"set_aside": len(self.set_aside)} | self.notes


class PostcodeRow(NamedTuple):
    """A postcode, sector or outcode and its centre. `ward` (a name or code) is used where it is given."""

    code: str
    latitude: float
    longitude: float
    ward: str = ""


def upsert(model: type[M], rows: Sequence[M], *, key: Sequence[str], fields: Sequence[str]) -> None:
    """Insert rows, or change `fields` of those that are there under the unique `key`."""
    model._default_manager.bulk_create(
        rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=key, update_fields=fields
    )
