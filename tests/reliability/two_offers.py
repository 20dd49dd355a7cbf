"""What the machines of places and introductions start from (two offers, their giver, people with plans), what they see
meanwhile, and how they run."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.models import HelpfulAct, Plan
from helpfulacts.support.states import must_wait

PLANS = 5


class TwoOffers:
    """`offers`: a course that goes on until one side says so, of two places; a bicycle to keep, of two, after it."""

    def __init__(self, place: Any, make_person: Any, citizen_of: Any) -> None:
        body = begin_organisation(place=place, name="A repair club")
        self.giver = Actor("A repair club", "provider", None, None, body.pk)
        self.place, self.make_person, self.citizen_of = place, make_person, citizen_of
        course = self._list("A mending class", "service", {"per_session": 2, "starts": "any week"}, body, ())
        bicycle = {"stock": 2, "condition": "Mended", "delivery": "collect"}
        self.offers = [course, self._list("A bicycle", "product", bicycle, body, (course.exchange_id,))]
        self.plans = [self.somebody() for _ in range(PLANS)]

    def _list(self, title: str, kind: str, particulars: dict[str, Any], body: Any, needs: Any) -> Any:
        draft = OfferDraft(
            title=title, key=title, kind=kind, sphere="civic", provider=body, shown_from="A repair club",
            particulars=particulars, capacity=CapacityDraft("place", 2), needs=needs, imported=True,
        )  # fmt: skip
        return list_offers(place=self.place, drafts=[draft], source="tests")[0]

    def somebody(self) -> Any:
        person = self.make_person()
        return begin_plan(
            place=self.place, person=person, words="My bicycle is broken.", by=self.citizen_of(person)
        )


class Stories(RuleBasedStateMachine):
    """Runs inside a savepoint that is undone at the end, so every example starts from the same offers.

    It sees what is in the database now; `plans` are those in use.
    """

    one: TwoOffers
    plans: list[Plan]

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.plans = [self.read(plan.pk) for plan in self.one.plans]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def read(self, plan: Any) -> Plan:
        return Plan.objects.select_related("person", "place").get(place=self.one.place, pk=plan)

    def me(self, whose: int) -> Actor:
        return self.one.citizen_of(self.plans[whose].person)

    def period(self, which: int) -> CapacityPeriod:
        return CapacityPeriod.objects.get(place=self.one.place, offer=self.one.offers[which])

    def free(self, which: int) -> int:
        period = self.period(which)
        return 0 if period.closed else period.places - period.held

    def acts(self, which: int, **filters: Any) -> Any:
        return HelpfulAct.objects.filter(place=self.one.place, offer=self.one.offers[which], **filters)

    def waiting(self, which: int) -> list[HelpfulAct]:
        """Who waits for a place and for nothing else, the longest first."""
        queue = self.acts(which, state="agreed", holds__isnull=True).order_by("changed_at", "id")
        return [act for act in queue if not must_wait(act)]

    def latest(self, whose: int, which: int) -> HelpfulAct | None:
        """The act of this plan on which something was done last; a live one if there is one."""
        acts = self.acts(which, plan=self.plans[whose])
        acts = acts.select_related("plan__person", "plan__place", "offer", "holds", "place")
        return acts.filter(state__in=HelpfulAct.LIVE).first() or acts.order_by("-changed_at", "pk").first()


def run_stories(stories: type[Stories], one: TwoOffers, examples: int, steps: int) -> None:
    run_state_machine_as_test(
        type(stories.__name__, (stories,), {"one": one}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
