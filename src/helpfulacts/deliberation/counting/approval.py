"""Each says yes to as many as they like. What wins: the first `seats`, or what `threshold_percent` of those who voted say yes to.

Where the stage says neither, what more than half of those who voted say yes to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..models import Stage
from .chosen import first_of, in_order, listed, whole
from .kinds import Counted, Counting, MadeFrom
from .reading import Answers, read


def made_from(numbers: Sequence[int], answers: Answers) -> MadeFrom:
    return {
        "took_part": len(answers),
        "options": [
            {"number": number, "yes": sum(1 for own in answers.values() if own.get(number, 0) > 0)}
            for number in numbers
        ],
    }


def gather(stage: Stage) -> MadeFrom:
    return made_from(*read(stage))


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    seats, share = whole(parameters, "seats", 1), whole(parameters, "threshold_percent", 1, 100)
    voters = made["took_part"]
    scores = {one["number"]: one["yes"] for one in made["options"]}
    steps = [f"{voters:,} voted.", *(f"Number {one}: {scores[one]:,} said yes." for one in in_order(scores))]
    tied: list[int] = []
    if seats is not None:
        winners, tied, more = first_of(scores, seats, seed, "how many said yes")
        steps += more
    else:
        needs = "more than half" if share is None else f"{share}%"
        winners = [
            one
            for one in in_order(scores)
            if scores[one]
            and (2 * scores[one] > voters if share is None else 100 * scores[one] >= share * voters)
        ]
        won = f"{listed(winners).capitalize()} won." if winners else "None reached it."
        steps.append(f"What {needs} of those who voted say yes to wins. {won}")
    result = {"took_part": voters, "options": made["options"], "winners": winners, "tied": tied}
    return result, {"steps": steps}


RULE = Counting("approval", 1, "yes to as many as you like", gather, count)
