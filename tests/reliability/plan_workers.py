"""Everything that can happen to one offer at once, by separate processes: the jobs behind `test_plans_at_once.py`.

Each process picks at random among the actions that people, givers, the desk and the night have, on plans and acts that
the others change too. What it read may be old by the time it writes: that is what is tried here. Refused is an answer;
anything else that is raised ends the process with an error.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from typing import Any

from django.db import OperationalError, connection
from workers import at_once, say

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.models import Place
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act, ask_again, lift_veto, veto_offer
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import end_plan, reword_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.close_by_date import close_untold, free_by_date
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.move_up_queue import move_up_queues, state_places
from helpfulacts.support.actions.report_act import confirm_act, decline_act, mark_done
from helpfulacts.support.models import HelpfulAct, Plan, Veto

KINDS: dict[str, dict[str, Any]] = {
    "service": {"per_session": 2, "starts": "any week"},
    "product": {"stock": 2, "condition": "Mended", "delivery": "collect"},
    "resource": {"mode": "booked", "unit": "hour", "amount": 2, "each": 1},
}


def begin(slug: str, people: str, places: str) -> None:
    """A place with a service, a gift and a room of so many places, the room only after the service; people with plans."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    club = begin_organisation(place=place, name="A club")
    made: dict[str, Offer] = {}
    for kind, particulars in KINDS.items():
        draft = OfferDraft(
            title=kind, key=kind, kind=kind, sphere="civic", shown_from="A club", provider=club, imported=True,
            particulars=particulars, capacity=CapacityDraft("place", int(places)),
            needs=(made["service"].exchange_id,) if kind == "resource" else (),
        )  # fmt: skip
        [made[kind]] = list_offers(place=place, drafts=[draft], source="tests")
    for number in range(int(people)):
        _somebody(place, number)


def _somebody(place: Place, number: int) -> Plan:
    way = {"channel": "letter", "contact": "1 High Street"} if number % 2 else {}
    person = begin_person(place=place, **way)
    return begin_plan(place=place, person=person, words="Something", by=_me(person.pk))


def _me(person: Any) -> Actor:
    return Actor("the person", "citizen", None, person)


class Somebody:
    """One process: everybody at once, each a moment behind the others."""

    def __init__(self, slug: str, number: int) -> None:
        self.place = Place.objects.get(slug=slug)
        self.rng = random.Random(number)
        self.number = number
        body = Organisation.objects.get(place=self.place)
        self.giver = Actor("the club", "provider", None, None, body.pk)
        self.offers = list(Offer.objects.filter(place=self.place).select_related("place", "provider"))
        self.did: dict[str, int] = {}

    def step(self) -> None:
        """One action on something that was read a moment ago."""
        ways = [
            self.choose, self.choose, self.yes, self.yes, self.yes, self.not_now, self.done, self.confirm,
            self.finish, self.decline, self.again, self.veto, self.lift, self.places, self.reword, self.night,
            self.end, self.erase,
        ]  # fmt: skip
        way = self.rng.choice(ways)
        name = way.__name__
        try:
            way()
        except Refused:
            name = "refused"
        except OperationalError as busy:
            # SQLite gave up waiting its turn and changed nothing. On PostgreSQL this would be a deadlock: an error.
            if connection.vendor != "sqlite" or "locked" not in str(busy):
                raise
            name = "busy"
        self.did[name] = self.did.get(name, 0) + 1

    def act(self, *states: str) -> HelpfulAct:
        rows = HelpfulAct.objects.filter(place=self.place, state__in=states)
        found = list(
            rows.select_related("plan__person", "plan__place", "offer__place", "place", "holds")[:40]
        )
        if not found:
            raise Refused("nothing to do")
        act = self.rng.choice(found)
        time.sleep(self.rng.random() * 0.01)  # so that it is old
        return act

    def plan(self) -> Plan:
        plans = list(Plan.objects.filter(place=self.place).select_related("person", "place")[:40])
        plan = self.rng.choice(plans) if plans else _somebody(self.place, self.number)
        time.sleep(self.rng.random() * 0.01)  # so that it is old
        return plan

    def choose(self) -> None:
        plan = self.plan()
        choose_offer(plan=plan, offer=self.rng.choice(self.offers), by=_me(plan.person_id))

    def yes(self) -> None:
        act = self.act("suggested", "agreed")
        answer_act(act=act, answer="yes", by=_me(act.plan.person_id))

    def not_now(self) -> None:
        act = self.act("suggested", "agreed", "promised")
        answer_act(act=act, answer="not_now", by=_me(act.plan.person_id))

    def done(self) -> None:
        mark_done(act=self.act("promised"), by=self.giver)

    def confirm(self) -> None:
        act = self.act("promised", "done")
        confirm_act(act=act, outcome="", changed="yes", by=_me(act.plan.person_id), on=today())

    def finish(self) -> None:
        finish_act(act=self.act("done", "confirmed"), by=self.giver)

    def decline(self) -> None:
        decline_act(act=self.act("suggested", "agreed", "promised"), by=self.giver)

    def again(self) -> None:
        act = self.act("not_now", "lapsed")
        ask_again(act=act, by=_me(act.plan.person_id))

    def veto(self) -> None:
        act = self.act("suggested", "agreed", "promised")
        veto_offer(act=act, by=_me(act.plan.person_id))

    def lift(self) -> None:
        veto = Veto.objects.filter(place=self.place).select_related("place").first()
        if veto is not None:
            lift_veto(veto=veto, by=_me(veto.person_id))

    def places(self) -> None:
        state_places(offer=self.rng.choice(self.offers), stated=self.rng.randrange(5), by=self.giver)

    def reword(self) -> None:
        plan = self.plan()
        reword_plan(plan=plan, words=f"Words {self.rng.random()}", by=_me(plan.person_id))

    def night(self) -> None:
        day = today() + dt.timedelta(days=self.rng.randrange(40))
        lapse_unanswered(place=self.place, day=day)
        free_by_date(place=self.place, day=day)
        close_untold(place=self.place, day=day)
        move_up_queues(place=self.place)

    def end(self) -> None:
        if self.rng.random() < 0.5:
            plan = self.plan()
            end_plan(plan=plan, by=_me(plan.person_id))
            begin_plan(place=self.place, person=plan.person, words="Again", by=_me(plan.person_id))

    def erase(self) -> None:
        if self.rng.random() < 0.3:
            plan = self.plan()
            erase_plan(plan=plan, by=_me(plan.person_id))
            _somebody(self.place, self.number)


