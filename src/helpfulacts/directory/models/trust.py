"""Why an entry can be trusted: how it changed, who checked it and how, what people said was wrong, what was hidden."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .offers import Offer, Trial


class OfferVersion(PlaceScoped):
    """One change of an entry. Append-only: the database refuses to change it, and lets only what was said be emptied.

    `before` and `after` map a field of `history.FIELDS` to what it said, for the fields that differ. Where the words
    are a person's own, or a way to reach somebody, the field is named and what it said is not kept (null).
    """

    CHANGES = [
        ("listed", "it was listed"),
        ("changed", "what it says was changed"),
        ("ended", "it ended"),
        ("checked", "a person checked it"),
        ("released", "it was checked and listed"),
        ("capacity", "the number of places was changed"),
        ("bodies", "who stands behind it was changed"),
        ("merged", "it was brought together with another entry"),
        ("parted", "it was taken apart from another entry again"),
        ("paused", "its giver said not now"),
        ("resumed", "its giver went on with it"),
        ("hidden", "it was hidden"),
        ("shown", "it was shown again"),
        ("vetted", "what its giver does, and what was seen of them, was written down"),
        ("lapsed", "what was seen of its giver is too long ago"),
        ("conditions", "what it asks for or brings was changed"),
        ("evidence", "the evidence for what it asks for or brings was seen"),
    ]

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_shown_as = models.CharField(max_length=120, help_text="A role's shown name, never a citizen's.")
    change = models.CharField(max_length=10, choices=CHANGES)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["place", "offer", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "offer", "number"], name="version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_from_one"),
        ]


class Assurance(PlaceScoped):
    """One check of one entry by one person: when, by whom, how, and until when it holds.

    `slot` counts the shortest time that such a check takes: the same person cannot make two checks in one slot, so
    that a whole list is never stamped at once.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="assurances")
    on = models.DateField()
    at = models.DateTimeField()
    by_key = models.CharField(max_length=120)
    by_shown_as = models.CharField(max_length=120)
    how = models.CharField(max_length=20)
    until = models.DateField()
    slot = models.BigIntegerField()

    class Meta:
        ordering = ["place", "-at"]
        constraints = [
            models.UniqueConstraint(fields=["place", "by_key", "slot"], name="one_check_at_a_time"),
            models.CheckConstraint(condition=Q(until__gt=F("on")), name="a_check_holds_for_a_time"),
        ]
        indexes = [models.Index(fields=["place", "offer"], name="assurance_by_offer")]


class Correction(PlaceScoped):
    """“This was wrong”, from somebody who need not say who they are. With `trial`, it is about those words.

    `mark` is a keyed hash of the browser or plan it came from: it counts as one voice, and is emptied with the answer,
    as the note is.
    """

    WHAT = [
        ("unsafe", "it is unkind or unsafe"),
        ("closed", "it has closed"),
        ("time", "the time is wrong"),
        ("place", "the place is wrong"),
        ("number", "the number is wrong"),
        ("who", "it is not for whom it says"),
        ("other", "something else is wrong"),
    ]
    ANSWERS = [("mended", "mended"), ("right", "it was right"), ("hidden", "hidden"), ("kept", "kept")]

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="corrections")
    trial = models.ForeignKey(Trial, null=True, on_delete=models.CASCADE, related_name="corrections")
    what = models.CharField(max_length=10, choices=WHAT)
    note_sealed = sealed_column()
    note = Sealed()
    mark = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=ANSWERS, blank=True)
    done = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["place", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "offer", "what", "mark"],
                condition=Q(answer="", trial__isnull=True),
                name="one_voice_once",
            ),
            models.UniqueConstraint(
                fields=["place", "trial", "mark"],
                condition=Q(answer="", trial__isnull=False),
                name="one_voice_once_a_try",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, note_sealed__isnull=True, mark="")),
                name="answered_and_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(trial__isnull=True) | Q(what="unsafe"), name="words_are_only_reported_as_unsafe"
            ),
        ]
        indexes = [models.Index(fields=["place", "answer", "offer"], name="correction_by_answer")]


class Moderation(PlaceScoped):
    """One decision about words that somebody reported: hidden on a ground, kept, or shown again. Append-only.

    While it is shown it can be hidden or kept; while it is hidden it can be shown again, or stay hidden after an appeal.
    An appeal by the one who wrote them stands here once; its answer is another decision (`answers`).
    """

    NOUNS = [("entry", "an entry"), ("try", "words of somebody who tried an idea")]
    GROUNDS = [
        ("unkind", "It is unkind to somebody"),
        ("unsafe", "Somebody could come to harm"),
        ("scam", "It asks for money, or tricks people"),
        ("private", "It tells something private about somebody"),
        ("untrue", "It is not true"),
    ]
    DECISIONS = [("hidden", "hidden"), ("kept", "kept"), ("shown", "shown again")]

    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    noun = models.CharField(max_length=6, choices=NOUNS)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="moderations")
    trial = models.ForeignKey(Trial, null=True, on_delete=models.SET_NULL, related_name="moderations")
    ground = models.CharField(max_length=8, choices=GROUNDS, blank=True)
    decision = models.CharField(max_length=6, choices=DECISIONS)
    reason = models.CharField(max_length=200)
    reports = models.PositiveIntegerField()
    by_key = models.CharField(max_length=120)
    by_shown_as = models.CharField(max_length=120)
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    appealed_at = models.DateTimeField(null=True)
    appeal_sealed = sealed_column()
    appeal = Sealed()

    class Meta:
        ordering = ["place", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="moderation_number_once"),
            models.UniqueConstraint(
                fields=["place", "answers"], condition=Q(answers__isnull=False), name="appeal_answered_once"
            ),
            models.CheckConstraint(
                condition=~Q(decision="hidden") | ~Q(ground=""), name="hidden_only_on_a_ground"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decided_with_a_reason"),
        ]
