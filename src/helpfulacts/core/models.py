"""What every room builds on: rows that belong to a place, the public register, and answers to repeated requests."""

from __future__ import annotations

from typing import Any

from django.db import connections, models
from django.db.models import Q

from .ids import new_id
from .partitioning.scoped import is_partitioned


class PlaceScoped(models.Model):
    """A row that belongs to one place. Every uniqueness holds within the place; every query filters by it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, using: Any, *rest: Any) -> bool:  # type: ignore[override]
        """By its id alone, a row would be looked for, and locked, in the partitions of every place."""
        if is_partitioned(connections[using]):
            base_qs = base_qs.filter(place_id=self.place_id)
        return bool(super()._do_update(base_qs, using, *rest))  # type: ignore[misc]


class RegisterEntry(PlaceScoped):
    """One consequential write, on the record. Append-only: the database refuses to change or delete it.

    `facts` is public: no personal text. Where a personal text matters, `commitment` is its salted hash, and the salt
    lives with the text, so both can be destroyed while the register still verifies.
    """

    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    noun = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    commitment = models.CharField(max_length=64, blank=True)
    leaf = models.CharField(max_length=64)

    class Meta:
        ordering = ["place", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["place", "sequence"], name="register_sequence_once"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="register_sequence_from_one"),
        ]
        indexes = [models.Index(fields=["place", "noun", "subject"], name="register_by_subject")]


class RegisterHead(PlaceScoped):
    """The size and root of a place's register, and the subtree hashes needed to append to it. One row a place."""

    size = models.PositiveBigIntegerField(default=0)
    root = models.CharField(max_length=64)
    frontier = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place"], name="register_head_once")]


class GivenAnswer(PlaceScoped):
    """What a write answered, by its idempotency key: the same key gives the same answer and one effect. Kept a week."""

    key = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "key"], name="answer_once")]
        indexes = [models.Index(fields=["place", "at"], name="answer_by_time")]
