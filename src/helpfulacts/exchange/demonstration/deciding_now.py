"""What is being decided today: one question in each part, from “read what it is about” to “it is decided” (illustrative)."""

from __future__ import annotations

import random

from helpfulacts.coordination.kept_what_ifs import what_if_by_number
from helpfulacts.core.clock import now, today
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.appeal import answer_appeal, appeal
from helpfulacts.deliberation.actions.begin_paper_batch import begin_paper_batch
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_paper_batch import close_paper_batch
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.enter_paper import enter_paper
from helpfulacts.deliberation.actions.moderate import hide, show
from helpfulacts.deliberation.actions.note_spoilt import note_spoilt
from helpfulacts.deliberation.actions.publish_board import publish_board
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.templates import Step
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import the_person
from helpfulacts.places import selectors as places

from .deciding_made import DAY, Desk, camps, within
from .hours import by_day

MAP = {"count": "opinion-map"}
NIGHTS = [
    {
        "who": "people who work nights",
        "why": "they sleep when we ask",
        "doing": "we leave papers at two works",
    }
]
CLUB = (
    "Lunch should go on three days a week, whoever pays for it.",
    "People who can pay £2 should pay £2.",
    "It should be for people on their own first.",
    "A hot meal at the door is as good as a table.",
    "The hall is too cold to sit in.",
    "Children should come and eat too in the holidays.",
    "The council should pay for all of it.",
    "Those who eat there can help to cook.",
)
CLUB_CAMPS = (
    (0.96, 0.92, 0.1, 0.06, 0.6, 0.93, 0.05, 0.95),
    (0.96, 0.06, 0.92, 0.9, 0.6, 0.08, 0.95, 0.9),
)
CANAL = (
    "I would use the path after dark if it were lit.",
    "Lights keep bats and birds away.",
    "I am afraid of bicycles in the dark.",
    "Cut the hedges first. Then see.",
    "Lights should go off at eleven.",
    "The path should stay as it is at night.",
    "A lit road is enough for those who must walk home.",
    "More people on the path would make it feel safe.",
)
CANAL_CAMPS = (
    (0.96, 0.08, 0.85, 0.6, 0.9, 0.05, 0.07, 0.94),
    (0.08, 0.95, 0.85, 0.6, 0.9, 0.94, 0.93, 0.1),
)
UNIFORM = (
    "How little money a home has",
    "How many children there are",
    "Whether a child begins at a new school",
    "Whether somebody had it before",
)
BENCHES = (
    ("Two benches on the hill", "Half way up, where people stop and hold on to the wall.", 180_000),
    ("A book box by the shops", "Take one, leave one. The library fills it.", 45_000),
    ("A light at the bus stop", "The lamp is dark since spring, and the last bus is at ten.", 320_000),
    ("Seeds and tools for the school garden", "Open on Saturdays for whoever wants to dig.", 90_000),
)


def ask_now(desk: Desk) -> None:
    _lunch_club(desk)
    _canal(desk)
    _uniforms(desk)
    _bands(desk)
    _netherton(desk)
    _warm_room(desk)


def _lunch_club(desk: Desk) -> None:
    """It is being decided: asked, mapped in two groups, and written down as a draft that nobody else reads yet."""
    asked = desk.ask(
        first=40, uses="question", convenor=desk.body("The council's elected members"),
        question="The lunch club has money until spring. What then?",
        promise="The council answers each thing that ten people or more agree with, with its reason.",
        about="The club costs £11,000 a year. The money that paid for it ends in spring. 46 people eat there.",
        open_to_change=["who pays", "who comes first", "how often there is lunch"], fixed=["the hall is ours until summer"],
        absent=NIGHTS,
        steps=(Step("inform", 5), Step("gather", 21, "agree"), Step("map", 7, "agree", MAP), Step("decide", 21)),
    )  # fmt: skip
    members = desk.members(asked, "gather", 40)
    asha = people.person_of_account(desk.place, people.account_by_email("asha@demo.invalid"))
    assert asha is not None
    me = the_person(asha.pk, asha.account_id)
    said = desk.bring(asked, members, "statement", CLUB)
    with within(asked, "gather", 3) as stage:
        hers = take_part(deliberation=asked, person=asha, by=me)
        mine = bring(
            stage=stage,
            membership=hers,
            kind="statement",
            words="I would bring the rice, once a week.",
            by=me,
            no_person=True,
        )
        show(contribution=mine, by=desk.nia)
    answers = camps(members, said, CLUB_CAMPS, "what people say of the lunch club")
    for number, member in enumerate(members):
        answers[member][mine] = 0 if number % 5 == 0 else 1
    desk.answer(asked, "gather", answers, after=6)
    desk.answer(asked, "map", answers)
    with within(asked, "map", 3) as stage:
        take_positions(stage=stage, membership=hers, answers={said[0]: 1, said[7]: 1, said[3]: -1}, by=me)
    counts = desk.close(asked, "inform", "gather", "map")
    with by_day(now() - 3 * DAY):
        decision = draft_decision(
            deliberation=asked, body="The council's elected members", review_on=today(desk.place.zone) + 200 * DAY, by=desk.mel,
            sentence="Lunch goes on three days a week, and those who can pay £2 pay £2", tallies=counts[-1:],
            reason="Nearly everybody wants it to go on. On who pays, people stand in two groups.",
        )  # fmt: skip
        answer_contributions(
            decision=decision, by=desk.mel,
            answers={said[0]: ("yes", "It costs less than what happens without it."), said[7]: ("yes", "From spring, in turns.")},
        )  # fmt: skip


