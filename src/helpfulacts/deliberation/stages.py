"""The stages that a deliberation can have, and the rules by which answers in them are read. Kinds here, dates in the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.errors import Refused

from .panels import promised_panel


@dataclass(frozen=True)
class Kind:
    """What a stage is for. brings: kinds of contribution that people may bring in it. rules: by which answers may be read."""

    code: str
    title: str
    brings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """How one number is read. least, most: what it may be; most None = as the stage says (`points`).

    handed_in: the answers of somebody come all at once, as a vote that stands on the board, and not one by one.
    """

    code: str
    title: str
    least: int
    most: int | None
    handed_in: bool = False
    version: int = 1


KINDS = {
    kind.code: kind
    for kind in (
        Kind("inform", "What this is about"),
        Kind("gather", "Say what you think", ("statement", "proposal", "reason"), ("agree",)),
        Kind("map", "Where people stand", ("statement",), ("agree",)),
        Kind("draft", "Write it together", ("clause", "amendment"), ("agree",)),
        Kind("weigh", "What matters more", (), ("weights",)),
        Kind("ballot", "Vote", (), ("approval", "points", "rank", "consent")),
        Kind("decide", "It is decided", ("reason",)),
        Kind("deliver", "It is done"),
    )
}

RULES = {
    rule.code: rule
    for rule in (
        Rule("agree", "agree, pass or disagree", -1, 1),
        Rule("weights", "points for what matters to you", 0, None),
        Rule("approval", "yes to as many as you like", 0, 1, handed_in=True),
        Rule("points", "share points among them", 0, None, handed_in=True),
        Rule("rank", "put them in order", 1, None, handed_in=True),
        Rule("consent", "yes, can live with it, or no", -1, 1, handed_in=True),
    )
}

MOST_POINTS = 1_000_000


def kind_of(code: str) -> Kind:
    """Raises Refused for a kind that there is not."""
    try:
        return KINDS[code]
    except KeyError:
        raise Refused(f"There is no stage “{code}”. There are: {', '.join(KINDS)}.", field="stages") from None


def check_parameters(kind: str, rule: str, parameters: Mapping[str, Any]) -> None:
    """Raises Refused where a stage of this kind is not read by that rule, or its numbers make no sense."""
    known = kind_of(kind).rules
    if bool(known) != bool(rule) or (rule and rule not in known):
        choices = ", ".join(RULES[one].title for one in known) or "nothing: nobody answers in it"
        raise Refused(f"“{kind_of(kind).title}” is read by {choices}.", field="stages")
    points = parameters.get("points")
    if rule in ("points", "weights") and not (isinstance(points, int) and 1 <= points <= MOST_POINTS):
        raise Refused(f"Say how many points each has: a number from 1 to {MOST_POINTS:,}.", field="points")
    if "panel" in parameters:
        promised_panel(parameters)
    most = parameters.get("most")
    if most is not None and not (isinstance(most, int) and not isinstance(most, bool) and most >= 1):
        raise Refused("Say how many each may choose as a number from 1.", field="most")


def check_answers(rule: str, parameters: Mapping[str, Any], values: Mapping[Any, int]) -> None:
    """The answers of one member, by contribution. Raises Refused where the rule cannot read them."""
    read = RULES[rule]
    most = parameters.get("points") if read.most is None else read.most
    for value in values.values():
        if isinstance(value, bool) or not isinstance(value, int) or value < read.least:
            raise Refused("Choose one of the answers that are offered.", field="answers")
        if rule != "rank" and most is not None and value > most:
            raise Refused("Choose one of the answers that are offered.", field="answers")
    if rule in ("points", "weights"):
        given = sum(values.values())
        if given > parameters["points"]:
            raise Refused(
                f"You gave {given:,} points and have {parameters['points']:,}. Take {given - parameters['points']:,} off.",
                field="answers",
            )
    if rule == "approval" and (most_chosen := parameters.get("most")) is not None:
        chosen = sum(1 for value in values.values() if value)
        if chosen > most_chosen:
            raise Refused(
                f"You chose {chosen} and may choose {most_chosen}. Take {chosen - most_chosen} off.",
                field="answers",
            )
    if rule == "rank" and sorted(values.values()) != list(range(1, len(values) + 1)):
        raise Refused(
            "Give each one its own place in the order, from 1 on, and leave none out.", field="answers"
        )
