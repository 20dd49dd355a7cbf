"""Rounds while everything moves, by separate processes: the jobs behind `test_rounds_at_once.py`.

Officers run rounds, open cases, change answers and confirm; people say yes, not now or something first, and join late;
givers lower and raise their places and decline. Refused is an answer; anything else ends the process with an error.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from typing import Any

from django.db import OperationalError, connection
from django.db.models import QuerySet
from workers import at_once, say

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.actions.say_before_round import say_before_round, take_back_said
from helpfulacts.coordination.inputs import open_outcome
from helpfulacts.coordination.models import Allocation, Run
from helpfulacts.coordination.reasons import Reasons
from helpfulacts.core import register
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.engine.sharing.explain import check_refusal, refusal
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.vouch_for import vouch_for
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.people.models import Account, Organisation
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.models import Place
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.actions.release_act import REASONS
from helpfulacts.support.actions.report_act import decline_act
from helpfulacts.support.models import HelpfulAct, Plan

AT_MOST = 600
"""Seconds after which it is a mistake that nobody could confirm a round while others moved, or answer it."""
ENDS = ("confirmed a round", "said yes", REASONS["declined"])
"""What the register holds before they stop: a slow machine may confirm its first round in the last second."""
FACETS = ("furniture", "food", "company")


def begin(slug: str, people: str) -> None:
    """A place with rules, six shared offers of few places, and people who ask for one or two of three things."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    club = begin_organisation(place=place, name="A club")
    begin_account(email=f"mel@{slug}.example.org", password="a long enough password")
    enact_shipped_rules(place=place)
    for number in range(6):
        draft = OfferDraft(
            title=f"Offer {number}", key=str(number), kind="service", sphere="civic", shown_from="A club",
            provider=club, imported=True, access="shared", where=("phone",),
            facets={FACETS[number % 3]: 3, FACETS[(number + 1) % 3]: 2},
            particulars={"per_session": 9, "starts": "any week"}, capacity=CapacityDraft("place", 2 + number % 3),
        )  # fmt: skip
        list_offers(place=place, drafts=[draft], source="tests")
    for number in range(int(people)):
        _somebody(place, number)


