"""How many agree, pass and disagree, for each contribution. It chooses nothing: it says where people stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..models import Stage
from .kinds import Counted, Counting, MadeFrom
from .reading import Answers, read


def made_from(numbers: Sequence[int], answers: Answers) -> MadeFrom:
    options = []
    for number in numbers:
        given = [own[number] for own in answers.values() if number in own]
        options.append(
            {"number": number, "agree": given.count(1), "pass": given.count(0), "disagree": given.count(-1)}
        )
    return {"took_part": len(answers), "options": options}


def gather(stage: Stage) -> MadeFrom:
    return made_from(*read(stage))


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    """The order: how many more agree than disagree, then how many agree, then the lower number."""
    options = made["options"]
    order = sorted(options, key=lambda one: (one["disagree"] - one["agree"], -one["agree"], one["number"]))
    steps = [
        f"{made['took_part']:,} took part.",
        "Each counts once for each thing, by the last answer that they gave. What was joined counts as one.",
        *(
            f"Number {one['number']}: {one['agree']:,} agree, {one['disagree']:,} disagree, {one['pass']:,} pass."
            for one in order
        ),
    ]
    result = {"took_part": made["took_part"], "options": options, "order": [one["number"] for one in order]}
    return result, {"steps": steps}


RULE = Counting("agree", 1, "agree, pass or disagree", gather, count)
