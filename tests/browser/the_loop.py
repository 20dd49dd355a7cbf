"""Somewhere to walk the whole loop: a club with places, rules, people who ask, and browsers of people and roles on one clock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from at_a_phone import at_a_phone, session_of
from hands import Keyboard

from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import SHIPPED, shipped
from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation.models import Deliberation
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actions.vouch_for import vouch_for
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.models import HelpfulAct
from tests.served_here import Clock

FEW = {"sample": 1, "cut_offs": 1}
"""Cases to open before a round is confirmed: each is a page to walk."""


@dataclass
class Loop:
    """One place, one server whose clock the test moves, and browsers of people and roles."""

    place: Any
    officer: Actor
    clock: Clock
    address: str
    chromium: Any
    look: Callable[[Any, str], None]

    def at(self, moment: dt.datetime) -> None:
        self.clock.moment = moment

    def part(self, kind: str) -> None:
        """The first morning of this part of the question."""
        self.at(stage_of_kind(Deliberation.objects.get(), kind).opens + dt.timedelta(hours=10))

    def then(self) -> Any:
        """For actions of others: as if it were when the pages are."""
        assert self.clock.moment is not None
        return as_if(self.clock.moment)

    def browser(self, account: Any = None) -> Keyboard:
        session = session_of(account) if account is not None else ""
        # A round and a what-if take seconds, many of them on a busy machine.
        return at_a_phone(self.chromium, self.address, session, patience=45_000)

    def seen(self, someone: Keyboard, name: str) -> None:
        self.look(someone.page, name)
        someone.page.set_viewport_size({"width": 360, "height": 780})

    def role(self, role: str, shown_as: str) -> Keyboard:
        with self.then():
            account, day = begin_account(email=f"{role}@example.org"), today()
            body = begin_organisation(place=self.place, name=f"The body of {shown_as}")
            grant_role(
                place=self.place, account=account, role=role, shown_as=shown_as, body=body, begins=day,
                until=day + dt.timedelta(days=365),
            )  # fmt: skip
        return self.browser(account)

    def others_ask(self, many: int, **facts: bool) -> list[Any]:
        people = []
        for _ in range(many):
            person = begin_person(place=self.place, facts=facts)
            vouch_for(person=person, by=self.officer)
            by = the_person(person.pk)
            plan = begin_plan(place=self.place, person=person, words="The shelf came down.", by=by)
            add_aspiration(plan=plan, words="Somebody to mend it.", facets=["repairs"], by=by)
            join_rounds(plan=plan, by=by)
            people.append(person)
        return people

    def places(self, many: int) -> None:
        offer = Offer.objects.get()
        state_places(
            offer=offer, stated=many, by=Actor("the club", "provider", None, None, offer.provider_id)
        )

    def all_say_yes(self) -> None:
        """To what the round offers them."""
        for act in HelpfulAct.objects.filter(state="suggested").select_related("plan__person"):
            answer_act(act=act, answer="yes", by=the_person(act.plan.person_id))


def rules_and_people(loop: Loop) -> None:
    """Ten places in a club, the rules that are shipped, and nineteen who ask: ten carers, who come first, and nine others."""
    place = loop.place
    document = as_json(shipped("default", today(place.zone)))
    document["rounds"] |= FEW
    enact_rules(place=place, document=document)
    # Shown beside: they too look at who is a carer, so rounds by other rules keep it and can be run again by these.
    enact_rules(place=place, document=shipped("two-bands", today(place.zone)), state="beside")
    draft = OfferDraft(
        title="Repair Saturday", key="1", kind="service", sphere="civic", shown_from="A club",
        provider=begin_organisation(place=place, name="A club"), imported=True, access="shared", where=("phone",),
        facets={"repairs": 3}, particulars={"per_session": 99, "starts": "any week"}, capacity=CapacityDraft("place", 10),
    )  # fmt: skip
    list_offers(place=place, drafts=[draft], source="tests")
    loop.others_ask(10, carer=True)
    loop.others_ask(9)


def proposed(place: Any) -> str:
    """One group, in which whoever missed a round moves up at once: as the board would write it down."""
    words = (SHIPPED / "one-class.toml").read_text(encoding="utf-8")
    review = (today(place.zone) + dt.timedelta(days=700)).isoformat()
    for was, now_ in (
        (r"after_missed = 2\n.*", 'after_missed = 1\nsentence = "After 1 round without a place you move up in your group."'),
        (r"(sample|cut_offs) = 12", r"\1 = 1"),
        (r"review_on = .*", f"review_on = {review}"),
        (r'title = ".*"', 'title = "Who missed a round comes first"'),
    ):  # fmt: skip
        words = re.sub(was, now_, words)
    return words
