"""What people bring: statements, proposals, clauses, amendments and reasons; what they say, and whether it is shown."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .deliberations import Deliberation, Membership


class Contribution(PlaceScoped):
    """One thing that somebody brings. Its words are in its revisions, of which the last counts.

    A document is a tree of clauses (`parent`, `order`). An amendment is for one revision of a clause: it replaces it, comes after it
    or takes it out. `state`: waiting until somebody has read it, then shown, or hidden with a reason that anybody can read.
    `joined_into`: the same said before, into which it was merged. `pence` and `costed_by`: what a proposal costs, and who worked
    it out.
    """

    KINDS = [
        ("statement", "statement"),
        ("proposal", "proposal"),
        ("clause", "clause"),
        ("amendment", "amendment"),
        ("reason", "reason"),
    ]
    STATES = [
        ("waiting", "waits to be read"),
        ("shown", "shown"),
        ("hidden", "hidden, with a reason"),
        ("withdrawn", "taken back by its author"),
    ]
    CHANGES = [("replace", "says it otherwise"), ("after", "comes after it"), ("delete", "takes it out")]

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=KINDS)
    author = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="contributions")
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    order = models.PositiveIntegerField(default=0)
    amends = models.ForeignKey(
        "deliberation.Revision", null=True, on_delete=models.PROTECT, related_name="amendments"
    )
    change = models.CharField(max_length=10, choices=CHANGES, blank=True)
    accepted_on = models.DateField(null=True)
    joined_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")
    area = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, related_name="+")
    pence = models.PositiveBigIntegerField(null=True)
    costed_by_shown_as = models.CharField(max_length=120, blank=True)
    brought_on = models.DateField()

    class Meta:
        ordering = ["place", "deliberation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "deliberation", "number"], name="contribution_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="amendment", amends__isnull=False) & ~Q(change="")
                | ~Q(kind="amendment") & Q(amends__isnull=True, change=""),
                name="an_amendment_amends_one_revision",
            ),
            # Two accepted on one revision of a clause are the only conflict there is; a ballot settles it.
            models.UniqueConstraint(
                fields=["place", "amends"],
                condition=Q(accepted_on__isnull=False, change__in=["replace", "delete"]),
                name="one_accepted_change_a_revision",
            ),
            models.CheckConstraint(
                condition=Q(pence__isnull=True) | Q(kind="proposal"), name="what_costs_is_a_proposal"
            ),
        ]


class Revision(PlaceScoped):
    """The words of a contribution as they were from one day on, or those words in another language (`translates`).

    Never changed; the words of whoever is forgotten are destroyed. A translation says who made it, and who has read it: never
    the account that typed it in (`entered_by_key`, `checked_by_key`).
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    title_sealed = sealed_column()
    title = Sealed()
    words_sealed = sealed_column()
    words = Sealed()
    language = models.CharField(max_length=10, default="en")
    translates = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="translations")
    translated_by_shown_as = models.CharField(max_length=120, blank=True)
    entered_by_key = models.CharField(max_length=120, blank=True)
    entered_by_shown_as = models.CharField(max_length=120, blank=True)
    checked_by_key = models.CharField(max_length=120, blank=True)
    checked_by_shown_as = models.CharField(max_length=120, blank=True)
    written_on = models.DateField()

    class Meta:
        ordering = ["place", "contribution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "contribution", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["place", "translates", "language"],
                condition=Q(translates__isnull=False),
                name="one_translation_a_language",
            ),
            models.CheckConstraint(
                condition=Q(translates__isnull=True, translated_by_shown_as="")
                | (Q(translates__isnull=False) & ~Q(translated_by_shown_as="")),
                name="a_translation_has_a_translator",
            ),
            # Of a translation that was there before this was kept, nobody knows who entered it.
            models.CheckConstraint(
                condition=Q(checked_by_shown_as="")
                | Q(entered_by_key="")
                | (~Q(checked_by_key="") & ~Q(checked_by_key=F("entered_by_key"))),
                name="a_translation_is_checked_by_another",
            ),
        ]


class Moderation(PlaceScoped):
    """What was done to a contribution, by which line of the published policy, why, and by whom. Never changed.

    An appeal is one too, in the author's words, which are theirs alone; whoever answers it names it in `answers`.
    """

    WHATS = [
        ("shown", "shown"),
        ("hidden", "hidden"),
        ("joined", "joined with the same"),
        ("appealed", "its author asked for another look"),
        ("kept hidden", "looked at again by somebody else: stays hidden"),
        ("shown again", "looked at again by somebody else: shown"),
    ]

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="moderations")
    what = models.CharField(max_length=15, choices=WHATS)
    policy = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    appeal_sealed = sealed_column()
    appeal = Sealed()
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    by_key = models.CharField(max_length=120)
    by_shown_as = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "contribution", "at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__in=["hidden", "kept hidden"]) | (~Q(policy="") & ~Q(reason="")),
                name="hidden_by_a_line_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["place", "answers"],
                condition=Q(answers__isnull=False),
                name="an_appeal_is_answered_once",
            ),
        ]
