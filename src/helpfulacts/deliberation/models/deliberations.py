"""A question, what its asker promises, the stages it goes through, and who takes part."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped

STANCES = [
    ("information", "we tell you"),
    ("consultation", "we ask you, and answer"),
    ("deciding", "we decide together"),
    ("acting", "we decide and act together"),
    ("supporting", "we support what you decide"),
]
"""Wilcox (1994), The Guide to Effective Participation: five levels, none better than another."""


class Deliberation(PlaceScoped):
    """A question that a convenor asks, with the promise in one sentence: what the result binds.

    `uses`: a key of `templates.TEMPLATES`. `subject` says what it is about in the terms of its template: of a budget the pence
    to share, of a rule the set it would change. `open_to_change` and `fixed` are lists of sentences. `absent`: who is
    affected and not here, a list of {"who", "why", "doing"}. `answers_above`: a contribution that this many support is
    answered one by one. Published, all but its end is kept as it was: the database refuses.
    """

    LEVELS = [
        ("neighbourhood", "neighbourhood"),
        ("ward", "ward"),
        ("place", "the whole place"),
        ("region", "region"),
        ("nation", "nation"),
    ]
    OPEN_TO = [
        ("everyone", "everyone who lives here"),
        ("area", "everyone in one area"),
        ("invited", "those who are invited"),
        ("drawn", "those who were drawn"),
    ]

    number = models.PositiveIntegerField()
    question = models.CharField(max_length=200)
    about = models.TextField(max_length=4000, blank=True)
    uses = models.CharField(max_length=20)
    area = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, related_name="+")
    convenor = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    begun_by_shown_as = models.CharField(max_length=80)
    stance = models.CharField(max_length=15, choices=STANCES)
    promise = models.CharField(max_length=300)
    subject = models.JSONField(default=dict)
    open_to_change = models.JSONField(default=list)
    fixed = models.JSONField(default=list)
    absent = models.JSONField(default=list)
    open_to = models.CharField(max_length=10, choices=OPEN_TO, default="everyone")
    answers_above = models.PositiveIntegerField(default=10)
    level = models.CharField(max_length=15, choices=LEVELS, default="place")
    level_reason = models.CharField(max_length=300, blank=True)
    hear_by = models.DateField(help_text="The day by which people hear what was decided.")
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="deliberation_number_once"),
            models.CheckConstraint(condition=~Q(question="") & ~Q(promise=""), name="deliberation_promises"),
            models.CheckConstraint(
                condition=~Q(level__in=["region", "nation"]) | ~Q(level_reason=""),
                name="taken_higher_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(open_to="area") | Q(area__isnull=False), name="open_to_an_area_names_it"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="deliberation_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Stage(PlaceScoped):
    """One part of a deliberation, from `opens` until `closes` (UTC). `rule` is a key of `stages.RULES`, `parameters` its own.

    Kinds are in code (`stages.KINDS`), dates here. Once its deliberation is published nothing of a stage is changed but that it
    is closed, once.
    """

    KINDS = [
        ("inform", "what this is about"),
        ("gather", "say what you think"),
        ("map", "where people stand"),
        ("draft", "write it together"),
        ("weigh", "what matters more"),
        ("ballot", "vote"),
        ("decide", "it is decided"),
        ("deliver", "it is done"),
    ]

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="stages")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=KINDS)
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    rule = models.CharField(max_length=30, blank=True)
    parameters = models.JSONField(default=dict)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "deliberation", "order"]
        constraints = [
            models.UniqueConstraint(fields=["place", "deliberation", "order"], name="stage_order_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="stage_closes_after_it_opens"),
        ]


class Membership(PlaceScoped):
    """Somebody who takes part: a person, an organisation, or the holder of a paper slip that the desk gave out.

    `slip` is the number on a paper that was given to one who has no record here. `evidence`: how it was seen that they may take
    part. Its person forgotten, it stays without one. `chance_of_100`: who was in the draw of a panel, and how likely they were to
    be drawn; null = was in none. A row says the day and never the hour, so that nobody reads from the order of rows who voted how.
    """

    ROLES = [
        ("member", "takes part"),
        ("panel", "was drawn"),
        ("convenor", "asks"),
        ("facilitator", "helps it along"),
        ("signatory", "signs for a side"),
        ("observer", "looks on"),
    ]
    CAME = [("open", "came by themselves"), ("invited", "was invited"), ("drawn", "was drawn by lot")]

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    slip = models.CharField(max_length=16, blank=True)
    role = models.CharField(max_length=15, choices=ROLES, default="member")
    side = models.CharField(max_length=30, blank=True)
    came = models.CharField(max_length=10, choices=CAME, default="open")
    evidence = models.CharField(max_length=120)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    chance_of_100 = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["place", "deliberation", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "deliberation", "person"],
                condition=Q(person__isnull=False),
                name="a_person_takes_part_once",
            ),
            models.UniqueConstraint(
                fields=["place", "deliberation", "organisation"],
                condition=Q(organisation__isnull=False),
                name="an_organisation_takes_part_once",
            ),
            models.UniqueConstraint(
                fields=["place", "deliberation", "slip"], condition=~Q(slip=""), name="a_slip_takes_part_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True, slip="")
                | Q(person__isnull=True, organisation__isnull=False, slip="")
                | Q(person__isnull=True, organisation__isnull=True),
                name="a_membership_is_of_one_at_most",
            ),
        ]
