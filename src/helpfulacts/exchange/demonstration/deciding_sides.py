"""What bodies say and promise each other: where the place stands, an agreement, and its next text that waits for one side (illustrative)."""

from __future__ import annotations

from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.core.principles import CONDITIONS, PRINCIPLES
from helpfulacts.deliberation import contributions, public, selectors
from helpfulacts.deliberation.actions.accept_amendment import accept_amendment
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.answer_position import answer_position
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.draft_agreement import draft_agreement, draft_version
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.moderate import show
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.deliberation.actions.propose_amendment import propose_amendment
from helpfulacts.deliberation.actions.publish_decision import Undertaking, publish_decision
from helpfulacts.deliberation.actions.raise_undertaking import raise_undertaking
from helpfulacts.deliberation.actions.reply_to_position import reply_to_position
from helpfulacts.deliberation.actions.sign_agreement import sign_agreement
from helpfulacts.deliberation.actions.take_part import invite
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actor import Actor

from .deciding_made import DAY, Desk, speaks_for, within
from .hours import by_day

CABINET, NETWORK = "The council's cabinet", "A network of small groups"
TITLE = "What the council and small groups promise each other"
OLD = "When a group asks about its money, the council answers within 10 working days."
NEW = "When a group asks about its money, the council answers within 5 working days, and says who to ring."
SIDES = ({"code": "council", "name": "The council"}, {"code": "groups", "name": "Small groups"})
CODES = [item.code for item in (*PRINCIPLES, *CONDITIONS)]
SAYS = {
    "The council's cabinet": ("YYYYNNYNYYYYNYYN", {"P5": "We count what we do. We seldom ask what changed."}),
    "A network of small groups": (
        "NYNYNNNYNNYYNNNY",
        {
            "P1": "People still tell their story three times.",
            "P3": "We read of most rules after they were made.",
            "P7": "Two of our groups closed this year. Nobody had asked how they were.",
            "W2": "A ward could decide this. It goes to the cabinet.",
        },
    ),
    "A hospital trust": (
        "YYYYNYY-YYYYNY--",
        {"P6": "We write to everybody who was sent to us and did not come."},
    ),
    "A housing association": ("YYYYNNYYYYYYYYYY", {}),
}
"""Of each body its answers to the sixteen, in their order (yes, no, – for do not know), and some reasons."""
REPLIES = {
    "P1": "From January one form is enough. We say each quarter how many people had to tell it twice.",
    "P3": "A rule is asked about here before it is made. Where there is no time we say why.",
    "P6": "We ask each body to say by ward whom it does not reach.",
    "P7": "We set money aside for groups that give each week, and ask them each quarter how they are.",
    "W1": "Each offer says what else there is, or why there is nothing else.",
    "W3": "We pay small groups in advance from April.",
    "C1": "Nothing is agreed for a person who has not said yes. We look at twenty cases a year.",
    "C2": "Two people changed places between the council and a charity. We will tell how it went.",
    "C3": "The council lists what it gives here, as others do.",
    "C4": "We say of each rule where it comes from.",
}
"""The board replies to all on which bodies differ, but to whether it is decided close to home (W2)."""
VALUES = {"Y": 1, "N": -1, "-": 0}


def agree_with_sides(desk: Desk) -> None:
    """In force for 80 days; one undertaking of it is late; its next text was decided on and waits for the groups to sign."""
    bodies = {"council": desk.body(CABINET), "groups": desk.body(NETWORK)}
    far = today(desk.place.zone) + 300 * DAY
    with by_day(now() - 86 * DAY):
        version = draft_agreement(
            place=desk.place, title=TITLE, sides=SIDES, clauses=_clauses(OLD, 10), review_on=far, by=desk.mel
        )
    for ago, side in ((83, "groups"), (80, "council")):
        _sign(version, side, bodies[side], ago, desk.mel)
    with by_day(now() - 45 * DAY):
        raise_undertaking(
            agreement=version.agreement, key="2.1", owner=bodies["council"], by=desk.mel,
            about="the lunch club asked whether its money goes on",
        )  # fmt: skip
    asked = _change_it(desk, bodies)
    with by_day(now() - 14 * DAY):
        newer = draft_version(
            agreement=version.agreement,
            clauses=_clauses(NEW, 5),
            review_on=far,
            by=desk.mel,
            deliberation=asked,
        )
    _sign(newer, "council", bodies["council"], 12, speaks_for(bodies["council"]))


def _clauses(answers: str, days: int) -> list[dict[str, Any]]:
    return [
        {"key": "1", "title": "When money ends", "words": "Nobody hears of it last."},
        {
            "key": "1.1", "parent": "1", "title": "Three months", "side": "council", "trigger": "money for a group is to end",
            "words": "The council tells a group three months before its money ends, in writing, with its reasons.",
            "days": 3, "unit": "months", "evidence": "the letter", "exception": "danger to people, said in public",
        },
        {"key": "2", "title": "When somebody asks", "words": "Both sides answer, and say who answers."},
        {
            "key": "2.1", "parent": "2", "title": "An answer about money", "side": "council", "words": answers, "days": days,
            "trigger": "a group asks about its money", "unit": "working days", "evidence": "the answer", "exception": "",
        },
        {
            "key": "2.2", "parent": "2", "title": "What a group has seen", "side": "groups", "trigger": "the council asks groups",
            "words": "When the council asks what groups see, they answer within four weeks, also with what nobody likes to hear.",
            "days": 4, "unit": "weeks", "evidence": "the answer", "exception": "a group of fewer than three people",
        },
    ]  # fmt: skip


