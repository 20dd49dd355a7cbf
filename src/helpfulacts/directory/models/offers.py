"""Offers: everything a place has, of six kinds from four spheres; when, and how many."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

from helpfulacts.core.json_kind import JsonKind
from helpfulacts.core.models import PlaceScoped

from ..facets import KINDS, SPHERES

if TYPE_CHECKING:
    from helpfulacts.people.models import Person

CHECKS = ("basic", "standard", "enhanced", "enhanced_adults", "enhanced_children")
"""Codes of the levels of `vetting.toml` that can be seen."""


class SeenOffers(models.Manager["Offer"]):
    """Every offer but those of a feed that is still being made ready: nobody sees these, on no page and in no sum."""

    def get_queryset(self) -> models.QuerySet[Offer]:
        return super().get_queryset().exclude(status="staged")


class Offer(PlaceScoped):
    """A standing offer of one kind from one sphere.

    `facets` maps a facet code to its grade, 1 (helps a bit) to 3 (made for this). `particulars` holds what only its
    kind has; `kinds.py` says how each kind behaves and checks it. `search_key` is the explicit integer of its
    row by which it is found. `exchange_id` is the identifier that feeds show and imports match. `carried` keeps what a feed said
    in the words of HSDS 3.1 that no column here holds. `merged_into` is the entry that says the same thing and
    is kept. `kept_by` is the person who speaks for the body that gives it. `not_now` and `to_check` say what waits
    behind a check or a decision (`standing.py`); `forgotten`, that its giver deleted everything they said.
    `was_listed`: it has been on the list at some time, so readers elsewhere may know of it.
    `eligibility` is the rule of who it is for, {} = anybody (see `eligibility.py`); ages and wards have columns of their own.
    `activities` are codes of `vetting.py`; of a check, only that it was seen, its level and its days are ever kept.
    """

    STATUSES = [
        ("active", "active"),
        ("held", "held for a check"),
        ("paused", "not now"),
        ("hidden", "hidden by a person, with a reason"),
        ("ended", "ended"),
        ("staged", "of a feed that is being made ready"),
    ]

    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=400)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    sphere = models.CharField(max_length=10, choices=list(SPHERES.items()))
    access = models.CharField(max_length=8, choices=[("open", "open"), ("shared", "shared")], default="open")
    status = models.CharField(max_length=8, choices=STATUSES, default="active")
    was_listed = models.BooleanField(default=False)
    not_now = models.BooleanField(default=False)
    to_check = models.BooleanField(default=False)
    forgotten = models.BooleanField(default=False)
    provider = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="offers"
    )
    giver = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="gives")
    kept_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="keeps")
    by_proxy = models.CharField(max_length=120, blank=True)
    shown_from = models.CharField(max_length=120, help_text="Who it is from, as people read it.")
    facets = models.JSONField(default=dict)
    particulars = models.JSONField(default=dict)
    where = models.JSONField(default=list)
    ward = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    published_venue = models.BooleanField(default=False)
    address = models.CharField(max_length=240, blank=True)
    serves_wards = models.JSONField(default=list)
    on_bank_holidays = models.CharField(
        max_length=8,
        choices=[("runs", "it runs as usual"), ("closed", "it is closed"), ("unknown", "not known")],
        default="unknown",
    )
    languages = models.JSONField(default=list)
    fetches = models.CharField(
        max_length=8,
        choices=[("yes", "yes"), ("no", "no"), ("unknown", "not known")],
        default="unknown",
        help_text="Does it come with a way to get there: are you fetched, or driven?",
    )
    min_age = models.PositiveSmallIntegerField(null=True)
    max_age = models.PositiveSmallIntegerField(null=True)
    eligibility = models.JSONField(default=dict)
    ask_first = models.CharField(max_length=240, blank=True)
    cost = models.CharField(max_length=120, blank=True)
    cost_pence = models.PositiveIntegerField(null=True)
    costs = models.JSONField(default=list)
    brings = models.CharField(max_length=300, blank=True)
    what_next = models.CharField(max_length=300, blank=True)
    if_not = models.CharField(max_length=300, blank=True)
    who_can_stop = models.CharField(max_length=160, blank=True)
    permission = models.CharField(max_length=160, blank=True)
    who_pays = models.CharField(max_length=160, blank=True)
    funding_ends = models.DateField(null=True)
    restricted_to = models.CharField(max_length=240, blank=True)
    checked_on = models.DateField(null=True)
    checked_by = models.CharField(max_length=120, blank=True)
    checked_how = models.CharField(max_length=20, blank=True)
    activities = models.JSONField(default=list)
    check_level = models.CharField(max_length=20, blank=True)
    check_seen_on = models.DateField(null=True)
    check_seen_by = models.CharField(max_length=120, blank=True)
    check_until = models.DateField(null=True)
    names_spoken_to = models.PositiveSmallIntegerField(default=0)
    contact = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True, max_length=300)
    source = models.CharField(max_length=200, blank=True)
    source_hash = models.CharField(max_length=64, blank=True)
    exchange_id = models.UUIDField(default=uuid.uuid4)
    carried = models.JSONField(default=dict)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged_from")
    search_key = models.BigIntegerField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = SeenOffers()
    with_staged = models.Manager()

    class Meta:
        ordering = ["place", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "exchange_id"], name="offer_exchange_once"),
            models.UniqueConstraint(fields=["place", "search_key"], name="offer_search_once"),
            models.CheckConstraint(
                condition=~Q(kind="idea", access="shared"), name="an_idea_is_never_scarce"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="offer_kind_known"),
            models.CheckConstraint(condition=Q(sphere__in=list(SPHERES)), name="offer_sphere_known"),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=F("min_age")),
                name="offer_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Exact(JsonKind("eligibility"), "object"), name="eligibility_is_one_rule"
            ),
            models.CheckConstraint(
                condition=Q(
                    check_level="", check_seen_on__isnull=True, check_until__isnull=True, check_seen_by=""
                )
                | (
                    Q(check_level__in=CHECKS)
                    & Q(check_seen_on__isnull=False, check_until__gte=F("check_seen_on"))
                    & ~Q(check_seen_by="")
                ),
                name="a_check_is_its_level_and_days_only",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | (Q(status="ended") & ~Q(merged_into=F("id"))),
                name="merged_has_ended_and_not_into_itself",
            ),
            models.CheckConstraint(
                condition=~Q(status="active") | Q(not_now=False, to_check=False),
                name="listed_when_checked_and_not_resting",
            ),
            models.CheckConstraint(
                condition=Q(forgotten=False) | Q(status="ended"), name="what_is_forgotten_stays_ended"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["active", "paused"]) | Q(was_listed=True),
                name="on_the_list_was_listed",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "status", "access"], name="offer_by_access"),
            models.Index(fields=["place", "changed_at"], name="offer_by_change"),
            models.Index(fields=["id", "status", "search_key"], name="offer_of_a_date"),
            models.Index(
                fields=["place", "status", "check_until"],
                condition=Q(check_until__isnull=False),
                name="offer_by_check",
            ),
        ]

    @property
    def person_behind_id(self) -> uuid.UUID | None:
        """Who gives it in person, or keeps it for a body; None where a body alone does."""
        return self.giver_id or self.kept_by_id

    @property
    def person_behind(self) -> Person | None:
        return self.giver or self.kept_by

    def __str__(self) -> str:
        return self.title


class Prerequisite(PlaceScoped):
    """`offer` makes sense only once `needs` is held: a delivery after the bed. `imported`: its list says so, not people here."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="prerequisites")
    needs = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="unlocks")
    imported = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "offer", "needs"], name="prerequisite_once"),
            models.CheckConstraint(condition=~Q(offer=F("needs")), name="prerequisite_not_itself"),
        ]


