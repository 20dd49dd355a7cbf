"""How things are, as a person says it: one row a day, the answers sealed. What was left out is not in it."""

from __future__ import annotations

from django.db import models

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import SealedJson, sealed_column


class Reading(PlaceScoped):
    """What was said on one day: {code of a question: {"said": number, "words"?, "about"?, "by"?}}. Erased with the plan.

    `words` is the answer in words, `about` the wish as it was worded then, `by` who wrote it down for the person. A code
    that is not there was not answered: there is no other way to say so. `questions` are the codes that were asked that day,
    so that what was left out can be told from what was not asked.
    """

    plan = models.ForeignKey("support.Plan", on_delete=models.CASCADE, related_name="readings")
    day = models.DateField()
    questions = models.JSONField(default=list)
    answers_sealed = sealed_column()
    answers = SealedJson(dict)
    salt = models.CharField(max_length=32, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "plan", "day"]
        constraints = [
            models.UniqueConstraint(fields=["place", "plan", "day"], name="one_reading_a_day"),
        ]


class CountingChoice(PlaceScoped):
    """That a person was asked if their readings may be counted, and what they said: they are asked once.

    Whether they are counted is for the Consent to say, which can be taken back or run out.
    """

    ANSWERS = [("yes", "yes"), ("no", "no")]

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=3, choices=ANSWERS)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-at"]
        constraints = [models.UniqueConstraint(fields=["place", "person"], name="asked_once_about_counting")]
