"""Reads of the public record of the algorithm: its versions, and the form in which a file holds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpfulacts.core.errors import NotFound

from .atrs_fields import in_order
from .models import TransparencyRecord

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def versions(place: Place) -> list[TransparencyRecord]:
    """The newest first."""
    return list(TransparencyRecord.objects.filter(place=place).select_related("place"))


def get_version(place: Place, version: int | None = None) -> TransparencyRecord:
    """One version; without a number the newest. Raises NotFound."""
    rows = TransparencyRecord.objects.filter(place=place).select_related("place")
    found = (rows if version is None else rows.filter(version=version)).first()
    if found is None:
        raise NotFound("There is no such record in this place.")
    return found


def as_file(record: TransparencyRecord) -> dict[str, Any]:
    """What is saved: its version, when it was made, the hash that the register holds, and the record that it is of."""
    return {
        "version": record.version,
        "made_at": record.made_at.isoformat(timespec="seconds"),
        "sha256": record.hash,
        "record": in_order(record.document),
    }
