"""What those who decide answer for, in public: queries of members, figures by ward, and the record of the algorithm."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped


class Query(PlaceScoped):
    """A question of an elected member to any body, and its answer. Both are public; its clock is a promise about it.

    `ward` is None where it is about the whole place. `member_key` is the account of whoever raised it. Taken back, no
    word of it is left; that it was raised stays, with its number. An answer is never changed: the database refuses. Words
    that point at somebody may be hidden by an officer, each for good; why stands on the register.
    """

    number = models.PositiveIntegerField()
    ward = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="queries")
    member_key = models.UUIDField()
    member_shown_as = models.CharField(max_length=80)
    question = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=2000, blank=True)
    answered_by = models.CharField(max_length=120, blank=True, help_text="Who said it for the body.")
    written_by = models.CharField(max_length=80, blank=True, help_text="Who wrote it down for them.")
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    question_hidden_at = models.DateTimeField(null=True)
    answer_hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="query_number_once"),
            models.CheckConstraint(
                condition=Q(
                    answered_at__isnull=True, answer="", answered_by="", answer_hidden_at__isnull=True
                )
                | (
                    Q(answered_at__isnull=False)
                    & ~Q(answered_by="")
                    & (
                        (Q(answer_hidden_at__isnull=True) & ~Q(answer=""))
                        | Q(answer_hidden_at__isnull=False, answer="")
                    )
                ),
                name="a_query_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(taken_back_at__isnull=True, question_hidden_at__isnull=True) & ~Q(question=""))
                | Q(taken_back_at__isnull=True, question_hidden_at__isnull=False, question="")
                | Q(taken_back_at__isnull=False, question="", answered_at__isnull=True),
                name="a_query_taken_back_leaves_no_words",
            ),
        ]
        indexes = [models.Index(fields=["place", "body"], name="query_by_body")]


class WardFigures(PlaceScoped):
    """Who asked and who has a place, as it may be shown of one confirmed round: made once, and never again.

    `table` is what the ward pages and “Is it fair?” (under “fair”) are read from. It holds no small number, and none can be
    worked out from it (`coordination/fairness/tables.py`). It is frozen, so that nobody learns from two looks that somebody
    came or went in between.
    """

    run_number = models.PositiveIntegerField()
    confirmed_on = models.DateField()
    table = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-run_number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "run_number"], name="ward_figures_once"),
        ]


class CoSignature(PlaceScoped):
    """A head of a register that a neighbouring place has seen and signed, so that nobody is shown another one later.

    neighbour: the other place’s short name. of: whose register it is the head of. “ours”: they signed it. “theirs”: we did, having
    seen that it continues the last one that we signed. signature: `exchange.neighbours.signing.signed_head`. Never changed.
    """

    OF = [("ours", "ours, signed by them"), ("theirs", "theirs, signed by us")]

    neighbour = models.CharField(max_length=40)
    of = models.CharField(max_length=6, choices=OF)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "neighbour", "of", "size"]
        constraints = [
            models.UniqueConstraint(fields=["place", "neighbour", "of", "size"], name="one_signature_a_head"),
        ]


class PlaceSays(PlaceScoped):
    """What only the place itself can say of how it uses the algorithm, by field of the record: `atrs_fields.OWN`."""

    answers = models.JSONField(default=dict)
    by_shown_as = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["place"], name="a_place_says_it_once")]


class TransparencyRecord(PlaceScoped):
    """One version of the public record of the algorithm. A new one only where its content is another; never changed."""

    version = models.PositiveIntegerField()
    document = models.JSONField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["place", "version"], name="transparency_version_once"),
        ]
