"""What matters more: the mean of everybody's shares, how far people are apart, and, where the stage has scores, what follows.

`scores` in the parameters, frozen before anybody weighs: {"options": [titles], "scores": [a row an option, 0 to 1 for each
number in order]}. Without it there is no total, only weights. Fewer than SMALL people: the weights alone, no spread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing import weighing
from helpfulacts.engine.small import SMALL

from ..models import Stage
from .kinds import Counted, Counting, MadeFrom
from .reading import Answers, read

DIGITS = 4
"""Shares and totals are kept to one in ten thousand, so that they are the same on any machine."""


def made_from(numbers: Sequence[int], answers: Answers) -> MadeFrom:
    """Rows of points, sorted: no order in which they came. Of few people the mean of their shares alone."""
    rows = sorted([own.get(number, 0) for number in numbers] for own in answers.values())
    rows = [row for row in rows if sum(row)]
    made = {"took_part": len(rows), "options": list(numbers)}
    if len(rows) >= SMALL:
        return made | {"rows": rows}
    return made | {"weights": _rounded(weighing.shares_of_points(rows).mean(axis=0)) if rows else []}


def gather(stage: Stage) -> MadeFrom:
    return made_from(*read(stage))


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    numbers, people = made["options"], made["took_part"]
    steps = [f"{people:,} people gave points. Each counts the same, however many points they gave."]
    result: dict[str, Any] = {"took_part": people, "options": [], "agreement": None}
    if not people:
        return result, {"steps": steps}
    if "rows" in made:
        found = weighing.between_people(made["rows"])
        result["options"] = [
            {"number": number, "weight": weight, "low": low, "high": high}
            for number, (weight, low, high) in zip(
                numbers, (_rounded([one.mean, one.low, one.high]) for one in found.spreads), strict=True
            )
        ]
        if found.agreement is not None:
            result["agreement"] = round(found.agreement, DIGITS)
    else:
        result["options"] = [
            {"number": number, "weight": weight}
            for number, weight in zip(numbers, made["weights"], strict=True)
        ]
    for one in sorted(result["options"], key=lambda one: -one["weight"]):
        apart = f"; half of the people give it {one['low']:.0%} to {one['high']:.0%}" if "low" in one else ""
        steps.append(f"Number {one['number']} weighs {one['weight']:.0%}{apart}.")
    if "rows" not in made:
        steps.append(f"Fewer than {SMALL} people: how far they are apart is not told.")
    elif result["agreement"] is not None:
        steps.append(
            f"How alike people put them in order, from 0 to 1: {result['agreement']:.2f} (Kendall’s W)."
        )
    more, said = _totals(parameters, result["options"], people)
    return result | more, {"steps": steps + said}


def _totals(
    parameters: Mapping[str, Any], options: Sequence[Mapping[str, Any]], people: int
) -> tuple[dict[str, Any], list[str]]:
    given = parameters.get("scores")
    if given is None:
        return {}, ["Nothing is added up: no scores were published before people weighed."]
    shares = [one["weight"] for one in options]
    try:
        titles = list(given["options"])
        weights = weighing.Weights(
            tuple(one / sum(shares) for one in shares), f"the {people:,} people who gave points"
        )
        total = weighing.weighted_total(given["scores"], weights)
        conflicts = weighing.between_principles(given["scores"])
        if len(titles) != len(total.totals):
            raise weighing.BadWeighing("There is not one row of scores for each option.")
    except (KeyError, TypeError) as problem:
        raise Refused("Scores need a list of options and a row of numbers for each.") from problem
    except weighing.BadWeighing as problem:
        raise Refused(str(problem)) from None
    number = [one["number"] for one in options]
    said = [
        f"Under the weights of {total.set_by}, first comes: {', '.join(titles[one] for one in total.first)}."
    ]
    said += [
        f"If number {number[one.principle]} weighed {one.at:.0%} instead of {one.now:.0%}, {titles[one.option]} would draw level."
        for one in total.turns[:3]
    ]
    said += [
        f"Numbers {number[one.first]} and {number[one.second]} are at odds: what is good for one is bad for the other."
        for one in conflicts
    ]
    return {
        "set_by": total.set_by,
        "totals": dict(zip(titles, _rounded(total.totals), strict=True)),
        "first": [titles[one] for one in total.first],
        "turns": [
            {"number": number[one.principle], "at": round(one.at, DIGITS), "option": titles[one.option]}
            for one in total.turns
        ],
        "conflicts": [
            {"numbers": [number[one.first], number[one.second]], "rho": round(one.rho, DIGITS)}
            for one in conflicts
        ],
    }, said


def _rounded(values: Any) -> list[float]:
    return [round(float(one), DIGITS) for one in values]


RULE = Counting("weights", 1, "points for what matters", gather, count)
