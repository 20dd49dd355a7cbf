"""Deciding together, said plainly: who may take part, when each part is, how answers are counted, what a vote shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from helpfulacts.core import clock
from helpfulacts.core.words import pounds
from helpfulacts.deliberation.selectors import last_day, standing_of

from .charts import Part, StackedBar

STANCES = {
    "information": "We tell you. This does not ask you to decide.",
    "consultation": "We ask you, and answer. The body decides.",
    "deciding": "We decide it together.",
    "acting": "We decide it together, and each side does its part.",
    "supporting": "You decide. We support it.",
}
OPEN_TO = {
    "everyone": "Everyone who lives in {place}.",
    "area": "Everyone who lives in {area}.",
    "invited": "Those who were asked to it. You can read all of it here.",
    "drawn": "Those who were drawn by lot. You can read all of it here.",
}
STAGES = {
    "inform": "Read what it is about",
    "gather": "Say what you think",
    "map": "See where people stand",
    "draft": "Write it together",
    "weigh": "Say what matters more",
    "ballot": "Vote",
    "decide": "It is decided, with reasons",
    "deliver": "It is done",
}
STANDINGS = {"coming": "Not yet", "open": "Now", "over": "Over", "closed": "Over"}
AGREE = {1: "Agree", 0: "Pass", -1: "Disagree"}
CONSENT = {1: "Yes", 0: "I can live with it", -1: "No"}
BROUGHT = {
    "waiting": "It waits until a person has read it.",
    "shown": "Everybody can read it.",
    "hidden": "It is hidden. The reason is on this page.",
    "withdrawn": "You took it back.",
}
WAITS = {
    "stand": "Say where you stand",
    "reply": "Reply to where bodies stand",
    "say": "Say what you think",
    "propose": "Read the text, and propose a change if you want one",
    "weigh": "Share out your points",
    "vote": "Vote",
    "sign": "Sign the new text",
}
"""What a body is asked to do (`waiting.py`)."""
OUTCOMES = {"yes": "Yes", "partly": "In part", "no": "No", "later": "Not yet"}
OUTCOME_LOOKS = {"yes": "yes", "partly": "line", "no": "late", "later": "hold"}
MARKS = {
    "supports": ("Helps", "yes"),
    "costs": ("Costs", "late"),
    "unknown": ("Nobody knows", "hold"),
    "not assessed": ("Not looked at", ""),
}
PROMISES = {
    "kept": ("Kept", "yes"),
    "kept late": ("Kept late", "hold"),
    "excused": ("Excused", "line"),
    "stands still": ("Stands still", "line"),
    "late": ("Late", "late"),
    "open": ("Not due yet", "hold"),
}
LEVELS = {
    "neighbourhood": "The neighbourhood",
    "ward": "The ward",
    "place": "The whole place",
    "region": "The region",
    "nation": "The nation",
}


@dataclass(frozen=True)
class StageLine:
    """A part of it as the page lists it: its title, its days in words, how it stands, and whether it is open now."""

    stage: Any
    title: str
    days: str
    standing: str
    now: bool


def stage_lines(stages: Any, zone: str) -> list[StageLine]:
    """In order; once a question has ended before its time, no part of it is open or to come."""
    return [
        StageLine(stage, STAGES[stage.kind], days_words(stage, zone), STANDINGS[standing], standing == "open")
        for stage in stages
        for standing in ["closed" if stage.deliberation.ended_at else standing_of(stage)]
    ]


def days_words(stage: Any, zone: str) -> str:
    """“Monday 1 June to Sunday 14 June”: its first and its last day, where the place is."""
    first, last = _day(stage.opens, zone), last_day(stage, zone)
    said = clock.date_in_words(first)
    return said if last <= first else f"{said} to {clock.date_in_words(last)}"


def _day(moment: dt.datetime, zone: str) -> dt.date:
    return moment.astimezone(ZoneInfo(zone)).date()


def who_may(deliberation: Any) -> str:
    return OPEN_TO[deliberation.open_to].format(place=deliberation.place.name, area=deliberation.area)


def how_counted(stage: Any, answers_above: int) -> list[str]:
    """How the answers of a stage are counted, in a few sentences."""
    rule, given = stage.rule, stage.parameters
    if rule == "agree":
        return [
            "For each sentence we count who agrees, passes and disagrees. Each person counts once.",
            f"What {answers_above} or more people agree with gets an answer, with a reason.",
        ]
    if rule == "weights":
        return [
            f"Each person has {given['points']:,} points to share out.",
            "We show where people are of one mind and where not. We do not hide that in one total.",
        ]
    if rule == "approval" and given.get("count") == "equal-shares":
        grows = "Then all parts are raised, a little at a time, while what they pay for still fits the money."
        return [
            "Each person carries the same part of the money.",
            "A project is paid for when those who chose it can pay for it with their parts.",
            "They share its cost as evenly as they can. The one that costs each of them least comes first.",
            *([grows] if given.get("completion") == "add1" else []),
            "So a small group with a good idea can win something too.",
        ]
    if rule == "approval":
        return ["We count who chose each one. Those that most people chose come first."]
    if rule == "points":
        return [f"Each person has {given['points']:,} points to share out. We add up what each one gets."]
    if rule == "rank":
        return ["We look at who stands higher in the order of most people."]
    if rule == "consent":
        said = ["For each one we count who says yes, who can live with it, and who says no."]
        if stage.deliberation.uses == "compact":
            return [*said, "It passes when each side, counted alone, answers and nobody on it says no.",
                    "Whoever votes for no side is in the numbers, and holds nothing up."]  # fmt: skip
        percent = given.get("objections_under_percent")
        if percent:
            return [*said, f"It passes when fewer than {percent}% say no."]
        return [*said, "It passes where nobody says no.", "A no is answered with a reason."]
    return []


@dataclass(frozen=True)
class Sum:
    """What a filled-in vote comes to: a sentence about what was chosen, one about what is left, and whether that is too much."""

    said: str
    left: str
    over: bool
    cost: int | None = None
    there_is: int | None = None


def sum_bars(found: Sum | None) -> list[StackedBar]:
    """The chosen cost beside what is left of the money that there is; none where it is not about money."""
    if found is None or not found.cost or found.there_is is None:
        return []
    parts = (
        Part("chosen", found.cost, "brick" if found.cost > found.there_is else "glass"),
        Part("left", max(0, found.there_is - found.cost), "plain"),
    )
    return [StackedBar(f"{pounds(found.cost)} of {pounds(found.there_is)}", parts)]


def add_up(stage: Any, costs: dict[int, int | None], answers: dict[int, int], pence: int | None) -> Sum:
    """`costs` by number, in pence; `pence`: the money that there is, where it is about money."""
    if stage.rule in ("points", "weights"):
        most, given = stage.parameters["points"], sum(answers.values())
        over = given > most
        left = f"Take {given - most:,} off." if over else f"{most - given:,} left."
        return Sum(f"You shared out {given:,} of {most:,} points.", left, over)
    chosen = [number for number, value in answers.items() if value > 0]
    if stage.rule == "approval":
        known = [costs.get(number) for number in chosen]
        cost = sum(one for one in known if one)
        said = f"You chose {len(chosen)}."
        if pence is None:
            return Sum(said, "", False)
        said += f" Together they cost {pounds(cost)}."
        left = f"There is {pounds(pence)}."
        if cost > pence:
            left += " That is fine: choose all that you want. The count finds what can be paid."
        return Sum(said, left, False, cost, pence)
    if stage.rule == "consent":
        no = sum(1 for value in answers.values() if value < 0)
        return Sum(f"You say yes to {len(chosen)} and no to {no}.", "", False)
    return Sum(f"You put {len(answers)} in order.", "", False)
