"""Who else writes for a plan: those whom its person named, and what they suggest; a professional's dissent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .plans import Aspiration, Plan


class NamedHelper(PlaceScoped):
    """Somebody whom the person named to help with this plan, with six words of their own.

    They read the plan and suggest; they never say yes for its person. Stopped, their words open nothing.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="helpers")
    called_sealed = sealed_column()
    called = Sealed()
    phrase_hash = models.CharField(max_length=64, blank=True)
    named_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "plan", "named_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "phrase_hash"], condition=~Q(phrase_hash=""), name="helper_phrase_once"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(phrase_hash=""), name="stopped_words_open_nothing"
            ),
        ]


class Proposal(PlaceScoped):
    """What somebody other than the person would write on the plan. It belongs to nothing until its person says yes.

    `about` is the wish that it would change or strike out; `made` the wish that a yes put on the plan. `before` is what
    stood there until the yes, so that the yes can be taken back.
    """

    PARTS = [
        ("words", "other words for the plan"),
        ("can_offer", "something you could offer"),
        ("wish", "something you would like"),
        ("reword", "other words for what you would like"),
        ("strike", "to strike something out"),
    ]
    STATES = [
        ("open", "waits for your answer"),
        ("accepted", "you said yes"),
        ("declined", "you said no thanks"),
        ("withdrawn", "they took it back"),
    ]

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals")
    part = models.CharField(max_length=10, choices=PARTS)
    about = models.ForeignKey(Aspiration, null=True, on_delete=models.CASCADE, related_name="proposals")
    made = models.ForeignKey(Aspiration, null=True, on_delete=models.SET_NULL, related_name="+")
    words_sealed = sealed_column()
    words = Sealed()
    before_sealed = sealed_column()
    before = Sealed()
    facets = models.JSONField(default=list)
    author_sealed = sealed_column()
    author = Sealed()
    role = models.CharField(max_length=20)
    helper = models.ForeignKey(NamedHelper, null=True, on_delete=models.SET_NULL, related_name="proposals")
    by_account = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default="open")
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "plan", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="proposal_open_or_decided",
            ),
            models.CheckConstraint(
                condition=Q(part__in=["reword", "strike"], about__isnull=False)
                | (~Q(part__in=["reword", "strike"]) & Q(about__isnull=True)),
                name="proposal_about_a_wish",
            ),
        ]


class Dissent(PlaceScoped):
    """A professional sees it another way, and says so beside the plan, or beside one wish or one act. It changes no word.

    The person reads it, may answer it, and may keep it out of the print; its author may withdraw it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="dissents")
    wish = models.ForeignKey(Aspiration, null=True, on_delete=models.CASCADE, related_name="dissents")
    act = models.ForeignKey(
        "support.HelpfulAct", null=True, on_delete=models.CASCADE, related_name="dissents"
    )
    words_sealed = sealed_column()
    words = Sealed()
    by_shown_as = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    body = models.ForeignKey("people.Organisation", null=True, on_delete=models.SET_NULL, related_name="+")
    by_account = models.UUIDField()
    at = models.DateTimeField()
    answer_sealed = sealed_column()
    answer = Sealed()
    in_print = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "plan", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wish__isnull=True) | Q(act__isnull=True), name="dissent_beside_one_thing"
            )
        ]
