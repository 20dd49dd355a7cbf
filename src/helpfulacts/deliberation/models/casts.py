"""A vote as it is handed in, the public board that it stands on, and the papers that were counted in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped

from .deliberations import Membership, Stage

CHANNELS = [
    ("online", "online"),
    ("assisted", "with somebody who helped"),
    ("paper", "on paper"),
    ("meeting", "at a meeting"),
]


class PaperBatch(PlaceScoped):
    """Papers that came in together, from a box or a meeting: how many there are, and how many were spoilt.

    It is closed only when what was entered and what was spoilt make up what was counted: the database refuses otherwise.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="paper_batches")
    number = models.PositiveIntegerField()
    channel = models.CharField(max_length=10, choices=CHANNELS)
    came_from = models.CharField(max_length=120)
    papers = models.PositiveIntegerField()
    entered = models.PositiveIntegerField(default=0)
    spoilt = models.PositiveIntegerField(default=0)
    spoilt_why = models.CharField(max_length=300, blank=True)
    counted_by_shown_as = models.CharField(max_length=80)
    checked_by_shown_as = models.CharField(max_length=80, blank=True)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "stage", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "stage", "number"], name="batch_number_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | (Q(papers=F("entered") + F("spoilt")) & ~Q(checked_by_shown_as="")),
                name="a_closed_batch_reconciles",
            ),
            models.CheckConstraint(
                condition=Q(spoilt=0) | ~Q(spoilt_why=""), name="spoilt_papers_have_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["paper", "meeting"]), name="a_batch_is_of_papers"
            ),
        ]


class Cast(PlaceScoped):
    """A vote handed in. Whoever casts it holds `tracker` and `salt`: with them they find it on the board, and it alone.

    `commitment` is SHA-256 of “salt|tracker|the vote in its one written form” (`engine.ledger.ballots`). The last one of a
    member counts (`current`, one by constraint). There is no hour on it, and its id is random: rows have no order that tells
    who came when.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="casts")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="casts")
    batch = models.ForeignKey(PaperBatch, null=True, on_delete=models.PROTECT, related_name="casts")
    channel = models.CharField(max_length=10, choices=CHANNELS, default="online")
    tracker = models.CharField(max_length=32)
    salt = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64)
    current = models.BooleanField(default=True)
    on_board = models.BooleanField(default=False)
    said_on = models.DateField()

    class Meta:
        ordering = ["place", "stage", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "stage", "membership"], condition=Q(current=True), name="one_person_one_vote"
            ),
            models.UniqueConstraint(fields=["place", "stage", "tracker"], name="tracker_once"),
            models.UniqueConstraint(fields=["place", "stage", "commitment"], name="commitment_once"),
            models.CheckConstraint(
                condition=Q(batch__isnull=True) | Q(channel__in=["paper", "meeting"]),
                name="a_vote_of_a_batch_is_on_paper",
            ),
        ]


class BoardEntry(PlaceScoped):
    """One line of the public board of a ballot, in order, on a Merkle log of its own (RFC 6962). Never changed.

    First commitments, in shuffled batches; when the ballot has closed the votes that count, opened, shuffled again.
    `entry` is public and holds nobody.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="board")
    sequence = models.PositiveIntegerField()
    entry = models.JSONField()
    leaf = models.CharField(max_length=64)

    class Meta:
        ordering = ["place", "stage", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["place", "stage", "sequence"], name="board_sequence_once"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="board_sequence_from_one"),
        ]
