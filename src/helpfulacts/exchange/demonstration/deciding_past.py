"""What was decided some time ago: a budget with its count, its promises and who disagreed (illustrative)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.begin_paper_batch import begin_paper_batch
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_paper_batch import close_paper_batch
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.enter_paper import enter_paper
from helpfulacts.deliberation.actions.mark_trade_off import mark_trade_off
from helpfulacts.deliberation.actions.note_spoilt import note_spoilt
from helpfulacts.deliberation.actions.publish_decision import Undertaking, publish_decision
from helpfulacts.deliberation.templates import Step
from helpfulacts.places import selectors as places
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.except_promise import except_promise
from helpfulacts.promises.actions.keep_promise import keep_promise

from .deciding_made import DAY, Desk, within
from .hours import by_day

SHARES: Mapping[str, Any] = {
    "count": "equal-shares",
    "satisfaction": "cost",
    "completion": "add1",
    "step": 100,
}
PROJECTS = (
    ("Lunch club kitchen", "A new cooker and sink, so that lunch can go on three days a week. 46 people eat there.", 650_000),
    ("Evening debt advice for 20 weeks", "One evening a week at the library. 38 people asked and found it full.", 760_000),
    ("Benches and shade by the health centre", "Four seats and two trees on the walk from the bus stop.", 320_000),
    ("Tools for Repair Saturday", "Mend things for free, once a month. Nine people help to run it.", 240_000),
    ("Youth club minibus", "Hire for 30 trips. The club has six helpers.", 410_000),
    ("Lights on the canal path", "Eleven lights from the lock to the shops. They cost £300 a year to run.", 980_000),
)  # fmt: skip
CHANCES = (0.66, 0.63, 0.42, 0.36, 0.34, 0.38)
"""Of each project in turn, the share of people who would like it."""
VOTERS, IN_THE_BOX, AT_THE_MEETING = 120, 60, 24
PAID = (
    "A new cooker helps the most people for its price.",
    "38 people were turned away in spring. One evening a week would take them all.",
    "It is the way to the health centre. There is nowhere to sit down.",
    "It costs little, and it goes on by itself.",
    "A smaller group wanted it, and its shares pay for it.",
)
LIGHTS = (
    "The shares of those who backed it do not cover what it costs. What is left goes into next year. The idea goes to the canal "
    "trust, with a letter from the forum."
)
MARKS = (
    ("P1", "supports", "Five of the six ideas came from people who live here.", "what people brought"),
    ("P2", "unknown", "We know the price. We do not know what else it would have bought.", ""),
    ("P3", "supports", "Each project has a name, a day and this page.", ""),
    ("P4", "supports", "12 of 14 readers could say how the count works.", "a test with readers, made up"),
    ("P5", "unknown", "We will ask the people who use it in winter.", ""),
    ("P6", "supports", "£16,500 goes to where money is shortest.", "the share of homes with little money"),
    ("P7", "costs", "Debt advice stops after 20 weeks if nobody pays.", ""),
    ("W1", "supports", "You could say yes to as many as you like.", ""),
    ("W2", "supports", "The forum decided. Nobody above had to.", ""),
    ("W3", "supports", "Four of the five go to groups with little income.", "their last accounts, made up"),
    ("W4", "costs", "The canal path stays dark. Some people will not use it at night.", ""),
)


def decide_a_budget(desk: Desk) -> None:
    """£24,000 by 120 votes, two batches of papers among them; five projects are paid for and promised, one is not."""
    forum = desk.body("Brierley Hill forum")
    asked = desk.ask(
        first=110, uses="budget", convenor=forum, area=places.area_by_name(desk.place, "Brierley Hill"), level="neighbourhood",
        question="How should we spend £24,000 in Brierley Hill?", subject={"pence": 2_400_000, "trade_offs": 8},
        promise="The forum follows the count. If it changes anything, it says what and why, in public.",
        about="The forum has £24,000 for things that make life easier here.",
        open_to_change=["what the £24,000 pays for"], fixed=["it is spent within a year", "no wages for members of the forum"],
        absent=[{"who": "people under 25", "why": "few of them come to the forum", "doing": "we ask at the college"}],
        steps=(Step("inform", 7), Step("gather", 21, "agree"), Step("ballot", 14, "approval", SHARES), Step("decide", 20),
               Step("deliver", 365)),
    )  # fmt: skip
    voters = desk.members(asked, "gather", VOTERS)
    projects = desk.bring(asked, voters, "proposal", PROJECTS)
    desk.answer(asked, "gather", {voter: {projects[0]: 1, projects[5]: 1} for voter in voters[:14]})
    _vote(desk, asked, voters, _votes(projects))
    _, counted = desk.close(asked, "inform", "gather", "ballot")
    _decide_budget(desk, asked, counted, projects)


def _votes(projects: Sequence[Any]) -> list[dict[Any, int]]:
    """One for each voter, the same on every day."""
    rng = random.Random("votes of the forum")
    found = []
    for _ in range(VOTERS):
        own = {one: 1 for one, chance in zip(projects, CHANCES, strict=True) if rng.random() < chance}
        found.append(own or {projects[0]: 1})
    return found


def _vote(desk: Desk, asked: Any, voters: Sequence[Any], votes: Sequence[Mapping[Any, int]]) -> None:
    """Papers from a box, of which two are spoilt, and from a meeting; the others with somebody who helped."""
    given = list(zip(voters, votes, strict=True))
    with within(asked, "ballot", 8) as stage:
        for came_from, channel, rows, spoilt in (
            ("the box in the library", "paper", given[:IN_THE_BOX], 2),
            ("the evening in the church hall", "meeting", given[IN_THE_BOX : IN_THE_BOX + AT_THE_MEETING], 0),
        ):
            batch = begin_paper_batch(
                stage=stage, papers=len(rows) + spoilt, came_from=came_from, channel=channel, by=desk.tom
            )
            for voter, answers in rows:
                enter_paper(batch=batch, slip=voter.slip, answers=answers, by=desk.tom)
            if spoilt:
                note_spoilt(batch=batch, spoilt=spoilt, why="Two were empty.", by=desk.tom)
            close_paper_batch(batch=batch, by=desk.mel)
        for voter, answers in given[IN_THE_BOX + AT_THE_MEETING :]:
            cast_vote(stage=stage, membership=voter, answers=answers, by=desk.tom)


def _decide_budget(desk: Desk, asked: Any, counted: Any, projects: Sequence[Any]) -> None:
    day = today(desk.place.zone)
    with by_day(now() - 60 * DAY):
        decision = draft_decision(
            deliberation=asked, body="Brierley Hill forum", sentence="£23,800 for five projects in Brierley Hill",
            reason="The forum followed the count. Everybody had the same share of the money, so a smaller group could win too.",
            dissent="Safe paths are for everyone. We should have saved for the lights.\nTwo members of the forum",
            side_effects="More people at the library in the evening, which has one person at the desk.",
            level="neighbourhood", review_on=day + 120 * DAY, by=desk.mel, tallies=[counted],
        )  # fmt: skip
        answers = {one: ("yes", why) for one, why in zip(projects, PAID, strict=False)}
        answer_contributions(decision=decision, answers=answers | {projects[5]: ("no", LIGHTS)}, by=desk.mel)
        for principle, mark, sentence, evidence in MARKS:
            mark_trade_off(
                decision=decision, principle=principle, mark=mark, sentence=sentence, evidence=evidence, by=desk.mel
            )  # fmt: skip
        owed = [
            Undertaking(desk.body(name), what, day + due * DAY, measure)
            for name, what, due, measure in (
                (
                    "The Thursday lunch club",
                    "Lunch club kitchen: fit the kitchen",
                    -25,
                    "lunch three days a week",
                ),
                ("An advice charity", "Evening debt advice: the first evening", -45, "its list of evenings"),
                (
                    "The council's parks team",
                    "Benches and shade: put four seats in place",
                    -9,
                    "four seats on the walk",
                ),
                (
                    "A tenants' group",
                    "Tools for Repair Saturday: the first Saturday",
                    -38,
                    "the book of repairs",
                ),
                (
                    "A youth club in Brierley Hill",
                    "Youth club minibus: 10 of 30 trips",
                    40,
                    "the log of trips",
                ),
            )
        ]
        publish_decision(decision=decision, by=desk.mel, undertakings=owed)
    _deliver(desk, decision)


def _deliver(desk: Desk, decision: Any) -> None:
    """Two are kept, one is put off with a reason, one is late, one is not due yet."""
    owed = {one.by_shown_as: one for one in promises.about(desk.place, "decision", decision.pk)}
    for name, ago, seen in (
        ("A tenants' group", 40, "Eleven things were mended."),
        ("The Thursday lunch club", 28, "Lunch is three days a week."),
    ):
        with by_day(now() - ago * DAY):
            keep_promise(promise=owed[name], evidence=seen, by=desk.mel.role)
    with by_day(now() - 46 * DAY):
        reason = "The adviser was ill. The first evening came three weeks later."
        except_promise(promise=owed["An advice charity"], reason=reason, by=desk.mel.role)
