"""A panel by lot that was drawn last week and now says what it thinks, with everybody invented (illustrative)."""

from __future__ import annotations

import random

from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.draw_panel import draw_panel
from helpfulacts.deliberation.actions.join_draw import join_draw
from helpfulacts.deliberation.drawing import on_panel
from helpfulacts.deliberation.panels import with_panel
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import the_person

from .deciding_made import DAY, Desk, within
from .hours import by_day

AGES = ("under 30", "30 to 59", "60 and over")
HOMES = ("rents", "owns", "something else")
QUOTAS = (
    ("age", AGES[0], 3, 4), ("age", AGES[1], 4, 6), ("age", AGES[2], 3, 4),
    ("home", HOMES[0], 5, 7), ("home", HOMES[1], 4, 6), ("home", HOMES[2], 1, 2),
)  # fmt: skip
SAID = (
    "Market days should stay, whatever else is done.",
    "Eight trees would make the square cooler in summer.",
    "Whoever cannot walk far needs to get to the shops by car.",
)


def ask_a_panel(desk: Desk) -> None:
    """34 people said yes, more of them old than young; 12 were drawn so that they are like the place."""
    steps = with_panel(
        (Step("inform", 14), Step("gather", 28, "agree"), Step("ballot", 14, "consent", {"objections_under_percent": 25}),
         Step("decide", 21)),
        size=12, seed_from="six numbers drawn in public at the desk, on the day after", quotas=QUOTAS,
    )  # fmt: skip
    asked = desk.ask(
        first=22, uses="panel", convenor=desk.body("Brierley Hill forum"), steps=steps, open_to="drawn",
        question="What should the market square be on days without a market?",
        promise="The forum does what the panel votes for, if fewer than three of the twelve say no.",
        about="The square is a car park on five days a week. There is £40,000 for something else.",
        open_to_change=["what the square is for on five days a week"], fixed=["market days", "£40,000"],
        absent=[{"who": "people under 16", "why": "the panel is of grown-ups", "doing": "two schools write down what they want"}],
    )  # fmt: skip
    rng = random.Random("who said yes to the panel")
    with within(asked, "inform", 5):
        for _ in range(34):
            person = begin_person(place=desk.place, channel="desk")
            told = {"age": rng.choices(AGES, (4, 8, 12))[0], "home": rng.choices(HOMES, (6, 10, 2))[0]}
            join_draw(deliberation=asked, person=person, answers=told, by=the_person(person.pk))
    inform = selectors.stage_of_kind(asked, "inform")
    with by_day(inform.closes + DAY / 2):
        draw_panel(deliberation=asked, seed="4 11 19 27 35 58", by=desk.mel)
    desk.close(asked, "inform")
    members = list(on_panel(asked))
    said = desk.bring(asked, members, "statement", SAID)
    desk.answer(asked, "gather", {one: dict.fromkeys(said[:2], 1) for one in members[:7]})
