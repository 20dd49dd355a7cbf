"""Publish the record of the algorithm: a new version where its content is another, with its hash in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.coordination.selectors import rules_in_force
from helpfulacts.core import register
from helpfulacts.core.clock import now

from ..atrs import document_of, hash_of
from ..models import TransparencyRecord

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def publish_record(*, place: Place) -> tuple[TransparencyRecord, bool]:
    """The newest version, and whether it is new."""
    with register.writing(place):
        document = document_of(place)
        last = TransparencyRecord.objects.filter(place=place).first()
        if last is not None and last.hash == hash_of(document):
            return last, False
        record = TransparencyRecord.objects.create(
            place=place,
            version=last.version + 1 if last else 1,
            document=document,
            hash=hash_of(document),
            made_at=now(),
        )
        register.record(
            place=place,
            action="published a record",
            noun="transparency record",
            subject=record.pk,
            facts={"version": record.version, "sha256": record.hash},
        )
    return record, True


def publish_where_used(*, place: Place) -> int:
    """For each night: 1 where a new version was made. A place that has no rules in force yet shares nothing out."""
    return int(publish_record(place=place)[1]) if rules_in_force(place) else 0
