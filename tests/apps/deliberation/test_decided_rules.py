"""From a question to rules in force: what a decision adopts cites it, and the reason that somebody reads leads back to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from deciding_makers import OFFICER, counted, drafted, say, when_decided

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.cited import changes_nothing, cite_decision
from helpfulacts.coordination.decided import decision_number, decision_ref
from helpfulacts.coordination.models import RuleSet, WhatIf
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import parse, shipped
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import decisions
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.publish_decision import publish_decision
from helpfulacts.deliberation.rules_asked import changes_asked
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db

STEPS = [
    Step("inform", 1), Step("gather", 5, "agree"), Step("ballot", 5, "consent"), Step("decide", 10),
]  # fmt: skip


@pytest.fixture
def in_force(place: Any) -> RuleSet:
    return enact_rules(place=place, document=shipped("default"))


def gentler() -> dict[str, Any]:
    """The rules in force, but that somebody who missed one round already moves up."""
    document = as_json(shipped("default"))
    document["standing"]["after_missed"] += 1
    return document


def shown_what_if(place: Any, document: dict[str, Any], number: int = 1, **fields: Any) -> WhatIf:
    scenario = Scenario("Gentler", parse(document))
    return WhatIf.objects.create(
        place=place, number=number, title="Gentler", scenarios=[scenario.as_json()], figures={}, made_at=now(),
        made_by_shown_as="Mel", **{"shown_at": now(), "shown_by_shown_as": "Mel", **fields},
    )  # fmt: skip


@pytest.fixture
def voted(place: Any, make_deliberation: Any, make_member: Any, make_contribution: Any, during: Any) -> Any:
    def make(*, document: Any = None, votes: tuple[int, ...] = (1, 0, 1), **subject: Any) -> Any:
        subject = {"document": document or gentler(), "what_if": 1, **subject}
        made = make_deliberation("entitlement", steps=STEPS, subject=subject)
        rule = make_contribution(made)
        with during(made, "ballot") as stage:
            for value in votes:
                say(stage, make_member(made)[0], {rule: value})
        with when_decided(made):
            return made, rule, counted(made)

    return make


def decided(made: Any, rule: Any, tally: Any, answer: str = "yes", **fields: Any) -> Any:
    draft = drafted(made, tallies=[tally], **fields)
    answer_contributions(decision=draft, answers={rule: (answer, "It is fairer.")}, by=OFFICER)
    return draft


def test_what_was_asked_voted_and_decided_is_the_rule_in_force(
    place: Any, in_force: RuleSet, voted: Any
) -> None:
    shown_what_if(place, gentler())
    made, rule, tally = voted()
    assert tally.result["winners"] == [rule.number]
    with when_decided(made):
        decision = publish_decision(decision=decided(made, rule, tally), by=OFFICER)
        rules = coordination.rules_in_force(place)
    assert rules is not None and decision.rule_set == rules.number == in_force.number + 1
    day = decision.decided_on
    ref = f"Decision 1, {day.day} {day:%B} {day.year}"
    assert (rules.decision_ref, rules.deciding_body) == (ref, "The forum") and decision_number(
        ref
    ) == decision.number
    document = coordination.document_of(rules)
    cites = {origin.decision_ref: name for name, origin in document.named() if origin.decision_ref == ref}
    assert cites == {ref: "the rule on who waited before"}, "only what it changed leads to it"
    assert document.standing.origin.deciding_body == "The forum"
    assert document.rounds == shipped("default").rounds
    assert decisions.decision_of_rules(place, rules.number) == decision
    assert decisions.decision_of_rules(place, in_force.number) is None
    actions = list(RegisterEntry.objects.order_by("-sequence").values_list("action", flat=True))
    in_order = [actions.index(one) for one in ("published a decision", "put rules in force", "counted")]
    assert in_order == sorted(in_order)
    assert RegisterEntry.objects.get(action="published a decision").facts["rule set"] == rules.number


def test_rules_come_into_force_only_after_everybody_could_read_what_they_do(
    place: Any, in_force: RuleSet, voted: Any
) -> None:
    made, rule, tally = voted()
    with when_decided(made):
        draft = decided(made, rule, tally)

        def refused(says: str) -> None:
            with pytest.raises(Refused, match=says):
                publish_decision(decision=draft, by=OFFICER)
            assert coordination.rules_in_force(place) == in_force

        refused("Nobody could read")
        hidden = shown_what_if(place, gentler(), shown_at=None, shown_by_shown_as="")
        refused("Nobody could read")
        hidden.delete()
        shown_what_if(place, gentler())
        refused("after the vote was over")
    shown_what_if(place, as_json(shipped("one-class")), number=2)
    made, rule, tally = voted(what_if=2)
    with when_decided(made), pytest.raises(Refused, match="other rules than these"):
        publish_decision(decision=decided(made, rule, tally), by=OFFICER)


def test_rules_that_were_voted_down_come_into_force_only_with_a_reason(
    place: Any, in_force: RuleSet, voted: Any
) -> None:
    shown_what_if(place, gentler())
    made, rule, tally = voted(votes=(1, 1, -1))
    with when_decided(made):
        draft = decided(made, rule, tally)
        with pytest.raises(Refused, match="not what the vote says"):
            publish_decision(decision=draft, by=OFFICER)
        no = decided(made, rule, tally, "no")
        with pytest.raises(Refused, match="adopts no rules"):
            publish_decision(decision=no, by=OFFICER, adopts=True)
        publish_decision(decision=no, by=OFFICER)
    assert no.rule_set is None and coordination.rules_in_force(place) == in_force


def test_whoever_may_not_put_rules_in_force_does_not_by_a_decision(
    place: Any, in_force: RuleSet, voted: Any, member_of_council: Actor
) -> None:
    shown_what_if(place, gentler())
    made, rule, tally = voted()
    with when_decided(made):
        draft = decided(made, rule, tally)
        with pytest.raises(NotAllowed, match="officer"):
            publish_decision(decision=draft, by=member_of_council)
        publish_decision(decision=draft, by=member_of_council, adopts=False)
    assert coordination.rules_in_force(place) == in_force


def test_nothing_is_half_done_where_the_rules_cannot_come_into_force(
    place: Any, in_force: RuleSet, voted: Any
) -> None:
    document = as_json(shipped("default"))
    shown_what_if(place, document)
    made, rule, tally = voted(document=document)
    with when_decided(made):
        draft = decided(made, rule, tally)
        with pytest.raises(Refused, match="in force already"):
            publish_decision(decision=draft, by=OFFICER)
    draft.refresh_from_db()
    assert draft.published_at is None and draft.rule_set is None


def test_a_rule_that_comes_in_another_order_cites_what_changed_it() -> None:
    before = shipped("default")
    after = parse(
        {**as_json(before), "classes": [*as_json(before)["classes"][1::-1], *as_json(before)["classes"][2:]]}
    )
    decision = {
        "ref": "Decision 7",
        "body": "The forum",
        "review_on": before.review_on,
        "day": dt.date(2026, 6, 24),
    }
    cited = cite_decision(after, before, **decision)
    assert {one.origin.decision_ref for one in cited.classes} == {"Decision 7"}
    assert cited.rounds == before.rounds and changes_nothing(before, cited) is False
    assert changes_nothing(cite_decision(before, before, **decision), before)
    assert {one.decision_ref for one in cite_decision(before, None, **decision).origins()} == {"Decision 7"}


def test_what_was_drafted_before_is_looked_at_again_on_the_day_of_the_decision(
    place: Any, in_force: RuleSet, voted: Any
) -> None:
    """Its own days were past when it was decided, and so was that of one rule that it keeps."""
    kept, now_kept = as_json(shipped("default")), gentler()
    for one in (kept, now_kept):
        one["travel"]["origin"]["review_on"] = (today() + dt.timedelta(days=2)).isoformat()
    enact_rules(place=place, document=kept)
    now_kept["standing"]["origin"]["review_on"] = (today() + dt.timedelta(days=3)).isoformat()
    shown_what_if(place, now_kept)
    made, rule, tally = voted(document=now_kept)
    with when_decided(made):
        draft = decided(made, rule, tally)
        words = " ".join(changes_asked(made, by=draft))
        decision = publish_decision(decision=draft, by=OFFICER)
        rules = coordination.rules_in_force(place)
    assert rules is not None and (rules.review_on, rules.decision_ref) == (
        decision.review_on,
        decision_ref(decision.number, decision.decided_on),
    )
    document = coordination.document_of(rules)
    for one in (document.standing, document.travel):
        assert (one.origin.review_on, one.origin.decision_ref) == (decision.review_on, rules.decision_ref)
    assert document.rounds == shipped("default").rounds, "what is not due keeps its day, and who decided it"
    assert date_in_words(decision.review_on) in words, "an officer reads the day that comes into force"


@pytest.mark.parametrize("ref", ["minutes 4", "Decision 4a", "Decision", "decision 4", "", "Decision 4, x"])
def test_a_reference_leads_to_a_decision_or_says_that_it_does_not(ref: str) -> None:
    assert decision_number(ref) == (4 if ref == "Decision 4, x" else None)
    assert decision_number(decision_ref(12, dt.date(2026, 6, 24))) == 12
