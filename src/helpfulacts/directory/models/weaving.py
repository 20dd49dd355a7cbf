"""Weaving: what offers ask for and bring, and combinations of offers that become one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped

from ..condition_words import CODES
from ..facets import SPHERES
from .offers import CapacityPeriod, Offer


class Condition(PlaceScoped):
    """Something an offer asks of those who use it, or brings to them: a licence, insurance, a check.

    `number` counts where the condition does (people at least, pence of a deposit). Who can lift it is an organisation
    or a role, never both. It is `met` while evidence was seen on a day, and until `seen_until` where that ends.
    """

    SIDES = [("asks", "asks for"), ("brings", "brings")]
    STATES = [("open", "not seen yet"), ("met", "seen")]

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="conditions")
    side = models.CharField(max_length=6, choices=SIDES)
    code = models.CharField(max_length=20, choices=[(code, code) for code in CODES])
    sentence = models.CharField(max_length=240)
    number = models.PositiveIntegerField(null=True)
    lifter = models.ForeignKey("people.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    lifter_role = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=4, choices=STATES, default="open")
    seen_on = models.DateField(null=True)
    seen_until = models.DateField(null=True)

    class Meta:
        ordering = ["place", "offer", "side", "code"]
        constraints = [
            models.UniqueConstraint(fields=["place", "offer", "side", "code"], name="condition_once"),
            models.CheckConstraint(condition=Q(code__in=list(CODES)), name="condition_code_known"),
            models.CheckConstraint(
                condition=Q(lifter__isnull=False, lifter_role="")
                | (Q(lifter__isnull=True) & ~Q(lifter_role="")),
                name="condition_has_one_lifter",
            ),
            models.CheckConstraint(
                condition=Q(state="open", seen_on__isnull=True) | Q(state="met", seen_on__isnull=False),
                name="condition_met_once_seen",
            ),
        ]


class Weave(PlaceScoped):
    """A combination of offers on its way to become one: for how many, on which days, between which half-hours.

    `from_slot` and `to_slot` count half-hours of the day from midnight, the last not included. `weeks` is how many
    weeks running. `there_is`: keys of THERE_IS (food, alcohol, music). `offer` is the entry it became. `body` is the accountable organisation of whoever weaves it.
    """

    STATES = [
        ("draft", "Nobody has been asked"),
        ("asked", "Waiting for answers"),
        ("agreed", "Everybody said yes"),
        ("listed", "Listed"),
        ("mending", "A part has left"),
        ("ended", "Ended"),
    ]

    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=400, blank=True)
    sphere = models.CharField(max_length=10, choices=list(SPHERES.items()), default="civic")
    facets = models.JSONField(default=dict)
    people = models.PositiveIntegerField(default=10)
    pounds = models.PositiveIntegerField(default=0)
    min_age = models.PositiveSmallIntegerField(null=True)
    max_age = models.PositiveSmallIntegerField(null=True)
    step_free = models.BooleanField(default=False)
    there_is = models.JSONField(default=list)
    first_day = models.DateField(null=True)
    weeks = models.PositiveSmallIntegerField(default=1)
    from_slot = models.PositiveSmallIntegerField(null=True)
    to_slot = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=8, choices=STATES, default="draft")
    offer = models.ForeignKey(Offer, null=True, on_delete=models.PROTECT, related_name="woven")
    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="weaves")
    woven_by = models.CharField(max_length=80)
    woven_by_key = models.CharField(
        max_length=120, blank=True, help_text="Their account: they answer for nobody else."
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-changed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="weave_is_for_somebody"),
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=12), name="weave_1_to_12_weeks"),
            models.CheckConstraint(
                condition=Q(from_slot__isnull=True, to_slot__isnull=True)
                | Q(from_slot__gte=0, to_slot__lte=48, to_slot__gt=F("from_slot")),
                name="weave_half_hours_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="listed") | Q(offer__isnull=False), name="a_listed_weave_has_its_offer"
            ),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=F("min_age")),
                name="weave_ages_in_order",
            ),
        ]


class WeavePart(PlaceScoped):
    """One offer in a combination. It is used (its time booked, its places held) only once its giver said yes.

    `places` is how many places of `holds` it takes: the giver's own cap counts them like any other.
    """

    STATES = [
        ("draft", "not asked yet"),
        ("asked", "asked"),
        ("agreed", "said yes"),
        ("not_now", "said not now"),
        ("left", "left later"),
    ]

    weave = models.ForeignKey(Weave, on_delete=models.CASCADE, related_name="parts")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="parts_of")
    state = models.CharField(max_length=8, choices=STATES, default="draft")
    used = models.BooleanField(default=False)
    holds = models.ForeignKey(CapacityPeriod, null=True, on_delete=models.PROTECT, related_name="parts")
    places = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["place", "weave", "offer__title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "weave", "offer"], name="weave_part_once"),
            models.CheckConstraint(
                condition=Q(used=False) | Q(state="agreed", answered_at__isnull=False),
                name="no_part_is_used_before_its_giver_agreed",
            ),
            models.CheckConstraint(
                condition=Q(holds__isnull=True, places=0) | Q(holds__isnull=False, places__gte=1, used=True),
                name="only_a_used_part_holds_places",
            ),
        ]


class WeaveLift(PlaceScoped):
    """A stop of one combination, lifted on record by somebody who may: which, by whom, when.

    `seen_until`: the day until which the evidence runs that they saw, where it ends. The evidence itself is never kept.
    """

    weave = models.ForeignKey(Weave, on_delete=models.CASCADE, related_name="lifts")
    stop = models.CharField(max_length=80)
    lifted_by = models.CharField(max_length=80)
    lifted_role = models.CharField(max_length=20, blank=True, help_text="The role in which they did.")
    at = models.DateTimeField()
    seen_until = models.DateField(null=True)

    class Meta:
        ordering = ["place", "weave", "at"]
        constraints = [models.UniqueConstraint(fields=["place", "weave", "stop"], name="weave_lift_once")]
