"""One helpful act: where it has got to, what each side passed on, and what it waits for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, SealedJson, sealed_column
from helpfulacts.directory.facets import KINDS, SPHERES

from .plans import Aspiration, Plan


class HelpfulAct(PlaceScoped):
    """One act for one person or group, and where it has got to.

    `reason` holds the stored inputs that its sentence is made from. `costs` lists who bears what: cash in pence,
    paid and unpaid minutes, by sphere; sealed, for who bears it may be somebody's name. `holds` is the place it
    keeps in an offer: while it is live, and after until it ends (`directory.kinds` says how). `ends_on` is the
    last day of a course or a booking, `return_by` the day a lent thing is due back. `giver_said_yes_at`: when
    somebody who gives in person said yes to this one too. `more_time`: the day to answer was moved once, because
    the desk had not told the person. `went_with_wish`: it was let go because its wish was struck out, or one that
    it waits for was, and comes back with it. `suggested_by`: who put it on the plan, where that was somebody else
    than its person. `came`: each day that its person said it came ("day"), when they said so ("said"), what day
    and time had been fixed ("was"), whether that was the end of it ("end"), and, of a time that they told us how
    it went, that they did ("told"). `joins`: the weekdays (0 is Monday) that they come on, where they said so;
    else it is that of their first day.
    """

    STATES = [
        ("suggested", "You choose"),
        ("agreed", "Agreed"),
        ("promised", "Promised"),
        ("done", "Done"),
        ("confirmed", "You said it was done"),
        ("not_now", "Not now"),
        ("declined", "The giver said no"),
        ("lapsed", "Out of time"),
        ("stopped", "Stopped"),
    ]
    LIVE = ("suggested", "agreed", "promised", "done")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="acts")
    aspiration = models.ForeignKey(Aspiration, null=True, on_delete=models.SET_NULL, related_name="acts")
    offer = models.ForeignKey("directory.Offer", null=True, on_delete=models.PROTECT, related_name="acts")
    holds = models.ForeignKey(
        "directory.CapacityPeriod", null=True, on_delete=models.PROTECT, related_name="holders"
    )
    title_sealed = sealed_column()
    title = Sealed()
    suggested_by_sealed = sealed_column()
    suggested_by = Sealed()
    shown_from = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    sphere = models.CharField(max_length=10, choices=list(SPHERES.items()))
    state = models.CharField(max_length=10, choices=STATES, default="suggested")
    from_round = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    reason = models.JSONField(default=dict)
    costs_sealed = sealed_column()
    costs = SealedJson()
    on_day = models.DateField(null=True)
    starts = models.TimeField(null=True)
    answer_by = models.DateField(null=True)
    more_time = models.BooleanField(default=False)
    went_with_wish = models.BooleanField(default=False)
    giver_said_yes_at = models.DateTimeField(null=True)
    ends_on = models.DateField(null=True)
    return_by = models.DateField(null=True)
    outcome_sealed = sealed_column()
    outcome = Sealed()
    changed_anything = models.CharField(
        max_length=10, choices=[("yes", "yes"), ("a_bit", "a bit"), ("no", "no")], blank=True
    )
    came = models.JSONField(default=list)
    joins = models.JSONField(default=list)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "plan", "on_day", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holds__isnull=True)
                | Q(state__in=["suggested", "agreed", "promised", "done", "confirmed"]),
                name="only_a_live_act_holds_a_place",
            ),
            models.UniqueConstraint(
                fields=["place", "plan", "offer"],
                condition=Q(state__in=["suggested", "agreed", "promised", "done"]),
                name="one_live_act_an_offer",
            ),
            models.CheckConstraint(
                condition=Q(went_with_wish=False) | Q(state__in=["not_now", "lapsed"]),
                name="only_what_was_let_go_went_with_its_wish",
            ),
        ]
        indexes = [models.Index(fields=["place", "state", "changed_at"], name="act_by_state")]


class PassedOn(PlaceScoped):
    """How to reach one side of an act, in the words that they chose for the other side alone, once both said yes.

    It is deleted the moment either stops, or the help is over: `states.move` sees to that.
    """

    SIDES = [("person", "who asked"), ("giver", "who gives")]
    CHANNELS = [("phone", "by phone"), ("message", "by message"), ("email", "by e-mail"), ("meet", "we meet")]

    act = models.ForeignKey(HelpfulAct, on_delete=models.CASCADE, related_name="passed_on")
    side = models.CharField(max_length=6, choices=SIDES)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    words_sealed = sealed_column()
    words = Sealed()
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "act", "side"]
        constraints = [models.UniqueConstraint(fields=["place", "act", "side"], name="passed_on_once_a_side")]


class ActDependency(PlaceScoped):
    """`act` waits for `needs`: its offer asks for that, or (`said`) its person wants it in this order.

    What was only `said` holds nothing up any more once `needs` is let go.
    """

    act = models.ForeignKey(HelpfulAct, on_delete=models.CASCADE, related_name="waits_for")
    needs = models.ForeignKey(HelpfulAct, on_delete=models.CASCADE, related_name="lets_go")
    said = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "act", "needs"], name="act_dependency_once"),
            models.CheckConstraint(condition=~Q(act=F("needs")), name="act_not_before_itself"),
        ]
