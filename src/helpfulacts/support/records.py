"""Reads of what of an introduction somebody who keeps records may have, by its person's permission."""

from __future__ import annotations

import uuid

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.places.models import Place

from .models import HelpfulAct, Introduction, Note, RecordSharing

NOTES_WITH_CODES = "the notes, with what nobody has"
"""How a permission says that the notes go, and in codes what they say nobody has."""


def was_sent(one: Introduction) -> bool:
    """Did the two lines ever go to the giver? What never left has nothing to tell."""
    return one.consent_id is not None


def is_live(sharing: RecordSharing) -> bool:
    """Does the permission count today: not taken back, and its time not over?"""
    consent = sharing.consent
    return consent.withdrawn_at is None and consent.until >= today(sharing.place.zone)


def with_what_nobody_has(sharing: RecordSharing) -> bool:
    """Was the person told, when they agreed, that it goes along? A yes to the notes alone, from before, does not grow."""
    return sharing.with_notes and NOTES_WITH_CODES in sharing.consent.what


def sharings_of(one: Introduction) -> list[RecordSharing]:
    """Every permission of one introduction, live or not, the newest first."""
    rows = RecordSharing.objects.filter(place=one.place_id, introduction=one).select_related(
        "consent", "place"
    )
    return list(rows.order_by("-consent__given_at", "pk"))


def get_sharing(place: Place, sharing_id: uuid.UUID) -> RecordSharing:
    found = (
        RecordSharing.objects.filter(place=place, pk=sharing_id)
        .select_related(
            "consent", "place", "introduction__act__plan__person", "introduction__act__offer__provider",
            "introduction__act__aspiration", "introduction__act__place", "introduction__act__holds",
            "introduction__body", "introduction__place",
        )
        .first()
    )  # fmt: skip
    if found is None:
        raise NotFound("There is no such permission in this place.")
    return found


def notes_of(one: Introduction) -> list[Note]:
    """Notes on one introduction, the oldest first."""
    return list(Note.objects.filter(place=one.place_id, introduction=one).order_by("at", "pk"))


def latest_sent(act: HelpfulAct) -> Introduction:
    """The last introduction of an act that was sent to its giver. Raises NotFound where none was."""
    rows = Introduction.objects.filter(place=act.place_id, act=act, consent__isnull=False)
    found = (
        rows.select_related("act__plan__person", "act__offer", "place", "consent")
        .order_by("-created_at", "pk")
        .first()
    )
    if found is None:
        raise NotFound("Nobody was asked about this yet, so there is nothing to tell.")
    return found
