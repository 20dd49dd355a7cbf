"""An introduction: the two-sided hand-over that belongs to a helpful act, and what a silent giver was gently asked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .acts import HelpfulAct

BOTH_SAID_YES = ("accepted", "in-progress", "on-hold")
OPEN = ("draft", "requested", *BOTH_SAID_YES)
COMPLETED = {
    "met": "They met, and that was enough",
    "happened": "It happened",
    "goes_on": "It goes on without us",
}
"""How an introduction can have worked out. A leaflet is none of them: it is a note."""
FAILED = {
    "did_not_fit": "It did not fit",
    "no_place": "There was no place after all",
    "lost_touch": "They lost touch",
    "not_safe": "It was not safe or not kind",
}


class Introduction(PlaceScoped):
    """Two sides are introduced, with the person's consent. The states are those of FHIR Task (see `introducing.MOVES`).

    `words` are the two lines that both sides see, as the person accepted them. `reach` is how the giver may get in
    touch, once they said yes; it goes the moment the introduction ends. `outcome` is the person's, `giver_outcome` the
    giver's. `how` is the code of how it ended. `parent` is the one that this goes on from: at another offer, or again.
    """

    STATES = [
        ("draft", "Being written"),
        ("requested", "Asked"),
        ("accepted", "They said yes"),
        ("rejected", "They said not now"),
        ("in-progress", "Going on"),
        ("on-hold", "Resting"),
        ("completed", "It worked out"),
        ("failed", "It did not work out"),
        ("cancelled", "Stopped"),
        ("entered-in-error", "Taken out"),
    ]
    WAYS = [
        ("phone", "They ring me"),
        ("message", "They send me a message"),
        ("email", "They e-mail me"),
        ("letter", "They write me a letter"),
        ("meet", "Somebody I know comes with me"),
        ("none", "Do not contact me: I will come"),
    ]
    HOW = [
        *COMPLETED.items(),
        *FAILED.items(),
        ("person", "The person said not now"),
        ("giver", "The giver said not now"),
        ("consent", "The person took back what may be shared"),
        ("over", "The time that was agreed was over"),
        ("mistake", "It was put in by mistake, or never sent"),
    ]
    FROM_PARENT = [("re-route", "to somebody else"), ("reopen", "again")]

    act = models.ForeignKey(HelpfulAct, on_delete=models.CASCADE, related_name="introductions")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    from_parent = models.CharField(max_length=10, choices=FROM_PARENT, blank=True)
    state = models.CharField(max_length=16, choices=STATES, default="draft")
    words_sealed = sealed_column()
    words = Sealed()
    consent = models.ForeignKey(
        "people.Consent", null=True, on_delete=models.RESTRICT, related_name="introductions"
    )
    way = models.CharField(max_length=8, choices=WAYS, blank=True)
    reach_sealed = sealed_column()
    reach = Sealed()
    introduced_by = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    by_account = models.UUIDField(null=True)
    body = models.ForeignKey("people.Organisation", null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(max_length=12, choices=HOW, blank=True)
    outcome_sealed = sealed_column()
    outcome = Sealed()
    giver_outcome_sealed = sealed_column()
    giver_outcome = Sealed()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "act"], condition=Q(state__in=OPEN), name="one_open_introduction_an_act"
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(how__in=[*COMPLETED]),
                name="completed_says_how_it_worked_out",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | Q(how__in=[*FAILED]), name="failed_says_what_did_not_work"
            ),
            models.CheckConstraint(
                condition=Q(consent__isnull=False) | Q(state__in=["draft", "entered-in-error"]),
                name="nobody_is_introduced_without_consent",
            ),
            models.CheckConstraint(
                condition=Q(reach_sealed__isnull=True) | Q(state__in=OPEN),
                name="how_to_reach_goes_with_the_end",
            ),
        ]
        indexes = [models.Index(fields=["place", "by_account", "state"], name="introduction_by_whom")]

    @property
    def lines(self) -> list[str]:
        """The two lines that both sides see."""
        return self.words.splitlines()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Nudge(PlaceScoped):
    """A courteous question to a giver who has been silent: drafted for a person, who sent it or dropped it."""

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="nudges")
    sent = models.BooleanField()
    by_shown_as = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "introduction", "-at"]


class RecordSharing(PlaceScoped):
    """What of one introduction somebody who keeps records may have, for example a doctor's surgery.

    `consent` says to whom and until when; taken back, nothing more goes. `with_name`: how the person is called.
    `with_words`: the two lines, and how it went in the person's words. `with_notes`: the notes on this introduction.
    """

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="sharings")
    consent = models.ForeignKey("people.Consent", on_delete=models.CASCADE, related_name="sharings")
    with_name = models.BooleanField(default=False)
    with_words = models.BooleanField(default=False)
    with_notes = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "introduction", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "consent"], name="one_record_a_consent")]
