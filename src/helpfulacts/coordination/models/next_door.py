"""What a round left over and goes next door: whose owner said so, the round that shares it, and what each person is offered.

No key leads from one place to another. A place that gives knows a handle, made for this one place of it, and which place
it goes to; whose it is, only that other place knows. Both keep the handle, and nothing else ties the two rows.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class Lending(PlaceScoped):
    """Who keeps a shared offer said that what is left over of it may go next door. Without such a row, or ended: no."""

    offer = models.ForeignKey("directory.Offer", on_delete=models.CASCADE, related_name="+")
    said_by = models.CharField(max_length=80)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "offer", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "offer"], condition=Q(ended_at__isnull=True), name="lends_once"
            )
        ]


class SecondRound(PlaceScoped):
    """What one place could give next door after its own round `run`. It proposes; a named human of the place confirms.

    left_over: places that could go. given: places that somebody next door would have. Once confirmed nothing changes.
    """

    STATES = [("proposed", "not confirmed"), ("confirmed", "confirmed"), ("superseded", "superseded")]

    number = models.PositiveIntegerField()
    batch = models.CharField(max_length=40)
    run = models.ForeignKey("coordination.Run", on_delete=models.PROTECT, related_name="second_rounds")
    state = models.CharField(max_length=12, choices=STATES, default="proposed")
    ran_at = models.DateTimeField()
    left_over = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by_shown_as = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["place", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="second_round_number_once"),
            models.UniqueConstraint(fields=["place", "batch"], name="one_second_round_in_a_batch"),
            models.CheckConstraint(
                condition=Q(given__lte=models.F("left_over")), name="no_more_next_door_than_left"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by_shown_as="")),
                name="second_round_by_a_named_human",
            ),
        ]


class LentPlace(PlaceScoped):
    """One place that goes next door: of which offer, to which place, under which handle. Never to whom.

    turn: in the published order, 0 first. holds: the period it holds a place of, once confirmed.
    """

    STATES = [
        ("proposed", "worked out"),
        ("offered", "offered"),
        ("yes", "they said yes"),
        ("let_go", "not wanted, or not answered in time"),
        ("gone", "it had gone before it was confirmed"),
    ]

    second = models.ForeignKey(SecondRound, on_delete=models.CASCADE, related_name="lent")
    offer = models.ForeignKey("directory.Offer", on_delete=models.PROTECT, related_name="+")
    to_slug = models.CharField(max_length=40)
    handle = models.UUIDField()
    turn = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=STATES, default="proposed")
    holds = models.ForeignKey(
        "directory.CapacityPeriod", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["place", "second", "turn"]
        constraints = [models.UniqueConstraint(fields=["place", "handle"], name="lent_place_handle_once")]


class NextDoor(PlaceScoped):
    """What somebody is offered by a place next door: kept where they live, and told to nobody before it is confirmed.

    allocation: the refusal of their own place's round. title: what the offer is called there, in public, while it is theirs to have.
    why: by which rules of that place it came to them, and how far it is; sealed, and gone once it is let go.
    """

    STATES = [
        ("proposed", "not confirmed"),
        ("offered", "offered"),
        ("yes", "you said yes"),
        ("let_go", "not wanted, or not answered in time"),
        ("gone", "it had gone before it was confirmed"),
    ]

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="next_door")
    allocation = models.ForeignKey(
        "coordination.Allocation", on_delete=models.CASCADE, related_name="next_door"
    )
    from_slug = models.CharField(max_length=40)
    title = models.CharField(max_length=200, blank=True)
    why_sealed = sealed_column()
    why = Sealed()
    handle = models.UUIDField()
    state = models.CharField(max_length=8, choices=STATES, default="proposed")
    answer_by = models.DateField(null=True)

    class Meta:
        ordering = ["place", "handle"]
        constraints = [models.UniqueConstraint(fields=["place", "handle"], name="next_door_handle_once")]