def _somebody(place: Place, number: int) -> None:
    person = begin_person(place=place)
    vouch_for(person=person, by=_officer(place))
    by = the_person(person.pk)
    plan = begin_plan(place=place, person=person, words="Something", by=by)
    for facet in {FACETS[number % 3], FACETS[(number // 2) % 3]}:
        add_aspiration(plan=plan, words="Something", facets=[facet], by=by)
    join_rounds(plan=plan, by=by)


def _officer(place: Place) -> Actor:
    account = Account.objects.get(email=f"mel@{place.slug}.example.org")
    return Actor("Mel", "officer", account.pk)


class Somebody:
    """One process: an officer, a giver and everybody who asks, each a moment behind the others."""

    def __init__(self, slug: str, number: int) -> None:
        self.place = Place.objects.get(slug=slug)
        self.rng = random.Random(number)
        self.number = number
        self.mel = _officer(self.place)
        self.giver = Actor("the club", "provider", None, None, Organisation.objects.get(place=self.place).pk)
        self.did: Counter[str] = Counter()

    def step(self, late: bool) -> None:
        """late: no officer changes a round any more, or begins one while one waits, so that one of those who confirm comes to the
        end of it; then it is answered.
        """
        ways = [self.confirm, self.confirm, self.places, self.places, self.take_back]
        answers = [self.yes, self.not_now, self.decline]
        early = [self.run, self.override, self.override, self.say_first, self.newcomer]
        if not late:
            ways += answers + early
        elif ENDS[0] in self.ends():
            ways = [self.yes, self.decline]
        elif not self.proposed().exists():
            ways = [self.run]
        way = self.rng.choice(ways)
        name = way.__name__
        try:
            way()
        except (Refused, NotFound):
            name = "refused"
        except OperationalError as busy:
            # SQLite gave up waiting its turn and changed nothing. On PostgreSQL this would be a deadlock: an error.
            if connection.vendor != "sqlite" or "locked" not in str(busy):
                raise
            name = "busy"
        self.did[name] += 1

    def ends(self) -> set[str]:
        seen = RegisterEntry.objects.filter(place=self.place, action__in=ENDS).order_by()
        return set(seen.values_list("action", flat=True).distinct())

    def waits_on(self, lasted: float) -> bool:
        return lasted < AT_MOST and len(self.ends()) < len(ENDS)

    def proposed(self) -> QuerySet[Run]:
        return Run.objects.filter(place=self.place, state="proposed").select_related(
            "rule_set", "place", "draw"
        )

    def waiting(self) -> Run:
        run = self.proposed().order_by("-number").first()
        if run is None:
            raise Refused("no round waits")
        return run

    def run(self) -> None:
        run_round(place=self.place, by=self.mel)

    def confirm(self) -> None:
        run = self.waiting()
        for case in coordination.cases_to_open(run):
            open_case(run=run, allocation=case.allocation, by=self.mel)
        confirm_run(run=run, by=self.mel)

    def override(self) -> None:
        run = self.waiting()
        answers = Allocation.objects.filter(place=self.place, run=run).values_list("pk", flat=True)
        case = coordination.get_allocation(self.place, self.rng.choice(list(answers)))
        choices = coordination.alternatives(case)
        offers: list[Offer | None] = [one.offer for one in choices.offers]
        offers += [None] if choices.no_place else []
        if not offers:
            raise Refused("nothing else fits")
        to_offer = self.rng.choice(offers)
        time.sleep(self.rng.random() * 0.01)  # so that it is old
        override_allocation(
            run=run, allocation=case, to_offer=to_offer, reason="It fits them better", by=self.mel
        )

    def places(self) -> None:
        offer = self.rng.choice(
            list(Offer.objects.filter(place=self.place).select_related("place", "provider"))
        )
        state_places(offer=offer, stated=self.rng.randrange(5), by=self.giver)

    def act(self, *states: str) -> HelpfulAct:
        rows = HelpfulAct.objects.filter(place=self.place, state__in=states)
        found = list(
            rows.select_related("plan__person", "plan__place", "offer__place", "place", "holds")[:40]
        )
        if not found:
            raise Refused("nothing to do")
        time.sleep(self.rng.random() * 0.01)  # so that it is old
        return self.rng.choice(found)

    def yes(self) -> None:
        act = self.act("suggested")
        answer_act(act=act, answer="yes", by=the_person(act.plan.person_id))

    def not_now(self) -> None:
        act = self.act("suggested", "promised")
        answer_act(act=act, answer="not_now", by=the_person(act.plan.person_id))

    def decline(self) -> None:
        decline_act(act=self.act("suggested", "promised"), by=self.giver)

    def person(self) -> Any:
        plans = list(Plan.objects.filter(place=self.place, state="live").select_related("person__place"))
        return self.rng.choice(plans).person

    def say_first(self) -> None:
        person = self.person()
        say_before_round(person=person, words="Something has changed", by=the_person(person.pk))

    def take_back(self) -> None:
        person = self.person()
        take_back_said(person=person, by=the_person(person.pk))

    def newcomer(self) -> None:
        if self.rng.random() < 0.2:
            _somebody(self.place, self.rng.randrange(99))


def everything(slug: str, processes: str, seconds: str) -> None:
    """So long at least, in so many processes, and until a round is confirmed and answered; each says what it did."""

    def go(number: int) -> None:
        somebody = Somebody(slug, number)
        began = time.monotonic()
        while (lasted := time.monotonic() - began) < float(seconds) or somebody.waits_on(lasted):
            somebody.step(late=lasted >= float(seconds))
        say(somebody.did)

    at_once(int(processes), go)


def look(slug: str) -> None:
    """The register; each offer's places; then each confirmed round, with every refusal of it checked again."""
    place = Place.objects.get(slug=slug)
    for line in register.saved_lines(place):
        say({"register": line})
    for period in CapacityPeriod.objects.filter(place=place).select_related("offer").order_by("offer__title"):
        holding = HelpfulAct.objects.filter(place=place, holds=period).count()
        say({"offer": period.offer.title, "places": period.places, "held": period.held, "holding": holding})
    for run in Run.objects.filter(place=place, state="confirmed").select_related("rule_set", "place", "draw"):
        inputs, outcome = open_outcome(run)
        for person in outcome.refused.tolist():
            why = refusal(inputs.instance, outcome, person)
            check_refusal(inputs.instance, outcome.assign, outcome.rank, why, inputs.floors)
        reasons = Reasons(run)
        answers = list(Allocation.objects.filter(place=place, run=run).order_by("index"))
        counts = Counter(answer.status for answer in answers)
        say(
            {
                "round": run.number,
                "people": run.people,
                "said": [run.placed, run.refused, run.gaps],
                "kept": [counts["placed"], counts["refused"], counts["gap"]],
                "reasons": sum(bool(reasons.letter(reasons.of(answer))) for answer in answers),
                "gap": run.certified_gap,
                "refusals": int(outcome.refused.size),
                "holds": coordination.check_run(run).same_outcome,
                "not read": sum(
                    words.read_at is None for answer in answers for words in coordination.words_for(answer)
                ),
            }
        )


JOBS = {job.__name__: job for job in (begin, everything, look)}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
