"""What others write beside plans, a plan of a street, and a plan that wants nothing new. All of it is invented."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.core.ids import seeded
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places import selectors as places
from helpfulacts.support import authors, plans
from helpfulacts.support import caseload as care
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import say_what_you_offer, stay_with
from helpfulacts.support.actions.choose_offer import add_own_act
from helpfulacts.support.actions.name_helper import name_helper
from helpfulacts.support.actions.say_dissent import say_dissent
from helpfulacts.support.actions.suggest_change import suggest_change
from helpfulacts.support.actions.write_note import write_note

from .hours import by_day

DAY = dt.timedelta(days=1)
STREET = "The end of Chapel Walk"
STAYS = "Pat"


def known_words(whom: str) -> random.Random:
    """Where the six words of one invented person are drawn from: the same on every day, so that a page can tell them."""
    return random.Random(f"six words of {whom}, who is invented")


def link_worker(place: Any) -> Actor:
    """Tom, with his account and his body, as on the pages."""
    account = people.account_by_email("tom@demo.invalid")
    assert account is not None
    [grant] = [one for one in people.live_grants(place, account) if one.role == "navigator"]
    return Actor(grant.shown_as, "navigator", account.pk, None, grant.body_id)


def stand_beside(*, place: Any, gwen: Any) -> None:
    """Needs Asha's plan, Tom's account and his list; `gwen` gets six words. All by the same actions as on the pages."""
    tom = link_worker(place)
    _beside_asha(place, tom)
    _street(place)
    _nothing_new(place, tom)
    with by_day(now()), seeded(known_words("Gwen")):
        give_phrase(person=gwen)


def _beside_asha(place: Any, tom: Actor) -> None:
    """Her sister, whom she named, suggests a wish that waits for her; Tom sees one of her wishes another way."""
    asha = people.person_of_account(place, people.account_by_email("asha@demo.invalid"))
    plan = plans.plan_of(asha) if asha else None
    assert asha is not None and plan is not None
    with by_day(now() - 4 * DAY), seeded(known_words("Meena")):
        meena, _ = name_helper(plan=plan, called="Meena", by=the_person(asha.pk, asha.account_id))
    with by_day(now() - 3 * DAY):
        company = next(one for one in plans.aspirations_of(plan) if "company" in one.facets)
        say_dissent(
            plan=plan, wish=company, by=tom,
            words="I would begin with one new thing a week. You would rather have your evenings full, and it is your plan.",
        )  # fmt: skip
    with by_day(now() - 2 * DAY):
        suggest_change(
            plan=plan, part="wish", words="Somebody to sew with, as we did at home", facets=("making", "company"),
            by=authors.actor_of(meena),
        )  # fmt: skip


def _street(place: Any) -> None:
    """Eleven homes with one plan, that says “we”."""
    with by_day(now() - 6 * DAY):
        who = begin_person(
            place=place, called="", channel="desk", postcode=places.postcode_row(place, "DY5 1"), languages=("en",)
        )  # fmt: skip
        we = the_person(who.pk)
        plan = begin_plan(
            place=place, person=who, heading=STREET, by=we,
            words="Eleven homes, one streetlight, and nobody under sixty with a ladder. We would like to look after each other.",
        )  # fmt: skip
        add_aspiration(plan=plan, words="A list of who rings whom when it snows", facets=("company",), by=we)
        add_aspiration(plan=plan, words="Somebody with a ladder, twice a year", facets=("repairs",), by=we)
        add_own_act(
            plan=plan, title="Number six keeps the spare keys", shown_from="Number six", kind="service",
            sphere="personal", by=we, state="promised",
        )  # fmt: skip
        say_what_you_offer(plan=plan, words="A long table, and forty cups", by=we)
    with by_day(now()), seeded(known_words(STREET)):
        give_phrase(person=who)


def _nothing_new(place: Any, tom: Actor) -> None:
    """After something that did not fit, somebody says that they stay with Tom: no new offer."""
    assert tom.account_id is not None
    plan = next(row.plan for row in care.caseload(place, tom.account_id) if row.person.called == STAYS)
    with by_day(now() - 8 * DAY):
        write_note(
            person=plan.person, by=tom, seconds=80,
            words="The shed was too loud. We walked instead. Pat wants that, and nothing new for now.",
        )  # fmt: skip
        stay_with(plan=plan, by=the_person(plan.person_id), whom="Tom")
