"""The loop, by the actions that pages call: refused with a reason → asked → voted → decided → the rule in force → placed by it.

Each step is on the register, which verifies; the reason that she reads names the decision.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.keep_what_if import keep_what_if, show_what_if
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import parse, shipped
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.deliberation import board, selectors
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.begin_deliberation import begin_deliberation
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.count_stage import count_stage
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.moderate import show
from helpfulacts.deliberation.actions.publish_decision import publish_decision
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.templates import Step
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.engine.ledger import recount, verify_register
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.vouch_for import vouch_for
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import join_rounds
from helpfulacts.support.actions.give_reading import give_reading
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.actions.report_act import confirm_act, mark_done
from helpfulacts.support.models import HelpfulAct, Plan

pytestmark = pytest.mark.django_db
STEPS = [
    Step("inform", 1), Step("gather", 1, "agree"), Step("ballot", 1, "consent"), Step("decide", 2), Step("deliver", 30),
]  # fmt: skip
IN_ORDER = (
    "confirmed a round", "began a deliberation", "published a deliberation", "counted", "put rules in force",
    "published a decision", "confirmed a round", "said yes", "done",
)  # fmt: skip


def _asks(place: Any, officer: Any, **facts: bool) -> Any:
    person = begin_person(place=place, facts=facts)
    vouch_for(person=person, by=officer)
    by = the_person(person.pk)
    plan = begin_plan(place=place, person=person, words="The shelf came down.", by=by)
    add_aspiration(plan=plan, words="Somebody to mend it.", facets=["repairs"], by=by)
    join_rounds(plan=plan, by=by)
    return person


def _round(place: Any, officer: Any) -> Any:
    run = run_round(place=place, by=officer)
    for opening in coordination.cases_to_open(run):
        open_case(run=run, allocation=opening.allocation, by=officer)
    return confirm_run(run=run, by=officer)


def _fairer() -> dict[str, Any]:
    """One group, in which who missed a round moves up at once."""
    document = as_json(shipped("default"))
    document["classes"] = [one for one in document["classes"] if one.get("everyone")]
    document["standing"]["after_missed"] = 1
    return document


def _decided(place: Any, officer: Any, voters: list[Any], document: dict[str, Any], what_if: int) -> Any:
    """From the question to the rule in force, at the days that were published."""
    forum = begin_organisation(place=place, name="The forum")
    asked = begin_deliberation(
        place=place, uses="entitlement", question="Should who missed a round come first?", steps=STEPS, convenor=forum, by=officer,
        promise="The board puts in force what nobody objects to.", open_to_change=["who comes first"],
        absent=[{"who": "people without a plan", "why": "", "doing": "paper at the library"}],
        subject={"document": document, "what_if": what_if},
    )  # fmt: skip
    publish_deliberation(deliberation=asked, by=officer)
    gather, ballot, decide = (selectors.stage_of_kind(asked, kind) for kind in ("gather", "ballot", "decide"))
    members = [
        (take_part(deliberation=asked, person=one, by=the_person(one.pk)), the_person(one.pk))
        for one in voters
    ]
    with as_if(gather.opens):
        rule = bring(
            stage=gather, membership=members[0][0], kind="proposal", title="Who missed a round comes first",
            words="Nobody should wait for ever.", by=members[0][1],
        )  # fmt: skip
        show(contribution=rule, by=officer)
    with as_if(ballot.opens):
        for member, by in members:
            cast_vote(stage=ballot, membership=member, answers={rule: 1}, by=by)
    with as_if(decide.opens + dt.timedelta(hours=1)):
        close_stage(stage=ballot, by=officer)
        tally = count_stage(stage=ballot, by=officer)
        draft = draft_decision(
            deliberation=asked, body="The board", sentence="Who missed a round comes first.", reason="Nobody objected.", by=officer,
            review_on=today(place.zone) + dt.timedelta(days=365), tallies=[tally],
        )  # fmt: skip
        answer_contributions(decision=draft, answers={rule: ("yes", "Nobody objected.")}, by=officer)
        decision = publish_decision(decision=draft, by=officer)
    header, entries = recount.read(board.saved_lines(ballot))
    votes = [one for one in entries if one["kind"] == "counted"]
    assert header["deliberation"] == asked.number and len(votes) == len(voters)
    return decision, decide.opens + dt.timedelta(hours=2)


def test_a_person_who_was_refused_is_placed_by_the_rule_that_people_decided(place: Any, officer: Any) -> None:
    enact_rules(place=place, document=shipped("default"))
    club = begin_organisation(place=place, name="A club")
    draft = OfferDraft(
        title="Repair Saturday", key="1", kind="service", sphere="civic", shown_from="A club", provider=club, imported=True,
        access="shared", where=("phone",), facets={"repairs": 3}, particulars={"per_session": 9, "starts": "any week"},
        capacity=CapacityDraft("place", 1),
    )  # fmt: skip
    list_offers(place=place, drafts=[draft], source="tests")
    rosa, carer = _asks(place, officer), _asks(place, officer, carer=True)
    first = _round(place, officer)
    refused = coordination.allocation_of(first, rosa)
    assert refused is not None and refused.status == "refused"
    assert coordination.explanation_for(refused).decision is None

    document = _fairer()
    kept = keep_what_if(
        place=place, title="Who missed a round", by=officer,
        worked=work_out(place, [Scenario("Missed first", parse(document))], today(place.zone)),
    )  # fmt: skip
    show_what_if(what_if=kept, by=officer)
    decision, after = _decided(
        place, officer, [rosa, carer, begin_person(place=place)], document, kept.number
    )

    with as_if(after):
        act = HelpfulAct.objects.get(plan__person=carer, state="suggested")
        offer = act.offer
        assert offer is not None
        answer_act(act=act, answer="yes", by=the_person(carer.pk))
        _asks(place, officer, carer=True)  # under the old rules this carer would come before her
        state_places(offer=offer, stated=2, by=Actor("the club", "provider", None, None, club.pk))
        second = _round(place, officer)
        placed = coordination.allocation_of(second, rosa)
        assert placed is not None and placed.status == "placed", "the rule that people decided places her"
        why = coordination.explanation_for(placed)
        assert why.decision == decision.number and "Decision 1" in why.rule.decision_ref
        act = HelpfulAct.objects.get(plan__person=rosa, state="suggested")
        by = the_person(rosa.pk)
        answer_act(act=act, answer="yes", by=by)
        mark_done(act=act, by=by, on=today(place.zone))
        confirm_act(act=act, outcome="The shelf holds.", changed="yes", by=by)
        plan = Plan.objects.get(person=rosa)
        assert give_reading(plan=plan, answers={"satisfied": 8}, by=by) is not None
        assert now() == after

    actions = list(register.entries(place).values_list("action", flat=True))
    at = 0
    for step in IN_ORDER:
        assert step in actions[at:], f"“{step}” is on the register, in its turn"
        at = actions.index(step, at) + 1
    verify_register(register.saved_lines(place))