def _sign(version: Any, side: str, body: Any, ago: int, by: Actor) -> None:
    """Of the first text the office enters what was signed on paper."""
    with by_day(now() - ago * DAY):
        sign_agreement(
            version=version, side=side, organisation=body, signed_by="its leader" if side == "council" else "its chair",
            by=by,
        )  # fmt: skip


def _change_it(desk: Desk, bodies: dict[str, Any]) -> Any:
    """One clause, amended by the groups; each side says yes; both promise their part."""
    asked = desk.ask(
        first=60, uses="compact", convenor=bodies["council"],
        question="How soon does the council answer when a group asks about its money?",
        promise="What both sides say yes to goes into the text, and each signs it.",
        about="It is about one line of what the council and small groups promise each other.",
        open_to_change=["within how many days the council answers"], fixed=["what the money is for"], open_to="invited",
        absent=[{"who": "groups that ask for no money", "why": "the line is not about them", "doing": "they can read all of it"}],
        steps=(Step("inform", 4), Step("draft", 20, "agree"), Step("ballot", 7, "consent", {"contributions": [2]}),
               Step("decide", 14), Step("deliver", 200)),
    )  # fmt: skip
    with within(asked, "inform"):
        sides = {
            side: invite(deliberation=asked, organisation=body, role="signatory", side=side, by=desk.mel)
            for side, body in bodies.items()
        }
    with within(asked, "draft", 2) as stage:
        clause = bring(
            stage=stage, membership=sides["council"], kind="clause", title="An answer about money", words=OLD, no_person=True,
            by=speaks_for(bodies["council"]),
        )  # fmt: skip
        show(contribution=clause, by=desk.nia)
        amendment = propose_amendment(
            stage=stage, membership=sides["groups"], revision=contributions.last_revision(clause), change="replace", words=NEW,
            title="Sooner, and with somebody to ring", no_person=True, by=speaks_for(bodies["groups"]),
        )  # fmt: skip
        show(contribution=amendment, by=desk.nia)
    with within(asked, "ballot", 3) as stage:
        for side, value in (("council", 0), ("groups", 1)):
            cast_vote(
                stage=stage, membership=sides[side], answers={amendment: value}, by=speaks_for(bodies[side])
            )
    *_, counted = desk.close(asked, "inform", "draft", "ballot")
    day = today(desk.place.zone)
    with by_day(now() - 20 * DAY):
        accept_amendment(amendment=amendment, by=desk.mel)
        decision = draft_decision(
            deliberation=asked, body="The council and small groups", review_on=day + 200 * DAY, by=desk.mel, tallies=[counted],
            sentence="The council answers a group about its money within 5 working days",
            reason="Both sides can keep it. Groups plan from month to month, and ten days is too long for them.",
        )  # fmt: skip
        answer_contributions(
            decision=decision, by=desk.mel,
            answers={amendment: ("yes", "The groups say yes. The council can live with it.")},
        )  # fmt: skip
        owed = [
            Undertaking(bodies["council"], "Put somebody at the telephone for groups", day + 30 * DAY, "a number that is answered"),
            Undertaking(bodies["groups"], "Tell every group whom to ring", day + 40 * DAY, "a letter to each group"),
        ]  # fmt: skip
        publish_decision(decision=decision, by=desk.mel, undertakings=owed)
    return asked


def say_where_it_stands(desk: Desk) -> None:
    """Asked 50 days ago, complete 12 days ago without a meeting; one reply is missing."""
    board = desk.body("The partnership board")
    bodies = {name: desk.body(name) for name in SAYS}
    with by_day(now() - 52 * DAY):
        asked = open_position(
            place=desk.place, board=board, partners=bodies.values(), by=desk.mel,
            first_day=today(desk.place.zone) + 2 * DAY,
        )  # fmt: skip
    statements = dict(zip(CODES, public.everything(asked), strict=True))
    with within(asked, "gather", 4) as stage:
        for name, (answers, why) in SAYS.items():
            body, by = bodies[name], speaks_for(bodies[name])
            member = _member(asked, body)
            given = {
                statements[code]: (VALUES[one], why.get(code, ""))
                for code, one in zip(CODES, answers, strict=True)
            }
            answer_position(stage=stage, membership=member, answers=given, by=by, no_person=True)
    desk.close(asked, "inform", "gather", "map")
    with within(asked, "decide", 5):
        replies = {statements[code]: words for code, words in REPLIES.items()}
        reply_to_position(deliberation=asked, replies=replies, by=speaks_for(board), no_person=True)
    desk.close(asked, "decide")


def _member(asked: Any, body: Any) -> Any:
    return selectors.membership_of(asked, organisation=body)
