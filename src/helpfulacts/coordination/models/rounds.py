"""A draw, a sharing round, what each person asked of it and what it gave them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .rules import RuleSet


class Draw(PlaceScoped):
    """The seed of a draw. Its commitment is public at once; the seed is shown when a round drawn with it is confirmed.

    Every round that is run until one is confirmed uses the same draw, so nobody can run again for a luckier one.
    with_round: made as the round was run, not before. revealed_at: null while it waits; a place has one that waits.
    """

    number = models.PositiveIntegerField()
    seed_sealed = sealed_column()
    seed = Sealed()
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    with_round = models.BooleanField(default=False)
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="draw_number_once"),
            models.UniqueConstraint(
                fields=["place"], condition=Q(revealed_at__isnull=True), name="one_draw_waits"
            ),
        ]


class Run(PlaceScoped):
    """One reproducible sharing of capacity. `inputs_sealed` holds the arrays it was made from (`inputs.py`).

    accounting: people = placed + refused + gaps, a database constraint. Once confirmed nothing of it can be changed or
    deleted but what erasure needs: `inputs_sealed`, and `erased`, how many people's rows were taken out of it.
    batch: the key under which many places were run at once, "" for one run alone: one round of a place in each batch.
    """

    STATES = [("proposed", "not confirmed"), ("confirmed", "confirmed"), ("superseded", "superseded")]

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=STATES, default="proposed")
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="runs")
    ran_at = models.DateTimeField()
    confirm_by = models.DateTimeField()
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="runs")
    manifest = models.JSONField(default=dict)
    people = models.PositiveIntegerField()
    placed = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    gaps = models.PositiveIntegerField()
    not_asking = models.PositiveIntegerField()
    alarms = models.PositiveIntegerField()
    certified_gap = models.FloatField()
    seconds = models.FloatField()
    inputs_sealed = sealed_column()
    erased = models.PositiveIntegerField(default=0)
    batch = models.CharField(max_length=40, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by_shown_as = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["place", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["place", "batch"], condition=~Q(batch=""), name="one_run_a_place_in_a_batch"
            ),
            models.CheckConstraint(
                condition=Q(people=models.F("placed") + models.F("refused") + models.F("gaps")),
                name="everyone_is_counted_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by_shown_as="")),
                name="confirmed_by_a_named_human",
            ),
        ]

    @property
    def seed(self) -> str:
        """What the tickets are drawn with. Not for anybody's eyes before `seed_shown`."""
        return self.draw.seed

    @property
    def seed_shown(self) -> str:
        """The seed once it may be seen, else empty."""
        return self.draw.seed if self.draw.revealed_at else ""


class Claim(PlaceScoped):
    """What one open aspiration asked of a round, frozen and sealed. `leaf` is its salted commitment."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="claims")
    aspiration = models.ForeignKey(
        "support.Aspiration", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_sealed = sealed_column()
    salt = models.CharField(max_length=32)
    leaf = models.CharField(max_length=64)
    keep_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "run", "aspiration"],
                condition=Q(aspiration__isnull=False),
                name="claim_once",
            )
        ]


class Allocation(PlaceScoped):
    """What a round gave one person: a place, a refusal or a gap. The sentence is made from `reason` and the run."""

    STATUSES = [("placed", "has a place"), ("refused", "full, or a limit"), ("gap", "nothing suits")]

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="allocations")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="allocations")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.SET_NULL, related_name="+")
    offer = models.ForeignKey("directory.Offer", null=True, on_delete=models.PROTECT, related_name="+")
    act = models.ForeignKey("support.HelpfulAct", null=True, on_delete=models.SET_NULL, related_name="+")
    index = models.PositiveIntegerField(help_text="The person's row in the run's stored arrays.")
    status = models.CharField(max_length=8, choices=STATUSES)
    priority_class = models.PositiveSmallIntegerField()
    floor_unmet = models.BooleanField(default=False)
    continuing = models.BooleanField(default=False)
    ward = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, related_name="+")
    decile = models.PositiveSmallIntegerField(null=True)
    reason_sealed = sealed_column()

    class Meta:
        ordering = ["place", "run", "index"]
        constraints = [
            models.UniqueConstraint(fields=["place", "run", "person"], name="one_answer_a_person"),
            models.CheckConstraint(
                condition=Q(status="placed", offer__isnull=False)
                | (~Q(status="placed") & Q(offer__isnull=True)),
                name="placed_means_an_offer",
            ),
        ]


class Alarm(PlaceScoped):
    """A floor that a round could not meet, and the body that must answer for it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="floor_alarms")
    floor = models.CharField(max_length=20)
    responsible_body = models.CharField(max_length=120)
    people = models.PositiveIntegerField()
    answer_by = models.DateTimeField()

    class Meta:
        ordering = ["place", "run", "floor"]
        constraints = [models.UniqueConstraint(fields=["place", "run", "floor"], name="alarm_once")]