def everything(slug: str, processes: str, steps: str) -> None:
    """So many steps of each of the processes; each says what it did."""

    def run(number: int) -> None:
        somebody = Somebody(slug, number)
        for _ in range(int(steps)):
            somebody.step()
        say(somebody.did)

    at_once(int(processes), run)


def last_place(slug: str, rounds: str) -> None:
    """One gives the last place back while another says yes to it, again and again; each says how it ended."""
    place = Place.objects.get(slug=slug)
    offer = Offer.objects.select_related("place").get(place=place, kind="service")
    plans = list(
        Plan.objects.filter(place=place).select_related("person", "place").order_by("created_at")[:2]
    )
    for number in range(int(rounds)):
        holder, newcomer = plans[number % 2], plans[(number + 1) % 2]
        for plan in (holder, newcomer):
            for act in HelpfulAct.objects.filter(plan=plan, state__in=("suggested", "agreed", "promised")):
                answer_act(act=act, answer="not_now", by=_me(plan.person_id))
        held = choose_offer(plan=holder, offer=offer, by=_me(holder.person_id))
        answer_act(act=held, answer="yes", by=_me(holder.person_id))
        asked = choose_offer(plan=newcomer, offer=offer, by=_me(newcomer.person_id))

        def answer(which: int, held: HelpfulAct = held, asked: HelpfulAct = asked) -> None:
            act, said = (held, "not_now") if which == 0 else (asked, "yes")
            answer_act(act=act, answer=said, by=_me(act.plan.person_id))

        at_once(2, answer)
        period = CapacityPeriod.objects.get(place=place, offer=offer)
        asked.refresh_from_db()
        say({"state": asked.state, "free": period.places - period.held})


def look(slug: str) -> None:
    """The register line by line; then each offer: places, held, how many acts hold one; and what is amiss."""
    place = Place.objects.get(slug=slug)
    for line in register.saved_lines(place):
        say({"register": line})
    for period in CapacityPeriod.objects.filter(place=place).select_related("offer").order_by("offer__title"):
        holding = HelpfulAct.objects.filter(place=place, holds=period).count()
        waiting = HelpfulAct.objects.filter(
            place=place, offer=period.offer, state="agreed", holds__isnull=True
        ).exclude(waits_for__needs__state__in=("suggested", "agreed", "promised"))
        say(
            {
                "offer": period.offer.title,
                "places": period.places,
                "held": period.held,
                "holding": holding,
                "waits beside a free place": waiting.count() if period.held < period.places else 0,
            }
        )
    acts = set(HelpfulAct.objects.filter(place=place).values_list("pk", flat=True))
    owed = Promise.objects.filter(place=place, kept_at__isnull=True, excepted_at__isnull=True, kind="act")
    promised = HelpfulAct.objects.filter(place=place, state="promised")
    twice = [one for one in owed.values_list("about_id", flat=True) if one not in acts]
    kept = set(owed.values_list("about_id", flat=True))
    say(
        {"owed for nothing": len(twice), "promised and not owed": sum(act.pk not in kept for act in promised)}
    )


JOBS = {job.__name__: job for job in (begin, everything, last_place, look)}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
