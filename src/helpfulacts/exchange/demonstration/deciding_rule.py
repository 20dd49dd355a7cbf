"""A rule that people changed: what it would do to them, their vote, and the rounds since, which run by it (illustrative).

The rounds of the first eight weeks run by `earlier_rules`; those since by what was decided, the rules that the product comes with.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.keep_what_if import keep_what_if, show_what_if
from helpfulacts.coordination.rule_document import RuleDocument, as_json
from helpfulacts.coordination.rule_reading import parse, shipped, shipped_names
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core.clock import now, today
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.mark_trade_off import mark_trade_off
from helpfulacts.deliberation.actions.publish_decision import publish_decision
from helpfulacts.deliberation.templates import Step

from .deciding_made import DAY, Desk, within
from .hours import by_day

TITLE = "If people with no way to get about came sooner (made up)"
WORDS = "They can reach fewer offers than others. So they join those who look after someone, before everyone else."
VOTERS, AGAINST, LIVE_WITH_IT = 26, 3, 5
SECOND = "people who look after someone, or live where money is shortest"


def earlier_rules(day: dt.date) -> RuleDocument:
    """Those that the product comes with, but that whoever has no way to get about stands with everyone else."""
    raw = as_json(shipped(day=day))
    first, second, others = raw["classes"]
    raw["sentence"] = (
        "People with no food, warmth, bed or safety come first. Then people who look after someone, or live where money is "
        "shortest. Then everyone else. Within a group, a draw in public."
    )
    second |= {"name": SECOND, "any_of": ["carer"], "sentence": f"After {first['name']} come {SECOND}."}
    others["sentence"] = (
        "Everyone else comes after people in want, people who look after someone, and people who live where money is shortest."
    )
    return parse(raw)


def begin_with_earlier_rules(place: Any) -> None:
    """In force; beside them the gentler ones."""
    day = today(place.zone)
    enact_rules(place=place, document=earlier_rules(day))
    for name in shipped_names()[1:]:
        enact_rules(place=place, document=shipped(name, day), state="beside")


def ask_about_a_rule(desk: Desk) -> Any:
    """Asked with what it would do to the people who ask for help that day, shown before anybody votes."""
    day = today(desk.place.zone)
    rules = shipped(day=day)
    worked = work_out(desk.place, [Scenario("They come before everyone else", rules)], day)
    what_if = keep_what_if(place=desk.place, title=TITLE, worked=worked, by=desk.mel)
    show_what_if(what_if=what_if, by=desk.mel)
    return desk.ask(
        first=-2, uses="entitlement", convenor=desk.body("The sharing panel"),
        question="Should people with no way to get about come before others?",
        promise="If fewer than one in five say no, the panel puts the new rule in force from the next round.",
        about="When places are few, people who look after someone, or live where money is shortest, come before everyone else. Some "
        f"ask the same for whoever cannot get about. What that does to people is worked out in what-if {what_if.number}.",
        subject={"document": as_json(rules), "what_if": what_if.number},
        open_to_change=["who is in the second group"],
        fixed=["whoever has no food, warmth, bed or safety comes first", "nobody has to say more about themselves than now"],
        absent=[{"who": "people who cannot leave home", "why": "no box for papers is near", "doing": "link workers take papers to the door"}],
        steps=(Step("inform", 3), Step("gather", 7, "agree"), Step("ballot", 7, "consent", {"objections_under_percent": 20}),
               Step("decide", 7), Step("deliver", 60)),
    )  # fmt: skip


def decide_a_rule(desk: Desk, asked: Any) -> None:
    """Voted, decided and in force before the next round."""
    voters = desk.members(asked, "gather", VOTERS)
    [sooner] = desk.bring(asked, voters, "proposal", [("No way to get about counts", WORDS, None)])
    desk.answer(asked, "gather", {voter: {sooner: 1} for voter in voters[:17]})
    with within(asked, "ballot", 3) as stage:
        for number, voter in enumerate(voters):
            value = -1 if number < AGAINST else 0 if number < AGAINST + LIVE_WITH_IT else 1
            cast_vote(stage=stage, membership=voter, answers={sooner: value}, by=desk.tom)
    _, counted = desk.close(asked, "inform", "gather", "ballot")
    with by_day(now() - DAY):
        decision = draft_decision(
            deliberation=asked, body="The sharing panel", sentence="People with no way to get about come before others",
            reason="23 of 26 said yes or can live with it. Whoever cannot get about has fewer offers to choose from.",
            dissent="Others wait as long, and nobody asks how far they walk.\nThree who voted no",
            side_effects="Whoever is in neither group waits longer, where places are few.",
            review_on=today(desk.place.zone) + 300 * DAY, by=desk.mel, tallies=[counted],
        )  # fmt: skip
        answer_contributions(
            decision=decision, answers={sooner: ("yes", "They can reach fewer offers than anybody else.")}, by=desk.mel
        )  # fmt: skip
        for principle, mark, sentence in (
            ("P6", "supports", "Whoever can reach the fewest offers is served sooner."),
            ("P4", "supports", "Your reason says in which group you are, and who decided it."),
            ("W4", "costs", "Some of everyone else wait longer."),
        ):
            mark_trade_off(decision=decision, principle=principle, mark=mark, sentence=sentence, by=desk.mel)
        publish_decision(decision=decision, by=desk.mel)