def _canal(desk: Desk) -> None:
    """Where people stand: what was gathered is counted, with two groups that hold, and answers still come."""
    asked = desk.ask(
        first=26, uses="question", convenor=desk.body("Brierley Hill forum"),
        question="What would make the canal path a good way home after dark?",
        promise="The forum answers each thing that ten people or more agree with, and takes it to the canal trust.",
        about="The lights were not paid for last time. So we ask what it is really about.",
        open_to_change=["what the forum asks the canal trust for"], fixed=["the path belongs to the canal trust"],
        absent=NIGHTS,
        steps=(Step("inform", 3), Step("gather", 18, "agree", MAP), Step("map", 14, "agree", MAP), Step("decide", 21)),
    )  # fmt: skip
    members = desk.members(asked, "gather", 42)
    said = desk.bring(asked, members, "statement", CANAL)
    answers = camps(members, said, CANAL_CAMPS, "what people say of the canal")
    desk.answer(asked, "gather", answers, after=5)
    desk.close(asked, "inform", "gather")
    desk.answer(asked, "map", {member: answers[member] for member in members[:24]})


def _uniforms(desk: Desk) -> None:
    """What matters more: points are given, and may still be."""
    asked = desk.ask(
        first=22, uses="entitlement", convenor=desk.body("The sharing panel"),
        question="Who should come first for a school uniform?",
        promise="The panel puts what weighs most first, and people vote on the words before it is a rule.",
        about="There are 60 uniforms a year and about 90 children who ask.",
        open_to_change=["what counts, and how much"], fixed=["there are 60 uniforms"], absent=NIGHTS,
        steps=(Step("inform", 4), Step("gather", 14, "agree"), Step("weigh", 14, "weights", {"points": 100}),
               Step("ballot", 14, "consent"), Step("decide", 14)),
    )  # fmt: skip
    members = desk.members(asked, "gather", 24)
    said = desk.bring(asked, members, "statement", UNIFORM)
    desk.answer(asked, "gather", camps(members, said, ((0.95, 0.8, 0.7, 0.4),), "uniforms"))
    desk.close(asked, "inform", "gather")
    rng = random.Random("points for uniforms")
    shares = ((50, 20, 20, 10), (40, 30, 30, 0), (30, 40, 10, 20), (70, 10, 10, 10))
    desk.answer(
        asked, "weigh", {member: dict(zip(said, rng.choice(shares), strict=True)) for member in members[:18]}
    )


