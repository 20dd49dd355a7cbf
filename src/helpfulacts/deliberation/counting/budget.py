"""Money is shared out by what people said yes to: equal shares, with greedy beside it (Peters, Pierczyński and Skowron, 2021).

Everybody has an equal share of the money, and pays with it for what they said yes to: a smaller group is not left with nothing.
Of equals the one with the lower number is paid for first. What is left makes shares grow by `step` pence (“add1”, a penny
unless said) while all of it fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted, pounds
from helpfulacts.engine.choosing import Ballots, equal_shares, explain_equal_shares, greedy
from helpfulacts.engine.choosing.said import sentence

from ..ballots import on_ballot
from ..models import Stage
from .chosen import listed, whole
from .kinds import Counted, Counting, MadeFrom
from .reading import read


def gather(stage: Stage) -> MadeFrom:
    """What there is, what each costs, and how many handed in the same vote: {"votes": [[numbers], how many]}."""
    pence = stage.deliberation.subject.get("pence")
    if not isinstance(pence, int) or pence < 1:
        raise Refused("Nobody said how much money there is to share out.")
    costs = {one.number: one.pence for one in on_ballot(stage)}
    _, answers = read(stage)
    bundles = Counter(
        tuple(sorted(number for number, value in own.items() if value > 0 and number in costs))
        for own in answers.values()
    )
    return {
        "took_part": sum(bundles.values()),
        "pence": pence,
        "options": [
            {"number": number, "pence": cost, "yes": sum(n for vote, n in bundles.items() if number in vote)}
            for number, cost in costs.items()
        ],
        "votes": [[list(vote), bundles[vote]] for vote in sorted(bundles)],
    }


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    """Costs are counted in steps, so that one step is one unit of the completion; amounts in the result are pence."""
    satisfaction, completion = parameters.get("satisfaction", "cost"), parameters.get("completion", "none")
    if satisfaction not in ("cost", "cardinality") or completion not in ("none", "add1"):
        raise Refused("Equal shares go by cost or by number, completed by “add1” or not at all.")
    step = whole(parameters, "step", 1) or 1
    numbers = [one["number"] for one in made["options"]]
    at = {number: place for place, number in enumerate(numbers)}
    ballots = Ballots.from_lists(
        [f"{number:09d}" for number in numbers],  # as text they stand in the order of their numbers
        [Fraction(one["pence"], step) for one in made["options"]],
        Fraction(made["pence"], step),
        [[at[number] for number in vote] for vote, many in made["votes"] for _ in range(many)],
    )
    found = equal_shares(ballots, satisfaction, completion)
    reasons = explain_equal_shares(ballots, satisfaction, found)

    def money(value: Fraction) -> str:
        return pounds(round(value * step))

    named = {f"{number:09d}": f"number {number}" for number in numbers}
    said = {number: sentence(reason, named, money) for number, reason in zip(numbers, reasons, strict=True)}
    cost = sum(made["options"][place]["pence"] for place in found.winners)
    winners = [numbers[place] for place in found.winners]
    result = {
        "took_part": made["took_part"],
        "options": [dict(one) for one in made["options"]],
        "winners": winners,
        "tied": [],
        "pence": made["pence"],
        "cost": cost,
        "left": made["pence"] - cost,
        "share": round(ballots.money(found.share) * step),
        "beside": {"greedy": [numbers[place] for place in greedy(ballots, "cost").winners]},
    }
    steps = [
        f"{counted(made['took_part'], 'vote', 'votes')} shared {pounds(made['pence'])}.",
        *(f"Number {number}: {said[number]}" for number in winners),
        f"{pounds(result['left'])} was left." if winners else "Nothing was paid for.",
    ]
    if result["beside"]["greedy"] and set(result["beside"]["greedy"]) != set(winners):
        steps.append(
            f"If only the number of votes counted, {listed(sorted(result['beside']['greedy']))} would be paid for."
        )
    explanation = {"steps": steps, "why": {str(number): words for number, words in said.items()}}
    return result, explanation


def how_shares_grew(result: Mapping[str, Any], parameters: Mapping[str, Any]) -> str:
    """How “add1” raised the shares of a count that was made, from how much to how much and why no further; empty without it."""
    votes, share = result["took_part"], result["share"]
    if parameters.get("completion") != "add1" or not votes:
        return ""
    step = whole(parameters, "step", 1) or 1
    first = result["pence"] // (votes * step) * step
    begun = f"Each vote began with a share of {pounds(first)}."
    all_paid = all(one["number"] in result["winners"] for one in result["options"] if one["yes"])
    too_much = f"With {pounds(step)} more each, it would have come to more than {pounds(result['pence'])}."
    if share == first:
        return f"{begun} {'That paid for all that people chose.' if all_paid else f'It was not raised. {too_much}'}"
    end = "Then all that people chose was paid for." if all_paid else too_much
    return (
        f"{begun} Not all that people chose could be paid with that. So every share was raised, {pounds(step)} at a time, up to "
        f"{pounds(share)}: that is {pounds(share - first)} more. {end} Not every vote used its whole share: all that is paid for "
        f"costs {pounds(result['cost'])}."
    )


RULE = Counting("equal-shares", 1, "everybody has an equal share of the money", gather, count)
