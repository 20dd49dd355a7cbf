"""A story: what people told of what changed for them, quoted word for word, and shown when each of them said yes to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .acts import HelpfulAct
from .plans import Aspiration


class Telling(PlaceScoped):
    """Words that a person offers for stories: what exactly, under which name (none, or one they chose), where, until when.

    `consent` holds the yes and its last day. `act` or `aspiration` is what they come from, where they come from a plan.
    Taken back, the words and the name are gone.
    """

    WHERE = [
        ("page", "On a page here, that anybody can read"),
        ("paper", "On a page here, and on paper or read out"),
    ]

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="tellings")
    act = models.ForeignKey(HelpfulAct, null=True, on_delete=models.SET_NULL, related_name="+")
    aspiration = models.ForeignKey(Aspiration, null=True, on_delete=models.SET_NULL, related_name="+")
    words_sealed = sealed_column()
    words = Sealed()
    called_sealed = sealed_column()
    called = Sealed()
    where = models.CharField(max_length=5, choices=WHERE)
    consent = models.ForeignKey("people.Consent", on_delete=models.RESTRICT, related_name="tellings")
    by_proxy = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "at"]
        constraints = [
            models.UniqueConstraint(fields=["place", "consent"], name="one_telling_a_consent"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, words_sealed__isnull=False)
                | Q(taken_back_at__isnull=False, words_sealed__isnull=True, called_sealed__isnull=True),
                name="what_was_taken_back_is_gone",
            ),
        ]


class Story(PlaceScoped):
    """A draft that becomes a public page once all whom it quotes said yes to it as it stands.

    `version` counts its changes: a yes is to one of them. `salt` belongs to the commitment in the register. Withdrawn,
    no word of it is left.
    """

    STATES = [
        ("draft", "Being written"),
        ("sent", "With the people it quotes"),
        ("published", "For everybody to read"),
        ("withdrawn", "Taken back"),
    ]

    title_sealed = sealed_column()
    title = Sealed()
    by_account = models.UUIDField()
    by_shown_as = models.CharField(max_length=80)
    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=STATES, default="draft")
    version = models.PositiveIntegerField(default=1)
    salt = models.CharField(max_length=32, blank=True)
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "-begun_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(published_at__isnull=False, title_sealed__isnull=False) & ~Q(salt="")),
                name="published_is_on_the_register",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(withdrawn_at__isnull=False, title_sealed__isnull=True, salt=""),
                name="withdrawn_leaves_no_words",
            ),
        ]


class StoryQuote(PlaceScoped):
    """One person's telling in one story: what they answered, and to which version. A page shows it only while `public`.

    `by_proxy`: who at the desk wrote their answer down; "" where they gave it themselves.
    """

    ANSWERS = [("", "not asked"), ("asked", "asked"), ("yes", "yes"), ("no", "no"), ("changed", "changed")]

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="quotes")
    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="quotes")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    answer = models.CharField(max_length=7, choices=ANSWERS, blank=True)
    yes_to = models.PositiveIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    by_proxy = models.CharField(max_length=80, blank=True)
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "story", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "story", "telling"], name="telling_once_a_story"),
            models.UniqueConstraint(fields=["place", "story", "number"], name="story_quote_number_once"),
            models.CheckConstraint(
                condition=Q(public=False) | Q(answer="yes", yes_to=F("version"), answered_at__isnull=False),
                name="nobody_is_quoted_without_their_yes",
            ),
            models.CheckConstraint(
                condition=Q(by_proxy="") | Q(answer__in=["yes", "no", "changed"]),
                name="only_an_answer_is_written_down_for_somebody",
            ),
        ]


class StoryLine(PlaceScoped):
    """One paragraph: the writer's own words, or a quotation, which is a stretch of its telling and never a copy."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    told_sealed = sealed_column()
    told = Sealed()
    quote = models.ForeignKey(StoryQuote, null=True, on_delete=models.CASCADE, related_name="lines")
    first = models.PositiveIntegerField(null=True)
    last = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["place", "story", "position"]
        constraints = [
            models.UniqueConstraint(fields=["place", "story", "position"], name="story_line_once"),
            models.CheckConstraint(
                condition=Q(told_sealed__isnull=False, quote__isnull=True, first__isnull=True)
                | Q(told_sealed__isnull=True, quote__isnull=False, first__isnull=False, last__gt=F("first")),
                name="a_line_is_told_or_quoted",
            ),
        ]
