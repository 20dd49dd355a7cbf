"""A self-governing locality, its versioned areas, and where its postcodes lie."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

NATIONS = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}


class Place(models.Model):
    """A locality that runs its own system of support. The root of every key; itself belongs to no other row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", "Use small letters, digits and hyphens.")],
    )
    name = models.CharField(max_length=80)
    zone = models.CharField(max_length=40, default="Europe/London")
    nation = models.CharField(
        max_length=16,
        choices=list(NATIONS.items()),
        default="england",
        help_text="Whose bank holidays it keeps.",
    )
    person_to_talk_to = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    desk = models.CharField(max_length=200, help_text="Where somebody without a phone or computer can go.")
    concern_days = models.PositiveSmallIntegerField(
        default=1, help_text="In how many working days somebody looks at a worry about somebody's safety."
    )
    visit_kept_days = models.PositiveSmallIntegerField(
        default=7, help_text="For how many days after a visit its address is kept."
    )
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(concern_days__range=(1, 20)), name="place_looks_at_worries"),
            models.CheckConstraint(condition=Q(visit_kept_days__range=(1, 90)), name="place_forgets_visits"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def talk_to(self) -> str:
        """“Tom at the help desk, 01632 960117”; without a comma where there is no phone."""
        return f"{self.person_to_talk_to}, {self.phone}" if self.phone else self.person_to_talk_to


class Area(PlaceScoped):
    """A ward or a statistical area in one version of the boundaries, with its deprivation decile (1 = most).

    `outline` is for small maps: a list of rings of [longitude, latitude], drawn with the even-odd fill rule (holes
    and separate parts are further rings). The exact rings are a `Boundary`. `decile_is_mean` marks a ward's decile
    that was worked out from its neighbourhoods: indicative, not published.
    """

    LEVELS = [("ward", "ward"), ("lsoa", "neighbourhood (LSOA)")]

    level = models.CharField(max_length=10, choices=LEVELS)
    version = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    ward = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    latitude = models.FloatField()
    longitude = models.FloatField()
    decile = models.PositiveSmallIntegerField(null=True)
    decile_is_mean = models.BooleanField(default=False)
    outline = models.JSONField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["place", "level", "name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "level", "version", "code"], name="area_once"),
            models.CheckConstraint(
                condition=Q(decile__isnull=True) | Q(decile__gte=1, decile__lte=10),
                name="area_decile_1_to_10",
            ),
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="area_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Boundary(PlaceScoped):
    """The exact rings of an area, as it was loaded: a list of rings of [longitude, latitude]. Read only to place points."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    rings = models.JSONField()

    class Meta:
        ordering = ["place", "area"]
        constraints = [models.UniqueConstraint(fields=["place", "area"], name="boundary_once")]


class Postcode(PlaceScoped):
    """Where a postcode, sector or outcode is: its centre, its ward and its neighbourhood."""

    KINDS = [("postcode", "postcode"), ("sector", "sector"), ("outcode", "outcode")]

    kind = models.CharField(max_length=10, choices=KINDS)
    code = models.CharField(max_length=8)
    latitude = models.FloatField()
    longitude = models.FloatField()
    ward = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    lsoa = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place", "code"]
        constraints = [
            models.UniqueConstraint(fields=["place", "code"], name="postcode_once"),
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="postcode_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Neighbour(PlaceScoped):
    """Another place that this one is linked with, and what its people decided: both places must say yes, each for itself.

    slug: the other place's short name. base: the web address of its installation, "" where it is this one. offers: what a
    sharing round leaves over here may go there, where the owner of the offer says so too. takes: people here who said that
    they may be told of places next door may be offered what is left over there. until: the last day of both. secret: what both
    installations sign their messages with, where the other place is on another one. One link a neighbour: a new decision
    replaces the last, whatever the address.
    """

    slug = models.CharField(max_length=40)
    base = models.URLField(max_length=200, blank=True)
    offers = models.BooleanField(default=False)
    takes = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=120)
    decision_ref = models.CharField(max_length=120)
    until = models.DateField()
    secret_sealed = sealed_column()
    secret = Sealed()

    class Meta:
        ordering = ["place", "slug"]
        constraints = [models.UniqueConstraint(fields=["place", "slug"], name="one_link_a_neighbour")]

    @property
    def called(self) -> str:
        """As people read it: “Stoke On Trent”. Another installation tells no name but the short one."""
        return self.slug.replace("-", " ").title()
