"""Each shares points among them. The first `seats` by the sum win; one where the stage does not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..models import Stage
from .chosen import first_of, in_order, whole
from .kinds import Counted, Counting, MadeFrom
from .reading import Answers, read


def made_from(numbers: Sequence[int], answers: Answers) -> MadeFrom:
    """The sum of points of each, and how many gave it any."""
    options = []
    for number in numbers:
        given = [own[number] for own in answers.values() if own.get(number, 0) > 0]
        options.append({"number": number, "points": sum(given), "gave": len(given)})
    return {"took_part": len(answers), "options": options}


def gather(stage: Stage) -> MadeFrom:
    return made_from(*read(stage))


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    scores = {one["number"]: one["points"] for one in made["options"]}
    gave = {one["number"]: one["gave"] for one in made["options"]}
    winners, tied, more = first_of(scores, whole(parameters, "seats", 1) or 1, seed, "the sum of points")
    steps = [
        f"{made['took_part']:,} voted.",
        *(f"Number {one}: {scores[one]:,} points, from {gave[one]:,}." for one in in_order(scores)),
        *more,
    ]
    result = {"took_part": made["took_part"], "options": made["options"], "winners": winners, "tied": tied}
    return result, {"steps": steps}


RULE = Counting("points", 1, "share points among them", gather, count)
