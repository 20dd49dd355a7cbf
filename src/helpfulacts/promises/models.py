"""Who promised what to whom by when. The one way anything is promised anywhere."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

OPEN = Q(kept_at__isnull=True, excepted_at__isnull=True)


class Promise(PlaceScoped):
    """`by` owes `to` the thing called `what` before the end of `due`. Late is computed, never stored.

    Parties are named by (noun, uuid) so that a decision, a provider or a desk can promise alike. `kind` says which list it
    is on: “tell” is the desk's list of people to tell by phone, letter or in person; “next” is who does what next about an
    introduction; “clock” is a day that a law sets; “remedy” puts something right. `clock` names the rule that set `due`
    (a key of `clocks.CLOCKS`), counted from `counts_from`, and longer when the person was told so.
    """

    KINDS = [
        ("act", "an act of help"),
        ("tell", "tell a person something"),
        ("next", "what comes next"),
        ("clock", "a day that a law sets"),
        ("remedy", "put something right"),
    ]
    FINDINGS = [
        ("broken", "the promise was broken"),
        ("good reason", "there was a good reason"),
    ]

    kind = models.CharField(max_length=10, choices=KINDS, default="act")
    by_noun = models.CharField(max_length=40)
    by_id = models.UUIDField(null=True)
    by_shown_as = models.CharField(max_length=120)
    to_noun = models.CharField(max_length=40)
    to_id = models.UUIDField(null=True)
    about_noun = models.CharField(max_length=40)
    about_id = models.UUIDField(null=True)
    what_sealed = sealed_column()
    what = Sealed()
    trigger = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    due = models.DateField()
    clock = models.CharField(max_length=30, blank=True)
    counts_from = models.DateField(null=True)
    longer = models.BooleanField(default=False)
    kept_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=200, blank=True)
    excepted_at = models.DateTimeField(null=True)
    exception = models.CharField(max_length=200, blank=True)
    finding = models.CharField(max_length=20, choices=FINDINGS, blank=True)
    finding_words_sealed = sealed_column()
    finding_words = Sealed()
    found_on = models.DateField(null=True)
    found_by = models.CharField(max_length=120, blank=True)
    remedy_of = models.ForeignKey(
        "promises.Promise", null=True, on_delete=models.CASCADE, related_name="remedies"
    )

    class Meta:
        ordering = ["place", "due", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(excepted_at__isnull=True),
                name="promise_kept_or_excepted",
            ),
            models.CheckConstraint(
                condition=Q(excepted_at__isnull=True) | ~Q(exception=""), name="promise_exception_has_reason"
            ),
            models.CheckConstraint(
                condition=(Q(clock="") & ~Q(kind="clock")) | (~Q(clock="") & Q(counts_from__isnull=False)),
                name="promise_clock_counts_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(finding="", found_on__isnull=True)
                | (~Q(finding="") & (Q(found_on__gt=F("due")) | Q(excepted_at__isnull=False))),
                name="promise_found_late_or_excepted",
            ),
            models.CheckConstraint(
                condition=Q(remedy_of__isnull=True) | Q(kind="remedy"), name="promise_remedy_is_one"
            ),
            models.UniqueConstraint(
                fields=["place", "about_noun", "about_id"],
                condition=Q(about_noun="person") & OPEN,
                name="one_open_call_a_person",
            ),
            models.UniqueConstraint(
                fields=["place", "about_noun", "about_id"],
                condition=Q(by_noun="partnership", about_noun="allocation") & OPEN,
                name="one_open_look_again",
            ),
            models.UniqueConstraint(
                fields=["place", "about_id"],
                condition=Q(kind="next", about_noun="introduction") & OPEN,
                name="one_next_step_an_introduction",
            ),
            models.UniqueConstraint(
                fields=["place", "about_noun", "about_id"],
                condition=Q(clock="taken-on") & OPEN,
                name="one_body_takes_it_on",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "kind", "due"], name="promise_by_due"),
            models.Index(fields=["place", "about_noun", "about_id"], name="promise_by_subject"),
        ]


class PromisePause(PlaceScoped):
    """Days on which the clock of a promise stands still, from `since` up to and without `until`, which is filled once."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True)
    why = models.CharField(max_length=60)

    class Meta:
        ordering = ["place", "promise", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "promise"], condition=Q(until__isnull=True), name="one_open_pause_a_promise"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="pause_has_a_reason"),
        ]


class PromiseNotice(PlaceScoped):
    """That a clock said something of a promise, once for each day it was due: a pause or more time sets a new day."""

    NOTICES = [("due soon", "due soon"), ("due today", "due today"), ("late", "late")]

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="notices")
    notice = models.CharField(max_length=10, choices=NOTICES)
    due = models.DateField()
    said_on = models.DateField()

    class Meta:
        ordering = ["place", "said_on"]
        constraints = [
            models.UniqueConstraint(fields=["place", "promise", "notice", "due"], name="notice_once"),
        ]