def _bands(desk: Desk) -> None:
    """A vote on a rule, with what it would do to people shown before: one batch of papers is checked, one is open."""
    what_if = what_if_by_number(desk.place, 2)
    assert what_if is not None
    gentler = what_if.scenarios[1]["rules"]
    asked = desk.ask(
        first=21, uses="entitlement", convenor=desk.body("The sharing panel"),
        question="Should places be shared by gentler rules?",
        promise="If fewer than one in four say no, the panel puts these rules in force from the next round.",
        about=f"The rules would sort people into two bands only. What that does to people is worked out in what-if {what_if.number}.",
        subject={"document": gentler, "what_if": what_if.number},
        open_to_change=["how places are shared"], fixed=["nobody has to say more about themselves than now"], absent=NIGHTS,
        steps=(Step("inform", 4), Step("gather", 12, "agree"),
               Step("ballot", 14, "consent", {"objections_under_percent": 25}), Step("decide", 14), Step("deliver", 60)),
    )  # fmt: skip
    members = desk.members(asked, "gather", 60)
    words = "People in want, those who look after someone and those who cannot get about share the first band; all others the second."
    [rules] = desk.bring(asked, members, "proposal", [("Share places by two bands", words, None)])
    desk.answer(asked, "gather", {member: {rules: 1} for member in members[:21]})
    desk.close(asked, "inform", "gather")
    values = [1, 1, 0, 1, -1, 1, 1, 0] * 8
    with within(asked, "ballot", 2) as stage:
        for member, value in list(zip(members, values, strict=False))[:22]:
            cast_vote(stage=stage, membership=member, answers={rules: value}, by=desk.tom)
        publish_board(stage=stage)
        box = begin_paper_batch(stage=stage, papers=17, came_from="the box in the library", by=desk.tom)
        for member, value in list(zip(members, values, strict=False))[22:38]:
            enter_paper(batch=box, slip=member.slip, answers={rules: value}, by=desk.tom)
        note_spoilt(batch=box, spoilt=1, why="It had a cross at every answer.", by=desk.tom)
        close_paper_batch(batch=box, by=desk.mel)
        bag = begin_paper_batch(
            stage=stage, papers=12, came_from="the tea after the choir", channel="meeting", by=desk.tom
        )
        for member, value in list(zip(members, values, strict=False))[38:43]:
            enter_paper(batch=bag, slip=member.slip, answers={rules: value}, by=desk.tom)


def _netherton(desk: Desk) -> None:
    """Ideas come in: four are shown, one waits, one is hidden for a reason, one was hidden and is shown after another look."""
    ward = places.area_by_name(desk.place, "Netherton, Woodside and St Andrews")
    asked = desk.ask(
        first=12, uses="budget", convenor=desk.body("Netherton forum"), area=ward, level="ward", subject={"pence": 600_000},
        question="What should £6,000 do for Netherton?",
        promise="The forum pays for what the vote says, up to £6,000.",
        open_to_change=["what the £6,000 pays for"], fixed=["it is spent by the end of next summer"], absent=NIGHTS,
        steps=(Step("inform", 3), Step("gather", 28, "agree"),
               Step("ballot", 14, "approval", {"count": "equal-shares", "satisfaction": "cost", "completion": "add1", "step": 100}),
               Step("decide", 14), Step("deliver", 300)),
    )  # fmt: skip
    members = desk.members(asked, "gather", 26)
    said = desk.bring(asked, members, "proposal", BENCHES)
    desk.answer(
        asked, "gather", camps(members, said, ((0.9, 0.6, 0.8, 0.5), (0.7, 0.8, 0.9, 0.3)), "Netherton")
    )
    with within(asked, "gather", 3) as stage:
        person = begin_person(place=desk.place, called="Ivor", channel="desk")
        ivor = the_person(person.pk)
        member = take_part(deliberation=asked, person=person, by=ivor)
        made = [
            bring(
                stage=stage, membership=member, kind="proposal", title=title, words=words, pence=pence, by=ivor, no_person=True
            )
            for title, words, pence in (
                ("A fence", "So that the woman at the corner with the red door cannot shout at us any more.", 90_000),
                ("Pay for the ramp at the surgery", "Then people can get in to where the money is decided.", 250_000),
            )
        ]  # fmt: skip
        hide(contribution=made[0], line="names", by=desk.nia, reason="It tells which home somebody lives in.")
        hide(contribution=made[1], line="elsewhere", by=desk.nia, reason="The surgery is not in this ward.")
    with within(asked, "gather", 4):
        asks = appeal(
            contribution=made[1], words="It is: the ward line goes behind it, not before it.", by=ivor
        )
    with within(asked, "gather", 5):
        answer_appeal(asked=asks, shown=True, by=desk.mel)
    with within(asked, "gather", 7) as stage:
        bring(
            stage=stage, membership=member, kind="proposal", title="A tap for dogs and people", pence=70_000, by=ivor,
            words="By the gate of the park, where everybody stops.", no_person=True,
        )  # fmt: skip


def _warm_room(desk: Desk) -> None:
    """It has only begun: people read what it is about."""
    desk.ask(
        first=2, uses="question", convenor=desk.body("The partnership board"),
        question="On which evenings should there be a warm room?",
        promise="The board answers each thing that ten people or more agree with, and opens on the evenings that most can use.",
        about="There is money for two evenings a week, from five to nine, in a hall that is warm.",
        open_to_change=["which evenings", "in which hall"], fixed=["two evenings a week"], absent=NIGHTS,
        steps=(Step("inform", 7), Step("gather", 21, "agree"), Step("map", 7, "agree", MAP), Step("decide", 14)),
    )  # fmt: skip
