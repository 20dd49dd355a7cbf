"""Erase a plan and what its person told us: words, versions, acts and salts go; the register still verifies."""

from __future__ import annotations

from helpfulacts.core import forgotten, register
from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import Booking, Gap
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.promises.models import Promise

from ..models import Aspiration, HelpfulAct, Introduction, Plan, PlanVersion
from ..note_gaps import note_gaps_of
from ..rules import may_change_plan
from .forget_person import forget_person
from .free_place import drop_hold, ends_how, free_place
from .release_act import LETS_GO, release_each, state_when_stopped


def erase_plan(*, plan: Plan, by: Actor) -> None:
    """Let go of every place, then delete every plan of this person, and the person. There is no way back.

    Earlier plans that ended, promises made to the person, what rounds kept about them and their consents go too. That
    somebody looked stays, without why; that nobody has what they wished for stays, without whose wish it was.
    Somebody who gives an offer that others use stays as its giver, with nothing that they told us.
    """
    require(may_change_plan(by, plan), "erase this plan")
    place, person, plan_id = plan.place, plan.person, plan.pk
    plans = Plan.objects.filter(place=place, person=person)
    with register.writing(place):
        if not plans.exists():
            raise Refused("This plan was deleted already.")
        acts = HelpfulAct.objects.filter(place=place, plan__in=plans)
        release_each(
            acts=acts.filter(state__in=LETS_GO).select_related("plan__person", "offer", "holds", "place"),
            state_of=state_when_stopped,
            by=by,
        )
        for act in acts.filter(holds__isnull=False).select_related("offer", "place").order_by("created_at"):
            if ends_how(act) in ("back", "never"):
                drop_hold(act, used_up=True)  # the thing is with the person: nobody else can be promised it
            else:
                free_place(act=act, by=by)
        about = list(acts.values_list("pk", flat=True))
        asked = list(Introduction.objects.filter(place=place, act__in=about).values_list("pk", flat=True))
        Promise.objects.filter(place=place, about_noun="helpful act", about_id__in=about).delete()
        Promise.objects.filter(place=place, about_noun="introduction", about_id__in=asked).delete()
        Booking.objects.filter(place=place, act__in=about).delete()
        PlanVersion.objects.filter(place=place, plan__in=plans).update(words_sealed=None)
        wishes = list(Aspiration.objects.filter(place=place, plan__in=plans).values_list("pk", flat=True))
        Gap.objects.filter(place=place, about__in=[*wishes, *note_gaps_of(place.pk, [person.pk])]).update(
            about=None
        )
        plans.delete()
        forget_person(person, forgotten.PLAN)
        register.record(place=place, action="erased a plan", noun="plan", subject=plan_id)