class Schedule(PlaceScoped):
    """When an offer happens: an RFC 5545 RRULE in wall time; one that `ends` earlier than it `starts` goes on into the next day. `Occurrence` rows are made from it."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="schedules")
    rrule = models.CharField(max_length=200)
    first_day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["place", "offer", "starts"]
        constraints = [
            models.CheckConstraint(condition=~Q(ends=models.F("starts")), name="session_has_hours")
        ]


class Occurrence(PlaceScoped):
    """One date, in wall time; without a `schedule` it is a day with hours of its own. `uncertain`: ring first."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="occurrences")
    schedule = models.ForeignKey(Schedule, null=True, on_delete=models.CASCADE, related_name="occurrences")
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    uncertain = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "day", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["place", "schedule", "day"], name="occurrence_once"),
            models.UniqueConstraint(
                fields=["place", "offer", "day", "starts"],
                condition=Q(schedule__isnull=True),
                name="other_hours_once",
            ),
        ]
        indexes = [
            # Everything that a question about time reads, so that no row is fetched.
            models.Index(
                fields=["place", "day", "starts", "ends", "offer", "uncertain"], name="occurrence_by_time"
            ),
        ]


class CapacityPeriod(PlaceScoped):
    """How many an offer can take between two days. `places` = min(stated, the provider's own cap).

    `held` is what people hold now: the database refuses a place too many. `before_full` is the number that the giver
    goes back to when they are full no more. `talks_first`: they talk with each person, and say then if there is a place;
    it counts no places and is never full. `said_on` is the day on which the giver last said any of this.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="capacity")
    begins = models.DateField()
    until = models.DateField()
    unit = models.CharField(max_length=20, default="place")
    stated = models.PositiveIntegerField()
    own_cap = models.PositiveIntegerField(null=True)
    places = models.PositiveIntegerField()
    held = models.PositiveIntegerField(default=0)
    closed = models.BooleanField(default=False)
    before_full = models.PositiveIntegerField(null=True)
    talks_first = models.BooleanField(default=False)
    said_on = models.DateField(null=True)

    class Meta:
        ordering = ["place", "offer", "begins"]
        constraints = [
            models.UniqueConstraint(fields=["place", "offer", "begins"], name="capacity_once"),
            models.CheckConstraint(
                condition=Q(held__gte=0, held__lte=F("places")), name="never_over_allocated"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("begins")), name="capacity_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(own_cap__isnull=True) | Q(places__lte=F("own_cap")) | Q(closed=True),
                name="own_cap_always_holds",
            ),
            models.CheckConstraint(
                condition=Q(talks_first=False) | Q(stated=0), name="a_talk_promises_no_place"
            ),
        ]

    @property
    def limit(self) -> int:
        """What the giver said: the number stated, within their own cap. `places` is more while people hold more."""
        return self.stated if self.own_cap is None else min(self.stated, self.own_cap)


class Trial(PlaceScoped):
    """“We tried it”: what somebody found when they copied an idea. `writer` is never shown: they are told if it is hidden.

    `imported`: its list told it, not somebody here.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="trials")
    by = models.CharField(max_length=120)
    words = models.CharField(max_length=400)
    worked = models.BooleanField()
    on = models.DateField()
    writer = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    hidden = models.BooleanField(default=False)
    imported = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "-on"]
