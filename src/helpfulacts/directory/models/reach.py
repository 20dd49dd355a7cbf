"""Where else an offer is given, and who stands behind it."""

from __future__ import annotations

import uuid

from django.db import models

from helpfulacts.core.models import PlaceScoped

from .offers import Offer


class OfferLocation(PlaceScoped):
    """One more place where an offer is given; its first is on the offer itself.

    A place that is not published is kept only as the centre of its 1 km cell, without an address. `exchange_id` is
    the identifier of the location that feeds show, `link_id` that of the service at it.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="locations")
    exchange_id = models.UUIDField(default=uuid.uuid4)
    link_id = models.UUIDField(default=uuid.uuid4)
    name = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=240, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    ward = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, related_name="+")
    published_venue = models.BooleanField(default=False)
    carried = models.JSONField(default=dict)

    class Meta:
        ordering = ["place", "offer", "name", "exchange_id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "offer", "exchange_id"], name="location_once_an_offer"),
        ]


class OfferBody(PlaceScoped):
    """An organisation's part in an offer, beside the one that gives it."""

    PARTS = [
        ("commissions", "asked for it"),
        ("funds", "pays for it"),
        ("delivers", "does it"),
        ("assures", "checks it"),
    ]

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="bodies")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=12, choices=PARTS)

    class Meta:
        ordering = ["place", "offer", "part"]
        constraints = [
            models.UniqueConstraint(fields=["place", "offer", "organisation", "part"], name="part_once"),
        ]
