"""One wish of a plan that is asked of a place on another installation: the person's side, the line out, and the asked side.

What goes over is a handle drawn for it, the facets of the wish and, where agreed, its sentence. No row of one installation
points at a row of another: they name each other by the handle alone.
"""

from __future__ import annotations

import uuid

from django.db import models

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .acts import HelpfulAct
from .plans import Aspiration

ANSWERS = [("", "no answer yet"), ("offer", "an offer"), ("nothing", "nothing here")]
SAID = [("", "not said yet"), ("yes", "yes please"), ("not_now", "not now")]


class NextDoorLine(PlaceScoped):
    """What this place told its neighbour under one handle. It leads to nobody, and outlives who asked until the neighbour forgot.

    sent_at: when the wish arrived over there. told: the person's answer that was passed on.
    """

    neighbour = models.ForeignKey("places.Neighbour", on_delete=models.CASCADE, related_name="+")
    handle = models.UUIDField(default=uuid.uuid4, editable=False)
    sent_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=8, choices=SAID, blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "handle"], name="line_handle_once")]


class AskedNextDoor(PlaceScoped):
    """A wish that its person agreed to pass on, as it was when they agreed. `words`: their sentence, "" where it stays here.

    consent: to whom and until when. answered_at: when the answer came here; empty where it came before this was kept. next_step:
    the sentence that came with it. act: the suggestion that came of it.
    """

    aspiration = models.ForeignKey(Aspiration, on_delete=models.CASCADE, related_name="asked_next_door")
    consent = models.ForeignKey("people.Consent", on_delete=models.CASCADE, related_name="asked_next_door")
    line = models.ForeignKey(NextDoorLine, on_delete=models.CASCADE, related_name="asked")
    words_sealed = sealed_column()
    words = Sealed()
    facets = models.JSONField(default=list)
    answer = models.CharField(max_length=8, choices=ANSWERS, blank=True)
    answered_at = models.DateTimeField(null=True)
    next_step_sealed = sealed_column()
    next_step = Sealed()
    act = models.ForeignKey(HelpfulAct, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "line"], name="one_wish_a_line"),
            models.UniqueConstraint(fields=["place", "consent"], name="one_wish_next_door_a_consent"),
        ]


class AskedByNeighbour(PlaceScoped):
    """What a neighbouring place asks for somebody whom this place does not know. Deleted when that place says so, or after `until`.

    offer: the key of an offer of this place, by value. next_step: what comes next with it, or where else they could ask. said: what the person answered to it.
    """

    neighbour = models.ForeignKey("places.Neighbour", on_delete=models.CASCADE, related_name="+")
    handle = models.UUIDField()
    words_sealed = sealed_column()
    words = Sealed()
    facets = models.JSONField(default=list)
    until = models.DateField()
    received_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=ANSWERS, blank=True)
    offer = models.UUIDField(null=True)
    next_step_sealed = sealed_column()
    next_step = Sealed()
    by_when = models.DateField(null=True)
    said = models.CharField(max_length=8, choices=SAID, blank=True)

    class Meta:
        ordering = ["place", "received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "neighbour", "handle"], name="asked_by_neighbour_once")
        ]
