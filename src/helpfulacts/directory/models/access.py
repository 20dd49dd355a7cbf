"""What is known of getting in and taking part: who said what of an offer, and when. A missing row is not known."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped

from ..facets import ACCESS_NEEDS
from .offers import Offer


class AccessFact(PlaceScoped):
    """One fact about the first place of an offer: yes or no, never “unknown”.

    `on` is the day it was looked at, None where a list did not say. `by` names a body (who keeps it, who assessed it),
    never a person. `imported`: its list says so, whoever it names, not people here.
    """

    ANSWERS = [("yes", "yes"), ("no", "no")]
    SOURCES = [
        ("keeper", "those who give it"),
        ("visitor", "somebody who went there"),
        ("assessor", "a body that looks at places"),
        ("import", "a list that was brought in"),
    ]

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="access_facts")
    fact = models.CharField(max_length=20, choices=list(ACCESS_NEEDS.items()))
    answer = models.CharField(max_length=3, choices=ANSWERS)
    on = models.DateField(null=True)
    source = models.CharField(max_length=8, choices=SOURCES)
    by = models.CharField(max_length=120, blank=True)
    imported = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "offer", "fact"]
        constraints = [
            models.UniqueConstraint(fields=["place", "offer", "fact"], name="access_fact_once"),
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "no"], fact__in=list(ACCESS_NEEDS)),
                name="access_is_yes_or_no",
            ),
            models.CheckConstraint(
                condition=Q(source="import")
                | Q(on__isnull=False, source__in=["keeper", "visitor", "assessor"]),
                name="what_people_said_has_its_day",
            ),
        ]
